//! Grades and what follows from them: the veto, the talk and its report, objections, falsification.

use serde_json::{Value, json};

use super::life::{approved, checked, deliberation, plain};
use crate::counter::at_the_counter;
use crate::counter::office::{Case, Counter, Refused, assert_clock, documents, findings};

/// Accepts every open piece of evidence, without points.
pub async fn accept_all(counter: &Counter, case: &Case) {
    let team = counter.person("assessment_team");
    let view = team.looks_at(case).await;
    for piece in view["evidence"].as_array().expect("evidence") {
        let step = format!("evidence/{}/decision", piece["id"].as_str().expect("an id"));
        team.does(case, &step, json!({"outcome": "accepted", "reason": "属实。"})).await;
    }
}

/// Three problems found on site, all accepted: not qualified.
async fn failed(counter: &Counter) -> (Case, Value) {
    let case = checked(counter, &["窗口无人值守。", "未公示承诺时限。", "拒收合格材料。"]).await;
    accept_all(counter, &case).await;
    let view = approved(counter, &case).await;
    (case, view)
}

at_the_counter! {
    /// KH-9.2: three substantiated cases, whatever the score; KH-10.2: the report within three working days of the talk.
    async fn three_cases_fail_the_unit_whatever_its_score(counter: Counter) {
        let (case, view) = failed(&counter).await;
        let summary = &view["summaries"][0]["summary"];
        assert_eq!((&summary["grade_by_score"], &view["grade"]), (&json!("first"), &json!("not_qualified")));
        assert_eq!(summary["vetoes"][0]["ground"], "substantiated_cases");
        let consequences = view["staff_consequences"].as_array().expect("consequences");
        assert!(consequences.iter().any(|each| each["annual_result"] == "not_competent"), "KH-11: {consequences:?}");
        let leaders = counter.person("leading_group_office");
        let praise = json!({"commended_on": "2026-03-02", "document_number": "一号"});
        leaders.tries(&case, "commendation", praise).await.refused(409, "not_first_grade", &["KH-10.1"]);
        let talk = json!({"talked_on": "2026-03-02", "posts": "部长", "requirements": "逐件整改。"});
        let view = leaders.does(&case, "talk", talk).await;
        assert_clock(&view, "rectification_report", "2026-03-05", "running", "KH-10.2");
        let report = json!({"measures": "逐件核查，建立值守制度。", "complete_by_on": "2026-03-31"});
        counter.person("assessment_team").tries(&case, "rectification-report", report.clone()).await.problem(403, "permission_denied");
        let view = counter.person("head").does(&case, "rectification-report", report).await;
        assert_clock(&view, "rectification_report", "2026-03-05", "met", "KH-10.2");
        let view = counter.person("assessment_team").does(&case, "closing", json!({"remarks": "整改落实。"})).await;
        assert_eq!(view["status"], "closed");
        let page = counter.person("head").gets(&format!("{}/documents/assessment_result", case.path)).await.to_string();
        assert!(page.contains("不论得分"), "{page}");
    }

    /// Two cases are not three.
    async fn two_cases_do_not_fail_it(counter: Counter) {
        let case = checked(&counter, &["窗口无人值守。", "未公示承诺时限。"]).await;
        accept_all(&counter, &case).await;
        let view = approved(&counter, &case).await;
        assert_eq!((&view["grade"], &view["summaries"][0]["summary"]["vetoes"]), (&json!("first"), &json!([])));
    }

    /// A late report is missed; the deadline is seen by the unit like any other.
    async fn a_late_report_is_overdue(counter: Counter) {
        let (case, _) = failed(&counter).await;
        let talk = json!({"talked_on": "2026-03-02", "posts": "部长", "requirements": "逐件整改。"});
        counter.person("leading_group_office").does(&case, "talk", talk).await;
        let due = "/v1/deadlines?kind=rectification_report";
        assert_eq!(counter.person("head").gets(due).await["items"].as_array().map(Vec::len), Some(1));
        assert_eq!(counter.person("unit_leader").gets(due).await["items"], json!([]), "not another unit's");
        counter.at("2026-03-06T09:00:00+08:00");
        counter.sweep().await;
        let report = json!({"measures": "逐件核查，建立值守制度。", "complete_by_on": "2026-03-31"});
        let view = counter.person("head").does(&case, "rectification-report", report).await;
        assert_clock(&view, "rectification_report", "2026-03-05", "missed", "KH-10.2");
    }

    /// An objection waits for its answer before anything follows; upheld, the result is made anew.
    async fn a_unit_may_object_once_to_a_result(counter: Counter) {
        let (case, _) = failed(&counter).await;
        let (head, leaders) = (counter.person("head"), counter.person("leading_group_office"));
        let objection = json!({"grounds": "第三件并非本单位办理。"});
        let view = head.does(&case, "objections", objection.clone()).await;
        assert!(view["deadlines"].as_array().expect("clocks").iter().any(|clock| clock["kind"] == "objection_decision"));
        head.tries(&case, "objections", objection).await.refused(409, "already_objected", &["KH-8"]);
        let talk = json!({"talked_on": "2026-03-02", "posts": "部长", "requirements": "整改。"});
        leaders.tries(&case, "talk", talk).await.refused(409, "objection_open", &["KH-10.1"]);
        let upheld = json!({"outcome": "upheld", "reason": "经核对，第三件系其他单位办理。"});
        let view = leaders.does(&case, "objection-decision", upheld).await;
        assert_eq!((&view["status"], &view["grade"]), (&json!("satisfaction_measured"), &json!(null)));
        let third = view["evidence"][2]["id"].as_str().expect("an id").to_owned();
        let dismissed = json!({"outcome": "dismissed", "reason": "系其他单位办理。"});
        let view = counter.person("assessment_team").does(&case, &format!("evidence/{third}/decision"), dismissed).await;
        assert_eq!(view["changes"][0]["to_outcome"], "dismissed", "KH-14");
        plain(&counter, &case, "summary").await;
        let view = leaders.does(&case, "deliberations", deliberation("approved")).await;
        assert_eq!((&view["grade"], documents(&view).len()), (&json!("first"), 2));
    }

    async fn an_objection_that_comes_too_late_is_refused(counter: Counter) {
        let (case, _) = failed(&counter).await;
        counter.at("2026-04-30T09:00:00+08:00");
        let objection = json!({"grounds": "第三件并非本单位办理。"});
        counter.person("head").tries(&case, "objections", objection).await.refused(409, "objection_late", &["KH-8"]);
    }

    /// KH-8: sent back, it is summarised again; KH-14: falsification is found against the unit.
    async fn a_returned_summary_and_falsification(counter: Counter) {
        let case = checked(&counter, &[]).await;
        for step in ["evidence-conclusion", "satisfaction", "summary"] {
            plain(&counter, &case, step).await;
        }
        let leaders = counter.person("leading_group_office");
        let view = leaders.does(&case, "deliberations", deliberation("returned")).await;
        assert_eq!(view["status"], "satisfaction_measured");
        let first = plain(&counter, &case, "summary").await["summaries"].clone();
        assert_eq!(first[0]["summary"], first[1]["summary"], "worked out again, the same");
        leaders.does(&case, "deliberations", deliberation("approved")).await;
        let falsified = json!({"explanation": "自评台账系事后补写。", "document": "调查报告〔2026〕2号", "reopens": true});
        let view = leaders.does(&case, "falsifications", falsified).await;
        assert_eq!(view["status"], "satisfaction_measured");
        assert_eq!(findings(&view), [("scores_falsified".to_owned(), vec!["KH-14".to_owned()])]);
    }
}
