//! The one way a versioned row is written over.

/// Expands to the body of an `update`: writes the row if it is still at `expected`, else says which version it has.
///
/// The last argument names the key column (`id` unless given).
macro_rules! update_versioned {
    ($conn:ident, $table:ident, $row_type:ident, $row:ident, $expected:expr) => {
        update_versioned!($conn, $table, $row_type, $row, $expected, id)
    };
    ($conn:ident, $table:ident, $row_type:ident, $row:ident, $expected:expr, $key:ident) => {{
        let expected: i64 = $expected;
        let next = $row_type { version: expected + 1, ..$row.clone() };
        let changed = on_engine!(
            $conn,
            diesel::update($table::table.filter($table::$key.eq(&$row.$key)).filter($table::version.eq(expected)))
                .set(&next)
                .execute($conn)
        )?;
        if changed == 1 {
            return Ok(next.version);
        }
        let current = on_engine!(
            $conn,
            $table::table.filter($table::$key.eq(&$row.$key)).select($table::version).get_result($conn).optional()
        )?;
        Err(StoreError::VersionConflict { current })
    }};
}
