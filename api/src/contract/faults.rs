//! From the validator's errors to faults with stable codes and Chinese messages that never repeat a value.

use jsonschema::error::{TypeKind, ValidationErrorKind as Kind};
use jsonschema::{ValidationError, Validator};
use serde_json::{Value, json};

use crate::problem::Fault;

/// Most faults worth telling; a body with more is not worth reading on.
const MAX_FAULTS: usize = 100;

/// Longest field name repeated in a pointer: a name is the caller's text and could be anything.
const MAX_NAME: usize = 64;

/// Every fault of a body.
pub(super) fn of_body(validator: &Validator, body: &Value) -> Vec<Fault> {
    of(validator, &without_blanks(body))
}

/// Every fault of a value, as it is.
pub(super) fn of(validator: &Validator, value: &Value) -> Vec<Fault> {
    validator.iter_errors(value).flat_map(|error| translate(&error)).take(MAX_FAULTS).collect()
}

/// The value with whitespace-only texts emptied: what looks empty counts as empty.
fn without_blanks(value: &Value) -> Value {
    match value {
        Value::String(text) if text.trim().is_empty() => Value::String(String::new()),
        Value::Array(items) => items.iter().map(without_blanks).collect(),
        Value::Object(members) => {
            Value::Object(members.iter().map(|(name, value)| (name.clone(), without_blanks(value))).collect())
        }
        other => other.clone(),
    }
}

fn translate(error: &ValidationError<'_>) -> Vec<Fault> {
    let pointer = error.instance_path().as_str();
    let at = |code, message: &str| Fault::at(pointer, code, message);
    let fault = match error.kind() {
        Kind::Required { property } => {
            Fault::at(child(pointer, property.as_str().unwrap_or_default()), "required", "缺少必填项")
        }
        Kind::AdditionalProperties { unexpected } | Kind::UnevaluatedProperties { unexpected } => {
            return unexpected
                .iter()
                .map(|name| Fault::at(child(pointer, name), "unknown_field", "不接受此项"))
                .collect();
        }
        Kind::MinLength { limit: 1 } => at("too_short", "不能为空").with("min_length", 1),
        Kind::MinLength { limit } => at("too_short", &format!("至少{limit}个字")).with("min_length", *limit),
        Kind::MaxLength { limit } => at("too_long", &format!("最多{limit}个字")).with("max_length", *limit),
        Kind::MinItems { limit } => at("too_few_items", &format!("至少{limit}项")).with("min_items", *limit),
        Kind::MaxItems { limit } => at("too_many_items", &format!("最多{limit}项")).with("max_items", *limit),
        Kind::MinProperties { limit } => at("too_few_items", &format!("至少{limit}项")).with("min_items", *limit),
        Kind::MaxProperties { limit } => at("too_many_items", &format!("最多{limit}项")).with("max_items", *limit),
        Kind::UniqueItems => at("duplicate_items", "有重复项"),
        Kind::Minimum { limit } => at("out_of_range", &format!("不得小于{limit}")).with("minimum", limit.clone()),
        Kind::Maximum { limit } => at("out_of_range", &format!("不得大于{limit}")).with("maximum", limit.clone()),
        Kind::ExclusiveMinimum { limit } => at("out_of_range", &format!("应大于{limit}")),
        Kind::ExclusiveMaximum { limit } => at("out_of_range", &format!("应小于{limit}")),
        Kind::Enum { options } => at("not_in_list", "不在可选值之内").with("allowed", (**options).clone()),
        Kind::Constant { expected_value } => {
            at("not_in_list", "不在可选值之内").with("allowed", json!([**expected_value]))
        }
        Kind::Type { kind } => {
            let expected = expected(kind);
            at(
                "wrong_type",
                &format!("类型应为{}", expected.iter().map(|t| type_name(t)).collect::<Vec<_>>().join("或")),
            )
            .with("expected", expected)
        }
        Kind::Format { format } => at("bad_format", format_message(format)).with("format", format.as_str()),
        Kind::Pattern { .. } => at("pattern", "格式不符合要求"),
        Kind::PropertyNames { error } => {
            let name = error.instance().as_str().unwrap_or_default();
            Fault::at(child(pointer, name), "bad_name", "项的名称不符合要求")
        }
        Kind::OneOfNotValid { context } | Kind::AnyOf { context } => return alternative(pointer, context),
        _ => at("invalid", "内容不符合要求"),
    };
    vec![fault]
}

/// None of several forms fits: the faults of the one the caller seems to have meant.
fn alternative(pointer: &str, forms: &[Vec<ValidationError<'static>>]) -> Vec<Fault> {
    let wrong_from_the_start = |error: &ValidationError<'_>| {
        error.instance_path().as_str() == pointer && matches!(error.kind(), Kind::Type { .. })
    };
    // A form picked by a fixed word (a tag) is not the one meant when the word differs.
    let other_tag = |error: &ValidationError<'_>| matches!(error.kind(), Kind::Constant { .. } | Kind::Enum { .. });
    let meant = forms
        .iter()
        .filter(|errors| !errors.iter().any(wrong_from_the_start))
        .min_by_key(|errors| (errors.iter().any(other_tag), errors.len()));
    match meant {
        Some(errors) => errors.iter().flat_map(translate).collect(),
        None => vec![Fault::at(pointer, "wrong_type", "类型不符合要求")],
    }
}

fn child(pointer: &str, name: &str) -> String {
    let name: String = name.chars().take(MAX_NAME).collect();
    format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"))
}

fn expected(kind: &TypeKind) -> Vec<String> {
    match kind {
        TypeKind::Single(one) => vec![one.to_string()],
        TypeKind::Multiple(several) => several.iter().map(|one| one.to_string()).collect(),
    }
}

fn type_name(json_type: &str) -> &'static str {
    match json_type {
        "string" => "文字",
        "integer" => "整数",
        "number" => "数字",
        "boolean" => "是否（true 或 false）",
        "array" => "数组",
        "object" => "对象",
        _ => "空（null）",
    }
}

fn format_message(format: &str) -> &'static str {
    match format {
        "date" => "应为日期，如 2026-02-10",
        "date-time" => "应为带时区的时间，如 2026-02-10T09:30:00+08:00",
        "uuid" => "应为标识",
        _ => "格式不符合要求",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(schema: Value, value: Value) -> Vec<(String, &'static str)> {
        let validator = jsonschema::options().should_validate_formats(true).build(&schema).expect("a schema");
        let mut faults: Vec<_> = of_body(&validator, &value)
            .into_iter()
            .map(|fault| (fault.pointer.expect("in the body"), fault.code))
            .collect();
        faults.sort();
        faults
    }

    #[test]
    fn every_fault_is_told_at_its_place_and_none_repeats_the_value() {
        let schema = json!({
            "type": "object", "required": ["name", "kind"], "additionalProperties": false,
            "properties": {
                "name": {"type": "string", "minLength": 1, "maxLength": 3},
                "kind": {"type": "string", "enum": ["a", "b"]},
                "n": {"type": "integer", "maximum": 5},
                "on": {"type": "string", "format": "date"},
                "tags": {"type": "array", "maxItems": 1, "items": {"type": "string", "pattern": "^x"}},
            },
        });
        let body = json!({"name": "13800000000", "n": 9, "on": "x", "tags": ["y", "xx"], "a/b": 1});
        let validator = jsonschema::options().should_validate_formats(true).build(&schema).expect("a schema");
        assert!(of_body(&validator, &body).iter().all(|fault| !format!("{fault:?}").contains("138")));
        let expected = [
            ("/a~1b", "unknown_field"),
            ("/kind", "required"),
            ("/n", "out_of_range"),
            ("/name", "too_long"),
            ("/on", "bad_format"),
            ("/tags", "too_many_items"),
            ("/tags/0", "pattern"),
        ];
        assert_eq!(faults(schema.clone(), body), expected.map(|(pointer, code)| (pointer.to_owned(), code)));
        let blank = json!({"name": " \u{3000}\n", "kind": 1});
        assert_eq!(
            faults(schema, blank),
            [
                ("/kind".to_owned(), "not_in_list"),
                ("/kind".to_owned(), "wrong_type"),
                ("/name".to_owned(), "too_short")
            ]
        );
    }

    #[test]
    fn the_form_that_was_meant_is_the_one_explained() {
        let schema = json!({"oneOf": [{"type": "null"}, {"type": "object", "required": ["n"], "properties": {"n": {"type": "integer"}}}]});
        assert_eq!(faults(schema.clone(), json!({"n": "1"})), [("/n".to_owned(), "wrong_type")]);
        assert_eq!(faults(schema, json!("text")), [(String::new(), "wrong_type")]);
    }
}
