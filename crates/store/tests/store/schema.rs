//! Migrations.

use crate::bed::Bed;
use crate::rows::{complaint, unit};
use diesel::prelude::*;
use diesel_migrations::{FileBasedMigrations, MigrationHarness};
use yingshang_store::complaint::{self, ComplaintRow};
use yingshang_store::staff::{self, StaffRow};
use yingshang_store::unit::{self as units, UnitRow};
use yingshang_store::{Conn, Engine, Store, StoreConfig, StoreError, on_engine};

on_both_engines!(
    up_down_up_leaves_the_same_schema,
    nothing_is_pending_after_migrating,
    the_service_side_comes_and_goes_around_the_rows_of_the_foundation,
);

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

    assert_eq!(Store::revert_all(&bed.url).unwrap(), ["0005", "0004", "0003", "0002", "0001"]);
    let down = schema(&bed).await;
    assert!(down.iter().all(|line| line.contains("__diesel_schema_migrations")), "left behind: {down:?}");

    assert_eq!(Store::migrate(&bed.url).unwrap(), ["0001", "0002", "0003", "0004", "0005"]);
    assert_eq!(schema(&bed).await, up);
}

async fn nothing_is_pending_after_migrating(bed: Bed) {
    assert_eq!(Store::pending_migrations(&bed.url).unwrap(), Vec::<String>::new());
    assert_eq!(Store::migrate(&bed.url).unwrap(), Vec::<String>::new());
    bed.store.close();
    Store::revert_all(&bed.url).unwrap();
    assert_eq!(
        Store::pending_migrations(&bed.url).unwrap(),
        ["0001_foundation", "0002_service_side", "0003_evaluations", "0004_surveys_sms", "0005_assessments"]
    );
}

/// Undoes the newest migration alone, as an operator who goes back one release does.
fn revert_last(bed: &Bed) -> String {
    let folder = |name: &str| {
        FileBasedMigrations::from_path(format!("{}/../../migrations/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
    };
    match bed.url.strip_prefix("sqlite:") {
        Some(path) => {
            let mut conn = SqliteConnection::establish(&format!("file:{}", path.replace('#', "%23"))).unwrap();
            diesel::sql_query("PRAGMA foreign_keys = ON").execute(&mut conn).unwrap();
            conn.revert_last_migration(folder("sqlite")).unwrap().to_string()
        }
        None => {
            let mut conn = PgConnection::establish(&bed.url).unwrap();
            conn.revert_last_migration(folder("postgres")).unwrap().to_string()
        }
    }
}

async fn the_service_side_comes_and_goes_around_the_rows_of_the_foundation(bed: Bed) {
    let handled = ComplaintRow { handling_unit_id: Some("hall".to_owned()), ..complaint(1) };
    let written = handled.clone();
    bed.write(move |conn| {
        units::insert(conn, &unit("hall"))?;
        staff::insert(conn, &staff("leader"))?;
        units::update(conn, &UnitRow { leader_in_charge_id: Some("leader".to_owned()), ..unit("hall") }, 1)?;
        complaint::insert(conn, &written)
    })
    .await
    .unwrap();
    let nobody = UnitRow { leader_in_charge_id: Some("nobody".to_owned()), ..unit("other") };
    assert!(bed.write(move |conn| units::insert(conn, &nobody)).await.is_err());
    bed.store.close();

    for version in ["0005", "0004", "0003", "0002"] {
        assert_eq!(revert_last(&bed), version);
    }
    let down = schema(&bed).await;
    for gone in ["evaluation_", "service_", "findings", "document_templates", "leader_in_charge_id"] {
        assert!(!down.iter().any(|line| line.contains(gone)), "{gone} is left in {down:?}");
    }

    assert_eq!(Store::migrate(&bed.url).unwrap(), ["0002", "0003", "0004", "0005"]);
    let store = Store::open(&StoreConfig { url: bed.url.clone(), read_threads: 1, queue: 4 }).unwrap();
    let unit_after = store.read(|conn| units::get(conn, "hall")).await.unwrap();
    let complaint_after = store.read(|conn| complaint::get(conn, "c-000001")).await.unwrap();
    store.close();
    assert_eq!(unit_after, Some(UnitRow { version: 2, ..unit("hall") }));
    assert_eq!(complaint_after, Some(handled));
}

fn staff(id: &str) -> StaffRow {
    StaffRow {
        id: id.to_owned(),
        unit_id: "hall".to_owned(),
        window_id: None,
        name: "测试丁".to_owned(),
        position: None,
        post_kind: "leader".to_owned(),
        active: true,
        source_system: None,
        external_ref: None,
        version: 1,
        created_at: crate::rows::at(0),
        updated_at: crate::rows::at(0),
    }
}
