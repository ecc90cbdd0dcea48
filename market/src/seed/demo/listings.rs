//! What is published, and how far each got.

use super::texts::{approvals, desk, insight, inventory, named};
use super::{Cast, DemoListing, World};
use crate::files::check::sample;
use crate::{Actor, RequestInfo};
use bytes::Bytes;
use guildhall_sdk::{
    files::Purpose,
    lang::Bilingual,
    listings::{Category, Certificate, CreateListing, ListingContent, ListingView, SubmitListing},
    portal::AppError,
    reviews::{DecideReview, Decision, FieldComment, GetReview},
};

pub(super) struct Shop {
    pub rows: Vec<DemoListing>,
    pub desk: ListingView,
    pub approvals: ListingView,
    pub other: ListingView,
}

pub(super) async fn listings(world: &World<'_>, cast: &Cast) -> Result<Shop, AppError> {
    let mut rows = Vec::new();
    let mut on_sale = Vec::new();
    let sold: [(&Actor, ListingContent, i64); 4] = [
        (&cast.seller, desk(), 170),
        (&cast.seller, approvals(), 120),
        (&cast.seller, inventory(), 60),
        (&cast.other_seller, insight(), 90),
    ];
    for (seller, content, days) in sold {
        let view = submit(world, seller, content, days).await?;
        decide(world, cast, &view, days - 2, Vec::new()).await?;
        rows.push(DemoListing {
            id: view.id,
            name: view.content.name.clone(),
            state: "on_sale".into(),
            url: Some(format!("/p/{}", view.id)),
        });
        on_sale.push(view);
    }
    let waiting = submit(
        world,
        &cast.seller,
        named(desk(), "星河会议室SaaS版", "Galaxy Rooms SaaS", Category::Office),
        1,
    )
    .await?;
    rows.push(DemoListing {
        id: waiting.id,
        name: waiting.content.name,
        state: "pending".into(),
        url: None,
    });
    let second = submit(
        world,
        &cast.other_seller,
        named(
            insight(),
            "远山报表SaaS版",
            "Far Hills Reports SaaS",
            Category::Data,
        ),
        5,
    )
    .await?;
    rows.push(DemoListing {
        id: second.id,
        name: second.content.name,
        state: "pending".into(),
        url: None,
    });
    let back = submit(
        world,
        &cast.seller,
        named(
            approvals(),
            "星河合同SaaS版",
            "Galaxy Contracts SaaS",
            Category::Office,
        ),
        9,
    )
    .await?;
    let comments = vec![
        FieldComment {
            path: "specs.0.description.zh".into(),
            text: "请写明包含的用户数与存储空间。".into(),
        },
        FieldComment {
            path: "introduction.zh".into(),
            text: "请补充每个规格的差别，买家看不出该选哪一个。".into(),
        },
    ];
    decide(world, cast, &back, 7, comments).await?;
    rows.push(DemoListing {
        id: back.id,
        name: back.content.name,
        state: "rejected".into(),
        url: None,
    });
    let mut draft = ListingContent {
        name: Bilingual::new("星河排班SaaS版", "Galaxy Shifts SaaS"),
        ..ListingContent::default()
    };
    draft.category = Some(Category::HumanResources);
    let draft = world
        .at(world.ago(2))
        .act(&cast.seller, CreateListing { content: draft })
        .await?;
    rows.push(DemoListing {
        id: draft.id,
        name: draft.content.name,
        state: "draft".into(),
        url: None,
    });
    let mut on_sale = on_sale.into_iter();
    match (on_sale.next(), on_sale.next(), on_sale.next(), on_sale.next()) {
        (Some(desk), Some(approvals), Some(_), Some(other)) => Ok(Shop {
            rows,
            desk,
            approvals,
            other,
        }),
        _ => Err(AppError::Internal),
    }
}

async fn submit(
    world: &World<'_>,
    seller: &Actor,
    mut content: ListingContent,
    days: i64,
) -> Result<ListingView, AppError> {
    let market = world.at(world.ago(days));
    let request = RequestInfo::default();
    let pdf = Bytes::from(sample::pdf(&content.name.en));
    let bytes = futures::stream::iter([Ok::<_, std::io::Error>(pdf)]);
    let name = format!("{}软件著作权证书.pdf", content.name.zh);
    let file = market
        .receive_upload(seller, &request, Purpose::Copyright, &name, bytes)
        .await?;
    content.certificate = Some(Certificate {
        file: file.id,
        name: file.name,
        sha256: file.sha256,
        size: file.size,
    });
    let draft = market.act(seller, CreateListing { content }).await?;
    market
        .act(
            seller,
            SubmitListing {
                listing: draft.id,
                version: draft.version,
            },
        )
        .await
}

async fn decide(
    world: &World<'_>,
    cast: &Cast,
    view: &ListingView,
    days: i64,
    comments: Vec<FieldComment>,
) -> Result<(), AppError> {
    let market = world.at(world.ago(days));
    let review = view.review.ok_or(AppError::Internal)?;
    let version = market.act(&cast.reviewer, GetReview { review }).await?.version;
    let decision = if comments.is_empty() {
        Decision::Approve
    } else {
        Decision::Reject
    };
    market
        .act(
            &cast.reviewer,
            DecideReview {
                review,
                version,
                decision,
                comments,
            },
        )
        .await
        .map(drop)
}
