//! The keys of the installation: for identities, for keyed hashes, for access tokens.
//!
//! Each comes from the configuration or from a file under `keys/` in the data folder, made on the first start and
//! readable by the service's user only. Whoever has the files and the database can read every identity: an installation
//! that keeps its keys elsewhere gives them in the environment and backs them up apart from the data.
//!
//! | key | file | changing it |
//! | --- | --- | --- |
//! | identity | `identity.key` | append a line: the last key seals, all open |
//! | hash | `hash.key` | never: query codes, open sessions and searches by telephone or identity number are lost |
//! | token | `token.key` | any time: access tokens end, clients refresh them |

mod file;

use std::path::Path;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::Ed25519KeyPair;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use thiserror::Error;

use crate::seal::IdentityKeys;
use crate::secret::{KeyedHash, random_bytes};
use crate::token::TokenKey;

/// Keys given by the configuration. Each is Base64; `None` means the file in the data folder.
#[derive(Clone, Default)]
pub struct KeysConfig {
    /// `YINGSHANG_IDENTITY_KEY`: one or more keys of 32 bytes, separated by spaces or commas, the newest last. Keys in
    /// the file, if there is one, still open what they sealed.
    pub identity: Option<String>,
    /// `YINGSHANG_HASH_KEY`: 32 bytes.
    pub hash: Option<String>,
    /// `YINGSHANG_TOKEN_KEY`: an Ed25519 private key as PKCS#8 DER.
    pub token: Option<String>,
}

/// Says only which are given.
impl std::fmt::Debug for KeysConfig {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KeysConfig")
            .field("identity", &self.identity.is_some())
            .field("hash", &self.hash.is_some())
            .field("token", &self.token.is_some())
            .finish()
    }
}

/// Why the keys cannot be used. Names the key, never its value.
#[derive(Debug, Error)]
pub enum KeyError {
    /// A key file cannot be read or made.
    #[error("key file {file}: {cause}")]
    File {
        /// Its name in the key folder.
        file: &'static str,
        /// What the system said.
        cause: std::io::Error,
    },
    /// The text is not a key of the kind needed.
    #[error("the {key} key is not valid: {reason}")]
    Invalid {
        /// `identity`, `hash` or `token`.
        key: &'static str,
        /// What is wrong with it.
        reason: &'static str,
    },
}

/// All keys, ready for use.
#[derive(Debug)]
pub struct Keys {
    /// Seals and opens identities.
    pub identity: IdentityKeys,
    /// Hashes what is searched for but not stored.
    pub hash: KeyedHash,
    /// Signs and checks access tokens.
    pub token: TokenKey,
}

impl Keys {
    /// Takes the configured keys, reads the others from `data_dir/keys`, and makes the ones that do not exist yet.
    ///
    /// # Errors
    /// [`KeyError`] when a key is unusable. A key that was made is on disk before it is used.
    pub fn load_or_create(data_dir: &Path, config: &KeysConfig) -> Result<Self, KeyError> {
        let folder = data_dir.join("keys");
        let identity = identity(&folder, config.identity.as_deref())?;
        let hash = one(&folder, "hash", "hash.key", config.hash.as_deref(), || random_bytes::<32>().to_vec())?;
        let token = one(&folder, "token", "token.key", config.token.as_deref(), new_token_key)?;
        let hash = <[u8; 32]>::try_from(hash).map_err(|_| invalid("hash", "it must be 32 bytes"))?;
        let token = TokenKey::from_pkcs8(&token).ok_or(invalid("token", "it must be an Ed25519 key as PKCS#8 DER"))?;
        Ok(Self { identity, hash: KeyedHash::new(&hash), token })
    }
}

fn identity(folder: &Path, given: Option<&str>) -> Result<IdentityKeys, KeyError> {
    const FILE: &str = "identity.key";
    let on_disk = match given {
        Some(_) => file::read(folder, FILE)?.unwrap_or_default(),
        None => file::read_or_create(folder, FILE, || STANDARD.encode(random_bytes::<32>()))?,
    };
    let texts = words(&on_disk).chain(words(given.unwrap_or_default()));
    let mut raw: Vec<[u8; 32]> = Vec::new();
    for text in texts {
        let bytes = decode("identity", text)?;
        let key = <[u8; 32]>::try_from(bytes).map_err(|_| invalid("identity", "each must be 32 bytes"))?;
        // A key in both places takes the place it has in the configuration.
        raw.retain(|earlier| *earlier != key);
        raw.push(key);
    }
    if given.is_some_and(|text| words(text).next().is_none()) {
        return Err(invalid("identity", "it is empty"));
    }
    IdentityKeys::new(&raw).ok_or(invalid("identity", "the file is empty"))
}

fn one(
    folder: &Path,
    key: &'static str,
    name: &'static str,
    given: Option<&str>,
    make: impl FnOnce() -> Vec<u8>,
) -> Result<Vec<u8>, KeyError> {
    match given {
        Some(text) => decode(key, text.trim()),
        None => decode(key, file::read_or_create(folder, name, || STANDARD.encode(make()))?.trim()),
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty())
}

fn decode(key: &'static str, text: &str) -> Result<Vec<u8>, KeyError> {
    STANDARD.decode(text).map_err(|_| invalid(key, "it must be Base64"))
}

fn new_token_key() -> Vec<u8> {
    let document = Ed25519KeyPair::generate_pkcs8v1(&SystemRandom::new());
    document.expect("the machine has an entropy source").as_ref().to_vec()
}

fn invalid(key: &'static str, reason: &'static str) -> KeyError {
    KeyError::Invalid { key, reason }
}
