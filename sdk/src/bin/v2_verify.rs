//! For `cargo xtask bench v2-verify-vs-hmac`: nanoseconds of one verification of a 300-byte body, and of the two bare
//! HMAC-SHA256 it cannot do without, in turn; one JSON list of pairs on stdout.

use guildhall_sdk::protocol::{AccessKey, dialect::Signing, sign::v2};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::{hint::black_box, time::Instant};

const TIMES: u32 = 20_000;
const ROUNDS: usize = 9;
const NOW: i64 = 1_680_508_066_618;
const NONCE: &str = "50D83FDECAED6CCD8EF597F2A577950527928BA287D04E6036E92B2806FD17DA";

fn nanoseconds(work: impl Fn()) -> u128 {
    let begun = Instant::now();
    (0..TIMES).for_each(|_| work());
    begun.elapsed().as_nanos() / u128::from(TIMES)
}

fn hmac(key: &[u8], text: &[u8]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("keys of every length");
    mac.update(text);
    mac.finalize().into_bytes().into()
}

#[expect(clippy::print_stdout, reason = "this is what the program is for")]
fn main() {
    let head = r#"{"activity":"newInstance","businessId":"87b94795-0603-4e24-8ae5-69420d60e3c8","note":""#;
    let tail = r#"","orderId":"CS2211181819B4LVS","orderLineId":"CS2211181819B4LVS-000001","testFlag":"1"}"#;
    let body = format!("{head}{}{tail}", "x".repeat(300 - head.len() - tail.len()));
    let key = [AccessKey::new("87b94795-0603-4e24-8ae5-69420d60e3c8")];
    let rules = Signing::default();
    let signature = v2::sign(body.as_bytes(), &key[0], NOW, NONCE, &rules).expect("a JSON object");
    let time = NOW.to_string();
    let signed = format!("{}{NONCE}{time}{}", key[0].expose(), "0".repeat(64));
    let verify = || {
        let query = v2::Parameters {
            signature: &signature,
            timestamp: &time,
            nonce: NONCE,
        };
        assert!(v2::verify(black_box(body.as_bytes()), query, &key, NOW, &rules).is_ok());
    };
    let bare = || {
        black_box(hmac(key[0].bytes(), black_box(body.as_bytes())));
        black_box(hmac(key[0].bytes(), black_box(signed.as_bytes())));
    };
    verify();
    bare();
    let pairs: Vec<(u128, u128)> = (0..ROUNDS)
        .map(|round| {
            if round % 2 == 0 {
                let verified = nanoseconds(verify);
                (verified, nanoseconds(bare))
            } else {
                let bare = nanoseconds(bare);
                (nanoseconds(verify), bare)
            }
        })
        .collect();
    println!("{}", serde_json::json!(pairs));
}
