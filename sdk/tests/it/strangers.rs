//! What a stranger can send: every parser of it, fed the kept corpus, mutations of it, noise, and what is made to hurt.
//! None panics, and no canonical form is larger than its body. `cargo xtask fuzz` runs this longer (`PROPTEST_CASES`),
//! and with it `tests/alloc`, which counts the memory.

use super::{
    inputs::{CORPUS, change, changed, hostile},
    parsers::PARSERS,
};
use guildhall_sdk::protocol::sign::auth_token;
use proptest::prelude::*;
use serde_json::Value;

fn everything(bytes: &[u8]) {
    PARSERS.iter().for_each(|(_, parse)| parse(bytes));
}

/// The parameters of a posted body are its members: none lost but what is null, none made up.
fn the_same_members(bytes: &[u8]) {
    let Ok(parameters) = auth_token::parameters(bytes) else {
        return;
    };
    let Ok(Value::Object(members)) = serde_json::from_slice(bytes) else {
        return;
    };
    for (name, value) in &members {
        let given = parameters.iter().find(|(given, _)| given == name);
        assert!(given.is_some() || value.is_null(), "{name} is lost");
    }
    for (name, value) in &parameters {
        let member = members.get(name).unwrap_or_else(|| panic!("{name} was made up"));
        let twice = parameters.iter().filter(|(given, _)| given == name).count() > 1;
        assert!(
            twice || member.as_str().is_none_or(|text| text == value),
            "{name}"
        );
    }
}

proptest! {
    #[test]
    fn mutations_of_the_corpus_harm_nobody(
        which in prop::sample::select(CORPUS.to_vec()),
        changes in prop::collection::vec(change(), 0..8),
    ) {
        let bytes = changed(which.to_vec(), &changes);
        everything(&bytes);
        the_same_members(&bytes);
    }

    #[test]
    fn noise_harms_nobody(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        everything(&bytes);
    }
}

#[test]
fn depth_and_width_harm_nobody() {
    for bytes in hostile(5_000) {
        everything(&bytes);
    }
    // Deep enough to end a stack, were one used for it.
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        everything(format!("{{\"a\":{}1{}}}", open.repeat(100_000), close.repeat(100_000)).as_bytes());
    }
}
