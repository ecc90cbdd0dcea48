//! The seller's side of the open API.

use super::{
    ClientError, Settings,
    http::{Http, Incoming, Outgoing},
};
use crate::protocol::{
    AccessKey, Dialect,
    codes::ApiCode,
    endpoint::{self, Auth, Endpoint, Envelope, Method, Repeat},
    message::{self, Fault, Faults, Wrong},
    openapi::{
        ActivateLicense, ActivateLicenseAnswer, ActivateLicenses, Heartbeat, LicenseInfo, OrderInfo,
        PushUsage, PushUsageOld, QueryOrder, ReportSoftwareUsage, Upload,
    },
    sign::{ak_sk, usage},
};
use sha2::{Digest, Sha256};

/// Who calls.
#[derive(Debug, Clone)]
pub struct Credentials {
    /// AK of an IAM user with programmatic access.
    pub access_key: String,
    /// Its SK.
    pub secret: AccessKey,
    /// The seller's key of the base interfaces, which usage pushes are signed with.
    pub seller_key: Option<AccessKey>,
}

/// Calls the open API. Reads, and what the platform recognises when it comes twice, is repeated; everything else only
/// when it certainly did not arrive.
///
/// ```no_run
/// # async fn example() -> Result<(), guildhall_sdk::client::ClientError> {
/// use guildhall_sdk::client::{Credentials, OpenApi, Settings};
/// use guildhall_sdk::protocol::{Dialect, openapi::{MOCK_ORDERS, QueryOrder}};
/// let credentials = Credentials { access_key: "AK".into(), secret: "SK".into(), seller_key: None };
/// let api = OpenApi::new(credentials, Settings::default(), Dialect::default())?;
/// let order = api.query_order(&QueryOrder { order_id: MOCK_ORDERS[0].into(), order_line_id: None }).await?;
/// println!("{}", order.order_line[0].charging_mode);
/// # Ok(()) }
/// ```
#[derive(Debug, Clone)]
pub struct OpenApi {
    http: Http,
    credentials: Credentials,
    hosts: Vec<String>,
    dialect: Dialect,
}

/// A body that is ready, and what it is.
struct Content {
    path: String,
    query: String,
    kind: String,
    body: Vec<u8>,
}

impl OpenApi {
    /// A client of the dialect's hosts.
    ///
    /// # Errors
    /// The settings cannot be used.
    pub fn new(
        credentials: Credentials,
        settings: Settings,
        dialect: Dialect,
    ) -> Result<OpenApi, ClientError> {
        let hosts = dialect.hosts.iter().map(|host| (*host).to_owned()).collect();
        Ok(OpenApi {
            http: Http::new(settings)?,
            credentials,
            hosts,
            dialect,
        })
    }

    /// The same, at other hosts (`https://host[:port]`), tried in turn when one cannot be reached.
    #[must_use]
    pub fn at(mut self, hosts: Vec<String>) -> OpenApi {
        self.hosts = hosts;
        self
    }

    /// What is in an order.
    ///
    /// # Errors
    /// See [`ClientError`].
    pub async fn query_order(&self, query: &QueryOrder) -> Result<OrderInfo, ClientError> {
        let answer = self.call(query).await?;
        let missing = || {
            Faults(vec![Fault {
                path: "orderInfo".into(),
                wrong: Wrong::Missing,
            }])
        };
        answer.order_info.ok_or_else(|| ClientError::Faulty(missing()))
    }

    /// Reports usage. Safe to repeat: `metering_sn` tells the platform what it has already.
    ///
    /// # Errors
    /// See [`ClientError`]; more records than the dialect allows are not sent.
    pub async fn push_usage(&self, usage: &PushUsage) -> Result<(), ClientError> {
        if usage.usage_records.len() > self.dialect.usage_records {
            let wrong = Wrong::TooLong(self.dialect.usage_records);
            return Err(Faults(vec![Fault {
                path: "usage_records".into(),
                wrong,
            }])
            .into());
        }
        self.call(usage).await.map(drop)
    }

    /// Reports usage the old way. Not repeated once it may have arrived.
    ///
    /// # Errors
    /// See [`ClientError`].
    pub async fn push_usage_old(&self, usage: &PushUsageOld) -> Result<(), ClientError> {
        self.call(usage).await.map(drop)
    }

    /// Activates a license code.
    ///
    /// # Errors
    /// See [`ClientError`].
    pub async fn activate_license(
        &self,
        call: &ActivateLicense,
    ) -> Result<ActivateLicenseAnswer, ClientError> {
        self.call(call).await
    }

    /// Activates up to a hundred license codes.
    ///
    /// # Errors
    /// See [`ClientError`].
    pub async fn activate_licenses(&self, call: &ActivateLicenses) -> Result<(), ClientError> {
        self.call(call).await.map(drop)
    }

    /// Asks for a license code's state.
    ///
    /// # Errors
    /// See [`ClientError`].
    pub async fn heartbeat(&self, call: &Heartbeat) -> Result<LicenseInfo, ClientError> {
        let missing = || {
            Faults(vec![Fault {
                path: "data".into(),
                wrong: Wrong::Missing,
            }])
        };
        self.call(call)
            .await?
            .data
            .ok_or_else(|| ClientError::Faulty(missing()))
    }

    /// Reports what license codes are used for.
    ///
    /// # Errors
    /// See [`ClientError`].
    pub async fn report_software_usage(&self, call: &ReportSoftwareUsage) -> Result<(), ClientError> {
        self.call(call).await.map(drop)
    }

    /// Delivers a License for the application `event_id`: a text, or a file with its bytes, whose hash must be right.
    ///
    /// # Errors
    /// See [`ClientError`].
    pub async fn upload(
        &self,
        event_id: &str,
        upload: &Upload,
        file: Option<&[u8]>,
    ) -> Result<(), ClientError> {
        let json = message::write(upload)?;
        let mut faults = Faults::default();
        let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
        if event_id.is_empty() || event_id.len() > 64 || !event_id.bytes().all(plain) {
            let wrong = Wrong::Form("not of letters, digits, - and _, at most 64");
            faults.0.push(Fault {
                path: "event_id".into(),
                wrong,
            });
        }
        if let (Some(file), Some(stated)) = (file, &upload.sha256)
            && !stated.eq_ignore_ascii_case(&hex::encode(Sha256::digest(file)))
        {
            let wrong = Wrong::Form("not the file's");
            faults.0.push(Fault {
                path: "sha256".into(),
                wrong,
            });
        }
        if !faults.0.is_empty() {
            return Err(faults.into());
        }
        let boundary = self.http.settings.machine.nonce(40);
        let mut body = Vec::new();
        let mut part = |head: &str, bytes: &[u8]| {
            body.extend_from_slice(format!("--{boundary}\r\n{head}\r\n\r\n").as_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        };
        part(
            "Content-Disposition: form-data; name=\"isvUpdateFileReq\"\r\nContent-Type: application/json",
            &json,
        );
        if let Some(file) = file {
            let name: String = upload
                .file_name
                .iter()
                .flat_map(|n| n.chars())
                .filter(|c| !"\"\r\n\\".contains(*c))
                .collect();
            let head = format!(
                "Content-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream"
            );
            part(&head, file);
        }
        body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
        let content = Content {
            path: Upload::PATH.replace("{event_id}", event_id),
            query: String::new(),
            kind: format!("multipart/form-data; boundary={boundary}"),
            body,
        };
        self.repeat::<Upload>(&content).await.map(drop)
    }

    async fn call<E: Endpoint>(&self, call: &E) -> Result<E::Answer, ClientError> {
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

    async fn repeat<E: Endpoint>(&self, content: &Content) -> Result<E::Answer, ClientError> {
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
