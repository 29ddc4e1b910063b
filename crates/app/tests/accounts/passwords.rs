//! Changing and resetting passwords.

use std::sync::Arc;

use yingshang_app::account::{
    ChangePasswordRequest, NewPassword, change_password, ensure_first_administrator, get_user, reset_password,
};
use yingshang_app::{AppError, Caller, Expected, Principal};
use yingshang_rules::Role;

use crate::bed::{Bed, PASSWORD, code};

on_both_engines!(
    a_new_password_replaces_the_old_one_and_ends_the_other_sessions,
    the_first_login_leads_to_a_password_of_ones_own,
    guessing_the_old_password_locks_as_a_login_does,
    a_weak_password_is_refused_with_every_reason,
    a_reset_gives_a_one_time_password_and_ends_all_sessions,
);

const NEW: &str = "Battery-staple-2";

async fn change(bed: &Bed, principal: &Principal, old: &str, new: &str) -> Result<(), AppError> {
    let request = ChangePasswordRequest { old_password: old.to_owned(), new_password: new.to_owned() };
    change_password(&bed.app, principal, request, "test").await
}

async fn a_new_password_replaces_the_old_one_and_ends_the_other_sessions(bed: Arc<Bed>) {
    let user = bed.user("handler01", &[Role::Handler]).await;
    let here = bed.login("handler01", PASSWORD).await.unwrap();
    let there = bed.login("handler01", PASSWORD).await.unwrap();
    let principal = bed.authenticate(&here).await.unwrap();
    bed.authenticate(&there).await.unwrap();
    change(&bed, &principal, PASSWORD, NEW).await.unwrap();

    assert!(bed.authenticate(&here).await.is_ok());
    assert_eq!(code(bed.authenticate(&there).await), "session_ended");
    assert_eq!(code(bed.login("handler01", PASSWORD).await), "login_failed");
    bed.login("handler01", NEW).await.unwrap();
    let log = bed.events("user", &user.id).await;
    assert!(log.iter().any(|event| event.kind == "password_changed" && event.actor_id.as_ref() == Some(&user.id)));
    assert!(log.iter().all(|event| !event.payload.contains(NEW) && !event.payload.contains("argon2")));
}

async fn the_first_login_leads_to_a_password_of_ones_own(bed: Arc<Bed>) {
    let first = ensure_first_administrator(&bed.app).await.unwrap().unwrap();
    let tokens = bed.login(first.username, &first.one_time_password).await.unwrap();
    let principal = bed.authenticate(&tokens).await.unwrap();
    assert_eq!(
        code(change(&bed, &principal, &first.one_time_password, &first.one_time_password).await),
        "/new_password password_unchanged"
    );
    change(&bed, &principal, &first.one_time_password, NEW).await.unwrap();
    // The token that is out already may do everything now.
    assert!(!bed.authenticate(&tokens).await.unwrap().must_change_password);
    assert!(!bed.login(first.username, NEW).await.unwrap().must_change_password);
}

async fn guessing_the_old_password_locks_as_a_login_does(bed: Arc<Bed>) {
    bed.user("handler01", &[Role::Handler]).await;
    let tokens = bed.login("handler01", PASSWORD).await.unwrap();
    let principal = bed.authenticate(&tokens).await.unwrap();
    for _ in 0..5 {
        assert_eq!(code(change(&bed, &principal, "Wrong-horse-1", NEW).await), "/old_password wrong_password");
    }
    assert_eq!(code(change(&bed, &principal, PASSWORD, NEW).await), "/old_password wrong_password");
    assert_eq!(code(bed.login("handler01", PASSWORD).await), "login_failed");
}

async fn a_weak_password_is_refused_with_every_reason(bed: Arc<Bed>) {
    bed.user("handler01", &[Role::Handler]).await;
    let tokens = bed.login("handler01", PASSWORD).await.unwrap();
    let principal = bed.authenticate(&tokens).await.unwrap();
    let expected = "/new_password password_too_short, /new_password password_too_simple, \
                    /new_password password_contains_username";
    assert_eq!(code(change(&bed, &principal, PASSWORD, "handler01").await), expected);
    let chosen = NewPassword::chosen(&bed.app, "handler01", "handler01").await;
    assert!(code(chosen).contains("/password password_too_short"));
    bed.login("handler01", PASSWORD).await.unwrap();
}

async fn a_reset_gives_a_one_time_password_and_ends_all_sessions(bed: Arc<Bed>) {
    let security = bed.caller("security", &[Role::SecAdmin]).await;
    let user = bed.user("handler01", &[Role::Handler]).await;
    let tokens = bed.login("handler01", PASSWORD).await.unwrap();
    bed.authenticate(&tokens).await.unwrap();
    for _ in 0..5 {
        let _ = bed.login("handler01", "Wrong-horse-1").await;
    }
    let password = NewPassword::one_time(&bed.app).await.unwrap();
    assert!(!format!("{password:?}").contains("argon2"));
    let (id, by) = (user.id.clone(), security.clone());
    let (stale, again) = (password.clone(), user.id.clone());
    assert_eq!(
        code(bed.write(&by, move |tx| reset_password(tx, &again, Expected::Version(1), &stale)).await),
        "stale, now 2"
    );
    let reset = bed.write(&security, move |tx| reset_password(tx, &id, Expected::Version(2), &password)).await.unwrap();
    let one_time = reset.one_time_password.clone().unwrap();
    assert!(reset.user.must_change_password && reset.user.locked_until_at.is_none());
    assert!(!format!("{reset:?}").contains(&one_time));

    assert_eq!(code(bed.authenticate(&tokens).await), "session_ended");
    assert_eq!(code(bed.login("handler01", PASSWORD).await), "login_failed");
    assert!(bed.login("handler01", &one_time).await.unwrap().must_change_password);
    let log = bed.events("user", &user.id).await;
    assert!(log.iter().all(|event| !event.payload.contains(&one_time)));

    let own = security.user_id().unwrap().to_owned();
    let password = NewPassword::one_time(&bed.app).await.unwrap();
    let refused = bed.write(&security, move |tx| reset_password(tx, &own, Expected::Any, &password)).await;
    assert_eq!(code(refused), "own_password");
    let missing = bed.read(|read| get_user(read, "no such account")).await;
    assert_eq!(code(missing), "not_found");
    assert_eq!(Caller::System.user_id(), None);
}
