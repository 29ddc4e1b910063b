//! What moves the clocks of handling: stops, the extension, the green channel, withdrawal; and corrections of the record.

use serde_json::{Value, json};

use crate::counter::at_the_counter;
use crate::counter::office::{Refused, assert_clock, clock, text};

at_the_counter! {
    /// A worked example across 中秋节 and 国庆节 (行政许可法第四十五条, FW-5.4). Accepted on Monday 21 September; ten working days would
    /// end on 12 October, twenty on 26 October. Four are counted (22, 23, 24, 28) when the review of the experts begins on the 28th. It
    /// ends on 9 October: six are left, 10 (a Saturday that is worked) and 12 to 16 October, and sixteen by law.
    async fn fw_5_4_time_of_an_expert_review_does_not_count(counter: Counter) {
        counter.at("2026-09-21T09:00:00+08:00");
        let case = counter.accepted().await;
        let clerk = counter.clerk();
        let view = clerk.looks_at(&case).await;
        assert_clock(&view, "promised_handling", "2026-10-12", "running", "GZ-1.2.1");
        assert_clock(&view, "statutory_handling", "2026-10-26", "running", "FW-5.4");

        counter.at("2026-09-28T11:00:00+08:00");
        let view = clerk.does(&case, "suspensions", suspension(json!({}))).await;
        for kind in ["promised_handling", "statutory_handling"] {
            let clock = clock(&view, kind);
            assert_eq!((&clock["state"], &clock["due_on"], &clock["stopped_since_on"]), (&json!("paused"), &Value::Null, &json!("2026-09-28")));
        }
        // Nothing turns red meanwhile, and nothing that ends the handling can be done.
        counter.at("2026-10-20T09:00:00+08:00");
        counter.sweep().await;
        let opinion = json!({"conforms": true, "opinion": "符合条件。"});
        let refused = counter.person("first_handler").tries(&case, "first-review", opinion).await;
        refused.refused(409, "suspended", &["FW-5.4"]);
        clerk.tries(&case, "suspensions", suspension(json!({}))).await.refused(409, "already_suspended", &["FW-5.4"]);

        let view = clerk.does(&case, &resumption(&view), ended("2026-10-09")).await;
        assert_clock(&view, "promised_handling", "2026-10-16", "red", "GZ-1.2.1");
        assert_clock(&view, "statutory_handling", "2026-10-30", "running", "FW-5.4");
        assert_eq!(view["suspensions"][0]["closed"]["document_number"], "测试评审〔2026〕5号结论");
        let traced = clerk.gets(&format!("{}?expand=deadlines.trace", case.path)).await;
        let days = clock(&traced, "promised_handling")["trace"].as_array().expect("a trace").clone();
        assert_eq!(days.iter().filter(|day| day["counted"] == true).count(), 10);
        assert!(counter.kinds(&case).await.ends_with(&["suspended".to_owned(), "resumed".to_owned()]));
        assert!(counter.is_intact(&case).await);
    }

    async fn fw_5_4_a_stop_has_its_paper_and_its_bounds(counter: Counter) {
        let case = counter.accepted().await;
        let clerk = counter.clerk();
        counter.at("2026-03-04T09:00:00+08:00");
        let faults = clerk.tries(&case, "suspensions", json!({"ground": "hearing"})).await.problem(422, "invalid").faults();
        assert_eq!(faults.len(), 2, "the paper and the days told to the applicant: {faults:?}");
        let on = |day: &str| suspension(json!({"on": day}));
        clerk.tries(&case, "suspensions", on("2026-03-01")).await.refused(422, "suspension_too_early", &["FW-5.4"]);
        clerk.tries(&case, "suspensions", on("2026-03-05")).await.refused(422, "in_the_future", &["FW-5.4"]);
        clerk.tries(&case, "suspensions/none/resumption", ended("2026-03-04")).await.refused(422, "no_suspension", &["FW-5.4"]);
        let view = clerk.does(&case, "suspensions", on("2026-03-03")).await;
        let step = resumption(&view);
        clerk.tries(&case, &step, ended("2026-03-02")).await.refused(422, "resumed_before_suspended", &["FW-5.4"]);
        clerk.does(&case, &step, ended("2026-03-04")).await;
        clerk.tries(&case, &step, ended("2026-03-04")).await.refused(422, "no_suspension", &["FW-5.4"]);
        clerk.tries(&case, "suspensions", on("2026-03-03")).await.refused(422, "suspension_too_early", &["FW-5.4"]);
        clerk.does(&case, "suspensions", on("2026-03-04")).await;
    }

    /// 行政许可法第四十二条: once, at most ten working days, by the leader, in time. The promise stays.
    async fn fw_5_4_the_leader_extends_the_statutory_limit_once(counter: Counter) {
        let case = counter.accepted().await;
        let leader = counter.person("leader_in_charge");
        counter.clerk().tries(&case, "extension", extension(5)).await.problem(403, "permission_denied");
        let refused = leader.tries(&case, "extension", extension(11)).await.refused(422, "extension_too_long", &["FW-5.4"]);
        assert_eq!(refused.body["params"]["maximum"], 10);
        counter.at("2026-03-30T09:00:00+08:00");
        let view = leader.does(&case, "extension", extension(10)).await;
        // Twenty working days end on 30 March; 31 March to 3 April, 7 to 10, 13 and 14 April.
        assert_clock(&view, "statutory_handling", "2026-04-14", "running", "FW-5.4");
        assert_clock(&view, "promised_handling", "2026-03-16", "red", "GZ-1.2.1");
        assert_eq!(clock(&view, "statutory_handling")["extended_by"], 10);
        leader.tries(&case, "extension", extension(1)).await.refused(422, "extension_already_granted", &["FW-5.4"]);
    }

    async fn fw_5_4_no_extension_after_the_limit_or_without_one(counter: Counter) {
        let case = counter.accepted().await;
        let service = counter.clerk().registers(&counter.service, &[]).await;
        let leader = counter.person("leader_in_charge");
        leader.tries(&service, "extension", extension(5)).await.refused(409, "wrong_state", &["FW-5.4"]);
        counter.clerk().does(&service, "examination", json!({"outcome": "complete"})).await;
        leader.tries(&service, "extension", extension(5)).await.refused(422, "not_extendable", &["FW-5.4"]);
        counter.at("2026-03-31T00:00:00+08:00");
        leader.tries(&case, "extension", extension(5)).await.refused(422, "extension_too_late", &["FW-5.4"]);
    }

    async fn fw_5_4_the_green_channel_is_opened_once(counter: Counter) {
        let case = counter.clerk().registers(&counter.permit, &["M01"]).await;
        let body = json!({"ground": "long_distance", "measures": "当日初审、当日复核，结果邮寄。"});
        let view = counter.clerk().does(&case, "green-channel", body.clone()).await;
        assert_eq!((&view["green_channel"]["ground"], &view["status"]), (&json!("long_distance"), &json!("registered")));
        counter.clerk().tries(&case, "green-channel", body).await.refused(409, "green_channel_open", &["FW-5.4"]);
    }

    /// FW-5.5: wrong and right both stay on record, also after the end.
    async fn fw_5_5_a_correction_of_the_record_leaves_its_trace(counter: Counter) {
        let case = counter.accepted().await;
        counter.clerk().does(&case, "withdrawal", json!({})).await;
        let body = json!({"place": "初审意见", "error": "有效期误写为五年。", "correction": "有效期为三年。"});
        let view = counter.person("head").does(&case, "corrections", body).await;
        assert_eq!((&view["corrections"][0]["error"], &view["status"]), (&json!("有效期误写为五年。"), &json!("withdrawn")));
        let log = counter.log(&case).await;
        let last = log.last().expect("entries");
        assert_eq!((&last["kind"], &last["basis"][0]["obligation"]), (&json!("record_corrected"), &json!("FW-5.5")));
        assert!(!last["payload"].to_string().contains("五年"), "the log has no free text: {last:#}");
    }

    async fn fd_5_1_a_withdrawal_lifts_every_clock(counter: Counter) {
        let case = counter.accepted().await;
        let view = counter.clerk().does(&case, "withdrawal", json!({"reason": "申请人改为网上申请。"})).await;
        assert_eq!((&view["status"], &view["withdrawal"]["reason"]), (&json!("withdrawn"), &json!("申请人改为网上申请。")));
        assert_clock(&view, "examination", "2026-03-09", "met", "FD-5.1");
        for kind in ["promised_handling", "statutory_handling"] {
            assert_eq!(clock(&view, kind)["state"], "lifted");
        }
        counter.clerk().tries(&case, "withdrawal", json!({})).await.refused(409, "wrong_state", &["FD-5.1"]);
        let listed = counter.clerk().gets("/v1/applications?outcome=withdrawn").await;
        assert_eq!((&listed["items"][0]["id"], &listed["items"][0]["next_due_on"]), (&json!(case.id), &Value::Null));
        counter.at("2026-04-30T09:00:00+08:00");
        counter.sweep().await;
        assert_eq!(counter.kinds(&case).await.last().map(String::as_str), Some("withdrawn"));
    }

    async fn a_decided_application_cannot_be_withdrawn(counter: Counter) {
        let case = counter.accepted().await;
        counter.reviews(&case).await;
        counter.person("head").does(&case, "approval", json!({"content": "准予许可。"})).await;
        counter.clerk().tries(&case, "withdrawal", json!({})).await.refused(409, "wrong_state", &["FD-5.1"]);
    }

    /// GZ-1.2.1: the alarms stand in the list of the unit, amber a working day before the end, red after it.
    async fn gz_1_2_1_the_list_shows_what_is_near_its_end(counter: Counter) {
        let case = counter.accepted().await;
        let alarmed = async |state: &str| counter.clerk().counts(&format!("/v1/applications?deadline_state={state}")).await;
        counter.at("2026-03-12T09:00:00+08:00");
        assert_eq!((alarmed("amber").await, alarmed("red").await), (0, 0));
        counter.at("2026-03-13T09:00:00+08:00");
        assert_eq!((alarmed("amber").await, alarmed("red").await), (1, 0));
        counter.at("2026-03-17T00:00:00+08:00");
        counter.sweep().await;
        assert_eq!((alarmed("amber").await, alarmed("red").await), (0, 1));
        let kinds = counter.kinds(&case).await;
        assert!(kinds.contains(&"deadline_turned_red".to_owned()), "{kinds:?}");
        let deadlines = counter.clerk().gets("/v1/deadlines?state=red").await;
        assert_eq!(text(&deadlines, "/items/0/deadline/kind"), "promised_handling");
    }
}

fn suspension(changes: Value) -> Value {
    let body = json!({"ground": "expert_review", "document_number": "测试评审〔2026〕5号", "expected_days": 10});
    crate::counter::office::changed(body, &changes)
}

fn ended(on: &str) -> Value {
    json!({"document_number": "测试评审〔2026〕5号结论", "on": on})
}

/// The step that ends the stop opened last.
#[track_caller]
fn resumption(view: &Value) -> String {
    let stops = view["suspensions"].as_array().expect("stops");
    format!("suspensions/{}/resumption", text(stops.last().expect("a stop"), "/opened/id"))
}

fn extension(working_days: u32) -> Value {
    json!({"working_days": working_days, "reasons": "需要向外地主管部门核实证明。"})
}
