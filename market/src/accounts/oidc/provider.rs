//! Talking to an OpenID Connect provider: its description, its sign-in page's address, and the exchange of a code for who
//! it is. Nothing is remembered between two sign-ins: a provider's new keys hold at once, and processes need not agree.

use crate::config::OidcProvider;
use chrono::{DateTime, Utc};
use guildhall_sdk::finding::Code;
use openidconnect::{
    AuthType, AuthenticationFlow, AuthorizationCode, ClientId, ClientSecret, CsrfToken, DiscoveryError,
    HttpRequest, HttpResponse, IssuerUrl, Nonce, OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier,
    RedirectUrl, RequestTokenError, Scope, TokenResponse, UserInfoError,
    core::{
        CoreClient, CoreClientAuthMethod, CoreIdTokenClaims, CoreJwsSigningAlgorithm as Alg,
        CoreProviderMetadata, CoreResponseType, CoreUserInfoClaims,
    },
    http,
};
use std::{future::Future, net::IpAddr, pin::Pin, time::Duration};

/// Longest answer of a provider that is read.
const MAX_BYTES: usize = 1 << 20;
/// How long a provider may take for one answer.
const PATIENCE: Duration = Duration::from_secs(8);
/// Signatures that are taken: made with a key that only the provider has. `none`, and those made with the secret that both
/// have, are not.
const SIGNATURES: [Alg; 9] = [
    Alg::RsaSsaPkcs1V15Sha256,
    Alg::RsaSsaPkcs1V15Sha384,
    Alg::RsaSsaPkcs1V15Sha512,
    Alg::RsaSsaPssSha256,
    Alg::RsaSsaPssSha384,
    Alg::RsaSsaPssSha512,
    Alg::EcdsaP256Sha256,
    Alg::EcdsaP384Sha384,
    Alg::EdDsa,
];

/// What a sign-in under way is known by.
pub(super) struct Proofs {
    /// What comes back with the browser.
    pub state: String,
    /// What the signed answer must repeat.
    pub nonce: String,
    /// What shows that the code is exchanged by whoever asked for it.
    pub verifier: String,
}

/// Who a provider says it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Identity {
    pub issuer: String,
    pub subject: String,
    /// Empty when it did not say.
    pub email: String,
    pub email_verified: bool,
    pub amr: Vec<String>,
    pub acr: Option<String>,
}

/// Why there is no identity; the cause goes to the log, the code to the reader.
#[derive(Debug)]
pub(super) struct Failed {
    pub code: Code,
    pub cause: String,
}

impl Failed {
    fn new(code: Code, cause: impl std::fmt::Display) -> Failed {
        Failed {
            code,
            cause: cause.to_string(),
        }
    }
}

/// Why a provider gave no answer.
#[derive(Debug, thiserror::Error)]
enum Unanswered {
    #[error("{0}")]
    Http(#[from] reqwest::Error),
    #[error("{0}")]
    Response(#[from] http::Error),
    #[error("status {0}")]
    Status(u16),
    #[error("its answer is too large")]
    TooLarge,
    #[error("{0} is neither https nor on this machine")]
    Insecure(String),
}

type Answer = Pin<Box<dyn Future<Output = Result<HttpResponse, Unanswered>> + Send>>;

/// True for an address that may be asked: https, or plain http on this machine (a provider under test).
pub fn is_safe(url: &str) -> bool {
    let Ok(uri) = url.parse::<http::Uri>() else {
        return false;
    };
    match (uri.scheme_str(), uri.host()) {
        (Some("https"), Some(_)) => true,
        (Some("http"), Some(host)) => {
            host == "localhost"
                || host
                    .trim_matches(['[', ']'])
                    .parse::<IpAddr>()
                    .is_ok_and(|ip| ip.is_loopback())
        }
        _ => false,
    }
}

/// The client: no redirects (a provider must not send us about inside the operator's network), little patience.
fn client() -> Result<impl Fn(HttpRequest) -> Answer, Failed> {
    let client = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .timeout(PATIENCE)
        .build()
        .map_err(|e| Failed::new(Code::OidcDown, e))?;
    Ok(move |request: HttpRequest| -> Answer { Box::pin(ask(client.clone(), request)) })
}

async fn ask(client: reqwest::Client, request: HttpRequest) -> Result<HttpResponse, Unanswered> {
    let url = request.uri().to_string();
    if !is_safe(&url) {
        return Err(Unanswered::Insecure(url));
    }
    let mut answer = client.execute(request.try_into()?).await?;
    if answer.status().is_server_error() {
        return Err(Unanswered::Status(answer.status().as_u16()));
    }
    let mut body = Vec::new();
    while let Some(part) = answer.chunk().await? {
        if body.len() + part.len() > MAX_BYTES {
            return Err(Unanswered::TooLarge);
        }
        body.extend_from_slice(&part);
    }
    let mut response = http::Response::builder().status(answer.status()).body(body)?;
    *response.headers_mut() = answer.headers().clone();
    Ok(response)
}

async fn discover(
    provider: &OidcProvider,
    http: &impl Fn(HttpRequest) -> Answer,
) -> Result<CoreProviderMetadata, Failed> {
    let issuer = IssuerUrl::new(provider.issuer.clone()).map_err(|e| Failed::new(Code::OidcUntrusted, e))?;
    CoreProviderMetadata::discover_async(issuer, http)
        .await
        .map_err(|error| {
            let code = match &error {
                DiscoveryError::Request(_) | DiscoveryError::Response(..) => Code::OidcDown,
                _ => Code::OidcUntrusted,
            };
            Failed::new(code, chain(&error))
        })
}

macro_rules! client_of {
    ($provider:expr, $metadata:expr, $redirect:expr) => {{
        let redirect = RedirectUrl::new($redirect).map_err(|e| Failed::new(Code::OidcUntrusted, e))?;
        let by_post = $metadata
            .token_endpoint_auth_methods_supported()
            .is_some_and(|all| {
                all.contains(&CoreClientAuthMethod::ClientSecretPost)
                    && !all.contains(&CoreClientAuthMethod::ClientSecretBasic)
            });
        CoreClient::from_provider_metadata(
            $metadata,
            ClientId::new($provider.client_id.clone()),
            $provider.client_secret.clone().map(ClientSecret::new),
        )
        .set_redirect_uri(redirect)
        .set_auth_type(if by_post {
            AuthType::RequestBody
        } else {
            AuthType::BasicAuth
        })
    }};
}

/// The address of the provider's sign-in page for a sign-in under way.
pub(super) async fn page(
    provider: &OidcProvider,
    redirect: String,
    proofs: &Proofs,
) -> Result<String, Failed> {
    let http = client()?;
    let metadata = discover(provider, &http).await?;
    let client = client_of!(provider, metadata, redirect);
    let verifier = PkceCodeVerifier::new(proofs.verifier.clone());
    let (state, nonce) = (proofs.state.clone(), proofs.nonce.clone());
    let mut request = client
        .authorize_url(
            AuthenticationFlow::<CoreResponseType>::AuthorizationCode,
            move || CsrfToken::new(state),
            move || Nonce::new(nonce),
        )
        .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier));
    for scope in provider.scopes.iter().filter(|s| *s != "openid") {
        request = request.add_scope(Scope::new(scope.clone()));
    }
    let url = request.url().0.to_string();
    if is_safe(&url) {
        Ok(url)
    } else {
        Err(Failed::new(
            Code::OidcUntrusted,
            format!("its sign-in page {url} is neither https nor on this machine"),
        ))
    }
}

/// Exchanges a code for who it is, and checks everything the answer says: signature, issuer, audience, nonce, expiry.
pub(super) async fn identity(
    provider: &OidcProvider,
    redirect: String,
    proofs: &Proofs,
    code: String,
    now: DateTime<Utc>,
) -> Result<Identity, Failed> {
    let http = client()?;
    let metadata = discover(provider, &http).await?;
    let client = client_of!(provider, metadata, redirect);
    let answer = client
        .exchange_code(AuthorizationCode::new(code))
        .map_err(|e| Failed::new(Code::OidcUntrusted, e))?
        .set_pkce_verifier(PkceCodeVerifier::new(proofs.verifier.clone()))
        .request_async(&http)
        .await
        .map_err(|error| {
            let code = match &error {
                RequestTokenError::Request(_) => Code::OidcDown,
                RequestTokenError::ServerResponse(_) => Code::OidcDeclined,
                _ => Code::OidcUntrusted,
            };
            Failed::new(code, chain(&error))
        })?;
    let token = answer
        .id_token()
        .ok_or_else(|| Failed::new(Code::OidcUntrusted, "its answer holds no ID token"))?;
    let verifier = client
        .id_token_verifier()
        .set_allowed_algs(SIGNATURES)
        .set_time_fn(move || now);
    let claims = token
        .claims(&verifier, &Nonce::new(proofs.nonce.clone()))
        .map_err(|e| Failed::new(Code::OidcUntrusted, e))?;
    let mut who = said(claims);
    // Strict providers tell the address only to who asks for it with the access token.
    let asked = provider.scopes.iter().any(|s| s == "email");
    if who.email.is_empty()
        && asked
        && let Ok(request) = client.user_info(answer.access_token().clone(), Some(claims.subject().clone()))
    {
        let info: CoreUserInfoClaims = request.request_async(&http).await.map_err(|error| {
            let code = match &error {
                UserInfoError::Request(_) => Code::OidcDown,
                _ => Code::OidcUntrusted,
            };
            Failed::new(code, chain(&error))
        })?;
        who.email = info.email().map(|e| e.to_string()).unwrap_or_default();
        who.email_verified = info.email_verified().unwrap_or(false);
    }
    Ok(who)
}

fn said(claims: &CoreIdTokenClaims) -> Identity {
    Identity {
        issuer: claims.issuer().to_string(),
        subject: claims.subject().to_string(),
        email: claims.email().map(|e| e.to_string()).unwrap_or_default(),
        email_verified: claims.email_verified().unwrap_or(false),
        amr: claims
            .auth_method_refs()
            .into_iter()
            .flatten()
            .map(|a| a.to_string())
            .collect(),
        acr: claims.auth_context_ref().map(|a| a.to_string()),
    }
}

/// An error with what lies behind it. (Never the body of an answer: it may hold a token.)
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(error) = next {
        text = format!("{text}: {error}");
        next = error.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_is_for_this_machine_only() {
        for (url, safe) in [
            ("https://login.example.com/realm", true),
            ("http://127.0.0.1:4000", true),
            ("http://[::1]:4000/x", true),
            ("http://localhost:1", true),
            ("http://localhost.evil.test", false),
            ("http://127.0.0.1.evil.test", false),
            ("http://login.example.com", false),
            ("ftp://127.0.0.1", false),
            ("/nowhere", false),
            ("", false),
        ] {
            assert_eq!(is_safe(url), safe, "{url}");
        }
    }
}
