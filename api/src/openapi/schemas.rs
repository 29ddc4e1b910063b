//! The components: gathered from the operations, each name once, every property of an answer required.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use utoipa::openapi::schema::{AdditionalProperties, ArrayItems, SchemaType};
use utoipa::openapi::{Paths, Ref, RefOr, Response, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

use crate::contract::{names_in, reachable};
use crate::operation::Operation;
use crate::problem::ProblemBody;

/// Longest text in a list, unless its type says otherwise.
const MAX_ITEM: usize = 200;

/// Components by name.
pub(super) type Schemas = BTreeMap<String, RefOr<Schema>>;

/// All components of these operations.
///
/// # Panics
/// If one name stands for two different types.
pub(super) fn collect(operations: &[Operation]) -> Schemas {
    let mut problem = vec![("Problem".to_owned(), ProblemBody::schema())];
    ProblemBody::schemas(&mut problem);
    let named = operations.iter().flat_map(|operation| &operation.sheet.schemas).chain(&problem);
    let mut schemas = Schemas::new();
    for (name, schema) in named {
        // A type that stands for another one (a newtype) may list itself as a reference to its own name.
        if schema_refers_to(schema, name) {
            continue;
        }
        let known = schemas.entry(name.clone()).or_insert_with(|| schema.clone());
        assert!(known == schema, "two types want to be the component {name}");
    }
    refer_to_items(&mut schemas);
    let inputs = inputs(operations, &schemas);
    for (name, schema) in &mut schemas {
        if inputs.contains(name) {
            close(schema);
        } else {
            require_everything(schema);
        }
    }
    schemas
}

/// A list shows its items inline, because a generic type cannot name its parameter; here it gets the reference it means.
fn refer_to_items(schemas: &mut Schemas) {
    let names: BTreeSet<String> = schemas.keys().cloned().collect();
    for (name, schema) in schemas {
        let Some(item) = name.strip_prefix("List_").filter(|item| names.contains(*item)) else { continue };
        let RefOr::T(Schema::Object(list)) = schema else { continue };
        if let Some(RefOr::T(Schema::Array(items))) = list.properties.get_mut("items") {
            items.items = ArrayItems::RefOrSchema(Box::new(Ref::from_schema_name(item).into()));
        }
    }
}

/// Forgets components that nothing in the paths or in the shared answers leads to.
pub(super) fn keep_used(schemas: &mut Schemas, paths: &Paths, shared: &[(String, Response)]) {
    let roots = serde_json::json!([paths, shared]);
    let components = serde_json::to_value(&*schemas).expect("schemas are plain data");
    let used = reachable(&roots, &components);
    schemas.retain(|name, _| used.contains_key(name));
}

fn schema_refers_to(schema: &RefOr<Schema>, name: &str) -> bool {
    matches!(schema, RefOr::Ref(reference) if reference.ref_location.ends_with(&format!("/{name}")))
}

/// Names of the components that a request can contain.
fn inputs(operations: &[Operation], schemas: &Schemas) -> BTreeSet<String> {
    let components = serde_json::to_value(schemas).expect("schemas are plain data");
    let bodies = operations.iter().filter_map(|operation| operation.sheet.body.as_ref());
    bodies
        .flat_map(|body| {
            let root = serde_json::json!({"$ref": format!("#/components/schemas/{}", body.schema)});
            let used: BTreeMap<String, Value> = reachable(&root, &components);
            debug_assert_eq!(names_in(&root).len(), 1);
            used.into_keys()
        })
        .collect()
}

/// Properties that an answer can lack: the complainant does not exist for the respondent's side (TS-13.2).
const SOMETIMES_ABSENT: &[&str] = &["complainant"];

/// An answer has every property, empty ones as `null`.
fn require_everything(schema: &mut RefOr<Schema>) {
    each_object(schema, &mut |object| {
        let present = object.properties.keys().filter(|name| !SOMETIMES_ABSENT.contains(&name.as_str()));
        object.required = present.cloned().collect();
    });
}

/// A request has no property that is not in the contract, and nothing in it without a limit.
fn close(schema: &mut RefOr<Schema>) {
    each_object(schema, &mut |object| object.properties.values_mut().for_each(limit_items));
    // Only plain objects: a part of an `allOf` must let the other parts be.
    if let RefOr::T(Schema::Object(object)) = schema
        && !object.properties.is_empty()
        && object.additional_properties.is_none()
    {
        object.additional_properties = Some(Box::new(AdditionalProperties::FreeForm(false)));
    }
}

/// Texts in a list are ids or short words: the derive has no place to say how long one may be.
pub(super) fn limit_items(schema: &mut RefOr<Schema>) {
    if let RefOr::T(Schema::Array(array)) = schema
        && let ArrayItems::RefOrSchema(items) = &mut array.items
        && let RefOr::T(Schema::Object(item)) = items.as_mut()
        && item.schema_type == SchemaType::Type(Type::String)
        && item.enum_values.is_none()
        && item.format.is_none()
    {
        item.max_length = item.max_length.or(Some(MAX_ITEM));
    }
}

fn each_object(schema: &mut RefOr<Schema>, change: &mut impl FnMut(&mut utoipa::openapi::Object)) {
    let RefOr::T(schema) = schema else { return };
    match schema {
        Schema::Object(object) => {
            change(object);
            object.properties.values_mut().for_each(|property| each_object(property, change));
        }
        Schema::Array(array) => {
            if let ArrayItems::RefOrSchema(items) = &mut array.items {
                each_object(items, change);
            }
        }
        Schema::AllOf(all) => all.items.iter_mut().for_each(|item| each_object(item, change)),
        Schema::OneOf(one) => one.items.iter_mut().for_each(|item| each_object(item, change)),
        Schema::AnyOf(any) => any.items.iter_mut().for_each(|item| each_object(item, change)),
        _ => {}
    }
}
