//! The steps in the order of the text (KH-8), each by whom it belongs to.

use serde_json::{Value, json};

use super::plan::{PLANS, content, published};
use crate::counter::at_the_counter;
use crate::counter::office::{Case, Counter, Refused, UNIT, documents, offer};

pub const ASSESSMENTS: &str = "/v1/assessments";

/// Opens the assessment of the unit of the office.
pub async fn opened(counter: &Counter) -> Case {
    let plan = published(counter).await;
    let body = json!({"plan_id": plan, "unit_id": counter.unit(UNIT)});
    counter.person("assessment_team").opens(ASSESSMENTS, body).await
}

pub fn self_assessment() -> Value {
    json!({"report": "对照年度目标任务，全年工作已经全部完成。", "scores": [], "vouched": true})
}

/// Points for every leaf.
pub fn scores(first: &str, second: &str, third: &str) -> Value {
    let score = |code: &str, points: &str| json!({"indicator": code, "points": points, "reason": "核对台账。"});
    json!({"scores": [score("1.1", first), score("2", second), score("3", third)]})
}

pub fn check(problems: &[&str]) -> Value {
    json!({"checked_on": "2026-03-02", "method": "covert", "findings": "窗口秩序良好。", "problems": problems})
}

/// On to the site check, with these problems found.
pub async fn checked(counter: &Counter, problems: &[&str]) -> Case {
    let case = opened(counter).await;
    let team = counter.person("assessment_team");
    counter.person("head").does(&case, "self-assessment", self_assessment()).await;
    team.does(&case, "duty-scores", scores("30.00", "20.00", "19.50")).await;
    team.does(&case, "site-checks", check(problems)).await;
    case
}

/// From decided evidence on to the result.
pub async fn approved(counter: &Counter, case: &Case) -> Value {
    let team = counter.person("assessment_team");
    for step in ["evidence-conclusion", "satisfaction", "summary"] {
        plain(counter, case, step).await;
    }
    let view = team.looks_at(case).await;
    assert_eq!(view["status"], "summarised");
    counter.person("leading_group_office").does(case, "deliberations", deliberation("approved")).await
}

/// Takes a step of the team that has no body.
pub async fn plain(counter: &Counter, case: &Case, step: &str) -> Value {
    let team = counter.person("assessment_team");
    let call = team.client().post(&format!("{}/{step}", case.path)).header("If-Match", "*");
    call.await.expect(200).body
}

pub fn deliberation(result: &str) -> Value {
    json!({"held_on": "2026-03-02", "minutes_number": "纪要〔2026〕3号", "result": result, "opinion": "同意。"})
}

at_the_counter! {
    /// KH-8 from the report of the unit to the commendation (KH-10.1).
    async fn an_assessment_goes_through_the_steps_of_the_text(counter: Counter) {
        let case = opened(&counter).await;
        assert_eq!(case.number, "KH-2026-000001");
        let (team, head) = (counter.person("assessment_team"), counter.person("head"));
        team.tries(&case, "duty-scores", scores("1.00", "1.00", "1.00")).await.refused(409, "wrong_state", &["KH-8"]);
        head.tries(&case, "self-assessment", json!({"report": "全年工作已经全部完成了。", "vouched": false})).await
            .refused(422, "not_vouched", &["KH-8"]);
        head.does(&case, "self-assessment", self_assessment()).await;
        let partial = json!({"scores": [{"indicator": "1.1", "points": "31.00", "reason": "好。"}, {"indicator": "9", "points": "1.00", "reason": "好。"}]});
        let faulty = team.tries(&case, "duty-scores", partial).await.refused(422, "scores_faulty", &["KH-8"]);
        let told = faulty.body.to_string();
        assert!(told.contains("\"missing\":[\"2\",\"3\"]") && told.contains("\"unknown\":[\"9\"]"), "{told}");
        team.does(&case, "duty-scores", scores("29.00", "20.00", "19.50")).await;
        let revision = json!({"indicator": "1.1", "points": "30.00", "reason": "复核后任务全部完成。"});
        let view = team.does(&case, "score-revisions", revision).await;
        assert_eq!((&view["changes"][0]["from"], &view["changes"][0]["to"]), (&json!("29.00"), &json!("30.00")));
        team.does(&case, "site-checks", check(&[])).await;
        let good = json!({
            "source": "good_practice", "source_id": "简报〔2026〕1号", "occurred_on": "2026-03-01", "title": "经验推广。",
            "document": "简报〔2026〕1号"
        });
        let view = head.does(&case, "evidence", good.clone()).await;
        team.tries(&case, "evidence", good).await.refused(422, "already_evidence", &["KH-7.2"]);
        let evidence = view["evidence"][0]["id"].as_str().expect("an id").to_owned();
        let conclude = format!("{}/evidence-conclusion", case.path);
        team.client().post(&conclude).header("If-Match", "*").await.refused(409, "evidence_open", &["KH-7.2"]);
        let decision = format!("evidence/{evidence}/decision");
        let much = json!({"outcome": "accepted", "rule": "J1", "points": "5.00", "reason": "属实。"});
        team.tries(&case, &decision, much).await.refused(422, "points_out_of_range", &["KH-5"]);
        let offered = team.looks_at(&case).await;
        assert_eq!(offer(&offered, "decide_evidence")["href"], format!("{}/{decision}", case.path));
        team.does(&case, &decision, json!({"outcome": "accepted", "rule": "J1", "points": "3.00", "reason": "属实。"})).await;

        let view = approved(&counter, &case).await;
        // 69.50 for duties, 3.00 added, 24.00 where nobody rated.
        let summary = &view["summaries"][0]["summary"];
        assert_eq!((&summary["total"], &view["grade"]), (&json!("96.50"), &json!("first")));
        assert_eq!(documents(&view), ["assessment_result"]);
        let page = head.client().get(&format!("{}/documents/assessment_result", case.path)).header("Accept", "text/html");
        let page = page.await.expect(200).text;
        assert!(page.contains("96.50分") && page.contains("一等") && page.contains("通报表扬"), "{page}");
        let leaders = counter.person("leading_group_office");
        let talk = json!({"talked_on": "2026-03-02", "posts": "部长", "requirements": "整改。"});
        leaders.tries(&case, "talk", talk).await.refused(409, "not_failed", &["KH-10.1"]);
        team.tries(&case, "closing", json!({"remarks": "办结。"})).await.refused(409, "consequence_outstanding", &["KH-10.1"]);
        let praise = json!({"commended_on": "2026-03-02", "document_number": "人社党发〔2026〕9号"});
        let view = leaders.does(&case, "commendation", praise).await;
        assert_eq!((&view["status"], view["ended_at"].is_null()), (&json!("closed"), true));
        assert!(counter.is_intact(&case).await);
        let kinds = counter.kinds(&case).await;
        assert_eq!(kinds.first().map(String::as_str), Some("opened"));
        assert!(kinds.iter().any(|kind| kind == "score_changed"), "{kinds:?}");
    }

    /// KH-5: once a year, under the plan in force; all targets at once.
    async fn targets_are_assessed_once_a_year(counter: Counter) {
        let team = counter.person("assessment_team");
        let draft = team.client().post(PLANS).json(&json!({"content": content()})).await.expect(201);
        let body = json!({"plan_id": draft.str("/id"), "unit_id": counter.unit(UNIT)});
        team.tries_to_open(ASSESSMENTS, body.clone()).await.refused(409, "plan_not_in_force", &["KH-5"]);
        team.client().post(&format!("{}/publication", draft.header("location"))).if_match(1).await.expect(200);
        for (wrong, code) in [
            (json!({"plan_id": "none", "unit_id": counter.unit(UNIT)}), "unknown_plan"),
            (json!({"plan_id": draft.str("/id"), "unit_id": "none"}), "unknown_unit"),
            (json!({"plan_id": draft.str("/id"), "window_id": "none"}), "unknown_window"),
            (json!({"plan_id": draft.str("/id")}), "one_target"),
        ] {
            let refused = team.tries_to_open(ASSESSMENTS, wrong).await.problem(422, "invalid");
            assert_eq!(refused.faults()[0].1, code);
        }
        let tried = team.client().post(&format!("{ASSESSMENTS}?dry_run=true")).json(&body).await.expect(201);
        assert_eq!(tried.header("dry-run"), "true");
        let first = team.client().post(ASSESSMENTS).key("o1").json(&body).await.expect(201);
        let again = team.client().post(ASSESSMENTS).key("o1").json(&body).await.expect(201);
        assert_eq!((again.header("idempotency-replayed"), &again.text), ("true", &first.text));
        team.tries_to_open(ASSESSMENTS, body).await.refused(409, "already_assessed", &["KH-5"]);
        // Nine units without leadership and discipline group, and three windows.
        let all = format!("{}/assessments", draft.header("location"));
        let opened = team.client().post(&all).await.expect(200);
        assert_eq!((opened.body["opened"].as_array().map(Vec::len), &opened.body["skipped"]), (Some(9), &json!(1)));
        let again = team.client().post(&all).await.expect(200);
        assert_eq!((&again.body["opened"], &again.body["skipped"]), (&json!([]), &json!(10)));
        assert_eq!(team.counts(&format!("{ASSESSMENTS}?target_kind=window")).await, 3);
        assert_eq!(team.counts(&format!("{ASSESSMENTS}?status=opened")).await, 10);
    }
}
