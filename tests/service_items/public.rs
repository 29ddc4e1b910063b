//! The public catalogue: open to all, cacheable, and only what can be done today.

use serde_json::{Value, json};
use yingshang_testkit::{Reply, both_engines};

use super::catalogue::Catalogue;

fn codes(page: &Reply) -> Vec<&str> {
    page.body["items"].as_array().expect("items").iter().filter_map(|item| item["code"].as_str()).collect()
}

both_engines! {
    async fn fd_4_1_the_guide_is_public(server: TestServer) {
        let catalogue = Catalogue::open(server).await;
        let unit = format!("/v1/units/{}", catalogue.unit("employment_section"));
        catalogue.admin().patch(&unit, json!({"phone": "024-00000003"})).if_match(1).await.expect(200);
        catalogue.creates("licence", catalogue.permit(json!({}))).await;
        let anyone = catalogue.server.anonymous();
        let item = anyone.get("/v1/public/service-items/licence").await.expect(200);
        assert_eq!((item.str("/name"), item.str("/guide/fees")), ("人力资源服务许可", "不收费"));
        assert_eq!(item.body["institutions"].as_array().map(Vec::len), Some(6));
        assert_eq!((item.str("/unit/phone"), item.str("/windows/0/code")), ("024-00000003", "w01"));
        assert_eq!((&item.body["promised_limit"]["n"], &item.body["statutory_limit"]["n"]), (&json!(5), &json!(20)));
        assert_eq!(item.body["materials"][1]["deferrable"], true);
        assert_eq!(anyone.get("/v1/public/service-items").await.expect(200).body["items"][0], item.body);
    }

    async fn answers_may_be_kept_and_are_told_unchanged(server: TestServer) {
        let catalogue = Catalogue::open(server).await;
        let made = catalogue.creates("licence", catalogue.permit(json!({}))).await;
        let anyone = catalogue.server.anonymous();
        for path in ["/v1/public/service-items", "/v1/public/service-items/licence"] {
            let first = anyone.get(path).await.expect(200);
            assert_eq!(first.header("cache-control"), "public, max-age=300");
            let tag = first.header("etag").to_owned();
            let again = anyone.get(path).header("If-None-Match", &tag).await;
            assert_eq!((again.status, again.text.as_str(), again.header("etag")), (304, "", tag.as_str()));
            assert_eq!(again.header("cache-control"), "public, max-age=300");
        }
        let tag = anyone.get("/v1/public/service-items/licence").await.header("etag").to_owned();
        let second = catalogue.permit(json!({"effective_from": "2026-03-03", "name": "人力资源服务许可（新）"}));
        catalogue.adds(made.header("location"), 1, &second).await.expect(201);
        let seen = async || anyone.get("/v1/public/service-items/licence").header("If-None-Match", &tag).await;
        catalogue.at("2026-03-02T23:59:59+08:00");
        assert_eq!(seen().await.status, 304, "the old version holds to the end of its last day");
        catalogue.at("2026-03-03T00:00:00+08:00");
        assert_eq!(seen().await.expect(200).str("/name"), "人力资源服务许可（新）");
    }

    async fn only_what_is_in_use_and_in_force_is_shown(server: TestServer) {
        let catalogue = Catalogue::open(server).await;
        catalogue.creates("to-come", catalogue.permit(json!({"effective_from": "2026-05-01"}))).await;
        let licence = catalogue.creates("licence", catalogue.permit(json!({}))).await;
        catalogue.creates("record", catalogue.service(json!({"unit_id": catalogue.unit("pension_department")}))).await;
        let anyone = catalogue.server.anonymous();
        assert_eq!(codes(&anyone.get("/v1/public/service-items").await.expect(200)), ["licence", "record"]);
        assert_eq!(codes(&anyone.get("/v1/public/service-items?kind=permit").await.expect(200)), ["licence"]);
        assert_eq!(codes(&anyone.get("/v1/public/service-items?q=记录").await.expect(200)), ["record"]);
        let pension = format!("/v1/public/service-items?unit_id={}", catalogue.unit("pension_department"));
        assert_eq!(codes(&anyone.get(&pension).await.expect(200)), ["record"]);
        for missing in ["to-come", "none"] {
            anyone.get(&format!("/v1/public/service-items/{missing}")).await.problem(404, "not_found");
        }
        catalogue.editor().patch(licence.header("location"), json!({"active": false})).if_match(1).await.expect(200);
        anyone.get("/v1/public/service-items/licence").await.problem(404, "not_found");
        assert_eq!(codes(&anyone.get("/v1/public/service-items").await.expect(200)), ["record"]);
        anyone.get("/v1/public/service-items?active=false").await.problem(400, "invalid_query");
    }

    async fn nobody_is_sent_to_a_closed_window(server: TestServer) {
        let catalogue = Catalogue::open(server).await;
        catalogue.creates("licence", catalogue.permit(json!({}))).await;
        let window = format!("/v1/windows/{}", catalogue.window);
        catalogue.admin().patch(&window, json!({"active": false})).if_match(1).await.expect(200);
        let item = catalogue.server.anonymous().get("/v1/public/service-items/licence").await.expect(200);
        assert_eq!(item.body["windows"], json!([]));
    }

    async fn pages_follow_each_other(server: TestServer) {
        let catalogue = Catalogue::open(server).await;
        for code in ["a", "b", "c"] {
            catalogue.creates(code, catalogue.service(json!({}))).await;
        }
        let anyone = catalogue.server.anonymous();
        let first = anyone.get("/v1/public/service-items?limit=2").await.expect(200);
        assert_eq!(codes(&first), ["a", "b"]);
        let link = first.header("link").to_owned();
        let next = link.strip_prefix('<').and_then(|link| link.strip_suffix(">; rel=\"next\"")).expect("a link");
        let rest = anyone.get(next).await.expect(200);
        assert_eq!((codes(&rest), &rest.body["next_cursor"], rest.header("link")), (vec!["c"], &Value::Null, ""));
    }
}
