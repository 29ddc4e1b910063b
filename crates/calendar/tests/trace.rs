//! The explanation, word for word, where the words matter.

use chrono::NaiveDate;
use yingshang_calendar::{Calculation, Direction, Limit, Start, Stop, Terms, TraceDay, Unit, WorkCalendar, calculate};

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn lines(trace: &[TraceDay]) -> Vec<String> {
    trace.iter().map(|line| format!("{} {} {}", line.date, if line.counted { '+' } else { '-' }, line.reason)).collect()
}

fn forward(terms: Terms) -> Vec<String> {
    lines(&terms.trace(&WorkCalendar::embedded()).unwrap())
}

fn terms(start: &str, n: u32, unit: Unit) -> Terms {
    Terms::new(Start::Date(date(start)), Limit::new(n, unit))
}

#[test]
fn working_days_name_the_holiday_and_the_make_up_day() {
    assert_eq!(
        forward(terms("2026-10-01", 2, Unit::WorkingDay))[5..],
        [
            "2026-10-06 - 国庆节放假，不计入",
            "2026-10-07 - 国庆节放假，不计入",
            "2026-10-08 + 工作日，计为第1个",
            "2026-10-09 + 工作日，计为第2个；届满日",
        ]
    );
    assert_eq!(
        forward(terms("2026-10-09", 1, Unit::WorkingDay)),
        ["2026-10-09 - 起算日，不计入（民法典第二百零一条）", "2026-10-10 + 调休上班日，计为第1个工作日；届满日",]
    );
}

#[test]
fn calendar_days_say_how_the_last_day_rolls() {
    assert_eq!(
        forward(terms("2026-06-17", 2, Unit::CalendarDay)),
        [
            "2026-06-17 - 起算日，不计入（民法典第二百零一条）",
            "2026-06-18 + 计为第1日",
            "2026-06-19 + 计为第2日（期间内的休息日不扣除）；最后一日为端午节放假，顺延（民法典第二百零三条）",
            "2026-06-20 - 端午节放假，继续顺延",
            "2026-06-21 - 端午节放假，继续顺延",
            "2026-06-22 - 休息日结束的次日（民法典第二百零三条）；届满日",
        ]
    );
}

#[test]
fn months_name_only_the_days_that_decide() {
    assert_eq!(
        forward(terms("2026-08-31", 1, Unit::Month)),
        [
            "2026-08-31 - 起算日，不计入（民法典第二百零一条）",
            "2026-09-30 + 到期月没有对应日，为月末日（民法典第二百零二条）；届满日",
        ]
    );
}

#[test]
fn hours_name_the_moments() {
    let start = Start::Instant("2026-03-02T09:30:00+08:00".parse().unwrap());
    assert_eq!(
        forward(Terms::new(start, Limit::new(24, Unit::Hour))),
        ["2026-03-02 + 自09:30起连续计算24小时（民法典第二百零一条）", "2026-03-03 + 期间连续进行至本日；09:30期满",]
    );
}

#[test]
fn a_stop_is_shown_day_by_day() {
    let mut stopped = terms("2026-03-02", 3, Unit::WorkingDay);
    stopped.stops = vec![Stop { from: date("2026-03-03"), until: Some(date("2026-03-05")) }];
    assert_eq!(
        forward(stopped.clone()),
        [
            "2026-03-02 - 起算日，不计入（民法典第二百零一条）",
            "2026-03-03 + 工作日，计为第1个",
            "2026-03-04 - 期间中止，不计入",
            "2026-03-05 - 期间中止至本日，不计入，自次日起继续计算",
            "2026-03-06 + 工作日，计为第2个",
            "2026-03-07 - 周末，不计入",
            "2026-03-08 - 周末，不计入",
            "2026-03-09 + 工作日，计为第3个；届满日",
        ]
    );
    stopped.stops[0].until = None;
    assert_eq!(forward(stopped)[1..], ["2026-03-03 + 工作日，计为第1个；自本日起中止，尚未恢复，尚余2个工作日"]);
}

#[test]
fn counting_back_starts_with_the_event() {
    let event = Start::Date(date("2026-10-12"));
    let limit = Limit::new(7, Unit::CalendarDay);
    let found = calculate(&WorkCalendar::embedded(), event, limit, Direction::Before, true).unwrap();
    let trace = lines(&found.trace.unwrap());
    assert_eq!(trace[0], "2026-10-12 - 事件当日，不计入");
    assert_eq!(trace[1], "2026-10-11 + 计为第1日（期间内的休息日不扣除）");
    assert_eq!(
        trace[7..],
        [
            "2026-10-05 + 计为第7日（期间内的休息日不扣除）；为国庆节放假，提前至前一工作日",
            "2026-10-04 - 国庆节放假，继续提前",
            "2026-10-03 - 国庆节放假，继续提前",
            "2026-10-02 - 国庆节放假，继续提前",
            "2026-10-01 - 国庆节放假，继续提前",
            "2026-09-30 - 休息日之前的工作日；最后一日",
        ]
    );
}

#[test]
fn no_trace_unless_wanted() {
    let limit = Limit::new(5, Unit::WorkingDay);
    let start = Start::Date(date("2026-03-02"));
    let calendar = WorkCalendar::embedded();
    let with = calculate(&calendar, start, limit, Direction::After, true).unwrap();
    let without = calculate(&calendar, start, limit, Direction::After, false).unwrap();
    assert_eq!(with.due, without.due);
    assert_eq!(without.trace, None);
    assert_eq!(with.trace.unwrap().iter().filter(|line| line.counted).count(), 5);
}

#[test]
fn a_calculation_is_flat_on_the_wire() {
    let start = Start::Date(date("2026-03-02"));
    let limit = Limit::new(0, Unit::CalendarDay);
    let found = calculate(&WorkCalendar::embedded(), start, limit, Direction::After, true).unwrap();
    let wire = serde_json::to_value(&found).unwrap();
    assert_eq!(
        wire,
        serde_json::json!({
            "due_on": "2026-03-02",
            "due_at": "2026-03-02T23:59:59.999+08:00",
            "provisional": false,
            "rolled": false,
            "trace": [{"date": "2026-03-02", "counted": false, "reason": "期限为当日；届满日"}],
        })
    );
    assert_eq!(serde_json::from_value::<Calculation>(wire).unwrap(), found);
}
