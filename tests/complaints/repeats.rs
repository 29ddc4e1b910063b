//! The same matter again: pointed out to the acceptance officer with the earlier case, never decided by itself.

use serde_json::{Value, json};
use yingshang_rules::Role;

use super::office::{Case, Office, Refused};

const CONTENT: &str = "反映服务大厅下午三点以后不再放号，两次前往均未办成。";
const OTHER: &str = "申请创业补贴已经过去四个月，材料齐全，至今没有任何答复。";

on_both_engines! {
    async fn ts_6_4_a_repeat_of_a_concluded_matter_is_shown_and_must_be_considered(office: Office) {
        let officer = office.officer();
        let matter = matter(&office, "13900001111", "service_hall", CONTENT);
        let earlier = officer.registers(matter.clone()).await;
        assert_eq!(officer.looks_at(&earlier).await["possible_repeats"], json!([]));
        // While the first is still open, a second is no repeat of a concluded matter.
        let open = officer.registers(matter.clone()).await;
        assert_eq!(officer.looks_at(&open).await["possible_repeats"], json!([]));
        office.concludes(&earlier).await;

        let again = officer.registers(matter).await;
        let shown = only_repeat(&office, &again).await;
        assert_eq!((&shown["number"], &shown["status"]), (&json!(earlier.number), &json!("concluded")));
        assert_eq!((&shown["same_complainant"], &shown["same_respondent"]), (&json!(true), &json!(true)));
        assert_eq!(shown["similarity_percent"], 100);
        let refused = officer.tries(&again, "acceptance", json!({})).await;
        let refused = refused.refused(422, "possible_repeat_not_considered", "TS-6.4");
        assert_eq!(refused.body["params"]["earlier"], json!([earlier.number]));
        officer.does(&again, "acceptance", json!({"repeat_note": "附有新的录像，予以受理。"})).await;
    }

    async fn ts_6_4_a_repeat_without_new_evidence_is_not_accepted(office: Office) {
        let officer = office.officer();
        let matter = matter(&office, "13900001111", "service_hall", CONTENT);
        let earlier = officer.registers(matter.clone()).await;
        office.concludes(&earlier).await;
        let again = officer.registers(matter).await;
        let rejection = json!({
            "ground": "repeated_without_new_evidence", "earlier_complaint_id": earlier.id,
            "reasons": "同一事项已经办结，没有新的证据和理由。"
        });
        let view = officer.does(&again, "rejection", rejection).await;
        assert_eq!(view["rejection"]["earlier_complaint_id"], json!(earlier.id));
    }

    async fn a_similar_text_about_the_same_unit_is_shown_even_from_someone_else(office: Office) {
        let officer = office.officer();
        let earlier = officer.registers(matter(&office, "13900001111", "service_hall", CONTENT)).await;
        office.concludes(&earlier).await;
        // Other punctuation, other width of letters, one word more.
        let alike = format!("　{}同上", CONTENT.replace('，', "、").replace('。', "！"));
        let again = officer.registers(matter(&office, "13900002222", "service_hall", &alike)).await;
        let shown = only_repeat(&office, &again).await;
        assert_eq!((&shown["number"], &shown["same_complainant"]), (&json!(earlier.number), &json!(false)));
        assert!(shown["similarity_percent"].as_i64().is_some_and(|percent| (80..100).contains(&percent)), "{shown}");
    }

    /// No phone, no unit: only the words are the same.
    async fn ts_6_4_an_anonymous_repeat_is_found_by_its_words_alone(office: Office) {
        let officer = office.officer();
        let anonymous = |content: &str| {
            json!({"anonymous": true, "complainant": null, "content": content, "respondents": [{"description": "窗口"}]})
        };
        let earlier = officer.registers(anonymous(CONTENT)).await;
        office.concludes(&earlier).await;
        let again = officer.registers(anonymous(&CONTENT.replace('。', "！"))).await;
        let shown = only_repeat(&office, &again).await;
        assert_eq!((&shown["same_complainant"], &shown["same_respondent"]), (&json!(false), &json!(false)));
        let other = officer.registers(anonymous(OTHER)).await;
        assert_eq!(officer.looks_at(&other).await["possible_repeats"], json!([]));

        // An amended text is found under its new words.
        officer.amends(&other, json!({"content": format!("{CONTENT}（补）")})).await.expect(200);
        office.concludes(&other).await;
        let third = officer.registers(anonymous(CONTENT)).await;
        let found = officer.looks_at(&third).await["possible_repeats"].as_array().map(Vec::len);
        assert_eq!(found, Some(2));
    }

    /// The earlier case is against the unit that handles this one: for that unit it does not exist.
    async fn ts_13_2_an_earlier_case_is_named_only_to_those_who_may_know_of_it(office: Office) {
        let officer = office.officer();
        let earlier = officer.registers(matter(&office, "13900001111", "labour_section", CONTENT)).await;
        office.concludes(&earlier).await;
        office.hires("labour_handler", Role::Handler, "labour_section", None).await;
        let again = officer.registers(matter(&office, "13900001111", "service_hall", CONTENT)).await;
        assert_eq!(only_repeat(&office, &again).await["number"], json!(earlier.number));
        officer.does(&again, "acceptance", json!({"repeat_note": "被投诉单位不同，予以受理。"})).await;
        let assignment = json!({"unit_id": office.unit("labour_section"), "complexity": "simple"});
        officer.does(&again, "assignment", assignment).await;
        let view = office.person("labour_handler").looks_at(&again).await;
        assert_eq!(view["possible_repeats"], json!([]));
        let signed = office.person("labour_handler").does(&again, "receipt", json!({})).await;
        assert_eq!(signed["possible_repeats"], json!([]));
    }

    async fn another_matter_of_another_person_is_no_repeat(office: Office) {
        let officer = office.officer();
        let earlier = officer.registers(matter(&office, "13900001111", "service_hall", CONTENT)).await;
        office.concludes(&earlier).await;
        for (phone, unit, content) in [
            ("13900002222", "service_hall", OTHER),
            ("13900001111", "labour_section", OTHER),
            ("13900002222", "labour_section", OTHER),
        ] {
            let case = officer.registers(matter(&office, phone, unit, content)).await;
            assert_eq!(officer.looks_at(&case).await["possible_repeats"], json!([]), "{phone} {unit}");
        }
    }
}

fn matter(office: &Office, phone: &str, unit: &str, content: &str) -> Value {
    json!({
        "content": content, "complainant": {"name": "测试甲", "phone": phone},
        "respondents": [{"unit_id": office.unit(unit)}]
    })
}

async fn only_repeat(office: &Office, case: &Case) -> Value {
    let view = office.officer().looks_at(case).await;
    let shown = view["possible_repeats"].as_array().expect("repeats").clone();
    assert_eq!(shown.len(), 1, "{shown:#?}");
    shown[0].clone()
}
