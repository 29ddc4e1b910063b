//! Who may see which figures, and which questions have no answer.

use super::seed::{FIGURES, numbers};
use crate::counter::at_the_counter;
use crate::counter::office::Refused;

at_the_counter! {
    /// The figures follow the lists: a unit counts its own, and whoever may not know of a record is not told how many there are.
    async fn figures_follow_the_row_filters(counter: Counter) {
        let case = counter.accepted().await;
        let path = format!("{FIGURES}?indicator=request_rate&period=2026");
        for (who, of, complete) in [
            ("clerk", 1, false), ("head", 1, false), ("handler", 0, false), ("window_clerk", 0, false),
            ("assessment_team", 1, true), ("bureau_leader", 1, true), ("leading_group_office", 1, true),
        ] {
            let found = counter.person(who).gets(&path).await;
            assert_eq!((numbers(&found["total"]).1, found["complete"].as_bool()), (Some(of), Some(complete)), "{who}");
            let records = "/v1/statistics/records?indicator=request_rate&period=2026";
            assert_eq!(counter.person(who).counts(records).await, i64::try_from(of).expect("small"), "{who}");
        }
        let complaints = format!("{FIGURES}?indicator=complaints_received&period=2026");
        counter.person("assessment_team").client().get(&complaints).await.problem(403, "complaints_not_visible");
        counter.person("acceptance_officer").gets(&complaints).await;
        for who in ["sys_admin", "sec_admin", "auditor", "integration"] {
            for path in ["/v1/statistics/indicators", &path, "/v1/statistics/rankings?indicator=positive_rate&by=unit&period=2026"] {
                counter.person(who).client().get(path).await.expect(403);
            }
        }
        counter.server.anonymous().get(&path).await.expect(401);
        counter.person("handler").client().get(&format!("/v1/applications/{}", case.id)).await.expect(404);
    }

    /// TS-4.1 HP-4.1: what the records do not carry, what is no merit, and what is too long is refused with the article.
    async fn questions_without_an_answer_are_refused(counter: Counter) {
        let asks = async |path: &str| counter.person("approval_office").client().get(&format!("/v1/statistics/{path}")).await;
        for (path, code, basis) in [
            ("figures?indicator=complaints_received&by=window&period=2026", "dimension_not_offered", "TS-4.1"),
            ("figures?indicator=complaints_received&window_id=w&period=2026", "dimension_not_offered", "TS-4.1"),
            ("records?indicator=complaints_received&item_id=i&period=2026", "dimension_not_offered", "TS-4.1"),
            ("rankings?indicator=complaints_received&by=unit&period=2026", "not_ranked", "TS-4.1"),
            ("rankings?indicator=request_rate&by=item&period=2026", "dimension_not_offered", "HP-4.1"),
            ("figures?indicator=request_rate&by=day&period=2025-01-01/2027-01-01", "period_too_long", "HP-4.1"),
        ] {
            asks(path).await.refused(422, code, &[basis]);
        }
        for path in [
            "figures?indicator=request_rate&period=2026-13", "figures?indicator=request_rate&period=March",
            "figures?indicator=request_rate&period=2026-03-02/2026-03-02", "figures?indicator=nothing&period=2026",
            "figures?period=2026", "figures?indicator=request_rate", "persistent-bottom?month=2026", "figures?indicator=request_rate&period=2026&by=hour",
        ] {
            let reply = asks(path).await;
            assert!((400..=422).contains(&reply.status) && reply.status != 401, "{path}: {} {}", reply.status, reply.text);
        }
    }
}
