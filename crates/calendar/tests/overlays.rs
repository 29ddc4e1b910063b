//! Local days on top of the national arrangement.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use yingshang_calendar::{DayKind, FaultCode, Overlay, WorkCalendar};

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn local_festival() -> Overlay {
    Overlay {
        name: "广西三月三".to_owned(),
        days_off: ["2026-04-17", "2026-04-18", "2026-04-19", "2026-04-20"]
            .map(|day| (date(day), "三月三".to_owned()))
            .into(),
        workdays: BTreeMap::from([(date("2026-04-26"), "三月三调休".to_owned())]),
    }
}

#[test]
fn an_overlay_prevails_and_can_be_replaced() {
    let calendar = WorkCalendar::embedded().with_overlay(local_festival()).unwrap();
    let off = calendar.day(date("2026-04-17")).unwrap();
    assert_eq!((off.kind, off.name.as_deref()), (DayKind::Holiday, Some("三月三")));
    let worked = calendar.day(date("2026-04-26")).unwrap();
    assert_eq!((worked.kind, worked.name.as_deref()), (DayKind::MakeupWorkday, Some("三月三调休")));
    assert_eq!(calendar.nth_working_day_after(date("2026-04-16"), 1).unwrap().on, date("2026-04-21"));
    // The national facts stay as they were, and a year replaced later keeps the overlay.
    let facts = calendar.year_facts(2026).unwrap().clone();
    let later = calendar.with_year(2026, facts).unwrap();
    assert_eq!(later.year_facts(2026), WorkCalendar::embedded().year_facts(2026));
    assert_eq!(later.nth_working_day_after(date("2026-04-16"), 1).unwrap().on, date("2026-04-21"));

    let emptied = later.with_overlay(Overlay { name: "广西三月三".to_owned(), ..Overlay::default() }).unwrap();
    assert_eq!(emptied.nth_working_day_after(date("2026-04-16"), 1).unwrap().on, date("2026-04-17"));
    assert_eq!(emptied.overlays().len(), 1);
}

#[test]
fn a_faulty_overlay_is_refused() {
    let refuse = |change: fn(&mut Overlay)| {
        let mut overlay = local_festival();
        change(&mut overlay);
        let faults = WorkCalendar::embedded().with_overlay(overlay).unwrap_err();
        faults.iter().map(|fault| fault.code).collect::<BTreeSet<_>>()
    };
    assert_eq!(refuse(|o| o.name.clear()), [FaultCode::NameInvalid].into());
    assert_eq!(
        refuse(|o| drop(o.workdays.insert(date("2026-04-18"), "上班".to_owned()))),
        [FaultCode::DateInBothLists].into()
    );
    assert_eq!(
        refuse(|o| drop(o.days_off.insert(date("2027-04-22"), "放假".to_owned()))),
        [FaultCode::DateNotCovered].into()
    );
}

#[test]
fn a_local_working_day_on_a_national_one_changes_nothing() {
    let national = WorkCalendar::embedded();
    let workdays = ["2026-04-22", "2026-05-09"].map(|day| (date(day), "上班".to_owned()));
    let overlay = Overlay { name: "本地".to_owned(), workdays: workdays.into(), ..Overlay::default() };
    let local = national.with_overlay(overlay).unwrap();
    assert_eq!(local.day(date("2026-04-22")), national.day(date("2026-04-22")));
    assert_eq!(local.day(date("2026-05-09")).unwrap().kind, DayKind::MakeupWorkday);
}
