//! The working-day calendar and the calculation of periods, over HTTP.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, Weekday};
use serde_json::{Value, json};
use yingshang_rules::Role::{Handler, SysAdmin};
use yingshang_testkit::both_engines;

/// A plausible arrangement of a year nobody has published yet: the seven statutory holidays with their weekends.
pub fn made_up_year(year: i32) -> Value {
    let mut holidays = BTreeMap::new();
    let spans = [
        ("元旦", (1, 1), 3),
        ("春节", (2, 6), 8),
        ("清明节", (4, 4), 3),
        ("劳动节", (5, 1), 5),
        ("端午节", (6, 9), 3),
        ("中秋节", (9, 15), 3),
        ("国庆节", (10, 1), 7),
    ];
    for (name, (month, day), days) in spans {
        let first = NaiveDate::from_ymd_opt(year, month, day).expect("a date");
        holidays.extend(first.iter_days().take(days).map(|date| (date, name)));
    }
    let weekend = |date: &NaiveDate| matches!(date.weekday(), Weekday::Sat | Weekday::Sun);
    let first = NaiveDate::from_ymd_opt(year, 1, 1).expect("a date");
    let makeup: Vec<NaiveDate> = first
        .iter_days()
        .take_while(|date| date.year() == year)
        .filter(|date| weekend(date) && !holidays.contains_key(date) && date.month() != 12)
        .step_by(12)
        .take(6)
        .collect();
    json!({"holidays": holidays, "makeup_workdays": makeup, "notices": [{"no": "测试〔2026〕1号", "date": "2026-11-01"}]})
}

both_engines! {
    async fn days_say_what_they_are(server: TestServer) {
        let days = server.role(Handler).get("/v1/calendar/days?from=2026-02-14&to=2026-02-16").await.expect(200);
        let kinds: Vec<_> = days.body["items"].as_array().expect("items").iter().map(|day| day["kind"].clone()).collect();
        assert_eq!(kinds, [json!("makeup_workday"), json!("holiday"), json!("holiday")]);
        assert_eq!(days.str("/items/1/name"), "春节");
        server.role(Handler).get("/v1/calendar/days?from=2026-02-16&to=2026-02-14").await.problem(400, "invalid_query");
        server.role(Handler).get("/v1/calendar/days?from=2026-02-16").await.problem(400, "invalid_query");
        server.role(Handler).get("/v1/calendar/days?from=2020-01-01&to=2026-02-14").await.problem(400, "invalid_query");
    }

    async fn working_days_are_counted_from_the_day_after(server: TestServer) {
        let path = "/v1/calendar/working-days-between?from=2026-02-13&to=2026-02-24";
        let counted = server.role(Handler).get(path).await.expect(200);
        assert_eq!(counted.body["n"], 2, "the make-up Saturday and the day after the holiday");
    }

    async fn a_period_is_explained_day_by_day(server: TestServer) {
        let body = json!({"start": "2026-02-12", "n": 3, "unit": "working_day", "trace": true});
        let found = server.role(Handler).post("/v1/deadline-calculations").json(&body).await.expect(200);
        assert_eq!(found.str("/due_on"), "2026-02-24");
        assert_eq!(found.str("/due_at"), "2026-02-24T23:59:59.999+08:00");
        let counted = found.body["trace"].as_array().expect("a trace").iter().filter(|day| day["counted"] == true).count();
        assert_eq!(counted, 3);
        let body = json!({"start": "2026-03-07", "n": 7, "unit": "calendar_day", "direction": "before"});
        let before = server.role(Handler).post("/v1/deadline-calculations").json(&body).await.expect(200);
        assert_eq!((before.str("/due_on"), &before.body["trace"]), ("2026-02-28", &Value::Null));
    }

    async fn nothing_is_guessed_beyond_the_published_years(server: TestServer) {
        let body = json!({"start": "2026-12-30", "n": 5, "unit": "working_day"});
        let unknown = server.role(Handler).post("/v1/deadline-calculations").json(&body).await;
        let unknown = unknown.problem(422, "calendar_not_published");
        assert_eq!(unknown.str("/params/first_missing_day"), "2027-01-01");
        server.role(Handler).get("/v1/calendar/days?from=2026-12-31&to=2027-01-01").await.problem(422, "calendar_not_published");
    }

    async fn a_published_year_answers_what_was_open(server: TestServer) {
        let year = made_up_year(2027);
        server.role(Handler).put("/v1/calendar/years/2027").json(&year).await.problem(403, "permission_denied");
        let tried = server.role(SysAdmin).put("/v1/calendar/years/2027?dry_run=true").json(&year).await.expect(200);
        assert_eq!(tried.str("/name"), "2027");
        server.role(Handler).get("/v1/calendar/days?from=2027-01-01&to=2027-01-01").await.problem(422, "calendar_not_published");
        server.role(SysAdmin).put("/v1/calendar/years/2027").json(&year).await.expect(200);
        let body = json!({"start": "2026-12-30", "n": 5, "unit": "working_day"});
        server.role(Handler).post("/v1/deadline-calculations").json(&body).await.expect(200);
        let years = server.role(Handler).get("/v1/calendar/years").await.expect(200);
        assert_eq!(years.str("/coverage/to"), "2027-12-31");
    }

    async fn a_year_that_cannot_be_is_refused_with_every_reason(server: TestServer) {
        let year = json!({"holidays": {"2027-01-01": "元旦", "2028-01-01": "元旦"}, "makeup_workdays": ["2027-01-01"], "notices": [{"no": "一", "date": "2026-11-01"}]});
        let refused = server.role(SysAdmin).put("/v1/calendar/years/2027").json(&year).await.problem(422, "invalid");
        assert!(refused.faults().len() >= 2, "{}", refused.text);
        let empty = json!({"holidays": {}, "makeup_workdays": [], "notices": []});
        server.role(SysAdmin).put("/v1/calendar/years/2027").json(&empty).await.problem(422, "invalid");
    }

    async fn a_local_day_prevails_and_can_be_stopped(server: TestServer) {
        let name = "%E4%B8%89%E6%9C%88%E4%B8%89";
        let path = format!("/v1/calendar/overlays/{name}");
        let is_workday = async || {
            let day = server.role(Handler).get("/v1/calendar/days?from=2026-04-20&to=2026-04-20").await.expect(200);
            day.body["items"][0]["is_workday"].clone()
        };
        server.role(Handler).get(&path).await.problem(404, "not_found");
        let body = json!({"days_off": {"2026-04-20": "三月三"}, "workdays": {}, "active": true});
        server.role(SysAdmin).put(&path).json(&body).await.expect(200);
        assert_eq!(is_workday().await, false);
        assert_eq!(server.role(Handler).get(&path).await.expect(200).str("/name"), "三月三");
        let stopped = json!({"days_off": {"2026-04-20": "三月三"}, "workdays": {}, "active": false});
        server.role(SysAdmin).put(&path).json(&stopped).await.expect(200);
        assert_eq!(is_workday().await, true);
    }
}
