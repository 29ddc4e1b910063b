//! Taking complaints in: once, completely, and by those who may.

use serde_json::json;

use super::office::{Refused, clock, complaint, result};

on_both_engines! {
    async fn the_same_key_registers_once_and_gives_the_same_code(office: Office) {
        let send = |who: &str, changes| {
            office.person(who).client().post("/v1/complaints").key("intake-0001").json(&complaint(changes))
        };
        let first = send("acceptance_officer", json!({})).await.expect(201);
        let again = send("acceptance_officer", json!({})).await.expect(201);
        assert_eq!((first.header("idempotency-replayed"), again.header("idempotency-replayed")), ("", "true"));
        assert_eq!(first.text, again.text);
        assert!(first.str("/query_code").len() >= 8);
        assert_eq!(office.officer().counts("/v1/complaints").await, 1);
        send("acceptance_officer", json!({"title": "另一件事"})).await.problem(422, "key_reused");
        // A key belongs to whoever used it.
        send("window_clerk", json!({"title": "另一件事"})).await.expect(201);
    }

    async fn the_same_key_sent_twice_at_once_registers_once(office: Office) {
        let send = || office.officer().client().post("/v1/complaints").key("twice").json(&complaint(json!({})));
        let (one, two) = tokio::join!(send(), send());
        for reply in [&one, &two] {
            // Whoever comes second gets the first answer, or is told to ask again.
            assert!(reply.status == 201 || reply.body["code"] == "request_in_progress", "{}", reply.text);
        }
        assert_eq!(office.officer().counts("/v1/complaints").await, 1);
    }

    async fn a_dry_run_answers_the_same_and_leaves_nothing(office: Office) {
        let officer = office.officer();
        let send = |query: &str| {
            officer.client().post(&format!("/v1/complaints{query}")).key("dry-then-real").json(&complaint(json!({})))
        };
        let dry = send("?dry_run=true").await.expect(201);
        assert_eq!(dry.header("dry-run"), "true");
        assert_eq!(officer.counts("/v1/complaints").await, 0);
        // Neither the number nor the key is used up.
        let real = send("").await.expect(201);
        assert_eq!((real.header("idempotency-replayed"), real.str("/complaint/number")), ("", "TS-2026-000001"));

        let path = format!("/v1/complaints/{}", real.str("/complaint/id"));
        let accept = officer.client().post(&format!("{path}/acceptance?dry_run=true")).if_match(1).json(&json!({}));
        assert_eq!(accept.await.expect(200).str("/status"), "accepted");
        let view = officer.gets(&path).await;
        assert_eq!((&view["status"], &view["version"]), (&json!("registered"), &json!(1)));
        let timeline = officer.gets(&format!("{path}/timeline")).await;
        assert_eq!(timeline["items"].as_array().map(Vec::len), Some(1));
    }

    /// All faults of a body come in one answer, and none repeats what was sent.
    async fn ts_11_1_a_registration_is_complete_and_every_fault_is_told_at_once(office: Office) {
        let officer = office.officer();
        let answer = officer.tries_to_register(json!({"title": "", "colour": "red"})).await.problem(422, "invalid");
        let places: Vec<String> = answer.faults().into_iter().map(|(place, _)| place).collect();
        assert_eq!(places, ["/colour", "/title"]);

        let numbers = json!({"name": "测试甲", "phone": "1390000000", "id_number": "110101190001010000"});
        let answer = officer.tries_to_register(json!({"complainant": numbers})).await.problem(422, "invalid");
        let places: Vec<String> = answer.faults().into_iter().map(|(place, _)| place).collect();
        assert_eq!(places, ["/complainant/id_number", "/complainant/phone"]);
        for secret in ["1390000000", "110101190001010000", "测试甲"] {
            assert!(!answer.text.contains(secret), "{}", answer.text);
        }
        let nameless = officer.tries_to_register(json!({"complainant": null})).await.problem(422, "invalid");
        assert_eq!(nameless.faults()[0], ("/complainant".to_owned(), "complainant_missing".to_owned()));
    }

    async fn ts_4_1_every_channel_is_taken_in_and_a_transfer_names_its_source(office: Office) {
        let officer = office.officer();
        for channel in ["phone", "letter", "visit"] {
            officer.registers(json!({"channel": channel})).await;
        }
        let without = json!({"channel": "superior_transfer", "transferring_body": "市人社局"});
        officer.tries_to_register(without).await.refused(422, "transfer_source_missing", "TS-4.1");
        let transfer = json!({
            "channel": "superior_transfer", "category": "superior_assigned", "transferring_body": "市人社局",
            "transfer_number": "转〔2026〕12号", "source_system": "city-petitions", "external_ref": "A-0042"
        });
        let case = officer.registers(transfer.clone()).await;
        let view = officer.looks_at(&case).await;
        assert_eq!((&view["transfer_number"], &view["external_ref"]), (&json!("转〔2026〕12号"), &json!("A-0042")));
        let found = officer.gets("/v1/complaints?source_system=city-petitions&external_ref=A-0042").await;
        assert_eq!(found["items"][0]["id"], json!(case.id));

        officer.tries_to_register(transfer).await.problem(409, "external_ref_taken");
        let half = officer.tries_to_register(json!({"source_system": "city-petitions"})).await.problem(422, "invalid");
        assert_eq!(half.faults()[0], ("/external_ref".to_owned(), "incomplete_pair".to_owned()));
    }

    /// 行政审批室 takes complaints in; so do windows, duty leaders and machines. 信访室 alone decides.
    async fn gz_4_1_several_take_in_and_ts_3_1_one_decides(office: Office) {
        for person in ["approval_office", "window_clerk", "duty_leader", "integration"] {
            let case = office.person(person).registers(json!({})).await;
            let refused = office.person(person).tries(&case, "acceptance", json!({})).await;
            match person {
                // It stands in when 信访室 itself is complained about, and only then.
                "approval_office" => refused.refused(403, "not_entrusted", "TS-3.1"),
                _ => refused.problem(403, "permission_denied"),
            };
            let view = office.person(person).looks_at(&case).await;
            assert_eq!(view["registered_by"], json!(office.user(person)));
            office.officer().does(&case, "acceptance", json!({})).await;
        }
    }

    async fn a_case_with_several_respondents_names_who_answers_for_it(office: Office) {
        let officer = office.officer();
        let person = office.staff("labour_section", "丙").await;
        let case = officer
            .registers(json!({"respondents": [
                {"unit_id": office.unit("injury_department")}, {"staff_id": person}, {"description": "不知姓名的保安"}
            ]}))
            .await;
        let view = officer.looks_at(&case).await;
        assert_eq!(view["respondents"].as_array().map(Vec::len), Some(3));
        assert_eq!(view["respondents"][1]["staff_unit_id"], json!(office.unit("labour_section")));
        office.brings_to_handler(&case, "simple").await;
        let mut result = result("partly_substantiated");
        result["accountability"] =
            json!([{"respondent": 1, "form": "criticism"}, {"respondent": 3, "form": "transfer"}]);
        let view = office.person("handler").does(&case, "result", result).await;
        assert_eq!(view["results"][0]["accountability"][1]["respondent"], 3);
        let unknown = json!({"respondents": [{"unit_id": "none"}, {"staff_id": "none"}]});
        let unknown = officer.tries_to_register(unknown).await.problem(422, "invalid");
        assert_eq!(unknown.faults().len(), 2, "{}", unknown.text);
        let nobody = officer.tries_to_register(json!({"respondents": [{}]})).await;
        nobody.refused(422, "respondent_not_named", "TS-11.1");
    }

    async fn an_amendment_keeps_what_it_does_not_name_and_clears_with_null(office: Office) {
        let officer = office.officer();
        let case = officer.registers(json!({"occurred_on": "2026-02-27"})).await;
        let view = officer.amends(&case, json!({"title": "窗口三点停止取号"})).await.expect(200).body;
        assert_eq!((&view["title"], &view["occurred_on"]), (&json!("窗口三点停止取号"), &json!("2026-02-27")));
        let view = officer.amends(&case, json!({"occurred_on": null})).await.expect(200).body;
        assert_eq!((&view["occurred_on"], &view["category"]), (&json!(null), &json!("refusal_or_delay")));
        for field in ["title", "content", "category", "consent_to_disclose", "respondents"] {
            let refused = officer.amends(&case, json!({field: null})).await.problem(422, "invalid");
            assert_eq!(refused.faults()[0].0, format!("/{field}"), "{}", refused.text);
        }
        assert_eq!(officer.amends(&case, json!({})).await.problem(422, "invalid").faults()[0].1, "nothing_to_amend");
        assert_eq!(office.kinds(&case).await, ["registered", "amended", "amended"]);
        officer.amends(&case, json!({"status": "concluded"})).await.problem(422, "invalid");
        officer.amends(&case, json!({"occurred_on": "2099-01-01"})).await.refused(422, "in_the_future", "TS-11.1");
        assert_eq!(office.check(&case).await["intact"], true);
    }

    /// What can be answered at once is; a refusal gives detailed reasons; both settle the clocks.
    async fn ts_7_5b_an_answer_on_the_spot_and_ts_6_1_a_refusal_settle_a_case(office: Office) {
        let officer = office.officer();
        let case = officer.registers(json!({})).await;
        let answer = json!({"triage": "misunderstanding", "answer": "申领条件已当面说明。", "method": "in_person"});
        let view = officer.does(&case, "on-the-spot-answer", answer).await;
        assert_eq!(view["status"], "answered");
        for kind in ["acceptance_decision", "reply_pledge"] {
            assert_eq!(clock(&view, kind)["state"], "met");
        }
        let case = officer.registers(json!({})).await;
        let short = json!({"ground": "civil_dispute", "reasons": "纠纷"});
        officer.tries(&case, "rejection", short).await.problem(422, "invalid");
        let reasons = json!({"ground": "civil_dispute", "reasons": "两家企业之间的合同纠纷，请依法起诉或申请仲裁。"});
        let view = officer.does(&case, "rejection", reasons).await;
        assert_eq!((&view["status"], &view["rejection"]["ground"]), (&json!("rejected"), &json!("civil_dispute")));
        // TS-11.2d: where to turn next.
        assert!(
            view["remedies"].as_array().expect("remedies").iter().any(|r| r["basis"][0]["obligation"] == "TS-11.2d")
        );
    }

    async fn ts_7_1_the_hotline_is_published(office: Office) {
        let info = office.stranger().gets("/v1/public/service-info").await;
        assert_eq!(info["basis"][0]["obligation"], "TS-7.1");
        assert_eq!(info["complaint_hotline"], "12333");
    }
}
