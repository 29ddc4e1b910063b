//! Members of staff.

use crate::schema::staff;
use crate::{Conn, StoreError, Ts, on_engine};
use diesel::prelude::*;

/// A person who works for a unit.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = staff)]
#[diesel(treat_none_as_default_value = false)]
#[diesel(treat_none_as_null = true)]
pub struct StaffRow {
    /// UUIDv7.
    pub id: String,
    /// The unit it belongs to.
    pub unit_id: String,
    /// The window the person works at.
    pub window_id: Option<String>,
    /// Name.
    pub name: String,
    /// Post held.
    pub position: Option<String>,
    /// Code of the kind of post.
    pub post_kind: String,
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

/// Which members of staff; what is `None` is not asked.
#[derive(Clone, Debug, Default)]
pub struct StaffFilter {
    /// Of this unit.
    pub unit_id: Option<String>,
    /// At this window.
    pub window_id: Option<String>,
    /// Still there or not.
    pub active: Option<bool>,
    /// Changed at or after this instant.
    pub updated_since: Option<Ts>,
}

register!(staff, StaffRow, StaffFilter { unit_id, window_id });
