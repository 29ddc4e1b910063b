//! The figures themselves, and the records behind them.

use serde_json::{Value, json};

use super::seed::{Answer, FIGURES, numbers, request};
use crate::counter::at_the_counter;
use crate::counter::office::{Case, Counter, UNIT, obligations, text};

/// Three services accepted on 2 March, two of them with a request: one rated, one not.
async fn three_services(counter: &Counter) -> Vec<String> {
    let mut ids = Vec::new();
    for _ in 0..3 {
        ids.push(counter.accepted().await.id);
    }
    request(counter, &ids[0], "clerk", "2026-03-02T10:00:00+08:00", Answer::Rated(true)).await;
    request(counter, &ids[1], "clerk", "2026-03-31T23:59:59+08:00", Answer::None).await;
    ids
}

at_the_counter! {
    /// HP-4.1 HP-4.2: the catalogue says what is counted and what is required.
    async fn every_indicator_is_defined(counter: Counter) {
        let catalogue = counter.clerk().gets("/v1/statistics/indicators").await;
        let items = catalogue["items"].as_array().expect("items");
        assert_eq!(items.len(), 16);
        let of = |code: &str| items.iter().find(|one| one["code"] == code).unwrap_or_else(|| panic!("no {code}"));
        let required = |code: &str| {
            let threshold = &of(code)["threshold"];
            (text(threshold, "/comparison"), text(threshold, "/percent"), threshold["local"] == true)
        };
        assert_eq!(required("request_rate"), ("at_least".to_owned(), "90.00".to_owned(), false));
        assert_eq!(required("default_rate"), ("at_most".to_owned(), "15.00".to_owned(), false));
        assert!(of("complaints_received")["threshold"].is_null() && of("complaints_received")["denominator"].is_null());
        assert!(obligations(of("request_rate")).contains(&"HP-4.1".to_owned()));
        assert!(obligations(of("default_rate")).contains(&"HP-4.2".to_owned()));
    }

    /// HP-4.1 HP-4.2: of three services two have a request, of two requests one has no rating.
    async fn rates_are_counted_with_their_records(counter: Counter) {
        let ids = three_services(&counter).await;
        let office = counter.person("approval_office");
        let asked = office.gets(&format!("{FIGURES}?indicator=request_rate&period=2026-03&by=unit")).await;
        assert_eq!(numbers(&asked["total"]), (2, Some(3), Some("66.67"), Some(false)));
        assert_eq!(asked["complete"], true);
        assert!(obligations(&asked).contains(&"HP-4.1".to_owned()));
        let rows = asked["rows"].as_array().expect("rows");
        assert_eq!(rows.len(), 1);
        assert_eq!((text(&rows[0], "/key"), text(&rows[0], "/label")), (counter.unit(UNIT), "社保中心养老保险部".to_owned()));

        // The link leads to the very records, and with `numerator_only` to those of the numerator.
        let link = text(&rows[0], "/records");
        let listed = office.gets(&format!("{link}&include_total=true")).await;
        assert_eq!(listed["total"], 3);
        let found: Vec<(String, bool)> = listed["items"].as_array().expect("items").iter()
            .map(|one| (text(one, "/id"), one["in_numerator"] == true)).collect();
        assert_eq!(found, [(ids[0].clone(), true), (ids[1].clone(), true), (ids[2].clone(), false)]);
        let record = &listed["items"][0];
        assert_eq!((text(record, "/record"), text(record, "/dated_on")), ("application".into(), "2026-03-02".into()));
        office.gets(&text(record, "/href")).await;
        let only = office.gets(&format!("{link}&numerator_only=true&include_total=true")).await;
        assert_eq!((only["total"].as_i64(), only["items"].as_array().map(Vec::len)), (Some(2), Some(2)));
        // Page by page the same.
        let first = office.gets(&format!("{link}&limit=2")).await;
        let next = office.gets(&format!("{link}&limit=2&cursor={}", text(&first, "/next_cursor"))).await;
        assert_eq!((next["items"][0]["id"].as_str(), next["next_cursor"].is_null()), (Some(&*ids[2]), true));

        let unrated = office.gets(&format!("{FIGURES}?indicator=default_rate&period=2026-03")).await;
        assert_eq!(numbers(&unrated["total"]), (1, Some(2), Some("50.00"), Some(false)));
        assert_eq!(unrated["rows"], json!([]));
        let positive = office.gets(&format!("{FIGURES}?indicator=positive_rate&period=2026-03&by=handler")).await;
        assert_eq!(numbers(&positive["total"]), (1, Some(1), Some("100.00"), Some(true)));
        assert_eq!(text(&positive["rows"][0], "/key"), counter.user("clerk"));
        // What is not recorded has a row of its own, and its link asks for exactly that.
        let by_window = office.gets(&format!("{FIGURES}?indicator=request_rate&period=2026-03&by=window")).await;
        assert!(by_window["rows"][0]["key"].is_null());
        let none = office.gets(&format!("{}&include_total=true", text(&by_window["rows"][0], "/records"))).await;
        assert_eq!(none["total"], 3);
    }

    /// HP-4.2: split by time every piece has a row, cut at midnight of +08:00; of nothing there is no percentage.
    async fn time_is_cut_at_midnight_here(counter: Counter) {
        three_services(&counter).await;
        let office = counter.person("approval_office");
        let by = async |by: &str, period: &str| {
            let asked = office.gets(&format!("{FIGURES}?indicator=default_rate&period={period}&by={by}")).await;
            let row = |row: &Value| (text(row, "/key"), row["figure"]["denominator"].clone(), row["figure"]["percent"].clone());
            asked["rows"].as_array().expect("rows").iter().map(row).collect::<Vec<_>>()
        };
        let months = by("month", "2026-02-01/2026-05-01").await;
        assert_eq!(months, [
            ("2026-02".to_owned(), json!(0), Value::Null),
            ("2026-03".to_owned(), json!(2), json!("50.00")),
            ("2026-04".to_owned(), json!(0), Value::Null),
        ]);
        let days = by("day", "2026-03-31/2026-04-02").await;
        assert_eq!((days[0].1.clone(), days[1].1.clone()), (json!(1), json!(0)));
        assert_eq!(by("quarter", "2026").await.len(), 4);
    }

    /// TS-4.1 TS-11.2a: complaints are counted where they stand; one nobody has decided on is neither accepted nor not.
    async fn complaints_are_counted(counter: Counter) {
        let officer = counter.person("acceptance_officer");
        let body = json!({
            "channel": "visit", "title": "窗口推诿", "content": "反映窗口工作人员推诿，让群众来回跑了三趟。",
            "anonymous": true, "respondents": [{"unit_id": counter.unit("employment_section")}],
        });
        let made = officer.tries_to_open("/v1/complaints", body).await.expect(201);
        let case = Case::of("/v1/complaints", &made.body["complaint"]);
        let received = officer.gets(&format!("{FIGURES}?indicator=complaints_received&period=2026&by=channel")).await;
        assert_eq!(numbers(&received["total"]), (1, None, None, None));
        assert_eq!(text(&received["rows"][0], "/label"), "来访");
        let accepted = format!("{FIGURES}?indicator=complaints_accepted&period=2026");
        assert_eq!(numbers(&officer.gets(&accepted).await["total"]), (0, Some(0), None, None));
        officer.does(&case, "acceptance", json!({})).await;
        let found = officer.gets(&accepted).await;
        assert_eq!(numbers(&found["total"]), (1, Some(1), Some("100.00"), None));
        let listed = officer.gets(&text(&found["total"], "/records")).await;
        assert_eq!(text(&listed["items"][0], "/href"), case.path);
    }

    /// Figures as a picture: words as text, and nothing but what the data says.
    async fn a_figure_is_drawn(counter: Counter) {
        three_services(&counter).await;
        let office = counter.person("approval_office");
        let draw = async |query: &str| {
            let call = office.client().get(&format!("{FIGURES}?{query}")).header("Accept", "image/svg+xml");
            let drawn = call.await.expect(200);
            assert_eq!(drawn.header("content-type"), "image/svg+xml");
            assert_eq!(drawn.header("cache-control"), "no-store");
            drawn.text
        };
        let bars = draw("indicator=request_rate&period=2026-03&by=unit").await;
        for words in ["<svg", "服务评价率", "社保中心养老保险部", "66.67%（2/3）", "不低于 90.00%"] {
            assert!(bars.contains(words), "no {words} in {bars}");
        }
        let line = draw("indicator=default_rate&period=2026&by=month").await;
        assert!(line.contains("2026-03") && line.contains("50.00%"), "{line}");
        office.client().get(&format!("{FIGURES}?indicator=request_rate&period=2026")).header("Accept", "application/pdf")
            .await.problem(406, "not_acceptable");
    }
}
