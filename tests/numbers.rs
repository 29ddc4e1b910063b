//! Numbers of the counter: however many write at once, and whatever is tried between, no gap and no number twice.

use std::collections::BTreeSet;

use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::counter::at_the_counter;
use crate::counter::office::{Counter, application, text};

/// Clerks at work at the same time.
const WRITERS: usize = 64;

/// The number a collection gave, in all of it.
async fn numbers(counter: &Counter, collection: &str) -> BTreeSet<String> {
    let page = counter.clerk().gets(&format!("{collection}?limit=200&include_total=true")).await;
    assert_eq!(page["total"], WRITERS, "nothing else is left");
    page["items"].as_array().expect("items").iter().map(|item| text(item, "/number")).collect()
}

fn without_gaps(number: impl Fn(usize) -> String) -> BTreeSet<String> {
    (1..=WRITERS).map(number).collect()
}

at_the_counter! {
    /// Applications, enquiries and their papers; between them trials, repeats, faults and refusals.
    async fn sixty_four_writers_leave_no_gap(counter: Counter) {
        let clerk = counter.clerk();
        clerk.gets("/v1/applications").await;
        let good = application(&counter.permit, &["M01"]);
        let mut invalid = good.clone();
        invalid["applicant"] = json!({"kind": "person"});
        let against_rule = application(&counter.permit, &["M01", "M09"]);
        let enquiry = json!({"channel": "window", "matter": "询问办理条件", "item_id": counter.permit, "route": {"competence": "same_person"}});
        let half_routed = json!({"channel": "window", "matter": "询问", "route": {"competence": "other_unit"}});
        let tasks = (0..WRITERS).map(|n| {
            let (clerk, good, invalid, against_rule) = (&clerk, &good, &invalid, &against_rule);
            let (enquiry, half_routed) = (&enquiry, &half_routed);
            async move {
                let posts = |path: &str, body: &Value| clerk.client().post(path).json(body);
                match n % 4 {
                    0 => drop(posts("/v1/applications?dry_run=true", good).await.expect(201)),
                    1 => drop(posts("/v1/applications", invalid).await.problem(422, "invalid")),
                    2 => drop(posts("/v1/applications", against_rule).await.problem(422, "unknown_material")),
                    _ => drop(posts("/v1/notices", half_routed).await.problem(422, "route_incomplete")),
                }
                let key = format!("application-{n}");
                let first = posts("/v1/applications", good).key(&key).await.expect(201);
                let again = posts("/v1/applications", good).key(&key).await.expect(201);
                assert_eq!(first.text, again.text);
                let asked = posts("/v1/notices", enquiry).await.expect(201);
                let tell = format!("{}/telling", asked.header("location"));
                let silent = json!({"policy_unclear": false});
                posts(&tell, &silent).if_match(1).await.problem(422, "tellings_missing");
                let told = json!({"conformity": "conforms", "policy_unclear": false});
                posts(&format!("{tell}?dry_run=true"), &told).if_match(1).await.expect(200);
                let told = posts(&tell, &told).if_match(1).await.expect(200);
                told.str("/documents/0/number").to_owned()
            }
        });
        let papers: BTreeSet<String> = join_all(tasks).await.into_iter().collect();
        assert_eq!(papers, without_gaps(|n| format!("人社告知〔2026〕{n}号")));
        assert_eq!(numbers(&counter, "/v1/applications").await, without_gaps(|n| format!("BJ-2026-{n:06}")));
        assert_eq!(numbers(&counter, "/v1/notices").await, without_gaps(|n| format!("GZ-2026-{n:06}")));
        let next = clerk.registers(&counter.permit, &["M01"]).await;
        assert_eq!(next.number, format!("BJ-2026-{:06}", WRITERS + 1));
    }

    /// The year is that of Beijing.
    async fn each_year_begins_with_one(counter: Counter) {
        for (moment, expected) in [
            ("2026-12-31T15:59:59Z", "BJ-2026-000001"),
            ("2026-12-31T16:00:00Z", "BJ-2027-000001"),
            ("2026-12-31T16:01:00Z", "BJ-2027-000002"),
        ] {
            counter.at(moment);
            assert_eq!(counter.clerk().registers(&counter.permit, &["M01"]).await.number, expected);
        }
    }
}
