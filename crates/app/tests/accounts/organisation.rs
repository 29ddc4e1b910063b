//! Units, windows and staff (GZ-1.1).

use std::sync::Arc;

use chrono::Duration;
use yingshang_app::organisation::{
    CreateStaffRequest, CreateUnitRequest, CreateWindowRequest, PatchStaffRequest, PatchUnitRequest,
    PatchWindowRequest, PostKind, StaffQuery, UnitKind, UnitQuery, UnitView, WindowInstitution, WindowQuery,
    create_staff, create_unit, create_window, get_staff, get_unit, get_window, list_staff, list_units, list_windows,
    patch_staff, patch_unit, patch_window,
};
use yingshang_app::{AppError, Caller, Expected};

use crate::bed::{Bed, code};

on_both_engines!(
    a_unit_is_made_changed_and_closed,
    codes_and_external_keys_are_taken_once,
    there_is_one_acceptance_body,
    no_unit_stands_below_itself,
    a_window_carries_its_institutions,
    a_person_belongs_to_a_unit_in_use,
    lists_are_filtered_and_paged,
);

fn unit(code: &str, kind: UnitKind) -> CreateUnitRequest {
    CreateUnitRequest {
        code: code.to_owned(),
        name: kind.label().to_owned(),
        kind,
        parent_id: None,
        phone: None,
        leader_in_charge_id: None,
        source_system: None,
        external_ref: None,
    }
}

fn window(unit: &UnitView, code: &str) -> CreateWindowRequest {
    CreateWindowRequest {
        unit_id: unit.id.clone(),
        code: code.to_owned(),
        name: "综合窗口".to_owned(),
        institutions: Vec::new(),
        source_system: None,
        external_ref: None,
    }
}

fn person(unit: &UnitView) -> CreateStaffRequest {
    CreateStaffRequest {
        unit_id: unit.id.clone(),
        window_id: None,
        name: "测试人员甲".to_owned(),
        position: Some("科员".to_owned()),
        post_kind: PostKind::BureauStaff,
        source_system: None,
        external_ref: None,
    }
}

async fn add(bed: &Bed, body: CreateUnitRequest) -> Result<UnitView, AppError> {
    bed.write(&Caller::System, |tx| create_unit(tx, body)).await
}

async fn change(bed: &Bed, unit: &UnitView, body: PatchUnitRequest) -> Result<UnitView, AppError> {
    let (id, expected) = (unit.id.clone(), Expected::Version(unit.version));
    bed.write(&Caller::System, move |tx| patch_unit(tx, &id, expected, body)).await
}

fn closed() -> PatchUnitRequest {
    PatchUnitRequest { active: Some(false), ..PatchUnitRequest::default() }
}

async fn a_unit_is_made_changed_and_closed(bed: Arc<Bed>) {
    let body = CreateUnitRequest { phone: Some("024-00000000".to_owned()), ..unit("section_1", UnitKind::Section) };
    let made = add(&bed, body).await.unwrap();
    let named =
        PatchUnitRequest { name: Some("就业股".to_owned()), phone: Some(None), ..PatchUnitRequest::default() };
    let changed = change(&bed, &made, named.clone()).await.unwrap();
    assert_eq!((changed.name.as_str(), changed.phone.as_ref(), changed.version), ("就业股", None, 2));
    assert_eq!(code(change(&bed, &made, closed()).await), "stale, now 2");
    assert_eq!(change(&bed, &changed, named).await.unwrap(), changed);
    let shut = change(&bed, &changed, closed()).await.unwrap();
    let id = made.id.clone();
    assert_eq!(bed.read(move |read| get_unit(read, &id)).await.unwrap(), shut);
    assert_eq!(bed.kinds("unit", &made.id).await, ["created", "changed", "changed"]);
    assert!(bed.events("unit", &made.id).await.iter().all(|event| event.basis == r#"["GZ-1.1"]"#));
    assert_eq!(code(bed.read(|read| get_unit(read, "no such unit")).await), "not_found");
}

async fn codes_and_external_keys_are_taken_once(bed: Arc<Bed>) {
    let imported = CreateUnitRequest {
        source_system: Some("oa".to_owned()),
        external_ref: Some("7".to_owned()),
        ..unit("section_1", UnitKind::Section)
    };
    let first = add(&bed, imported.clone()).await.unwrap();
    assert_eq!(code(add(&bed, unit("section_1", UnitKind::Section)).await), "code_taken");
    let again = CreateUnitRequest { code: "section_2".to_owned(), ..imported.clone() };
    assert_eq!(code(add(&bed, again).await), "external_ref_taken");
    let half = CreateUnitRequest { external_ref: None, code: "section_2".to_owned(), ..imported };
    assert_eq!(code(add(&bed, half).await), "/external_ref external_key_incomplete");
    let second = add(&bed, unit("section_2", UnitKind::Section)).await.unwrap();
    let same = PatchUnitRequest { code: Some("section_1".to_owned()), ..PatchUnitRequest::default() };
    assert_eq!(code(change(&bed, &second, same).await), "code_taken");

    let body = window(&first, "window_1");
    let again = body.clone();
    bed.write(&Caller::System, |tx| create_window(tx, body)).await.unwrap();
    assert_eq!(code(bed.write(&Caller::System, |tx| create_window(tx, again)).await), "code_taken");
}

async fn there_is_one_acceptance_body(bed: Arc<Bed>) {
    let first = add(&bed, unit("letters_1", UnitKind::AcceptanceBody)).await.unwrap();
    assert_eq!(code(add(&bed, unit("letters_2", UnitKind::AcceptanceBody)).await), "second_acceptance_body");
    let section = add(&bed, unit("letters_2", UnitKind::Section)).await.unwrap();
    let becomes = PatchUnitRequest { kind: Some(UnitKind::AcceptanceBody), ..PatchUnitRequest::default() };
    assert_eq!(code(change(&bed, &section, becomes.clone()).await), "second_acceptance_body");
    // Its own renaming is no second one.
    let renamed = PatchUnitRequest { name: Some("信访接待室".to_owned()), ..PatchUnitRequest::default() };
    let first = change(&bed, &first, renamed).await.unwrap();
    let first = change(&bed, &first, closed()).await.unwrap();
    change(&bed, &section, becomes).await.unwrap();
    let reopened = PatchUnitRequest { active: Some(true), ..PatchUnitRequest::default() };
    assert_eq!(code(change(&bed, &first, reopened).await), "second_acceptance_body");
}

async fn no_unit_stands_below_itself(bed: Arc<Bed>) {
    let top = add(&bed, unit("top", UnitKind::Leadership)).await.unwrap();
    let below = |parent: &UnitView, code: &str| CreateUnitRequest {
        parent_id: Some(parent.id.clone()),
        ..unit(code, UnitKind::Section)
    };
    let middle = add(&bed, below(&top, "middle")).await.unwrap();
    let bottom = add(&bed, below(&middle, "bottom")).await.unwrap();
    for parent in [&top, &middle, &bottom] {
        let body = PatchUnitRequest { parent_id: Some(Some(parent.id.clone())), ..PatchUnitRequest::default() };
        assert_eq!(code(change(&bed, &top, body).await), "/parent_id unit_below_itself");
    }
    let missing = CreateUnitRequest { parent_id: Some("no such unit".to_owned()), ..unit("x", UnitKind::Section) };
    assert_eq!(code(add(&bed, missing).await), "/parent_id unknown_unit");
    let shut = change(&bed, &middle, closed()).await.unwrap();
    assert_eq!(code(add(&bed, below(&shut, "late")).await), "/parent_id unknown_unit");
    // What was below it before stays editable.
    let renamed = PatchUnitRequest { name: Some("就业股".to_owned()), ..PatchUnitRequest::default() };
    change(&bed, &bottom, renamed).await.unwrap();
}

async fn a_window_carries_its_institutions(bed: Arc<Bed>) {
    let hall = add(&bed, unit("hall", UnitKind::ServiceHall)).await.unwrap();
    let mut body = window(&hall, "window_1");
    body.institutions =
        [WindowInstitution::TimeLimit, WindowInstitution::FirstInquiry, WindowInstitution::TimeLimit].into();
    let made = bed.write(&Caller::System, |tx| create_window(tx, body)).await.unwrap();
    assert_eq!(made.institutions, [WindowInstitution::FirstInquiry, WindowInstitution::TimeLimit]);
    let every =
        PatchWindowRequest { institutions: Some(WindowInstitution::ALL.to_vec()), ..PatchWindowRequest::default() };
    let id = made.id.clone();
    let changed =
        bed.write(&Caller::System, move |tx| patch_window(tx, &id, Expected::Version(1), every)).await.unwrap();
    assert_eq!(changed.institutions, WindowInstitution::ALL);
    let id = made.id.clone();
    assert_eq!(bed.read(move |read| get_window(read, &id)).await.unwrap(), changed);
    let mut nowhere = window(&hall, "window_2");
    nowhere.unit_id = "no such unit".to_owned();
    assert_eq!(code(bed.write(&Caller::System, |tx| create_window(tx, nowhere)).await), "/unit_id unknown_unit");
}

async fn a_person_belongs_to_a_unit_in_use(bed: Arc<Bed>) {
    let hall = add(&bed, unit("hall", UnitKind::ServiceHall)).await.unwrap();
    let body = window(&hall, "window_1");
    let desk = bed.write(&Caller::System, |tx| create_window(tx, body)).await.unwrap();
    let body = CreateStaffRequest { window_id: Some(desk.id.clone()), ..person(&hall) };
    let made = bed.write(&Caller::System, |tx| create_staff(tx, body)).await.unwrap();
    // A name is personal: it is in the register, not in the log.
    let log = bed.events("staff", &made.id).await;
    assert!(log.len() == 1 && !log[0].payload.contains(&made.name));

    let body = CreateStaffRequest {
        unit_id: "no such unit".to_owned(),
        window_id: Some("no such window".to_owned()),
        ..person(&hall)
    };
    let refused = bed.write(&Caller::System, |tx| create_staff(tx, body)).await;
    assert_eq!(code(refused), "/unit_id unknown_unit, /window_id unknown_window");

    change(&bed, &hall, closed()).await.unwrap();
    let body = PatchStaffRequest { window_id: Some(None), position: Some(None), ..PatchStaffRequest::default() };
    let id = made.id.clone();
    let changed = bed.write(&Caller::System, move |tx| patch_staff(tx, &id, Expected::Version(1), body)).await.unwrap();
    assert_eq!((changed.window_id.as_ref(), changed.position.as_ref(), changed.version), (None, None, 2));
    let id = made.id.clone();
    assert_eq!(bed.read(move |read| get_staff(read, &id)).await.unwrap(), changed);
    let body = person(&hall);
    assert_eq!(code(bed.write(&Caller::System, |tx| create_staff(tx, body)).await), "/unit_id unknown_unit");
}

async fn lists_are_filtered_and_paged(bed: Arc<Bed>) {
    let hall = add(&bed, unit("hall", UnitKind::ServiceHall)).await.unwrap();
    let mut ids = Vec::new();
    for number in 0..5 {
        bed.clock.pass(Duration::seconds(1));
        let body = CreateUnitRequest {
            parent_id: Some(hall.id.clone()),
            ..unit(&format!("section_{number}"), UnitKind::Section)
        };
        ids.push(add(&bed, body).await.unwrap().id);
        let body = window(&hall, &format!("window_{number}"));
        bed.write(&Caller::System, |tx| create_window(tx, body)).await.unwrap();
        let body = person(&hall);
        bed.write(&Caller::System, |tx| create_staff(tx, body)).await.unwrap();
    }
    let since = bed.app.now().plus(Duration::seconds(-1));
    let units = |query: UnitQuery| bed.read(move |read| list_units(read, &query));
    let all =
        UnitQuery { kind: Some(UnitKind::Section), parent_id: Some(hall.id.clone()), limit: 3, ..Default::default() };
    let first = units(all.clone()).await.unwrap();
    assert!(first.more);
    let rest = units(UnitQuery { after: Some(first.items[2].id.clone()), ..all.clone() }).await.unwrap();
    assert!(!rest.more);
    let seen: Vec<String> = first.items.into_iter().chain(rest.items).map(|unit| unit.id).collect();
    assert_eq!(seen, ids);
    let recent = units(UnitQuery { updated_since: Some(since), limit: 50, ..Default::default() }).await.unwrap();
    assert_eq!(recent.items.len(), 2);
    let none = units(UnitQuery { active: Some(false), limit: 50, ..Default::default() }).await.unwrap();
    assert!(none.items.is_empty() && !none.more);

    let query = WindowQuery { unit_id: Some(hall.id.clone()), limit: 5, ..Default::default() };
    let windows = bed.read(move |read| list_windows(read, &query)).await.unwrap();
    assert_eq!((windows.items.len(), windows.more), (5, false));
    let query = StaffQuery { unit_id: Some(hall.id.clone()), active: Some(true), limit: 4, ..Default::default() };
    let people = bed.read(move |read| list_staff(read, &query)).await.unwrap();
    assert_eq!((people.items.len(), people.more), (4, true));
}
