//! 承诺告知书 and 承诺书 (RQ-3.2a, RQ-3.3), in the item's own words where 行政审批室 has filed a template (RQ-5.3).

use yingshang_documents::{Block, Document, SignatureLine, chinese_date};
use yingshang_rules::commitment::Commitment;
use yingshang_rules::commitment::command::{CommitmentLetter, CommitmentNotice};
use yingshang_rules::document::DocumentKind;
use yingshang_store::document_template;

use super::{APPLICANT, Desk, Sections, lacks, stopped};
use crate::document_template::{Filling, fill};
use crate::error::AppError;
use crate::tx::Tx;

pub(super) fn text(tx: &mut Tx<'_>, desk: &Desk, kind: DocumentKind, file: &Commitment) -> Result<Document, AppError> {
    let told = file.notice.as_ref().ok_or_else(|| lacks(kind, "a notice"))?;
    let (mut text, supply_by, mut basis) = match kind {
        DocumentKind::CommitmentNotice => {
            (notice(desk, file, told), told.supply_by, vec!["RQ-3.1", "RQ-3.2a", "RQ-3.2b", "RQ-3.2c", "RQ-3.3"])
        }
        DocumentKind::CommitmentLetter => {
            let letter = file.letter.as_ref().ok_or_else(|| lacks(kind, "a letter"))?;
            (self::letter(desk, file, told, letter), letter.supply_by, vec!["RQ-3.2c", "RQ-3.3"])
        }
        _ => return Err(lacks(kind, "a commitment that issues it")),
    };
    if let Some(template) = document_template::in_use(tx.conn, &file.item_id, kind.code())? {
        let filling = Filling {
            item: file.item_name.clone(),
            materials: materials(file).join("、"),
            supply_by: chinese_date(supply_by),
            consequence: consequence(told),
            number: file.application_number.clone(),
        };
        // The form at the head of the text stays: it holds the applicant.
        text.blocks.retain(|block| matches!(block, Block::Fields { .. }));
        text.blocks.push(Block::paragraph(fill(&template.body, &filling)));
        basis.push("RQ-5.3");
    }
    text.basis = desk.cite(&basis);
    Ok(text)
}

fn materials(file: &Commitment) -> Vec<&str> {
    file.materials.iter().map(|material| material.name.as_str()).collect()
}

fn consequence(told: &CommitmentNotice) -> String {
    format!("{}：{}", told.consequence.label(), told.consequence_note.trim().trim_end_matches('。'))
}

fn head(file: &Commitment) -> Block {
    Block::fields([(APPLICANT, ""), ("事项", file.item_name.as_str()), ("办件编号", file.application_number.as_str())])
}

fn notice(desk: &Desk, file: &Commitment, told: &CommitmentNotice) -> Document {
    let by = chinese_date(told.supply_by);
    let mut of_the_item = vec![format!("全部材料：{}。", file.all_materials.join("、"))];
    if !file.deferrable_materials.is_empty() {
        of_the_item.push(format!("其中可以容缺的：{}。", file.deferrable_materials.join("、")));
    }
    let sections = Sections::after(format!(
        "你（单位）申请容缺办理“{}”（办件编号：{}，承诺编号：{}）。经对照容缺清单核对，可以采用告知承诺方式办理，现告知如下。",
        file.item_name, file.application_number, file.number
    ))
    .section("本事项的材料", [Block::list(of_the_item)])
    .section("缺少的材料", [Block::list(materials(file).into_iter().map(str::to_owned))])
    .section("补齐的期限", [Block::paragraph(format!("请于{by}前（含当日）补齐，可以分次提交。"))])
    .section(
        "不补齐的后果",
        [Block::list([
            stopped(&consequence(told)),
            "因申请人原因没有按期补齐的，办理时限相应顺延，最长不超过法定办理时限；因此超过承诺办理时限的，本局不承担责任。".to_owned(),
        ])],
    )
    .section("作出承诺", [Block::paragraph("同意以上内容的，请填写《承诺书》，写明补齐日期并签名或者盖章。没有承诺书的，不能按照承诺方式受理。")])
    .and(desk.contact(None));
    Document {
        blocks: sections.blocks,
        closing: Some("特此告知。".to_owned()),
        signatures: vec![SignatureLine::blank("签收人"), SignatureLine::blank("签收日期")],
        ..desk.blank(DocumentKind::CommitmentNotice)
    }
}

/// The applicant's own text: addressed to the bureau, signed, not sealed.
fn letter(desk: &Desk, file: &Commitment, told: &CommitmentNotice, made: &CommitmentLetter) -> Document {
    let promise =
        format!("于{}前（含当日）补齐下列材料：{}。", chinese_date(made.supply_by), materials(file).join("、"));
    Document {
        issuer: None,
        seal: false,
        addressee: Some(desk.bureau.clone()),
        blocks: vec![
            head(file),
            Block::paragraph("申请人已收到《承诺告知书》，自愿选择容缺受理，承诺："),
            Block::list([
                promise,
                "所提交的材料真实、合法、有效，补齐的材料与已经申报的内容一致。".to_owned(),
                format!(
                    "已经知晓不按期补齐的后果（{}），愿意承担相应的责任，并同意办理时限相应顺延。",
                    consequence(told)
                ),
            ]),
        ],
        signatures: vec![
            SignatureLine::blank("承诺人（签名或者盖章）"),
            SignatureLine::filled("签名凭据", made.signature_reference.as_str()),
        ],
        ..desk.blank(DocumentKind::CommitmentLetter)
    }
}
