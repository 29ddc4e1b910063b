//! The lists of the measure are as long as the text says, in its order.

use yingshang_rules::code_list::CodeList;
use yingshang_rules::complaint::codes::*;

fn codes(list: &CodeList) -> Vec<&'static str> {
    list.items.iter().map(|item| item.code).collect()
}

/// TS-4.1: the five sources of 第四条, and the system's own channel (GZ-4.1).
#[test]
fn ts_4_1_sources() {
    let expected = ["phone", "letter", "visit", "superior_transfer", "petition_transfer", "online"];
    assert_eq!(codes(ComplaintChannel::CODE_LIST), expected);
    let transfers: Vec<_> = ComplaintChannel::ALL.iter().filter(|c| c.is_transfer()).map(|c| c.code()).collect();
    assert_eq!(transfers, ["superior_transfer", "petition_transfer"]);
}

/// TS-5.1: ten categories, the tenth a catch-all; the measure itself applies to nothing else (TS-2.1).
#[test]
fn ts_5_1_categories() {
    let categories = codes(ComplaintCategory::CODE_LIST);
    assert_eq!((categories.len(), categories[8], categories[9]), (10, "superior_assigned", "other"));
}

#[test]
fn ts_6_1_grounds_of_non_acceptance() {
    let expected = [
        "civil_dispute",
        "in_legal_procedure",
        "accepted_elsewhere",
        "repeated_without_new_evidence",
        "force_majeure",
        "outside_remit",
    ];
    assert_eq!(codes(RejectionGround::CODE_LIST), expected);
}

#[test]
fn ts_7_5a_triage() {
    assert_eq!(codes(TriageOutcome::CODE_LIST), ["misunderstanding", "dispute", "deliberate_violation"]);
}

#[test]
fn ts_12_3_findings() {
    assert_eq!(codes(ResultOutcome::CODE_LIST), ["substantiated", "partly_substantiated", "unsubstantiated"]);
}

#[test]
fn ts_18_1_grounds_of_termination() {
    let expected = ["withdrawn", "legal_procedure_begun", "other_organ_intervened", "not_cooperating", "other_by_law"];
    assert_eq!(codes(TerminationGround::CODE_LIST), expected);
}

#[test]
fn ts_19_1_grounds_of_conclusion() {
    assert_eq!(codes(ConclusionGround::CODE_LIST), ["result_accepted", "no_new_evidence", "unsubstantiated"]);
}

#[test]
fn ts_22_1_misconduct_of_accepting_and_handling_bodies() {
    let expected = [
        "partiality",
        "harm_by_intent_or_negligence",
        "abuse_or_omission",
        "secrets_disclosed",
        "unjustified_refusal_or_delay",
    ];
    assert_eq!(codes(Misconduct::CODE_LIST), expected);
}

#[test]
fn ts_23_1_supervision_measures() {
    assert_eq!(codes(SupervisionKind::CODE_LIST), ["listed_supervision", "warning_talk", "public_criticism"]);
}
