//! The guides: their program is the example that is compiled, it does what they say, and what they count is right.

use guildhall_sdk::{
    seller::{Keys, MemoryStore, Server, Settings, serve},
    testing::{Group, scenarios},
};
use tokio::net::TcpListener;

#[expect(dead_code, reason = "its main listens at a fixed address, for people")]
#[path = "../../examples/first_order.rs"]
mod program;

const GUIDES: [(&str, &str); 2] = [
    ("en", include_str!("../../../docs/guide/first-order.en.md")),
    ("zh-CN", include_str!("../../../docs/guide/first-order.zh-CN.md")),
];

/// The one block of Rust.
fn block(guide: &str) -> &str {
    let mut blocks = guide.split("```rust\n").skip(1);
    let block = blocks.next().and_then(|rest| rest.split("```").next());
    assert_eq!(blocks.count(), 0, "one program");
    block.expect("a program")
}

/// A program without its words: those are in the guide's language.
fn wordless(program: &str) -> String {
    program.split('"').step_by(2).collect::<Vec<_>>().join("\"\"")
}

#[test]
fn the_guides_print_the_program_that_is_compiled() {
    let example = include_str!("../../examples/first_order.rs");
    let (_, program) = example.split_once("\n\n").expect("a comment, then the program");
    assert_eq!(block(GUIDES[0].1), program);
    assert_eq!(wordless(block(GUIDES[1].1)), wordless(program));
}

#[test]
fn the_guides_count_right() {
    let lines = include_str!("../../examples/seller.rs").lines().count();
    assert!(GUIDES[0].1.contains(&format!("in {lines} lines")), "{lines}");
    assert!(GUIDES[1].1.contains(&format!("用 {lines} 行")), "{lines}");
}

#[test]
fn the_guides_name_the_oldest_rust() {
    for (language, guide) in GUIDES {
        let named = guide.contains(&format!("Rust {}", env!("CARGO_PKG_RUST_VERSION")));
        assert!(named, "{language}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_program_does_what_the_guides_show() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}/produce", listener.local_addr().expect("an address"));
    let settings = Settings::new("/produce", Keys::one("the key of the seller centre"));
    let server = Server::new(program::Shop, MemoryStore::default(), settings);
    tokio::spawn(serve(listener, server.router(), std::future::pending()));
    let key = "the key of the seller centre".into();
    let outcomes = scenarios::run(&url, &key, &[Group::Base]).await;
    // As `guildhall fake-marketplace` prints them.
    let said: Vec<String> = outcomes
        .iter()
        .map(|o| match &o.failure {
            None => format!("passed  {}", o.name),
            Some(why) => format!("FAILED  {}: {why}", o.name),
        })
        .collect();
    for (language, guide) in GUIDES {
        let shown: Vec<&str> = guide
            .lines()
            .filter(|l| l.starts_with("passed  ") || l.starts_with("FAILED  "))
            .collect();
        assert!(shown.len() >= 3, "{language}");
        assert_eq!(shown, said[..shown.len()], "{language}");
    }
}
