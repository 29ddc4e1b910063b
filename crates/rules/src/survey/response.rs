//! Questionnaires of a round, entered in batches: all of a batch or nothing, with every fault at once.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::codes::{SurveyEventKind, SurveyKind};
use super::round::{Context, Decision, SurveyRound, may_survey};
use crate::actor::Actor;
use crate::evaluation::{Grade, Rating, ReasonRule};
use crate::procedure::Event;
use crate::refusal::Refusal;

/// 一份问卷。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SurveyEntry {
    /// 窗口。
    #[schema(min_length = 1, max_length = 64)]
    pub window_id: String,
    /// 填写日期。
    pub taken_on: NaiveDate,
    /// 评价；不满意的，至少选择一种情形。
    pub rating: Rating,
}

/// A questionnaire to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnteredResponse {
    /// As entered, each reason once.
    pub entry: SurveyEntry,
    /// Unit of the window.
    pub unit_id: String,
    /// What it counts as.
    pub overall: Grade,
}

/// One fault of a batch.
#[derive(Debug, Clone, PartialEq)]
pub struct EntryFault {
    /// Place of the entry in the batch, from 0; `None`: the whole batch.
    pub index: Option<usize>,
    /// What is wrong with it.
    pub refusal: Refusal,
}

/// Enters questionnaires. `context.facts.windows` holds every window the entries may name, closed ones too.
pub fn enter(
    round: &SurveyRound,
    entries: Vec<SurveyEntry>,
    context: &Context<'_>,
) -> Result<(Decision, Vec<EnteredResponse>), Vec<EntryFault>> {
    may_survey(context.actor).map_err(|refusal| vec![EntryFault { index: None, refusal }])?;
    let mut kept = Vec::new();
    let mut faults = Vec::new();
    for (index, entry) in entries.into_iter().enumerate() {
        match check(round, &entry, context) {
            Ok(unit_id) => {
                let entry = SurveyEntry { rating: entry.rating.tidied(), ..entry };
                kept.push(EnteredResponse { unit_id, overall: entry.rating.overall(), entry });
            }
            Err(refusal) => faults.push(EntryFault { index: Some(index), refusal }),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut next = round.clone();
    next.taken = next.taken.saturating_add(u32::try_from(kept.len()).unwrap_or(u32::MAX));
    let basis = round.kind.basis().unwrap_or("HP-6.1");
    let event = Event::new(SurveyEventKind::Entered, &[basis]).with("entries", json!(kept.len()));
    Ok((Decision::new(next, event), kept))
}

/// The unit of the window, if the entry stands.
fn check(round: &SurveyRound, entry: &SurveyEntry, context: &Context<'_>) -> Result<String, Refusal> {
    let Some(unit_id) = context.facts.windows.get(&entry.window_id) else {
        return Err(Refusal::rule("unknown_window", &["HP-6.1"], "没有这个窗口。").with("field", "window_id"));
    };
    if matches!(context.actor, Actor::Staff(staff) if staff.unit_id.as_ref() == Some(unit_id)) {
        return Err(Refusal::actor("own_unit", &["HP-4.3", "KH-14"], "不得录入对本单位窗口的测评。"));
    }
    context.day_not_ahead(Some(entry.taken_on), "taken_on", "HP-6.1")?;
    if !round.month.contains(entry.taken_on) {
        return Err(Refusal::rule("outside_month", &["HP-6.1", "GZ-3.2"], "填写日期不在这轮测评的月份内。")
            .with("field", "taken_on"));
    }
    let drawn = round.draw.iter().flat_map(|draw| &draw.slots);
    let mut places = drawn.map(|slot| (slot.on, slot.window_id.as_str()));
    if round.kind == SurveyKind::Mobile && !places.any(|place| place == (entry.taken_on, entry.window_id.as_str())) {
        return Err(Refusal::rule(
            "not_drawn",
            &["HP-6.1"],
            "流动测评的时间和窗口以抽取的为准，这份问卷的日期和窗口没有抽到。",
        )
        .with("field", "taken_on"));
    }
    entry.rating.check(ReasonRule::Reason)?;
    Ok(unit_id.clone())
}
