//! The law as the installation knows it: the embedded or given rulebook, and the renewals recorded here.

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use yingshang_rules::rulebook::{InstrumentView, Renewal};
use yingshang_store::Ts;
use yingshang_store::renewal::{self as rows, RenewalRow};

use crate::app::App;
use crate::caller::Caller;
use crate::error::AppError;
use crate::event_log::facts;
use crate::tx::{Subject, Tx};

/// 登记制度的续期或替代文件。
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordRenewalRequest {
    /// 续期至；没有期限的不写。
    #[serde(default)]
    pub renewed_until: Option<NaiveDate>,
    /// 替代文件名称。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 200)]
    pub successor: Option<String>,
    /// 续期或替代文件的文号。
    #[schema(min_length = 1, max_length = 100)]
    pub document_number: String,
}

/// Takes the recorded renewals into use; at start.
pub async fn reload(app: &App) -> Result<(), AppError> {
    let recorded = app.read(Caller::System, |read| Ok(rows::list(read.conn)?)).await?;
    let mut rulebook = (*app.rulebook()).clone();
    for row in recorded {
        rulebook = rulebook.renewed(&row.instrument_id, renewal(&row)).ok_or_else(|| {
            AppError::Internal(format!(
                "a renewal is recorded for {}, which the rulebook does not have",
                row.instrument_id
            ))
        })?;
    }
    app.set_rulebook(rulebook);
    Ok(())
}

fn renewal(row: &RenewalRow) -> Renewal {
    Renewal {
        renewed_until: row.renewed_until_on,
        successor: row.successor.clone(),
        document: row.document_number.clone(),
    }
}

/// Records that an instrument was renewed or replaced (TS-26.1); answers that cite it say so from now on.
pub fn record_renewal(
    tx: &mut Tx<'_>,
    instrument_id: &str,
    body: RecordRenewalRequest,
) -> Result<InstrumentView, AppError> {
    let row = RenewalRow {
        instrument_id: instrument_id.to_owned(),
        renewed_until_on: body.renewed_until,
        successor: body.successor,
        document_number: body.document_number,
        recorded_by: tx.caller.user_id().unwrap_or_default().to_owned(),
        recorded_at: Ts(tx.now),
    };
    let rulebook = tx.app.rulebook().renewed(instrument_id, renewal(&row)).ok_or(AppError::NotFound)?;
    rows::record(tx.conn, &row)?;
    let payload =
        facts([("renewed_until", json!(row.renewed_until_on)), ("document_number", json!(row.document_number))]);
    tx.log(Subject { kind: "instrument", id: instrument_id }, "renewal_recorded", &payload, &["TS-26.1"])?;
    let shown = rulebook.instruments_on(tx.now.date()).into_iter().find(|view| view.id == instrument_id);
    shown.ok_or(AppError::NotFound)
}
