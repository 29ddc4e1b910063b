//! Resident identity number, GB 11643-1999: six digits of division, birth date, three of sequence, check character.

use std::fmt;

use chrono::{Datelike, NaiveDate};

use super::{Fault, FaultReason, IdentifierKind, all_digits, compact, is_province, mask_id};

/// A valid resident identity number in its written form: 18 characters, `X` upper case.
///
/// Sex and age can be read from it and are therefore not offered here: nothing may store them a second time.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ResidentId(String);

impl ResidentId {
    /// Checks length, characters, region, birth date and check character, in this order.
    ///
    /// `today` is the day in China: nobody is born after it.
    pub fn parse(text: &str, today: NaiveDate) -> Result<Self, Fault> {
        let number = compact(text);
        let fault = |reason| Fault::new(IdentifierKind::ResidentId, reason);
        match number.chars().count() {
            18 => {}
            15 if all_digits(&number) => {
                return Err(fault(FaultReason::Length).with_hint("15位旧号码自2013年起停止使用"));
            }
            _ => return Err(fault(FaultReason::Length)),
        }
        if !number.is_ascii() || !all_digits(&number[..17]) || !matches!(number.as_bytes()[17], b'0'..=b'9' | b'X') {
            return Err(fault(FaultReason::Charset));
        }
        if number.starts_with('9') {
            return Err(fault(FaultReason::Region).with_hint("9开头的是外国人永久居留身份证号码"));
        }
        if !is_province(&number[..2]) {
            return Err(fault(FaultReason::Region));
        }
        let born_on = NaiveDate::parse_from_str(&number[6..14], "%Y%m%d").ok();
        if !born_on.is_some_and(|date| date.year() >= 1850 && date <= today) {
            return Err(fault(FaultReason::Birthdate));
        }
        if check_character(&number[..17]) != number.as_bytes()[17] {
            return Err(fault(FaultReason::Checksum));
        }
        Ok(Self(number))
    }

    /// The 18 characters. Personal information: only for encryption, comparison and the eyes entitled to it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for ResidentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ResidentId({})", mask_id(&self.0))
    }
}

/// ISO 7064 MOD 11-2 over the first 17 digits.
fn check_character(digits: &str) -> u8 {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = digits.bytes().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    b"10X98765432"[(sum % 11) as usize]
}
