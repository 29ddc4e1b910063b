//! The five branches of 行政许可法第三十二条, and what is asked for when a file is incomplete.

use serde_json::{Value, json};

use crate::counter::at_the_counter;
use crate::counter::office::{Case, Refused, assert_clock, clock, documents, findings, material, offer, text};

at_the_counter! {
    async fn fd_5_1_no_permit_needed_is_told_with_the_reason_and_ends_the_case(counter: Counter) {
        let clerk = counter.clerk();
        let case = clerk.registers(&counter.permit, &["M01"]).await;
        let bare = clerk.tries(&case, "examination", json!({"outcome": "not_required"})).await;
        let bare = bare.refused(422, "incomplete_examination", &["FD-5.1"]);
        assert_eq!(bare.body["params"]["field"], "explanation");
        let told = json!({"outcome": "not_required", "explanation": "该业务已取消许可，直接备案即可。"});
        let view = clerk.does(&case, "examination", told.clone()).await;
        assert_eq!((&view["status"], documents(&view)), (&json!("not_required"), vec!["not_required".to_owned()]));
        assert_eq!(clock(&view, "examination")["state"], "met");
        clerk.tries(&case, "examination", told).await.refused(409, "wrong_state", &["FD-5.1"]);
        let listed = clerk.gets("/v1/applications?outcome=not_required").await;
        assert_eq!(listed["items"][0]["id"], json!(case.id));
    }

    /// FD-2.1: the branch names the right authority; the refusal itself goes through its own procedure. Silence is no acceptance here.
    async fn fd_5_1_another_authority_is_named_and_nothing_is_deemed_accepted(counter: Counter) {
        let clerk = counter.clerk();
        let case = clerk.registers(&counter.permit, &["M01", "M02", "M03"]).await;
        let nameless = clerk.tries(&case, "examination", json!({"outcome": "not_this_authority"})).await;
        nameless.refused(422, "incomplete_examination", &["FD-5.1"]);
        let told = json!({"outcome": "not_this_authority", "competent_authority": "市市场监督管理局"});
        let view = clerk.does(&case, "examination", told).await;
        assert_eq!((&view["status"], &view["acceptance"]), (&json!("registered"), &Value::Null));
        assert!(text(&view, "/examinations/0/consequence").contains("请向市市场监督管理局申请"));
        counter.at("2026-03-10T09:00:00+08:00");
        counter.sweep().await;
        let view = clerk.looks_at(&case).await;
        assert_eq!((&view["status"], &view["acceptance"]), (&json!("registered"), &Value::Null));
        // One case that waits must not hold up the clocks of all others.
        let other = clerk.registers(&counter.permit, &["M01", "M02", "M03"]).await;
        counter.at("2026-03-18T09:00:00+08:00");
        counter.sweep().await;
        assert_eq!(clerk.looks_at(&other).await["status"], "accepted");
        // A wrong judgement is put right by another examination.
        let view = clerk.does(&case, "examination", json!({"outcome": "complete"})).await;
        assert_eq!(view["status"], "accepted");
    }

    async fn fd_5_1_an_error_is_corrected_on_the_spot_and_the_file_accepted(counter: Counter) {
        let clerk = counter.clerk();
        let case = clerk.registers(&counter.permit, &["M01", "M02", "M03"]).await;
        let unsaid = clerk.tries(&case, "examination", json!({"outcome": "corrected_on_the_spot"})).await;
        unsaid.refused(422, "incomplete_examination", &["FD-5.1"]);
        let corrected = json!({"outcome": "corrected_on_the_spot", "corrections": "申请表的日期已当场改正。"});
        let view = clerk.does(&case, "examination", corrected).await;
        assert_eq!((&view["status"], &view["examinations"][0]["corrections"]), (&json!("accepted"), &json!("申请表的日期已当场改正。")));
    }

    /// YC-6.1 and RQ-5.1: everything at once, in writing, and unasked what may wait.
    async fn yc_6_1_an_incomplete_file_is_told_everything_at_once(counter: Counter) {
        let clerk = counter.clerk();
        let case = clerk.registers_with(&counter.permit, &["M01"], json!({
            "materials": [material("M01"), {"code": "M02", "form": "electronic"}]
        })).await;
        let view = clerk.does(&case, "examination", json!({
            "outcome": "incomplete", "defects": [{"code": "M01", "problem": "申请表没有签名。"}]
        })).await;
        assert_eq!(view["status"], "awaiting_correction");
        let asked: Vec<(String, String)> = view["examinations"][0]["shortcomings"].as_array().expect("shortcomings").iter()
            .map(|shortcoming| (text(shortcoming, "/code"), text(shortcoming, "/kind"))).collect();
        let expected = [("M01", "defective"), ("M02", "wrong_form"), ("M03", "missing")];
        assert_eq!(asked, expected.map(|(code, kind)| (code.to_owned(), kind.to_owned())));
        assert_eq!(view["examinations"][0]["deferral"], json!({
            "open": false, "deferrable": ["M02", "M03"], "not_deferrable": ["M01"], "commitment_required": true
        }));
        assert_clock(&view, "examination", "2026-03-09", "met", "YC-6.1");
        assert_eq!(findings(&view), []);

        let notice = clerk.looks_at(&Case::related(&view, "notice")).await;
        assert_eq!((&notice["kind"], &notice["status"]), (&json!("correction"), &json!("issued")));
        assert_eq!((notice["number"].as_str(), documents(&notice)), (Some("GZ-2026-000001"), vec!["correction_notice".to_owned()]));
    }

    /// RQ-5.1: the clerk did not ask; the answer says that 容缺受理 is open.
    async fn rq_5_1_the_offer_to_defer_is_made_unasked(counter: Counter) {
        let clerk = counter.clerk();
        let case = clerk.registers(&counter.permit, &["M01"]).await;
        // Whoever takes the file for complete hears the same.
        let wrong = clerk.tries(&case, "examination", json!({"outcome": "complete"})).await;
        let wrong = wrong.refused(422, "materials_missing", &["FD-5.1", "YC-6.1", "RQ-5.1"]);
        assert_eq!(wrong.body["params"]["deferral"]["open"], true);
        assert_eq!(wrong.body["params"]["shortcomings"].as_array().map(Vec::len), Some(2));
        let view = clerk.does(&case, "examination", json!({"outcome": "incomplete"})).await;
        assert_eq!(view["examinations"][0]["deferral"], json!({
            "open": true, "deferrable": ["M02", "M03"], "not_deferrable": [], "commitment_required": true
        }));
        assert!(text(&view, "/examinations/0/consequence").contains("可以申请容缺受理"));

        let direct = clerk.registers(&counter.direct, &["M01"]).await;
        let view = clerk.does(&direct, "examination", json!({"outcome": "incomplete"})).await;
        assert_eq!(view["examinations"][0]["deferral"]["commitment_required"], false);
    }

    /// FD-4.2: what is complete is not sent back, and nothing is asked for that is not on the list.
    async fn fd_4_2_nothing_is_asked_for_beyond_the_list(counter: Counter) {
        let clerk = counter.clerk();
        let case = clerk.registers(&counter.permit, &["M01", "M02", "M03"]).await;
        let examine = |body: Value| clerk.tries(&case, "examination", body);
        examine(json!({"outcome": "incomplete"})).await.refused(422, "nothing_missing", &["FD-5.1", "FD-4.2"]);
        let more = json!({"outcome": "incomplete", "defects": [{"code": "M09", "problem": "请补交无犯罪记录证明。"}]});
        let refused = examine(more).await.refused(422, "unknown_material", &["RQ-2.1", "YC-6.1"]);
        assert_eq!(refused.body["params"]["codes"], json!(["M09"]));
        assert_eq!(clerk.looks_at(&case).await["version"], 1, "nothing was written");
    }

    /// The corrected file has five days of its own; handling counts from its arrival.
    async fn yc_6_1_a_corrected_file_is_examined_anew(counter: Counter) {
        let clerk = counter.clerk();
        let case = clerk.registers(&counter.permit, &["M01", "M02"]).await;
        clerk.does(&case, "examination", json!({"outcome": "incomplete"})).await;
        counter.at("2026-03-12T15:00:00+08:00");
        let supply = |codes: &[&str], at: &str| {
            json!({"materials": codes.iter().map(|code| material(code)).collect::<Vec<_>>(), "received_at": at})
        };
        let step = "material-supplies";
        clerk.tries(&case, step, supply(&["M03"], "2026-03-01T09:00:00+08:00")).await.refused(422, "before_receipt", &["FD-5.1"]);
        clerk.tries(&case, step, supply(&["M03"], "2026-03-13T09:00:00+08:00")).await.refused(422, "in_the_future", &["FD-5.1"]);
        clerk.tries(&case, step, supply(&["M09"], "2026-03-12T09:00:00+08:00")).await.refused(422, "unknown_material", &["YC-4.1"]);
        let view = clerk.does(&case, step, supply(&["M03"], "2026-03-11T17:00:00+08:00")).await;
        assert_eq!(view["status"], "registered");
        assert_clock(&view, "examination", "2026-03-18", "running", "YC-6.1");
        let view = clerk.does(&case, "examination", json!({"outcome": "complete"})).await;
        assert_eq!(view["acceptance"]["handling_starts_on"], "2026-03-11");
        assert_clock(&view, "promised_handling", "2026-03-25", "running", "GZ-1.2.1");
        assert_eq!(findings(&view), []);
        assert!(counter.is_intact(&case).await);
    }

    /// FD-5.1: five working days without a word, across 清明节, make the application accepted since the day of receipt.
    async fn fd_5_1_silence_is_acceptance_from_the_day_of_receipt(counter: Counter) {
        counter.at("2026-04-02T16:00:00+08:00");
        let clerk = counter.clerk();
        let case = clerk.registers(&counter.permit, &["M01"]).await;
        assert_clock(&clerk.looks_at(&case).await, "examination", "2026-04-10", "running", "FD-5.1");
        counter.at("2026-04-10T23:59:00+08:00");
        counter.sweep().await;
        assert_eq!(clerk.looks_at(&case).await["status"], "registered", "the last day belongs to the office");
        counter.at("2026-04-11T00:01:00+08:00");
        counter.sweep().await;
        let view = clerk.looks_at(&case).await;
        let acceptance = &view["acceptance"];
        assert_eq!((&view["status"], &acceptance["manner"], &acceptance["accepted_by"]), (&json!("accepted"), &json!("deemed"), &Value::Null));
        assert_eq!(acceptance["handling_starts_on"], "2026-04-02");
        assert_clock(&view, "examination", "2026-04-10", "missed", "FD-5.1");
        // 3, 7 to 10, 13 to 17 April.
        assert_clock(&view, "promised_handling", "2026-04-17", "running", "GZ-1.2.1");
        assert_eq!(findings(&view), [("deemed_accepted".to_owned(), vec!["FD-5.1".to_owned()])]);
        assert_eq!(view["findings"][0]["unit_id"], json!(counter.unit("pension_department")));
        assert_eq!(documents(&view), ["application_acceptance"]);
        let log = counter.log(&case).await;
        let deemed = log.iter().find(|entry| entry["kind"] == "deemed_accepted").expect("on record");
        assert_eq!((&deemed["actor_kind"], &deemed["actor_id"]), (&json!("system"), &Value::Null));
        // A second sweep finds nothing more to do.
        counter.at("2026-04-11T00:03:00+08:00");
        counter.sweep().await;
        assert_eq!(counter.log(&case).await.len(), log.len());
        assert!(counter.is_intact(&case).await);
    }

    async fn fd_5_1_silence_after_a_correction_counts_from_the_corrected_file(counter: Counter) {
        let clerk = counter.clerk();
        let case = clerk.registers(&counter.permit, &["M01", "M02"]).await;
        clerk.does(&case, "examination", json!({"outcome": "incomplete"})).await;
        counter.at("2026-03-10T09:00:00+08:00");
        counter.sweep().await;
        assert_eq!(clerk.looks_at(&case).await["status"], "awaiting_correction", "it was told in time");
        clerk.does(&case, "material-supplies", json!({"materials": [material("M03")]})).await;
        counter.at("2026-03-18T09:00:00+08:00");
        counter.sweep().await;
        let view = clerk.looks_at(&case).await;
        assert_eq!((&view["status"], &view["acceptance"]["handling_starts_on"]), (&json!("accepted"), &json!("2026-03-10")));
    }

    /// YC-6.1: the second notice goes out, and the office has a finding against it.
    async fn yc_6_1_asking_for_more_in_a_second_notice_is_a_finding(counter: Counter) {
        let clerk = counter.clerk();
        let case = clerk.registers(&counter.permit, &["M01", "M02"]).await;
        clerk.does(&case, "examination", json!({"outcome": "incomplete"})).await;
        counter.at("2026-03-03T09:00:00+08:00");
        clerk.does(&case, "material-supplies", json!({"materials": [material("M03")]})).await;
        let more = json!({"outcome": "incomplete", "defects": [
            {"code": "M02", "problem": "复印件没有盖章。"}, {"code": "M03", "problem": "名册缺第二页。"}
        ]});
        let view = counter.person("first_handler").does(&case, "examination", more).await;
        assert_eq!(view["status"], "awaiting_correction");
        assert_eq!(findings(&view), [("not_told_at_once".to_owned(), vec!["YC-6.1".to_owned()])]);
        let finding = &view["findings"][0];
        // M02 was there at the first notice; M03 came only afterwards.
        assert!(text(finding, "/detail").contains("M02") && !text(finding, "/detail").contains("M03"));
        assert_eq!(finding["user_id"], json!(counter.user("first_handler")));
        assert_eq!(Case::related(&view, "notice").number, "GZ-2026-000002");

        let listed = counter.person("head").gets("/v1/findings?kind=not_told_at_once").await;
        assert_eq!(listed["items"][0]["subject_id"], json!(case.id));
        assert_eq!(counter.person("unit_leader").gets("/v1/findings").await["items"], json!([]), "another unit's");
        assert_eq!(counter.person("leading_group_office").gets("/v1/findings").await["items"].as_array().map(Vec::len), Some(1));
    }

    async fn yc_6_1_asking_again_for_the_same_is_none(counter: Counter) {
        let clerk = counter.clerk();
        let case = clerk.registers(&counter.permit, &["M01"]).await;
        clerk.does(&case, "examination", json!({"outcome": "incomplete"})).await;
        clerk.does(&case, "material-supplies", json!({"materials": [material("M03")]})).await;
        let view = clerk.does(&case, "examination", json!({"outcome": "incomplete"})).await;
        assert_eq!((findings(&view), &view["examinations"][1]["shortcomings"][0]["code"]), (vec![], &json!("M02")));
    }

    /// The clerk's screen offers what would work, and says why the rest would not.
    async fn what_is_offered_is_what_is_open(counter: Counter) {
        let case = counter.clerk().registers(&counter.permit, &["M01", "M02", "M03"]).await;
        let view = counter.clerk().looks_at(&case).await;
        let examine = offer(&view, "examine");
        assert_eq!((&examine["enabled"], text(examine, "/href")), (&json!(true), format!("{}/examination", case.path)));
        let approve = offer(&view, "approve");
        assert_eq!((&approve["enabled"], &approve["code"]), (&json!(false), &json!("wrong_state")));
        assert_eq!(approve["basis"][0]["obligation"], "FW-5.4");
        let seen_by_leader = counter.person("leader_in_charge").looks_at(&case).await;
        let names: Vec<&str> = seen_by_leader["actions"].as_array().expect("actions").iter().filter_map(|a| a["name"].as_str()).collect();
        assert_eq!(names, ["extend"], "the everyday steps are the unit's");
    }

    /// FD-2.1: a refusal that is not approved gives the application back. Silence since then is acceptance, except where another
    /// authority was named.
    async fn fd_5_1_a_refusal_that_is_not_approved_gives_the_case_back(counter: Counter) {
        let clerk = counter.clerk();
        let silent = clerk.registers(&counter.permit, &["M01"]).await;
        let elsewhere = clerk.registers(&counter.permit, &["M01"]).await;
        let told = json!({"outcome": "not_this_authority", "competent_authority": "市市场监督管理局"});
        clerk.does(&elsewhere, "examination", told).await;
        for (case, ground, status) in [(silent, "prohibited", "accepted"), (elsewhere, "not_this_authority", "registered")] {
            let draft = json!({
                "application_id": case.id, "kind": "non_acceptance", "ground": ground, "facts": "申请的业务不在许可范围。",
                "provisions": [{"instrument": "《行政许可法》", "article": "第三十二条", "requirement": "属于本机关职权范围。"}],
                "reasons": "不符合受理的规定。", "competent_authority": "市市场监督管理局"
            });
            let refusal = clerk.opens("/v1/refusals", draft).await;
            assert_eq!(clerk.looks_at(&case).await["status"], "refusal_pending");
            counter.at("2026-03-11T09:00:00+08:00");
            counter.sweep().await;
            assert_eq!(clerk.looks_at(&case).await["status"], "refusal_pending", "nothing is deemed while it is pending");
            let disagrees = json!({"decision": "refused", "opinion": "依据不足，请继续审查。"});
            counter.person("leader_in_charge").does(&refusal, "approval", disagrees).await;
            assert_eq!(clerk.looks_at(&case).await["status"], status, "{ground}");
        }
    }
}
