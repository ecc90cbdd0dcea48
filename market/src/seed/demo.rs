//! The demo's world: everything in it goes through the door, at the moments it would have happened.

use super::{PASSWORD, SeededAccount, joining, must_be_empty, told};
use crate::{
    Actor, Market, RequestInfo,
    accounts::{self, NewAdministrator},
    files::check::sample,
};
use bytes::Bytes;
use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use guildhall_sdk::{
    accounts::{AddMember, CreateOrganisation},
    files::Purpose,
    ids::{ListingId, OrderId, OrganisationId, SpecId},
    lang::Bilingual,
    listings::{
        Category, Certificate, ChargingMode, CreateListing, ListingContent, ListingView, Price, Spec,
        SubmitListing, Term,
    },
    money::{BasisPoints, Money},
    offers::{CreateOffer, OfferLineInput, OfferStatus, OfferView, RevokeOffer},
    orders::{ConfirmProvisioning, OrderView, PayOrder, PlaceOrder, SandboxOutcome},
    portal::{AppError, OrganisationKind, Role},
    reviews::{DecideReview, Decision, FieldComment, GetReview},
    sellers::{CertificationContent, SubmitCertification},
    settings::GetSettings,
    settlement::{AdvanceBill, BillRow, BillState, RunBills},
    time::{Period, Zone},
};
use serde::Serialize;

/// What `seed demo --json` prints (contract.md).
#[derive(Debug, Clone, Serialize)]
pub struct Demo {
    /// Who can sign in.
    pub accounts: Vec<SeededAccount>,
    /// The listings.
    pub listings: Vec<DemoListing>,
    /// Offers in each state.
    pub offers: Vec<DemoOffer>,
    /// The bills.
    pub bills: Vec<BillRow>,
}

/// A listing of the demo.
#[derive(Debug, Clone, Serialize)]
pub struct DemoListing {
    /// Its id.
    pub id: ListingId,
    /// Its name.
    pub name: Bilingual,
    /// `on_sale` or where its revision stands.
    pub state: String,
    /// Its public page, when on sale.
    pub url: Option<String>,
}

/// An offer of the demo.
#[derive(Debug, Clone, Serialize)]
pub struct DemoOffer {
    /// Its id.
    pub id: String,
    /// What it is now.
    pub state: OfferStatus,
    /// Its link, as a path; none while it is reviewed.
    pub url: Option<String>,
}

struct Cast {
    seller: Actor,
    other_seller: Actor,
    reviewer: Actor,
    finance: Actor,
    customer: Actor,
    other_customer: Actor,
}

struct World<'a> {
    market: &'a Market,
    now: DateTime<Utc>,
    zone: Zone,
}

impl World<'_> {
    /// The market at another moment: the demo's past happened in the past.
    fn at(&self, when: DateTime<Utc>) -> Market {
        self.market.at(when)
    }

    fn ago(&self, days: i64) -> DateTime<Utc> {
        self.now - TimeDelta::days(days)
    }

    fn today(&self) -> NaiveDate {
        self.zone.date(self.now)
    }
}

/// Fills an empty data folder with the demo.
///
/// # Errors
/// `WrongState("not_empty")` when somebody has used the folder.
pub async fn demo(market: &Market) -> Result<Demo, AppError> {
    let (system, request) = (Actor::System("seed demo"), RequestInfo::default());
    market
        .chunk(&system, &request, async |ctx| must_be_empty(ctx).await)
        .await
        .map_err(told)?;
    let zone = market.act(&system, GetSettings {}).await?.settings.zone;
    let world = World {
        market,
        now: market.now(),
        zone,
    };
    let (cast, mut accounts) = people(&world).await?;
    let sellers = [(&cast.seller, "林晓"), (&cast.other_seller, "周远")];
    joining::agreements(&world.at(world.ago(198)), &world.at(world.ago(195)), &sellers).await?;
    certify(&world, &cast).await?;
    let shop = listings(&world, &cast).await?;
    let offers = offers(&world, &cast, &shop).await?;
    past_orders(&world, &cast, &shop).await?;
    let bills = bills(&world, &cast).await?;
    accounts.push(joining::newcomer(|days| world.at(world.ago(days)), &cast.reviewer).await?);
    Ok(Demo {
        accounts,
        listings: shop.rows,
        offers,
        bills,
    })
}

async fn people(world: &World<'_>) -> Result<(Cast, Vec<SeededAccount>), AppError> {
    let market = world.at(world.ago(200));
    let system = Actor::System("seed demo");
    let administrator = NewAdministrator {
        email: "admin@demo.test".into(),
        name: "陈立".into(),
        password: PASSWORD.into(),
    };
    accounts::create_administrator(&market, administrator).await?;
    let admin = accounts::actor_of(&market, "admin@demo.test").await?;
    let operator = admin.organisation().ok_or(AppError::Internal)?;
    let mut seeded = vec![SeededAccount {
        email: "admin@demo.test".into(),
        password: PASSWORD,
        role: Role::Administrator.as_str().into(),
        organisation: "Marketplace operations".into(),
    }];
    let organisation =
        async |kind, zh: &str, en: &str, mail: &str, phone: &str| -> Result<OrganisationId, AppError> {
            let create = CreateOrganisation {
                kind,
                name: Bilingual::new(zh, en),
                contact_mail: mail.into(),
                contact_phone: phone.into(),
            };
            market.act(&system, create).await
        };
    let galaxy = organisation(
        OrganisationKind::Seller,
        "星河软件",
        "Galaxy Software",
        "service@galaxy.example.com",
        "400-800-1234",
    )
    .await?;
    let hills = organisation(
        OrganisationKind::Seller,
        "远山数据",
        "Far Hills Data",
        "hello@farhills.example.com",
        "400-800-5678",
    )
    .await?;
    let whale = organisation(OrganisationKind::Customer, "蓝鲸制造", "Blue Whale Works", "", "").await?;
    let shoot = organisation(
        OrganisationKind::Customer,
        "青禾零售",
        "Green Shoot Retail",
        "",
        "",
    )
    .await?;
    let members: [(&str, &str, OrganisationId, &str, &[Role]); 6] = [
        (
            "seller@demo.test",
            "林晓",
            galaxy,
            "Galaxy Software",
            &[Role::Owner],
        ),
        (
            "other-seller@demo.test",
            "周远",
            hills,
            "Far Hills Data",
            &[Role::Owner],
        ),
        (
            "reviewer@demo.test",
            "苏敏",
            operator,
            "Marketplace operations",
            &[Role::Reviewer],
        ),
        (
            "finance@demo.test",
            "高岩",
            operator,
            "Marketplace operations",
            &[Role::OperatorFinance],
        ),
        (
            "customer@demo.test",
            "何静",
            whale,
            "Blue Whale Works",
            &[Role::Buyer],
        ),
        (
            "other-customer@demo.test",
            "吴桐",
            shoot,
            "Green Shoot Retail",
            &[Role::Buyer],
        ),
    ];
    for (email, name, organisation, organisation_name, roles) in members {
        let add = AddMember {
            organisation,
            email: email.into(),
            name: name.into(),
            roles: roles.to_vec(),
            password: PASSWORD.into(),
        };
        market.act(&system, add).await?;
        seeded.push(SeededAccount {
            email: email.into(),
            password: PASSWORD,
            role: roles.iter().map(|r| r.as_str()).collect::<Vec<_>>().join(","),
            organisation: organisation_name.into(),
        });
    }
    let who = async |email| accounts::actor_of(&market, email).await;
    let cast = Cast {
        seller: who("seller@demo.test").await?,
        other_seller: who("other-seller@demo.test").await?,
        reviewer: who("reviewer@demo.test").await?,
        finance: who("finance@demo.test").await?,
        customer: who("customer@demo.test").await?,
        other_customer: who("other-customer@demo.test").await?,
    };
    Ok((cast, seeded))
}

async fn certify(world: &World<'_>, cast: &Cast) -> Result<(), AppError> {
    let content = CertificationContent {
        company: "星河软件有限公司".into(),
        tax_number: "91440300MA5EXAMPL1".into(),
        general_taxpayer: true,
        bank: "招商银行深圳分行".into(),
        account_name: "星河软件有限公司".into(),
        account_number: "755912345678901".into(),
        contact_name: "王会计".into(),
        contact_phone: "0755-12345678".into(),
        contact_mail: "finance@galaxy.example.com".into(),
    };
    let handed = world
        .at(world.ago(190))
        .act(&cast.seller, SubmitCertification { version: 0, content })
        .await?;
    debug_assert_eq!(handed.version, 1);
    let market = world.at(world.ago(189));
    let queue = market
        .act(&cast.finance, guildhall_sdk::reviews::ListReviews::default())
        .await?;
    for row in queue.rows {
        let version = market
            .act(&cast.finance, GetReview { review: row.id })
            .await?
            .version;
        let decide = DecideReview {
            review: row.id,
            version,
            decision: Decision::Approve,
            comments: Vec::new(),
        };
        market.act(&cast.finance, decide).await?;
    }
    Ok(())
}

struct Shop {
    rows: Vec<DemoListing>,
    desk: ListingView,
    approvals: ListingView,
    other: ListingView,
}

async fn listings(world: &World<'_>, cast: &Cast) -> Result<Shop, AppError> {
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

struct Terms<'a> {
    name: &'a str,
    listing: &'a ListingView,
    customer: &'a str,
    percent: u32,
    starts_on: Option<NaiveDate>,
    ends_on: NaiveDate,
    max_orders: u32,
}

async fn offer(
    world: &World<'_>,
    seller: &Actor,
    days: i64,
    terms: Terms<'_>,
) -> Result<OfferView, AppError> {
    let spec = first_spec(terms.listing)?;
    let create = CreateOffer {
        name: terms.name.into(),
        customer_email: terms.customer.into(),
        listing: terms.listing.id,
        starts_on: terms.starts_on,
        ends_on: terms.ends_on,
        lines: vec![OfferLineInput {
            spec,
            percent: BasisPoints(terms.percent),
        }],
        max_orders: terms.max_orders,
    };
    world.at(world.ago(days)).act(seller, create).await
}

async fn offers(world: &World<'_>, cast: &Cast, shop: &Shop) -> Result<Vec<DemoOffer>, AppError> {
    let today = world.today();
    let day = |offset: i64| match u64::try_from(offset) {
        Ok(ahead) => today + Days::new(ahead),
        Err(_) => today - Days::new(offset.unsigned_abs()),
    };
    let base = |name, listing, percent, ends| Terms {
        name,
        listing,
        customer: "customer@demo.test",
        percent,
        starts_on: None,
        ends_on: ends,
        max_orders: 1,
    };
    let live = offer(
        world,
        &cast.seller,
        3,
        Terms {
            max_orders: 5,
            ..base("自拓优惠-云梯工单-8折", &shop.desk, 2000, day(30))
        },
    )
    .await?;
    let second = offer(
        world,
        &cast.seller,
        2,
        base("自拓优惠-星河审批-9折", &shop.approvals, 1000, day(14)),
    )
    .await?;
    let upcoming = Terms {
        starts_on: Some(day(7)),
        ..base("新年专享-云梯工单-85折", &shop.desk, 1500, day(60))
    };
    let upcoming = offer(world, &cast.seller, 1, upcoming).await?;
    let expired = offer(
        world,
        &cast.seller,
        40,
        base("秋季优惠-云梯工单-9折", &shop.desk, 1000, day(-10)),
    )
    .await?;
    let revoked = offer(
        world,
        &cast.seller,
        20,
        base("试用转正-星河审批-85折", &shop.approvals, 1500, day(20)),
    )
    .await?;
    let revoked = world
        .at(world.ago(15))
        .act(
            &cast.seller,
            RevokeOffer {
                offer: revoked.terms.id,
            },
        )
        .await?;
    let used = offer(
        world,
        &cast.seller,
        12,
        base("一次性优惠-云梯工单-8折", &shop.desk, 2000, day(25)),
    )
    .await?;
    let bought = buy(world, &cast.customer, &used, 11).await?;
    let paid = pay(world, &cast.customer, bought.id, 11, SandboxOutcome::Succeed).await?;
    debug_assert!(paid.paid_at.is_some());
    let reviewing = offer(
        world,
        &cast.seller,
        1,
        base("战略客户-云梯工单-6折", &shop.desk, 4000, day(90)),
    )
    .await?;
    let foreign = Terms {
        customer: "other-customer@demo.test",
        ..base("远山洞察-9折", &shop.other, 1000, day(30))
    };
    let foreign = offer(world, &cast.other_seller, 2, foreign).await?;
    let unpaid = buy(world, &cast.customer, &live, 1).await?;
    debug_assert!(unpaid.paid_at.is_none());
    let mut rows = Vec::new();
    for (seller, view) in [
        (&cast.seller, live),
        (&cast.seller, second),
        (&cast.seller, upcoming),
        (&cast.seller, expired),
        (&cast.seller, revoked),
        (&cast.seller, used),
        (&cast.seller, reviewing),
        (&cast.other_seller, foreign),
    ] {
        let id = view.terms.id;
        let now = world
            .market
            .act(seller, guildhall_sdk::offers::GetOffer { offer: id })
            .await?;
        // A dead offer keeps its link here: it is what a customer may still have in a mail.
        let url = now.url.clone().or(view.url).or_else(|| link(world, &now));
        rows.push(DemoOffer {
            id: id.to_string(),
            state: now.terms.status,
            url,
        });
    }
    Ok(rows)
}

/// The link a revoked offer had.
fn link(world: &World<'_>, view: &OfferView) -> Option<String> {
    (view.terms.status == OfferStatus::Revoked).then(|| {
        format!(
            "/o/{}",
            world
                .market
                .secrets()
                .offer_token(view.terms.id, view.link_version)
        )
    })
}

async fn buy(world: &World<'_>, buyer: &Actor, offer: &OfferView, days: i64) -> Result<OrderView, AppError> {
    let token = offer
        .url
        .as_deref()
        .and_then(|u| u.strip_prefix("/o/"))
        .ok_or(AppError::Internal)?;
    let price = offer.terms.prices.first().ok_or(AppError::Internal)?;
    let place = PlaceOrder {
        token: token.into(),
        spec: price.spec,
        term: price.term,
        quantity: 1,
        expected: price.deal,
        terms_accepted: true,
    };
    world.at(world.ago(days)).act(buyer, place).await
}

async fn pay(
    world: &World<'_>,
    buyer: &Actor,
    order: OrderId,
    days: i64,
    outcome: SandboxOutcome,
) -> Result<OrderView, AppError> {
    world
        .at(world.ago(days))
        .act(buyer, PayOrder { order, outcome })
        .await
}

/// Three months of trade, so that bills and charts have something to say.
async fn past_orders(world: &World<'_>, cast: &Cast, shop: &Shop) -> Result<(), AppError> {
    let steps: [(&str, &ListingView, &Actor, &str, i64, u32); 3] = [
        (
            "蓝鲸制造-年度采购",
            &shop.desk,
            &cast.customer,
            "customer@demo.test",
            100,
            12,
        ),
        (
            "青禾零售-年度采购",
            &shop.approvals,
            &cast.other_customer,
            "other-customer@demo.test",
            70,
            10,
        ),
        (
            "青禾零售-扩容",
            &shop.desk,
            &cast.other_customer,
            "other-customer@demo.test",
            95,
            8,
        ),
    ];
    for (name, listing, buyer, email, days, orders) in steps {
        let terms = Terms {
            name,
            listing,
            customer: email,
            percent: 1200,
            starts_on: None,
            ends_on: world.today() + Days::new(60),
            max_orders: orders + 5,
        };
        let made = offer(world, &cast.seller, days, terms).await?;
        for n in 0..i64::from(orders) {
            // Spread over the months since; the last ones are still being provisioned.
            let when = days - 1 - n * (days - 4) / i64::from(orders);
            let order = buy(world, buyer, &made, when).await?;
            pay(world, buyer, order.id, when, SandboxOutcome::Succeed).await?;
            if n + 2 < i64::from(orders) {
                world
                    .at(world.ago(when - 1))
                    .act(&cast.seller, ConfirmProvisioning { order: order.id })
                    .await?;
            }
        }
    }
    Ok(())
}

async fn bills(world: &World<'_>, cast: &Cast) -> Result<Vec<BillRow>, AppError> {
    let last = world.zone.period(world.now).previous();
    let periods: [Period; 3] = [last.previous().previous(), last.previous(), last];
    let mut bills: Vec<BillRow> = Vec::new();
    for period in periods {
        let when = (period.end(&world.zone) + TimeDelta::days(3)).min(world.now);
        let report = world
            .at(when)
            .act(
                &cast.finance,
                RunBills {
                    period,
                    dry_run: false,
                },
            )
            .await?;
        bills.extend(report.bills);
    }
    use BillState::{AwaitingRequest, Countersigning, Paid, Paying, RequestProcessing};
    let walks: [&[BillState]; 2] = [
        &[Countersigning, AwaitingRequest, RequestProcessing, Paying, Paid],
        &[Countersigning, AwaitingRequest],
    ];
    for (bill, walk) in bills.iter().zip(walks) {
        let mut at = bill.created_at;
        for to in walk {
            at += TimeDelta::days(2);
            let market = world.at(at.min(world.now));
            let version = market
                .act(
                    &cast.finance,
                    guildhall_sdk::settlement::GetBill { bill: bill.id },
                )
                .await?
                .version;
            let note = if *to == Paid {
                "付款流水 20261108-0042".to_owned()
            } else {
                String::new()
            };
            market
                .act(
                    &cast.finance,
                    AdvanceBill {
                        bill: bill.id,
                        version,
                        to: *to,
                        note,
                    },
                )
                .await?;
        }
    }
    let system = Actor::System("seed demo");
    let all = world
        .market
        .act(&system, guildhall_sdk::settlement::ListBills::default())
        .await?;
    Ok(all.rows)
}

fn first_spec(listing: &ListingView) -> Result<SpecId, AppError> {
    listing
        .content
        .specs
        .first()
        .map(|s| s.id)
        .ok_or(AppError::Internal)
}

fn named(mut content: ListingContent, zh: &str, en: &str, category: Category) -> ListingContent {
    let old = std::mem::replace(&mut content.name, Bilingual::new(zh, en));
    // The text speaks of the product by its name.
    let bare = |name: &str| {
        name.trim_end_matches("SaaS版")
            .trim_end_matches(" SaaS")
            .to_owned()
    };
    content.introduction.zh = content.introduction.zh.replace(&bare(&old.zh), &bare(zh));
    content.introduction.en = content.introduction.en.replace(&bare(&old.en), &bare(en));
    content.category = Some(category);
    for spec in &mut content.specs {
        spec.id = SpecId(uuid::Uuid::now_v7());
    }
    content
}

fn desk() -> ListingContent {
    let example = include_str!("../../../docs/examples/listing-saas.json");
    let mut content: ListingContent = serde_json::from_str(example).unwrap_or_default();
    for spec in &mut content.specs {
        spec.id = SpecId(uuid::Uuid::now_v7());
    }
    content
}

fn spec(zh: &str, en: &str, description_zh: &str, description_en: &str, month: i64, year: i64) -> Spec {
    Spec {
        id: SpecId(uuid::Uuid::now_v7()),
        name: Bilingual::new(zh, en),
        description: Bilingual::new(description_zh, description_en),
        charging: ChargingMode::Period,
        prices: vec![
            Price {
                term: Term::Month,
                amount: Money::cny(month),
            },
            Price {
                term: Term::Year,
                amount: Money::cny(year),
            },
        ],
    }
}

fn approvals() -> ListingContent {
    let mut content = named(
        desk(),
        "星河审批SaaS版",
        "Galaxy Approvals SaaS",
        Category::Office,
    );
    content.overview = Bilingual::new(
        "费用、采购与用章的移动审批系统，规则可配、全程留痕，手机上一步完成。",
        "Mobile approvals for expenses, purchasing and seals: rules you set, every step on record.",
    );
    content.specs = vec![
        spec(
            "团队版 30 用户",
            "Team, 30 users",
            "30 个账号，10 条审批流程。",
            "30 accounts, 10 flows.",
            19_900,
            199_000,
        ),
        spec(
            "企业版 300 用户",
            "Company, 300 users",
            "300 个账号，流程不限，开放接口。",
            "300 accounts, any number of flows, open API.",
            99_900,
            999_000,
        ),
    ];
    content
}

fn inventory() -> ListingContent {
    let mut content = named(desk(), "星河库存SaaS版", "Galaxy Stock SaaS", Category::Finance);
    content.overview = Bilingual::new(
        "面向多仓库企业的库存管理系统，扫码出入库、批次追溯、安全库存提醒。",
        "Stock keeping for several warehouses: scan in and out, trace batches, warn before stock runs low.",
    );
    content.specs = vec![spec(
        "标准版 5 仓库",
        "Standard, 5 warehouses",
        "5 个仓库，20 个账号。",
        "5 warehouses, 20 accounts.",
        39_900,
        399_000,
    )];
    content
}

fn insight() -> ListingContent {
    let mut content = named(desk(), "远山洞察SaaS版", "Far Hills Insight SaaS", Category::Data);
    content.overview = Bilingual::new(
        "连接业务数据库的自助分析平台，拖拽出图、定时推送、权限到行。",
        "Self-service analysis on your databases: drag to chart, send on schedule, permissions down to the row.",
    );
    content.specs = vec![spec(
        "分析版 20 用户",
        "Analyst, 20 users",
        "20 个账号，50 个数据源。",
        "20 accounts, 50 sources.",
        59_900,
        599_000,
    )];
    content
}
