//! From the words of the case tables to commands.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use yingshang_rules::complaint::Complaint;
use yingshang_rules::complaint::command::Command;
use yingshang_rules::complaint::gate::Action;

/// What a step says unless a case says otherwise, and variants of it. Every free text carries [`MARK`].
static BODIES: LazyLock<BTreeMap<String, Vec<Map<String, Value>>>> =
    LazyLock::new(|| serde_json::from_str(include_str!("../cases/complaint_bodies.json")).unwrap());

/// Stands in every text a person wrote, so that a test can see where such texts go.
pub const MARK: char = '※';

pub const REGISTER: &str = "登记";

/// How many variants of a step there are to try.
pub fn variants(step: &str) -> usize {
    BODIES.get(step).unwrap_or_else(|| panic!("complaint_bodies.json has no {step}")).len()
}

/// The usual body of a step, changed by its variant and then by `changes`.
pub fn body(step: &str, variant: usize, changes: &Map<String, Value>) -> Value {
    let known = &BODIES[step];
    let mut body = known[0].clone();
    body.extend(known[variant].clone());
    body.extend(changes.clone());
    Value::Object(body)
}

/// The action with this Chinese label.
pub fn action(label: &str) -> Action {
    *Action::ALL.iter().find(|a| a.label() == label).unwrap_or_else(|| panic!("no step is called {label}"))
}

pub fn read<T: DeserializeOwned>(body: Value) -> T {
    let text = body.to_string();
    serde_json::from_value(body).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// The record a step on a record is taken on by default: the one that is open.
pub fn open_item(case: &Complaint, action: Action) -> Option<String> {
    match action {
        Action::DecideExtension => case.pending_extension().map(|e| e.request.id.clone()),
        Action::LiftSupervision => {
            case.supervision_orders.iter().find(|s| s.lifting.is_none()).map(|s| s.order.id.clone())
        }
        Action::DispatchClue => case.clue_transfers.iter().find(|c| c.dispatch.is_none()).map(|c| c.clue.id.clone()),
        _ => None,
    }
}

/// The command of `action` with this body, on record `item` where the step needs one.
pub fn command(action: Action, item: String, mut body: Value) -> Command {
    match action {
        Action::Amend => Command::Amend(read(body)),
        Action::TellRights => Command::TellRights(read(body)),
        Action::Accept => Command::Accept(read(body)),
        Action::Reject => Command::Reject(read(body)),
        Action::AnswerOnTheSpot => Command::AnswerOnTheSpot(read(body)),
        Action::Assign => Command::Assign(read(body)),
        Action::SignReceipt => Command::SignReceipt(read(body)),
        Action::DeemReceived => Command::DeemReceived(read(body["on"].take())),
        Action::ApproveInvestigation => Command::ApproveInvestigation(read(body)),
        Action::Investigate => Command::Investigate(read(body)),
        Action::RequestExtension => Command::RequestExtension(read(body)),
        Action::DecideExtension => Command::DecideExtension(item, read(body)),
        Action::SubmitResult => Command::SubmitResult(read(body)),
        Action::Verify => Command::Verify(read(body)),
        Action::Rework => Command::Rework(read(body)),
        Action::Conclude => Command::Conclude(read(body)),
        Action::Terminate => Command::Terminate(read(body)),
        Action::Archive => Command::Archive(read(body)),
        Action::FollowUp => Command::FollowUp(read(body)),
        Action::Remind => Command::Remind(read(body)),
        Action::OrderSupervision => Command::OrderSupervision(read(body)),
        Action::LiftSupervision => Command::LiftSupervision(item, read(body)),
        Action::Escalate => Command::Escalate(read(body)),
        Action::RegisterClue => Command::RegisterClue(read(body)),
        Action::DispatchClue => Command::DispatchClue(item, read(body)),
        Action::ReportEmergency => Command::ReportEmergency(read(body)),
        Action::RecordObstruction => Command::RecordObstruction(read(body)),
        Action::State => Command::State(read(body)),
        Action::Withdraw => Command::Withdraw(read(body)),
        Action::RemindAutomatically => Command::RemindAutomatically(read(body["kind"].take())),
    }
}
