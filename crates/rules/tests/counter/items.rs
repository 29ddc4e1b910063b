//! The service items of the tests.

use yingshang_calendar::{Limit, Unit};
use yingshang_rules::service_item::{
    DeferralMeasure, ItemMaterial, ItemVersion, LegalForm, OfficialCodes, ServiceGuide, ServiceItemKind, StageLimits,
    WindowInstitution,
};

use super::cast::UNIT;

/// Names of the items, by what is special about them.
pub const NAMES: [&str; 3] = ["许可", "直接容缺", "不可容缺"];

const WORKING_DAYS: fn(u32) -> Limit = |n| Limit::new(n, Unit::WorkingDay);

fn material(code: &str, name: &str, legal_form: LegalForm) -> ItemMaterial {
    ItemMaterial {
        code: code.to_owned(),
        name: name.to_owned(),
        main: false,
        required: true,
        deferrable: false,
        legal_form,
        note: None,
    }
}

/// The item with this name, in its third version.
///
/// `许可`: a permit, deferral on a commitment, all limits. `直接容缺`: a public service, direct deferral, no statutory limit.
/// `不可容缺`: an approval without deferral, with a statutory limit in calendar days.
pub fn item(name: &str) -> ItemVersion {
    let main = |m: ItemMaterial| ItemMaterial { main: true, ..m };
    let deferrable = |m: ItemMaterial| ItemMaterial { deferrable: true, ..m };
    let permit = ItemVersion {
        item_id: "item-permit".to_owned(),
        number: 3,
        effective_from: "2026-01-01".parse().unwrap(),
        name: "人力资源服务许可".to_owned(),
        kind: ServiceItemKind::Permit,
        unit_id: UNIT.to_owned(),
        window_ids: Vec::new(),
        institutions: WindowInstitution::ALL.to_vec(),
        official_codes: OfficialCodes::default(),
        promised_limit: WORKING_DAYS(10),
        statutory_limit: Some(WORKING_DAYS(20)),
        stage_limits: StageLimits {
            first_review: Some(WORKING_DAYS(3)),
            review: Some(WORKING_DAYS(3)),
            decision: Some(WORKING_DAYS(4)),
        },
        deferral_measure: DeferralMeasure::Commitment,
        materials: vec![
            main(material("M01", "申请表", LegalForm::Original)),
            main(material("M02", "身份证明", LegalForm::Copy)),
            deferrable(material("M03", "场地证明", LegalForm::OriginalAndCopy)),
            deferrable(material("M04", "人员名册", LegalForm::Electronic)),
            ItemMaterial { required: false, ..material("M05", "授权委托书", LegalForm::Any) },
        ],
        guide: Some(ServiceGuide {
            conditions: "有固定的经营场所。".to_owned(),
            legal_basis: "人力资源市场暂行条例".to_owned(),
            procedure: vec!["申请".to_owned(), "受理".to_owned(), "决定".to_owned()],
            place: "服务大厅三号窗口".to_owned(),
            phone: "024-20000000".to_owned(),
            fees: "不收费".to_owned(),
            published_on: "2026-01-01".parse().unwrap(),
        }),
    };
    match name {
        "许可" => permit,
        "直接容缺" => ItemVersion {
            item_id: "item-direct".to_owned(),
            name: "就业登记".to_owned(),
            kind: ServiceItemKind::PublicService,
            promised_limit: WORKING_DAYS(5),
            statutory_limit: None,
            stage_limits: StageLimits::default(),
            deferral_measure: DeferralMeasure::Direct,
            ..permit
        },
        "不可容缺" => ItemVersion {
            item_id: "item-strict".to_owned(),
            name: "特殊工时审批".to_owned(),
            kind: ServiceItemKind::OtherApproval,
            promised_limit: WORKING_DAYS(10),
            statutory_limit: Some(Limit::new(30, Unit::CalendarDay)),
            stage_limits: StageLimits::default(),
            deferral_measure: DeferralMeasure::None,
            materials: permit.materials.into_iter().map(|m| ItemMaterial { deferrable: false, ..m }).collect(),
            ..permit
        },
        other => panic!("no item is called {other}"),
    }
}
