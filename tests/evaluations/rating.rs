//! Invitation and rating: once, in time, for a real service, on whichever scale.

use serde_json::{Value, json};

use super::stage::{asked, negative, rated, rates, rates_from, rating};
use crate::counter::at_the_counter;
use crate::counter::office::Refused;

at_the_counter! {
    /// HP-2.1, HP-1.1: two aspects, one rating; the worse of them is the grade.
    async fn hp_2_1_a_service_is_rated_once(counter: Counter) {
        let service = asked(&counter).await;
        let looked = json!({"token": service.token});
        let look = || counter.server.anonymous().post("/v1/public/evaluations/look-up").json(&looked);
        let shown = look().await.expect(200).body;
        assert_eq!((&shown["item_name"], &shown["open"]), (&json!("人力资源服务许可"), &json!(true)));
        let receipt = rates(&counter, &service.token, rating("satisfied", "basically_satisfied")).await.expect(201).body;
        assert_eq!((&receipt["number"], &receipt["overall"]), (&json!("PJ-2026-000001"), &json!("basically_satisfied")));
        rates(&counter, &service.token, rating("satisfied", "satisfied")).await.refused(409, "already_rated", &["HP-2.1"]);
        assert_eq!(look().await.expect(200).body["open"], false);
        let view = counter.clerk().looks_at(&rated(&counter).await).await;
        assert_eq!((&view["status"], &view["via"], &view["served_by"][0]), (&json!("recorded"), &json!("counter"), &json!(counter.user("clerk"))));
        assert_eq!((&view["entered_by"], &view["national_scores"]), (&Value::Null, &json!([4, 3])));
        let invitation = counter.clerk().gets(&format!("/v1/evaluation-invitations/{}", service.invitation)).await;
        assert_eq!((&invitation["grade"], &invitation["evaluation_id"]), (&json!("basically_satisfied"), &view["id"]));
    }

    /// HP-4.3: bound to a real service, once, and not for ever.
    async fn hp_4_3_an_invitation_is_for_a_real_service_and_for_a_while(counter: Counter) {
        let clerk = counter.clerk();
        let registered = clerk.registers(&counter.permit, &["M01", "M02", "M03"]).await;
        let invite = |id: &str| clerk.client().post("/v1/evaluation-invitations").json(&json!({"application_id": id, "channel": "counter"}));
        invite(&registered.id).await.refused(409, "service_not_accepted", &["HP-4.3"]);
        invite("none").await.problem(422, "invalid");
        let service = asked(&counter).await;
        invite(&service.application.id).await.refused(409, "already_invited", &["HP-2.1"]);
        rates(&counter, "made-up-token-of-nobody", rating("satisfied", "satisfied")).await.problem(404, "not_found");
        let sms = json!({"application_id": registered.id, "channel": "sms"});
        clerk.client().post("/v1/evaluation-invitations").json(&sms).await.refused(403, "not_entrusted", &["HP-3.1"]);
        counter.at("2026-03-10T00:00:01+08:00");
        rates(&counter, &service.token, rating("satisfied", "satisfied")).await.refused(409, "invitation_expired", &["HP-4.3"]);
        let drawn = format!("/v1/evaluation-invitations/{}/qr.svg", service.invitation);
        counter.clerk().client().get(&drawn).await.problem(409, "invitation_over");
    }

    /// HP-2.2, HP-6.1: grades of the scale, and why when dissatisfied.
    async fn hp_2_2_a_rating_fits_its_scale_and_says_why(counter: Counter) {
        let service = asked(&counter).await;
        let tries = async |rating: Value| rates(&counter, &service.token, rating).await;
        tries(rating("very_satisfied", "satisfied")).await.refused(422, "grade_not_on_scale", &["HP-2.2"]);
        tries(rating("dissatisfied", "satisfied")).await.refused(422, "reason_missing", &["HP-6.1"]);
        let unfounded = json!({"scale": "three_grade", "attitude": "satisfied", "efficiency": "satisfied", "reasons": ["other"]});
        tries(unfounded).await.refused(422, "reasons_without_dissatisfaction", &["HP-6.1"]);
        let five = json!({"scale": "five_grade", "attitude": "very_satisfied", "efficiency": "very_dissatisfied", "text": "等了两个小时。"});
        tries(five).await.expect(201);
        let view = counter.clerk().looks_at(&rated(&counter).await).await;
        // The raw grades stay; figures and push are worked out from them.
        assert_eq!((&view["rating"]["attitude"], &view["overall"]), (&json!("very_satisfied"), &json!("dissatisfied")));
        assert_eq!((&view["national_scores"], &view["status"]), (&json!([5, 1]), &json!("to_verify")));
    }

    /// HP-4.3: what looks made up is marked and counts all the same.
    async fn hp_4_3_anomalies_are_listed_and_never_dropped(counter: Counter) {
        let device = json!("somebodys-own-telephone");
        for _ in 0..3 {
            let service = asked(&counter).await;
            rates_from(&counter, &service.token, rating("satisfied", "satisfied"), device.clone()).await.expect(201);
        }
        let listed = counter.person("approval_office").gets("/v1/evaluations?sort=received_at").await;
        let mut marked = Vec::new();
        for item in listed["items"].as_array().expect("items") {
            let path = format!("/v1/evaluations/{}", item["id"].as_str().expect("an id"));
            marked.push(counter.clerk().gets(&path).await["anomalies"].clone());
        }
        let found = counter.person("approval_office").counts("/v1/evaluations?q=repeated_device").await;
        assert_eq!((found, counter.person("approval_office").counts("/v1/evaluations?q=too_fast").await), (1, 3));
        assert_eq!(marked, [json!(["too_fast"]), json!(["too_fast"]), json!(["too_fast", "repeated_device"])]);
    }

    /// The token is in the picture and nowhere else.
    async fn hp_3_1_the_code_can_be_drawn_again(counter: Counter) {
        let service = asked(&counter).await;
        let path = format!("/v1/evaluation-invitations/{}", service.invitation);
        let svg = counter.clerk().client().get(&format!("{path}/qr.svg")).await.expect(200);
        assert_eq!(svg.header("content-type"), "image/svg+xml");
        assert!(svg.text.contains("<svg") && !svg.text.contains(&service.token));
        let png = counter.clerk().client().get(&format!("{path}/qr.png")).await.expect(200);
        assert_eq!(png.header("content-type"), "image/png");
        assert!(!counter.clerk().gets(&path).await.to_string().contains(&service.token));
        // Another unit knows nothing of it.
        counter.person("handler").client().get(&path).await.problem(404, "not_found");
        let seen = counter.person("handler").gets("/v1/evaluation-invitations").await;
        assert_eq!(seen["items"], json!([]));
        rates(&counter, &service.token, negative()).await.expect(201);
        counter.clerk().client().get(&format!("{path}/qr.png")).await.problem(409, "invitation_over");
    }

    /// A dry run and a repeat: the rating is there once.
    async fn a_dry_run_leaves_nothing_and_a_repeat_is_answered_the_same(counter: Counter) {
        let service = asked(&counter).await;
        let body = json!({"token": service.token, "rating": rating("satisfied", "satisfied")});
        counter.server.anonymous().post("/v1/public/evaluations?dry_run=true").json(&body).await.expect(201);
        assert_eq!(counter.person("approval_office").counts("/v1/evaluations").await, 0);
        let send = || counter.server.anonymous().post("/v1/public/evaluations").key("once").json(&body);
        let first = send().await.expect(201);
        assert_eq!(send().await.expect(201).text, first.text);
        assert_eq!(counter.person("approval_office").counts("/v1/evaluations").await, 1);
    }
}
