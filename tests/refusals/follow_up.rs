//! After service: filed in time or found against the office, reviewed, and archived last.

use serde_json::json;

use super::filing::{copy, decision, drafted, review, served, service};
use crate::counter::at_the_counter;
use crate::counter::office::{Refused, UNIT, assert_clock, clock, documents, findings};

/// The breach of the seventh article.
fn not_filed() -> (String, Vec<String>) {
    ("refusal_not_filed".to_owned(), vec!["FD-7.1".to_owned()])
}

at_the_counter! {
    /// FD-2.3: five working days by local parameter; when they are over, the sweep says so once.
    async fn fd_7_1_what_is_not_filed_in_time_is_found_once(counter: Counter) {
        let (_, case) = served(&counter).await;
        assert_clock(&counter.clerk().looks_at(&case).await, "refusal_filing", "2026-03-09", "running", "FD-2.3");
        counter.at("2026-03-09T23:59:59+08:00");
        counter.sweep().await;
        assert_eq!(findings(&counter.clerk().looks_at(&case).await), []);
        for moment in ["2026-03-10T00:01:00+08:00", "2026-03-10T10:00:00+08:00", "2026-03-16T10:00:00+08:00"] {
            counter.at(moment);
            counter.sweep().await;
        }
        let view = counter.clerk().looks_at(&case).await;
        assert_eq!(
            (&view["status"], &view["noted_not_filed"], findings(&view)),
            (&json!("served"), &json!(true), vec![not_filed()])
        );
        let found = &view["findings"][0];
        assert_eq!(
            (&found["unit_id"], &found["user_id"], &found["found_on"]),
            (&json!(counter.unit(UNIT)), &json!(counter.user("second_handler")), &json!("2026-03-10"))
        );
        // Filed at last: late, on record, and not counted twice.
        let view = counter.clerk().does(&case, "filing", copy()).await;
        assert_eq!(
            (&view["status"], findings(&view).len(), &clock(&view, "refusal_filing")["state"]),
            (&json!("filed"), 1, &json!("missed"))
        );
        let log = counter.log(&case).await;
        let filed = log.iter().find(|entry| entry["kind"] == "filed").expect("filed");
        assert_eq!(filed["payload"]["late"], true);
        assert_eq!(log.iter().filter(|entry| entry["kind"] == "not_filed_in_time").count(), 1);
        assert_eq!(log.iter().filter(|entry| entry["kind"] == "finding_recorded").count(), 1);
        assert!(counter.is_intact(&case).await);
    }

    /// Before any sweep ran: the late filing itself brings it to light.
    async fn fd_7_1_a_late_filing_is_found(counter: Counter) {
        let (_, case) = served(&counter).await;
        counter.at("2026-03-10T08:00:00+08:00");
        let view = counter.person("approval_office").does(&case, "filing", copy()).await;
        assert_eq!((&view["noted_not_filed"], findings(&view)), (&json!(true), vec![not_filed()]));
        counter.sweep().await;
        assert_eq!(findings(&counter.clerk().looks_at(&case).await), [not_filed()]);
    }

    async fn fd_2_3_the_last_day_is_in_time(counter: Counter) {
        let (_, case) = served(&counter).await;
        counter.at("2026-03-09T23:59:59+08:00");
        let view = counter.clerk().does(&case, "filing", copy()).await;
        assert_eq!((findings(&view), &view["noted_not_filed"]), (vec![], &json!(false)));
        assert_clock(&view, "refusal_filing", "2026-03-09", "met", "FD-2.3");
        assert_eq!(documents(&view), ["non_permission_decision", "refusal_filing_form"]);
        let form = counter.clerk().gets(&format!("{}/documents/refusal_filing_form", case.path)).await;
        let text = form.to_string();
        for told in ["人社不许〔2026〕1号", "分管领导", "送2026-0003", "营商备〔2026〕8号", "测试乙"]
        {
            assert!(text.contains(told), "{told}: {text}");
        }
        assert_eq!(form["number"], "人社否备〔2026〕1号");
        counter.clerk().tries(&case, "filing", copy()).await.refused(409, "wrong_state", &["FD-2.3"]);
    }

    /// FD-2.2: ten working days to serve it, by local parameter.
    async fn fd_2_2_a_decision_served_late_is_missed(counter: Counter) {
        let (_, case) = drafted(&counter).await;
        let view = counter.person("leader_in_charge").does(&case, "approval", decision("granted")).await;
        assert_clock(&view, "refusal_delivery", "2026-03-16", "running", "FD-2.2");
        counter.at("2026-03-17T08:00:00+08:00");
        counter.sweep().await;
        assert_clock(&counter.clerk().looks_at(&case).await, "refusal_delivery", "2026-03-16", "red", "FD-2.2");
        let view = counter.clerk().does(&case, "service", service()).await;
        assert_clock(&view, "refusal_delivery", "2026-03-16", "missed", "FD-2.2");
    }

    /// The four breaches, recorded by those who oversee, whatever state the refusal is in.
    async fn fd_7_1_the_four_breaches_are_recorded_against_the_unit(counter: Counter) {
        let (_, case) = drafted(&counter).await;
        let breach = |breach: &str| json!({"breach": breach, "explanation": "抽查发现。"});
        for person in ["clerk", "head", "first_handler"] {
            counter
                .person(person)
                .tries(&case, "breaches", breach("without_ground"))
                .await
                .problem(403, "permission_denied");
        }
        let recorded = [
            ("approval_office", "without_ground", "refused_without_ground"),
            ("leading_group_office", "without_power", "refused_without_power"),
            ("leader_in_charge", "reasons_not_told", "reasons_not_told"),
            ("approval_office", "not_filed", "refusal_not_filed"),
        ];
        for (person, code, _) in recorded {
            counter.person(person).does(&case, "breaches", breach(code)).await;
        }
        let view = counter.clerk().looks_at(&case).await;
        let kinds: Vec<String> = findings(&view)
            .into_iter()
            .map(|(kind, basis)| {
                assert_eq!(basis, ["FD-7.1"]);
                kind
            })
            .collect();
        assert_eq!(kinds, recorded.map(|(_, _, finding)| finding.to_owned()));
        assert_eq!(view["breaches"].as_array().map(Vec::len), Some(4));
        counter.person("approval_office").tries(&case, "breaches", breach("rudeness")).await.problem(422, "invalid");
        assert!(counter.is_intact(&case).await);
    }

    /// FD-6.1: after filing, again and again; what is flagged names its breach, what is upheld has none.
    async fn fd_6_1_the_authority_reviews_what_was_filed(counter: Counter) {
        let (_, case) = served(&counter).await;
        let office = counter.person("leading_group_office");
        office.tries(&case, "reviews", review("2026-03-02", "upheld", None)).await.refused(
            409,
            "wrong_state",
            &["FD-6.1"],
        );
        counter.clerk().does(&case, "filing", copy()).await;
        counter
            .clerk()
            .tries(&case, "reviews", review("2026-03-02", "upheld", None))
            .await
            .problem(403, "permission_denied");
        office.tries(&case, "reviews", review("2026-03-03", "upheld", None)).await.refused(
            422,
            "in_the_future",
            &["FD-6.1"],
        );
        let differ = "breach_and_result_differ";
        office.tries(&case, "reviews", review("2026-03-02", "flagged", None)).await.refused(
            422,
            differ,
            &["FD-6.1", "FD-7.1"],
        );
        office.tries(&case, "reviews", review("2026-03-02", "upheld", Some("not_filed"))).await.refused(
            422,
            differ,
            &["FD-6.1", "FD-7.1"],
        );
        let view = office.does(&case, "reviews", review("2026-03-02", "upheld", None)).await;
        assert_eq!(findings(&view), []);
        let view = counter
            .person("approval_office")
            .does(&case, "reviews", review("2026-03-02", "flagged", Some("without_ground")))
            .await;
        assert_eq!((view["reviews"].as_array().map(Vec::len), &view["status"]), (Some(2), &json!("filed")));
        assert_eq!(findings(&view), [("refused_without_ground".to_owned(), vec!["FD-7.1".to_owned()])]);
        assert_eq!(
            (&view["reviews"][1]["bulletin_number"], &view["reviews"][1]["breach"]),
            (&json!("营商通〔2026〕2号"), &json!("without_ground"))
        );
    }

    async fn fd_4_4_the_archive_comes_after_the_filing(counter: Counter) {
        let (_, case) = served(&counter).await;
        let archive = json!({"dossier_number": "否备2026-001"});
        let early =
            counter.clerk().tries(&case, "archiving", archive.clone()).await.refused(409, "wrong_state", &["FD-4.4"]);
        assert_eq!(early.body["params"]["allowed_from"], json!(["filed"]));
        counter.clerk().does(&case, "filing", copy()).await;
        counter.clerk().does(&case, "archiving", archive.clone()).await;
        counter.clerk().tries(&case, "archiving", archive).await.refused(409, "wrong_state", &["FD-4.4"]);
        // A dossier in the archive is still reviewed.
        let view = counter
            .person("leading_group_office")
            .does(&case, "reviews", review("2026-03-02", "flagged", Some("reasons_not_told")))
            .await;
        assert_eq!((&view["status"], findings(&view).len()), (&json!("archived"), 1));
    }
}
