//! 每日一结: what came to its end and was not archived the same day.

use serde_json::{Value, json};

use super::office::clock;

on_both_engines! {
    async fn ts_21_1_what_was_not_archived_the_same_day_is_listed_as_late(office: Office) {
        office.at("2026-11-23T09:00:00+08:00");
        let officer = office.officer();
        let (prompt, late, open) = (
            officer.registers(json!({})).await,
            officer.registers(json!({})).await,
            officer.registers(json!({})).await,
        );
        for case in [&prompt, &late] {
            office.concludes(case).await;
        }
        let archive = json!({"nature": "refusal_or_delay", "dossier_number": "2026-7"});
        officer.does(&prompt, "archiving", archive.clone()).await;

        let listed = async |date: &str| officer.gets(&format!("/v1/complaints/settlement?date={date}")).await;
        let today = listed("2026-11-23").await;
        assert_eq!(today["basis"][0]["obligation"], "TS-21.1");
        assert_eq!(items(&today), [(late.number.clone(), 0)]);
        assert_eq!(items(&listed("2026-11-22").await), []);

        office.at("2026-11-25T09:00:00+08:00");
        assert_eq!(items(&listed("2026-11-25").await), [(late.number.clone(), 2)]);
        let view = officer.does(&late, "archiving", archive).await;
        assert_eq!(clock(&view, "archiving")["state"], "missed");
        // Archived on the 25th: the lists of the days before stay as they were.
        assert_eq!(items(&listed("2026-11-24").await), [(late.number.clone(), 1)]);
        assert_eq!(items(&listed("2026-11-25").await), []);
        assert_eq!(officer.looks_at(&open).await["status"], "registered");
        officer.client().get("/v1/complaints/settlement").await.problem(400, "invalid_query");
        officer.client().get("/v1/complaints/settlement?date=2026-02-30").await.problem(400, "invalid_query");
    }
}

fn items(settlement: &Value) -> Vec<(String, i64)> {
    let item = |item: &Value| {
        let number = item["complaint"]["number"].as_str().expect("a number").to_owned();
        (number, item["days_late"].as_i64().expect("days"))
    };
    settlement["items"].as_array().expect("items").iter().map(item).collect()
}
