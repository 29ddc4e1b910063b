use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde_json::Value;

use crate::contract::{Contract, names_in};
use crate::routes::operations;

fn contract() -> &'static (Contract, Value) {
    static CONTRACT: LazyLock<(Contract, Value)> = LazyLock::new(|| {
        let contract = Contract::new(&operations());
        let document = serde_json::from_str(contract.json()).expect("JSON");
        (contract, document)
    });
    &CONTRACT
}

fn each_operation(document: &Value) -> impl Iterator<Item = (String, &Value)> {
    let paths = document["paths"].as_object().expect("paths");
    paths.iter().flat_map(|(path, item)| {
        let methods = item.as_object().expect("a path item");
        methods.iter().map(move |(method, operation)| (format!("{method} {path}"), operation))
    })
}

fn is_chinese(text: &Value) -> bool {
    text.as_str().is_some_and(|text| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)))
}

#[test]
fn the_version_is_one_that_generators_read() {
    assert_eq!(contract().1["openapi"], "3.1.0");
}

#[test]
fn every_reference_resolves_and_every_component_is_used() {
    let (_, document) = contract();
    let components = document["components"]["schemas"].as_object().expect("components");
    let used: BTreeSet<String> = names_in(document).into_iter().collect();
    let known: BTreeSet<String> = components.keys().cloned().collect();
    assert_eq!(used.difference(&known).collect::<Vec<_>>(), Vec::<&String>::new(), "dangling");
    assert_eq!(known.difference(&used).collect::<Vec<_>>(), Vec::<&String>::new(), "unused");
}

#[test]
fn operation_ids_are_unique_and_start_with_a_verb() {
    let (_, document) = contract();
    let pattern =
        jsonschema::validator_for(&serde_json::json!({"pattern": "^[a-z]+(_[a-z0-9]+)+$"})).expect("a schema");
    let mut seen = BTreeSet::new();
    for (place, operation) in each_operation(document) {
        let id = &operation["operationId"];
        assert!(pattern.is_valid(id), "{place}: {id}");
        assert!(seen.insert(id.to_string()), "{id} twice");
    }
    assert!(seen.len() > 20);
}

#[test]
fn every_operation_is_described_in_chinese_and_says_who_may_call() {
    let (_, document) = contract();
    for (place, operation) in each_operation(document) {
        assert!(is_chinese(&operation["summary"]), "{place}: summary");
        assert!(is_chinese(&operation["description"]), "{place}: description");
        assert_eq!(operation["tags"].as_array().map(Vec::len), Some(1), "{place}: one tag");
        let security = operation["security"].as_array().expect("explicit security");
        assert_eq!(security.len(), 1, "{place}: security");
        for parameter in operation["parameters"].as_array().expect("parameters") {
            assert!(is_chinese(&parameter["description"]), "{place}: {}", parameter["name"]);
        }
    }
}

#[test]
fn every_request_example_keeps_the_contract() {
    let (contract, document) = contract();
    let mut checked = 0;
    for (place, operation) in each_operation(document) {
        let Some(content) = operation["requestBody"]["content"].as_object() else { continue };
        for media in content.values().filter(|media| media["schema"]["$ref"].is_string()) {
            let name = names_in(&media["schema"]).remove(0);
            let faults = contract.check_body(&name, &media["example"]);
            assert!(faults.is_empty(), "{place}: {} -> {faults:?}", media["example"]);
            checked += 1;
        }
    }
    assert!(checked > 10);
}

#[test]
fn every_problem_answer_is_a_shared_one_with_examples_of_its_status() {
    let (_, document) = contract();
    for (place, operation) in each_operation(document) {
        let answers = operation["responses"].as_object().expect("responses").iter();
        let problems: Vec<_> = answers.filter(|(code, _)| code.as_str() >= "400").collect();
        assert!(problems.len() >= 3, "{place}");
        for (code, response) in problems {
            let name = format!("Problem{code}");
            assert_eq!(response["$ref"], format!("#/components/responses/{name}"), "{place}");
            let examples =
                &document["components"]["responses"][&name]["content"]["application/problem+json"]["examples"];
            let examples = examples.as_object().expect("examples");
            assert!(!examples.is_empty());
            let status: u64 = code.parse().expect("a status");
            assert!(examples.values().all(|example| example["value"]["status"] == status), "{place}");
        }
    }
}

#[test]
fn every_input_has_a_limit() {
    let (_, document) = contract();
    let components = &document["components"]["schemas"];
    let mut unlimited = Vec::new();
    for (place, operation) in each_operation(document) {
        for parameter in operation["parameters"].as_array().expect("parameters") {
            unlimited_in(
                &parameter["schema"],
                components,
                &format!("{place} {}", parameter["name"]),
                &mut unlimited,
                0,
            );
        }
        for media in operation["requestBody"]["content"].as_object().into_iter().flat_map(|content| content.values()) {
            unlimited_in(&media["schema"], components, &place, &mut unlimited, 0);
        }
    }
    unlimited.sort();
    unlimited.dedup();
    assert_eq!(unlimited, Vec::<String>::new());
}

fn unlimited_in(schema: &Value, components: &Value, place: &str, found: &mut Vec<String>, depth: usize) {
    if depth > 12 || schema.get("enum").is_some() || schema.get("const").is_some() {
        return;
    }
    if let Some(name) = schema["$ref"].as_str().and_then(|r| r.rsplit('/').next()) {
        return unlimited_in(&components[name], components, name, found, depth + 1);
    }
    let is = |wanted: &str| match &schema["type"] {
        Value::String(one) => one == wanted,
        Value::Array(several) => several.iter().any(|one| one == wanted),
        _ => false,
    };
    // A file has a limit in bytes, which is a setting.
    let bounded = matches!(schema["format"].as_str(), Some("date" | "date-time" | "uuid" | "binary"));
    if (is("string") && !bounded && schema.get("maxLength").is_none())
        || (is("array") && schema.get("maxItems").is_none())
        || ((is("integer") || is("number")) && schema.get("maximum").is_none())
    {
        found.push(place.to_owned());
    }
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        unlimited_in(property, components, &format!("{place}.{name}"), found, depth + 1);
    }
    unlimited_in(&schema["items"], components, &format!("{place}[]"), found, depth + 1);
    for form in ["oneOf", "anyOf", "allOf"].iter().flat_map(|key| schema[key].as_array().into_iter().flatten()) {
        unlimited_in(form, components, place, found, depth + 1);
    }
}

#[test]
fn every_property_of_an_answer_is_required() {
    let (_, document) = contract();
    let components = document["components"]["schemas"].as_object().expect("components");
    for (place, operation) in each_operation(document) {
        for response in operation["responses"].as_object().expect("responses").values() {
            for name in names_in(response) {
                let schema = &components[&name];
                let Some(properties) = schema["properties"].as_object() else { continue };
                let required = schema["required"].as_array().map_or(0, Vec::len);
                // What a request can contain too keeps its own word on what may be left out.
                let shared = ["Limit", "Overlay", "YearFacts", "Notice"].contains(&name.as_str());
                assert!(shared || required == properties.len(), "{place}: {name}");
            }
        }
    }
}
