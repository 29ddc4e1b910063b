//! The same matter again (TS-6.4): a hint, from the likeness of texts and parties.

use yingshang_rules::complaint::repeat::{Comparable, Thresholds, worth_showing};

use super::procedure::RULEBOOK;

fn similarity(a: &str, b: &str) -> f64 {
    Comparable::new(a).similarity(&Comparable::new(b))
}

fn alike(a: &str, b: &str) -> bool {
    similarity(a, b) >= RULEBOOK.ratio("complaint.repeat_similarity")
}

const EARLIER: &str = "到社保窗口办理养老保险关系转移接续，工作人员三次要求重新提交同一材料，且态度生硬。";

#[test]
fn ts_6_4_the_same_matter_in_other_words_is_alike() {
    assert!(alike(EARLIER, EARLIER));
    assert!(alike(EARLIER, "到社保窗口办理养老保险关系转移接续，工作人员四次要求重新提交同一材料，态度生硬"));
    assert!(alike(EARLIER, "  到社保窗口办理养老保险关系转移接续，　工作人员三次要求重新提交同一材料!!且态度生硬"));
}

#[test]
fn ts_6_4_another_matter_is_not_alike() {
    assert!(!alike(EARLIER, "企业申请稳岗补贴，经办机构以系统故障为由拖延两个月不予受理。"));
    assert!(!alike(EARLIER, "到社保窗口办理退休手续，叫号机故障，等候两个小时。"));
}

#[test]
fn likeness_is_symmetric_and_between_none_and_all() {
    let texts = [EARLIER, "态度生硬", "收费过高", "", "。", "一", "ＡＢＣ１２"];
    for a in texts {
        for b in texts {
            let found = similarity(a, b);
            assert_eq!(found, similarity(b, a));
            assert!((0.0..=1.0).contains(&found), "{a} {b}: {found}");
        }
    }
    assert_eq!(similarity(EARLIER, EARLIER), 1.0);
}

#[test]
fn letter_width_case_and_punctuation_do_not_count() {
    assert_eq!(similarity("ＡＢＣ１２号窗口", "abc12号窗口。"), 1.0);
    assert_eq!(similarity("不 作 为!", "不作为"), 1.0);
}

/// A text without two letters in a row tells nothing; it is like no other, not even itself.
#[test]
fn too_short_a_text_is_like_nothing() {
    for text in ["", "。!", "一"] {
        assert_eq!(similarity(text, text), 0.0, "{text}");
    }
}

#[test]
fn ts_6_4_what_is_worth_showing() {
    let thresholds = Thresholds {
        one_party: RULEBOOK.ratio("complaint.repeat_similarity"),
        text_alone: RULEBOOK.ratio("complaint.repeat_text_alone"),
    };
    let Thresholds { one_party, text_alone } = thresholds;
    let cases = [
        ((true, true, 0.0), true, "the same parties, whatever is said"),
        ((true, false, one_party), true, "the same complainant, much the same text"),
        ((false, true, one_party), true, "the same respondent, much the same text"),
        ((true, false, one_party - 0.01), false, "the same complainant about something else"),
        ((false, true, one_party - 0.01), false, "the same respondent in another matter"),
        ((false, false, text_alone), true, "very nearly the same words, as in an anonymous repeat"),
        ((false, false, text_alone - 0.01), false, "other parties and other words"),
    ];
    for ((same_complainant, same_respondent, likeness), shown, why) in cases {
        assert_eq!(worth_showing(same_complainant, same_respondent, likeness, thresholds), shown, "{why}");
    }
}

#[test]
fn ts_6_4_much_alike_texts_share_a_key_and_others_do_not() {
    let keys = |text: &str| Comparable::new(text).keys();
    assert_eq!(keys(EARLIER).len(), 2);
    assert_eq!(keys(EARLIER), keys(&format!("  {EARLIER}！")), "punctuation does not count");
    assert!(keys("").is_empty());
    let sentence = |n: u32| format!("{n}号窗口经办人{}在办理第{}项业务时要求重复提交{}份材料", n * 7, n * 13, n % 9);
    let texts: Vec<String> = (0..200).map(|n| format!("{EARLIER}{}", sentence(n))).collect();
    let share = |a: &str, b: &str| keys(a).iter().any(|key| keys(b).contains(key));
    // One character changed in a long text.
    let nearly = texts.iter().filter(|text| share(text, &text.replacen("材料", "资料", 1))).count();
    assert!(nearly >= 180, "{nearly} of 200 found");
    let unrelated = (0..200).filter(|n| share(EARLIER, &sentence(*n))).count();
    assert_eq!(unrelated, 0);
}
