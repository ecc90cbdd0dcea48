//! Who is in the demo, and that the sellers may be paid.

use super::super::{PASSWORD, SeededAccount};
use super::{Cast, World};
use crate::Actor;
use crate::accounts::{self, NewAdministrator};
use guildhall_sdk::{
    accounts::{AddMember, CreateOrganisation},
    ids::OrganisationId,
    lang::Bilingual,
    portal::{AppError, OrganisationKind, Role},
    reviews::{DecideReview, Decision, GetReview},
    sellers::{CertificationContent, ConfirmTransfer, ListTransfers, RecordTransfer, SubmitCertification},
};

pub(super) async fn people(world: &World<'_>) -> Result<(Cast, Vec<SeededAccount>), AppError> {
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

pub(super) async fn certify(world: &World<'_>, cast: &Cast) -> Result<(), AppError> {
    let content = CertificationContent {
        company: "星河软件有限公司".into(),
        tax_number: "91440300MA5EXAMPL1".into(),
        general_taxpayer: true,
        tax_rate: Some(6),
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
    let desk = world.at(world.ago(190));
    for row in desk.act(&cast.finance, ListTransfers {}).await? {
        if let (Some(transfer), Some(amount)) = (row.transfer, row.amount) {
            let sent = RecordTransfer {
                seller: row.seller,
                transfer,
                sent: true,
            };
            desk.act(&cast.finance, sent).await?;
            desk.act(&cast.seller, ConfirmTransfer { amount }).await?;
        }
    }
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
