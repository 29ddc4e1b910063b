//! Request bodies: closed to unknown fields, bounded everywhere, and clear about `null`.

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use utoipa::PartialSchema;
use yingshang_app::account::{
    ChangePasswordRequest, CreateUserRequest, LoginRequest, PatchUserRequest, RefreshRequest,
};
use yingshang_app::organisation::{
    CreateStaffRequest, CreateUnitRequest, CreateWindowRequest, PatchStaffRequest, PatchUnitRequest, PatchWindowRequest,
};

fn schemas() -> Vec<(&'static str, Value)> {
    macro_rules! schemas {
        ($($body:ty),+ $(,)?) => {
            vec![$((stringify!($body), serde_json::to_value(<$body>::schema()).unwrap())),+]
        };
    }
    schemas![
        LoginRequest,
        RefreshRequest,
        ChangePasswordRequest,
        CreateUserRequest,
        PatchUserRequest,
        CreateUnitRequest,
        PatchUnitRequest,
        CreateWindowRequest,
        PatchWindowRequest,
        CreateStaffRequest,
        PatchStaffRequest,
    ]
}

fn is(schema: &Value, wanted: &str) -> bool {
    let kind = &schema["type"];
    kind == wanted || kind.as_array().is_some_and(|kinds| kinds.contains(&json!(wanted)))
}

#[test]
fn every_input_is_bounded_and_described() {
    for (name, schema) in schemas() {
        assert_eq!(schema["additionalProperties"], json!(false), "{name}");
        for (field, input) in schema["properties"].as_object().unwrap() {
            assert!(!is(input, "string") || input["maxLength"].is_u64(), "{name}.{field}");
            assert!(!is(input, "array") || input["maxItems"].is_u64(), "{name}.{field}");
            assert!(input["description"].is_string(), "{name}.{field}");
        }
    }
}

#[test]
fn a_patch_requires_nothing_and_only_what_can_be_empty_takes_null() {
    for (name, schema) in schemas().into_iter().filter(|(name, _)| name.starts_with("Patch")) {
        assert!(schema.get("required").is_none(), "{name}");
        for (field, input) in schema["properties"].as_object().unwrap() {
            let clearable = ["parent_id", "phone", "leader_in_charge_id", "window_id", "position", "staff_id"]
                .contains(&field.as_str())
                || (name, field.as_str()) == ("PatchUserRequest", "unit_id");
            assert_eq!(is(input, "null"), clearable, "{name}.{field}");
        }
    }
}

fn read<T: DeserializeOwned>(body: Value) -> Result<T, String> {
    serde_json::from_value(body).map_err(|error| error.to_string())
}

#[test]
fn absent_keeps_null_clears_and_null_is_refused_where_there_must_be_a_value() {
    let empty: PatchUnitRequest = read(json!({})).unwrap();
    assert_eq!(empty, PatchUnitRequest::default());
    let cleared: PatchUnitRequest = read(json!({"phone": null})).unwrap();
    assert_eq!(cleared.phone, Some(None));
    let given: PatchUnitRequest = read(json!({"phone": "1", "name": "甲"})).unwrap();
    assert_eq!((given.phone, given.name), (Some(Some("1".to_owned())), Some("甲".to_owned())));
    for field in ["code", "name", "kind", "active"] {
        assert!(read::<PatchUnitRequest>(json!({ field: null })).is_err(), "{field}");
    }
    for field in ["display_name", "roles", "active"] {
        assert!(read::<PatchUserRequest>(json!({ field: null })).is_err(), "{field}");
    }
    assert!(read::<PatchUnitRequest>(json!({"colour": 1})).is_err());
    assert!(read::<CreateUserRequest>(json!({"username": "a1", "display_name": "甲", "password": "x"})).is_err());
}
