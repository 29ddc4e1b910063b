//! What kinds of unit a bureau has.

use yingshang_rules::code_list;

code_list! {
    /// 单位类别。
    pub enum UnitKind = "unit-kinds", "单位类别" {
        AcceptanceBody = "acceptance_body" => "信访室" @ "TS-3.1",
        ApprovalOffice = "approval_office" => "行政审批室" @ "GZ-1.1",
        Section = "section" => "股室" @ "GZ-1.1",
        CentreDepartment = "centre_department" => "社保中心部门" @ "GZ-1.1",
        ServiceHall = "service_hall" => "服务大厅" @ "GZ-1.1",
        Leadership = "leadership" => "局领导" @ "GZ-1.1",
        DisciplineGroup = "discipline_group" => "派驻纪检监察组" @ "TS-24.1",
    }
}
