//! Questionnaires of a round, in batches: all of a batch or nothing, with every fault at once.

use serde::Deserialize;
use utoipa::ToSchema;
use yingshang_rules::survey::{self as rules, EnteredResponse, EntryFault, RoundFacts, SurveyEntry, SurveyRound};
use yingshang_rules::{Refusal, RefusalKind};
use yingshang_store::Ts;
use yingshang_store::survey::{self as rows, SurveyResponseRow};

use super::round::{log, windows};
use super::view::SurveyView;
use crate::error::{AppError, FieldError};
use crate::moment::Moment;
use crate::tx::Tx;

/// 一批问卷，全部录入或者全部不录入。
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = EnterSurveyResponsesRequest)]
pub struct SurveyBatch {
    /// 问卷。
    #[schema(min_items = 1, max_items = 200)]
    pub entries: Vec<SurveyEntry>,
}

/// Enters a batch; answers with the round afterwards.
///
/// # Errors
/// Not found; a refusal where the caller may not enter them (HP-6.1, HP-4.3); every faulty entry at once.
pub fn enter(tx: &mut Tx<'_>, id: &str, body: SurveyBatch) -> Result<SurveyView, AppError> {
    let mut row = rows::get(tx.conn, id)?.ok_or(AppError::NotFound)?;
    let round: SurveyRound = serde_json::from_str(&row.document).map_err(AppError::internal)?;
    let facts = RoundFacts { windows: windows(tx.conn, false)? };
    let moment = Moment::of(tx.app, tx.caller, tx.now);
    let (decision, kept) =
        rules::enter(&round, body.entries, &moment.context(String::new(), facts)).map_err(refused)?;
    row.document = serde_json::to_string(&decision.next).map_err(AppError::internal)?;
    row.updated_at = Ts(tx.now);
    row.version = rows::update(tx.conn, &row, row.version)?;
    let responses = kept.into_iter().map(|response| response_row(tx, &round, response));
    let responses: Vec<SurveyResponseRow> = responses.collect::<Result<_, AppError>>()?;
    rows::insert_responses(tx.conn, &responses)?;
    log(tx, &decision)?;
    SurveyView::of(&row)
}

/// Who may not enter even one of them is told so; all else is told entry by entry.
fn refused(faults: Vec<EntryFault>) -> AppError {
    let forbidden = |fault: &EntryFault| fault.index.is_none() || fault.refusal.kind == RefusalKind::NotThisActor;
    if let Some(fault) = faults.iter().find(|fault| forbidden(fault)) {
        let refusal = fault.refusal.clone();
        return match fault.index {
            Some(index) => refusal.with("index", index).into(),
            None => refusal.into(),
        };
    }
    AppError::Invalid(faults.into_iter().map(|fault| at_its_place(fault.index.unwrap_or(0), fault.refusal)).collect())
}

fn at_its_place(index: usize, refusal: Refusal) -> FieldError {
    let field = match refusal.params.get("field").and_then(|field| field.as_str()) {
        Some(field @ ("window_id" | "taken_on")) => format!("/{field}"),
        Some(field) => format!("/rating/{field}"),
        None => String::new(),
    };
    FieldError::refused(format!("/entries/{index}{field}"), refusal)
}

fn response_row(tx: &Tx<'_>, round: &SurveyRound, response: EnteredResponse) -> Result<SurveyResponseRow, AppError> {
    let EnteredResponse { entry, unit_id, overall } = response;
    Ok(SurveyResponseRow {
        id: tx.new_id(),
        survey_id: round.id.clone(),
        kind: round.kind.code().to_owned(),
        unit_id,
        window_id: entry.window_id,
        taken_on: entry.taken_on,
        scale: entry.rating.scale.code().to_owned(),
        attitude: entry.rating.attitude.code().to_owned(),
        efficiency: entry.rating.efficiency.code().to_owned(),
        grade: overall.code().to_owned(),
        positive: overall.is_positive(),
        reasons: serde_json::to_string(&entry.rating.reasons).map_err(AppError::internal)?,
        text: entry.rating.text,
        entered_by: tx.caller.user_id().map(str::to_owned),
        created_at: Ts(tx.now),
    })
}
