//! Figures equal a full count of everything there is, row by row, by a program that knows no SQL.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use yingshang_calendar::Instant;
use yingshang_store::complaint::{self, Visibility};
use yingshang_store::diesel::prelude::*;
use yingshang_store::schema::evaluation_invitations as requests;
use yingshang_store::service_case::{self, ServiceVisibility};
use yingshang_store::statistics::{self, Cohort, ComplaintCohort, Counted, FigureFilter, Grouping, NOT_RECORDED};
use yingshang_store::survey::{self, SurveyResponseRow, SurveyRow};
use yingshang_store::window::WindowRow;
use yingshang_store::{Conn, StoreError, Ts, deadline, on_engine, service_item, unit, window};

use crate::bed::Bed;
use crate::rows;

on_both_engines!(every_figure_equals_a_full_count,);

/// A small generator with a fixed start, so that a failure comes again.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn one_of(&mut self, values: &[&str]) -> Option<String> {
        let drawn = values.get(usize::try_from(self.below(values.len() as u64 + 1)).unwrap())?;
        Some((*drawn).to_owned())
    }

    /// Around the two months that are asked for, at every hour, so that the days of +08:00 and of UTC differ.
    fn at(&mut self) -> Instant {
        let midnight = Instant::start_of(NaiveDate::from_ymd_opt(2026, 1, 20).unwrap()).micros();
        let minute = i64::try_from(self.below(80 * 24 * 60)).unwrap();
        // Often the very first moment of a day.
        let minute = if self.below(5) == 0 { minute / 1440 * 1440 } else { minute };
        Instant::from_micros(midnight + minute * 60_000_000).unwrap()
    }
}

/// A record as the naive count sees it.
#[derive(Clone, Default)]
struct Record {
    id: String,
    dated_on: Option<NaiveDate>,
    counts: bool,
    hit: bool,
    unit: Option<String>,
    window: Option<String>,
    handler: Option<String>,
    item: Option<String>,
    channel: Option<String>,
}

type World = BTreeMap<String, Vec<Record>>;

const UNITS: &[&str] = &["u1", "u2", "u3"];
const WINDOWS: &[&str] = &["w1", "w2"];
const HANDLERS: &[&str] = &["h1", "h2", "h3"];
const ITEMS: &[&str] = &["i1", "i2"];
const NOW: i64 = 20 * 24 * 60;

fn base(dice: &mut Dice, id: &str) -> Record {
    Record {
        id: id.to_owned(),
        counts: true,
        unit: dice.one_of(UNITS),
        window: dice.one_of(WINDOWS),
        handler: dice.one_of(HANDLERS),
        item: dice.one_of(ITEMS),
        channel: dice.one_of(&["window", "online"]),
        ..Record::default()
    }
}

fn people_and_places(conn: &mut Conn) -> Result<(), StoreError> {
    for id in UNITS {
        unit::insert(conn, &rows::unit(id))?;
    }
    for id in WINDOWS {
        let at = rows::at(0);
        let row = WindowRow {
            id: (*id).to_owned(),
            unit_id: "u1".to_owned(),
            code: (*id).to_owned(),
            name: (*id).to_owned(),
            institutions: "[]".to_owned(),
            active: true,
            source_system: None,
            external_ref: None,
            version: 1,
            created_at: at,
            updated_at: at,
        };
        window::insert(conn, &row)?;
    }
    for id in ITEMS {
        service_item::insert(conn, &rows::service_item(id))?;
    }
    Ok(())
}

/// Applications, some accepted, some of these with a request, some of these rated; commitments.
fn services(conn: &mut Conn, dice: &mut Dice, world: &mut World) -> Result<(), StoreError> {
    for number in 0..300 {
        let kind = if dice.below(4) == 0 { "commitment" } else { "application" };
        let mut row = rows::service_case(kind, number);
        let mut record = base(dice, &row.id);
        row.unit_id.clone_from(&record.unit);
        row.window_id.clone_from(&record.window);
        row.handler_id.clone_from(&record.handler);
        row.item_id.clone_from(&record.item);
        row.category.clone_from(&record.channel);
        let at = (dice.below(5) > 0).then(|| dice.at());
        record.dated_on = at.map(Instant::date);
        if kind == "commitment" {
            row.ended_at = at.map(Ts);
            row.status = ["fulfilled", "broken", "cancelled", "accepted"][dice.below(4) as usize].to_owned();
            record.counts = matches!(row.status.as_str(), "fulfilled" | "broken");
            record.hit = row.status == "fulfilled";
            service_case::insert(conn, &row)?;
            world.entry("commitments".to_owned()).or_default().push(record);
            continue;
        }
        row.accepted_at = at.map(Ts);
        service_case::insert(conn, &row)?;
        record.hit = at.is_some() && dice.below(3) > 0;
        if record.hit {
            let accepted = at.expect("accepted");
            request(conn, dice, world, &row.id, Record { id: format!("r-{number:06}"), ..record.clone() }, accepted)?;
        }
        world.entry("services".to_owned()).or_default().push(record);
    }
    Ok(())
}

fn request(
    conn: &mut Conn,
    dice: &mut Dice,
    world: &mut World,
    subject: &str,
    record: Record,
    accepted: Instant,
) -> Result<(), StoreError> {
    let invited = dice.at();
    let answered = (dice.below(3) > 0).then(|| dice.at());
    let positive = answered.map(|_| dice.below(3) > 0);
    let set_aside = answered.is_some() && dice.below(4) == 0;
    let row = (
        requests::id.eq(&record.id),
        requests::subject_kind.eq("application"),
        requests::subject_id.eq(subject),
        requests::application_number.eq(subject),
        requests::item_name.eq("事项"),
        requests::item_id.eq(&record.item),
        requests::unit_id.eq(&record.unit),
        requests::window_id.eq(&record.window),
        requests::handler_id.eq(&record.handler),
        requests::service_channel.eq(&record.channel),
        requests::accepted_at.eq(Ts(accepted)),
        requests::channel.eq("counter"),
        requests::token_hash.eq(&record.id),
        requests::key_id.eq("k"),
        requests::nonce.eq(vec![0_u8]),
        requests::token_sealed.eq(vec![0_u8]),
        requests::invited_at.eq(Ts(invited)),
        requests::expires_at.eq(Ts(invited)),
        requests::answered_at.eq(answered.map(Ts)),
        requests::positive.eq(positive),
        requests::set_aside.eq(set_aside),
    );
    on_engine!(conn, yingshang_store::diesel::insert_into(requests::table).values(row).execute(conn))?;
    let dated_on = Some(invited.date());
    let unanswered = Record { dated_on, hit: answered.is_none(), counts: true, ..record.clone() };
    let counts = answered.is_some() && !set_aside;
    let rating = Record { dated_on, hit: positive == Some(true), counts, ..record };
    world.entry("requests".to_owned()).or_default().push(unanswered);
    world.entry("ratings".to_owned()).or_default().push(rating);
    Ok(())
}

/// Complaints at every stage, each with a deadline or two.
fn complaints(conn: &mut Conn, dice: &mut Dice, world: &mut World) -> Result<(), StoreError> {
    for number in 0..200 {
        let mut row = rows::complaint(number);
        let received = dice.at();
        row.received_at = Ts(received);
        row.handling_unit_id = dice.one_of(UNITS);
        row.channel = ["hotline", "online"][dice.below(2) as usize].to_owned();
        row.outcome = dice.one_of(&["substantiated", "partly_substantiated", "unsubstantiated"]);
        let mut stage = |sides| (dice.below(sides) == 0).then(|| dice.at());
        let (accepted, rejected) = (stage(2), stage(4));
        let (concluded, terminated) = (stage(2), stage(4));
        let follow_ups: Vec<Instant> = [stage(2), stage(3)].into_iter().flatten().collect();
        let satisfaction: Vec<Option<String>> =
            follow_ups.iter().map(|_| dice.one_of(&["satisfied", "basically_satisfied", "dissatisfied"])).collect();
        let step = |at: Option<Instant>| at.map(|at| format!("{{\"recorded_at\":\"{at}\"}}"));
        let text = |step: Option<String>| step.unwrap_or_else(|| "null".to_owned());
        let follow_up_texts: Vec<String> = follow_ups
            .iter()
            .zip(&satisfaction)
            .map(|(at, said)| {
                let said = text(said.as_ref().map(|said| format!("\"{said}\"")));
                format!("{{\"recorded_at\":\"{at}\",\"satisfaction\":{said}}}")
            })
            .collect();
        row.document = format!(
            "{{\"acceptance\":{},\"rejection\":{},\"conclusion\":{},\"termination\":{},\"follow_ups\":[{}]}}",
            text(step(accepted)),
            text(step(rejected)),
            text(step(concluded)),
            text(step(terminated)),
            follow_up_texts.join(",")
        );
        let record = Record {
            id: row.id.clone(),
            counts: true,
            hit: true,
            unit: row.handling_unit_id.clone(),
            channel: Some(row.channel.clone()),
            dated_on: Some(received.date()),
            ..Record::default()
        };
        let mut put = |name: &str, record: Record| world.entry(name.to_owned()).or_default().push(record);
        put("received", record.clone());
        let decided = accepted.is_some() || rejected.is_some();
        put("decided", Record { counts: decided, hit: accepted.is_some(), ..record.clone() });
        put("concluded", Record { dated_on: concluded.map(Instant::date), ..record.clone() });
        let right = matches!(row.outcome.as_deref(), Some("substantiated" | "partly_substantiated"));
        let judged = row.outcome.is_some();
        put("judged", Record { dated_on: concluded.map(Instant::date), counts: judged, hit: right, ..record.clone() });
        put("terminated", Record { dated_on: terminated.map(Instant::date), ..record.clone() });
        let last = satisfaction.last().cloned().flatten();
        put(
            "followed_up",
            Record {
                dated_on: follow_ups.last().map(|at| at.date()),
                counts: last.is_some(),
                hit: last.is_some_and(|said| said != "dissatisfied"),
                ..record.clone()
            },
        );
        complaint::insert(conn, &row)?;
        clock(conn, dice, world, &format!("d-{number:06}"), &row.id)?;
    }
    Ok(())
}

fn clock(conn: &mut Conn, dice: &mut Dice, world: &mut World, id: &str, subject: &str) -> Result<(), StoreError> {
    let mut row = rows::deadline(id, subject);
    row.kind = ["handling", "rework", "verification"][dice.below(3) as usize].to_owned();
    row.unit_id = dice.one_of(UNITS);
    let due_on = (dice.below(6) > 0).then(|| dice.at().date());
    row.due_on = due_on;
    row.due_at = due_on.map(|day| Ts(Instant::start_of(day + Days::new(1))));
    row.closed_as = dice.one_of(&["met", "missed", "lifted"]);
    row.closed_at = row.closed_as.as_ref().map(|_| rows::at(0));
    row.stopped_since_on = (row.closed_as.is_none() && dice.below(4) == 0).then(|| rows::on(2));
    let late =
        row.closed_as.is_none() && row.stopped_since_on.is_none() && row.due_at.is_some_and(|due| due < rows::at(NOW));
    let record = Record {
        id: id.to_owned(),
        dated_on: due_on,
        counts: row.kind != "verification" && (matches!(row.closed_as.as_deref(), Some("met" | "missed")) || late),
        hit: row.closed_as.as_deref() == Some("met"),
        unit: row.unit_id.clone(),
        ..Record::default()
    };
    deadline::insert_all(conn, &[row])?;
    world.entry("clocks".to_owned()).or_default().push(record);
    Ok(())
}

fn questionnaires(conn: &mut Conn, dice: &mut Dice, world: &mut World) -> Result<(), StoreError> {
    let at = rows::at(0);
    let round = SurveyRow {
        id: "s1".to_owned(),
        number: "s1".to_owned(),
        kind: "mobile".to_owned(),
        month: "2026-02".to_owned(),
        document: "{}".to_owned(),
        version: 1,
        created_at: at,
        updated_at: at,
    };
    survey::insert(conn, &round)?;
    for number in 0..150 {
        let positive = dice.below(3) > 0;
        let row = SurveyResponseRow {
            id: format!("q-{number:06}"),
            survey_id: "s1".to_owned(),
            kind: ["mobile", "intercept"][dice.below(2) as usize].to_owned(),
            unit_id: UNITS[dice.below(3) as usize].to_owned(),
            window_id: WINDOWS[dice.below(2) as usize].to_owned(),
            taken_on: dice.at().date(),
            scale: "three_grade".to_owned(),
            attitude: "satisfied".to_owned(),
            efficiency: "satisfied".to_owned(),
            grade: "satisfied".to_owned(),
            positive,
            reasons: "[]".to_owned(),
            text: None,
            entered_by: None,
            created_at: at,
        };
        let record = Record {
            id: row.id.clone(),
            dated_on: Some(row.taken_on),
            counts: true,
            hit: positive,
            unit: Some(row.unit_id.clone()),
            window: Some(row.window_id.clone()),
            channel: Some(row.kind.clone()),
            ..Record::default()
        };
        survey::insert_responses(conn, &[row])?;
        world.entry("responses".to_owned()).or_default().push(record);
    }
    Ok(())
}

/// Every cohort, with the columns its records have.
fn cohorts() -> Vec<(&'static str, Cohort, &'static [Grouping])> {
    use Grouping::{Channel, Day, Handler, Item, Unit, Whole, Window};
    const ALL: &[Grouping] = &[Whole, Unit, Window, Handler, Item, Channel, Day];
    const COMPLAINT: &[Grouping] = &[Whole, Unit, Channel, Day];
    let of = |cohort| Cohort::Complaints(cohort);
    vec![
        ("services", Cohort::Services, ALL),
        ("requests", Cohort::Requests, ALL),
        ("ratings", Cohort::Ratings, ALL),
        ("commitments", Cohort::Commitments, &[Whole, Unit, Item, Day]),
        ("responses", Cohort::Responses, &[Whole, Unit, Window, Channel, Day]),
        ("clocks", Cohort::Clocks(vec!["handling".to_owned(), "rework".to_owned()]), &[Whole, Unit, Day]),
        ("received", of(ComplaintCohort::Received), COMPLAINT),
        ("decided", of(ComplaintCohort::Decided), COMPLAINT),
        ("concluded", of(ComplaintCohort::Concluded), COMPLAINT),
        ("judged", of(ComplaintCohort::Judged), COMPLAINT),
        ("terminated", of(ComplaintCohort::Terminated), COMPLAINT),
        ("followed_up", of(ComplaintCohort::FollowedUp), COMPLAINT),
    ]
}

fn wanted(record: &Record, filter: &FigureFilter) -> bool {
    let is = |asked: &Option<String>, has: &Option<String>| match asked.as_deref() {
        None => true,
        Some(NOT_RECORDED) => has.is_none(),
        Some(value) => has.as_deref() == Some(value),
    };
    record.counts
        && record.dated_on.is_some_and(|day| (filter.from_on..filter.to_on).contains(&day))
        && is(&filter.unit_id, &record.unit)
        && is(&filter.window_id, &record.window)
        && is(&filter.handler_id, &record.handler)
        && is(&filter.item_id, &record.item)
        && is(&filter.channel, &record.channel)
}

fn naive(records: &[&Record], grouping: Grouping) -> Vec<(Option<String>, i64, i64, i64)> {
    let mut counts: BTreeMap<(Option<String>, i64), (i64, i64)> = BTreeMap::new();
    for record in records {
        let day = record.dated_on.unwrap().signed_duration_since(NaiveDate::default()).num_days();
        let key = match grouping {
            Grouping::Whole => (None, 0),
            Grouping::Day => (None, day),
            Grouping::Unit => (record.unit.clone(), 0),
            Grouping::Window => (record.window.clone(), 0),
            Grouping::Handler => (record.handler.clone(), 0),
            Grouping::Item => (record.item.clone(), 0),
            Grouping::Channel => (record.channel.clone(), 0),
        };
        let entry = counts.entry(key).or_default();
        entry.0 += 1;
        entry.1 += i64::from(record.hit);
    }
    counts.into_iter().map(|((key, day), (of, hits))| (key, day, of, hits)).collect()
}

async fn every_figure_equals_a_full_count(bed: Bed) {
    let world = bed
        .write(|conn| {
            let (mut dice, mut world) = (Dice(20_260_302), World::new());
            people_and_places(conn)?;
            services(conn, &mut dice, &mut world)?;
            complaints(conn, &mut dice, &mut world)?;
            questionnaires(conn, &mut dice, &mut world)?;
            Ok(world)
        })
        .await
        .unwrap();
    let mut counted_at_all = 0;
    for (name, cohort, groupings) in cohorts() {
        for filter in filters(groupings) {
            let hidden = filter.service_visibility.unit_id.is_some();
            if hidden && !matches!(name, "services" | "requests" | "ratings" | "commitments" | "responses") {
                continue;
            }
            let own = |record: &&Record| !hidden || record.unit.as_deref() == Some("u1");
            let records: Vec<&Record> = world[name].iter().filter(|one| wanted(one, &filter)).filter(own).collect();
            for grouping in groupings {
                let (cohort, asked, grouping) = (cohort.clone(), filter.clone(), *grouping);
                let found = bed.read(move |conn| statistics::count(conn, &cohort, &asked, grouping)).await;
                let mut found: Vec<_> =
                    found.into_iter().map(|Counted { key, day, of, hits }| (key, day, of, hits)).collect();
                found.sort();
                let mut expected = naive(&records, grouping);
                if grouping == Grouping::Whole {
                    // A whole of nothing may have a row or none.
                    found.retain(|row| row.2 > 0);
                }
                expected.sort();
                assert_eq!(found, expected, "{name} by {grouping:?}: {filter:?}");
                counted_at_all += found.len();
            }
            for hits_only in [false, true] {
                let (cohort, asked) = (cohort.clone(), filter.clone());
                let listed =
                    bed.read(move |conn| statistics::records(conn, &cohort, &asked, hits_only, None, 1000)).await;
                let listed: Vec<_> = listed.into_iter().map(|row| (row.id, row.hit)).collect();
                let mut expected: Vec<_> = records
                    .iter()
                    .filter(|record| record.hit || !hits_only)
                    .map(|record| (record.id.clone(), record.hit))
                    .collect();
                expected.sort();
                assert_eq!(listed, expected, "{name}: {filter:?}");
            }
        }
    }
    assert!(counted_at_all > 1000, "the data must give the counts something to count: {counted_at_all}");
}

/// The period, narrowed by each column in turn, to a value, to none, and to two at once; and by the eyes of one unit.
fn filters(groupings: &[Grouping]) -> Vec<FigureFilter> {
    let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap();
    let whole = FigureFilter {
        visibility: Visibility::system(),
        service_visibility: ServiceVisibility::system(),
        now: rows::at(NOW),
        from_on: day(2, 1),
        to_on: day(4, 1),
        unit_id: None,
        window_id: None,
        handler_id: None,
        item_id: None,
        channel: None,
    };
    let some = |value: &str| Some(value.to_owned());
    let mut filters = vec![
        whole.clone(),
        FigureFilter { to_on: day(2, 2), ..whole.clone() },
        FigureFilter { from_on: day(2, 15), to_on: day(3, 1), unit_id: some("u2"), ..whole.clone() },
        FigureFilter { unit_id: some(NOT_RECORDED), ..whole.clone() },
        FigureFilter {
            service_visibility: ServiceVisibility { unit_id: some("u1"), ..ServiceVisibility::default() },
            ..whole.clone()
        },
    ];
    if groupings.contains(&Grouping::Window) {
        filters.push(FigureFilter { window_id: some("w1"), unit_id: some("u1"), ..whole.clone() });
        filters.push(FigureFilter { window_id: some(NOT_RECORDED), ..whole.clone() });
    }
    if groupings.contains(&Grouping::Handler) {
        filters.push(FigureFilter { handler_id: some("h2"), item_id: some("i1"), ..whole.clone() });
        filters.push(FigureFilter { handler_id: some(NOT_RECORDED), ..whole.clone() });
    }
    if groupings.contains(&Grouping::Channel) {
        filters.push(FigureFilter { channel: some("online"), ..whole.clone() });
        filters.push(FigureFilter { channel: some(NOT_RECORDED), ..whole });
    }
    filters
}
