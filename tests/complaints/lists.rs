//! The list of complaints and the event feed: filters, orders, pages, and nothing missed.

use serde_json::{Value, json};

use super::office::Person;

on_both_engines! {
    async fn filters_narrow_and_combine(office: Office) {
        let officer = office.officer();
        office.at("2026-11-23T09:00:00+08:00");
        let phone = officer.registers(json!({"title": "电话反映取号"})).await;
        let letter = officer.registers(json!({"channel": "letter", "category": "unlawful_fees"})).await;
        office.at("2026-11-24T09:00:00+08:00");
        let handled = office.handling("simple").await;

        let unit = office.unit("employment_section");
        let found = [
            ("status=registered".to_owned(), vec![&phone, &letter]),
            ("status=registered&status=handling".to_owned(), vec![&phone, &letter, &handled]),
            ("channel=letter".to_owned(), vec![&letter]),
            ("category=unlawful_fees&channel=phone".to_owned(), vec![]),
            (format!("unit_id={unit}"), vec![&handled]),
            ("q=电话反映".to_owned(), vec![&phone]),
            (format!("number={}", letter.number), vec![&letter]),
            ("received_from=2026-11-24T00:00:00%2B08:00".to_owned(), vec![&handled]),
            ("received_to=2026-11-24T09:00:00%2B08:00".to_owned(), vec![&phone, &letter]),
            ("updated_since=2026-11-24T01:00:00Z".to_owned(), vec![&handled]),
            ("due_from=2026-11-26&due_to=2026-11-27".to_owned(), vec![&phone, &letter]),
        ];
        for (query, cases) in found {
            let page = officer.gets(&format!("/v1/complaints?sort=number&include_total=true&{query}")).await;
            let expected: Vec<&str> = cases.iter().map(|case| case.number.as_str()).collect();
            assert_eq!(
                (numbers(&page), &page["total"]),
                (expected.iter().map(|n| n.to_string()).collect(), &json!(expected.len())),
                "{query}"
            );
        }
        let summary = officer.gets(&format!("/v1/complaints?number={}", handled.number)).await;
        let summary = &summary["items"][0];
        assert_eq!(
            (&summary["status"], &summary["unit_id"], &summary["complexity"]),
            (&json!("handling"), &json!(unit), &json!("simple"))
        );
        assert!(summary.get("complainant").is_none() && summary.get("content").is_none());
    }

    async fn every_order_walks_through_all_pages_once(office: Office) {
        let officer = office.officer();
        office.at("2026-11-23T09:00:00+08:00");
        for place in 0..7 {
            // Several with the same moment: the id decides.
            if place % 3 == 0 {
                office.server.clock.advance(chrono::Duration::hours(20));
            }
            let case = officer.registers(json!({})).await;
            if place == 2 {
                // No open deadline: it has no place among due dates but the last.
                officer.does(&case, "on-the-spot-answer", json!({"answer": "已答复。", "method": "phone"})).await;
                officer.does(&case, "archiving", json!({"nature": "other", "dossier_number": "1"})).await;
            }
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
            let whole = numbers(&officer.gets(&format!("/v1/complaints?sort={sort}")).await);
            let walked = walk(&officer, &format!("/v1/complaints?sort={sort}&limit=2")).await;
            assert_eq!(walked, whole, "{sort}");
            let mut all = walked.clone();
            all.sort();
            all.dedup();
            assert_eq!(all.len(), 7, "{sort}: {walked:?}");
        }
        let ordered = numbers(&officer.gets("/v1/complaints?sort=number").await);
        assert!(ordered.is_sorted());
        let due = numbers(&officer.gets("/v1/complaints?sort=next_due_on").await);
        assert_eq!(due.last().map(String::as_str), Some("TS-2026-000003"));

        let page = officer.client().get("/v1/complaints?limit=3").await.expect(200);
        assert!(page.header("link").contains("rel=\"next\""), "{}", page.header("link"));
        let cursor = page.str("/next_cursor").to_owned();
        for misuse in [
            format!("/v1/complaints?limit=3&sort=number&cursor={cursor}"),
            format!("/v1/complaints?status=accepted&cursor={cursor}"),
            "/v1/complaints?cursor=made-up".to_owned(),
        ] {
            officer.client().get(&misuse).await.problem(400, "invalid_query");
        }
    }

    async fn a_query_that_is_not_understood_is_refused(office: Office) {
        for query in [
            "colour=red",
            "status=lost",
            "limit=201",
            "limit=0",
            "sort=colour",
            "received_from=yesterday",
            "include_total=perhaps",
        ] {
            let reply =
                office.officer().client().get(&format!("/v1/complaints?{query}")).await.problem(400, "invalid_query");
            assert_eq!(reply.faults()[0].0, query.split('=').next().expect("a key"), "{}", reply.text);
        }
        office.officer().client().get("/v1/deadlines?colour=red").await.problem(400, "invalid_query");
    }

    async fn the_feed_is_dense_in_order_and_resumes_where_it_was_left(office: Office) {
        let case = office.handling("simple").await;
        office.officer().does(&case, "withdrawal", json!({})).await;
        let integration = office.person("integration");
        assert_eq!(integration.gets("/v1/events").await["items"], json!([]), "not published yet");
        office.sweep().await;
        let (mut seen, mut cursor) = (Vec::new(), None::<String>);
        loop {
            let from = cursor.as_ref().map(|cursor| format!("&cursor={cursor}")).unwrap_or_default();
            let page = integration.gets(&format!("/v1/events?limit=2{from}")).await;
            seen.extend(page["items"].as_array().expect("items").clone());
            cursor = page["next_cursor"].as_str().map(str::to_owned);
            if page["more"] == false {
                break;
            }
        }
        let positions: Vec<i64> = seen.iter().filter_map(|item| item["position"].as_i64()).collect();
        assert_eq!(positions, (1..=positions.len() as i64).collect::<Vec<_>>());
        let of_case = |items: &[Value]| -> Vec<String> {
            let ours = items.iter().filter(|item| item["subject_id"] == json!(case.id));
            ours.map(|item| item["topic"].as_str().expect("a topic").to_owned()).collect()
        };
        assert_eq!(
            of_case(&seen),
            [
                "registered",
                "accepted",
                "document_issued",
                "assigned",
                "receipt_signed",
                "withdrawn",
                "terminated",
                // Due for the archive today.
                "deadline_turned_amber",
            ]
            .map(|kind| format!("complaint.{kind}"))
        );
        // What comes later comes after.
        office.server.clock.advance(chrono::Duration::minutes(2));
        office.officer().does(&case, "archiving", json!({"nature": "other", "dossier_number": "1"})).await;
        office.sweep().await;
        let cursor = cursor.expect("where it ended");
        let later = integration.gets(&format!("/v1/events?cursor={cursor}")).await;
        assert_eq!(of_case(later["items"].as_array().expect("items")), ["complaint.archived"]);
        assert_eq!(later["items"][0]["position"], json!(positions.len() + 1));
    }
}

fn numbers(page: &Value) -> Vec<String> {
    let number = |item: &Value| item["number"].as_str().expect("a number").to_owned();
    page["items"].as_array().expect("items").iter().map(number).collect()
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
