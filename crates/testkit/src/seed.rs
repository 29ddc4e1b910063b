//! Who there is in a test: a small bureau, and one account per role, named as the role's code.

use yingshang_app::account::{self, CreateUserRequest, NewPassword};
use yingshang_app::organisation::{self, CreateUnitRequest, CreateWindowRequest, UnitKind, WindowInstitution};
use yingshang_app::{App, AppError, Caller, Tx};
use yingshang_rules::Role;

/// Units: code, name, kind.
const UNITS: &[(&str, &str, UnitKind)] = &[
    ("leadership", "局领导", UnitKind::Leadership),
    ("letters_office", "信访室", UnitKind::AcceptanceBody),
    ("approval_office", "行政审批室", UnitKind::ApprovalOffice),
    ("employment_section", "就业促进和失业保险股", UnitKind::Section),
    ("labour_section", "劳动关系和监察股", UnitKind::Section),
    ("pension_department", "社保中心养老保险部", UnitKind::CentreDepartment),
    ("injury_department", "社保中心工伤保险部", UnitKind::CentreDepartment),
    ("service_hall", "人社服务大厅", UnitKind::ServiceHall),
    ("discipline_group", "派驻纪检监察组", UnitKind::DisciplineGroup),
];

/// Windows of the service hall: code, name.
const WINDOWS: &[(&str, &str)] = &[("w01", "综合业务一号窗口"), ("w02", "综合业务二号窗口"), ("w03", "社保业务窗口")];

/// The unit a role works for; `None` for those that work for the whole bureau.
fn unit_of(role: Role) -> Option<&'static str> {
    match role {
        Role::AcceptanceOfficer => Some("letters_office"),
        Role::ApprovalOffice => Some("approval_office"),
        Role::Handler | Role::UnitLeader => Some("employment_section"),
        Role::BureauLeader | Role::LeadingGroupOffice | Role::AssessmentTeam => Some("leadership"),
        Role::WindowClerk | Role::DutyLeader => Some("service_hall"),
        Role::DisciplineOfficer => Some("discipline_group"),
        Role::SysAdmin | Role::SecAdmin | Role::Auditor | Role::Integration => None,
    }
}

/// Makes units, windows and one account per role, all with `password`.
pub(crate) async fn seed(app: &App, password: &str) -> Result<(), AppError> {
    // One hash for all: hashing is meant to be slow.
    let password = NewPassword::chosen(app, "seed", password).await?;
    app.write_as(Caller::System, "seed", move |tx| everything(tx, &password)).await
}

fn everything(tx: &mut Tx<'_>, password: &NewPassword) -> Result<(), AppError> {
    let mut unit_ids = std::collections::HashMap::new();
    for (code, name, kind) in UNITS {
        let body = CreateUnitRequest {
            code: (*code).to_owned(),
            name: (*name).to_owned(),
            kind: *kind,
            parent_id: None,
            phone: None,
            leader_in_charge_id: None,
            source_system: None,
            external_ref: None,
        };
        unit_ids.insert(*code, organisation::create_unit(tx, body)?.id);
    }
    for (code, name) in WINDOWS {
        let body = CreateWindowRequest {
            unit_id: unit_ids["service_hall"].clone(),
            code: (*code).to_owned(),
            name: (*name).to_owned(),
            institutions: WindowInstitution::ALL.to_vec(),
            source_system: None,
            external_ref: None,
        };
        organisation::create_window(tx, body)?;
    }
    for role in Role::ALL {
        let body = CreateUserRequest {
            username: role.code().to_owned(),
            display_name: role.label().to_owned(),
            staff_id: None,
            unit_id: unit_of(*role).map(|code| unit_ids[code].clone()),
            roles: vec![*role],
        };
        account::create_user(tx, body, password)?;
    }
    Ok(())
}
