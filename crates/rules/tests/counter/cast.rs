//! The people of the tests, by the names the case tables use.

use yingshang_rules::actor::{Actor, Role, StaffActor};

/// The unit all cases of the tests are with.
pub const UNIT: &str = "unit-permits";
/// 分管领导 of that unit.
pub const LEADER_IN_CHARGE: &str = "staff-分管领导";

/// Everybody, in the order of the golden matrix.
pub const NAMES: [&str; 18] = [
    "窗口",
    "承办人",
    "另一承办人",
    "股室负责人",
    "其他股室承办人",
    "其他股室负责人",
    "分管领导",
    "其他局领导",
    "行政审批室",
    "领导小组办公室",
    "对接账号",
    "系统",
    "申请人",
    "信访室",
    "纪检",
    "考评组",
    "系统管理员",
    "审计员",
];

/// The actor with this name.
pub fn actor(name: &str) -> Actor {
    let staff = |unit: &str, role: Role| {
        Actor::Staff(StaffActor {
            user_id: format!("user-{name}"),
            staff_id: Some(format!("staff-{name}")),
            unit_id: Some(unit.to_owned()),
            roles: vec![role],
        })
    };
    match name {
        "窗口" => staff(UNIT, Role::WindowClerk),
        "承办人" | "另一承办人" => staff(UNIT, Role::Handler),
        "股室负责人" => staff(UNIT, Role::UnitLeader),
        "其他股室承办人" => staff("unit-other", Role::Handler),
        "其他股室负责人" => staff("unit-other", Role::UnitLeader),
        "分管领导" | "其他局领导" => staff("unit-leaders", Role::BureauLeader),
        "行政审批室" => staff("unit-approval", Role::ApprovalOffice),
        "领导小组办公室" => staff("unit-approval", Role::LeadingGroupOffice),
        "对接账号" => staff("unit-machines", Role::Integration),
        "信访室" => staff("unit-petitions", Role::AcceptanceOfficer),
        "纪检" => staff("unit-discipline", Role::DisciplineOfficer),
        "考评组" => staff("unit-assessment", Role::AssessmentTeam),
        "系统管理员" => staff("unit-machines", Role::SysAdmin),
        "审计员" => staff("unit-machines", Role::Auditor),
        "系统" => Actor::System,
        "申请人" => Actor::Complainant,
        other => panic!("nobody is called {other}"),
    }
}
