//! Migrations.

use crate::bed::Bed;
use diesel::prelude::*;
use yingshang_store::{Conn, Engine, Store, StoreConfig, StoreError, on_engine};

on_both_engines!(up_down_up_leaves_the_same_schema, nothing_is_pending_after_migrating);

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = diesel::sql_types::Text)]
    line: String,
}

fn describe(conn: &mut Conn, engine: Engine) -> Result<Vec<String>, StoreError> {
    let sql = match engine {
        Engine::Sqlite => {
            "SELECT type || ' ' || name || ' ' || coalesce(sql, '') AS line FROM sqlite_master ORDER BY type, name"
        }
        Engine::Postgres => {
            "SELECT line FROM ( \
               SELECT 'column ' || table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || \
                      coalesce(collation_name, '') AS line FROM information_schema.columns WHERE table_schema = 'public' \
               UNION ALL SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public' \
               UNION ALL SELECT 'constraint ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint \
                      WHERE connamespace = 'public'::regnamespace \
             ) AS lines ORDER BY line"
        }
    };
    let lines: Vec<Line> = on_engine!(conn, diesel::sql_query(sql).load(conn))?;
    Ok(lines.into_iter().map(|line| line.line).collect())
}

async fn schema(bed: &Bed) -> Vec<String> {
    let store = Store::open(&StoreConfig { url: bed.url.clone(), read_threads: 1, queue: 4 }).unwrap();
    let engine = store.engine();
    let lines = store.read(move |conn| describe(conn, engine)).await.unwrap();
    store.close();
    lines
}

async fn up_down_up_leaves_the_same_schema(bed: Bed) {
    let up = schema(&bed).await;
    assert!(
        up.iter().any(|line| line.contains("complaints_source_system_external_ref_key") || line.contains("STRICT"))
    );
    bed.store.close();

    assert_eq!(Store::revert_all(&bed.url).unwrap(), ["0001"]);
    let down = schema(&bed).await;
    assert!(down.iter().all(|line| line.contains("__diesel_schema_migrations")), "left behind: {down:?}");

    assert_eq!(Store::migrate(&bed.url).unwrap(), ["0001"]);
    assert_eq!(schema(&bed).await, up);
}

async fn nothing_is_pending_after_migrating(bed: Bed) {
    assert_eq!(Store::pending_migrations(&bed.url).unwrap(), Vec::<String>::new());
    assert_eq!(Store::migrate(&bed.url).unwrap(), Vec::<String>::new());
    bed.store.close();
    Store::revert_all(&bed.url).unwrap();
    assert_eq!(Store::pending_migrations(&bed.url).unwrap(), ["0001_foundation"]);
}
