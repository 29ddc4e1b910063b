//! Logging in, failing to, and the lock.

use std::sync::Arc;

use chrono::Duration;
use yingshang_app::account::{PatchUserRequest, authenticate, ensure_first_administrator, patch_user, unlock_user};
use yingshang_app::{AppError, Caller, Expected};
use yingshang_rules::Role;

use crate::bed::{Bed, PASSWORD, code};

on_both_engines!(
    the_first_start_makes_one_administrator_who_must_change_the_password,
    a_login_names_the_person_and_is_on_record,
    five_wrong_passwords_lock_the_account_for_a_quarter_of_an_hour,
    a_right_password_starts_the_count_again,
    every_refusal_looks_the_same,
    an_administrator_unlocks_before_the_time,
);

async fn the_first_start_makes_one_administrator_who_must_change_the_password(bed: Arc<Bed>) {
    let first = ensure_first_administrator(&bed.app).await.unwrap().unwrap();
    assert!(ensure_first_administrator(&bed.app).await.unwrap().is_none());
    let tokens = bed.login(first.username, &first.one_time_password).await.unwrap();
    assert!(tokens.must_change_password);
    let principal = bed.authenticate(&tokens).await.unwrap();
    assert!(principal.must_change_password);
    assert_eq!(principal.staff.roles, [Role::SysAdmin]);
}

async fn a_login_names_the_person_and_is_on_record(bed: Arc<Bed>) {
    let user = bed.user("handler01", &[Role::Handler]).await;
    let tokens = bed.login(" Handler01 ", PASSWORD).await.unwrap();
    assert_eq!((tokens.token_type, tokens.expires_in, tokens.refresh_expires_in), ("Bearer", 900, 1800));
    assert!(!tokens.must_change_password);
    let principal = authenticate(&bed.app, &tokens.access_token).await.unwrap();
    assert_eq!((principal.staff.user_id.as_str(), principal.username.as_str()), (user.id.as_str(), "handler01"));

    let events = bed.events("user", &user.id).await;
    let login = events.last().unwrap();
    assert_eq!((login.kind.as_str(), login.actor_kind.as_str()), ("logged_in", "staff"));
    assert_eq!(login.actor_id.as_deref(), Some(user.id.as_str()));
    assert!(login.payload.contains(&principal.session_id));
    let log: String = events.iter().map(|event| event.payload.clone()).collect();
    for secret in [PASSWORD, &tokens.access_token, &tokens.refresh_token, "10.0.0.7", "argon2"] {
        assert!(!log.contains(secret), "{secret}");
    }
}

async fn five_wrong_passwords_lock_the_account_for_a_quarter_of_an_hour(bed: Arc<Bed>) {
    let user = bed.user("handler01", &[Role::Handler]).await;
    let before = bed.login("handler01", PASSWORD).await.unwrap();
    for _ in 0..5 {
        assert_eq!(code(bed.login("handler01", "Wrong-horse-1").await), "login_failed");
    }
    assert_eq!(code(bed.login("handler01", PASSWORD).await), "login_failed");
    // A stranger who guesses does not throw out the person at work.
    assert!(bed.authenticate(&before).await.is_ok());
    bed.clock.pass(Duration::minutes(15) - Duration::milliseconds(1));
    assert_eq!(code(bed.login("handler01", PASSWORD).await), "login_failed");
    bed.clock.pass(Duration::milliseconds(1));
    bed.login("handler01", PASSWORD).await.unwrap();
    let expected =
        [&["created", "logged_in"][..], &["login_refused"; 5], &["locked"], &["login_refused"; 2], &["logged_in"]];
    assert_eq!(bed.kinds("user", &user.id).await, expected.concat());
}

async fn a_right_password_starts_the_count_again(bed: Arc<Bed>) {
    bed.user("handler01", &[Role::Handler]).await;
    for _ in 0..3 {
        for _ in 0..4 {
            assert_eq!(code(bed.login("handler01", "Wrong-horse-1").await), "login_failed");
        }
        bed.login("handler01", PASSWORD).await.unwrap();
    }
}

async fn every_refusal_looks_the_same(bed: Arc<Bed>) {
    let disabled = bed.user("handler01", &[Role::Handler]).await;
    let body = PatchUserRequest { active: Some(false), ..PatchUserRequest::default() };
    let id = disabled.id.clone();
    bed.write(&Caller::System, move |tx| patch_user(tx, &id, Expected::Any, body)).await.unwrap();
    bed.user("handler02", &[Role::Handler]).await;

    let mut texts = Vec::new();
    for (username, password) in [("handler01", PASSWORD), ("handler02", "Wrong-horse-1"), ("nobody", PASSWORD)] {
        match bed.login(username, password).await {
            Err(AppError::Unauthenticated { code, detail }) => texts.push((code, detail)),
            _ => panic!("{username} was not refused"),
        }
    }
    texts.dedup();
    assert_eq!(texts.len(), 1);
    let unknown = bed.events("login", "unknown_user").await;
    assert_eq!(unknown.len(), 1);
    assert!(!unknown[0].payload.contains("nobody") && unknown[0].payload.contains("unknown_user"));
    assert_eq!(bed.kinds("user", &disabled.id).await, ["created", "changed", "login_refused"]);
}

async fn an_administrator_unlocks_before_the_time(bed: Arc<Bed>) {
    let security = bed.caller("security", &[Role::SecAdmin]).await;
    let user = bed.user("handler01", &[Role::Handler]).await;
    for _ in 0..5 {
        let _ = bed.login("handler01", "Wrong-horse-1").await;
    }
    let id = user.id.clone();
    let locked = bed.read(move |read| yingshang_app::account::get_user(read, &id)).await.unwrap();
    assert_eq!(locked.locked_until_at, Some(bed.app.now().plus(Duration::minutes(15))));
    // Guessing alone leaves the version; the lock is a change that shows.
    assert_eq!(locked.version, 2);
    let id = user.id.clone();
    let unlocked = bed.write(&security, move |tx| unlock_user(tx, &id, Expected::Version(2))).await.unwrap();
    assert_eq!((unlocked.locked_until_at, unlocked.version), (None, 3));
    bed.login("handler01", PASSWORD).await.unwrap();
}
