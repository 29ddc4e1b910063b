//! Who calls.

use yingshang_rules::actor::{Actor, Role, StaffActor};

/// A member of staff or a machine account, logged in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Principal {
    /// Session (token family).
    pub session_id: String,
    /// Login name, for the screen; the log uses the id.
    pub username: String,
    /// What the rules need to know.
    pub staff: StaffActor,
    /// The password must be changed before anything else.
    pub must_change_password: bool,
}

impl Principal {
    /// Whether one of `roles` is held.
    pub fn has_any(&self, roles: &[Role]) -> bool {
        self.staff.roles.iter().any(|role| roles.contains(role))
    }
}

/// Who calls a use case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Caller {
    /// Someone logged in.
    Staff(Principal),
    /// A complainant without an account; once a complaint is opened with number and code, `complaint_id` names it.
    Complainant {
        /// The complaint the number and code open.
        complaint_id: Option<String>,
    },
    /// Nobody in particular: public reads.
    Anyone,
    /// The service itself.
    System,
}

impl Caller {
    /// As the rules see the caller.
    pub fn actor(&self) -> Actor {
        match self {
            Caller::Staff(principal) => Actor::Staff(principal.staff.clone()),
            Caller::Complainant { .. } | Caller::Anyone => Actor::Complainant,
            Caller::System => Actor::System,
        }
    }

    /// The logged-in member of staff.
    pub fn principal(&self) -> Option<&Principal> {
        match self {
            Caller::Staff(principal) => Some(principal),
            _ => None,
        }
    }

    /// Account id for the event log.
    pub fn user_id(&self) -> Option<&str> {
        self.principal().map(|p| p.staff.user_id.as_str())
    }

    /// Stable text that scopes idempotency keys.
    pub fn scope(&self) -> String {
        match self {
            Caller::Staff(principal) => format!("user:{}", principal.staff.user_id),
            Caller::Complainant { complaint_id } => format!("complainant:{}", complaint_id.as_deref().unwrap_or("new")),
            Caller::Anyone => "anyone".to_owned(),
            Caller::System => "system".to_owned(),
        }
    }
}
