//! The demo seller's store front, approved.

use super::{Cast, DemoStore, World};
use crate::{
    RequestInfo,
    door::Actor,
    seed::picture::{Palette, hills},
};
use bytes::Bytes;
use guildhall_sdk::{
    files::Purpose,
    ids::ListingId,
    lang::Bilingual,
    portal::AppError,
    reviews::{DecideReview, Decision, GetReview, ListReviews, ReviewKind},
    sellers::{Slide, StoreContent, StorePicture, SubmitStore},
};

const DUSK: Palette = [[238, 232, 216], [143, 178, 166], [61, 128, 113], [15, 77, 66]];
const DAWN: Palette = [[246, 226, 205], [214, 160, 126], [150, 92, 78], [70, 52, 66]];

/// Hands the store in and approves it.
///
/// # Errors
/// What the door refuses.
pub(super) async fn store(
    world: &World<'_>,
    cast: &Cast,
    featured: Vec<ListingId>,
) -> Result<Vec<DemoStore>, AppError> {
    let market = world.at(world.ago(20));
    let seller = &cast.seller;
    let picture = async |name: &str, bytes: Vec<u8>| add(&market, seller, name, bytes).await;
    let content = StoreContent {
        carousel: vec![
            Slide {
                picture: Some(picture("海报一.png", hills(1_200, 320, DUSK, 1)).await?),
                link: "https://marketplace.huaweicloud.com/".into(),
            },
            Slide {
                picture: Some(picture("海报二.png", hills(1_200, 320, DAWN, 4)).await?),
                link: String::new(),
            },
        ],
        brand: Some(picture("品牌.png", hills(780, 440, DAWN, 2)).await?),
        story: Bilingual::new(
            "我们从 2012 年起为制造与零售企业提供数据与协同软件，团队 80 余人，服务客户 600 多家。\n\n每一次交付都由固定的工程师负责到底：上线、培训、升级，找的是同一个人。",
            "Since 2012 we have made data and collaboration software for makers and shops: eighty people, more than six hundred customers.\n\nOne engineer stays with each customer, from the first day through every upgrade.",
        ),
        story_pictures: vec![picture("团队.png", hills(1_000, 360, DUSK, 7)).await?],
        featured,
    };
    market.act(seller, SubmitStore { version: 0, content }).await?;
    let decided = world.at(world.ago(19));
    let list = ListReviews {
        kind: Some(ReviewKind::Store),
        ..ListReviews::default()
    };
    for row in decided.act(&cast.reviewer, list).await?.rows {
        let version = decided
            .act(&cast.reviewer, GetReview { review: row.id })
            .await?
            .version;
        let decide = DecideReview {
            review: row.id,
            version,
            decision: Decision::Approve,
            comments: Vec::new(),
        };
        decided.act(&cast.reviewer, decide).await?;
    }
    let seller = seller.organisation().ok_or(AppError::Internal)?;
    Ok(vec![DemoStore {
        seller,
        url: format!("/s/{seller}"),
    }])
}

async fn add(
    market: &crate::Market,
    seller: &Actor,
    name: &str,
    bytes: Vec<u8>,
) -> Result<StorePicture, AppError> {
    let stream = futures::stream::iter([Ok::<_, std::io::Error>(Bytes::from(bytes))]);
    let file = market
        .receive_upload(seller, &RequestInfo::default(), Purpose::Picture, name, stream)
        .await?;
    Ok(StorePicture::of(file.id))
}
