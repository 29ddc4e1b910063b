//! Commitments brought as far as a test needs them.

use serde_json::{Value, json};

use crate::counter::office::{Case, Counter, changed, material};

/// An application without M02 and M03, and the commitment on both.
pub struct Pair {
    pub application: Case,
    pub commitment: Case,
}

/// An incomplete application, told so, by whoever has this telephone.
pub async fn incomplete(counter: &Counter, item: &str, phone: &str) -> Case {
    let applicant = json!({"applicant": {"kind": "person", "name": "测试乙", "phone": phone}});
    let case = counter.clerk().registers_with(item, &["M01"], applicant).await;
    counter.clerk().does(&case, "examination", json!({"outcome": "incomplete"})).await;
    case
}

/// The proposal to defer M02 and M03, with changes.
pub fn proposal(application: &Case, changes: Value) -> Value {
    let body = json!({
        "application_id": application.id, "item_version": 1, "material_codes": ["M02", "M03"], "cause": "not_obtained",
        "applicant_agrees": true
    });
    changed(body, &changes)
}

/// 承诺告知书.
pub fn notice(supply_by: &str, consequence: &str) -> Value {
    json!({"supply_by": supply_by, "consequence": consequence, "consequence_note": "到期不补齐的，按告知的后果办理。"})
}

/// 承诺书.
pub fn letter(supply_by: &str) -> Value {
    json!({"supply_by": supply_by, "consequences_known": true, "signature_reference": "纸质承诺书2026-1"})
}

/// Materials handed in, in their legal form.
pub fn materials(codes: &[&str]) -> Value {
    json!({"materials": codes.iter().map(|code| material(code)).collect::<Vec<_>>()})
}

/// Proposed.
pub async fn proposed(counter: &Counter) -> Pair {
    let application = incomplete(counter, &counter.permit, "13900001234").await;
    let commitment = counter.clerk().opens("/v1/commitments", proposal(&application, json!({}))).await;
    Pair { application, commitment }
}

/// Accepted, to be supplied by `supply_by`.
pub async fn accepted(counter: &Counter, supply_by: &str, consequence: &str) -> Pair {
    let pair = proposed(counter).await;
    let clerk = counter.clerk();
    clerk.does(&pair.commitment, "notice", notice(supply_by, consequence)).await;
    clerk.does(&pair.commitment, "letter", letter(supply_by)).await;
    clerk.does(&pair.commitment, "acceptance", json!({})).await;
    pair
}
