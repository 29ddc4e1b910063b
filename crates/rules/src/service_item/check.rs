//! What a version of an item must keep before it may be published, and who may write one. All faults are told at once.

use std::collections::HashSet;

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use yingshang_calendar::{Limit, Unit};

use super::codes::{DeferralMeasure, ServiceItemKind, WindowInstitution};
use super::version::ItemVersion;
use crate::actor::{Actor, Role};
use crate::refusal::Refusal;

/// One rule that a version breaks, and where in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breach {
    /// JSON pointer into the version.
    pub pointer: String,
    /// Stable ASCII code.
    pub code: &'static str,
    /// Obligations it rests on.
    pub basis: &'static [&'static str],
    /// Chinese sentence.
    pub message: &'static str,
}

/// 提示：不妨碍保存，请核对。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ItemWarning {
    /// 位置（JSON Pointer）。
    pub pointer: &'static str,
    /// 提示代码。
    pub code: &'static str,
    /// 说明。
    pub message: String,
}

/// Whether the actor may write an item of these units: 行政审批室 any, a unit's leader those of the unit.
///
/// # Errors
/// `not_own_item` for everyone else.
pub fn check_editor(actor: &Actor, unit_ids: &[&str]) -> Result<(), Refusal> {
    let allowed = match actor {
        Actor::System => true,
        Actor::Complainant => false,
        Actor::Staff(staff) => {
            let own = |unit_id: &&str| staff.unit_id.as_deref() == Some(*unit_id);
            staff.roles.contains(&Role::ApprovalOffice)
                || (staff.roles.contains(&Role::UnitLeader) && unit_ids.iter().all(own))
        }
    };
    if allowed {
        return Ok(());
    }
    let detail = "事项由承办单位负责人维护，其他单位的事项由行政审批室维护。";
    Err(Refusal::actor("not_own_item", &["RQ-2.1"], detail))
}

/// Checks a version that is to follow `newest` (`None`: the first of its item), written on `today` (+08:00).
///
/// # Errors
/// Every rule it breaks.
pub fn check(draft: &ItemVersion, newest: Option<&ItemVersion>, today: NaiveDate) -> Result<(), Vec<Breach>> {
    let mut found = Vec::new();
    check_start(draft, newest, today, &mut found);
    check_materials(draft, &mut found);
    check_deferral(draft, &mut found);
    check_limits(draft, &mut found);
    if draft.kind.is_approval() {
        check_approval(draft, today, &mut found);
    }
    if found.is_empty() { Ok(()) } else { Err(found) }
}

/// What is unusual but allowed: official codes are kept as they are, whatever their length.
pub fn warnings(version: &ItemVersion) -> Vec<ItemWarning> {
    let codes = &version.official_codes;
    [
        ("/official_codes/catalog_code", &codes.catalog_code, 12),
        ("/official_codes/task_code", &codes.task_code, 31),
        ("/official_codes/handling_code", &codes.handling_code, 33),
    ]
    .into_iter()
    .filter(|(_, code, usual)| code.as_ref().is_some_and(|code| code.chars().count() != *usual))
    .map(|(pointer, _, usual)| ItemWarning {
        pointer,
        code: "unusual_code_length",
        message: format!("编码通常为{usual}位，请核对"),
    })
    .collect()
}

fn breach(pointer: &str, code: &'static str, basis: &'static [&'static str], message: &'static str) -> Breach {
    Breach { pointer: pointer.to_owned(), code, basis, message }
}

/// A version ends the one before by its start, so it must come later; and what has been in force is not rewritten (RQ-2.1).
fn check_start(draft: &ItemVersion, newest: Option<&ItemVersion>, today: NaiveDate, found: &mut Vec<Breach>) {
    let Some(newest) = newest else { return };
    if draft.effective_from <= newest.effective_from {
        let message = "生效日期须晚于最新版本的生效日期";
        found.push(breach("/effective_from", "not_after_newest", &["RQ-2.1"], message));
    }
    if draft.effective_from < today {
        let message = "新版本的生效日期不能早于今天";
        found.push(breach("/effective_from", "effective_in_the_past", &["RQ-2.1"], message));
    }
}

fn check_materials(draft: &ItemVersion, found: &mut Vec<Breach>) {
    let mut seen = HashSet::new();
    for (place, material) in draft.materials.iter().enumerate() {
        if !seen.insert(material.code.as_str()) {
            let pointer = format!("/materials/{place}/code");
            found.push(breach(&pointer, "duplicate_material", &["RQ-2.1"], "材料代码重复"));
        }
        if material.main && material.deferrable {
            let pointer = format!("/materials/{place}/deferrable");
            found.push(breach(&pointer, "main_material_deferrable", &["RQ-1.1"], "主要材料不得容缺"));
        }
    }
}

/// The measure and the list of deferrable materials say the same (RQ-3.1), and the item carries the institution (GZ-1.2.1).
fn check_deferral(draft: &ItemVersion, found: &mut Vec<Breach>) {
    let some_deferrable = draft.materials.iter().any(|material| material.deferrable);
    if draft.deferral_measure == DeferralMeasure::None {
        if some_deferrable {
            let message = "有可容缺材料的，须写明容缺办理措施";
            found.push(breach("/deferral_measure", "deferral_measure_missing", &["RQ-3.1"], message));
        }
        return;
    }
    if !some_deferrable {
        let message = "写明容缺办理措施的，须至少有一项可容缺材料";
        found.push(breach("/deferral_measure", "nothing_deferrable", &["RQ-3.1"], message));
    }
    if !draft.institutions.contains(&WindowInstitution::Deferral) {
        let message = "可以容缺受理的，适用的制度须包括容缺受理告知承诺";
        found.push(breach("/institutions", "deferral_institution_missing", &["GZ-1.2.1"], message));
    }
}

/// A promise is never longer than the law allows (GZ-1.2.1), and a permit has a limit by law.
fn check_limits(draft: &ItemVersion, found: &mut Vec<Breach>) {
    match draft.statutory_limit {
        Some(statutory) if surely_longer(draft.promised_limit, statutory) => {
            let message = "承诺时限不得长于法定时限";
            found.push(breach("/promised_limit", "promise_beyond_law", &["GZ-1.2.1"], message));
        }
        None if draft.kind == ServiceItemKind::Permit => {
            let message = "行政许可须写明法定时限";
            found.push(breach("/statutory_limit", "statutory_limit_missing", &["FW-5.4"], message));
        }
        _ => {}
    }
}

/// Every approval stands under the refusal institution and has a guide, published by the day the version holds or, where it has
/// held for long, by today (FD-4.1).
fn check_approval(draft: &ItemVersion, today: NaiveDate, found: &mut Vec<Breach>) {
    if !draft.institutions.contains(&WindowInstitution::RefusalFiling) {
        let message = "审批事项适用的制度须包括否定备案";
        found.push(breach("/institutions", "refusal_filing_missing", &["FD-4.1"], message));
    }
    match &draft.guide {
        None => found.push(breach("/guide", "guide_missing", &["FD-4.1"], "审批事项须有公开的服务指南")),
        Some(guide) if guide.published_on > draft.effective_from.max(today) => {
            let message = "服务指南的公开日期不能晚于版本生效之日";
            found.push(breach("/guide/published_on", "guide_published_late", &["FD-4.1"], message));
        }
        Some(_) => {}
    }
}

/// Whether `limit` is longer than `bound` on any calendar. Where that depends on the holidays it is not.
fn surely_longer(limit: Limit, bound: Limit) -> bool {
    if limit.unit == bound.unit {
        return limit.n > bound.n;
    }
    longest_hours(bound).is_some_and(|bound| shortest_hours(limit) > bound)
}

/// So many working days are at least as many calendar days.
fn shortest_hours(limit: Limit) -> u64 {
    u64::from(limit.n)
        * match limit.unit {
            Unit::Hour => 1,
            Unit::WorkingDay | Unit::CalendarDay => 24,
            Unit::Month => 28 * 24,
            Unit::Year => 365 * 24,
        }
}

/// `None`: holidays may make it any length.
fn longest_hours(limit: Limit) -> Option<u64> {
    let hours = match limit.unit {
        Unit::Hour => 1,
        Unit::WorkingDay => return None,
        Unit::CalendarDay => 24,
        Unit::Month => 31 * 24,
        Unit::Year => 366 * 24,
    };
    Some(u64::from(limit.n) * hours)
}
