//! Not supplied in time: the promise is pushed back, the law is not, and then the notice takes effect.

use serde_json::{Value, json};

use super::stage::{accepted, incomplete, materials, proposal};
use crate::counter::at_the_counter;
use crate::counter::office::{Refused, assert_clock, clock, findings, text};

at_the_counter! {
    /// RQ-3.2c: for the applicant's own reasons. The record says who is not liable, and until when there is time.
    async fn rq_3_2c_the_promise_is_lifted_and_the_office_is_not_liable(counter: Counter) {
        let pair = accepted(&counter, "2026-03-13", "refusal").await;
        let clerk = counter.clerk();
        clerk.does(&pair.commitment, "supplies", materials(&["M02"])).await;
        counter.at("2026-03-13T23:59:00+08:00");
        counter.sweep().await;
        assert_eq!(clerk.looks_at(&pair.commitment).await["status"], "accepted", "the last day is the applicant's");
        counter.at("2026-03-14T00:01:00+08:00");
        counter.sweep().await;
        let view = clerk.looks_at(&pair.commitment).await;
        let overdue = &view["overdue"];
        assert_eq!((&view["status"], &overdue["applicants_own_reasons"], &overdue["latest_on"]), (&json!("overdue"), &json!(true), &json!("2026-03-30")));
        assert!(text(overdue, "/liability").contains("不承担未在承诺时限内办结的责任"));
        assert_clock(&view, "supply", "2026-03-13", "missed", "RQ-3.2b");
        assert_clock(&view, "supply_grace", "2026-03-30", "running", "RQ-3.2c");
        let application = clerk.looks_at(&pair.application).await;
        assert_eq!(application["promise_lifted"]["commitment_id"], json!(pair.commitment.id));
        assert_clock(&application, "promised_handling", "2026-03-16", "lifted", "GZ-1.2.1");
        assert_clock(&application, "statutory_handling", "2026-03-30", "running", "FW-5.4");
        assert_eq!((findings(&view), findings(&application)), (vec![], vec![]));

        // The broken promise of the applicant is no alarm for the office.
        counter.at("2026-03-18T09:00:00+08:00");
        counter.sweep().await;
        assert_eq!(clerk.counts("/v1/applications?deadline_state=red").await, 0);
        // Late, but in time for the law.
        counter.at("2026-03-30T23:00:00+08:00");
        let view = clerk.does(&pair.commitment, "supplies", materials(&["M03"])).await;
        assert_eq!(view["status"], "fulfilled");
        assert_clock(&view, "supply_grace", "2026-03-30", "met", "RQ-3.2c");
        counter.reviews(&pair.application).await;
        let view = counter.person("head").does(&pair.application, "approval", json!({"content": "准予许可。"})).await;
        assert_eq!(clock(&view, "promised_handling")["state"], "lifted");
        assert!(counter.is_intact(&pair.commitment).await && counter.is_intact(&pair.application).await);
    }

    /// RQ-3.2c: the end is that of the statutory limit as it stands then, extended or not.
    async fn rq_3_2c_an_extended_limit_gives_the_applicant_time(counter: Counter) {
        let pair = accepted(&counter, "2026-03-13", "refusal").await;
        counter.at("2026-03-14T00:01:00+08:00");
        counter.sweep().await;
        let extension = json!({"working_days": 2, "reasons": "需要向外地主管部门核实。"});
        counter.person("leader_in_charge").does(&pair.application, "extension", extension).await;
        for (at, status) in [
            ("2026-03-31T00:01:00+08:00", "overdue"),
            ("2026-04-01T23:00:00+08:00", "overdue"),
            ("2026-04-02T00:01:00+08:00", "broken"),
        ] {
            counter.at(at);
            counter.sweep().await;
            assert_eq!(counter.clerk().looks_at(&pair.commitment).await["status"], status, "{at}");
        }
    }

    /// RQ-4.1: the office told wrongly, so the promise binds it as before.
    async fn rq_4_1_a_wrong_notification_keeps_the_promise(counter: Counter) {
        let pair = accepted(&counter, "2026-03-13", "refusal").await;
        let clerk = counter.clerk();
        let fault = json!({"fault": "wrong", "explanation": "告知书写错了补齐材料的形式。"});
        let view = counter.person("leading_group_office").does(&pair.commitment, "notification-faults", fault).await;
        assert_eq!(findings(&view), [("notification_wrong".to_owned(), vec!["RQ-4.1".to_owned()])]);
        // Against whoever told.
        assert_eq!(view["findings"][0]["user_id"], json!(counter.user("clerk")));
        counter.at("2026-03-14T00:01:00+08:00");
        counter.sweep().await;
        let view = clerk.looks_at(&pair.commitment).await;
        assert_eq!((&view["status"], &view["overdue"]["applicants_own_reasons"]), (&json!("overdue"), &json!(false)));
        assert!(text(&view, "/overdue/liability").contains("责任不在申请人"));
        let application = clerk.looks_at(&pair.application).await;
        assert_eq!(application["promise_lifted"], Value::Null);
        assert_clock(&application, "promised_handling", "2026-03-16", "amber", "GZ-1.2.1");
    }

    /// RQ-3.2c: with the statutory limit the grace ends by itself; a refusal is then open on this ground (RQ-3.2a).
    async fn rq_3_2a_after_the_statutory_limit_a_refusal_is_open(counter: Counter) {
        let pair = accepted(&counter, "2026-03-13", "refusal").await;
        let clerk = counter.clerk();
        let refusal = json!({
            "application_id": pair.application.id, "kind": "non_permission", "ground": "commitment_broken",
            "provisions": [{"instrument": "《人力资源市场暂行条例》", "article": "第十八条", "requirement": "须提交人员名册。"}],
            "facts": "承诺补齐的材料到期没有补齐。", "reasons": "材料不齐，不符合许可条件。"
        });
        clerk.tries_to_open("/v1/refusals", refusal.clone()).await.refused(422, "ground_not_met", &["FD-4.2"]);
        clerk.tries(&pair.commitment, "expiry", json!({"note": "提前。"})).await.refused(409, "wrong_state", &["RQ-3.2a"]);
        counter.at("2026-03-14T00:01:00+08:00");
        counter.sweep().await;
        // RQ-3.2b: reminded once more before the very last day.
        counter.at("2026-03-30T09:00:00+08:00");
        counter.sweep().await;
        let view = clerk.looks_at(&pair.commitment).await;
        assert_eq!((&view["status"], view["reminded_at"].as_array().map(Vec::len)), (&json!("overdue"), Some(1)));
        counter.at("2026-03-31T00:01:00+08:00");
        counter.sweep().await;
        let view = clerk.looks_at(&pair.commitment).await;
        assert_eq!((&view["status"], &view["expiry"]["recorded_by"]), (&json!("broken"), &Value::Null));
        assert_clock(&view, "supply_grace", "2026-03-30", "missed", "RQ-3.2c");
        let application = clerk.looks_at(&pair.application).await;
        assert_eq!((&application["status"], &application["broken_commitment_id"]), (&json!("accepted"), &json!(pair.commitment.id)));
        clerk.tries(&pair.commitment, "supplies", materials(&["M02"])).await.refused(409, "wrong_state", &["RQ-3.3"]);
        counter.reviews(&pair.application).await;
        let denied = counter.person("head").tries(&pair.application, "approval", json!({"content": "准予许可。"})).await;
        denied.refused(422, "materials_outstanding", &["RQ-3.3"]);
        let drafted = clerk.opens("/v1/refusals", refusal).await;
        assert_eq!(clerk.looks_at(&drafted).await["status"], "drafted");
    }

    /// RQ-3.2a: the notice named the other consequence, and the office says that it takes effect.
    async fn rq_3_2a_the_application_counts_as_withdrawn(counter: Counter) {
        let pair = accepted(&counter, "2026-03-13", "counts_as_withdrawn").await;
        let clerk = counter.clerk();
        counter.at("2026-03-14T00:01:00+08:00");
        counter.sweep().await;
        counter.person("leader_in_charge").tries(&pair.commitment, "expiry", json!({"note": "未补齐。"})).await.problem(403, "permission_denied");
        let view = counter.person("head").does(&pair.commitment, "expiry", json!({"note": "两次催告后仍未补齐。"})).await;
        assert_eq!((&view["status"], &view["expiry"]["recorded_by"]), (&json!("broken"), &json!(counter.user("head"))));
        let application = clerk.looks_at(&pair.application).await;
        assert_eq!(application["status"], "withdrawn");
        assert_eq!(clock(&application, "statutory_handling")["state"], "lifted");
        let kinds = counter.kinds(&pair.application).await;
        assert!(kinds.ends_with(&["promise_lifted".to_owned(), "commitment_broken".to_owned(), "withdrawn".to_owned()]), "{kinds:?}");
    }

    /// RQ-3.2c: the last day passes unseen, also where nobody looked since the first; what ends with it ends in one go.
    async fn rq_3_2c_the_end_comes_by_itself_even_after_a_standstill(counter: Counter) {
        let pair = accepted(&counter, "2026-03-13", "counts_as_withdrawn").await;
        let bystander = counter.accepted().await;
        counter.at("2026-04-20T09:00:00+08:00");
        counter.sweep().await;
        let view = counter.clerk().looks_at(&pair.commitment).await;
        assert_eq!((&view["status"], &view["expiry"]["recorded_by"]), (&json!("broken"), &Value::Null));
        assert_eq!(view["overdue"]["latest_on"], "2026-03-30");
        let application = counter.clerk().looks_at(&pair.application).await;
        assert_eq!((&application["status"], &application["outstanding"]), (&json!("withdrawn"), &json!(["M02", "M03"])));
        assert_clock(&counter.clerk().looks_at(&bystander).await, "statutory_handling", "2026-03-30", "red", "FW-5.4");
        let kinds = counter.kinds(&bystander).await;
        assert_eq!(kinds.iter().filter(|kind| *kind == "deadline_turned_red").count(), 2, "{kinds:?}");
        assert!(counter.is_intact(&pair.commitment).await && counter.is_intact(&pair.application).await);
    }

    /// RQ-3.2a: the same, day by day.
    async fn rq_3_2a_the_application_counts_as_withdrawn_when_the_law_has_run_out(counter: Counter) {
        let pair = accepted(&counter, "2026-03-13", "counts_as_withdrawn").await;
        for at in ["2026-03-14T00:01:00+08:00", "2026-03-30T23:59:00+08:00"] {
            counter.at(at);
            counter.sweep().await;
            assert_eq!(counter.clerk().looks_at(&pair.commitment).await["status"], "overdue", "{at}");
        }
        counter.at("2026-03-31T00:01:00+08:00");
        counter.sweep().await;
        assert_eq!(counter.clerk().looks_at(&pair.commitment).await["status"], "broken");
        assert_eq!(counter.clerk().looks_at(&pair.application).await["status"], "withdrawn");
    }

    /// RQ-1.1, local: a broken promise on record is shown to the clerk at the next one and does not bar it.
    async fn rq_1_1_a_broken_promise_is_shown_at_the_next_one(counter: Counter) {
        let pair = accepted(&counter, "2026-03-13", "counts_as_withdrawn").await;
        let clerk = counter.clerk();
        counter.at("2026-03-14T00:01:00+08:00");
        counter.sweep().await;
        clerk.does(&pair.commitment, "expiry", json!({"note": "未补齐。"})).await;
        // The same telephone in another writing, and somebody else's.
        for (phone, broken) in [("+86 139-0000-1234", 1), ("13900007777", 0)] {
            let next = incomplete(&counter, &counter.permit, phone).await;
            let commitment = clerk.opens("/v1/commitments", proposal(&next, json!({}))).await;
            assert_eq!(clerk.looks_at(&commitment).await["earlier_broken"], broken, "{phone}");
        }
    }
}
