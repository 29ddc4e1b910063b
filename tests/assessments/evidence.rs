//! What the records hold flows in by itself, once (GZ-3.3, KH-7.2).

use serde_json::{Value, json};

use super::life::{checked, opened, plain};
use super::plan::published;
use crate::counter::at_the_counter;
use crate::counter::office::{Refused, UNIT};

/// Sources of the evidence, in its order.
fn sources(view: &Value) -> Vec<(&str, &str)> {
    let pieces = view["evidence"].as_array().expect("evidence").iter();
    pieces
        .map(|piece| (piece["source"].as_str().expect("a code"), piece["href"].as_str().unwrap_or_default()))
        .collect()
}

at_the_counter! {
    /// An application that nobody examined is late and counts as accepted: one failing, found once.
    async fn a_missed_deadline_flows_in_once(counter: Counter) {
        let late = counter.clerk().registers(&counter.permit, &["M01"]).await;
        counter.at("2026-03-16T09:00:00+08:00");
        counter.sweep().await;
        let case = opened(&counter).await;
        let view = plain(&counter, &case, "evidence-collection").await;
        let missed: Vec<_> = sources(&view).into_iter().filter(|(source, _)| *source == "missed_deadline").collect();
        assert_eq!(missed, [("missed_deadline", late.path.as_str())], "{view:#}");
        assert_eq!(view["evidence"][0]["proposed_by"], json!(null));
        // Accepted, and nobody was invited to rate it: the rate of requests is below its line, and its records can be read.
        let low: Vec<_> = sources(&view).into_iter().filter(|(source, _)| *source == "low_rating").collect();
        assert!(low.len() == 1 && low[0].1.contains("indicator=request_rate"), "{view:#}");
        let records = counter.person("assessment_team").gets(low[0].1).await;
        assert_eq!(records["items"].as_array().map(Vec::len), Some(1), "{records:#}");
        let known = sources(&view).len();
        let again = plain(&counter, &case, "evidence-collection").await;
        assert_eq!(sources(&again).len(), known, "nothing twice");
        let rule = view["evidence"].as_array().expect("evidence").iter().all(|piece| piece["proposed_rule"] == "J2");
        assert!(rule, "{view:#}");
        let by_hand = json!({
            "source": "missed_deadline", "source_id": late.number, "occurred_on": "2026-03-10", "title": "逾期。", "document": "台账"
        });
        let team = counter.person("assessment_team");
        team.tries(&case, "evidence", by_hand).await.refused(422, "collected_only", &["KH-7.2"]);
        assert!(counter.is_intact(&case).await);
    }

    /// The same records say nothing against another unit.
    async fn another_unit_does_not_answer_for_it(counter: Counter) {
        counter.clerk().registers(&counter.permit, &["M01"]).await;
        counter.at("2026-03-16T09:00:00+08:00");
        counter.sweep().await;
        let plan = published(&counter).await;
        let body = json!({"plan_id": plan, "unit_id": counter.unit("employment_section")});
        let case = counter.person("assessment_team").opens("/v1/assessments", body).await;
        assert_eq!(plain(&counter, &case, "evidence-collection").await["evidence"], json!([]));
    }

    async fn evidence_is_of_the_year_and_decided_under_the_plan(counter: Counter) {
        let case = checked(&counter, &["窗口无人值守。"]).await;
        let team = counter.person("assessment_team");
        let old = json!({"source": "audit", "source_id": "审一", "occurred_on": "2025-12-31", "title": "问题。", "document": "审计报告"});
        team.tries(&case, "evidence", old).await.refused(422, "outside_year", &["KH-5"]);
        let view = team.looks_at(&case).await;
        let step = format!("evidence/{}/decision", view["evidence"][0]["id"].as_str().expect("an id"));
        let wrong = json!({"outcome": "accepted", "rule": "J1", "points": "1.00", "reason": "属实。"});
        team.tries(&case, &step, wrong).await.refused(422, "rule_not_applicable", &["KH-5"]);
        let wrong = json!({"outcome": "dismissed", "rule": "J2", "points": "1.00", "reason": "不属实。"});
        team.tries(&case, &step, wrong).await.refused(422, "dismissed_with_points", &["KH-7.2"]);
        let unknown = json!({"outcome": "dismissed", "reason": "不属实。"});
        team.tries(&case, "evidence/none/decision", unknown).await.refused(422, "unknown_evidence", &["KH-7.2"]);
        let right = json!({"outcome": "accepted", "rule": "J2", "points": "1.50", "reason": "属实。"});
        team.does(&case, &step, right).await;
        for step in ["evidence-conclusion", "satisfaction", "summary"] {
            plain(&counter, &case, step).await;
        }
        let view = team.looks_at(&case).await;
        assert_eq!(view["summaries"][0]["summary"]["deductions"], "1.50");
        assert_eq!(view["unit_id"], counter.unit(UNIT));
    }
}
