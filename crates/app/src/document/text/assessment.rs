//! The result of an assessment: points of the three dimensions, what was added and taken off, grade and what follows (KH-8, KH-9.1, KH-10.1).

use yingshang_documents::{Block, Document, chinese_date};
use yingshang_rules::assessment::codes::{DutyHeading, UnitConsequence};
use yingshang_rules::assessment::evidence::Evidence;
use yingshang_rules::assessment::{Assessment, AssessmentGrade, consequences};
use yingshang_rules::document::DocumentKind;
use yingshang_store::assessment_plan;

use super::{Desk, Sections, lacks, stopped};
use crate::assessment_plan::plan_of;
use crate::error::AppError;
use crate::tx::Tx;

pub(super) fn text(tx: &mut Tx<'_>, desk: &Desk, kind: DocumentKind, file: &Assessment) -> Result<Document, AppError> {
    match kind {
        DocumentKind::AssessmentResult => result(tx, desk, file),
        _ => Err(lacks(kind, "an assessment that issues it")),
    }
}

fn result(tx: &mut Tx<'_>, desk: &Desk, file: &Assessment) -> Result<Document, AppError> {
    let kind = DocumentKind::AssessmentResult;
    let summary = file.summary().ok_or_else(|| lacks(kind, "a summary"))?;
    let grade = file.grade.ok_or_else(|| lacks(kind, "a grade"))?;
    let decided = file.deliberations.last().ok_or_else(|| lacks(kind, "a deliberation"))?;
    let plan = assessment_plan::get(tx.conn, &file.plan_id)?.ok_or_else(|| lacks(kind, "a plan"))?;
    let plan = plan_of(&plan)?.content;
    let plan_number = plan.document_number.as_ref().map(|number| format!("（{number}）")).unwrap_or_default();
    let opening = format!(
        "依照《{}》{plan_number}，对{}{}年度的营商环境工作进行了考核（考核编号：{}）。领导小组于{}审议通过（{}），结果如下。",
        plan.title.trim_matches(['《', '》']),
        file.target_name,
        file.year,
        file.number,
        chinese_date(decided.held_on),
        decided.minutes_number
    );
    let total = Block::fields([
        ("履职情况", format!("{}分", summary.duties)),
        ("加分", format!("{}分", summary.additions)),
        ("减分", format!("{}分", summary.deductions)),
        ("监测评价", format!("{}分", summary.satisfaction)),
        ("总分", format!("{}分", summary.total)),
        ("等次", grade.label().to_owned()),
    ]);
    let duties = DutyHeading::ALL.iter().filter_map(|heading| {
        let points = summary.duty_headings.get(heading.code())?;
        Some(vec![heading.label().to_owned(), points.to_string()])
    });
    let counted: Vec<&Evidence> = file.evidence.iter().filter(|each| each.accepted().is_some()).collect();
    let rows = counted.iter().zip(1..).map(|(each, n): (_, u32)| {
        let decision = each.accepted();
        vec![
            n.to_string(),
            each.direction.label().to_owned(),
            each.title.clone(),
            decision.map(|decision| decision.points.to_string()).unwrap_or_default(),
            decision.map(|decision| decision.reason.clone()).unwrap_or_default(),
        ]
    });
    let vetoes = summary.vetoes.iter().map(|veto| format!("{}，不论得分，直接定为不合格。", veto.ground.label()));
    let sections = Sections::after(opening)
        .section("得分和等次", [total])
        .section_if(!summary.vetoes.is_empty(), "直接不合格的情形", [Block::list(vetoes)])
        .section("履职情况", [Block::table(["方面", "得分"], duties)])
        .section_if(
            !counted.is_empty(),
            "计入的加减分",
            [Block::table(["序号", "加减分", "内容", "分值", "理由"], rows)],
        )
        .section("监测评价", [Block::paragraph(measured(file))])
        .section("结果应用", [Block::list(following(desk, grade))]);
    let mut basis = vec!["KH-8", "KH-9.1", "KH-7.1", "KH-7.2", "KH-7.3"];
    if !summary.vetoes.is_empty() {
        basis.push("KH-9.2");
    }
    if !consequences(grade).is_empty() {
        basis.push("KH-10.1");
    }
    if grade == AssessmentGrade::NotQualified {
        basis.push("KH-10.2");
    }
    Ok(Document {
        blocks: sections.blocks,
        addressee: Some(file.target_name.clone()),
        closing: Some("特此通知。".to_owned()),
        basis: desk.cite(&basis),
        ..desk.blank(kind)
    })
}

fn measured(file: &Assessment) -> String {
    let Some(score) = &file.satisfaction else { return "没有计算监测评价得分。".to_owned() };
    let place = score.rank.map(|rank| format!("，在{}个同类对象中列第{rank}位", score.ranked)).unwrap_or_default();
    match score.rate {
        Some(rate) => format!("全年满意度{rate}%，得{}分{place}。", score.points),
        None => format!("全年没有评价和问卷，依照方案得{}分。", score.points),
    }
}

/// What follows for the unit, and how the result can be questioned. Results of single persons are not told in it.
fn following(desk: &Desk, grade: AssessmentGrade) -> Vec<String> {
    let mut lines: Vec<String> = consequences(grade)
        .iter()
        .map(|consequence| match consequence {
            UnitConsequence::RectificationReport => {
                let limit = super::in_words(desk.rulebook.limit("assessment.rectification_report"));
                format!("约谈后{limit}内提交书面整改报告。")
            }
            other => stopped(other.label()),
        })
        .collect();
    if lines.is_empty() {
        lines.push("没有通报表扬或者约谈。".to_owned());
    }
    let limit = super::in_words(desk.rulebook.limit("assessment.objection"));
    lines.push(format!("对结果有异议的，自审定之日起{limit}内提出。"));
    lines
}
