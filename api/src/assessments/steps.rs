//! The steps of an assessment.

use actix_web::web::Data;
use yingshang_app::assessment::{self, AssessmentView};
use yingshang_app::{App, AppError, Expected, Tx};
use yingshang_rules::assessment::Command;
use yingshang_rules::assessment::command::{
    AddEvidence, CloseAssessment, Commend, DecideEvidence, DecideObjection, Deliberate, Object, RecordCheck,
    RecordFalsification, ReviseScore, ScoreDuties, SelfAssess, SubmitReport, Talk,
};

use crate::body::Body;
use crate::gate::{Gate, Permit};
use crate::operation::{Operation, Outcome, Path};
use crate::permits::{Assess, CollectEvidence};
use crate::resource::changed;
use crate::steps::steps;
use crate::write::{IfMatch, Write};

steps! {
    module: assessment,
    view: yingshang_app::assessment::AssessmentView, tag: super::TAG, answer: "办理后的考核";

    /// 单位自评
    ///
    /// 由单位负责人对照年度目标任务提交自查报告，并对真实性、准确性、有效性负责（考核办法第八条）。
    submit_self_assessment: "/v1/assessments/{id}/self-assessment", AnswerAssessment, SelfAssess => SelfAssess,
        {"report": "对照年度目标任务，全年工作已经完成，未发生逾期办结。", "scores": [{"indicator": "1.1", "points": "18.00", "reason": "任务全部完成。"}], "vouched": true};

    /// 履职考核评分
    ///
    /// 由考评专责小组对方案的每项末级指标评分并写明理由，不重不漏；不得给本单位评分（考核办法第八条、第十四条）。
    score_duties: "/v1/assessments/{id}/duty-scores", Assess, ScoreDuties => ScoreDuties,
        {"scores": [{"indicator": "1.1", "points": "18.00", "reason": "抽查台账，任务完成。"}]};

    /// 改分
    ///
    /// 汇总前可以修改一项指标的得分，写明理由；原分值、修改人和时间留痕（考核办法第十四条）。
    revise_score: "/v1/assessments/{id}/score-revisions", Assess, ReviseScore => ReviseScore,
        {"indicator": "1.1", "points": "16.00", "reason": "复核台账，有两项任务未完成。"};

    /// 登记实地核验
    ///
    /// 随机抽查、明察、暗访；发现的问题逐件作为减分依据，另行核定。至少一次（考核办法第八条）。
    record_site_check: "/v1/assessments/{id}/site-checks", Assess, RecordCheck => RecordCheck,
        {"checked_on": "2026-11-24", "method": "covert", "findings": "上午九时至十时观察窗口秩序，工作人员在岗。", "problems": []};

    /// 提出加减分依据
    ///
    /// 附证明文件；系统已有记录的由系统归集，不得人工提出。同一件事不重复计分（考核办法第七条第二项）。
    propose_evidence: "/v1/assessments/{id}/evidence", ProposeEvidence, AddEvidence => AddEvidence,
        {"source": "good_practice", "source_id": "市人社简报〔2026〕18期", "occurred_on": "2026-09-10", "title": "一件事一次办经验在全市推广。", "document": "市人社简报〔2026〕18期"};

    /// 登记审议
    ///
    /// 领导小组审议通过的，按汇总审定等次并制发考核结果单；退回的，可以改分后重新汇总（考核办法第八条）。
    record_deliberation: "/v1/assessments/{id}/deliberations", DecideAssessment, Deliberate => Deliberate,
        {"held_on": "2026-11-24", "minutes_number": "领导小组纪要〔2026〕3号", "result": "approved", "opinion": "同意考核结果。"};

    /// 通报表扬
    ///
    /// 只对一等的单位（考核办法第十条第一项）。
    commend_unit: "/v1/assessments/{id}/commendation", DecideAssessment, Commend => Commend,
        {"commended_on": "2026-11-24", "document_number": "人社党发〔2026〕9号"};

    /// 登记约谈
    ///
    /// 只对不合格的单位；自约谈之日的次日起，三个工作日内提交书面整改报告（考核办法第十条）。
    record_talk: "/v1/assessments/{id}/talk", DecideAssessment, Talk => Talk,
        {"talked_on": "2026-11-24", "posts": "股长", "requirements": "查清逾期原因，逐件整改。"};

    /// 提交整改报告
    ///
    /// 由单位负责人在约谈后三个工作日内提交（考核办法第十条第二项）。
    submit_rectification_report: "/v1/assessments/{id}/rectification-report", AnswerAssessment, SubmitReport => SubmitReport,
        {"measures": "逐件核查逾期办件，建立到期前两日提醒。", "complete_by_on": "2026-12-31"};

    /// 提出异议
    ///
    /// 由单位负责人在审定后规定期限内提出，每次结果一次；期限条文未写明，为本单位参数。
    object_to_assessment: "/v1/assessments/{id}/objections", AnswerAssessment, Object => Object,
        {"grounds": "第三件减分依据系其他单位责任，请求复核。"};

    /// 处理异议
    ///
    /// 异议成立的，撤销审定的结果，重新核定（考核办法第五条）。
    decide_objection: "/v1/assessments/{id}/objection-decision", DecideAssessment, DecideObjection => DecideObjection,
        {"outcome": "dismissed", "reason": "经查，该件由本单位承办，责任清楚。"};

    /// 登记弄虚作假
    ///
    /// 查实的记为发现的问题；可以撤销已作的汇总或者审定，重新核定（考核办法第十四条）。
    record_falsification: "/v1/assessments/{id}/falsifications", DecideAssessment, RecordFalsification => RecordFalsification,
        {"explanation": "自评台账系补写，与原始记录不符。", "document": "调查报告〔2026〕2号", "reopens": false};

    /// 办结
    ///
    /// 结果应用完毕；一等的以通报表扬为准，不合格的须已提交整改报告（考核办法第十条）。
    close_assessment: "/v1/assessments/{id}/closing", Assess, CloseAssessment => Close,
        {"remarks": "整改落实，结果已经应用。"};
}

/// Steps that say nothing beside that they are taken.
macro_rules! plain_steps {
    ($( $(#[$doc:meta])* $name:ident: $path:literal, $permit:ident, $work:path; )+) => {
        $(
            $(#[$doc])*
            #[utoipa::path(
                post,
                path = $path,
                tag = super::TAG,
                responses((status = 200, description = "办理后的考核", body = AssessmentView))
            )]
            pub async fn $name(
                permit: Permit<$permit>,
                Path(id): Path<String>,
                if_match: IfMatch,
                write: Write,
                app: Data<App>,
            ) -> Outcome {
                write.run(&app, permit.caller(), move |tx| changed(&$work(tx, &id, if_match.0)?)).await
            }
        )+

        fn plain() -> Vec<Operation> {
            crate::operations![$($name),+]
        }
    };
}

fn conclude(tx: &mut Tx<'_>, id: &str, expected: Expected) -> Result<AssessmentView, AppError> {
    assessment::step(tx, id, expected, Command::ConcludeEvidence)
}

fn measure(tx: &mut Tx<'_>, id: &str, expected: Expected) -> Result<AssessmentView, AppError> {
    assessment::step(tx, id, expected, Command::MeasureSatisfaction)
}

fn summarise(tx: &mut Tx<'_>, id: &str, expected: Expected) -> Result<AssessmentView, AppError> {
    assessment::step(tx, id, expected, Command::Summarise)
}

plain_steps! {
    /// 归集加减分依据
    ///
    /// 从已有记录中归集考核年度内的减分依据：投诉举报查实、逾期、发现的问题、否定备案不及时、评价指标不达标；每件附记录的路径，只归集一次，
    /// 另行核定（规则第三部分第三项、考核办法第七条第二项）。
    collect_evidence: "/v1/assessments/{id}/evidence-collection", CollectEvidence, assessment::collect;

    /// 加减分核定完毕
    ///
    /// 每件依据都已采纳或者不采纳之后（考核办法第七条第二项、第八条）。
    conclude_evidence: "/v1/assessments/{id}/evidence-conclusion", Assess, conclude;

    /// 计算监测评价得分
    ///
    /// 按方案的公式，由全年的「好差评」和调查问卷计算得分和在同类对象中的名次（考核办法第七条第三项）。
    measure_satisfaction: "/v1/assessments/{id}/satisfaction", Assess, measure;

    /// 汇总
    ///
    /// 三个维度相加，总分在零至一百之间，按分数线定等次；有直接不合格情形的，不论得分定为不合格（考核办法第八条、第九条）。
    summarise_assessment: "/v1/assessments/{id}/summary", Assess, summarise;
}

/// 核定加减分依据
///
/// 采纳的写明适用的规则和分值，不采纳的写明理由；汇总前可以重新核定，留有痕迹（考核办法第七条第二项）。
#[utoipa::path(
    post,
    path = "/v1/assessments/{id}/evidence/{evidence_id}/decision",
    tag = super::TAG,
    request_body(content = DecideEvidence, example = json!({
        "outcome": "accepted", "rule": "J2", "points": "2.00", "reason": "经核对办件记录，逾期属实。"
    })),
    responses((status = 200, description = "办理后的考核", body = AssessmentView))
)]
pub async fn decide_evidence(
    permit: Permit<Assess>,
    Path((id, evidence_id)): Path<(String, String)>,
    if_match: IfMatch,
    write: Write,
    body: Body<DecideEvidence>,
    app: Data<App>,
) -> Outcome {
    let command = Command::DecideEvidence(evidence_id, body.0);
    write.run(&app, permit.caller(), move |tx| changed(&assessment::step(tx, &id, if_match.0, command)?)).await
}

pub(super) fn operations() -> Vec<Operation> {
    let mut operations = steps();
    operations.extend(plain());
    operations.extend(crate::operations![decide_evidence]);
    operations
}
