//! What must be told: four things in one go, from the published guide where the item has one, after asking where the policy is unclear.

use serde_json::json;

use super::enquiry::{NOTICES, asked, enquiry, telling};
use crate::counter::at_the_counter;
use crate::counter::office::{Refused, changed, documents};

at_the_counter! {
    /// YC-4.1: what is missing is named all at once, and nothing is half told.
    async fn fw_5_2_all_four_tellings_or_none(counter: Counter) {
        let clerk = counter.clerk();
        let case = asked(&clerk).await;
        let bare = clerk.tries(&case, "telling", json!({"policy_unclear": false})).await;
        let bare = bare.refused(422, "tellings_missing", &["FW-5.2", "YC-4.1"]);
        assert_eq!(bare.body["params"]["fields"], json!(["conformity", "formalities", "path", "time_limit"]));
        for label in ["是否符合政策规定", "所需手续", "办理路径", "办理时限"] {
            assert!(bare.str("/detail").contains(label), "{}", bare.text);
        }
        for field in ["conformity", "path", "time_limit"] {
            let mut body = telling();
            body.as_object_mut().expect("an object").remove(field);
            let refused = clerk.tries(&case, "telling", body).await.refused(422, "tellings_missing", &["FW-5.2"]);
            assert_eq!(refused.body["params"]["fields"], json!([field]));
        }
        assert_eq!(clerk.looks_at(&case).await["documents"], json!([]));

        let view = clerk.does(&case, "telling", telling()).await;
        assert_eq!((&view["status"], documents(&view)), (&json!("told"), vec!["one_time_notice".to_owned()]));
        assert_eq!(view["documents"][0]["number"], "人社告知〔2026〕1号", "what was refused took no number");
        assert_eq!(view["telling"]["formalities"], json!(["申请表（原件）"]));
        clerk.tries(&case, "telling", telling()).await.refused(409, "wrong_state", &["YC-4.1"]);
        let paper = clerk
            .client()
            .get(view["documents"][0]["href"].as_str().expect("a path"))
            .header("Accept", "text/html")
            .await;
        let paper = paper.expect(200);
        for told in
            ["一次性告知单", "人社告知〔2026〕1号", "场所符合要求", "申请表（原件）", "服务大厅三号窗口", "10个工作日"]
        {
            assert!(paper.text.contains(told), "{told}: {}", paper.text);
        }
    }

    /// FW-5.2: what the item publishes need not be typed again; whether the case conforms, only a person can say.
    async fn yc_4_1_formalities_path_and_time_come_from_the_guide(counter: Counter) {
        let clerk = counter.clerk();
        let same = json!({"competence": "same_person"});
        let case = clerk.opens(NOTICES, enquiry(same.clone(), json!({"item_id": counter.permit}))).await;
        let silent = clerk.tries(&case, "telling", json!({"policy_unclear": false})).await;
        assert_eq!(
            silent.refused(422, "tellings_missing", &["FW-5.2"]).body["params"]["fields"],
            json!(["conformity"])
        );
        let view =
            clerk.does(&case, "telling", json!({"conformity": "depends_on_materials", "policy_unclear": false})).await;
        assert_eq!((&view["item_version"], &view["item_name"]), (&json!(1), &json!("人力资源服务许可")));
        assert_eq!(
            view["telling"]["formalities"],
            json!(["申请表（原件）", "场所证明（复印件）", "人员名册（形式不限）", "获奖证明（形式不限，按需提交）"])
        );
        assert_eq!(view["telling"]["path"], "申请→决定；地点：服务大厅");
        assert_eq!(view["telling"]["time_limit"], "承诺时限：10个工作日；法定时限：20个工作日");

        // The clerk's own words stand; an item without guide and materials leaves those to the clerk.
        let case = clerk.opens(NOTICES, enquiry(same, json!({"item_id": counter.service}))).await;
        let refused = clerk.tries(&case, "telling", json!({"conformity": "conforms", "policy_unclear": false})).await;
        assert_eq!(
            refused.refused(422, "tellings_missing", &["FW-5.2"]).body["params"]["fields"],
            json!(["formalities", "path"])
        );
        let view = clerk.does(&case, "telling", changed(telling(), &json!({"time_limit": null}))).await;
        assert_eq!(
            (&view["telling"]["path"], &view["telling"]["time_limit"]),
            (&json!("服务大厅三号窗口"), &json!("承诺时限：当场办结"))
        );
    }

    /// The version in force when the question was asked is what is told, whatever comes later.
    async fn yc_4_1_the_item_of_the_day_of_the_question_is_told(counter: Counter) {
        let clerk = counter.clerk();
        let body = enquiry(json!({"competence": "same_person"}), json!({"item_id": counter.permit}));
        let case = clerk.opens(NOTICES, body.clone()).await;
        counter.at("2026-03-03T09:00:00+08:00");
        counter.publishes_version(&counter.permit, json!({"promised_limit": {"n": 3, "unit": "working_day"}})).await;
        let view = clerk.does(&case, "telling", json!({"conformity": "conforms", "policy_unclear": false})).await;
        assert_eq!(
            (&view["item_version"], &view["telling"]["time_limit"]),
            (&json!(1), &json!("承诺时限：10个工作日；法定时限：20个工作日"))
        );
        let case = clerk.opens(NOTICES, body.clone()).await;
        let view = clerk.does(&case, "telling", json!({"conformity": "conforms", "policy_unclear": false})).await;
        assert_eq!(view["telling"]["time_limit"], "承诺时限：3个工作日；法定时限：20个工作日");
        // Registered afterwards: the day of the question counts, and the item must have been there.
        let yesterday = changed(body.clone(), &json!({"received_at": "2026-03-02T15:00:00+08:00"}));
        assert_eq!(clerk.tries_to_open(NOTICES, yesterday).await.expect(201).body["item_version"], 1);
        let before = changed(body.clone(), &json!({"received_at": "2026-03-01T15:00:00+08:00"}));
        let before = clerk.tries_to_open(NOTICES, before).await.problem(422, "invalid");
        assert_eq!(before.faults()[0].0, "/item_id", "{}", before.text);
        let ahead = changed(body, &json!({"received_at": "2026-03-04T15:00:00+08:00"}));
        clerk.tries_to_open(NOTICES, ahead).await.refused(422, "in_the_future", &["YC-4.1"]);
    }

    /// Where the policy is unclear the leader is asked first, and what came of it is on record.
    async fn yc_6_2_an_unclear_policy_is_studied_first(counter: Counter) {
        let clerk = counter.clerk();
        let case = asked(&clerk).await;
        let unclear = changed(telling(), &json!({"policy_unclear": true}));
        clerk.tries(&case, "telling", unclear.clone()).await.refused(422, "leader_not_consulted", &["YC-6.2"]);
        let consulted = json!({"question": "分公司能否由本县受理。", "conclusion": "分公司向所在地备案，由本县受理。"});
        let half = clerk
            .tries(&case, "consultations", json!({"question": "分公司能否由本县受理。"}))
            .await
            .problem(422, "invalid");
        assert_eq!(half.faults()[0].0, "/conclusion");
        let view = clerk.does(&case, "consultations", consulted).await;
        assert_eq!(
            (&view["status"], &view["consultations"][0]["recorded_by"]),
            (&json!("open"), &json!(counter.user("clerk")))
        );
        let view = clerk.does(&case, "telling", unclear).await;
        assert_eq!((&view["status"], &view["telling"]["policy_unclear"]), (&json!("told"), &json!(true)));
        clerk.tries(&case, "consultations", json!({"question": "另问。", "conclusion": "另答。"})).await.refused(
            409,
            "wrong_state",
            &["YC-6.2"],
        );
        let log = serde_json::to_string(&counter.log(&case).await).expect("JSON");
        assert!(log.contains("leader_consulted") && !log.contains("分公司"), "{log}");
    }
}
