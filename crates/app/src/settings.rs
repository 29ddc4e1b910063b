//! Settings of the installation, each with its default. The binary fills them from the environment and one TOML file.

use crate::document::DocumentNumbers;
use crate::sms::SmsProviders;

/// Settings the use cases need.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Name of the bureau, shown on the public service information.
    pub bureau_name: String,
    /// Published complaint hotline (投诉办法 第七条第一项); `None` until configured.
    pub complaint_hotline: Option<String>,
    /// Page for ratings that the QR code of an invitation opens; the token follows as the fragment. `None`: the code is the token.
    pub evaluation_page: Option<String>,
    /// Largest material, bytes.
    pub material_max_bytes: u64,
    /// How official texts are numbered.
    pub document_numbers: DocumentNumbers,
    /// Who may hand in text messages.
    pub sms_providers: SmsProviders,
    /// Passwords and sessions.
    pub security: SecuritySettings,
}

/// Passwords and sessions (等保三级 habits).
#[derive(Debug, Clone)]
pub struct SecuritySettings {
    /// Access token life, seconds.
    pub access_token_seconds: u32,
    /// A session ends when it is not refreshed for so long, seconds.
    pub idle_seconds: u32,
    /// A session ends after so long whatever happens, seconds.
    pub absolute_seconds: u32,
    /// Failed logins before the account locks.
    pub lock_after_failures: u32,
    /// How long it stays locked, seconds.
    pub lock_seconds: u32,
    /// Shortest password, characters.
    pub password_min_length: usize,
    /// Argon2id memory, KiB.
    pub argon2_memory_kib: u32,
    /// Argon2id passes.
    pub argon2_passes: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            bureau_name: "县人力资源和社会保障局".to_owned(),
            complaint_hotline: None,
            evaluation_page: None,
            material_max_bytes: 20 * 1024 * 1024,
            document_numbers: DocumentNumbers::default(),
            sms_providers: SmsProviders::default(),
            security: SecuritySettings::default(),
        }
    }
}

impl Default for SecuritySettings {
    fn default() -> Self {
        Self {
            access_token_seconds: 15 * 60,
            idle_seconds: 30 * 60,
            absolute_seconds: 12 * 60 * 60,
            lock_after_failures: 5,
            lock_seconds: 15 * 60,
            password_min_length: 10,
            argon2_memory_kib: 19 * 1024,
            argon2_passes: 2,
        }
    }
}
