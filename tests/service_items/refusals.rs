//! What the rules refuse, each with its obligation; and who may not ask.

use serde_json::{Value, json};
use yingshang_api::gate::Access;
use yingshang_api::routes;
use yingshang_rules::Role::{self, Handler, SysAdmin, UnitLeader};
use yingshang_testkit::{Reply, both_engines};

use super::catalogue::Catalogue;

/// The faults of a 422 and the obligations it rests on.
#[track_caller]
fn refused(reply: Reply) -> (Vec<(String, String)>, Vec<String>) {
    let reply = reply.problem(422, "invalid");
    let basis = reply.body["basis"].as_array().expect("basis").iter();
    let basis = basis.map(|entry| {
        assert!(entry["article"].as_str().is_some_and(|article| !article.is_empty()), "{}", reply.text);
        entry["obligation"].as_str().expect("an obligation").to_owned()
    });
    (reply.faults(), basis.collect())
}

fn one(pointer: &str, code: &str, obligation: &str) -> (Vec<(String, String)>, Vec<String>) {
    (vec![(pointer.to_owned(), code.to_owned())], vec![obligation.to_owned()])
}

both_engines! {
    async fn a_first_version_that_breaks_a_rule_is_refused_with_its_article(server: TestServer) {
        let catalogue = Catalogue::open(server).await;
        let material = |main, deferrable| json!([
            {"code": "M01", "name": "申请表", "main": main, "required": true, "deferrable": deferrable, "legal_form": "original"},
        ]);
        let cases = [
            (json!({"materials": material(true, true)}), "/materials/0/deferrable", "main_material_deferrable", "RQ-1.1"),
            (json!({"materials": material(true, false)}), "/deferral_measure", "nothing_deferrable", "RQ-3.1"),
            (json!({"deferral_measure": "none"}), "/deferral_measure", "deferral_measure_missing", "RQ-3.1"),
            (json!({"institutions": ["refusal_filing"]}), "/institutions", "deferral_institution_missing", "GZ-1.2.1"),
            (json!({"institutions": ["deferral"]}), "/institutions", "refusal_filing_missing", "FD-4.1"),
            (json!({"guide": null}), "/guide", "guide_missing", "FD-4.1"),
            (json!({"kind": "other_approval", "guide": null}), "/guide", "guide_missing", "FD-4.1"),
            (json!({"statutory_limit": null}), "/statutory_limit", "statutory_limit_missing", "FW-5.4"),
            (json!({"promised_limit": {"n": 21, "unit": "working_day"}}), "/promised_limit", "promise_beyond_law", "GZ-1.2.1"),
        ];
        for (changes, pointer, code, obligation) in cases {
            let answer = catalogue.tries("licence", catalogue.permit(changes)).await;
            assert_eq!(refused(answer), one(&format!("/first_version{pointer}"), code, obligation));
        }
        assert_eq!(catalogue.editor().get("/v1/service-items").await.expect(200).body["items"], json!([]));
    }

    async fn every_fault_is_told_at_once(server: TestServer) {
        let catalogue = Catalogue::open(server).await;
        let bad = json!({"unit_id": "none", "window_ids": [catalogue.window, "gone", catalogue.window], "institutions": [], "guide": null});
        let (faults, basis) = refused(catalogue.tries("licence", catalogue.permit(bad)).await);
        let codes: Vec<(&str, &str)> = faults.iter().map(|(place, code)| (place.as_str(), code.as_str())).collect();
        assert_eq!(codes, [
            ("/first_version/guide", "guide_missing"),
            ("/first_version/institutions", "deferral_institution_missing"),
            ("/first_version/institutions", "refusal_filing_missing"),
            ("/first_version/unit_id", "unknown_unit"),
            ("/first_version/window_ids/1", "unknown_window"),
            ("/first_version/window_ids/2", "duplicate_items"),
        ]);
        assert_eq!(basis, ["GZ-1.2.1", "FD-4.1"]);
    }

    async fn rq_2_1_a_version_starts_after_the_newest_and_not_in_the_past(server: TestServer) {
        let catalogue = Catalogue::open(server).await;
        let item = catalogue.creates("licence", catalogue.permit(json!({}))).await.header("location").to_owned();
        catalogue.at("2026-03-10T09:00:00+08:00");
        let refused_with = async |from: &str| {
            let body = catalogue.permit(json!({"effective_from": from}));
            refused(catalogue.adds(&item, 1, &body).await)
        };
        assert_eq!(refused_with("2026-03-09").await, one("/effective_from", "effective_in_the_past", "RQ-2.1"));
        let (faults, basis) = refused_with("2026-03-02").await;
        let codes: Vec<&str> = faults.iter().map(|(_, code)| code.as_str()).collect();
        assert_eq!((codes, basis), (vec!["effective_in_the_past", "not_after_newest"], vec!["RQ-2.1".to_owned()]));
        let today = catalogue.permit(json!({"effective_from": "2026-03-10"}));
        let added = catalogue.adds(&item, 1, &today).await.expect(201);
        assert_eq!(added.str("/ended/effective_until"), "2026-03-09");
        let (faults, _) = refused(catalogue.adds(&item, 2, &today).await);
        assert_eq!(faults, [("/effective_from".to_owned(), "not_after_newest".to_owned())]);
    }

    async fn a_leader_keeps_only_the_items_of_the_own_unit(server: TestServer) {
        let catalogue = Catalogue::open(server).await;
        let leader = catalogue.server.role(UnitLeader);
        let refused = |reply: Reply| {
            let reply = reply.problem(403, "not_own_item");
            assert_eq!(reply.str("/basis/0/obligation"), "RQ-2.1");
        };
        let other = json!({"unit_id": catalogue.unit("pension_department")});
        let body = json!({"code": "other", "first_version": catalogue.permit(other.clone())});
        refused(leader.post("/v1/service-items").json(&body).await);
        let others = catalogue.creates("other", catalogue.permit(other.clone())).await;
        let later = json!({"effective_from": "2026-04-01"});
        let path = format!("{}/versions", others.header("location"));
        refused(leader.post(&path).if_match(1).json(&catalogue.permit(later)).await);
        refused(leader.patch(others.header("location"), json!({"active": false})).if_match(1).await);

        let body = json!({"code": "own", "first_version": catalogue.permit(json!({}))});
        let own = leader.post("/v1/service-items").json(&body).await.expect(201);
        let mut away = catalogue.permit(other);
        away["effective_from"] = json!("2026-04-01");
        refused(leader.post(&format!("{}/versions", own.header("location"))).if_match(1).json(&away).await);
        catalogue.adds(own.header("location"), 1, &away).await.expect(201);
        refused(leader.patch(own.header("location"), json!({"active": false})).if_match(2).await);
    }

    async fn every_other_role_is_turned_away(server: TestServer) {
        let catalogue = Catalogue::open(server).await;
        let item = catalogue.creates("licence", catalogue.permit(json!({}))).await.header("location").to_owned();
        let mut tried = 0;
        for operation in routes::operations().iter().filter(|operation| operation.path.starts_with("/v1/service-items")) {
            let Access::Permission { roles, .. } = operation.access else { panic!("{} is open", operation.id) };
            let path = operation.path.replace("/v1/service-items/{id}", &item).replace("{number}", "1");
            let method = routes::method_of(&operation.method);
            let method = reqwest::Method::from_bytes(method.as_str().as_bytes()).expect("a method");
            for role in Role::ALL.iter().filter(|role| !roles.contains(role)) {
                let client = catalogue.server.role(*role);
                client.call(method.clone(), &path).await.problem(403, "permission_denied");
                tried += 1;
            }
            catalogue.server.anonymous().call(method, &path).await.problem(401, "unauthenticated");
        }
        assert!(tried > 40, "{tried}");
        catalogue.admin().get("/v1/service-items").await.problem(403, "permission_denied");
    }

    async fn what_the_contract_does_not_know_is_refused(server: TestServer) {
        let catalogue = Catalogue::open(server).await;
        let mut body = catalogue.permit(json!({"colour": "red", "name": " ", "kind": "wish"}));
        body.as_object_mut().expect("an object").remove("promised_limit");
        let faults = catalogue.tries("a/b", body).await.problem(422, "invalid").faults();
        let faults: Vec<(&str, &str)> = faults.iter().map(|(place, code)| (place.as_str(), code.as_str())).collect();
        assert_eq!(faults, [
            ("/code", "pattern"),
            ("/first_version/colour", "unknown_field"),
            ("/first_version/kind", "not_in_list"),
            ("/first_version/name", "too_short"),
            ("/first_version/promised_limit", "required"),
        ]);
        let closed = catalogue.server.role(SysAdmin);
        let window = format!("/v1/windows/{}", catalogue.window);
        closed.patch(&window, json!({"active": false})).if_match(1).await.expect(200);
        let (faults, basis) = refused(catalogue.tries("licence", catalogue.permit(json!({}))).await);
        assert_eq!(faults, [("/first_version/window_ids/0".to_owned(), "unknown_window".to_owned())]);
        assert_eq!(basis, Vec::<String>::new());
        let seen = catalogue.server.role(Handler).get("/v1/service-items").await.expect(200);
        assert_eq!(seen.body["items"], Value::Array(Vec::new()));
    }
}
