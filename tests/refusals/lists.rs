//! Lists of refusals: every filter, for those who may see them.

use serde_json::{Value, json};

use super::filing::{REFUSALS, decision, draft, service, wanting};
use crate::counter::at_the_counter;
use crate::counter::office::{UNIT, text};

/// Last figures of the numbers of a page.
fn numbers(page: &Value) -> Vec<String> {
    let items = page["items"].as_array().expect("items");
    items.iter().map(|item| text(item, "/number").trim_start_matches("FD-2026-00000").to_owned()).collect()
}

at_the_counter! {
    async fn filters_find_what_they_name(counter: Counter) {
        let clerk = counter.clerk();
        let first = wanting(&counter).await;
        let one = clerk.opens(REFUSALS, draft(&first, "non_permission", "conditions_not_met", json!({}))).await;
        counter.person("leader_in_charge").does(&one, "approval", decision("granted")).await;
        clerk.does(&one, "service", service()).await;
        counter.at("2026-03-04T09:00:00+08:00");
        let second = clerk.registers(&counter.direct, &["M01"]).await;
        clerk.does(&second, "examination", json!({"outcome": "incomplete"})).await;
        let two = clerk.opens(REFUSALS, draft(&second, "non_acceptance", "not_corrected", json!({}))).await;
        let third = wanting(&counter).await;
        let three = clerk.opens(REFUSALS, draft(&third, "non_permission", "conditions_not_met", json!({}))).await;
        counter.person("leader_in_charge").does(&three, "approval", decision("refused")).await;
        counter.at("2026-03-11T09:00:00+08:00");

        let overseer = counter.person("assessment_team");
        for (query, expected) in [
            (String::new(), vec!["1", "2", "3"]),
            ("status=drafted&status=dropped".to_owned(), vec!["2", "3"]),
            ("kind=non_acceptance".to_owned(), vec!["2"]),
            (format!("unit_id={}", counter.unit(UNIT)), vec!["1", "2", "3"]),
            (format!("unit_id={}", counter.unit("injury_department")), vec![]),
            (format!("item_id={}", counter.direct), vec!["2"]),
            (format!("application_id={}", third.id), vec!["3"]),
            (format!("q={}", second.number), vec!["2"]),
            (format!("number={}", two.number), vec!["2"]),
            ("received_from=2026-03-04T00:00:00%2B08:00".to_owned(), vec!["2", "3"]),
            ("received_to=2026-03-04T00:00:00%2B08:00".to_owned(), vec!["1"]),
            ("due_from=2026-03-09&due_to=2026-03-10".to_owned(), vec!["1"]),
            ("deadline_state=red".to_owned(), vec!["1"]),
            ("deadline_state=amber".to_owned(), vec![]),
            ("updated_since=2026-03-04T01:00:00Z".to_owned(), vec!["2", "3"]),
        ] {
            let page = overseer.gets(&format!("{REFUSALS}?sort=number&include_total=true&{query}")).await;
            assert_eq!(
                (numbers(&page), &page["total"]),
                (expected.iter().map(|n| (*n).to_owned()).collect(), &json!(expected.len())),
                "{query}"
            );
        }
        assert_eq!(numbers(&overseer.gets(&format!("{REFUSALS}?sort=-number&limit=2")).await), ["3", "2"]);
        assert_eq!(numbers(&overseer.gets(&format!("{REFUSALS}?sort=next_due_on")).await)[0], "1");
        let whole = overseer.gets(&format!("{REFUSALS}?sort=number")).await;
        let (open, dropped) = (&whole["items"][1], &whole["items"][2]);
        assert_eq!(
            (&open["kind"], &open["ended_at"], &open["item_id"]),
            (&json!("non_acceptance"), &json!(null), &json!(counter.direct))
        );
        assert_eq!(
            (&dropped["status"], &dropped["ended_at"]),
            (&json!("dropped"), &json!("2026-03-04T09:00:00.000+08:00"))
        );
        overseer.client().get(&format!("{REFUSALS}?ground=prohibited")).await.problem(400, "invalid_query");
    }
}
