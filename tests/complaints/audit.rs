//! The log of a case: every change, in order, chained; and what shows when someone alters it in the database.

use serde_json::{Value, json};

use super::database::tamper;
use super::office::{Case, Office};

on_both_engines! {
    async fn ts_13_1_an_untouched_case_verifies_and_the_auditor_may_check_it(office: Office) {
        let case = office.verified("accepts").await;
        let log = office.log(&case).await;
        for (place, entry) in log.iter().enumerate() {
            assert_eq!(entry["seq"], json!(place + 1));
            let before = place.checked_sub(1).map(|before| log[before]["hash"].clone());
            assert!(before.is_none_or(|hash| hash == entry["prev_hash"]), "{entry:#}");
            assert_eq!(entry["hash"].as_str().map(str::len), Some(64));
        }
        let path = format!("/v1/complaints/{}/timeline/verification", case.id);
        let found = office.person("auditor").gets(&path).await;
        assert_eq!((&found["intact"], &found["checked"]), (&json!(true), &json!(log.len())));
        assert_eq!(found["last_hash"], log[log.len() - 1]["hash"]);
        // The log is read a page at a time as well.
        let page = office.officer().gets(&format!("/v1/complaints/{}/timeline?limit=4", case.id)).await;
        let next = page["next_cursor"].as_str().expect("more");
        let rest = office.officer().gets(&format!("/v1/complaints/{}/timeline?limit=4&cursor={next}", case.id)).await;
        assert_eq!(rest["items"][0]["seq"], 5);
    }

    async fn an_altered_entry_is_named(office: Office) {
        let (case, other) = (office.verified("accepts").await, office.handling("simple").await);
        alter(&office, &case, 6, "payload = replace(payload, 'substantiated', 'unsubstantiated')").await;
        assert_broken(&office.check(&case).await, 6, "content");
        assert_eq!(office.check(&other).await["intact"], true);
    }

    async fn an_altered_actor_is_noticed(office: Office) {
        let case = office.handling("simple").await;
        alter(&office, &case, 5, &format!("actor_id = '{}'", office.user("unit_leader"))).await;
        assert_broken(&office.check(&case).await, 5, "content");
    }

    /// Whoever gives a removed entry's place to the next one still breaks the chain.
    async fn a_removed_entry_is_noticed(office: Office) {
        let case = office.verified("accepts").await;
        remove(&office, &case, 3).await;
        assert_broken(&office.check(&case).await, 3, "sequence");
        for seq in 4..=7 {
            alter(&office, &case, seq, &format!("seq = {}", seq - 1)).await;
        }
        assert_eq!(office.check(&case).await["first_broken_seq"], 3);
    }

    async fn a_log_cut_off_at_its_end_does_not_fit_the_case_file(office: Office) {
        let case = office.verified("accepts").await;
        remove(&office, &case, 7).await;
        let found = office.check(&case).await;
        assert_eq!((&found["intact"], &found["reason"]), (&json!(false), &json!("case_file")));
    }

    async fn an_altered_case_file_is_noticed(office: Office) {
        let case = office.verified("accepts").await;
        let document = "replace(document, '窗口提前停止取号', '窗口按时取号')";
        tamper(&office.server, &format!("UPDATE complaints SET document = {document} WHERE id = '{}'", case.id)).await;
        let found = office.check(&case).await;
        assert_eq!((&found["intact"], &found["reason"]), (&json!(false), &json!("case_file")));
        assert_eq!(found["first_broken_seq"], Value::Null, "every entry is what was written");
    }
}

/// Changes one entry of the log of a case.
async fn alter(office: &Office, case: &Case, seq: i64, change: &str) {
    let place = format!("subject_id = '{}' AND seq = {seq}", case.id);
    tamper(&office.server, &format!("UPDATE events SET {change} WHERE {place}")).await;
}

/// Takes one entry out of the log of a case, and what announced it.
async fn remove(office: &Office, case: &Case, seq: i64) {
    let place = format!("subject_id = '{}' AND seq = {seq}", case.id);
    let announced = format!("event_id IN (SELECT id FROM events WHERE {place})");
    tamper(&office.server, &format!("DELETE FROM outbox WHERE {announced}")).await;
    tamper(&office.server, &format!("DELETE FROM events WHERE {place}")).await;
}

fn assert_broken(found: &Value, seq: i64, reason: &str) {
    let expected = (&json!(false), &json!(seq), &json!(reason));
    assert_eq!((&found["intact"], &found["first_broken_seq"], &found["reason"]), expected);
}
