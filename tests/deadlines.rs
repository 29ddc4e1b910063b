//! Deadlines of the counter across cases: for whose eyes, and what a new calendar does to them.

use serde_json::{Value, json};

use crate::calendar::made_up_year;
use crate::counter::at_the_counter;
use crate::counter::office::{Case, Counter, assert_clock, clock, text};
use crate::notices::enquiry::{NOTICES, enquiry, to_colleague, visitor};
use crate::refusals::filing::served;

/// An enquiry that waits for an absent handler.
async fn passed_on(counter: &Counter) -> Case {
    let route = to_colleague(counter, "absent_handler", "first_handler");
    counter.clerk().opens(NOTICES, enquiry(route, json!({"visitor": visitor()}))).await
}

/// Kind of case and kind of limit, in the order of the list.
fn listed(page: &Value) -> Vec<(String, String)> {
    let items = page["items"].as_array().expect("items");
    items.iter().map(|item| (text(item, "/subject_kind"), text(item, "/deadline/kind"))).collect()
}

/// When the nearest limit of a case ends, as lists say.
async fn next_due(counter: &Counter, collection: &str, case: &Case) -> Value {
    counter.person("approval_office").gets(&format!("{collection}?number={}", case.number)).await["items"][0]["next_due_on"].clone()
}

/// The day off of an overlay, in force or not.
async fn snow(counter: &Counter, active: bool) -> Value {
    let body = json!({"days_off": {"2026-03-03": "大雪停工"}, "active": active});
    counter.person("sys_admin").client().put("/v1/calendar/overlays/snow").json(&body).await.expect(200).body
}

at_the_counter! {
    /// The same filter as for the cases: a unit its own, machines what they passed on, those who oversee all.
    async fn deadlines_are_listed_to_those_who_may_see_the_case(counter: Counter) {
        let notice = passed_on(&counter).await;
        let (_, refusal) = served(&counter).await;
        let online = json!({"channel": "online", "source_system": "portal", "external_ref": "1"});
        let online = counter.person("integration").registers_with(&counter.permit, &["M01"], online).await;
        let open = "/v1/deadlines?state=running&state=amber&state=red";
        let all = [("notice", "passing_on"), ("refusal", "refusal_filing"), ("application", "examination")];
        let all: Vec<(String, String)> = all.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        for person in [
            "clerk",
            "first_handler",
            "head",
            "approval_office",
            "acceptance_officer",
            "bureau_leader",
            "leading_group_office",
        ] {
            let mut seen = listed(&counter.person(person).gets(open).await);
            // Two end on the same day, in either order.
            seen.sort_by_key(|pair| all.iter().position(|known| known == pair));
            assert_eq!(seen, all, "{person}");
        }
        let page = counter.clerk().gets(open).await;
        assert_eq!(
            (&page["items"][0]["subject_id"], &page["items"][0]["deadline"]["due_on"]),
            (&json!(notice.id), &json!("2026-03-03"))
        );
        for stranger in ["handler", "unit_leader", "window_clerk"] {
            assert_eq!(counter.person(stranger).gets("/v1/deadlines").await["items"], json!([]), "{stranger}");
        }
        let own = counter.person("integration").gets("/v1/deadlines").await;
        assert_eq!(
            (listed(&own), &own["items"][0]["subject_id"]),
            (vec![("application".to_owned(), "examination".to_owned())], &json!(online.id))
        );
        for closed in ["duty_leader", "auditor", "sys_admin", "assessment_team"] {
            counter.person(closed).client().get("/v1/deadlines").await.problem(403, "permission_denied");
        }
        let filing = counter.clerk().gets("/v1/deadlines?kind=refusal_filing").await;
        assert_eq!(
            (filing["items"].as_array().map(Vec::len), &filing["items"][0]["subject_id"]),
            (Some(1), &json!(refusal.id))
        );
        assert!(!page.to_string().contains("测试") && !page.to_string().contains("13900004321"), "{page}");
    }

    /// A local day off moves every open limit and the nearest day of its case, on record; stopping it moves them back.
    async fn a_local_day_off_moves_the_limits_of_the_counter(counter: Counter) {
        let notice = passed_on(&counter).await;
        let (_, refusal) = served(&counter).await;
        let application = counter.clerk().registers(&counter.permit, &["M01"]).await;
        let cases = [
            ("/v1/notices", &notice, "passing_on", "2026-03-03", "2026-03-04"),
            ("/v1/refusals", &refusal, "refusal_filing", "2026-03-09", "2026-03-10"),
            ("/v1/applications", &application, "examination", "2026-03-09", "2026-03-10"),
        ];
        for (active, later) in [(true, true), (false, false)] {
            let change = snow(&counter, active).await;
            let moved = change["moved"].as_array().expect("moved");
            assert_eq!(moved.len(), 3, "closed limits stay: {moved:#?}");
            for (collection, case, kind, usual, snowed_in) in cases {
                let due = if later { snowed_in } else { usual };
                let view = counter.clerk().looks_at(case).await;
                assert_eq!(clock(&view, kind)["due_on"], due, "{kind}");
                assert_eq!(next_due(&counter, collection, case).await, json!(due), "{kind}");
                let one = moved.iter().find(|one| one["kind"] == kind).expect("moved");
                assert_eq!((&one["subject_id"], &one["to"]), (&json!(case.id), &json!(due)));
                assert!(counter.is_intact(case).await);
            }
        }
        let kinds = counter.kinds(&application).await;
        assert_eq!(kinds, ["registered", "deadline_recomputed", "deadline_recomputed"]);
        let entry = &counter.log(&application).await[1];
        assert_eq!((&entry["payload"]["from"], &entry["payload"]["to"]), (&json!("2026-03-09"), &json!("2026-03-10")));
    }

    /// Moved behind the alarm: an application is deemed accepted on the day that holds, not on the one before the snow.
    async fn fd_5_1_the_moved_limit_is_the_one_that_counts(counter: Counter) {
        let application = counter.clerk().registers(&counter.permit, &["M01"]).await;
        snow(&counter, true).await;
        counter.at("2026-03-10T08:00:00+08:00");
        counter.sweep().await;
        assert_eq!(counter.clerk().looks_at(&application).await["status"], "registered");
        counter.at("2026-03-11T08:00:00+08:00");
        counter.sweep().await;
        let view = counter.clerk().looks_at(&application).await;
        assert_eq!(
            (&view["status"], &view["acceptance"]["handling_starts_on"]),
            (&json!("accepted"), &json!("2026-03-02"))
        );
        assert_clock(&view, "promised_handling", "2026-03-17", "running", "GZ-1.2.1");
    }

    /// Beyond the published year nothing is guessed; when the notice for 2027 comes, the limits and the lists know their days.
    async fn a_year_that_is_published_gives_the_open_limits_their_days(counter: Counter) {
        counter.at("2026-12-24T09:00:00+08:00");
        let application = counter.accepted().await;
        counter.at("2026-12-29T09:00:00+08:00");
        let (_, refusal) = served(&counter).await;
        let view = counter.clerk().looks_at(&application).await;
        let promised = clock(&view, "promised_handling");
        assert_eq!((&promised["due_on"], &promised["first_missing_day"]), (&json!(null), &json!("2027-01-01")));
        for (collection, case) in [("/v1/applications", &application), ("/v1/refusals", &refusal)] {
            assert_eq!(next_due(&counter, collection, case).await, json!(null));
        }
        counter.person("sys_admin").client().put("/v1/calendar/years/2027").json(&made_up_year(2027)).await.expect(200);
        let view = counter.clerk().looks_at(&application).await;
        // Five days of December and five of January; then one made up on Saturday the 9th.
        assert_clock(&view, "promised_handling", "2027-01-08", "running", "GZ-1.2.1");
        assert_clock(&view, "statutory_handling", "2027-01-21", "running", "FW-5.4");
        assert_eq!(next_due(&counter, "/v1/applications", &application).await, json!("2027-01-08"));
        assert_eq!(next_due(&counter, "/v1/refusals", &refusal).await, json!("2027-01-06"));
        let due = counter.clerk().gets("/v1/applications?due_from=2027-01-08&due_to=2027-01-09").await;
        assert_eq!(due["items"][0]["id"], json!(application.id));
        assert!(counter.is_intact(&application).await && counter.is_intact(&refusal).await);
    }
}
