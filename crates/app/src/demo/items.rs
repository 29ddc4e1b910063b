//! The service items of the demo, published by 行政审批室 before the bureau begins to work, and the texts filed for them.

use serde::Deserialize;
use serde_json::Value;
use yingshang_rules::document::DocumentKind;

use super::bureau::{Bureau, REQUEST_ID};
use super::clock::DemoClock;
use super::days::WorkedDays;
use super::reference::Names;
use crate::app::App;
use crate::document_template::{self, CreateDocumentTemplateRequest, FileDocumentTemplateRequest};
use crate::error::AppError;
use crate::service_item::{CreateServiceItemRequest, add_version, create};
use crate::tx::{Expected, Tx};

const DATA: &str = include_str!("data/items.toml");

/// Login name of the account that keeps the catalogue.
const EDITOR: &str = "approval_office";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    items: Vec<Item>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Item {
    code: String,
    /// Request bodies of the versions, in order.
    versions: Vec<Value>,
    /// Texts of its own for commitments.
    #[serde(default)]
    templates: Vec<Template>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Template {
    /// Login name of whoever draws it up.
    by: String,
    kind: DocumentKind,
    title: String,
    body: String,
    filing_number: String,
}

/// Makes every item of the data with its versions, and notes its id in the bureau.
pub(super) async fn publish(
    app: &App,
    clock: &DemoClock,
    days: &WorkedDays,
    bureau: &mut Bureau,
) -> Result<(), AppError> {
    let file: File = toml::from_str(DATA).map_err(AppError::internal)?;
    let caller = bureau.caller(EDITOR)?;
    for item in file.items {
        clock.tick();
        let names = Names { bureau, days, cases: &Default::default() };
        let mut versions = Vec::new();
        for body in &item.versions {
            versions.push(serde_json::from_value(names.resolve(body)?).map_err(AppError::internal)?);
        }
        let mut versions = versions.into_iter();
        let first_version =
            versions.next().ok_or_else(|| AppError::internal(format!("demo data: {} has no version", item.code)))?;
        let code = item.code.clone();
        let body = CreateServiceItemRequest { code, first_version, source_system: None, external_ref: None };
        let id = app
            .write_as(caller.clone(), REQUEST_ID, move |tx| {
                let id = create(tx, body)?.id;
                for version in versions {
                    add_version(tx, &id, Expected::Any, version)?;
                }
                Ok(id)
            })
            .await
            .map_err(|error| AppError::internal(format!("demo data: {}: {error:?}", item.code)))?;
        for template in item.templates {
            clock.tick();
            file_template(app, bureau, &id, template).await?;
        }
        bureau.items.insert(item.code, id);
    }
    Ok(())
}

/// Drawn up by the item's unit, filed by 行政审批室 (RQ-5.3).
async fn file_template(app: &App, bureau: &Bureau, item_id: &str, template: Template) -> Result<(), AppError> {
    let Template { by, kind, title, body, filing_number } = template;
    let body = CreateDocumentTemplateRequest { service_item_id: item_id.to_owned(), kind, title, body };
    let drafted = move |tx: &mut Tx<'_>| document_template::create(tx, body);
    let id = app.write_as(bureau.caller(&by)?, REQUEST_ID, drafted).await?.id;
    let body = FileDocumentTemplateRequest { filing_number, filed_on: None };
    let filed = move |tx: &mut Tx<'_>| document_template::file(tx, &id, Expected::Any, body);
    app.write_as(bureau.caller(EDITOR)?, REQUEST_ID, filed).await.map(|_| ())
}
