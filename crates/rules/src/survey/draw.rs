//! The draw (HP-6.1: random times and random people). Whoever has the seed and the frame can draw again and must get the same slots.
//!
//! The random words are the ChaCha20 key stream of RFC 8439 with the seed as key and a nonce of zeros, read as little-endian 32-bit words
//! from block 0. The numbers are made from those words here and not by a library, so that the same seed gives the same draw for as long
//! as records are kept.

use std::fmt;
use std::str::FromStr;

use chacha20::ChaCha20Rng;
use chacha20::rand_core::{Rng, SeedableRng};
use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use thiserror::Error;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

/// The seed of a draw: 32 bytes, written as 64 hexadecimal digits. Made by the system, so that nobody can look for one they like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seed(pub [u8; 32]);

/// The text is not a seed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("种子应为64位小写十六进制数字")]
pub struct SeedFault;

/// 抽取的范围：从哪些日期和窗口中抽取。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Frame {
    /// 可以抽到的日期，均为工作日，按先后排列。
    pub days: Vec<NaiveDate>,
    /// 可以抽到的窗口，按标识排列。
    pub windows: Vec<String>,
    /// 抽取的场次。
    pub slots: u32,
    /// 每场的人数。
    pub participants: u32,
    /// 每隔几人抽一人，抽到的数不大于此数。
    pub every_max: u32,
}

/// 抽取的种子、范围和结果；用种子和范围重新抽取，结果相同。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Draw {
    /// 种子。
    pub seed: Seed,
    /// 范围。
    pub frame: Frame,
    /// 抽取的场次，按时间排列。
    pub slots: Vec<Slot>,
}

/// 一场测评：何时、在哪个窗口、请哪些人。
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
pub struct Slot {
    /// 日期。
    pub on: NaiveDate,
    /// 开始时间，为时一小时（北京时间）。
    pub starts_at: NaiveTime,
    /// 窗口。
    pub window_id: String,
    /// 开始后自第几位办事群众起。
    pub first: u32,
    /// 每隔几人请一人。
    pub every: u32,
    /// 人数。
    pub participants: u32,
}

/// Minutes after midnight at which an hour within the window hours can begin: 8:30 to 11:30, 13:00 to 16:30 (BB3-2), every half hour.
const STARTS: [u32; 11] = [510, 540, 570, 600, 630, 780, 810, 840, 870, 900, 930];

/// Draws the slots.
///
/// In this order: `slots` different days (the head of a shuffle); the windows, shuffled, each once before any comes twice; then for each
/// slot the start, the step between people (2 to `every_max`), and the first person. Fewer days than `slots` give as many slots as days;
/// without windows there are none.
pub fn draw(seed: &Seed, frame: &Frame) -> Vec<Slot> {
    let mut source = Source(ChaCha20Rng::from_seed(seed.0));
    let mut days = frame.days.clone();
    source.shuffle(&mut days);
    days.truncate(frame.slots as usize);
    let mut order: Vec<&String> = Vec::new();
    let mut slots = Vec::new();
    for on in days {
        if order.is_empty() {
            order = frame.windows.iter().collect();
            source.shuffle(&mut order);
            order.reverse();
        }
        let Some(window) = order.pop() else { break };
        let minute = STARTS[source.below(STARTS.len())];
        let every = 2 + source.below(frame.every_max.saturating_sub(1).max(1) as usize) as u32;
        let first = 1 + source.below(every as usize) as u32;
        let starts_at = NaiveTime::from_num_seconds_from_midnight_opt(minute * 60, 0).expect("a time of the table");
        slots.push(Slot { on, starts_at, window_id: window.clone(), first, every, participants: frame.participants });
    }
    slots.sort_unstable();
    slots
}

struct Source(ChaCha20Rng);

impl Source {
    /// A number from 0 to `n` - 1, each equally likely: a word of the last, incomplete run of `n` is thrown away.
    fn below(&mut self, n: usize) -> usize {
        let n = u32::try_from(n).expect("lists here are short");
        let runs_end = u32::MAX - u32::MAX % n;
        loop {
            let word = self.0.next_u32();
            if word < runs_end {
                return (word % n) as usize;
            }
        }
    }

    /// Fisher and Yates, from the front.
    fn shuffle<T>(&mut self, items: &mut [T]) {
        for place in 0..items.len().saturating_sub(1) {
            items.swap(place, place + self.below(items.len() - place));
        }
    }
}

impl fmt::Display for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromStr for Seed {
    type Err = SeedFault;

    fn from_str(text: &str) -> Result<Self, SeedFault> {
        let is_digit = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        if text.len() != 64 || !text.bytes().all(is_digit) {
            return Err(SeedFault);
        }
        let mut seed = [0; 32];
        for (place, byte) in seed.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[place * 2..place * 2 + 2], 16).map_err(|_| SeedFault)?;
        }
        Ok(Self(seed))
    }
}

impl Serialize for Seed {
    fn serialize<S: Serializer>(&self, target: S) -> Result<S::Ok, S::Error> {
        target.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Seed {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        String::deserialize(source)?.parse().map_err(de::Error::custom)
    }
}

impl PartialSchema for Seed {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some("抽取的种子"))
            .pattern(Some("^[0-9a-f]{64}$"))
            .into()
    }
}

impl ToSchema for Seed {}
