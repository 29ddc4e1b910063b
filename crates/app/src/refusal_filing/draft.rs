//! Drafting a refusal of an application.

use serde::Deserialize;
use utoipa::ToSchema;
use validator::{Validate, ValidationError};
use yingshang_rules::application as application_rules;
use yingshang_rules::refusal_filing::command::{RefusalDraft, UnmetProvision};
use yingshang_rules::refusal_filing::{
    self as rules, ApplicationFacts, Facts, NewRefusal, RefusalFiling, RefusalGround, RefusalKind,
};

use super::KIND;
use super::view::{RefusalFilingView, build};
use crate::application as applications;
use crate::check;
use crate::error::AppError;
use crate::moment::Moment;
use crate::service_case::{self, ServiceCase, business_number};
use crate::tx::Tx;

/// 拟否定：不予受理或者不予许可的决定，只能由此作出。
#[derive(Debug, Clone, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(as = DraftRefusalRequest)]
#[validate(schema(function = "pair_is_whole"))]
pub struct DraftRefusal {
    /// 办件。
    #[schema(min_length = 1, max_length = 64)]
    pub application_id: String,
    /// 否定种类：受理前为不予受理，受理后为不予许可。
    pub kind: RefusalKind,
    /// 理由类别。
    pub ground: RefusalGround,
    /// 不符合的规定，逐条写明；没有的不得否定（第四条第二项）。
    #[serde(default)]
    #[schema(max_items = 20)]
    pub provisions: Vec<UnmetProvision>,
    /// 查明的事实；不得写入申请人身份。
    #[schema(min_length = 5, max_length = 2000)]
    pub facts: String,
    /// 向申请人说明的理由。
    #[schema(min_length = 5, max_length = 2000)]
    pub reasons: String,
    /// 有权办理的机关；不属于本机关职权的必填。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 100)]
    pub competent_authority: Option<String>,
    /// 救济途径；不写即为行政复议和行政诉讼的通用告知。
    #[serde(default)]
    #[schema(min_length = 5, max_length = 1000)]
    pub remedies: Option<String>,
    /// 来源系统；与来源编号同时填写，二者合起来唯一。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 50)]
    pub source_system: Option<String>,
    /// 来源系统中的编号。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 100)]
    pub external_ref: Option<String>,
}

/// Drafts a refusal for the caller; the application waits for the decision on it.
///
/// # Errors
/// Not found where the caller may not know of the application; a refusal with its articles (FD-2.1, FD-4.2, FD-5.1).
pub fn draft(tx: &mut Tx<'_>, body: DraftRefusal) -> Result<RefusalFilingView, AppError> {
    let faults = check::faults(body.validate(), "");
    if !faults.is_empty() {
        return Err(AppError::Invalid(faults));
    }
    let application = applications::named(tx, &body.application_id)?;
    let facts = applications::facts_of(&mut tx.reader(), &application.file)?;
    let item = facts.item.clone();
    let moment = Moment::of(tx.app, tx.caller, tx.now);
    let of_application = moment.context(String::new(), facts);
    // Who may, and whether the application stands where it can be refused, comes before what the draft says.
    application_rules::check(&application.file, application_rules::gate::Action::ProposeRefusal, &of_application)?;
    let complete = application_rules::is_complete(&application.file, &of_application);
    let new = NewRefusal {
        id: tx.new_id(),
        number: business_number(tx, KIND, RefusalFiling::PREFIX)?,
        external: body.source_system.zip(body.external_ref),
    };
    let refusal_id = new.id.clone();
    let kind = body.kind;
    let draft = RefusalDraft {
        kind,
        ground: body.ground,
        provisions: body.provisions,
        facts: body.facts,
        reasons: body.reasons,
        competent_authority: body.competent_authority,
        remedies: body.remedies,
    };
    let about = ApplicationFacts { file: &application.file, complete };
    let decision = rules::draft(new, draft, about, &moment.context(String::new(), Facts::default()))?;
    let case = service_case::persist(tx, None, decision, Some(&item))?;
    applications::take(tx, application, application_rules::Command::ProposeRefusal { refusal_id, kind })?;
    build(&mut tx.reader(), case, false)
}

/// The pair is the key of an import: half of it identifies nothing.
fn pair_is_whole(body: &DraftRefusal) -> Result<(), ValidationError> {
    check::pair_is_whole(&body.source_system, &body.external_ref)
}
