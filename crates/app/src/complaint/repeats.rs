//! Earlier cases that look like the same matter (TS-6.4), for the acceptance officer to judge.

use yingshang_rules::complaint::case_file::PossibleRepeat;
use yingshang_rules::complaint::repeat::{similarity, worth_showing};
use yingshang_rules::complaint::{Complaint, Respondent};
use yingshang_store::complaint as rows;

use super::case::is_over;
use super::complainant::ComplainantInput;
use super::identity::hash;
use crate::error::AppError;
use crate::secret::Purpose;
use crate::tx::Tx;

/// Newest earlier cases that are compared.
const COMPARED_MOST: i64 = 50;
/// Earlier cases that are shown.
const SHOWN_MOST: usize = 5;

/// Concluded cases of the same complainant or about the same respondent that come close enough.
pub(super) fn possible_repeats(
    tx: &mut Tx<'_>,
    content: &str,
    respondents: &[Respondent],
    complainant: Option<&ComplainantInput>,
) -> Result<Vec<PossibleRepeat>, AppError> {
    let units: Vec<String> = respondents.iter().filter_map(|r| r.unit_id.clone()).collect();
    let people: Vec<String> = respondents.iter().filter_map(|r| r.staff_id.clone()).collect();
    let phone_hash = hash(tx.app, Purpose::Phone, complainant.and_then(|c| c.phone.as_deref()));
    let id_hash = hash(tx.app, Purpose::IdNumber, complainant.and_then(|c| c.id_number.as_deref()));
    if units.is_empty() && people.is_empty() && phone_hash.is_none() && id_hash.is_none() {
        return Ok(Vec::new());
    }
    let threshold = tx.app.rulebook().ratio("complaint.repeat_similarity");
    let candidates =
        rows::repeat_candidates(tx.conn, &units, &people, phone_hash.as_deref(), id_hash.as_deref(), COMPARED_MOST)?;
    let mut shown = Vec::new();
    for row in candidates {
        let earlier: Complaint = serde_json::from_str(&row.document).map_err(AppError::internal)?;
        if !is_over(earlier.status) {
            continue;
        }
        let same_respondent = earlier.respondents.iter().any(|r| {
            r.unit_id.as_ref().is_some_and(|id| units.contains(id))
                || r.staff_id.as_ref().is_some_and(|id| people.contains(id))
        });
        // A candidate that shares no respondent was found by the complainant's numbers.
        let same_complainant = !same_respondent || same_person(tx, &earlier.id, &phone_hash, &id_hash)?;
        let alike = similarity(content, &earlier.content);
        if worth_showing(same_complainant, same_respondent, alike, threshold) {
            shown.push(PossibleRepeat {
                complaint_id: earlier.id,
                number: earlier.number,
                status: earlier.status,
                same_complainant,
                same_respondent,
                similarity_percent: (alike * 100.0).round() as u8,
            });
        }
    }
    shown.sort_by_key(|repeat| std::cmp::Reverse(repeat.similarity_percent));
    shown.truncate(SHOWN_MOST);
    Ok(shown)
}

fn same_person(
    tx: &mut Tx<'_>,
    complaint_id: &str,
    phone_hash: &Option<String>,
    id_hash: &Option<String>,
) -> Result<bool, AppError> {
    let Some(row) = yingshang_store::identity::current(tx.conn, super::case::KIND, complaint_id)? else {
        return Ok(false);
    };
    let same = |a: &Option<String>, b: &Option<String>| a.is_some() && a == b;
    Ok(same(phone_hash, &row.phone_hash) || same(id_hash, &row.id_number_hash))
}
