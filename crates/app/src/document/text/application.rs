//! Receipts and the decision on an application (FD-5.1, FW-5.4).

use yingshang_documents::{Block, Document, chinese_date};
use yingshang_rules::application::Application;
use yingshang_rules::application::case_file::Examination;
use yingshang_rules::application::codes::{AcceptanceManner, ExaminationOutcome};
use yingshang_rules::deadline::DeadlineKind;
use yingshang_rules::document::DocumentKind;
use yingshang_rules::service_item::{ItemVersion, ServiceItemKind};

use super::{Desk, Sections, before, in_words, lacks, stopped};
use crate::error::AppError;

pub(super) fn text(
    desk: &Desk,
    kind: DocumentKind,
    file: &Application,
    item: Option<&ItemVersion>,
) -> Result<Document, AppError> {
    let item = item.ok_or_else(|| lacks(kind, "the version of its item"))?;
    match kind {
        DocumentKind::ApplicationAcceptance => accepted(desk, file, item),
        DocumentKind::NotRequired => not_required(desk, file, item),
        DocumentKind::ApprovalDecision => approved(desk, file, item),
        _ => Err(lacks(kind, "an application that issues it")),
    }
}

/// What was applied for, and when.
fn received(file: &Application) -> String {
    format!(
        "你（单位）于{}提出的“{}”申请（办件编号：{}）收悉。",
        chinese_date(file.received_at.date()),
        file.item_name,
        file.number
    )
}

fn accepted(desk: &Desk, file: &Application, item: &ItemVersion) -> Result<Document, AppError> {
    let kind = DocumentKind::ApplicationAcceptance;
    let acceptance = file.acceptance.as_ref().ok_or_else(|| lacks(kind, "an acceptance"))?;
    let since = chinese_date(acceptance.handling_starts_on);
    let (how, own): (String, &[&'static str]) = match acceptance.manner {
        AcceptanceManner::Complete => ("申请材料齐全、符合法定形式，现予受理。".to_owned(), &[]),
        AcceptanceManner::Deemed => (
            format!("本局没有在规定期限内一次告知需要补正的内容，依照规定，自{since}收到申请材料之日起即为受理。"),
            &[],
        ),
        AcceptanceManner::OnCommitment => {
            ("主要材料齐全，所缺材料可以后补，根据申请人的选择，现予容缺受理。".to_owned(), &["RQ-3.4"])
        }
    };
    let outstanding: Vec<&str> =
        file.outstanding.iter().map(|code| item.material(code).map_or(code.as_str(), |m| m.name.as_str())).collect();
    let sections = Sections::after(format!("{}{how}", received(file)))
        .section_if(!file.materials.is_empty(), "已收到的材料", [materials(file, item)])
        .section_if(
            !outstanding.is_empty(),
            "待补齐的材料",
            [
                Block::list(outstanding),
                Block::paragraph(
                    "请按照约定的日期补齐。因申请人原因逾期补齐的，办理时限相应顺延，但不超过法定办理时限。",
                ),
            ],
        )
        .section("办理时限", [limits(desk, file, item)])
        .and(desk.contact(Some(item)));
    let basis: Vec<&str> = ["FD-5.1", "FW-5.4", "GZ-1.2.1"].iter().chain(own).copied().collect();
    Ok(Document {
        blocks: sections.blocks,
        closing: Some("特此通知。".to_owned()),
        basis: desk.cite(&basis),
        ..desk.blank(kind)
    })
}

fn materials(file: &Application, item: &ItemVersion) -> Block {
    let rows = file.materials.iter().zip(1..).map(|(handed_in, n): (_, u32)| {
        let name = item.material(&handed_in.code).map_or(handed_in.code.as_str(), |m| m.name.as_str());
        vec![
            n.to_string(),
            name.to_owned(),
            handed_in.form.label().to_owned(),
            chinese_date(handed_in.received_at.date()),
        ]
    });
    Block::table(["序号", "材料名称", "形式", "收到日期"], rows)
}

/// Promised and statutory side by side; what the law does not count is said beforehand.
fn limits(desk: &Desk, file: &Application, item: &ItemVersion) -> Block {
    let until = |kind| desk.due(kind).map(|day| format!("，至{}", chinese_date(day))).unwrap_or_default();
    let mut lines = Vec::new();
    if file.promise_lifted.is_none() {
        let promised = in_words(item.promised_limit);
        lines.push(format!("承诺办理时限：{promised}{}。", until(DeadlineKind::PromisedHandling)));
    }
    if let Some(statutory) = item.statutory_limit {
        lines.push(format!("法定办理时限：{}{}。", in_words(statutory), until(DeadlineKind::StatutoryHandling)));
    }
    lines.push(
        "时限自受理之日的次日起计算；听证、检验、检测、鉴定和专家评审所需时间不计算在内，另行书面告知。".to_owned(),
    );
    Block::list(lines)
}

fn not_required(desk: &Desk, file: &Application, item: &ItemVersion) -> Result<Document, AppError> {
    let kind = DocumentKind::NotRequired;
    let examined = |e: &&Examination| e.outcome == ExaminationOutcome::NotRequired;
    let examination = file.examinations.iter().rev().find(examined).ok_or_else(|| lacks(kind, "an examination"))?;
    let sections = Sections::after(format!("{}经审查，申请事项依法不需要取得行政许可，不予受理。", received(file)))
        .section(
            "理由",
            [Block::paragraph(stopped(examination.explanation.as_deref().unwrap_or(&examination.consequence)))],
        )
        .and(desk.contact(Some(item)));
    Ok(Document {
        blocks: sections.blocks,
        closing: Some("特此告知。".to_owned()),
        basis: desk.cite(&["FD-5.1"]),
        ..desk.blank(kind)
    })
}

fn approved(desk: &Desk, file: &Application, item: &ItemVersion) -> Result<Document, AppError> {
    let kind = DocumentKind::ApprovalDecision;
    let approval = file.approval.as_ref().ok_or_else(|| lacks(kind, "an approval"))?;
    let law = match item.kind {
        ServiceItemKind::Permit => "依照《中华人民共和国行政许可法》第三十八条第一款的规定，",
        ServiceItemKind::OtherApproval | ServiceItemKind::PublicService => "",
    };
    let mut decided = vec![Block::paragraph(stopped(&approval.content))];
    decided
        .extend(approval.certificate_number.as_ref().map(|n| Block::paragraph(format!("证照（结果文件）编号：{n}。"))));
    let delivery = before(desk.due(DeadlineKind::Delivery), "在十个工作日内");
    let sections = Sections::after(format!("{}经审查，该申请符合规定的条件，{law}现决定准予。", received(file)))
        .section("决定内容", decided)
        .section("送达", [Block::paragraph(format!("本决定和证照（结果文件）于{delivery}送达。"))])
        .and(desk.contact(Some(item)));
    Ok(Document { blocks: sections.blocks, basis: desk.cite(&["FW-5.4"]), ..desk.blank(kind) })
}
