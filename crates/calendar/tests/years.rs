//! The embedded facts, and years added at run time.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use yingshang_calendar::{
    Coverage, DayKind, FaultCode, Limit, NotPublished, Notice, Outcome, Start, Terms, Unit, WorkCalendar, YearFacts,
};

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// An invented arrangement of 2027, for tests only.
fn facts_of_2027() -> YearFacts {
    let spans = [
        ("2027-01-01", 3, "元旦"),
        ("2027-02-05", 8, "春节"),
        ("2027-04-03", 3, "清明节"),
        ("2027-05-01", 5, "劳动节"),
        ("2027-06-09", 1, "端午节"),
        ("2027-10-01", 7, "国庆节"),
    ];
    let holidays = spans
        .iter()
        .flat_map(|(first, days, name)| date(first).iter_days().take(*days).map(|day| (day, (*name).to_owned())))
        .collect();
    let makeup_workdays = ["2027-02-14", "2027-05-08", "2027-10-09"].map(date).into();
    let notices = vec![Notice { no: "测试通知〔2026〕1号".to_owned(), date: date("2026-11-20") }];
    YearFacts { holidays, makeup_workdays, notices }
}

fn codes(facts: YearFacts, year: i32) -> BTreeSet<FaultCode> {
    let faults = WorkCalendar::embedded().with_year(year, facts).unwrap_err();
    faults.iter().map(|fault| fault.code).collect()
}

#[test]
fn the_embedded_facts_add_up() {
    let calendar = WorkCalendar::embedded();
    let years = calendar.years();
    assert_eq!(years.len(), 21);
    assert_eq!(years.iter().map(|year| year.days_off).sum::<u32>(), 569);
    assert_eq!(years.iter().map(|year| year.makeup_workdays).sum::<u32>(), 138);
    assert_eq!(
        calendar.coverage(),
        Coverage { from: date("2006-01-01"), to: date("2026-12-31"), provisional_from: date("2026-12-26") }
    );
    assert!(years[..20].iter().all(|year| year.provisional_from.is_none()));
    assert_eq!(years[20].provisional_from, Some(date("2026-12-26")));
    assert_eq!(years[20].notices[0].no, "国办发明电〔2025〕7号");
}

#[test]
fn every_embedded_year_passes_the_checks_of_an_added_year() {
    let calendar = WorkCalendar::embedded();
    for year in 2006..=2026 {
        let facts = calendar.year_facts(year).unwrap().clone();
        let again = calendar.with_year(year, facts).unwrap_or_else(|faults| panic!("{year}: {faults:?}"));
        assert_eq!(again.coverage(), calendar.coverage());
    }
}

#[test]
fn days_have_kind_and_name() {
    let calendar = WorkCalendar::embedded();
    let day = |text| calendar.day(date(text)).unwrap();
    assert_eq!((day("2026-10-10").kind, day("2026-10-10").name), (DayKind::MakeupWorkday, None));
    assert_eq!((day("2026-10-01").kind, day("2026-10-01").name.as_deref()), (DayKind::Holiday, Some("国庆节")));
    assert_eq!((day("2026-03-07").kind, day("2026-03-07").is_workday), (DayKind::Weekend, false));
    assert_eq!((day("2026-03-09").kind, day("2026-03-09").is_workday), (DayKind::Workday, true));
    assert!(!day("2026-12-25").provisional && day("2026-12-26").provisional);
    // Days from the notice for the next year, kept under the year of the day.
    assert_eq!(day("2018-12-31").kind, DayKind::Holiday);
    assert_eq!(day("2018-12-29").kind, DayKind::MakeupWorkday);
    assert_eq!(calendar.day(date("2027-01-01")), Err(NotPublished { first_missing_day: date("2027-01-01") }));
    assert!(calendar.day(date("2005-12-31")).is_err());
    assert!(calendar.day(NaiveDate::MAX).is_err() && calendar.day(NaiveDate::MIN).is_err());
}

#[test]
fn counting_between_excludes_the_first_day_and_includes_the_last() {
    let calendar = WorkCalendar::embedded();
    let n = |from, to| calendar.working_days_between(date(from), date(to)).map(|counted| counted.n);
    assert_eq!(n("2026-02-10", "2026-03-16"), Ok(20));
    assert_eq!(n("2026-03-16", "2026-02-10"), Ok(-20));
    assert_eq!(n("2026-03-02", "2026-03-02"), Ok(0));
    assert_eq!(n("2005-12-31", "2006-01-04"), Ok(1));
    assert_eq!(n("2005-12-30", "2006-01-04"), Err(NotPublished { first_missing_day: date("2005-12-31") }));
    assert_eq!(n("2026-12-30", "2027-01-02"), Err(NotPublished { first_missing_day: date("2027-01-01") }));
    assert_eq!(n("2027-02-01", "2027-03-01"), Err(NotPublished { first_missing_day: date("2027-02-02") }));
    assert!(calendar.working_days_between(date("2026-12-24"), date("2026-12-28")).unwrap().provisional);
    assert!(!calendar.working_days_between(date("2026-12-24"), date("2026-12-25")).unwrap().provisional);
}

#[test]
fn only_the_days_looked_at_make_an_answer_provisional() {
    let calendar = WorkCalendar::embedded();
    let between = |from, to| calendar.working_days_between(date(from), date(to)).unwrap().provisional;
    assert!(!between("2026-12-28", "2026-12-28"), "no day was looked at");
    assert!(between("2026-12-28", "2026-12-24"));
    let before = |day, n| calendar.nth_working_day_before(date(day), n).unwrap().provisional;
    assert!(!before("2026-12-26", 1), "the event day is not looked at");
    assert!(before("2026-12-27", 1) && before("2026-12-26", 0));
}

#[test]
fn an_added_year_moves_the_coverage_and_gives_the_missing_date() {
    let before = WorkCalendar::embedded();
    let terms = Terms::new(Start::Date(date("2026-12-15")), Limit::new(20, Unit::WorkingDay));
    assert!(terms.due(&before).is_err());

    let after = before.with_year(2027, facts_of_2027()).unwrap();
    assert_eq!(
        after.coverage(),
        Coverage { from: date("2006-01-01"), to: date("2027-12-31"), provisional_from: date("2027-12-26") }
    );
    let Ok(Outcome::Due(due)) = terms.due(&after) else { panic!("due") };
    // 12 working days are left of 2026; 1 to 3 January are off.
    assert_eq!((due.on, due.provisional), (date("2027-01-13"), false));
    assert!(after.years().iter().all(|year| year.year == 2027 || year.provisional_from.is_none()));
    assert!(!after.day(date("2026-12-31")).unwrap().provisional);
}

#[test]
fn a_change_notice_replaces_a_covered_year() {
    let calendar = WorkCalendar::embedded();
    let mut facts = calendar.year_facts(2026).unwrap().clone();
    facts.holidays.insert(date("2026-03-16"), "临时放假".to_owned());
    let changed = calendar.with_year(2026, facts).unwrap();
    let terms = Terms::new(Start::Date(date("2026-02-10")), Limit::new(20, Unit::WorkingDay));
    let Ok(Outcome::Due(due)) = terms.due(&changed) else { panic!("due") };
    assert_eq!(due.on, date("2026-03-17"));
    assert_eq!(changed.coverage(), calendar.coverage());
}

#[test]
fn a_faulty_year_is_refused_with_its_faults() {
    let change = |change: fn(&mut YearFacts)| {
        let mut facts = facts_of_2027();
        change(&mut facts);
        codes(facts, 2027)
    };
    assert_eq!(change(|f| assert!(f.makeup_workdays.insert(date("2027-03-03")))), [FaultCode::MakeupOnWeekday].into());
    assert_eq!(change(|f| assert!(f.makeup_workdays.insert(date("2027-04-03")))), [FaultCode::DateInBothLists].into());
    assert_eq!(change(|f| assert!(f.makeup_workdays.insert(date("2028-04-01")))), [FaultCode::DateOutsideYear].into());
    assert_eq!(change(|f| drop(f.holidays.remove(&date("2027-10-02")))), [FaultCode::StatutoryDayMissing].into());
    assert_eq!(
        change(|f| drop(f.holidays.insert(date("2027-07-01"), " ".to_owned()))),
        [FaultCode::NameInvalid].into()
    );
    assert_eq!(change(|f| f.notices.clear()), [FaultCode::NoticeMissing].into());
    assert_eq!(
        change(|f| f.holidays.extend(date("2027-07-03").iter_days().take(20).map(|day| (day, "误".to_owned())))),
        BTreeSet::from([FaultCode::ImplausibleBalance, FaultCode::ImplausibleDaysOff])
    );
    assert_eq!(
        change(|f| f.holidays.retain(|day, _| day.month() != 2)),
        BTreeSet::from([FaultCode::ImplausibleBalance, FaultCode::ImplausibleDaysOff])
    );
    assert_eq!(codes(YearFacts::default(), 2027).len(), 4);
}

#[test]
fn years_are_contiguous() {
    let mut facts = facts_of_2027();
    let a_year_later = |day: NaiveDate| day.with_year(2028).unwrap();
    facts.holidays = facts.holidays.into_iter().map(|(day, name)| (a_year_later(day), name)).collect();
    facts.makeup_workdays = ["2028-02-13", "2028-05-07", "2028-10-08"].map(date).into();
    assert_eq!(codes(facts, 2028), [FaultCode::YearNotContiguous].into());
    for year in [2005, i32::MIN, i32::MAX] {
        assert!(codes(facts_of_2027(), year).contains(&FaultCode::YearNotContiguous));
    }
}
