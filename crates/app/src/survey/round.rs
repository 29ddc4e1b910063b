//! Rounds: opened with their draw, read, and how the months of a year stand.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use yingshang_rules::survey::{
    self as rules, Month, NewRound, RoundFacts, Seed, SurveyKind, SurveyRoundRequest, Taken,
};
use yingshang_store::survey::{self as rows, SurveyFilter, SurveyRow};
use yingshang_store::window::{self, WindowFilter};
use yingshang_store::{Conn, Ts};

use super::KIND;
use super::view::{SurveyMonths, SurveyResponseView, SurveyView, code};
use crate::error::AppError;
use crate::moment::Moment;
use crate::page::Slice;
use crate::secret::random_bytes;
use crate::service_case::business_number;
use crate::tx::{Reader, Subject, Tx};

/// More windows than any hall has.
const WINDOWS_MAX: i64 = 10_000;

/// Which rounds.
#[derive(Debug, Clone, Default)]
pub struct SurveyQuery {
    /// Of this kind.
    pub kind: Option<SurveyKind>,
    /// Of this month.
    pub month: Option<Month>,
    /// Id of the last round of the page before.
    pub after: Option<String>,
    /// Rounds of a page.
    pub limit: i64,
}

/// Opens a round; a mobile survey is drawn at once, from a seed nobody chose.
///
/// # Errors
/// A refusal with its articles (HP-6.1, GZ-3.2).
pub fn open(tx: &mut Tx<'_>, body: SurveyRoundRequest) -> Result<SurveyView, AppError> {
    let facts = RoundFacts { windows: windows(tx.conn, true)? };
    let new = NewRound { id: tx.new_id(), number: business_number(tx, KIND, "CP")?, seed: Seed(random_bytes()) };
    let moment = Moment::of(tx.app, tx.caller, tx.now);
    let decision = rules::open(new, body, &moment.context(String::new(), facts))?;
    let round = &decision.next;
    let row = SurveyRow {
        id: round.id.clone(),
        number: round.number.clone(),
        kind: round.kind.code().to_owned(),
        month: round.month.to_string(),
        document: serde_json::to_string(round).map_err(AppError::internal)?,
        version: 1,
        created_at: Ts(tx.now),
        updated_at: Ts(tx.now),
    };
    rows::insert(tx.conn, &row)?;
    log(tx, &decision)?;
    SurveyView::of(&row)
}

/// One round.
///
/// # Errors
/// [`AppError::NotFound`].
pub fn get(read: &mut Reader<'_>, id: &str) -> Result<SurveyView, AppError> {
    SurveyView::of(&rows::get(read.conn, id)?.ok_or(AppError::NotFound)?)
}

/// Rounds in the order they were made.
///
/// # Errors
/// A failed query.
pub fn list(read: &mut Reader<'_>, query: &SurveyQuery) -> Result<Slice<SurveyView>, AppError> {
    let filter = SurveyFilter {
        kind: query.kind.map(|kind| kind.code().to_owned()),
        month: query.month.map(|month| month.to_string()),
    };
    let found = rows::list(read.conn, &filter, query.after.as_deref(), query.limit + 1)?;
    Slice::cut(found, query.limit).try_map(|row| SurveyView::of(&row))
}

/// The questionnaires of a round in the order they were entered.
///
/// # Errors
/// [`AppError::NotFound`].
pub fn responses(
    read: &mut Reader<'_>,
    id: &str,
    after_id: Option<&str>,
    limit: i64,
) -> Result<Slice<SurveyResponseView>, AppError> {
    rows::get(read.conn, id)?.ok_or(AppError::NotFound)?;
    Slice::cut(rows::responses(read.conn, id, after_id, limit + 1)?, limit).try_map(SurveyResponseView::of)
}

/// How the months of a year stand, this year unless another is asked for: taken, required, short, missing.
///
/// # Errors
/// A failed query.
pub fn months(read: &mut Reader<'_>, year: Option<i32>) -> Result<SurveyMonths, AppError> {
    let today = read.now.date();
    let year = year.unwrap_or(today.year());
    let new_year = |year| NaiveDate::from_ymd_opt(year, 1, 1).ok_or_else(|| AppError::internal("a year out of range"));
    let days = rows::taken_by_day(read.conn, new_year(year)?, new_year(year + 1)?)?;
    let taken = days.into_iter().map(|(day, kind, count)| {
        let count = u32::try_from(count).map_err(AppError::internal)?;
        Ok(Taken { month: Month::of(day), kind: code(&kind)?, count })
    });
    let taken: Vec<Taken> = taken.collect::<Result<_, AppError>>()?;
    let rulebook = read.app.rulebook();
    Ok(SurveyMonths {
        year,
        months: rules::months(year, &taken, today, &rulebook),
        basis: rulebook.cite(&["HP-6.1", "GZ-3.2"], today),
    })
}

/// Windows with the unit of each; those in use only, or every one there ever was.
pub(super) fn windows(conn: &mut Conn, in_use: bool) -> Result<BTreeMap<String, String>, AppError> {
    let filter = WindowFilter { active: in_use.then_some(true), ..WindowFilter::default() };
    let found = window::list(conn, &filter, None, WINDOWS_MAX)?;
    Ok(found.into_iter().map(|window| (window.id, window.unit_id)).collect())
}

/// Writes what a decision leaves in the log.
pub(super) fn log(tx: &mut Tx<'_>, decision: &rules::Decision) -> Result<(), AppError> {
    let subject = Subject { kind: KIND, id: &decision.next.id };
    for event in &decision.events {
        tx.log(subject, event.kind.code(), &event.payload, &event.basis)?;
    }
    Ok(())
}
