//! Principals of live sessions, remembered between requests where one process sees every change.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

use chrono::Duration;
use yingshang_calendar::Instant;
use yingshang_store::Engine;

use crate::caller::Principal;

/// How long an account is looked up anew after it changed. A change is announced inside its unit, before the commit makes
/// it visible; nothing read until then may be remembered. No commit takes this long.
const UNSETTLED: Duration = Duration::seconds(60);

/// Sessions remembered; at the limit all are forgotten and loaded again.
const REMEMBERED: usize = 10_000;

/// Changes take effect at once: an account that changed is loaded for every request until the change has settled. On
/// PostgreSQL another instance may change an account without this one hearing of it, so nothing is remembered there.
pub struct PrincipalCache(Option<RwLock<Known>>);

#[derive(Default)]
struct Known {
    sessions: HashMap<String, (Principal, Instant)>,
    changed: HashMap<String, Instant>,
}

impl Known {
    fn is_unsettled(&self, user_id: &str, now: Instant) -> bool {
        self.changed.get(user_id).is_some_and(|at| now < at.plus(UNSETTLED))
    }
}

impl PrincipalCache {
    /// A cache on SQLite, which has one process; none on PostgreSQL.
    pub fn for_engine(engine: Engine) -> Self {
        Self((engine == Engine::Sqlite).then(RwLock::default))
    }

    /// The principal of a session that is valid at `now`, if it is known.
    pub(super) fn get(&self, session_id: &str, now: Instant) -> Option<Principal> {
        let known = self.0.as_ref()?.read().unwrap_or_else(PoisonError::into_inner);
        let (principal, expires_at) = known.sessions.get(session_id)?;
        (now < *expires_at && !known.is_unsettled(&principal.staff.user_id, now)).then(|| principal.clone())
    }

    /// Remembers a principal; `now` is the moment before it was loaded.
    pub(super) fn put(&self, principal: &Principal, expires_at: Instant, now: Instant) {
        let Some(known) = &self.0 else { return };
        let mut known = known.write().unwrap_or_else(PoisonError::into_inner);
        if known.is_unsettled(&principal.staff.user_id, now) {
            return;
        }
        if known.sessions.len() >= REMEMBERED {
            known.sessions.clear();
        }
        known.sessions.insert(principal.session_id.clone(), (principal.clone(), expires_at));
    }

    /// Announces that an account or one of its sessions changes. Call it in the unit that makes the change.
    pub(super) fn forget_user(&self, user_id: &str, now: Instant) {
        let Some(known) = &self.0 else { return };
        let mut known = known.write().unwrap_or_else(PoisonError::into_inner);
        known.sessions.retain(|_, (principal, _)| principal.staff.user_id != user_id);
        known.changed.retain(|_, at| now < at.plus(UNSETTLED));
        known.changed.insert(user_id.to_owned(), now);
    }
}
