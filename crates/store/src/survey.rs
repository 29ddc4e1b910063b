//! Rounds of surveys and the questionnaires filled in.

use crate::schema::{survey_responses, surveys};
use crate::{Conn, StoreError, Ts, on_engine};
use chrono::NaiveDate;
use diesel::dsl::count_star;
use diesel::prelude::*;

/// A round.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = surveys)]
#[diesel(treat_none_as_default_value = false)]
#[diesel(treat_none_as_null = true)]
pub struct SurveyRow {
    /// UUIDv7.
    pub id: String,
    /// The number people quote.
    pub number: String,
    /// Code of the kind of survey.
    pub kind: String,
    /// The month, written `2026-11`.
    pub month: String,
    /// The round with its draw, as JSON.
    pub document: String,
    /// Counts up with every batch, from 1.
    pub version: i64,
    /// When the row was written.
    pub created_at: Ts,
    /// When it was last changed.
    pub updated_at: Ts,
}

/// A questionnaire.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = survey_responses)]
#[diesel(treat_none_as_default_value = false)]
pub struct SurveyResponseRow {
    /// UUIDv7.
    pub id: String,
    /// The round it belongs to.
    pub survey_id: String,
    /// Code of the kind of survey.
    pub kind: String,
    /// The unit of the window, on the day of entry.
    pub unit_id: String,
    /// The window it is about.
    pub window_id: String,
    /// The day it was filled in (+08:00).
    pub taken_on: NaiveDate,
    /// Code of the scale of grades.
    pub scale: String,
    /// Grade of the attitude, as given.
    pub attitude: String,
    /// Grade of the efficiency, as given.
    pub efficiency: String,
    /// Code of the grade it counts as.
    pub grade: String,
    /// Whether that grade is a positive one.
    pub positive: bool,
    /// Codes of the reasons for dissatisfaction; a JSON array.
    pub reasons: String,
    /// What the person added.
    pub text: Option<String>,
    /// The account that entered it.
    pub entered_by: Option<String>,
    /// When the row was written.
    pub created_at: Ts,
}

/// Which rounds; what is `None` is not asked.
#[derive(Clone, Debug, Default)]
pub struct SurveyFilter {
    /// Code of the kind.
    pub kind: Option<String>,
    /// Of this month, written `2026-11`.
    pub month: Option<String>,
}

/// Writes a new round.
///
/// # Errors
/// [`StoreError::Duplicate`] when the number is taken.
pub fn insert(conn: &mut Conn, row: &SurveyRow) -> Result<(), StoreError> {
    on_engine!(conn, diesel::insert_into(surveys::table).values(row).execute(conn))?;
    Ok(())
}

/// The round with this id.
///
/// # Errors
/// A failed query.
pub fn get(conn: &mut Conn, id: &str) -> Result<Option<SurveyRow>, StoreError> {
    Ok(on_engine!(conn, surveys::table.find(id).select(SurveyRow::as_select()).get_result(conn).optional())?)
}

/// Writes a round over the row with its id, which must be at `expected_version`. Returns the new version.
///
/// # Errors
/// [`StoreError::VersionConflict`].
pub fn update(conn: &mut Conn, row: &SurveyRow, expected_version: i64) -> Result<i64, StoreError> {
    update_versioned!(conn, surveys, SurveyRow, row, expected_version)
}

/// Rounds in the order they were made, after `after_id`.
///
/// # Errors
/// A failed query.
pub fn list(
    conn: &mut Conn,
    filter: &SurveyFilter,
    after_id: Option<&str>,
    limit: i64,
) -> Result<Vec<SurveyRow>, StoreError> {
    on_engine!(conn, {
        let mut query = surveys::table.select(SurveyRow::as_select()).into_boxed::<Db>();
        if let Some(kind) = &filter.kind {
            query = query.filter(surveys::kind.eq(kind));
        }
        if let Some(month) = &filter.month {
            query = query.filter(surveys::month.eq(month));
        }
        if let Some(after_id) = after_id {
            query = query.filter(surveys::id.gt(after_id));
        }
        Ok(query.order(surveys::id.asc()).limit(limit).load(conn)?)
    })
}

/// Writes new questionnaires.
///
/// # Errors
/// A failed query.
pub fn insert_responses(conn: &mut Conn, rows: &[SurveyResponseRow]) -> Result<(), StoreError> {
    for row in rows {
        on_engine!(conn, diesel::insert_into(survey_responses::table).values(row).execute(conn))?;
    }
    Ok(())
}

/// The questionnaires of a round in the order they were entered, after `after_id`.
///
/// # Errors
/// A failed query.
pub fn responses(
    conn: &mut Conn,
    survey_id: &str,
    after_id: Option<&str>,
    limit: i64,
) -> Result<Vec<SurveyResponseRow>, StoreError> {
    on_engine!(conn, {
        let mut query = survey_responses::table
            .filter(survey_responses::survey_id.eq(survey_id))
            .select(SurveyResponseRow::as_select())
            .into_boxed::<Db>();
        if let Some(after_id) = after_id {
            query = query.filter(survey_responses::id.gt(after_id));
        }
        Ok(query.order(survey_responses::id.asc()).limit(limit).load(conn)?)
    })
}

/// How many questionnaires of each kind were filled in on each day from `from` to before `to`.
///
/// # Errors
/// A failed query.
pub fn taken_by_day(
    conn: &mut Conn,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<(NaiveDate, String, i64)>, StoreError> {
    use survey_responses as r;
    Ok(on_engine!(
        conn,
        r::table
            .filter(r::taken_on.ge(from))
            .filter(r::taken_on.lt(to))
            .group_by((r::taken_on, r::kind))
            .select((r::taken_on, r::kind, count_star()))
            .order((r::taken_on.asc(), r::kind.asc()))
            .load(conn)
    )?)
}
