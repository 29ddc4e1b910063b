//! Units, windows and members of staff (GZ-1.1).

use serde_json::json;
use yingshang_rules::Role::{Handler, SysAdmin};
use yingshang_testkit::both_engines;

both_engines! {
    async fn there_is_one_letters_office_at_most(server: TestServer) {
        let body = json!({"code": "second", "name": "第二信访室", "kind": "acceptance_body"});
        let refused = server.role(SysAdmin).post("/v1/units").json(&body).await;
        assert!(matches!(refused.status, 409 | 422), "{}", refused.text);
    }

    async fn a_window_and_a_person_belong_to_a_unit(server: TestServer) {
        let admin = server.role(SysAdmin);
        let hall = admin.get("/v1/units?kind=service_hall").await.expect(200).str("/items/0/id").to_owned();
        let window = json!({"unit_id": hall, "code": "w99", "name": "测试窗口", "institutions": []});
        let window = admin.post("/v1/windows").json(&window).await.expect(201);
        let person = json!({
            "unit_id": hall, "window_id": window.str("/id"), "name": "测试人员", "post_kind": "bureau_staff",
        });
        let person = admin.post("/v1/staff").json(&person).await.expect(201);
        let path = person.header("location").to_owned();
        let left = admin.patch(&path, json!({"active": false, "window_id": null})).if_match(1).await.expect(200);
        assert_eq!((&left.body["active"], &left.body["window_id"]), (&json!(false), &json!(null)));
        let listed = server.role(Handler).get(&format!("/v1/staff?unit_id={hall}&active=false")).await.expect(200);
        assert_eq!(listed.str("/items/0/id"), person.str("/id"));
        let nowhere = json!({"unit_id": "none", "code": "w98", "name": "无", "institutions": []});
        let nowhere = admin.post("/v1/windows").json(&nowhere).await.problem(422, "invalid");
        assert_eq!(nowhere.faults(), [("/unit_id".to_owned(), "unknown_unit".to_owned())]);
    }

    async fn what_changed_since_can_be_pulled(server: TestServer) {
        let admin = server.role(SysAdmin);
        let before = admin.get("/v1/units?updated_since=2026-03-02T08:30:00%2B08:00").await.expect(200);
        assert_eq!(before.body["items"], json!([]));
        admin.post("/v1/units").json(&json!({"code": "new", "name": "新设股", "kind": "section"})).await.expect(201);
        let after = admin.get("/v1/units?updated_since=2026-03-02T00:30:00Z").await.expect(200);
        assert_eq!(after.str("/items/0/code"), "new");
    }
}
