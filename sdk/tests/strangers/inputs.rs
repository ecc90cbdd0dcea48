//! What strangers send: the kept corpus, mutations of it, and what is made to hurt.

use proptest::{prelude::*, sample::Index};

pub const CORPUS: [&[u8]; 9] = [
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

#[derive(Debug, Clone)]
pub enum Change {
    Flip(Index, u8),
    Cut(Index, Index),
    Repeat(Index, Index),
    Insert(Index, Vec<u8>),
}

pub fn change() -> impl Strategy<Value = Change> {
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

pub fn changed(mut bytes: Vec<u8>, changes: &[Change]) -> Vec<u8> {
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

/// Deep, wide, long, and small things in great number.
pub fn hostile(size: usize) -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("[{\"\":", "}]")] {
        for depth in [64, 65, 127, 128, size] {
            let nested = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            // Where nothing is known by that name, where a text is wanted, and where a list is.
            for name in ["a", "orderId", "userList", "info"] {
                all.push(format!("{{\"{name}\":{nested}}}"));
            }
        }
    }
    let numbered: Vec<String> = (0..size / 8).map(|n| format!("\"{n:x}\":1")).collect();
    all.push(format!("{{{}}}", numbered.join(",")));
    for piece in ["\"a\":1", "\"\":[]", "\"activity\":\"\""] {
        all.push(format!("{{{}}}", vec![piece; size / piece.len()].join(",")));
    }
    for piece in ["1", "[]", "{}", "{\"\":1}", "\"\"", "\"\\u4e91\"", "null"] {
        let many = vec![piece; size / piece.len()].join(",");
        for name in [
            "a",
            "instanceId",
            "userList",
            "info",
            "orgInfoList",
            "license_list",
        ] {
            all.push(format!("{{\"{name}\":[{many}]}}"));
        }
    }
    for long in [
        "9", "1.", "-0", "1e9", "\\u0001", "云", "&", "%", "%25", "=", "a=1&", "a&", "\"", "\\", ",", ";",
        "a;",
    ] {
        let long = long.repeat(size / long.len());
        all.push(format!("{{\"a\":{long}}}"));
        all.push(format!("{{\"orderId\":\"{long}\"}}"));
        all.push(long);
    }
    all.into_iter().map(String::into_bytes).collect()
}
