//! Random secrets and keyed hashes.

use std::collections::BTreeSet;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use yingshang_app::password::{self, Context};
use yingshang_app::secret::{self, KeyedHash, Purpose};

use super::cheap;

fn hash() -> KeyedHash {
    let key: Vec<u8> = (0..32).collect();
    KeyedHash::new(&key.try_into().unwrap())
}

#[test]
fn the_keyed_hash_is_hmac_sha256_over_purpose_and_value() {
    // Computed with Python's hmac over b"phone\0" and the value.
    let expected = "2e6497352b78a945089232b112c09b3b77b1a625218ed8e147739cec0700a2c9";
    assert_eq!(hash().hex(Purpose::Phone, "13800000000"), expected);
    assert!(hash().matches(Purpose::Phone, "13800000000", expected));
    assert!(!hash().matches(Purpose::Phone, "13800000001", expected));
    assert!(!hash().matches(Purpose::IdNumber, "13800000000", expected));
    assert!(!KeyedHash::new(&[9; 32]).matches(Purpose::Phone, "13800000000", expected));
    assert!(!hash().matches(Purpose::Phone, "13800000000", ""));
}

#[test]
fn a_query_code_survives_being_written_down_and_typed_in() {
    for _ in 0..500 {
        let code = secret::query_code();
        let plain = code.replace('-', "");
        assert_eq!((code.len(), plain.len(), code.find('-')), (11, 10, Some(5)));
        assert!(!plain.contains(['I', 'L', 'O', 'U']), "{code}");
        let typed = format!(" {} ", code.to_lowercase().replace('0', "o").replace('1', "l").replace('-', " "));
        assert_eq!(secret::read_query_code(&typed), Some(plain));
    }
    for wrong in ["", "7K3QM-X9D2", "7K3QM-X9D2AB", "7K3QM-X9D2U", "7K3QM-X9D2密"] {
        assert_eq!(secret::read_query_code(wrong), None, "{wrong}");
    }
}

#[test]
fn random_secrets_differ_and_one_time_passwords_meet_the_rules() {
    let context = Context { username: "admin", old: None };
    let made: BTreeSet<String> = (0..500).map(|_| secret::one_time_password()).collect();
    assert_eq!(made.len(), 500);
    for password in &made {
        assert_eq!(password::faults(password, context, "/password", &cheap()), []);
    }
    assert_ne!(secret::opaque_token(), secret::opaque_token());
    assert_eq!(URL_SAFE_NO_PAD.decode(secret::opaque_token()).unwrap().len(), 32);
    assert_ne!(secret::random_bytes::<16>(), secret::random_bytes::<16>());
}
