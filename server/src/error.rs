//! Refusals on the wire: one JSON shape for programs, one plain page for people, the request's id on both.

use crate::layers::actor::cookie;
use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use guildhall_market::{Actor, RequestInfo};
use guildhall_sdk::{
    finding::{Code, Finding},
    lang::Lang,
    portal::AppError,
};
use serde_json::json;
use std::convert::Infallible;

/// The cookie the pages keep the chosen language in.
const LANGUAGE_COOKIE: &str = "guildhall-lang";

/// Who asked, as far as a refusal must know: their language, whether a program reads it, the request's id.
#[derive(Debug, Clone)]
pub struct Asker {
    /// The request's id.
    pub request_id: String,
    /// The language of the answer.
    pub lang: Lang,
    /// A program reads it.
    pub json: bool,
}

impl Asker {
    /// Who asked with this request.
    pub fn of<B>(request: &axum::http::Request<B>) -> Asker {
        Asker::new(request.uri().path(), request.headers(), request.extensions())
    }

    fn new(path: &str, headers: &HeaderMap, extensions: &axum::http::Extensions) -> Asker {
        let text = |name| {
            headers
                .get(name)
                .and_then(|v: &HeaderValue| v.to_str().ok())
                .unwrap_or_default()
        };
        let accept = text(header::ACCEPT);
        let program = path.starts_with("/api/")
            || path == "/uploads"
            || (accept.contains("json") && !accept.contains("text/html"));
        let own = || extensions.get::<Actor>().and_then(Actor::signed).map(|s| s.lang);
        // What was chosen on our pages goes before what the browser says; programs say what they want.
        let chosen = if program {
            None
        } else {
            cookie(headers, LANGUAGE_COOKIE).and_then(|tag| Lang::from_tag(&tag))
        };
        let said = || Lang::from_accept_language(text(header::ACCEPT_LANGUAGE));
        Asker {
            request_id: extensions
                .get::<RequestInfo>()
                .map(|r| r.id.clone())
                .unwrap_or_default(),
            lang: chosen.or_else(said).or_else(own).unwrap_or_default(),
            json: program,
        }
    }

    /// The answer to a refused request.
    pub fn refuse(&self, error: &AppError) -> Response {
        let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        self.refuse_as(status, error.code(), error)
    }

    /// The answer with a status and code of its own: uploads name their fault in the code.
    pub fn refuse_as(&self, status: StatusCode, code: &str, error: &AppError) -> Response {
        let mut response = self.say(status, code, &error.message(self.lang), error.findings());
        let headers = response.headers_mut();
        if let AppError::TooManyRequests { retry_after } = error {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(*retry_after));
        }
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }

    /// A wrong method: which ones there are stands in `Allow`.
    pub fn wrong_method(&self) -> Response {
        let text = match self.lang {
            Lang::Zh => "此地址不支持该请求方法。",
            Lang::En => "This address does not take this method.",
        };
        self.say(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", text, &[])
    }

    /// A request from another site.
    pub fn cross_site(&self) -> Response {
        let text = match self.lang {
            Lang::Zh => "该请求来自其他网站，已被拒绝。",
            Lang::En => "This request came from another site and was refused.",
        };
        self.say(StatusCode::FORBIDDEN, "cross_site", text, &[])
    }

    /// Leads on to another site by itself, and by a link. Not a redirect: pages allow their forms to lead to this site only.
    pub fn lead_on(&self, url: &str) -> Response {
        let (tag, url) = (self.lang.tag(), escape(url));
        let (title, link) = match self.lang {
            Lang::Zh => ("正在前往登录服务…", "没有自动跳转？请点击继续"),
            Lang::En => ("On the way to the sign-in service…", "Nothing happens? Go on"),
        };
        let page = format!(
            "<!doctype html><html lang=\"{tag}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
             <meta http-equiv=\"refresh\" content=\"0;url={url}\"><title>{title}</title></head><body><main><h1>{title}</h1>\
             <p><a href=\"{url}\" rel=\"noreferrer\">{link}</a></p></main></body></html>"
        );
        axum::response::Html(page).into_response()
    }

    fn say(&self, status: StatusCode, code: &str, message: &str, findings: &[Finding]) -> Response {
        if self.json {
            let fields: Vec<_> = findings
                .iter()
                .map(|f| json!({ "path": f.path, "code": f.code.as_str(), "message": f.message(self.lang) }))
                .collect();
            let body = json!({
                "error": { "code": code, "message": message, "fields": fields },
                "request_id": self.request_id,
            });
            (status, axum::Json(body)).into_response()
        } else {
            (status, axum::response::Html(self.page(status, message, findings))).into_response()
        }
    }

    /// The plain page of last resort: no script, no style, nothing that could fail in its turn.
    fn page(&self, status: StatusCode, message: &str, findings: &[Finding]) -> String {
        let (tag, number, id) = (self.lang.tag(), status.as_u16(), escape(&self.request_id));
        let fields: String = findings
            .iter()
            .map(|f| format!("<li>{}</li>", escape(&f.message(self.lang))))
            .collect();
        let list = if fields.is_empty() {
            fields
        } else {
            format!("<ul>{fields}</ul>")
        };
        let (home, request) = match self.lang {
            Lang::Zh => ("返回首页", "请求编号"),
            Lang::En => ("Home", "Request"),
        };
        format!(
            "<!doctype html><html lang=\"{tag}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
             <title>{number} · Guildhall</title></head><body><main><h1>{}</h1>{list}<p>{number} · {request} <code>{id}</code></p>\
             <p><a href=\"/\">{home}</a></p></main></body></html>",
            escape(message)
        )
    }
}

impl<S: Sync> FromRequestParts<S> for Asker {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Asker, Infallible> {
        Ok(Asker::new(parts.uri.path(), &parts.headers, &parts.extensions))
    }
}

/// A refused upload: the status its fault has in contract.md, and the fault as the code.
pub fn upload_status(error: &AppError) -> Option<(StatusCode, &'static str)> {
    let code = error
        .findings()
        .iter()
        .map(|f| f.code)
        .find(|c| c.as_str().starts_with("upload."))?;
    let status = match code {
        Code::UploadTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Code::UploadUnsupported => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    Some((status, code.as_str()))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
