//! The decision not to accept or not to permit (FD-2.2), and the form it is filed with (FD-2.3).

use yingshang_documents::{Block, Document, SignatureLine, chinese_date};
use yingshang_rules::document::DocumentKind;
use yingshang_rules::refusal_filing::command::UnmetProvision;
use yingshang_rules::refusal_filing::{RefusalFiling, RefusalGround, RefusalKind};
use yingshang_rules::service_item::{ItemVersion, ServiceItemKind};
use yingshang_store::document;

use super::{APPLICANT, Desk, Sections, lacks, stopped};
use crate::error::AppError;
use crate::service_case::ServiceCase;
use crate::tx::Tx;

/// Whom the decision is copied to (FD-2.3).
const FILED_WITH: &str = "同级营商环境建设管理部门";

pub(super) fn text(
    tx: &mut Tx<'_>,
    desk: &Desk,
    kind: DocumentKind,
    file: &RefusalFiling,
    item: Option<&ItemVersion>,
) -> Result<Document, AppError> {
    match kind {
        DocumentKind::NonAcceptanceDecision | DocumentKind::NonPermissionDecision => {
            Ok(decision(desk, kind, file, item))
        }
        DocumentKind::RefusalFilingForm => form(tx, desk, file),
        _ => Err(lacks(kind, "a refusal that issues it")),
    }
}

fn provision(provision: &UnmetProvision) -> String {
    let named = provision.instrument.trim();
    let instrument = if named.starts_with('《') { named.to_owned() } else { format!("《{named}》") };
    format!("{instrument}{}：{}", provision.article.trim(), stopped(&provision.requirement))
}

fn decision(desk: &Desk, kind: DocumentKind, file: &RefusalFiling, item: Option<&ItemVersion>) -> Document {
    let draft = &file.draft;
    let permit = item.is_some_and(|item| item.kind == ServiceItemKind::Permit);
    let law = match (draft.kind, draft.ground) {
        (RefusalKind::NonAcceptance, RefusalGround::NotThisAuthority) if permit => {
            "依照《中华人民共和国行政许可法》第三十二条第一款第二项的规定，"
        }
        (RefusalKind::NonPermission, _) if permit => "依照《中华人民共和国行政许可法》第三十八条第二款的规定，",
        _ => "",
    };
    let opening = format!(
        "你（单位）提出的“{}”申请（办件编号：{}）收悉。经审查，{law}现决定{}。",
        file.item_name,
        file.application_number,
        draft.kind.label()
    );
    let sections = Sections::after(opening)
        .section("查明的事实", [Block::paragraph(stopped(&draft.facts))])
        .section_if(!draft.provisions.is_empty(), "不符合的规定", [Block::list(draft.provisions.iter().map(provision))])
        .section("理由", [Block::paragraph(format!("{}：{}", draft.ground.label(), stopped(&draft.reasons)))])
        .section_if(
            draft.competent_authority.is_some(),
            "有权办理的机关",
            [Block::paragraph(format!("请向{}申请。", draft.competent_authority.as_deref().unwrap_or_default()))],
        )
        .section("救济途径", [Block::paragraph(stopped(&file.remedies))])
        .and(desk.contact(item));
    Document {
        blocks: sections.blocks,
        basis: desk.cite(&["FD-2.1", "FD-2.2", "FD-4.2"]),
        copies: vec![FILED_WITH.to_owned()],
        ..desk.blank(kind)
    }
}

fn form(tx: &mut Tx<'_>, desk: &Desk, file: &RefusalFiling) -> Result<Document, AppError> {
    let kind = DocumentKind::RefusalFilingForm;
    let filing = file.filing.as_ref().ok_or_else(|| lacks(kind, "a filing"))?;
    let service = file.service.as_ref().ok_or_else(|| lacks(kind, "a service"))?;
    let draft = &file.draft;
    let decided = match draft.kind {
        RefusalKind::NonAcceptance => DocumentKind::NonAcceptanceDecision,
        RefusalKind::NonPermission => DocumentKind::NonPermissionDecision,
    };
    let decision = document::latest(tx.conn, RefusalFiling::KIND, &file.id, decided.code())?
        .ok_or_else(|| lacks(kind, "a decision"))?;
    let numbered = decision.number.unwrap_or_default();
    let served_on = service.served_at.unwrap_or(service.recorded_at).date();
    let proof = format!("{}，{}，凭证：{}", chinese_date(served_on), service.method.label(), service.proof_number);
    let rows = [
        ("备案编号", file.number.clone()),
        (APPLICANT, String::new()),
        ("申请事项", file.item_name.clone()),
        ("办件编号", file.application_number.clone()),
        ("决定文书", format!("{}（{numbered}，{}）", decided.label(), chinese_date(decision.issued_on))),
        ("否定种类和理由", format!("{}；{}", draft.kind.label(), draft.ground.label())),
        ("不符合的规定", draft.provisions.iter().map(provision).collect::<Vec<_>>().join("\n")),
        ("查明的事实", draft.facts.clone()),
        ("告知的理由", draft.reasons.clone()),
        ("审批", approval(file)),
        ("送达", proof),
        (
            "备案",
            format!("{}，{}，{}", filing.authority, chinese_date(filing.recorded_at.date()), filing.reference_number),
        ),
    ];
    Ok(Document {
        blocks: vec![Block::fields(rows)],
        basis: desk.cite(&["FD-2.1", "FD-2.3", "FD-4.3"]),
        signatures: vec![
            SignatureLine::blank("填报人"),
            SignatureLine::blank("审核人"),
            SignatureLine::blank("备案部门签收"),
        ],
        copies: vec![filing.authority.clone()],
        ..desk.blank(kind)
    })
}

/// The leader in charge or the collective discussion (FD-2.1).
fn approval(file: &RefusalFiling) -> String {
    let leader = file.approval.as_ref().map(|approval| {
        let on = chinese_date(approval.recorded_at.date());
        format!("分管领导于{on}审批：{}。{}", approval.decision.label(), stopped(&approval.opinion))
    });
    let meeting = file.discussion.as_ref().map(|discussion| {
        format!(
            "{}集体讨论（纪要{}，{}人参加）：{}。{}",
            chinese_date(discussion.held_on),
            discussion.minutes_number,
            discussion.participants,
            discussion.decision.label(),
            stopped(&discussion.opinion)
        )
    });
    [leader, meeting].into_iter().flatten().collect::<Vec<_>>().join("\n")
}
