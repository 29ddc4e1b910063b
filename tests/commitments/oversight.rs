//! Faults of the office, complaints about it, and for whom a commitment exists.

use serde_json::{Value, json};

use super::stage::{accepted, notice, proposal, proposed};
use crate::counter::at_the_counter;
use crate::counter::office::{Counter, Refused, assert_clock, findings, text};

at_the_counter! {
    async fn rq_4_1_a_fault_needs_something_that_was_told(counter: Counter) {
        let pair = proposed(&counter).await;
        let fault = json!({"fault": "unclear", "explanation": "没有写明补齐材料的形式。"});
        let overseer = counter.person("approval_office");
        overseer.tries(&pair.commitment, "notification-faults", fault.clone()).await.refused(409, "wrong_state", &["RQ-4.1"]);
        counter.clerk().does(&pair.commitment, "notice", notice("2026-03-13", "refusal")).await;
        for person in ["approval_office", "leader_in_charge", "head"] {
            counter.person(person).does(&pair.commitment, "notification-faults", fault.clone()).await;
        }
        let view = counter.clerk().looks_at(&pair.commitment).await;
        assert_eq!(findings(&view), vec![("notification_unclear".to_owned(), vec!["RQ-4.1".to_owned()]); 3]);
        assert_eq!(view["faults"].as_array().map(Vec::len), Some(3));
        let listed = counter.person("assessment_team").gets("/v1/findings?kind=notification_unclear").await;
        assert_eq!(listed["items"].as_array().map(Vec::len), Some(3));
        counter.person("discipline_officer").tries(&pair.commitment, "notification-faults", fault).await.problem(403, "permission_denied");
    }

    /// RQ-4.4: answered within ten working days of its receipt, across 清明节.
    async fn rq_4_4_a_complaint_about_unmet_duties_is_answered_in_ten_days(counter: Counter) {
        counter.at("2026-03-30T09:00:00+08:00");
        let pair = accepted(&counter, "2026-04-10", "refusal").await;
        let complaint = complaint(&counter).await;
        let head = counter.person("head");
        let link = |id: &str, on: &str| json!({"complaint_id": id, "received_on": on});
        let unknown = head.tries(&pair.commitment, "complaints", link("none", "2026-03-30")).await.problem(422, "invalid");
        assert_eq!(unknown.faults(), [("/complaint_id".to_owned(), "unknown_reference".to_owned())]);
        // Nobody learns of a complaint by linking it: the unit does not see this one.
        let sealed = head.tries(&pair.commitment, "complaints", link(&complaint, "2026-03-30")).await.problem(422, "invalid");
        assert_eq!(sealed.faults(), unknown.faults());
        let overseer = counter.person("approval_office");
        let early = overseer.tries(&pair.commitment, "complaints", link(&complaint, "2026-03-31")).await;
        early.refused(422, "in_the_future", &["RQ-4.4"]);
        let view = counter.person("leading_group_office").does(&pair.commitment, "complaints", link(&complaint, "2026-03-30")).await;
        // 31 March, 1 to 3, 7 to 10, 13 and 14 April.
        assert_clock(&view, "duty_complaint_reply", "2026-04-14", "running", "RQ-4.4");
        let again = overseer.tries(&pair.commitment, "complaints", link(&complaint, "2026-03-30")).await;
        again.refused(409, "already_linked", &["RQ-4.4"]);

        let id = text(&view, "/complaints/0/complaint/id");
        let reply = json!({"reply": "已重新出具告知书，补齐日期顺延。"});
        head.tries(&pair.commitment, "complaints/none/reply", reply.clone()).await.refused(422, "no_open_complaint", &["RQ-4.4"]);
        counter.at("2026-04-15T09:00:00+08:00");
        let step = format!("complaints/{id}/reply");
        let view = head.does(&pair.commitment, &step, reply.clone()).await;
        assert_clock(&view, "duty_complaint_reply", "2026-04-14", "missed", "RQ-4.4");
        assert_eq!(view["complaints"][0]["reply"]["reply"], "已重新出具告知书，补齐日期顺延。");
        head.tries(&pair.commitment, &step, reply).await.refused(422, "no_open_complaint", &["RQ-4.4"]);
    }

    /// The duty to answer does not end with the commitment.
    async fn rq_4_4_the_answer_is_owed_after_the_end_as_well(counter: Counter) {
        let pair = accepted(&counter, "2026-03-13", "refusal").await;
        let complaint = complaint(&counter).await;
        counter.person("approval_office").does(&pair.commitment, "complaints", json!({"complaint_id": complaint})).await;
        let view = counter.clerk().does(&pair.application, "withdrawal", json!({})).await;
        assert_eq!(view["status"], "withdrawn");
        let view = counter.clerk().looks_at(&pair.commitment).await;
        assert_eq!(view["status"], "cancelled");
        assert_clock(&view, "duty_complaint_reply", "2026-03-16", "running", "RQ-4.4");
        let step = format!("complaints/{}/reply", text(&view, "/complaints/0/complaint/id"));
        let view = counter.clerk().does(&pair.commitment, &step, json!({"reply": "申请人已经撤回，告知程序已改进。"})).await;
        assert_clock(&view, "duty_complaint_reply", "2026-03-16", "met", "RQ-4.4");
    }

    async fn for_another_unit_the_commitment_does_not_exist(counter: Counter) {
        let pair = accepted(&counter, "2026-03-13", "refusal").await;
        for outsider in ["handler", "unit_leader", "window_clerk", "integration"] {
            let person = counter.person(outsider);
            person.client().get(&pair.commitment.path).await.problem(404, "not_found");
            assert_eq!(person.counts("/v1/commitments").await, 0);
            let supply = json!({"materials": [{"code": "M02", "form": "copy"}]});
            person.tries(&pair.commitment, "supplies", supply).await.problem(404, "not_found");
        }
        for overseer in ["approval_office", "leader_in_charge", "leading_group_office", "acceptance_officer"] {
            let person = counter.person(overseer);
            assert_eq!(person.counts("/v1/commitments?measure=commitment&status=accepted").await, 1);
            person.tries(&pair.commitment, "expiry", json!({"note": "未补齐。"})).await.problem(403, "permission_denied");
            person.tries_to_open("/v1/commitments", proposal(&pair.application, json!({}))).await.problem(403, "permission_denied");
        }
        // From the application one gets there.
        let application = counter.clerk().looks_at(&pair.application).await;
        let related: Vec<&Value> = application["related"].as_array().expect("related").iter().map(|case| &case["kind"]).collect();
        assert_eq!(related, ["notice", "commitment"]);
        let found = counter.clerk().gets(&format!("/v1/commitments?application_id={}", pair.application.id)).await;
        assert_eq!(found["items"][0]["id"], json!(pair.commitment.id));
    }
}

/// A complaint about the office; returns its id.
async fn complaint(counter: &Counter) -> String {
    let body = json!({
        "channel": "phone", "category": "refusal_or_delay", "title": "容缺受理后没有告知补齐的形式",
        "content": "反映告知书没有写明补齐材料的形式。", "complainant": {"kind": "person", "name": "测试乙"},
        "respondents": [{"description": "养老保险窗口"}]
    });
    let made = counter.person("acceptance_officer").client().post("/v1/complaints").json(&body).await.expect(201);
    made.str("/complaint/id").to_owned()
}
