//! The rulebook over HTTP: what is in force, and the record that a text was renewed (TS-26.1).

use serde_json::{Value, json};
use yingshang_rules::Role::{Handler, SysAdmin};
use yingshang_testkit::both_engines;

both_engines! {
    async fn instruments_say_whether_they_are_in_force(server: TestServer) {
        let found = server.role(Handler).get("/v1/rulebook/instruments").await.expect(200);
        let items = found.body["items"].as_array().expect("items");
        assert_eq!(items.len(), 13);
        let complaints = items.iter().find(|item| item["id"] == "TS").expect("the complaint measure");
        assert_eq!((&complaints["status"], &complaints["trial"]), (&json!("lapsed"), &json!(true)));
        assert!(complaints["status_note"].as_str().expect("a note").contains("届满"));
    }

    async fn obligations_can_be_picked(server: TestServer) {
        let handler = server.role(Handler);
        let count = async |query: &str| {
            let found = handler.get(&format!("/v1/rulebook/obligations{query}")).await.expect(200);
            found.body["items"].as_array().expect("items").len()
        };
        let all = count("").await;
        let complaints = count("?instrument=TS").await;
        let limits = count("?kind=limit").await;
        assert!(0 < complaints && complaints < all && limits < all);
        assert!(count("?kind=limit&kind=gate").await > limits);
        assert_eq!(count("?status=in_force").await + count("?status=lapsed").await, all);
        handler.get("/v1/rulebook/obligations?kind=wish").await.problem(400, "invalid_query");
    }

    async fn parameters_name_their_articles(server: TestServer) {
        let found = server.role(Handler).get("/v1/rulebook/parameters").await.expect(200);
        for parameter in found.body["items"].as_array().expect("items") {
            let local = parameter["local"] == true;
            assert!(local || parameter["basis"].as_array().is_some_and(|basis| !basis.is_empty()), "{parameter}");
        }
    }

    async fn a_recorded_renewal_brings_an_instrument_back(server: TestServer) {
        let body = json!({"renewed_until": "2027-04-27", "document_number": "测试发〔2024〕1号"});
        let path = "/v1/rulebook/instruments/TS/renewal";
        server.role(Handler).put(path).json(&body).await.problem(403, "permission_denied");
        let renewed = server.role(SysAdmin).put(path).json(&body).await.expect(200);
        assert_eq!((renewed.str("/status"), &renewed.body["status_note"]), ("in_force", &Value::Null));
        let info = server.anonymous().get("/v1/public/service-info").await.expect(200);
        assert_eq!((&info.body["basis"][0]["lapsed"], &info.body["basis"][0]["note"]), (&json!(false), &Value::Null));
        server.role(SysAdmin).put("/v1/rulebook/instruments/XX/renewal").json(&body).await.problem(404, "not_found");
    }
}
