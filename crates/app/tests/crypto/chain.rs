//! The hash chain of the event log.

use std::collections::BTreeSet;

use sm3::{Digest, Sm3};
use yingshang_app::chain::{Entry, Fault, GENESIS, Walk};

use super::at;

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn registered() -> Entry<'static> {
    Entry {
        subject_kind: "complaint",
        subject_id: "c-1",
        seq: 1,
        kind: "registered",
        happened_at: at("2026-02-10T09:30:00+08:00"),
        actor_kind: "complainant",
        actor_id: None,
        payload: r#"{"channel":"online"}"#,
        basis: r#"["TS-11.1"]"#,
        prev_hash: GENESIS,
    }
}

const REGISTERED: &str = "144d521c479444b67f6242f2ac8709e726eda33d2953e74918c87568b1ba1a69";
const ACCEPTED: &str = "31bc6a00cc3a238a9adcb1d74abd92f21dcb2c2252a546d9dc90ce105173bd54";

fn accepted() -> Entry<'static> {
    Entry {
        seq: 2,
        kind: "accepted",
        happened_at: at("2026-02-10T09:30:00.001+08:00"),
        actor_kind: "staff",
        actor_id: Some("u-7"),
        payload: "{}",
        basis: r#"["TS-11.2a"]"#,
        prev_hash: REGISTERED,
        ..registered()
    }
}

#[test]
fn sm3_gives_the_digests_of_the_standard() {
    // GB/T 32905-2016, annex A.
    assert_eq!(hex(&Sm3::digest("abc")), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    assert_eq!(
        hex(&Sm3::digest("abcd".repeat(16))),
        "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"
    );
}

#[test]
fn an_entry_has_the_hash_that_others_compute_from_the_documented_layout() {
    // Computed with `openssl dgst -sm3` over bytes laid out by hand.
    assert_eq!(registered().hash(), REGISTERED);
    assert_eq!(accepted().hash(), ACCEPTED);
}

#[test]
fn every_field_is_part_of_the_hash() {
    let base = accepted();
    let changed = [
        Entry { subject_kind: "user", ..base },
        Entry { subject_id: "c-2", ..base },
        Entry { seq: 3, ..base },
        Entry { kind: "rejected", ..base },
        Entry { happened_at: at("2026-02-10T09:30:00.002+08:00"), ..base },
        Entry { actor_kind: "system", ..base },
        Entry { actor_id: Some("u-8"), ..base },
        Entry { actor_id: Some(""), ..base },
        Entry { actor_id: None, ..base },
        Entry { payload: "{ }", ..base },
        Entry { basis: "[]", ..base },
        Entry { prev_hash: GENESIS, ..base },
        // The same characters, cut elsewhere.
        Entry { subject_kind: "complaintc", subject_id: "-1", ..base },
    ];
    let hashes: BTreeSet<String> = changed.iter().map(Entry::hash).chain([base.hash()]).collect();
    assert_eq!(hashes.len(), changed.len() + 1);
}

#[test]
fn a_walk_accepts_the_chain_and_names_the_first_entry_that_does_not_fit() {
    let mut walk = Walk::start();
    walk.step(&registered(), REGISTERED).unwrap();
    walk.step(&accepted(), ACCEPTED).unwrap();
    assert_eq!(walk, Walk { count: 2, last_hash: ACCEPTED.to_owned() });

    let mut walk = Walk::start();
    assert_eq!(walk.step(&accepted(), ACCEPTED), Err(Fault::Sequence));
    let altered = Entry { payload: r#"{"channel":"visit"}"#, ..registered() };
    assert_eq!(walk.step(&altered, REGISTERED), Err(Fault::Content));
    // The forger hashes the altered entry again: then the next one no longer follows.
    walk.step(&altered, &altered.hash()).unwrap();
    assert_eq!(walk.step(&accepted(), ACCEPTED), Err(Fault::Link));
    assert_eq!(walk.count, 1);
}
