//! For any plan and any record: the total stays within 0 and 100, a veto always wins, the order of the evidence does not matter, and the same input
//! gives the same bytes (KH-9.1, KH-9.2).

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::sample::select;
use yingshang_rules::assessment::codes::*;
use yingshang_rules::assessment::evidence::Evidence;
use yingshang_rules::assessment::plan::PlanContent;
use yingshang_rules::assessment::summary::{Record, Summary};
use yingshang_rules::assessment::{Points, summarise};

use super::procedure::CONTENT;
use super::summary::piece;

fn hundredths(range: std::ops::RangeInclusive<i64>) -> impl Strategy<Value = Points> {
    range.prop_map(Points::from_hundredths)
}

/// The plan of the tests with other bounds and cut-offs, also such as [`validate`] would refuse.
fn a_plan() -> impl Strategy<Value = PlanContent> {
    prop::array::uniform5(hundredths(0..=20_000)).prop_map(|[additions, deductions, first, second, third]| {
        let mut plan = CONTENT.clone();
        plan.adjustments.additions_max = additions;
        plan.adjustments.deductions_max = deductions;
        plan.cut_offs.first = first;
        plan.cut_offs.second = second;
        plan.cut_offs.third = third;
        plan
    })
}

fn some_evidence() -> impl Strategy<Value = Vec<Evidence>> {
    let each = (select(EvidenceSource::ALL), prop::option::of(hundredths(-1_000..=50_000)), any::<bool>());
    prop::collection::vec(each, 0..12).prop_map(|pieces| {
        let named = |(place, (source, accepted, decided)): (usize, (EvidenceSource, Option<Points>, bool))| {
            let mut piece = piece(&format!("e{place}"), source, accepted);
            piece.decision = piece.decision.filter(|_| decided);
            // Some name the same thing twice.
            piece.source_id = format!("s{}", place / 2);
            piece
        };
        pieces.into_iter().enumerate().map(named).collect()
    })
}

fn some_duties() -> impl Strategy<Value = BTreeMap<String, Points>> {
    let codes = select(vec!["1", "1.1", "1.2", "2", "3", "unknown"]).prop_map(str::to_owned);
    prop::collection::btree_map(codes, hundredths(-5_000..=50_000), 0..6)
}

fn summed(
    plan: &PlanContent,
    duties: &BTreeMap<String, Points>,
    evidence: &[Evidence],
    satisfaction: Points,
) -> Summary {
    summarise(plan, &Record { duties, evidence, satisfaction }, 3)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn totals_stay_within_nothing_and_a_hundred(
        plan in a_plan(),
        duties in some_duties(),
        evidence in some_evidence(),
        satisfaction in hundredths(-10_000..=10_000_000),
    ) {
        let summary = summed(&plan, &duties, &evidence, satisfaction);
        prop_assert!((Points::ZERO..=Points::HUNDRED).contains(&summary.total));
        prop_assert_eq!(summary.raw, summary.duties + summary.additions - summary.deductions + summary.satisfaction);
        prop_assert_eq!(summary.duty_headings.values().copied().sum::<Points>(), summary.duties);
        prop_assert!(summary.additions <= plan.adjustments.additions_max);
        prop_assert!(summary.deductions <= plan.adjustments.deductions_max);
    }

    #[test]
    fn a_veto_always_wins(
        plan in a_plan(),
        duties in some_duties(),
        evidence in some_evidence(),
        satisfaction in hundredths(0..=3_000),
    ) {
        let summary = summed(&plan, &duties, &evidence, satisfaction);
        let accepted = |wanted: &dyn Fn(EvidenceSource) -> bool| {
            let keys = evidence.iter().filter(|each| each.accepted().is_some() && wanted(each.source));
            keys.map(|each| each.key()).collect::<std::collections::BTreeSet<_>>().len()
        };
        let cases = accepted(&|source| matches!(source, EvidenceSource::Complaint | EvidenceSource::Inspection));
        let other = accepted(&|source| {
            matches!(source, EvidenceSource::MunicipalNotification | EvidenceSource::BadEvent)
        });
        let fails = cases >= 3 || other > 0;
        prop_assert_eq!(!summary.vetoes.is_empty(), fails);
        let expected = if fails { AssessmentGrade::NotQualified } else { summary.grade_by_score };
        prop_assert_eq!(summary.grade, expected);
    }

    #[test]
    fn the_order_of_evidence_does_not_matter_and_the_bytes_are_the_same(
        plan in a_plan(),
        duties in some_duties(),
        (evidence, shuffled) in some_evidence().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
        satisfaction in hundredths(0..=3_000),
    ) {
        let bytes = |evidence: &[Evidence]| serde_json::to_vec(&summed(&plan, &duties, evidence, satisfaction)).unwrap();
        prop_assert_eq!(bytes(&evidence), bytes(&evidence));
        prop_assert_eq!(bytes(&evidence), bytes(&shuffled));
    }

    #[test]
    fn points_survive_being_written_down(hundredths in -100_000_000i64..=100_000_000) {
        let points = Points::from_hundredths(hundredths);
        prop_assert_eq!(points.to_string().parse(), Ok(points));
    }
}
