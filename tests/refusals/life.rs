//! The whole story, approved by the leader in charge and by a collective discussion; and no way around it.

use serde_json::json;

use super::filing::{REFUSALS, copy, decision, draft, minutes, review, service, wanting};
use crate::counter::at_the_counter;
use crate::counter::office::{Refused, UNIT, assert_clock, documents, findings, text};

at_the_counter! {
    /// FD-2.2 FD-2.3 FD-4.2 FD-4.3 FD-4.4 FD-6.1: ground, leader, service, filing, review, archive, across 清明节.
    async fn fd_2_1_a_refusal_from_the_draft_to_the_archive(counter: Counter) {
        counter.at("2026-03-30T10:00:00+08:00");
        let application = wanting(&counter).await;
        counter.at("2026-04-02T10:00:00+08:00");
        let (handler, clerk) = (counter.person("second_handler"), counter.clerk());
        let case =
            handler.opens(REFUSALS, draft(&application, "non_permission", "conditions_not_met", json!({}))).await;
        assert_eq!(case.number, "FD-2026-000001");
        let view = handler.looks_at(&case).await;
        assert_eq!((&view["status"], &view["unit_id"]), (&json!("drafted"), &json!(counter.unit(UNIT))));
        assert_eq!((&view["application_number"], &view["item_version"]), (&json!(application.number), &json!(1)));
        assert_eq!((&view["documents"], &view["deadlines"]), (&json!([]), &json!([])));
        assert!(text(&view, "/remedies").contains("行政复议") && text(&view, "/remedies").contains("行政诉讼"));
        let pending = clerk.looks_at(&application).await;
        assert_eq!(
            (&pending["status"], &pending["refusal"]["refusal_id"]),
            (&json!("refusal_pending"), &json!(case.id))
        );
        assert_eq!(pending["related"][0]["href"], json!(case.path));

        // Nothing leaves the house yet, and the application stands still.
        clerk.tries(&case, "service", service()).await.refused(409, "wrong_state", &["FD-2.1", "FD-2.2"]);
        clerk.tries(&case, "filing", copy()).await.refused(409, "wrong_state", &["FD-2.3", "FD-4.3"]);
        handler.tries(&application, "review", json!({"conforms": true, "opinion": "符合。"})).await.refused(
            409,
            "wrong_state",
            &["FW-5.4"],
        );
        clerk.tries(&application, "approval", json!({"content": "准予。"})).await.refused(
            409,
            "wrong_state",
            &["FW-5.4"],
        );
        clerk.tries(&application, "withdrawal", json!({})).await.refused(409, "wrong_state", &["FD-5.1"]);

        let view = counter.person("leader_in_charge").does(&case, "approval", decision("granted")).await;
        assert_eq!(
            (&view["status"], documents(&view)),
            (&json!("approved"), vec!["non_permission_decision".to_owned()])
        );
        assert_eq!(view["documents"][0]["number"], "人社不许〔2026〕1号");
        // 3, 7 to 10 and 13 to 17 April.
        assert_clock(&view, "refusal_delivery", "2026-04-17", "running", "FD-2.2");
        let decided = clerk.looks_at(&application).await;
        assert_eq!(
            (&decided["status"], &decided["refusal"]["decided_at"]),
            (&json!("refusal_pending"), &json!("2026-04-02T10:00:00.000+08:00"))
        );
        assert_clock(&decided, "promised_handling", "2026-04-14", "met", "GZ-1.2.1");
        assert_clock(&decided, "statutory_handling", "2026-04-28", "met", "FW-5.4");

        counter.at("2026-04-08T10:00:00+08:00");
        let view = clerk.does(&case, "service", service()).await;
        assert_eq!((&view["status"], &view["service"]["proof_number"]), (&json!("served"), &json!("送2026-0003")));
        assert_clock(&view, "refusal_delivery", "2026-04-17", "met", "FD-2.2");
        assert_clock(&view, "refusal_filing", "2026-04-15", "running", "FD-2.3");
        assert_eq!(clerk.looks_at(&application).await["status"], "refused");
        let ended = clerk.gets("/v1/applications?outcome=not_permitted").await;
        assert_eq!(
            (&ended["items"][0]["id"], &ended["items"][0]["ended_at"]),
            (&json!(application.id), &json!("2026-04-08T10:00:00.000+08:00"))
        );

        counter.at("2026-04-10T10:00:00+08:00");
        let view = clerk.does(&case, "filing", copy()).await;
        assert_eq!(
            (&view["status"], documents(&view)),
            (&json!("filed"), vec!["non_permission_decision".to_owned(), "refusal_filing_form".to_owned()])
        );
        assert_clock(&view, "refusal_filing", "2026-04-15", "met", "FD-2.3");
        counter.at("2026-07-10T10:00:00+08:00");
        let view =
            counter.person("leading_group_office").does(&case, "reviews", review("2026-07-08", "upheld", None)).await;
        assert_eq!(
            (&view["status"], &view["reviews"][0]["bulletin_number"]),
            (&json!("filed"), &json!("营商通〔2026〕2号"))
        );
        let view =
            counter.person("approval_office").does(&case, "archiving", json!({"dossier_number": "否备2026-001"})).await;
        assert_eq!(
            (&view["status"], &view["archiving"]["dossier_number"], findings(&view)),
            (&json!("archived"), &json!("否备2026-001"), vec![])
        );
        assert_eq!(
            counter.kinds(&case).await,
            ["drafted", "approved", "document_issued", "served", "filed", "document_issued", "reviewed", "archived"]
        );
        assert!(counter.is_intact(&case).await && counter.is_intact(&application).await);
        let of_application = counter.kinds(&application).await;
        assert!(
            of_application.ends_with(&["refusal_proposed", "refusal_decided", "refused"].map(str::to_owned)),
            "{of_application:?}"
        );
    }

    /// The minutes stand in for the leader; before acceptance the decision is one not to accept (FD-5.1).
    async fn fd_2_1_a_collective_discussion_decides_as_well(counter: Counter) {
        let clerk = counter.clerk();
        let application = clerk.registers(&counter.permit, &["M01"]).await;
        clerk.does(&application, "examination", json!({"outcome": "incomplete"})).await;
        counter.at("2026-03-20T10:00:00+08:00");
        let case = clerk
            .opens(
                REFUSALS,
                draft(
                    &application,
                    "non_acceptance",
                    "not_corrected",
                    json!({"remedies": "可以向县人民政府申请行政复议。"}),
                ),
            )
            .await;
        let office = counter.person("approval_office");
        clerk
            .tries(&case, "collective-discussion", minutes("2026-03-20", "granted"))
            .await
            .problem(403, "permission_denied");
        counter
            .person("unit_leader")
            .tries(&case, "collective-discussion", minutes("2026-03-20", "granted"))
            .await
            .problem(404, "not_found");
        office.tries(&case, "collective-discussion", minutes("2026-03-21", "granted")).await.refused(
            422,
            "in_the_future",
            &["FD-2.1"],
        );
        let mut alone = minutes("2026-03-20", "granted");
        alone["participants"] = json!(1);
        alone["minutes_number"] = json!("");
        let alone = office.tries(&case, "collective-discussion", alone).await.problem(422, "invalid");
        let places: Vec<String> = alone.faults().into_iter().map(|(place, _)| place).collect();
        assert_eq!(places, ["/minutes_number", "/participants"], "one person is no discussion");
        let view = office.does(&case, "collective-discussion", minutes("2026-03-19", "granted")).await;
        assert_eq!(
            (&view["status"], &view["approval"], &view["discussion"]["participants"]),
            (&json!("approved"), &json!(null), &json!(5))
        );
        assert_eq!(documents(&view), ["non_acceptance_decision"]);
        assert_eq!(view["documents"][0]["number"], "人社不受〔2026〕1号");
        counter.person("leader_in_charge").tries(&case, "approval", decision("granted")).await.refused(
            409,
            "wrong_state",
            &["FD-2.1"],
        );
        clerk.does(&case, "service", service()).await;
        assert_eq!(clerk.looks_at(&application).await["status"], "refused");
        let ended = clerk.gets("/v1/applications?outcome=not_accepted&include_total=true").await;
        assert_eq!(ended["total"], 1);
        assert_eq!(counter.kinds(&case).await, ["drafted", "discussed", "document_issued", "served"]);
        let paper = clerk.gets(view["documents"][0]["href"].as_str().expect("a path")).await.to_string();
        assert!(paper.contains("可以向县人民政府申请行政复议") && paper.contains("有固定的经营场所"), "{paper}");
    }

    /// FD-2.2: in writing, with reasons and remedies, never before the decision.
    async fn fd_2_2_nothing_is_served_without_reasons_and_remedies(counter: Counter) {
        let application = wanting(&counter).await;
        let clerk = counter.clerk();
        let case = clerk.opens(REFUSALS, draft(&application, "non_permission", "conditions_not_met", json!({}))).await;
        counter.person("leader_in_charge").does(&case, "approval", decision("granted")).await;
        let told = |reasons: bool, remedies: bool| {
            let mut body = service();
            (body["reasons_told"], body["remedies_told"]) = (json!(reasons), json!(remedies));
            body
        };
        for (body, missing) in [
            (told(false, false), json!(["reasons_told", "remedies_told"])),
            (told(false, true), json!(["reasons_told"])),
            (told(true, false), json!(["remedies_told"])),
        ] {
            let refused =
                clerk.tries(&case, "service", body).await.refused(422, "reasons_not_told", &["FD-2.2", "FD-7.1"]);
            assert_eq!(refused.body["params"]["fields"], missing);
        }
        let at = |moment: &str| {
            let mut body = service();
            body["served_at"] = json!(moment);
            body
        };
        clerk.tries(&case, "service", at("2026-03-02T08:59:59+08:00")).await.refused(
            422,
            "before_decision",
            &["FD-2.1", "FD-2.2"],
        );
        clerk.tries(&case, "service", at("2026-03-02T09:00:01+08:00")).await.refused(422, "in_the_future", &["FD-2.2"]);
        let mut unproven = service();
        unproven.as_object_mut().expect("an object").remove("proof_number");
        let unproven = clerk.tries(&case, "service", unproven).await.problem(422, "invalid");
        assert_eq!(unproven.faults()[0].0, "/proof_number");
        counter.person("approval_office").tries(&case, "service", service()).await.problem(403, "permission_denied");
        assert_eq!(clerk.looks_at(&application).await["status"], "refusal_pending");
        // Recorded a day later: the filing counts from the day of service.
        counter.at("2026-03-03T09:00:00+08:00");
        let view = clerk.does(&case, "service", at("2026-03-02T16:00:00+08:00")).await;
        assert_clock(&view, "refusal_filing", "2026-03-09", "running", "FD-2.3");
    }

    /// FW-5.5: a negative review closes no application, and neither does anything else.
    async fn fd_2_1_an_application_ends_as_refused_in_no_other_way(counter: Counter) {
        let application = wanting(&counter).await;
        let (clerk, handler) = (counter.clerk(), counter.person("second_handler"));
        handler.does(&application, "review", json!({"conforms": false, "opinion": "没有经营场所。"})).await;
        clerk.tries(&application, "approval", json!({"content": "准予。"})).await.refused(
            422,
            "review_negative",
            &["FD-2.1", "FW-5.5"],
        );
        let view = clerk.looks_at(&application).await;
        assert_eq!(view["status"], "reviewed");
        for step in view["actions"].as_array().expect("actions") {
            assert!(!text(step, "/name").contains("refus") && !text(step, "/href").ends_with('/'), "{step}");
        }
        for step in ["refusal", "rejection", "refusal-service", "conclusion"] {
            clerk.tries(&application, step, json!({})).await.problem(404, "route_not_found");
        }
        let patched =
            clerk.client().patch(&application.path, json!({"status": "refused"})).header("If-Match", "*").await;
        assert!([404, 405].contains(&patched.status), "{}", patched.text);
        let ended = clerk
            .gets("/v1/applications?status=refused&outcome=not_permitted&outcome=not_accepted&include_total=true")
            .await;
        assert_eq!(ended["total"], 0);
    }
}
