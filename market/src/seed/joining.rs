//! The demo's agreements, signed by its sellers, and a seller in the middle of joining: authenticated, its application at
//! the desk.

use super::{PASSWORD, SeededAccount, told};
use crate::{Actor, Market, RequestInfo, accounts, files::check::sample, sql};
use bytes::Bytes;
use guildhall_sdk::{
    accounts::{ConfirmSignUp, RequestSignUp},
    files::Purpose,
    lang::{Bilingual, Lang},
    portal::{AppError, Role},
    reviews::{DecideReview, Decision, GetReview, ListReviews, ReviewKind},
    sellers::{
        AgreementKind, ApplicationContent, Evidence, IdentityContent, PublishAgreement, SignAgreement,
        SubmitApplication, SubmitIdentity,
    },
};
use uuid::Uuid;

/// Publishes both agreements and signs them for sellers that have joined.
///
/// # Errors
/// What the door refuses.
pub(super) async fn agreements(
    published: &Market,
    signed: &Market,
    sellers: &[(&Actor, &str)],
) -> Result<(), AppError> {
    let admin = accounts::actor_of(published, "admin@demo.test").await?;
    let texts = [
        (
            AgreementKind::Rules,
            "一、商家应如实描述商品，标题、图片、价格与服务内容须与实际一致。\n\n二、客户咨询须在 24 小时内答复；两次以上超时答复的商品可能被下架。\n\n三、不得引导客户在其他平台交易，不得虚构交易与评价。\n\n四、违反规范的，按情节扣分、下架商品或终止合作。",
            "1. Sellers describe their products truthfully: title, pictures, price and service are as they are.\n\n2. Customers are answered within 24 hours; more than two late answers may take a product off sale.\n\n3. No customer is led to trade elsewhere; no sale or review is invented.\n\n4. Breaches cost points, take products off sale, or end the cooperation.",
        ),
        (
            AgreementKind::Cooperation,
            "一、平台为商家提供商品展示、订单与结算服务。\n\n二、平台服务费按平台公布的费率从交易额中扣除。\n\n三、账单按月生成，商家确认后付款。\n\n四、任何一方可提前 30 日书面通知终止合作，在途订单履行完毕后终止。",
            "1. The marketplace shows the seller's products, takes orders and settles them.\n\n2. The platform fee is taken from the gross at the published rate.\n\n3. Bills are made monthly and paid once the seller has confirmed them.\n\n4. Either side may end the cooperation with 30 days' written notice, once open orders are fulfilled.",
        ),
    ];
    for (kind, zh, en) in texts {
        let publish = PublishAgreement {
            kind,
            replaces: 0,
            title: Bilingual::new(kind.words(Lang::Zh), kind.words(Lang::En)),
            body: Bilingual::new(zh, en),
        };
        let text = published.act(&admin, publish).await?;
        for (seller, name) in sellers {
            let sign = SignAgreement {
                agreement: text.id,
                sha256: text.sha256.clone(),
                name: (*name).to_owned(),
                accepted: true,
            };
            signed.act(seller, sign).await?;
        }
    }
    Ok(())
}

const EMAIL: &str = "joining@demo.test";

/// Signs a company up, five days ago; its identity was proved four days ago, its application came in yesterday.
///
/// # Errors
/// What the door refuses.
pub(super) async fn newcomer(
    at: impl Fn(i64) -> Market,
    reviewer: &Actor,
) -> Result<SeededAccount, AppError> {
    let start = at(5);
    let ask = RequestSignUp {
        organisation: Bilingual::new("北辰智能科技有限公司", "Northstar Intelligence"),
        person: "沈舟".into(),
        email: EMAIL.into(),
        password: PASSWORD.into(),
        lang: Lang::Zh,
    };
    start.act(&Actor::Anonymous, ask).await?;
    let (system, request) = (Actor::System("seed demo"), RequestInfo::default());
    // The link is in a mail that a job would write; the seed follows it at once.
    let sign_up: Uuid = start
        .chunk(&system, &request, async |ctx| {
            let row = ctx
                .find(ctx.query(
                    ctx.everywhere("the seed's own sign-up"),
                    sql!("SELECT id FROM sign_up WHERE email = $1 AND {scope:none}"),
                    [EMAIL.into()],
                ))
                .await?;
            Ok(row.id("id")?)
        })
        .await
        .map_err(told)?;
    let confirm = ConfirmSignUp {
        token: start.secrets().sign_up_token(sign_up),
        password: PASSWORD.into(),
    };
    start.act(&Actor::Anonymous, confirm).await?;
    let owner = accounts::actor_of(&start, EMAIL).await?;

    let licence = evidence(&start, &owner, "北辰智能营业执照.pdf").await?;
    let content = IdentityContent {
        company: "北辰智能科技有限公司".into(),
        credit_code: "91440300MA5NRTHST1".into(),
        representative: "沈舟".into(),
        agent: "沈舟".into(),
        licence: Some(licence.clone()),
        authorisation: None,
    };
    start.act(&owner, SubmitIdentity { version: 0, content }).await?;
    let day_after = at(4);
    let list = ListReviews {
        kind: Some(ReviewKind::Identity),
        ..ListReviews::default()
    };
    for row in day_after.act(reviewer, list).await?.rows {
        let version = day_after
            .act(reviewer, GetReview { review: row.id })
            .await?
            .version;
        let decide = DecideReview {
            review: row.id,
            version,
            decision: Decision::Approve,
            comments: Vec::new(),
        };
        day_after.act(reviewer, decide).await?;
    }

    let yesterday = at(1);
    let content = ApplicationContent {
        website: "https://www.northstar.example.com".into(),
        introduction: Bilingual::new(
            "北辰智能为制造企业提供设备联网与预测性维护软件，服务 200 余家工厂。",
            "Northstar makes software that connects machines and tells when they need care, for more than 200 factories.",
        ),
        founded_on: chrono::NaiveDate::from_ymd_opt(2018, 3, 12),
        employees: Some(86),
        staff: Some(52),
        capital: Some(1_000),
        contact_name: "沈舟".into(),
        contact_phone: "0755-86001234".into(),
        contact_mail: EMAIL.into(),
        province: "广东".into(),
        city: "深圳".into(),
        street: "南山区科苑路 8 号".into(),
        zip: "518057".into(),
        service_phone: "400-600-4321".into(),
        service_mail: "service@northstar.example.com".into(),
        service_days: Some(7),
        service_hours: Some(12),
        licence: Some(licence),
        rights: Some(evidence(&yesterday, &owner, "软件著作权证书.pdf").await?),
        no_other_plan: true,
        accepted: true,
        ..ApplicationContent::default()
    };
    yesterday
        .act(&owner, SubmitApplication { version: 0, content })
        .await?;
    Ok(SeededAccount {
        email: EMAIL.into(),
        password: PASSWORD,
        role: Role::Owner.as_str().into(),
        organisation: "Northstar Intelligence".into(),
    })
}

async fn evidence(market: &Market, owner: &Actor, name: &str) -> Result<Evidence, AppError> {
    let pdf = Bytes::from(sample::pdf(name));
    let bytes = futures::stream::iter([Ok::<_, std::io::Error>(pdf)]);
    let request = RequestInfo::default();
    let file = market
        .receive_upload(owner, &request, Purpose::Proof, name, bytes)
        .await?;
    Ok(Evidence::of(file.id))
}
