//! What the machine gives without the service: the same statements on the same database, as fast as they go.

pub(crate) mod pgbench;
pub(crate) mod sqlite;
