//! The indicators. A figure counts a cohort: the records that one date puts into the period, and how many of these the numerator holds, so
//! that a share cannot pass 100 % and the records can be listed.

use super::codes::{Comparison, CountedRecord, DatedBy, Dimension, FigureDirection, Indicator};
use super::definition::{Definition, ThresholdRule};
use crate::deadline::DeadlineKind;

use Dimension::{Bureau, Channel, Day, Handler, Item, Month, Quarter, Unit, Window, Year};

/// Services and their ratings carry every dimension.
const SERVICE: &[Dimension] = &[Bureau, Unit, Window, Handler, Item, Channel, Day, Month, Quarter, Year];
/// A questionnaire is about a window; its channel is the kind of survey.
const SURVEY: &[Dimension] = &[Bureau, Unit, Window, Channel, Day, Month, Quarter, Year];
/// The unit is the one that handles the complaint.
const COMPLAINT: &[Dimension] = &[Bureau, Unit, Channel, Day, Month, Quarter, Year];
/// The unit is the one that has to act.
const CLOCK: &[Dimension] = &[Bureau, Unit, Day, Month, Quarter, Year];
/// A commitment knows its unit and its item.
const COMMITMENT: &[Dimension] = &[Bureau, Unit, Item, Day, Month, Quarter, Year];

impl Indicator {
    /// What it means.
    pub fn definition(self) -> Definition {
        match self {
            Self::RequestRate => Definition {
                text: "期内受理的办件中，发起过评价请求的所占比例；一件办件至多发起一次。",
                numerator: "其中发起过评价请求的办件数",
                denominator: Some("期内受理的办件数"),
                counted: CountedRecord::Application,
                clocks: &[],
                dated_by: DatedBy::AcceptedAt,
                threshold: at_least("statistics.request_rate_minimum"),
                direction: Some(FigureDirection::HigherIsBetter),
                dimensions: SERVICE,
                basis: &["HP-4.1", "HP-2.1"],
            },
            Self::DefaultRate => Definition {
                text: "期内发起的评价请求中，没有实际评价的所占比例；尚可评价而未评价的也计入，请求全部到期之前数值还会下降。",
                numerator: "其中没有实际评价的请求数",
                denominator: Some("期内发起的评价请求数"),
                threshold: at_most("statistics.default_rate_maximum"),
                direction: Some(FigureDirection::LowerIsBetter),
                basis: &["HP-4.2"],
                ..INVITATION
            },
            Self::PositiveRate => Definition {
                text: "期内发起并已评价的请求中，满意和基本满意的所占比例；列为异常的照计，申诉成立的不计。",
                numerator: "其中评价为满意或者基本满意的",
                denominator: Some("期内发起并已评价、申诉未成立的请求数"),
                threshold: at_least("evaluation.low_index"),
                direction: Some(FigureDirection::HigherIsBetter),
                basis: &["HP-2.2", "HP-7.1", "HP-4.3"],
                ..INVITATION
            },
            Self::SurveySatisfaction => Definition {
                text: "期内填写的测评问卷中，满意和基本满意的所占比例；流动测评和拦截问卷以渠道区分。",
                numerator: "其中满意或者基本满意的问卷数",
                denominator: Some("期内填写的问卷数"),
                counted: CountedRecord::SurveyResponse,
                clocks: &[],
                dated_by: DatedBy::TakenOn,
                threshold: None,
                direction: Some(FigureDirection::HigherIsBetter),
                dimensions: SURVEY,
                basis: &["HP-6.1", "GZ-3.2", "KH-7.3"],
            },
            Self::ComplaintsReceived => Definition {
                text: "期内接收并登记的投诉举报件数，不论后来如何处理。",
                numerator: "期内接收的投诉举报件数",
                basis: &["TS-4.1"],
                ..complaints(DatedBy::ReceivedAt)
            },
            Self::ComplaintsAccepted => Definition {
                text: "期内接收并已决定是否受理的投诉举报中，决定受理的所占比例；当场答复的、受理决定前终止的和尚未决定的不计。",
                numerator: "其中决定受理的件数",
                denominator: Some("期内接收、已决定受理或者不予受理的件数"),
                basis: &["TS-11.2a", "TS-6.1"],
                ..complaints(DatedBy::ReceivedAt)
            },
            Self::ComplaintsRepliedOnTime => Definition {
                text: "期内届满的十个工作日答复时限中，按期答复的所占比例；义务消灭的不计。",
                basis: &["GZ-4.2"],
                ..clocks(&[DeadlineKind::ReplyPledge])
            },
            Self::ComplaintsHandledOnTime => Definition {
                text: "期内届满的办理和重新办理时限中，按期办理的所占比例；批准的延期计入时限，义务消灭的不计。",
                basis: &["TS-14.1", "TS-14.2", "TS-14.3", "TS-16.1"],
                ..clocks(&[DeadlineKind::Handling, DeadlineKind::Rework])
            },
            Self::ComplaintsSubstantiated => Definition {
                text: "期内办结并有调查结论的投诉举报中，查实和部分查实的所占比例；终止办理的不计。",
                numerator: "其中查实或者部分查实的件数",
                denominator: Some("期内办结并有调查结论的件数"),
                basis: &["TS-12.3"],
                ..complaints(DatedBy::ConcludedAt)
            },
            Self::ComplaintsResolved => Definition {
                text: "期内按三种情形视为办结的投诉举报件数；终止办理的另列，从不计入办结。",
                numerator: "期内办结的件数",
                basis: &["TS-19.1", "TS-18.1"],
                ..complaints(DatedBy::ConcludedAt)
            },
            Self::ComplaintsTerminated => Definition {
                text: "期内终止办理的投诉举报件数，与办结分列。",
                numerator: "期内终止办理的件数",
                basis: &["TS-18.1"],
                ..complaints(DatedBy::TerminatedAt)
            },
            Self::ComplaintsSatisfaction => Definition {
                text: "期内回访并表明满意程度的投诉举报中，满意和基本满意的所占比例；一件回访多次的以最近一次为准。",
                numerator: "其中满意或者基本满意的件数",
                denominator: Some("期内最近一次回访、表明满意程度的件数"),
                direction: Some(FigureDirection::HigherIsBetter),
                basis: &["TS-21.2"],
                ..complaints(DatedBy::FollowedUpAt)
            },
            Self::CommitmentsKept => Definition {
                text: "期内有结果的容缺承诺中，材料补齐的所占比例，包括后延期内补齐的；未及补齐而终止的不计。",
                numerator: "其中已补齐的件数",
                denominator: Some("期内已补齐或者未兑现的容缺承诺件数"),
                counted: CountedRecord::Commitment,
                clocks: &[],
                dated_by: DatedBy::EndedAt,
                threshold: None,
                // The applicants keep them or do not: no merit of the unit.
                direction: None,
                dimensions: COMMITMENT,
                basis: &["RQ-3.3", "RQ-3.2b", "RQ-3.2c"],
            },
            Self::RefusalsFiledInTime => Definition {
                text: "期内届满的否定备案时限中，按期备案的所占比例。",
                basis: &["FD-2.3", "FD-4.3"],
                ..clocks(&[DeadlineKind::RefusalFiling])
            },
            Self::PromiseKept => Definition {
                text: "期内届满的承诺办结时限中，按期办结的所占比例；中止计时的时间已扣除，义务消灭的不计。",
                basis: &["GZ-1.2.1", "FW-5.4"],
                ..clocks(&[DeadlineKind::PromisedHandling])
            },
            Self::StatutoryKept => Definition {
                text: "期内届满的法定办结时限中，按期办结的所占比例；批准的延长计入时限，中止计时的时间已扣除，义务消灭的不计。",
                basis: &["FW-5.4"],
                ..clocks(&[DeadlineKind::StatutoryHandling])
            },
        }
    }
}

/// What the figures over requests have in common.
const INVITATION: Definition = Definition {
    text: "",
    numerator: "",
    denominator: None,
    counted: CountedRecord::EvaluationInvitation,
    clocks: &[],
    dated_by: DatedBy::InvitedAt,
    threshold: None,
    direction: None,
    dimensions: SERVICE,
    basis: &[],
};

/// What the figures over complaints have in common. Neither many nor few of them is a merit, so that nothing is ranked by them as such.
const fn complaints(dated_by: DatedBy) -> Definition {
    Definition { counted: CountedRecord::Complaint, dated_by, dimensions: COMPLAINT, ..INVITATION }
}

/// What the figures over clocks have in common: one that ended in the period is kept or not; one that stands still has no end.
const fn clocks(kinds: &'static [DeadlineKind]) -> Definition {
    Definition {
        numerator: "其中按期完成的",
        denominator: Some("期内届满的时限数，包括届满日在期内而已提前完成的，不包括尚未届满而未完成的"),
        counted: CountedRecord::Deadline,
        clocks: kinds,
        dated_by: DatedBy::DueOn,
        direction: Some(FigureDirection::HigherIsBetter),
        dimensions: CLOCK,
        ..INVITATION
    }
}

const fn at_least(parameter: &'static str) -> Option<ThresholdRule> {
    Some(ThresholdRule { comparison: Comparison::AtLeast, parameter })
}

const fn at_most(parameter: &'static str) -> Option<ThresholdRule> {
    Some(ThresholdRule { comparison: Comparison::AtMost, parameter })
}
