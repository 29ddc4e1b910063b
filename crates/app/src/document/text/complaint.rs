//! Acceptance and rejection of a complaint (TS-11.2b).

use yingshang_documents::{Block, Document, chinese_date};
use yingshang_rules::complaint::Complaint;
use yingshang_rules::complaint::codes::RejectionGround;
use yingshang_rules::deadline::DeadlineKind;
use yingshang_rules::document::DocumentKind;

use super::{Desk, Sections, before, lacks, stopped};
use crate::error::AppError;

const HIGHER_BODY: &str = "认为应当受理而不受理、逾期不办或者处理不公的，可以直接向上一级投诉受理机构投诉。";

pub(super) fn text(desk: &Desk, kind: DocumentKind, file: &Complaint) -> Result<Document, AppError> {
    match kind {
        DocumentKind::ComplaintAcceptance => Ok(accepted(desk, file)),
        DocumentKind::ComplaintRejection => rejected(desk, file),
        _ => Err(lacks(kind, "a complaint that issues it")),
    }
}

/// What was complained about, and when.
fn received(file: &Complaint) -> String {
    format!(
        "你（单位）于{}反映的“{}”（投诉举报编号：{}）收悉。",
        chinese_date(file.received_at.date()),
        file.title.trim(),
        file.number
    )
}

fn accepted(desk: &Desk, file: &Complaint) -> Document {
    let opening = format!("{}经审查，该事项属于本局营商环境投诉举报受理范围，现决定予以受理。", received(file));
    let handing_over = before(desk.due(DeadlineKind::Assignment), "在三个工作日内");
    let reply = before(desk.due(DeadlineKind::ReplyPledge), "按照规定的时限");
    let sections = Sections::after(opening)
        .section(
            "办理安排",
            [Block::list([
                format!("本局于{handing_over}将该事项交由有职责的单位调查处理，该单位不得再行转办。"),
                format!("本局于{reply}答复办理情况；情况复杂、依照规定延长的，另行告知。"),
            ])],
        )
        .section(
            "权利和义务",
            [Block::list([
                "可以凭投诉举报编号和登记时取得的查询码查询办理进展、补充事实和证据、撤回投诉。",
                "身份信息依照规定保密，未经同意不向被投诉的单位和人员透露。",
                "应当如实反映情况，配合调查，提供必要的证据。",
                HIGHER_BODY,
            ])],
        )
        .and(desk.contact(None));
    Document {
        blocks: sections.blocks,
        closing: Some("特此通知。".to_owned()),
        basis: desk.cite(&["TS-11.2b", "TS-11.3a", "TS-11.3b", "TS-7.6", "TS-13.2", "TS-11.2d", "GZ-4.2"]),
        ..desk.blank(DocumentKind::ComplaintAcceptance)
    }
}

fn rejected(desk: &Desk, file: &Complaint) -> Result<Document, AppError> {
    let kind = DocumentKind::ComplaintRejection;
    let rejection = file.rejection.as_ref().ok_or_else(|| lacks(kind, "a rejection"))?;
    let ground = rejection.ground;
    let article = ground.basis().and_then(|id| desk.rulebook.article_of(id)).unwrap_or_default();
    let mut remedies: Vec<&str> = elsewhere(ground).into_iter().collect();
    remedies.push(HIGHER_BODY);
    let sections = Sections::after(format!("{}经审查，决定不予受理。", received(file)))
        .section("不予受理的情形", [Block::paragraph(format!("属于{article}规定的“{}”。", ground.label()))])
        .section("理由", [Block::paragraph(stopped(&rejection.reasons))])
        .section("救济途径", [Block::list(remedies)])
        .and(desk.contact(None));
    let mut basis = vec!["TS-11.2b"];
    basis.extend(ground.basis());
    basis.push("TS-11.2d");
    Ok(Document {
        blocks: sections.blocks,
        closing: Some("特此通知。".to_owned()),
        basis: desk.cite(&basis),
        ..desk.blank(kind)
    })
}

/// Where else the matter can be taken.
fn elsewhere(ground: RejectionGround) -> Option<&'static str> {
    match ground {
        RejectionGround::CivilDispute => Some("民事纠纷可以协商、调解，也可以依法申请仲裁或者向人民法院提起诉讼。"),
        RejectionGround::InLegalProcedure => Some("请在已经进入的司法、行政复议或者仲裁程序中提出。"),
        RejectionGround::AcceptedElsewhere => {
            Some("请向已经受理的单位了解办理情况；对其决定不服的，依照该决定载明的途径提出。")
        }
        RejectionGround::RepeatedWithoutNewEvidence => Some("有新的证据和理由的，可以再次提出。"),
        RejectionGround::OutsideRemit => Some("请向有职责的机关提出。"),
        RejectionGround::ForceMajeure => None,
    }
}
