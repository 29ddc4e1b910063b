//! Accounts, sessions, and the chain of refresh tokens.

use crate::bed::Bed;
use crate::rows::{at, unit, user};
use yingshang_store::session::{self, RefreshTokenRow, SessionRow};
use yingshang_store::unit::{self as units, UnitFilter};
use yingshang_store::user::{self as users, UserFilter, UserRow};

on_both_engines!(
    an_account_is_found_by_its_login_name,
    a_session_ends_once,
    a_refresh_token_is_exchanged_once,
    units_are_listed_after_an_id_and_since_an_instant,
);

fn session(id: &str, user_id: &str) -> SessionRow {
    SessionRow {
        id: id.to_owned(),
        user_id: user_id.to_owned(),
        created_at: at(0),
        last_used_at: at(0),
        expires_at: at(60),
        revoked_at: None,
        revoke_reason: None,
    }
}

async fn an_account_is_found_by_its_login_name(bed: Bed) {
    assert!(!bed.read(users::any).await);
    bed.write(|conn| users::insert(conn, &user("zhang"))).await.unwrap();
    assert!(bed.read(users::any).await);
    assert_eq!(bed.read(|conn| users::by_username(conn, "zhang")).await, Some(user("zhang")));
    assert_eq!(bed.read(|conn| users::by_username(conn, "Zhang")).await, None);

    let locked = UserRow { failed_logins: 5, locked_until_at: Some(at(9)), active: false, ..user("zhang") };
    let written = locked.clone();
    assert_eq!(bed.write(move |conn| users::update(conn, &written, 1)).await.unwrap(), 2);
    let inactive = UserFilter { active: Some(false), ..UserFilter::default() };
    let listed = bed.read(move |conn| users::list(conn, &inactive, None, 10)).await;
    assert_eq!(listed, [UserRow { version: 2, ..locked }]);
}

async fn a_session_ends_once(bed: Bed) {
    bed.write(|conn| {
        users::insert(conn, &user("zhang"))?;
        ["s1", "s2", "s3"].iter().try_for_each(|id| session::insert(conn, &session(id, "zhang")))
    })
    .await
    .unwrap();
    let revoke = |id: &'static str, now| bed.write(move |conn| session::revoke(conn, id, at(now), "logout"));
    assert!(revoke("s1", 5).await.unwrap());
    assert!(!revoke("s1", 6).await.unwrap());
    assert!(!revoke("s9", 6).await.unwrap());
    bed.write(|conn| session::touch(conn, "s2", at(7))).await.unwrap();
    let read = bed.read(|conn| session::get(conn, "s1")).await.unwrap();
    assert_eq!((read.revoked_at, read.revoke_reason.as_deref()), (Some(at(5)), Some("logout")));

    let live = |now| bed.read(move |conn| session::live_of_user(conn, "zhang", at(now)));
    let expected = [SessionRow { last_used_at: at(7), ..session("s2", "zhang") }, session("s3", "zhang")];
    assert_eq!(live(59).await, expected);
    assert_eq!(live(60).await, []);
    let all = bed.write(|conn| session::revoke_all_of_user(conn, "zhang", at(8), "password_changed")).await;
    assert_eq!(all.unwrap(), 2);
    assert_eq!(live(59).await, []);
}

async fn a_refresh_token_is_exchanged_once(bed: Bed) {
    let token = RefreshTokenRow {
        token_hash: "secret-hash".to_owned(),
        session_id: "s1".to_owned(),
        issued_at: at(0),
        expires_at: at(60),
        used_at: None,
    };
    assert!(!format!("{token:?}").contains("secret"));
    let written = token.clone();
    bed.write(move |conn| {
        users::insert(conn, &user("zhang"))?;
        session::insert(conn, &session("s1", "zhang"))?;
        session::insert_token(conn, &written)
    })
    .await
    .unwrap();
    assert_eq!(bed.read(|conn| session::token(conn, "secret-hash")).await, Some(token));
    let exchange = || bed.write(|conn| session::use_token(conn, "secret-hash", at(1)));
    let (one, two) = tokio::join!(exchange(), exchange());
    assert!(one.unwrap() ^ two.unwrap());
}

async fn units_are_listed_after_an_id_and_since_an_instant(bed: Bed) {
    bed.write(|conn| {
        for (index, id) in ["u1", "u2", "u3", "u4"].into_iter().enumerate() {
            let parent_id = (index > 0).then(|| "u1".to_owned());
            let updated_at = at(i64::try_from(index).unwrap_or_default());
            units::insert(conn, &units::UnitRow { parent_id, updated_at, ..unit(id) })?;
        }
        Ok(())
    })
    .await
    .unwrap();
    let listed = |filter: UnitFilter, after: Option<&'static str>, limit| {
        let read = bed.read(move |conn| units::list(conn, &filter, after, limit));
        async { read.await.into_iter().map(|row| row.id).collect::<Vec<_>>() }
    };
    assert_eq!(listed(UnitFilter::default(), None, 2).await, ["u1", "u2"]);
    assert_eq!(listed(UnitFilter::default(), Some("u2"), 10).await, ["u3", "u4"]);
    let below = UnitFilter { parent_id: Some("u1".to_owned()), ..UnitFilter::default() };
    assert_eq!(listed(below, None, 10).await, ["u2", "u3", "u4"]);
    let changed = UnitFilter { updated_since: Some(at(2)), ..UnitFilter::default() };
    assert_eq!(listed(changed, None, 10).await, ["u3", "u4"]);
    assert_eq!(bed.read(|conn| units::by_code(conn, "code-u3")).await.unwrap().id, "u3");
}
