//! How a text is asked for: by kind, by number, as data or as a page.

use serde_json::json;
use yingshang_testkit::both_engines;

use crate::complaints::office::Office;

both_engines! {
    async fn a_text_comes_in_the_form_that_is_wanted(server: TestServer) {
        let office = Office::open(server).await;
        let case = office.officer().registers(json!({"title": "<b>取号</b>"})).await;
        office.officer().does(&case, "acceptance", json!({})).await;
        let path = format!("/v1/complaints/{}/documents/complaint_acceptance", case.id);
        let asks = |accept: &str| office.officer().client().get(&path).header("Accept", accept);
        let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
        for (accept, media) in [
            ("*/*", "application/json"),
            ("application/json", "application/json"),
            ("text/html;q=0.5, application/json", "application/json"),
            ("text/html", "text/html; charset=utf-8"),
            (browser, "text/html; charset=utf-8"),
        ] {
            let answer = asks(accept).await.expect(200);
            assert_eq!((answer.header("content-type"), answer.header("vary")), (media, "Accept"), "{accept}");
            assert_eq!(answer.header("cache-control"), "no-store");
        }
        let page = asks(browser).await.expect(200);
        // What someone typed is text, never markup.
        assert!(page.text.contains("&lt;b&gt;取号&lt;/b&gt;") && !page.text.contains("<b>"));
        assert!(page.text.contains("<h1>投诉举报受理通知书</h1>"));
        let refused = asks("application/pdf").await.problem(406, "not_acceptable");
        assert!(refused.str("/detail").contains("text/html"));
        for nothing in ["no media type", "text/html;q=0", ""] {
            asks(nothing).await.problem(406, "not_acceptable");
        }
    }

    async fn a_text_is_found_by_its_number_within_its_case(server: TestServer) {
        let office = Office::open(server).await;
        let mut paths = Vec::new();
        for _ in 0..2 {
            let case = office.officer().registers(json!({})).await;
            office.officer().does(&case, "acceptance", json!({"repeat_note": "不是同一件事。"})).await;
            paths.push(format!("/v1/complaints/{}/documents", case.id));
        }
        // 人社诉〔2026〕2号
        let second = "?number=%E4%BA%BA%E7%A4%BE%E8%AF%89%E3%80%942026%E3%80%952%E5%8F%B7";
        let read = |path: String| office.officer().client().get(&path);
        let found = read(format!("{}/complaint_acceptance{second}", paths[1])).await.expect(200);
        assert_eq!(found.str("/number"), "人社诉〔2026〕2号");
        read(format!("{}/complaint_acceptance{second}", paths[0])).await.problem(404, "document_not_issued");
        read(format!("{}/complaint_rejection{second}", paths[1])).await.problem(404, "document_not_issued");
        let strange = read(format!("{}/approval_decision", paths[1])).await.problem(404, "document_not_issued");
        assert_eq!(strange.str("/detail"), "这一类案件不制发《准予决定书》。");
        read(format!("{}/no_such_kind", paths[1])).await.problem(404, "not_found");
        read(format!("{}/complaint_acceptance?draft=true", paths[1])).await.problem(400, "invalid_query");
    }
}
