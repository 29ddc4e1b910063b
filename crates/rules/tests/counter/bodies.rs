//! What a step says unless a case says otherwise, with shorthands that keep the tables readable.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::Duration;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use yingshang_calendar::Instant;
use yingshang_rules::service_item::{ItemVersion, LegalForm};

use super::steps::Step;

/// The usual body of each step, and variants of it. Every free text carries [`MARK`].
static BODIES: LazyLock<BTreeMap<String, Vec<Map<String, Value>>>> =
    LazyLock::new(|| serde_json::from_str(include_str!("../cases/counter_bodies.json")).unwrap());

/// Stands in every text a person wrote, so that a test can see where such texts go.
pub const MARK: char = '※';

fn known(step: Step) -> &'static [Map<String, Value>] {
    BODIES.get(&step.to_string()).unwrap_or_else(|| panic!("counter_bodies.json has no {step}"))
}

/// How many variants of a step there are to try.
pub fn variants(step: Step) -> usize {
    known(step).len()
}

/// The usual body of a step, changed by its variant and then by `changes`; 「今日+3」 and 「此刻-60」 (minutes) are worked out.
pub fn body(step: Step, variant: usize, changes: &Map<String, Value>, now: Instant) -> Value {
    let mut body = known(step)[0].clone();
    body.extend(known(step)[variant].clone());
    body.extend(changes.clone());
    let mut body = Value::Object(body);
    work_out_times(&mut body, now);
    body
}

fn work_out_times(value: &mut Value, now: Instant) {
    match value {
        Value::String(text) => {
            let offset = |prefix: &str| text.strip_prefix(prefix).and_then(|n| n.parse::<i64>().ok());
            if let Some(days) = offset("今日") {
                *value = json!(now.date() + Duration::days(days));
            } else if let Some(minutes) = offset("此刻") {
                *value = json!(now.plus(Duration::minutes(minutes)));
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| work_out_times(item, now)),
        Value::Object(fields) => fields.values_mut().for_each(|field| work_out_times(field, now)),
        _ => {}
    }
}

/// Materials: 「M03」 is handed in in its legal form, 「M03:copy」 in this one.
pub fn spell_out_materials(body: &mut Value, item: &ItemVersion) {
    let Some(materials) = body.get_mut("materials").and_then(Value::as_array_mut) else { return };
    for material in materials {
        let text = material.as_str().expect("a material is written as a code").to_owned();
        let (code, form) = match text.split_once(':') {
            Some((code, form)) => (code, json!(form)),
            None => (text.as_str(), json!(usual_form(item, &text))),
        };
        *material = json!({"code": code, "form": form});
    }
}

fn usual_form(item: &ItemVersion, code: &str) -> LegalForm {
    let wanted = item.material(code).map_or(LegalForm::Original, |m| m.legal_form);
    if wanted == LegalForm::Any { LegalForm::Original } else { wanted }
}

/// Takes a field that stands beside the body.
pub fn take<T: DeserializeOwned + Default>(body: &mut Value, field: &str) -> T {
    let fields = body.as_object_mut().expect("a body is an object");
    fields.remove(field).map(read).unwrap_or_default()
}

pub fn read<T: DeserializeOwned>(body: Value) -> T {
    let text = body.to_string();
    serde_json::from_value(body).unwrap_or_else(|error| panic!("{text}: {error}"))
}
