//! The hash chain of the event log: each entry is hashed (SM3, GB/T 32905) together with the hash of the one before.
//!
//! Who changes, removes or inserts an entry must compute every later hash again. Cutting off the end leaves a shorter but
//! sound chain: whoever wants to notice that keeps the last hash elsewhere.

use sm3::{Digest, Sm3};
use yingshang_calendar::Instant;

use crate::secret::hex;

/// The hash before the first entry of a subject.
pub const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// First field of every hashed entry; another layout would get another name.
const LAYOUT: &str = "event/1";

/// One entry of the log, as it is hashed. The event's own id stays out: it says nothing about what happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry<'a> {
    /// Kind of the subject.
    pub subject_kind: &'a str,
    /// Its id.
    pub subject_id: &'a str,
    /// Position in its log, from 1.
    pub seq: i64,
    /// What happened.
    pub kind: &'a str,
    /// When.
    pub happened_at: Instant,
    /// What kind of actor.
    pub actor_kind: &'a str,
    /// Which one.
    pub actor_id: Option<&'a str>,
    /// The exact text stored.
    pub payload: &'a str,
    /// The exact text stored.
    pub basis: &'a str,
    /// Hash of the entry before, or [`GENESIS`].
    pub prev_hash: &'a str,
}

impl Entry<'_> {
    /// SM3 over all fields in the order above, 64 small hexadecimal digits.
    ///
    /// Text is preceded by its length in bytes (8 bytes, big endian), so that no two entries have the same bytes; a missing
    /// actor is the length 2^64-1. Numbers are 8 bytes, big endian; the instant is microseconds since 1970-01-01T00:00Z.
    pub fn hash(&self) -> String {
        let mut sm3 = Sm3::new();
        text(&mut sm3, LAYOUT);
        text(&mut sm3, self.subject_kind);
        text(&mut sm3, self.subject_id);
        sm3.update(self.seq.to_be_bytes());
        text(&mut sm3, self.kind);
        sm3.update(self.happened_at.micros().to_be_bytes());
        text(&mut sm3, self.actor_kind);
        match self.actor_id {
            Some(id) => text(&mut sm3, id),
            None => sm3.update(u64::MAX.to_be_bytes()),
        }
        text(&mut sm3, self.payload);
        text(&mut sm3, self.basis);
        text(&mut sm3, self.prev_hash);
        hex(&sm3.finalize())
    }
}

fn text(sm3: &mut Sm3, value: &str) {
    sm3.update((value.len() as u64).to_be_bytes());
    sm3.update(value);
}

/// Why an entry does not fit the ones before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// An entry is missing, doubled or out of order.
    Sequence,
    /// It does not continue the entry before.
    Link,
    /// It is not what was hashed.
    Content,
}

impl Fault {
    /// Stable ASCII code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Sequence => "sequence",
            Self::Link => "link",
            Self::Content => "content",
        }
    }
}

/// A walk along the chain of one subject, entry by entry, so that a long log can be read in parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Walk {
    /// Entries found sound so far; also the `seq` of the last one.
    pub count: i64,
    /// Hash of the last of them, or [`GENESIS`].
    pub last_hash: String,
}

impl Walk {
    /// Before the first entry.
    pub fn start() -> Self {
        Self { count: 0, last_hash: GENESIS.to_owned() }
    }

    /// Takes one step: the entry must follow the last one, and `hash` must be its hash. After a fault the walk stays where it
    /// was; `count + 1` is the position that is broken.
    ///
    /// # Errors
    /// The first [`Fault`] found.
    pub fn step(&mut self, entry: &Entry<'_>, hash: &str) -> Result<(), Fault> {
        if entry.seq != self.count + 1 {
            return Err(Fault::Sequence);
        }
        if entry.prev_hash != self.last_hash {
            return Err(Fault::Link);
        }
        if entry.hash() != hash {
            return Err(Fault::Content);
        }
        self.count = entry.seq;
        hash.clone_into(&mut self.last_hash);
        Ok(())
    }
}

/// SM3 of a document, 64 small hexadecimal digits.
pub fn digest(bytes: &[u8]) -> String {
    hex(&Sm3::digest(bytes))
}
