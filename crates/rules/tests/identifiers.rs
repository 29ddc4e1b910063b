//! Identifiers against published and made-up examples (`cases/identifiers.json`; none belongs to a person).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;
use yingshang_rules::identifier::{
    CreditCode, CreditCodeWarning, Fault, FaultReason, IdentifierKind, Landline, Mobile, Phone, ResidentId,
    mask_address, mask_id, mask_name, mask_phone,
};

#[derive(Deserialize)]
struct Cases {
    valid: Vec<Valid>,
    invalid: BTreeMap<FaultReason, Vec<String>>,
}

#[derive(Deserialize)]
struct Valid {
    text: String,
    normalised: String,
}

fn cases() -> BTreeMap<IdentifierKind, Cases> {
    serde_json::from_str(include_str!("cases/identifiers.json")).unwrap()
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
}

fn parse(kind: IdentifierKind, text: &str) -> Result<String, Fault> {
    match kind {
        IdentifierKind::ResidentId => ResidentId::parse(text, today()).map(|id| id.as_str().to_owned()),
        IdentifierKind::CreditCode => CreditCode::parse(text).map(|code| code.as_str().to_owned()),
        IdentifierKind::Mobile => Mobile::parse(text).map(|mobile| mobile.as_str().to_owned()),
        IdentifierKind::Landline => Landline::parse(text).map(|landline| landline.as_str().to_owned()),
    }
}

#[test]
fn every_example_of_every_kind() {
    let cases = cases();
    assert!(cases.keys().eq(IdentifierKind::ALL), "every kind has its examples");
    for (kind, cases) in cases {
        assert!(cases.valid.len() >= 20, "{kind} has too few valid examples");
        for Valid { text, normalised } in &cases.valid {
            assert_eq!(parse(kind, text).as_ref(), Ok(normalised), "{kind} {text}");
            assert_eq!(parse(kind, normalised).as_ref(), Ok(normalised), "{kind} {text}: the written form is stable");
        }
        for (reason, texts) in &cases.invalid {
            for text in texts {
                let fault = parse(kind, text).unwrap_err();
                assert_eq!((fault.kind, fault.reason), (kind, *reason), "{kind} {text}");
            }
        }
    }
}

/// The check characters catch every single wrong character and every swap of two neighbours.
#[test]
fn single_errors_and_swaps_are_caught() {
    for kind in [IdentifierKind::ResidentId, IdentifierKind::CreditCode] {
        for Valid { normalised, .. } in &cases()[&kind].valid {
            let original: Vec<char> = normalised.chars().collect();
            let refused = |characters: &[char]| parse(kind, &characters.iter().collect::<String>()).is_err();
            for place in 0..original.len() {
                for wrong in ('0'..='9').chain('A'..='Z').filter(|c| *c != original[place]) {
                    let mut changed = original.clone();
                    changed[place] = wrong;
                    assert!(refused(&changed), "{kind} {normalised}: {wrong} at {place}");
                }
                if place > 0 && original[place] != original[place - 1] {
                    let mut swapped = original.clone();
                    swapped.swap(place, place - 1);
                    assert!(refused(&swapped), "{kind} {normalised}: swap at {place}");
                }
            }
        }
    }
}

#[test]
fn full_width_text_is_read_and_letters_stay_letters() {
    let read = |kind, text| parse(kind, text).unwrap();
    assert_eq!(read(IdentifierKind::Mobile, "　＋８６ １３１－００００－００００"), "13100000000");
    assert_eq!(read(IdentifierKind::Landline, "（０２１）６０００００００"), "021-60000000");
    assert_eq!(read(IdentifierKind::CreditCode, "９１１２０１０１ｔｅｘｔ０００１７Ｐ"), "91120101TEXT00017P");
    assert_eq!(parse(IdentifierKind::Mobile, "l3100000000").unwrap_err().reason, FaultReason::Charset);
}

#[test]
fn resident_id_hints_name_the_other_kind() {
    let old = ResidentId::parse("310101001007001", today()).unwrap_err();
    assert_eq!(old.reason, FaultReason::Length);
    assert!(old.to_string().contains("15位"), "{old}");
    let foreign = ResidentId::parse("97010119021222002X", today()).unwrap_err();
    assert!(foreign.to_string().contains("永久居留"), "{foreign}");
}

#[test]
fn nobody_is_born_after_today() {
    let born_on = NaiveDate::from_ymd_opt(1904, 2, 29).unwrap();
    assert!(ResidentId::parse("110101190402290002", born_on).is_ok());
    let fault = ResidentId::parse("110101190402290002", born_on.pred_opt().unwrap()).unwrap_err();
    assert_eq!(fault.reason, FaultReason::Birthdate);
}

#[test]
fn an_unusual_credit_code_is_valid_with_a_warning() {
    let published = CreditCode::parse("91350100M000100Y43").unwrap();
    assert_eq!(published.warnings(), []);
    for Valid { normalised, .. } in &cases()[&IdentifierKind::CreditCode].valid {
        assert_eq!(CreditCode::parse(normalised).unwrap().warnings(), [], "{normalised}");
    }
    // A wrong check character inside, a made-up registering body and a made-up division, each with the right last character.
    let warned = |body| CreditCode::parse(&with_check(body)).unwrap().warnings().to_vec();
    assert_eq!(warned("91120101TEXT00018"), [CreditCodeWarning::OrganisationCheck]);
    assert_eq!(warned("X1120101TEXT00017"), [CreditCodeWarning::UnknownRegistrar]);
    assert_eq!(warned("91990101TEXT00017"), [CreditCodeWarning::UnknownDivision]);
    assert_eq!(warned("91100000TEXT00017"), []);
}

/// The one check character with which a body of 17 is a valid code.
fn with_check(body: &str) -> String {
    let codes = "0123456789ABCDEFGHJKLMNPQRTUWXY".chars().map(|check| format!("{body}{check}"));
    let mut valid = codes.filter(|code| CreditCode::parse(code).is_ok());
    let code = valid.next().unwrap();
    assert_eq!(valid.next(), None);
    code
}

#[test]
fn a_landline_keeps_its_extension_apart() {
    for text in [
        "010-60000000-123",
        "010-60000000转123",
        "(010)60000000 转 123",
        "+86 10 60000000 ext. 123",
        "01060000000分机：123",
    ] {
        let landline = Landline::parse(text).unwrap();
        assert_eq!((landline.as_str(), landline.extension()), ("010-60000000", Some("123")), "{text}");
    }
    let hyphenated = Landline::parse("010-6000-0000").unwrap();
    assert_eq!((hyphenated.as_str(), hyphenated.extension()), ("010-60000000", None));
}

#[test]
fn one_field_takes_both_kinds_of_phone() {
    assert!(matches!(Phone::parse("131 0000 0000"), Ok(Phone::Mobile(_))));
    assert!(matches!(Phone::parse("0351 3000000"), Ok(Phone::Landline(_))));
    assert_eq!(Phone::parse("1310000").unwrap_err().kind, IdentifierKind::Mobile);
    assert_eq!(Phone::parse("3000000").unwrap_err().reason, FaultReason::NoAreaCode);
}

/// TS-13.2: neither a fault nor a debug print shows the number.
#[test]
fn faults_and_debug_output_hide_the_number() {
    for (kind, cases) in cases() {
        for text in cases.invalid.values().flatten().filter(|text| text.len() > 3) {
            let fault = parse(kind, text).unwrap_err();
            assert!(!format!("{fault} {fault:?}").contains(text.as_str()), "{kind}");
        }
    }
    let id = format!("{:?}", ResidentId::parse("110101190402290002", today()).unwrap());
    assert!(!id.contains("19040229"), "{id}");
    let mobile = format!("{:?}", Phone::parse("13100000000").unwrap());
    assert_eq!(mobile, "Mobile(Mobile(131****0000))");
    let landline = format!("{:?}", Landline::parse("0351-3000000").unwrap());
    assert!(!landline.contains("3000000"), "{landline}");
}

/// TS-13.2: the masks.
#[test]
fn masks_hide_what_they_must() {
    assert_eq!(mask_name("王小明"), "王**");
    assert_eq!(mask_name(" 李 "), "*");
    assert_eq!(mask_name(""), "");
    assert_eq!(mask_phone("13100000000"), "131****0000");
    assert_eq!(mask_phone("12345"), "*****");
    assert_eq!(mask_id("110101190402290002"), "1101************02");
    assert_eq!(mask_id("1101"), "****");
    let addresses = [
        ("辽宁省开原市新城街某小区3号楼", "辽宁省开原市****"),
        ("辽宁省铁岭市银州区某路1号", "辽宁省铁岭市银州区****"),
        ("内蒙古自治区某某市某某旗某村", "内蒙古自治区某某市某某旗****"),
        ("杭州市西湖区某路", "杭州市西湖区****"),
        ("开原市幸福小区3号", "开原市****"),
        ("开原市市场路3号", "开原市****"),
        ("某街道某社区5组", "****"),
        ("", ""),
    ];
    for (address, masked) in addresses {
        assert_eq!(mask_address(address), masked, "{address}");
    }
}
