//! Making an offer: what may be offered to whom, from when, for how long, how much less.

use super::{
    link,
    stored::{self, StoredOffer},
    uses,
};
use crate::{
    Actor, Ctx, Market, Refusal, accounts,
    db::Micros,
    door::{Handler, Sample, World},
    listings,
    reviews::{self, Submission},
    settings, sql,
};
use chrono::{DateTime, NaiveDate, Utc};
use guildhall_sdk::{
    accounts::normal_email,
    finding::{Code, Finding},
    ids::{ListingId, OfferId, OrganisationId, ReviewId, SpecId},
    lang::Bilingual,
    listings::ListingContent,
    money::BasisPoints,
    offers::{CreateOffer, OfferLineInput, OfferState, OfferView, deal_price, name_key},
    portal::{AppError, OrganisationKind},
    reviews::ReviewKind,
    settings::{RuleScope, Settings},
};

/// From when until when, of business days. `ends_on` is valid as a whole; a start today is a start now
/// (`domain/business.md` §4.1: the start must be later than now).
fn validity(
    starts_on: Option<NaiveDate>,
    ends_on: NaiveDate,
    now: DateTime<Utc>,
    settings: &Settings,
) -> Result<(DateTime<Utc>, DateTime<Utc>), Finding> {
    let zone = &settings.zone;
    let today = zone.date(now);
    let first = starts_on.unwrap_or(today);
    if first < today {
        return Err(Finding::error("starts_on", Code::OfferStartsInPast));
    }
    if ends_on < first {
        return Err(Finding::error("ends_on", Code::OfferEndsBeforeStart));
    }
    if (ends_on - first).num_days() >= i64::from(settings.max_offer_days) {
        return Err(Finding::error("ends_on", Code::OfferTooLong).with("max", settings.max_offer_days));
    }
    let starts_at = if first == today { now } else { zone.start_of(first) };
    Ok((starts_at, zone.end_of(ends_on)))
}

/// What is wrong with the discounts on a product that is on sale.
fn judge_lines(lines: &[OfferLineInput], content: &ListingContent, settings: &Settings) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        let Some(spec) = content.specs.iter().find(|s| s.id == line.spec) else {
            findings.push(Finding::error(format!("lines.{i}.spec"), Code::Unknown));
            continue;
        };
        let percent = format!("lines.{i}.percent");
        if line.percent > settings.max_discount {
            let max = settings.max_discount.percent();
            findings.push(Finding::error(percent, Code::OfferBeyondRange).with("max", max));
        } else if spec
            .prices
            .iter()
            .any(|p| deal_price(p.amount, line.percent).minor <= 0)
        {
            findings.push(Finding::error(percent, Code::OfferPriceZero));
        }
    }
    findings
}

/// What is known of a product where a rule may be limited to it.
pub(super) fn product(seller: OrganisationId, listing: ListingId, content: &ListingContent) -> RuleScope {
    RuleScope {
        class: Some(content.trade_class),
        category: content.category,
        seller: Some(seller),
        listing: Some(listing),
    }
}

impl Handler for CreateOffer {
    type Prepared = ();

    fn seal(view: &mut OfferView) {
        link::seal(view);
    }

    fn unseal(market: &Market, view: &mut OfferView) {
        link::unseal(market, view);
    }

    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<OfferView, Refusal> {
        let own = ctx.own()?;
        let listing_row = sql!(
            "SELECT id FROM listing WHERE id = $1 AND deleted_at IS NULL AND {scope:seller_id} AND {product:id}"
        );
        ctx.find(ctx.query(own, listing_row, [self.listing.to_string().into()]))
            .await?;
        let settings = settings::read(ctx).await?.settings;
        let mut exempt = settings.exempt_discount;
        let mut findings = Vec::new();
        let taken = ctx
            .one(ctx.query(
                own,
                sql!("SELECT id FROM offer WHERE name_key = $1 AND {scope:seller_id} AND {product:all}"),
                [name_key(&self.name).into()],
            ))
            .await?;
        if taken.is_some() {
            findings.push(Finding::error("name", Code::NotUnique));
        }
        let email = normal_email(&self.customer_email);
        let customer = accounts::organisation_of_email(ctx, &email, OrganisationKind::Customer).await?;
        if customer.is_none() {
            findings.push(Finding::error("customer_email", Code::CustomerUnknown));
        }
        let validity = validity(self.starts_on, self.ends_on, ctx.now(), &settings)
            .map_err(|f| findings.push(f))
            .ok();
        match listings::live_content(ctx, own, self.listing).await? {
            None => findings.push(Finding::error("listing", Code::OfferNotOnSale)),
            Some(live) if !settings.offer_classes.contains(&live.content.trade_class) => {
                findings.push(Finding::error("listing", Code::OfferTradeClass));
            }
            Some(live) => {
                findings.extend(judge_lines(&self.lines, &live.content, &settings));
                let product = product(ctx.organisation()?, self.listing, &live.content);
                exempt = settings::exempt(ctx, &settings).await?.of(&product);
            }
        }
        let most = settings.limits.offer_orders;
        if self.max_orders > most {
            findings.push(
                Finding::error("max_orders", Code::OutOfRange)
                    .with("min", 1)
                    .with("max", most),
            );
        }
        let (Some(customer), Some((starts_at, ends_at)), true) = (customer, validity, findings.is_empty())
        else {
            return Err(AppError::Invalid { findings }.into());
        };
        let largest = self.lines.iter().map(|l| l.percent).max().unwrap_or_default();
        let state = if largest <= exempt {
            OfferState::Effective
        } else {
            OfferState::Reviewing
        };
        let new = NewOffer {
            request: &self,
            email,
            customer,
            starts_at,
            ends_at,
            largest,
            state,
        };
        let id = new.insert(ctx).await?;
        uses::record(ctx, id, "created").await?;
        let mut offer = stored::find(ctx, own, id).await?;
        match state {
            OfferState::Effective => stored::send_link(ctx, &offer).await?,
            _ => {
                offer.review = Some(hand_in(ctx, &offer).await?);
            }
        }
        ctx.audit_object(id);
        let view = stored::view(ctx, offer).await?;
        ctx.audit_change(None::<&()>, Some(&view.terms));
        Ok(view)
    }

    fn sample(world: &World) -> Sample<Self> {
        let spec: SpecId = crate::door::id(&world.own("spec"));
        world.object("listing", move |id| CreateOffer {
            name: "sample".into(),
            customer_email: "customer@sample.test".into(),
            listing: crate::door::id(id),
            starts_on: None,
            ends_on: NaiveDate::from_ymd_opt(2026, 12, 31).unwrap_or_default(),
            lines: vec![OfferLineInput {
                spec,
                percent: BasisPoints(1000),
            }],
            max_orders: 1,
        })
    }
}

/// What is stored first.
struct NewOffer<'a> {
    request: &'a CreateOffer,
    email: String,
    customer: OrganisationId,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    largest: BasisPoints,
    state: OfferState,
}

impl NewOffer<'_> {
    /// Stores it. The database decides whether the name is free: two people may press the button at once.
    async fn insert(&self, ctx: &Ctx<'_>) -> Result<OfferId, Refusal> {
        let id: OfferId = ctx.new_id();
        let everyone = ctx.everywhere("a new row of the actor's own organisation");
        let name = self.request.name.trim();
        let by = ctx
            .actor()
            .signed()
            .map_or_else(|| ctx.actor().label(), |s| s.viewer.name.clone());
        let inserted = ctx
            .execute(ctx.query(
                everyone,
                sql!(
                    "INSERT INTO offer (id, seller_id, name, name_key, listing_id, customer_id, customer_email, state,
                       starts_at, ends_at, max_percent, max_orders, token_hash, created_by, created_at)
                     SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15 WHERE {scope:seller_id}
                     ON CONFLICT (seller_id, name_key) DO NOTHING"
                ),
                [
                    id.to_string().into(),
                    ctx.organisation()?.to_string().into(),
                    name.to_owned().into(),
                    name_key(name).into(),
                    self.request.listing.to_string().into(),
                    self.customer.to_string().into(),
                    self.email.clone().into(),
                    self.state.as_str().into(),
                    self.starts_at.micros(),
                    self.ends_at.micros(),
                    i64::from(self.largest.0).into(),
                    i64::from(self.request.max_orders).into(),
                    link::token_hash(ctx.market().secrets(), id, 1).into(),
                    by.into(),
                    ctx.now_micros(),
                ],
            ))
            .await?;
        if inserted == 0 {
            return Err(AppError::field("name", Code::NotUnique).into());
        }
        for line in &self.request.lines {
            ctx.execute(ctx.query(
                everyone,
                sql!(
                    "INSERT INTO offer_line (offer_id, spec_id, percent) SELECT $1, $2, $3 WHERE {scope:none}"
                ),
                [
                    id.to_string().into(),
                    line.spec.to_string().into(),
                    i64::from(line.percent.0).into(),
                ],
            ))
            .await?;
        }
        Ok(id)
    }
}

/// Puts the offer on the review desk.
async fn hand_in(ctx: &mut Ctx<'_>, offer: &StoredOffer) -> Result<ReviewId, Refusal> {
    let submission = Submission {
        kind: ReviewKind::Offer,
        object: offer.id.0,
        seller: offer.seller,
        title: Bilingual::new(offer.name.clone(), offer.name.clone()),
    };
    let (review, _due_at) = reviews::open(ctx, submission).await?;
    let own = ctx.own()?;
    ctx.execute(ctx.query(
        own,
        sql!("UPDATE offer SET review_id = $2 WHERE id = $1 AND {scope:seller_id} AND {product:listing_id}"),
        [offer.id.to_string().into(), review.to_string().into()],
    ))
    .await?;
    Ok(review)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_validity_is_made_of_whole_business_days() {
        let settings = Settings {
            max_offer_days: 10,
            ..Settings::default()
        };
        // 2026-11-22 17:00 in the business zone.
        let now: DateTime<Utc> = "2026-11-22T09:00:00Z".parse().expect("instant");
        let day = |text: &str| text.parse::<NaiveDate>().expect("day");
        let at = |text: &str| text.parse::<DateTime<Utc>>().expect("instant");
        for (starts_on, ends_on, expected) in [
            (None, "2026-11-22", Ok((now, at("2026-11-22T16:00:00Z")))),
            (
                Some("2026-11-22"),
                "2026-11-23",
                Ok((now, at("2026-11-23T16:00:00Z"))),
            ),
            (
                Some("2026-11-23"),
                "2026-11-23",
                Ok((at("2026-11-22T16:00:00Z"), at("2026-11-23T16:00:00Z"))),
            ),
            (None, "2026-12-01", Ok((now, at("2026-12-01T16:00:00Z")))),
            (None, "2026-12-02", Err(("ends_on", Code::OfferTooLong))),
            (
                Some("2026-11-21"),
                "2026-11-30",
                Err(("starts_on", Code::OfferStartsInPast)),
            ),
            (None, "2026-11-21", Err(("ends_on", Code::OfferEndsBeforeStart))),
            (
                Some("2026-11-25"),
                "2026-11-24",
                Err(("ends_on", Code::OfferEndsBeforeStart)),
            ),
        ] {
            let judged = validity(starts_on.map(day), day(ends_on), now, &settings);
            let judged = judged.as_ref().map_err(|f| (f.path.as_str(), f.code));
            assert_eq!(
                judged,
                expected.as_ref().map_err(|e| *e),
                "{starts_on:?} to {ends_on}"
            );
        }
    }
}
