//! Random secrets, and keyed hashes by which a secret is found again without being stored.

use aws_lc_rs::{constant_time, hmac, rand};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// Digits and capitals without I, L, O and U: nothing in it is misread on paper or over the telephone.
const CLEAR: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Characters of a query code: 50 bits, out of reach behind a rate limit.
const QUERY_CODE_LEN: usize = 10;

/// Characters of a one-time password: 80 bits.
const ONE_TIME_PASSWORD_LEN: usize = 16;

/// `N` random bytes from the operating system's generator.
///
/// # Panics
/// When the machine has no entropy source; nothing safe could be done without one.
pub fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    rand::fill(&mut bytes).expect("the machine has an entropy source");
    bytes
}

/// A new query code in two groups, such as `7K3QM-X9D2A`. The complainant shows it together with the complaint's number.
pub fn query_code() -> String {
    grouped(&clear_text::<QUERY_CODE_LEN>(), 5)
}

/// A query code as people type it, in the form that is hashed: separators dropped, capitals, `O` read as `0`, `I` and `L` as `1`.
/// `None` when it cannot be a code.
pub fn read_query_code(typed: &str) -> Option<String> {
    let kept = typed.chars().filter(|c| !c.is_whitespace() && *c != '-');
    let code: String = kept
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .take(QUERY_CODE_LEN + 1)
        .collect();
    let fits = code.len() == QUERY_CODE_LEN && code.bytes().all(|b| CLEAR.contains(&b));
    fits.then_some(code)
}

/// A password for one login. The hyphens and the small letter at its end make it meet the password rules whatever was drawn.
pub fn one_time_password() -> String {
    format!("{}-x", grouped(&clear_text::<ONE_TIME_PASSWORD_LEN>(), 4))
}

/// An opaque token of 256 random bits, safe in URLs and headers.
pub fn opaque_token() -> String {
    URL_SAFE_NO_PAD.encode(random_bytes::<32>())
}

fn clear_text<const N: usize>() -> String {
    // 256 is a multiple of 32, so every character is equally likely.
    random_bytes::<N>().iter().map(|byte| char::from(CLEAR[usize::from(byte % 32)])).collect()
}

fn grouped(text: &str, size: usize) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / size);
    for (place, character) in text.chars().enumerate() {
        if place > 0 && place % size == 0 {
            out.push('-');
        }
        out.push(character);
    }
    out
}

/// What a hashed value is. The same text hashed for two purposes gives two unrelated hashes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A complainant's telephone number.
    Phone,
    /// A complainant's identity number.
    IdNumber,
    /// The query code of a complaint.
    QueryCode,
    /// A refresh token.
    RefreshToken,
    /// Where a login came from.
    Client,
    /// The token of an invitation to rate.
    Evaluation,
    /// The device somebody rated from.
    Device,
}

impl Purpose {
    const fn label(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::IdNumber => "id_number",
            Self::QueryCode => "query_code",
            Self::RefreshToken => "refresh_token",
            Self::Client => "client",
            Self::Evaluation => "evaluation",
            Self::Device => "device",
        }
    }
}

/// HMAC-SHA256 under the key of the installation: who has the database but not the key can test no guess.
#[derive(Clone)]
pub struct KeyedHash(hmac::Key);

impl KeyedHash {
    /// Hashes under `key`.
    pub fn new(key: &[u8; 32]) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, key))
    }

    /// The hash of `value`, 64 hexadecimal digits. The value is hashed as it is; normalise it first.
    pub fn hex(&self, purpose: Purpose, value: &str) -> String {
        let mut context = hmac::Context::with_key(&self.0);
        context.update(purpose.label().as_bytes());
        context.update(&[0]);
        context.update(value.as_bytes());
        hex(context.sign().as_ref())
    }

    /// Whether `value` has this hash, in time that does not depend on where they differ.
    pub fn matches(&self, purpose: Purpose, value: &str, hash: &str) -> bool {
        equal(&self.hex(purpose, value), hash)
    }
}

impl std::fmt::Debug for KeyedHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("KeyedHash")
    }
}

/// Whether two secrets are equal, in time that depends on their lengths only.
pub fn equal(a: &str, b: &str) -> bool {
    constant_time::verify_slices_are_equal(a.as_bytes(), b.as_bytes()).is_ok()
}

/// Small hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|byte| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]])
        .map(char::from)
        .collect()
}
