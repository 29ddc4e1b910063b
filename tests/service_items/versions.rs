//! An item lives through its versions: each holds from its day until the next one's.

use serde_json::{Value, json};
use yingshang_rules::Role::{Handler, Integration, SysAdmin, UnitLeader};
use yingshang_testkit::both_engines;

use super::catalogue::Catalogue;

both_engines! {
    async fn rq_2_1_a_new_version_ends_the_old_one_by_its_start(server: TestServer) {
        let catalogue = Catalogue::open(server).await;
        let made = catalogue.creates("licence", catalogue.permit(json!({"effective_from": "2026-01-01"}))).await;
        let item = made.header("location").to_owned();
        assert_eq!((item.as_str(), made.header("etag")), (format!("/v1/service-items/{}", made.str("/id")).as_str(), "\"1\""));
        assert_eq!((&made.body["in_force"]["number"], &made.body["next_version_from"]), (&json!(1), &Value::Null));
        assert_eq!(made.body["in_force"]["warnings"], json!([]));

        let body = catalogue.permit(json!({"effective_from": "2026-04-01", "name": "人力资源服务许可（新）"}));
        let added = catalogue.adds(&item, 1, &body).await.expect(201);
        assert_eq!(added.body["ended"], json!({"number": 1, "effective_until": "2026-03-31"}));
        assert_eq!((&added.body["added"]["number"], added.header("etag")), (&json!(2), "\"2\""));
        assert_eq!(added.header("location"), format!("{item}/versions/2"));

        // The day before, the day itself, the day after; and a day before the first version.
        let reader = catalogue.server.role(Handler);
        for (as_of, number, until, next) in [
            ("2025-12-31", Value::Null, Value::Null, json!("2026-01-01")),
            ("2026-01-01", json!(1), json!("2026-03-31"), json!("2026-04-01")),
            ("2026-03-31", json!(1), json!("2026-03-31"), json!("2026-04-01")),
            ("2026-04-01", json!(2), Value::Null, Value::Null),
            ("2026-04-02", json!(2), Value::Null, Value::Null),
        ] {
            let seen = reader.get(&format!("{item}?as_of={as_of}")).await.expect(200).body;
            assert_eq!(
                (&seen["in_force"]["number"], &seen["in_force"]["effective_until"], &seen["next_version_from"]),
                (&number, &until, &next),
                "{as_of}"
            );
            let listed = reader.get(&format!("/v1/service-items?as_of={as_of}")).await.expect(200).body;
            let numbers: Vec<Value> = listed["items"].as_array().expect("items").iter().map(|i| i["number"].clone()).collect();
            assert_eq!(numbers, if number.is_null() { vec![] } else { vec![number] }, "{as_of}");
        }

        let history = reader.get(&format!("{item}/versions")).await.expect(200).body;
        let days: Vec<_> = history["items"].as_array().expect("items").iter()
            .map(|version| (version["number"].clone(), version["effective_from"].clone(), version["effective_until"].clone()))
            .collect();
        assert_eq!(days, [
            (json!(2), json!("2026-04-01"), Value::Null),
            (json!(1), json!("2026-01-01"), json!("2026-03-31")),
        ]);
        assert_eq!(reader.get(&format!("{item}/versions/1")).await.expect(200).str("/name"), "人力资源服务许可");
        assert_eq!(reader.get(&format!("{item}/versions/2")).await.expect(200).str("/name"), "人力资源服务许可（新）");
        for missing in ["/versions/3", "/versions/0", "/versions/one", "/versions/4294967295"] {
            reader.get(&format!("{item}{missing}")).await.problem(404, "not_found");
        }
        reader.get("/v1/service-items/none").await.problem(404, "not_found");
        reader.get("/v1/service-items/none/versions").await.problem(404, "not_found");
    }

    async fn what_begins_at_midnight_is_not_hidden_by_a_304(server: TestServer) {
        let catalogue = Catalogue::open(server).await;
        let item = catalogue.creates("licence", catalogue.permit(json!({}))).await.header("location").to_owned();
        let reader = catalogue.server.role(Handler);
        let unchanged = reader.get(&item).header("If-None-Match", "\"1\"").await;
        assert_eq!((unchanged.status, unchanged.header("etag")), (304, "\"1\""));
        catalogue.adds(&item, 1, &catalogue.permit(json!({"effective_from": "2026-03-03"}))).await.expect(201);
        let number = async |path: &str| {
            let seen = reader.get(path).header("If-None-Match", "\"2\"").await;
            (seen.status, seen.body["in_force"]["number"].clone())
        };
        assert_eq!(number(&item).await, (200, json!(1)));
        assert_eq!(number(&format!("{item}?as_of=2026-03-02")).await, (304, Value::Null));
        catalogue.at("2026-03-03T00:00:00+08:00");
        assert_eq!(number(&item).await, (200, json!(2)));
    }

    async fn an_item_whose_first_version_is_to_come_can_be_read_by_its_id(server: TestServer) {
        let catalogue = Catalogue::open(server).await;
        let made = catalogue.creates("licence", catalogue.permit(json!({"effective_from": "2026-05-01"}))).await;
        assert_eq!((&made.body["in_force"], made.str("/next_version_from")), (&Value::Null, "2026-05-01"));
        let reader = catalogue.server.role(Handler);
        assert_eq!(reader.get(made.header("location")).await.expect(200).body, made.body);
        assert_eq!(reader.get("/v1/service-items").await.expect(200).body["items"], json!([]));
        assert_eq!(reader.get("/v1/service-items?as_of=2026-05-01").await.expect(200).str("/items/0/code"), "licence");
        reader.get("/v1/service-items?as_of=2026-02-30").await.problem(400, "invalid_query");
    }

    async fn writes_are_repeated_tried_and_guarded_like_all_others(server: TestServer) {
        let catalogue = Catalogue::open(server).await;
        let editor = catalogue.editor();
        let body = json!({"code": "licence", "first_version": catalogue.permit(json!({}))});
        let tried = editor.post("/v1/service-items?dry_run=true").json(&body).await.expect(201);
        assert_eq!(tried.header("dry-run"), "true");
        let first = editor.post("/v1/service-items").key("k1").json(&body).await.expect(201);
        let again = editor.post("/v1/service-items").key("k1").json(&body).await.expect(201);
        assert_eq!((again.header("idempotency-replayed"), &again.text), ("true", &first.text));
        editor.post("/v1/service-items").json(&body).await.problem(409, "code_taken");

        let item = first.header("location").to_owned();
        let path = format!("{item}/versions");
        let second = catalogue.permit(json!({"effective_from": "2026-04-01"}));
        editor.post(&path).json(&second).await.problem(428, "if_match_required");
        let added = editor.post(&path).if_match(1).key("k2").json(&second).await.expect(201);
        let again = editor.post(&path).if_match(1).key("k2").json(&second).await.expect(201);
        assert_eq!((again.header("idempotency-replayed"), &again.text), ("true", &added.text));
        let third = catalogue.permit(json!({"effective_from": "2026-05-01"}));
        let stale = editor.post(&path).if_match(1).json(&third).await.problem(412, "stale");
        assert_eq!(stale.header("etag"), "\"2\"");
        editor.patch(&item, json!({"active": false})).if_match(1).await.problem(412, "stale");
        let versions = editor.get(&path).await.expect(200);
        assert_eq!(versions.body["items"].as_array().map(Vec::len), Some(2), "nothing half written");
    }

    async fn keys_and_use_are_patched(server: TestServer) {
        let catalogue = Catalogue::open(server).await;
        let editor = catalogue.editor();
        catalogue.creates("other", catalogue.service(json!({}))).await;
        let item = catalogue.creates("licence", catalogue.permit(json!({}))).await.header("location").to_owned();
        let imported = json!({"source_system": "province", "external_ref": "7"});
        let patched = editor.patch(&item, imported).if_match(1).await.expect(200);
        assert_eq!((patched.str("/source_system"), patched.str("/external_ref"), patched.version()), ("province", "7", 2));
        let half = editor.patch(&item, json!({"external_ref": null})).if_match(2).await.problem(422, "invalid");
        assert_eq!(half.faults(), [("/external_ref".to_owned(), "external_key_incomplete".to_owned())]);
        editor.patch(&item, json!({"code": "other"})).if_match(2).await.problem(409, "code_taken");
        let same = editor.patch(&item, json!({"code": "licence"})).if_match(2).await.expect(200);
        assert_eq!(same.version(), 2, "nothing changed");
        let stopped = editor.patch(&item, json!({"active": false})).if_match(2).await.expect(200);
        assert_eq!((&stopped.body["active"], stopped.version()), (&json!(false), 3));
        let body = json!({"code": "again", "first_version": catalogue.permit(json!({})), "source_system": "province", "external_ref": "7"});
        editor.post("/v1/service-items").json(&body).await.problem(409, "external_ref_taken");
    }

    async fn the_list_is_filtered_and_paged(server: TestServer) {
        let catalogue = Catalogue::open(server).await;
        let pension = catalogue.unit("pension_department");
        let coded = json!({"official_codes": {"task_code": "1121128200"}});
        let licence = catalogue.creates("licence", catalogue.permit(coded)).await;
        assert_eq!(licence.str("/in_force/warnings/0/code"), "unusual_code_length");
        assert_eq!(licence.str("/in_force/official_codes/task_code"), "1121128200", "kept as it is");
        catalogue.at("2026-03-02T10:00:00+08:00");
        let record = catalogue.creates("record", catalogue.service(json!({"unit_id": pension}))).await;
        catalogue.editor().patch(record.header("location"), json!({"active": false})).if_match(1).await.expect(200);
        catalogue.creates("proof", catalogue.service(json!({"name": "参保证明打印"}))).await;
        let reader = catalogue.server.role(Handler);
        for (query, codes) in [
            ("", vec!["licence", "record", "proof"]),
            ("kind=permit", vec!["licence"]),
            (&format!("unit_id={pension}"), vec!["record"]),
            ("active=true", vec!["licence", "proof"]),
            ("active=false", vec!["record"]),
            ("code=proof", vec!["proof"]),
            ("q=记录", vec!["record"]),
            ("q=1121128200", vec!["licence"]),
            ("q=%25", vec![]),
            ("updated_since=2026-03-02T10:00:00%2B08:00", vec!["record", "proof"]),
            ("kind=public_service&active=true", vec!["proof"]),
        ] {
            let page = reader.get(&format!("/v1/service-items?{query}")).await.expect(200).body;
            let found: Vec<&str> = page["items"].as_array().expect("items").iter().filter_map(|i| i["code"].as_str()).collect();
            assert_eq!(found, codes, "{query}");
        }
        let first = reader.get("/v1/service-items?limit=2").await.expect(200);
        let cursor = first.str("/next_cursor");
        let rest = reader.get(&format!("/v1/service-items?limit=2&cursor={cursor}")).await.expect(200);
        assert_eq!((rest.str("/items/0/code"), &rest.body["next_cursor"]), ("proof", &Value::Null));
        reader.get("/v1/service-items?colour=red").await.problem(400, "invalid_query");
    }

    async fn the_log_says_what_was_published(server: TestServer) {
        let catalogue = Catalogue::open(server).await;
        let leader = catalogue.server.role(UnitLeader);
        let body = json!({"code": "licence", "first_version": catalogue.permit(json!({}))});
        let made = leader.post("/v1/service-items").json(&body).await.expect(201);
        let second = catalogue.permit(json!({"effective_from": "2026-04-01"}));
        leader.post(&format!("{}/versions", made.header("location"))).if_match(1).json(&second).await.expect(201);
        leader.patch(made.header("location"), json!({"active": false})).if_match(2).await.expect(200);
        catalogue.server.run_jobs().await;
        let feed = catalogue.server.role(Integration).get("/v1/events?limit=200").await.expect(200).body;
        let events: Vec<&Value> =
            feed["items"].as_array().expect("items").iter().filter(|event| event["subject_id"] == made.body["id"]).collect();
        let topics: Vec<&str> = events.iter().filter_map(|event| event["topic"].as_str()).collect();
        assert_eq!(topics, ["service_item.created", "service_item.version_added", "service_item.changed"]);
    }

    async fn a_unit_names_its_leader_in_charge(server: TestServer) {
        let catalogue = Catalogue::open(server).await;
        let admin = catalogue.server.role(SysAdmin);
        let unit = format!("/v1/units/{}", catalogue.unit("employment_section"));
        let person = json!({"unit_id": catalogue.unit("leadership"), "name": "测试领导", "post_kind": "bureau_staff"});
        let leader = admin.post("/v1/staff").json(&person).await.expect(201);
        let named = admin.patch(&unit, json!({"leader_in_charge_id": leader.str("/id")})).if_match(1).await.expect(200);
        assert_eq!(named.str("/leader_in_charge_id"), leader.str("/id"));
        let nobody = admin.patch(&unit, json!({"leader_in_charge_id": "nobody"})).if_match(2).await.problem(422, "invalid");
        assert_eq!(nobody.faults(), [("/leader_in_charge_id".to_owned(), "unknown_staff".to_owned())]);
        admin.patch(leader.header("location"), json!({"active": false})).if_match(1).await.expect(200);
        let new = json!({"code": "new", "name": "新设股", "kind": "section", "leader_in_charge_id": leader.str("/id")});
        let left = admin.post("/v1/units").json(&new).await.problem(422, "invalid");
        assert_eq!(left.faults(), [("/leader_in_charge_id".to_owned(), "unknown_staff".to_owned())]);
        admin.patch(&unit, json!({"phone": "024-00000009"})).if_match(2).await.expect(200);
        let cleared = admin.patch(&unit, json!({"leader_in_charge_id": null})).if_match(3).await.expect(200);
        assert_eq!(cleared.body["leader_in_charge_id"], Value::Null);
    }
}
