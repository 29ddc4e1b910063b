//! `cargo xtask layers`: dependencies between crates point strictly downward.

use crate::{Outcome, verdict, workspace};
use serde_json::Value;

/// The house from the ground up. A crate may depend on those before it.
const LAYERS: [&str; 6] =
    ["yingshang-calendar", "yingshang-rules", "yingshang-store", "yingshang-app", "yingshang-api", "yingshang-testkit"];

/// Stand beside the house, pure: they know none of the layers, and the named layer and those above it may know them.
const BESIDE: [(&str, &str); 1] = [("yingshang-documents", "yingshang-app")];

/// Stand beside the house: they know none of the layers, and only tests and the testkit know them.
const FOR_TESTS: [&str; 1] = ["yingshang-pgtemp"];

/// Programs for developers: they look at the house from outside and may know all of it.
const TOOLS: [&str; 2] = ["xtask", "yingshang-bench"];

/// Crates from outside that only the named layers may know.
const KEPT_IN: [(&str, &[&str]); 4] = [
    ("diesel", &["yingshang-store"]),
    ("diesel_migrations", &["yingshang-store"]),
    ("actix-web", &["yingshang-api", "yingshang-testkit"]),
    ("tokio", &["yingshang-store", "yingshang-app", "yingshang-api", "yingshang-testkit"]),
];

/// Reads the workspace and lists every dependency that points upward or out of its layer.
pub(crate) fn run() -> Outcome {
    verdict(violations(&workspace::metadata()?), format!("layers: {}", LAYERS.join(" <- ")))
}

fn violations(metadata: &Value) -> Vec<String> {
    let packages = metadata["packages"].as_array().map(Vec::as_slice).unwrap_or_default();
    let name_of = |package: &Value| package["name"].as_str().unwrap_or_default().to_owned();
    let placed = |name: &str| LAYERS.contains(&name) || BESIDE.iter().any(|(beside, _)| *beside == name);
    let mut findings: Vec<String> = LAYERS
        .iter()
        .chain(BESIDE.iter().map(|(beside, _)| beside))
        .filter(|layer| !packages.iter().any(|package| name_of(package) == **layer))
        .map(|layer| format!("{layer} is not in the workspace"))
        .collect();
    for package in packages {
        let name = name_of(package);
        if TOOLS.contains(&name.as_str()) {
            continue;
        }
        if !placed(&name) && !FOR_TESTS.contains(&name.as_str()) {
            findings.push(format!("{name} has no place in the layers: give it one in crates/xtask/src/layers.rs"));
            continue;
        }
        for dependency in package["dependencies"].as_array().map(Vec::as_slice).unwrap_or_default() {
            findings.extend(violation(&name, dependency));
        }
    }
    findings
}

fn violation(name: &str, dependency: &Value) -> Option<String> {
    let target = dependency["name"].as_str()?;
    let for_tests = dependency["kind"] == "dev";
    let height = |layer: &str| LAYERS.iter().position(|other| *other == layer);
    if let Some(target_height) = height(target) {
        // What stands beside the house has no height, so nothing is below it.
        // The black-box tests belong to the api package and drive it through the testkit above it.
        let black_box_tests = for_tests && name == "yingshang-api" && target == "yingshang-testkit";
        let downward = height(name).is_some_and(|own| target_height < own);
        return (!downward && !black_box_tests).then(|| format!("{name} depends on {target}, which is not below it"));
    }
    if let Some((_, lowest)) = BESIDE.iter().find(|(beside, _)| *beside == target) {
        return (height(name) < height(lowest))
            .then(|| format!("{name} depends on {target}, which {lowest} and above may"));
    }
    if FOR_TESTS.contains(&target) {
        return (!for_tests && name != "yingshang-testkit")
            .then(|| format!("{name} depends on {target} outside its tests"));
    }
    let (_, layers) = KEPT_IN.iter().find(|(outside, _)| *outside == target)?;
    (!for_tests && !layers.contains(&name))
        .then(|| format!("{name} depends on {target}, which stays in {}", layers.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn workspace_with(package: &str, dependency: &str, kind: Option<&str>) -> Value {
        let packages: Vec<Value> = LAYERS
            .iter()
            .chain(BESIDE.iter().map(|(beside, _)| beside))
            .map(|layer| {
                let dependencies =
                    if *layer == package { json!([{"name": dependency, "kind": kind}]) } else { json!([]) };
                json!({"name": layer, "dependencies": dependencies})
            })
            .collect();
        json!({"packages": packages})
    }

    #[test]
    fn downward_dependencies_pass() {
        assert!(violations(&workspace_with("yingshang-app", "yingshang-store", None)).is_empty());
        assert!(violations(&workspace_with("yingshang-store", "diesel", None)).is_empty());
        assert!(violations(&workspace_with("yingshang-api", "yingshang-testkit", Some("dev"))).is_empty());
    }

    #[test]
    fn upward_dependencies_are_found_even_in_tests() {
        for kind in [None, Some("dev"), Some("build")] {
            let found = violations(&workspace_with("yingshang-rules", "yingshang-store", kind));
            assert_eq!(found, ["yingshang-rules depends on yingshang-store, which is not below it"]);
        }
        assert_eq!(violations(&workspace_with("yingshang-api", "yingshang-testkit", None)).len(), 1);
    }

    #[test]
    fn what_stands_beside_the_house_is_known_from_its_layer_up_and_knows_none() {
        for above in ["yingshang-app", "yingshang-api", "yingshang-testkit"] {
            assert!(violations(&workspace_with(above, "yingshang-documents", None)).is_empty(), "{above}");
        }
        for below in ["yingshang-calendar", "yingshang-rules", "yingshang-store"] {
            assert_eq!(violations(&workspace_with(below, "yingshang-documents", None)).len(), 1, "{below}");
        }
        for layer in LAYERS {
            assert_eq!(violations(&workspace_with("yingshang-documents", layer, Some("dev"))).len(), 1, "{layer}");
        }
        assert_eq!(violations(&workspace_with("yingshang-documents", "diesel", None)).len(), 1);
        assert!(violation("yingshang-pgtemp", &json!({"name": "yingshang-documents"})).is_some());
    }

    #[test]
    fn what_tests_need_stays_in_tests() {
        assert!(violations(&workspace_with("yingshang-store", "yingshang-pgtemp", Some("dev"))).is_empty());
        assert!(violations(&workspace_with("yingshang-testkit", "yingshang-pgtemp", None)).is_empty());
        assert_eq!(violations(&workspace_with("yingshang-store", "yingshang-pgtemp", None)).len(), 1);
        let upward = json!({"name": "yingshang-rules", "kind": "dev"});
        assert!(violation("yingshang-pgtemp", &upward).is_some());
    }

    #[test]
    fn the_rules_know_no_database_and_no_server() {
        for outside in ["diesel", "actix-web", "tokio"] {
            assert_eq!(violations(&workspace_with("yingshang-rules", outside, None)).len(), 1, "{outside}");
        }
    }

    #[test]
    fn a_crate_without_a_place_and_a_missing_one_are_found() {
        let found = violations(&json!({"packages": [{"name": "yingshang-extra", "dependencies": []}]}));
        assert_eq!(found.len(), LAYERS.len() + BESIDE.len() + 1);
    }
}
