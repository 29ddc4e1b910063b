//! Mobile numbers of the mainland: `1[3-9]` and nine digits. Operators' ranges are not listed, because new ones open.

use std::fmt;

use super::{Fault, FaultReason, IdentifierKind, all_digits, compact, mask_phone};

/// A valid mainland mobile number: eleven digits, no country code.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Mobile(String);

impl Mobile {
    /// Drops spaces, hyphens and the country code of China, then checks country, characters, length and prefix.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let compacted = compact(text);
        let fault = |reason| Err(Fault::new(IdentifierKind::Mobile, reason));
        let Some(digits) = strip_country(&compacted) else {
            return fault(FaultReason::Country);
        };
        if !all_digits(digits) {
            return fault(FaultReason::Charset);
        }
        if digits.len() != 11 {
            return fault(FaultReason::Length);
        }
        if !is_mobile(digits) {
            return fault(FaultReason::Prefix);
        }
        Ok(Self(digits.to_owned()))
    }

    /// The eleven digits. Personal information.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Mobile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Mobile({})", mask_phone(&self.0))
    }
}

/// The number without `+86`, `0086` or a bare `86` before eleven digits; `None` for another country.
fn strip_country(text: &str) -> Option<&str> {
    if let Some(rest) = text.strip_prefix("+86").or_else(|| text.strip_prefix("0086")) {
        return Some(rest);
    }
    if text.starts_with('+') || text.starts_with("00") {
        return None;
    }
    let bare = text.strip_prefix("86").filter(|rest| rest.len() == 11);
    Some(bare.unwrap_or(text))
}

/// Whether eleven digits are in the range of mobile numbers.
pub(super) fn is_mobile(digits: &str) -> bool {
    digits.len() == 11 && matches!(digits.as_bytes(), [b'1', b'3'..=b'9', ..])
}
