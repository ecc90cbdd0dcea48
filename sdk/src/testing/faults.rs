//! Faults to order: what a server can do to whoever calls it.

use axum::{
    body::{Body, Bytes},
    extract::Request,
    http::{HeaderValue, Response, StatusCode, header},
    middleware::Next,
};
use futures::stream;
use std::{
    collections::VecDeque,
    convert::Infallible,
    fmt,
    str::FromStr,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

/// What happens to one call, instead of its answer.
///
/// ```
/// use guildhall_sdk::testing::Fault;
/// assert_eq!("status=503".parse(), Ok(Fault::Status(503)));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// No answer, ever.
    Timeout,
    /// The connection ends in the middle of the answer.
    Drop,
    /// Another HTTP status.
    Status(u16),
    /// The answer says it is a page.
    ContentType,
    /// An answer without an end.
    Huge,
    /// An answer that comes a byte at a time.
    Drip,
    /// A code of the documents, or one that is in none.
    Code(String),
    /// The answer names its code twice, with two values.
    Duplicate,
    /// The answer is cut off JSON.
    Garbage,
    /// `000000` and nothing else.
    Empty,
}

impl Fault {
    /// One of each, for tests that try them all.
    ///
    /// ```
    /// use guildhall_sdk::testing::Fault;
    /// assert!(Fault::all().contains(&Fault::Drip));
    /// ```
    pub fn all() -> Vec<Fault> {
        vec![
            Fault::Timeout,
            Fault::Drop,
            Fault::Status(500),
            Fault::ContentType,
            Fault::Huge,
            Fault::Drip,
            Fault::Code("000005".into()),
            Fault::Duplicate,
            Fault::Garbage,
            Fault::Empty,
        ]
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Timeout => f.write_str("timeout"),
            Fault::Drop => f.write_str("drop"),
            Fault::Status(status) => write!(f, "status={status}"),
            Fault::ContentType => f.write_str("content-type"),
            Fault::Huge => f.write_str("huge"),
            Fault::Drip => f.write_str("drip"),
            Fault::Code(code) => write!(f, "code={code}"),
            Fault::Duplicate => f.write_str("duplicate"),
            Fault::Garbage => f.write_str("garbage"),
            Fault::Empty => f.write_str("empty"),
        }
    }
}

impl FromStr for Fault {
    type Err = String;

    /// Reads what [`Fault`] is displayed as.
    ///
    /// ```
    /// use guildhall_sdk::testing::Fault;
    /// for fault in Fault::all() {
    ///     assert_eq!(fault.to_string().parse(), Ok(fault));
    /// }
    /// ```
    fn from_str(text: &str) -> Result<Fault, String> {
        let (name, value) = text.trim().split_once('=').unwrap_or((text.trim(), ""));
        Ok(match name {
            "timeout" => Fault::Timeout,
            "drop" => Fault::Drop,
            "status" => match value.parse() {
                Ok(status @ 100..=599) => Fault::Status(status),
                _ => return Err(format!("{value} is no HTTP status")),
            },
            "content-type" => Fault::ContentType,
            "huge" => Fault::Huge,
            "drip" => Fault::Drip,
            "code" if !value.is_empty() => Fault::Code(value.to_owned()),
            "duplicate" => Fault::Duplicate,
            "garbage" => Fault::Garbage,
            "empty" => Fault::Empty,
            _ => {
                return Err(format!(
                    "{text} is no fault: timeout, drop, status=N, content-type, huge, drip, code=C, duplicate, garbage, empty"
                ));
            }
        })
    }
}

/// The faults of the next calls, one each.
///
/// ```
/// use guildhall_sdk::testing::{Fault, FaultQueue};
/// let queue = FaultQueue::default();
/// queue.order(Fault::Drop);
/// ```
#[derive(Debug, Clone, Default)]
pub struct FaultQueue(Arc<Mutex<VecDeque<Fault>>>);

impl FaultQueue {
    /// The call after those that have one already.
    ///
    /// ```
    /// use guildhall_sdk::testing::{Fault, FaultQueue};
    /// FaultQueue::default().order(Fault::Code("000106".into()));
    /// ```
    pub fn order(&self, fault: Fault) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push_back(fault);
    }

    fn next(&self) -> Option<Fault> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).pop_front()
    }
}

/// Answers with the next fault, if one was ordered; `POST /_faults` orders one.
pub(super) async fn layer(queue: FaultQueue, request: Request, next: Next) -> Response<Body> {
    if request.uri().path() == "/_faults" {
        let body = axum::body::to_bytes(request.into_body(), 1024)
            .await
            .unwrap_or_default();
        let (status, words) = match String::from_utf8_lossy(&body).parse::<Fault>() {
            Ok(fault) => {
                let words = fault.to_string();
                queue.order(fault);
                (StatusCode::OK, words)
            }
            Err(words) => (StatusCode::UNPROCESSABLE_ENTITY, words),
        };
        return answer(status, "text/plain; charset=utf-8", Body::from(words + "\n"));
    }
    match queue.next() {
        None => next.run(request).await,
        Some(fault) => happen(fault).await,
    }
}

async fn happen(fault: Fault) -> Response<Body> {
    const JSON: &str = "application/json";
    const FINE: &str = r#"{"resultCode":"000000","resultMsg":"success"}"#;
    let ok = StatusCode::OK;
    match fault {
        Fault::Timeout => std::future::pending().await,
        Fault::Drop => {
            let parts: [Result<Bytes, &str>; 2] = [
                Ok(Bytes::from_static(br#"{"resultCode":"#)),
                Err("the fault that was ordered"),
            ];
            answer(ok, JSON, Body::from_stream(stream::iter(parts)))
        }
        Fault::Status(status) => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            answer(status, "text/plain", Body::from("the fault that was ordered"))
        }
        Fault::ContentType => answer(ok, "text/html", Body::from(FINE)),
        Fault::Huge => {
            let blanks = Bytes::from(vec![b' '; 64 * 1024]);
            let endless = stream::repeat_with(move || Ok::<Bytes, Infallible>(blanks.clone()));
            answer(ok, JSON, Body::from_stream(endless))
        }
        Fault::Drip => {
            let bytes = stream::unfold(0, |at| async move {
                tokio::time::sleep(Duration::from_millis(300)).await;
                let byte = *FINE.as_bytes().get(at)?;
                Some((Ok::<Bytes, Infallible>(Bytes::copy_from_slice(&[byte])), at + 1))
            });
            answer(ok, JSON, Body::from_stream(bytes))
        }
        Fault::Code(code) => {
            let names = serde_json::json!({
                "resultCode": code, "resultMsg": "as ordered", "error_code": code, "error_msg": "as ordered",
            });
            answer(ok, JSON, Body::from(names.to_string()))
        }
        Fault::Duplicate => {
            let twice = r#"{"resultCode":"000005","error_code":"MKT.0999","resultCode":"000000","error_code":"MKT.0000"}"#;
            answer(ok, JSON, Body::from(twice))
        }
        Fault::Garbage => answer(ok, JSON, Body::from(r#"{"resultCode":"0000"#)),
        Fault::Empty => answer(ok, JSON, Body::from(r#"{"resultCode":"000000"}"#)),
    }
}

fn answer(status: StatusCode, kind: &'static str, body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}
