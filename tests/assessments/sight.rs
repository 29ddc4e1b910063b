//! Who may see an assessment, and that nobody judges their own unit (KH-14).

use serde_json::json;

use super::life::{ASSESSMENTS, approved, checked, opened, scores, self_assessment};
use super::plan::published;
use crate::counter::at_the_counter;
use crate::counter::office::Refused;

at_the_counter! {
    async fn a_unit_sees_its_own_assessment_only(counter: Counter) {
        let case = opened(&counter).await;
        for own in ["head", "clerk", "assessment_team", "leading_group_office", "discipline_officer"] {
            assert_eq!(counter.person(own).counts(ASSESSMENTS).await, 1, "{own}");
        }
        let other = counter.person("unit_leader");
        assert_eq!(other.counts(ASSESSMENTS).await, 0);
        other.client().get(&case.path).await.problem(404, "not_found");
        other.tries(&case, "self-assessment", self_assessment()).await.problem(404, "not_found");
        assert_eq!(counter.person("sys_admin").client().get(&case.path).await.status, 403);
        let documents = format!("{}/documents/assessment_result", case.path);
        counter.person("head").client().get(&documents).await.problem(404, "document_not_issued");
    }

    async fn each_step_belongs_to_its_people(counter: Counter) {
        let case = opened(&counter).await;
        let refused = counter.person("assessment_team").tries(&case, "self-assessment", self_assessment()).await;
        assert_eq!(refused.status, 403);
        assert_eq!(counter.person("clerk").tries(&case, "self-assessment", self_assessment()).await.status, 403);
        counter.person("head").does(&case, "self-assessment", self_assessment()).await;
        for other in ["head", "leading_group_office", "bureau_leader"] {
            let refused = counter.person(other).tries(&case, "duty-scores", scores("1.00", "1.00", "1.00")).await;
            assert_eq!(refused.status, 403, "{other}: {}", refused.text);
        }
        let team = counter.person("assessment_team");
        let path = format!("{}/duty-scores", case.path);
        let body = scores("1.00", "1.00", "1.00");
        team.client().post(&path).json(&body).await.problem(428, "if_match_required");
        team.client().post(&path).if_match(1).json(&body).await.problem(412, "stale");
        team.client().post(&format!("{path}?dry_run=true")).if_match(2).json(&body).await.expect(200);
        assert_eq!(team.looks_at(&case).await["status"], "self_assessed");
    }

    /// The accounts of the team and of the leading group's office belong to the leadership.
    async fn nobody_judges_their_own_unit(counter: Counter) {
        let plan = published(&counter).await;
        let body = json!({"plan_id": plan, "unit_id": counter.unit("leadership")});
        let case = counter.person("assessment_team").opens(ASSESSMENTS, body).await;
        let falsified = json!({"explanation": "自评台账系事后补写。", "document": "调查报告〔2026〕2号", "reopens": false});
        let refused = counter.person("leading_group_office").tries(&case, "falsifications", falsified).await;
        refused.refused(403, "own_unit", &["KH-14"]);
    }

    /// Results side by side, for each who may see them.
    async fn standings_show_totals_and_places(counter: Counter) {
        let case = checked(&counter, &[]).await;
        approved(&counter, &case).await;
        let team = counter.person("assessment_team");
        let plan = team.looks_at(&case).await["plan_id"].as_str().expect("a plan").to_owned();
        team.client().post(&format!("/v1/assessment-plans/{plan}/assessments")).await.expect(200);
        let path = format!("/v1/assessment-plans/{plan}/standings");
        let all = team.gets(&path).await;
        assert_eq!((&all["assessments"], &all["decided"], &all["grades"]), (&json!(10), &json!(1), &json!({"first": 1})));
        let first = &all["items"][0];
        assert_eq!((&first["number"], &first["rank"], &first["total"]), (&json!(case.number), &json!(1), &json!("93.50")));
        assert_eq!(all["items"][1]["rank"], json!(null));
        assert_eq!(counter.person("head").gets(&path).await["assessments"], 1);
        counter.person("head").client().get("/v1/assessment-plans/none/standings").await.problem(404, "not_found");
    }
}
