//! Every text of the counter: what it says, as data and as a page.

use serde_json::{Value, json};
use yingshang_rules::Role;
use yingshang_testkit::both_engines;

use super::desk::{APPLICANT, Desk, words};

#[track_caller]
fn says(text: &Value, wanted: &[&str]) {
    let said = words(text);
    for words in wanted {
        assert!(said.contains(words), "{words} is not in {said}");
    }
}

both_engines! {
    /// FW-5.2: conformity, formalities, path, time, all at once and in writing.
    async fn yc_4_1_an_enquiry_gets_its_one_time_notice(server: TestServer) {
        let desk = Desk::open(server).await;
        let asked = json!({
            "channel": "window", "item_id": desk.item, "matter": "开办职业介绍所要办什么手续", "route": {"competence": "same_person"},
            "visitor": {"organisation": APPLICANT, "name": "测试甲"}
        });
        let notice = desk.makes("/v1/notices", asked).await;
        let missing = desk.handler().get(&format!("{notice}/documents/one_time_notice")).await;
        let missing = missing.problem(404, "document_not_issued");
        assert!(missing.str("/detail").contains("告知四项内容"), "{}", missing.text);
        desk.does(&notice, "telling", json!({"conformity": "conforms", "conformity_note": "符合许可条件", "policy_unclear": false})).await;
        let text = desk.text(&notice, "one_time_notice", "人社告知〔2026〕1号").await;
        assert_eq!(text["addressee"], APPLICANT);
        says(&text, &["一、是否符合政策规定", "符合。符合许可条件。", "经营场所使用证明", "申请→受理", "承诺时限：5个工作日", "024-00000003"]);
        says(&json!({"blocks": text["basis"]}), &["一次性告知制度", "第四条"]);
    }

    async fn yc_8_1_an_enquiry_for_someone_else_says_where_to_go(server: TestServer) {
        let desk = Desk::open(server).await;
        let route = json!({"competence": "other_authority", "authority": "县市场监督管理局", "phone": "024-00000009", "explanation": "营业执照由该局核发"});
        let asked = json!({
            "channel": "window", "matter": "怎样办理营业执照", "route": route, "visitor": {"organisation": APPLICANT}
        });
        let notice = desk.makes("/v1/notices", asked).await;
        let text = desk.text(&notice, "one_time_notice", "人社告知〔2026〕1号").await;
        says(&text, &["其他机关、单位的职责", "县市场监督管理局", "024-00000009", "营业执照由该局核发。"]);
    }

    /// YC-6.1 RQ-5.1 RQ-3.2a RQ-3.3 RQ-3.4 FW-5.4: from the incomplete file to the decision, each step with its paper.
    async fn an_incomplete_file_becomes_a_decision_on_a_promise(server: TestServer) {
        let desk = Desk::open(server).await;
        let application = desk.applies(&["M01"]).await;
        desk.does(&application, "examination", json!({"outcome": "incomplete"})).await;
        let correction = desk.correction_of(&application).await;
        let text = desk.text(&correction, "correction_notice", "人社补〔2026〕1号").await;
        says(&text, &["需要补正的材料", "经营场所使用证明", "缺少", "可以申请容缺受理", "可以投诉举报（电话：12333）", "人社服务大厅综合业务一号窗口"]);
        assert_eq!(text["signatures"].as_array().map(Vec::len), Some(3));

        let commitment = desk.commits(&application).await;
        let text = desk.text(&commitment, "commitment_notice", "人社容〔2026〕1号").await;
        says(&text, &["全部材料：人力资源服务许可申请表、经营场所使用证明。", "请于2026年3月6日前", "依法作出不予许可的决定：到期没有补齐的，依法不予许可。"]);
        assert_eq!(text["addressee"], APPLICANT);

        let promised = json!({"supply_by": "2026-03-05", "consequences_known": true, "signature_reference": "QM-2026-000031"});
        desk.does(&commitment, "letter", promised).await;
        let text = desk.text(&commitment, "commitment_letter", "人社容〔2026〕2号").await;
        // The applicant's own text: no seal, addressed to the bureau, the name in its head.
        assert_eq!((&text["issuer"], &text["seal"]), (&Value::Null, &json!(false)));
        assert_eq!(text["addressee"], "县人力资源和社会保障局");
        assert_eq!(text["blocks"][0]["rows"][0], json!({"label": "申请人", "value": APPLICANT}));
        assert_eq!(text["signatures"][1]["value"], "QM-2026-000031");
        says(&text, &["于2026年3月5日前（含当日）补齐下列材料：经营场所使用证明。", "已经知晓"]);

        desk.does(&commitment, "acceptance", json!({})).await;
        let text = desk.text(&application, "application_acceptance", "人社受〔2026〕1号").await;
        says(&text, &["现予容缺受理", "待补齐的材料", "承诺办理时限：5个工作日，至2026年3月9日。", "法定办理时限：20个工作日，至2026年3月30日。"]);

        desk.does(&commitment, "supplies", json!({"materials": [{"code": "M02", "form": "copy"}]})).await;
        let opinion = json!({"conforms": true, "opinion": "符合条件。"});
        desk.does(&application, "first-review", opinion.clone()).await;
        desk.lets(Role::UnitLeader, &application, "review", opinion).await;
        let decided = json!({"content": "准予从事职业中介活动", "certificate_number": "（示）人服证字〔2026〕第0000000001号"});
        desk.does(&application, "approval", decided).await;
        let text = desk.text(&application, "approval_decision", "人社许〔2026〕1号").await;
        says(&text, &["第三十八条第一款", "准予从事职业中介活动。", "（示）人服证字〔2026〕第0000000001号", "于2026年3月16日前送达"]);
        let texts = desk.handler().get(&format!("{application}/documents")).await.expect(200).body;
        let kinds: Vec<_> = texts["items"].as_array().expect("items").iter().map(|text| text["kind"].clone()).collect();
        assert_eq!(kinds, ["application_acceptance", "approval_decision"]);
    }

    async fn fd_5_1_a_complete_file_gets_its_receipt(server: TestServer) {
        let desk = Desk::open(server).await;
        let application = desk.applies(&["M01", "M02"]).await;
        desk.does(&application, "examination", json!({"outcome": "complete"})).await;
        let text = desk.text(&application, "application_acceptance", "人社受〔2026〕1号").await;
        says(&text, &["申请材料齐全、符合法定形式，现予受理。", "\"原件\",\"2026年3月2日\""]);
        assert_eq!((&text["seal"], &text["addressee"]), (&json!(true), &json!(APPLICANT)));
        assert!(!words(&text).contains("待补齐"));
    }

    /// Nobody said a word for five working days: the receipt is written by the service itself.
    async fn fd_5_1_silence_brings_a_receipt_too(server: TestServer) {
        let desk = Desk::open(server).await;
        let application = desk.applies(&["M01"]).await;
        desk.server.clock.move_to("2026-03-10T08:00:00+08:00");
        desk.server.run_jobs().await;
        let text = desk.text(&application, "application_acceptance", "人社受〔2026〕1号").await;
        says(&text, &["自2026年3月2日收到申请材料之日起即为受理"]);
    }

    async fn fd_5_1_what_needs_no_permit_is_told(server: TestServer) {
        let desk = Desk::open(server).await;
        let application = desk.applies(&["M01"]).await;
        let told = json!({"outcome": "not_required", "explanation": "只为本单位招用人员的，不需要取得许可"});
        desk.does(&application, "examination", told).await;
        let text = desk.text(&application, "not_required", "人社告〔2026〕1号").await;
        says(&text, &["依法不需要取得行政许可", "只为本单位招用人员的，不需要取得许可。"]);
    }

    /// FD-2.1 FD-4.2 FD-2.3: reasons, provisions, remedies; then the form with everything on record.
    async fn fd_2_2_a_refusal_gives_its_reasons(server: TestServer) {
        let desk = Desk::open(server).await;
        let application = desk.applies(&["M01", "M02"]).await;
        desk.does(&application, "examination", json!({"outcome": "complete"})).await;
        desk.does(&application, "first-review", json!({"conforms": false, "opinion": "没有经营场所。"})).await;
        let refusal = desk.refuses(&application, "non_permission", "conditions_not_met").await;
        let text = desk.text(&refusal, "non_permission_decision", "人社不许〔2026〕1号").await;
        says(&text, &["第三十八条第二款", "现决定不予许可", "《人力资源市场暂行条例》第十八条：", "不能证明具备规定的经营场所。", "行政复议"]);
        assert_eq!(text["copies"], json!(["同级营商环境建设管理部门"]));

        let served = json!({"method": "in_person", "proof_number": "送2026-0003", "reasons_told": true, "remedies_told": true});
        desk.does(&refusal, "service", served).await;
        desk.does(&refusal, "filing", json!({"authority": "县营商环境建设监督局", "reference_number": "营商备〔2026〕7号"})).await;
        let text = desk.text(&refusal, "refusal_filing_form", "人社否备〔2026〕1号").await;
        assert_eq!((&text["addressee"], &text["blocks"][0]["rows"][1]["value"]), (&Value::Null, &json!(APPLICANT)));
        says(&text, &[
            "不予许可决定书（人社不许〔2026〕1号，2026年3月2日）", "局办纪要〔2026〕12号，7人参加", "送2026-0003", "营商备〔2026〕7号",
        ]);
    }

    async fn fd_5_1_another_authority_is_named(server: TestServer) {
        let desk = Desk::open(server).await;
        let application = desk.applies(&["M01"]).await;
        let told = json!({"outcome": "not_this_authority", "competent_authority": "县市场监督管理局"});
        desk.does(&application, "examination", told).await;
        let refusal = desk.refuses(&application, "non_acceptance", "not_this_authority").await;
        let text = desk.text(&refusal, "non_acceptance_decision", "人社不受〔2026〕1号").await;
        says(&text, &["第三十二条第一款第二项", "现决定不予受理", "请向县市场监督管理局申请。"]);
        let other = desk.handler().get(&format!("{refusal}/documents/non_permission_decision")).await;
        other.problem(404, "document_not_issued");
        // Seen from the outside, one text a case: the office of the leading group reads along, with the name blotted out.
        desk.role(Role::LeadingGroupOffice).get(&format!("{refusal}/documents")).await.expect(200);
    }
}
