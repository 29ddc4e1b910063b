//! Who applies: sealed at rest, masked in every view, in full for those who need it and on record each time.

use serde_json::{Value, json};

use crate::complaints::database::mentions;
use crate::counter::at_the_counter;
use crate::counter::office::{Case, Counter, Refused, application, changed};

const NAME: &str = "测试丙丁";
const PHONE: &str = "13900005678";
/// Nobody's; in pieces, so that no whole number stands in the tree.
const ID_NUMBER: &str = concat!("110101", "19040229", "0002");

at_the_counter! {
    async fn the_applicant_is_masked_in_every_view_and_absent_from_lists(counter: Counter) {
        let case = registered(&counter).await;
        for person in ["clerk", "head", "approval_office", "leader_in_charge", "leading_group_office"] {
            let view = counter.person(person).looks_at(&case).await;
            assert_eq!(view["applicant"]["masked"], true);
            for (field, value) in [("name", NAME), ("phone", PHONE), ("id_number", ID_NUMBER)] {
                let shown = view["applicant"][field].as_str().expect("masked, not left out");
                assert!(shown.contains('*') && shown != value, "{person} sees {field}: {shown}");
            }
            let list = counter.person(person).gets("/v1/applications").await;
            assert_eq!(list["items"].as_array().map(Vec::len), Some(1));
            assert!(list["items"][0].get("applicant").is_none());
        }
    }

    /// The unit, whoever took the application in, and 行政审批室: each look is an entry of the log.
    async fn the_full_identity_is_for_few_and_every_look_is_on_record(counter: Counter) {
        let hall = counter.person("window_clerk");
        let case = hall.opens("/v1/applications", named(&counter)).await;
        let path = format!("{}/applicant", case.path);
        let allowed = ["window_clerk", "clerk", "second_handler", "head", "approval_office"];
        for person in allowed {
            let full = counter.person(person).gets(&path).await;
            assert_eq!((&full["masked"], &full["name"], &full["id_number"]), (&json!(false), &json!(NAME), &json!(ID_NUMBER)));
        }
        for person in ["leader_in_charge", "leading_group_office", "acceptance_officer", "discipline_officer", "sys_admin"] {
            counter.person(person).client().get(&path).await.problem(403, "permission_denied");
        }
        // Of another unit: there is no such case.
        for person in ["handler", "unit_leader", "integration"] {
            counter.person(person).client().get(&path).await.problem(404, "not_found");
        }
        let looks: Vec<Value> =
            counter.log(&case).await.into_iter().filter(|entry| entry["kind"] == "identity_viewed").collect();
        assert_eq!(looks.len(), allowed.len());
        assert_eq!(looks[1]["actor_id"], json!(counter.user("clerk")));
        assert!(counter.is_intact(&case).await);
    }

    async fn nobody_is_found_by_name_or_number(counter: Counter) {
        registered(&counter).await;
        for secret in [NAME, PHONE, ID_NUMBER] {
            let found = counter.clerk().gets(&format!("/v1/applications?q={secret}")).await;
            assert_eq!(found["items"], json!([]));
        }
        let found = counter.clerk().gets("/v1/applications?q=人力资源服务").await;
        assert_eq!(found["items"].as_array().map(Vec::len), Some(1), "the search itself works");
        counter.clerk().client().get(&format!("/v1/applications?phone={PHONE}")).await.problem(400, "invalid_query");
        counter.clerk().client().post("/v1/applications/searches").json(&json!({"phone": PHONE})).await.problem(405, "method_not_allowed");
    }

    async fn nothing_at_rest_or_in_the_log_contains_what_was_sealed(counter: Counter) {
        let clerk = counter.clerk();
        let made = clerk.client().post("/v1/applications").key("sealed").json(&named(&counter)).await.expect(201);
        let case = Case::of("/v1/applications", &made.body);
        clerk.does(&case, "examination", json!({"outcome": "incomplete"})).await;
        clerk.does(&case, "withdrawal", json!({})).await;
        counter.sweep().await;
        let timeline = clerk.client().get(&format!("{}/timeline", case.path)).await.expect(200).text;
        let feed = counter.person("integration").client().get("/v1/events").await.expect(200).text;
        assert!(feed.contains("application.registered"), "{feed}");
        for secret in [NAME, PHONE, ID_NUMBER] {
            // Not in the case, the log, a text that was issued, nor in the answer kept for the idempotency key.
            assert_eq!(mentions(&counter.server, secret).await, Vec::<String>::new());
            assert!(!timeline.contains(secret) && !feed.contains(secret));
        }
        assert!(mentions(&counter.server, "人力资源服务许可").await.contains(&"service_cases".to_owned()));
    }

    async fn a_corrected_applicant_replaces_the_earlier_one(counter: Counter) {
        let case = registered(&counter).await;
        let put = |person: &str, version: i64, body: Value| {
            counter.person(person).client().put(&format!("{}/applicant", case.path)).if_match(version).json(&body)
        };
        let corrected = json!({"kind": "market_entity", "organisation": "测试劳务有限公司", "phone": "13900009999"});
        let nameless = put("clerk", 1, json!({"phone": "13900009999"})).await.problem(422, "invalid");
        assert_eq!(nameless.faults()[0].1, "name_missing");
        let wrong = put("clerk", 1, json!({"name": NAME, "phone": "139", "id_number": "1"})).await.problem(422, "invalid");
        assert_eq!(wrong.faults().len(), 2);
        assert!(!wrong.text.contains(NAME));
        let done = put("clerk", 1, corrected.clone()).await.expect(200);
        assert_eq!((&done.body["masked"], done.header("etag")), (&json!(true), "\"2\""));
        put("clerk", 1, corrected.clone()).await.problem(412, "stale");
        put("leader_in_charge", 2, corrected.clone()).await.problem(403, "permission_denied");
        put("handler", 2, corrected).await.problem(404, "not_found");
        let full = counter.clerk().gets(&format!("{}/applicant", case.path)).await;
        assert_eq!((&full["name"], &full["organisation"]), (&Value::Null, &json!("测试劳务有限公司")));
        assert_eq!(counter.kinds(&case).await, ["registered", "identity_recorded", "identity_viewed"]);
    }

    /// The text that the applicant gets names the applicant; who may not look gets it masked.
    async fn a_text_names_the_applicant_only_to_those_who_may_look(counter: Counter) {
        let case = registered(&counter).await;
        counter.clerk().does(&case, "examination", json!({"outcome": "incomplete"})).await;
        let supply = json!({"materials": [{"code": "M02", "form": "copy"}, {"code": "M03", "form": "copy"}]});
        counter.clerk().does(&case, "material-supplies", supply).await;
        counter.clerk().does(&case, "examination", json!({"outcome": "complete"})).await;
        let path = format!("{}/documents/application_acceptance", case.path);
        let text = counter.clerk().gets(&path).await;
        assert_eq!((&text["masked"], &text["addressee"]), (&json!(false), &json!(NAME)));
        let text = counter.person("leader_in_charge").client().get(&path).await.expect(200);
        assert!(text.body["masked"] == true && !text.text.contains(NAME), "{}", text.text);
        assert_eq!(counter.kinds(&case).await.iter().filter(|kind| *kind == "document_viewed").count(), 1);
    }

    async fn an_application_without_a_name_is_none(counter: Counter) {
        let nameless = changed(named(&counter), &json!({"applicant": {"phone": PHONE}}));
        let refused = counter.clerk().tries_to_open("/v1/applications", nameless).await.problem(422, "invalid");
        assert_eq!(refused.faults(), [("/applicant".to_owned(), "name_missing".to_owned())]);
        let case = registered(&counter).await;
        // The approval office may look, but handling is the unit's.
        let looker = counter.person("approval_office").client().post(&format!("{}/examination", case.path));
        looker.header("If-Match", "*").json(&json!({"outcome": "incomplete"})).await.problem(403, "permission_denied");
        let hall = counter.person("window_clerk");
        let own = hall.opens("/v1/applications", named(&counter)).await;
        hall.tries(&own, "examination", json!({"outcome": "incomplete"})).await.refused(403, "not_entrusted", &["FD-5.1"]);
    }
}

fn named(counter: &Counter) -> Value {
    let applicant = json!({"kind": "person", "name": NAME, "phone": PHONE, "id_number": ID_NUMBER});
    changed(application(&counter.permit, &["M01"]), &json!({"applicant": applicant}))
}

async fn registered(counter: &Counter) -> Case {
    counter.clerk().opens("/v1/applications", named(counter)).await
}
