//! A world for the derived test: one of each object for two tenants.

use super::Fixture;
use crate::{Actor, door::World};
use guildhall_sdk::{
    accounts::{InviteMember, SignIn},
    files::{AttachUpload, Purpose, ReserveUpload},
    lang::{Bilingual, Lang},
    listings::{Certificate, CreateListing, ListingContent, ListingView, SubmitListing, Term, TradeClass},
    money::{BasisPoints, Money},
    notices::ListMails,
    offers::{CreateOffer, OfferLineInput},
    orders::{ImportOrders, ImportedLine, ImportedOrder, ListMyOrders, ListOrders, PlaceOrder},
    portal::Role,
    reviews::{DecideReview, Decision, GetReview},
    sellers::{
        AgreementKind, CertificationContent, ConfirmTransfer, ListTransfers, PublishAgreement,
        RecordDeduction, RecordTransfer, SignAgreement, SubmitCertification, Violation,
    },
    settings::{AddRule, RuleValue},
    settlement::{ListBills, ListTransactions, RunBills},
};
use std::collections::BTreeMap;

impl Fixture {
    /// One of each object, for the first tenant and for another. Everything goes through the door.
    pub async fn world(&self) -> World {
        let text = PublishAgreement {
            kind: AgreementKind::Rules,
            replaces: 0,
            title: Bilingual::new("合作管理规范", "Management rules"),
            body: Bilingual::new("一、……", "1. …"),
        };
        let text = self.market.act(&self.admin, text).await.expect("published");
        let mut own = self
            .objects(
                &self.seller,
                &self.buyer,
                "seller@demo.test",
                "customer@demo.test",
                "A",
            )
            .await;
        let foreign = self
            .objects(
                &self.other_seller,
                &self.other_buyer,
                "other-seller@demo.test",
                "other-customer@demo.test",
                "B",
            )
            .await;
        for seller in [&self.seller, &self.other_seller] {
            let sign = SignAgreement {
                agreement: text.id,
                sha256: text.sha256.clone(),
                name: "林晓".into(),
                accepted: true,
            };
            self.market.act(seller, sign).await.expect("signed");
        }
        own.insert("agreement", text.id.to_string());
        own.insert("agreement_hash", text.sha256);
        let rule = AddRule {
            from: chrono::NaiveDate::from_ymd_opt(2998, 1, 1).expect("a day"),
            value: RuleValue::Fee {
                rate: BasisPoints(400),
            },
            class: None,
            category: None,
            seller: String::new(),
            listing: None,
            note: String::new(),
        };
        let rule = self.market.act(&self.admin, rule).await.expect("a rule");
        own.insert("rule", rule.to_string());
        let mails = self
            .market
            .act(&self.admin, ListMails::default())
            .await
            .expect("mails");
        own.insert("mail", mails.rows.first().expect("a mail").id.to_string());
        World { own, foreign }
    }

    async fn objects(
        &self,
        seller: &Actor,
        buyer: &Actor,
        seller_email: &str,
        customer_email: &str,
        tag: &str,
    ) -> BTreeMap<&'static str, String> {
        let m = &self.market;
        let mut world = BTreeMap::new();
        let organisation = seller.organisation().expect("a seller");
        world.insert("organisation", organisation.to_string());
        let record = RecordDeduction {
            seller: organisation,
            violation: Violation::Unreachable,
            points: 5,
            evidence: "三次拨打服务电话均无人接听。".into(),
            listed: None,
        };
        let recorded = m.act(&self.reviewer, record).await.expect("recorded");
        let deduction = recorded.deductions.first().expect("a deduction");
        world.insert("deduction", deduction.id.to_string());
        world.insert("person", seller.person().expect("a person").to_string());
        let sign_in = SignIn {
            email: seller_email.into(),
            password: super::PASSWORD.into(),
            device: "world".into(),
            code: String::new(),
        };
        let session = m.act(&Actor::Anonymous, sign_in).await.expect("signed in");
        let session = m
            .authenticate(&session.token)
            .await
            .expect("read")
            .expect("a session");
        world.insert("session", session.session.to_string());
        // The one thing that comes from outside: nobody answers for a provider here.
        let linked = uuid::Uuid::now_v7();
        let person = seller.person().expect("a person");
        self.execute(&format!(
            "INSERT INTO linked_sign_in (id, person_id, issuer, subject, email, created_at)
             VALUES ('{linked}', '{person}', 'https://login.demo.test', '{tag}', '', 0)"
        ))
        .await;
        world.insert("linked_sign_in", linked.to_string());
        let invite = InviteMember {
            email: format!("invited-{}@demo.test", tag.to_lowercase()),
            roles: vec![Role::Developer],
            lang: Lang::En,
        };
        let invitation = m.act(seller, invite).await.expect("invited");
        world.insert("invitation", invitation.to_string());

        let file = m
            .act(
                seller,
                ReserveUpload {
                    purpose: Purpose::Copyright,
                    file_name: "certificate.pdf".into(),
                },
            )
            .await
            .expect("reserved");
        let attach = AttachUpload {
            file,
            sha256: format!("{:0>64}", tag.to_lowercase()),
            size: 1,
            kind: "pdf".into(),
        };
        m.act(&Actor::System("test"), attach).await.expect("attached");
        world.insert("file", file.to_string());

        let example = include_str!("../../../docs/examples/listing-saas.json");
        let mut content: ListingContent = serde_json::from_str(example).expect("the example reads");
        content.certificate = Some(Certificate {
            file,
            ..Certificate::default()
        });
        let live = self.listing(seller, content.clone()).await;
        self.approve(&live).await;
        world.insert("listing", live.id.to_string());
        let spec = live.content.specs.first().expect("a spec").clone();
        world.insert("spec", spec.id.to_string());
        let waiting = self.listing(seller, content.clone()).await;
        world.insert("review", waiting.review.expect("a review").to_string());
        let draft = m.act(seller, CreateListing { content }).await.expect("a draft");
        world.insert("draft", draft.id.to_string());

        let offer = CreateOffer {
            name: format!("优惠 {tag}"),
            customer_email: customer_email.into(),
            listing: live.id,
            starts_on: None,
            ends_on: chrono::NaiveDate::from_ymd_opt(2026, 12, 31).expect("a day"),
            lines: vec![OfferLineInput {
                spec: spec.id,
                percent: BasisPoints(1000),
            }],
            max_orders: 5,
        };
        let offer = m.act(seller, offer).await.expect("an offer");
        world.insert("offer", offer.terms.id.to_string());
        let token = offer
            .url
            .expect("effective at once")
            .trim_start_matches("/o/")
            .to_owned();
        world.insert("token", token.clone());
        let price = offer.terms.prices.first().expect("a price").clone();
        let place = PlaceOrder {
            token,
            spec: price.spec,
            term: price.term,
            quantity: 1,
            expected: price.deal,
            terms_accepted: true,
        };
        let order = m.act(buyer, place).await.expect("an order");
        world.insert("order", order.id.to_string());

        let certification = SubmitCertification {
            version: 0,
            content: CertificationContent {
                company: "有限公司".into(),
                tax_number: "91440300MA5EXAMPL1".into(),
                general_taxpayer: true,
                tax_rate: Some(6),
                bank: "银行".into(),
                account_name: "有限公司".into(),
                account_number: "755912345678901".into(),
                contact_name: "会计".into(),
                contact_phone: "0755-12345678".into(),
                contact_mail: "finance@demo.test".into(),
            },
        };
        let at = |t: &str| t.parse::<chrono::DateTime<chrono::Utc>>().expect("an instant");
        let imported = ImportedOrder {
            number: format!("CS2610010000{tag}0000"),
            seller_email: seller_email.into(),
            customer_email: customer_email.into(),
            created_at: at("2026-10-01T00:00:00Z"),
            paid_at: Some(at("2026-10-01T00:00:00Z")),
            lines: vec![ImportedLine {
                product: Bilingual::new("商品", "Product"),
                spec: Bilingual::new("规格", "Spec"),
                term: Term::Year,
                class: TradeClass::Common,
                quantity: 1,
                gross: Money::cny(500_000),
                effective_at: Some(at("2026-10-02T00:00:00Z")),
            }],
        };
        // In the past, so that a period that is over has something to bill.
        self.set_now("2026-10-01T01:00:00Z");
        m.act(seller, certification).await.expect("handed in");
        self.prove_account(seller).await;
        self.approve_certifications().await;
        self.set_now("2026-11-22T08:00:00Z");
        m.act(
            &Actor::System("test"),
            ImportOrders {
                orders: vec![imported],
            },
        )
        .await
        .expect("imported");
        m.act(
            &Actor::System("test"),
            RunBills {
                period: "202610".parse().expect("a period"),
                dry_run: false,
            },
        )
        .await
        .expect("billed");
        let bills = m.act(seller, ListBills::default()).await.expect("bills");
        world.insert("bill", bills.rows.first().expect("a bill").id.to_string());
        let lines = m.act(seller, ListTransactions::default()).await.expect("lines");
        world.insert("order_line", lines.rows.first().expect("a line").id.to_string());
        debug_assert!(
            !m.act(seller, ListOrders::default())
                .await
                .expect("orders")
                .rows
                .is_empty()
        );
        debug_assert!(
            !m.act(buyer, ListMyOrders::default())
                .await
                .expect("orders")
                .rows
                .is_empty()
        );
        world
    }

    /// The operator's finance sends the small transfer of a seller, who enters the amount: it waits at the desk.
    pub async fn prove_account(&self, seller: &Actor) {
        let amount = self.send_transfer(seller).await;
        self.market
            .act(seller, ConfirmTransfer { amount })
            .await
            .expect("the right amount");
    }

    /// The operator's finance sends the small transfer of a seller. What was sent.
    pub async fn send_transfer(&self, seller: &Actor) -> Money {
        let organisation = seller.organisation().expect("a seller");
        let open = self
            .market
            .act(&self.finance, ListTransfers {})
            .await
            .expect("transfers");
        let row = open
            .iter()
            .find(|row| row.seller == organisation)
            .expect("a transfer");
        let sent = RecordTransfer {
            seller: organisation,
            transfer: row.transfer.expect("its id"),
            sent: true,
        };
        self.market.act(&self.finance, sent).await.expect("recorded");
        row.amount.expect("sent by hand")
    }

    async fn listing(&self, seller: &Actor, content: ListingContent) -> ListingView {
        let draft = self
            .market
            .act(seller, CreateListing { content })
            .await
            .expect("a draft");
        let submit = SubmitListing {
            listing: draft.id,
            version: draft.version,
        };
        self.market.act(seller, submit).await.expect("submitted")
    }

    async fn approve(&self, listing: &ListingView) {
        let review = listing.review.expect("a review");
        let version = self
            .market
            .act(&self.reviewer, GetReview { review })
            .await
            .expect("the review")
            .version;
        let decide = DecideReview {
            review,
            version,
            decision: Decision::Approve,
            comments: Vec::new(),
        };
        self.market.act(&self.reviewer, decide).await.expect("approved");
    }

    async fn approve_certifications(&self) {
        let open = guildhall_sdk::reviews::ListReviews {
            kind: Some(guildhall_sdk::reviews::ReviewKind::Certification),
            ..Default::default()
        };
        for row in self
            .market
            .act(&self.finance, open)
            .await
            .expect("the queue")
            .rows
        {
            let version = self
                .market
                .act(&self.finance, GetReview { review: row.id })
                .await
                .expect("the review")
                .version;
            let decide = DecideReview {
                review: row.id,
                version,
                decision: Decision::Approve,
                comments: Vec::new(),
            };
            self.market.act(&self.finance, decide).await.expect("approved");
        }
    }
}
