//! HP-6.1: at least 30 a month, the shortfall shown. GZ-3.2: a month without intercept questionnaires is reported missing.

use yingshang_rules::survey::{SurveyKind, Taken, months};

use super::setting::World;

fn taken(month: &str, kind: SurveyKind, count: u32) -> Taken {
    Taken { month: month.parse().unwrap(), kind, count }
}

#[test]
fn the_months_of_a_year_that_have_begun() {
    use SurveyKind::{Intercept, Mobile};
    let rulebook = World::new().rulebook;
    let counts = [
        taken("2026-01", Mobile, 30),
        taken("2026-02", Mobile, 29),
        taken("2026-03", Mobile, 20),
        taken("2026-03", Mobile, 20),
        taken("2026-02", Intercept, 1),
        taken("2025-04", Mobile, 99),
        taken("2026-06", Intercept, 4),
    ];
    let table: Vec<_> = months(2026, &counts, "2026-05-15".parse().unwrap(), &rulebook)
        .into_iter()
        .map(|m| (m.month.to_string(), m.over, m.mobile_taken, m.mobile_shortfall, m.intercept_missing))
        .collect();
    let row = |month: &str, over, taken, short, missing| (month.to_owned(), over, taken, short, missing);
    assert_eq!(
        table,
        [
            row("2026-01", true, 30, 0, true),
            row("2026-02", true, 29, 1, false),
            row("2026-03", true, 40, 0, true),
            row("2026-04", true, 0, 30, true),
            row("2026-05", false, 0, 30, false),
        ]
    );
}

/// HP-6.1, GZ-3.2: a past year has twelve months, a coming one none; the last day of a month is not yet its end.
#[test]
fn past_and_coming_years() {
    let rulebook = World::new().rulebook;
    let on = |year, today: &str| months(year, &[], today.parse().unwrap(), &rulebook);
    assert_eq!(on(2025, "2026-05-15").len(), 12);
    assert!(
        on(2025, "2026-05-15")
            .iter()
            .all(|month| month.over && month.intercept_missing && month.mobile_shortfall == 30)
    );
    assert!(on(2027, "2026-05-15").is_empty());
    assert!(!on(2026, "2026-11-30")[10].over);
    assert!(on(2026, "2026-12-01")[10].over);
}
