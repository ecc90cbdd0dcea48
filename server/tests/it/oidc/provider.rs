//! A small OpenID Connect provider on this machine, which lies when it is told to. Its key is for these tests alone.

use axum::{
    Json, Router,
    extract::{Form, State},
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use openidconnect::{
    JsonWebKeyId, PkceCodeChallenge, PkceCodeVerifier, PrivateSigningKey,
    core::{CoreHmacKey, CoreJwsSigningAlgorithm, CoreRsaPrivateSigningKey},
};
use serde_json::{Value, json};
use std::{
    collections::HashMap,
    net::TcpListener,
    sync::{Arc, Mutex, PoisonError},
};

pub const CLIENT: &str = "guildhall-under-test";
pub const SECRET: &str = "what-only-the-two-know";
/// The fixture's clock, in seconds.
const NOW: i64 = 1_795_334_400;

/// How a token is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signed {
    Rightly,
    /// Something is changed afterwards.
    Altered,
    /// With the secret both have, as if that were the key.
    BySecret,
    /// Not at all, and says so.
    Not,
}

/// What the provider says next.
#[derive(Debug, Clone)]
pub struct Says {
    pub subject: String,
    pub email: String,
    pub verified: bool,
    pub amr: Vec<String>,
    pub nonce: Option<String>,
    pub audience: String,
    pub issuer: Option<String>,
    pub expires_in: i64,
    pub signed: Signed,
    /// The address is told apart from the token, to who asks.
    pub apart: bool,
    /// It does not answer.
    pub down: bool,
}

impl Default for Says {
    fn default() -> Says {
        Says {
            subject: "subject-1".into(),
            email: "somebody@elsewhere.test".into(),
            verified: true,
            amr: vec!["pwd".into()],
            nonce: None,
            audience: CLIENT.into(),
            issuer: None,
            expires_in: 300,
            signed: Signed::Rightly,
            apart: false,
            down: false,
        }
    }
}

struct Asked {
    challenge: String,
    nonce: String,
    redirect: String,
}

struct Inner {
    issuer: String,
    says: Mutex<Says>,
    codes: Mutex<HashMap<String, Asked>>,
    exchanged: Mutex<u32>,
}

/// The provider; served for as long as the test's runtime is.
#[derive(Clone)]
pub struct Provider(Arc<Inner>);

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Provider {
    /// A provider with a port of its own, which nothing answers on yet.
    pub fn bind() -> (Provider, TcpListener) {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        listener.set_nonblocking(true).expect("a socket for tokio");
        let issuer = format!("http://{}", listener.local_addr().expect("an address"));
        let inner = Inner {
            issuer,
            says: Mutex::default(),
            codes: Mutex::default(),
            exchanged: Mutex::default(),
        };
        (Provider(Arc::new(inner)), listener)
    }

    pub fn serve(&self, listener: TcpListener) {
        let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
        let app = Router::new()
            .route("/.well-known/openid-configuration", get(describe))
            .route("/jwks", get(keys))
            .route("/token", post(exchange))
            .route("/me", get(about))
            .with_state(self.clone());
        tokio::spawn(async move { axum::serve(listener, app).await });
    }

    pub fn issuer(&self) -> &str {
        &self.0.issuer
    }

    /// What it says from now on.
    pub fn say(&self, says: Says) {
        *locked(&self.0.says) = says;
    }

    /// How many codes it was asked to exchange.
    pub fn exchanged(&self) -> u32 {
        *locked(&self.0.exchanged)
    }

    /// Somebody signs in at the page the portal sent them to, and is sent back: state and code.
    pub fn authorize(&self, url: &str) -> (String, String) {
        let (page, query) = url.split_once('?').expect("a query");
        assert_eq!(page, format!("{}/authorize", self.issuer()));
        let asked: HashMap<String, String> = query
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, value)| (name.to_owned(), decode(value)))
            .collect();
        for (name, value) in [
            ("response_type", "code"),
            ("client_id", CLIENT),
            ("code_challenge_method", "S256"),
            ("scope", "openid email"),
        ] {
            assert_eq!(asked[name], value, "{name}");
        }
        let mut codes = locked(&self.0.codes);
        let code = format!("code-{}", codes.len() + 1);
        let kept = Asked {
            challenge: asked["code_challenge"].clone(),
            nonce: asked["nonce"].clone(),
            redirect: asked["redirect_uri"].clone(),
        };
        codes.insert(code.clone(), kept);
        (asked["state"].clone(), code)
    }

    fn token(&self, asked: &Asked, says: &Says) -> String {
        let mut claims = json!({
            "iss": says.issuer.as_deref().unwrap_or(self.issuer()),
            "sub": says.subject,
            "aud": says.audience,
            "iat": NOW,
            "exp": NOW + says.expires_in,
            "nonce": says.nonce.as_ref().unwrap_or(&asked.nonce),
            "email": says.email,
            "email_verified": says.verified,
            "amr": says.amr,
        });
        if let (true, Some(claims)) = (says.apart, claims.as_object_mut()) {
            claims.remove("email");
            claims.remove("email_verified");
        }
        let (alg, signing) = match says.signed {
            Signed::Not => ("none", None),
            Signed::BySecret => ("HS256", Some(CoreJwsSigningAlgorithm::HmacSha256)),
            _ => ("RS256", Some(CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256)),
        };
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let head = part(&json!({ "alg": alg, "kid": "k1" }));
        let message = format!("{head}.{}", part(&claims));
        let signature = match (&signing, says.signed) {
            (Some(alg), Signed::BySecret) => CoreHmacKey::new(SECRET)
                .sign(alg, message.as_bytes())
                .expect("signed"),
            (Some(alg), _) => key().sign(alg, message.as_bytes()).expect("signed"),
            (None, _) => Vec::new(),
        };
        let message = if says.signed == Signed::Altered {
            let mut other = claims;
            other["sub"] = "somebody else".into();
            format!("{head}.{}", part(&other))
        } else {
            message
        };
        format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
    }
}

fn key() -> CoreRsaPrivateSigningKey {
    CoreRsaPrivateSigningKey::from_pem(include_str!("key.pem"), Some(JsonWebKeyId::new("k1".into())))
        .expect("the key reads")
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = match first {
            b'%' => {
                let hex = std::str::from_utf8(&tail[..2]).expect("hex");
                bytes.push(u8::from_str_radix(hex, 16).expect("hex"));
                &tail[2..]
            }
            b'+' => {
                bytes.push(b' ');
                tail
            }
            other => {
                bytes.push(*other);
                tail
            }
        };
    }
    String::from_utf8(bytes).expect("text")
}

async fn describe(State(provider): State<Provider>) -> Response {
    if locked(&provider.0.says).down {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    let issuer = provider.issuer();
    Json(json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": format!("{issuer}/jwks"),
        "userinfo_endpoint": format!("{issuer}/me"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
    }))
    .into_response()
}

async fn keys() -> Json<Value> {
    Json(json!({ "keys": [key().as_verification_key()] }))
}

async fn about(State(provider): State<Provider>, headers: axum::http::HeaderMap) -> Response {
    let bearer = headers.get("authorization").and_then(|v| v.to_str().ok());
    if bearer != Some("Bearer opaque") {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let says = locked(&provider.0.says).clone();
    Json(json!({ "sub": says.subject, "email": says.email, "email_verified": says.verified })).into_response()
}

async fn exchange(
    State(provider): State<Provider>,
    headers: axum::http::HeaderMap,
    Form(form): Form<HashMap<String, String>>,
) -> Response {
    *locked(&provider.0.exchanged) += 1;
    let says = locked(&provider.0.says).clone();
    if says.down {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    let basic = base64::engine::general_purpose::STANDARD.encode(format!("{CLIENT}:{SECRET}"));
    let known =
        headers.get("authorization").and_then(|v| v.to_str().ok()) == Some(format!("Basic {basic}").as_str());
    let asked = locked(&provider.0.codes).remove(&form["code"]);
    let right = asked.as_ref().is_some_and(|asked| {
        let verifier = PkceCodeVerifier::new(form["code_verifier"].clone());
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&verifier);
        challenge.as_str() == asked.challenge && form["redirect_uri"] == asked.redirect
    });
    let (Some(asked), true, true) = (asked, right, known) else {
        return (StatusCode::BAD_REQUEST, Json(json!({ "error": "invalid_grant" }))).into_response();
    };
    Json(json!({
        "access_token": "opaque",
        "token_type": "Bearer",
        "id_token": provider.token(&asked, &says),
    }))
    .into_response()
}
