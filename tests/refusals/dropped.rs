//! A refusal without consent: the application goes on as if nobody had thought of it.

use serde_json::json;

use super::filing::{REFUSALS, decision, draft, drafted, minutes, service};
use crate::counter::at_the_counter;
use crate::counter::office::{Refused, assert_clock, documents, findings, text};

at_the_counter! {
    async fn fd_2_1_without_consent_the_application_goes_on(counter: Counter) {
        let (application, case) = drafted(&counter).await;
        let view = counter.person("leader_in_charge").does(&case, "approval", decision("refused")).await;
        assert_eq!((&view["status"], documents(&view), &view["deadlines"]), (&json!("dropped"), vec![], &json!([])));
        let back = counter.clerk().looks_at(&application).await;
        assert_eq!((&back["status"], &back["refusal"]), (&json!("first_reviewed"), &json!(null)));
        assert_clock(&back, "promised_handling", "2026-03-16", "running", "GZ-1.2.1");
        counter.clerk().tries(&case, "service", service()).await.refused(409, "wrong_state", &["FD-2.2"]);
        counter.person("leader_in_charge").tries(&case, "approval", decision("granted")).await.refused(
            409,
            "wrong_state",
            &["FD-2.1"],
        );
        assert_eq!(counter.kinds(&case).await, ["drafted", "dropped"]);
        assert!(
            counter.kinds(&application).await.ends_with(&["refusal_proposed", "refusal_dropped"].map(str::to_owned))
        );

        // Thought over, drafted anew, and this time granted by a discussion.
        let again = counter
            .clerk()
            .opens(REFUSALS, draft(&application, "non_permission", "conditions_not_met", json!({})))
            .await;
        assert_eq!(again.number, "FD-2026-000002");
        counter.person("head").does(&again, "collective-discussion", minutes("2026-03-02", "granted")).await;
        let related = counter.clerk().looks_at(&application).await["related"].clone();
        let known: Vec<_> = related
            .as_array()
            .expect("related")
            .iter()
            .map(|one| (text(one, "/number"), text(one, "/status")))
            .collect();
        assert_eq!(
            known,
            [("FD-2026-000001".to_owned(), "dropped".to_owned()), ("FD-2026-000002".to_owned(), "approved".to_owned())]
        );
        assert!(counter.is_intact(&application).await);
    }

    /// From wherever the refusal took it, there it returns.
    async fn fd_2_1_the_application_returns_to_where_it_was(counter: Counter) {
        let clerk = counter.clerk();
        let registered = clerk.registers(&counter.permit, &["M01"]).await;
        let incomplete = clerk.registers(&counter.permit, &["M01"]).await;
        clerk.does(&incomplete, "examination", json!({"outcome": "incomplete"})).await;
        let accepted = counter.accepted().await;
        for (application, kind, status) in [
            (&registered, "non_acceptance", "registered"),
            (&incomplete, "non_acceptance", "awaiting_correction"),
            (&accepted, "non_permission", "accepted"),
        ] {
            let case = clerk.opens(REFUSALS, draft(application, kind, "prohibited", json!({}))).await;
            assert_eq!(clerk.looks_at(application).await["status"], "refusal_pending");
            counter
                .person("approval_office")
                .does(&case, "collective-discussion", minutes("2026-03-02", "refused"))
                .await;
            assert_eq!(clerk.looks_at(application).await["status"], status);
        }
    }

    /// Five working days went by while the leader thought: silence, so the application counts as accepted since its receipt.
    async fn fd_5_1_dropped_too_late_the_application_counts_as_accepted(counter: Counter) {
        let clerk = counter.clerk();
        let application = clerk.registers(&counter.permit, &["M01"]).await;
        let case = clerk.opens(REFUSALS, draft(&application, "non_acceptance", "prohibited", json!({}))).await;
        counter.at("2026-03-10T00:01:00+08:00");
        counter.sweep().await;
        assert_eq!(
            clerk.looks_at(&application).await["status"],
            "refusal_pending",
            "nothing is deemed while a refusal is pending"
        );
        counter.at("2026-03-11T10:00:00+08:00");
        counter.person("leader_in_charge").does(&case, "approval", decision("refused")).await;
        let view = clerk.looks_at(&application).await;
        assert_eq!((&view["status"], &view["acceptance"]["manner"]), (&json!("accepted"), &json!("deemed")));
        assert_eq!(
            (&view["acceptance"]["handling_starts_on"], &view["acceptance"]["accepted_by"]),
            (&json!("2026-03-02"), &json!(null))
        );
        assert_eq!(findings(&view), [("deemed_accepted".to_owned(), vec!["FD-5.1".to_owned()])]);
        assert_eq!(documents(&view), ["application_acceptance"]);
        assert_clock(&view, "promised_handling", "2026-03-16", "running", "GZ-1.2.1");
        assert_clock(&view, "examination", "2026-03-09", "missed", "FD-5.1");
        assert!(counter.is_intact(&application).await);
    }
}
