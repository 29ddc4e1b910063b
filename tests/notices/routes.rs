//! The six ways an enquiry can go: each with what the text orders to be registered or told.

use serde_json::json;

use super::enquiry::{NOTICES, asked, enquiry, telling, to_colleague, visitor};
use crate::counter::at_the_counter;
use crate::counter::office::{Refused, UNIT, assert_clock, documents, offer};

at_the_counter! {
    /// YC-2.1: whoever is asked and competent handles it; nobody else of the unit tells in their place but its head.
    async fn yc_4_2_who_is_asked_and_competent_is_the_handler(counter: Counter) {
        let clerk = counter.clerk();
        let case = asked(&clerk).await;
        assert_eq!(case.number, "GZ-2026-000001");
        let view = clerk.looks_at(&case).await;
        assert_eq!(
            (&view["kind"], &view["status"], &view["unit_id"]),
            (&json!("enquiry"), &json!("open"), &json!(counter.unit(UNIT)))
        );
        assert_eq!(
            (&view["first_contact_id"], &view["handler_id"]),
            (&json!(counter.user("clerk")), &json!(counter.user("clerk")))
        );
        assert_eq!(
            (&view["hand_overs"][0]["route"]["competence"], &view["visitor"]),
            (&json!("same_person"), &json!(null))
        );
        assert_eq!(view["deadlines"], json!([]), "told on the spot");
        assert_eq!(offer(&view, "tell")["enabled"], true);

        let other = counter.person("first_handler");
        other.tries(&case, "telling", telling()).await.refused(403, "not_the_handler", &["YC-2.1", "YC-4.2"]);
        assert!(
            other.looks_at(&case).await["actions"]
                .as_array()
                .expect("actions")
                .iter()
                .all(|step| step["name"] != "tell")
        );
        let view = counter.person("head").does(&case, "telling", telling()).await;
        assert_eq!((&view["status"], &view["telling"]["recorded_by"]), (&json!("told"), &json!(counter.user("head"))));
        assert_eq!(counter.kinds(&case).await, ["opened", "handed_over", "told", "document_issued"]);
        assert!(counter.is_intact(&case).await);
    }

    async fn yc_4_2_who_is_not_competent_introduces_the_handler_of_the_unit(counter: Counter) {
        let clerk = counter.clerk();
        let unnamed = clerk.tries_to_open(NOTICES, enquiry(json!({"competence": "same_unit"}), json!({}))).await;
        assert_eq!(
            unnamed.refused(422, "route_incomplete", &["YC-4.2"]).body["params"]["fields"],
            json!(["handler_id"])
        );
        // Somebody of another unit, and nobody at all.
        let outsider = counter.server.app.store.read(|conn| yingshang_store::user::by_username(conn, "handler")).await;
        let outsider = outsider.expect("reads").expect("a seeded account").id;
        for id in [outsider.as_str(), "nobody"] {
            let route = json!({"competence": "same_unit", "handler_id": id});
            let refused = clerk.tries_to_open(NOTICES, enquiry(route, json!({}))).await.problem(422, "invalid");
            assert_eq!(refused.faults(), [("/route/handler_id".to_owned(), "unknown_reference".to_owned())]);
            assert_eq!(refused.body["basis"][0]["obligation"], "YC-4.2", "{}", refused.text);
        }
        let case = clerk.opens(NOTICES, enquiry(to_colleague(&counter, "same_unit", "first_handler"), json!({}))).await;
        assert_eq!(case.number, "GZ-2026-000001", "what was refused took no number");
        clerk.tries(&case, "telling", telling()).await.refused(403, "not_the_handler", &["YC-2.1", "YC-4.2"]);
        let view = counter.person("first_handler").does(&case, "telling", telling()).await;
        assert_eq!((&view["status"], &view["first_contact_id"]), (&json!("told"), &json!(counter.user("clerk"))));
    }

    /// The visitor is registered, the enquiry passed on within a working day, and the one it waits for takes it over.
    async fn yc_5_1_an_absent_handler_is_waited_for(counter: Counter) {
        counter.at("2026-04-03T16:00:00+08:00");
        let clerk = counter.clerk();
        let nothing = clerk.tries_to_open(NOTICES, enquiry(json!({"competence": "absent_handler"}), json!({}))).await;
        assert_eq!(
            nothing.refused(422, "route_incomplete", &["YC-5.1"]).body["params"]["fields"],
            json!(["handler_id", "visitor"])
        );
        let route = to_colleague(&counter, "absent_handler", "first_handler");
        for half in [
            json!({"kind": "person", "name": "测试丙"}),
            json!({"kind": "person", "phone": "13900004321"}),
            json!({"kind": "person"}),
        ] {
            let refused = clerk.tries_to_open(NOTICES, enquiry(route.clone(), json!({"visitor": half}))).await;
            assert_eq!(
                refused.refused(422, "route_incomplete", &["YC-5.1"]).body["params"]["fields"],
                json!(["visitor"])
            );
        }
        let case = clerk.opens(NOTICES, enquiry(route, json!({"visitor": visitor()}))).await;
        let view = clerk.looks_at(&case).await;
        assert_eq!((&view["status"], &view["visitor"]["masked"]), (&json!("passed_on"), &json!(true)));
        // One working day: 清明节 lies between.
        assert_clock(&view, "passing_on", "2026-04-07", "amber", "YC-5.1");
        let absent = counter.person("first_handler");
        absent.tries(&case, "telling", telling()).await.refused(409, "wrong_state", &["YC-2.1", "YC-4.1"]);
        for other in ["clerk", "second_handler"] {
            counter.person(other).tries(&case, "take-over", json!({})).await.refused(
                403,
                "not_the_handler",
                &["YC-2.1", "YC-4.2"],
            );
        }
        counter.at("2026-04-07T10:00:00+08:00");
        let view = absent.does(&case, "take-over", json!({"note": "已电话联系，约定次日到窗口。"})).await;
        assert_eq!(
            (&view["status"], &view["take_over"]["recorded_by"]),
            (&json!("open"), &json!(counter.user("first_handler")))
        );
        assert_clock(&view, "passing_on", "2026-04-07", "met", "YC-5.1");
        absent.does(&case, "telling", telling()).await;
        assert!(counter.is_intact(&case).await);
    }

    /// The head may take over for a handler who stays away; that it came late is on record once.
    async fn yc_5_1_what_is_not_taken_over_in_time_turns_red(counter: Counter) {
        let route = to_colleague(&counter, "absent_handler", "first_handler");
        let case = counter.clerk().opens(NOTICES, enquiry(route, json!({"visitor": visitor()}))).await;
        for moment in ["2026-03-03T10:00:00+08:00", "2026-03-04T00:00:00+08:00", "2026-03-04T10:00:00+08:00"] {
            counter.at(moment);
            counter.sweep().await;
        }
        let kinds = counter.kinds(&case).await;
        assert_eq!(kinds, ["opened", "handed_over", "deadline_turned_amber", "deadline_turned_red"]);
        let view = counter.person("head").does(&case, "take-over", json!({})).await;
        assert_clock(&view, "passing_on", "2026-03-03", "missed", "YC-5.1");
        assert_eq!(view["handler_id"], json!(counter.user("head")));
        counter.person("first_handler").tries(&case, "telling", telling()).await.refused(
            403,
            "not_the_handler",
            &["YC-2.1"],
        );
    }

    async fn yc_5_1_without_a_clear_handler_the_head_names_one(counter: Counter) {
        let clerk = counter.clerk();
        let case = clerk.opens(NOTICES, enquiry(json!({"competence": "no_clear_handler"}), json!({}))).await;
        let view = clerk.looks_at(&case).await;
        assert_eq!((&view["status"], &view["handler_id"]), (&json!("with_head"), &json!(null)));
        assert_clock(&view, "head_decision", "2026-03-03", "amber", "YC-5.1");
        let named = json!({"handler_id": counter.user("second_handler")});
        for person in ["clerk", "second_handler"] {
            counter.person(person).tries(&case, "handler", named.clone()).await.refused(
                403,
                "not_entrusted",
                &["YC-5.1"],
            );
        }
        counter.person("unit_leader").tries(&case, "handler", named.clone()).await.problem(404, "not_found");
        let head = counter.person("head");
        let unknown = head.tries(&case, "handler", json!({"handler_id": "nobody"})).await.problem(422, "invalid");
        assert_eq!(unknown.faults(), [("/handler_id".to_owned(), "unknown_reference".to_owned())]);
        clerk.tries(&case, "telling", telling()).await.refused(409, "wrong_state", &["YC-2.1"]);
        let view = head.does(&case, "handler", named.clone()).await;
        assert_eq!((&view["status"], &view["handler_id"]), (&json!("open"), &named["handler_id"]));
        assert_clock(&view, "head_decision", "2026-03-03", "met", "YC-5.1");
        head.tries(&case, "handler", named).await.refused(409, "wrong_state", &["YC-5.1"]);
        counter.person("second_handler").does(&case, "telling", telling()).await;
        assert_eq!(
            counter.kinds(&case).await,
            ["opened", "handed_over", "handler_assigned", "told", "document_issued"]
        );
    }

    /// Another unit of the bureau: which, its telephone, and why.
    async fn yc_7_1_another_unit_is_named_with_its_telephone(counter: Counter) {
        let clerk = counter.clerk();
        let nothing = clerk.tries_to_open(NOTICES, enquiry(json!({"competence": "other_unit"}), json!({}))).await;
        let nothing = nothing.refused(422, "route_incomplete", &["YC-7.1"]);
        assert_eq!(nothing.body["params"]["fields"], json!(["unit_id", "phone", "explanation"]));
        let unit = counter.unit("injury_department");
        let route = json!({"competence": "other_unit", "unit_id": unit, "phone": "024-00000006", "explanation": "工伤认定由该部门办理。"});
        let mut nowhere = route.clone();
        nowhere["unit_id"] = json!("nowhere");
        let nowhere = clerk.tries_to_open(NOTICES, enquiry(nowhere, json!({}))).await.problem(422, "invalid");
        assert_eq!(nowhere.faults(), [("/route/unit_id".to_owned(), "unknown_reference".to_owned())]);
        let case = clerk.opens(NOTICES, enquiry(route, json!({}))).await;
        let view = clerk.looks_at(&case).await;
        assert_eq!(
            (&view["status"], &view["handler_id"], documents(&view)),
            (&json!("redirected"), &json!(null), vec!["one_time_notice".to_owned()])
        );
        let paper = clerk.gets(view["documents"][0]["href"].as_str().expect("a path")).await.to_string();
        for told in ["社保中心工伤保险部", "024-00000006", "工伤认定由该部门办理"] {
            assert!(paper.contains(told), "{told}: {paper}");
        }
        counter.person("head").tries(&case, "telling", telling()).await.refused(409, "wrong_state", &["FW-5.2"]);
    }

    async fn yc_8_1_another_authority_is_named_and_why(counter: Counter) {
        let clerk = counter.clerk();
        let nothing = clerk.tries_to_open(NOTICES, enquiry(json!({"competence": "other_authority"}), json!({}))).await;
        let nothing = nothing.refused(422, "route_incomplete", &["YC-8.1"]);
        assert_eq!(nothing.body["params"]["fields"], json!(["authority", "explanation"]));
        let route = json!({"competence": "other_authority", "authority": "县市场监督管理局", "explanation": "营业执照由该局核发。"});
        let case = clerk.opens(NOTICES, enquiry(route, json!({}))).await;
        let view = clerk.looks_at(&case).await;
        assert_eq!((&view["status"], documents(&view)), (&json!("redirected"), vec!["one_time_notice".to_owned()]));
        let paper = clerk.gets(view["documents"][0]["href"].as_str().expect("a path")).await.to_string();
        assert!(paper.contains("县市场监督管理局") && paper.contains("营业执照由该局核发"), "{paper}");
    }

    /// YC-5.1 YC-8.1: every hand-over stays on record, in order, with who made it.
    async fn yc_4_2_the_chain_of_hand_overs_is_kept(counter: Counter) {
        let case = counter
            .clerk()
            .opens(NOTICES, enquiry(to_colleague(&counter, "same_unit", "first_handler"), json!({})))
            .await;
        let (first, second) = (counter.person("first_handler"), counter.person("second_handler"));
        let absent = json!({"route": to_colleague(&counter, "absent_handler", "second_handler")});
        first.tries(&case, "hand-overs", absent.clone()).await.refused(422, "route_incomplete", &["YC-5.1"]);
        first
            .client()
            .put(&format!("{}/visitor", case.path))
            .header("If-Match", "*")
            .json(&visitor())
            .await
            .expect(200);
        let view = first.does(&case, "hand-overs", absent.clone()).await;
        assert_eq!(
            (&view["status"], &view["handler_id"]),
            (&json!("passed_on"), &json!(counter.user("second_handler")))
        );
        first.tries(&case, "hand-overs", absent).await.refused(409, "wrong_state", &["YC-4.2"]);
        second.does(&case, "take-over", json!({})).await;
        let elsewhere = json!({"competence": "other_authority", "authority": "县医疗保障局", "explanation": "医保待遇由该局核定。"});
        let view = second.does(&case, "hand-overs", json!({"route": elsewhere})).await;
        assert_eq!((&view["status"], &view["handler_id"]), (&json!("redirected"), &json!(null)));
        let chain: Vec<_> = view["hand_overs"]
            .as_array()
            .expect("hand-overs")
            .iter()
            .map(|made| (made["recorded_by"].clone(), made["route"]["competence"].clone()))
            .collect();
        assert_eq!(
            chain,
            [
                (json!(counter.user("clerk")), json!("same_unit")),
                (json!(counter.user("first_handler")), json!("absent_handler")),
                (json!(counter.user("second_handler")), json!("other_authority")),
            ]
        );
        let log = counter.log(&case).await;
        let kinds: Vec<&str> = log.iter().filter_map(|entry| entry["kind"].as_str()).collect();
        assert_eq!(
            kinds,
            [
                "opened",
                "handed_over",
                "identity_recorded",
                "handed_over",
                "taken_over",
                "handed_over",
                "document_issued"
            ]
        );
        let text = serde_json::to_string(&log).expect("JSON");
        assert!(!text.contains("测试丙") && !text.contains("13900004321") && !text.contains("医保待遇"), "{text}");
        assert!(counter.is_intact(&case).await);
    }
}
