//! Hands in the database itself, as someone with its password would have them.

use yingshang_store::diesel::prelude::*;
use yingshang_store::diesel::sql_types::{BigInt, Text};
use yingshang_store::{Engine, StoreError, Unit, diesel, on_engine};
use yingshang_testkit::TestServer;

#[derive(QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    table_name: String,
    #[diesel(sql_type = Text)]
    column_name: String,
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

const SQLITE_COLUMNS: &str = "SELECT m.name AS table_name, c.name AS column_name FROM sqlite_master m \
    JOIN pragma_table_info(m.name) c WHERE m.type = 'table' ORDER BY 1, 2";
const POSTGRES_COLUMNS: &str = "SELECT table_name::text, column_name::text FROM information_schema.columns \
    WHERE table_schema = current_schema() ORDER BY 1, 2";

/// The tables that hold `text` in any column.
pub async fn mentions(server: &TestServer, text: &str) -> Vec<String> {
    let (engine, text) = (server.app.store.engine(), text.to_owned());
    let found = server.app.store.read(move |conn| {
        let list = if engine == Engine::Sqlite { SQLITE_COLUMNS } else { POSTGRES_COLUMNS };
        let columns: Vec<Column> = on_engine!(conn, diesel::sql_query(list).load(conn))?;
        assert!(columns.len() > 100, "the whole schema is looked through");
        let mut tables = Vec::new();
        for Column { table_name, column_name } in columns {
            let place = match engine {
                Engine::Sqlite => format!("instr(CAST({column_name} AS BLOB), CAST($1 AS BLOB))"),
                // Bytes are shown in hexadecimal.
                Engine::Postgres => format!(
                    "strpos({column_name}::text, $1) + strpos({column_name}::text, encode(convert_to($1, 'UTF8'), 'hex'))"
                ),
            };
            let sql = format!("SELECT count(*) AS n FROM {table_name} WHERE {place} > 0");
            let count: Count = on_engine!(conn, diesel::sql_query(&sql).bind::<Text, _>(&text).get_result(conn))?;
            if count.n > 0 {
                tables.push(table_name);
            }
        }
        tables.dedup();
        Ok::<_, StoreError>(tables)
    });
    found.await.expect("the database can be looked through")
}

/// Changes rows behind the back of the service; exactly one.
pub async fn tamper(server: &TestServer, sql: &str) {
    let sql = sql.to_owned();
    let changed = server.app.store.write(move |conn| {
        let changed = on_engine!(conn, diesel::sql_query(&sql).execute(conn))?;
        Ok::<_, StoreError>(Unit::Commit(changed))
    });
    assert_eq!(changed.await.expect("the statement runs"), 1);
}
