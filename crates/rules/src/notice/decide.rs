//! The decision: opening, steps, and the correction notice that an examination issues.

use serde_json::json;
use yingshang_calendar::Instant;

use super::case_file::Notice;
use super::codes::*;
use super::command::*;
use super::event::{Event, NoticeEventKind};
use super::gate::Action;
use super::{routing, telling};
use crate::application::case_file::{Application, Shortcoming};
use crate::document::DocumentKind;
use crate::finding::{Finding, FindingKind};
use crate::procedure::counter::{Capacity, capacities, pass};
use crate::procedure::{self, Offer};
use crate::refusal::Refusal;
use crate::service_item::ItemVersion;

/// Facts about a notice that stand outside its file.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// The item, in the version in force when the notice was opened.
    pub item: Option<ItemVersion>,
    /// Whether the visitor's name and telephone are on record; needed when the handler is absent (YC-5.1).
    pub contact_known: bool,
}

/// The moment of a step and the facts around the notice.
pub type Context<'a> = procedure::Context<'a, Facts>;

/// The answer "yes" to a step on a notice.
pub type Decision = procedure::Decision<Notice, NoticeEventKind>;

/// What opening an enquiry needs.
#[derive(Debug, Clone)]
pub struct NewNotice {
    /// Id of the case.
    pub id: String,
    /// Number people quote.
    pub number: String,
    /// System it comes from, with its number there.
    pub external: Option<(String, String)>,
    /// Unit of the person first asked.
    pub unit_id: Option<String>,
    /// 咨询渠道。
    pub channel: EnquiryChannel,
    /// 询问的内容。
    pub matter: String,
    /// 收到时间；不写即为现在。
    pub received_at: Option<Instant>,
    /// 去向。
    pub route: Route,
}

/// Opens an enquiry (YC-4.1); the account that registers it is the person first asked.
pub fn open(new: NewNotice, context: &Context<'_>) -> Result<Decision, Refusal> {
    context.not_ahead(new.received_at, "received_at", "YC-4.1")?;
    let (source_system, external_ref) = new.external.unzip();
    let item = context.facts.item.as_ref();
    let file = Notice {
        id: new.id,
        number: new.number,
        kind: NoticeKind::Enquiry,
        status: NoticeStatus::Open,
        unit_id: new.unit_id,
        item_id: item.map(|i| i.item_id.clone()),
        item_version: item.map(|i| i.number),
        item_name: item.map(|i| i.name.clone()),
        application_id: None,
        channel: Some(new.channel),
        matter: new.matter,
        received_at: new.received_at.unwrap_or(context.now),
        registered_at: context.now,
        first_contact_id: context.actor.user_id().map(str::to_owned),
        handler_id: None,
        source_system,
        external_ref,
        hand_overs: Vec::new(),
        take_over: None,
        handler_assignment: None,
        consultations: Vec::new(),
        telling: None,
        shortcomings: Vec::new(),
        round: None,
        deferral_told: false,
        service: None,
        complaints: Vec::new(),
    };
    let opened = Event::new(NoticeEventKind::Opened, &["YC-2.1", "YC-4.1"]).with("channel", json!(file.channel));
    let mut decision = routing::send(file, HandOver { route: new.route }, context)?;
    decision.events.insert(0, opened);
    Ok(decision)
}

/// What a correction notice needs.
#[derive(Debug, Clone)]
pub struct NewCorrection {
    /// Id of the case.
    pub id: String,
    /// Number people quote.
    pub number: String,
    /// Everything to be corrected.
    pub shortcomings: Vec<Shortcoming>,
    /// Whether 容缺受理 is open and was told (RQ-5.1).
    pub deferral_told: bool,
}

/// Issues the correction notice of an examination: all at once, in writing (YC-6.1).
pub fn issue_correction(new: NewCorrection, application: &Application, context: &Context<'_>) -> Decision {
    let asked = application.examinations.iter().filter(|e| !e.shortcomings.is_empty()).count();
    let round = u32::try_from(asked).unwrap_or(u32::MAX);
    let examiner = context.actor.user_id().map(str::to_owned);
    let file = Notice {
        id: new.id,
        number: new.number,
        kind: NoticeKind::Correction,
        status: NoticeStatus::Issued,
        unit_id: Some(application.unit_id.clone()),
        item_id: Some(application.item_id.clone()),
        item_version: Some(application.item_version),
        item_name: Some(application.item_name.clone()),
        application_id: Some(application.id.clone()),
        channel: None,
        matter: application.matter.clone().unwrap_or_else(|| application.item_name.clone()),
        received_at: context.now,
        registered_at: context.now,
        first_contact_id: application.registered_by.clone(),
        handler_id: examiner,
        source_system: None,
        external_ref: None,
        hand_overs: Vec::new(),
        take_over: None,
        handler_assignment: None,
        consultations: Vec::new(),
        telling: None,
        shortcomings: new.shortcomings,
        round: Some(round),
        deferral_told: new.deferral_told,
        service: None,
        complaints: Vec::new(),
    };
    let codes: Vec<&str> = file.shortcomings.iter().map(|s| s.code.as_str()).collect();
    let event =
        Event::new(NoticeEventKind::Issued, &["YC-6.1", "RQ-5.1"]).with("codes", json!(codes)).with("round", round);
    Decision::new(file, event).issue(DocumentKind::CorrectionNotice)
}

/// Takes one step, or says why not.
pub fn decide(file: &Notice, command: Command, context: &Context<'_>) -> Result<Decision, Refusal> {
    check(file, command.action(), context)?;
    let next = file.clone();
    match command {
        Command::HandOver(body) => routing::send(next, body, context),
        Command::TakeOver(body) => Ok(routing::take_over(next, body, context)),
        Command::AssignHandler(body) => Ok(routing::assign_handler(next, body, context)),
        Command::Consult(body) => Ok(telling::consult(next, body, context)),
        Command::Tell(body) => telling::tell(next, body, context),
        Command::Serve(body) => telling::serve(next, body, context),
        Command::LinkComplaint(body) => link_complaint(next, body, context),
    }
}

/// Whether the step is open at all: actor, state, and what must be there before it; not what it contains.
pub fn check(file: &Notice, action: Action, context: &Context<'_>) -> Result<(), Refusal> {
    pass(file, action, context.actor)?;
    let is_head = capacities(file, context.actor).contains(&Capacity::UnitHead);
    let is_handler = file.handler_id.as_deref() == context.actor.user_id();
    match action {
        Action::Tell | Action::TakeOver if !is_handler && !is_head => Err(Refusal::actor(
            "not_the_handler",
            &["YC-2.1", "YC-4.2"],
            "一次性告知由首办责任人负责；请由首办责任人或者部门负责人办理。",
        )),
        _ => Ok(()),
    }
}

/// Every step of this kind of notice with its answer for this actor, in the order of the procedure.
pub fn offers(file: &Notice, context: &Context<'_>) -> Vec<Offer<Action>> {
    let of_kind = |action: &Action| match action {
        Action::LinkComplaint => true,
        Action::Serve => file.kind == NoticeKind::Correction,
        _ => file.kind == NoticeKind::Enquiry,
    };
    procedure::offers(Action::ALL.iter().copied().filter(of_kind), |action| check(file, action, context), |_| None)
}

/// YC-9.1: complained about, so it goes to accountability.
fn link_complaint(mut next: Notice, body: LinkComplaint, context: &Context<'_>) -> Result<Decision, Refusal> {
    if next.complaints.iter().any(|link| link.complaint_id == body.complaint_id) {
        return Err(Refusal::state("already_linked", &["YC-9.1"], "这件投诉举报已经关联。"));
    }
    let finding = Finding::against(
        next.unit_id.as_deref(),
        FindingKind::RepeatedTrips,
        "因未执行一次性告知致服务对象来回多次并受到投诉，转入责任追究。",
    )
    .by(next.handler_id.as_deref().or(next.first_contact_id.as_deref()));
    let event =
        Event::new(NoticeEventKind::ComplaintLinked, &["YC-9.1"]).with("complaint_id", body.complaint_id.as_str());
    next.complaints.push(body.record(context));
    Ok(Decision::new(next, event).found([finding]))
}

impl Command {
    /// The row of the state table this command falls under.
    pub fn action(&self) -> Action {
        match self {
            Command::HandOver(_) => Action::HandOver,
            Command::TakeOver(_) => Action::TakeOver,
            Command::AssignHandler(_) => Action::AssignHandler,
            Command::Consult(_) => Action::Consult,
            Command::Tell(_) => Action::Tell,
            Command::Serve(_) => Action::Serve,
            Command::LinkComplaint(_) => Action::LinkComplaint,
        }
    }
}
