//! Who complains: sealed at rest, masked for most, absent for the other side, in full for few and on record each time.

use serde_json::{Value, json};
use yingshang_rules::Role;
use yingshang_store::identity as rows;

use super::database::mentions;
use super::materials::{PDF, form, upload};
use super::office::{Case, Office, Refused, complaint};

const NAME: &str = "测试甲乙";
const PHONE: &str = "13900001234";
/// Nobody's; in pieces, so that no whole number stands in the tree.
const ID_NUMBER: &str = concat!("110101", "19040229", "0002");

on_both_engines! {
    async fn ts_13_2_the_identity_is_masked_in_every_view(office: Office) {
        let case = registered(&office).await;
        for person in ["acceptance_officer", "approval_office", "bureau_leader"] {
            let shown = office.person(person).looks_at(&case).await["complainant"].clone();
            assert_eq!(shown["masked"], true);
            for (field, value) in [("name", NAME), ("phone", PHONE), ("id_number", ID_NUMBER)] {
                let text = shown[field].as_str().expect("masked, not left out");
                assert!(text.contains('*') && text != value, "{person} sees {field}: {text}");
            }
        }
        assert_eq!(office.officer().registers(json!({})).await.number, "TS-2026-000002");
    }

    async fn ts_13_2_the_full_identity_is_for_the_acceptance_body_and_the_named_investigator(office: Office) {
        let case = registered(&office).await;
        let path = format!("/v1/complaints/{}/complainant", case.id);
        let full = office.officer().gets(&path).await;
        assert_eq!((&full["masked"], &full["phone"], &full["name"]), (&json!(false), &json!(PHONE), &json!(NAME)));
        office.person("bureau_leader").client().get(&path).await.problem(403, "permission_denied");
        office.person("approval_office").client().get(&path).await.refused(403, "identity_sealed", "TS-13.2");

        office.brings_to_handler(&case, "simple").await;
        let leader = office.person("unit_leader").client().get(&path).await;
        leader.refused(403, "identity_sealed", "TS-13.2");
        // The handler signed for the case and thereby investigates it.
        assert_eq!(office.person("handler").gets(&path).await["id_number"], ID_NUMBER);

        // TS-13.1: two looks, two entries, with who looked.
        let looks: Vec<Value> =
            office.log(&case).await.into_iter().filter(|entry| entry["kind"] == "identity_viewed").collect();
        assert_eq!(looks.len(), 2);
        assert_eq!(looks[0]["actor_id"], json!(office.user("acceptance_officer")));
        assert_eq!(looks[1]["actor_id"], json!(office.user("handler")));
        assert_eq!(office.check(&case).await["intact"], true);
    }

    async fn ts_13_2_the_respondents_side_does_not_even_see_that_there_is_a_field(office: Office) {
        let colleague = office.staff("employment_section", "丁").await;
        let changes = json!({"respondents": [{"staff_id": colleague}]});
        let case = office.officer().registers(with_identity(changes.clone())).await;
        office.brings_to_handler(&case, "simple").await;
        let path = format!("/v1/complaints/{}/complainant", case.id);
        let view = office.person("handler").looks_at(&case).await;
        assert!(view.get("complainant").is_none(), "{}", view["complainant"]);
        // Being named as investigator does not help.
        office.person("handler").client().get(&path).await.refused(403, "identity_sealed", "TS-13.2");
        let found =
            office.person("handler").client().post("/v1/complaints/searches").json(&json!({"phone": PHONE})).await;
        assert_eq!(found.expect(200).body["items"], json!([]));

        // Nor does a file that the complainant handed in.
        let letter = upload(&office, &case, form("来信.pdf", PDF.to_vec())).await.expect(201).str("/id").to_owned();
        let letter = format!("/v1/complaints/{}/materials/{letter}", case.id);
        office.person("handler").client().get(&letter).await.refused(403, "identity_sealed", "TS-13.2");
        office.officer().client().get(&letter).await.expect(200);

        // With consent on record the view shows it, masked.
        office.officer().amends(&case, json!({"consent_to_disclose": true})).await.expect(200);
        let view = office.person("handler").looks_at(&case).await;
        assert_eq!(view["complainant"]["masked"], true);
        office.person("handler").client().get(&letter).await.expect(200);
    }

    async fn nothing_at_rest_contains_what_was_sealed(office: Office) {
        let officer = office.officer();
        let body = complaint(with_identity(json!({})));
        let reply = officer.client().post("/v1/complaints").key("sealed-answer").json(&body).await.expect(201);
        let id = reply.str("/complaint/id").to_owned();
        let row = office.server.app.store.read(move |conn| rows::current(conn, "complaint", &id)).await;
        let row = row.expect("reads").expect("an identity");
        assert!(!row.key_id.is_empty() && row.phone_hash.as_deref().is_some_and(|hash| hash.len() == 64));
        for secret in [NAME, PHONE, ID_NUMBER] {
            assert!(!contains(&row.sealed, secret.as_bytes()));
            assert_ne!(row.phone_hash.as_deref(), Some(secret));
            // Nor does any other table: case file, index, events, the answer kept for the idempotency key.
            assert_eq!(mentions(&office.server, secret).await, Vec::<String>::new());
        }
        // The search itself works: a word of the title is found.
        assert!(mentions(&office.server, "窗口提前停止取号").await.contains(&"complaints".to_owned()));
    }

    async fn a_person_is_found_by_phone_or_number_in_any_writing(office: Office) {
        let case = registered(&office).await;
        office.officer().registers(json!({})).await;
        let officer = office.officer();
        let search = |body: Value| officer.client().post("/v1/complaints/searches").json(&body);
        for query in [
            json!({"phone": "+86 139-0000-1234"}),
            json!({"id_number": ID_NUMBER}),
            json!({"phone": "１３９００００１２３４"}),
        ] {
            let found = search(query).await.expect(200);
            assert_eq!(found.body["items"].as_array().map(Vec::len), Some(1), "{}", found.text);
            assert_eq!(found.str("/items/0/id"), case.id);
        }
        assert_eq!(search(json!({"phone": "13900009999"})).await.expect(200).body["items"], json!([]));
        search(json!({})).await.problem(422, "invalid");
        // Whoever may not look at an identity finds nobody by it; a handler finds the cases it investigates.
        let searches =
            |who: &str| office.person(who).client().post("/v1/complaints/searches").json(&json!({"phone": PHONE}));
        searches("bureau_leader").await.problem(403, "permission_denied");
        for who in ["approval_office", "handler"] {
            assert_eq!(searches(who).await.expect(200).body["items"], json!([]));
        }
        office.brings_to_handler(&case, "simple").await;
        assert_eq!(searches("handler").await.expect(200).str("/items/0/id"), case.id);
    }

    async fn a_corrected_identity_replaces_the_earlier_one_and_both_stay_sealed(office: Office) {
        let case = registered(&office).await;
        let officer = office.officer();
        let put = |version, identity: Value| {
            let call = officer.client().put(&format!("/v1/complaints/{}/complainant", case.id));
            call.if_match(version).json(&identity)
        };
        for nobody in [json!({}), json!({"phone": "13900005678"})] {
            let refused = put(1, nobody).await.problem(422, "invalid");
            assert_eq!(refused.faults()[0].1, "complainant_missing");
        }
        let corrected = json!({"name": NAME, "phone": "13900005678"});
        let done = put(1, corrected.clone()).await.expect(200);
        assert_eq!((&done.body["masked"], done.header("etag")), (&json!(true), "\"2\""));
        put(1, corrected).await.problem(412, "stale");
        let found = |phone: &str| officer.client().post("/v1/complaints/searches").json(&json!({"phone": phone}));
        assert_eq!(found("13900005678").await.expect(200).str("/items/0/id"), case.id);
        assert_eq!(office.kinds(&case).await, ["registered", "identity_recorded"]);
        assert_eq!(office.check(&case).await["intact"], true);
    }

    async fn ts_12_1_an_anonymous_complaint_has_no_name_and_is_handled_like_any_other(office: Office) {
        let named = json!({"anonymous": true, "complainant": {"name": NAME}});
        let answer = office.officer().tries_to_register(named).await.problem(422, "invalid");
        assert_eq!(answer.faults()[0].1, "anonymous_with_name");
        let case = office.officer().registers(json!({"anonymous": true, "complainant": null})).await;
        office.brings_to_handler(&case, "simple").await;
        assert_eq!(office.person("handler").looks_at(&case).await["complainant"], Value::Null);
        let path = format!("/v1/complaints/{}/complainant", case.id);
        office.officer().client().get(&path).await.problem(404, "not_found");
    }

    /// Being an investigator ends with the account.
    async fn a_dismissed_investigator_sees_nothing_more(office: Office) {
        let id = office.hires("second_handler", Role::Handler, "employment_section", None).await;
        let case = registered(&office).await;
        office.officer().does(&case, "acceptance", json!({})).await;
        let assignment = json!({"unit_id": office.unit("employment_section"), "complexity": "simple"});
        office.officer().does(&case, "assignment", assignment).await;
        let outsider = json!({"investigator_ids": [office.user("window_clerk")]});
        office.person("handler").tries(&case, "receipt", outsider).await.problem(422, "invalid");
        office.person("handler").does(&case, "receipt", json!({"investigator_ids": [id]})).await;
        let path = format!("/v1/complaints/{}/complainant", case.id);
        // Whoever signs and names another does not look.
        office.person("handler").client().get(&path).await.refused(403, "identity_sealed", "TS-13.2");
        let second = office.person("second_handler");
        assert_eq!(second.gets(&path).await["phone"], PHONE);
        let account = office.person("sys_admin").client().get(&format!("/v1/users/{id}")).await.expect(200);
        let off = office.person("sys_admin").client().patch(&format!("/v1/users/{id}"), json!({"active": false}));
        off.if_match(account.version()).await.expect(200);
        second.client().get(&path).await.problem(401, "session_ended");
    }
}

fn with_identity(mut changes: Value) -> Value {
    changes["complainant"] =
        json!({"kind": "person", "name": NAME, "phone": PHONE, "id_number": ID_NUMBER, "address": "测试街道甲号"});
    changes
}

async fn registered(office: &Office) -> Case {
    office.officer().registers(with_identity(json!({}))).await
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}
