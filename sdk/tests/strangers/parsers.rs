//! Everything that reads what a stranger sends, by name: given any bytes, none of it panics.

use guildhall_sdk::protocol::{
    AccessKey,
    dialect::{Order, Signing},
    kit, license,
    message::{self, Message},
    openapi, production,
    sign::{
        ak_sk, auth_token, body_sign,
        canonical::{Form, canonical},
        kit as kit_sign,
        secret::{Cipher, decrypt},
        usage, v2,
    },
    v1,
};
use std::borrow::Cow;

pub type Parser = (&'static str, fn(&[u8]));

const NOW: i64 = 1_680_508_066_618;
const RULES: Signing = Signing {
    raw_fallback: true,
    accept_seconds: true,
    ..guildhall_sdk::protocol::Dialect::china().signing
};

fn key() -> [AccessKey; 1] {
    ["key".into()]
}

/// The canonical form, which is JSON too, and never more than there was.
fn form(bytes: &[u8], form: Form) {
    if let Ok(text) = canonical(bytes, form) {
        assert!(text.len() <= bytes.len(), "it grew");
        let still = serde_json::from_str::<serde::de::IgnoredAny>(&text);
        assert!(still.is_ok(), "no JSON any more");
    }
}

fn read<M: Message>(bytes: &[u8]) {
    if let Ok(read) = message::read::<M>(bytes) {
        let _ = message::members(&read);
        let _ = message::empty_fields(&read);
    }
}

fn text(bytes: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

fn query(bytes: &[u8]) {
    let text = text(bytes);
    let (head, tail) = text.split_at(text.floor_char_boundary(text.len() / 2));
    let query = v2::Parameters {
        signature: head,
        timestamp: tail,
        nonce: &text,
    };
    let _ = v2::verify(bytes, query, &key(), 0, &RULES);
    let query = v2::Parameters {
        signature: &text,
        timestamp: "1680508066618",
        nonce: "n",
    };
    assert!(v2::verify(bytes, query, &key(), NOW, &RULES).is_err());
}

fn kit_headers(bytes: &[u8]) {
    let headers = kit_sign::Headers {
        sign: &text(bytes),
        timestamp: "1680508066618",
        nonce: "n",
    };
    assert!(kit_sign::verify(bytes, headers, &key(), NOW, &RULES).is_err());
}

fn usage_headers(bytes: &[u8]) {
    let headers = usage::Headers {
        signature: &text(bytes),
        ts: "1680508066618",
        nonce: "n",
    };
    assert!(usage::verify(bytes, headers, &key(), NOW, &RULES).is_err());
}

fn token(bytes: &[u8]) {
    let mut parameters = ak_sk::parse_query(&text(bytes));
    assert!(parameters.len() <= bytes.len());
    parameters.push(("timeStamp".into(), "20261122010203456".into()));
    assert!(auth_token::verify(&parameters, &text(bytes), &key(), &RULES).is_err());
}

fn authorization(bytes: &[u8]) {
    let text = text(bytes);
    let (head, tail) = text.split_at(text.floor_char_boundary(text.len() / 2));
    let headers = [
        ("Authorization".to_owned(), text.to_string()),
        ("X-Sdk-Date".to_owned(), "20261122T000000Z".to_owned()),
    ];
    let request = ak_sk::Request {
        method: "POST",
        path: head,
        query: tail,
        headers: &headers,
        body: bytes,
    };
    let now = "2026-11-22T00:00:00Z".parse().expect("a time");
    let secret = |_: &str| Some(AccessKey::new("key"));
    assert!(ak_sk::verify(&request, secret, now, Default::default()).is_err());
}

fn license_info(bytes: &[u8]) {
    let data = openapi::ActivateData {
        license_code_info: Some(text(bytes).into_owned()),
    };
    let _ = data.info();
}

pub const PARSERS: &[Parser] = &[
    ("canonical, usage", |b| form(b, Form::USAGE)),
    ("canonical, sorted", |b| {
        form(b, Form::production(Order::Ascending))
    }),
    ("canonical, as sent", |b| form(b, Form::production(Order::AsSent))),
    ("query signature", query),
    ("x-sign", kit_headers),
    ("usage signature", usage_headers),
    ("authToken", token),
    ("parameters of a body", |b| drop(auth_token::parameters(b))),
    ("Body-Sign", |b| {
        assert!(body_sign::verify(b, &text(b), &key()[0]).is_err())
    }),
    ("Authorization", authorization),
    ("encrypted field", |b| {
        drop(decrypt(&text(b), &key()[0], Cipher::Aes256))
    }),
    ("query", |b| drop(ak_sk::parse_query(&text(b)))),
    ("license_code_info", license_info),
    ("production::NewInstance", read::<production::NewInstance>),
    ("production::QueryInstance", read::<production::QueryInstance>),
    (
        "production::QueryInstanceAnswer",
        read::<production::QueryInstanceAnswer>,
    ),
    (
        "production::NewInstanceAnswer",
        read::<production::NewInstanceAnswer>,
    ),
    ("production::RefreshInstance", read::<production::RefreshInstance>),
    (
        "production::UpdateInstanceStatus",
        read::<production::UpdateInstanceStatus>,
    ),
    ("production::ReleaseInstance", read::<production::ReleaseInstance>),
    ("production::UpgradeInstance", read::<production::UpgradeInstance>),
    (
        "production::ChangeInstanceCheck",
        read::<production::ChangeInstanceCheck>,
    ),
    ("production::OrderNotify", read::<production::OrderNotify>),
    ("production::Outcome", read::<production::Outcome>),
    ("kit::TenantSync", read::<kit::TenantSync>),
    ("kit::ApplicationSync", read::<kit::ApplicationSync>),
    ("kit::AuthSync", read::<kit::AuthSync>),
    ("kit::SingleOrgSync", read::<kit::SingleOrgSync>),
    ("kit::AllOrgSync", read::<kit::AllOrgSync>),
    ("license::RefreshLicenseCode", read::<license::RefreshLicenseCode>),
    (
        "license::UpdateLicenseCodeStatus",
        read::<license::UpdateLicenseCodeStatus>,
    ),
    ("license::ReleaseLicenseCode", read::<license::ReleaseLicenseCode>),
    ("license::GetLicenseAsync", read::<license::GetLicenseAsync>),
    ("v1::NewInstance", read::<v1::NewInstance>),
    ("v1::NewInstanceAnswer", read::<v1::NewInstanceAnswer>),
    ("v1::RefreshInstance", read::<v1::RefreshInstance>),
    ("v1::Upgrade", read::<v1::Upgrade>),
    ("v1::AuthSync", read::<v1::AuthSync>),
    ("v1::AllOrgSync", read::<v1::AllOrgSync>),
    ("openapi::QueryOrderAnswer", read::<openapi::QueryOrderAnswer>),
    ("openapi::PushUsage", read::<openapi::PushUsage>),
    (
        "openapi::ActivateLicenseAnswer",
        read::<openapi::ActivateLicenseAnswer>,
    ),
    ("openapi::HeartbeatAnswer", read::<openapi::HeartbeatAnswer>),
    ("openapi::ApiOutcome", read::<openapi::ApiOutcome>),
    ("openapi::Upload", read::<openapi::Upload>),
    (
        "openapi::ReportSoftwareUsage",
        read::<openapi::ReportSoftwareUsage>,
    ),
    ("v1::ExpireInstance", read::<v1::ExpireInstance>),
    ("v1::ReleaseInstance", read::<v1::ReleaseInstance>),
    ("v1::InstanceStatus", read::<v1::InstanceStatus>),
    ("v1::QueryInstance", read::<v1::QueryInstance>),
    ("v1::TenantSync", read::<v1::TenantSync>),
    ("v1::ApplicationSync", read::<v1::ApplicationSync>),
    ("v1::SingleOrgSync", read::<v1::SingleOrgSync>),
    ("v1::GetLicense", read::<v1::GetLicense>),
    ("v1::GetLicenseAnswer", read::<v1::GetLicenseAnswer>),
    ("v1::RefreshLicense", read::<v1::RefreshLicense>),
    ("v1::ReleaseLicense", read::<v1::ReleaseLicense>),
    ("openapi::QueryOrder", read::<openapi::QueryOrder>),
    ("openapi::PushUsageOld", read::<openapi::PushUsageOld>),
    ("openapi::ActivateLicense", read::<openapi::ActivateLicense>),
    ("openapi::ActivateLicenses", read::<openapi::ActivateLicenses>),
    ("openapi::Heartbeat", read::<openapi::Heartbeat>),
    ("openapi::LicenseOutcome", read::<openapi::LicenseOutcome>),
];
