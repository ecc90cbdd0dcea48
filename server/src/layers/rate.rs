//! Rates per client address, in this process: enough against loops and guessing; a proxy in front does the rest.

use crate::{error::Asker, state::Web};
use axum::{
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, Method},
    middleware::Next,
    response::Response,
};
use guildhall_sdk::portal::AppError;
use std::{
    collections::HashMap,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// Clients remembered before the idle ones are forgotten.
const MOST_CLIENTS: usize = 50_000;

/// A token bucket per client, kept as the instant its last token will have been earned back.
pub struct Buckets {
    /// What one request costs; zero for no limit.
    cost: Duration,
    /// How much may be spent at once.
    burst: Duration,
    spent_until: Mutex<HashMap<IpAddr, Instant>>,
}

impl Buckets {
    /// So many a minute, all of them at once if need be.
    pub fn per_minute(rate: u32) -> Buckets {
        Buckets::new(Duration::from_secs(60), rate, rate)
    }

    /// So many a second, twice as many at once: a page comes with its files.
    pub fn per_second(rate: u32) -> Buckets {
        Buckets::new(Duration::from_secs(1), rate, rate.saturating_mul(2))
    }

    fn new(span: Duration, rate: u32, burst: u32) -> Buckets {
        let cost = span.checked_div(rate).unwrap_or_default();
        Buckets {
            cost,
            burst: cost.saturating_mul(burst),
            spent_until: Mutex::default(),
        }
    }

    /// Takes a token, or says how long to wait for one.
    ///
    /// # Errors
    /// `TooManyRequests`.
    pub fn take(&self, client: IpAddr, now: Instant) -> Result<(), AppError> {
        if self.cost.is_zero() {
            return Ok(());
        }
        let mut clients = self.spent_until.lock().unwrap_or_else(PoisonError::into_inner);
        if clients.len() >= MOST_CLIENTS && !clients.contains_key(&client) {
            clients.retain(|_, until| *until > now);
            if clients.len() >= MOST_CLIENTS {
                clients.clear();
            }
        }
        let until = clients.entry(block(client)).or_insert(now);
        let after = (*until).max(now) + self.cost;
        if let Some(wait) = (after - now).checked_sub(self.burst).filter(|w| !w.is_zero()) {
            let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
            return Err(AppError::TooManyRequests {
                retry_after: u32::try_from(seconds).unwrap_or(u32::MAX),
            });
        }
        *until = after;
        Ok(())
    }
}

/// Whoever has one IPv6 address has a whole /64 of them.
fn block(client: IpAddr) -> IpAddr {
    match client.to_canonical() {
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from(u128::from(v6) & !u128::from(u64::MAX))),
        v4 => v4,
    }
}

/// The general rate.
pub async fn general(State(web): State<Web>, request: Request, next: Next) -> Response {
    limited(&web, &web.requests, request, next).await
}

/// Where a password, a code or a link's token can be tried, or a mail be asked for.
/// And where a provider is asked for somebody's sake.
const GUESSING: [&str; 22] = [
    "/form/sign-in",
    "/form/sign-in/code",
    "/form/sign-in/oidc",
    "/form/prove",
    "/form/accounts/password",
    "/form/accounts/reset-request",
    "/form/accounts/reset",
    "/form/accounts/accept",
    "/form/accounts/sign-up",
    "/form/accounts/sign-up-confirm",
    "/form/accounts/sign-in-link",
    "/api/v1/session",
    "/api/v1/op/SignIn",
    "/api/v1/op/SignInWithCode",
    "/api/v1/op/BeginOidcSignIn",
    "/api/v1/op/FinishOidc",
    "/api/v1/op/ConfirmIdentity",
    "/api/v1/op/RequestPasswordReset",
    "/api/v1/op/ResetPassword",
    "/api/v1/op/AcceptInvitation",
    "/api/v1/op/RequestSignUp",
    "/api/v1/op/ConfirmSignUp",
];

/// The rate of sign-ins, whichever door they knock at.
pub async fn sign_in(State(web): State<Web>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let sign_in = request.method() == Method::POST && GUESSING.contains(&path);
    if sign_in {
        limited(&web, &web.sign_ins, request, next).await
    } else {
        next.run(request).await
    }
}

async fn limited(web: &Web, buckets: &Buckets, request: Request, next: Next) -> Response {
    let client = client_of(web, &request).unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
    match buckets.take(client, Instant::now()) {
        Ok(()) => next.run(request).await,
        Err(error) => Asker::of(&request).refuse(&error),
    }
}

/// Where a request came from; none for one that did not come over the network (tests).
pub fn client_of(web: &Web, request: &Request) -> Option<IpAddr> {
    let peer = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map(|c| c.0.ip());
    let found = client(request.headers(), peer, web.config.trusted_proxies);
    Some(found).filter(|address| !address.is_unspecified())
}

/// The client's address: what the outermost proxy that is trusted saw. Anything further left anybody could have written.
fn client(headers: &HeaderMap, peer: Option<IpAddr>, trusted: usize) -> IpAddr {
    let peer = peer.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
    if trusted == 0 {
        return peer;
    }
    let seen: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split(','))
        .collect();
    seen.len()
        .checked_sub(trusted)
        .and_then(|at| seen[at].trim().parse().ok())
        .unwrap_or(peer)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLIENT: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

    #[test]
    fn a_bucket_empties_says_how_long_to_wait_and_fills_again() {
        let buckets = Buckets::per_minute(3);
        let start = Instant::now();
        for _ in 0..3 {
            assert_eq!(buckets.take(CLIENT, start), Ok(()));
        }
        assert_eq!(
            buckets.take(CLIENT, start),
            Err(AppError::TooManyRequests { retry_after: 20 })
        );
        assert!(
            buckets.take("10.0.0.1".parse().unwrap(), start).is_ok(),
            "another client has its own"
        );
        assert_eq!(buckets.take(CLIENT, start + Duration::from_secs(20)), Ok(()));
        assert!(buckets.take(CLIENT, start + Duration::from_secs(21)).is_err());
    }

    #[test]
    fn no_limit_is_none() {
        let buckets = Buckets::per_second(0);
        assert!((0..10_000).all(|_| buckets.take(CLIENT, Instant::now()).is_ok()));
    }

    #[test]
    fn only_what_a_trusted_proxy_wrote_is_believed() {
        let peer = Some("10.0.0.9".parse().unwrap());
        let mut headers = HeaderMap::new();
        headers.append("x-forwarded-for", "6.6.6.6, 1.2.3.4".parse().unwrap());
        headers.append("x-forwarded-for", "10.0.0.8".parse().unwrap());
        for (trusted, expected) in [
            (0, "10.0.0.9"),
            (1, "10.0.0.8"),
            (2, "1.2.3.4"),
            (3, "6.6.6.6"),
            (4, "10.0.0.9"),
        ] {
            assert_eq!(
                client(&headers, peer, trusted),
                expected.parse::<IpAddr>().unwrap(),
                "{trusted}"
            );
        }
    }

    #[test]
    fn a_block_of_addresses_is_one_client() {
        let of = |text: &str| block(text.parse().unwrap());
        assert_eq!(of("2001:db8:1:2:3::4"), of("2001:db8:1:2:ffff::1"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_eq!(of("::ffff:1.2.3.4"), of("1.2.3.4"));
    }
}
