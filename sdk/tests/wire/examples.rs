//! The examples, run against the fake marketplace.

#[expect(dead_code, reason = "its main is for people")]
#[path = "../../examples/license.rs"]
mod license;
#[expect(dead_code, reason = "its main is for people")]
#[path = "../../examples/seller.rs"]
mod seller;
#[expect(dead_code, reason = "its main is for people")]
#[path = "../../examples/usage.rs"]
mod usage;

use guildhall_sdk::{
    client::Credentials,
    protocol::values::LicenseStatus,
    testing::{FakeMarketplace, Group, scenarios},
};
use tokio::net::TcpListener;

#[test]
fn a_complete_seller_is_short() {
    let lines = include_str!("../../examples/seller.rs").lines().count();
    assert!(lines < 120, "{lines} lines");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_seller_passes_every_scenario() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}/produce", listener.local_addr().expect("an address"));
    tokio::spawn(seller::run(listener, "key".into()));
    let outcomes = scenarios::run(&url, &"key".into(), &Group::ALL).await;
    let failed: Vec<_> = outcomes.iter().filter(|o| o.failure.is_some()).collect();
    assert!(failed.is_empty(), "{failed:#?}");
    for group in Group::ALL {
        let tried = outcomes.iter().filter(|o| o.group == group).count();
        assert!(tried >= 6, "{group:?}: {tried}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_usage_pusher_pushes() {
    let market = FakeMarketplace::start("127.0.0.1:0", "AK", "SK", "key")
        .await
        .expect("it listens");
    let record = usage::last_hour("i-1", "12.5").expect("a number");
    for _ in 0..2 {
        let credentials = Credentials {
            access_key: "AK".into(),
            secret: "SK".into(),
            seller_key: Some("key".into()),
        };
        usage::push(&market.url(), credentials, record.clone())
            .await
            .expect("it is taken");
    }
    assert_eq!(market.accepted().usage.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_license_client_activates_once_and_goes_on() {
    let market = FakeMarketplace::start("127.0.0.1:0", "AK", "SK", "key")
        .await
        .expect("it listens");
    let api = license::client(&market.url(), "AK", "SK").expect("a client");
    for _ in 0..2 {
        assert_eq!(
            license::activate(&api, "PL1").await.expect("it lives").status,
            LicenseStatus::Alive
        );
    }
    assert!(license::activate(&api, "none of ours").await.is_err());
}
