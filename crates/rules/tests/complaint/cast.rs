//! The people of the tests, by the names the case tables use.
//!
//! The complaint of the tests is against a whole unit and one person of another unit; both act here with wide roles, because
//! no role helps against being the one complained about.

use yingshang_rules::actor::{Actor, Role, StaffActor};

pub const ACCEPTANCE_UNIT: &str = "unit-acceptance";
pub const HANDLING_UNIT: &str = "unit-handling";
/// Unit of the person complained about; not itself complained about.
pub const OTHER_UNIT: &str = "unit-other";
pub const RESPONDENT_UNIT: &str = "unit-respondent";
pub const RESPONDENT_STAFF: &str = "staff-respondent";

/// Everybody, in the order of the golden matrix.
pub const NAMES: [&str; 19] = [
    "信访室",
    "行政审批室",
    "窗口",
    "承办人",
    "承办单位负责人",
    "其他股室承办人",
    "分管领导",
    "领导小组办公室",
    "投诉人",
    "系统",
    "值班领导",
    "对接账号",
    "纪检",
    "考评组",
    "系统管理员",
    "安全管理员",
    "审计员",
    "被投诉单位人员",
    "被投诉人",
];

/// The actor with this name.
pub fn actor(name: &str) -> Actor {
    let staff = |unit: &str, roles: &[Role]| {
        let place = NAMES.iter().position(|known| *known == name).expect("a name of the cast");
        Actor::Staff(StaffActor {
            user_id: format!("user-{place}"),
            staff_id: Some(if name == "被投诉人" { RESPONDENT_STAFF.to_owned() } else { format!("staff-{place}") }),
            unit_id: Some(unit.to_owned()),
            roles: roles.to_vec(),
        })
    };
    match name {
        "信访室" => staff(ACCEPTANCE_UNIT, &[Role::AcceptanceOfficer]),
        "行政审批室" => staff("unit-approval", &[Role::ApprovalOffice]),
        "窗口" => staff("unit-hall", &[Role::WindowClerk]),
        "承办人" => staff(HANDLING_UNIT, &[Role::Handler]),
        "承办单位负责人" => staff(HANDLING_UNIT, &[Role::UnitLeader]),
        "其他股室承办人" => staff(OTHER_UNIT, &[Role::Handler]),
        "分管领导" => staff("unit-leaders", &[Role::BureauLeader]),
        "领导小组办公室" => staff("unit-approval", &[Role::LeadingGroupOffice]),
        "投诉人" => Actor::Complainant,
        "系统" => Actor::System,
        "值班领导" => staff("unit-leaders", &[Role::DutyLeader]),
        "对接账号" => staff("unit-machines", &[Role::Integration]),
        "纪检" => staff("unit-discipline", &[Role::DisciplineOfficer]),
        "考评组" => staff("unit-assessment", &[Role::AssessmentTeam]),
        "系统管理员" => staff("unit-machines", &[Role::SysAdmin]),
        "安全管理员" => staff("unit-machines", &[Role::SecAdmin]),
        "审计员" => staff("unit-machines", &[Role::Auditor]),
        "被投诉单位人员" => staff(RESPONDENT_UNIT, &[Role::AcceptanceOfficer, Role::Handler, Role::WindowClerk]),
        "被投诉人" => staff(OTHER_UNIT, &[Role::AcceptanceOfficer, Role::BureauLeader, Role::WindowClerk]),
        other => panic!("nobody is called {other}"),
    }
}

/// The unit a member of staff works for, as the staff register would answer.
pub fn unit_of(staff_id: &str) -> Option<String> {
    (staff_id == RESPONDENT_STAFF).then(|| OTHER_UNIT.to_owned())
}
