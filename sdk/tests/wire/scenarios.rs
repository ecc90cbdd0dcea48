//! The fake seller, which sells everything, passes every scenario; and what a kit gives beyond them.

use guildhall_sdk::{
    client::{Production, Settings as ClientSettings},
    protocol::{
        AccessKey, Dialect,
        codes::ResultCode,
        production::{InstanceInfo, NewInstance, OrderNotify, ReleaseInstance},
    },
    seller::{Context, Created, Keys, MemoryStore, Refusal, Seller, Server, Settings, serve},
    testing::{FakeSeller, Group, scenarios},
};
use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::net::TcpListener;

#[tokio::test(flavor = "multi_thread")]
async fn a_seller_of_everything_passes_every_scenario() {
    for slow in [false, true] {
        let settings = Settings::new("/", Keys::one("key"));
        let seller = FakeSeller::with("127.0.0.1:0", settings, slow)
            .await
            .expect("it listens");
        let outcomes = scenarios::run(&seller.url(), &"key".into(), &Group::ALL).await;
        let failed: Vec<_> = outcomes.iter().filter(|o| o.failure.is_some()).collect();
        assert!(failed.is_empty(), "{failed:#?}");
        assert!(outcomes.len() >= 62, "{}", outcomes.len());
        // RENEWAL twice is one extension: renewal, trial, unsubscribe, change; one each of 1.0 and of its license.
        let instances = seller.instances();
        let mut renewals: Vec<u64> = instances
            .as_object()
            .into_iter()
            .flatten()
            .filter_map(|(_, i)| i["renewals"].as_u64())
            .collect();
        renewals.sort();
        assert_eq!(renewals, [1, 1, 4], "{instances}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_scenarios_find_a_seller_that_is_wrong() {
    struct Forgetful(AtomicU32);
    impl Seller for Forgetful {
        async fn new_instance(&self, _: NewInstance, _: Context) -> Result<Created, Refusal> {
            Ok(Created::Ready)
        }
        async fn query_instance(&self, _: Vec<String>, _: Context) -> Result<Vec<InstanceInfo>, Refusal> {
            self.0.fetch_add(1, Ordering::Relaxed);
            Ok(Vec::new())
        }
    }
    let url = start(Forgetful(AtomicU32::new(0)), Settings::new("/", Keys::one("key"))).await;
    let outcomes = scenarios::run(&url, &"key".into(), &[Group::Base]).await;
    let failure = |name: &str| {
        outcomes
            .iter()
            .find(|o| o.name == name)
            .and_then(|o| o.failure.clone())
    };
    assert!(failure("newInstance, then queryInstance").is_some_and(|f| f.contains("does not know")));
    assert!(failure("refreshInstance RENEWAL").is_some_and(|f| f.contains("000002")));
    assert_eq!(failure("a wrong signature"), None);
}

async fn start(seller: impl Seller, settings: Settings) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let server = Server::new(seller, MemoryStore::default(), settings);
    tokio::spawn(serve(listener, server.router(), std::future::pending()));
    url
}

/// Creates slowly, fails the first time, panics when told of an order, and counts.
#[derive(Clone, Default)]
struct Slow {
    created: Arc<AtomicU32>,
    released: Arc<AtomicU32>,
}

impl Seller for Slow {
    async fn new_instance(&self, _: NewInstance, _: Context) -> Result<Created, Refusal> {
        tokio::time::sleep(Duration::from_millis(600)).await;
        self.created.fetch_add(1, Ordering::SeqCst);
        Ok(Created::Ready)
    }
    async fn query_instance(&self, _: Vec<String>, _: Context) -> Result<Vec<InstanceInfo>, Refusal> {
        Err(Refusal::no_such_instance())
    }
    async fn release_instance(&self, _: ReleaseInstance, _: Context) -> Result<(), Refusal> {
        match self.released.fetch_add(1, Ordering::SeqCst) {
            0 => Err(Refusal::new(ResultCode::ServiceError, "x".repeat(1000))),
            _ => Ok(()),
        }
    }
    async fn order_notify(&self, _: OrderNotify, _: Context) -> Result<(), Refusal> {
        panic!("a bug of the seller's")
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn slow_work_is_answered_in_time_and_done_once() {
    let slow = Slow::default();
    let mut settings = Settings::new("/shop/produce/", Keys::one("key"));
    settings.answer_within_ms = 150;
    let url = start(slow.clone(), settings).await + "/shop/produce";
    let client = Production::new(ClientSettings::default(), Dialect::default()).expect("a client");
    let key = AccessKey::new("key");
    let call = |business: &str| NewInstance {
        order_id: "o".into(),
        order_line_id: "o-1".into(),
        business_id: business.into(),
    };
    let begun = Instant::now();
    // Five at once, and one later: one instance, named after the first.
    let calls: Vec<_> = (0..5).map(|n| call(&format!("b{n}"))).collect();
    let answers = futures_join(calls.iter().map(|call| client.call(&url, &key, call, false))).await;
    assert!(
        begun.elapsed() < Duration::from_millis(590),
        "{:?}",
        begun.elapsed()
    );
    let names: Vec<_> = answers
        .iter()
        .map(|a| a.as_ref().expect("answered").instance_id.clone())
        .collect();
    assert!(
        names.iter().all(|name| name.is_some() && *name == names[0]),
        "{names:?}"
    );
    assert!(
        answers
            .iter()
            .all(|a| a.as_ref().is_ok_and(|a| a.result_code == ResultCode::Processing))
    );
    tokio::time::sleep(Duration::from_millis(900)).await;
    let last = client
        .call(&url, &key, &call("b9"), false)
        .await
        .expect("answered");
    assert_eq!(
        (last.result_code, &last.instance_id),
        (ResultCode::Success, &names[0])
    );
    assert_eq!(slow.created.load(Ordering::SeqCst), 1);
}

async fn futures_join<F: Future>(all: impl Iterator<Item = F>) -> Vec<F::Output> {
    futures::future::join_all(all).await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_failed_is_tried_again_and_a_panic_is_an_answer() {
    let slow = Slow::default();
    let url = start(slow.clone(), Settings::new("/", Keys::one("key"))).await;
    let client = Production::new(ClientSettings::default(), Dialect::default()).expect("a client");
    let key = AccessKey::new("key");
    let release = ReleaseInstance {
        instance_id: "i".into(),
        order_id: None,
        order_line_id: None,
    };
    let refused = client
        .call(&url, &key, &release, false)
        .await
        .expect_err("the first fails")
        .to_string();
    assert!(refused.starts_with("refused with 000104: xxx"), "{refused}");
    assert_eq!(refused.matches('x').count(), 255, "cut to the documented length");
    for _ in 0..2 {
        assert!(client.call(&url, &key, &release, false).await.is_ok());
    }
    assert_eq!(
        slow.released.load(Ordering::SeqCst),
        2,
        "not again once it succeeded"
    );
    let notice = OrderNotify {
        order_id: "o".into(),
        order_line_id: "o-1".into(),
    };
    let refused = client
        .call(&url, &key, &notice, false)
        .await
        .expect_err("a panic")
        .to_string();
    assert!(refused.starts_with("refused with 000005"), "{refused}");
}

#[tokio::test(flavor = "multi_thread")]
async fn each_class_of_interface_has_its_own_key() {
    let keys = Keys {
        base: vec!["base".into()],
        notify: vec!["old".into(), "new".into()],
        ..Keys::default()
    };
    let url = start(Slow::default(), Settings::new("/", keys)).await;
    let client = Production::new(ClientSettings::default(), Dialect::default()).expect("a client");
    let notice = OrderNotify {
        order_id: "o".into(),
        order_line_id: "o-1".into(),
    };
    for (key, code) in [
        ("base", "000001"),
        ("old", "000005"),
        ("new", "000005"),
        ("other", "000001"),
    ] {
        let refused = client
            .call(&url, &key.into(), &notice, false)
            .await
            .expect_err("none is fine");
        assert!(refused.to_string().contains(code), "{key}: {refused}");
    }
}
