//! What a version of a service item must keep (RQ-1.1, RQ-2.1, RQ-3.1, FD-4.1, GZ-1.2.1), and who may write one.

use chrono::NaiveDate;
use yingshang_calendar::{Limit, Unit};
use yingshang_rules::actor::StaffActor;
use yingshang_rules::service_item::{
    DeferralMeasure, ItemMaterial, ItemVersion, LegalForm, OfficialCodes, ServiceGuide, ServiceItemKind, StageLimits,
    WindowInstitution, check, check_editor, warnings,
};
use yingshang_rules::{Actor, Role};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

const TODAY: &str = "2026-03-02";

fn material(code: &str, main: bool, deferrable: bool) -> ItemMaterial {
    ItemMaterial {
        code: code.to_owned(),
        name: format!("材料{code}"),
        main,
        required: true,
        deferrable,
        legal_form: LegalForm::Original,
        note: None,
    }
}

/// A permit that keeps every rule: commitment deferral of its second material.
fn permit() -> ItemVersion {
    ItemVersion {
        item_id: "item".to_owned(),
        number: 1,
        effective_from: day("2026-01-01"),
        name: "人力资源服务许可".to_owned(),
        kind: ServiceItemKind::Permit,
        unit_id: "unit".to_owned(),
        window_ids: Vec::new(),
        institutions: WindowInstitution::ALL.to_vec(),
        official_codes: OfficialCodes::default(),
        promised_limit: Limit::new(5, Unit::WorkingDay),
        statutory_limit: Some(Limit::new(20, Unit::WorkingDay)),
        stage_limits: StageLimits::default(),
        deferral_measure: DeferralMeasure::Commitment,
        materials: vec![material("M01", true, false), material("M02", false, true)],
        guide: Some(ServiceGuide {
            conditions: "有固定的经营场所。".to_owned(),
            legal_basis: "条例".to_owned(),
            procedure: vec!["申请".to_owned()],
            place: "服务大厅".to_owned(),
            phone: "024-00000000".to_owned(),
            fees: "不收费".to_owned(),
            published_on: day("2026-01-01"),
        }),
    }
}

/// What the change of a good permit breaks: place, code and obligations of each breach.
fn breaks(change: impl FnOnce(&mut ItemVersion)) -> Vec<(String, &'static str, &'static [&'static str])> {
    let mut draft = permit();
    change(&mut draft);
    let breaches = check(&draft, None, day(TODAY)).err().unwrap_or_default();
    breaches.into_iter().map(|breach| (breach.pointer, breach.code, breach.basis)).collect()
}

fn one(
    pointer: &str,
    code: &'static str,
    basis: &'static [&'static str],
) -> Vec<(String, &'static str, &'static [&'static str])> {
    vec![(pointer.to_owned(), code, basis)]
}

#[test]
fn a_version_that_keeps_every_rule_passes() {
    assert_eq!(breaks(|_| ()), []);
    let service = |draft: &mut ItemVersion| {
        draft.kind = ServiceItemKind::PublicService;
        draft.institutions = vec![WindowInstitution::FirstInquiry];
        draft.deferral_measure = DeferralMeasure::None;
        draft.materials.truncate(1);
        draft.statutory_limit = None;
        draft.guide = None;
    };
    assert_eq!(breaks(service), [], "a public service needs neither guide nor refusal filing nor a limit by law");
}

#[test]
fn rq_2_1_a_version_starts_after_the_newest_and_not_in_the_past() {
    let newest = ItemVersion { effective_from: day("2026-02-01"), ..permit() };
    let starting = |from: &str| {
        let draft = ItemVersion { number: 2, effective_from: day(from), ..permit() };
        let found = check(&draft, Some(&newest), day(TODAY)).err().unwrap_or_default();
        assert!(found.iter().all(|breach| breach.pointer == "/effective_from" && breach.basis == ["RQ-2.1"]));
        found.into_iter().map(|breach| breach.code).collect::<Vec<_>>()
    };
    assert_eq!(starting("2026-01-31"), ["not_after_newest", "effective_in_the_past"]);
    assert_eq!(starting("2026-02-01"), ["not_after_newest", "effective_in_the_past"]);
    assert_eq!(starting("2026-02-02"), ["effective_in_the_past"]);
    assert_eq!(starting("2026-03-01"), ["effective_in_the_past"]);
    assert_eq!(starting("2026-03-02"), Vec::<&str>::new(), "today is not the past");
    let to_come = ItemVersion { effective_from: day("2026-05-01"), ..permit() };
    let before_it = ItemVersion { number: 3, effective_from: day("2026-05-01"), ..permit() };
    assert_eq!(check(&before_it, Some(&to_come), day(TODAY)).unwrap_err()[0].code, "not_after_newest");
    assert_eq!(check(&permit(), None, day(TODAY)), Ok(()), "the first version may say since when it has been so");
}

#[test]
fn rq_1_1_a_main_material_is_never_deferrable() {
    let found = breaks(|draft| draft.materials[0].deferrable = true);
    assert_eq!(found, one("/materials/0/deferrable", "main_material_deferrable", &["RQ-1.1"]));
}

#[test]
fn rq_2_1_a_material_is_listed_once() {
    let found = breaks(|draft| draft.materials[1].code = "M01".to_owned());
    assert_eq!(found, one("/materials/1/code", "duplicate_material", &["RQ-2.1"]));
}

#[test]
fn rq_3_1_measure_and_deferrable_materials_belong_together() {
    let found = breaks(|draft| draft.deferral_measure = DeferralMeasure::None);
    assert_eq!(found, one("/deferral_measure", "deferral_measure_missing", &["RQ-3.1"]));
    for measure in [DeferralMeasure::Commitment, DeferralMeasure::Direct] {
        let found = breaks(|draft| {
            draft.deferral_measure = measure;
            draft.materials[1].deferrable = false;
        });
        assert_eq!(found, one("/deferral_measure", "nothing_deferrable", &["RQ-3.1"]));
    }
}

#[test]
fn gz_1_2_1_an_item_with_deferral_carries_the_institution() {
    let found = breaks(|draft| draft.institutions.retain(|institution| *institution != WindowInstitution::Deferral));
    assert_eq!(found, one("/institutions", "deferral_institution_missing", &["GZ-1.2.1"]));
}

#[test]
fn fd_4_1_an_approval_is_under_refusal_filing_with_a_guide_published_in_time() {
    for kind in [ServiceItemKind::Permit, ServiceItemKind::OtherApproval] {
        let found = breaks(|draft| {
            draft.kind = kind;
            draft.institutions.retain(|institution| *institution != WindowInstitution::RefusalFiling);
        });
        assert_eq!(found, one("/institutions", "refusal_filing_missing", &["FD-4.1"]));
        let found = breaks(|draft| {
            draft.kind = kind;
            draft.guide = None;
        });
        assert_eq!(found, one("/guide", "guide_missing", &["FD-4.1"]));
    }
    let published = |on: &str, from: &str| {
        breaks(|draft| {
            draft.guide.as_mut().unwrap().published_on = day(on);
            draft.effective_from = day(from);
        })
    };
    let late = one("/guide/published_on", "guide_published_late", &["FD-4.1"]);
    assert_eq!(published("2026-04-01", "2026-04-01"), []);
    assert_eq!(published("2026-04-02", "2026-04-01"), late);
    assert_eq!(published(TODAY, "2026-01-01"), [], "a guide of an old item may be a newer edition");
    assert_eq!(published("2026-03-03", "2026-01-01"), late);
}

#[test]
fn fw_5_4_a_permit_has_a_limit_by_law() {
    let found = breaks(|draft| draft.statutory_limit = None);
    assert_eq!(found, one("/statutory_limit", "statutory_limit_missing", &["FW-5.4"]));
    let other = breaks(|draft| {
        draft.kind = ServiceItemKind::OtherApproval;
        draft.statutory_limit = None;
    });
    assert_eq!(other, []);
}

#[test]
fn gz_1_2_1_a_promise_is_never_longer_than_the_law() {
    use Unit::{CalendarDay, Hour, Month, WorkingDay, Year};
    let refused = one("/promised_limit", "promise_beyond_law", &["GZ-1.2.1"]);
    for (promised, statutory, longer) in [
        ((20, WorkingDay), (20, WorkingDay), false),
        ((21, WorkingDay), (20, WorkingDay), true),
        ((0, WorkingDay), (0, WorkingDay), false),
        ((30, WorkingDay), (30, CalendarDay), false),
        ((31, WorkingDay), (30, CalendarDay), true),
        // Thirty days with holidays in them may well be shorter than twenty working days.
        ((30, CalendarDay), (20, WorkingDay), false),
        ((31, CalendarDay), (1, Month), false),
        ((32, CalendarDay), (1, Month), true),
        ((2, Month), (1, Month), true),
        ((1, Month), (27, CalendarDay), true),
        ((1, Month), (28, CalendarDay), false),
        ((13, Month), (1, Year), false),
        ((14, Month), (1, Year), true),
        ((49, Hour), (2, CalendarDay), true),
        ((48, Hour), (2, CalendarDay), false),
        ((1, Year), (365, CalendarDay), false),
        ((1, Year), (364, CalendarDay), true),
    ] {
        let found = breaks(|draft| {
            draft.promised_limit = Limit::new(promised.0, promised.1);
            draft.statutory_limit = Some(Limit::new(statutory.0, statutory.1));
        });
        assert_eq!(found, if longer { refused.clone() } else { Vec::new() }, "{promised:?} against {statutory:?}");
    }
}

#[test]
fn every_breach_is_told_at_once() {
    let found = breaks(|draft| {
        draft.materials[0].deferrable = true;
        draft.institutions.clear();
        draft.promised_limit = Limit::new(30, Unit::WorkingDay);
        draft.guide = None;
    });
    let codes: Vec<&str> = found.iter().map(|(_, code, _)| *code).collect();
    let expected = [
        "main_material_deferrable",
        "deferral_institution_missing",
        "promise_beyond_law",
        "refusal_filing_missing",
        "guide_missing",
    ];
    assert_eq!(codes, expected);
}

#[test]
fn official_codes_of_an_unusual_length_are_kept_with_a_warning() {
    let mut item = permit();
    assert_eq!(warnings(&item), []);
    item.official_codes = OfficialCodes {
        catalog_code: Some("0".repeat(12)),
        task_code: Some("0".repeat(31)),
        handling_code: Some("0".repeat(33)),
    };
    assert_eq!(warnings(&item), []);
    item.official_codes.task_code = Some("0".repeat(12));
    let found = warnings(&item);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].pointer, found[0].code), ("/official_codes/task_code", "unusual_code_length"));
    assert!(found[0].message.contains("31"));
    assert_eq!(check(&item, None, day(TODAY)), Ok(()));
}

#[test]
fn rq_2_1_a_leader_keeps_the_list_of_the_unit_and_the_approval_office_every_list() {
    let staff = |role, unit: Option<&str>| {
        Actor::Staff(StaffActor {
            user_id: "user".to_owned(),
            staff_id: None,
            unit_id: unit.map(str::to_owned),
            roles: vec![role],
        })
    };
    for (actor, units, allowed) in [
        (staff(Role::UnitLeader, Some("a")), vec!["a"], true),
        (staff(Role::UnitLeader, Some("a")), vec!["b"], false),
        (staff(Role::UnitLeader, Some("a")), vec!["a", "b"], false),
        (staff(Role::UnitLeader, None), vec!["a"], false),
        (staff(Role::ApprovalOffice, Some("c")), vec!["a", "b"], true),
        (staff(Role::Handler, Some("a")), vec!["a"], false),
        (Actor::System, vec!["a"], true),
        (Actor::Complainant, vec!["a"], false),
    ] {
        let answer = check_editor(&actor, &units);
        assert_eq!(answer.is_ok(), allowed, "{actor:?} {units:?}");
        if let Err(refusal) = answer {
            assert_eq!((refusal.code, refusal.basis), ("not_own_item", vec!["RQ-2.1"]));
        }
    }
}
