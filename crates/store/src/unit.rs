//! Organisational units.

use crate::schema::units;
use crate::{Conn, StoreError, Ts, on_engine};
use diesel::prelude::*;

/// A unit of the bureau.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = units)]
#[diesel(treat_none_as_default_value = false)]
#[diesel(treat_none_as_null = true)]
pub struct UnitRow {
    /// UUIDv7.
    pub id: String,
    /// Short code, unique.
    pub code: String,
    /// Name.
    pub name: String,
    /// Code of the kind of unit.
    pub kind: String,
    /// The unit above it.
    pub parent_id: Option<String>,
    /// Public telephone number of the unit.
    pub phone: Option<String>,
    /// Whether it is still in use; rows are never deleted.
    pub active: bool,
    /// The system it was imported from.
    pub source_system: Option<String>,
    /// Its key there; unique together with `source_system`.
    pub external_ref: Option<String>,
    /// Counts up with every change, from 1.
    pub version: i64,
    /// When the row was written.
    pub created_at: Ts,
    /// When it was last changed.
    pub updated_at: Ts,
    /// The member of staff of the bureau's leadership that the unit answers to (分管领导).
    pub leader_in_charge_id: Option<String>,
}

/// Which units; what is `None` is not asked.
#[derive(Clone, Debug, Default)]
pub struct UnitFilter {
    /// Code of the kind.
    pub kind: Option<String>,
    /// Directly below this unit.
    pub parent_id: Option<String>,
    /// In use or not.
    pub active: Option<bool>,
    /// Changed at or after this instant.
    pub updated_since: Option<Ts>,
}

register!(units, UnitRow, UnitFilter { kind, parent_id });

/// The unit with this code.
///
/// # Errors
/// A failed query.
pub fn by_code(conn: &mut Conn, code: &str) -> Result<Option<UnitRow>, StoreError> {
    Ok(on_engine!(
        conn,
        units::table.filter(units::code.eq(code)).select(UnitRow::as_select()).get_result(conn).optional()
    )?)
}
