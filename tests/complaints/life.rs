//! One complaint from registration to its archive, across the holidays of October 2026, every deadline explained.

use serde_json::{Value, json};

use super::office::{clock, result};

on_both_engines! {
    /// Day by day: TS-3.1 TS-11.2a TS-11.2b TS-8.1 TS-11.3a TS-9.1 TS-14.1 TS-12.3 TS-12.6 GZ-4.2 TS-15.1 TS-19.1 TS-15.2
    /// TS-20.1 TS-21.1.
    async fn ts_11_1_a_complaint_walks_from_registration_to_its_archive(office: Office) {
        let officer = office.officer();
        office.at("2026-09-22T10:00:00+08:00");
        let case = officer.registers(json!({"received_at": "2026-09-22T09:30:00+08:00"})).await;
        assert_eq!(case.number, "TS-2026-000001");
        let view = officer.looks_at(&case).await;
        assert_eq!(view["status"], "registered");
        assert_clock(&view, "acceptance_decision", "2026-09-28", "running", "TS-11.2a");
        assert_clock(&view, "reply_pledge", "2026-10-13", "running", "GZ-4.2");

        // TS-7.6: what was told, and when.
        officer.does(&case, "rights-notice", json!({"method": "phone", "told_at": "2026-09-22T09:40:00+08:00"})).await;

        office.at("2026-09-24T09:00:00+08:00");
        let view = officer.looks_at(&case).await;
        assert_clock(&view, "acceptance_decision", "2026-09-28", "amber", "TS-11.2a");
        let view = officer.does(&case, "acceptance", json!({"triage": "deliberate_violation"})).await;
        assert_eq!(view["acceptance"]["recorded_at"], "2026-09-24T09:00:00.000+08:00");
        assert_clock(&view, "acceptance_decision", "2026-09-28", "met", "TS-11.2a");
        assert_clock(&view, "assignment", "2026-09-30", "running", "TS-11.3a");

        office.at("2026-09-28T15:00:00+08:00");
        let unit = office.unit("employment_section");
        let view = officer.does(&case, "assignment", json!({"unit_id": unit, "complexity": "simple"})).await;
        assert_clock(&view, "assignment", "2026-09-30", "met", "TS-11.3a");
        assert_clock(&view, "receipt_signing", "2026-09-29", "amber", "TS-9.1");

        office.at("2026-09-29T11:00:00+08:00");
        let view = office.person("handler").does(&case, "receipt", json!({})).await;
        assert_eq!(view["handling_received_on"], "2026-09-29");
        assert_clock(&view, "handling", "2026-10-12", "running", "TS-14.1");
        assert_handling_is_explained(
            &officer.gets(&format!("/v1/complaints/{}?expand=deadlines.trace", case.id)).await,
        );

        office.at("2026-10-09T16:00:00+08:00");
        let view = office.person("handler").does(&case, "result", result("substantiated")).await;
        assert_clock(&view, "handling", "2026-10-12", "met", "TS-14.1");
        assert_clock(&view, "reply_pledge", "2026-10-13", "met", "GZ-4.2");
        assert_clock(&view, "verification", "2026-10-13", "running", "TS-15.1");

        // A Saturday that is worked.
        office.at("2026-10-10T10:00:00+08:00");
        let view = officer.does(&case, "verification", office.verification("accepts")).await;
        assert_clock(&view, "verification", "2026-10-13", "met", "TS-15.1");
        let view = officer.does(&case, "conclusion", json!({"ground": "result_accepted"})).await;
        assert_clock(&view, "archiving", "2026-10-10", "amber", "TS-21.1");
        let view =
            officer.does(&case, "archiving", json!({"nature": "refusal_or_delay", "dossier_number": "2026-1"})).await;
        assert_eq!(view["status"], "archived");
        assert_clock(&view, "archiving", "2026-10-10", "met", "TS-21.1");

        // TS-21.2: satisfaction and suggestions.
        let view = officer
            .does(
                &case,
                "follow-ups",
                json!({"method": "phone", "satisfaction": "satisfied", "suggestions": "延长取号时间。"}),
            )
            .await;
        assert_eq!(view["follow_ups"][0]["satisfaction"], "satisfied");
        assert_eq!(
            office.kinds(&case).await,
            [
                "registered",
                "rights_told",
                "accepted",
                "document_issued",
                "assigned",
                "receipt_signed",
                "result_submitted",
                "verified",
                "concluded",
                "archived",
                "followed_up"
            ]
        );
        assert_eq!(office.check(&case).await["intact"], true);
    }

    /// The trial ran out on 2024-04-28: every answer that cites the measure says so.
    async fn ts_26_1_an_answer_says_that_the_trial_of_the_measure_has_run_out(office: Office) {
        let officer = office.officer();
        let case = officer.registers(json!({})).await;
        let view = officer.looks_at(&case).await;
        let status = &view["rule_status"][0];
        assert_eq!((&status["obligation"], &status["lapsed"]), (&json!("TS-26.1"), &json!(true)));
        assert!(status["note"].as_str().is_some_and(|note| note.contains("2024-04-28")), "{status}");
        let acceptance = clock(&view, "acceptance_decision");
        assert_eq!(acceptance["basis"][0]["lapsed"], true);
        // GZ has no end: its clock does not claim one.
        assert_eq!(clock(&view, "reply_pledge")["basis"][0]["lapsed"], false);
        let refusal = officer.tries(&case, "archiving", json!({"nature": "other", "dossier_number": "1"})).await;
        assert_eq!(refusal.body["basis"][0]["lapsed"], true);
    }

    /// Complex matters have ten working days; an extension of five, asked and granted in time, moves the end.
    async fn ts_14_2_a_complex_matter_has_ten_days_and_ts_14_3_five_more_once(office: Office) {
        office.at("2026-09-21T09:00:00+08:00");
        let case = office.assigned("complex").await;
        let view = office.person("handler").does(&case, "receipt", json!({})).await;
        // 22 23 24, 28 29 30, 8 9 10 12 October.
        assert_clock(&view, "handling", "2026-10-12", "running", "TS-14.2");

        office.at("2026-09-30T17:00:00+08:00");
        let asked = json!({"working_days": 5, "reason": "需要调取外单位档案。"});
        let view = office.person("handler").does(&case, "extension-requests", asked).await;
        let request = view["extension_requests"][0]["request"]["id"].as_str().expect("an id").to_owned();
        let decision = format!("extension-requests/{request}/decision");
        let view = office.officer().does(&case, &decision, json!({"decision": "granted"})).await;
        assert_clock(&view, "handling", "2026-10-19", "running", "TS-14.2");
        assert_eq!(clock(&view, "handling")["extended_by"], 5);
    }

    /// Sent back on new evidence: at most ten working days, and the last result counts.
    async fn ts_16_1_new_evidence_sends_a_case_back_for_ten_days(office: Office) {
        office.at("2026-11-02T09:00:00+08:00");
        let case = office.verified("objects").await;
        let officer = office.officer();
        let view =
            officer.does(&case, "rework", json!({"new_evidence": "现场录像。", "reasons": "录像与结论不符。"})).await;
        assert_eq!(view["status"], "reworking");
        assert_clock(&view, "rework", "2026-11-16", "running", "TS-16.1");

        office.at("2026-11-17T09:00:00+08:00");
        let view = office.person("handler").does(&case, "result", result("unsubstantiated")).await;
        assert_clock(&view, "rework", "2026-11-16", "missed", "TS-16.1");
        officer.does(&case, "verification", office.verification("objects")).await;
        let view = officer.does(&case, "conclusion", json!({"ground": "unsubstantiated"})).await;
        assert_eq!(view["status"], "concluded");
    }
}

/// The clock of this kind, last opened, ends on `due_on`, stands in `state` and rests on `basis`.
fn assert_clock(view: &Value, kind: &str, due_on: &str, state: &str, basis: &str) {
    let clock = clock(view, kind);
    let found = (clock["due_on"].as_str(), clock["state"].as_str(), clock["basis"][0]["obligation"].as_str());
    assert_eq!(found, (Some(due_on), Some(state), Some(basis)), "{kind}: {clock:#}");
}

/// Ten days off and a worked Saturday lie between the signature and the end: each is in the trace with its reason.
fn assert_handling_is_explained(view: &Value) {
    let trace = clock(view, "handling")["trace"].as_array().expect("a trace").clone();
    let day =
        |date: &str| trace.iter().find(|day| day["date"] == date).unwrap_or_else(|| panic!("{date} not in {trace:#?}"));
    assert_eq!(day("2026-09-29")["counted"], false, "the day of receipt does not count");
    for date in ["2026-10-01", "2026-10-07"] {
        assert_eq!(day(date)["counted"], false);
        assert!(day(date)["reason"].as_str().is_some_and(|reason| reason.contains("国庆节")), "{}", day(date));
    }
    assert_eq!(day("2026-10-10")["counted"], true, "a Saturday that is worked");
    let counted = trace.iter().filter(|day| day["counted"] == true).count();
    assert_eq!(counted, 5);
    assert_eq!(trace.last().map(|day| &day["date"]), Some(&json!("2026-10-12")));
}
