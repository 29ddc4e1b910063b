//! The command that a step of the script asks for: its code and its body. Where it concerns a record of the case, it is the one still
//! open. What the service itself does, or one case to another, cannot be asked for.

use serde_json::Value;
use yingshang_rules::application::{self, Application};
use yingshang_rules::code_list::Code;
use yingshang_rules::commitment::{self, Commitment};
use yingshang_rules::complaint::{self, Complaint};
use yingshang_rules::{notice, refusal_filing};

use super::act::read;
use crate::error::AppError;

/// On a complaint.
pub(super) fn complaint(action: &str, body: Value, file: &Complaint) -> Result<complaint::Command, AppError> {
    use complaint::Command;
    use complaint::gate::Action;
    let none = || nothing_open(action);
    Ok(match code(action)? {
        Action::Amend => Command::Amend(read(body)?),
        Action::TellRights => Command::TellRights(read(body)?),
        Action::Accept => Command::Accept(read(body)?),
        Action::Reject => Command::Reject(read(body)?),
        Action::AnswerOnTheSpot => Command::AnswerOnTheSpot(read(body)?),
        Action::Assign => Command::Assign(read(body)?),
        Action::SignReceipt => Command::SignReceipt(read(body)?),
        Action::ApproveInvestigation => Command::ApproveInvestigation(read(body)?),
        Action::Investigate => Command::Investigate(read(body)?),
        Action::RequestExtension => Command::RequestExtension(read(body)?),
        Action::DecideExtension => {
            let pending = file.pending_extension().ok_or_else(none)?;
            Command::DecideExtension(pending.request.id.clone(), read(body)?)
        }
        Action::SubmitResult => Command::SubmitResult(read(body)?),
        Action::Verify => Command::Verify(read(body)?),
        Action::Rework => Command::Rework(read(body)?),
        Action::Conclude => Command::Conclude(read(body)?),
        Action::Terminate => Command::Terminate(read(body)?),
        Action::Archive => Command::Archive(read(body)?),
        Action::FollowUp => Command::FollowUp(read(body)?),
        Action::Remind => Command::Remind(read(body)?),
        Action::OrderSupervision => Command::OrderSupervision(read(body)?),
        Action::LiftSupervision => {
            let open = file.supervision_orders.iter().find(|entry| entry.lifting.is_none()).ok_or_else(none)?;
            Command::LiftSupervision(open.order.id.clone(), read(body)?)
        }
        Action::Escalate => Command::Escalate(read(body)?),
        Action::RegisterClue => Command::RegisterClue(read(body)?),
        Action::DispatchClue => {
            let open = file.clue_transfers.iter().find(|entry| entry.dispatch.is_none()).ok_or_else(none)?;
            Command::DispatchClue(open.clue.id.clone(), read(body)?)
        }
        Action::ReportEmergency => Command::ReportEmergency(read(body)?),
        Action::RecordObstruction => Command::RecordObstruction(read(body)?),
        Action::State => Command::State(read(body)?),
        Action::Withdraw => Command::Withdraw(read(body)?),
        Action::DeemReceived | Action::RemindAutomatically => return Err(not_by_people(action)),
    })
}

/// On an application.
pub(super) fn application(action: &str, body: Value, file: &Application) -> Result<application::Command, AppError> {
    use application::Command;
    use application::gate::Action;
    Ok(match code(action)? {
        Action::Examine => Command::Examine(read(body)?),
        Action::SupplyMaterials => Command::SupplyMaterials(read(body)?),
        Action::FirstReview => Command::FirstReview(read(body)?),
        Action::Review => Command::Review(read(body)?),
        Action::Approve => Command::Approve(read(body)?),
        Action::Deliver => Command::Deliver(read(body)?),
        Action::Suspend => Command::Suspend(read(body)?),
        Action::Resume => {
            let open = file.open_suspension().ok_or_else(|| nothing_open(action))?;
            Command::Resume(open.opened.id.clone(), read(body)?)
        }
        Action::Extend => Command::Extend(read(body)?),
        Action::OpenGreenChannel => Command::OpenGreenChannel(read(body)?),
        Action::CorrectRecord => Command::CorrectRecord(read(body)?),
        Action::Withdraw => Command::Withdraw(read(body)?),
        Action::DeemAccepted
        | Action::AcceptOnCommitment
        | Action::ReceiveOutstanding
        | Action::LiftPromise
        | Action::CommitmentBroken
        | Action::ProposeRefusal
        | Action::DropRefusal
        | Action::DecideRefusal
        | Action::ServeRefusal => return Err(not_by_people(action)),
    })
}

/// On a notice.
pub(super) fn notice(action: &str, body: Value) -> Result<notice::Command, AppError> {
    use notice::Command;
    use notice::gate::Action;
    Ok(match code(action)? {
        Action::HandOver => Command::HandOver(read(body)?),
        Action::TakeOver => Command::TakeOver(read(body)?),
        Action::AssignHandler => Command::AssignHandler(read(body)?),
        Action::Consult => Command::Consult(read(body)?),
        Action::Tell => Command::Tell(read(body)?),
        Action::Serve => Command::Serve(read(body)?),
        Action::LinkComplaint => Command::LinkComplaint(read(body)?),
    })
}

/// On a commitment.
pub(super) fn commitment(action: &str, body: Value, file: &Commitment) -> Result<commitment::Command, AppError> {
    use commitment::Command;
    use commitment::gate::Action;
    Ok(match code(action)? {
        Action::IssueNotice => Command::IssueNotice(read(body)?),
        Action::Commit => Command::Commit(read(body)?),
        Action::Accept => Command::Accept(read(body)?),
        Action::Supply => Command::Supply(read(body)?),
        Action::Expire => Command::Expire(read(body)?),
        Action::RecordFault => Command::RecordFault(read(body)?),
        Action::RegisterComplaint => Command::RegisterComplaint(read(body)?),
        Action::ReplyToComplaint => {
            let open = file.complaints.iter().find(|entry| entry.reply.is_none());
            Command::ReplyToComplaint(open.ok_or_else(|| nothing_open(action))?.complaint.id.clone(), read(body)?)
        }
        Action::Cancel => Command::Cancel(read(body)?),
        Action::BecomeOverdue | Action::ExpireAutomatically | Action::Remind => return Err(not_by_people(action)),
    })
}

/// On a refusal.
pub(super) fn refusal(action: &str, body: Value) -> Result<refusal_filing::Command, AppError> {
    use refusal_filing::Command;
    use refusal_filing::gate::Action;
    Ok(match code(action)? {
        Action::Approve => Command::Approve(read(body)?),
        Action::Discuss => Command::Discuss(read(body)?),
        Action::Serve => Command::Serve(read(body)?),
        Action::File => Command::File(read(body)?),
        Action::Review => Command::Review(read(body)?),
        Action::RecordBreach => Command::RecordBreach(read(body)?),
        Action::Archive => Command::Archive(read(body)?),
        Action::NoteNotFiled => return Err(not_by_people(action)),
    })
}

fn code<A: Code>(action: &str) -> Result<A, AppError> {
    A::ALL.iter().copied().find(|known| known.code() == action).ok_or_else(|| not_by_people(action))
}

fn nothing_open(action: &str) -> AppError {
    AppError::internal(format!("nothing open to {action}"))
}

fn not_by_people(action: &str) -> AppError {
    AppError::internal(format!("people have no step {action} here"))
}
