//! Notices are read and written like everything else: versions, repeats, trials; and whose eyes they are for.

use serde_json::json;

use super::enquiry::{NOTICES, asked, enquiry, telling, to_colleague, visitor};
use crate::counter::at_the_counter;
use crate::counter::office::Refused;

at_the_counter! {
    async fn an_enquiry_is_repeated_tried_and_guarded(counter: Counter) {
        let clerk = counter.clerk();
        let body = enquiry(json!({"competence": "same_person"}), json!({}));
        let tried = clerk.client().post("/v1/notices?dry_run=true").json(&body).await.expect(201);
        assert_eq!((tried.header("dry-run"), tried.str("/number")), ("true", "GZ-2026-000001"));
        assert_eq!(clerk.gets(NOTICES).await["items"], json!([]));
        let first = clerk.client().post(NOTICES).key("e1").json(&body).await.expect(201);
        assert_eq!((first.str("/number"), first.header("etag")), ("GZ-2026-000001", "\"1\""));
        let again = clerk.client().post(NOTICES).key("e1").json(&body).await.expect(201);
        assert_eq!((again.header("idempotency-replayed"), &again.text), ("true", &first.text));
        let path = first.header("location").to_owned();
        assert_eq!(path, format!("{NOTICES}/{}", first.str("/id")));

        assert_eq!(clerk.client().get(&path).header("If-None-Match", "\"1\"").await.status, 304);
        let tell = format!("{path}/telling");
        clerk.client().post(&tell).json(&telling()).await.problem(428, "if_match_required");
        clerk.client().post(&tell).if_match(9).json(&telling()).await.problem(412, "stale");
        clerk.client().post(&format!("{tell}?dry_run=true")).if_match(1).json(&telling()).await.expect(200);
        assert_eq!(clerk.gets(&path).await["status"], "open");
        let told = clerk.client().post(&tell).if_match(1).key("t1").json(&telling()).await.expect(200);
        assert_eq!(told.header("etag"), "\"2\"");
        let again = clerk.client().post(&tell).if_match(1).key("t1").json(&telling()).await.expect(200);
        assert_eq!((again.header("idempotency-replayed"), &again.text), ("true", &told.text));
        let seen = clerk.client().get(&path).header("If-None-Match", "\"1\"").await.expect(200);
        assert_eq!((seen.header("etag"), seen.str("/documents/0/number")), ("\"2\"", "人社告知〔2026〕1号"));
    }

    async fn an_imported_enquiry_is_known_by_its_pair(counter: Counter) {
        let clerk = counter.clerk();
        let body =
            enquiry(json!({"competence": "same_person"}), json!({"source_system": "hotline", "external_ref": "8"}));
        let case = clerk.opens(NOTICES, body.clone()).await;
        clerk.tries_to_open(NOTICES, body).await.problem(409, "external_ref_taken");
        let half = enquiry(json!({"competence": "same_person"}), json!({"external_ref": "9"}));
        assert_eq!(clerk.tries_to_open(NOTICES, half).await.problem(422, "invalid").faults()[0].1, "incomplete_pair");
        let found = clerk.gets("/v1/notices?source_system=hotline&external_ref=8").await;
        assert_eq!(found["items"][0]["id"], json!(case.id));
    }

    async fn all_faults_of_an_enquiry_come_at_once(counter: Counter) {
        let body = json!({
            "channel": "window", "matter": "", "item_id": "nothing", "route": {"competence": "sideways"}, "colour": "red"
        });
        let shape = counter.clerk().tries_to_open(NOTICES, body).await.problem(422, "invalid");
        let places: Vec<String> = shape.faults().into_iter().map(|(place, _)| place).collect();
        assert_eq!(places, ["/colour", "/matter", "/route/competence"], "{}", shape.text);
        let body = enquiry(
            json!({"competence": "same_unit", "handler_id": "nobody", "unit_id": "nowhere"}),
            json!({
                "item_id": "nothing", "visitor": {"kind": "person", "name": "测试丙", "phone": "12"}
            }),
        );
        let content = counter.clerk().tries_to_open(NOTICES, body).await.problem(422, "invalid");
        let places: Vec<String> = content.faults().into_iter().map(|(place, _)| place).collect();
        assert_eq!(places, ["/item_id", "/route/handler_id", "/route/unit_id", "/visitor/phone"], "{}", content.text);
    }

    /// The unit, the person first asked and those who oversee; nobody else knows that there is one.
    async fn a_notice_is_for_its_unit_and_those_who_oversee(counter: Counter) {
        let case = asked(&counter.clerk()).await;
        for person in [
            "first_handler",
            "head",
            "approval_office",
            "acceptance_officer",
            "bureau_leader",
            "other_leader",
            "leading_group_office",
            "assessment_team",
            "discipline_officer",
        ] {
            assert_eq!(counter.person(person).looks_at(&case).await["number"], json!(case.number), "{person}");
        }
        for person in ["handler", "unit_leader", "window_clerk", "integration"] {
            counter.person(person).client().get(&case.path).await.problem(404, "not_found");
            assert_eq!(counter.person(person).gets(NOTICES).await["items"], json!([]), "{person}");
        }
        for person in ["sys_admin", "sec_admin", "auditor", "duty_leader"] {
            counter.person(person).client().get(&case.path).await.problem(403, "permission_denied");
        }
    }

    /// Whoever was asked first in another house of the bureau keeps sight of the enquiry.
    async fn yc_2_1_the_person_first_asked_answers_for_the_way(counter: Counter) {
        let at_the_hall = counter.person("window_clerk");
        let route = json!({"competence": "other_unit", "unit_id": counter.unit("pension_department"), "phone": "024-00000005", "explanation": "养老保险业务。"});
        let case = at_the_hall.opens(NOTICES, enquiry(route, json!({}))).await;
        assert_eq!(at_the_hall.looks_at(&case).await["status"], "redirected");
        counter.person("clerk").client().get(&case.path).await.problem(404, "not_found");
    }

    /// YC-5.1: the telephone is there for those who must call, each look on record; elsewhere it is blotted out or absent.
    async fn the_visitor_is_known_to_the_unit_alone(counter: Counter) {
        let route = to_colleague(&counter, "absent_handler", "first_handler");
        let case = counter.clerk().opens(NOTICES, enquiry(route, json!({"visitor": visitor()}))).await;
        let path = format!("{}/visitor", case.path);
        for person in ["clerk", "first_handler", "approval_office"] {
            let seen = counter.person(person).gets(&path).await;
            assert_eq!(
                (&seen["name"], &seen["phone"], &seen["masked"]),
                (&json!("测试丙"), &json!("13900004321"), &json!(false))
            );
        }
        for person in ["bureau_leader", "leading_group_office"] {
            counter.person(person).client().get(&path).await.problem(403, "permission_denied");
            let view = counter.person(person).looks_at(&case).await;
            assert_eq!(view["visitor"]["masked"], true);
            assert!(!view.to_string().contains("测试丙") && !view.to_string().contains("13900004321"), "{view}");
        }
        counter.person("handler").client().get(&path).await.problem(404, "not_found");
        let looks = counter.kinds(&case).await.into_iter().filter(|kind| kind == "identity_viewed").count();
        assert_eq!(looks, 3);
        let list = counter.clerk().client().get(NOTICES).await.expect(200);
        assert!(!list.text.contains("visitor") && !list.text.contains("13900004321"), "{}", list.text);
        counter.sweep().await;
        let feed = counter.person("integration").client().get("/v1/events?limit=200").await.expect(200);
        assert!(
            feed.text.contains("notice.opened") && !feed.text.contains("测试丙") && !feed.text.contains("13900004321"),
            "{}",
            feed.text
        );
        let nameless = json!({"kind": "person", "phone": "13900004321"});
        let call = counter.clerk().client().put(&path).header("If-Match", "*").json(&nameless);
        assert_eq!(call.await.problem(422, "invalid").faults()[0].1, "name_missing");
    }

    async fn what_is_closed_says_why(counter: Counter) {
        let case = asked(&counter.clerk()).await;
        let view = counter.clerk().does(&case, "telling", telling()).await;
        let closed: Vec<_> =
            view["actions"].as_array().expect("actions").iter().filter(|step| step["enabled"] == false).collect();
        assert!(closed.len() >= 3, "{view:#}");
        for step in closed {
            assert!(!step["basis"].as_array().expect("a basis").is_empty(), "{step}");
            let href = step["href"]
                .as_str()
                .expect("a path")
                .trim_start_matches(&case.path)
                .trim_start_matches('/')
                .to_owned();
            if step["name"] == "consult" {
                assert_eq!(href, "consultations");
                let tried =
                    counter.clerk().tries(&case, &href, json!({"question": "问。", "conclusion": "答。"})).await;
                tried.refused(409, step["code"].as_str().expect("a code"), &["YC-6.2"]);
            }
        }
    }
}
