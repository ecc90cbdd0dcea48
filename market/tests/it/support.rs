//! What the tests of publishing and reviewing share.

use guildhall_market::{Actor, Market, config::MarketConfig, db::DbConfig, testing::Fixture};
use guildhall_sdk::{
    files::{AttachUpload, Purpose, ReserveUpload},
    finding::Code,
    ids::{FileId, ReviewId},
    listings::{Certificate, CreateListing, GetListing, ListingContent, ListingView, SubmitListing},
    notices::{ListMails, MailRow},
    portal::AppError,
    reviews::{DecideReview, Decision, FieldComment, GetReview, ReviewRow},
};

/// A stored certificate of the actor's organisation.
pub async fn certificate(market: &Market, actor: &Actor) -> FileId {
    let reserve = ReserveUpload {
        purpose: Purpose::Copyright,
        file_name: "软著.pdf".into(),
    };
    let file = market.act(actor, reserve).await.expect("reserved");
    let attach = AttachUpload {
        file,
        sha256: "ab".repeat(32),
        size: 1_234,
        kind: "pdf".into(),
        pixels: None,
    };
    market
        .act(&Actor::System("test"), attach)
        .await
        .expect("stored")
        .id
}

/// Content without a finding: the example of the documentation.
pub fn content(file: FileId) -> ListingContent {
    let example = include_str!("../../../docs/examples/listing-saas.json");
    let example: ListingContent = serde_json::from_str(example).expect("the example reads");
    ListingContent {
        certificate: Some(Certificate {
            file,
            ..Default::default()
        }),
        ..example
    }
}

/// A listing that waits for its decision.
pub async fn pending(t: &Fixture) -> ListingView {
    let content = content(certificate(&t.market, &t.seller).await);
    let draft = t
        .market
        .act(&t.seller, CreateListing { content })
        .await
        .expect("a draft");
    let submit = SubmitListing {
        listing: draft.id,
        version: draft.version,
    };
    t.market.act(&t.seller, submit).await.expect("submitted")
}

/// A listing on sale.
pub async fn on_sale(t: &Fixture) -> ListingView {
    let view = pending(t).await;
    approve(t, &view).await.expect("approved");
    t.market
        .act(&t.seller, GetListing { listing: view.id })
        .await
        .expect("the listing")
}

/// The review of a submitted listing.
pub fn review_of(view: &ListingView) -> ReviewId {
    view.review.expect("a submitted listing has a review")
}

/// The reviewer approves what stands there now.
pub async fn approve(t: &Fixture, view: &ListingView) -> Result<ReviewRow, AppError> {
    let review = review_of(view);
    let version = t.market.act(&t.reviewer, GetReview { review }).await?.version;
    let decide = DecideReview {
        review,
        version,
        decision: Decision::Approve,
        comments: Vec::new(),
    };
    t.market.act(&t.reviewer, decide).await
}

/// A rejection at one field.
pub fn rejection(review: ReviewId, version: i64, path: &str) -> DecideReview {
    let comments = vec![FieldComment {
        path: path.into(),
        text: "请写明用户数".into(),
    }];
    DecideReview {
        review,
        version,
        decision: Decision::Reject,
        comments,
    }
}

/// The reviewer rejects at one field.
pub async fn reject(t: &Fixture, review: ReviewId, path: &str) {
    t.market
        .act(&t.reviewer, rejection(review, 1, path))
        .await
        .expect("rejected");
}

/// The mails written to somebody, newest first.
pub async fn mails_to(t: &Fixture, actor: &Actor) -> Vec<MailRow> {
    let to = actor.signed().map(|s| s.viewer.email.clone()).unwrap_or_default();
    t.market
        .act(
            &t.admin,
            ListMails {
                to,
                ..Default::default()
            },
        )
        .await
        .expect("mails")
        .rows
}

/// Path and code, when an error has exactly one finding.
pub fn finding(error: &AppError) -> Option<(String, Code)> {
    match error.findings() {
        [one] => Some((one.path.clone(), one.code)),
        _ => None,
    }
}

/// A connection of the test's own, for what no operation does.
pub async fn raw(t: &Fixture) -> sea_orm::DatabaseConnection {
    let config: &MarketConfig = t.market.config();
    let url = match &config.database {
        DbConfig::Sqlite(path) => format!("sqlite://{}", path.display()),
        DbConfig::Postgres(url) => url.clone(),
    };
    sea_orm::Database::connect(url).await.expect("a connection")
}
