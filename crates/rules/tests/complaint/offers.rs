//! What is offered and what is decided agree: a closed offer is refused with the same code, an open one passes the gate.

use yingshang_calendar::Instant;
use yingshang_rules::complaint::actions::offers;
use yingshang_rules::complaint::gate::{Action, pass};

use super::cast::{NAMES, actor};
use super::procedure::{Procedure, at};
use super::steps;
use super::tables::procedure_at;

/// Codes that come from who asks and when, not from what is said. An open offer never meets one of them.
const GATE_CODES: [&str; 12] = [
    "wrong_state",
    "not_entrusted",
    "respondent_may_not_act",
    "onward_transfer_forbidden",
    "extension_by_handler",
    "archiving_before_conclusion",
    "not_classified",
    "investigation_without_consent",
    "extension_too_late",
    "extension_already_granted",
    "extension_pending",
    "rework_not_extendable",
];

/// Compares every offer to everybody with the decision; gives how many were open.
pub fn check_offers(procedure: &Procedure, now: Instant) -> usize {
    let mut open = 0;
    for name in NAMES {
        let actor = actor(name);
        for offer in offers(procedure.case(), &procedure.context(&actor, now)) {
            let (action, code) = (offer.action, offer.closed.as_ref().map(|refusal| refusal.code));
            let body = steps::body(action.label(), 0, &Default::default());
            let answer = procedure.ask(&actor, action.label(), offer.item_id.as_deref(), body, now);
            let refused = answer.as_ref().err().map(|refusal| refusal.code);
            match code {
                Some(code) => assert_eq!(refused, Some(code), "{name} {action}: closed offer"),
                None => {
                    open += 1;
                    assert_eq!(pass(procedure.case(), action, &actor), Ok(()), "{name} {action}");
                    let gated = refused.is_some_and(|code| GATE_CODES.contains(&code));
                    assert!(!gated, "{name} {action}: offered, then refused as {refused:?}");
                }
            }
        }
    }
    open
}

#[test]
fn offers_agree_with_decisions_in_every_state() {
    for point in
        ["已登记待受理", "已交办待签收", "办理中", "已申请延期", "已准延期", "发回重新办理", "已核查待办结", "已归档"]
    {
        let open = check_offers(&procedure_at(point), at("2026-03-12 12:00"));
        assert!(open > 0, "{point}: something is always open");
    }
}

/// Steps on records are offered once for each open record, steps of the service never.
#[test]
fn records_are_offered_one_by_one() {
    let now = at("2026-03-09 09:00");
    let mut procedure = procedure_at("已申请延期");
    let officer = actor("信访室");
    let mut take = |steps: &[&str]| {
        for step in steps {
            let body = steps::body(step, 0, &Default::default());
            let decision = procedure.ask(&officer, step, None, body, now).unwrap();
            procedure.apply(decision, now);
        }
        let offers = offers(procedure.case(), &procedure.context(&officer, now));
        offers.into_iter().map(|o| (o.action, o.item_id)).collect::<Vec<_>>()
    };
    let items = |offers: &[(Action, Option<String>)], action| -> Vec<Option<String>> {
        offers.iter().filter(|(offered, _)| *offered == action).map(|(_, item)| item.clone()).collect()
    };
    let record = |id: &str| Some(id.to_owned());

    let open = take(&["登记线索", "登记线索", "督办措施"]);
    assert_eq!(items(&open, Action::DispatchClue), [record("第6步"), record("第7步")]);
    assert_eq!(items(&open, Action::LiftSupervision), [record("第8步")]);
    assert_eq!(items(&open, Action::DecideExtension), [record("第5步")]);
    assert_eq!(items(&open, Action::Accept), [None]);
    assert!(items(&open, Action::DeemReceived).is_empty() && items(&open, Action::RemindAutomatically).is_empty());

    let done = take(&["移送线索", "解除督办措施", "决定延期"]);
    assert_eq!(items(&done, Action::DispatchClue), [record("第7步")]);
    assert!(items(&done, Action::LiftSupervision).is_empty() && items(&done, Action::DecideExtension).is_empty());
}
