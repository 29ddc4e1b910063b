//! Where keys come from.

use std::collections::BTreeSet;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use yingshang_app::keys::{KeyError, Keys, KeysConfig};
use yingshang_app::seal::{IdentityKeys, SealedFor};
use yingshang_app::secret::{KeyedHash, Purpose};

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
