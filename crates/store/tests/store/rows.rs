//! Rows to start from.

use chrono::{DateTime, NaiveDate};
use yingshang_calendar::Instant;
use yingshang_store::Ts;
use yingshang_store::complaint::ComplaintRow;
use yingshang_store::deadline::DeadlineRow;
use yingshang_store::event::EventRow;
use yingshang_store::outbox::OutboxRow;
use yingshang_store::service_case::ServiceCaseRow;
use yingshang_store::service_item::{ServiceItemRow, ServiceItemVersionRow};
use yingshang_store::unit::UnitRow;
use yingshang_store::user::UserRow;

/// `minutes` after 2026-03-02T00:00Z.
pub fn at(minutes: i64) -> Ts {
    Ts(Instant::new(DateTime::from_timestamp(1_772_409_600 + minutes * 60, 123_000_000).unwrap()))
}

pub fn on(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, day).unwrap()
}

pub fn unit(id: &str) -> UnitRow {
    UnitRow {
        id: id.to_owned(),
        code: format!("code-{id}"),
        name: format!("单位 {id}"),
        kind: "section".to_owned(),
        parent_id: None,
        phone: None,
        active: true,
        source_system: None,
        external_ref: None,
        version: 1,
        created_at: at(0),
        updated_at: at(0),
        leader_in_charge_id: None,
    }
}

pub fn user(id: &str) -> UserRow {
    UserRow {
        id: id.to_owned(),
        username: id.to_owned(),
        display_name: id.to_owned(),
        password_hash: "$argon2id$secret".to_owned(),
        must_change_password: false,
        staff_id: None,
        unit_id: None,
        roles: "[]".to_owned(),
        active: true,
        failed_logins: 0,
        locked_until_at: None,
        password_changed_at: at(0),
        version: 1,
        created_at: at(0),
        updated_at: at(0),
    }
}

pub fn complaint(number: u32) -> ComplaintRow {
    ComplaintRow {
        id: format!("c-{number:06}"),
        number: format!("TS-2026-{number:06}"),
        version: 1,
        status: "registered".to_owned(),
        channel: "hotline".to_owned(),
        category: None,
        complexity: None,
        title: "窗口办事慢".to_owned(),
        anonymous: false,
        handling_unit_id: None,
        registered_by: None,
        received_at: at(i64::from(number)),
        concluded_at: None,
        archived_at: None,
        next_due_on: None,
        next_due_at: None,
        next_amber_at: None,
        outcome: None,
        query_code_hash: Some("hash".to_owned()),
        source_system: None,
        external_ref: None,
        search_text: "窗口办事慢".to_owned(),
        document: "{\"k\": 1}".to_owned(),
        created_at: at(i64::from(number)),
        updated_at: at(i64::from(number)),
    }
}

/// Without a version.
pub fn service_item(id: &str) -> ServiceItemRow {
    ServiceItemRow {
        id: id.to_owned(),
        code: format!("code-{id}"),
        active: true,
        source_system: None,
        external_ref: None,
        version: 1,
        created_at: at(0),
        updated_at: at(0),
    }
}

/// Needs the unit `hall`.
pub fn item_version(item_id: &str, number: i32, effective_from: NaiveDate) -> ServiceItemVersionRow {
    ServiceItemVersionRow {
        id: format!("v-{item_id}-{number}"),
        item_id: item_id.to_owned(),
        number,
        effective_from,
        name: format!("事项 {item_id} 第{number}版"),
        kind: "administrative_license".to_owned(),
        unit_id: "hall".to_owned(),
        search_text: format!("事项 {item_id} 第{number}版"),
        document: "{\"k\":  1}".to_owned(),
        created_by: "admin".to_owned(),
        created_at: at(0),
    }
}

pub fn service_case(kind: &str, number: u32) -> ServiceCaseRow {
    ServiceCaseRow {
        id: format!("{kind}-{number:06}"),
        kind: kind.to_owned(),
        number: format!("{kind}-2026-{number:06}"),
        version: 1,
        status: "registered".to_owned(),
        category: None,
        outcome: None,
        unit_id: None,
        item_id: None,
        item_version: None,
        application_id: None,
        registered_by: None,
        window_id: None,
        handler_id: None,
        accepted_at: None,
        received_at: at(i64::from(number)),
        ended_at: None,
        next_due_on: None,
        next_due_at: None,
        next_amber_at: None,
        source_system: None,
        external_ref: None,
        search_text: "办理社保登记".to_owned(),
        document: "{\"k\": 1}".to_owned(),
        created_at: at(i64::from(number)),
        updated_at: at(i64::from(number)),
    }
}

pub fn deadline(id: &str, complaint_id: &str) -> DeadlineRow {
    DeadlineRow {
        id: id.to_owned(),
        subject_kind: "complaint".to_owned(),
        subject_id: complaint_id.to_owned(),
        kind: "acceptance".to_owned(),
        item_id: None,
        unit_id: None,
        starts_on: on(2),
        limit_n: 3,
        limit_unit: "working_day".to_owned(),
        due_on: Some(on(5)),
        due_at: Some(at(200)),
        amber_at: Some(at(100)),
        provisional: false,
        rolled: false,
        first_missing_on: None,
        stopped_since_on: None,
        closed_at: None,
        closed_as: None,
        marked: "none".to_owned(),
        terms: "{}".to_owned(),
        basis: "[]".to_owned(),
        trace: "[]".to_owned(),
        version: 1,
        created_at: at(0),
        updated_at: at(0),
    }
}

pub fn event(subject_id: &str, seq: i64) -> EventRow {
    EventRow {
        id: format!("e-{subject_id}-{seq:03}"),
        subject_kind: "complaint".to_owned(),
        subject_id: subject_id.to_owned(),
        seq,
        kind: "registered".to_owned(),
        happened_at: at(seq),
        actor_kind: "user".to_owned(),
        actor_id: None,
        payload: "{\"a\":1.0,  \"b\":\"甲\"}".to_owned(),
        basis: "[]".to_owned(),
        prev_hash: format!("h{}", seq - 1),
        hash: format!("h{seq}"),
    }
}

pub fn message(id: u32, event: &EventRow) -> OutboxRow {
    OutboxRow {
        id: format!("o-{id:06}"),
        topic: "complaint.registered".to_owned(),
        subject_kind: event.subject_kind.clone(),
        subject_id: event.subject_id.clone(),
        event_id: event.id.clone(),
        created_at: at(i64::from(id)),
        feed_position: None,
    }
}
