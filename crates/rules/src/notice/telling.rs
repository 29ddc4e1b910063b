//! What is told: the four tellings (FW-5.2) in one go (YC-4.1), the leader first where the policy is unclear (YC-6.2).

use serde_json::json;

use super::case_file::Notice;
use super::codes::NoticeStatus;
use super::command::*;
use super::decide::{Context, Decision};
use super::event::{Event, NoticeEventKind};
use crate::document::DocumentKind;
use crate::refusal::Refusal;
use crate::service_item::ItemVersion;

pub(super) fn consult(mut next: Notice, body: ConsultLeader, context: &Context<'_>) -> Decision {
    next.consultations.push(body.record(context));
    Decision::new(next, Event::new(NoticeEventKind::LeaderConsulted, &["YC-6.2"]))
}

pub(super) fn tell(mut next: Notice, body: Tell, context: &Context<'_>) -> Result<Decision, Refusal> {
    if body.policy_unclear && next.consultations.is_empty() {
        return Err(Refusal::rule(
            "leader_not_consulted",
            &["YC-6.2"],
            "政策不明确或者情况特殊的，须先请示部门领导，研究确定后一次性告知。",
        ));
    }
    let told = match &context.facts.item {
        Some(item) => filled_in(body, item),
        None => body,
    };
    let missing: Vec<(&str, &str)> = [
        ("conformity", "是否符合政策规定", told.conformity.is_some()),
        ("formalities", "所需手续", !told.formalities.is_empty()),
        ("path", "办理路径", told.path.is_some()),
        ("time_limit", "办理时限", told.time_limit.is_some()),
    ]
    .into_iter()
    .filter(|(_, _, given)| !given)
    .map(|(field, label, _)| (field, label))
    .collect();
    if !missing.is_empty() {
        let labels: Vec<&str> = missing.iter().map(|(_, label)| *label).collect();
        let fields: Vec<&str> = missing.iter().map(|(field, _)| *field).collect();
        return Err(Refusal::rule(
            "tellings_missing",
            &["FW-5.2", "YC-4.1"],
            format!("四告知须一次说全，还缺：{}。", labels.join("、")),
        )
        .with("fields", json!(fields)));
    }
    let event = Event::moved(&mut next.status, NoticeStatus::Told, NoticeEventKind::Told, &["YC-4.1", "FW-5.2"])
        .with("conformity", json!(told.conformity));
    next.telling = Some(told.record(context));
    Ok(Decision::new(next, event).issue(DocumentKind::OneTimeNotice))
}

/// What the clerk left out, from the published item.
fn filled_in(mut body: Tell, item: &ItemVersion) -> Tell {
    if body.formalities.is_empty() {
        body.formalities = item
            .materials
            .iter()
            .map(|m| format!("{}（{}{}）", m.name, m.legal_form.label(), if m.required { "" } else { "，按需提交" }))
            .collect();
    }
    body.path =
        body.path.or_else(|| item.guide.as_ref().map(|g| format!("{}；地点：{}", g.procedure.join("→"), g.place)));
    body.time_limit = body.time_limit.or_else(|| Some(limits(item)));
    body
}

fn limits(item: &ItemVersion) -> String {
    let text = |limit: yingshang_calendar::Limit| {
        if limit.n == 0 { "当场办结".to_owned() } else { format!("{}{}", limit.n, limit.unit.label()) }
    };
    match item.statutory_limit {
        Some(statutory) => format!("承诺时限：{}；法定时限：{}", text(item.promised_limit), text(statutory)),
        None => format!("承诺时限：{}", text(item.promised_limit)),
    }
}

pub(super) fn serve(mut next: Notice, body: ServeNotice, context: &Context<'_>) -> Result<Decision, Refusal> {
    context.not_ahead(body.served_at, "served_at", "YC-6.1")?;
    if body.served_at.is_some_and(|at| at < next.registered_at) {
        return Err(Refusal::rule("before_issue", &["YC-6.1"], "送达的时间不能早于出具补正告知书的时间。"));
    }
    let event = Event::moved(&mut next.status, NoticeStatus::Served, NoticeEventKind::Served, &["YC-6.1"])
        .with("method", json!(body.method));
    next.service = Some(body.record(context));
    Ok(Decision::new(next, event))
}
