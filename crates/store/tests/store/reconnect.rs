//! A server that went away and came back.

use crate::bed::Bed;
use crate::rows::unit;
use diesel::prelude::*;
use yingshang_store::unit::{self as units, UnitRow};
use yingshang_store::{Engine, StoreError};

// Only a server can hang up.
#[test]
fn postgres() {
    crate::bed::run(Engine::Postgres, a_lost_connection_fails_its_callers_and_is_opened_again);
}

async fn a_lost_connection_fails_its_callers_and_is_opened_again(bed: Bed) {
    let mut operator = PgConnection::establish(&bed.url).unwrap();
    diesel::sql_query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
         WHERE datname = current_database() AND pid <> pg_backend_pid()",
    )
    .execute(&mut operator)
    .unwrap();

    let refused = bed.write(|conn| units::insert(conn, &unit("u1"))).await;
    assert!(matches!(refused, Err(StoreError::Unavailable(_))), "{refused:?}");
    bed.write(|conn| units::insert(conn, &unit("u2"))).await.unwrap();

    assert_eq!(get(&bed, "u1").await, None);
    assert_eq!(get(&bed, "u2").await, Some(unit("u2")));
}

/// Each reader finds out for itself, once, and nobody can say which of them answers: so as often as there can be readers to find out.
async fn get(bed: &Bed, id: &'static str) -> Option<UnitRow> {
    for _ in 0..50 {
        match bed.store.read(move |conn| units::get(conn, id)).await {
            Err(StoreError::Unavailable(_)) => {}
            answer => return answer.unwrap(),
        }
    }
    panic!("no reader came back");
}
