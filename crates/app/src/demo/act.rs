//! A line of the script becomes a call of a use case.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use yingshang_rules::commitment::Commitment;
use yingshang_rules::notice::Notice;
use yingshang_rules::refusal_filing::RefusalFiling;

use super::command;
use crate::error::AppError;
use crate::service_case::{ServiceCase, of_application};
use crate::tx::{Expected, Tx};
use crate::{application, commitment, complaint, notice, refusal_filing};

/// The step that opens a commitment or a refusal on an application.
pub(super) const OPEN: &str = "open";

/// Kinds of cases.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Kind {
    Complaint,
    Application,
    Notice,
    Commitment,
    Refusal,
}

/// Opens a case and gives its id.
pub(super) fn open(tx: &mut Tx<'_>, kind: Kind, body: Value) -> Result<String, AppError> {
    Ok(match kind {
        Kind::Complaint => complaint::register(tx, read(body)?)?.complaint.file.id,
        Kind::Application => application::register(tx, read(body)?)?.file.id,
        Kind::Notice => notice::open(tx, read(body)?)?.file.id,
        Kind::Commitment => commitment::propose(tx, read(body)?)?.file.id,
        Kind::Refusal => refusal_filing::draft(tx, read(body)?)?.file.id,
    })
}

/// Takes a step on a case. Where it concerns a record of the case, it is the one still open.
pub(super) fn step(tx: &mut Tx<'_>, kind: Kind, id: &str, action: &str, body: Value) -> Result<(), AppError> {
    match kind {
        Kind::Complaint => {
            let file = complaint::get(&mut tx.reader(), id, false)?.file;
            complaint::step(tx, id, Expected::Any, command::complaint(action, body, &file)?)?;
        }
        Kind::Application => {
            let file = application::get(&mut tx.reader(), id, false)?.file;
            application::step(tx, id, Expected::Any, command::application(action, body, &file)?)?;
        }
        Kind::Notice => {
            notice::step(tx, id, Expected::Any, command::notice(action, body)?)?;
        }
        Kind::Commitment => {
            let file = commitment::get(&mut tx.reader(), id, false)?.file;
            commitment::step(tx, id, Expected::Any, command::commitment(action, body, &file)?)?;
        }
        Kind::Refusal => {
            refusal_filing::step(tx, id, Expected::Any, command::refusal(action, body)?)?;
        }
    }
    Ok(())
}

/// The newest case of a kind that belongs to an application.
pub(super) fn newest(tx: &mut Tx<'_>, kind: Kind, application_id: &str) -> Result<String, AppError> {
    match kind {
        Kind::Notice => last::<Notice>(tx, application_id),
        Kind::Commitment => last::<Commitment>(tx, application_id),
        Kind::Refusal => last::<RefusalFiling>(tx, application_id),
        Kind::Complaint | Kind::Application => Err(AppError::internal("demo data: belongs to no application")),
    }
}

fn last<F: ServiceCase>(tx: &mut Tx<'_>, application_id: &str) -> Result<String, AppError> {
    let newest = of_application::<F>(tx.conn, application_id)?.pop();
    newest.map(|case| case.row.id).ok_or(AppError::NotFound)
}

/// A request body of the data.
pub(super) fn read<T: DeserializeOwned>(body: Value) -> Result<T, AppError> {
    serde_json::from_value(body).map_err(AppError::internal)
}
