//! Tickets: who hands them in, and that the telephone stays sealed.

use serde_json::json;

use super::hall::{PHONE, ticket, window};
use crate::counter::at_the_counter;

const TICKETS: &str = "/v1/queue-tickets";

at_the_counter! {
    /// HP-5.1: the number left at queueing is kept, and shown masked.
    async fn a_ticket_is_kept_and_its_telephone_masked(counter: Counter) {
        let kept = ticket(&counter, &format!("+86{PHONE}"), None).await;
        assert_eq!((&kept["phone"], &kept["application_id"]), (&json!("139****1234"), &json!(null)));
        assert_eq!(kept["unit_id"], json!(counter.unit("service_hall")));
        let machine = counter.person("integration");
        let body = json!({"phone": PHONE, "window_id": window(&counter).await});
        let dry = machine.client().post(&format!("{TICKETS}?dry_run=true")).json(&body).await.expect(201);
        assert_eq!(dry.header("dry-run"), "true");
        let first = machine.client().post(TICKETS).key("t1").json(&body).await.expect(201);
        let again = machine.client().post(TICKETS).key("t1").json(&body).await.expect(201);
        assert_eq!((&first.body, again.header("idempotency-replayed")), (&again.body, "true"));
    }

    /// What cannot be a ticket, and who does not hand in any.
    async fn what_is_no_ticket_is_refused(counter: Counter) {
        let window = window(&counter).await;
        let machine = counter.person("integration");
        for (changes, place, code) in [
            (json!({"phone": "024-00000005"}), "/phone", "not_a_mobile"),
            (json!({"window_id": "nothing"}), "/window_id", "unknown_window"),
            (json!({"application_id": "nothing"}), "/application_id", "unknown_reference"),
            (json!({"taken_at": "2026-03-02T09:30:00+08:00"}), "/taken_at", "in_the_future"),
        ] {
            let body = crate::counter::office::changed(json!({"phone": PHONE, "window_id": window}), &changes);
            let reply = machine.client().post(TICKETS).json(&body).await.problem(422, "invalid");
            assert_eq!(reply.faults(), [(place.to_owned(), code.to_owned())]);
            assert!(!reply.text.contains("00000005"), "the value is not repeated");
        }
        let body = json!({"phone": PHONE, "window_id": window});
        for person in ["assessment_team", "auditor", "bureau_leader"] {
            counter.person(person).client().post(TICKETS).json(&body).await.problem(403, "permission_denied");
        }
        counter.server.anonymous().post(TICKETS).json(&body).await.problem(401, "unauthenticated");
    }
}
