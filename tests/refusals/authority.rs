//! Another authority is competent (行政许可法第三十二条第一款第二项): told where to go, and refused in form.

use serde_json::json;

use super::filing::{REFUSALS, decision, draft, service};
use crate::counter::at_the_counter;
use crate::counter::office::{Case, Counter, Refused, findings, text};

/// An application that belongs elsewhere, examined as such.
async fn elsewhere(counter: &Counter) -> Case {
    let application = counter.clerk().registers(&counter.permit, &["M01"]).await;
    let told = json!({"outcome": "not_this_authority", "competent_authority": "县市场监督管理局"});
    counter.clerk().does(&application, "examination", told).await;
    application
}

at_the_counter! {
    /// FD-2.1 FD-2.2: the examination says where to go; the refusal is drafted, approved and served like any other.
    async fn fd_5_1_what_belongs_elsewhere_is_told_and_refused(counter: Counter) {
        let clerk = counter.clerk();
        let application = clerk.registers(&counter.permit, &["M01"]).await;
        let silent = clerk.tries(&application, "examination", json!({"outcome": "not_this_authority"})).await;
        let silent = silent.refused(422, "incomplete_examination", &["FD-5.1"]);
        assert_eq!(silent.body["params"]["field"], "competent_authority");
        let told = json!({"outcome": "not_this_authority", "competent_authority": "县市场监督管理局"});
        let view = clerk.does(&application, "examination", told).await;
        assert_eq!(
            (&view["status"], &view["examinations"][0]["competent_authority"]),
            (&json!("registered"), &json!("县市场监督管理局"))
        );
        let consequence = text(&view, "/examinations/0/consequence");
        assert!(consequence.contains("请向县市场监督管理局申请") && consequence.contains("否定备案"), "{consequence}");

        let nameless = draft(&application, "non_acceptance", "not_this_authority", json!({}));
        let nameless =
            clerk.tries_to_open(REFUSALS, nameless).await.refused(422, "competent_authority_missing", &["FD-5.1"]);
        assert_eq!(nameless.body["params"]["field"], "competent_authority");
        let named = json!({"competent_authority": "县市场监督管理局"});
        let case = clerk.opens(REFUSALS, draft(&application, "non_acceptance", "not_this_authority", named)).await;
        let view = counter.person("leader_in_charge").does(&case, "approval", decision("granted")).await;
        let paper = clerk.gets(view["documents"][0]["href"].as_str().expect("a path")).await.to_string();
        assert!(paper.contains("请向县市场监督管理局申请"), "{paper}");
        clerk.does(&case, "service", service()).await;
        assert_eq!(clerk.looks_at(&application).await["status"], "refused");
    }

    /// It was told in time, so silence cannot count as acceptance; and the sweep goes on to the others.
    async fn fd_5_1_what_belongs_elsewhere_is_never_deemed_accepted(counter: Counter) {
        let application = elsewhere(&counter).await;
        let forgotten = counter.clerk().registers(&counter.permit, &["M01"]).await;
        counter.at("2026-03-10T08:00:00+08:00");
        counter.sweep().await;
        assert_eq!(counter.clerk().looks_at(&forgotten).await["status"], "accepted");
        let view = counter.clerk().looks_at(&application).await;
        assert_eq!((&view["status"], findings(&view)), (&json!("registered"), vec![]));
    }

    /// The leader sees it otherwise, after the five days: back to the desk, where it is examined again.
    async fn fd_2_1_dropped_it_is_examined_again(counter: Counter) {
        let application = elsewhere(&counter).await;
        let clerk = counter.clerk();
        let named = json!({"competent_authority": "县市场监督管理局"});
        let case = clerk.opens(REFUSALS, draft(&application, "non_acceptance", "not_this_authority", named)).await;
        counter.at("2026-03-10T08:00:00+08:00");
        counter.sweep().await;
        let view = counter.person("leader_in_charge").does(&case, "approval", decision("refused")).await;
        assert_eq!(view["status"], "dropped");
        assert_eq!(clerk.looks_at(&application).await["status"], "registered");
        let view = clerk.does(&application, "examination", json!({"outcome": "incomplete"})).await;
        assert_eq!(view["status"], "awaiting_correction");
        assert!(counter.is_intact(&application).await);
    }
}
