//! The store front: pictures, links, featured products, the desk, the public page.

use crate::support::{certificate, content, finding, mails_to, on_sale};
use bytes::Bytes;
use futures::StreamExt;
use guildhall_market::{
    Actor, RequestInfo,
    testing::{Fixture, both},
};
use guildhall_sdk::{
    files::{Purpose, ReserveUpload},
    finding::Code,
    ids::{FileId, ListingId, OrganisationId},
    lang::Bilingual,
    listings::CreateListing,
    portal::{AppError, Conflict},
    reviews::{DecideReview, Decision, FieldComment, GetReview, ListReviews, ReviewKind, ReviewSubject},
    sellers::{
        FilingKind, FilingState, GetStore, GetStorePage, SaveStore, Slide, StoreContent, StorePicture,
        SubmitStore, WithdrawFiling,
    },
};

/// A PNG of this size, as far as a browser lays it out.
fn png(width: u32, height: u32) -> Vec<u8> {
    fn chunk(kind: &[u8], data: &[u8]) -> Vec<u8> {
        let length = u32::try_from(data.len()).unwrap_or_default().to_be_bytes();
        [&length, kind, data, &[0; 4]].concat()
    }
    let head = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 6, 0, 0, 0]].concat();
    [
        b"\x89PNG\r\n\x1A\n".to_vec(),
        chunk(b"IHDR", &head),
        chunk(b"IDAT", b"pixels"),
        chunk(b"IEND", b""),
    ]
    .concat()
}

async fn upload(t: &Fixture, who: &Actor, name: &str, bytes: Vec<u8>) -> Result<FileId, AppError> {
    let stream = futures::stream::iter([Ok::<_, String>(Bytes::from(bytes))]);
    let stored = t
        .market
        .receive_upload(who, &RequestInfo::default(), Purpose::Picture, name, stream)
        .await?;
    Ok(stored.id)
}

async fn picture(t: &Fixture, width: u32, height: u32) -> StorePicture {
    let file = upload(t, &t.seller, "图片.png", png(width, height)).await;
    StorePicture::of(file.expect("a picture"))
}

async fn whole(t: &Fixture, featured: Vec<ListingId>) -> StoreContent {
    StoreContent {
        carousel: vec![Slide {
            picture: Some(picture(t, 1_200, 320).await),
            link: "https://marketplace.huaweicloud.com/".into(),
        }],
        brand: Some(picture(t, 780, 440).await),
        story: Bilingual::new("始于 2012 年。", "Since 2012."),
        story_pictures: vec![picture(t, 900, 2_000).await],
        featured,
    }
}

fn me(t: &Fixture) -> OrganisationId {
    t.seller.organisation().expect("a seller")
}

async fn decide(t: &Fixture, decision: Decision) {
    let list = ListReviews {
        kind: Some(ReviewKind::Store),
        ..Default::default()
    };
    let review = t.market.act(&t.reviewer, list).await.expect("the queue").rows[0].id;
    let version = t
        .market
        .act(&t.reviewer, GetReview { review })
        .await
        .expect("the review")
        .version;
    let comments = match decision {
        Decision::Approve => Vec::new(),
        Decision::Reject => vec![FieldComment {
            path: "carousel.0.picture".into(),
            text: "请更换清晰的图片".into(),
        }],
    };
    let decide = DecideReview {
        review,
        version,
        decision,
        comments,
    };
    t.market.act(&t.reviewer, decide).await.expect("decided");
}

async fn bytes_of(t: &Fixture, who: &Actor, file: FileId) -> Result<(usize, &'static str, bool), AppError> {
    let shown = t.market.open_picture(who, &RequestInfo::default(), file).await?;
    let chunks: Vec<_> = shown.opened.stream.collect().await;
    let size = chunks.into_iter().map(|c| c.expect("bytes").len()).sum();
    Ok((size, shown.media_type, shown.public))
}

both! {
    async fn a_store_is_saved_handed_in_decided_and_shown(t: Fixture) {
        let listing = on_sale(&t).await.id;
        let page = GetStorePage { seller: me(&t) };
        let bare = t.market.act(&Actor::Anonymous, page.clone()).await.expect("a seller that has joined has a page");
        assert_eq!((bare.products.len(), bare.content.is_empty()), (1, true));

        let store = whole(&t, vec![listing]).await;
        let brand = store.brand.as_ref().expect("a picture").file;
        let draft = SaveStore { version: 0, content: store.clone() };
        let saved = t.market.act(&t.seller, draft).await.expect("saved");
        assert_eq!((saved.filing.state, saved.filing.version), (FilingState::Draft, 1));
        let kept = saved.filing.content.brand.clone().expect("the picture");
        assert_eq!((kept.width, kept.height, kept.name.as_str()), (780, 440, "图片.png"), "from the file itself");

        let stale = SubmitStore { version: 0, content: store.clone() };
        let refused = t.market.act(&t.seller, stale).await.expect_err("stale");
        assert!(matches!(refused, AppError::Conflict { reason: Conflict::StaleVersion { current: 1 } }), "{refused:?}");
        let submit = SubmitStore { version: 1, content: saved.filing.content };
        let pending = t.market.act(&t.seller, submit).await.expect("handed in");
        assert_eq!(pending.filing.state, FilingState::Pending);
        // Sunday: three working days from Monday.
        assert!(pending.filing.due_at.is_some());
        let late = SaveStore { version: 2, content: store };
        let refused = t.market.act(&t.seller, late).await.expect_err("it stands still");
        assert!(matches!(refused, AppError::Conflict { .. }), "{refused:?}");

        let nobody = bytes_of(&t, &Actor::Anonymous, brand).await.expect_err("not approved yet");
        assert_eq!(nobody, AppError::NotFound);
        assert_eq!(bytes_of(&t, &t.other_seller, brand).await.expect_err("somebody else's"), AppError::NotFound);
        for who in [&t.seller, &t.reviewer] {
            assert_eq!(bytes_of(&t, who, brand).await, Ok((png(780, 440).len(), "image/png", false)));
        }

        let mails = mails_to(&t, &t.seller).await.len();
        decide(&t, Decision::Approve).await;
        assert_eq!(mails_to(&t, &t.seller).await.len(), mails + 1);
        assert_eq!(bytes_of(&t, &Actor::Anonymous, brand).await, Ok((png(780, 440).len(), "image/png", true)));
        let shown = t.market.act(&Actor::Anonymous, page.clone()).await.expect("the page");
        assert_eq!(shown.content.story.en, "Since 2012.");
        assert_eq!((shown.featured.len(), shown.products.len()), (1, 0), "a featured product stands once");

        // A change shows once it is approved; the picture it takes out is nobody's from then on.
        let view = t.market.act(&t.seller, GetStore {}).await.expect("the store");
        let content = StoreContent { brand: None, ..view.filing.content };
        let change = SubmitStore { version: view.filing.version, content };
        t.market.act(&t.seller, change).await.expect("handed in");
        let still = t.market.act(&Actor::Anonymous, page.clone()).await.expect("the page");
        assert!(still.content.brand.is_some());
        decide(&t, Decision::Approve).await;
        let now = t.market.act(&Actor::Anonymous, page).await.expect("the page");
        assert!(now.content.brand.is_none());
        assert_eq!(bytes_of(&t, &Actor::Anonymous, brand).await.expect_err("taken out"), AppError::NotFound);
    }

    async fn what_comes_back_says_why_and_what_is_live_stays(t: Fixture) {
        let content = whole(&t, Vec::new()).await;
        let submit = SubmitStore { version: 0, content: content.clone() };
        t.market.act(&t.seller, submit).await.expect("handed in");
        let list = ListReviews { kind: Some(ReviewKind::Store), ..Default::default() };
        let review = t.market.act(&t.reviewer, list).await.expect("the queue").rows[0].id;
        let subject = t.market.act(&t.reviewer, GetReview { review }).await.expect("the review").subject;
        assert!(matches!(subject, ReviewSubject::Store { findings, live: None, .. } if findings.is_empty()));
        decide(&t, Decision::Reject).await;
        let view = t.market.act(&t.seller, GetStore {}).await.expect("the store").filing;
        assert_eq!((view.state, view.comments.len(), view.live.is_none()), (FilingState::Rejected, 1, true));
        let again = SubmitStore { version: view.version, content };
        t.market.act(&t.seller, again).await.expect("handed in again");
        t.market.act(&t.seller, WithdrawFiling { kind: FilingKind::Store }).await.expect("taken back");
        let view = t.market.act(&t.seller, GetStore {}).await.expect("the store").filing;
        assert_eq!(view.state, FilingState::Draft);
    }

    async fn pictures_are_measured_and_belong_to_their_seller(t: Fixture) {
        for (name, bytes, code) in [
            ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), Code::UploadUnsupported),
            ("a.png", b"<svg/>".to_vec(), Code::UploadMismatch),
            ("a.gif", b"GIF89a".to_vec(), Code::UploadUnsupported),
            ("a.jpg", png(1_200, 320), Code::UploadMismatch),
            ("a.png", [png(1_200, 320), b"<script>".to_vec()].concat(), Code::UploadPolyglot),
            ("a.png", png(8_001, 1), Code::UploadPictureSize),
            ("a.png", vec![0; 5_242_881], Code::UploadTooLarge),
        ] {
            let refused = upload(&t, &t.seller, name, bytes).await.expect_err(name);
            assert_eq!(finding(&refused), Some(("file".into(), code)), "{name}");
        }
        let operator = ReserveUpload { purpose: Purpose::Picture, file_name: "a.png".into() };
        let refused = t.market.act(&t.admin, operator).await.expect_err("sellers' only");
        assert_eq!(finding(&refused), Some(("purpose".into(), Code::UnknownChoice)));

        let slide = |picture| StoreContent {
            carousel: vec![Slide { picture: Some(picture), link: String::new() }],
            ..Default::default()
        };
        // What the sender says of the size is not believed.
        let lying = StorePicture { width: 1_200, height: 320, ..picture(&t, 1_200, 321).await };
        let submit = SubmitStore { version: 0, content: slide(lying) };
        let refused = t.market.act(&t.seller, submit).await.expect_err("one pixel too many");
        assert_eq!(finding(&refused), Some(("content.carousel.0.picture".into(), Code::PicturePixels)));

        let theirs = upload(&t, &t.other_seller, "a.png", png(1_200, 320)).await.expect("a picture");
        let document = certificate(&t.market, &t.seller).await;
        for file in [theirs, document, FileId(uuid::Uuid::now_v7())] {
            let submit = SubmitStore { version: 0, content: slide(StorePicture::of(file)) };
            let refused = t.market.act(&t.seller, submit).await.expect_err("no picture of theirs");
            assert_eq!(finding(&refused), Some(("content.carousel.0.picture".into(), Code::FileMissing)));
            let save = SaveStore { version: 0, content: slide(StorePicture::of(file)) };
            t.market.act(&t.seller, save).await.expect_err("nor as a draft");
        }
        assert_eq!(bytes_of(&t, &t.seller, document).await.expect_err("no picture"), AppError::NotFound);
    }

    async fn links_and_products_are_the_sellers_own_and_allowed(t: Fixture) {
        let picture = picture(&t, 1_200, 320).await;
        let with = |link: &str| StoreContent {
            carousel: vec![Slide { picture: Some(picture.clone()), link: link.into() }],
            ..Default::default()
        };
        for link in [
            "https://huawei.com.evil.example/",
            "https://huawei.com@evil.example/",
            "https://evil.example\\@huawei.com",
            "http://huawei.com/",
            "javascript:alert(1)",
        ] {
            let submit = SubmitStore { version: 0, content: with(link) };
            let refused = t.market.act(&t.seller, submit).await.expect_err(link);
            assert_eq!(finding(&refused), Some(("content.carousel.0.link".into(), Code::LinkHostForeign)), "{link}");
        }
        let mine = on_sale(&t).await.id;
        let foreign = {
            let content = content(certificate(&t.market, &t.other_seller).await);
            t.market.act(&t.other_seller, CreateListing { content }).await.expect("a draft").id
        };
        let draft = {
            let content = content(certificate(&t.market, &t.seller).await);
            t.market.act(&t.seller, CreateListing { content }).await.expect("a draft").id
        };
        for listing in [foreign, draft, ListingId(uuid::Uuid::now_v7())] {
            let content = StoreContent { featured: vec![mine, listing], ..with("") };
            let refused = t.market.act(&t.seller, SubmitStore { version: 0, content }).await.expect_err("not on sale");
            assert_eq!(finding(&refused), Some(("content.featured".into(), Code::NotOnSale)));
        }
        for seller in [t.buyer.organisation(), t.admin.organisation()] {
            let page = GetStorePage { seller: seller.expect("an organisation") };
            assert_eq!(t.market.act(&Actor::Anonymous, page).await.expect_err("no seller"), AppError::NotFound);
        }
    }
}
