//! A body's canonical form: what Jackson writes of a `TreeMap`, and what has none.

use guildhall_sdk::protocol::{
    dialect::Order,
    sign::canonical::{Form, canonical},
};

fn form(body: &str) -> Result<String, &'static str> {
    canonical(body.as_bytes(), Form::production(Order::Ascending)).map_err(|e| e.what)
}

#[test]
fn what_jackson_writes() {
    for (given, expected) in [
        ("{}", "{}"),
        (" {\n\"b\" : 1 , \"a\":2 } ", r#"{"a":2,"b":1}"#),
        (r#"{"a":null}"#, "{}"),
        (r#"{"z":1,"a":null,"b":2}"#, r#"{"b":2,"z":1}"#),
        (
            r#"{"a":{"n":null,"b":1,"a":2}}"#,
            r#"{"a":{"n":null,"b":1,"a":2}}"#,
        ),
        (
            r#"{"a":[1.0,-0,1e3,1E+2,100000000000000000000]}"#,
            r#"{"a":[1.0,-0,1e3,1E+2,100000000000000000000]}"#,
        ),
        (
            r#"{"a":"\u4e91\/\u0001\u001f\t\u0022"}"#,
            "{\"a\":\"云/\\u0001\\u001F\\t\\\"\"}",
        ),
        (r#"{"\ud83d\ude00":1,"\ue000":2}"#, "{\"😀\":1,\"\u{e000}\":2}"),
        ("{\"\u{e000}\":2,\"😀\":1}", "{\"😀\":1,\"\u{e000}\":2}"),
        (r#"{"B":1,"a":2,"A":3}"#, r#"{"A":3,"B":1,"a":2}"#),
        (r#"{"a":[],"b":{}, "c":[ ]}"#, r#"{"a":[],"b":{},"c":[]}"#),
    ] {
        assert_eq!(form(given).as_deref(), Ok(expected), "{given}");
    }
}

#[test]
fn what_has_no_canonical_form() {
    for (given, what) in [
        ("", "no JSON object"),
        ("[]", "no JSON object"),
        ("{} x", "something after the object"),
        (r#"{"a":1,"a":2}"#, "a name that is there twice"),
        (r#"{"a":1,"b":3,"\u0061":2}"#, "a name that is there twice"),
        (r#"{"a":01}"#, "neither , nor }"),
        (r#"{"a":1.}"#, "no digit"),
        (r#"{"a":"\ud800"}"#, "half of a surrogate pair"),
        (r#"{"a":"\udc00"}"#, "half of a surrogate pair"),
        (r#"{"a":"\ud800\u0041"}"#, "half of a surrogate pair"),
        ("{\"a\":\"\n\"}", "a control character in a text"),
        (r#"{"a":"x"#, "a text without an end"),
        (r#"{"a":nul}"#, "no value"),
        (r#"{"a":1,}"#, "no name"),
        (r#"{"a":"\x"}"#, "no escape"),
    ] {
        assert_eq!(form(given), Err(what), "{given}");
    }
    let deep = format!("{{\"a\":{}{}}}", "[".repeat(65), "]".repeat(65));
    assert_eq!(form(&deep), Err("nested too deeply"));
    assert_eq!(
        canonical(b"{\"a\":\"\xff\"}", Form::USAGE).map_err(|e| e.at),
        Err(6)
    );
}

#[test]
fn the_other_orders() {
    let body = br#"{"b":1,"a":{"d":1,"c":2},"c":null}"#;
    let of = |order, deep| {
        canonical(
            body,
            Form {
                order,
                deep,
                drop_nulls: false,
            },
        )
    };
    assert_eq!(
        of(Order::Descending, false).as_deref(),
        Ok(r#"{"c":null,"b":1,"a":{"d":1,"c":2}}"#)
    );
    assert_eq!(
        of(Order::AsSent, true).as_deref(),
        Ok(r#"{"b":1,"a":{"d":1,"c":2},"c":null}"#)
    );
    assert_eq!(
        of(Order::Ascending, true).as_deref(),
        Ok(r#"{"a":{"c":2,"d":1},"b":1,"c":null}"#)
    );
}
