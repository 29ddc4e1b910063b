//! Every change acts on tokens that are still out, although principals are remembered.

use std::sync::Arc;

use chrono::Duration;
use yingshang_app::account::{PatchUserRequest, TokenView, authenticate, patch_user};
use yingshang_app::{Caller, Expected};
use yingshang_rules::Role;
use yingshang_store::{Engine, user};

use crate::bed::{Bed, PASSWORD, code};

on_both_engines!(
    a_changed_role_acts_on_the_next_request,
    a_change_that_is_not_committed_yet_is_not_remembered_as_the_old_state,
    a_disabled_account_is_refused_even_with_a_live_session,
    principals_are_remembered_on_sqlite_only,
    a_token_of_another_session_owner_is_refused,
);

async fn roles(bed: &Bed, tokens: &TokenView) -> Vec<Role> {
    bed.authenticate(tokens).await.unwrap().staff.roles
}

fn new_roles(roles: &[Role]) -> PatchUserRequest {
    PatchUserRequest { roles: Some(roles.to_vec()), ..PatchUserRequest::default() }
}

async fn a_changed_role_acts_on_the_next_request(bed: Arc<Bed>) {
    let user = bed.user("handler01", &[Role::Handler]).await;
    let tokens = bed.login("handler01", PASSWORD).await.unwrap();
    for wanted in [Role::UnitLeader, Role::WindowClerk, Role::Handler] {
        // The principal is known, whether or not the last change has settled.
        roles(&bed, &tokens).await;
        let id = user.id.clone();
        bed.write(&Caller::System, move |tx| patch_user(tx, &id, Expected::Any, new_roles(&[wanted]))).await.unwrap();
        assert_eq!(roles(&bed, &tokens).await, [wanted]);
        bed.clock.pass(Duration::minutes(2));
    }
}

async fn a_change_that_is_not_committed_yet_is_not_remembered_as_the_old_state(bed: Arc<Bed>) {
    let user = bed.user("handler01", &[Role::Handler]).await;
    let tokens = bed.login("handler01", PASSWORD).await.unwrap();
    roles(&bed, &tokens).await;
    let (app, token) = (bed.app.clone(), tokens.access_token.clone());
    bed.write(&Caller::System, move |tx| {
        patch_user(tx, &user.id, Expected::Any, new_roles(&[Role::UnitLeader]))?;
        // A request comes in after the change was made and before it is committed.
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        assert_eq!(runtime.block_on(authenticate(&app, &token)).unwrap().staff.roles, [Role::Handler]);
        Ok(())
    })
    .await
    .unwrap();
    // Nobody asks until the change has settled: neither what was known before nor what was read in between comes back.
    bed.clock.pass(Duration::minutes(2));
    assert_eq!(roles(&bed, &tokens).await, [Role::UnitLeader]);
}

async fn a_disabled_account_is_refused_even_with_a_live_session(bed: Arc<Bed>) {
    let user = bed.user("handler01", &[Role::Handler]).await;
    let tokens = bed.login("handler01", PASSWORD).await.unwrap();
    // Disabling ends the sessions as well; here only the account is changed.
    bed.write(&Caller::System, move |tx| {
        let mut row = user::get(tx.conn, &user.id)?.unwrap();
        row.active = false;
        Ok(user::update(tx.conn, &row, row.version)?)
    })
    .await
    .unwrap();
    assert_eq!(code(bed.authenticate(&tokens).await), "session_ended");
    assert_eq!(code(bed.refresh(&tokens).await), "refresh_refused");
}

async fn principals_are_remembered_on_sqlite_only(bed: Arc<Bed>) {
    let user = bed.user("handler01", &[Role::Handler]).await;
    let tokens = bed.login("handler01", PASSWORD).await.unwrap();
    roles(&bed, &tokens).await;
    // Behind the application's back, as another instance on the same database would.
    bed.write(&Caller::System, move |tx| {
        let mut row = user::get(tx.conn, &user.id)?.unwrap();
        row.roles = r#"["unit_leader"]"#.to_owned();
        Ok(user::update(tx.conn, &row, row.version)?)
    })
    .await
    .unwrap();
    let expected = match bed.app.store.engine() {
        Engine::Sqlite => Role::Handler,
        Engine::Postgres => Role::UnitLeader,
    };
    assert_eq!(roles(&bed, &tokens).await, [expected]);
}

async fn a_token_of_another_session_owner_is_refused(bed: Arc<Bed>) {
    use yingshang_app::token::Claims;
    let user = bed.user("handler01", &[Role::Handler]).await;
    let tokens = bed.login("handler01", PASSWORD).await.unwrap();
    let session = bed.authenticate(&tokens).await.unwrap().session_id;
    let other = bed.user("handler02", &[Role::Handler]).await;
    for (user_id, session_id) in [(&other.id, session.as_str()), (&user.id, "no such session")] {
        let claims = Claims::new(user_id, session_id, "t".to_owned(), bed.app.now(), 900);
        let token = bed.app.keys.token.sign(&claims).unwrap();
        assert_eq!(code(authenticate(&bed.app, &token).await), "session_ended");
    }
    assert_eq!(code(authenticate(&bed.app, "no token").await), "token_invalid");
}
