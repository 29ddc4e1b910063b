//! Password rules and hashes.

use yingshang_app::password::{self, Context};

use super::cheap;

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
    assert_eq!(codes("handler01", None), ["password_too_short", "password_too_simple", "password_contains_username"]);
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
