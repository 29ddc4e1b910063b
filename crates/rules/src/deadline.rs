//! Deadlines: what runs, since when, on which article, and how it stands at a given moment.

use chrono::NaiveDate;
use yingshang_calendar::{Instant, Limit, Outcome, Start, Terms, TraceDay, WorkCalendar};

use crate::code_list;

code_list! {
    /// 时限种类。
    pub enum DeadlineKind = "deadline-kinds", "时限种类" {
        AcceptanceDecision = "acceptance_decision" => "受理决定" @ "TS-11.2a",
        ReplyPledge = "reply_pledge" => "十个工作日答复" @ "GZ-4.2",
        Assignment = "assignment" => "交办" @ "TS-11.3a",
        ReceiptSigning = "receipt_signing" => "签收" @ "TS-9.1",
        Handling = "handling" => "办理" @ "TS-14.1",
        Verification = "verification" => "核查并听取意见" @ "TS-15.1",
        Rework = "rework" => "重新办理" @ "TS-16.1",
        Archiving = "archiving" => "当日归档" @ "TS-21.1",
        ClueTransfer = "clue_transfer" => "线索移送" @ "TS-24.1",
        Examination = "examination" => "审查收件并一次告知补正" @ "FD-5.1",
        PromisedHandling = "promised_handling" => "承诺办结" @ "GZ-1.2.1",
        StatutoryHandling = "statutory_handling" => "法定办结" @ "FW-5.4",
        FirstReview = "first_review" => "初审" @ "FW-5.4",
        Review = "review" => "复核" @ "FW-5.4",
        DecisionMaking = "decision_making" => "决定" @ "FW-5.4",
        Delivery = "delivery" => "送达决定" @ "FW-5.4",
        PassingOn = "passing_on" => "转交经办人" @ "YC-5.1",
        HeadDecision = "head_decision" => "负责人处理" @ "YC-5.1",
        Supply = "supply" => "补齐容缺材料" @ "RQ-3.2b",
        SupplyGrace = "supply_grace" => "后延补齐" @ "RQ-3.2c",
        DutyComplaintReply = "duty_complaint_reply" => "容缺投诉回复" @ "RQ-4.4",
        RefusalDelivery = "refusal_delivery" => "送达否定决定" @ "FD-2.2",
        RefusalFiling = "refusal_filing" => "否定备案" @ "FD-2.3",
        EvaluationVerification = "evaluation_verification" => "差评核实" @ "HP-7.1",
        EvaluationAppeal = "evaluation_appeal" => "差评申诉决定" @ "HP-4.3",
        Rectification = "rectification" => "限期整改" @ "HP-7.1",
        RectificationReport = "rectification_report" => "约谈后提交整改报告" @ "KH-10.2",
        ObjectionDecision = "objection_decision" => "考核异议处理" @ "KH-5",
    }
}

code_list! {
    /// 时限状态。
    pub enum DeadlineState = "deadline-states", "时限状态" {
        Running = "running" => "进行中",
        Amber = "amber" => "临期",
        Red = "red" => "逾期未办",
        Paused = "paused" => "中止计时",
        Met = "met" => "按期完成",
        Missed = "missed" => "逾期完成",
        Lifted = "lifted" => "义务消灭",
    }
}

impl DeadlineKind {
    /// Whether the unit the case is with has to act; the other clocks of a complaint are 信访室's own (TS-3.1), those of supplying
    /// materials the applicant's, the decision on an appeal 行政审批室's.
    pub fn is_for_handling_unit(self) -> bool {
        use DeadlineKind::*;
        match self {
            AcceptanceDecision | ReplyPledge | Assignment | Verification | Archiving | ClueTransfer => false,
            Supply | SupplyGrace | EvaluationAppeal | ObjectionDecision => false,
            ReceiptSigning
            | Handling
            | Rework
            | Examination
            | PromisedHandling
            | StatutoryHandling
            | FirstReview
            | Review
            | DecisionMaking
            | Delivery
            | PassingOn
            | HeadDecision
            | DutyComplaintReply
            | RefusalDelivery
            | RefusalFiling
            | EvaluationVerification
            | Rectification
            | RectificationReport => true,
        }
    }
}

/// How a closed deadline ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClosedAs {
    /// Done in time.
    Met,
    /// Done too late.
    Missed,
    /// The duty fell away (termination, refusal of acceptance): neither kept nor missed.
    Lifted,
}

/// What a decision does to the deadlines of its case.
#[derive(Debug, Clone, PartialEq)]
pub enum DeadlineChange {
    /// A clock starts.
    Open {
        /// Which clock.
        kind: DeadlineKind,
        /// Tells several clocks of one kind apart (a clue's id).
        item_id: Option<String>,
        /// Day or instant that starts it; the day itself is not counted (民法典第二百零一条).
        start: Start,
        /// How long; the unit belongs to the rule.
        limit: Limit,
        /// Obligations it rests on.
        basis: Vec<&'static str>,
    },
    /// The duty is done; met or missed follows from the date. Closing what is closed already changes nothing: a reply, for one, can
    /// be given more than once, and the first counts.
    Close {
        /// Which clock.
        kind: DeadlineKind,
        /// See `Open`.
        item_id: Option<String>,
    },
    /// Granted extension, in the unit of the limit.
    Extend {
        /// Which clock.
        kind: DeadlineKind,
        /// How many units more.
        n: u32,
    },
    /// The time from the end of this day on does not count, until it is resumed.
    Pause {
        /// Which clock.
        kind: DeadlineKind,
        /// Day the stop opens; it is still counted.
        on: NaiveDate,
    },
    /// Counting goes on with the day after.
    Resume {
        /// Which clock.
        kind: DeadlineKind,
        /// Day the stop closes; it is not counted.
        on: NaiveDate,
    },
    /// The duty fell away.
    Lift {
        /// Which clock.
        kind: DeadlineKind,
    },
    /// All clocks still running fall away, except clue transfers, which do not depend on the case.
    LiftCase,
}

/// A deadline worked out on one calendar: the date or the first day the calendar does not know.
#[derive(Debug, Clone, PartialEq)]
pub struct Computed {
    /// Last day; `None` while the calendar is not published that far or the clock is stopped.
    pub due_on: Option<NaiveDate>,
    /// End of the last day (23:59:59.999 +08:00), or the exact end of an hour limit.
    pub due_at: Option<Instant>,
    /// From this moment at most `amber_working_days` are left.
    pub amber_at: Option<Instant>,
    /// The date may still move with the next holiday notice, or is not known yet.
    pub provisional: bool,
    /// A final rest day was rolled forward (民法典第二百零三条).
    pub rolled: bool,
    /// First day the calendar does not know.
    pub first_missing_on: Option<NaiveDate>,
    /// The clock stands still since this day.
    pub stopped_since_on: Option<NaiveDate>,
    /// Every day counted or skipped, and why.
    pub trace: Vec<TraceDay>,
}

/// Works a deadline out. Beyond the published calendar the result says so instead of guessing.
pub fn compute(terms: &Terms, calendar: &WorkCalendar, amber_working_days: u32) -> Computed {
    let mut computed = Computed {
        due_on: None,
        due_at: None,
        amber_at: None,
        provisional: false,
        rolled: false,
        first_missing_on: None,
        stopped_since_on: None,
        trace: Vec::new(),
    };
    match terms.due(calendar) {
        Ok(Outcome::Due(due)) => {
            computed.due_on = Some(due.on);
            computed.due_at = Some(due.at);
            computed.amber_at = amber_from(calendar, due.on, amber_working_days);
            computed.provisional = due.provisional;
            computed.rolled = due.rolled;
            computed.trace = terms.trace(calendar).unwrap_or_default();
        }
        Ok(Outcome::Stopped { since, .. }) => computed.stopped_since_on = Some(since),
        Err(missing) => {
            computed.provisional = true;
            computed.first_missing_on = Some(missing.first_missing_day);
        }
    }
    computed
}

/// First moment at which at most `left` working days remain before the end of `due_on`.
fn amber_from(calendar: &WorkCalendar, due_on: NaiveDate, left: u32) -> Option<Instant> {
    calendar.nth_working_day_before(due_on, left).ok().map(|found| Instant::start_of(found.on))
}

/// The state of a deadline at `now`, from the columns that are stored.
pub fn state_at(
    closed_as: Option<ClosedAs>,
    stopped: bool,
    due_at: Option<Instant>,
    amber_at: Option<Instant>,
    now: Instant,
) -> DeadlineState {
    match closed_as {
        Some(ClosedAs::Met) => DeadlineState::Met,
        Some(ClosedAs::Missed) => DeadlineState::Missed,
        Some(ClosedAs::Lifted) => DeadlineState::Lifted,
        None if stopped => DeadlineState::Paused,
        None if due_at.is_some_and(|due| now > due) => DeadlineState::Red,
        None if amber_at.is_some_and(|amber| now >= amber) => DeadlineState::Amber,
        None => DeadlineState::Running,
    }
}

/// How a deadline that is fulfilled at `at` ended. Without a known end it was met: the end lies beyond the calendar.
pub fn closed_as(due_at: Option<Instant>, at: Instant) -> ClosedAs {
    if due_at.is_some_and(|due| at > due) { ClosedAs::Missed } else { ClosedAs::Met }
}
