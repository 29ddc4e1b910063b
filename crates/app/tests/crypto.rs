//! Cryptography: known answers from independent implementations, and every way a forgery must fail.

use std::collections::BTreeSet;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use sm3::{Digest, Sm3};
use yingshang_app::chain::{Entry, Fault, GENESIS, Walk};
use yingshang_app::keys::{KeyError, Keys, KeysConfig};
use yingshang_app::password::{self, Context};
use yingshang_app::seal::{IdentityKeys, SealError, Sealed, SealedFor};
use yingshang_app::secret::{self, KeyedHash, Purpose};
use yingshang_app::settings::SecuritySettings;
use yingshang_app::token::{Claims, TokenError, TokenKey};
use yingshang_calendar::Instant;

fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

fn cheap() -> SecuritySettings {
    SecuritySettings { argon2_memory_kib: 64, argon2_passes: 1, ..SecuritySettings::default() }
}

mod chain {
    use super::*;

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
}

mod sealing {
    use super::*;

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
}

mod secrets {
    use super::*;

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
}

mod passwords {
    use super::*;

    fn codes(password: &str, old: Option<&str>) -> Vec<&'static str> {
        let context = Context { username: "handler01", old };
        password::faults(password, context, "/password", &cheap()).into_iter().map(|fault| fault.code).collect()
    }

    #[test]
    fn the_rules_are_all_reported_at_once() {
        assert_eq!(codes("Correct-horse", None), [] as [&str; 0]);
        assert_eq!(codes("密码密码密码密码aA", None), [] as [&str; 0]);
        assert_eq!(codes("Short-1", None), ["password_too_short"]);
        assert_eq!(codes("correct-horse", None), ["password_too_simple"]);
        assert_eq!(codes("Handler01-xyz", None), ["password_contains_username"]);
        assert_eq!(codes("Correct-horse", Some("Correct-horse")), ["password_unchanged"]);
        assert_eq!(
            codes("handler01", None),
            ["password_too_short", "password_too_simple", "password_contains_username"]
        );
        assert_eq!(codes(&"aB-".repeat(50), None), ["too_long"]);
        let faults = password::faults("abc", Context { username: "x", old: None }, "/password", &cheap());
        assert!(faults.iter().all(|fault| fault.pointer == "/password" && !fault.message.contains("abc")));
    }

    #[test]
    fn a_hash_is_argon2id_salted_and_checked_with_its_own_parameters() {
        let first = password::hash("Correct-horse", &cheap()).unwrap();
        let second = password::hash("Correct-horse", &cheap()).unwrap();
        assert!(first.starts_with("$argon2id$v=19$m=64,t=1,p=1$"), "{first}");
        assert_ne!(first, second);
        assert!(password::verify("Correct-horse", &first) && password::verify("Correct-horse", &second));
        assert!(!password::verify("correct-horse", &first));
        for broken in ["", "$argon2id$", "Correct-horse"] {
            assert!(!password::verify("Correct-horse", broken));
        }
    }
}

mod tokens {
    use super::*;

    const SEED: &str = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A";

    /// The key of RFC 8037, appendix A, as PKCS#8.
    fn rfc_key() -> TokenKey {
        let mut der = vec![0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];
        der.extend(URL_SAFE_NO_PAD.decode(SEED).unwrap());
        TokenKey::from_pkcs8(&der).unwrap()
    }

    fn now() -> Instant {
        at("2026-02-10T09:30:00+08:00")
    }

    fn claims() -> Claims {
        Claims::new("u-1", "s-1", "t-1".to_owned(), now(), 900)
    }

    #[test]
    fn the_key_has_the_public_form_and_thumbprint_of_the_rfc() {
        let key = rfc_key();
        assert_eq!(key.kid(), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
        let jwks = serde_json::to_value(key.jwks()).unwrap();
        let expected = serde_json::json!({"keys": [{
            "kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
            "kid": "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k", "use": "sig", "alg": "EdDSA",
        }]});
        assert_eq!(jwks, expected);
        assert!(TokenKey::from_pkcs8(b"no key").is_none());
    }

    #[test]
    fn a_token_is_valid_from_its_start_to_just_before_its_end() {
        let key = rfc_key();
        let token = key.sign(&claims()).unwrap();
        assert_eq!(key.verify(&token, now()), Ok(claims()));
        // Twice, because the second time the signature is remembered.
        for _ in 0..2 {
            assert_eq!(key.verify(&token, at("2026-02-10T09:44:59.999+08:00")), Ok(claims()));
            assert_eq!(key.verify(&token, at("2026-02-10T09:45:00+08:00")), Err(TokenError::Expired));
            assert_eq!(key.verify(&token, at("2026-02-10T09:29:30+08:00")), Ok(claims()));
            assert_eq!(key.verify(&token, at("2026-02-10T09:29:29+08:00")), Err(TokenError::Invalid));
        }
        let header: serde_json::Value =
            serde_json::from_slice(&URL_SAFE_NO_PAD.decode(token.split('.').next().unwrap()).unwrap()).unwrap();
        assert_eq!((&header["alg"], &header["kid"]), (&"EdDSA".into(), &key.kid().into()));
    }

    #[test]
    fn a_token_of_another_issuer_audience_or_key_is_refused() {
        let key = rfc_key();
        for wrong in [Claims { iss: "other".to_owned(), ..claims() }, Claims { aud: "other".to_owned(), ..claims() }] {
            assert_eq!(key.verify(&key.sign(&wrong).unwrap(), now()), Err(TokenError::Invalid));
        }
        let folder = tempfile::tempdir().unwrap();
        let other = Keys::load_or_create(folder.path(), &KeysConfig::default()).unwrap().token;
        assert_eq!(key.verify(&other.sign(&claims()).unwrap(), now()), Err(TokenError::Invalid));
    }

    #[test]
    fn a_forged_token_is_refused() {
        let key = rfc_key();
        let good = key.sign(&claims()).unwrap();
        let [header, body, signature] = good.split('.').collect::<Vec<_>>()[..] else { panic!("three parts") };
        let encode = |value: serde_json::Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let other_body = encode(serde_json::to_value(Claims { sub: "u-2".to_owned(), ..claims() }).unwrap());
        let unsigned = encode(serde_json::json!({"alg": "none", "typ": "JWT", "kid": key.kid()}));
        let symmetric = jsonwebtoken::encode(
            &jsonwebtoken::Header { kid: Some(key.kid().to_owned()), ..Default::default() },
            &claims(),
            &jsonwebtoken::EncodingKey::from_secret(&URL_SAFE_NO_PAD.decode(&key.jwks().keys[0].x).unwrap()),
        )
        .unwrap();
        for forged in [
            format!("{header}.{other_body}.{signature}"),
            format!("{unsigned}.{body}."),
            format!("{unsigned}.{body}.{signature}"),
            format!("{header}.{body}"),
            symmetric,
            String::new(),
        ] {
            assert_eq!(key.verify(&forged, now()), Err(TokenError::Invalid), "{forged}");
        }
    }

    #[test]
    fn a_token_without_one_of_the_claims_is_refused() {
        let key = rfc_key();
        let mut der = vec![0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];
        der.extend(URL_SAFE_NO_PAD.decode(SEED).unwrap());
        let header = jsonwebtoken::Header {
            kid: Some(key.kid().to_owned()),
            ..jsonwebtoken::Header::new(jsonwebtoken::Algorithm::EdDSA)
        };
        let sign = |body: &serde_json::Value| {
            jsonwebtoken::encode(&header, body, &jsonwebtoken::EncodingKey::from_ed_der(&der)).unwrap()
        };
        let whole = serde_json::to_value(claims()).unwrap();
        assert_eq!(key.verify(&sign(&whole), now()), Ok(claims()));
        for claim in ["iss", "aud", "sub", "sid", "iat", "nbf", "exp", "jti"] {
            let mut body = whole.clone();
            body.as_object_mut().unwrap().remove(claim);
            assert_eq!(key.verify(&sign(&body), now()), Err(TokenError::Invalid), "{claim}");
        }
        let without_kid = jsonwebtoken::Header::new(jsonwebtoken::Algorithm::EdDSA);
        let token = jsonwebtoken::encode(&without_kid, &whole, &jsonwebtoken::EncodingKey::from_ed_der(&der)).unwrap();
        assert_eq!(key.verify(&token, now()), Err(TokenError::Invalid));
    }
}

mod key_files {
    use super::*;

    const ROW: SealedFor<'_> = SealedFor { subject_kind: "complaint", subject_id: "c-1", revision: 1 };

    fn load(folder: &Path, config: &KeysConfig) -> Keys {
        Keys::load_or_create(folder, config).unwrap()
    }

    fn given(identity: &str) -> KeysConfig {
        KeysConfig { identity: Some(identity.to_owned()), ..KeysConfig::default() }
    }

    #[test]
    fn the_first_start_makes_keys_that_later_starts_find() {
        let folder = tempfile::tempdir().unwrap();
        let first = load(folder.path(), &KeysConfig::default());
        let second = load(folder.path(), &KeysConfig::default());
        assert_eq!(first.identity.newest(), second.identity.newest());
        assert_eq!(first.hash.hex(Purpose::Phone, "x"), second.hash.hex(Purpose::Phone, "x"));
        assert_eq!(first.token.kid(), second.token.kid());

        let elsewhere = tempfile::tempdir().unwrap();
        let other = load(elsewhere.path(), &KeysConfig::default());
        assert_ne!(first.identity.newest(), other.identity.newest());
        assert_ne!(first.hash.hex(Purpose::Phone, "x"), other.hash.hex(Purpose::Phone, "x"));
        assert_ne!(first.token.kid(), other.token.kid());
    }

    #[cfg(unix)]
    #[test]
    fn key_files_belong_to_their_owner_only() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        load(folder.path(), &KeysConfig::default());
        let mode =
            |name: &str| std::fs::metadata(folder.path().join("keys").join(name)).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(""), 0o700);
        let files: BTreeSet<String> = std::fs::read_dir(folder.path().join("keys"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        assert_eq!(files.iter().map(String::as_str).collect::<Vec<_>>(), ["hash.key", "identity.key", "token.key"]);
        for file in &files {
            assert_eq!(mode(file), 0o600, "{file}");
        }
    }

    #[test]
    fn a_line_more_in_the_file_exchanges_the_identity_key() {
        let folder = tempfile::tempdir().unwrap();
        let before = load(folder.path(), &KeysConfig::default());
        let sealed = before.identity.seal(ROW, b"synthetic").unwrap();
        let path = folder.path().join("keys/identity.key");
        let lines = format!("{}{}\n", std::fs::read_to_string(&path).unwrap(), STANDARD.encode([7; 32]));
        std::fs::write(&path, lines).unwrap();
        let after = load(folder.path(), &KeysConfig::default());
        assert_ne!(before.identity.newest(), after.identity.newest());
        assert_eq!(after.identity.open(ROW, &sealed).unwrap(), b"synthetic");
    }

    #[test]
    fn a_configured_key_wins_and_the_file_still_opens() {
        let folder = tempfile::tempdir().unwrap();
        let from_file = load(folder.path(), &KeysConfig::default());
        let sealed = from_file.identity.seal(ROW, b"synthetic").unwrap();
        let [one, two] = [STANDARD.encode([1; 32]), STANDARD.encode([2; 32])];
        let both = load(folder.path(), &given(&format!("{one}, {two}")));
        assert_eq!(both.identity.ids().count(), 3);
        assert_eq!(both.identity.newest(), IdentityKeys::new(&[[2; 32]]).unwrap().newest());
        assert_eq!(both.identity.open(ROW, &sealed).unwrap(), b"synthetic");

        let hash = Some(STANDARD.encode([3; 32]));
        let config = KeysConfig { hash, ..given(&one) };
        let keys = load(folder.path(), &config);
        assert_eq!(keys.hash.hex(Purpose::Phone, "x"), KeyedHash::new(&[3; 32]).hex(Purpose::Phone, "x"));
        // Nothing is written for a key that was given.
        let empty = tempfile::tempdir().unwrap();
        load(empty.path(), &config);
        assert!(!empty.path().join("keys/identity.key").exists() && empty.path().join("keys/token.key").exists());
    }

    #[test]
    fn an_unusable_key_stops_the_start_without_being_repeated() {
        let folder = tempfile::tempdir().unwrap();
        let short = STANDARD.encode([5; 31]);
        let configs = [
            given(""),
            given("not base64!"),
            given(&short),
            KeysConfig { hash: Some(short.clone()), ..KeysConfig::default() },
            KeysConfig { token: Some(short.clone()), ..KeysConfig::default() },
        ];
        for config in configs {
            let error = Keys::load_or_create(folder.path(), &config).unwrap_err();
            assert!(matches!(error, KeyError::Invalid { .. }), "{error}");
            assert!(!error.to_string().contains(&short) && !error.to_string().contains("not base64!"));
            assert!(!format!("{config:?}").contains(&short));
        }
        std::fs::write(folder.path().join("keys/hash.key"), "").unwrap();
        assert!(Keys::load_or_create(folder.path(), &KeysConfig::default()).is_err());
    }
}
