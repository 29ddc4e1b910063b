//! 受理通知书 and 不予受理通知书 (TS-11.2b).

use serde_json::{Value, json};
use yingshang_testkit::both_engines;

use super::desk::words;
use crate::complaints::office::{Case, Office};

async fn document(office: &Office, who: &str, case: &Case, kind: &str) -> Value {
    office.person(who).gets(&format!("/v1/complaints/{}/documents/{kind}", case.id)).await
}

both_engines! {
    /// TS-11.3a GZ-4.2: what happens next, and by when.
    async fn ts_11_2b_an_acceptance_is_told_in_writing(server: TestServer) {
        let office = Office::open(server).await;
        let case = office.officer().registers(json!({})).await;
        let path = format!("/v1/complaints/{}/documents/complaint_acceptance", case.id);
        let missing = office.officer().client().get(&path).await.problem(404, "document_not_issued");
        assert_eq!(missing.str("/detail"), "《投诉举报受理通知书》尚未制发：作出受理决定时制发。");
        let view = office.officer().does(&case, "acceptance", json!({})).await;
        let listed = json!([{
            "kind": "complaint_acceptance", "label": "投诉举报受理通知书", "number": "人社诉〔2026〕1号",
            "issued_on": "2026-03-02", "href": path
        }]);
        assert_eq!(view["documents"], listed);

        let text = document(&office, "acceptance_officer", &case, "complaint_acceptance").await;
        assert_eq!((&text["addressee"], &text["masked"]), (&json!("测试甲"), &json!(false)));
        assert_eq!((&text["number"], &text["closing"]), (&json!("人社诉〔2026〕1号"), &json!("特此通知。")));
        let said = words(&text);
        for wanted in ["“窗口提前停止取号”", &case.number, "2026年3月5日前", "2026年3月16日前", "信访室", "12333"] {
            assert!(said.contains(wanted), "{wanted} is not in {said}");
        }
        // TS-26.1: the measure has run out, and the text says so, once.
        let basis: Vec<&str> = text["basis"].as_array().expect("a basis").iter().filter_map(Value::as_str).collect();
        assert!(basis[0].starts_with("《营商环境投诉举报处理暂行办法》第十一条第2项、第十一条第3项、"), "{basis:?}");
        assert!(basis[0].contains("2024-04-28") && !basis[1].contains("2024-04-28"), "{basis:?}");
    }

    /// TS-11.2d TS-6.1: the ground, the reasons in detail, and what can be done about it.
    async fn ts_11_2b_a_rejection_gives_its_reasons(server: TestServer) {
        let office = Office::open(server).await;
        let first = office.officer().registers(json!({})).await;
        office.officer().does(&first, "acceptance", json!({})).await;
        let case = office.officer().registers(json!({"title": "与对方企业的合同纠纷", "content": "对方没有按照合同付款。"})).await;
        let body = json!({"ground": "civil_dispute", "reasons": "所反映的是两家企业之间的合同纠纷"});
        office.officer().does(&case, "rejection", body).await;
        let text = document(&office, "acceptance_officer", &case, "complaint_rejection").await;
        // Acceptances and rejections count together.
        assert_eq!(text["number"], "人社诉〔2026〕2号");
        let said = words(&text);
        for wanted in ["第六条", "市场主体之间的民事纠纷", "两家企业之间的合同纠纷。", "向人民法院提起诉讼", "上一级投诉受理机构"] {
            assert!(said.contains(wanted), "{wanted} is not in {said}");
        }
        let other = format!("/v1/complaints/{}/documents/complaint_acceptance", case.id);
        office.officer().client().get(&other).await.problem(404, "document_not_issued");
    }

    /// TS-13.1: a look at the name is on record.
    async fn ts_13_2_a_text_does_not_tell_who_complains(server: TestServer) {
        let office = Office::open(server).await;
        let colleague = office.staff("employment_section", "丁").await;
        let case = office.officer().registers(json!({})).await;
        office.brings_to_handler(&case, "simple").await;
        let kind = "complaint_acceptance";
        assert_eq!(document(&office, "handler", &case, kind).await["addressee"], "测试甲");
        let leader = document(&office, "bureau_leader", &case, kind).await;
        assert_eq!((&leader["addressee"], &leader["masked"]), (&json!("测**"), &json!(true)));
        let looks = office.log(&case).await;
        let looks: Vec<_> = looks.iter().filter(|entry| entry["kind"] == "document_viewed").collect();
        assert_eq!(looks.len(), 1);
        assert_eq!(looks[0]["actor_id"], json!(office.user("handler")));
        assert_eq!(looks[0]["payload"], json!({"document_kind": kind, "number": "人社诉〔2026〕1号"}));
        assert_eq!(office.check(&case).await["intact"], true);

        // The respondent's side reads no name at all, and strangers to the case do not know that there is a text.
        let case = office.officer().registers(json!({"respondents": [{"staff_id": colleague}]})).await;
        office.brings_to_handler(&case, "simple").await;
        let text = document(&office, "handler", &case, kind).await;
        assert_eq!((&text["addressee"], &text["masked"]), (&Value::Null, &json!(false)));
        let path = format!("/v1/complaints/{}/documents", case.id);
        office.person("window_clerk").client().get(&path).await.problem(404, "not_found");
        office.person("window_clerk").client().get(&format!("{path}/{kind}")).await.problem(404, "not_found");
        office.person("auditor").client().get(&path).await.problem(403, "permission_denied");
    }

    async fn an_anonymous_complaint_is_addressed_to_nobody(server: TestServer) {
        let office = Office::open(server).await;
        let case = office.officer().registers(json!({"anonymous": true, "complainant": null})).await;
        office.officer().does(&case, "acceptance", json!({})).await;
        let text = document(&office, "acceptance_officer", &case, "complaint_acceptance").await;
        assert_eq!((&text["addressee"], &text["masked"]), (&Value::Null, &json!(false)));
        assert!(!office.kinds(&case).await.contains(&"document_viewed".to_owned()));
    }
}
