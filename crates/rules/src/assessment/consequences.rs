//! What follows from a grade, for the unit (KH-10.1, KH-10.2) and for its people by kind of post (KH-11).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::codes::{AnnualResult, AssessmentGrade, UnitConsequence};
use crate::actor::PostKind;

/// A member of the target's staff.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct StaffMember {
    /// The person in the staff register.
    pub staff_id: String,
    /// Kind of post.
    pub post_kind: PostKind,
}

/// 对一名工作人员的结果应用。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StaffConsequence {
    /// 工作人员。
    pub staff_id: String,
    /// 岗位类别。
    pub post_kind: PostKind,
    /// 年终考核结果；三等的为最高结果，不合格的即为该结果。
    pub annual_result: AnnualResult,
    /// 予以辞退（非在编人员）。
    pub dismissed: bool,
}

/// What follows for the unit, in the order of the text.
pub fn consequences(grade: AssessmentGrade) -> &'static [UnitConsequence] {
    match grade {
        AssessmentGrade::First => &[UnitConsequence::Commendation],
        AssessmentGrade::Second | AssessmentGrade::Third => &[],
        AssessmentGrade::NotQualified => &[UnitConsequence::Talk, UnitConsequence::RectificationReport],
    }
}

/// What follows for the people, in the order of their ids.
pub fn staff_consequences(grade: AssessmentGrade, staff: &[StaffMember]) -> Vec<StaffConsequence> {
    let mut members: Vec<&StaffMember> = staff.iter().collect();
    members.sort();
    members.dedup();
    let of = |member: &StaffMember| {
        let annual_result = annual_result(grade, member.post_kind)?;
        let dismissed = grade == AssessmentGrade::NotQualified && !is_established(member.post_kind);
        Some(StaffConsequence {
            staff_id: member.staff_id.clone(),
            post_kind: member.post_kind,
            annual_result,
            dismissed,
        })
    };
    members.into_iter().filter_map(of).collect()
}

/// 在编: within the establishment of the bureau or the centre; posts of public welfare are not.
fn is_established(post_kind: PostKind) -> bool {
    match post_kind {
        PostKind::BureauStaff | PostKind::CentreStaff => true,
        PostKind::PublicWelfare | PostKind::NonEstablishment => false,
    }
}

/// 称职 is said of civil servants, 合格 of everyone else.
fn annual_result(grade: AssessmentGrade, post_kind: PostKind) -> Option<AnnualResult> {
    let civil_servant = post_kind == PostKind::BureauStaff;
    match grade {
        AssessmentGrade::First | AssessmentGrade::Second => None,
        AssessmentGrade::Third if civil_servant => Some(AnnualResult::BasicallyCompetent),
        AssessmentGrade::Third => Some(AnnualResult::BasicallyQualified),
        AssessmentGrade::NotQualified if civil_servant => Some(AnnualResult::NotCompetent),
        AssessmentGrade::NotQualified => Some(AnnualResult::Unqualified),
    }
}
