//! Cryptography: known answers from independent implementations, and every way a forgery must fail.

#[path = "crypto/chain.rs"]
mod chain;
#[path = "crypto/key_files.rs"]
mod key_files;
#[path = "crypto/passwords.rs"]
mod passwords;
#[path = "crypto/sealing.rs"]
mod sealing;
#[path = "crypto/secrets.rs"]
mod secrets;
#[path = "crypto/tokens.rs"]
mod tokens;

use yingshang_app::settings::SecuritySettings;
use yingshang_calendar::Instant;

fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

fn cheap() -> SecuritySettings {
    SecuritySettings { argon2_memory_kib: 64, argon2_passes: 1, ..SecuritySettings::default() }
}
