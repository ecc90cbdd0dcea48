//! A marketplace's open API, in memory.

use super::{
    faults::{self, Fault, FaultQueue},
    orders::mock_order,
};
use crate::{
    machine::{self, Machine},
    protocol::{
        AccessKey, Dialect,
        codes::{ApiCode, LicenseCode},
        endpoint::Endpoint,
        message::{self, Message},
        openapi::{
            ActivateLicense, ActivateLicenses, Heartbeat, OrderInfo, PushUsage, PushUsageOld, QueryOrder,
            ReportSoftwareUsage, Upload,
        },
        sign::{MemoryNonces, ak_sk, usage},
        values::UploadKind,
    },
    seller::serve,
};
use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    extract::Request,
    http::{HeaderMap, HeaderValue, Response, StatusCode, header},
    middleware::from_fn,
};
use chrono::TimeDelta;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::{
    collections::{BTreeMap, BTreeSet},
    io,
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::{net::TcpListener, task::JoinHandle};

const MOST_BYTES: usize = 24 * 1024 * 1024;

/// What the marketplace took.
///
/// ```
/// # tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(async {
/// use guildhall_sdk::testing::FakeMarketplace;
/// let market = FakeMarketplace::start("127.0.0.1:0", "AK", "SK", "the key").await.unwrap();
/// assert_eq!(market.accepted().requests, 0);
/// # });
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Accepted {
    /// `metering_sn` of usage records, each once.
    pub usage: BTreeSet<String>,
    /// Uploads, by `event_id`: the text, or the file's hash.
    pub uploads: BTreeMap<String, String>,
    /// License codes that were activated.
    pub licenses: BTreeSet<String>,
    /// Requests that were answered, faults aside.
    pub requests: u32,
}

#[derive(Debug)]
struct State {
    access_key: String,
    secret: AccessKey,
    seller_key: AccessKey,
    dialect: Dialect,
    machine: Arc<dyn Machine>,
    nonces: MemoryNonces,
    orders: Mutex<BTreeMap<String, OrderInfo>>,
    accepted: Mutex<Accepted>,
}

/// A running fake marketplace. It stops when it is dropped.
///
/// ```
/// # tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(async {
/// use guildhall_sdk::{client::{Credentials, OpenApi, Settings}, testing::FakeMarketplace};
/// use guildhall_sdk::protocol::{Dialect, openapi::QueryOrder};
/// let market = FakeMarketplace::start("127.0.0.1:0", "AK", "SK", "the key").await.unwrap();
/// let credentials = Credentials { access_key: "AK".into(), secret: "SK".into(), seller_key: None };
/// let api = OpenApi::new(credentials, Settings::default(), Dialect::default()).unwrap().at(vec![market.url()]);
/// let order = QueryOrder { order_id: "MOCKONDEMAND".into(), order_line_id: None };
/// assert_eq!(api.query_order(&order).await.unwrap().order_line.len(), 1);
/// # });
/// ```
#[derive(Debug)]
pub struct FakeMarketplace {
    address: SocketAddr,
    state: Arc<State>,
    faults: FaultQueue,
    task: JoinHandle<()>,
}

impl FakeMarketplace {
    /// Listens; knows one seller, by AK/SK and by the key of its base interfaces.
    ///
    /// ```
    /// # tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(async {
    /// use guildhall_sdk::testing::FakeMarketplace;
    /// let market = FakeMarketplace::start("127.0.0.1:0", "AK", "SK", "the key").await.unwrap();
    /// assert!(market.url().starts_with("http://127.0.0.1:"));
    /// # });
    /// ```
    ///
    /// # Errors
    /// The address cannot be listened at.
    pub async fn start(
        listen: &str,
        access_key: &str,
        secret: &str,
        key: &str,
    ) -> io::Result<FakeMarketplace> {
        let listener = TcpListener::bind(listen).await?;
        let address = listener.local_addr()?;
        let state = Arc::new(State {
            access_key: access_key.into(),
            secret: secret.into(),
            seller_key: key.into(),
            dialect: Dialect::default(),
            machine: machine::system(),
            nonces: MemoryNonces::default(),
            orders: Mutex::default(),
            accepted: Mutex::default(),
        });
        let faults = FaultQueue::default();
        let (queue, all) = (faults.clone(), state.clone());
        let router = Router::new()
            .fallback(move |request: Request| {
                let all = all.clone();
                async move { all.handle(request).await }
            })
            .layer(from_fn(move |request, next| {
                faults::layer(queue.clone(), request, next)
            }));
        let task = tokio::spawn(serve(listener, router, std::future::pending()));
        Ok(FakeMarketplace {
            address,
            state,
            faults,
            task,
        })
    }

    /// Its host, as [`crate::client::OpenApi::at`] takes it.
    ///
    /// ```
    /// # tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(async {
    /// use guildhall_sdk::testing::FakeMarketplace;
    /// let market = FakeMarketplace::start("127.0.0.1:0", "AK", "SK", "the key").await.unwrap();
    /// assert!(market.url().starts_with("http://127.0.0.1:"));
    /// # });
    /// ```
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The next call that has none yet ends in this fault.
    ///
    /// ```
    /// # tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(async {
    /// use guildhall_sdk::testing::FakeMarketplace;
    /// let market = FakeMarketplace::start("127.0.0.1:0", "AK", "SK", "the key").await.unwrap();
    /// market.order(guildhall_sdk::testing::Fault::Timeout);
    /// # });
    /// ```
    pub fn order(&self, fault: Fault) {
        self.faults.order(fault);
    }

    /// An order, besides the mock orders.
    ///
    /// ```
    /// # tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(async {
    /// use guildhall_sdk::testing::FakeMarketplace;
    /// let market = FakeMarketplace::start("127.0.0.1:0", "AK", "SK", "the key").await.unwrap();
    /// let mut order = guildhall_sdk::testing::mock_order("MOCKONDEMAND", "2026-11-22T00:00:00Z".parse().unwrap()).unwrap();
    /// order.order_id = "CS2211181819B4LVS".into();
    /// market.place(order);
    /// # });
    /// ```
    pub fn place(&self, order: OrderInfo) {
        let mut orders = self.state.orders.lock().unwrap_or_else(PoisonError::into_inner);
        orders.insert(order.order_id.clone(), order);
    }

    /// What was taken until now.
    ///
    /// ```
    /// # tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(async {
    /// use guildhall_sdk::testing::FakeMarketplace;
    /// let market = FakeMarketplace::start("127.0.0.1:0", "AK", "SK", "the key").await.unwrap();
    /// assert!(market.accepted().usage.is_empty());
    /// # });
    /// ```
    pub fn accepted(&self) -> Accepted {
        self.state
            .accepted
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

impl Drop for FakeMarketplace {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// An answer's status and body.
type Answer = (u16, Value);

impl State {
    async fn handle(&self, request: Request) -> Response<Body> {
        let (head, body) = request.into_parts();
        let path = head.uri.path().to_owned();
        let query = head.uri.query().unwrap_or_default().to_owned();
        let (status, body) = match to_bytes(body, MOST_BYTES).await {
            Err(_) => (
                413,
                json!({ "error_code": "APIGW.0201", "error_msg": "the body is too large" }),
            ),
            Ok(body) => match self.signed(head.method.as_str(), &path, &query, &head.headers, &body) {
                Err(error) => (401, json!({ "error_code": "APIGW.0301", "error_msg": error })),
                Ok(()) => {
                    self.accepted
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .requests += 1;
                    self.route(head.method.as_str(), &path, &query, &head.headers, &body)
                        .await
                }
            },
        };
        let mut response = Response::new(Body::from(body.to_string()));
        *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        response
            .headers_mut()
            .insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        response
    }

    fn signed(
        &self,
        method: &str,
        path: &str,
        query: &str,
        headers: &HeaderMap,
        body: &Bytes,
    ) -> Result<(), String> {
        let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        let headers: Vec<(String, String)> = headers
            .iter()
            .map(|(name, value)| (name.as_str().to_owned(), text(value)))
            .collect();
        let request = ak_sk::Request {
            method,
            path,
            query,
            headers: &headers,
            body,
        };
        // As the gateway, which the official clients' uploads get through.
        let accept = ak_sk::Accept {
            unsigned_payload: true,
            ..Default::default()
        };
        let secret = |access: &str| (access == self.access_key).then(|| self.secret.clone());
        ak_sk::verify(&request, secret, self.machine.now(), accept)
            .map(drop)
            .map_err(|e| e.to_string())
    }

    async fn route(
        &self,
        method: &str,
        path: &str,
        query: &str,
        headers: &HeaderMap,
        body: &Bytes,
    ) -> Answer {
        let is = |m: &str, p: &str| method == m && path == p;
        if is("GET", QueryOrder::PATH) {
            return self.order(query);
        }
        if is("POST", PushUsage::PATH) {
            return self.usage(headers, body).await;
        }
        if is("POST", PushUsageOld::PATH) {
            return match read::<PushUsageOld>(body) {
                Ok(_) => api(&ApiCode::Success, "success"),
                Err(error) => api(&ApiCode::Validation, &error),
            };
        }
        if is("POST", ActivateLicense::PATH) {
            return self.licenses::<ActivateLicense>(body, |call| vec![call.license]);
        }
        if is("POST", ActivateLicenses::PATH) {
            return self.licenses::<ActivateLicenses>(body, |call| call.license_list);
        }
        if is("POST", Heartbeat::PATH) {
            return self.heartbeat(body);
        }
        if is("POST", ReportSoftwareUsage::PATH) {
            return match read::<ReportSoftwareUsage>(body) {
                Ok(_) => license(&LicenseCode::Success, "success"),
                Err(error) => license(&LicenseCode::InvalidParameter, &error),
            };
        }
        let (before, after) = Upload::PATH.split_once("{event_id}").unwrap_or_default();
        if let Some(event) = path
            .strip_prefix(before)
            .and_then(|rest| rest.strip_suffix(after))
            && method == "POST"
        {
            return self.upload(event, headers, body);
        }
        (
            404,
            json!({ "error_code": "APIGW.0101", "error_msg": "there is no such API" }),
        )
    }

    fn order(&self, query: &str) -> Answer {
        let members = ak_sk::parse_query(query)
            .into_iter()
            .map(|(name, value)| (name, Value::String(value)))
            .collect();
        let no = |code: ApiCode, words: &str| {
            (
                code.http_status(),
                json!({ "resultCode": code.as_str(), "resultMsg": words }),
            )
        };
        let query: QueryOrder = match message::read_members(members) {
            Ok(query) => query,
            Err(error) => return no(ApiCode::InvalidParameter, &error.to_string()),
        };
        let placed = self
            .orders
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&query.order_id)
            .cloned();
        let Some(mut order) = placed.or_else(|| mock_order(&query.order_id, self.machine.now())) else {
            return no(ApiCode::Illegal, "the order is none of this seller's");
        };
        if let Some(line) = query.order_line_id.filter(|line| !line.is_empty()) {
            order.order_line.retain(|l| l.order_line_id == line);
            if order.order_line.is_empty() {
                return no(ApiCode::Illegal, "the order has no such line");
            }
        }
        (
            200,
            json!({ "resultCode": "MKT.0000", "resultMsg": "success", "orderInfo": order }),
        )
    }

    async fn usage(&self, headers: &HeaderMap, body: &Bytes) -> Answer {
        let header = |name: &str| {
            headers
                .get(name)
                .and_then(|v| v.to_str().ok())
                .unwrap_or_default()
        };
        let signed = usage::Headers {
            signature: header("signature"),
            ts: header("ts"),
            nonce: header("nonce"),
        };
        let now = self.machine.now();
        let now_ms = now.timestamp_millis();
        let keys = std::slice::from_ref(&self.seller_key);
        let verified = match usage::verify(body, signed, keys, now_ms, &self.dialect.signing) {
            Ok(verified) => verified.once(&self.nonces, now_ms).await,
            Err(error) => Err(error),
        };
        if let Err(error) = verified {
            return api(&ApiCode::InvalidSignature, &error.to_string());
        }
        let push: PushUsage = match message::read(body) {
            Ok(push) => push,
            Err(error) => return api(&ApiCode::Validation, &error.to_string()),
        };
        if push.usage_records.len() > self.dialect.usage_records {
            return api(&ApiCode::TooManyRecords, "too many records");
        }
        if let Err(faults) = message::members(&push) {
            return api(&ApiCode::Validation, &faults.to_string());
        }
        if push
            .usage_records
            .iter()
            .any(|r| r.begin_time.0 < now - TimeDelta::days(21))
        {
            return api(&ApiCode::TooOld, "begin_time is more than 21 days ago");
        }
        let mut accepted = self.accepted.lock().unwrap_or_else(PoisonError::into_inner);
        accepted
            .usage
            .extend(push.usage_records.into_iter().map(|r| r.metering_sn));
        api(&ApiCode::Success, "success")
    }

    fn licenses<E: Endpoint>(&self, body: &Bytes, codes: impl FnOnce(E) -> Vec<String>) -> Answer {
        let codes = match read::<E>(body) {
            Ok(call) => codes(call),
            Err(error) => return license(&LicenseCode::InvalidParameter, &error),
        };
        let mut accepted = self.accepted.lock().unwrap_or_else(PoisonError::into_inner);
        if codes.iter().any(|code| !code.starts_with("PL")) {
            return license(&LicenseCode::NoSuchCode, "there is no such code");
        }
        if codes.iter().any(|code| accepted.licenses.contains(code)) {
            return license(&LicenseCode::IllegalState, "activated before");
        }
        accepted.licenses.extend(codes);
        let info = json!({ "status": "ALIVE", "product_id": "12345", "order_id": "CS 123", "amount": 1 })
            .to_string();
        let (status, mut body) = license(&LicenseCode::Success, "success");
        body["data"] = json!({ "license_code_info": info });
        (status, body)
    }

    fn heartbeat(&self, body: &Bytes) -> Answer {
        let call = match read::<Heartbeat>(body) {
            Ok(call) => call,
            Err(error) => return license(&LicenseCode::InvalidParameter, &error),
        };
        let accepted = self.accepted.lock().unwrap_or_else(PoisonError::into_inner);
        if !accepted.licenses.contains(&call.license) {
            return license(&LicenseCode::NotActivated, "not activated");
        }
        let (status, mut body) = license(&LicenseCode::Success, "success");
        body["data"] =
            json!({ "license_code": call.license, "status": "ALIVE", "activate_time": "20261122000000" });
        (status, body)
    }

    fn upload(&self, event: &str, headers: &HeaderMap, body: &Bytes) -> Answer {
        let kind = headers
            .get("content-type")
            .and_then(|v| v.to_str().ok())
            .unwrap_or_default();
        let no = |words: &str| (400, json!({ "error_code": "CBC.0101", "error_msg": words }));
        let Some(boundary) = kind.strip_prefix("multipart/form-data; boundary=") else {
            return no("no multipart body");
        };
        let parts = parts(body, boundary);
        let find = |name: &str| {
            parts
                .iter()
                .find(|(head, _)| head.contains(&format!("name=\"{name}\"")))
                .map(|(_, b)| *b)
        };
        let upload = find("isvUpdateFileReq").map(read::<Upload>);
        let upload = match upload {
            Some(Ok(upload)) => upload,
            Some(Err(error)) => return no(&error),
            None => return no("there is no isvUpdateFileReq"),
        };
        let taken = match (upload.kind, find("file")) {
            (UploadKind::Characters, _) => upload.characters.unwrap_or_default(),
            (UploadKind::File, Some(file)) => {
                let hash = hex::encode(Sha256::digest(file));
                if !upload
                    .sha256
                    .is_some_and(|stated| stated.eq_ignore_ascii_case(&hash))
                {
                    return no("sha256 is not the file's");
                }
                hash
            }
            _ => return no("there is no file"),
        };
        self.accepted
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .uploads
            .insert(event.to_owned(), taken);
        (200, json!({ "error_code": "CBC.0000", "error_msg": "success" }))
    }
}

/// Reads strictly: a fake that takes everything proves nothing.
fn read<E: Message>(body: &[u8]) -> Result<E, String> {
    let message: E = message::read(body).map_err(|e| e.to_string())?;
    message::members(&message).map_err(|e| e.to_string())?;
    Ok(message)
}

fn api(code: &ApiCode, words: &str) -> Answer {
    (
        code.http_status(),
        json!({ "error_code": code.as_str(), "error_msg": words }),
    )
}

fn license(code: &LicenseCode, words: &str) -> Answer {
    (200, json!({ "error_code": code.as_str(), "error_msg": words }))
}

/// Head and content of each part.
fn parts<'a>(body: &'a [u8], boundary: &str) -> Vec<(String, &'a [u8])> {
    let find = |bytes: &[u8], what: &[u8]| bytes.windows(what.len()).position(|w| w == what);
    let delimiter = format!("--{boundary}");
    let mut parts = Vec::new();
    let mut rest = body;
    while let Some(start) = find(rest, delimiter.as_bytes()) {
        rest = &rest[start + delimiter.len()..];
        let Some(end) = find(rest, format!("\r\n{delimiter}").as_bytes()) else {
            break;
        };
        let part = &rest[..end];
        if let Some(split) = find(part, b"\r\n\r\n") {
            parts.push((
                String::from_utf8_lossy(&part[..split]).into_owned(),
                &part[split + 4..],
            ));
        }
        rest = &rest[end + 2..];
    }
    parts
}
