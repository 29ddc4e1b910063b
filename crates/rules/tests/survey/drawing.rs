//! HP-6.1: the draw is random, recorded, and can be done again by anyone.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, Timelike};
use proptest::prelude::*;
use yingshang_rules::survey::{Frame, Month, Seed, SeedFault, draw};

use super::setting::{mobile, round, seed};

fn frame(days: u32, windows: usize, slots: u32) -> Frame {
    let first: NaiveDate = "2026-11-01".parse().unwrap();
    Frame {
        days: first.iter_days().take(days as usize).collect(),
        windows: (1..=windows).map(|n| format!("window-{n:02}")).collect(),
        slots,
        participants: 10,
        every_max: 5,
    }
}

/// A draw that was made once is the same on every platform and in every later version: these lines may never change.
#[test]
fn a_recorded_seed_gives_the_recorded_draw() {
    let seed: Seed = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f".parse().unwrap();
    let slots = draw(&seed, &frame(20, 3, 5));
    let lines: Vec<String> = slots
        .iter()
        .map(|s| format!("{} {} {} {}+{}", s.on, s.starts_at.format("%H:%M"), s.window_id, s.first, s.every))
        .collect();
    assert_eq!(lines, RECORDED);
}

/// Worked out apart from this program, by the description of the draw.
const RECORDED: [&str; 5] = [
    "2026-11-01 09:30 window-01 1+5",
    "2026-11-09 14:00 window-02 3+3",
    "2026-11-11 15:00 window-02 3+5",
    "2026-11-14 15:30 window-03 1+2",
    "2026-11-15 13:30 window-03 2+2",
];

/// HP-6.1: what a round keeps is enough to draw again.
#[test]
fn the_round_can_be_drawn_again_from_its_record() {
    let round = round(mobile("2026-12", 6));
    let kept = serde_json::to_string(&round).unwrap();
    let read: yingshang_rules::survey::SurveyRound = serde_json::from_str(&kept).unwrap();
    assert_eq!(read, round);
    let drawn = read.draw.unwrap();
    assert_eq!(draw(&drawn.seed, &drawn.frame), drawn.slots);
    assert_eq!(drawn.slots.len(), 6);
    assert_ne!(draw(&seed(8), &drawn.frame), drawn.slots, "another seed draws otherwise");
}

/// HP-6.1: over many seeds every day, hour, window, step and first person comes up about equally often.
#[test]
fn nothing_is_drawn_more_often_than_the_rest() {
    let frame = frame(10, 4, 1);
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    const DRAWS: u32 = 8_000;
    for n in 0..DRAWS {
        let mut bytes = [0; 32];
        bytes[..4].copy_from_slice(&n.to_le_bytes());
        let slot = draw(&Seed(bytes), &frame).remove(0);
        for key in [
            format!("day {}", slot.on),
            format!("start {}", slot.starts_at),
            format!("window {}", slot.window_id),
            format!("every {}", slot.every),
        ] {
            *seen.entry(key).or_default() += 1;
        }
    }
    for (kind, choices) in [("day", 10), ("start", 11), ("window", 4), ("every", 4)] {
        let counts: Vec<u32> = seen.iter().filter(|(key, _)| key.starts_with(kind)).map(|(_, n)| *n).collect();
        assert_eq!(counts.len(), choices, "{kind}");
        let expected = f64::from(DRAWS) / choices as f64;
        let chi_squared: f64 = counts.iter().map(|n| (f64::from(*n) - expected).powi(2) / expected).sum();
        // 99.99 % of fair draws stay below this for up to ten degrees of freedom.
        assert!(chi_squared < 36.0, "{kind}: {counts:?}");
    }
}

proptest! {
    /// HP-6.1, BB3-2: whatever is drawn lies in the frame and within the window hours, on different days, and windows take turns.
    #[test]
    fn a_draw_stays_in_its_frame(bytes in any::<[u8; 32]>(), days in 0_u32..24, windows in 0_usize..7, slots in 0_u32..26, every_max in 0_u32..7) {
        let frame = Frame { every_max, ..frame(days, windows, slots) };
        let drawn = draw(&Seed(bytes), &frame);
        prop_assert_eq!(&drawn, &draw(&Seed(bytes), &frame));
        let expected = if windows == 0 { 0 } else { slots.min(days) };
        prop_assert_eq!(drawn.len(), expected as usize);
        prop_assert!(drawn.is_sorted());
        let on: BTreeSet<_> = drawn.iter().map(|slot| slot.on).collect();
        prop_assert_eq!(on.len(), drawn.len());
        let mut turns: BTreeMap<&str, usize> = frame.windows.iter().map(|window| (window.as_str(), 0)).collect();
        for slot in &drawn {
            prop_assert!(frame.days.contains(&slot.on));
            *turns.get_mut(slot.window_id.as_str()).unwrap() += 1;
            let starts = slot.starts_at.num_seconds_from_midnight() / 60;
            prop_assert!((510..=630).contains(&starts) || (780..=930).contains(&starts), "{}", slot.starts_at);
            prop_assert!((2..=every_max.max(2)).contains(&slot.every) && (1..=slot.every).contains(&slot.first));
        }
        if let (Some(least), Some(most)) = (turns.values().min(), turns.values().max()) {
            prop_assert!(most - least <= 1);
        }
    }

    #[test]
    fn seeds_and_months_are_read_as_written(bytes in any::<[u8; 32]>(), year in 1_i32..9999, month in 1_u32..13) {
        prop_assert_eq!(Seed(bytes).to_string().parse(), Ok(Seed(bytes)));
        let month = Month::new(year, month).unwrap();
        prop_assert_eq!(month.to_string().parse(), Ok(month));
        prop_assert!(month.days().all(|day| month.contains(day)));
        prop_assert_eq!(month.days().last(), Some(month.last_day()));
    }
}

#[test]
fn what_is_no_seed_or_no_month_is_refused() {
    for text in ["", "00", &"g".repeat(64), &"A".repeat(64), &"0".repeat(65), &"é".repeat(32)] {
        assert_eq!(text.parse::<Seed>(), Err(SeedFault), "{text}");
    }
    for text in ["", "2026", "2026-1", "2026-13", "2026-00", "26-01", "2026-01-01", "+026-01"] {
        assert!(text.parse::<Month>().is_err(), "{text}");
    }
    let february: Month = "2028-02".parse().unwrap();
    assert_eq!(february.last_day(), "2028-02-29".parse().unwrap());
}
