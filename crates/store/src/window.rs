//! Service windows.

use crate::schema::windows;
use crate::{Conn, StoreError, Ts, on_engine};
use diesel::prelude::*;

/// A service window.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = windows)]
#[diesel(treat_none_as_default_value = false)]
#[diesel(treat_none_as_null = true)]
pub struct WindowRow {
    /// UUIDv7.
    pub id: String,
    /// The unit it belongs to.
    pub unit_id: String,
    /// Short code, unique.
    pub code: String,
    /// Name.
    pub name: String,
    /// Codes of the institutions it serves; a JSON array.
    pub institutions: String,
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
}

/// Which windows; what is `None` is not asked.
#[derive(Clone, Debug, Default)]
pub struct WindowFilter {
    /// Of this unit.
    pub unit_id: Option<String>,
    /// In use or not.
    pub active: Option<bool>,
    /// Changed at or after this instant.
    pub updated_since: Option<Ts>,
}

register!(windows, WindowRow, WindowFilter { unit_id });
