//! What people answer becomes a rating, or is kept for people to look at.

use serde_json::json;

use super::hall::{INBOUND, PHONE, answers, asked, messages, rating};
use crate::counter::at_the_counter;

at_the_counter! {
    /// HP-5.1, HP-2.2: a full-width digit is understood; the rating is of the channel sms and belongs to the service.
    async fn a_digit_becomes_a_rating(counter: Counter) {
        let case = asked(&counter).await;
        let receipt = answers(&counter, "m1", &format!("+86{PHONE}"), "１").await.expect(200);
        assert_eq!((receipt.str("/outcome"), &receipt.body["duplicate"]), ("rated", &json!(false)));
        let rated = rating(&counter, &receipt.body).await;
        assert_eq!((&rated["via"], &rated["overall"], &rated["status"]), (&json!("sms"), &json!("satisfied"), &json!("recorded")));
        assert_eq!(rated["application_id"], json!(case.id));
    }

    /// HP-7.1: a word of dissatisfaction, without a reason, opens the verification.
    async fn a_negative_answer_needs_no_reason_and_is_verified(counter: Counter) {
        asked(&counter).await;
        let receipt = answers(&counter, "m1", PHONE, "不满意").await.expect(200);
        let rated = rating(&counter, &receipt.body).await;
        assert_eq!((&rated["overall"], &rated["status"]), (&json!("dissatisfied"), &json!("to_verify")));
    }

    /// HP-2.1: the provider's repeat changes nothing; a second answer finds no open invitation and is kept.
    async fn a_message_counts_once(counter: Counter) {
        asked(&counter).await;
        let first = answers(&counter, "m1", PHONE, "满意").await.expect(200);
        let repeat = answers(&counter, "m1", PHONE, "满意").await.expect(200);
        assert_eq!((repeat.str("/id"), repeat.str("/outcome"), &repeat.body["duplicate"]), (first.str("/id"), "rated", &json!(true)));
        assert_eq!(answers(&counter, "m2", PHONE, "3").await.expect(200).str("/outcome"), "unmatched");
        let listed = counter.person("approval_office").gets(INBOUND).await;
        assert_eq!(listed["items"].as_array().map(Vec::len), Some(2));
        assert_eq!(counter.person("approval_office").counts("/v1/evaluations").await, 1);
    }

    /// What is not understood or belongs to nobody is kept, and can still be answered properly.
    async fn what_is_not_understood_is_kept(counter: Counter) {
        asked(&counter).await;
        for (id, phone, said, outcome) in [
            ("m1", PHONE, "你们下班了吗", "not_understood"),
            ("m2", PHONE, "9", "not_understood"),
            ("m3", "13900009999", "1", "unmatched"),
            ("m4", "10086", "满意", "unmatched"),
            ("m5", PHONE, "基本满意", "rated"),
        ] {
            assert_eq!(answers(&counter, id, phone, said).await.expect(200).str("/outcome"), outcome, "{id}");
        }
        let kept = counter.person("assessment_team").gets(&format!("{INBOUND}?outcome=not_understood")).await;
        let first = &kept["items"][0];
        assert_eq!((&first["text"], &first["phone"]), (&json!("你们下班了吗"), &json!("139****1234")));
        assert_eq!(kept["items"].as_array().map(Vec::len), Some(2));
    }

    /// HP-4.3: after its last day an invitation is answered no more.
    async fn an_expired_invitation_is_not_answered(counter: Counter) {
        asked(&counter).await;
        counter.at("2026-06-01T09:00:00+08:00");
        assert_eq!(answers(&counter, "m1", PHONE, "1").await.expect(200).str("/outcome"), "unmatched");
    }

    /// A wrong secret and an unknown provider look alike, and neither leaves anything.
    async fn only_the_provider_hands_in_messages(counter: Counter) {
        asked(&counter).await;
        let body = json!({"message_id": "m1", "phone": PHONE, "text": "1", "received_at": "2026-03-02T17:20:00+08:00"});
        let wrong = "0".repeat(32);
        for (provider, secret) in [("testing", wrong.as_str()), ("nobody", yingshang_testkit::SMS_SECRET)] {
            let path = format!("/v1/integrations/sms/{provider}/{secret}");
            counter.server.anonymous().post(&path).json(&body).await.problem(404, "not_found");
        }
        assert_eq!(counter.person("approval_office").gets(INBOUND).await["items"], json!([]));
        assert_eq!(messages(&counter).await.len(), 1);
    }
}
