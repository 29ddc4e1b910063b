//! The queries that every register has: a table of rows with an id, a version and a time of change, some no longer active.

/// Defines `insert`, `get`, `update` and `list` of the register in `$table`.
///
/// The columns in braces are those `list` can ask for by value; the filter has a field of the same name for each, beside
/// `active` and `updated_since`, which every register can be asked for.
macro_rules! register {
    ($table:ident, $row:ident, $filter:ident { $($column:ident),* }) => {
        /// Writes a new row.
        ///
        /// # Errors
        /// [`StoreError::Duplicate`] when a unique key is taken.
        pub fn insert(conn: &mut Conn, row: &$row) -> Result<(), StoreError> {
            on_engine!(conn, diesel::insert_into($table::table).values(row).execute(conn))?;
            Ok(())
        }

        /// The row with this id.
        ///
        /// # Errors
        /// A failed query.
        pub fn get(conn: &mut Conn, id: &str) -> Result<Option<$row>, StoreError> {
            Ok(on_engine!(conn, $table::table.find(id).select($row::as_select()).get_result(conn).optional())?)
        }

        /// Writes `row` over the row with its id, which must be at `expected_version`. Returns the new version; the one in
        /// `row` is not looked at.
        ///
        /// # Errors
        /// [`StoreError::VersionConflict`], [`StoreError::Duplicate`].
        pub fn update(conn: &mut Conn, row: &$row, expected_version: i64) -> Result<i64, StoreError> {
            update_versioned!(conn, $table, $row, row, expected_version)
        }

        /// Rows in the order of their ids, after `after_id`.
        ///
        /// # Errors
        /// A failed query.
        pub fn list(
            conn: &mut Conn,
            filter: &$filter,
            after_id: Option<&str>,
            limit: i64,
        ) -> Result<Vec<$row>, StoreError> {
            on_engine!(conn, {
                let mut query = $table::table.select($row::as_select()).into_boxed::<Db>();
                $(
                    if let Some(value) = &filter.$column {
                        query = query.filter($table::$column.eq(value));
                    }
                )*
                if let Some(active) = filter.active {
                    query = query.filter($table::active.eq(active));
                }
                if let Some(since) = filter.updated_since {
                    query = query.filter($table::updated_at.ge(since));
                }
                if let Some(after_id) = after_id {
                    query = query.filter($table::id.gt(after_id));
                }
                Ok(query.order($table::id.asc()).limit(limit).load(conn)?)
            })
        }
    };
}
