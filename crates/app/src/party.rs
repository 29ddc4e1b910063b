//! Who stands behind a case - a complainant, an applicant, a visitor: what is asked, what is sealed, what is shown.

mod sealing;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::{Validate, ValidateArgs, ValidationError};
use yingshang_rules::complaint::codes::PartyKind;
use yingshang_rules::identifier::{
    CreditCode, Fault, Landline, Mobile, ResidentId, mask_address, mask_id, mask_name, mask_phone,
};

use crate::check;
use crate::error::{AppError, FieldError};

pub(crate) use sealing::{hash, open, seal};

/// 当事人（投诉人、申请人、服务对象）身份。加密保存，每次查看完整身份都留痕。
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[validate(context = NaiveDate)]
pub struct PartyInput {
    /// 类别。
    #[serde(default)]
    pub kind: Option<PartyKind>,
    /// 姓名；市场主体填联系人。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 50)]
    pub name: Option<String>,
    /// 市场主体名称。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 100)]
    pub organisation: Option<String>,
    /// 统一社会信用代码。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 40)]
    #[validate(custom(function = "is_credit_code"))]
    pub credit_code: Option<String>,
    /// 居民身份证号码。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 40)]
    #[validate(custom(function = "is_id_number", use_context))]
    pub id_number: Option<String>,
    /// 手机或固定电话（带区号）。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 40)]
    #[validate(custom(function = "is_phone"))]
    pub phone: Option<String>,
    /// 通信地址。
    #[serde(default)]
    #[schema(min_length = 1, max_length = 200)]
    pub address: Option<String>,
}

/// 当事人（投诉人、申请人、服务对象）身份。`masked` 为真时各项已经遮盖。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PartyView {
    /// 是否已经遮盖。
    pub masked: bool,
    /// 类别。
    pub kind: Option<PartyKind>,
    /// 姓名或联系人。
    pub name: Option<String>,
    /// 市场主体名称。
    pub organisation: Option<String>,
    /// 统一社会信用代码。
    pub credit_code: Option<String>,
    /// 居民身份证号码。
    pub id_number: Option<String>,
    /// 电话。
    pub phone: Option<String>,
    /// 通信地址。
    pub address: Option<String>,
}

impl PartyInput {
    /// Every fault at once; `place` is where the identity stands in the body.
    pub(crate) fn faults(&self, today: NaiveDate, place: &str) -> Vec<FieldError> {
        check::faults(self.validate_with_args(&today), place)
    }

    /// Checked and in its one written form, where the identity is the whole body.
    pub(crate) fn checked(self, today: NaiveDate) -> Result<Self, AppError> {
        let faults = self.faults(today, "");
        if faults.is_empty() { Ok(self.normalised(today)) } else { Err(AppError::Invalid(faults)) }
    }

    /// The numbers in their one written form. What has a fault stays as it is.
    pub(crate) fn normalised(mut self, today: NaiveDate) -> Self {
        let written = |value: &mut Option<String>, parse: &dyn Fn(&str) -> Parsed| {
            if let Some(Ok(normal)) = value.as_deref().map(parse) {
                *value = Some(normal);
            }
        };
        written(&mut self.id_number, &|text| id_number(text, today));
        written(&mut self.credit_code, &credit_code);
        written(&mut self.phone, &phone);
        self
    }

    /// Whether anything at all is known.
    pub(crate) fn is_empty(&self) -> bool {
        let Self { kind: _, name, organisation, credit_code, id_number, phone, address } = self;
        [name, organisation, credit_code, id_number, phone, address].into_iter().all(Option::is_none)
    }

    /// Whether a name is given: a complaint that is not anonymous says who complains (TS-11.1), an application who applies.
    pub(crate) fn is_named(&self) -> bool {
        self.name.is_some() || self.organisation.is_some()
    }

    pub(crate) fn view(self, masked: bool) -> PartyView {
        let hide = |value: Option<String>, mask: fn(&str) -> String| {
            if masked { value.map(|text| mask(&text)) } else { value }
        };
        PartyView {
            masked,
            kind: self.kind,
            name: hide(self.name, mask_name),
            organisation: hide(self.organisation, mask_name),
            credit_code: hide(self.credit_code, mask_id),
            id_number: hide(self.id_number, mask_id),
            phone: hide(self.phone, mask_phone),
            address: hide(self.address, mask_address),
        }
    }
}

type Parsed = Result<String, Fault>;

fn id_number(text: &str, today: NaiveDate) -> Parsed {
    ResidentId::parse(text, today).map(|id| id.as_str().to_owned())
}

fn credit_code(text: &str) -> Parsed {
    CreditCode::parse(text).map(|code| code.as_str().to_owned())
}

/// A mobile or a landline; what begins like an area code is judged as a landline.
fn phone(text: &str) -> Parsed {
    match (Mobile::parse(text), Landline::parse(text)) {
        (Ok(mobile), _) => Ok(mobile.as_str().to_owned()),
        (_, Ok(landline)) => Ok(landline.as_str().to_owned()),
        (Err(as_mobile), Err(as_landline)) => {
            let digits: String = text.chars().filter(char::is_ascii_digit).collect();
            Err(if digits.starts_with('0') { as_landline } else { as_mobile })
        }
    }
}

fn is_id_number(text: &str, today: &NaiveDate) -> Result<(), ValidationError> {
    checked(id_number(text, *today))
}

fn is_credit_code(text: &str) -> Result<(), ValidationError> {
    checked(credit_code(text))
}

fn is_phone(text: &str) -> Result<(), ValidationError> {
    checked(phone(text))
}

fn checked(parsed: Parsed) -> Result<(), ValidationError> {
    parsed.map(|_| ()).map_err(|fault| check::finding(fault.reason.code(), fault.to_string()))
}
