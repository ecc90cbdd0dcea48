//! The built `guildhall` over data: the demo, orders from elsewhere, listings out and in.

use crate::command::{document, run, said};

#[test]
fn the_same_orders_are_taken_in_once() {
    let data = tempfile::tempdir().unwrap();
    assert_eq!(
        run(data.path(), &["seed", "demo", "--json"]).status.code(),
        Some(0)
    );
    let file = data.path().join("orders.jsonl");
    let order = |number: &str, gross: i64| {
        serde_json::json!({
            "number": number, "seller_email": "seller@demo.test", "customer_email": "customer@demo.test",
            "created_at": "2026-10-01T00:00:00Z", "paid_at": "2026-10-01T00:00:00Z",
            "lines": [{ "product": { "zh": "商品", "en": "Product" }, "spec": { "zh": "规格", "en": "Spec" }, "term": "year",
                "gross": { "minor": gross, "currency": "CNY" } }],
        })
        .to_string()
    };
    let import = |text: &str| {
        std::fs::write(&file, text).unwrap();
        run(
            data.path(),
            &["orders", "import", file.to_str().unwrap(), "--json"],
        )
    };
    // More than one batch.
    let good: String = (0..700)
        .map(|i| order(&format!("TEST{i:06}"), 100) + "\n")
        .collect();
    let first = document(&import(&good));
    assert_eq!(
        (first["added"].as_u64(), first["unchanged"].as_u64()),
        (Some(700), Some(0)),
        "{}",
        first["refused"][0]
    );
    let again = document(&import(&good));
    assert_eq!(
        (again["added"].as_u64(), again["unchanged"].as_u64()),
        (Some(0), Some(700)),
        "{again}"
    );

    let refused = import(&format!(
        "{}\n{}\n{}\n",
        order("NEW1", 100),
        order("NEW2", 0),
        order("TEST000000", 5)
    ));
    assert_eq!(refused.status.code(), Some(1));
    let report = document(&refused);
    assert_eq!(report["added"], 1, "{report}");
    let lines: Vec<_> = report["refused"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| r["line"].as_u64().unwrap())
        .collect();
    assert_eq!(lines, [2, 3], "{report}");

    let malformed = import(&format!("{}\n\n{{\"number\": 5}}\n", order("NEW9", 100)));
    assert_eq!(malformed.status.code(), Some(2));
    assert!(
        String::from_utf8_lossy(&malformed.stderr).contains("line 3"),
        "{}",
        said(&malformed)
    );
    let kept = document(&import(&(order("NEW9", 100) + "\n")));
    assert_eq!(
        kept["added"], 1,
        "a malformed file leaves nothing half done: {kept}"
    );
}

#[test]
fn the_demo_is_what_the_contract_says_and_a_full_folder_is_left_alone() {
    let data = tempfile::tempdir().unwrap();
    let seeded = run(data.path(), &["seed", "demo", "--json"]);
    assert_eq!(seeded.status.code(), Some(0), "{}", said(&seeded));
    let demo = document(&seeded);
    let emails: Vec<&str> = demo["accounts"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|a| a["email"].as_str())
        .collect();
    for who in [
        "seller",
        "reviewer",
        "finance",
        "admin",
        "customer",
        "other-customer",
        "other-seller",
    ] {
        assert!(
            emails.contains(&format!("{who}@demo.test").as_str()),
            "{who} in {emails:?}"
        );
    }
    let offer = demo["offers"][0]["id"].as_str().expect("an offer");
    let shown = document(&run(data.path(), &["offer", "show", offer, "--json"]));
    assert_eq!(shown["id"], *offer);
    assert!(
        shown["state"].is_string() && shown["uses"].is_u64() && shown["max_orders"].is_u64(),
        "{shown}"
    );
    let again = run(data.path(), &["seed", "load", "--order-lines", "10", "--json"]);
    assert_eq!(again.status.code(), Some(2), "{}", said(&again));

    let listing = demo["listings"][0]["id"].as_str().expect("a listing");
    let exported = run(data.path(), &["listing", "export", listing]);
    let file = data.path().join("exported.json");
    std::fs::write(&file, &exported.stdout).unwrap();
    let checked = run(data.path(), &["listing", "check", file.to_str().unwrap()]);
    assert_ne!(
        checked.status.code(),
        Some(2),
        "an exported listing reads: {}",
        said(&checked)
    );
    let imported = run(
        data.path(),
        &[
            "listing",
            "import",
            file.to_str().unwrap(),
            "--seller",
            "seller@demo.test",
            "--json",
        ],
    );
    assert_eq!(imported.status.code(), Some(0), "{}", said(&imported));
    assert!(document(&imported)["id"].is_string());
}
