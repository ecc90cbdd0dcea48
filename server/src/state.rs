//! What every route and layer has at hand.

use crate::{
    config::WebConfig,
    layers::rate::Buckets,
    routes::{describe::Description, events::Watchers},
};
use axum::Router;
use guildhall_market::Market;
use metrics_exporter_prometheus::PrometheusHandle;
use std::{ops::Deref, sync::Arc};

/// The web side: the market and how it is served. Cheap to clone.
#[derive(Clone)]
pub struct Web(Arc<Inner>);

/// What is behind a [`Web`].
pub struct Inner {
    /// The one door's house.
    pub market: Market,
    /// How it is served.
    pub config: WebConfig,
    /// True when people reach the portal over https.
    pub https: bool,
    /// The pages, to render one again with what was typed.
    pub pages: Router,
    /// The operations, described.
    pub description: Description,
    /// Sign-ins per client.
    pub sign_ins: Buckets,
    /// Requests per client.
    pub requests: Buckets,
    /// Who watches for unread notices.
    pub watchers: Watchers,
    /// What is measured.
    pub metrics: PrometheusHandle,
}

impl Web {
    /// The state of a server of this market with these pages.
    pub fn new(market: Market, config: WebConfig, pages: Router, metrics: PrometheusHandle) -> Web {
        let https = market.config().public_url.starts_with("https://");
        let sign_ins = Buckets::per_minute(config.sign_in_per_minute);
        let requests = Buckets::per_second(config.requests_per_second);
        let description = Description::new(&market.config().public_url);
        Web(Arc::new(Inner {
            market,
            config,
            https,
            pages,
            description,
            sign_ins,
            requests,
            watchers: Watchers::default(),
            metrics,
        }))
    }
}

impl Deref for Web {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.0
    }
}
