//! `POST /uploads` and the links files are fetched with.

use crate::support::{Answer, Portal, portal, request};
use axum::{body::Body, http::Method};
use guildhall_sdk::files::DOCUMENT_MAX_BYTES;
use serde_json::json;

/// A whole small PDF.
const PDF: &[u8] = include_bytes!("small.pdf");

async fn upload(p: &Portal, token: &str, purpose: &str, name: &str, bytes: &[u8]) -> Answer {
    let mut body = format!(
        "--xx\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nleft aside\r\n--xx\r\n\
         Content-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
    )
    .into_bytes();
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--xx--\r\n");
    let bearer = format!("Bearer {token}");
    let headers = [
        ("authorization", bearer.as_str()),
        ("content-type", "multipart/form-data; boundary=xx"),
        ("accept-language", "en"),
    ];
    p.send(request(
        Method::POST,
        &format!("/uploads?purpose={purpose}"),
        &headers,
        Body::from(body),
    ))
    .await
}

#[test]
fn a_document_is_kept_and_given_back_as_an_attachment() {
    portal(async |p| {
        let token = p.sign_in("seller@demo.test").await;
        let stored = upload(&p, &token, "copyright", "软著 证书.pdf", PDF).await;
        assert_eq!(stored.status, 201, "{}", stored.text());
        let stored = stored.json();
        assert_eq!(
            (stored["size"].as_u64(), stored["kind"].as_str()),
            (Some(PDF.len() as u64), Some("pdf"))
        );
        assert_eq!(stored["sha256"].as_str().map(str::len), Some(64));

        let link = p
            .operate(Some(&token), "GetFileLink", &json!({ "file": stored["id"] }))
            .await
            .json();
        let url = link["url"].as_str().expect("a link");
        let file = p.get(url, &[]).await;
        assert_eq!((file.status.as_u16(), file.body.as_slice()), (200, PDF));
        let name = "filename*=UTF-8''%E8%BD%AF%E8%91%97%20%E8%AF%81%E4%B9%A6.pdf";
        assert!(
            file.header("content-disposition").starts_with("attachment; "),
            "{}",
            file.header("content-disposition")
        );
        assert!(
            file.header("content-disposition").contains(name),
            "{}",
            file.header("content-disposition")
        );
        assert!(file.header("content-security-policy").contains("sandbox"));

        for forged in [
            url.replace("expires=1", "expires=2"),
            url.replace("token=", "token=x"),
            url.split('?').next().expect("a path").to_owned(),
        ] {
            assert_eq!(
                p.get(&forged, &[("accept", "text/html")]).await.status,
                404,
                "{forged}"
            );
        }
        p.fixture.set_now("2026-11-22T09:00:00Z");
        assert_eq!(
            p.get(url, &[]).await.status,
            404,
            "an hour later the link is over"
        );
    });
}

#[test]
fn every_refusal_has_its_status_and_code() {
    portal(async |p| {
        let token = p.sign_in("seller@demo.test").await;
        let large = vec![b'x'; usize::try_from(DOCUMENT_MAX_BYTES).expect("small enough") + 1];
        for (name, bytes, status, code) in [
            ("a.pdf", &large[..], 413, "upload.too_large"),
            ("a.pdf", b"", 422, "upload.empty"),
            ("a.txt", b"text", 415, "upload.unsupported"),
            ("a.pdf", b"PK\x03\x04 no pdf at all", 422, "upload.mismatch"),
            ("", PDF, 422, "upload.missing"),
        ] {
            let answer = upload(&p, &token, "copyright", name, bytes).await;
            assert_eq!(
                (answer.status.as_u16(), answer.code().as_str()),
                (status, code),
                "{name}: {}",
                answer.text()
            );
            assert_eq!(answer.json()["error"]["fields"][0]["path"], "file");
        }
        let mut exactly = PDF.to_vec();
        exactly.splice(
            9..9,
            std::iter::repeat_n(
                b'\n',
                usize::try_from(DOCUMENT_MAX_BYTES).expect("small enough") - PDF.len(),
            ),
        );
        let most = upload(&p, &token, "copyright", "a.pdf", &exactly).await;
        assert_ne!(
            most.status,
            413,
            "20,971,520 bytes are not too many: {}",
            most.text()
        );
    });
}

#[test]
fn whoever_may_not_upload_is_told_before_a_byte_is_read() {
    portal(async |p| {
        let finance = p.sign_in("money@demo.test").await;
        let refused = upload(&p, &finance, "copyright", "a.pdf", PDF).await;
        assert_eq!(
            (refused.status.as_u16(), refused.code().as_str()),
            (403, "forbidden")
        );
        let nobody = p
            .send(request(
                Method::POST,
                "/uploads?purpose=copyright",
                &[],
                Body::empty(),
            ))
            .await;
        assert_eq!(
            (nobody.status.as_u16(), nobody.code().as_str()),
            (401, "not_signed_in")
        );
    });
}

#[test]
fn what_is_no_upload_is_malformed() {
    portal(async |p| {
        let token = p.sign_in("seller@demo.test").await;
        assert_eq!(
            upload(&p, &token, "holiday", "a.pdf", PDF).await.code(),
            "malformed"
        );
        assert_eq!(upload(&p, &token, "", "a.pdf", PDF).await.code(), "malformed");
        let bearer = format!("Bearer {token}");
        for kind in ["application/json", "multipart/form-data", ""] {
            let headers = [("authorization", bearer.as_str()), ("content-type", kind)];
            let answer = p
                .send(request(
                    Method::POST,
                    "/uploads?purpose=guide",
                    &headers,
                    Body::from("{}"),
                ))
                .await;
            assert_eq!(
                (answer.status.as_u16(), answer.code().as_str()),
                (400, "malformed"),
                "{kind}"
            );
        }
        let headers = [
            ("authorization", bearer.as_str()),
            ("content-type", "multipart/form-data; boundary=xx"),
        ];
        let cut = "--xx\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n%PDF-1.4 and then nothing";
        let answer = p
            .send(request(
                Method::POST,
                "/uploads?purpose=guide",
                &headers,
                Body::from(cut),
            ))
            .await;
        assert_eq!(
            (answer.status.as_u16(), answer.code().as_str()),
            (400, "malformed")
        );
        let nothing = p
            .send(request(
                Method::POST,
                "/uploads?purpose=guide",
                &headers,
                Body::from("--xx--\r\n"),
            ))
            .await;
        assert_eq!(
            (nothing.status.as_u16(), nothing.code().as_str()),
            (422, "upload.missing")
        );
    });
}

/// A PNG of 1 × 1 pixels, whole to its last byte.
fn png() -> Vec<u8> {
    let chunk = |kind: &[u8], data: &[u8]| {
        let mut out = (data.len() as u32).to_be_bytes().to_vec();
        out.extend(kind);
        out.extend(data);
        out.extend([0; 4]);
        out
    };
    let mut out = b"\x89PNG\r\n\x1A\n".to_vec();
    out.extend(chunk(b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0]));
    out.extend(chunk(b"IDAT", b"pixels"));
    out.extend(chunk(b"IEND", b""));
    out
}

/// The logo's form as a browser without JavaScript sends it.
async fn logo_form(p: &Portal, token: &str, name: &str, bytes: &[u8]) -> Answer {
    let mut body = format!(
        "--xx\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: image/png\r\n\r\n"
    )
    .into_bytes();
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--xx--\r\n");
    let cookie = format!("guildhall={token}");
    let headers = [
        ("cookie", cookie.as_str()),
        ("content-type", "multipart/form-data; boundary=xx"),
        ("sec-fetch-site", "same-origin"),
    ];
    p.send(request(
        Method::POST,
        "/form/settings/logo",
        &headers,
        Body::from(body),
    ))
    .await
}

#[test]
fn a_logo_is_uploaded_by_a_plain_form_and_shown_to_everybody() {
    portal(async |p| {
        assert_eq!(p.get("/brand/logo", &[]).await.status, 404);
        let admin = p.sign_in("admin@demo.test").await;
        let taken = logo_form(&p, &admin, "logo.png", &png()).await;
        assert_eq!(
            (taken.status.as_u16(), taken.header("location")),
            (303, "/ops/settings?done=logo"),
            "{}",
            taken.text()
        );
        let shown = p.get("/brand/logo", &[]).await;
        assert_eq!((shown.status.as_u16(), shown.body), (200, png()));
        assert_eq!(shown.headers["content-type"], "image/png");
        assert_eq!(shown.headers["x-content-type-options"], "nosniff");
        assert!(
            shown.headers["content-security-policy"]
                .to_str()
                .expect("text")
                .contains("sandbox")
        );

        // What is no picture, or more than one, is refused; the logo stays.
        for (name, bytes) in [
            ("logo.svg", b"<svg/>".to_vec()),
            ("logo.png", b"<html>".to_vec()),
            ("logo.png", [png(), b"<script>".to_vec()].concat()),
            ("logo.png", vec![0; 1_100_000]),
        ] {
            let refused = logo_form(&p, &admin, name, &bytes).await;
            assert!(refused.status.is_client_error(), "{name}: {}", refused.status);
        }
        assert_eq!(p.get("/brand/logo", &[]).await.body, png());
        let seller = p.sign_in("seller@demo.test").await;
        assert!(
            logo_form(&p, &seller, "logo.png", &png())
                .await
                .status
                .is_client_error()
        );
        assert_eq!(p.get("/brand/logo", &[]).await.status, 200);
        // Its form removes it.
        let cookie = format!("guildhall={admin}");
        let gone = p
            .post_form("/form/settings/logo-remove", &[("cookie", &cookie)], "")
            .await;
        assert_eq!(gone.status, 303, "{}", gone.text());
        assert_eq!(p.get("/brand/logo", &[]).await.status, 404);
    });
}
