//! Time passes: receipts deemed signed, alarms marked once, reminders by themselves, and a calendar that arrives later.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use yingshang_rules::Role;

use super::office::{Case, Office, Refused, clock, result};

on_both_engines! {
    /// Not signed by the end of the next working day: the unit is taken to have received it on that day.
    async fn ts_9_1_a_receipt_not_signed_in_time_counts_as_signed(office: Office) {
        office.at("2026-11-20T16:00:00+08:00");
        let case = office.assigned("simple").await;
        let officer = office.officer();
        assert_eq!(clock(&officer.looks_at(&case).await, "receipt_signing")["due_on"], "2026-11-23");
        office.at("2026-11-23T23:59:00+08:00");
        office.sweep().await;
        assert_eq!(officer.looks_at(&case).await["status"], "assigned");

        office.at("2026-11-24T00:01:00+08:00");
        office.sweep().await;
        let view = officer.looks_at(&case).await;
        assert_eq!((&view["status"], &view["receipt"]), (&json!("handling"), &Value::Null));
        assert_eq!(view["handling_received_on"], "2026-11-23");
        assert_eq!(clock(&view, "handling")["due_on"], "2026-11-30");
        let deemed = only(&office, &case, "deemed_received").await;
        assert_eq!((&deemed["actor_kind"], &deemed["actor_id"]), (&json!("system"), &Value::Null));
        assert_eq!(office.check(&case).await["intact"], true);
        // Signing late names the investigators and moves nothing.
        let view = office.person("handler").does(&case, "receipt", json!({})).await;
        assert_eq!(view["receipt"]["investigator_ids"], json!([office.user("handler")]));
        assert_eq!(
            (&view["handling_received_on"], &clock(&view, "handling")["due_on"]),
            (&json!("2026-11-23"), &json!("2026-11-30"))
        );
        office.person("handler").tries(&case, "receipt", json!({})).await.refused(409, "already_signed", "TS-9.1");
        office.person("handler").does(&case, "result", result("substantiated")).await;
    }

    /// Signed late, before any sweep: the clock still starts on the last day for signing.
    async fn ts_14_1_a_late_signature_does_not_buy_time(office: Office) {
        office.at("2026-11-20T16:00:00+08:00");
        let case = office.assigned("simple").await;
        office.at("2026-11-26T09:00:00+08:00");
        let view = office.person("handler").does(&case, "receipt", json!({})).await;
        assert_eq!(
            (&view["handling_received_on"], &clock(&view, "handling")["due_on"]),
            (&json!("2026-11-23"), &json!("2026-11-30"))
        );
    }

    /// Amber with one working day left, red when it is over; marked once each, however often the sweep runs.
    async fn ts_10_1_alarms_are_marked_once_and_red_ones_remind(office: Office) {
        office.at("2026-11-23T09:00:00+08:00");
        let case = office.officer().registers(json!({})).await;
        for instant in ["2026-11-25T00:00:00+08:00", "2026-11-25T10:00:00+08:00", "2026-11-26T23:59:59+08:00"] {
            office.at(instant);
            office.sweep().await;
        }
        let amber = only(&office, &case, "deadline_turned_amber").await;
        assert_eq!(
            (&amber["payload"]["kind"], &amber["payload"]["due_on"]),
            (&json!("acceptance_decision"), &json!("2026-11-26"))
        );
        for instant in ["2026-11-27T00:00:00+08:00", "2026-11-27T00:02:00+08:00", "2026-11-30T09:00:00+08:00"] {
            office.at(instant);
            office.sweep().await;
        }
        only(&office, &case, "deadline_turned_amber").await;
        let red = only(&office, &case, "deadline_turned_red").await;
        assert_eq!(red["basis"][0]["obligation"], "TS-11.2a");
        only(&office, &case, "reminded").await;
        let view = office.officer().looks_at(&case).await;
        assert_eq!(view["reminders"][0]["overdue"], "acceptance_decision");
        assert_eq!(view["reminders"][0]["reminder"]["recorded_by"], Value::Null);
        let late = clock(&view, "acceptance_decision");
        assert_eq!((&late["state"], &late["remaining_working_days"]), (&json!("red"), &json!(-2)));
        assert_eq!(office.check(&case).await["intact"], true);
        // Done late is missed, not met.
        let view = office.officer().does(&case, "acceptance", json!({})).await;
        assert_eq!(clock(&view, "acceptance_decision")["state"], "missed");
    }

    async fn deadlines_are_listed_across_cases_by_state_kind_and_unit(office: Office) {
        office.at("2026-11-02T09:00:00+08:00");
        let late = office.handling("simple").await;
        office.at("2026-11-10T09:00:00+08:00");
        let fresh = office.handling("complex").await;
        let unit = office.unit("employment_section");
        let officer = office.officer();
        let list = officer.gets(&format!("/v1/deadlines?state=red&unit_id={unit}")).await;
        assert_eq!(subjects(&list), [late.id.as_str()]);
        assert_eq!(list["items"][0]["deadline"]["kind"], "handling");
        let list = officer.gets("/v1/deadlines?kind=handling&state=red&state=running").await;
        assert_eq!(subjects(&list), [late.id.as_str(), fresh.id.as_str()]);
        let list = officer.gets("/v1/deadlines?kind=handling&due_from=2026-11-20&due_to=2026-11-25").await;
        assert_eq!(subjects(&list), [fresh.id.as_str()]);
        assert_eq!(subjects(&officer.gets("/v1/complaints?deadline_state=red").await), [late.id.as_str()]);
        // The unit answers for its own clocks, not for those of 信访室.
        office.person("handler").does(&late, "result", result("substantiated")).await;
        let own = officer
            .gets(&format!("/v1/deadlines?unit_id={unit}&kind=handling&kind=receipt_signing&kind=verification"))
            .await;
        let kinds: BTreeSet<&str> = own["items"]
            .as_array()
            .expect("items")
            .iter()
            .filter_map(|item| item["deadline"]["kind"].as_str())
            .collect();
        assert_eq!(kinds, BTreeSet::from(["handling", "receipt_signing"]));
        office.hires("labour_handler", Role::Handler, "labour_section", None).await;
        assert_eq!(office.person("labour_handler").gets("/v1/deadlines").await["items"], json!([]));
        // Nearest first, page by page, each once.
        let (mut seen, mut next) = (Vec::new(), Some("/v1/deadlines?limit=2".to_owned()));
        while let Some(path) = next {
            let page = officer.gets(&path).await;
            let ids = page["items"].as_array().expect("items").iter();
            seen.extend(ids.map(|item| (item["deadline"]["due_at"].to_string(), item["deadline"]["id"].to_string())));
            next = page["next_cursor"].as_str().map(|cursor| format!("/v1/deadlines?limit=2&cursor={cursor}"));
        }
        let mut sorted = seen.clone();
        sorted.sort();
        sorted.dedup();
        assert_eq!(seen, sorted);
        assert_eq!(seen.len(), 11, "five clocks a case, and one verification");
    }

    /// The notice for 2027 is not out: no guess. When it comes, every open clock is worked out again, on record.
    async fn a_calendar_that_arrives_moves_what_was_provisional(office: Office) {
        office.at("2026-12-24T09:00:00+08:00");
        let case = office.officer().registers(json!({})).await;
        let view = office.officer().looks_at(&case).await;
        let reply = clock(&view, "reply_pledge");
        assert_eq!((&reply["due_on"], &reply["provisional"]), (&Value::Null, &json!(true)));
        assert_eq!(reply["first_missing_day"], "2027-01-01");
        let acceptance = clock(&view, "acceptance_decision");
        assert_eq!((&acceptance["due_on"], &acceptance["provisional"]), (&json!("2026-12-29"), &json!(true)));

        let put = office.person("sys_admin").client().put("/v1/calendar/years/2027").json(&year_2027());
        let change = put.await.expect(200);
        let moved = change.body["moved"].as_array().expect("moved").clone();
        let pledge = moved.iter().find(|one| one["kind"] == "reply_pledge").expect("moved");
        assert_eq!(
            (&pledge["from"], &pledge["to"], &pledge["subject_id"]),
            (&Value::Null, &json!("2027-01-08"), &json!(case.id))
        );
        let view = office.officer().looks_at(&case).await;
        let reply = clock(&view, "reply_pledge");
        assert_eq!((&reply["due_on"], &reply["provisional"]), (&json!("2027-01-08"), &json!(false)));
        let entries: Vec<Value> =
            office.log(&case).await.into_iter().filter(|entry| entry["kind"] == "deadline_recomputed").collect();
        assert_eq!(entries.len(), 2, "the acceptance date stands firm now, the reply date is known");
        assert!(entries.iter().all(|entry| entry["actor_id"] == json!(office.user("sys_admin"))));
        assert_eq!(office.check(&case).await["intact"], true);
        let due = office.officer().gets("/v1/complaints?due_from=2026-12-29&due_to=2026-12-30").await;
        assert_eq!(due["items"][0]["id"], json!(case.id));
        // Once more changes nothing and records nothing.
        let put = office.person("sys_admin").client().put("/v1/calendar/years/2027").json(&year_2027());
        assert_eq!(put.await.expect(200).body["moved"], json!([]));
        assert_eq!(office.log(&case).await.len(), 3);
    }

    /// A local day off, announced while cases run.
    async fn a_local_day_off_moves_open_deadlines_and_stopping_it_moves_them_back(office: Office) {
        office.at("2026-11-23T09:00:00+08:00");
        let case = office.officer().registers(json!({})).await;
        let set = |active: bool| {
            let body = json!({"days_off": {"2026-11-25": "大雪停工"}, "active": active});
            office.person("sys_admin").client().put("/v1/calendar/overlays/snow").json(&body)
        };
        let due = async || clock(&office.officer().looks_at(&case).await, "acceptance_decision")["due_on"].clone();
        assert_eq!(due().await, "2026-11-26");
        set(true).await.expect(200);
        assert_eq!(due().await, "2026-11-27");
        set(false).await.expect(200);
        assert_eq!(due().await, "2026-11-26");
    }

    async fn ts_24_1_a_clue_is_passed_on_within_ten_working_days_whatever_becomes_of_the_case(office: Office) {
        office.at("2026-11-23T09:00:00+08:00");
        let case = office.officer().registers(json!({})).await;
        let officer = office.officer();
        let clue = json!({"found_on": "2026-11-23", "summary": "窗口人员涉嫌收受礼品。"});
        let view = officer.does(&case, "clue-transfers", clue).await;
        let found = clock(&view, "clue_transfer");
        assert_eq!((&found["due_on"], &found["basis"][0]["obligation"]), (&json!("2026-12-07"), &json!("TS-24.1")));
        let id = view["clue_transfers"][0]["clue"]["id"].as_str().expect("an id").to_owned();
        let ended = json!({"ground": "other_organ_intervened", "explanation": "纪检监察机关介入调查。"});
        let view = officer.does(&case, "termination", ended).await;
        assert_eq!(clock(&view, "reply_pledge")["state"], "lifted");
        assert_eq!(clock(&view, "clue_transfer")["state"], "running");
        let step = format!("clue-transfers/{id}/dispatch");
        let empty = json!({"document_number": "移〔2026〕1号", "enclosures": []});
        officer.tries(&case, &step, empty).await.problem(422, "invalid");
        let view =
            officer.does(&case, &step, json!({"document_number": "移〔2026〕1号", "enclosures": ["谈话记录"]})).await;
        assert_eq!(clock(&view, "clue_transfer")["state"], "met");
        officer
            .tries(&case, &step, json!({"document_number": "移〔2026〕2号", "enclosures": ["谈话记录"]}))
            .await
            .refused(422, "no_clue", "TS-24.1");
    }

    /// Late handling goes on the list; talks and public criticism are for serious cases.
    async fn ts_23_1_late_handling_is_put_under_listed_supervision(office: Office) {
        let case = office.handling("simple").await;
        let office_of_group = office.person("leading_group_office");
        let talk = json!({"kind": "warning_talk", "cause": "late", "explanation": "逾期未反馈。"});
        office_of_group.tries(&case, "supervision-orders", talk).await.refused(422, "not_serious_enough", "TS-23.1");
        let order = json!({"kind": "listed_supervision", "cause": "late", "explanation": "逾期未反馈。"});
        let view = office_of_group.does(&case, "supervision-orders", order).await;
        assert_eq!(view["supervision_orders"][0]["order"]["unit_id"], json!(office.unit("employment_section")));
        let id = view["supervision_orders"][0]["order"]["id"].as_str().expect("an id").to_owned();
        let step = format!("supervision-orders/{id}/lifting");
        office.person("bureau_leader").does(&case, &step, json!({"reason": "已经反馈。"})).await;
        office_of_group.tries(&case, &step, json!({"reason": "再次解除。"})).await.refused(
            422,
            "no_supervision_order",
            "TS-23.1",
        );
    }

    async fn ts_7_7_an_emergency_and_ts_25_1_an_obstruction_are_on_record(office: Office) {
        let case = office.handling("simple").await;
        let report = json!({"situation": "多名群众在大厅聚集。", "reported_to": "分管领导"});
        let view = office.person("handler").does(&case, "emergency-reports", report).await;
        assert_eq!(view["emergency_reports"][0]["reported_to"], "分管领导");
        let obstruction =
            |respondent| json!({"kind": "retaliation", "respondent": respondent, "description": "扬言报复。"});
        let handler = office.person("handler");
        handler.tries(&case, "obstructions", obstruction(2)).await.refused(422, "unknown_respondent", "TS-25.1");
        let view = handler.does(&case, "obstructions", obstruction(1)).await;
        assert_eq!(view["obstructions"][0]["kind"], "retaliation");
    }
}

/// The one entry of this kind.
async fn only(office: &Office, case: &Case, kind: &str) -> Value {
    let log = office.log(case).await;
    let mut found = log.iter().filter(|entry| entry["kind"] == kind);
    let one = found.next().unwrap_or_else(|| panic!("no {kind} in {log:#?}")).clone();
    assert_eq!(found.next(), None, "{kind} twice");
    one
}

fn subjects(list: &Value) -> Vec<String> {
    let id = |item: &Value| item.get("subject_id").unwrap_or(&item["id"]).as_str().expect("an id").to_owned();
    list["items"].as_array().expect("items").iter().map(id).collect()
}

/// Made up: nobody knows the arrangement of 2027 yet.
fn year_2027() -> Value {
    let spans = [
        ("2027-01-01", 3, "元旦"),
        ("2027-02-05", 7, "春节"),
        ("2027-04-03", 3, "清明节"),
        ("2027-05-01", 5, "劳动节"),
        ("2027-06-09", 1, "端午节"),
        ("2027-09-15", 1, "中秋节"),
        ("2027-10-01", 7, "国庆节"),
    ];
    let mut holidays = serde_json::Map::new();
    for (first, days, name) in spans {
        let first: chrono::NaiveDate = first.parse().expect("a date");
        holidays.extend(first.iter_days().take(days).map(|date| (date.to_string(), json!(name))));
    }
    json!({
        "holidays": holidays,
        "makeup_workdays": ["2027-02-20", "2027-05-08", "2027-09-26", "2027-10-09"],
        "notices": [{"no": "测试通知〔2026〕1号", "date": "2026-12-20"}]
    })
}
