//! What may be shown of personal data to those who are not entitled to it (TS-13.2).
//!
//! The masks take any text, valid or not. Where they cannot tell what they see, they hide all of it.

/// Surname and one star for each further character: `王**`. A single character is hidden as well.
pub fn mask_name(name: &str) -> String {
    let mut characters = name.trim().chars();
    match (characters.next(), characters.count()) {
        (None, _) => String::new(),
        (Some(_), 0) => "*".to_owned(),
        (Some(surname), others) => format!("{surname}{}", "*".repeat(others)),
    }
}

/// First three and last four characters: `138****0000`.
pub fn mask_phone(phone: &str) -> String {
    keep_ends(phone.trim(), 3, 4)
}

/// First four characters (province and city) and the last two. With the last four shown, the check character would
/// narrow the hidden birth date down.
pub fn mask_id(number: &str) -> String {
    keep_ends(number.trim(), 4, 2)
}

/// Province, city and county; whatever follows is hidden. Where no division is found, everything is.
pub fn mask_address(address: &str) -> String {
    const LEVELS: [&[&str]; 3] = [&["省", "自治区"], &["市", "自治州", "地区", "盟"], &["县", "区", "旗", "市"]];
    let address = address.trim();
    if address.is_empty() {
        return String::new();
    }
    let shown = LEVELS.iter().fold(0, |shown, endings| shown + division_length(&address[shown..], endings));
    format!("{}****", &address[..shown])
}

/// Bytes of the name of a division that `text` starts with, 0 where it does not start with one.
fn division_length(text: &str, endings: &[&str]) -> usize {
    // A name with one of these in it is no longer that of a division.
    const OUTSIDE_A_NAME: [&str; 12] = ["省", "市", "县", "街", "路", "巷", "镇", "乡", "村", "号", "小", "社"];
    const LONGEST_STEM: usize = 8;
    let first = endings.iter().filter_map(|ending| Some((text.find(ending)?, ending.len()))).min();
    let Some((at, ending)) = first else { return 0 };
    let stem = &text[..at];
    let is_name = stem.chars().count() <= LONGEST_STEM && !OUTSIDE_A_NAME.iter().any(|word| stem.contains(word));
    if is_name && !stem.is_empty() { at + ending } else { 0 }
}

/// Keeps characters at both ends, with a star for each one hidden. Fewer than four hidden would hide nothing: then all are.
fn keep_ends(text: &str, first: usize, last: usize) -> String {
    let length = text.chars().count();
    let shown = if length < first + last + 4 { 0..0 } else { 0..first };
    let tail = if shown.is_empty() { length } else { length - last };
    text.chars().enumerate().map(|(place, c)| if shown.contains(&place) || place >= tail { c } else { '*' }).collect()
}
