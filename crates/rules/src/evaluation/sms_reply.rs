//! What people answer to an evaluation message (HP-5.1): a digit as asked, often a word, sometimes both and a remark.
//!
//! A wrong reading is worse than none: only whole words that are listed count, and everything else is left for people to look at.

use std::iter;

use chrono::{Duration, NaiveDate};
use unicode_normalization::UnicodeNormalization;
use yingshang_calendar::{Instant, NotPublished, WorkCalendar};

use super::codes::{RatingGrade, RatingScale};
use super::rating::Rating;
use crate::rulebook::Rulebook;

/// Words for the grades, best first; the label of each grade is among them.
const WORDS: &[(RatingGrade, &[&str])] = &[
    (RatingGrade::VerySatisfied, &["非常满意", "很满意", "十分满意", "特别满意"]),
    (RatingGrade::Satisfied, &["满意", "好评", "好", "很好", "非常好"]),
    (RatingGrade::BasicallySatisfied, &["基本满意", "比较满意", "较满意", "还可以", "一般"]),
    (RatingGrade::Dissatisfied, &["不满意", "不太满意", "差评", "差", "不好"]),
    (RatingGrade::VeryDissatisfied, &["非常不满意", "很不满意", "十分不满意", "很差", "太差", "太差了"]),
];

/// Words people put before the answer, longest first.
const LEAD_INS: &[&str] = &["我选择", "我选", "选择", "回复", "评价", "选"];

/// The sentence that asks: no name, no matter, nothing about the person.
pub fn question(bureau: &str, scale: RatingScale) -> String {
    let options: Vec<String> =
        iter::zip(1.., scale.grades()).map(|(n, grade)| format!("{n}{}", grade.label())).collect();
    format!("【{bureau}】请您对今天所办业务的服务态度和办事效率作出评价，回复数字：{}。", options.join("，"))
}

/// Whether the messages of today are due: it is a working day, the fixed hour (`evaluation.sms_hour`, +08:00) has come, and they were
/// not sent today (HP-5.1).
///
/// # Errors
/// [`NotPublished`] when the calendar does not know today.
pub fn is_due(
    now: Instant,
    last_sent_on: Option<NaiveDate>,
    calendar: &WorkCalendar,
    rulebook: &Rulebook,
) -> Result<bool, NotPublished> {
    let today = now.date();
    let hour = Instant::start_of(today).plus(Duration::hours(rulebook.number("evaluation.sms_hour")));
    let workday = calendar.day(today)?.is_workday;
    let sent = last_sent_on.is_some_and(|on| on >= today);
    Ok(workday && !sent && now >= hour)
}

/// Reads an answer: one grade for both aspects, or two of the same kind for attitude and efficiency, then perhaps a remark. `None`: not
/// understood.
///
/// Letter width, punctuation, Chinese numerals, circled digits and a repeated label ("1满意") do not matter. A digit counts in the order in
/// which the message offers the grades.
pub fn read(text: &str, scale: RatingScale) -> Option<Rating> {
    let plain: String = text.nfkc().filter(|c| !is_invisible(*c)).collect();
    let parts = split(&plain).skip_while(|part| LEAD_INS.contains(part));
    let mut words = parts.map(|part| Word { text: part, read: answer(part, scale) }).peekable();
    let mut answers = Vec::new();
    while let Some(Word { read: Some(answer), .. }) = words.peek() {
        answers.push(*answer);
        words.next();
    }
    let rest: Vec<&str> = words.map(|word| word.text).collect();
    // A number after the answer that is no answer, such as "1 5", makes the whole doubtful.
    if rest.first().is_some_and(|part| part.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    let (attitude, efficiency) = match answers.as_slice() {
        [one] => (one.grade, one.grade),
        // "1.满意" names one grade twice; a digit and another grade's word contradict each other.
        [one, two] if one.is_digit != two.is_digit => (one.grade == two.grade).then_some((one.grade, one.grade))?,
        [one, two] => (one.grade, two.grade),
        _ => return None,
    };
    let text = (!rest.is_empty()).then(|| rest.join("，").chars().take(REMARK_MAX).collect());
    Some(Rating { scale, attitude, efficiency, reasons: Vec::new(), text })
}

/// Longest remark that is kept, in characters: what a rating's text may hold.
const REMARK_MAX: usize = 500;

struct Word<'a> {
    text: &'a str,
    read: Option<Answer>,
}

#[derive(Clone, Copy)]
struct Answer {
    grade: RatingGrade,
    is_digit: bool,
}

/// Marks that only dress up the character before them, such as those of keycap digits.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{fe0e}' | '\u{fe0f}' | '\u{20e3}' | '\u{200b}'..='\u{200f}' | '\u{feff}')
}

/// Parts between punctuation and white space; a point between digits, as in "1.5", parts nothing.
fn split(text: &str) -> impl Iterator<Item = &str> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let digit = |place: Option<usize>| place.and_then(|p| chars.get(p)).is_some_and(|(_, c)| c.is_ascii_digit());
    let parts = |place: usize, c: char| {
        let within_number = matches!(c, '.' | ':' | '-' | '/') && digit(place.checked_sub(1)) && digit(Some(place + 1));
        !c.is_alphanumeric() && !within_number
    };
    let mut pieces = Vec::new();
    let mut start = 0;
    for (place, (at, c)) in chars.iter().enumerate() {
        if parts(place, *c) {
            pieces.push(&text[start..*at]);
            start = at + c.len_utf8();
        }
    }
    pieces.push(&text[start..]);
    pieces.into_iter().filter(|piece| !piece.is_empty())
}

/// One part as an answer: a digit, a word, or both where they agree, after a lead-in or not.
fn answer(part: &str, scale: RatingScale) -> Option<Answer> {
    let part = LEAD_INS.iter().find_map(|lead| part.strip_prefix(lead)).filter(|rest| !rest.is_empty()).unwrap_or(part);
    // Before the numerals: 一般 is a word.
    if let Some(grade) = word(part, scale) {
        return Some(Answer { grade, is_digit: false });
    }
    let mut chars = part.chars();
    let grade = chars.next().and_then(|c| numbered(c, scale))?;
    let label = chars.as_str();
    let agrees = label.is_empty() || word(label, scale) == Some(grade);
    agrees.then_some(Answer { grade, is_digit: true })
}

fn numbered(c: char, scale: RatingScale) -> Option<RatingGrade> {
    let n = match c {
        '1' | '一' | '壹' => 1,
        '2' | '二' | '贰' => 2,
        '3' | '三' | '叁' => 3,
        '4' | '四' | '肆' => 4,
        '5' | '五' | '伍' => 5,
        _ => return None,
    };
    scale.grades().get(n - 1).copied()
}

/// The grade a word means; on the scale of three the outer two count as their neighbours.
fn word(text: &str, scale: RatingScale) -> Option<RatingGrade> {
    let (grade, _) = WORDS.iter().find(|(_, words)| words.contains(&text))?;
    Some(match (scale, *grade) {
        (RatingScale::ThreeGrade, RatingGrade::VerySatisfied) => RatingGrade::Satisfied,
        (RatingScale::ThreeGrade, RatingGrade::VeryDissatisfied) => RatingGrade::Dissatisfied,
        (_, grade) => grade,
    })
}
