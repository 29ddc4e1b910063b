//! Findings: what the office did not do, in the case, in the list for those who oversee, and in the feed without anybody's name.

use serde_json::{Value, json};

use crate::counter::at_the_counter;
use crate::counter::office::{Case, Counter, UNIT, text};
use crate::refusals::filing::{REFUSALS, draft};

const FINDINGS: &str = "/v1/findings";

fn kinds(page: &Value) -> Vec<String> {
    page["items"].as_array().expect("items").iter().map(|item| text(item, "/kind")).collect()
}

/// One application nobody looked at, of the pension department, found on 10 March; one breach of a refusal, on 12 March; and one
/// forgotten application of the employment section, on 20 March. Returns the three cases.
async fn three(counter: &Counter) -> [Case; 3] {
    let silent = counter.clerk().registers(&counter.permit, &["M01"]).await;
    counter.at("2026-03-10T08:00:00+08:00");
    counter.sweep().await;
    counter.at("2026-03-12T08:00:00+08:00");
    let body = draft(&silent, "non_permission", "conditions_not_met", json!({}));
    let refusal = counter.clerk().opens(REFUSALS, body).await;
    let breach = json!({"breach": "without_power", "explanation": "抽查发现越权。"});
    counter.person("approval_office").does(&refusal, "breaches", breach).await;
    let elsewhere = counter.publishes("elsewhere", json!({"unit_id": counter.unit("employment_section")})).await;
    let theirs = counter.person("handler").registers(&elsewhere, &["M01"]).await;
    counter.at("2026-03-20T08:00:00+08:00");
    counter.sweep().await;
    [silent, refusal, theirs]
}

at_the_counter! {
    /// FD-5.1 FD-7.1: by kind, case, unit and day; page by page.
    async fn findings_are_listed_and_filtered(counter: Counter) {
        let [silent, refusal, theirs] = three(&counter).await;
        let overseer = counter.person("assessment_team");
        let all = overseer.gets(FINDINGS).await;
        assert_eq!(kinds(&all), ["deemed_accepted", "refused_without_power", "deemed_accepted"]);
        let (unit, other) = (counter.unit(UNIT), counter.unit("employment_section"));
        for (query, expected) in [
            ("kind=refused_without_power".to_owned(), vec![1]),
            ("kind=refused_without_power&kind=deemed_accepted".to_owned(), vec![0, 1, 2]),
            ("kind=repeated_trips".to_owned(), vec![]),
            ("subject_kind=application".to_owned(), vec![0, 2]),
            (format!("subject_id={}", refusal.id), vec![1]),
            (format!("unit_id={unit}"), vec![0, 1]),
            (format!("unit_id={other}"), vec![2]),
            ("found_from=2026-03-12".to_owned(), vec![1, 2]),
            ("found_to=2026-03-12".to_owned(), vec![0]),
            ("found_from=2026-03-12&found_to=2026-03-13".to_owned(), vec![1]),
        ] {
            let page = overseer.gets(&format!("{FINDINGS}?{query}")).await;
            let wanted: Vec<&Value> = expected.iter().map(|place: &usize| &all["items"][*place]).collect();
            assert_eq!(page["items"].as_array().expect("items").iter().collect::<Vec<_>>(), wanted, "{query}");
        }
        let ids: Vec<String> =
            all["items"].as_array().expect("items").iter().map(|one| text(one, "/subject_id")).collect();
        assert_eq!(ids, [silent.id, refusal.id, theirs.id]);
        let found = &all["items"][1];
        assert_eq!((&found["basis"][0]["obligation"], &found["found_on"]), (&json!("FD-7.1"), &json!("2026-03-12")));
        let first = overseer.gets(&format!("{FINDINGS}?limit=2")).await;
        let cursor = text(&first, "/next_cursor");
        let rest = overseer.gets(&format!("{FINDINGS}?limit=2&cursor={cursor}")).await;
        assert_eq!((kinds(&first).len(), &rest["items"][0], &rest["next_cursor"]), (2, &all["items"][2], &json!(null)));
        for query in ["kind=rudeness", "colour=red", "found_from=yesterday", "limit=0"] {
            overseer.client().get(&format!("{FINDINGS}?{query}")).await.problem(400, "invalid_query");
        }
    }

    /// A unit reads what is held against itself, those who oversee read everything, all others nothing.
    async fn findings_are_for_the_unit_and_those_who_oversee(counter: Counter) {
        let [silent, ..] = three(&counter).await;
        for person in [
            "approval_office",
            "acceptance_officer",
            "bureau_leader",
            "leading_group_office",
            "assessment_team",
            "discipline_officer",
        ] {
            assert_eq!(kinds(&counter.person(person).gets(FINDINGS).await).len(), 3, "{person}");
        }
        for (person, seen) in [("first_handler", 2), ("head", 2), ("handler", 1), ("unit_leader", 1)] {
            assert_eq!(kinds(&counter.person(person).gets(FINDINGS).await).len(), seen, "{person}");
        }
        // Asking for another unit's shows nothing more.
        let foreign = format!("{FINDINGS}?unit_id={}", counter.unit(UNIT));
        assert_eq!(counter.person("handler").gets(&foreign).await["items"], json!([]));
        assert_eq!(
            counter.person("handler").gets(&format!("{FINDINGS}?subject_id={}", silent.id)).await["items"],
            json!([])
        );
        for person in ["clerk", "integration", "auditor", "sys_admin", "duty_leader"] {
            counter.person(person).client().get(FINDINGS).await.problem(403, "permission_denied");
        }
    }

    /// The case shows the same finding; the log and the feed say that there is one.
    async fn a_finding_stands_in_its_case_and_in_the_feed(counter: Counter) {
        let [silent, refusal, _] = three(&counter).await;
        let listed = counter.person("assessment_team").gets(FINDINGS).await;
        assert_eq!(counter.clerk().looks_at(&silent).await["findings"], json!([listed["items"][0]]));
        assert_eq!(counter.clerk().looks_at(&refusal).await["findings"], json!([listed["items"][1]]));
        let log = counter.log(&refusal).await;
        let entry = log.iter().find(|entry| entry["kind"] == "finding_recorded").expect("an entry");
        let payload = entry["payload"].as_object().expect("a payload");
        assert_eq!(
            (&payload["kind"], &payload["unit_id"]),
            (&json!("refused_without_power"), &json!(counter.unit(UNIT)))
        );
        assert_eq!(entry["basis"][0]["obligation"], "FD-7.1");
        assert_eq!(payload.len(), 2, "{payload:?}");
        let feed = counter.person("integration").client().get("/v1/events?limit=200").await.expect(200);
        let topics: Vec<&str> = feed.body["items"]
            .as_array()
            .expect("items")
            .iter()
            .filter(|item| item["topic"].as_str().is_some_and(|topic| topic.ends_with(".finding_recorded")))
            .filter_map(|item| item["subject_kind"].as_str())
            .collect();
        assert_eq!(topics, ["application", "refusal", "application"]);
        for private in ["测试乙", "13900001234", "抽查发现", "越权"] {
            assert!(!feed.text.contains(private), "{private}");
        }
    }
}
