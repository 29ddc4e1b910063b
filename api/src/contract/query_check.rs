//! Checking a query string as one object: unknown keys, repeats, types and limits, all at once.

use std::collections::BTreeMap;

use jsonschema::Validator;
use serde_json::{Map, Value, json};

use super::{compile, faults};
use crate::problem::{Fault, Problem};
use crate::query::QueryValues;

/// The query of one operation.
pub(super) struct QueryCheck {
    shapes: BTreeMap<String, Shape>,
    validator: Validator,
}

/// How the text of a parameter becomes a JSON value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Shape {
    kind: Kind,
    repeatable: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Number,
    Boolean,
}

impl QueryCheck {
    /// From the query parameters of an operation: `(name, required, schema)`.
    pub(super) fn new(parameters: Vec<(String, bool, Value)>, components: &Value) -> Self {
        let required: Vec<&String> =
            parameters.iter().filter(|(_, required, _)| *required).map(|(name, ..)| name).collect();
        let mut properties = Map::new();
        for (name, _, schema) in &parameters {
            properties.insert(name.clone(), schema.clone());
        }
        let schema = json!({
            "type": "object", "properties": properties, "required": required, "additionalProperties": false,
        });
        let shapes = parameters.iter().map(|(name, _, schema)| (name.clone(), Shape::of(schema))).collect();
        Self { shapes, validator: compile(&schema, components) }
    }

    /// The values, or every fault.
    pub(super) fn run(&self, query: &str) -> Result<QueryValues, Problem> {
        let mut values: Map<String, Value> = Map::new();
        let mut faults = Vec::new();
        for (name, text) in form_urlencoded::parse(query.as_bytes()) {
            let shape =
                self.shapes.get(name.as_ref()).copied().unwrap_or(Shape { kind: Kind::Text, repeatable: false });
            let value = shape.kind.read(&text);
            match (values.get_mut(name.as_ref()), shape.repeatable) {
                (Some(Value::Array(items)), true) => items.push(value),
                (Some(_), _) => faults.push(Fault::parameter(name.clone(), "repeated", "只能出现一次")),
                (None, true) => drop(values.insert(name.into_owned(), Value::Array(vec![value]))),
                (None, false) => drop(values.insert(name.into_owned(), value)),
            }
        }
        let values = Value::Object(values);
        faults.extend(faults::of(&self.validator, &values).into_iter().map(in_query));
        match values {
            Value::Object(values) if faults.is_empty() => Ok(QueryValues(values)),
            _ => Err(Problem::query(faults)),
        }
    }
}

/// The same fault, told of a parameter instead of a place in a body.
fn in_query(fault: Fault) -> Fault {
    let pointer = fault.pointer.clone().unwrap_or_default();
    let name =
        pointer.trim_start_matches('/').split('/').next().unwrap_or_default().replace("~1", "/").replace("~0", "~");
    let (code, message) = match fault.code {
        "unknown_field" => ("unknown_parameter", "没有这个查询参数".to_owned()),
        code => (code, fault.message.clone()),
    };
    Fault { pointer: None, parameter: Some(name), code, message, ..fault }
}

impl Shape {
    fn of(schema: &Value) -> Self {
        let types = |schema: &Value, wanted: &str| match &schema["type"] {
            Value::String(one) => one == wanted,
            Value::Array(several) => several.iter().any(|one| one == wanted),
            _ => false,
        };
        let repeatable = types(schema, "array");
        let item = if repeatable { &schema["items"] } else { schema };
        let kind = if types(item, "integer") || types(item, "number") {
            Kind::Number
        } else if types(item, "boolean") {
            Kind::Boolean
        } else {
            Kind::Text
        };
        Self { kind, repeatable }
    }
}

impl Kind {
    /// The value; a text that is none stays a text, and the validator says what was expected.
    fn read(self, text: &str) -> Value {
        let text_value = || Value::String(text.to_owned());
        match self {
            Self::Text => text_value(),
            Self::Number => text.parse::<i64>().map_or_else(|_| text_value(), Value::from),
            Self::Boolean => text.parse::<bool>().map_or_else(|_| text_value(), Value::from),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check() -> QueryCheck {
        let parameters = vec![
            ("limit".to_owned(), false, json!({"type": "integer", "minimum": 1, "maximum": 200})),
            ("status".to_owned(), false, json!({"type": "array", "items": {"type": "string", "enum": ["a", "b"]}})),
            ("from".to_owned(), true, json!({"type": "string", "format": "date"})),
        ];
        QueryCheck::new(parameters, &json!({}))
    }

    #[test]
    fn values_get_their_types() {
        let values = check().run("from=2026-01-01&status=a&status=b&limit=5").expect("fits");
        assert_eq!(Value::Object(values.0), json!({"from": "2026-01-01", "status": ["a", "b"], "limit": 5}));
    }

    #[test]
    fn every_fault_of_a_query_is_told_at_once() {
        let problem = check().run("limit=many&limit=2&status=c&colour=red").expect_err("does not fit");
        let text = format!("{problem:?}");
        for code in ["wrong_type", "repeated", "not_in_list", "unknown_parameter", "required"] {
            assert!(text.contains(code), "{code} in {text}");
        }
    }
}
