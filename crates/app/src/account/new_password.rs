//! A password that was made or chosen, already hashed, ready to be given to an account.

use crate::app::App;
use crate::error::AppError;
use crate::password::{self, Context};
use crate::secret;

/// Hash of a new password; for a one-time password also its text, to be shown once.
#[derive(Clone)]
pub struct NewPassword {
    pub(super) hash: String,
    pub(super) one_time: Option<String>,
}

impl NewPassword {
    /// Makes up a password that must be changed at the first login.
    ///
    /// # Errors
    /// [`AppError::Internal`].
    pub async fn one_time(app: &App) -> Result<Self, AppError> {
        let text = secret::one_time_password();
        Ok(Self { hash: hash(app, text.clone()).await?, one_time: Some(text) })
    }

    /// Takes a password someone chose for the account; it need not be changed.
    ///
    /// # Errors
    /// [`AppError::Invalid`] with every rule it breaks.
    pub async fn chosen(app: &App, username: &str, text: &str) -> Result<Self, AppError> {
        let faults = password::faults(text, Context { username, old: None }, "/password", &app.settings.security);
        if !faults.is_empty() {
            return Err(AppError::Invalid(faults));
        }
        Ok(Self { hash: hash(app, text.to_owned()).await?, one_time: None })
    }
}

/// Neither text nor hash.
impl std::fmt::Debug for NewPassword {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewPassword").field("one_time", &self.one_time.is_some()).finish_non_exhaustive()
    }
}

/// Hashes off the async threads.
pub(super) async fn hash(app: &App, text: String) -> Result<String, AppError> {
    let settings = app.settings.security.clone();
    tokio::task::spawn_blocking(move || password::hash(&text, &settings)).await.map_err(AppError::internal)?
}

/// Checks off the async threads.
pub(super) async fn verify(text: String, phc: String) -> Result<bool, AppError> {
    tokio::task::spawn_blocking(move || password::verify(&text, &phc)).await.map_err(AppError::internal)
}
