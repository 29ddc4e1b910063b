//! The wire form of an instant and its civil date in China.

use chrono::{Duration, NaiveDate, TimeZone, Utc};
use utoipa::PartialSchema;
use yingshang_calendar::{Instant, Start};

fn parse(text: &str) -> Instant {
    serde_json::from_value(text.into()).unwrap()
}

#[test]
fn any_offset_in_china_time_with_milliseconds_out() {
    for text in ["2026-02-10T09:30:00.1239+08:00", "2026-02-10T01:30:00.123Z", "2026-02-09T20:30:00.123456-05:00"] {
        assert_eq!(serde_json::to_value(parse(text)).unwrap(), "2026-02-10T09:30:00.123+08:00");
        assert_eq!(format!("{0} {0:?}", parse(text)), "2026-02-10T09:30:00.123+08:00 2026-02-10T09:30:00.123+08:00");
    }
    assert_eq!(parse("2026-02-10T09:30:00+08:00").to_string(), "2026-02-10T09:30:00.000+08:00");
}

#[test]
fn what_is_not_an_instant_is_refused() {
    for text in ["2026-02-10", "2026-02-10T09:30:00", "", "九点半", "2026-02-30T09:30:00Z", "+12026-02-10T09:30:00Z"]
    {
        assert!(text.parse::<Instant>().is_err(), "{text}");
        assert!(serde_json::from_value::<Instant>(text.into()).is_err(), "{text}");
    }
    assert!("9999-12-31T23:59:59Z".parse::<Instant>().is_err(), "the year 10000 in China");
    assert!("0000-12-31T15:59:59Z".parse::<Instant>().is_err(), "the year 0 in China");
    assert!("0001-01-01T00:00:00+08:00".parse::<Instant>().is_ok());
    assert!(serde_json::from_value::<Instant>(5.into()).is_err());
}

#[test]
fn truncated_also_before_the_epoch() {
    let before_epoch = Instant::new(Utc.timestamp_opt(-1, 999_999_999).unwrap());
    assert_eq!(before_epoch.micros(), -1_000);
    assert_eq!(Instant::from_micros(-1), Some(before_epoch));
    assert_eq!(Instant::from_micros(1_999).unwrap().micros(), 1_000);
}

#[test]
fn the_civil_date_is_the_date_in_china() {
    let date = |text: &str| text.parse::<NaiveDate>().unwrap();
    assert_eq!(parse("2026-02-10T15:59:59.999Z").date(), date("2026-02-10"));
    assert_eq!(parse("2026-02-10T16:00:00Z").date(), date("2026-02-11"));
    let day = date("2026-02-11");
    assert_eq!(Instant::start_of(day).to_string(), "2026-02-11T00:00:00.000+08:00");
    assert_eq!(Instant::end_of(day).to_string(), "2026-02-11T23:59:59.999+08:00");
    assert_eq!((Instant::start_of(day).date(), Instant::end_of(day).date()), (day, day));
}

#[test]
fn nothing_overflows() {
    assert_eq!(Instant::MAX.to_string(), "9999-12-31T23:59:59.999+08:00");
    assert_eq!(Instant::MIN.to_string(), "0001-01-01T00:00:00.000+08:00");
    for edge in [Instant::MIN, Instant::MAX] {
        assert_eq!(parse(&edge.to_string()), edge);
        assert_eq!(Instant::from_micros(edge.micros()), Some(edge));
    }
    assert_eq!(Instant::MAX.plus(Duration::milliseconds(1)), Instant::MAX);
    assert_eq!(Instant::MAX.plus(Duration::MIN), Instant::MIN);
    assert_eq!(Instant::MIN.plus(Duration::MAX), Instant::MAX);
    assert_eq!(Instant::MIN.plus(Duration::milliseconds(1)).micros() - Instant::MIN.micros(), 1_000);
    assert_eq!((Instant::start_of(NaiveDate::MIN), Instant::end_of(NaiveDate::MAX)), (Instant::MIN, Instant::MAX));
    assert_eq!(Instant::new(chrono::DateTime::<Utc>::MAX_UTC), Instant::MAX);
    assert_eq!((Instant::from_micros(i64::MIN), Instant::from_micros(i64::MAX)), (None, None));
}

#[test]
fn a_start_is_a_date_or_an_instant() {
    let read = |text: &str| serde_json::from_value::<Start>(text.into());
    let date = NaiveDate::from_ymd_opt(2026, 2, 10).unwrap();
    assert_eq!(read("2026-02-10").unwrap(), Start::Date(date));
    let late = read("2026-02-10T17:00:00Z").unwrap();
    assert_eq!(late, Start::Instant(parse("2026-02-11T01:00:00+08:00")));
    assert_eq!(late.date(), date.succ_opt().unwrap());
    assert_eq!(Start::Date(date).instant(), Instant::start_of(date));
    assert_eq!(serde_json::to_value(Start::Date(date)).unwrap(), "2026-02-10");
    assert!(read("明天").is_err());
}

#[test]
fn the_schema_says_what_it_is() {
    let schema = serde_json::to_value(Instant::schema()).unwrap();
    assert_eq!((&schema["type"], &schema["format"]), (&"string".into(), &"date-time".into()));
    let example = schema["examples"][0].as_str().unwrap();
    assert_eq!(parse(example).to_string(), example);
}
