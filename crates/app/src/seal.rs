//! Sealing of identities: AES-256-GCM, bound to the row it belongs to.

use aws_lc_rs::aead::{AES_256_GCM, Aad, Nonce, RandomizedNonceKey};
use aws_lc_rs::digest;
use thiserror::Error;

use crate::secret::hex;

/// The row that sealed bytes belong to. They open in no other row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SealedFor<'a> {
    /// Kind of the subject, such as `complaint`.
    pub subject_kind: &'a str,
    /// Its id.
    pub subject_id: &'a str,
    /// Which revision, from 1.
    pub revision: i64,
}

impl SealedFor<'_> {
    fn bound_to(&self, key_id: &str) -> Aad<String> {
        Aad::from(format!("{}/{}/{}/{key_id}", self.subject_kind, self.subject_id, self.revision))
    }
}

/// Sealed bytes and what it takes, beside the key, to open them.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed {
    /// The key they are sealed with.
    pub key_id: String,
    /// 96 random bits.
    pub nonce: Vec<u8>,
    /// Ciphertext and tag.
    pub sealed: Vec<u8>,
}

/// Why nothing was sealed or opened. Never says anything about the content.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SealError {
    /// The key is not among those the installation was given.
    #[error("identity key {0} is not present")]
    UnknownKey(String),
    /// The bytes were changed, or belong to another row.
    #[error("sealed bytes do not fit their row")]
    Broken,
    /// The cipher failed.
    #[error("sealing failed")]
    Failed,
}

/// The keys for identities. The newest seals, every one opens: that is how keys are exchanged.
pub struct IdentityKeys {
    keys: Vec<(String, RandomizedNonceKey)>,
}

impl IdentityKeys {
    /// From raw keys, the newest last. `None` without any.
    pub fn new(raw: &[[u8; 32]]) -> Option<Self> {
        let keyed = |bytes: &[u8; 32]| {
            let cipher = RandomizedNonceKey::new(&AES_256_GCM, bytes).expect("32 bytes are a key of AES-256");
            (key_id(bytes), cipher)
        };
        let keys: Vec<_> = raw.iter().map(keyed).collect();
        (!keys.is_empty()).then_some(Self { keys })
    }

    /// Id of the key that seals.
    pub fn newest(&self) -> &str {
        &self.last().0
    }

    /// Ids of all keys, the newest last.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.keys.iter().map(|(id, _)| id.as_str())
    }

    /// Seals `plain` for its row with the newest key.
    ///
    /// # Errors
    /// [`SealError::Failed`].
    pub fn seal(&self, row: SealedFor<'_>, plain: &[u8]) -> Result<Sealed, SealError> {
        let (key_id, cipher) = self.last();
        let mut sealed = plain.to_vec();
        let nonce =
            cipher.seal_in_place_append_tag(row.bound_to(key_id), &mut sealed).map_err(|_| SealError::Failed)?;
        Ok(Sealed { key_id: key_id.clone(), nonce: nonce.as_ref().to_vec(), sealed })
    }

    /// Opens what was sealed for `row`.
    ///
    /// # Errors
    /// [`SealError::UnknownKey`], [`SealError::Broken`].
    pub fn open(&self, row: SealedFor<'_>, sealed: &Sealed) -> Result<Vec<u8>, SealError> {
        let named = self.keys.iter().find(|(id, _)| *id == sealed.key_id);
        let (key_id, cipher) = named.ok_or_else(|| SealError::UnknownKey(sealed.key_id.clone()))?;
        let nonce = Nonce::try_assume_unique_for_key(&sealed.nonce).map_err(|_| SealError::Broken)?;
        let mut bytes = sealed.sealed.clone();
        let plain = cipher.open_in_place(nonce, row.bound_to(key_id), &mut bytes).map_err(|_| SealError::Broken)?;
        Ok(plain.to_vec())
    }

    fn last(&self) -> &(String, RandomizedNonceKey) {
        self.keys.last().expect("made with at least one key")
    }
}

/// The id of a key follows from the key, so that no two files can disagree about it. 64 bits of a hash give nothing away.
fn key_id(bytes: &[u8; 32]) -> String {
    let mut context = digest::Context::new(&digest::SHA256);
    context.update(b"identity key id\0");
    context.update(bytes);
    hex(&context.finish().as_ref()[..8])
}

/// Ids only.
impl std::fmt::Debug for IdentityKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.ids()).finish()
    }
}

/// Without the bytes.
impl std::fmt::Debug for Sealed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sealed").field("key_id", &self.key_id).finish_non_exhaustive()
    }
}
