//! Templates of an item: drawn up by its unit, filed by 行政审批室, used from then on (RQ-5.3).

use serde_json::{Value, json};
use yingshang_rules::Role::{ApprovalOffice, BureauLeader, Handler, Integration, UnitLeader};
use yingshang_testkit::{Client, Reply, both_engines};

use super::desk::{APPLICANT, Desk, words};
use crate::complaints::office::Refused;

const TEMPLATES: &str = "/v1/document-templates";
const BODY: &str = "办理{item}（{number}）尚缺：{materials}。\n请于{supply_by}前补齐；{consequence}。";

fn template(desk: &Desk, changes: Value) -> Value {
    let mut body = json!({
        "service_item_id": desk.item, "kind": "commitment_notice", "title": "人力资源服务许可承诺告知书", "body": BODY
    });
    body.as_object_mut().expect("an object").extend(changes.as_object().expect("changes").clone());
    body
}

async fn drawn_up(desk: &Desk, changes: Value) -> String {
    let made = desk.handler().post(TEMPLATES).json(&template(desk, changes)).await.expect(201);
    assert_eq!((&made.body["filing_number"], &made.body["in_use"]), (&Value::Null, &json!(false)));
    assert_eq!(made.header("etag"), "\"1\"");
    made.header("location").to_owned()
}

async fn files(client: &Client<'_>, template: &str, body: Value) -> Reply {
    client.post(&format!("{template}/filing")).header("If-Match", "*").json(&body).await
}

both_engines! {
    async fn rq_5_3_a_template_is_used_once_it_is_filed(server: TestServer) {
        let desk = Desk::open(server).await;
        let template = drawn_up(&desk, json!({})).await;
        let commitment = |n: u32| {
            let desk = &desk;
            async move {
                let application = desk.applies(&["M01"]).await;
                let commitment = desk.commits(&application).await;
                desk.text(&commitment, "commitment_notice", &format!("人社容〔2026〕{n}号")).await
            }
        };
        // Not filed: the usual text.
        assert!(words(&commitment(1).await).contains("作出承诺"));
        let filed = files(&desk.role(ApprovalOffice), &template, json!({"filing_number": "审批备〔2026〕3号"})).await.expect(200);
        assert_eq!((filed.str("/filing_number"), filed.str("/filed_on")), ("审批备〔2026〕3号", "2026-03-02"));
        assert_eq!(filed.body["in_use"], true);
        let text = commitment(2).await;
        let paragraph = json!([{
            "type": "paragraph",
            "text": "办理人力资源服务许可（BJ-2026-000002）尚缺：经营场所使用证明。\n请于2026年3月6日前补齐；依法作出不予许可的决定：到期没有补齐的，依法不予许可。"
        }]);
        assert_eq!(text["blocks"], paragraph);
        assert_eq!(text["addressee"], APPLICANT);
        assert!(text["basis"].to_string().contains("第五条第（三）项"), "{}", text["basis"]);

        // Another one that is filed takes its place; retired, it leaves the usual text.
        let newer = drawn_up(&desk, json!({"body": format!("新样本。{BODY}")})).await;
        desk.server.clock.move_to("2026-03-02T10:00:00+08:00");
        files(&desk.role(ApprovalOffice), &newer, json!({"filing_number": "审批备〔2026〕4号"})).await.expect(200);
        assert_eq!(desk.handler().get(&template).await.expect(200).body["in_use"], false);
        assert!(words(&commitment(3).await).contains("新样本"));
        for path in [&newer, &template] {
            let retired = desk.handler().post(&format!("{path}/retirement")).header("If-Match", "*").await.expect(200);
            assert_eq!((&retired.body["active"], &retired.body["in_use"]), (&json!(false), &json!(false)));
        }
        assert!(words(&commitment(4).await).contains("作出承诺"));
        let again = desk.handler().post(&format!("{newer}/retirement")).header("If-Match", "*").await;
        again.refused(409, "template_retired", "RQ-5.3");
    }

    async fn rq_5_3_the_letter_keeps_its_head(server: TestServer) {
        let desk = Desk::open(server).await;
        let letter = drawn_up(&desk, json!({"kind": "commitment_letter", "title": "承诺书", "body": format!("申请人承诺：{BODY}")})).await;
        files(&desk.role(ApprovalOffice), &letter, json!({"filing_number": "审批备〔2026〕5号"})).await.expect(200);
        let application = desk.applies(&["M01"]).await;
        let commitment = desk.commits(&application).await;
        let promised = json!({"supply_by": "2026-03-05", "consequences_known": true, "signature_reference": "QM-1"});
        desk.does(&commitment, "letter", promised).await;
        let text = desk.text(&commitment, "commitment_letter", "人社容〔2026〕2号").await;
        assert_eq!(text["blocks"][0]["rows"][0]["value"], APPLICANT);
        let own = text["blocks"][1]["text"].as_str().expect("a text");
        assert!(own.starts_with("申请人承诺：办理人力资源服务许可") && own.contains("请于2026年3月5日前补齐"), "{own}");
    }

    async fn rq_5_3_each_does_its_own_part(server: TestServer) {
        let desk = Desk::open(server).await;
        let body = template(&desk, json!({}));
        desk.role(ApprovalOffice).post(TEMPLATES).json(&body).await.refused(403, "not_own_template", "RQ-5.3");
        desk.role(BureauLeader).post(TEMPLATES).json(&body).await.problem(403, "permission_denied");
        let path = drawn_up(&desk, json!({})).await;
        let filing = json!({"filing_number": "审批备〔2026〕3号"});
        files(&desk.role(UnitLeader), &path, filing.clone()).await.refused(403, "not_the_filing_office", "RQ-5.3");
        let renames = |role, version| {
            desk.role(role).patch(&path, json!({"title": "新名称"})).if_match(version)
        };
        renames(ApprovalOffice, 1).await.refused(403, "not_own_template", "RQ-5.3");
        renames(UnitLeader, 1).await.expect(200);
        renames(UnitLeader, 1).await.problem(412, "stale");
        let ahead = json!({"filing_number": "审批备〔2026〕3号", "filed_on": "2026-03-03"});
        let ahead = files(&desk.role(ApprovalOffice), &path, ahead).await.refused(422, "invalid", "RQ-5.3");
        assert_eq!(ahead.faults(), [("/filed_on".to_owned(), "in_the_future".to_owned())]);
        files(&desk.role(ApprovalOffice), &path, filing.clone()).await.expect(200);
        files(&desk.role(ApprovalOffice), &path, filing).await.refused(409, "template_filed", "RQ-5.3");
        renames(UnitLeader, 3).await.refused(409, "template_filed", "RQ-5.3");
    }

    async fn rq_3_2a_a_template_must_say_what_by_when_and_what_else(server: TestServer) {
        let desk = Desk::open(server).await;
        let tries = |changes: Value| desk.handler().post(TEMPLATES).json(&template(&desk, changes));
        let fault = |pointer: &str, code: &str| (pointer.to_owned(), code.to_owned());
        let refused = tries(json!({"body": "请于{date}前补齐：{materials}。"})).await.refused(422, "invalid", "RQ-3.2a");
        let lacks = fault("/body", "placeholder_missing");
        assert_eq!(refused.faults(), [lacks.clone(), lacks, fault("/body", "unknown_placeholder")]);
        let refused = tries(json!({"kind": "approval_decision"})).await.refused(422, "invalid", "RQ-5.3");
        assert_eq!(refused.faults(), [fault("/kind", "no_template_of_this_kind")]);
        let refused = tries(json!({"service_item_id": "nowhere"})).await.problem(422, "invalid");
        assert_eq!(refused.faults(), [fault("/service_item_id", "unknown_service_item")]);
        let path = drawn_up(&desk, json!({})).await;
        let patched = desk.handler().patch(&path, json!({"body": "什么也没有写明的样本。"})).if_match(1).await;
        assert_eq!(patched.refused(422, "invalid", "RQ-3.2a").faults().len(), 3);
    }

    async fn templates_are_listed_and_made_once(server: TestServer) {
        let desk = Desk::open(server).await;
        let body = template(&desk, json!({}));
        let makes = || desk.handler().post(TEMPLATES).key("one").json(&body);
        let (first, again) = (makes().await.expect(201), makes().await.expect(201));
        assert_eq!((first.body, again.header("idempotency-replayed")), (again.body.clone(), "true"));
        drawn_up(&desk, json!({"kind": "commitment_letter"})).await;
        desk.handler().post(&format!("{TEMPLATES}?dry_run=true")).json(&body).await.expect(201);
        let count = |query: String| {
            let call = desk.role(Integration).get(&format!("{TEMPLATES}{query}"));
            async move { call.await.expect(200).body["items"].as_array().map(Vec::len) }
        };
        assert_eq!(count(String::new()).await, Some(2));
        assert_eq!(count("?kind=commitment_letter".to_owned()).await, Some(1));
        assert_eq!(count(format!("?service_item_id={}&active=true", desk.item)).await, Some(2));
        assert_eq!(count("?service_item_id=other".to_owned()).await, Some(0));
        desk.role(Handler).get(&format!("{TEMPLATES}/nowhere")).await.problem(404, "not_found");
    }
}
