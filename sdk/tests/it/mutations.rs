//! What is signed cannot be changed: any byte of body, nonce, time and key; and what means the same is still taken.

use guildhall_sdk::protocol::{
    AccessKey,
    dialect::Signing,
    sign::{
        MemoryNonces, Refused, auth_token,
        canonical::{Form, canonical},
        kit, usage, v2,
    },
};
use proptest::prelude::*;
use serde_json::{Map, Value};

const NOW: i64 = 1_795_305_600_000;

/// A flat or nested body with texts of every kind, as pairs in no order.
fn members() -> impl Strategy<Value = Vec<(String, Value)>> {
    let leaf = prop_oneof![
        ".{0,12}".prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<bool>().prop_map(Value::from),
        Just(Value::Null),
    ];
    let value = leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::btree_map("[a-z]{1,4}", inner, 0..3)
                .prop_map(|m| Value::Object(m.into_iter().collect())),
        ]
    });
    prop::collection::btree_map("[a-zA-Z_é云😀]{1,6}", value, 1..6).prop_map(|m| m.into_iter().collect())
}

/// The pairs as JSON text, in the order given, with as much white space as asked for.
fn text(members: &[(String, Value)], space: &str) -> String {
    let members: Vec<String> = members
        .iter()
        .map(|(n, v)| format!("{space}{}:{space}{v}", Value::from(n.as_str())))
        .collect();
    format!("{{{}{space}}}", members.join(","))
}

/// One byte replaced by another.
fn changed(bytes: &[u8], at: prop::sample::Index, by: u8) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let at = at.index(bytes.len());
    bytes[at] ^= by;
    bytes
}

type Verify<'a> = Box<dyn Fn(&[u8], &str, &str, &str) -> Result<(), Refused> + 'a>;

/// The three signed schemes with a nonce, as (form, signed by `key`, verifier of body, time, nonce and key).
fn schemes<'a>(body: &str, nonce: &str, key: &str) -> Vec<(Form, Verify<'a>)> {
    let rules = Signing::default();
    let signer = AccessKey::new(key);
    let of = |k: &str| [AccessKey::new(k)];
    let v2_signature = v2::sign(body.as_bytes(), &signer, NOW, nonce, &rules).expect("a JSON object");
    let kit_signature = kit::sign(body.as_bytes(), &signer, NOW, nonce, &rules).expect("a JSON object");
    let usage_signature = usage::sign(body.as_bytes(), &signer, NOW, nonce).expect("a JSON object");
    vec![
        (
            Form::production(rules.order),
            Box::new(move |body, timestamp, nonce, key| {
                let query = v2::Parameters {
                    signature: &v2_signature,
                    timestamp,
                    nonce,
                };
                v2::verify(body, query, &of(key), NOW, &rules).map(drop)
            }),
        ),
        (
            Form::production(rules.order),
            Box::new(move |body, timestamp, nonce, key| {
                let headers = kit::Headers {
                    sign: &kit_signature,
                    timestamp,
                    nonce,
                };
                kit::verify(body, headers, &of(key), NOW, &rules).map(drop)
            }),
        ),
        (
            Form::USAGE,
            Box::new(move |body, ts, nonce, key| {
                let headers = usage::Headers {
                    signature: &usage_signature,
                    ts,
                    nonce,
                };
                usage::verify(body, headers, &of(key), NOW, &rules).map(drop)
            }),
        ),
    ]
}

proptest! {
    #[test]
    fn any_byte_changed_is_refused(
        members in members(),
        nonce in "[A-Za-z0-9-]{16,64}",
        key in "[!-~]{8,40}",
        at in any::<prop::sample::Index>(),
        by in 1..=255_u8,
    ) {
        let body = text(&members, "");
        let time = NOW.to_string();
        for (form, verify) in schemes(&body, &nonce, &key) {
            prop_assert_eq!(verify(body.as_bytes(), &time, &nonce, &key), Ok(()));
            let other = changed(body.as_bytes(), at, by);
            // A change that leaves the meaning as it was (a blank, another spelling) is none.
            if canonical(&other, form).ok() != canonical(body.as_bytes(), form).ok() {
                prop_assert!(verify(&other, &time, &nonce, &key).is_err());
            }
            for (what, original) in [("time", &time), ("nonce", &nonce), ("key", &key)] {
                let Ok(other) = String::from_utf8(changed(original.as_bytes(), at, by)) else { continue };
                let refused = match what {
                    "time" => verify(body.as_bytes(), &other, &nonce, &key),
                    "nonce" => verify(body.as_bytes(), &time, &other, &key),
                    _ => verify(body.as_bytes(), &time, &nonce, &other),
                };
                prop_assert!(refused.is_err(), "{} {:?}", what, other);
            }
        }
    }

    #[test]
    fn reordered_and_spaced_json_is_still_verified(
        (members, shuffled) in members().prop_flat_map(|m| (Just(m.clone()), Just(m).prop_shuffle())),
        space in "[ \t\r\n]{0,3}",
    ) {
        let body = text(&members, "");
        let time = NOW.to_string();
        for (_, verify) in schemes(&body, "nonce-0000000001", "key") {
            prop_assert_eq!(verify(text(&shuffled, &space).as_bytes(), &time, "nonce-0000000001", "key"), Ok(()));
        }
    }

    #[test]
    fn the_canonical_form_means_the_same_and_is_its_own(members in members()) {
        let body = text(&members, " ");
        let canonical_body = canonical(body.as_bytes(), Form::USAGE).expect("a JSON object");
        let given: Map<String, Value> = serde_json::from_str(&body).expect("JSON");
        let written: Map<String, Value> = serde_json::from_str(&canonical_body).expect("JSON");
        prop_assert_eq!(given, written);
        prop_assert_eq!(canonical(canonical_body.as_bytes(), Form::USAGE), Ok(canonical_body.clone()));
    }

    #[test]
    fn digits_cannot_move_between_nonce_and_time(nonce in "[a-z]{8}0{0,3}[0-9]{1,3}", moved in 1..4_usize) {
        let body = "{}";
        let time = NOW.to_string();
        let moved_left = (format!("{nonce}{}", &time[..moved]), time[moved..].to_owned());
        let split = nonce.len() - moved.min(3);
        let moved_right = (nonce[..split].to_owned(), format!("{}{time}", &nonce[split..]));
        for (_, verify) in schemes(body, &nonce, "key") {
            for (nonce, time) in [&moved_left, &moved_right] {
                prop_assert!(verify(body.as_bytes(), time, nonce, "key").is_err());
            }
        }
    }

    #[test]
    fn a_token_covers_every_parameter(
        values in prop::collection::btree_map("[a-zA-Z]{1,8}", "[ -~云]{0,12}", 1..6),
        at in any::<prop::sample::Index>(),
        key in "[!-~]{8,40}",
    ) {
        let rules = Signing::default();
        let mut parameters: Vec<(String, String)> = values.into_iter().collect();
        parameters.push(("timeStamp".into(), "20261122010203456".into()));
        let keys = [AccessKey::new(key.clone())];
        let token = auth_token::sign(&parameters, &keys[0], &rules).expect("there is a time");
        let mut shuffled = parameters.clone();
        shuffled.reverse();
        prop_assert_eq!(auth_token::verify(&shuffled, &token, &keys, &rules), Ok(0));
        let other = [AccessKey::new(format!("{key}x"))];
        prop_assert!(auth_token::verify(&parameters, &token, &other, &rules).is_err());
        let which = at.index(parameters.len());
        parameters[which].1.push('1');
        prop_assert!(auth_token::verify(&parameters, &token, &keys, &rules).is_err());
    }
}

#[test]
fn the_raw_bytes_count_only_when_configured() {
    let body = br#"{"b":"1","a":"2"}"#;
    let key = [AccessKey::new("key")];
    let as_sent = Signing {
        order: guildhall_sdk::protocol::dialect::Order::AsSent,
        ..Signing::default()
    };
    let signature = v2::sign(body, &key[0], NOW, "n-1", &as_sent).expect("a JSON object");
    let time = NOW.to_string();
    let query = v2::Parameters {
        signature: &signature,
        timestamp: &time,
        nonce: "n-1",
    };
    let strict = Signing::default();
    assert_eq!(v2::verify(body, query, &key, NOW, &strict), Err(Refused::Wrong));
    let lenient = Signing {
        raw_fallback: true,
        ..strict
    };
    assert!(v2::verify(body, query, &key, NOW, &lenient).is_ok());
}

#[tokio::test]
async fn a_nonce_is_used_once_and_forgotten_when_it_is_too_old_to_matter() {
    let nonces = MemoryNonces::new(2);
    let key = [AccessKey::new("key")];
    let rules = Signing::default();
    let call = async |nonce: &str, now: i64| {
        let signature = v2::sign(b"{}", &key[0], now, nonce, &rules).expect("a JSON object");
        let time = now.to_string();
        let query = v2::Parameters {
            signature: &signature,
            timestamp: &time,
            nonce,
        };
        let verified = v2::verify(b"{}", query, &key, now, &rules).expect("it is signed");
        verified.once(&nonces, now).await.map(drop)
    };
    assert_eq!(call("n-1", NOW).await, Ok(()));
    assert_eq!(call("n-1", NOW + 1).await, Err(Refused::Replayed));
    assert_eq!(call("n-2", NOW + 2).await, Ok(()));
    assert!(
        matches!(call("n-3", NOW + 3).await, Err(Refused::Store(_))),
        "forgetting one early lets it be replayed"
    );
    assert_eq!(call("n-3", NOW + 60_003).await, Ok(()));
}
