//! `GET /files/{id}?expires=…&token=…`: the link is the right; it was given to somebody who may see the file.

use crate::{error::Asker, state::Web};
use axum::{
    Extension,
    body::Body,
    extract::{Path, Query, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use guildhall_market::{Actor, RequestInfo};
use guildhall_sdk::{ids::FileId, portal::AppError};
use serde::Deserialize;

/// What the link says.
#[derive(Debug, Deserialize)]
pub struct Link {
    #[serde(default)]
    expires: String,
    #[serde(default)]
    token: String,
}

/// Streams a file as an attachment: whatever is inside, a browser never runs it in our name.
pub async fn download(
    State(web): State<Web>,
    asker: Asker,
    Path(id): Path<String>,
    Query(link): Query<Link>,
) -> Response {
    // A link that does not even read is as unknown as a forged one.
    let opened = match (id.parse::<FileId>(), link.expires.parse::<i64>()) {
        (Ok(id), Ok(expires)) => web.market.open_file(id, expires, &link.token).await,
        _ => Err(AppError::NotFound),
    };
    let opened = match opened {
        Ok(opened) => opened,
        Err(error) => return asker.refuse(&error),
    };
    let kind = mime_guess::from_ext(&opened.file.kind).first_or_octet_stream();
    let mut response = Body::from_stream(opened.stream).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(opened.file.size));
    headers.insert(header::CONTENT_DISPOSITION, attachment(&opened.file.name));
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; sandbox"),
    );
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-store"),
    );
    if let Ok(kind) = HeaderValue::from_str(kind.as_ref()) {
        headers.insert(header::CONTENT_TYPE, kind);
    }
    response
}

/// `GET /brand/logo`: the one file that everybody sees, shown and not saved. It is a picture by its check, is called
/// one by its header, and nothing in it may run.
pub async fn logo(State(web): State<Web>, asker: Asker) -> Response {
    let logo = match web.market.open_logo().await {
        Ok(logo) => logo,
        Err(error) => return asker.refuse(&error),
    };
    let mut response = Body::from_stream(logo.opened.stream).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(logo.opened.file.size));
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(logo.media_type));
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; sandbox"),
    );
    // Pages name it with its id, so another one is another address.
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=3600"),
    );
    response
}

/// `GET /pictures/{id}`: a picture of a store front, shown and not saved, under the same terms as the logo. One that is not
/// approved (any more) is its seller's and the desk's to see, and kept by no cache.
pub async fn picture(
    State(web): State<Web>,
    asker: Asker,
    Extension(actor): Extension<Actor>,
    Extension(info): Extension<RequestInfo>,
    Path(id): Path<String>,
) -> Response {
    let shown = match id.parse::<FileId>() {
        Ok(id) => web.market.open_picture(&actor, &info, id).await,
        Err(_) => Err(AppError::NotFound),
    };
    let shown = match shown {
        Ok(shown) => shown,
        Err(error) => return asker.refuse(&error),
    };
    let mut response = Body::from_stream(shown.opened.stream).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(shown.opened.file.size));
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(shown.media_type));
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; sandbox"),
    );
    let kept = if shown.public {
        "public, max-age=3600"
    } else {
        "private, no-store"
    };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(kept));
    response
}

/// `Content-Disposition` of RFC 6266: a plain name for old readers, the whole one as RFC 5987 has it.
pub fn attachment(name: &str) -> HeaderValue {
    let plain: String = name
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || " .-_()".contains(c) {
                c
            } else {
                '_'
            }
        })
        .collect();
    let whole: String = name
        .bytes()
        .map(|b| match b {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(b).to_string(),
            _ => format!("%{b:02X}"),
        })
        .collect();
    HeaderValue::from_str(&format!(
        "attachment; filename=\"{plain}\"; filename*=UTF-8''{whole}"
    ))
    .unwrap_or(HeaderValue::from_static("attachment"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_leave_its_quotes() {
        assert_eq!(
            attachment("证书 \"1\"\r\n.pdf"),
            "attachment; filename=\"__ _1___.pdf\"; filename*=UTF-8''%E8%AF%81%E4%B9%A6%20%221%22%0D%0A.pdf"
        );
    }
}
