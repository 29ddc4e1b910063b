//! Refresh, reuse, limits, logout.

use std::sync::Arc;

use chrono::Duration;
use yingshang_app::account::{PatchUserRequest, RefreshRequest, logout, patch_user, refresh, revoke_sessions};
use yingshang_app::{Caller, Expected};
use yingshang_rules::Role;
use yingshang_store::schema::refresh_tokens;
use yingshang_store::{diesel, on_engine};

use crate::bed::{Bed, PASSWORD, code};

on_both_engines!(
    a_refresh_gives_new_tokens_and_the_old_one_is_spent,
    a_second_use_ends_the_session_and_no_other,
    an_idle_session_ends_after_half_an_hour,
    no_session_outlives_twelve_hours,
    logging_out_ends_this_session_only,
    revoking_and_disabling_end_every_session,
    only_a_hash_of_the_refresh_token_is_stored,
);

async fn a_refresh_gives_new_tokens_and_the_old_one_is_spent(bed: Arc<Bed>) {
    bed.user("handler01", &[Role::Handler]).await;
    let mut tokens = bed.login("handler01", PASSWORD).await.unwrap();
    let session = bed.authenticate(&tokens).await.unwrap().session_id;
    for _ in 0..3 {
        bed.clock.pass(Duration::minutes(14));
        let next = bed.refresh(&tokens).await.unwrap();
        assert_ne!(next.refresh_token, tokens.refresh_token);
        assert_ne!(next.access_token, tokens.access_token);
        assert_eq!(bed.authenticate(&next).await.unwrap().session_id, session);
        tokens = next;
    }
    let request = RefreshRequest { refresh_token: "no such token".to_owned() };
    assert_eq!(code(refresh(&bed.app, request, "test").await), "refresh_refused");
}

async fn a_second_use_ends_the_session_and_no_other(bed: Arc<Bed>) {
    bed.user("handler01", &[Role::Handler]).await;
    let other = bed.login("handler01", PASSWORD).await.unwrap();
    let stolen = bed.login("handler01", PASSWORD).await.unwrap();
    let next = bed.refresh(&stolen).await.unwrap();
    let session = bed.authenticate(&next).await.unwrap().session_id;

    assert_eq!(code(bed.refresh(&stolen).await), "refresh_refused");
    assert_eq!(code(bed.authenticate(&next).await), "session_ended");
    assert_eq!(code(bed.refresh(&next).await), "refresh_refused");
    assert_eq!(bed.kinds("session", &session).await, ["refresh_token_reused"]);
    assert!(bed.authenticate(&other).await.is_ok());
}

async fn an_idle_session_ends_after_half_an_hour(bed: Arc<Bed>) {
    bed.user("handler01", &[Role::Handler]).await;
    let tokens = bed.login("handler01", PASSWORD).await.unwrap();
    bed.clock.pass(Duration::minutes(30) - Duration::milliseconds(1));
    let tokens = bed.refresh(&tokens).await.unwrap();
    bed.clock.pass(Duration::minutes(30));
    assert_eq!(code(bed.authenticate(&tokens).await), "token_expired");
    assert_eq!(code(bed.refresh(&tokens).await), "refresh_refused");
}

async fn no_session_outlives_twelve_hours(bed: Arc<Bed>) {
    bed.user("handler01", &[Role::Handler]).await;
    let mut tokens = bed.login("handler01", PASSWORD).await.unwrap();
    for _ in 0..35 {
        bed.clock.pass(Duration::minutes(20));
        tokens = bed.refresh(&tokens).await.unwrap();
    }
    // 11 h 40 min; the limit cuts what is given out.
    bed.clock.pass(Duration::minutes(10));
    tokens = bed.refresh(&tokens).await.unwrap();
    assert_eq!((tokens.expires_in, tokens.refresh_expires_in), (600, 600));
    bed.clock.pass(Duration::minutes(10));
    assert_eq!(code(bed.authenticate(&tokens).await), "token_expired");
    assert_eq!(code(bed.refresh(&tokens).await), "refresh_refused");
}

async fn logging_out_ends_this_session_only(bed: Arc<Bed>) {
    bed.user("handler01", &[Role::Handler]).await;
    let here = bed.login("handler01", PASSWORD).await.unwrap();
    let there = bed.login("handler01", PASSWORD).await.unwrap();
    let principal = bed.authenticate(&here).await.unwrap();
    let session = principal.session_id.clone();
    let caller = Caller::Staff(principal);
    for _ in 0..2 {
        bed.write(&caller, logout).await.unwrap();
    }
    assert_eq!(code(bed.authenticate(&here).await), "session_ended");
    assert_eq!(code(bed.refresh(&here).await), "refresh_refused");
    assert!(bed.authenticate(&there).await.is_ok());
    assert_eq!(bed.kinds("session", &session).await, ["logged_out"]);
}

async fn revoking_and_disabling_end_every_session(bed: Arc<Bed>) {
    let security = bed.caller("security", &[Role::SecAdmin]).await;
    let user = bed.user("handler01", &[Role::Handler]).await;
    let first = bed.login("handler01", PASSWORD).await.unwrap();
    let second = bed.login("handler01", PASSWORD).await.unwrap();
    let id = user.id.clone();
    assert_eq!(bed.write(&security, move |tx| revoke_sessions(tx, &id)).await.unwrap().revoked, 2);
    for tokens in [&first, &second] {
        assert_eq!(code(bed.authenticate(tokens).await), "session_ended");
    }

    let third = bed.login("handler01", PASSWORD).await.unwrap();
    bed.authenticate(&third).await.unwrap();
    for active in [false, true] {
        let body = PatchUserRequest { active: Some(active), ..PatchUserRequest::default() };
        let id = user.id.clone();
        bed.write(&Caller::System, move |tx| patch_user(tx, &id, Expected::Any, body)).await.unwrap();
        // Enabling the account again brings no old session back.
        assert_eq!(code(bed.authenticate(&third).await), "session_ended");
        assert_eq!(code(bed.refresh(&third).await), "refresh_refused");
    }
}

async fn only_a_hash_of_the_refresh_token_is_stored(bed: Arc<Bed>) {
    use diesel::prelude::*;
    bed.user("handler01", &[Role::Handler]).await;
    let tokens = bed.login("handler01", PASSWORD).await.unwrap();
    let stored: Vec<String> = bed
        .read(|read| {
            let conn = &mut *read.conn;
            let rows = on_engine!(conn, refresh_tokens::table.select(refresh_tokens::token_hash).load(conn));
            Ok(rows.map_err(yingshang_store::StoreError::from)?)
        })
        .await
        .unwrap();
    assert_eq!(stored.len(), 1);
    assert!(stored[0].len() == 64 && !stored[0].contains(&tokens.refresh_token));
}
