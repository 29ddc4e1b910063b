//! Accounts: who may log in, how a login is kept alive, and who may change whose account.
//!
//! The three administrators share the work so that none can act alone: `sys_admin` keeps accounts, roles and the
//! organisation; `sec_admin` unlocks, resets passwords, ends sessions and disables; `auditor` reads the log. Whether a caller holds
//! the role for an operation is checked at the door; here stand the rules that depend on the account.
//!
//! Logins, refusals, locks and every change are in the event log of the account (`user`) or of the login (`session`).
//! Refreshing a session is not: it happens every few minutes and says nothing new.

mod authenticate;
mod bootstrap;
mod credential;
mod login;
mod new_password;
mod password_change;
mod principal_cache;
mod session;
mod user;
mod view;

pub use authenticate::authenticate;
pub use bootstrap::{FIRST_ADMINISTRATOR, FirstAdministrator, ensure_first_administrator};
pub use credential::{reset_password, revoke_sessions, unlock_user};
pub use login::{LoginRequest, login};
pub use new_password::NewPassword;
pub use password_change::{ChangePasswordRequest, change_password};
pub use principal_cache::PrincipalCache;
pub use session::{RefreshRequest, TokenView, logout, refresh};
pub use user::{UserQuery, create_user, get_user, list_users, patch_user};
pub use view::{CreateUserRequest, PatchUserRequest, RevokedSessionsView, UserView, UserWithPasswordView};

use serde_json::{Map, Value};
use yingshang_store::user::UserRow;

use crate::error::AppError;
use crate::tx::{Subject, Tx};

/// Logs something about an account. Accounts follow no article of the thirteen texts, so there is no basis to name.
fn log_user<const N: usize>(
    tx: &mut Tx<'_>,
    user_id: &str,
    kind: &str,
    facts: [(&str, Value); N],
) -> Result<(), AppError> {
    let payload: Map<String, Value> = facts.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    tx.log(Subject { kind: "user", id: user_id }, kind, &payload, &[])
}

/// Whether the account is locked at `now`.
fn is_locked(user: &UserRow, now: yingshang_calendar::Instant) -> bool {
    user.locked_until_at.is_some_and(|until| now < until.0)
}
