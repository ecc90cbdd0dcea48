//! Every fault a server can have ends in the documented error of the client, in time and in bounded memory.

use guildhall_sdk::{
    client::{ClientError, Credentials, OpenApi, Production, Settings},
    protocol::{AccessKey, Dialect, openapi::QueryOrder, production::NewInstance},
    testing::{FakeMarketplace, FakeSeller, Fault},
};
use std::time::{Duration, Instant};

fn settings() -> Settings {
    Settings {
        timeout_ms: 800,
        most_bytes: 256 * 1024,
        attempts: 1,
        ..Settings::default()
    }
}

fn expected(fault: &Fault, error: &ClientError) -> bool {
    match fault {
        Fault::Timeout | Fault::Drip => matches!(error, ClientError::Timeout(800)),
        Fault::Drop => matches!(error, ClientError::Dropped(_)),
        Fault::Status(status) => matches!(error, ClientError::Status { status: s, .. } if s == status),
        Fault::ContentType => matches!(error, ClientError::ContentType(kind) if kind == "text/html"),
        Fault::Huge => matches!(error, ClientError::TooLarge(262_144)),
        Fault::Code(code) => matches!(error, ClientError::Refused { code: c, .. } if c == code),
        Fault::Duplicate | Fault::Garbage => matches!(error, ClientError::Unreadable(_)),
        Fault::Empty => matches!(error, ClientError::Faulty(_)),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_fault_of_a_seller_ends_in_its_error() {
    let seller = FakeSeller::start("127.0.0.1:0", "key").await.expect("it listens");
    let client = Production::new(settings(), Dialect::default()).expect("a client");
    let key = AccessKey::new("key");
    let call = NewInstance {
        order_id: "o".into(),
        order_line_id: "o-1".into(),
        business_id: "b".into(),
    };
    let mut faults = Fault::all();
    faults.extend([
        Fault::Status(302),
        Fault::Status(404),
        Fault::Code("no such code".into()),
    ]);
    for fault in faults {
        seller.order(fault.clone());
        let begun = Instant::now();
        let error = client
            .call(&seller.url(), &key, &call, false)
            .await
            .expect_err("a fault was ordered");
        assert!(expected(&fault, &error), "{fault}: {error:?}");
        assert!(begun.elapsed() < Duration::from_secs(3), "{fault}");
    }
    assert!(
        client.call(&seller.url(), &key, &call, false).await.is_ok(),
        "afterwards all is well"
    );
    let gone = seller.url();
    seller.stop().await;
    let error = client
        .call(&gone, &key, &call, false)
        .await
        .expect_err("nobody is there");
    assert!(
        matches!(error, ClientError::Connect(_)) && error.is_unsent(),
        "{error:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn every_fault_of_a_marketplace_ends_in_its_error() {
    let market = FakeMarketplace::start("127.0.0.1:0", "AK", "SK", "key")
        .await
        .expect("it listens");
    let credentials = Credentials {
        access_key: "AK".into(),
        secret: "SK".into(),
        seller_key: None,
    };
    let api = OpenApi::new(credentials, settings(), Dialect::default())
        .expect("a client")
        .at(vec![market.url()]);
    let query = QueryOrder {
        order_id: "MOCKONDEMAND".into(),
        order_line_id: None,
    };
    for fault in Fault::all() {
        // Its codes are others; what is empty there is a code.
        let fault = match fault {
            Fault::Code(_) => Fault::Code("MKT.0999".into()),
            Fault::Empty => continue,
            fault => fault,
        };
        market.order(fault.clone());
        let error = api.query_order(&query).await.expect_err("a fault was ordered");
        let refused = matches!(
            (&fault, &error),
            (
                Fault::Duplicate,
                ClientError::Unreadable(_) | ClientError::Refused { .. }
            )
        );
        assert!(refused || expected(&fault, &error), "{fault}: {error:?}");
    }
    assert!(api.query_order(&query).await.is_ok());
}

#[tokio::test]
async fn faults_are_ordered_over_http_too() {
    let seller = FakeSeller::start("127.0.0.1:0", "key").await.expect("it listens");
    let client = Production::new(settings(), Dialect::default()).expect("a client");
    let call = NewInstance {
        order_id: "o".into(),
        order_line_id: "o-1".into(),
        business_id: "b".into(),
    };
    assert_eq!(
        super::raw::post(&seller.url(), "/_faults", "status=503").await.0,
        200
    );
    assert_eq!(
        super::raw::post(&seller.url(), "/_faults", "earthquake").await.0,
        422
    );
    let error = client
        .call(&seller.url(), &"key".into(), &call, false)
        .await
        .expect_err("ordered");
    assert!(
        matches!(error, ClientError::Status { status: 503, .. }),
        "{error:?}"
    );
}
