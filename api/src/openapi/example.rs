//! Examples of request bodies: the type's own where it has one, else put together from its properties.

use serde_json::{Map, Value, json};
/// Deeper nesting is not needed to show what a request looks like.
const MAX_DEPTH: usize = 6;

/// An example of the component of this name.
///
/// # Panics
/// If there is no such component.
pub(super) fn of_component(name: &str, components: &Value) -> Value {
    let component = components.get(name).unwrap_or_else(|| panic!("{name} is not a component"));
    build(component, components, 0)
}

fn build(schema: &Value, components: &Value, depth: usize) -> Value {
    if let Some(own) = schema.get("example").or_else(|| schema.get("examples").and_then(|several| several.get(0))) {
        return own.clone();
    }
    if let Some(name) = schema["$ref"].as_str().and_then(|r| r.strip_prefix("#/components/schemas/")) {
        return build(&components[name], components, depth + 1);
    }
    if let Some(first) = schema["enum"].get(0) {
        return first.clone();
    }
    if let Some(value) = schema.get("default") {
        return value.clone();
    }
    if let Some(parts) = schema["allOf"].as_array() {
        return merged(parts.iter().map(|part| build(part, components, depth)));
    }
    let forms = schema["oneOf"].as_array().or_else(|| schema["anyOf"].as_array());
    if let Some(form) = forms.and_then(|forms| forms.iter().find(|form| form["type"] != "null")) {
        return build(form, components, depth);
    }
    match first_type(schema) {
        "object" => object(schema, components, depth),
        "array" if schema["minItems"].as_u64().unwrap_or(0) > 0 => {
            json!([build(&schema["items"], components, depth + 1)])
        }
        "array" => json!([]),
        "integer" | "number" => schema.get("minimum").cloned().unwrap_or(json!(1)),
        "boolean" => json!(false),
        "null" => Value::Null,
        _ => text(schema),
    }
}

/// Required properties, and the optional ones that are not nested too deep to help.
fn object(schema: &Value, components: &Value, depth: usize) -> Value {
    let required: Vec<&str> = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let properties = schema["properties"].as_object().into_iter().flatten();
    let shown = properties.filter(|(name, _)| depth < MAX_DEPTH && required.contains(&name.as_str()));
    Value::Object(shown.map(|(name, property)| (name.clone(), build(property, components, depth + 1))).collect())
}

fn merged(parts: impl Iterator<Item = Value>) -> Value {
    let mut all = Map::new();
    for part in parts {
        if let Value::Object(members) = part {
            all.extend(members);
        }
    }
    Value::Object(all)
}

fn first_type(schema: &Value) -> &str {
    match &schema["type"] {
        Value::String(one) => one,
        Value::Array(several) => several.iter().filter_map(Value::as_str).find(|one| *one != "null").unwrap_or("null"),
        _ => "string",
    }
}

fn text(schema: &Value) -> Value {
    match schema["format"].as_str() {
        Some("date") => json!("2026-03-02"),
        Some("date-time") => json!("2026-03-02T09:00:00.000+08:00"),
        _ => {
            let shortest = schema["minLength"].as_u64().unwrap_or(0) as usize;
            let longest = schema["maxLength"].as_u64().unwrap_or(100) as usize;
            let sample: String = "示例".chars().cycle().take(shortest.max(2).min(longest)).collect();
            json!(sample)
        }
    }
}
