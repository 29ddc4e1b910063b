//! What speaks for or against a target, each piece once (KH-7.2). What the record of the year already holds flows in by itself (GZ-3.3).

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use utoipa::ToSchema;
use yingshang_calendar::Instant;

use super::codes::*;
use super::points::Points;
use crate::deadline::DeadlineKind;
use crate::finding::FindingKind;

/// 一件加减分依据。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Evidence {
    /// 标识。
    pub id: String,
    /// 来源。
    pub source: EvidenceSource,
    /// 在来源中的编号；来源和编号相同的只记一次。
    pub source_id: String,
    /// 加分或者减分。
    pub direction: AdjustmentDirection,
    /// 发生日期。
    pub occurred_on: NaiveDate,
    /// 内容。
    pub title: String,
    /// 证明文件。
    pub document: Option<String>,
    /// 记录所在的路径。
    pub href: Option<String>,
    /// 建议适用的规则。
    pub proposed_rule: Option<String>,
    /// 建议的分值。
    pub proposed_points: Points,
    /// 提出时间。
    pub proposed_at: Instant,
    /// 提出人账号；由系统归集的为空。
    pub proposed_by: Option<String>,
    /// 核定；尚未核定的为空。
    pub decision: Option<EvidenceDecision>,
}

/// 对一件依据的核定。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EvidenceDecision {
    /// 结果。
    pub outcome: EvidenceOutcome,
    /// 适用的规则；不加减分的为空。
    pub rule: Option<String>,
    /// 分值；不加减分的为零。
    pub points: Points,
    /// 理由。
    pub reason: String,
    /// 核定时间。
    pub decided_at: Instant,
    /// 核定人账号。
    pub decided_by: Option<String>,
}

impl Evidence {
    /// What tells pieces apart: nothing counts twice.
    pub fn key(&self) -> (EvidenceSource, &str) {
        (self.source, &self.source_id)
    }

    /// The decision, if the piece counts.
    pub fn accepted(&self) -> Option<&EvidenceDecision> {
        self.decision.as_ref().filter(|decision| decision.outcome == EvidenceOutcome::Accepted)
    }
}

/// A failing of the year that the records hold.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Failing {
    /// A complaint against the target whose facts proved true.
    Complaint {
        /// The number people quote: a piece brought by hand names no other.
        number: String,
    },
    /// A deadline for which the target had to act, and which it missed.
    MissedDeadline {
        /// The deadline.
        deadline_id: String,
        /// Which clock.
        kind: DeadlineKind,
        /// The case it belongs to.
        subject_id: String,
    },
    /// A finding against the target.
    Finding {
        /// The finding.
        finding_id: String,
        /// What was done wrong.
        kind: FindingKind,
        /// The case it was found in.
        subject_id: String,
    },
    /// A figure of the year below the line the text draws.
    LowRating {
        /// Code of the indicator.
        indicator: String,
    },
}

impl Failing {
    /// Source and number under which it counts. The records hold some failings twice, once as a missed deadline and once as the finding
    /// that follows from it by law: they get the same key.
    pub fn key(&self) -> (EvidenceSource, String) {
        match self {
            Self::Complaint { number } => (EvidenceSource::Complaint, normalised(number)),
            Self::MissedDeadline { kind: DeadlineKind::RefusalFiling, subject_id, .. }
            | Self::Finding { kind: FindingKind::RefusalNotFiled, subject_id, .. } => {
                (EvidenceSource::LateRefusal, subject_id.clone())
            }
            Self::MissedDeadline { kind: DeadlineKind::Examination, subject_id, .. }
            | Self::Finding { kind: FindingKind::DeemedAccepted, subject_id, .. } => {
                (EvidenceSource::MissedDeadline, format!("{}:{subject_id}", DeadlineKind::Examination))
            }
            Self::MissedDeadline { deadline_id, .. } => (EvidenceSource::MissedDeadline, deadline_id.clone()),
            Self::Finding { finding_id, .. } => (EvidenceSource::Finding, finding_id.clone()),
            Self::LowRating { indicator } => (EvidenceSource::LowRating, indicator.clone()),
        }
    }

    fn what(&self) -> &'static str {
        match self {
            Self::Complaint { .. } => EvidenceSource::Complaint.label(),
            Self::MissedDeadline { kind, .. } => kind.label(),
            Self::Finding { kind, .. } => kind.label(),
            Self::LowRating { .. } => EvidenceSource::LowRating.label(),
        }
    }
}

/// A number as it is compared: letter width, case and spaces do not count.
pub(super) fn normalised(number: &str) -> String {
    number.nfkc().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect()
}

/// A failing with its place in the records.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Candidate {
    /// What it is.
    pub failing: Failing,
    /// Day of it: the result of the complaint, the last day of the deadline, the finding, the end of the period of the figure.
    pub occurred_on: NaiveDate,
    /// What people call the record: the number of the case, or the name of the indicator with its value. Never personal data.
    pub label: String,
    /// Path of the record, or of the list of the records counted.
    pub href: String,
}

impl Candidate {
    pub(super) fn title(&self) -> String {
        format!("{}（{}）", self.failing.what(), self.label)
    }
}

/// The candidates of the year that are not among `known` yet, each failing once; whatever the order they came in, the result is the same.
pub fn new_candidates(known: &[Evidence], candidates: Vec<Candidate>, year: i32) -> Vec<Candidate> {
    let mut of_year: Vec<_> = candidates.into_iter().filter(|each| each.occurred_on.year() == year).collect();
    of_year.sort_by_cached_key(|each| (each.failing.key(), each.clone()));
    of_year.dedup_by_key(|each| each.failing.key());
    of_year.retain(|each| {
        let (source, id) = each.failing.key();
        !known.iter().any(|evidence| evidence.key() == (source, id.as_str()))
    });
    of_year
}
