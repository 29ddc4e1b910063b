//! The decision: the case file as it stands, what is asked, and the facts of the moment give the next case file or a refusal.

use chrono::NaiveDate;
use serde_json::json;

use super::case_file::{Application, HandedIn};
use super::codes::ApplicationStatus;
use super::command::{Command, HandedInInput, Registration};
use super::event::{ApplicationEventKind, Event};
use super::gate::Action;
use super::{acceptance, examination, handling, links};
use crate::deadline::DeadlineKind;
use crate::procedure::counter::pass;
use crate::procedure::{self, Offer};
use crate::refusal::Refusal;
use crate::service_item::ItemVersion;

/// Facts about an application that stand outside its file.
#[derive(Debug, Clone)]
pub struct Facts {
    /// The item in the version the application began under (RQ-2.1).
    pub item: ItemVersion,
    /// Last day of the statutory limit, if it runs and is known.
    pub statutory_due_on: Option<NaiveDate>,
}

/// The moment of a step and the facts around the application.
pub type Context<'a> = procedure::Context<'a, Facts>;

/// The answer "yes" to a step on an application.
pub type Decision = procedure::Decision<Application, ApplicationEventKind>;

/// What a registration needs beside its body.
#[derive(Debug, Clone)]
pub struct NewApplication {
    /// Id of the case.
    pub id: String,
    /// Number people quote.
    pub number: String,
    /// System it comes from, with its number there.
    pub external: Option<(String, String)>,
}

/// Takes an application in (FD-5.1): the clock of the examination starts with the day of receipt.
pub fn register(new: NewApplication, body: Registration, context: &Context<'_>) -> Result<Decision, Refusal> {
    context.not_ahead(body.received_at, "received_at", "FD-5.1")?;
    let item = &context.facts.item;
    let received_at = body.received_at.unwrap_or(context.now);
    let (source_system, external_ref) = new.external.unzip();
    let mut file = Application {
        id: new.id,
        number: new.number,
        status: ApplicationStatus::Registered,
        item_id: item.item_id.clone(),
        item_version: item.number,
        item_name: item.name.clone(),
        unit_id: item.unit_id.clone(),
        channel: body.channel,
        window_id: body.window_id,
        matter: body.matter,
        received_at,
        registered_at: context.now,
        registered_by: context.actor.user_id().map(str::to_owned),
        source_system,
        external_ref,
        materials: Vec::new(),
        supplies: Vec::new(),
        examinations: Vec::new(),
        acceptance: None,
        outstanding: Vec::new(),
        first_review: None,
        review: None,
        approval: None,
        delivery: None,
        suspensions: Vec::new(),
        extensions: Vec::new(),
        green_channel: None,
        promise_lifted: None,
        broken_commitment_id: None,
        refusal: None,
        withdrawal: None,
        corrections: Vec::new(),
    };
    hand_in(&mut file, body.materials, received_at, context)?;
    let event = Event::new(ApplicationEventKind::Registered, &["FD-5.1", "RQ-2.1"])
        .with("item_id", file.item_id.as_str())
        .with("item_version", file.item_version)
        .with("channel", json!(file.channel))
        .with("received_on", json!(received_at.date()));
    let clock = context.open_from(
        DeadlineKind::Examination,
        received_at.date(),
        "application.examination",
        &["FD-5.1", "YC-6.1"],
    );
    Ok(Decision::new(file, event).clocks([clock]))
}

/// Puts materials on file; one handed in again takes the place of the one before.
pub(super) fn hand_in(
    file: &mut Application,
    materials: Vec<HandedInInput>,
    received_at: yingshang_calendar::Instant,
    context: &Context<'_>,
) -> Result<(), Refusal> {
    let unknown: Vec<&str> =
        materials.iter().map(|m| m.code.as_str()).filter(|code| context.facts.item.material(code).is_none()).collect();
    if !unknown.is_empty() {
        return Err(Refusal::rule(
            "unknown_material",
            &["RQ-2.1", "YC-4.1"],
            format!("事项的材料清单中没有这些材料：{}。", unknown.join("、")),
        )
        .with("codes", json!(unknown)));
    }
    for HandedInInput { code, form } in materials {
        file.materials.retain(|held| held.code != code);
        file.materials.push(HandedIn { code, form, received_at });
    }
    Ok(())
}

/// Takes one step, or says why not.
pub fn decide(file: &Application, command: Command, context: &Context<'_>) -> Result<Decision, Refusal> {
    check(file, command.action(), context)?;
    let next = file.clone();
    match command {
        Command::Examine(body) => examination::examine(next, body, context),
        Command::DeemAccepted => Ok(acceptance::deem_accepted(next, context)),
        Command::SupplyMaterials(body) => examination::supply(next, body, context),
        Command::FirstReview(body) => Ok(handling::first_review(next, body, context)),
        Command::Review(body) => handling::review(next, body, context),
        Command::Approve(body) => Ok(handling::approve(next, body, context)),
        Command::Deliver(body) => handling::deliver(next, body, context),
        Command::Suspend(body) => handling::suspend(next, body, context),
        Command::Resume(id, body) => handling::resume(next, &id, body, context),
        Command::Extend(body) => handling::extend(next, body, context),
        Command::OpenGreenChannel(body) => Ok(handling::open_green_channel(next, body, context)),
        Command::CorrectRecord(body) => Ok(handling::correct_record(next, body, context)),
        Command::Withdraw(body) => Ok(handling::withdraw(next, body, context)),
        Command::AcceptOnCommitment { commitment_id, outstanding } => {
            acceptance::on_commitment(next, commitment_id, outstanding, context)
        }
        Command::ReceiveOutstanding(materials) => links::receive_outstanding(next, materials, context),
        Command::LiftPromise { commitment_id } => Ok(links::lift_promise(next, commitment_id, context)),
        Command::CommitmentBroken { commitment_id, counts_as_withdrawn } => {
            Ok(links::commitment_broken(next, commitment_id, counts_as_withdrawn, context))
        }
        Command::ProposeRefusal { refusal_id, kind } => links::propose_refusal(next, refusal_id, kind),
        Command::DropRefusal => Ok(links::drop_refusal(next)),
        Command::DecideRefusal => Ok(links::decide_refusal(next, context)),
        Command::ServeRefusal => links::serve_refusal(next),
    }
}

/// Whether the step is open at all: actor, state, and what must be there before it; not what it contains.
pub fn check(file: &Application, action: Action, context: &Context<'_>) -> Result<(), Refusal> {
    pass(file, action, context.actor)?;
    match action {
        Action::DeemAccepted if file.belongs_elsewhere() => Err(elsewhere()),
        Action::FirstReview | Action::Review if file.open_suspension().is_some() => Err(suspended()),
        Action::Approve => handling::may_approve(file, context),
        Action::Suspend if file.open_suspension().is_some() => {
            Err(Refusal::state("already_suspended", &["FW-5.4"], "计时已经中止，尚未恢复。"))
        }
        Action::Extend => handling::may_extend(file, context),
        Action::OpenGreenChannel if file.green_channel.is_some() => {
            Err(Refusal::state("green_channel_open", &["FW-5.4"], "已经开辟绿色通道。"))
        }
        Action::AcceptOnCommitment => examination::may_defer(file, context),
        Action::ReceiveOutstanding if file.outstanding.is_empty() => {
            Err(Refusal::state("nothing_outstanding", &["RQ-3.3"], "这件办件没有待补齐的容缺材料。"))
        }
        Action::DropRefusal | Action::DecideRefusal if links::is_refusal_decided(file) => {
            Err(Refusal::state("refusal_decided", &["FD-2.1"], "否定的决定已经批准。"))
        }
        _ => Ok(()),
    }
}

/// Every step of people with its answer for this actor, in the order of the procedure. What commitments and refusals do to an
/// application is offered there.
pub fn offers(file: &Application, context: &Context<'_>) -> Vec<Offer<Action>> {
    let own = |action: &Action| (*action as usize) <= (Action::Withdraw as usize) && *action != Action::DeemAccepted;
    procedure::offers(
        Action::ALL.iter().copied().filter(own),
        |action| check(file, action, context),
        |action| match action {
            Action::Resume => Some(file.open_suspension().map(|s| s.opened.id.clone()).into_iter().collect()),
            _ => None,
        },
    )
}

/// It was looked at and told where to go, so silence cannot count as acceptance, and nothing can be deferred.
pub(super) fn elsewhere() -> Refusal {
    Refusal::state(
        "belongs_elsewhere",
        &["FD-5.1"],
        "已经审查认定不属于本机关职权范围，须经否定备案作出不予受理的决定；认定有误的请重新审查。",
    )
}

/// Time does not count, so nothing that ends or starts a clock happens.
pub(super) fn suspended() -> Refusal {
    Refusal::state("suspended", &["FW-5.4"], "计时中止期间不能作出审查意见和决定，请先恢复计时。")
}

impl Command {
    /// The row of the state table this command falls under.
    pub fn action(&self) -> Action {
        match self {
            Command::Examine(_) => Action::Examine,
            Command::DeemAccepted => Action::DeemAccepted,
            Command::SupplyMaterials(_) => Action::SupplyMaterials,
            Command::FirstReview(_) => Action::FirstReview,
            Command::Review(_) => Action::Review,
            Command::Approve(_) => Action::Approve,
            Command::Deliver(_) => Action::Deliver,
            Command::Suspend(_) => Action::Suspend,
            Command::Resume(..) => Action::Resume,
            Command::Extend(_) => Action::Extend,
            Command::OpenGreenChannel(_) => Action::OpenGreenChannel,
            Command::CorrectRecord(_) => Action::CorrectRecord,
            Command::Withdraw(_) => Action::Withdraw,
            Command::AcceptOnCommitment { .. } => Action::AcceptOnCommitment,
            Command::ReceiveOutstanding(_) => Action::ReceiveOutstanding,
            Command::LiftPromise { .. } => Action::LiftPromise,
            Command::CommitmentBroken { .. } => Action::CommitmentBroken,
            Command::ProposeRefusal { .. } => Action::ProposeRefusal,
            Command::DropRefusal => Action::DropRefusal,
            Command::DecideRefusal => Action::DecideRefusal,
            Command::ServeRefusal => Action::ServeRefusal,
        }
    }
}
