//! Enquiries as these tests open them.

use serde_json::{Value, json};

use crate::counter::office::{Case, Counter, Person, changed};

/// Collection of the notices.
pub const NOTICES: &str = "/v1/notices";

/// An enquiry at the window that goes this way, with these changes.
pub fn enquiry(route: Value, changes: Value) -> Value {
    changed(json!({"channel": "window", "matter": "询问许可的办理条件", "route": route}), &changes)
}

/// Someone who can be called back (YC-5.1).
pub fn visitor() -> Value {
    json!({"kind": "person", "name": "测试丙", "phone": "13900004321"})
}

/// An enquiry that whoever is asked answers.
pub async fn asked(person: &Person<'_>) -> Case {
    person.opens(NOTICES, enquiry(json!({"competence": "same_person"}), json!({}))).await
}

/// The four tellings, in full.
pub fn telling() -> Value {
    json!({
        "conformity": "conforms", "conformity_note": "场所符合要求。", "formalities": ["申请表（原件）"],
        "path": "服务大厅三号窗口", "time_limit": "10个工作日", "policy_unclear": false
    })
}

/// A route to someone of the unit, named in the counter's office.
pub fn to_colleague(counter: &Counter, competence: &str, name: &str) -> Value {
    json!({"competence": competence, "handler_id": counter.user(name)})
}
