//! After service: filing, review by the authority, breaches, archive (FD-2.3, FD-4.4, FD-6.1, FD-7.1).

use serde_json::json;

use super::case_file::RefusalFiling;
use super::codes::{AuthorityReview, RefusalBreach, RefusalStatus};
use super::command::*;
use super::decide::{Context, Decision};
use super::event::{Event, RefusalEventKind};
use crate::deadline::DeadlineKind;
use crate::document::DocumentKind;
use crate::finding::Finding;
use crate::procedure::close;
use crate::refusal::Refusal;

fn breach(file: &RefusalFiling, breach: RefusalBreach) -> Finding {
    Finding::against(Some(&file.unit_id), breach.finding(), format!("否定备案：{}。", breach.label()))
        .by(file.registered_by.as_deref())
}

pub(super) fn file(mut next: RefusalFiling, body: FileRefusal, context: &Context<'_>) -> Decision {
    let late = context.facts.filing_due_on.is_some_and(|due_on| context.today() > due_on);
    let finding = (late && !next.noted_not_filed).then(|| breach(&next, RefusalBreach::NotFiled));
    next.noted_not_filed |= late;
    let event = Event::moved(&mut next.status, RefusalStatus::Filed, RefusalEventKind::Filed, &["FD-2.3", "FD-4.3"])
        .with("late", late);
    next.filing = Some(body.record(context));
    Decision::new(next, event)
        .clocks([close(DeadlineKind::RefusalFiling)])
        .found(finding)
        .issue(DocumentKind::RefusalFilingForm)
}

/// The sweep: the period has passed and nothing was filed.
pub(super) fn note_not_filed(mut next: RefusalFiling) -> Decision {
    let finding = breach(&next, RefusalBreach::NotFiled);
    next.noted_not_filed = true;
    Decision::new(next, Event::new(RefusalEventKind::NotFiledInTime, &["FD-7.1", "FD-2.3"])).found([finding])
}

pub(super) fn review(
    mut next: RefusalFiling,
    body: RecordAuthorityReview,
    context: &Context<'_>,
) -> Result<Decision, Refusal> {
    context.day_not_ahead(Some(body.reviewed_on), "reviewed_on", "FD-6.1")?;
    if (body.result == AuthorityReview::Flagged) != body.breach.is_some() {
        return Err(Refusal::rule(
            "breach_and_result_differ",
            &["FD-6.1", "FD-7.1"],
            "审查认为存在问题的须写明违规情节，符合规定的不写。",
        )
        .with("field", "breach"));
    }
    let finding = body.breach.map(|found| breach(&next, found));
    let event = Event::new(RefusalEventKind::Reviewed, &["FD-6.1"])
        .with("result", json!(body.result))
        .with("breach", json!(body.breach));
    next.reviews.push(body.record(context));
    Ok(Decision::new(next, event).found(finding))
}

pub(super) fn record_breach(mut next: RefusalFiling, body: RecordRefusalBreach, context: &Context<'_>) -> Decision {
    let finding = breach(&next, body.breach);
    let event = Event::new(RefusalEventKind::BreachRecorded, &["FD-7.1"]).with("breach", json!(body.breach));
    next.breaches.push(body.record(context));
    Decision::new(next, event).found([finding])
}

pub(super) fn archive(mut next: RefusalFiling, body: ArchiveRefusal, context: &Context<'_>) -> Decision {
    let event = Event::moved(&mut next.status, RefusalStatus::Archived, RefusalEventKind::Archived, &["FD-4.4"])
        .with("dossier_number", body.dossier_number.as_str());
    next.archiving = Some(body.record(context));
    Decision::new(next, event)
}
