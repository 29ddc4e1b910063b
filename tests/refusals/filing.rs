//! Refusals as these tests bring them about.

use serde_json::{Value, json};

use crate::counter::office::{Case, Counter, changed};

/// Collection of the refusals.
pub const REFUSALS: &str = "/v1/refusals";

/// A draft with everything it needs, and these changes.
pub fn draft(application: &Case, kind: &str, ground: &str, changes: Value) -> Value {
    let body = json!({
        "application_id": application.id, "kind": kind, "ground": ground,
        "provisions": [{"instrument": "《人力资源市场暂行条例》", "article": "第十八条", "requirement": "有固定的经营场所。"}],
        "facts": "现场查看没有经营场所。", "reasons": "不具备规定的经营场所。"
    });
    changed(body, &changes)
}

/// What the leader in charge says.
pub fn decision(decision: &str) -> Value {
    json!({"decision": decision, "opinion": "已经审阅案卷。"})
}

/// The minutes of a collective discussion.
pub fn minutes(held_on: &str, decision: &str) -> Value {
    json!({"held_on": held_on, "minutes_number": "局办纪要〔2026〕3号", "participants": 5, "decision": decision, "opinion": "经集体讨论决定。"})
}

/// Service with reasons and remedies.
pub fn service() -> Value {
    json!({"method": "in_person", "proof_number": "送2026-0003", "reasons_told": true, "remedies_told": true})
}

/// The copy to the business-environment authority.
pub fn copy() -> Value {
    json!({"authority": "县营商环境建设监督局", "reference_number": "营商备〔2026〕8号"})
}

/// What that authority found.
pub fn review(reviewed_on: &str, result: &str, breach: Option<&str>) -> Value {
    json!({"reviewed_on": reviewed_on, "result": result, "breach": breach, "bulletin_number": "营商通〔2026〕2号"})
}

/// An accepted application that the first review found wanting.
pub async fn wanting(counter: &Counter) -> Case {
    let case = counter.accepted().await;
    let opinion = json!({"conforms": false, "opinion": "没有经营场所。"});
    counter.person("first_handler").does(&case, "first-review", opinion).await;
    case
}

/// Its refusal, drafted.
pub async fn drafted(counter: &Counter) -> (Case, Case) {
    let application = wanting(counter).await;
    let body = draft(&application, "non_permission", "conditions_not_met", json!({}));
    let refusal = counter.person("second_handler").opens(REFUSALS, body).await;
    (application, refusal)
}

/// The same, approved and served now.
pub async fn served(counter: &Counter) -> (Case, Case) {
    let (application, refusal) = drafted(counter).await;
    counter.person("leader_in_charge").does(&refusal, "approval", decision("granted")).await;
    counter.clerk().does(&refusal, "service", service()).await;
    (application, refusal)
}
