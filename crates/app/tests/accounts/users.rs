//! Accounts as a resource, and who may change whose.

use std::sync::Arc;

use yingshang_app::account::{
    CreateUserRequest, NewPassword, PatchUserRequest, UserQuery, UserView, create_user, get_user, list_users,
    patch_user,
};
use yingshang_app::event_log::verify;
use yingshang_app::organisation::{CreateUnitRequest, UnitKind, create_unit};
use yingshang_app::tx::Subject;
use yingshang_app::{AppError, Caller, Expected};
use yingshang_rules::Role;

use crate::bed::{Bed, account, code};

on_both_engines!(
    an_account_is_made_listed_and_changed,
    all_faults_of_a_new_account_are_reported_at_once,
    a_user_name_is_taken_once,
    administrator_roles_stand_alone,
    nobody_changes_their_own_roles,
    the_security_administrator_only_disables,
    the_last_system_administrator_stays,
    a_stale_change_is_refused,
);

async fn create(bed: &Bed, body: CreateUserRequest) -> Result<UserView, AppError> {
    let password = NewPassword::one_time(&bed.app).await.unwrap();
    Ok(bed.write(&Caller::System, move |tx| create_user(tx, body, &password)).await?.user)
}

async fn patch(bed: &Bed, caller: &Caller, id: &str, body: PatchUserRequest) -> Result<UserView, AppError> {
    let id = id.to_owned();
    bed.write(caller, move |tx| patch_user(tx, &id, Expected::Any, body)).await
}

fn roles(roles: &[Role]) -> PatchUserRequest {
    PatchUserRequest { roles: Some(roles.to_vec()), ..PatchUserRequest::default() }
}

fn active(active: bool) -> PatchUserRequest {
    PatchUserRequest { active: Some(active), ..PatchUserRequest::default() }
}

async fn an_account_is_made_listed_and_changed(bed: Arc<Bed>) {
    let body = CreateUnitRequest {
        code: "letters_office".to_owned(),
        name: "信访室".to_owned(),
        kind: UnitKind::AcceptanceBody,
        parent_id: None,
        phone: None,
        leader_in_charge_id: None,
        source_system: None,
        external_ref: None,
    };
    let unit = bed.write(&Caller::System, |tx| create_unit(tx, body)).await.unwrap();
    let body = CreateUserRequest {
        unit_id: Some(unit.id.clone()),
        // Twice and out of order: stored once and in the order of the list.
        ..account("officer01", &[Role::DutyLeader, Role::AcceptanceOfficer, Role::DutyLeader])
    };
    let user = create(&bed, body).await.unwrap();
    assert_eq!(user.roles, [Role::AcceptanceOfficer, Role::DutyLeader]);
    assert_eq!((user.version, user.active, user.must_change_password), (1, true, true));
    let others = [bed.user("officer02", &[]).await, bed.user("officer03", &[]).await];

    let change = PatchUserRequest {
        display_name: Some("受理人员".to_owned()),
        unit_id: Some(None),
        ..PatchUserRequest::default()
    };
    let changed = patch(&bed, &Caller::System, &user.id, change.clone()).await.unwrap();
    assert_eq!((changed.version, changed.unit_id.as_ref()), (2, None));
    // The same again changes nothing and leaves no entry.
    assert_eq!(patch(&bed, &Caller::System, &user.id, change).await.unwrap(), changed);
    let id = user.id.clone();
    assert_eq!(bed.read(move |read| get_user(read, &id)).await.unwrap(), changed);
    assert_eq!(bed.kinds("user", &user.id).await, ["created", "changed"]);
    let payload = &bed.events("user", &user.id).await[1].payload;
    assert!(payload.contains(r#"["display_name","unit_id"]"#) && !payload.contains("受理人员"), "{payload}");

    let mut seen = Vec::new();
    let mut query = UserQuery { active: Some(true), limit: 2, ..UserQuery::default() };
    loop {
        let asked = query.clone();
        let page = bed.read(move |read| list_users(read, &asked)).await.unwrap();
        seen.extend(page.items.iter().map(|user| user.id.clone()));
        query.after = seen.last().cloned();
        if !page.more {
            break;
        }
    }
    let mut expected = vec![user.id.clone()];
    expected.extend(others.map(|user| user.id));
    expected.sort();
    assert_eq!(seen, expected);
    let id = user.id.clone();
    let checked = bed.read(move |read| verify(read, Subject { kind: "user", id: &id }, None)).await.unwrap();
    assert!(checked.intact && checked.checked == 2);
}

async fn all_faults_of_a_new_account_are_reported_at_once(bed: Arc<Bed>) {
    let body = CreateUserRequest {
        staff_id: Some("no such person".to_owned()),
        unit_id: Some("no such unit".to_owned()),
        ..account("Not Allowed", &[Role::Auditor, Role::Handler])
    };
    assert_eq!(
        code(create(&bed, body).await),
        "/username username_form, /roles incompatible_roles, /unit_id unknown_unit, /staff_id unknown_staff"
    );
    for name in ["a", ".a", "-a", "_a", "管理员", "A1", "a b", &"a".repeat(33)] {
        assert_eq!(code(create(&bed, account(name, &[])).await), "/username username_form", "{name}");
    }
    for name in ["a1", "sys_admin", "zhang.san-2", &"a".repeat(32)] {
        create(&bed, account(name, &[])).await.unwrap();
    }
}

async fn a_user_name_is_taken_once(bed: Arc<Bed>) {
    bed.user("handler01", &[]).await;
    assert_eq!(code(create(&bed, account("handler01", &[])).await), "username_taken");
}

async fn administrator_roles_stand_alone(bed: Arc<Bed>) {
    let user = bed.user("handler01", &[Role::Handler, Role::UnitLeader]).await;
    for administrator in [Role::SysAdmin, Role::SecAdmin, Role::Auditor] {
        for other in Role::ALL.iter().filter(|other| **other != administrator) {
            let refused = patch(&bed, &Caller::System, &user.id, roles(&[administrator, *other])).await;
            assert_eq!(code(refused), "/roles incompatible_roles", "{administrator} {other}");
        }
        patch(&bed, &Caller::System, &user.id, roles(&[administrator])).await.unwrap();
        // The last system administrator could not lose the role.
        bed.user(&format!("other-{administrator}"), &[administrator]).await;
    }
}

async fn nobody_changes_their_own_roles(bed: Arc<Bed>) {
    let admin = bed.caller("admin01", &[Role::SysAdmin]).await;
    let other = bed.user("handler01", &[Role::Handler]).await;
    let own = admin.user_id().unwrap().to_owned();
    bed.user("admin02", &[Role::SysAdmin]).await;
    for new in [&[Role::SecAdmin][..], &[]] {
        assert_eq!(code(patch(&bed, &admin, &own, roles(new)).await), "own_roles");
    }
    patch(&bed, &admin, &other.id, roles(&[Role::UnitLeader])).await.unwrap();
    let renamed =
        PatchUserRequest { display_name: Some("系统管理员一".to_owned()), ..PatchUserRequest::default() };
    patch(&bed, &admin, &own, renamed).await.unwrap();
}

async fn the_security_administrator_only_disables(bed: Arc<Bed>) {
    let security = bed.caller("security", &[Role::SecAdmin]).await;
    let user = bed.user("handler01", &[Role::Handler]).await;
    let both = PatchUserRequest { display_name: Some("改名".to_owned()), ..active(false) };
    for body in [roles(&[Role::UnitLeader]), both] {
        assert_eq!(code(patch(&bed, &security, &user.id, body).await), "may_only_disable");
    }
    patch(&bed, &security, &user.id, active(false)).await.unwrap();
    assert_eq!(code(patch(&bed, &security, &user.id, active(true)).await), "may_only_disable");
    let admin = bed.caller("admin01", &[Role::SysAdmin]).await;
    patch(&bed, &admin, &user.id, active(true)).await.unwrap();
}

async fn the_last_system_administrator_stays(bed: Arc<Bed>) {
    let one = bed.user("admin01", &[Role::SysAdmin]).await;
    for body in [active(false), roles(&[])] {
        assert_eq!(code(patch(&bed, &Caller::System, &one.id, body).await), "last_administrator");
    }
    let two = bed.user("admin02", &[Role::SysAdmin]).await;
    patch(&bed, &Caller::System, &one.id, active(false)).await.unwrap();
    // A disabled administrator does not count.
    assert_eq!(code(patch(&bed, &Caller::System, &two.id, active(false)).await), "last_administrator");
    patch(&bed, &Caller::System, &one.id, active(true)).await.unwrap();
    patch(&bed, &Caller::System, &two.id, roles(&[Role::Auditor])).await.unwrap();
}

async fn a_stale_change_is_refused(bed: Arc<Bed>) {
    let user = bed.user("handler01", &[]).await;
    patch(&bed, &Caller::System, &user.id, roles(&[Role::Handler])).await.unwrap();
    let id = user.id.clone();
    let stale = bed.write(&Caller::System, move |tx| patch_user(tx, &id, Expected::Version(1), roles(&[]))).await;
    assert_eq!(code(stale), "stale, now 2");
    let missing = patch(&bed, &Caller::System, "no such account", roles(&[])).await;
    assert_eq!(code(missing), "not_found");
}
