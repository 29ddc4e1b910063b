//! Places, and those who stay at the last one.

use serde_json::Value;

use super::seed::{Answer, request};
use crate::counter::at_the_counter;
use crate::counter::office::{Counter, Refused, obligations, text};

/// Ten ratings in `month` for each of four people, with 10, 9, 9 and 8 positive ones, and three for one more.
async fn rated(counter: &Counter, month: &str) {
    for (handler, positive, of) in [
        ("head", 10, 10),
        ("first_handler", 9, 10),
        ("second_handler", 9, 10),
        ("clerk", 8, 10),
        ("other_leader", 0, 3),
    ] {
        for number in 0..of {
            let at = format!("{month}-02T09:00:00+08:00");
            let subject = format!("{handler}-{month}-{number}");
            request(counter, &subject, handler, &at, Answer::Rated(number < positive)).await;
        }
    }
    // Set aside: not a rating that counts.
    request(counter, &format!("aside-{month}"), "head", &format!("{month}-03T09:00:00+08:00"), Answer::SetAside).await;
}

at_the_counter! {
    /// HP-7.2: equal shares share a place; too few ratings give none.
    async fn places_are_shared_and_few_records_give_none(counter: Counter) {
        rated(&counter, "2026-02").await;
        let path = "/v1/statistics/rankings?indicator=positive_rate&by=handler&period=2026-02";
        let found = counter.person("bureau_leader").gets(path).await;
        assert_eq!((found["minimum_sample"].as_u64(), text(&found, "/direction")), (Some(10), "higher_is_better".into()));
        let place = |one: &Value| (one["place"].as_u64().expect("a place"), text(one, "/row/key"), text(one, "/row/figure/percent"));
        let placed: Vec<_> = found["placed"].as_array().expect("placed").iter().map(place).collect();
        assert_eq!(placed.iter().map(|(place, ..)| *place).collect::<Vec<_>>(), [1, 2, 2, 4]);
        assert_eq!((&placed[0].1, &*placed[0].2), (&counter.user("head"), "100.00"));
        assert_eq!((&placed[3].1, &*placed[3].2), (&counter.user("clerk"), "80.00"));
        let below = found["below_minimum"].as_array().expect("below the minimum");
        assert_eq!((below.len(), text(&below[0], "/key")), (1, counter.user("other_leader")));
        let records = counter.person("bureau_leader").gets(&format!("{}&include_total=true", text(&below[0], "/records"))).await;
        assert_eq!(records["total"], 3);
    }

    /// HP-7.2: three months at the bottom, with what the text provides for the kind of post; a month that is not over is refused.
    async fn who_stays_last_is_listed(counter: Counter) {
        for month in ["2026-01", "2026-02", "2026-03"] {
            rated(&counter, month).await;
        }
        let path = "/v1/statistics/persistent-bottom?month=2026-03";
        counter.person("bureau_leader").client().get(path).await.refused(422, "month_not_over", &["HP-7.2"]);
        counter.at("2026-04-01T09:00:00+08:00");
        let found = counter.person("bureau_leader").gets(path).await;
        let items = found["items"].as_array().expect("items");
        assert_eq!((items.len(), text(&items[0], "/handler_id")), (1, counter.user("clerk")));
        assert_eq!(items[0]["months"].as_array().map(Vec::len), Some(3));
        assert_eq!(text(&items[0], "/months/0/month"), "2026-01");
        let consequences = items[0]["consequences"].as_array().expect("consequences");
        assert!(consequences.iter().any(|one| one == "accountability"), "{consequences:?}");
        assert!(obligations(&found).contains(&"HP-7.2".to_owned()));
        let earlier = counter.person("bureau_leader").gets("/v1/statistics/persistent-bottom?month=2026-02").await;
        assert_eq!(earlier["items"].as_array().map(Vec::len), Some(0), "two months are not three");
        for who in ["handler", "unit_leader", "window_clerk"] {
            counter.person(who).client().get(path).await.expect(403);
        }
    }
}
