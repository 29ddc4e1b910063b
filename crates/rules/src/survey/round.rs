//! A round of a survey: a month, a kind, and for mobile surveys the draw.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use yingshang_calendar::Instant;

use super::codes::{SurveyEventKind, SurveyKind};
use super::draw::{Draw, Frame, Seed, draw};
use super::month::Month;
use crate::actor::{Actor, Role};
use crate::procedure::{self, Event};
use crate::refusal::Refusal;

/// 安排一轮测评。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SurveyRoundRequest {
    /// 种类。
    pub kind: SurveyKind,
    /// 月份。
    pub month: Month,
    /// 抽取的场次，一日一场；流动测评必填，拦截问卷不抽取。
    #[serde(default)]
    #[schema(minimum = 1, maximum = 23)]
    pub slots: Option<u32>,
    /// 每场的人数；流动测评必填。
    #[serde(default)]
    #[schema(minimum = 1, maximum = 50)]
    pub participants: Option<u32>,
}

/// 一轮测评。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SurveyRound {
    /// 标识。
    pub id: String,
    /// 编号。
    pub number: String,
    /// 种类。
    pub kind: SurveyKind,
    /// 月份。
    pub month: Month,
    /// 流动测评的抽取；拦截问卷为空。
    pub draw: Option<Draw>,
    /// 安排时间。
    pub opened_at: Instant,
    /// 安排人账号。
    pub opened_by: Option<String>,
    /// 已录入的问卷数。
    pub taken: u32,
}

/// What a round needs beside its body.
#[derive(Debug, Clone)]
pub struct NewRound {
    /// Id.
    pub id: String,
    /// Number people quote.
    pub number: String,
    /// 32 bytes from the operating system's generator.
    pub seed: Seed,
}

/// Facts around a survey.
#[derive(Debug, Clone, Default)]
pub struct RoundFacts {
    /// Windows that are open, with the unit of each.
    pub windows: BTreeMap<String, String>,
}

/// The moment of a step and the facts around the survey.
pub type Context<'a> = procedure::Context<'a, RoundFacts>;

/// The answer "yes" to a step on a survey.
pub type Decision = procedure::Decision<SurveyRound, SurveyEventKind>;

/// Opens a round. A mobile survey is drawn ahead: from the working days of the month after today.
pub fn open(new: NewRound, body: SurveyRoundRequest, context: &Context<'_>) -> Result<Decision, Refusal> {
    may_survey(context.actor)?;
    if body.month.last_day() < context.today() {
        return Err(Refusal::rule("month_over", &["HP-6.1", "GZ-3.2"], "该月份已经结束，不能再安排测评。")
            .with("month", body.month.to_string()));
    }
    let drawn = match body.kind {
        SurveyKind::Mobile => Some(draw_ahead(new.seed, &body, context)?),
        SurveyKind::Intercept if body.slots.is_some() || body.participants.is_some() => {
            return Err(Refusal::rule("nothing_to_draw", &["GZ-3.2"], "监测点拦截问卷不抽取场次和人数。"));
        }
        SurveyKind::Intercept => None,
    };
    let basis = body.kind.basis().unwrap_or("HP-6.1");
    let event = Event::new(SurveyEventKind::Opened, &[basis])
        .with("kind", json!(body.kind))
        .with("month", json!(body.month))
        .with("seed", json!(drawn.as_ref().map(|drawn| drawn.seed)));
    let round = SurveyRound {
        id: new.id,
        number: new.number,
        kind: body.kind,
        month: body.month,
        draw: drawn,
        opened_at: context.now,
        opened_by: context.actor.user_id().map(str::to_owned),
        taken: 0,
    };
    Ok(Decision::new(round, event))
}

/// People the centre appoints (HP-6.1), and those who run the monitoring points (GZ-3.2).
pub(super) fn may_survey(actor: &Actor) -> Result<(), Refusal> {
    let surveys = |role: &Role| matches!(role, Role::ApprovalOffice | Role::LeadingGroupOffice | Role::AssessmentTeam);
    match actor {
        Actor::Staff(staff) if staff.roles.iter().any(surveys) => Ok(()),
        _ => Err(Refusal::actor(
            "not_entrusted",
            &["HP-6.1", "GZ-3.2"],
            "测评由行政审批室、领导小组办公室或者考评专责小组组织和录入。",
        )),
    }
}

fn draw_ahead(seed: Seed, body: &SurveyRoundRequest, context: &Context<'_>) -> Result<Draw, Refusal> {
    let (Some(slots), Some(participants)) = (body.slots, body.participants) else {
        return Err(Refusal::rule("draw_incomplete", &["HP-6.1"], "流动测评须写明抽取的场次和每场的人数。"));
    };
    let mut days = Vec::new();
    for day in body.month.days().filter(|day| *day > context.today()) {
        let known = context.calendar.day(day).map_err(|_| {
            Refusal::rule("calendar_not_published", &["HP-6.1"], "该月份的放假安排尚未发布，不能抽取日期。")
        })?;
        if known.is_workday {
            days.push(day);
        }
    }
    if slots == 0 || slots as usize > days.len() {
        let detail = format!("该月今日之后还有{}个工作日，场次应在1与此数之间。", days.len());
        return Err(Refusal::rule("too_many_slots", &["HP-6.1"], detail).with("working_days", days.len()));
    }
    if context.facts.windows.is_empty() {
        return Err(Refusal::state("no_windows", &["HP-6.1"], "没有可以测评的窗口。"));
    }
    let every_max = u32::try_from(context.rulebook.number("survey.every_max")).unwrap_or(2);
    let windows = context.facts.windows.keys().cloned().collect();
    let frame = Frame { days, windows, slots, participants, every_max };
    let slots = draw(&seed, &frame);
    Ok(Draw { seed, frame, slots })
}
