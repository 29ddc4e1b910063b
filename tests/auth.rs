//! Logging in: tokens, locks, passwords, and changes that act on live tokens at once.

use chrono::Duration;
use serde_json::json;
use yingshang_rules::Role::{SecAdmin, SysAdmin};
use yingshang_testkit::{PASSWORD, Reply, TestServer, both_engines};

async fn login(server: &TestServer, username: &str, password: &str) -> Reply {
    server.anonymous().post("/v1/auth/token").json(&json!({"username": username, "password": password})).await
}

async fn refresh(server: &TestServer, token: &str) -> Reply {
    server.anonymous().post("/v1/auth/refresh").json(&json!({"refresh_token": token})).await
}

async fn me(server: &TestServer, access_token: &str) -> Reply {
    server.anonymous().with_token(access_token).get("/v1/auth/me").await
}

/// Id and version of an account.
async fn account(server: &TestServer, username: &str) -> (String, i64) {
    let users = server.role(SysAdmin).get("/v1/users?limit=200").await.expect(200);
    let user = users.body["items"].as_array().expect("items").iter().find(|user| user["username"] == username);
    let user = user.unwrap_or_else(|| panic!("no account {username}"));
    (user["id"].as_str().expect("an id").to_owned(), user["version"].as_i64().expect("a version"))
}

both_engines! {
    async fn a_login_gives_tokens_and_says_who_one_is(server: TestServer) {
        let tokens = login(&server, "handler", PASSWORD).await.expect(200);
        assert_eq!((tokens.str("/token_type"), &tokens.body["expires_in"]), ("Bearer", &json!(900)));
        assert_eq!(tokens.header("cache-control"), "no-store");
        let me = me(&server, tokens.str("/access_token")).await.expect(200);
        assert_eq!((me.str("/username"), &me.body["roles"]), ("handler", &json!(["handler"])));
        assert!(me.body["permissions"].as_array().expect("permissions").contains(&json!("investigate")));
    }

    async fn a_wrong_password_and_an_unknown_name_look_alike(server: TestServer) {
        let wrong = login(&server, "handler", "Wrong-1234567").await.problem(401, "login_failed");
        let unknown = login(&server, "nobody", "Wrong-1234567").await.problem(401, "login_failed");
        assert_eq!(wrong.str("/detail"), unknown.str("/detail"));
        assert!(!wrong.text.contains("handler"));
    }

    async fn five_wrong_passwords_lock_an_account_for_a_while(server: TestServer) {
        for _ in 0..5 {
            login(&server, "handler", "Wrong-1234567").await.problem(401, "login_failed");
        }
        login(&server, "handler", PASSWORD).await.problem(401, "login_failed");
        server.clock.advance(Duration::minutes(14));
        login(&server, "handler", PASSWORD).await.problem(401, "login_failed");
        server.clock.advance(Duration::minutes(2));
        login(&server, "handler", PASSWORD).await.expect(200);
    }

    async fn the_security_administrator_unlocks(server: TestServer) {
        for _ in 0..5 {
            login(&server, "handler", "Wrong-1234567").await.problem(401, "login_failed");
        }
        let (id, version) = account(&server, "handler").await;
        let path = format!("/v1/users/{id}/unlocking");
        server.role(SysAdmin).post(&path).if_match(version).await.problem(403, "permission_denied");
        let unlocked = server.role(SecAdmin).post(&path).if_match(version).await.expect(200);
        assert_eq!(unlocked.body["locked_until_at"], json!(null));
        login(&server, "handler", PASSWORD).await.expect(200);
    }

    async fn an_access_token_ends_after_fifteen_minutes(server: TestServer) {
        let tokens = login(&server, "handler", PASSWORD).await.expect(200);
        server.clock.advance(Duration::seconds(899));
        me(&server, tokens.str("/access_token")).await.expect(200);
        server.clock.advance(Duration::seconds(2));
        me(&server, tokens.str("/access_token")).await.problem(401, "token_expired");
    }

    async fn a_refresh_token_is_good_once_and_its_reuse_ends_the_session(server: TestServer) {
        let first = login(&server, "handler", PASSWORD).await.expect(200);
        let second = refresh(&server, first.str("/refresh_token")).await.expect(200);
        assert_ne!(first.str("/refresh_token"), second.str("/refresh_token"));
        me(&server, second.str("/access_token")).await.expect(200);
        refresh(&server, first.str("/refresh_token")).await.problem(401, "refresh_refused");
        me(&server, second.str("/access_token")).await.problem(401, "session_ended");
        refresh(&server, second.str("/refresh_token")).await.problem(401, "refresh_refused");
        login(&server, "handler", PASSWORD).await.expect(200);
    }

    async fn an_idle_session_ends_and_so_does_an_old_one(server: TestServer) {
        let idle = login(&server, "handler", PASSWORD).await.expect(200);
        server.clock.advance(Duration::minutes(31));
        refresh(&server, idle.str("/refresh_token")).await.problem(401, "refresh_refused");
        let mut tokens = login(&server, "handler", PASSWORD).await.expect(200);
        for _ in 0..28 {
            server.clock.advance(Duration::minutes(25));
            tokens = refresh(&server, tokens.str("/refresh_token")).await.expect(200);
        }
        server.clock.advance(Duration::minutes(25));
        refresh(&server, tokens.str("/refresh_token")).await.problem(401, "refresh_refused");
    }

    async fn logging_out_ends_the_session_at_once(server: TestServer) {
        let tokens = login(&server, "handler", PASSWORD).await.expect(200);
        let client = server.anonymous().with_token(tokens.str("/access_token"));
        client.post("/v1/auth/logout").await.expect(204);
        client.get("/v1/auth/me").await.problem(401, "session_ended");
        refresh(&server, tokens.str("/refresh_token")).await.problem(401, "refresh_refused");
    }

    async fn a_changed_role_acts_on_live_tokens(server: TestServer) {
        let tokens = login(&server, "handler", PASSWORD).await.expect(200);
        let handler = server.anonymous().with_token(tokens.str("/access_token"));
        handler.get("/v1/complaints").await.expect(200);
        let (id, version) = account(&server, "handler").await;
        let change = json!({"roles": ["assessment_team"]});
        server.role(SysAdmin).patch(&format!("/v1/users/{id}"), change).if_match(version).await.expect(200);
        handler.get("/v1/complaints").await.problem(403, "permission_denied");
        assert_eq!(handler.get("/v1/auth/me").await.expect(200).body["roles"], json!(["assessment_team"]));
    }

    async fn a_disabled_account_is_out_at_once(server: TestServer) {
        let tokens = login(&server, "handler", PASSWORD).await.expect(200);
        let (id, version) = account(&server, "handler").await;
        server.role(SysAdmin).patch(&format!("/v1/users/{id}"), json!({"active": false})).if_match(version).await.expect(200);
        me(&server, tokens.str("/access_token")).await.problem(401, "session_ended");
        login(&server, "handler", PASSWORD).await.problem(401, "login_failed");
    }

    async fn a_one_time_password_must_be_changed_before_anything_else(server: TestServer) {
        let body = json!({"username": "clerk01", "display_name": "窗口人员", "roles": ["window_clerk"]});
        let made = server.role(SysAdmin).post("/v1/users").json(&body).key("make-clerk").await.expect(201);
        let one_time = made.str("/one_time_password").to_owned();
        let shown = server.role(SysAdmin).get(made.header("location")).await.expect(200);
        assert!(!shown.text.contains(&one_time));
        let tokens = login(&server, "clerk01", &one_time).await.expect(200);
        assert_eq!(tokens.body["must_change_password"], true);
        let clerk = server.anonymous().with_token(tokens.str("/access_token"));
        clerk.get("/v1/complaints").await.problem(403, "password_change_required");
        clerk.get("/v1/auth/me").await.expect(200);
        let change = |new: &str| json!({"old_password": one_time, "new_password": new});
        let weak = clerk.post("/v1/auth/password").json(&change("short")).await.problem(422, "invalid");
        assert!(weak.faults().iter().all(|(place, _)| place == "/new_password"), "{}", weak.text);
        clerk.post("/v1/auth/password").json(&change("Brand-new-2026")).await.expect(204);
        clerk.get("/v1/complaints").await.expect(200);
        login(&server, "clerk01", &one_time).await.problem(401, "login_failed");
        login(&server, "clerk01", "Brand-new-2026").await.expect(200);
    }

    async fn a_new_password_ends_the_other_sessions(server: TestServer) {
        let here = login(&server, "handler", PASSWORD).await.expect(200);
        let there = login(&server, "handler", PASSWORD).await.expect(200);
        let change = json!({"old_password": PASSWORD, "new_password": "Brand-new-2026"});
        let client = server.anonymous().with_token(here.str("/access_token"));
        client.post("/v1/auth/password").json(&json!({"old_password": "Wrong-1234567", "new_password": "Brand-new-2026"})).await.problem(422, "invalid");
        client.post("/v1/auth/password").json(&change).await.expect(204);
        me(&server, here.str("/access_token")).await.expect(200);
        me(&server, there.str("/access_token")).await.problem(401, "session_ended");
    }

    async fn a_reset_password_is_shown_once_and_ends_every_session(server: TestServer) {
        let tokens = login(&server, "handler", PASSWORD).await.expect(200);
        let (id, version) = account(&server, "handler").await;
        let path = format!("/v1/users/{id}/password-reset");
        server.role(SecAdmin).post(&path).await.problem(428, "if_match_required");
        let reset = server.role(SecAdmin).post(&path).if_match(version).key("reset").await.expect(200);
        me(&server, tokens.str("/access_token")).await.problem(401, "session_ended");
        // The password is kept nowhere, not even for a repeat: the second try meets the new version.
        server.role(SecAdmin).post(&path).if_match(version).key("reset").await.problem(412, "stale");
        let again = login(&server, "handler", reset.str("/one_time_password")).await.expect(200);
        assert_eq!(again.body["must_change_password"], true);
    }

    async fn sessions_can_be_ended_by_the_security_administrator(server: TestServer) {
        let tokens = login(&server, "handler", PASSWORD).await.expect(200);
        let (id, _) = account(&server, "handler").await;
        let ended = server.role(SecAdmin).post(&format!("/v1/users/{id}/session-revocation")).await.expect(200);
        assert_eq!(ended.body["revoked"], 1);
        me(&server, tokens.str("/access_token")).await.problem(401, "session_ended");
    }

    async fn administrators_stay_apart_and_nobody_changes_their_own_roles(server: TestServer) {
        let admin = server.role(SysAdmin);
        for roles in [json!(["sys_admin", "handler"]), json!(["auditor", "sec_admin"])] {
            let body = json!({"username": "both", "display_name": "兼任", "roles": roles});
            let refused = admin.post("/v1/users").json(&body).await.problem(422, "invalid");
            assert_eq!(refused.faults(), [("/roles".to_owned(), "incompatible_roles".to_owned())]);
        }
        let (id, version) = account(&server, "sys_admin").await;
        let own = admin.patch(&format!("/v1/users/{id}"), json!({"roles": ["handler"]})).if_match(version).await;
        assert_eq!(own.status, 403, "{}", own.text);
    }

    async fn the_keys_that_check_tokens_are_published(server: TestServer) {
        let keys = server.anonymous().get("/.well-known/jwks.json").await.expect(200);
        assert_eq!((keys.str("/keys/0/alg"), keys.str("/keys/0/crv")), ("EdDSA", "Ed25519"));
        assert!(!keys.text.contains("\"d\""), "no private part");
    }

    async fn a_token_of_another_house_is_refused(server: TestServer) {
        let tokens = login(&server, "handler", PASSWORD).await.expect(200);
        let token = tokens.str("/access_token");
        let (head, _) = token.rsplit_once('.').expect("three parts");
        for forged in [format!("{head}.{}", "A".repeat(86)), token.replacen("ey", "eZ", 1), String::new()] {
            assert_eq!(me(&server, &forged).await.status, 401);
        }
        let basic = server.anonymous().get("/v1/auth/me").header("Authorization", &format!("Basic {token}")).await;
        basic.problem(401, "unauthenticated");
    }
}
