//! Verifying a 2.0 call allocates for the body alone: not for the signature, the nonce, the time or the number of keys.

use super::counting::measured;
use guildhall_sdk::protocol::{AccessKey, dialect::Signing, sign::v2};

const NOW: i64 = 1_680_508_066_618;
/// Beside the body: the nonce that is handed back, and the smallest things.
const BESIDE: usize = 512;

fn verify(body: &[u8], signature: &str, nonce: &str, keys: &[AccessKey], fine: bool) -> usize {
    let query = v2::Parameters {
        signature,
        timestamp: "1680508066618",
        nonce,
    };
    let rules = Signing::default();
    let mut verified = None;
    let memory = measured(|| verified = Some(v2::verify(body, query, keys, NOW, &rules).is_ok()));
    assert_eq!(verified, Some(fine));
    memory.total
}

fn sign(body: &[u8], key: &AccessKey, nonce: &str) -> String {
    v2::sign(body, key, NOW, nonce, &Signing::default()).expect("a JSON object")
}

#[test]
fn a_long_text_costs_its_length_once() {
    let key = [AccessKey::new("synthetic-key-0001")];
    for size in [300, 3_000, 30_000, 300_000, 3_000_000] {
        for letter in ["x", "云", "\\n"] {
            let text = letter.repeat(size / letter.len());
            let body = format!(r#"{{"activity":"newInstance","note":"{text}","orderId":"o"}}"#);
            let body = body.as_bytes();
            let total = verify(body, &sign(body, &key[0], "n"), "n", &key, true);
            assert!(total <= body.len() + BESIDE, "{total} bytes for {}", body.len());
        }
    }
}

#[test]
fn many_members_cost_a_fixed_share_each() {
    let key = [AccessKey::new("synthetic-key-0001")];
    for count in [10, 100, 1_000, 10_000, 100_000] {
        for reversed in [false, true] {
            let mut members: Vec<String> = (0..count).map(|n| format!("\"{n:05}\":1")).collect();
            if reversed {
                members.reverse();
            }
            let body = format!("{{{}}}", members.join(","));
            let body = body.as_bytes();
            let total = verify(body, &sign(body, &key[0], "n"), "n", &key, true);
            // A member's three places in a list that doubles as it grows, and a second text where they have to be sorted.
            assert!(
                total <= 16 * body.len() + BESIDE,
                "{total} bytes for {}",
                body.len()
            );
        }
    }
}

#[test]
fn nothing_else_costs_anything() {
    let body = br#"{"activity":"queryInstance","instanceId":"i-1"}"#;
    let key = AccessKey::new("synthetic-key-0001");
    let signature = sign(body, &key, "n");
    let plain = verify(body, &signature, "n", std::slice::from_ref(&key), true);
    let nonce = "n".repeat(128);
    let long_nonce = verify(
        body,
        &sign(body, &key, &nonce),
        &nonce,
        std::slice::from_ref(&key),
        true,
    );
    assert_eq!(
        long_nonce,
        plain + 127,
        "the nonce is handed back, and has a length it may have"
    );
    let mut keys = vec![AccessKey::new("another"); 100];
    keys.push(key.clone());
    assert_eq!(
        verify(body, &signature, "n", &keys, true),
        plain,
        "keys are tried in place"
    );
    let long_key = AccessKey::new("k".repeat(100_000));
    let signed = sign(body, &long_key, "n");
    assert_eq!(verify(body, &signed, "n", &[long_key], true), plain);
    let huge = "A".repeat(1_000_000);
    assert!(
        verify(body, &huge, "n", std::slice::from_ref(&key), false) < plain,
        "a wrong signature hands nothing back"
    );
    assert_eq!(
        verify(body, &signature, &huge, &[key], false),
        0,
        "refused before anything is read"
    );
}
