//! Passwords: the rules for them, and their Argon2id hashes.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use serde_json::json;

use crate::error::{AppError, FieldError};
use crate::settings::SecuritySettings;

/// Longest password, characters; keeps the cost of hashing bounded.
pub const MAX_LENGTH: usize = 128;

/// Of the four kinds of character (small letter, capital, digit, anything else) a password has at least this many.
const KINDS: usize = 3;

/// What a new password must not resemble.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// Login name.
    pub username: &'a str,
    /// The password it replaces, where that is known.
    pub old: Option<&'a str>,
}

/// Every rule `password` breaks, reported at `pointer`. Messages never repeat the password.
pub fn faults(password: &str, context: Context<'_>, pointer: &str, settings: &SecuritySettings) -> Vec<FieldError> {
    let fault = |code, message: String| FieldError::new(pointer, code, message);
    let length = password.chars().count();
    let min = settings.password_min_length;
    let mut found = Vec::new();
    if length < min {
        let mut short = fault("password_too_short", format!("密码至少 {min} 个字符"));
        short.params.insert("min_length".to_owned(), json!(min));
        found.push(short);
    }
    if length > MAX_LENGTH {
        found.push(fault("too_long", format!("密码最多 {MAX_LENGTH} 个字符")));
    }
    if kinds(password) < KINDS {
        found.push(fault("password_too_simple", "密码须含大写字母、小写字母、数字、其他字符中的至少三类".to_owned()));
    }
    if password.to_lowercase().contains(&context.username.to_lowercase()) {
        found.push(fault("password_contains_username", "密码不得包含用户名".to_owned()));
    }
    if context.old == Some(password) {
        found.push(fault("password_unchanged", "新密码不得与原密码相同".to_owned()));
    }
    found
}

fn kinds(password: &str) -> usize {
    let kinds: [fn(char) -> bool; 4] = [
        |c| c.is_ascii_lowercase(),
        |c| c.is_ascii_uppercase(),
        |c| c.is_ascii_digit(),
        |c| !c.is_ascii_alphanumeric(),
    ];
    kinds.iter().filter(|is_kind| password.chars().any(is_kind)).count()
}

/// Hashes `password` with a fresh salt, in PHC form. Takes tens of milliseconds by design: keep it off async threads.
///
/// # Errors
/// [`AppError::Internal`] when the settings are no parameters of Argon2.
pub fn hash(password: &str, settings: &SecuritySettings) -> Result<String, AppError> {
    let params = Params::new(settings.argon2_memory_kib, settings.argon2_passes, 1, None);
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params.map_err(AppError::internal)?);
    let hash: PasswordHash = argon2.hash_password(password.as_bytes()).map_err(AppError::internal)?;
    Ok(hash.to_string())
}

/// Whether `password` has this hash, whatever parameters the hash was made with. As slow as [`hash`].
pub fn verify(password: &str, phc: &str) -> bool {
    PasswordHash::new(phc).is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}
