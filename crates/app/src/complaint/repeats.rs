//! Earlier cases that look like the same matter (TS-6.4), for the acceptance officer to judge.

use std::collections::HashSet;

use serde::Deserialize;
use yingshang_rules::complaint::case_file::PossibleRepeat;
use yingshang_rules::complaint::repeat::{Comparable, Thresholds, worth_showing};
use yingshang_rules::complaint::{ComplaintStatus, Respondent};
use yingshang_store::complaint as rows;
use yingshang_store::identity::find_subjects_by_hash;

use super::case::{KIND, is_over};
use crate::error::AppError;
use crate::party::PartyInput;
use crate::party::hash;
use crate::secret::Purpose;
use crate::tx::Tx;

/// Newest earlier cases that are compared.
const COMPARED_MOST: i64 = 20;
/// Newest earlier cases of much the same text that are compared, for each key.
const ALIKE_MOST: i64 = 10;
/// Newest earlier cases of the same complainant that are recognised as such.
const OF_COMPLAINANT_MOST: i64 = 50;
/// Earlier cases that are shown.
const SHOWN_MOST: usize = 5;

/// What is compared of an earlier case file. Every registration reads twenty of them, so the rest is left unread.
#[derive(Deserialize)]
struct Earlier {
    content: String,
    respondents: Vec<Respondent>,
}

/// Concluded cases of the same complainant, about the same respondent or in much the same words that come close enough.
pub(super) fn possible_repeats(
    tx: &mut Tx<'_>,
    content: &str,
    respondents: &[Respondent],
    complainant: Option<&PartyInput>,
) -> Result<Vec<PossibleRepeat>, AppError> {
    let units: Vec<String> = respondents.iter().filter_map(|r| r.unit_id.clone()).collect();
    let people: Vec<String> = respondents.iter().filter_map(|r| r.staff_id.clone()).collect();
    let phone_hash = hash(tx.app, Purpose::Phone, complainant.and_then(|c| c.phone.as_deref()));
    let id_hash = hash(tx.app, Purpose::IdNumber, complainant.and_then(|c| c.id_number.as_deref()));
    let rulebook = tx.app.rulebook();
    let thresholds = Thresholds {
        one_party: rulebook.ratio("complaint.repeat_similarity"),
        text_alone: rulebook.ratio("complaint.repeat_text_alone"),
    };
    let (phone_hash, id_hash) = (phone_hash.as_deref(), id_hash.as_deref());
    let own = match (phone_hash, id_hash) {
        (None, None) => Vec::new(),
        _ => find_subjects_by_hash(tx.conn, KIND, phone_hash, id_hash, OF_COMPLAINANT_MOST)?,
    };
    let own: HashSet<String> = own.into_iter().collect();
    let content = Comparable::new(content);
    let mut candidates = rows::repeat_candidates(tx.conn, &units, &people, phone_hash, id_hash, COMPARED_MOST)?;
    let known: HashSet<String> = candidates.iter().map(|row| row.id.clone()).collect();
    candidates.extend(rows::candidates_by_text(tx.conn, &content.keys(), ALIKE_MOST, &known)?);
    let mut shown = Vec::new();
    for row in candidates {
        let status: ComplaintStatus = row.status.parse().map_err(AppError::internal)?;
        if !is_over(status) {
            continue;
        }
        let earlier: Earlier = serde_json::from_str(&row.document).map_err(AppError::internal)?;
        let same_respondent = earlier.respondents.iter().any(|r| {
            r.unit_id.as_ref().is_some_and(|id| units.contains(id))
                || r.staff_id.as_ref().is_some_and(|id| people.contains(id))
        });
        let same_complainant = own.contains(&row.id);
        let alike = content.similarity(&Comparable::new(&earlier.content));
        if worth_showing(same_complainant, same_respondent, alike, thresholds) {
            shown.push(PossibleRepeat {
                complaint_id: row.id,
                number: row.number,
                status,
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
