//! What a stranger can send: every parser of it, fed the kept corpus, mutations of it, and noise. None panics, and none
//! makes more of a body than the body is. `cargo xtask fuzz` runs this longer (`PROPTEST_CASES`).

use guildhall_sdk::protocol::{
    AccessKey,
    dialect::{Order, Signing},
    kit, license, message, openapi, production,
    sign::{
        ak_sk, auth_token, body_sign,
        canonical::{Form, canonical},
        kit as kit_sign,
        secret::{Cipher, decrypt},
        usage, v2,
    },
    v1,
};
use proptest::{prelude::*, sample::Index};

const CORPUS: [&[u8]; 9] = [
    include_bytes!("../corpus/new-instance.json"),
    include_bytes!("../corpus/refresh-instance.json"),
    include_bytes!("../corpus/usage.json"),
    include_bytes!("../corpus/all-org.json"),
    include_bytes!("../corpus/query-answer.json"),
    include_bytes!("../corpus/query-v1.txt"),
    include_bytes!("../corpus/authorization.txt"),
    include_bytes!("../corpus/body-sign.txt"),
    include_bytes!("../corpus/encrypted.txt"),
];

/// Everything that reads what came over the wire.
fn everything(bytes: &[u8]) {
    let key = [AccessKey::new("key")];
    let rules = Signing {
        raw_fallback: true,
        accept_seconds: true,
        ..Signing::default()
    };
    for form in [
        Form::USAGE,
        Form::production(Order::Ascending),
        Form::production(Order::AsSent),
    ] {
        if let Ok(text) = canonical(bytes, form) {
            assert!(text.len() <= bytes.len(), "it grew");
            assert!(
                serde_json::from_str::<serde::de::IgnoredAny>(&text).is_ok(),
                "no JSON any more"
            );
        }
    }
    let text = String::from_utf8_lossy(bytes);
    let (head, tail) = text.split_at(text.ceil_char_boundary(text.len() / 2));
    let query = v2::Parameters {
        signature: head,
        timestamp: tail,
        nonce: &text,
    };
    let _ = v2::verify(bytes, query, &key, 0, &rules);
    let query = v2::Parameters {
        signature: &text,
        timestamp: "1680508066618",
        nonce: "n",
    };
    assert!(v2::verify(bytes, query, &key, 1_680_508_066_618, &rules).is_err());
    let headers = kit_sign::Headers {
        sign: &text,
        timestamp: "1680508066618",
        nonce: "n",
    };
    assert!(kit_sign::verify(bytes, headers, &key, 1_680_508_066_618, &rules).is_err());
    let headers = usage::Headers {
        signature: &text,
        ts: "1680508066618",
        nonce: "n",
    };
    assert!(usage::verify(bytes, headers, &key, 1_680_508_066_618, &rules).is_err());
    let mut parameters = ak_sk::parse_query(&text);
    assert!(parameters.len() <= bytes.len());
    parameters.push(("timeStamp".into(), "20261122010203456".into()));
    assert!(auth_token::verify(&parameters, &text, &key, &rules).is_err());
    assert!(body_sign::verify(bytes, &text, &key[0]).is_err());
    let _ = decrypt(&text, &key[0], Cipher::Aes256);
    let now = "2026-11-22T00:00:00Z".parse().expect("a time");
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
    assert!(ak_sk::verify(&request, |_| Some(key[0].clone()), now, Default::default()).is_err());
    macro_rules! read {
        ($($type:ty),+) => {$(
            if let Ok(read) = message::read::<$type>(bytes) {
                let _ = message::members(&read);
                let _ = message::empty_fields(&read);
            }
        )+};
    }
    read!(
        production::NewInstance,
        production::QueryInstance,
        production::QueryInstanceAnswer,
        production::NewInstanceAnswer,
        production::RefreshInstance,
        production::UpdateInstanceStatus,
        production::ReleaseInstance,
        production::UpgradeInstance,
        production::ChangeInstanceCheck,
        production::OrderNotify,
        production::Outcome,
        kit::TenantSync,
        kit::ApplicationSync,
        kit::AuthSync,
        kit::SingleOrgSync,
        kit::AllOrgSync,
        license::RefreshLicenseCode,
        license::UpdateLicenseCodeStatus,
        license::ReleaseLicenseCode,
        license::GetLicenseAsync,
        v1::NewInstance,
        v1::NewInstanceAnswer,
        v1::RefreshInstance,
        v1::Upgrade,
        v1::AuthSync,
        v1::AllOrgSync,
        openapi::QueryOrderAnswer,
        openapi::PushUsage,
        openapi::ActivateLicenseAnswer,
        openapi::HeartbeatAnswer,
        openapi::ApiOutcome,
        openapi::Upload,
        openapi::ReportSoftwareUsage
    );
}

#[derive(Debug, Clone)]
enum Change {
    Flip(Index, u8),
    Cut(Index, Index),
    Repeat(Index, Index),
    Insert(Index, Vec<u8>),
}

fn change() -> impl Strategy<Value = Change> {
    let tokens: Vec<Vec<u8>> = [
        "\"", "{", "}", "[", "]", ",", ":", "\\u", "\\ud800", "null", "-", "1e999", "%", "%2", "云", "\0",
        "=",
    ]
    .iter()
    .map(|t| t.as_bytes().to_vec())
    .collect();
    prop_oneof![
        (any::<Index>(), 1..=255_u8).prop_map(|(at, by)| Change::Flip(at, by)),
        (any::<Index>(), any::<Index>()).prop_map(|(a, b)| Change::Cut(a, b)),
        (any::<Index>(), any::<Index>()).prop_map(|(a, b)| Change::Repeat(a, b)),
        (any::<Index>(), prop::sample::select(tokens)).prop_map(|(at, token)| Change::Insert(at, token)),
    ]
}

fn changed(mut bytes: Vec<u8>, changes: &[Change]) -> Vec<u8> {
    for change in changes {
        let places = bytes.len() + 1;
        let range = |a: &Index, b: &Index| {
            let (a, b) = (a.index(places), b.index(places));
            a.min(b)..a.max(b)
        };
        match change {
            Change::Flip(at, by) if !bytes.is_empty() => {
                let at = at.index(bytes.len());
                bytes[at] ^= by;
            }
            Change::Flip(..) => {}
            Change::Cut(a, b) => drop(bytes.drain(range(a, b))),
            Change::Repeat(a, b) => {
                let range = range(a, b);
                let piece = bytes[range.clone()].to_vec();
                bytes.splice(range.start..range.start, piece);
            }
            Change::Insert(at, token) => {
                let at = at.index(places);
                bytes.splice(at..at, token.iter().copied());
            }
        }
    }
    bytes
}

proptest! {
    #[test]
    fn mutations_of_the_corpus_harm_nobody(
        which in prop::sample::select(CORPUS.to_vec()),
        changes in prop::collection::vec(change(), 0..8),
    ) {
        everything(&changed(which.to_vec(), &changes));
    }

    #[test]
    fn noise_harms_nobody(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        everything(&bytes);
    }
}

#[test]
fn depth_and_width_harm_nobody() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        for depth in [10, 64, 65, 200, 100_000] {
            everything(format!("{{\"a\":{}1{}}}", open.repeat(depth), close.repeat(depth)).as_bytes());
        }
    }
    everything(format!("{{{}}}", vec!["\"a\":1"; 100_000].join(",")).as_bytes());
    everything("&".repeat(1_000_000).as_bytes());
    everything(format!("{{\"a\":{}}}", "9".repeat(1_000_000)).as_bytes());
}
