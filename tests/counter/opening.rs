//! What is there when the office opens: people, and the items it offers.

use std::collections::HashMap;

use serde_json::{Value, json};
use yingshang_app::Caller;
use yingshang_app::account::{self, CreateUserRequest, NewPassword};
use yingshang_app::organisation::{self, CreateStaffRequest, PostKind};
use yingshang_rules::Role;
use yingshang_testkit::{PASSWORD, TestServer};

use super::office::UNIT;

/// Who works here beside the seeded accounts: user name, role, unit.
const PEOPLE: &[(&str, Role, &str)] = &[
    ("clerk", Role::WindowClerk, UNIT),
    ("first_handler", Role::Handler, UNIT),
    ("second_handler", Role::Handler, UNIT),
    ("head", Role::UnitLeader, UNIT),
    ("leader_in_charge", Role::BureauLeader, "leadership"),
    ("other_leader", Role::BureauLeader, "leadership"),
];

/// A permit that keeps every rule.
pub(super) fn permit(unit_id: &str) -> Value {
    json!({
        "effective_from": "2026-03-02", "name": "人力资源服务许可", "kind": "permit", "unit_id": unit_id, "window_ids": [],
        "institutions": ["first_inquiry", "refusal_filing", "one_time_notice", "deferral", "time_limit", "service_commitment"],
        "promised_limit": {"n": 10, "unit": "working_day"}, "statutory_limit": {"n": 20, "unit": "working_day"},
        "deferral_measure": "commitment",
        "materials": [
            {"code": "M01", "name": "申请表", "main": true, "required": true, "deferrable": false, "legal_form": "original"},
            {"code": "M02", "name": "场所证明", "main": false, "required": true, "deferrable": true, "legal_form": "copy"},
            {"code": "M03", "name": "人员名册", "main": false, "required": true, "deferrable": true, "legal_form": "any"},
            {"code": "M04", "name": "获奖证明", "main": false, "required": false, "deferrable": false, "legal_form": "any"}
        ],
        "guide": {
            "conditions": "有固定的经营场所。", "legal_basis": "《人力资源市场暂行条例》", "procedure": ["申请", "决定"],
            "place": "服务大厅", "phone": "024-00000005", "fees": "不收费", "published_on": "2026-03-01"
        }
    })
}

/// What makes a public service of it: nothing that only approvals need.
pub(super) fn public_service() -> Value {
    json!({
        "kind": "public_service", "name": "缴费记录查询", "institutions": ["first_inquiry"], "deferral_measure": "none",
        "materials": [], "guide": null, "statutory_limit": null, "promised_limit": {"n": 0, "unit": "working_day"}
    })
}

/// Ids by name.
pub(super) type Ids = HashMap<String, String>;

/// Accounts and entries in the staff register for everybody, in one unit.
pub(super) async fn hire(server: &TestServer, units: &Ids) -> (Ids, Ids) {
    let password = NewPassword::chosen(&server.app, "everybody", PASSWORD).await.expect("a good password");
    let units = units.clone();
    let hired = server.app.write_as(Caller::System, "test", move |tx| {
        let (mut users, mut staff) = (HashMap::new(), HashMap::new());
        for (name, role, unit) in PEOPLE {
            let person = CreateStaffRequest {
                unit_id: units[*unit].clone(),
                window_id: None,
                name: format!("测试{name}"),
                position: None,
                post_kind: PostKind::BureauStaff,
                source_system: None,
                external_ref: None,
            };
            let staff_id = organisation::create_staff(tx, person)?.id;
            let account = CreateUserRequest {
                username: (*name).to_owned(),
                display_name: (*name).to_owned(),
                staff_id: Some(staff_id.clone()),
                unit_id: Some(units[*unit].clone()),
                roles: vec![*role],
            };
            users.insert((*name).to_owned(), account::create_user(tx, account, &password)?.user.id);
            staff.insert((*name).to_owned(), staff_id);
        }
        Ok((users, staff))
    });
    hired.await.expect("everybody is hired")
}
