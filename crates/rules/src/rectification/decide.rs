//! The decision: an order needs a low figure; a report answers it; a review ends it or sends it back with a new date.

use chrono::NaiveDate;
use serde_json::json;

use super::case_file::Rectification;
use super::codes::{RectificationStatus, RectificationTarget, ReviewResult};
use super::command::*;
use super::event::{Event, RectificationEventKind};
use super::gate::Action;
use crate::actor::{Actor, Role};
use crate::deadline::DeadlineKind;
use crate::finding::{Finding, FindingKind};
use crate::procedure::counter::pass;
use crate::procedure::{self, Offer, close};
use crate::refusal::Refusal;
use crate::rulebook::Rulebook;
use crate::statistics::{Indicator, Share, figure};

/// The moment of a step; a rectification needs no facts beside its file.
pub type Context<'a> = procedure::Context<'a, ()>;

/// The answer "yes" to a step on a rectification.
pub type Decision = procedure::Decision<Rectification, RectificationEventKind>;

/// Names of the file to be opened.
#[derive(Debug, Clone)]
pub struct NewRectification {
    /// Id of the case.
    pub id: String,
    /// Number people quote.
    pub number: String,
}

/// What an order must know of its target.
#[derive(Debug, Clone)]
pub struct OrderFacts {
    /// Unit of the window or the person.
    pub unit_id: String,
    /// Account of the person; `None` for a window.
    pub user_id: Option<String>,
    /// Positive ratings of the target in the period, as the figures count them.
    pub positive: u32,
    /// All ratings of the target in the period, as the figures count them.
    pub rated: u32,
    /// A rectification of the same target for a period that overlaps is on file.
    pub ordered_before: bool,
}

/// Whether a share of positive ratings is low: it breaks the requirement of the figure `positive_rate` (`evaluation.low_index`). At the
/// requirement it is not low, and no ratings are none.
pub fn is_low(positive: u32, rated: u32, rulebook: &Rulebook) -> bool {
    let counted = Share { numerator: u64::from(positive), denominator: u64::from(rated) };
    figure(Indicator::PositiveRate, counted, rulebook).holds == Some(false)
}

/// Orders a rectification by a date, on a low figure.
pub fn order(
    new: NewRectification,
    body: OrderRectification,
    facts: OrderFacts,
    context: &Context<'_>,
) -> Result<Decision, Refusal> {
    may_order(context.actor)?;
    if body.to < body.from {
        return Err(Refusal::rule("period_reversed", &["HP-7.1"], "期间的最后一日不能早于第一日。").with("field", "to"));
    }
    context.day_not_ahead(Some(body.to), "to", "HP-7.1")?;
    has_time(body.due_on, context)?;
    if !is_low(facts.positive, facts.rated, context.rulebook) {
        return Err(Refusal::rule(
            "index_not_low",
            &["HP-7.1"],
            "该期间的好评率不低于本单位确定的下限，或者没有评价，不作限期整改。",
        )
        .with("positive", facts.positive)
        .with("rated", facts.rated)
        .with("threshold", context.rulebook.ratio("evaluation.low_index")));
    }
    if facts.ordered_before {
        return Err(Refusal::state("already_ordered", &["HP-7.1"], "对该期间的评价已经责令过整改。"));
    }
    let subject = match body.target {
        RectificationTarget::Window => "窗口",
        RectificationTarget::Staff => "工作人员",
    };
    let detail =
        format!("{subject}评价偏低：{}至{}，好评{}件，共评价{}件。", body.from, body.to, facts.positive, facts.rated);
    let finding = Finding::against(Some(&facts.unit_id), FindingKind::LowRatings, detail).by(facts.user_id.as_deref());
    let event = Event::new(RectificationEventKind::Ordered, &["HP-7.1"])
        .with("target", json!(body.target))
        .with("target_id", body.target_id.as_str())
        .with("due_on", json!(body.due_on));
    let clock = context.until(DeadlineKind::Rectification, body.due_on, &["HP-7.1"]);
    let file = Rectification {
        id: new.id,
        number: new.number,
        status: RectificationStatus::Ordered,
        unit_id: facts.unit_id,
        positive: facts.positive,
        rated: facts.rated,
        ordered_at: context.now,
        ordered_by: context.actor.user_id().map(str::to_owned),
        due_on: body.due_on,
        order: body,
        reports: Vec::new(),
        reviews: Vec::new(),
    };
    Ok(Decision::new(file, event).clocks([clock]).found([finding]))
}

fn may_order(actor: &Actor) -> Result<(), Refusal> {
    let orders = |role: &Role| matches!(role, Role::ApprovalOffice | Role::LeadingGroupOffice | Role::BureauLeader);
    match actor {
        Actor::Staff(staff) if staff.roles.iter().any(orders) => Ok(()),
        _ => Err(Refusal::actor("not_entrusted", &["HP-7.1"], "限期整改由行政审批室、领导小组办公室或者局领导责令。")),
    }
}

/// Refuses a last day that leaves no time: rectification is dated (HP-7.1).
pub(crate) fn has_time(due_on: NaiveDate, context: &Context<'_>) -> Result<(), Refusal> {
    if due_on > context.today() {
        return Ok(());
    }
    Err(Refusal::rule("date_not_ahead", &["HP-7.1"], "整改期限的最后一日应在今日之后。").with("field", "due_on"))
}

/// Takes one step, or says why not.
pub fn decide(file: &Rectification, command: Command, context: &Context<'_>) -> Result<Decision, Refusal> {
    check(file, command.action(), context)?;
    let next = file.clone();
    match command {
        Command::Report(body) => Ok(report(next, body, context)),
        Command::Review(body) => review(next, body, context),
    }
}

/// Whether the step is open at all: actor and state; not what it contains.
pub fn check(file: &Rectification, action: Action, context: &Context<'_>) -> Result<(), Refusal> {
    pass(file, action, context.actor)
}

/// Every step with its answer for this actor, in the order of the procedure.
pub fn offers(file: &Rectification, context: &Context<'_>) -> Vec<Offer<Action>> {
    procedure::offers(Action::ALL.iter().copied(), |action| check(file, action, context), |_| None)
}

fn report(mut next: Rectification, body: ReportRectification, context: &Context<'_>) -> Decision {
    let event =
        Event::moved(&mut next.status, RectificationStatus::Reported, RectificationEventKind::Reported, &["HP-7.1"]);
    next.reports.push(body.record(context));
    Decision::new(next, event).clocks([close(DeadlineKind::Rectification)])
}

fn review(mut next: Rectification, body: ReviewRectification, context: &Context<'_>) -> Result<Decision, Refusal> {
    let (status, kind) = match (body.result, body.due_on) {
        (ReviewResult::Passed, None) => (RectificationStatus::Completed, RectificationEventKind::Completed),
        (ReviewResult::SentBack, Some(due_on)) => {
            has_time(due_on, context)?;
            (RectificationStatus::Ordered, RectificationEventKind::SentBack)
        }
        (ReviewResult::Passed, Some(_)) | (ReviewResult::SentBack, None) => {
            return Err(Refusal::rule(
                "due_on_and_result_differ",
                &["HP-7.1"],
                "继续整改的须写明新的期限，整改到位的不写。",
            )
            .with("field", "due_on"));
        }
    };
    let clock = body.due_on.map(|due_on| context.until(DeadlineKind::Rectification, due_on, &["HP-7.1"]));
    next.due_on = body.due_on.unwrap_or(next.due_on);
    let event = Event::moved(&mut next.status, status, kind, &["HP-7.1"]).with("due_on", json!(body.due_on));
    next.reviews.push(body.record(context));
    Ok(Decision::new(next, event).clocks(clock))
}

impl Command {
    /// The row of the state table this command falls under.
    pub fn action(&self) -> Action {
        match self {
            Command::Report(_) => Action::Report,
            Command::Review(_) => Action::Review,
        }
    }
}
