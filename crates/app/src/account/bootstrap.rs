//! The first account of a new installation.

use yingshang_rules::Role;
use yingshang_store::user as rows;

use super::{CreateUserRequest, NewPassword, create_user};
use crate::app::App;
use crate::caller::Caller;
use crate::error::AppError;

/// Login name of the first administrator.
pub const FIRST_ADMINISTRATOR: &str = "admin";

/// The first administrator and the password to be shown once.
#[derive(Clone, PartialEq, Eq)]
pub struct FirstAdministrator {
    /// Login name.
    pub username: &'static str,
    /// Must be changed at the first login.
    pub one_time_password: String,
}

/// Makes the first system administrator when there is no account at all; `None` when there is one.
///
/// # Errors
/// [`AppError::Store`].
pub async fn ensure_first_administrator(app: &App) -> Result<Option<FirstAdministrator>, AppError> {
    if app.store.read(rows::any).await? {
        return Ok(None);
    }
    let password = NewPassword::one_time(app).await?;
    let body = CreateUserRequest {
        username: FIRST_ADMINISTRATOR.to_owned(),
        display_name: "系统管理员".to_owned(),
        staff_id: None,
        unit_id: None,
        roles: vec![Role::SysAdmin],
    };
    let created = app
        .write_as(Caller::System, "first-start", move |tx| {
            // Another instance may have been first.
            if rows::any(tx.conn)? { Ok(None) } else { create_user(tx, body, &password).map(Some) }
        })
        .await?;
    Ok(created
        .and_then(|created| created.one_time_password)
        .map(|one_time_password| FirstAdministrator { username: FIRST_ADMINISTRATOR, one_time_password }))
}
