//! Correction notices of applications: everything at once, served; what comes later is issued too, and found against the office.

use serde_json::{Value, json};

use super::enquiry::{asked, telling};
use crate::counter::at_the_counter;
use crate::counter::office::{Case, Counter, Refused, UNIT, documents, findings, material, text};

/// The examination that asks for corrections, with these defects.
fn incomplete(defects: &[&str]) -> Value {
    let defects: Vec<Value> =
        defects.iter().map(|code| json!({"code": code, "problem": "日期有误，请更正。"})).collect();
    json!({"outcome": "incomplete", "defects": defects})
}

/// A complaint taken in by 信访室; returns its id.
async fn complaint(counter: &Counter) -> String {
    let body = json!({
        "channel": "phone", "category": "refusal_or_delay", "title": "材料没有一次说清", "content": "反映为一张证明先后跑了三次。",
        "complainant": {"kind": "person", "name": "测试丁"}, "respondents": [{"description": "养老保险窗口"}]
    });
    let made = counter.person("acceptance_officer").client().post("/v1/complaints").json(&body).await.expect(201);
    made.str("/complaint/id").to_owned()
}

at_the_counter! {
    /// RQ-5.1: in writing, all at once, with what can be deferred; then it reaches the applicant.
    async fn yc_6_1_a_correction_notice_names_everything_and_is_served(counter: Counter) {
        let clerk = counter.clerk();
        let application = clerk.registers(&counter.permit, &["M01"]).await;
        let view = clerk.does(&application, "examination", incomplete(&["M01"])).await;
        let case = Case::related(&view, "notice");
        let view = clerk.looks_at(&case).await;
        assert_eq!(
            (&view["kind"], &view["status"], &view["round"]),
            (&json!("correction"), &json!("issued"), &json!(1))
        );
        assert_eq!((&view["application_id"], &view["item_id"]), (&json!(application.id), &json!(counter.permit)));
        let asked: Vec<_> = view["shortcomings"]
            .as_array()
            .expect("shortcomings")
            .iter()
            .map(|one| (one["code"].clone(), one["kind"].clone(), one["deferrable"].clone()))
            .collect();
        assert_eq!(
            asked,
            [
                (json!("M01"), json!("defective"), json!(false)),
                (json!("M02"), json!("missing"), json!(true)),
                (json!("M03"), json!("missing"), json!(true)),
            ]
        );
        assert_eq!((&view["deferral_told"], documents(&view)), (&json!(true), vec!["correction_notice".to_owned()]));
        assert_eq!(view["documents"][0]["number"], "人社补〔2026〕1号");

        clerk.tries(&case, "telling", telling()).await.refused(409, "wrong_state", &["YC-4.1"]);
        let served = |at: &str| json!({"method": "in_person", "served_at": at, "proof_number": "送2026-0002"});
        clerk.tries(&case, "service", served("2026-03-02T08:59:59+08:00")).await.refused(
            422,
            "before_issue",
            &["YC-6.1"],
        );
        clerk.tries(&case, "service", served("2026-03-02T09:00:01+08:00")).await.refused(
            422,
            "in_the_future",
            &["YC-6.1"],
        );
        counter
            .person("approval_office")
            .tries(&case, "service", served("2026-03-02T09:00:00+08:00"))
            .await
            .problem(403, "permission_denied");
        counter
            .person("handler")
            .tries(&case, "service", served("2026-03-02T09:00:00+08:00"))
            .await
            .problem(404, "not_found");
        let view = clerk.does(&case, "service", served("2026-03-02T09:00:00+08:00")).await;
        assert_eq!((&view["status"], &view["service"]["proof_number"]), (&json!("served"), &json!("送2026-0002")));
        clerk.tries(&case, "service", served("2026-03-02T09:00:00+08:00")).await.refused(
            409,
            "wrong_state",
            &["YC-6.1"],
        );
        assert_eq!(counter.kinds(&case).await, ["issued", "document_issued", "served"]);
        assert!(counter.is_intact(&case).await);
    }

    /// The citizen must not suffer: the second notice leaves all the same, and the office answers for it.
    async fn yc_6_1_what_was_not_told_at_once_is_found_against_the_office(counter: Counter) {
        let clerk = counter.clerk();
        let application = clerk.registers(&counter.permit, &["M01"]).await;
        let view = clerk.does(&application, "examination", incomplete(&[])).await;
        assert_eq!(findings(&view), [], "the first time is no fault");
        counter.at("2026-03-04T10:00:00+08:00");
        clerk.does(&application, "material-supplies", json!({"materials": [material("M02"), material("M03")]})).await;
        // The application form lay there all the time.
        let examiner = counter.person("first_handler");
        let view = examiner.does(&application, "examination", incomplete(&["M01"])).await;
        assert_eq!(
            (&view["status"], findings(&view)),
            (&json!("awaiting_correction"), vec![("not_told_at_once".to_owned(), vec!["YC-6.1".to_owned()])])
        );
        let found = &view["findings"][0];
        assert_eq!(
            (&found["unit_id"], &found["user_id"]),
            (&json!(counter.unit(UNIT)), &json!(counter.user("first_handler")))
        );
        assert_eq!(
            (&found["found_on"], &found["subject_kind"], &found["subject_id"]),
            (&json!("2026-03-04"), &json!("application"), &json!(application.id))
        );
        assert!(text(found, "/detail").contains("M01"), "{found}");
        let second = clerk.looks_at(&Case::related(&view, "notice")).await;
        assert_eq!(
            (&second["round"], &second["shortcomings"][0]["code"], &second["deferral_told"]),
            (&json!(2), &json!("M01"), &json!(false))
        );
        assert_eq!(second["documents"][0]["number"], "人社补〔2026〕2号");
        let notices = clerk.gets(&format!("/v1/notices?application_id={}&sort=number", application.id)).await;
        assert_eq!(notices["items"].as_array().map(Vec::len), Some(2));
    }

    /// Asked for again, or handed in only since: nothing that could have been told before.
    async fn yc_6_1_what_could_not_be_told_before_is_no_fault(counter: Counter) {
        let clerk = counter.clerk();
        let application = clerk.registers(&counter.permit, &["M01"]).await;
        clerk.does(&application, "examination", incomplete(&[])).await;
        counter.at("2026-03-04T10:00:00+08:00");
        clerk.does(&application, "material-supplies", json!({"materials": [material("M02"), material("M04")]})).await;
        // M03 is still missing, M02 is there and wrong, M04 came unasked.
        let view = clerk.does(&application, "examination", incomplete(&["M02", "M04"])).await;
        assert_eq!(findings(&view), []);
        assert_eq!(clerk.looks_at(&Case::related(&view, "notice")).await["round"], 2);
        // Nobody asks for what is not on the list.
        counter.at("2026-03-05T10:00:00+08:00");
        clerk.does(&application, "material-supplies", json!({"materials": [material("M02")]})).await;
        let invented = clerk.tries(&application, "examination", incomplete(&["M09"])).await;
        invented.refused(422, "unknown_material", &["RQ-2.1", "YC-6.1"]);
    }

    /// Sent to and fro, and complained about: the complaint is linked and the unit answers.
    async fn yc_9_1_repeated_trips_that_were_complained_about_are_found(counter: Counter) {
        let clerk = counter.clerk();
        let case = asked(&clerk).await;
        let id = complaint(&counter).await;
        let link = json!({"complaint_id": id});
        counter.person("approval_office").tries(&case, "complaints", link.clone()).await.refused(
            409,
            "wrong_state",
            &["YC-9.1"],
        );
        clerk.does(&case, "telling", telling()).await;
        let unknown = counter
            .person("approval_office")
            .tries(&case, "complaints", json!({"complaint_id": "none"}))
            .await
            .problem(422, "invalid");
        assert_eq!(unknown.faults(), [("/complaint_id".to_owned(), "unknown_reference".to_owned())]);
        for person in ["acceptance_officer", "assessment_team", "discipline_officer", "integration"] {
            counter.person(person).tries(&case, "complaints", link.clone()).await.problem(403, "permission_denied");
        }
        counter.person("handler").tries(&case, "complaints", link.clone()).await.problem(404, "not_found");
        let view = counter.person("approval_office").does(&case, "complaints", link.clone()).await;
        assert_eq!((&view["complaints"][0]["complaint_id"], &view["status"]), (&json!(id), &json!("told")));
        assert_eq!(findings(&view), [("repeated_trips".to_owned(), vec!["YC-9.1".to_owned()])]);
        assert_eq!(view["findings"][0]["user_id"], json!(counter.user("clerk")));
        counter.person("leading_group_office").tries(&case, "complaints", link).await.refused(
            409,
            "already_linked",
            &["YC-9.1"],
        );
        assert_eq!(findings(&clerk.looks_at(&case).await).len(), 1);
        let other = complaint(&counter).await;
        let view =
            counter.person("leading_group_office").does(&case, "complaints", json!({"complaint_id": other})).await;
        assert_eq!(findings(&view).len(), 2);
        assert!(counter.is_intact(&case).await);
    }
}
