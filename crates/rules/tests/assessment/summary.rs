//! What a record adds up to: cut-offs, caps, and the vetoes (KH-9.1, KH-9.2).

use std::collections::BTreeMap;

use yingshang_rules::assessment::codes::*;
use yingshang_rules::assessment::evidence::{Evidence, EvidenceDecision};
use yingshang_rules::assessment::summary::{Record, Summary, standings};
use yingshang_rules::assessment::{Points, summarise};

use super::procedure::{CONTENT, at};

pub fn points(text: &str) -> Points {
    text.parse().unwrap()
}

/// A piece that is accepted with these points, or dismissed.
pub fn piece(id: &str, source: EvidenceSource, accepted: Option<Points>) -> Evidence {
    let outcome = if accepted.is_some() { EvidenceOutcome::Accepted } else { EvidenceOutcome::Dismissed };
    Evidence {
        id: id.to_owned(),
        source,
        source_id: id.to_owned(),
        direction: source.direction(),
        occurred_on: "2025-06-01".parse().unwrap(),
        title: "事由".to_owned(),
        document: None,
        href: None,
        proposed_rule: None,
        proposed_points: Points::ZERO,
        proposed_at: at("2026-01-06 09:00"),
        proposed_by: None,
        decision: Some(EvidenceDecision {
            outcome,
            rule: None,
            points: accepted.unwrap_or_default(),
            reason: "理由".to_owned(),
            decided_at: at("2026-02-06 09:00"),
            decided_by: None,
        }),
    }
}

/// With these duty points for every leaf, out of the most it may have, and this satisfaction.
fn summed(share: i64, satisfaction: &str, evidence: &[Evidence]) -> Summary {
    let of = |most: Points| Points::from_hundredths(most.hundredths() * share / 100);
    let duties: BTreeMap<_, _> = CONTENT.leaves().map(|(leaf, most)| (leaf.code.clone(), of(most))).collect();
    summarise(&CONTENT, &Record { duties: &duties, evidence, satisfaction: points(satisfaction) }, 3)
}

/// KH-9.1: reaching the line is enough.
#[test]
fn the_cut_offs_include_their_own_line() {
    use AssessmentGrade::*;
    let table = [
        ("20", "90.00", First),
        ("19.99", "89.99", Second),
        ("10", "80.00", Second),
        ("9.99", "79.99", Third),
        ("0", "70.00", Third),
    ];
    for (satisfaction, total, grade) in table {
        let summary = summed(100, satisfaction, &[]);
        assert_eq!((summary.total.to_string().as_str(), summary.grade), (total, grade));
    }
    let summary = summed(80, "4", &[]);
    assert_eq!((summary.total.to_string().as_str(), summary.grade), ("60.00", Third));
    let summary = summed(80, "3.99", &[]);
    assert_eq!((summary.total.to_string().as_str(), summary.grade), ("59.99", NotQualified));
}

/// KH-7.2, KH-9.1: what is found is shown, what counts is bounded, and the total stays on the scale of a hundred.
#[test]
fn additions_and_deductions_are_bounded_and_the_total_is_clamped() {
    let many: Vec<_> = (0..5).map(|n| piece(&format!("+{n}"), EvidenceSource::Innovation, Some(points("3")))).collect();
    let summary = summed(100, "30", &many);
    let amounts = [summary.additions_found, summary.additions, summary.raw, summary.total].map(|each| each.to_string());
    assert_eq!(amounts, ["15.00", "10.00", "110.00", "100.00"]);

    let many: Vec<_> = (0..5).map(|n| piece(&format!("-{n}"), EvidenceSource::Audit, Some(points("5")))).collect();
    let summary = summed(0, "10", &many);
    let amounts =
        [summary.deductions_found, summary.deductions, summary.raw, summary.total].map(|each| each.to_string());
    assert_eq!(amounts, ["25.00", "20.00", "-10.00", "0.00"]);
}

/// KH-9.2: three or more substantiated cases; 以上 includes three. Complaints and inspections count together.
#[test]
fn the_third_substantiated_case_fails_whatever_the_score() {
    use EvidenceSource::*;
    let zero = Some(Points::ZERO);
    let two = [piece("a", Complaint, zero), piece("b", Inspection, zero), piece("c", Complaint, None)];
    let summary = summed(100, "30", &two);
    assert_eq!((summary.grade, summary.vetoes.len()), (AssessmentGrade::First, 0), "a dismissed case does not count");

    let three = [piece("b", Inspection, zero), piece("c", Complaint, zero), piece("a", Complaint, zero)];
    let summary = summed(100, "30", &three);
    assert_eq!((summary.grade_by_score, summary.grade), (AssessmentGrade::First, AssessmentGrade::NotQualified));
    assert_eq!(summary.vetoes[0].ground, VetoGround::SubstantiatedCases);
    assert_eq!(summary.vetoes[0].evidence, ["a", "c", "b"]);

    let twice = [two[0].clone(), two[1].clone(), two[0].clone()];
    assert_eq!(summed(100, "30", &twice).vetoes, [], "one case on the list twice is one case");
    let others = [piece("a", Audit, zero), piece("b", Supervision, zero), piece("c", Finding, zero)];
    assert_eq!(summed(100, "30", &others).vetoes, [], "the text names complaints and inspections");
}

/// KH-9.2: one notification, or one event, is enough.
#[test]
fn a_notification_or_an_event_with_consequences_fails_at_once() {
    let both = [
        piece("n", EvidenceSource::MunicipalNotification, Some(Points::ZERO)),
        piece("e", EvidenceSource::BadEvent, Some(Points::ZERO)),
    ];
    for (place, ground) in [(0, VetoGround::MunicipalNotification), (1, VetoGround::BadConsequences)] {
        let summary = summed(100, "30", std::slice::from_ref(&both[place]));
        assert_eq!((summary.grade, summary.vetoes[0].ground), (AssessmentGrade::NotQualified, ground));
    }
    assert_eq!(summed(100, "30", &both).vetoes.len(), 2);
}

#[test]
fn equal_totals_share_a_place() {
    let totals = ["88", "95.5", "88", "60"].map(points);
    assert_eq!(standings(&totals), [2, 1, 2, 4]);
    assert_eq!(standings(&[]), Vec::<u32>::new());
}

#[test]
fn points_are_written_with_two_decimals_and_read_exactly() {
    for (text, hundredths) in [("0", 0), ("12.5", 1250), ("12.50", 1250), ("-0.05", -5), ("1000000", 100_000_000)] {
        assert_eq!(points(text).hundredths(), hundredths, "{text}");
    }
    assert_eq!(points("7.05").to_string(), "7.05");
    assert_eq!(points("-0.5").to_string(), "-0.50");
    for wrong in ["", "1.", ".5", "1.234", "1e3", "+1", "--1", "1000000.01", "12345678", "１", "1,5"] {
        assert!(wrong.parse::<Points>().is_err(), "{wrong}");
    }
    assert!(serde_json::from_str::<Points>("12.5").is_err(), "a JSON number would pass through floating point");
    assert_eq!(serde_json::to_string(&points("12.5")).unwrap(), "\"12.50\"");
}
