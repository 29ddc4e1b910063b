//! Ratings of the year, of a target and of the others of its kind (KH-7.3).

use std::collections::BTreeMap;

use yingshang_calendar::Instant;
use yingshang_rules::assessment::Assessment;
use yingshang_rules::assessment::codes::TargetKind;
use yingshang_rules::assessment::satisfaction::{GradeCounts, SatisfactionCounts};
use yingshang_rules::evaluation::Grade;
use yingshang_store::Ts;
use yingshang_store::assessment::{self as records, GradeCountRow};

use super::case::target_id;
use super::evidence::year_of;
use crate::error::AppError;
use crate::tx::Tx;

/// The counts of one target and those of the others.
pub(super) struct Counts {
    /// Of the target.
    pub own: SatisfactionCounts,
    /// Of each other target of its kind that is assessed for the year.
    pub others: Vec<SatisfactionCounts>,
}

/// Counts all targets of the kind at once.
pub(super) fn counts(tx: &mut Tx<'_>, file: &Assessment) -> Result<Counts, AppError> {
    let (from, to) = year_of(file.year)?;
    let (from_at, to_at) = (Ts(Instant::start_of(from)), Ts(Instant::start_of(to)));
    let by_window = file.target_kind == TargetKind::Window;
    let mut all: BTreeMap<String, SatisfactionCounts> = BTreeMap::new();
    for row in records::evaluation_grades(tx.conn, by_window, from_at, to_at)? {
        add(&mut all, row, |counts| &mut counts.evaluations)?;
    }
    for row in records::survey_grades(tx.conn, by_window, from, to)? {
        add(&mut all, row, |counts| &mut counts.surveys)?;
    }
    let targets = records::of_year(tx.conn, file.year, file.target_kind.code())?;
    let others = targets.into_iter().filter(|row| row.assessment_id != file.id);
    let others = others.map(|row| all.get(&row.target_id).copied().unwrap_or_default()).collect();
    Ok(Counts { own: all.get(target_id(file)).copied().unwrap_or_default(), others })
}

fn add(
    all: &mut BTreeMap<String, SatisfactionCounts>,
    row: GradeCountRow,
    channel: impl Fn(&mut SatisfactionCounts) -> &mut GradeCounts,
) -> Result<(), AppError> {
    let Some((target, grade)) = row.target_id.zip(row.grade) else { return Ok(()) };
    let counts = channel(all.entry(target).or_default());
    let place = match grade.parse::<Grade>().map_err(AppError::internal)? {
        Grade::Satisfied => &mut counts.satisfied,
        Grade::BasicallySatisfied => &mut counts.basic,
        Grade::Dissatisfied => &mut counts.dissatisfied,
    };
    *place += u32::try_from(row.count).map_err(AppError::internal)?;
    Ok(())
}
