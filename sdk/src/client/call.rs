//! One call of the open API: signed, sent, repeated where it may be, judged.

use super::{
    ClientError, OpenApi,
    http::{Incoming, Outgoing},
};
use crate::protocol::{
    codes::ApiCode,
    endpoint::{self, Auth, Endpoint, Envelope, Method, Repeat},
    message::{self, Fault, Faults, Wrong},
    sign::{ak_sk, usage},
};

/// A body that is ready, and what it is.
pub(super) struct Content {
    pub path: String,
    pub query: String,
    pub kind: String,
    pub body: Vec<u8>,
}

impl OpenApi {
    /// Any call of the open API, of this crate or your own: signed, sent, repeated where it says so, its answer judged by
    /// its code. Every other method is this one.
    ///
    /// The body of the heartbeat for many codes (`…/global/v2/license/heartbeat`) was never published to us, so there is
    /// no type of it here, and none is guessed. Who has the document writes down what it says:
    ///
    /// ```no_run
    /// use guildhall_sdk::client::{ClientError, OpenApi};
    /// use guildhall_sdk::protocol::{
    ///     endpoint::{Auth, Common, Endpoint, Method, Repeat},
    ///     message::{Field, Form, Message},
    ///     openapi::LicenseOutcome,
    /// };
    /// use serde::{Deserialize, Serialize};
    ///
    /// #[derive(Serialize, Deserialize)]
    /// struct Heartbeats { /* the fields of your document, here one that is made up */ codes: Vec<String> }
    ///
    /// impl Message for Heartbeats {
    ///     const FIELDS: &'static [Field] = &[Field::must("codes", Form::Texts(100, 64))];
    /// }
    ///
    /// impl Endpoint for Heartbeats {
    ///     const NAME: &'static str = "license/heartbeat (v2)";
    ///     const METHOD: Method = Method::Post;
    ///     const PATH: &'static str = "/api/mkp-openapi-public/global/v2/license/heartbeat";
    ///     const AUTH: Auth = Auth::AkSk;
    ///     const REPEAT: Repeat = Repeat::Reads;
    ///     const COMMON: Common = Common::None;
    ///     type Answer = LicenseOutcome; // or a type with the fields of your document
    /// }
    ///
    /// # async fn example(api: OpenApi) -> Result<(), ClientError> {
    /// let answer = api.call(&Heartbeats { codes: vec!["PL-1".into()] }).await?;
    /// println!("{}", answer.error_code);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// See [`ClientError`].
    pub async fn call<E: Endpoint>(&self, call: &E) -> Result<E::Answer, ClientError> {
        // Common::None: neither test flag nor time is added, whatever the envelope says.
        let envelope = Envelope {
            test: false,
            now: self.http.settings.machine.now(),
        };
        let mut content = Content {
            path: E::PATH.to_owned(),
            query: String::new(),
            kind: "application/json".into(),
            body: Vec::new(),
        };
        match E::METHOD {
            Method::Get => {
                content.query = endpoint::query(&endpoint::parameters(call, envelope, &self.dialect)?, None);
            }
            Method::Post => content.body = endpoint::body(call, envelope, &self.dialect)?,
        }
        self.repeat::<E>(&content).await
    }

    pub(super) async fn repeat<E: Endpoint>(&self, content: &Content) -> Result<E::Answer, ClientError> {
        let mut attempt = 0;
        loop {
            let error = match self.at_any_host::<E>(content).await {
                Ok(answer) => return Ok(answer),
                Err(error) => error,
            };
            // A call refused for its frequency was not carried out.
            let harmless = E::REPEAT != Repeat::Unsent
                || error.is_unsent()
                || matches!(error, ClientError::Limited { .. });
            attempt += 1;
            let again = error.is_passing() && harmless && self.http.pause(attempt, &error).await;
            if !again {
                return Err(error);
            }
        }
    }

    /// The first host that can be reached.
    async fn at_any_host<E: Endpoint>(&self, content: &Content) -> Result<E::Answer, ClientError> {
        let mut last = ClientError::Unusable("no host is configured".into());
        for host in &self.hosts {
            let outgoing = self.outgoing::<E>(host, content)?;
            match self.http.send(&outgoing).await {
                Ok(incoming) => return answer::<E>(&incoming),
                Err(error @ ClientError::Connect(_)) => last = error,
                Err(error) => return Err(error),
            }
        }
        Err(last)
    }

    /// Signed anew for every attempt: date and nonce are used once.
    fn outgoing<E: Endpoint>(&self, host: &str, content: &Content) -> Result<Outgoing, ClientError> {
        let no = |what: &dyn std::fmt::Display| ClientError::Unusable(what.to_string());
        let machine = &self.http.settings.machine;
        let now = machine.now();
        let name = host
            .split_once("://")
            .map_or(host, |(_, name)| name)
            .trim_end_matches('/');
        let mut headers: Vec<(String, String)> = vec![
            ("Content-Type".into(), content.kind.clone()),
            ("Host".into(), name.to_owned()),
            (ak_sk::DATE.into(), ak_sk::date(now)),
        ];
        if E::AUTH == Auth::AkSkAndUsage {
            let key = self.credentials.seller_key.as_ref();
            let key = key.ok_or_else(|| no(&"usage pushes need the seller's key of the base interfaces"))?;
            let nonce = machine.nonce(32);
            let ts = now.timestamp_millis();
            let signature = usage::sign(&content.body, key, ts, &nonce).map_err(|e| no(&e))?;
            headers.push(("signature".into(), signature));
            headers.push(("ts".into(), ts.to_string()));
            headers.push(("nonce".into(), nonce));
        }
        let request = ak_sk::Request {
            method: E::METHOD.as_str(),
            path: &content.path,
            query: &content.query,
            headers: &headers,
            body: &content.body,
        };
        let signed = ak_sk::sign(&request, &self.credentials.access_key, &self.credentials.secret)
            .map_err(|e| no(&e))?;
        headers.push(("Authorization".into(), signed.authorization));
        let question = if content.query.is_empty() { "" } else { "?" };
        let url = format!(
            "{}{}{question}{}",
            host.trim_end_matches('/'),
            content.path,
            content.query
        );
        Ok(Outgoing {
            method: E::METHOD.as_str(),
            url,
            headers,
            body: content.body.clone(),
        })
    }
}

/// Judges an answer. Codes count with every status: older pages put license errors on 400, 403 and 500.
fn answer<E: Endpoint>(incoming: &Incoming) -> Result<E::Answer, ClientError> {
    let limited = || ClientError::Limited {
        retry_after_s: incoming.retry_after_s,
    };
    if matches!(incoming.status, 406 | 429) {
        return Err(limited());
    }
    let Some(members) = incoming.members() else {
        return Err(match incoming.status {
            200 if !incoming.is_json() => ClientError::ContentType(incoming.content_type.clone()),
            200 => {
                let error = message::read::<E::Answer>(&incoming.body).err();
                error.map_or_else(|| incoming.status_error(), ClientError::Unreadable)
            }
            _ => incoming.status_error(),
        });
    };
    let text = |names: [&str; 2]| {
        names
            .iter()
            .find_map(|name| members.get(*name))
            .and_then(endpoint::plain)
            .unwrap_or_default()
    };
    let code = text(["resultCode", "error_code"]);
    match code.as_str() {
        "" if incoming.status != 200 => return Err(incoming.status_error()),
        "" => {
            let fault = Fault {
                path: "error_code".into(),
                wrong: Wrong::Missing,
            };
            return Err(ClientError::Faulty(Faults(vec![fault])));
        }
        "92020000" => {}
        code if ApiCode::read(code) == ApiCode::Success => {}
        code if ApiCode::read(code) == ApiCode::TooOften => return Err(limited()),
        _ => {
            return Err(ClientError::Refused {
                code,
                message: text(["resultMsg", "error_msg"]),
            });
        }
    }
    if incoming.status != 200 {
        return Err(incoming.status_error());
    }
    // Fields this version knows and that are empty are the platform's affair: a client tolerates.
    Ok(message::read_members::<E::Answer>(members)?)
}
