//! The day to supply: not past, within the promise, never beyond the law.

use serde_json::json;

use super::stage::{incomplete, letter, notice, proposal, proposed};
use crate::counter::at_the_counter;
use crate::counter::office::{Refused, assert_clock};

at_the_counter! {
    /// Ten working days promised end on 16 March, twenty by law on 30 March.
    async fn rq_3_2b_within_the_promise_and_rq_3_2c_never_beyond_the_law(counter: Counter) {
        let pair = proposed(&counter).await;
        let clerk = counter.clerk();
        let tries = |day: &str| clerk.tries(&pair.commitment, "notice", notice(day, "refusal"));
        tries("2026-03-01").await.refused(422, "supply_date_past", &["RQ-3.2b"]);
        for (day, code, basis, latest) in [
            ("2026-03-17", "supply_date_beyond_promise", "RQ-3.2b", "2026-03-16"),
            ("2026-03-30", "supply_date_beyond_promise", "RQ-3.2b", "2026-03-16"),
            ("2026-03-31", "supply_date_beyond_statutory_limit", "RQ-3.2c", "2026-03-30"),
        ] {
            let refused = tries(day).await.refused(422, code, &[basis]);
            assert_eq!(refused.body["params"]["latest"], latest, "{day}");
        }
        assert_eq!(clerk.looks_at(&pair.commitment).await["version"], 1);
        let vague = json!({"supply_by": "2026-03-16", "consequence": "refusal", "consequence_note": "后果"});
        clerk.tries(&pair.commitment, "notice", vague).await.problem(422, "invalid");
        assert_eq!(tries("2026-03-16").await.expect(200).body["notice"]["supply_by"], "2026-03-16");
    }

    /// Across 国庆节: ten working days from 28 September end on 16 October.
    async fn rq_3_2b_the_promise_is_counted_in_working_days(counter: Counter) {
        counter.at("2026-09-28T09:00:00+08:00");
        let pair = proposed(&counter).await;
        let clerk = counter.clerk();
        let tries = |day: &str| clerk.tries(&pair.commitment, "notice", notice(day, "refusal"));
        // 29, 30 September, 8 to 10, 12 to 16 October.
        tries("2026-10-17").await.refused(422, "supply_date_beyond_promise", &["RQ-3.2b"]);
        tries("2026-10-16").await.expect(200);
    }

    /// 民法典第二百零三条: the day that was promised may be a rest day; the clock rolls to the next working day.
    async fn rq_3_2b_a_rest_day_rolls_to_the_next_working_day(counter: Counter) {
        counter.at("2026-09-28T09:00:00+08:00");
        let pair = proposed(&counter).await;
        let clerk = counter.clerk();
        clerk.does(&pair.commitment, "notice", notice("2026-10-03", "refusal")).await;
        clerk.does(&pair.commitment, "letter", letter("2026-10-03")).await;
        let view = clerk.does(&pair.commitment, "acceptance", json!({})).await;
        assert_clock(&view, "supply", "2026-10-08", "running", "RQ-3.2b");
        assert_eq!((&view["supply_by"], &view["deadlines"][0]["rolled"]), (&json!("2026-10-03"), &json!(true)));
    }

    /// A letter that lay around until its day had passed accepts nothing any more.
    async fn rq_3_2b_the_day_is_still_to_come_at_acceptance(counter: Counter) {
        let pair = proposed(&counter).await;
        let clerk = counter.clerk();
        clerk.does(&pair.commitment, "notice", notice("2026-03-04", "refusal")).await;
        counter.at("2026-03-05T09:00:00+08:00");
        clerk.tries(&pair.commitment, "letter", letter("2026-03-04")).await.refused(422, "supply_date_past", &["RQ-3.2b"]);
        let direct = incomplete(&counter, &counter.direct, "13900001234").await;
        let commitment = clerk.opens("/v1/commitments", proposal(&direct, json!({}))).await;
        let accepts = |day: &str| clerk.tries(&commitment, "acceptance", json!({"supply_by": day}));
        accepts("2026-03-04").await.refused(422, "supply_date_past", &["RQ-3.2b"]);
        accepts("2026-03-20").await.refused(422, "supply_date_beyond_promise", &["RQ-3.2b"]);
        accepts("2026-04-03").await.refused(422, "supply_date_beyond_statutory_limit", &["RQ-3.2c"]);
        accepts("2026-03-05").await.expect(200);
    }
}
