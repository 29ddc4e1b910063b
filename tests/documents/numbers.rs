//! Numbers without gaps: under many writers at once, through dry runs and refusals, and from 1 again each year.

use std::collections::BTreeSet;

use futures_util::future::join_all;
use serde_json::json;
use yingshang_app::document::DocumentNumbers;
use yingshang_testkit::{Options, both_engines};

use crate::complaints::office::{Case, Office};

/// Complaints accepted at the same time.
const WRITERS: usize = 64;

async fn number(office: &Office, case: &Case) -> Option<String> {
    let texts = office.officer().gets(&format!("/v1/complaints/{}/documents", case.id)).await;
    texts["items"][0]["number"].as_str().map(str::to_owned)
}

both_engines! {
    async fn sixty_four_writers_leave_no_gap(server: TestServer) {
        let office = Office::open(server).await;
        let mut cases = Vec::new();
        for n in 0..WRITERS + 16 {
            cases.push(office.officer().registers(json!({"content": format!("第{n}件，内容各不相同：{}。", "一二三四五六七八九".repeat(n % 7 + 1))})).await);
        }
        let (accepted, dry) = cases.split_at(WRITERS);
        // Each is accepted; between them come trials that take a number and give it back, repeats, and refusals.
        let tries = accepted.iter().zip(0..).map(|(case, n): (_, usize)| {
            let (office, dry) = (&office, &dry[n % dry.len()]);
            async move {
                let officer = office.officer();
                let accepts = |case: &Case, query: &str, key: &str| {
                    let call = officer.client().post(&format!("/v1/complaints/{}/acceptance{query}", case.id));
                    call.header("If-Match", "*").key(key).json(&json!({"repeat_note": "已经核对。"}))
                };
                let (key, other) = (format!("first-{n}"), format!("second-{n}"));
                accepts(dry, "?dry_run=true", &other).await.expect(200);
                accepts(case, "", &key).await.expect(200);
                let again = accepts(case, "", &key).await.expect(200);
                assert_eq!(again.header("idempotency-replayed"), "true");
                accepts(case, "", &other).await.problem(409, "wrong_state");
            }
        });
        join_all(tries).await;
        let mut numbers = BTreeSet::new();
        for case in accepted {
            numbers.insert(number(&office, case).await.expect("a number"));
        }
        let whole: BTreeSet<String> = (1..=WRITERS).map(|n| format!("人社诉〔2026〕{n}号")).collect();
        assert_eq!(numbers, whole);
        for case in dry {
            assert_eq!(number(&office, case).await, None);
        }
        // The next one goes on where they stopped.
        office.officer().does(&dry[0], "acceptance", json!({"repeat_note": "已经核对。"})).await;
        assert_eq!(number(&office, &dry[0]).await, Some(format!("人社诉〔2026〕{}号", WRITERS + 1)));
    }

    /// The year is that of Beijing: 2027 begins at 16:00 UTC of the last day of 2026.
    async fn each_year_begins_with_one(server: TestServer) {
        let office = Office::open(server).await;
        for (moment, expected) in [
            ("2026-12-31T15:59:00Z", "人社诉〔2026〕1号"),
            ("2026-12-31T16:00:00Z", "人社诉〔2027〕1号"),
            ("2026-12-31T16:01:00Z", "人社诉〔2027〕2号"),
        ] {
            office.at(moment);
            let case = office.officer().registers(json!({})).await;
            office.officer().does(&case, "acceptance", json!({"repeat_note": "不是同一件事。"})).await;
            assert_eq!(number(&office, &case).await.as_deref(), Some(expected));
        }
    }
}

#[test]
fn the_installation_sets_its_own_patterns() {
    let own = "complaint_rejection={prefix}不诉字第{n:3}号（{year}）";
    let numbers = DocumentNumbers::new("开人社", own).expect("patterns");
    let mut options = Options::default();
    options.settings.document_numbers = numbers;
    yingshang_testkit::run_with(yingshang_testkit::Engine::Sqlite, options, |server| async {
        let office = Office::open(server).await;
        let case = office.officer().registers(json!({})).await;
        office.officer().does(&case, "acceptance", json!({})).await;
        assert_eq!(number(&office, &case).await.as_deref(), Some("开人社诉〔2026〕1号"));
        let case = office.officer().registers(json!({"content": "对方企业没有按照合同付款。"})).await;
        let body = json!({"ground": "civil_dispute", "reasons": "所反映的是两家企业之间的合同纠纷。"});
        office.officer().does(&case, "rejection", body).await;
        assert_eq!(number(&office, &case).await.as_deref(), Some("开人社不诉字第001号（2026）"));
    });
}
