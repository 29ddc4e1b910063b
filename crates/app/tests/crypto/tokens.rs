//! Access tokens, and forgeries of them.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use yingshang_app::keys::{Keys, KeysConfig};
use yingshang_app::token::{Claims, TokenError, TokenKey};
use yingshang_calendar::Instant;

use super::at;

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
