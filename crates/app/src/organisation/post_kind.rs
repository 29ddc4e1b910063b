//! What kinds of post people hold; the assessment and the ratings draw different consequences for each.

use yingshang_rules::code_list;

code_list! {
    /// 岗位类别。
    pub enum PostKind = "post-kinds", "岗位类别" {
        BureauStaff = "bureau_staff" => "局机关工作人员",
        CentreStaff = "centre_staff" => "中心工作人员" @ "HP-7.2",
        PublicWelfare = "public_welfare" => "公益岗位人员" @ "HP-7.2",
        NonEstablishment = "non_establishment" => "其他非在编人员" @ "KH-11",
    }
}
