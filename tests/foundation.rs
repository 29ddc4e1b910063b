//! What every operation has in common: problems, limits, versions, idempotency, pages, request ids.

use serde_json::{Value, json};
use yingshang_rules::Role::{AcceptanceOfficer, Auditor, Handler, SysAdmin};
use yingshang_testkit::{Options, both_engines, run_with};

fn unit(code: &str) -> Value {
    json!({"code": code, "name": "测试股", "kind": "section"})
}

both_engines! {
    async fn an_unknown_address_and_a_wrong_method_are_problems(server: TestServer) {
        let nobody = server.anonymous();
        nobody.get("/v1/nothing-here").await.problem(404, "route_not_found");
        nobody.get("/v1/units/").await.problem(404, "route_not_found");
        let wrong = nobody.put("/v1/units").await.problem(405, "method_not_allowed");
        assert_eq!(wrong.header("allow"), "GET, POST");
        nobody.post("/healthz").await.problem(405, "method_not_allowed");
    }

    async fn the_type_of_a_problem_leads_to_its_page(server: TestServer) {
        let problem = server.anonymous().get("/v1/units").await.problem(401, "unauthenticated");
        assert!(problem.header("www-authenticate").starts_with("Bearer"));
        let page = server.anonymous().get(problem.str("/type")).await.expect(200);
        assert_eq!((page.str("/code"), page.str("/title")), ("unauthenticated", problem.str("/title")));
        server.anonymous().get("/problems/made-up").await.problem(404, "not_found");
    }

    async fn every_answer_has_a_request_id_and_a_version(server: TestServer) {
        let own = server.anonymous().get("/v1/code-lists").header("X-Request-Id", "gateway-0815").await.expect(200);
        assert_eq!(own.header("x-request-id"), "gateway-0815");
        assert_eq!(own.header("api-version"), yingshang_api::openapi::VERSION);
        assert_eq!(own.header("x-content-type-options"), "nosniff");
        let odd = server.anonymous().get("/v1/none").header("X-Request-Id", "<script>alert(1)</script>").await.expect(404);
        assert!(!odd.header("x-request-id").contains('<'));
    }

    async fn a_body_must_be_json_of_a_bearable_size(server: TestServer) {
        let admin = server.role(SysAdmin);
        admin.post("/v1/units").text("text/plain", "{}").await.problem(415, "unsupported_media_type");
        admin.post("/v1/units").await.problem(415, "unsupported_media_type");
        admin.post("/v1/units").json(&unit("a1")).header("Content-Encoding", "gzip").await.problem(415, "unsupported_media_type");
        let broken = admin.post("/v1/units").text("application/json", "{\"code\": ").await.problem(400, "malformed_body");
        assert!(broken.str("/detail").contains("第1行"));
        let large = format!("{{\"name\": \"{}\"}}", "x".repeat(1024 * 1024));
        admin.post("/v1/units").text("application/json", large).await.problem(413, "too_large");
    }

    async fn every_fault_of_a_body_is_told_at_once(server: TestServer) {
        let body = json!({"code": "x".repeat(40), "name": " \u{3000}", "phone": 12, "kind": "palace", "colour": "red"});
        let problem = server.role(SysAdmin).post("/v1/units").json(&body).await.problem(422, "invalid");
        let expected = [
            ("/code", "too_long"), ("/colour", "unknown_field"), ("/kind", "not_in_list"), ("/name", "too_short"),
            ("/phone", "wrong_type"),
        ];
        assert_eq!(problem.faults(), expected.map(|(place, code)| (place.to_owned(), code.to_owned())));
        assert!(!problem.text.contains("palace"), "a value is repeated");
        let missing = server.role(SysAdmin).post("/v1/units").json(&json!({})).await.problem(422, "invalid");
        assert_eq!(missing.faults().len(), 3);
    }

    async fn every_fault_of_a_query_is_told_at_once(server: TestServer) {
        let problem = server.role(Handler).get("/v1/units?limit=201&colour=red&active=maybe&kind=section&kind=section").await;
        let problem = problem.problem(400, "invalid_query");
        let expected = [("active", "wrong_type"), ("colour", "unknown_parameter"), ("kind", "repeated"), ("limit", "out_of_range")];
        assert_eq!(problem.faults(), expected.map(|(place, code)| (place.to_owned(), code.to_owned())));
        assert_eq!(problem.body["instance"], "/v1/units", "the query is not repeated");
    }

    async fn pages_follow_each_other_and_a_cursor_fits_one_list_only(server: TestServer) {
        let handler = server.role(Handler);
        let all = handler.get("/v1/units?limit=200").await.expect(200);
        let all: Vec<Value> = all.body["items"].as_array().expect("items").clone();
        let (mut seen, mut path) = (Vec::new(), "/v1/units?limit=4".to_owned());
        loop {
            let page = handler.get(&path).await.expect(200);
            seen.extend(page.body["items"].as_array().expect("items").clone());
            let Some(cursor) = page.body["next_cursor"].as_str() else {
                assert_eq!(page.header("link"), "");
                break;
            };
            path = page.header("link").trim_start_matches('<').split('>').next().expect("a link").to_owned();
            assert!(path.contains(cursor) && page.header("link").ends_with("rel=\"next\""));
        }
        assert_eq!(seen, all);
        let cursor = handler.get("/v1/units?limit=1").await.str("/next_cursor").to_owned();
        for other in [format!("/v1/units?active=true&cursor={cursor}"), format!("/v1/windows?cursor={cursor}")] {
            let misused = handler.get(&other).await.problem(400, "invalid_query");
            assert_eq!(misused.faults(), [("cursor".to_owned(), "cursor_mismatch".to_owned())]);
        }
        handler.get("/v1/units?cursor=garbage").await.problem(400, "invalid_query");
    }

    async fn a_read_names_its_version_and_saves_what_is_known(server: TestServer) {
        let admin = server.role(SysAdmin);
        let made = admin.post("/v1/units").json(&unit("etag")).await.expect(201);
        let path = made.header("location").to_owned();
        let tag = made.header("etag").to_owned();
        assert_eq!(tag, "\"1\"");
        let read = admin.get(&path).await.expect(200);
        assert_eq!((read.header("etag"), read.header("cache-control")), (tag.as_str(), "no-store"));
        assert_eq!(read.body, made.body);
        for known in [tag.clone(), format!("W/{tag}"), format!("\"0\", {tag}")] {
            let unchanged = admin.get(&path).header("If-None-Match", &known).await.expect(304);
            assert_eq!((unchanged.text.as_str(), unchanged.header("etag")), ("", tag.as_str()));
        }
        admin.get(&path).header("If-None-Match", "\"2\"").await.expect(200);
    }

    async fn a_change_needs_the_version_that_was_read(server: TestServer) {
        let admin = server.role(SysAdmin);
        let path = admin.post("/v1/units").json(&unit("match")).await.expect(201).header("location").to_owned();
        let rename = |name: &str| admin.patch(&path, json!({"name": name}));
        rename("甲").await.problem(428, "if_match_required");
        let odd = rename("甲").header("If-Match", "\"one\"").await.problem(400, "invalid_header");
        assert_eq!(odd.faults(), [("If-Match".to_owned(), "bad_format".to_owned())]);
        assert_eq!(rename("甲").if_match(1).await.expect(200).header("etag"), "\"2\"");
        let stale = rename("乙").if_match(1).await.problem(412, "stale");
        assert_eq!((stale.header("etag"), &stale.body["params"]["current_version"]), ("\"2\"", &json!(2)));
        rename("丙").header("If-Match", "W/\"2\"").await.expect(200);
        rename("丁").header("If-Match", "*").await.expect(200);
        assert_eq!(admin.get(&path).await.str("/name"), "丁");
    }

    async fn a_merge_patch_clears_with_null_and_keeps_what_is_absent(server: TestServer) {
        let admin = server.role(SysAdmin);
        let mut body = unit("patch");
        body["phone"] = json!("024-00000000");
        let path = admin.post("/v1/units").json(&body).await.expect(201).header("location").to_owned();
        let cleared = admin.patch(&path, json!({"phone": null})).if_match(1).await.expect(200);
        assert_eq!((&cleared.body["phone"], cleared.str("/name")), (&Value::Null, "测试股"));
        let wrong = admin.call(reqwest::Method::PATCH, &path).json(&json!({"name": "x"})).if_match(2).await;
        assert!(wrong.problem(415, "unsupported_media_type").str("/detail").contains("application/merge-patch+json"));
    }

    async fn a_repeat_gets_the_first_answer_and_another_body_does_not(server: TestServer) {
        let admin = server.role(SysAdmin);
        let first = admin.post("/v1/units").json(&unit("once")).key("key-1").await.expect(201);
        assert_eq!(first.header("idempotency-replayed"), "");
        let again = admin.post("/v1/units").json(&unit("once")).key("key-1").await.expect(201);
        assert_eq!(again.header("idempotency-replayed"), "true");
        assert_eq!((&again.text, again.header("location"), again.header("etag")), (&first.text, first.header("location"), first.header("etag")));
        admin.post("/v1/units").json(&unit("other")).key("key-1").await.problem(422, "key_reused");
        admin.post("/v1/units").json(&unit("once")).key("key-2").await.problem(409, "code_taken");
        admin.post("/v1/units").json(&unit("long")).key(&"k".repeat(256)).await.problem(400, "invalid_header");
        server.clock.advance(chrono::Duration::hours(73));
        admin.post("/v1/units").json(&unit("once")).key("key-1").await.problem(409, "code_taken");
    }

    async fn a_refused_request_may_be_sent_again_with_its_key(server: TestServer) {
        let admin = server.role(SysAdmin);
        admin.post("/v1/units").json(&json!({"code": "late"})).key("key-3").await.problem(422, "invalid");
        admin.post("/v1/units").json(&unit("late")).key("key-3").await.expect(201);
    }

    async fn a_dry_run_checks_everything_and_keeps_nothing(server: TestServer) {
        let admin = server.role(SysAdmin);
        let tried = admin.post("/v1/units?dry_run=true").json(&unit("dry")).key("key-4").await.expect(201);
        assert_eq!(tried.header("dry-run"), "true");
        admin.get(tried.header("location")).await.problem(404, "not_found");
        let made = admin.post("/v1/units").json(&unit("dry")).key("key-4").await.expect(201);
        assert_eq!(made.header("idempotency-replayed"), "");
        admin.post("/v1/units?dry_run=true").json(&unit("dry")).await.problem(409, "code_taken");
    }

    async fn what_is_not_there_is_not_found_whatever_the_id_looks_like(server: TestServer) {
        let admin = server.role(SysAdmin);
        for id in ["019caa55-0000-7000-8000-000000000000", "x", &"9".repeat(200), "%20", "..%2F..%2Fetc"] {
            admin.get(&format!("/v1/units/{id}")).await.problem(404, "not_found");
        }
        admin.put("/v1/calendar/years/soon").json(&json!({})).await.problem(404, "not_found");
    }

    async fn probes_figures_and_pages_answer_without_an_account(server: TestServer) {
        let nobody = server.anonymous();
        assert_eq!(nobody.get("/healthz").await.expect(200).body["status"], "alive");
        assert_eq!(nobody.get("/readyz").await.expect(200).body["status"], "ready");
        let figures = nobody.get("/metrics").await.expect(200).text;
        assert!(figures.contains("yingshang_requests_total{method=\"GET\",route=\"/healthz\",status=\"200\"} 1"), "{figures}");
        assert!(figures.contains("process_resident_memory_bytes"));
        let docs = nobody.get("/docs/").await.expect(200);
        assert!(docs.text.contains("swagger") && !docs.text.contains("https://"), "works without the internet");
        nobody.get("/docs").await.expect(308);
        nobody.get("/docs/swagger-ui-bundle.js").await.expect(200);
        nobody.get("/docs/none.js").await.problem(404, "route_not_found");
        let contract = nobody.get("/openapi.yaml").await.expect(200).text;
        assert!(contract.starts_with("openapi: 3.1.0"));
        assert_eq!(nobody.get("/openapi.json").await.expect(200).body["openapi"], "3.1.0");
    }

    async fn code_lists_are_public_and_may_be_kept(server: TestServer) {
        let lists = server.anonymous().get("/v1/code-lists").await.expect(200);
        assert!(lists.header("cache-control").starts_with("public"));
        let names: Vec<_> = lists.body["items"].as_array().expect("items").iter().map(|list| list["name"].clone()).collect();
        for name in ["roles", "unit-kinds", "complaint-channels"] {
            assert!(names.contains(&json!(name)), "{name}");
            let list = server.anonymous().get(&format!("/v1/code-lists/{name}")).await.expect(200);
            let unchanged = server.anonymous().get(&format!("/v1/code-lists/{name}")).header("If-None-Match", list.header("etag")).await;
            unchanged.expect(304);
        }
        server.anonymous().get("/v1/code-lists/colours").await.problem(404, "not_found");
    }

    async fn the_public_is_told_where_to_call(server: TestServer) {
        let info = server.anonymous().get("/v1/public/service-info").await.expect(200);
        assert_eq!((info.str("/complaint_hotline"), info.str("/basis/0/obligation")), ("12333", "TS-7.1"));
    }

    async fn no_operation_lets_a_stranger_in(server: TestServer) {
        use yingshang_api::gate::Access;
        let mut checked = 0;
        for operation in yingshang_api::routes::operations() {
            if matches!(operation.access, Access::Open | Access::Complainant) {
                continue;
            }
            let (method, path) = (yingshang_api::routes::method_of(&operation.method), filled(&operation.path));
            let method: reqwest::Method = method.as_str().parse().expect("a method");
            for client in [server.anonymous(), server.anonymous().with_token("made.up.token")] {
                let refused = client.call(method.clone(), &path).await;
                assert_eq!(refused.status, 401, "{} lets strangers in: {}", operation.id, refused.text);
                assert!(refused.header("www-authenticate").starts_with("Bearer"), "{}", operation.id);
            }
            checked += 1;
        }
        assert!(checked > 25);
    }

    async fn no_operation_lets_a_role_in_that_lacks_the_permission(server: TestServer) {
        use yingshang_api::gate::Access;
        for operation in yingshang_api::routes::operations() {
            let Access::Permission { name, roles, .. } = operation.access else { continue };
            let method = yingshang_api::routes::method_of(&operation.method).as_str().parse().expect("a method");
            let Some(outsider) = yingshang_rules::Role::ALL.iter().find(|role| !roles.contains(role)) else { continue };
            let refused = server.role(*outsider).call(method, &filled(&operation.path)).await.problem(403, "permission_denied");
            assert!(refused.str("/detail").contains(name), "{}", operation.id);
        }
    }

    async fn every_operation_without_an_account_is_meant_to_be_so(server: TestServer) {
        // This list may only grow on purpose: what is in it anyone on the network can call.
        let meant = [
            "issue_token", "refresh_token", "get_jwks", "get_service_info", "list_code_lists", "get_code_list",
            "list_problem_types", "get_problem_type", "submit_complaint", "list_public_service_items",
            "get_public_service_item", "submit_evaluation", "look_up_evaluation", "receive_sms",
        ];
        drop(server);
        for operation in yingshang_api::routes::operations() {
            let open = operation.access == yingshang_api::gate::Access::Open;
            assert_eq!(open, meant.contains(&&*operation.id), "{}", operation.id);
        }
    }

    async fn an_auditor_reads_no_case(server: TestServer) {
        server.role(Auditor).get("/v1/complaints").await.problem(403, "permission_denied");
        server.role(AcceptanceOfficer).get("/v1/complaints").await.expect(200);
    }
}

/// A path with something in place of its variables.
fn filled(path: &str) -> String {
    let parts = path.split('/').map(|part| if part.starts_with('{') { "2026" } else { part });
    parts.collect::<Vec<_>>().join("/")
}

#[test]
fn tries_without_an_account_are_limited() {
    let options = Options { public_calls_per_minute: 3, ..Options::default() };
    run_with(yingshang_testkit::Engine::Sqlite, options, |server| async move {
        let login = json!({"username": "nobody", "password": "Wrong-1234567"});
        for _ in 0..3 {
            server.anonymous().post("/v1/auth/token").json(&login).await.problem(401, "login_failed");
        }
        let limited = server.anonymous().post("/v1/auth/token").json(&login).await.problem(429, "too_many_requests");
        let wait: u32 = limited.header("retry-after").parse().expect("seconds");
        assert!((1..=60).contains(&wait));
        server.anonymous().get("/v1/code-lists").await.expect(200);
    });
}
