//! No refusal without a ground, none where the rules clearly grant, none on a ground the file does not show.

use serde_json::{Value, json};

use super::filing::{REFUSALS, draft, wanting};
use crate::counter::at_the_counter;
use crate::counter::office::{Case, Counter, Refused};

/// A draft of this kind on this ground.
async fn tries(counter: &Counter, application: &Case, (kind, ground): (&str, &str)) -> yingshang_testkit::Reply {
    let body = draft(application, kind, ground, json!({"competent_authority": "县市场监督管理局"}));
    counter.clerk().tries_to_open(REFUSALS, body).await
}

/// Nothing of what was tried is left: no refusal, no number taken, the application where it was.
async fn assert_untouched(counter: &Counter, before: &Value, application: &Case) {
    assert_eq!(&counter.clerk().looks_at(application).await, before);
    assert_eq!(counter.clerk().gets(REFUSALS).await["items"], json!([]));
}

at_the_counter! {
    /// FD-7.1: which provision is not met is written down, or there is no refusal.
    async fn fd_4_2_no_refusal_without_a_provision(counter: Counter) {
        let application = wanting(&counter).await;
        let before = counter.clerk().looks_at(&application).await;
        let none = draft(&application, "non_permission", "conditions_not_met", json!({"provisions": []}));
        counter.clerk().tries_to_open(REFUSALS, none.clone()).await.refused(
            422,
            "ground_missing",
            &["FD-4.2", "FD-7.1"],
        );
        let mut absent = none;
        absent.as_object_mut().expect("an object").remove("provisions");
        counter.clerk().tries_to_open(REFUSALS, absent).await.refused(422, "ground_missing", &["FD-4.2", "FD-7.1"]);
        let vague = json!({"provisions": [{"instrument": "法", "article": "", "requirement": "有固定的经营场所。"}], "facts": "无", "reasons": "无"});
        let vague = draft(&application, "non_permission", "conditions_not_met", vague);
        let vague = counter.clerk().tries_to_open(REFUSALS, vague).await.problem(422, "invalid");
        let places: Vec<String> = vague.faults().into_iter().map(|(place, _)| place).collect();
        assert_eq!(places, ["/facts", "/provisions/0/article", "/provisions/0/instrument", "/reasons"]);
        assert_untouched(&counter, &before, &application).await;
    }

    /// A complete file is accepted, a file that both reviews approve is granted; only a prohibition stands against acceptance.
    async fn fd_4_2_what_the_rules_clearly_grant_is_not_refused(counter: Counter) {
        let complete = counter.clerk().registers(&counter.permit, &["M01", "M02", "M03"]).await;
        let before = counter.clerk().looks_at(&complete).await;
        for ground in ["not_corrected", "not_this_authority", "conditions_not_met", "commitment_broken"] {
            tries(&counter, &complete, ("non_acceptance", ground)).await.refused(
                422,
                "rules_clearly_grant",
                &["FD-4.2"],
            );
        }
        assert_untouched(&counter, &before, &complete).await;

        let approved = counter.accepted().await;
        counter.reviews(&approved).await;
        let before = counter.clerk().looks_at(&approved).await;
        for ground in ["conditions_not_met", "prohibited"] {
            tries(&counter, &approved, ("non_permission", ground)).await.refused(
                422,
                "rules_clearly_grant",
                &["FD-4.2"],
            );
        }
        assert_untouched(&counter, &before, &approved).await;
        assert_eq!(
            tries(&counter, &complete, ("non_acceptance", "prohibited")).await.expect(201).str("/number"),
            "FD-2026-000001"
        );
    }

    async fn fd_4_2_each_ground_must_be_on_the_record(counter: Counter) {
        let clerk = counter.clerk();
        let unexamined = clerk.registers(&counter.permit, &["M01"]).await;
        let before = clerk.looks_at(&unexamined).await;
        for ground in ["not_corrected", "not_this_authority", "conditions_not_met", "commitment_broken"] {
            let refused = tries(&counter, &unexamined, ("non_acceptance", ground)).await;
            let refused = refused.refused(422, "ground_not_met", &["FD-4.2", "FD-5.1"]);
            assert_eq!(
                (&refused.body["params"]["ground"], &refused.body["params"]["last_examination"]),
                (&json!(ground), &json!(null))
            );
        }
        assert_untouched(&counter, &before, &unexamined).await;
        let accepted = wanting(&counter).await;
        let before = clerk.looks_at(&accepted).await;
        for ground in ["not_corrected", "not_this_authority", "commitment_broken"] {
            let refused = tries(&counter, &accepted, ("non_permission", ground)).await;
            let refused = refused.refused(422, "ground_not_met", &["FD-4.2", "FD-5.1"]);
            assert_eq!(refused.body["params"]["last_examination"], "complete");
        }
        assert_untouched(&counter, &before, &accepted).await;

        // Once corrections were asked for, their absence is a ground.
        clerk.does(&unexamined, "examination", json!({"outcome": "incomplete"})).await;
        let refused = tries(&counter, &unexamined, ("non_acceptance", "not_this_authority")).await;
        assert_eq!(
            refused.refused(422, "ground_not_met", &["FD-5.1"]).body["params"]["last_examination"],
            "incomplete"
        );
        tries(&counter, &unexamined, ("non_acceptance", "not_corrected")).await.expect(201);
        tries(&counter, &accepted, ("non_permission", "conditions_not_met")).await.expect(201);
    }

    /// Before acceptance nothing can be not permitted, after it nothing not accepted.
    async fn fd_5_1_the_kind_follows_from_where_the_application_stands(counter: Counter) {
        let clerk = counter.clerk();
        let registered = clerk.registers(&counter.permit, &["M01"]).await;
        let before = clerk.looks_at(&registered).await;
        let refused = tries(&counter, &registered, ("non_permission", "conditions_not_met")).await;
        let refused = refused.refused(422, "wrong_refusal_kind", &["FD-5.1", "FD-2.1"]);
        assert_eq!(refused.body["params"]["status"], "registered");
        assert_untouched(&counter, &before, &registered).await;
        let accepted = wanting(&counter).await;
        let refused = tries(&counter, &accepted, ("non_acceptance", "prohibited")).await;
        refused.refused(422, "wrong_refusal_kind", &["FD-5.1", "FD-2.1"]);
    }

    async fn fd_2_1_only_what_is_open_and_running_is_refused(counter: Counter) {
        let clerk = counter.clerk();
        let stopped = counter.accepted().await;
        let stop = json!({"ground": "hearing", "document_number": "听〔2026〕1号", "expected_days": 10});
        clerk.does(&stopped, "suspensions", stop).await;
        tries(&counter, &stopped, ("non_permission", "conditions_not_met")).await.refused(
            409,
            "suspended",
            &["FW-5.4"],
        );

        let over = clerk.registers(&counter.permit, &["M01"]).await;
        clerk.does(&over, "withdrawal", json!({})).await;
        tries(&counter, &over, ("non_acceptance", "prohibited")).await.refused(409, "wrong_state", &["FD-2.1"]);

        let pending = wanting(&counter).await;
        tries(&counter, &pending, ("non_permission", "conditions_not_met")).await.expect(201);
        tries(&counter, &pending, ("non_permission", "conditions_not_met")).await.refused(
            409,
            "wrong_state",
            &["FD-2.1"],
        );

        // Of another unit, or of nobody: the same answer.
        let foreign = draft(&stopped, "non_permission", "conditions_not_met", json!({}));
        let nobody = draft(&stopped, "non_permission", "conditions_not_met", json!({"application_id": "nobody"}));
        for body in [foreign, nobody] {
            let refused = counter.person("handler").tries_to_open(REFUSALS, body).await.problem(422, "invalid");
            assert_eq!(refused.faults(), [("/application_id".to_owned(), "unknown_reference".to_owned())]);
        }
    }
}
