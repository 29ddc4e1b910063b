//! Access tokens: JWTs signed with EdDSA, valid for minutes.
//!
//! A token only names its session; what the session may do is loaded for every request. The library's own time checks read
//! the machine's clock, so they are off and [`TokenKey::verify`] checks against the `now` it is given.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use utoipa::ToSchema;
use yingshang_calendar::Instant;

/// `iss` of every token.
pub const ISSUER: &str = "yingshang";
/// `aud` of every token.
pub const AUDIENCE: &str = "yingshang-api";

/// How far the clocks of two instances may differ before one finds the other's token too new, seconds.
const CLOCK_SKEW: i64 = 30;

/// Checked tokens remembered; at the limit all are forgotten and checked again.
const REMEMBERED: usize = 10_000;

/// What an access token says. Times are seconds since 1970-01-01T00:00Z.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// Who gave it out.
    pub iss: String,
    /// Whom it is for.
    pub aud: String,
    /// Account.
    pub sub: String,
    /// Session.
    pub sid: String,
    /// Given out.
    pub iat: i64,
    /// Not valid before.
    pub nbf: i64,
    /// Not valid from here on.
    pub exp: i64,
    /// Its own id.
    pub jti: String,
}

impl Claims {
    /// For a session of an account, valid from `now` for `seconds`.
    pub fn new(user_id: &str, session_id: &str, token_id: String, now: Instant, seconds: u32) -> Self {
        let iat = now.utc().timestamp();
        Self {
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
            sub: user_id.to_owned(),
            sid: session_id.to_owned(),
            iat,
            nbf: iat,
            exp: iat + i64::from(seconds),
            jti: token_id,
        }
    }
}

/// Why a token is no good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TokenError {
    /// Not one of ours, or changed.
    #[error("not a token of this service")]
    Invalid,
    /// It was good once.
    #[error("the token has expired")]
    Expired,
}

/// 公开的验签密钥集(RFC 7517)。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct JwksView {
    /// 密钥。
    pub keys: Vec<JwkView>,
}

/// 一个 Ed25519 公钥(RFC 8037)。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct JwkView {
    /// 密钥类型，固定为 `OKP`。
    pub kty: &'static str,
    /// 曲线，固定为 `Ed25519`。
    pub crv: &'static str,
    /// 公钥,Base64url。
    pub x: String,
    /// 密钥标识，与令牌头部的 `kid` 对应。
    pub kid: String,
    /// 用途，固定为 `sig`。
    #[serde(rename = "use")]
    pub usage: &'static str,
    /// 算法，固定为 `EdDSA`。
    pub alg: &'static str,
}

/// The key that signs access tokens.
pub struct TokenKey {
    kid: String,
    public: String,
    sign: EncodingKey,
    check: DecodingKey,
    rules: Validation,
    /// Checking a signature costs more than most requests; a token is checked once. Keyed by SHA-256 of the token.
    checked: RwLock<HashMap<[u8; 32], Claims>>,
}

impl TokenKey {
    /// From an Ed25519 key as PKCS#8 DER; `None` when it is something else.
    pub fn from_pkcs8(der: &[u8]) -> Option<Self> {
        let pair = Ed25519KeyPair::from_pkcs8(der).ok()?;
        let public = pair.public_key().as_ref();
        let x = URL_SAFE_NO_PAD.encode(public);
        // Thumbprint of RFC 7638: the required members in alphabetical order.
        let thumbprint = digest(&SHA256, format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{x}"}}"#).as_bytes());
        let mut rules = Validation::new(Algorithm::EdDSA);
        rules.set_required_spec_claims(&["iss", "aud", "sub", "exp", "nbf"]);
        rules.set_issuer(&[ISSUER]);
        rules.set_audience(&[AUDIENCE]);
        rules.validate_exp = false;
        Some(Self {
            kid: URL_SAFE_NO_PAD.encode(thumbprint),
            sign: EncodingKey::from_ed_der(der),
            check: DecodingKey::from_ed_der(public),
            public: x,
            rules,
            checked: RwLock::default(),
        })
    }

    /// Key id: the thumbprint of the public key.
    pub fn kid(&self) -> &str {
        &self.kid
    }

    /// The public key, for others that check tokens.
    pub fn jwks(&self) -> JwksView {
        let key = JwkView {
            kty: "OKP",
            crv: "Ed25519",
            x: self.public.clone(),
            kid: self.kid.clone(),
            usage: "sig",
            alg: "EdDSA",
        };
        JwksView { keys: vec![key] }
    }

    /// Signs a token.
    ///
    /// # Errors
    /// When the library cannot sign; a fault of ours.
    pub fn sign(&self, claims: &Claims) -> Result<String, jsonwebtoken::errors::Error> {
        let header = Header { kid: Some(self.kid.clone()), ..Header::new(Algorithm::EdDSA) };
        jsonwebtoken::encode(&header, claims, &self.sign)
    }

    /// What a token says, if it is ours and valid at `now`.
    ///
    /// # Errors
    /// [`TokenError`].
    pub fn verify(&self, token: &str, now: Instant) -> Result<Claims, TokenError> {
        let claims = self.authentic(token)?;
        let now = now.utc().timestamp();
        if now >= claims.exp {
            return Err(TokenError::Expired);
        }
        if now + CLOCK_SKEW < claims.nbf {
            return Err(TokenError::Invalid);
        }
        Ok(claims)
    }

    fn authentic(&self, token: &str) -> Result<Claims, TokenError> {
        let place = <[u8; 32]>::try_from(digest(&SHA256, token.as_bytes()).as_ref()).expect("SHA-256 has 32 bytes");
        if let Some(claims) = self.checked.read().unwrap_or_else(PoisonError::into_inner).get(&place) {
            return Ok(claims.clone());
        }
        let data = jsonwebtoken::decode::<Claims>(token, &self.check, &self.rules).map_err(|_| TokenError::Invalid)?;
        if data.header.kid.as_deref() != Some(&self.kid) {
            return Err(TokenError::Invalid);
        }
        let mut checked = self.checked.write().unwrap_or_else(PoisonError::into_inner);
        if checked.len() >= REMEMBERED {
            checked.clear();
        }
        checked.insert(place, data.claims.clone());
        Ok(data.claims)
    }
}

/// The key id only.
impl std::fmt::Debug for TokenKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TokenKey").field("kid", &self.kid).finish_non_exhaustive()
    }
}
