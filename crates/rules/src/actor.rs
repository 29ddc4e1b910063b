//! Who acts: roles, kinds of posts, and the facts about an actor that decisions need.

use crate::code_list;

code_list! {
    /// 角色。系统管理员、安全管理员、审计员三者互斥，且均不得兼任办案角色。
    pub enum Role = "roles", "角色" {
        SysAdmin = "sys_admin" => "系统管理员",
        SecAdmin = "sec_admin" => "安全管理员",
        Auditor = "auditor" => "审计员",
        AcceptanceOfficer = "acceptance_officer" => "信访室受理人员" @ "TS-3.1",
        ApprovalOffice = "approval_office" => "行政审批室人员" @ "GZ-4.1",
        Handler = "handler" => "承办人员" @ "TS-3.1",
        UnitLeader = "unit_leader" => "承办单位负责人",
        BureauLeader = "bureau_leader" => "局分管领导" @ "TS-12.2",
        WindowClerk = "window_clerk" => "窗口工作人员",
        DutyLeader = "duty_leader" => "值班领导",
        LeadingGroupOffice = "leading_group_office" => "领导小组办公室",
        AssessmentTeam = "assessment_team" => "考评专责小组",
        DisciplineOfficer = "discipline_officer" => "纪检监察人员" @ "TS-24.1",
        Integration = "integration" => "系统对接账号",
    }
}

code_list! {
    /// 岗位类别。考核和评价的结果因岗位类别而不同。
    pub enum PostKind = "post-kinds", "岗位类别" {
        BureauStaff = "bureau_staff" => "局机关工作人员",
        CentreStaff = "centre_staff" => "中心工作人员" @ "HP-7.2",
        PublicWelfare = "public_welfare" => "公益岗位人员" @ "HP-7.2",
        NonEstablishment = "non_establishment" => "其他非在编人员" @ "KH-11",
    }
}

impl Role {
    /// The three administrators of graded protection (三员): exclusive of each other and of all casework.
    pub fn is_administrator(self) -> bool {
        matches!(self, Role::SysAdmin | Role::SecAdmin | Role::Auditor)
    }

    /// Whether one person may hold all of `roles` together: an administrator role stands alone.
    pub fn compatible(roles: &[Role]) -> bool {
        roles.len() <= 1 || !roles.iter().any(|r| r.is_administrator())
    }
}

/// The person or machine that asks for a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// A member of staff with an account.
    Staff(StaffActor),
    /// The complainant, known by number and query code, without an account.
    Complainant,
    /// The service itself: the sweep and the calendar.
    System,
}

/// A member of staff as the rules see them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffActor {
    /// Account.
    pub user_id: String,
    /// The person in the staff register, if the account belongs to one.
    pub staff_id: Option<String>,
    /// The unit the account works for.
    pub unit_id: Option<String>,
    /// Roles held now.
    pub roles: Vec<Role>,
}

impl Actor {
    /// The account, if there is one.
    pub fn user_id(&self) -> Option<&str> {
        match self {
            Actor::Staff(staff) => Some(&staff.user_id),
            Actor::Complainant | Actor::System => None,
        }
    }

    /// Short code of the kind of actor, for the event log.
    pub fn kind(&self) -> &'static str {
        match self {
            Actor::Staff(_) => "staff",
            Actor::Complainant => "complainant",
            Actor::System => "system",
        }
    }
}
