//! Landline numbers of the mainland, always with area code. The extension is a field of its own.

use std::fmt;

use unicode_normalization::UnicodeNormalization;

use super::mobile::is_mobile;
use super::{Fault, FaultReason, IdentifierKind, all_digits, is_hyphen, mask_phone};

/// A valid landline number: area code with its leading 0, local number, and the extension if one was written.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Landline {
    number: String,
    extension: Option<String>,
}

impl Landline {
    /// Checks country, characters, kind, area code and local number, in this order.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let fault = |reason| Fault::new(IdentifierKind::Landline, reason);
        // Hyphens become one sign and stay for now: they are what separates an extension.
        let written: String =
            text.nfkc().filter(|c| !c.is_whitespace()).map(|c| if is_hyphen(c) { '-' } else { c }).collect();
        let written = written.trim_matches('-').to_lowercase();
        let (domestic, from_abroad) = strip_country(&written).ok_or(fault(FaultReason::Country))?;
        let (main, extension) = split_extension(domestic, from_abroad);
        let mut digits: String = main.chars().filter(|c| !matches!(c, '-' | '(' | ')')).collect();
        if !all_digits(&digits) || !extension.is_none_or(|digits| !digits.is_empty() && all_digits(digits)) {
            return Err(fault(FaultReason::Charset));
        }
        if is_other_service(&digits) {
            return Err(fault(FaultReason::NotALandline));
        }
        // From abroad the area code is dialled without its 0; eight digits or fewer cannot contain one.
        if from_abroad && digits.len() > 8 && !digits.starts_with('0') {
            digits.insert(0, '0');
        }
        let (area, local) = split_area(&digits).map_err(fault)?;
        if !is_local_number(area, local) {
            return Err(fault(FaultReason::LocalNumber));
        }
        Ok(Self { number: format!("{area}-{local}"), extension: extension.map(str::to_owned) })
    }

    /// Area code and local number joined by a hyphen, such as `0571-80000000`.
    pub fn as_str(&self) -> &str {
        &self.number
    }

    /// Digits of the extension (分机).
    pub fn extension(&self) -> Option<&str> {
        self.extension.as_deref()
    }
}

impl fmt::Debug for Landline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Landline({})", mask_phone(&self.number))
    }
}

/// The number without the country code of China, and whether it had one; `None` for another country.
fn strip_country(text: &str) -> Option<(&str, bool)> {
    if let Some(rest) = text.strip_prefix("+86").or_else(|| text.strip_prefix("0086")) {
        return Some((rest.trim_start_matches('-'), true));
    }
    let other_country = text.starts_with('+') || text.starts_with("00");
    (!other_country).then_some((text, false))
}

/// Splits off an extension: after 转, 分机 or ext, or up to six digits after a hyphen that follows a complete number.
fn split_extension(text: &str, from_abroad: bool) -> (&str, Option<&str>) {
    for mark in ["转", "分机", "ext.", "ext"] {
        if let Some((main, extension)) = text.split_once(mark) {
            return (main, Some(extension.trim_start_matches([':', '-'])));
        }
    }
    if let Some((main, extension)) = text.rsplit_once('-') {
        let mut digits: String = main.chars().filter(char::is_ascii_digit).collect();
        if from_abroad && !digits.starts_with('0') {
            digits.insert(0, '0');
        }
        let complete = split_area(&digits).is_ok_and(|(area, local)| is_local_number(area, local));
        if complete && (1..=6).contains(&extension.len()) && all_digits(extension) {
            return (main, Some(extension));
        }
    }
    (text, None)
}

/// Mobile numbers and service numbers (400, 800, 95xxx, 12345, 110) are other kinds.
fn is_other_service(digits: &str) -> bool {
    let toll_free = digits.len() == 10 && (digits.starts_with("400") || digits.starts_with("800"));
    let short = (3..=6).contains(&digits.len()) && digits.starts_with(['1', '9']);
    is_mobile(digits) || toll_free || short
}

/// Splits area code and local number. 026 was never given out.
fn split_area(digits: &str) -> Result<(&str, &str), FaultReason> {
    let length = match digits.as_bytes() {
        [b'0', b'1', b'0', ..] | [b'0', b'2', b'0'..=b'5' | b'7'..=b'9', ..] => 3,
        [b'0', b'3'..=b'9', _, _, ..] => 4,
        [b'0', ..] => return Err(FaultReason::AreaCode),
        _ => return Err(FaultReason::NoAreaCode),
    };
    Ok(digits.split_at(length))
}

fn is_local_number(area: &str, local: &str) -> bool {
    let right_length = if area.len() == 3 { local.len() == 8 } else { matches!(local.len(), 7 | 8) };
    right_length && local.starts_with(['2', '3', '4', '5', '6', '7', '8'])
}
