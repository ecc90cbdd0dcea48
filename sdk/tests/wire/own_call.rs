//! A call this crate has no type of: the caller writes down what its document says, the client does the rest.

use guildhall_sdk::{
    client::{ClientError, Credentials, OpenApi, Settings},
    protocol::{
        Dialect,
        endpoint::{Auth, Common, Endpoint, Method, Repeat},
        message::{Field, Form, Message},
        openapi::LicenseOutcome,
    },
    testing::{FakeMarketplace, Fault},
};
use serde::{Deserialize, Serialize};

/// Stands for the batch heartbeat, whose body was not published; these fields are made up for the test.
#[derive(Debug, Serialize, Deserialize)]
struct Own<const THERE: bool> {
    license: String,
}

impl<const THERE: bool> Message for Own<THERE> {
    const FIELDS: &'static [Field] = &[Field::must("license", Form::Text(5))];
}

impl<const THERE: bool> Endpoint for Own<THERE> {
    const NAME: &'static str = "one's own";
    const METHOD: Method = Method::Post;
    const PATH: &'static str = if THERE {
        "/api/mkp-openapi-public/global/v1/license/heartbeat"
    } else {
        "/api/mkp-openapi-public/global/v2/license/heartbeat"
    };
    const AUTH: Auth = Auth::AkSk;
    const REPEAT: Repeat = Repeat::Reads;
    const COMMON: Common = Common::None;
    type Answer = LicenseOutcome;
}

fn call<const THERE: bool>(license: &str) -> Own<THERE> {
    Own {
        license: license.into(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_checked_signed_repeated_and_judged() {
    let market = FakeMarketplace::start("127.0.0.1:0", "AK", "SK", "key")
        .await
        .expect("it listens");
    let api = |secret: &str| {
        let credentials = Credentials {
            access_key: "AK".into(),
            secret: secret.into(),
            seller_key: None,
        };
        let settings = Settings {
            pause_ms: 10,
            ..Settings::default()
        };
        let api = OpenApi::new(credentials, settings, Dialect::default()).expect("a client");
        api.at(vec![market.url()])
    };
    let refused = |answer: Result<LicenseOutcome, ClientError>| match answer {
        Err(ClientError::Refused { code, .. }) => code,
        other => format!("{other:?}"),
    };
    assert!(
        matches!(api("SK").call(&call::<true>("PL-too-long")).await, Err(ClientError::Invalid(f)) if f.to_string() == "license: longer than 5")
    );
    assert_eq!(market.accepted().requests, 0, "it was not sent");
    // Signed, sent again after a 500 as it only reads, and its answer's code read.
    market.order(Fault::Status(500));
    assert_eq!(refused(api("SK").call(&call::<true>("PL-1")).await), "92020011");
    assert_eq!(market.accepted().requests, 1);
    assert_eq!(
        refused(api("another").call(&call::<true>("PL-1")).await),
        "APIGW.0301"
    );
    assert_eq!(
        refused(api("SK").call(&call::<false>("PL-1")).await),
        "APIGW.0101"
    );
}
