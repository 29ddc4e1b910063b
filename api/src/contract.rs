//! The contract at work: requests are checked against the very OpenAPI document that clients read.

mod faults;
mod query_check;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use actix_web::HttpRequest;
use actix_web::web::Data;
use jsonschema::{Draft, Validator};
use serde_json::{Value, json};

use crate::openapi;
use crate::operation::Operation;
use crate::problem::{Fault, Problem};
use crate::query::QueryValues;
use query_check::QueryCheck;

/// The OpenAPI document and the checks compiled from it.
pub struct Contract {
    json: String,
    yaml: String,
    bodies: HashMap<String, Validator>,
    queries: HashMap<Arc<str>, QueryCheck>,
}

impl Contract {
    /// Of these operations.
    ///
    /// # Panics
    /// If the operations contradict each other; the tests build the contract, so a running service never gets here.
    pub fn new(operations: &[Operation]) -> Self {
        let document = openapi::document(operations);
        let value = serde_json::to_value(&document).expect("the document is plain data");
        let components = &value["components"]["schemas"];
        let bodies = operations
            .iter()
            .filter_map(|operation| operation.sheet.body.as_ref())
            .map(|body| (body.schema.clone(), compile(&reference_to(&body.schema), components)))
            .collect();
        let queries = operations
            .iter()
            .map(|operation| (operation.id.clone(), QueryCheck::new(openapi::query_of(&value, operation), components)))
            .collect();
        let json = serde_json::to_string(&document).expect("the document is plain data");
        let yaml = document.to_yaml().expect("the document is plain data");
        Self { json, yaml, bodies, queries }
    }

    /// The contract behind a request.
    pub(crate) fn of(request: &HttpRequest) -> Result<&Self, Problem> {
        let contract = request.app_data::<Data<Self>>();
        contract.map(|data| data.get_ref()).ok_or_else(|| Problem::internal("the server was built without a contract"))
    }

    /// The document as JSON.
    pub fn json(&self) -> &str {
        &self.json
    }

    /// The document as YAML, as it is committed.
    pub fn yaml(&self) -> &str {
        &self.yaml
    }

    /// Every way in which a body departs from the component of this name.
    pub fn check_body(&self, schema: &str, body: &Value) -> Vec<Fault> {
        match self.bodies.get(schema) {
            Some(validator) => faults::of_body(validator, body),
            None => Vec::new(),
        }
    }

    /// The typed values of a query, or every way in which it departs from the operation's parameters.
    pub fn check_query(&self, operation: &str, query: &str) -> Result<QueryValues, Problem> {
        match self.queries.get(operation) {
            Some(check) => check.run(query),
            None => Ok(QueryValues::default()),
        }
    }
}

fn reference_to(schema: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{schema}")})
}

/// A validator for `schema`, with the components it refers to and no others.
fn compile(schema: &Value, components: &Value) -> Validator {
    let mut root = schema.clone();
    root["components"] = json!({"schemas": reachable(schema, components)});
    jsonschema::options()
        .with_draft(Draft::Draft202012)
        .should_validate_formats(true)
        .build(&root)
        .unwrap_or_else(|error| panic!("the contract holds a schema that cannot be checked: {error}"))
}

/// The components that `schema` refers to, directly or not.
pub(crate) fn reachable(schema: &Value, components: &Value) -> BTreeMap<String, Value> {
    let mut found = BTreeMap::new();
    let mut open = names_in(schema);
    while let Some(name) = open.pop() {
        if !found.contains_key(&name)
            && let Some(component) = components.get(&name)
        {
            open.extend(names_in(component));
            found.insert(name, component.clone());
        }
    }
    found
}

/// Names of the components in the `$ref`s of a schema.
pub(crate) fn names_in(schema: &Value) -> Vec<String> {
    match schema {
        Value::Object(members) => {
            let own = members.get("$ref").and_then(Value::as_str).and_then(|r| r.strip_prefix("#/components/schemas/"));
            own.map(str::to_owned).into_iter().chain(members.values().flat_map(names_in)).collect()
        }
        Value::Array(items) => items.iter().flat_map(names_in).collect(),
        _ => Vec::new(),
    }
}
