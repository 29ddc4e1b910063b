//! Lists of notices: every filter, every order, page by page.

use serde_json::{Value, json};

use super::enquiry::{NOTICES, asked, enquiry, telling, to_colleague, visitor};
use crate::counter::at_the_counter;
use crate::counter::office::{Person, UNIT, text};

/// Numbers of a page, without what they have in common.
fn numbers(page: &Value) -> Vec<String> {
    let items = page["items"].as_array().expect("items");
    items.iter().map(|item| text(item, "/number").trim_start_matches("GZ-2026-00000").to_owned()).collect()
}

async fn walk(person: &Person<'_>, path: &str) -> Vec<String> {
    let (mut seen, mut next) = (Vec::new(), Some(path.to_owned()));
    while let Some(here) = next {
        let page = person.gets(&here).await;
        seen.extend(numbers(&page));
        next = page["next_cursor"].as_str().map(|cursor| format!("{path}&cursor={cursor}"));
    }
    seen
}

at_the_counter! {
    async fn filters_find_what_they_name(counter: Counter) {
        let clerk = counter.clerk();
        let one = asked(&clerk).await;
        clerk.does(&one, "telling", telling()).await;
        let about = json!({"item_id": counter.permit, "matter": "劳务派遣怎样备案"});
        clerk.opens(NOTICES, enquiry(json!({"competence": "no_clear_handler"}), about)).await;
        counter.at("2026-03-05T09:00:00+08:00");
        let route = to_colleague(&counter, "absent_handler", "first_handler");
        clerk.opens(NOTICES, enquiry(route, json!({"visitor": visitor()}))).await;
        let application = clerk.registers(&counter.permit, &["M01"]).await;
        clerk.does(&application, "examination", json!({"outcome": "incomplete"})).await;
        counter.person("window_clerk").opens(NOTICES, enquiry(json!({"competence": "same_person"}), json!({}))).await;

        let overseer = counter.person("approval_office");
        let unit = counter.unit(UNIT);
        for (query, expected) in [
            (String::new(), vec!["1", "2", "3", "4", "5"]),
            ("status=told&status=issued".to_owned(), vec!["1", "4"]),
            ("kind=correction".to_owned(), vec!["4"]),
            ("kind=enquiry&status=open".to_owned(), vec!["5"]),
            (format!("unit_id={unit}"), vec!["1", "2", "3", "4"]),
            (format!("unit_id={unit}&unit_id={}", counter.unit("service_hall")), vec!["1", "2", "3", "4", "5"]),
            (format!("item_id={}", counter.permit), vec!["2", "4"]),
            (format!("application_id={}", application.id), vec!["4"]),
            ("q=劳务派遣".to_owned(), vec!["2"]),
            ("q=000003".to_owned(), vec!["3"]),
            ("number=GZ-2026-000004".to_owned(), vec!["4"]),
            ("received_from=2026-03-05T09:00:00%2B08:00".to_owned(), vec!["3", "4", "5"]),
            ("received_to=2026-03-05T09:00:00%2B08:00".to_owned(), vec!["1", "2"]),
            ("updated_since=2026-03-05T01:00:00Z".to_owned(), vec!["3", "4", "5"]),
            ("due_from=2026-03-04".to_owned(), vec!["3"]),
            ("due_from=2026-03-03&due_to=2026-03-06".to_owned(), vec!["2"]),
            ("deadline_state=red".to_owned(), vec!["2"]),
            ("q=%25".to_owned(), vec![]),
        ] {
            let page = overseer.gets(&format!("{NOTICES}?sort=number&include_total=true&{query}")).await;
            assert_eq!(
                (numbers(&page), &page["total"]),
                (expected.iter().map(|n| (*n).to_owned()).collect(), &json!(expected.len())),
                "{query}"
            );
        }
        let own = clerk.gets(&format!("{NOTICES}?sort=number&include_total=true")).await;
        assert_eq!((numbers(&own).len(), &own["total"]), (4, &json!(4)), "the total counts what may be seen");
        let red = &overseer.gets(&format!("{NOTICES}?deadline_state=red")).await["items"][0];
        assert_eq!(
            (&red["next_due_on"], &red["deadline_state"], &red["kind"]),
            (&json!("2026-03-03"), &json!("red"), &json!("enquiry"))
        );
        let told = &overseer.gets(&format!("{NOTICES}?status=told")).await["items"][0];
        assert_eq!((&told["ended_at"], &told["next_due_on"]), (&json!("2026-03-02T09:00:00.000+08:00"), &json!(null)));
        for (query, field) in [
            ("status=lost", "status"),
            ("kind=refusal", "kind"),
            ("colour=red", "colour"),
            ("limit=201", "limit"),
            ("sort=colour", "sort"),
        ] {
            let refused = overseer.client().get(&format!("{NOTICES}?{query}")).await.problem(400, "invalid_query");
            assert_eq!(refused.faults()[0].0, field, "{}", refused.text);
        }
    }

    async fn every_order_walks_through_all_pages_once(counter: Counter) {
        let clerk = counter.clerk();
        for place in 0..7 {
            if place % 3 == 0 {
                counter.server.clock.advance(chrono::Duration::hours(20));
            }
            let route = if place % 2 == 0 {
                json!({"competence": "no_clear_handler"})
            } else {
                json!({"competence": "same_person"})
            };
            clerk.opens(NOTICES, enquiry(route, json!({}))).await;
        }
        for sort in [
            "received_at",
            "-received_at",
            "number",
            "-number",
            "next_due_on",
            "-next_due_on",
            "updated_at",
            "-updated_at",
        ] {
            let whole = numbers(&clerk.gets(&format!("{NOTICES}?sort={sort}")).await);
            let walked = walk(&clerk, &format!("{NOTICES}?sort={sort}&limit=2")).await;
            assert_eq!(walked, whole, "{sort}");
            let mut all = walked;
            all.sort();
            all.dedup();
            assert_eq!(all.len(), 7, "{sort}");
        }
        assert_eq!(numbers(&clerk.gets(&format!("{NOTICES}?sort=-number")).await), ["7", "6", "5", "4", "3", "2", "1"]);
        let page = clerk.client().get(&format!("{NOTICES}?limit=3")).await.expect(200);
        assert!(page.header("link").contains("rel=\"next\""), "{}", page.header("link"));
        let cursor = page.str("/next_cursor").to_owned();
        for misuse in [
            format!("limit=3&sort=number&cursor={cursor}"),
            format!("status=told&cursor={cursor}"),
            "cursor=made-up".to_owned(),
        ] {
            clerk.client().get(&format!("{NOTICES}?{misuse}")).await.problem(400, "invalid_query");
        }
    }
}
