//! The embedded rulebook, and the check that guards an installation's own.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use chrono::NaiveDate;
use yingshang_calendar::{Limit, Unit};
use yingshang_rules::rulebook::{InstrumentStatus, ParameterValue, Rulebook, RulebookError, code_list, code_lists};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The embedded text with some passages replaced; each must occur.
fn edited(edits: &[(&str, &str)]) -> String {
    edits.iter().fold(Rulebook::EMBEDDED.to_owned(), |text, (old, new)| {
        assert!(text.contains(old), "{old} is not in the rulebook");
        text.replacen(old, new, 1)
    })
}

fn content_faults(text: &str) -> Vec<String> {
    match Rulebook::parse(text) {
        Err(RulebookError::Content(faults)) => faults.iter().map(ToString::to_string).collect(),
        other => panic!("expected faults, got {other:?}"),
    }
}

#[test]
fn the_embedded_rulebook_holds_thirteen_instruments_with_their_obligations() {
    let rulebook = Rulebook::embedded();
    let ids: Vec<&str> = rulebook.instruments().iter().map(|item| item.id.as_str()).collect();
    assert_eq!(ids, ["GZ", "TS", "RQ", "YC", "FD", "HP", "DB", "XW", "JL", "FW", "BB", "ZL", "KH"]);
    assert_eq!(rulebook.obligations().len(), 156);
    for id in ids {
        assert!(rulebook.obligations().iter().any(|item| item.instrument == id), "{id} asks for nothing");
    }
    assert!(rulebook.obligations().iter().all(|item| !item.surface.is_empty()));
}

/// TS-26.1: two years from 2022-04-28, the last day included.
#[test]
fn the_complaint_measure_lapses_after_its_trial() {
    let rulebook = Rulebook::embedded();
    let status = |on| rulebook.instrument_status("TS", day(on)).unwrap();
    assert_eq!(status("2022-04-27"), InstrumentStatus::NotYetInForce);
    assert_eq!(status("2022-04-28"), InstrumentStatus::InForce);
    assert_eq!(status("2024-04-28"), InstrumentStatus::InForce);
    assert_eq!(status("2024-04-29"), InstrumentStatus::Lapsed);
    assert_eq!(rulebook.instrument_status("GZ", day("2040-01-01")), Some(InstrumentStatus::InForce));
    assert_eq!(rulebook.instrument_status("XX", day("2024-01-01")), None);
}

/// TS-26.1: a citation of a measure that has run out says so.
#[test]
fn a_citation_says_that_the_trial_has_ended() {
    let rulebook = Rulebook::embedded();
    let cited = rulebook.cite(&["TS-11.2a", "GZ-4.2"], day("2026-11-23"));
    assert_eq!(cited[0].obligation, "TS-11.2a");
    assert_eq!(cited[0].article, "《营商环境投诉举报处理暂行办法》第十一条第2项");
    assert!(cited[0].lapsed);
    assert_eq!(cited[0].note.as_deref(), Some("试行期已于2024-04-28届满，尚未登记续期或替代文件"));
    assert_eq!((cited[1].lapsed, cited[1].note.as_deref()), (false, None));

    let in_time = rulebook.cite(&["TS-11.2a"], day("2024-04-28"));
    assert_eq!((in_time[0].lapsed, in_time[0].note.as_deref()), (false, None));
}

/// TS-26.1: the installation records a renewal or a successor.
#[test]
fn a_recorded_renewal_or_successor_changes_the_answer() {
    let renewed = "trial = true\nrenewed_until = \"2028-04-28\"\nrenewal_document = \"关于延长有效期的通知\"";
    let rulebook = Rulebook::parse(&edited(&[("trial = true", renewed)])).unwrap();
    assert_eq!(rulebook.instrument_status("TS", day("2026-11-23")), Some(InstrumentStatus::InForce));
    let cited = rulebook.cite(&["TS-6.1"], day("2028-04-29"));
    assert_eq!(cited[0].note.as_deref(), Some("续期已于2028-04-28届满，尚未登记续期或替代文件"));

    let rulebook =
        Rulebook::parse(&edited(&[("trial = true", "trial = true\nsuccessor = \"《投诉举报处理办法》\"")])).unwrap();
    let cited = rulebook.cite(&["TS-6.1"], day("2026-11-23"));
    assert!(cited[0].lapsed);
    assert_eq!(cited[0].note.as_deref(), Some("试行期已于2024-04-28届满，替代文件为《投诉举报处理办法》"));
}

#[test]
fn views_carry_status_and_citation() {
    let rulebook = Rulebook::embedded();
    let on = day("2026-11-23");
    let instruments = rulebook.instruments_on(on);
    let lapsed: Vec<&str> = instruments
        .iter()
        .filter(|view| view.status == InstrumentStatus::Lapsed)
        .map(|view| view.id.as_str())
        .collect();
    assert_eq!(lapsed, ["TS"]);
    let wire = serde_json::to_value(&rulebook.obligations_on(on)[0]).unwrap();
    assert_eq!((&wire["id"], &wire["status"]), (&"GZ-1.1".into(), &"in_force".into()));
    let view = serde_json::to_value(&instruments[1]).unwrap();
    assert_eq!((&view["valid_until"], &view["renewed_until"]), (&"2024-04-28".into(), &serde_json::Value::Null));
    assert_eq!(rulebook.article_of("TS-21.2").unwrap(), "《营商环境投诉举报处理暂行办法》第二十一条（回访）");
    assert_eq!(rulebook.article_of("TS-99"), None);
}

/// The figures of the text: TS-11.2a, GZ-4.2, TS-11.3a, TS-14.1, TS-14.2, TS-14.3, TS-15.1, TS-16.1, TS-21.1, TS-24.1, RQ-4.4; and,
/// by the law that FD-5.1 and FW-5.4 rest on, those of 行政许可法第三十二条、第四十二条、第四十四条.
#[test]
fn the_limits_of_the_text() {
    let rulebook = Rulebook::embedded();
    let working_days = [
        ("complaint.acceptance_decision", 3, "TS-11.2a"),
        ("complaint.reply_pledge", 10, "GZ-4.2"),
        ("complaint.assignment", 3, "TS-11.3a"),
        ("complaint.handling_simple", 5, "TS-14.1"),
        ("complaint.handling_complex", 10, "TS-14.2"),
        ("complaint.extension_notice", 3, "TS-14.3"),
        ("complaint.extension_max", 5, "TS-14.3"),
        ("complaint.verification", 3, "TS-15.1"),
        ("complaint.rework", 10, "TS-16.1"),
        ("complaint.clue_transfer", 10, "TS-24.1"),
        ("application.examination", 5, "FD-5.1"),
        ("application.extension_max", 10, "FW-5.4"),
        ("application.delivery", 10, "FW-5.4"),
        ("commitment.duty_complaint_reply", 10, "RQ-4.4"),
    ];
    for (key, n, basis) in working_days {
        assert_eq!(rulebook.limit(key), Limit::new(n, Unit::WorkingDay), "{key}");
        let parameter = rulebook.parameter(key).unwrap();
        assert_eq!((parameter.basis.as_slice(), parameter.local), ([basis.to_owned()].as_slice(), false), "{key}");
    }
    assert_eq!(rulebook.limit("complaint.archiving"), Limit::new(0, Unit::CalendarDay));
}

#[test]
fn what_the_text_leaves_open_is_local() {
    let rulebook = Rulebook::embedded();
    let local: Vec<&str> =
        rulebook.parameters().iter().filter(|item| item.local).map(|item| item.key.as_str()).collect();
    assert_eq!(
        local,
        [
            "complaint.receipt_signing",
            "complaint.extension_count",
            "complaint.amber_working_days",
            "complaint.repeat_similarity",
            "complaint.repeat_text_alone",
            "application.extension_moves_promise",
            "application.review_by_another",
            "notice.passing_on",
            "notice.head_decision",
            "commitment.supply_may_exceed_promise",
            "commitment.broken_record_bars",
            "commitment.template_filing",
            "refusal.filing",
            "refusal.delivery",
            "refusal.review_interval",
            "evaluation.invitation_days",
            "evaluation.verification",
            "evaluation.appeal_decision",
            "evaluation.too_fast_seconds",
            "evaluation.device_services_per_day",
            "evaluation.phone_services_per_day",
            "evaluation.burst_ratings",
            "evaluation.burst_minutes",
            "evaluation.sms_hour",
            "evaluation.low_index",
            "survey.every_max",
            "assessment.objection",
            "assessment.objection_decision",
            "statistics.minimum_sample",
            "statistics.bottom_months"
        ]
    );
    assert!(
        rulebook.parameters().iter().all(|item| !item.local || item.note.is_some()),
        "a local figure has its reason"
    );
    assert_eq!(rulebook.limit("complaint.receipt_signing"), Limit::new(1, Unit::WorkingDay));
    assert_eq!(rulebook.number("complaint.extension_count"), 1);
    assert_eq!(rulebook.ratio("complaint.repeat_similarity"), 0.6);
    assert_eq!(rulebook.ratio("complaint.repeat_text_alone"), 0.85);
}

/// YC-5.1, RQ-5.3, FD-2.2, FD-2.3, FD-6.1: limits without a figure in the text. FW-5.4, FW-5.5, RQ-3.2b, RQ-1.1: a choice it leaves open.
#[test]
fn what_the_texts_of_the_counter_leave_open() {
    let rulebook = Rulebook::embedded();
    let limits = [
        ("notice.passing_on", 1, Unit::WorkingDay, "YC-5.1"),
        ("notice.head_decision", 1, Unit::WorkingDay, "YC-5.1"),
        ("commitment.template_filing", 5, Unit::WorkingDay, "RQ-5.3"),
        ("refusal.filing", 5, Unit::WorkingDay, "FD-2.3"),
        ("refusal.delivery", 10, Unit::WorkingDay, "FD-2.2"),
        ("refusal.review_interval", 3, Unit::Month, "FD-6.1"),
    ];
    for (key, n, unit, basis) in limits {
        assert_eq!(rulebook.limit(key), Limit::new(n, unit), "{key}");
        assert_eq!(rulebook.parameter(key).unwrap().basis, [basis], "{key}");
    }
    let flags = [
        ("application.extension_moves_promise", false, "FW-5.4"),
        ("application.review_by_another", true, "FW-5.5"),
        ("commitment.supply_may_exceed_promise", false, "RQ-3.2b"),
        ("commitment.broken_record_bars", false, "RQ-1.1"),
    ];
    for (key, value, basis) in flags {
        assert_eq!(rulebook.flag(key), value, "{key}");
        assert_eq!(rulebook.parameter(key).unwrap().basis, [basis], "{key}");
    }
}

/// HP-4.3, HP-5.1, HP-7.1: what the text on evaluations leaves open. HP-6.1: the one figure it gives.
#[test]
fn the_figures_of_evaluations_and_surveys() {
    let rulebook = Rulebook::embedded();
    let numbers = [
        ("evaluation.invitation_days", 7, "HP-4.3"),
        ("evaluation.too_fast_seconds", 5, "HP-4.3"),
        ("evaluation.device_services_per_day", 3, "HP-4.3"),
        ("evaluation.phone_services_per_day", 5, "HP-4.3"),
        ("evaluation.burst_ratings", 10, "HP-4.3"),
        ("evaluation.burst_minutes", 10, "HP-4.3"),
        ("evaluation.sms_hour", 17, "HP-5.1"),
        ("survey.every_max", 5, "HP-6.1"),
        ("survey.monthly_minimum", 30, "HP-6.1"),
    ];
    for (key, value, basis) in numbers {
        assert_eq!(rulebook.number(key), value, "{key}");
        let parameter = rulebook.parameter(key).unwrap();
        assert_eq!(parameter.basis, [basis], "{key}");
        assert_eq!(parameter.local, key != "survey.monthly_minimum", "{key}");
    }
    for (key, basis) in [("evaluation.verification", "HP-7.1"), ("evaluation.appeal_decision", "HP-4.3")] {
        assert_eq!(rulebook.limit(key), Limit::new(5, Unit::WorkingDay), "{key}");
        assert_eq!(rulebook.parameter(key).unwrap().basis, [basis], "{key}");
    }
    assert_eq!(rulebook.ratio("evaluation.low_index"), 0.9);
}

/// KH-10.2, KH-9.2: the figures of the assessment. KH-8, KH-5: an objection, which the text does not know.
#[test]
fn the_figures_of_the_assessment() {
    let rulebook = Rulebook::embedded();
    let limits = [
        ("assessment.rectification_report", 3, "KH-10.2", false),
        ("assessment.objection", 5, "KH-8", true),
        ("assessment.objection_decision", 10, "KH-5", true),
    ];
    for (key, n, basis, local) in limits {
        assert_eq!(rulebook.limit(key), Limit::new(n, Unit::WorkingDay), "{key}");
        let parameter = rulebook.parameter(key).unwrap();
        assert_eq!((parameter.basis.as_slice(), parameter.local), ([basis.to_owned()].as_slice(), local), "{key}");
    }
    let cases = rulebook.parameter("assessment.veto_cases").unwrap();
    assert_eq!((rulebook.number("assessment.veto_cases"), cases.local), (3, false));
    assert_eq!(cases.basis, ["KH-9.2"]);
}

/// HP-4.1, HP-4.2: the thresholds of the text. HP-7.2: what "persistently" and a ranking need, which it leaves open.
#[test]
fn the_figures_of_statistics() {
    let rulebook = Rulebook::embedded();
    let ratios =
        [("statistics.request_rate_minimum", 0.9, "HP-4.1"), ("statistics.default_rate_maximum", 0.15, "HP-4.2")];
    for (key, value, basis) in ratios {
        assert_eq!(rulebook.ratio(key), value, "{key}");
        let parameter = rulebook.parameter(key).unwrap();
        assert_eq!((parameter.basis.as_slice(), parameter.local), ([basis.to_owned()].as_slice(), false), "{key}");
    }
    for (key, value) in [("statistics.minimum_sample", 10), ("statistics.bottom_months", 3)] {
        assert_eq!(rulebook.number(key), value, "{key}");
        assert_eq!(rulebook.parameter(key).unwrap().basis, ["HP-7.2"], "{key}");
    }
}

#[test]
fn an_installation_may_change_a_local_figure() {
    let text = edited(&[("value.ratio = 0.6", "value.ratio = 0.8")]);
    assert_eq!(Rulebook::parse(&text).unwrap().ratio("complaint.repeat_similarity"), 0.8);
}

#[test]
fn all_faults_are_reported_at_once() {
    let text = edited(&[
        ("valid_until = \"2024-04-28\"", "valid_until = \"2021-04-28\""),
        ("id = \"GZ-4.2\"\ninstrument = \"GZ\"", "id = \"GZ-4.1\"\ninstrument = \"QQ\""),
        ("basis = [\"TS-11.2a\"]", "basis = [\"TS-77\"]"),
        ("value.limit = { n = 3, unit = \"working_day\" }", "value.number = 3"),
    ]);
    let faults = content_faults(&text);
    for expected in [
        "TS: valid_until is before effective_from",
        "GZ-4.1: occurs more than once",
        "GZ-4.1: unknown instrument QQ",
        "complaint.acceptance_decision: unknown obligation TS-77 in basis",
        "complaint.acceptance_decision: must be a limit, not a number",
        "GZ-4.2: missing; the program cites it",
    ] {
        assert!(faults.iter().any(|fault| fault == expected), "{expected} is missing in {faults:#?}");
    }
}

#[test]
fn each_rule_of_an_instrument_is_checked() {
    let trial = "valid_until = \"2024-04-28\"\ntrial = true";
    let cases = [
        ("trial = true", "TS: a trial needs valid_until"),
        (
            "valid_until = \"2024-04-28\"\nrenewed_until = \"2028-04-28\"",
            "TS: renewed_until and renewal_document go together",
        ),
        (
            "valid_until = \"2024-04-28\"\nrenewed_until = \"2023-04-28\"\nrenewal_document = \"通知\"",
            "TS: renewed_until must be after valid_until",
        ),
    ];
    for (edit, expected) in cases {
        assert_eq!(content_faults(&edited(&[(trial, edit)])), [expected]);
    }
}

#[test]
fn a_missing_parameter_or_an_unknown_field_is_refused() {
    let text = edited(&[("key = \"complaint.rework\"", "key = \"complaint.redo\"")]);
    assert_eq!(content_faults(&text), ["complaint.rework: missing; a limit is needed"]);
    let text = edited(&[("key = \"application.review_by_another\"", "key = \"application.review\"")]);
    assert_eq!(content_faults(&text), ["application.review_by_another: missing; a flag is needed"]);
    let text = edited(&[("local = true\nbasis", "locale = true\nbasis")]);
    let error = Rulebook::parse(&text).unwrap_err();
    assert!(matches!(&error, RulebookError::Syntax(message) if message.contains("locale")), "{error}");
}

#[test]
fn code_lists_are_consistent() {
    let rulebook = Rulebook::embedded();
    let mut names = HashSet::new();
    for list in code_lists() {
        assert!(names.insert(list.name), "{} is listed twice", list.name);
        assert!(list.name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{}", list.name);
        let mut codes = HashSet::new();
        for item in list.items {
            assert!(codes.insert(item.code), "{} has {} twice", list.name, item.code);
            assert!(
                item.code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_'),
                "{}",
                item.code
            );
            assert!(
                item.label.chars().any(|c| c > '\u{2e7f}'),
                "{}: the label of {} is not Chinese",
                list.name,
                item.code
            );
            if let Some(basis) = item.basis {
                assert!(rulebook.obligation(basis).is_some(), "{}: {basis} is not in the rulebook", list.name);
            }
        }
        assert_eq!(code_list(list.name), Some(*list));
    }
    assert_eq!(code_list("no-such-list"), None);
}

#[test]
fn parameter_values_name_their_kind_on_the_wire() {
    let rulebook = Rulebook::embedded();
    let wire = |key| serde_json::to_value(&rulebook.parameter(key).unwrap().value).unwrap();
    assert_eq!(wire("complaint.assignment"), serde_json::json!({"limit": {"n": 3, "unit": "working_day"}}));
    assert_eq!(wire("complaint.repeat_similarity"), serde_json::json!({"ratio": 0.6}));
    assert_eq!(ParameterValue::Flag(true).kind(), "flag");
}

/// Sources of this crate, joined.
fn sources() -> String {
    fn read(folder: &Path, text: &mut String) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                read(&path, text);
            } else {
                text.push_str(&fs::read_to_string(path).unwrap());
            }
        }
    }
    let mut text = String::new();
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut text);
    text
}

/// `cite` panics on an unknown id, so that no source may name one.
#[test]
fn every_obligation_the_code_names_is_in_the_rulebook() {
    let rulebook = Rulebook::embedded();
    let sources = sources();
    // Not a case number such as TS-2026-000123, which has a second hyphen.
    let is_id = |text: &&str| {
        text.split_once('-').is_some_and(|(prefix, article)| {
            let instrument = prefix.trim_end_matches(|c: char| c.is_ascii_digit());
            let numbered = article.starts_with(|c: char| c.is_ascii_digit()) && !article.contains('-');
            rulebook.instrument(instrument).is_some() && numbered
        })
    };
    let named: HashSet<&str> = sources.split('"').filter(is_id).collect();
    assert!(named.contains("TS-11.2a"), "the search finds nothing");
    let unknown: Vec<&str> = named.into_iter().filter(|id| rulebook.obligation(id).is_none()).collect();
    assert_eq!(unknown, Vec::<&str>::new());
}

#[test]
fn every_public_code_list_is_registered() {
    let sources = sources();
    let defined = sources.lines().filter_map(|line| {
        let (_, name) = line.trim().strip_prefix("pub enum ")?.split_once(" = \"")?;
        name.split('"').next()
    });
    let defined: HashSet<&str> = defined.collect();
    let registered: HashSet<&str> = code_lists().iter().map(|list| list.name).collect();
    assert_eq!(defined, registered);
}
