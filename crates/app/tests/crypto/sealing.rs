//! Sealing of identities.

use std::collections::BTreeSet;

use yingshang_app::seal::{IdentityKeys, SealError, Sealed, SealedFor};

const ROW: SealedFor<'_> = SealedFor { subject_kind: "complaint", subject_id: "c-1", revision: 1 };

fn keys(raw: &[u8]) -> IdentityKeys {
    IdentityKeys::new(&raw.iter().map(|byte| [*byte; 32]).collect::<Vec<_>>()).unwrap()
}

#[test]
fn what_was_sealed_opens_in_its_row_and_in_no_other() {
    let keys = keys(&[1]);
    let sealed = keys.seal(ROW, b"synthetic").unwrap();
    assert_eq!(keys.open(ROW, &sealed).unwrap(), b"synthetic");
    assert_eq!((sealed.nonce.len(), sealed.sealed.len()), (12, "synthetic".len() + 16));
    assert!(!sealed.sealed.windows(9).any(|part| part == b"synthetic"));
    for other in [
        SealedFor { subject_kind: "user", ..ROW },
        SealedFor { subject_id: "c-2", ..ROW },
        SealedFor { revision: 2, ..ROW },
    ] {
        assert_eq!(keys.open(other, &sealed), Err(SealError::Broken));
    }
}

#[test]
fn a_changed_bit_anywhere_is_noticed() {
    let keys = keys(&[1]);
    let good = keys.seal(ROW, b"synthetic").unwrap();
    for place in 0..good.sealed.len() {
        let mut bad = good.clone();
        bad.sealed[place] ^= 1;
        assert_eq!(keys.open(ROW, &bad), Err(SealError::Broken), "byte {place}");
    }
    for nonce in [vec![0; 12], Vec::new(), vec![0; 13]] {
        assert_eq!(keys.open(ROW, &Sealed { nonce, ..good.clone() }), Err(SealError::Broken));
    }
    assert_eq!(keys.open(ROW, &Sealed { sealed: vec![1, 2], ..good }), Err(SealError::Broken));
}

#[test]
fn the_same_text_is_never_sealed_the_same_twice() {
    let keys = keys(&[1]);
    let nonces: BTreeSet<Vec<u8>> = (0..200).map(|_| keys.seal(ROW, b"same").unwrap().nonce).collect();
    assert_eq!(nonces.len(), 200);
}

#[test]
fn the_newest_key_seals_and_all_keys_open() {
    let (old, both, new) = (keys(&[1]), keys(&[1, 2]), keys(&[2]));
    let before = old.seal(ROW, b"synthetic").unwrap();
    let after = both.seal(ROW, b"synthetic").unwrap();
    assert_eq!(before.key_id, "483946949ee45ed0");
    assert_eq!(after.key_id, new.newest());
    assert_eq!(both.open(ROW, &before).unwrap(), b"synthetic");
    assert_eq!(new.open(ROW, &after).unwrap(), b"synthetic");
    assert_eq!(new.open(ROW, &before), Err(SealError::UnknownKey(before.key_id.clone())));
    // The key id is bound as well: naming another key does not help.
    let renamed = Sealed { key_id: new.newest().to_owned(), ..before };
    assert_eq!(both.open(ROW, &renamed), Err(SealError::Broken));
    assert!(IdentityKeys::new(&[]).is_none());
}
