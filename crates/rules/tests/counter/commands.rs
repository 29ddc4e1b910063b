//! From steps and bodies to commands.

use serde_json::Value;
use yingshang_rules::{application, commitment, notice, refusal_filing};

use super::bodies::{read, take};

/// The command of `action` with this body, on record `id` where the step needs one.
pub fn application(action: application::gate::Action, id: String, mut body: Value) -> application::Command {
    use application::Command;
    use application::gate::Action;
    match action {
        Action::Examine => Command::Examine(read(body)),
        Action::DeemAccepted => Command::DeemAccepted,
        Action::SupplyMaterials => Command::SupplyMaterials(read(body)),
        Action::FirstReview => Command::FirstReview(read(body)),
        Action::Review => Command::Review(read(body)),
        Action::Approve => Command::Approve(read(body)),
        Action::Deliver => Command::Deliver(read(body)),
        Action::Suspend => Command::Suspend(read(body)),
        Action::Resume => Command::Resume(id, read(body)),
        Action::Extend => Command::Extend(read(body)),
        Action::OpenGreenChannel => Command::OpenGreenChannel(read(body)),
        Action::CorrectRecord => Command::CorrectRecord(read(body)),
        Action::Withdraw => Command::Withdraw(read(body)),
        Action::ReceiveOutstanding => Command::ReceiveOutstanding(take(&mut body, "materials")),
        Action::DropRefusal => Command::DropRefusal,
        Action::DecideRefusal => Command::DecideRefusal,
        Action::ServeRefusal => Command::ServeRefusal,
        other => panic!("{other} is only taken along with a commitment or a refusal"),
    }
}

pub fn notice(action: notice::gate::Action, body: Value) -> notice::Command {
    use notice::Command;
    use notice::gate::Action;
    match action {
        Action::HandOver => Command::HandOver(read(body)),
        Action::TakeOver => Command::TakeOver(read(body)),
        Action::AssignHandler => Command::AssignHandler(read(body)),
        Action::Consult => Command::Consult(read(body)),
        Action::Tell => Command::Tell(read(body)),
        Action::Serve => Command::Serve(read(body)),
        Action::LinkComplaint => Command::LinkComplaint(read(body)),
    }
}

pub fn commitment(action: commitment::gate::Action, id: String, body: Value) -> commitment::Command {
    use commitment::Command;
    use commitment::gate::Action;
    match action {
        Action::IssueNotice => Command::IssueNotice(read(body)),
        Action::Commit => Command::Commit(read(body)),
        Action::Accept => Command::Accept(read(body)),
        Action::Supply => Command::Supply(read(body)),
        Action::BecomeOverdue => Command::BecomeOverdue,
        Action::Expire => Command::Expire(read(body)),
        Action::ExpireAutomatically => Command::ExpireAutomatically,
        Action::RecordFault => Command::RecordFault(read(body)),
        Action::RegisterComplaint => Command::RegisterComplaint(read(body)),
        Action::ReplyToComplaint => Command::ReplyToComplaint(id, read(body)),
        Action::Cancel => Command::Cancel(read(body)),
        Action::Remind => Command::Remind,
    }
}

pub fn refusal(action: refusal_filing::gate::Action, body: Value) -> refusal_filing::Command {
    use refusal_filing::Command;
    use refusal_filing::gate::Action;
    match action {
        Action::Approve => Command::Approve(read(body)),
        Action::Discuss => Command::Discuss(read(body)),
        Action::Serve => Command::Serve(read(body)),
        Action::File => Command::File(read(body)),
        Action::Review => Command::Review(read(body)),
        Action::RecordBreach => Command::RecordBreach(read(body)),
        Action::Archive => Command::Archive(read(body)),
        Action::NoteNotFiled => Command::NoteNotFiled,
    }
}
