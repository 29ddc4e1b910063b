//! Forms that a service item is handled with. The approval office files a form before it is used.

use crate::schema::document_templates;
use crate::{Conn, StoreError, Ts, on_engine};
use diesel::prelude::*;

/// A form.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = document_templates)]
#[diesel(treat_none_as_default_value = false)]
#[diesel(treat_none_as_null = true)]
pub struct DocumentTemplateRow {
    /// UUIDv7.
    pub id: String,
    /// The item it is for.
    pub service_item_id: String,
    /// Code of the kind of paper.
    pub kind: String,
    /// Title.
    pub title: String,
    /// The text of the form.
    pub body: String,
    /// The unit that drew it up.
    pub unit_id: String,
    /// When it was filed; `None`: not yet.
    pub filed_at: Option<Ts>,
    /// The account that filed it.
    pub filed_by: Option<String>,
    /// The number it was filed under.
    pub filing_number: Option<String>,
    /// Whether it is still in use; rows are never deleted.
    pub active: bool,
    /// Counts up with every change, from 1.
    pub version: i64,
    /// When the row was written.
    pub created_at: Ts,
    /// When it was last changed.
    pub updated_at: Ts,
}

/// Which forms; what is `None` is not asked.
#[derive(Clone, Debug, Default)]
pub struct DocumentTemplateFilter {
    /// For this item.
    pub service_item_id: Option<String>,
    /// Of this kind of paper.
    pub kind: Option<String>,
    /// Drawn up by this unit.
    pub unit_id: Option<String>,
    /// In use or not.
    pub active: Option<bool>,
    /// Changed at or after this instant.
    pub updated_since: Option<Ts>,
}

register!(document_templates, DocumentTemplateRow, DocumentTemplateFilter { service_item_id, kind, unit_id });

/// The form to use for an item: of those that are active and filed, the one filed last.
///
/// # Errors
/// A failed query.
pub fn in_use(conn: &mut Conn, service_item_id: &str, kind: &str) -> Result<Option<DocumentTemplateRow>, StoreError> {
    use document_templates as t;
    Ok(on_engine!(
        conn,
        t::table
            .filter(t::service_item_id.eq(service_item_id))
            .filter(t::kind.eq(kind))
            .filter(t::active.eq(true))
            .filter(t::filed_at.is_not_null())
            .select(DocumentTemplateRow::as_select())
            .order((t::filed_at.desc(), t::id.desc()))
            .limit(1)
            .get_result(conn)
            .optional()
    )?)
}
