//! The append-only log: one hash chain per subject, each entry queued for the feed in the same unit.

use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;
use yingshang_calendar::Instant;
use yingshang_rules::rulebook::BasisRef;
use yingshang_store::event::EventRow;
use yingshang_store::outbox::OutboxRow;
use yingshang_store::{Ts, event, outbox};

use crate::chain::{self, Entry, Walk};
use crate::error::AppError;
use crate::tx::{Reader, Subject, Tx};

/// Name of the payload field that carries the hash of the case file after the event.
pub const CASE_FILE: &str = "case_file_sm3";

/// How many entries one chain check loads at a time.
const CHUNK: i64 = 500;

/// The payload of an entry from names and values: codes, dates and ids.
pub(crate) fn facts<const N: usize>(pairs: [(&str, Value); N]) -> Map<String, Value> {
    pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// Appends one entry; see [`Tx::log`].
pub(crate) fn append(
    tx: &mut Tx<'_>,
    subject: Subject<'_>,
    kind: &str,
    payload: &Map<String, Value>,
    basis: &[&str],
) -> Result<(), AppError> {
    let (last_seq, prev_hash) =
        event::last(tx.conn, subject.kind, subject.id)?.unwrap_or_else(|| (0, chain::GENESIS.to_owned()));
    let actor = tx.caller.actor();
    let mut row = EventRow {
        id: tx.new_id(),
        subject_kind: subject.kind.to_owned(),
        subject_id: subject.id.to_owned(),
        seq: last_seq + 1,
        kind: kind.to_owned(),
        happened_at: Ts(tx.now),
        actor_kind: actor.kind().to_owned(),
        actor_id: actor.user_id().map(str::to_owned),
        payload: serde_json::to_string(payload).map_err(AppError::internal)?,
        basis: serde_json::to_string(basis).map_err(AppError::internal)?,
        prev_hash,
        hash: String::new(),
    };
    row.hash = entry(&row).hash();
    event::append(tx.conn, &row)?;
    outbox::insert(
        tx.conn,
        &OutboxRow {
            id: tx.new_id(),
            topic: format!("{}.{kind}", subject.kind),
            subject_kind: row.subject_kind,
            subject_id: row.subject_id,
            event_id: row.id,
            created_at: Ts(tx.now),
            feed_position: None,
        },
    )?;
    Ok(())
}

fn entry(row: &EventRow) -> Entry<'_> {
    Entry {
        subject_kind: &row.subject_kind,
        subject_id: &row.subject_id,
        seq: row.seq,
        kind: &row.kind,
        happened_at: row.happened_at.0,
        actor_kind: &row.actor_kind,
        actor_id: row.actor_id.as_deref(),
        payload: &row.payload,
        basis: &row.basis,
        prev_hash: &row.prev_hash,
    }
}

/// 时间线的一条记录。
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TimelineEntry {
    /// 标识。
    pub id: String,
    /// 序号，自一起，不间断。
    pub seq: i64,
    /// 事件。
    pub kind: String,
    /// 发生时间。
    pub happened_at: Instant,
    /// 行为人类别:staff 工作人员、complainant 投诉人、system 系统。
    pub actor_kind: String,
    /// 行为人账号。
    pub actor_id: Option<String>,
    /// 事实：代码、日期和标识，不含个人信息。
    pub payload: Map<String, Value>,
    /// 依据。
    pub basis: Vec<BasisRef>,
    /// 上一条的摘要。
    pub prev_hash: String,
    /// 本条摘要(SM3)。
    pub hash: String,
}

/// The log of one subject after `after_seq`, oldest first. The caller must already have been let in to the subject.
pub fn timeline(
    read: &mut Reader<'_>,
    subject: Subject<'_>,
    after_seq: i64,
    limit: i64,
) -> Result<Vec<TimelineEntry>, AppError> {
    let rulebook = read.app.rulebook();
    let rows = event::list(read.conn, subject.kind, subject.id, after_seq, limit)?;
    let show = |row: EventRow| -> Result<TimelineEntry, AppError> {
        let basis: Vec<String> = serde_json::from_str(&row.basis).map_err(AppError::internal)?;
        let ids: Vec<&str> = basis.iter().map(String::as_str).collect();
        Ok(TimelineEntry {
            id: row.id,
            seq: row.seq,
            kind: row.kind,
            happened_at: row.happened_at.0,
            actor_kind: row.actor_kind,
            actor_id: row.actor_id,
            payload: serde_json::from_str(&row.payload).map_err(AppError::internal)?,
            basis: rulebook.cite(&ids, row.happened_at.0.date()),
            prev_hash: row.prev_hash,
            hash: row.hash,
        })
    };
    rows.into_iter().map(show).collect()
}

/// 时间线核验结果。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ChainVerification {
    /// 是否完好。
    pub intact: bool,
    /// 核验过的条数。
    pub checked: i64,
    /// 最后一条的摘要。
    pub last_hash: Option<String>,
    /// 第一条不符的序号；完好时为空。
    pub first_broken_seq: Option<i64>,
    /// 不符的原因代码:sequence 序号不连续、link 与上一条不衔接、content 内容被改动、case_file 案卷与最后一条记录不符。
    pub reason: Option<String>,
}

/// Walks the whole chain of a subject and stops at the first entry that does not fit. `case_file` is the hash of the document the last
/// entry that names one must agree with; `None` where the subject has no such document.
pub fn verify(
    read: &mut Reader<'_>,
    subject: Subject<'_>,
    case_file: Option<&str>,
) -> Result<ChainVerification, AppError> {
    let mut walk = Walk::start();
    let mut last_case_file = None;
    loop {
        let rows = event::list(read.conn, subject.kind, subject.id, walk.count, CHUNK)?;
        if rows.is_empty() {
            let changed = case_file.is_some() && last_case_file.as_deref() != case_file;
            return Ok(verification(&walk, changed.then_some("case_file")));
        }
        for row in rows {
            if let Err(fault) = walk.step(&entry(&row), &row.hash) {
                let mut broken = verification(&walk, Some(fault.code()));
                broken.first_broken_seq = Some(walk.count + 1);
                return Ok(broken);
            }
            let payload: Map<String, Value> = serde_json::from_str(&row.payload).map_err(AppError::internal)?;
            if let Some(hash) = payload.get(CASE_FILE).and_then(Value::as_str) {
                last_case_file = Some(hash.to_owned());
            }
        }
    }
}

fn verification(walk: &Walk, reason: Option<&str>) -> ChainVerification {
    ChainVerification {
        intact: reason.is_none(),
        checked: walk.count,
        last_hash: (walk.count > 0).then(|| walk.last_hash.clone()),
        first_broken_seq: None,
        reason: reason.map(str::to_owned),
    }
}
