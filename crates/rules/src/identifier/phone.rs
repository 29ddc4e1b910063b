//! A telephone number of either kind, for forms with one field.

use super::{Fault, Landline, Mobile, compact};

/// A valid mainland telephone number.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Phone {
    /// Eleven digits.
    Mobile(Mobile),
    /// Area code and local number.
    Landline(Landline),
}

impl Phone {
    /// Reads a mobile number, else a landline number. The fault is that of the kind the text looks like.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let mobile_fault = match Mobile::parse(text) {
            Ok(mobile) => return Ok(Self::Mobile(mobile)),
            Err(fault) => fault,
        };
        let looks_mobile = compact(text).starts_with('1');
        Landline::parse(text).map(Self::Landline).map_err(|fault| if looks_mobile { mobile_fault } else { fault })
    }

    /// The written form without extension: eleven digits, or area code and local number with a hyphen.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Mobile(mobile) => mobile.as_str(),
            Self::Landline(landline) => landline.as_str(),
        }
    }
}
