//! The plan: drafted freely, checked as a whole when it is published, frozen afterwards.

use serde_json::{Value, json};

use crate::counter::at_the_counter;
use crate::counter::office::{Counter, Refused};

pub const PLANS: &str = "/v1/assessment-plans";

/// A plan that may be published: 30 + 20 + 20 for duties, 30 for satisfaction.
pub fn content() -> Value {
    json!({
        "year": 2026, "title": "2026年度营商环境工作考评实施方案", "document_number": "人社营商组〔2026〕1号",
        "indicators": [
            {"code": "1", "heading": "annual_tasks", "title": "年度工作部署落实"},
            {"code": "1.1", "parent": "1", "title": "年度任务完成", "points": "30.00", "criteria": "每有一项未完成扣二分。"},
            {"code": "2", "heading": "policy_documents", "title": "政策文件落实", "points": "20.00", "criteria": "抽查落实台账。"},
            {"code": "3", "heading": "complaints", "title": "投诉处理", "points": "20.00", "criteria": "逾期一件扣二分。"}
        ],
        "adjustments": {"additions_max": "10.00", "deductions_max": "30.00", "rules": [
            {"code": "J1", "title": "创新和经验", "sources": ["innovation", "good_practice", "leading_position"], "points_each": "3.00"},
            {"code": "J2", "title": "查实的问题", "sources": [
                "complaint", "inspection", "audit", "supervision", "missed_deadline", "late_refusal", "finding", "low_rating",
                "municipal_notification", "bad_event"
            ], "points_each": "2.00"}
        ]},
        "satisfaction": {
            "points": "30.00", "evaluations_weight": 70, "surveys_weight": 30, "basic_counts": 80, "unmeasured_points": "24.00"
        },
        "cut_offs": {"first": "90.00", "second": "80.00", "third": "60.00"}
    })
}

/// Drafts and publishes [`content`]; returns the id.
pub async fn published(counter: &Counter) -> String {
    let team = counter.person("assessment_team");
    let drafted = team.client().post(PLANS).json(&json!({"content": content()})).await.expect(201);
    let id = drafted.str("/id").to_owned();
    team.client().post(&format!("{PLANS}/{id}/publication")).if_match(1).await.expect(200);
    id
}

at_the_counter! {
    /// KH-5: 考评专责小组 makes the plan; every fault is told at once, and beforehand.
    async fn a_plan_is_checked_as_a_whole_when_it_is_published(counter: Counter) {
        let team = counter.person("assessment_team");
        let mut wrong = content();
        wrong["document_number"] = json!(null);
        wrong["indicators"][3]["points"] = json!("10.00");
        wrong["cut_offs"]["second"] = json!("95.00");
        let drafted = team.client().post(PLANS).json(&json!({"content": wrong})).await.expect(201);
        assert_eq!((drafted.str("/number"), &drafted.body["plan_version"]), ("KF-2026-000001", &json!(1)));
        let told: Vec<&str> =
            drafted.body["faults"].as_array().expect("faults").iter().filter_map(|fault| fault["code"].as_str()).collect();
        assert_eq!(told, ["document_number_missing", "points_not_hundred", "cut_offs_not_descending"]);
        let path = drafted.header("location").to_owned();
        let publish = format!("{path}/publication");
        let refused = team.client().post(&publish).if_match(1).await.problem(422, "invalid");
        let pointers: Vec<String> = refused.faults().into_iter().map(|fault| fault.0).collect();
        assert_eq!(pointers, ["/content/cut_offs", "/content/document_number", "/content/indicators"]);

        let body = json!({"content": content()});
        team.client().put(&path).json(&body).await.problem(428, "if_match_required");
        team.client().put(&path).json(&body).if_match(9).await.problem(412, "stale");
        let written = team.client().put(&path).json(&body).if_match(1).await.expect(200);
        assert_eq!((&written.body["faults"], written.header("etag")), (&json!([]), "\"2\""));
        let mut moved = content();
        moved["year"] = json!(2027);
        team.client().put(&path).json(&json!({"content": moved})).if_match(2).await.refused(422, "year_fixed", &["KH-5"]);
        let tried = team.client().post(&format!("{publish}?dry_run=true")).if_match(2).await.expect(200);
        assert_eq!(tried.str("/status"), "published");
        assert_eq!(team.gets(&path).await["status"], "draft");
        let done = team.client().post(&publish).if_match(2).key("p1").await.expect(200);
        let again = team.client().post(&publish).if_match(2).key("p1").await.expect(200);
        assert_eq!((again.header("idempotency-replayed"), &again.text), ("true", &done.text));
        assert_eq!(done.str("/status"), "published");
        team.client().post(&publish).if_match(3).await.refused(409, "plan_frozen", &["KH-5"]);
        team.client().put(&path).json(&body).if_match(3).await.refused(409, "plan_frozen", &["KH-5"]);
    }

    /// KH-5, KH-14: a change is a new version with its reason; one version of a year is in force.
    async fn a_change_is_a_new_version_with_its_reason(counter: Counter) {
        let first = published(&counter).await;
        let team = counter.person("assessment_team");
        let again = team.client().post(PLANS).json(&json!({"content": content()})).await;
        again.refused(422, "reason_missing", &["KH-5", "KH-14"]);
        let body = json!({"content": content(), "reason": "调整分数线。"});
        let second = team.client().post(PLANS).json(&body).await.expect(201);
        let third = team.client().post(PLANS).json(&body).await.expect(201);
        assert_eq!((&second.body["plan_version"], &third.body["plan_version"]), (&json!(2), &json!(3)));
        let publish = |id: &str| team.client().post(&format!("{PLANS}/{id}/publication")).if_match(1);
        publish(third.str("/id")).await.expect(200);
        assert_eq!(team.gets(&format!("{PLANS}/{first}")).await["status"], "superseded");
        publish(second.str("/id")).await.refused(409, "plan_overtaken", &["KH-5"]);
        let listed = team.gets(&format!("{PLANS}?year=2026&status=published")).await;
        assert_eq!((listed["items"].as_array().expect("items").len(), &listed["items"][0]["id"]), (1, &third.body["id"]));
        assert_eq!(team.gets(&format!("{PLANS}?year=2025")).await["items"], json!([]));
    }

    async fn only_the_team_makes_plans(counter: Counter) {
        let id = published(&counter).await;
        for other in ["leading_group_office", "bureau_leader", "unit_leader", "approval_office", "sys_admin", "integration"] {
            let client = counter.person(other);
            let reply = client.client().post(PLANS).json(&json!({"content": content()})).await;
            assert_eq!(reply.status, 403, "{other}: {}", reply.text);
            let reply = client.client().post(&format!("{PLANS}/{id}/assessments")).await;
            assert_eq!(reply.status, 403, "{other}: {}", reply.text);
        }
        assert_eq!(counter.person("head").gets(&format!("{PLANS}/{id}")).await["status"], "published");
        assert_eq!(counter.person("sys_admin").client().get(&format!("{PLANS}/{id}")).await.status, 403);
        counter.person("assessment_team").client().get(&format!("{PLANS}/nothing")).await.problem(404, "not_found");
    }
}
