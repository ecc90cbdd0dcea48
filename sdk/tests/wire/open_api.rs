//! The open API's client against the fake marketplace: every call, its repetitions, its refusals.

use guildhall_sdk::{
    client::{ClientError, Credentials, OpenApi, Settings},
    protocol::{
        Dialect,
        openapi::{
            ActivateLicense, ActivateLicenses, Heartbeat, LicenseUsage, MOCK_ORDERS, OldUsageRecord,
            PushUsage, PushUsageOld, QueryOrder, ReportSoftwareUsage, SoftwareUsage, Upload, UsageRecord,
        },
        values::{IsoStamp, LicenseStatus, Quantity, UploadKind},
    },
    testing::{FakeMarketplace, Fault},
};
use sha2::{Digest, Sha256};

async fn pair() -> (FakeMarketplace, OpenApi) {
    let market = FakeMarketplace::start("127.0.0.1:0", "AK", "SK", "key")
        .await
        .expect("it listens");
    let api = client(&market, "SK", "key");
    (market, api)
}

fn client(market: &FakeMarketplace, secret: &str, key: &str) -> OpenApi {
    let credentials = Credentials {
        access_key: "AK".into(),
        secret: secret.into(),
        seller_key: Some(key.into()),
    };
    let settings = Settings {
        timeout_ms: 2000,
        pause_ms: 10,
        ..Settings::default()
    };
    OpenApi::new(credentials, settings, Dialect::default())
        .expect("a client")
        .at(vec![market.url()])
}

fn code(result: Result<(), ClientError>) -> String {
    match result {
        Err(ClientError::Refused { code, .. }) => code,
        other => format!("{other:?}"),
    }
}

fn record(sn: &str) -> UsageRecord {
    use guildhall_sdk::machine::{Machine, System};
    let now = IsoStamp(System.now());
    UsageRecord {
        instance_id: "i".into(),
        record_time: now,
        begin_time: now,
        end_time: now,
        usage_value: Quantity("1.25".parse().expect("a number")),
        metering_sn: sn.into(),
        relate_pkg_instance: None,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_mock_order_reads() {
    let (market, api) = pair().await;
    for id in MOCK_ORDERS {
        let line = Some(format!("{id}-000001"));
        let order = api
            .query_order(&QueryOrder {
                order_id: id.into(),
                order_line_id: line,
            })
            .await
            .expect(id);
        assert_eq!((order.order_id.as_str(), order.order_line.len()), (id, 1));
    }
    let nobody = QueryOrder {
        order_id: "nobody's & none".into(),
        order_line_id: None,
    };
    assert_eq!(code(api.query_order(&nobody).await.map(drop)), "MKT.0150");
    let stranger = client(&market, "wrong", "key");
    assert_eq!(code(stranger.query_order(&nobody).await.map(drop)), "APIGW.0301");
}

#[tokio::test(flavor = "multi_thread")]
async fn usage_is_taken_once_and_signed_twice() {
    let (market, api) = pair().await;
    let push = PushUsage {
        usage_records: vec![record("sn-1"), record("sn-2")],
    };
    api.push_usage(&push).await.expect("it is taken");
    // The answer is lost on the way: pushed again, taken once.
    for fault in [Fault::Drop, Fault::Status(500)] {
        market.order(fault);
        api.push_usage(&push).await.expect("repeated by itself");
    }
    assert_eq!(market.accepted().usage.len(), 2);
    let stranger = client(&market, "SK", "another key");
    assert_eq!(code(stranger.push_usage(&push).await), "MKT.0102");
    let old = OldUsageRecord {
        instance_id: "i".into(),
        record_time: record("x").record_time,
        begin_time: record("x").begin_time,
        end_time: record("x").end_time,
        usage_value: record("x").usage_value,
        product_id: "p".into(),
        relate_pkg_instance: None,
    };
    let old = PushUsageOld {
        usage_records: vec![old],
    };
    api.push_usage_old(&old).await.expect("it is taken");
    market.order(Fault::Drop);
    let lost = api
        .push_usage_old(&old)
        .await
        .expect_err("it may have arrived, so it is not repeated");
    assert!(matches!(lost, ClientError::Dropped(_)), "{lost:?}");
    let many = PushUsage {
        usage_records: (0..1001).map(|n| record(&n.to_string())).collect(),
    };
    assert!(matches!(
        api.push_usage(&many).await,
        Err(ClientError::Invalid(_))
    ));
}

#[tokio::test(flavor = "multi_thread")]
async fn called_too_often_waits_and_comes_back() {
    let (market, api) = pair().await;
    let order = QueryOrder {
        order_id: "MOCKONDEMAND".into(),
        order_line_id: None,
    };
    market.order(Fault::Status(406));
    market.order(Fault::Code("MKT.0250".into()));
    api.query_order(&order).await.expect("the third attempt");
    let activate = ActivateLicense {
        license: "PL1".into(),
        real_effect_time: None,
    };
    market.order(Fault::Status(429));
    api.activate_license(&activate)
        .await
        .expect("it was not carried out, so it is repeated");
    for _ in 0..3 {
        market.order(Fault::Status(406));
    }
    assert!(
        matches!(api.query_order(&order).await, Err(ClientError::Limited { .. })),
        "not for ever"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn licenses_live() {
    let (_market, api) = pair().await;
    let activate = ActivateLicense {
        license: "PL1".into(),
        real_effect_time: None,
    };
    let heartbeat = Heartbeat {
        license: "PL1".into(),
        heartbeat_info: None,
    };
    assert_eq!(code(api.heartbeat(&heartbeat).await.map(drop)), "92020011");
    let answer = api.activate_license(&activate).await.expect("it is activated");
    let info = answer
        .data
        .expect("data")
        .info()
        .expect("info")
        .expect("it reads");
    assert_eq!(info.status, LicenseStatus::Alive);
    assert_eq!(code(api.activate_license(&activate).await.map(drop)), "92020003");
    assert_eq!(
        api.heartbeat(&heartbeat).await.expect("it lives").status,
        LicenseStatus::Alive
    );
    let more = ActivateLicenses {
        license_list: vec!["PL2".into(), "PL3".into()],
        real_effect_time: None,
    };
    api.activate_licenses(&more).await.expect("they are activated");
    let none = ActivateLicenses {
        license_list: Vec::new(),
        real_effect_time: None,
    };
    assert!(matches!(
        api.activate_licenses(&none).await,
        Err(ClientError::Invalid(_))
    ));
    let usage = SoftwareUsage {
        id: Some("device-1".into()),
        active_num: None,
    };
    let usage_info = vec![LicenseUsage {
        license: "PL1".into(),
        software_usage: vec![usage],
    }];
    api.report_software_usage(&ReportSoftwareUsage { usage_info })
        .await
        .expect("it is taken");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_license_is_delivered_as_text_and_as_file() {
    let (market, api) = pair().await;
    let text = Upload {
        kind: UploadKind::Characters,
        sha256: None,
        characters: Some("LICENSE-云".into()),
        file_name: None,
    };
    api.upload("event-1", &text, None).await.expect("it is taken");
    let file = b"\r\n--not the boundary\r\n\0\xff";
    let hash = hex::encode(Sha256::digest(file));
    let upload = Upload {
        kind: UploadKind::File,
        sha256: Some(hash.clone()),
        characters: None,
        file_name: Some("licence \"1\".lic".into()),
    };
    market.order(Fault::Drop);
    api.upload("event-2", &upload, Some(file))
        .await
        .expect("the second attempt");
    let uploads = market.accepted().uploads;
    assert_eq!(uploads.get("event-1").map(String::as_str), Some("LICENSE-云"));
    assert_eq!(uploads.get("event-2"), Some(&hash));
    assert!(matches!(
        api.upload("event-2", &upload, Some(b"other")).await,
        Err(ClientError::Invalid(_))
    ));
    assert!(matches!(
        api.upload("../x", &text, None).await,
        Err(ClientError::Invalid(_))
    ));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_second_host_is_taken_when_the_first_cannot_be_reached() {
    let (market, api) = pair().await;
    let order = QueryOrder {
        order_id: "MOCKONDEMAND".into(),
        order_line_id: None,
    };
    let api = api.at(vec!["http://127.0.0.1:1".into(), market.url()]);
    api.query_order(&order).await.expect("the second host");
    let nowhere = api.clone().at(vec!["http://127.0.0.1:1".into()]);
    assert!(matches!(
        nowhere.query_order(&order).await,
        Err(ClientError::Connect(_))
    ));
    let plain = api.at(vec!["http://example.com".into()]);
    assert!(
        matches!(plain.query_order(&order).await, Err(ClientError::Unusable(_))),
        "never in the clear"
    );
}
