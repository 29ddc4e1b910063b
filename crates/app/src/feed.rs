//! The event feed: what happened, numbered when it is published, so that a reader who remembers a position misses nothing.

use serde::Serialize;
use utoipa::ToSchema;
use yingshang_calendar::Instant;
use yingshang_store::outbox;

use crate::error::AppError;
use crate::tx::{Reader, Tx};

/// Messages numbered in one go.
const BATCH: i64 = 1000;

/// 事件流的一条消息；不含个人信息，详情按链接另取。
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FeedItem {
    /// 位置，自一起，连续。
    pub position: i64,
    /// 事件标识。
    pub event_id: String,
    /// 主题，如 `complaint.accepted`。
    pub topic: String,
    /// 对象类别。
    pub subject_kind: String,
    /// 对象标识。
    pub subject_id: String,
    /// 发生时间。
    pub created_at: Instant,
}

/// Numbers what is waiting; one publisher at a time (the job holds the lease).
pub fn publish(tx: &mut Tx<'_>) -> Result<usize, AppError> {
    Ok(outbox::publish(tx.conn, BATCH)?)
}

/// Messages after a position, oldest first.
pub fn list(read: &mut Reader<'_>, after: i64, limit: i64) -> Result<Vec<FeedItem>, AppError> {
    let rows = outbox::list_feed(read.conn, after, limit)?;
    let item = |row: outbox::OutboxRow| FeedItem {
        position: row.feed_position.unwrap_or_default(),
        event_id: row.event_id,
        topic: row.topic,
        subject_kind: row.subject_kind,
        subject_id: row.subject_id,
        created_at: row.created_at.0,
    };
    Ok(rows.into_iter().map(item).collect())
}
