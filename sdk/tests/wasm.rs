//! The same rules in the browser's target: what a form says there is what the door says.
#![cfg(target_arch = "wasm32")]

use guildhall_sdk::{
    finding::Code,
    lang::Lang,
    listings::{ListingContent, check_listing, check_spec_name},
    money::{BasisPoints, Currency, Money},
    offers::deal_price,
    protocol::{
        AccessKey,
        dialect::Signing,
        sign::{secret, v2},
    },
    time::{Period, Zone},
};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn the_example_listing_has_no_findings() {
    let content: ListingContent = serde_json::from_str(include_str!("../../docs/examples/listing-saas.json"))
        .expect("the example reads");
    assert_eq!(check_listing(&content), []);
}

#[wasm_bindgen_test]
fn the_bad_example_has_findings_in_both_languages() {
    let content: ListingContent =
        serde_json::from_str(include_str!("../../docs/examples/listing-bad-names.json"))
            .expect("the example reads");
    let findings = check_listing(&content);
    assert!(findings.len() > 3);
    for finding in findings {
        assert!(!finding.message(Lang::Zh).contains('{'), "{finding:?}");
        assert!(!finding.message(Lang::En).contains('{'), "{finding:?}");
    }
}

#[wasm_bindgen_test]
fn spec_names_are_judged_alike() {
    for (zh, refused) in [
        ("规格１", true),
        ("规 格 ①", true),
        ("年", true),
        ("套", true),
        ("年度安全评估", false),
        ("套件增强版", false),
    ] {
        let found = check_spec_name(zh, "Starter, 50 users")
            .iter()
            .any(|f| f.path == "name.zh");
        assert_eq!(found, refused, "{zh}");
    }
}

#[wasm_bindgen_test]
fn money_and_time_are_the_same_on_32_bits() {
    let list = Money::parse("¥9,999,999.99", Currency::CNY).expect("an amount");
    assert_eq!(deal_price(list, BasisPoints(3333)).display(), "¥6,666,999.99");
    let period: Period = "202611".parse().expect("a period");
    assert_eq!(
        period.start(&Zone::default()).to_rfc3339(),
        "2026-10-31T16:00:00+00:00"
    );
    assert_eq!(
        Code::from_wire("name.bare_counter"),
        Some(Code::NameIsBareCounter)
    );
}

#[wasm_bindgen_test]
fn signatures_are_the_same_on_32_bits() {
    let body = br#"{"activity":"newInstance","businessId":"87b94795-0603-4e24-8ae5-69420d60e3c8","orderId":"CS2211181819B4LVS","orderLineId":"CS2211181819B4LVS-000001","testFlag":"1"}"#;
    let nonce = "50D83FDECAED6CCD8EF597F2A577950527928BA287D04E6036E92B2806FD17DA";
    let key = AccessKey::new("synthetic-key-0001");
    assert_eq!(
        v2::sign(body, &key, 1_680_508_066_618, nonce, &Signing::default()).as_deref(),
        Ok("C65B85D3B1D305419657C5789A67FEB9A3BCB49CF75A34D0A38E898E4DC1F795")
    );
    let text = "Ab3dEf6hIj9kLm2nMIo/OcEQyfXmCHGR+wWaLw==";
    assert_eq!(
        secret::decrypt(text, &key, secret::Cipher::Aes256).as_deref(),
        Ok("13900000000")
    );
}
