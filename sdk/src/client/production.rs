//! The marketplace's side of the production interface: calls a seller's server.

use super::{
    ClientError, Settings,
    http::{Http, Incoming, Outgoing},
};
use crate::protocol::{
    AccessKey, Dialect,
    codes::ResultCode,
    endpoint::{self, Auth, Endpoint, Envelope, Method},
    message::{self, Fault, Faults, Unreadable, Wrong},
    sign::{auth_token, body_sign, kit, v2},
};
use serde_json::{Map, Value};

/// Calls sellers' servers. It never repeats by itself: how often a call is repeated is the dispatcher's schedule
/// ([`crate::protocol::schedule::next_attempt`]), and each repetition is a new request with a new nonce.
///
/// ```no_run
/// # async fn example() -> Result<(), guildhall_sdk::client::ClientError> {
/// use guildhall_sdk::{client::{Production, Settings}, protocol::{AccessKey, Dialect, production::QueryInstance}};
/// let production = Production::new(Settings::default(), Dialect::default())?;
/// let call = QueryInstance { instance_id: "i-1".into() };
/// let answer = production.call("https://seller.example/produce", &AccessKey::new("…"), &call, false).await?;
/// println!("{:?}", answer.info);
/// # Ok(()) }
/// ```
#[derive(Debug, Clone)]
pub struct Production {
    http: Http,
    dialect: Dialect,
}

impl Production {
    /// A client. The dialect's limit on a call's time is used where it is shorter than the settings'.
    ///
    /// ```
    /// use guildhall_sdk::{client::{Production, Settings}, protocol::Dialect};
    /// let strict = Dialect { call_limit_ms: 5_000, ..Dialect::default() };
    /// assert!(Production::new(Settings::default(), strict).is_ok());
    /// ```
    ///
    /// # Errors
    /// The settings cannot be used.
    pub fn new(mut settings: Settings, dialect: Dialect) -> Result<Production, ClientError> {
        settings.timeout_ms = settings.timeout_ms.min(dialect.call_limit_ms);
        Ok(Production {
            http: Http::new(settings)?,
            dialect,
        })
    }

    /// One call to the production address `url`, signed as the endpoint wants it.
    ///
    /// Success is HTTP 200, `application/json`, and `resultCode` `000000` or `000004`, with every mandatory field there
    /// and none too long.
    ///
    /// ```
    /// # #[cfg(feature = "testing")]
    /// # tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(async {
    /// use guildhall_sdk::{client::{Production, Settings}, protocol::{Dialect, production::NewInstance}, testing::FakeSeller};
    /// let seller = FakeSeller::start("127.0.0.1:0", "the key").await.unwrap();
    /// let production = Production::new(Settings::default(), Dialect::default()).unwrap();
    /// let call = NewInstance { order_id: "o".into(), order_line_id: "o-000001".into(), business_id: "b-1".into() };
    /// let answer = production.call(&seller.url(), &"the key".into(), &call, true).await.unwrap();
    /// assert_eq!(answer.instance_id.as_deref(), Some("b-1"));
    /// # });
    /// ```
    ///
    /// # Errors
    /// What else it was.
    pub async fn call<E: Endpoint>(
        &self,
        url: &str,
        key: &AccessKey,
        call: &E,
        test: bool,
    ) -> Result<E::Answer, ClientError> {
        let machine = &self.http.settings.machine;
        let envelope = Envelope {
            test,
            now: machine.now(),
        };
        let outgoing = self.outgoing(url, key, call, envelope, &machine.nonce(32))?;
        let incoming = self.http.send(&outgoing).await?;
        answer::<E>(&incoming, key)
    }

    fn outgoing<E: Endpoint>(
        &self,
        url: &str,
        key: &AccessKey,
        call: &E,
        envelope: Envelope,
        nonce: &str,
    ) -> Result<Outgoing, ClientError> {
        let rules = &self.dialect.signing;
        let now_ms = envelope.now.timestamp_millis();
        let no = |what: &dyn std::fmt::Display| ClientError::Unusable(what.to_string());
        let mut headers = vec![("Accept".to_owned(), "application/json".to_owned())];
        let mut url = format!("{}{}", url.trim_end_matches('/'), E::PATH);
        let mut body = Vec::new();
        if E::METHOD == Method::Post {
            headers.push(("Content-Type".into(), "application/json;charset=utf8".into()));
            body = endpoint::body(call, envelope, &self.dialect)?;
        }
        match E::AUTH {
            Auth::Query => {
                let signature = v2::sign(&body, key, now_ms, nonce, rules).map_err(|e| no(&e))?;
                url += &format!("?signature={signature}&timestamp={now_ms}&nonce={nonce}");
            }
            Auth::Kit => {
                let signature = kit::sign(&body, key, now_ms, nonce, rules).map_err(|e| no(&e))?;
                headers.push(("x-sign".into(), signature));
                headers.push(("x-timestamp".into(), now_ms.to_string()));
                headers.push(("x-nonce".into(), nonce.into()));
            }
            Auth::Token => {
                let parameters = endpoint::parameters(call, envelope, &self.dialect)?;
                let token = auth_token::sign(&parameters, key, rules).map_err(|e| no(&e))?;
                match E::METHOD {
                    Method::Get => url = format!("{url}?{}", endpoint::query(&parameters, Some(&token))),
                    Method::Post => headers.push(("authToken".into(), token)),
                }
            }
            Auth::AkSk | Auth::AkSkAndUsage => {
                return Err(no(&format!("{} is a call of the open API", E::NAME)));
            }
        }
        Ok(Outgoing {
            method: E::METHOD.as_str(),
            url,
            headers,
            body,
        })
    }
}

/// Judges an answer as the platform does.
fn answer<E: Endpoint>(incoming: &Incoming, key: &AccessKey) -> Result<E::Answer, ClientError> {
    if incoming.status != 200 {
        return Err(incoming.status_error());
    }
    if !incoming.is_json() {
        return Err(ClientError::ContentType(incoming.content_type.clone()));
    }
    if E::AUTH == Auth::Token {
        let header = incoming.body_sign.as_deref().unwrap_or_default();
        if header.is_empty() {
            return Err(ClientError::Unsigned(crate::protocol::sign::Refused::Missing(
                "Body-Sign",
            )));
        }
        body_sign::verify(&incoming.body, header, key).map_err(ClientError::Unsigned)?;
    }
    let members: Map<String, Value> = serde_json::from_slice(&incoming.body).map_err(|e| Unreadable {
        path: ".".into(),
        message: e.to_string(),
    })?;
    let code = members
        .get("resultCode")
        .and_then(endpoint::plain)
        .unwrap_or_default();
    if code.is_empty() {
        let fault = Fault {
            path: "resultCode".into(),
            wrong: Wrong::Missing,
        };
        return Err(ClientError::Faulty(Faults(vec![fault])));
    }
    if !ResultCode::from(code.as_str()).is_fine() {
        let message = members
            .get("resultMsg")
            .and_then(endpoint::plain)
            .unwrap_or_default();
        return Err(ClientError::Refused { code, message });
    }
    // From the text once more: a field that is there twice is nothing to choose from.
    let answer: E::Answer = message::read(&incoming.body)?;
    // The platform minds lengths and mandatory fields of what it is answered.
    message::members(&answer).map_err(ClientError::Faulty)?;
    Ok(answer)
}
