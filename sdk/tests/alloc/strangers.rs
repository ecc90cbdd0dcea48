//! The memory of every parser of what a stranger sends, over the corpus, its mutations, and what is made to hurt.

use super::{
    counting::measured,
    inputs::{CORPUS, change, changed, hostile},
    parsers::PARSERS,
};
use proptest::prelude::*;

/// Bytes held at one time for each byte that came. The dearest JSON is a list of empty objects, each of which becomes
/// the largest struct there is; of a query, each pair of two bytes becomes two texts and places in two lists.
fn each(parser: &str) -> usize {
    match parser {
        "query" | "authToken" => 192,
        _ => 64,
    }
}

/// Bytes held however little came: tables of names, an error's words, the AES key.
const ALWAYS: usize = 16 * 1024;

fn bounded(bytes: &[u8]) {
    for (name, parse) in PARSERS {
        let memory = measured(|| parse(bytes));
        assert!(
            memory.peak <= each(name) * bytes.len() + ALWAYS,
            "{name}: {} bytes at one time for {} of {}",
            memory.peak,
            bytes.len(),
            String::from_utf8_lossy(&bytes[..bytes.len().min(60)])
        );
    }
}

#[test]
fn what_is_made_to_hurt_costs_what_it_is_long() {
    for size in [1_000, 10_000] {
        for bytes in hostile(size) {
            bounded(&bytes);
        }
    }
}

#[test]
fn the_corpus_costs_what_it_is_long() {
    for bytes in CORPUS {
        bounded(bytes);
    }
}

proptest! {
    #[test]
    fn mutations_cost_what_they_are_long(
        which in prop::sample::select(CORPUS.to_vec()),
        changes in prop::collection::vec(change(), 0..8),
    ) {
        bounded(&changed(which.to_vec(), &changes));
    }

    #[test]
    fn noise_costs_what_it_is_long(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        bounded(&bytes);
    }
}
