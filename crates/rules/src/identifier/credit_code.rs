//! Unified social credit code, GB 32100-2015.

use super::{Fault, FaultReason, IdentifierKind, all_digits, compact, is_province};

/// A valid unified social credit code in its written form: 18 characters, upper case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreditCode {
    text: String,
    warnings: Vec<CreditCodeWarning>,
}

crate::code_list! {
    /// What looks unusual in a code that is nevertheless valid: codes with these traits are in use.
    pub enum CreditCodeWarning = "credit-code-warnings", "统一社会信用代码提示" {
        UnknownRegistrar = "unknown_registrar" => "登记管理部门和机构类别代码不常见，请核对",
        UnknownDivision = "unknown_division" => "登记管理机关行政区划码不常见，请核对",
        OrganisationCheck = "organisation_check" => "主体标识码的校验位不符，请核对",
    }
}

impl CreditCode {
    /// Checks length, characters, first character, division digits and check character, in this order.
    ///
    /// The registration numbers of 15 digits and the organisation codes of 9 characters are other kinds: a length fault.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let code = compact(text);
        let fault = |reason| Err(Fault::new(IdentifierKind::CreditCode, reason));
        if code.chars().count() != 18 {
            return fault(FaultReason::Length);
        }
        let Some(values) = code.chars().map(value).collect::<Option<Vec<u32>>>() else {
            return fault(FaultReason::Charset);
        };
        // Eighteen zeros satisfy the check character; no registering body is numbered 0.
        if values[0] == 0 {
            return fault(FaultReason::Prefix);
        }
        if !all_digits(&code[2..8]) {
            return fault(FaultReason::Region);
        }
        if check_value(&values[..17]) != values[17] {
            return fault(FaultReason::Checksum);
        }
        let warnings = warnings(&code);
        Ok(Self { text: code, warnings })
    }

    /// The 18 characters.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What a clerk should look at twice.
    pub fn warnings(&self) -> &[CreditCodeWarning] {
        &self.warnings
    }
}

/// Value of a character: digits and capitals without I, O, S, V, Z.
fn value(c: char) -> Option<u32> {
    "0123456789ABCDEFGHJKLMNPQRTUWXY".chars().zip(0..).find_map(|(known, value)| (known == c).then_some(value))
}

/// Weighted sum with powers of 3, modulo 31. The outer modulo turns 31 into 0.
fn check_value(values: &[u32]) -> u32 {
    const WEIGHTS: [u32; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
    let sum: u32 = values.iter().zip(WEIGHTS).map(|(value, weight)| value * weight).sum();
    (31 - sum % 31) % 31
}

fn warnings(code: &str) -> Vec<CreditCodeWarning> {
    let checks = [
        (is_known_registrar(&code[..2]), CreditCodeWarning::UnknownRegistrar),
        // 100000 stands for the national level.
        (is_province(&code[2..4]) || &code[2..8] == "100000", CreditCodeWarning::UnknownDivision),
        (organisation_check(&code[8..16]) == code.as_bytes()[16], CreditCodeWarning::OrganisationCheck),
    ];
    checks.into_iter().filter_map(|(usual, warning)| (!usual).then_some(warning)).collect()
}

/// Registering body and class of organisation, as far as they are published.
fn is_known_registrar(pair: &str) -> bool {
    let classes = match pair.as_bytes()[0] {
        b'1' => "1239",
        b'2' | b'4' | b'8' | b'A' => "19",
        b'3' => "123459",
        b'5' => "123459",
        b'6' | b'7' => "129",
        b'9' => "1239",
        b'N' => "1239",
        b'Y' => "1",
        _ => return false,
    };
    classes.as_bytes().contains(&pair.as_bytes()[1])
}

/// Check character of the organisation code inside, GB 11714.
fn organisation_check(body: &str) -> u8 {
    const WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = body.chars().zip(WEIGHTS).map(|(c, weight)| c.to_digit(36).unwrap_or(0) * weight).sum();
    match 11 - sum % 11 {
        10 => b'X',
        11 => b'0',
        digit => b'0' + digit as u8,
    }
}
