//! The messages of a day: when, to whom, and what the sender reports.

use serde_json::json;

use super::hall::{MESSAGES, OUTGOING, PHONE, asked, five_o_clock, messages, ticket};
use crate::counter::at_the_counter;
use crate::counter::office::{Refused, text};

at_the_counter! {
    /// HP-5.1: at the fixed hour of the working day, not before it, and once.
    async fn the_messages_of_a_day_are_made_once_at_the_fixed_hour(counter: Counter) {
        let case = counter.accepted().await;
        ticket(&counter, PHONE, Some(&case)).await;
        counter.at("2026-03-02T16:59:00+08:00");
        counter.sweep().await;
        assert!(messages(&counter).await.is_empty());
        five_o_clock(&counter).await;
        let made = messages(&counter).await;
        assert_eq!((made.len(), &made[0]["state"], &made[0]["phone"]), (1, &json!("queued"), &json!("139****1234")));
        let body = text(&made[0], "/body");
        assert!(body.contains("1满意") && body.contains("3不满意") && !body.contains("测试乙"), "{body}");
        for later in ["2026-03-02T17:05:00+08:00", "2026-03-03T17:00:00+08:00"] {
            counter.at(later);
            counter.sweep().await;
            assert_eq!(messages(&counter).await, made, "{later}");
        }
    }

    /// HP-4.3, HP-2.1: only for a service that was accepted, and not where another channel asked before.
    async fn only_accepted_services_not_yet_invited_get_a_message(counter: Counter) {
        let waiting = counter.clerk().registers(&counter.permit, &["M01", "M02", "M03"]).await;
        ticket(&counter, "13900001111", Some(&waiting)).await;
        let invited = counter.accepted().await;
        let body = json!({"application_id": invited.id, "channel": "counter"});
        counter.clerk().client().post("/v1/evaluation-invitations").json(&body).await.expect(201);
        ticket(&counter, "13900002222", Some(&invited)).await;
        ticket(&counter, "13900003333", None).await;
        five_o_clock(&counter).await;
        assert!(messages(&counter).await.is_empty());
    }

    /// A ticket without an application belongs to what was accepted that day for the same telephone; each service once.
    async fn a_ticket_finds_its_service_by_telephone(counter: Counter) {
        counter.accepted().await;
        for _ in 0..2 {
            ticket(&counter, PHONE, None).await;
        }
        five_o_clock(&counter).await;
        assert_eq!(messages(&counter).await.len(), 1);
    }

    /// HP-5.1: not on a rest day; the tickets of a rest day are not carried over.
    async fn nothing_is_sent_on_a_rest_day(counter: Counter) {
        counter.at("2026-03-07T10:00:00+08:00");
        let case = counter.accepted().await;
        ticket(&counter, PHONE, Some(&case)).await;
        for at in ["2026-03-07T17:00:00+08:00", "2026-03-08T17:00:00+08:00"] {
            counter.at(at);
            counter.sweep().await;
        }
        assert!(messages(&counter).await.is_empty());
    }

    /// The sender fetches them with the telephone in full, which is logged, and reports once.
    async fn the_sender_fetches_and_reports(counter: Counter) {
        asked(&counter).await;
        let sender = counter.person("integration");
        let fetched = sender.gets(OUTGOING).await;
        assert_eq!(fetched["items"][0]["phone"], PHONE);
        let path = format!("{MESSAGES}/{}/dispatch", text(&fetched["items"][0], "/id"));
        let sent = json!({"outcome": "sent", "provider": "testing"});
        for (body, code) in [
            (json!({"outcome": "queued", "provider": "testing"}), "not_an_outcome"),
            (json!({"outcome": "sent", "provider": "testing", "failure": "E7"}), "not_failed"),
        ] {
            let reply = sender.client().post(&path).if_match(1).json(&body).await.problem(422, "invalid");
            assert_eq!(reply.faults()[0].1, code);
        }
        sender.client().post(&path).json(&sent).await.problem(428, "if_match_required");
        sender.client().post(&path).if_match(7).json(&sent).await.problem(412, "stale");
        sender.client().post(&format!("{path}?dry_run=true")).if_match(1).json(&sent).await.expect(200);
        let done = sender.client().post(&path).if_match(1).key("s1").json(&sent).await.expect(200);
        assert_eq!((&done.body["state"], &done.body["phone"]), (&json!("sent"), &json!("139****1234")));
        let again = sender.client().post(&path).if_match(1).key("s1").json(&sent).await.expect(200);
        assert_eq!(again.header("idempotency-replayed"), "true");
        sender.client().post(&path).if_match(2).json(&sent).await.refused(409, "already_dispatched", &["HP-5.1"]);
        assert_eq!(sender.gets(OUTGOING).await["items"], json!([]));
        let office = counter.person("approval_office");
        assert_eq!(office.gets(&format!("{MESSAGES}?state=sent")).await["items"].as_array().map(Vec::len), Some(1));
        assert_eq!(office.gets(&format!("{MESSAGES}?state=failed")).await["items"], json!([]));
        counter.at("2026-03-02T17:02:00+08:00");
        counter.sweep().await;
        let feed = sender.client().get("/v1/events?limit=200").await.expect(200).text;
        for topic in ["sms_message.queued", "sms_message.phone_viewed", "sms_message.sent"] {
            assert!(feed.contains(topic), "{topic}");
        }
        assert!(!feed.contains(PHONE));
    }

    /// Telephones in full are for the sender alone; the units that are rated see no message.
    async fn telephones_are_for_the_sender_alone(counter: Counter) {
        asked(&counter).await;
        for person in ["approval_office", "clerk", "head", "auditor", "sys_admin"] {
            counter.person(person).client().get(OUTGOING).await.problem(403, "permission_denied");
        }
        for person in ["integration", "clerk", "head", "bureau_leader"] {
            counter.person(person).client().get(MESSAGES).await.problem(403, "permission_denied");
            counter.person(person).client().get("/v1/inbound-messages").await.problem(403, "permission_denied");
        }
    }
}
