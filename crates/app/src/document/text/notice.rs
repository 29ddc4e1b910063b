//! One-time notices: the four tellings of an enquiry (FW-5.2, YC-4.1), where else to go (YC-7.1, YC-8.1), and everything that is to be
//! corrected (YC-6.1).

use yingshang_documents::{Block, Document, SignatureLine, chinese_date};
use yingshang_rules::document::DocumentKind;
use yingshang_rules::notice::codes::Competence;
use yingshang_rules::notice::{Notice, NoticeStatus};
use yingshang_rules::service_item::ItemVersion;
use yingshang_store::unit;

use super::{Desk, Sections, lacks, stopped};
use crate::error::AppError;
use crate::tx::Tx;

pub(super) fn text(
    tx: &mut Tx<'_>,
    desk: &Desk,
    kind: DocumentKind,
    file: &Notice,
    item: Option<&ItemVersion>,
) -> Result<Document, AppError> {
    let signatures =
        vec![SignatureLine::blank("告知人"), SignatureLine::blank("签收人"), SignatureLine::blank("签收日期")];
    let text = match kind {
        DocumentKind::OneTimeNotice if file.status == NoticeStatus::Redirected => redirected(tx, desk, file)?,
        DocumentKind::OneTimeNotice => told(desk, file, item)?,
        DocumentKind::CorrectionNotice => correction(desk, file, item),
        _ => return Err(lacks(kind, "a notice that issues it")),
    };
    Ok(Document { signatures, ..text })
}

fn asked(file: &Notice) -> String {
    let about = file.item_name.as_ref().map(|name| format!("事项：{name}；")).unwrap_or_default();
    format!(
        "你（单位）于{}咨询“{}”（{about}告知编号：{}）。",
        chinese_date(file.received_at.date()),
        file.matter.trim().trim_end_matches('。'),
        file.number
    )
}

fn told(desk: &Desk, file: &Notice, item: Option<&ItemVersion>) -> Result<Document, AppError> {
    let kind = DocumentKind::OneTimeNotice;
    let telling = file.telling.as_ref().ok_or_else(|| lacks(kind, "a telling"))?;
    let conformity = telling.conformity.map_or("", |conformity| conformity.label());
    let note = telling.conformity_note.as_deref().map(stopped).unwrap_or_default();
    let line = |text: &Option<String>| Block::paragraph(stopped(text.as_deref().unwrap_or_default()));
    let sections = Sections::after(format!("{}现一次性告知如下。", asked(file)))
        .section("是否符合政策规定", [Block::paragraph(format!("{}{note}", stopped(conformity)))])
        .section("所需手续和材料", [Block::list(telling.formalities.iter().cloned())])
        .section("办理路径", [line(&telling.path)])
        .section("办理时限", [line(&telling.time_limit)])
        .and(desk.contact(item));
    let mut basis = vec!["YC-4.1", "FW-5.2"];
    if telling.policy_unclear {
        basis.push("YC-6.2");
    }
    Ok(Document {
        blocks: sections.blocks,
        closing: Some("特此告知。".to_owned()),
        basis: desk.cite(&basis),
        ..desk.blank(kind)
    })
}

fn redirected(tx: &mut Tx<'_>, desk: &Desk, file: &Notice) -> Result<Document, AppError> {
    let kind = DocumentKind::OneTimeNotice;
    let route = &file.hand_overs.last().ok_or_else(|| lacks(kind, "a way to go"))?.route;
    let (basis, whose) = match route.competence {
        Competence::OtherUnit => ("YC-7.1", "本局其他部门"),
        _ => ("YC-8.1", "其他机关、单位"),
    };
    let unit = route.unit_id.as_ref().map(|id| unit::get(tx.conn, id)).transpose()?.flatten();
    let name = unit.map(|unit| unit.name).or_else(|| route.authority.clone()).unwrap_or_default();
    let mut rows = vec![("承办单位", name)];
    rows.extend(route.phone.clone().map(|phone| ("联系电话", phone)));
    let sections = Sections::after(format!("{}该事项属于{whose}的职责，请向下列单位咨询办理。", asked(file)))
        .and(Block::fields(rows))
        .and(Block::paragraph(stopped(route.explanation.as_deref().unwrap_or_default())));
    Ok(Document {
        blocks: sections.blocks,
        closing: Some("特此告知。".to_owned()),
        basis: desk.cite(&[basis]),
        ..desk.blank(kind)
    })
}

/// What the applicant can do against a second round (YC-6.1).
fn complaining(desk: &Desk) -> String {
    let hotline = desk.hotline.as_ref().map(|hotline| format!("（电话：{hotline}）")).unwrap_or_default();
    format!("补正内容以本告知书所列为限；以后又提出首次没有告知的要求的，可以投诉举报{hotline}。")
}

fn correction(desk: &Desk, file: &Notice, item: Option<&ItemVersion>) -> Document {
    let about = file.item_name.as_deref().unwrap_or(&file.matter);
    let opening = format!(
        "你（单位）提出的“{about}”申请收悉。经审查，申请材料不齐全或者不符合法定形式，现将需要补正的全部内容一次告知如下（告知编号：{}）。",
        file.number
    );
    let rows = file.shortcomings.iter().zip(1..).map(|(shortcoming, n): (_, u32)| {
        vec![n.to_string(), shortcoming.name.clone(), shortcoming.kind.label().to_owned(), shortcoming.request.clone()]
    });
    let deferrable: Vec<&str> = file.shortcomings.iter().filter(|s| s.deferrable).map(|s| s.name.as_str()).collect();
    let place = item.and_then(|item| item.guide.as_ref()).map_or("受理窗口", |guide| guide.place.as_str());
    let sections = Sections::after(opening)
        .section("需要补正的材料", [Block::table(["序号", "材料名称", "问题", "补正要求"], rows)])
        .section_if(
            file.deferral_told,
            "可以申请容缺受理",
            [Block::paragraph(format!(
                "上列材料中，{}可以后补。你（单位）可以选择容缺受理：提出申请并按照要求作出承诺后，先行受理，在约定的日期前补齐。",
                deferrable.join("、")
            ))],
        )
        .section(
            "办理",
            [Block::list([
                format!("请将上列材料一次补齐，提交至{place}；材料齐全、符合法定形式的，即予受理。"),
                complaining(desk),
            ])],
        )
        .and(desk.contact(item));
    let mut basis = vec!["YC-6.1", "FD-5.1"];
    if file.deferral_told {
        basis.extend(["RQ-1.1", "RQ-5.1"]);
    }
    Document {
        blocks: sections.blocks,
        closing: Some("特此告知。".to_owned()),
        basis: desk.cite(&basis),
        ..desk.blank(DocumentKind::CorrectionNotice)
    }
}
