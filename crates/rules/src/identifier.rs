//! Identifiers people write on forms: resident identity number, unified social credit code, telephone numbers.
//!
//! Each type is made by `parse`, which first brings the text to one written form (full width to half width, spaces and
//! hyphens dropped, upper case) and then checks it. Letters are never changed into digits: an `O` stays a fault.
//! A [`Fault`] never contains the text, and `Debug` of personal numbers is masked, so neither can leak into a log.

mod credit_code;
mod landline;
mod mask;
mod mobile;
mod phone;
mod resident_id;

use std::fmt;

use unicode_normalization::UnicodeNormalization;

pub use credit_code::{CreditCode, CreditCodeWarning};
pub use landline::Landline;
pub use mask::{mask_address, mask_id, mask_name, mask_phone};
pub use mobile::Mobile;
pub use phone::Phone;
pub use resident_id::ResidentId;

crate::code_list! {
    /// Kinds of identifier that are checked.
    pub enum IdentifierKind = "identifier-kinds", "证件与号码种类" {
        ResidentId = "resident_id" => "居民身份证号码",
        CreditCode = "credit_code" => "统一社会信用代码",
        Mobile = "mobile" => "手机号码",
        Landline = "landline" => "固定电话号码",
    }
}

crate::code_list! {
    /// Why a text is not an identifier of its kind.
    pub enum FaultReason = "identifier-fault-reasons", "号码不合格的原因" {
        Length = "length" => "位数不对",
        Charset = "charset" => "含有不允许的字符",
        Region = "region" => "行政区划部分不对",
        Checksum = "checksum" => "校验位不符",
        Birthdate = "birthdate" => "出生日期部分不对",
        Prefix = "prefix" => "开头不对",
        Country = "country" => "不是中国大陆的号码",
        NoAreaCode = "no_area_code" => "缺少区号",
        AreaCode = "area_code" => "区号不存在",
        LocalNumber = "local_number" => "区号之后的号码不对",
        NotALandline = "not_a_landline" => "不是固定电话号码",
    }
}

/// An identifier was refused. Carries the reason, never the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// What the text was read as.
    pub kind: IdentifierKind,
    /// Why it is not one.
    pub reason: FaultReason,
    /// Chinese explanation where the reason alone would not help.
    pub hint: Option<&'static str>,
}

impl Fault {
    fn new(kind: IdentifierKind, reason: FaultReason) -> Self {
        Self { kind, reason, hint: None }
    }

    fn with_hint(self, hint: &'static str) -> Self {
        Self { hint: Some(hint), ..self }
    }
}

impl fmt::Display for Fault {
    /// The sentence for the person at the counter, in Chinese.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}：{}", self.kind.label(), self.reason.label())?;
        self.hint.map_or(Ok(()), |hint| write!(f, "（{hint}）"))
    }
}

impl std::error::Error for Fault {}

/// One written form for identifiers without inner structure.
fn compact(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace() && !is_hyphen(*c)).map(|c| c.to_ascii_uppercase()).collect()
}

/// ASCII hyphen and the dashes that word processors put in its place.
fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

fn all_digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

/// First two digits of the division codes (GB/T 2260) in use in identity numbers, residence permits of 香港, 澳门 and 台湾
/// residents (81, 82, 83) included. Only these two digits are looked up: the other four were renamed and abolished over the
/// decades, and old numbers stay valid.
fn is_province(code: &str) -> bool {
    matches!(
        code.as_bytes(),
        [b'1', b'1'..=b'5']
            | [b'2', b'1'..=b'3']
            | [b'3', b'1'..=b'7']
            | [b'4', b'1'..=b'6']
            | [b'5', b'0'..=b'4']
            | [b'6', b'1'..=b'5']
            | [b'7', b'1']
            | [b'8', b'1'..=b'3']
    )
}
