//! Requests to rate a service, as the figures find them.

use serde_json::Value;
use yingshang_app::{AppError, Caller};
use yingshang_calendar::Instant;
use yingshang_store::diesel::prelude::*;
use yingshang_store::schema::evaluation_invitations as requests;
use yingshang_store::{StoreError, Ts, on_engine};

use crate::counter::office::{Counter, UNIT};

/// The path of the figures.
pub const FIGURES: &str = "/v1/statistics/figures";

/// What became of a request.
#[derive(Clone, Copy)]
pub enum Answer {
    /// Nobody rated.
    None,
    /// Rated positive or negative.
    Rated(bool),
    /// Rated negative, and an appeal was granted.
    SetAside,
}

/// A request for a rating of `subject`, made at `invited_at` for what `handler` of [`UNIT`] did.
pub async fn request(counter: &Counter, subject: &str, handler: &str, invited_at: &str, answer: Answer) {
    let (subject, handler, unit) = (subject.to_owned(), counter.user(handler), counter.unit(UNIT));
    let at = Ts(invited_at.parse::<Instant>().expect("an instant"));
    let answered = !matches!(answer, Answer::None);
    let positive = answered.then_some(matches!(answer, Answer::Rated(true)));
    let app = &counter.server.app;
    let written = app.write_as(Caller::System, "test", move |tx| {
        let row = (
            requests::id.eq(tx.new_id()),
            requests::subject_kind.eq("application"),
            requests::subject_id.eq(subject.clone()),
            requests::application_number.eq("BJ-2026-000001"),
            requests::item_name.eq("事项"),
            requests::unit_id.eq(unit),
            requests::handler_id.eq(handler),
            requests::service_channel.eq("window"),
            requests::accepted_at.eq(at),
            requests::channel.eq("counter"),
            requests::token_hash.eq(subject),
            requests::key_id.eq("k"),
            requests::nonce.eq(vec![0_u8]),
            requests::token_sealed.eq(vec![0_u8]),
            requests::invited_at.eq(at),
            requests::expires_at.eq(at),
            requests::answered_at.eq(answered.then_some(at)),
            requests::positive.eq(positive),
            requests::set_aside.eq(matches!(answer, Answer::SetAside)),
        );
        let conn = &mut *tx.conn;
        on_engine!(conn, yingshang_store::diesel::insert_into(requests::table).values(row).execute(conn))
            .map_err(StoreError::from)
            .map_err(AppError::from)?;
        Ok(())
    });
    written.await.expect("a request");
}

/// Numerator, denominator, percentage and whether the threshold holds.
pub fn numbers(row: &Value) -> (u64, Option<u64>, Option<&str>, Option<bool>) {
    let figure = &row["figure"];
    let numerator = figure["numerator"].as_u64().expect("a numerator");
    (numerator, figure["denominator"].as_u64(), figure["percent"].as_str(), figure["holds"].as_bool())
}
