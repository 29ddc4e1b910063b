//! Providers that hand in text messages, each with a secret of its own.

use std::fmt;

use crate::secret::equal;

/// Shortest secret, characters.
const SECRET_MIN: usize = 32;
/// Longest secret, characters.
const SECRET_MAX: usize = 128;

/// Names and secrets of the providers.
#[derive(Clone, Default)]
pub struct SmsProviders(Vec<(String, String)>);

impl SmsProviders {
    /// From `name=secret;name=secret`; nothing given, no provider.
    ///
    /// # Errors
    /// What is wrong, without repeating a secret.
    pub fn read(given: &str) -> Result<Self, &'static str> {
        let word = |text: &str| text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
        let mut providers = Vec::new();
        for pair in given.split(';').map(str::trim).filter(|pair| !pair.is_empty()) {
            let (name, secret) = pair.split_once('=').ok_or("a provider lacks its secret")?;
            if !(1..=64).contains(&name.len()) || !word(name) {
                return Err("a name has 1 to 64 characters of A-Z a-z 0-9 - _");
            }
            if !(SECRET_MIN..=SECRET_MAX).contains(&secret.len()) || !word(secret) {
                return Err("a secret has 32 to 128 characters of A-Z a-z 0-9 - _");
            }
            providers.push((name.to_owned(), secret.to_owned()));
        }
        Ok(Self(providers))
    }

    /// Whether this is the provider's secret, in time that depends on lengths only.
    pub fn admits(&self, name: &str, secret: &str) -> bool {
        self.0.iter().any(|(known, own)| known == name && equal(own, secret))
    }
}

/// Names only.
impl fmt::Debug for SmsProviders {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|(name, _)| name)).finish()
    }
}
