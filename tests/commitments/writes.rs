//! Repeats, dry runs, old versions, numbers of other systems; and that no name is written down in the clear.

use serde_json::{Value, json};

use super::stage::{accepted, incomplete, materials, notice, proposal, proposed};
use crate::complaints::database::mentions;
use crate::counter::at_the_counter;
use crate::counter::office::Case;

at_the_counter! {
    async fn a_repeat_is_answered_the_same_and_made_once(counter: Counter) {
        let clerk = counter.clerk();
        let application = incomplete(&counter, &counter.permit, "13900001234").await;
        let body = proposal(&application, json!({}));
        let send = || clerk.client().post("/v1/commitments").key("proposal").json(&body);
        let first = send().await.expect(201);
        let again = send().await.expect(201);
        assert_eq!((again.header("idempotency-replayed"), &again.text), ("true", &first.text));
        let case = Case::of("/v1/commitments", &first.body);
        let step = || clerk.client().post(&format!("{}/notice", case.path)).key("notice").if_match(1).json(&json!({
            "supply_by": "2026-03-13", "consequence": "refusal", "consequence_note": "不予许可。"
        }));
        let told = step().await.expect(200);
        assert_eq!(step().await.expect(200).text, told.text);
        assert_eq!(clerk.looks_at(&case).await["documents"].as_array().map(Vec::len), Some(1));
    }

    /// Commitment and application are one unit: after a dry run both are as before.
    async fn a_dry_run_leaves_nothing_on_either_case(counter: Counter) {
        let clerk = counter.clerk();
        let application = incomplete(&counter, &counter.direct, "13900001234").await;
        let body = proposal(&application, json!({}));
        let tried = clerk.client().post("/v1/commitments?dry_run=true").json(&body).await.expect(201);
        clerk.client().get(tried.header("location")).await.problem(404, "not_found");
        let commitment = clerk.opens("/v1/commitments", body).await;
        assert_eq!(commitment.number, "RQ-2026-000001");
        let accepts = clerk.client().post(&format!("{}/acceptance?dry_run=true", commitment.path)).if_match(1);
        let tried = accepts.json(&json!({"supply_by": "2026-03-10"})).await.expect(200);
        assert_eq!((tried.str("/status"), tried.header("dry-run")), ("accepted", "true"));
        let (commitment, application) = (clerk.looks_at(&commitment).await, clerk.looks_at(&application).await);
        assert_eq!((&commitment["status"], &commitment["version"]), (&json!("proposed"), &json!(1)));
        assert_eq!((&application["status"], &application["documents"]), (&json!("awaiting_correction"), &json!([])));
    }

    async fn an_old_version_or_none_changes_nothing(counter: Counter) {
        let pair = proposed(&counter).await;
        let clerk = counter.clerk();
        let post = || clerk.client().post(&format!("{}/notice", pair.commitment.path)).json(&notice("2026-03-13", "refusal"));
        post().await.problem(428, "if_match_required");
        post().if_match(2).await.problem(412, "stale");
        assert_eq!(post().if_match(1).await.expect(200).header("etag"), "\"2\"");
        post().if_match(1).await.problem(412, "stale");
    }

    async fn a_number_of_another_system_is_taken_in_once(counter: Counter) {
        let clerk = counter.clerk();
        let external = json!({"source_system": "portal", "external_ref": "C-1"});
        for (phone, status) in [("13900001234", 201), ("13900007777", 409)] {
            let application = incomplete(&counter, &counter.permit, phone).await;
            let reply = clerk.tries_to_open("/v1/commitments", proposal(&application, external.clone())).await.expect(status);
            assert!(status == 201 || reply.body["code"] == "external_ref_taken", "{}", reply.text);
        }
        assert_eq!(clerk.counts("/v1/commitments?source_system=portal&external_ref=C-1").await, 1);
    }

    /// The texts of a commitment are addressed to the applicant, and yet nothing at rest names anybody.
    async fn nothing_at_rest_names_the_applicant(counter: Counter) {
        let pair = accepted(&counter, "2026-03-13", "refusal").await;
        counter.clerk().does(&pair.commitment, "supplies", materials(&["M02", "M03"])).await;
        let path = format!("{}/documents/commitment_letter", pair.commitment.path);
        let text = counter.clerk().client().get(&path).await.expect(200).text;
        assert!(text.contains("测试乙"), "{text}");
        for secret in ["测试乙", "13900001234"] {
            assert_eq!(mentions(&counter.server, secret).await, Vec::<String>::new());
        }
        let view: Value = counter.clerk().looks_at(&pair.commitment).await;
        assert!(!view.to_string().contains("测试乙"));
    }
}
