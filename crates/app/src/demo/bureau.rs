//! Founding the bureau: units, windows, people, accounts.

use std::collections::HashMap;

use serde::Deserialize;
use yingshang_rules::Role;
use yingshang_rules::actor::StaffActor;

use super::clock::DemoClock;
use crate::account::{CreateUserRequest, NewPassword, create_user};
use crate::app::App;
use crate::caller::{Caller, Principal};
use crate::error::AppError;
use crate::organisation::{
    CreateStaffRequest, CreateUnitRequest, CreateWindowRequest, PatchUnitRequest, PostKind, UnitKind,
    WindowInstitution, create_staff, create_unit, create_window, patch_unit,
};
use crate::tx::{Expected, Tx};

const DATA: &str = include_str!("data/bureau.toml");

/// What the log says the requests came from.
pub(super) const REQUEST_ID: &str = "demo";

/// The bureau, by the names the data uses.
pub(super) struct Bureau {
    /// Unit ids by code.
    pub(super) units: HashMap<String, String>,
    /// Window ids by code.
    pub(super) windows: HashMap<String, String>,
    /// Service item ids by code.
    pub(super) items: HashMap<String, String>,
    /// Staff ids by name.
    pub(super) staff: HashMap<String, String>,
    /// Account holders by login name.
    pub(super) principals: HashMap<String, Principal>,
    /// Login names in the order of the data.
    pub(super) usernames: Vec<String>,
}

impl Bureau {
    /// Whoever logs in under this name.
    pub(super) fn caller(&self, username: &str) -> Result<Caller, AppError> {
        let principal = self.principals.get(username).cloned();
        let nobody = || AppError::internal(format!("demo data: nobody logs in as {username}"));
        principal.map(Caller::Staff).ok_or_else(nobody)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Plan {
    units: Vec<UnitPlan>,
    windows: Vec<WindowPlan>,
    people: Vec<Person>,
    machines: Vec<Account>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UnitPlan {
    code: String,
    name: String,
    kind: UnitKind,
    phone: Option<String>,
    /// Name of the member of the leadership it answers to.
    leader: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WindowPlan {
    code: String,
    name: String,
    unit: String,
    institutions: Vec<WindowInstitution>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Person {
    name: String,
    unit: String,
    window: Option<String>,
    position: String,
    #[serde(default = "bureau_staff")]
    post_kind: PostKind,
    account: Option<AccountOf>,
}

fn bureau_staff() -> PostKind {
    PostKind::BureauStaff
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AccountOf {
    username: String,
    roles: Vec<Role>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Account {
    name: String,
    username: String,
    roles: Vec<Role>,
}

/// Makes everything the data plans; every account gets `password`.
pub(super) async fn found(app: &App, clock: &DemoClock, password: &str) -> Result<Bureau, AppError> {
    let plan: Plan = toml::from_str(DATA).map_err(AppError::internal)?;
    // One hash for all: that the accounts share a password is no secret here.
    let password = NewPassword::chosen(app, "sys_admin", password).await?;
    let founding = Founding { app, clock, password };
    let mut bureau = Bureau {
        units: HashMap::new(),
        windows: HashMap::new(),
        items: HashMap::new(),
        staff: HashMap::new(),
        principals: HashMap::new(),
        usernames: Vec::new(),
    };
    for unit in &plan.units {
        founding.unit(&mut bureau, unit).await?;
    }
    for window in plan.windows {
        let code = window.code.clone();
        let id = founding.window(&bureau, window).await?;
        bureau.windows.insert(code, id);
    }
    for person in plan.people {
        founding.person(&mut bureau, person).await?;
    }
    for unit in &plan.units {
        founding.leader(&bureau, unit).await?;
    }
    for Account { name, username, roles } in plan.machines {
        let body = CreateUserRequest { username, display_name: name, staff_id: None, unit_id: None, roles };
        founding.account(&mut bureau, body).await?;
    }
    Ok(bureau)
}

struct Founding<'a> {
    app: &'a App,
    clock: &'a DemoClock,
    password: NewPassword,
}

impl Founding<'_> {
    async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, AppError> + Send + 'static,
    ) -> Result<T, AppError> {
        self.clock.tick();
        self.app.write_as(Caller::System, REQUEST_ID, work).await
    }

    async fn unit(&self, bureau: &mut Bureau, plan: &UnitPlan) -> Result<(), AppError> {
        let body = CreateUnitRequest {
            code: plan.code.clone(),
            name: plan.name.clone(),
            kind: plan.kind,
            parent_id: None,
            phone: plan.phone.clone(),
            leader_in_charge_id: None,
            source_system: None,
            external_ref: None,
        };
        let unit = self.write(move |tx| create_unit(tx, body)).await?;
        bureau.units.insert(plan.code.clone(), unit.id);
        Ok(())
    }

    /// Puts a unit under its leader, who works in a unit too and so comes later.
    async fn leader(&self, bureau: &Bureau, plan: &UnitPlan) -> Result<(), AppError> {
        let Some(leader) = &plan.leader else { return Ok(()) };
        let id = named(&bureau.units, &plan.code)?;
        let leader_in_charge_id = Some(Some(named(&bureau.staff, leader)?));
        let body = PatchUnitRequest { leader_in_charge_id, ..PatchUnitRequest::default() };
        self.write(move |tx| patch_unit(tx, &id, Expected::Any, body)).await?;
        Ok(())
    }

    async fn window(&self, bureau: &Bureau, plan: WindowPlan) -> Result<String, AppError> {
        let body = CreateWindowRequest {
            unit_id: named(&bureau.units, &plan.unit)?,
            code: plan.code,
            name: plan.name,
            institutions: plan.institutions,
            source_system: None,
            external_ref: None,
        };
        Ok(self.write(move |tx| create_window(tx, body)).await?.id)
    }

    async fn person(&self, bureau: &mut Bureau, person: Person) -> Result<(), AppError> {
        let Person { name, unit, window, position, post_kind, account } = person;
        let body = CreateStaffRequest {
            unit_id: named(&bureau.units, &unit)?,
            window_id: window.map(|code| named(&bureau.windows, &code)).transpose()?,
            name: name.clone(),
            position: Some(position),
            post_kind,
            source_system: None,
            external_ref: None,
        };
        let staff = self.write(move |tx| create_staff(tx, body)).await?;
        bureau.staff.insert(name.clone(), staff.id.clone());
        let Some(AccountOf { username, roles }) = account else { return Ok(()) };
        let body = CreateUserRequest {
            username,
            display_name: name,
            staff_id: Some(staff.id),
            unit_id: Some(staff.unit_id),
            roles,
        };
        self.account(bureau, body).await
    }

    async fn account(&self, bureau: &mut Bureau, body: CreateUserRequest) -> Result<(), AppError> {
        let password = self.password.clone();
        let user = self.write(move |tx| create_user(tx, body, &password)).await?.user;
        let principal = Principal {
            session_id: REQUEST_ID.to_owned(),
            username: user.username.clone(),
            staff: StaffActor { user_id: user.id, staff_id: user.staff_id, unit_id: user.unit_id, roles: user.roles },
            must_change_password: user.must_change_password,
        };
        bureau.usernames.push(user.username.clone());
        bureau.principals.insert(user.username, principal);
        Ok(())
    }
}

fn named(ids: &HashMap<String, String>, name: &str) -> Result<String, AppError> {
    ids.get(name).cloned().ok_or_else(|| AppError::internal(format!("demo data: nothing named {name}")))
}
