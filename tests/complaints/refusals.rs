//! What the procedure refuses, each time with its article; and who may not ask at all.

use serde_json::json;
use yingshang_api::gate::Access;
use yingshang_api::routes;
use yingshang_rules::Role;

use super::office::{Refused, clock, result};

on_both_engines! {
    async fn ts_8_1_no_assignment_before_classification(office: Office) {
        let officer = office.officer();
        let case = officer.registers(json!({"category": null})).await;
        officer.does(&case, "acceptance", json!({})).await;
        let assignment = json!({"unit_id": office.unit("employment_section"), "complexity": "simple"});
        officer.tries(&case, "assignment", assignment.clone()).await.refused(422, "not_classified", "TS-8.1");
        officer.amends(&case, json!({"category": "service_norms"})).await.expect(200);
        officer.tries(&case, "assignment", assignment).await.expect(200);
    }

    async fn ts_11_3b_the_handling_unit_passes_nothing_on(office: Office) {
        let case = office.assigned("simple").await;
        let onward = json!({"unit_id": office.unit("labour_section"), "complexity": "simple"});
        for person in ["handler", "unit_leader"] {
            let answer = office.person(person).tries(&case, "assignment", onward.clone()).await;
            answer.refused(403, "onward_transfer_forbidden", "TS-11.3b");
        }
        // 信访室 may, until the unit has signed.
        office.officer().does(&case, "assignment", onward).await;
        office.person("handler").tries(&case, "receipt", json!({})).await.problem(404, "not_found");
    }

    async fn ts_12_2_no_investigation_in_depth_without_consent(office: Office) {
        let case = office.handling("simple").await;
        let (handler, leader) = (office.person("handler"), office.person("bureau_leader"));
        let step = json!({"method": "site_visit", "on": office.today(), "findings": "当日取号记录已调取。"});
        handler.tries(&case, "investigations", step.clone()).await.refused(
            422,
            "investigation_without_consent",
            "TS-12.2",
        );
        leader.does(&case, "investigation-approval", json!({"decision": "refused", "opinion": "先初查。"})).await;
        handler.tries(&case, "investigations", step.clone()).await.refused(
            422,
            "investigation_without_consent",
            "TS-12.2",
        );
        leader.does(&case, "investigation-approval", json!({"decision": "granted"})).await;
        let view = handler.does(&case, "investigations", step).await;
        assert_eq!(view["investigations"][0]["method"], "site_visit");
    }

    async fn ts_14_3_an_extension_is_asked_in_time_and_granted_by_another_and_once(office: Office) {
        office.at("2026-11-02T09:00:00+08:00");
        let case = office.handling("complex").await;
        let (handler, officer) = (office.person("handler"), office.officer());
        let asked = |days: u32| json!({"working_days": days, "reason": "需要调取外单位档案。"});
        handler.tries(&case, "extension-requests", asked(6)).await.refused(422, "extension_too_long", "TS-14.3");

        // Ten working days after 2 November: the 16th. Three working days before it: the 11th.
        office.at("2026-11-11T09:00:00+08:00");
        let view = handler.does(&case, "extension-requests", asked(3)).await;
        let request = view["extension_requests"][0]["request"]["id"].as_str().expect("an id");
        let decision = format!("extension-requests/{request}/decision");
        let yes = json!({"decision": "granted"});
        handler.tries(&case, &decision, yes.clone()).await.refused(403, "extension_by_handler", "TS-14.3");
        handler.tries(&case, "extension-requests", asked(3)).await.refused(409, "extension_pending", "TS-14.3");
        officer.tries(&case, &decision, json!({"decision": "granted", "working_days": 6})).await.refused(
            422,
            "extension_too_long",
            "TS-14.3",
        );
        officer.does(&case, &decision, yes.clone()).await;
        officer.tries(&case, &decision, yes).await.refused(422, "no_extension_request", "TS-14.3");
        handler.tries(&case, "extension-requests", asked(1)).await.refused(422, "extension_already_granted", "TS-14.3");
    }

    async fn ts_14_3_an_extension_asked_too_late_or_decided_after_the_limit_is_refused(office: Office) {
        office.at("2026-11-02T09:00:00+08:00");
        let (asked_late, decided_late) = (office.handling("complex").await, office.handling("complex").await);
        let (handler, officer) = (office.person("handler"), office.officer());
        let asked = json!({"working_days": 3, "reason": "需要调取外单位档案。"});
        let view = handler.does(&decided_late, "extension-requests", asked.clone()).await;
        office.at("2026-11-12T09:00:00+08:00");
        let late = handler.tries(&asked_late, "extension-requests", asked).await;
        let late = late.refused(422, "extension_too_late", "TS-14.3");
        assert_eq!(late.body["params"]["working_days_left"], 2);
        office.at("2026-11-17T00:00:00+08:00");
        let request = view["extension_requests"][0]["request"]["id"].as_str().expect("an id");
        let decision = format!("extension-requests/{request}/decision");
        officer.tries(&decided_late, &decision, json!({"decision": "granted"})).await.refused(
            422,
            "extension_decision_late",
            "TS-14.3",
        );
    }

    async fn ts_16_1_no_rework_without_new_evidence_and_reasons(office: Office) {
        let case = office.verified("objects").await;
        for body in [json!({}), json!({"new_evidence": "录像。"}), json!({"reasons": "不服。", "new_evidence": "  "})]
        {
            let answer = office.officer().tries(&case, "rework", body).await;
            answer.refused(422, "rework_without_new_evidence", "TS-16.1");
        }
    }

    async fn ts_16_1_no_rework_of_a_result_the_complainant_accepts(office: Office) {
        let case = office.verified("accepts").await;
        let body = json!({"new_evidence": "录像。", "reasons": "与结论不符。"});
        office.officer().tries(&case, "rework", body).await.refused(422, "complainant_accepts_result", "TS-16.1");
    }

    async fn ts_15_2_no_archive_before_the_conclusion(office: Office) {
        let case = office.verified("accepts").await;
        let archive = json!({"nature": "other", "dossier_number": "2026-1"});
        let answer = office.officer().tries(&case, "archiving", archive).await;
        let code = "archiving_before_conclusion";
        let answer = answer.refused(409, code, "TS-15.2").refused(409, code, "TS-20.1");
        assert_eq!(answer.body["params"]["status"], "verified");
    }

    async fn every_step_out_of_order_is_refused_with_its_article(office: Office) {
        let officer = office.officer();
        let case = officer.registers(json!({})).await;
        let assignment = json!({"unit_id": office.unit("employment_section"), "complexity": "simple"});
        let early = [
            ("assignment", assignment, "TS-11.3a"),
            ("verification", office.verification("accepts"), "TS-15.1"),
            ("rework", json!({"new_evidence": "录像。", "reasons": "不符。"}), "TS-16.1"),
            ("conclusion", json!({"ground": "result_accepted"}), "TS-19.1"),
            ("follow-ups", json!({"method": "phone"}), "TS-21.2"),
            ("reminders", json!({"text": "请抓紧办理。"}), "TS-10.1"),
            (
                "supervision-orders",
                json!({"kind": "listed_supervision", "cause": "late", "explanation": "逾期。"}),
                "TS-23.1",
            ),
        ];
        for (step, body, basis) in early {
            officer.tries(&case, step, body).await.refused(409, "wrong_state", basis);
        }
        officer.does(&case, "acceptance", json!({})).await;
        officer.tries(&case, "acceptance", json!({})).await.refused(409, "wrong_state", "TS-11.2a");
        let rejection = json!({"ground": "force_majeure", "reasons": "由不可抗力造成，不属于受理范围。"});
        officer.tries(&case, "rejection", rejection).await.refused(409, "wrong_state", "TS-6.1");
        let refusal =
            officer.tries(&case, "on-the-spot-answer", json!({"answer": "已经答复。", "method": "phone"})).await;
        refusal.refused(409, "wrong_state", "TS-7.5b");
        // Nothing of all this is on record.
        assert_eq!(office.kinds(&case).await, ["registered", "accepted", "document_issued"]);
    }

    async fn ts_18_1_nothing_follows_a_termination_but_the_archive(office: Office) {
        let officer = office.officer();
        let case = office.handling("simple").await;
        let ended = json!({"ground": "legal_procedure_begun", "explanation": "投诉人已申请行政复议。"});
        let view = officer.does(&case, "termination", ended).await;
        // Never counts as resolved: no conclusion, no outcome, its clock neither met nor missed.
        assert_eq!((&view["status"], &view["conclusion"]), (&json!("terminated"), &json!(null)));
        assert_eq!(clock(&view, "handling")["state"], "lifted");
        office.person("handler").tries(&case, "result", result("substantiated")).await.refused(
            409,
            "wrong_state",
            "TS-9.1",
        );
        officer.does(&case, "archiving", json!({"nature": "other", "dossier_number": "2026-2"})).await;
    }

    async fn the_contents_of_a_step_are_held_against_the_record(office: Office) {
        let officer = office.officer();
        let case = officer.registers(json!({})).await;
        officer.tries(&case, "acceptance", json!({"triage": "misunderstanding"})).await.refused(
            422,
            "triage_not_for_acceptance",
            "TS-7.5a",
        );
        let spot = json!({"triage": "deliberate_violation", "answer": "已经答复。", "method": "phone"});
        officer.tries(&case, "on-the-spot-answer", spot).await.refused(422, "violation_must_be_accepted", "TS-7.5a");
        let repeat = json!({"ground": "repeated_without_new_evidence", "reasons": "同一事项已经办结，没有新的证据。"});
        officer.tries(&case, "rejection", repeat).await.refused(422, "earlier_complaint_missing", "TS-6.4");
        officer
            .tries(&case, "rights-notice", json!({"method": "phone", "told_at": "2099-01-01T00:00:00+08:00"}))
            .await
            .refused(422, "in_the_future", "TS-11.1");
        officer.does(&case, "acceptance", json!({})).await;
        let own = json!({"unit_id": office.unit("letters_office"), "complexity": "simple"});
        officer.tries(&case, "assignment", own).await.refused(422, "acceptance_body_may_not_handle", "TS-3.1");

        let case = office.handling("simple").await;
        let handler = office.person("handler");
        let mut unanswered = result("substantiated");
        unanswered["accountability"] = json!([]);
        handler.tries(&case, "result", unanswered).await.refused(422, "accountability_missing", "TS-12.5");
        let mut nobody = result("substantiated");
        nobody["accountability"][0]["respondent"] = json!(2);
        handler.tries(&case, "result", nobody).await.refused(422, "unknown_respondent", "TS-12.5");
        handler.does(&case, "result", result("substantiated")).await;
        let unheard = json!({"complainant_opinion": "accepts", "note": "投诉人认可。"});
        officer.tries(&case, "verification", unheard).await.refused(422, "hearing_not_recorded", "TS-15.1");
        officer.does(&case, "verification", office.verification("objects")).await;
        for ground in ["result_accepted", "unsubstantiated"] {
            officer.tries(&case, "conclusion", json!({"ground": ground})).await.refused(
                422,
                "conclusion_ground_not_met",
                "TS-19.1",
            );
        }
    }

    /// The route table says who may call; the gate asks before anything else is looked at.
    async fn every_operation_on_cases_is_closed_to_strangers_and_to_other_roles(office: Office) {
        let mut walked = 0;
        for operation in routes::operations() {
            let ours = ["/v1/complaints", "/v1/public/complaints/", "/v1/deadlines", "/v1/events"];
            if !ours.iter().any(|start| operation.path.starts_with(start)) {
                continue;
            }
            walked += 1;
            let method = reqwest::Method::from_bytes(routes::method_of(&operation.method).as_str().as_bytes())
                .expect("a method");
            let path = concrete(&operation.path);
            let stranger = office.stranger().client().call(method.clone(), &path).await.problem(401, "unauthenticated");
            assert!(stranger.headers.contains_key("www-authenticate"), "{path}");
            let Access::Permission { roles, .. } = operation.access else {
                assert_eq!(operation.access, Access::Complainant, "{path}");
                continue;
            };
            for role in Role::ALL {
                let reply = office.server.role(*role).call(method.clone(), &path).await;
                if roles.contains(role) {
                    assert!(![401, 403].contains(&reply.status), "{role:?} {method} {path}: {}", reply.text);
                } else {
                    reply.problem(403, "permission_denied");
                }
            }
        }
        assert!(walked > 40, "{walked}");
    }

    /// What is offered can be done as it is offered, and what is closed says why, before anything is tried.
    async fn the_view_offers_what_this_person_may_do_and_says_why_not(office: Office) {
        let case = office.assigned("simple").await;
        let table: Vec<(String, String)> = routes::operations()
            .into_iter()
            .map(|operation| (routes::method_of(&operation.method).to_string(), operation.path))
            .collect();
        for person in ["acceptance_officer", "handler", "bureau_leader", "approval_office"] {
            let view = office.person(person).looks_at(&case).await;
            for action in view["actions"].as_array().expect("actions") {
                let path = action["href"].as_str().expect("a path").replace(&case.id, "{id}");
                let listed = table.iter().any(|(method, known)| action["method"] == method.as_str() && *known == path);
                assert!(listed, "{action}");
                assert_eq!(action["enabled"] == true, action["code"].is_null(), "{action}");
                assert_eq!(action["enabled"] == true, action["basis"] == json!([]), "{action}");
            }
        }
        let action = async |person: &str, name: &str| {
            let view = office.person(person).looks_at(&case).await;
            view["actions"].as_array().expect("actions").iter().find(|action| action["name"] == name).cloned()
        };
        assert_eq!(action("handler", "sign_receipt").await.expect("offered")["enabled"], true);
        let closed = action("handler", "submit_result").await.expect("shown");
        assert_eq!((&closed["enabled"], &closed["code"]), (&json!(false), &json!("wrong_state")));
        let tried = office.person("handler").tries(&case, "result", result("substantiated")).await;
        assert_eq!(tried.body["code"], closed["code"]);
        assert_eq!(action("handler", "assign").await, None, "another's task is not on the screen");
    }

    async fn of_two_who_read_the_same_version_one_is_told_to_read_again(office: Office) {
        let officer = office.officer();
        let case = officer.registers(json!({})).await;
        let accept = || {
            let call = officer.client().post(&format!("/v1/complaints/{}/acceptance", case.id));
            call.if_match(1).json(&json!({}))
        };
        let (one, two) = tokio::join!(accept(), accept());
        let mut statuses = [one.status, two.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 412]);
        assert_eq!(office.kinds(&case).await, ["registered", "accepted", "document_issued"]);
    }

    async fn a_write_names_the_version_it_read(office: Office) {
        let officer = office.officer();
        let case = officer.registers(json!({})).await;
        let accept = || officer.client().post(&format!("/v1/complaints/{}/acceptance", case.id)).json(&json!({}));
        accept().await.problem(428, "if_match_required");
        accept().header("If-Match", "\"x\"").await.problem(400, "invalid_header");
        let stale = accept().if_match(7).await.problem(412, "stale");
        assert_eq!((stale.header("etag"), &stale.body["params"]["current_version"]), ("\"1\"", &json!(1)));
        // nginx weakens what it compresses.
        let done = accept().header("If-Match", "W/\"1\"").await.expect(200);
        assert_eq!((done.header("etag"), done.version()), ("\"2\"", 2));
        let read = officer.client().get(&format!("/v1/complaints/{}", case.id));
        read.header("If-None-Match", "\"2\"").await.expect(304);
    }
}

/// The path with a word for each variable.
fn concrete(path: &str) -> String {
    let word = |part: &str| if part.starts_with('{') { "nothing-here".to_owned() } else { part.to_owned() };
    path.split('/').map(word).collect::<Vec<_>>().join("/")
}
