//! What several lists need from the query builder.

/// Narrows a boxed query to rows whose column has one of the values; no values, no condition.
///
/// A chain of `OR` and not `IN`: SQLite plans both alike, but diesel prepares an `IN` list anew at every call.
macro_rules! any_of {
    ($query:ident, $column:expr, $values:expr) => {
        if let Some((first, rest)) = $values.split_first() {
            let first: Box<dyn BoxableExpression<_, Db, SqlType = _>> = Box::new($column.eq(first));
            $query = $query.filter(rest.iter().fold(first, |any, value| Box::new(any.or($column.eq(value)))));
        }
    };
}
