//! Rate limits for what can be called without an account: tries are cheap for the caller and dear for us.

use std::net::IpAddr;
use std::num::NonZeroU32;

use actix_web::HttpRequest;
use actix_web::web::Data;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::problem::{Problem, table};

/// Addresses remembered before those that have been quiet are forgotten.
const TIDY_ABOVE: usize = 10_000;

/// The limits of this server.
pub struct RateLimits {
    by_peer: DefaultKeyedRateLimiter<IpAddr>,
    trust_forwarded: bool,
}

impl RateLimits {
    /// At most `per_minute` calls a minute from one address. `trust_forwarded`: a proxy in front sets `X-Forwarded-For`.
    pub fn new(per_minute: NonZeroU32, trust_forwarded: bool) -> Self {
        Self { by_peer: RateLimiter::keyed(Quota::per_minute(per_minute)), trust_forwarded }
    }

    /// Counts the request; 429 when there were too many from its address.
    pub(crate) fn check(request: &HttpRequest) -> Result<(), Problem> {
        let Some(limits) = request.app_data::<Data<Self>>() else { return Ok(()) };
        let Some(peer) = limits.peer(request) else { return Ok(()) };
        if limits.by_peer.len() > TIDY_ABOVE {
            limits.by_peer.retain_recent();
        }
        limits.by_peer.check_key(&peer).map_err(|until| {
            let wait = until.wait_time_from(DefaultClock::default().now()).as_secs_f64().ceil();
            let problem = Problem::new(&table::TOO_MANY_REQUESTS, "请求过于频繁，请稍后再试。");
            problem.retry_after((wait as u32).max(1))
        })
    }

    fn peer(&self, request: &HttpRequest) -> Option<IpAddr> {
        let forwarded = || {
            // The last entry is the one our own proxy wrote; those before it are the caller's to invent.
            let header = request.headers().get_all("x-forwarded-for").last()?.to_str().ok()?;
            header.rsplit(',').next()?.trim().parse().ok()
        };
        let direct = || request.peer_addr().map(|address| address.ip());
        if self.trust_forwarded { forwarded().or_else(direct) } else { direct() }
    }
}
