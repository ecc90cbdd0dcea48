//! Who a seller is and how it stands: its own page, and the operator's list and page.

use super::certification;
use crate::{
    Market,
    db::{DbErr, Micros, Query, Row, Scope},
    door::{Actor, Ctx, Handler, Refusal, Sample, World, id},
    pages::{self, Keyset},
    settings, sql,
};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use guildhall_sdk::{
    ids::OrganisationId,
    money::Money,
    portal::{AppError, Page, Standing},
    sellers::{
        CompanyView, ConductRow, Deduction, DeductionState, GetCompany, GetConduct, ListConduct, SellerTier,
        TierStanding, Violation, WatchList, months_between,
    },
};

/// How a seller stands now.
///
/// # Errors
/// `NotFound` for what is no seller.
pub(super) async fn view(ctx: &Ctx<'_>, seller: OrganisationId) -> Result<CompanyView, Refusal> {
    let scope = Scope::Tenant(seller);
    let row = ctx
        .find(ctx.query(
            ctx.everywhere("a seller's own row, or one the operator names"),
            sql!(
                "SELECT name_zh, name_en, standing, joined_at, created_at, tier, tier_since, tier_reason, points
                 FROM organisation WHERE id = $1 AND kind = 'seller' AND {scope:none}"
            ),
            [seller.to_string().into()],
        ))
        .await?;
    let standing = row.state("standing", Standing::parse)?;
    // Whoever was here before there was a joining has joined by being made.
    let since = row.time_or_none("joined_at")?.unwrap_or(row.time("created_at")?);
    let joined_at = (standing != Standing::Joining).then_some(since);
    let deductions = deductions(ctx, scope).await?;
    let listed = deductions
        .iter()
        .filter(|d| d.state == DeductionState::Executed)
        .filter_map(|d| d.listed)
        .filter(|(_, until)| *until > ctx.now())
        .max_by_key(|(list, until)| (*list == WatchList::Black, *until));
    let zone = settings::read(ctx).await?.settings.zone;
    let months = joined_at.map_or(0, |at| months_between(zone.date(at), zone.date(ctx.now())));
    let (company, application) = filed(ctx, scope).await?;
    Ok(CompanyView {
        seller,
        name: row.bilingual("name")?,
        standing,
        joined_at,
        company,
        application,
        certification: certification::state(ctx, scope).await?.0,
        signed: signed(ctx, seller).await?,
        tier: TierStanding {
            tier: row.state("tier", SellerTier::parse)?,
            months,
            trade: trade(ctx, scope, zone.date(ctx.now()).year(), &zone).await?,
            restricted: listed.is_some(),
        },
        tier_since: row.time_or_none("tier_since")?,
        tier_reason: row.text("tier_reason")?,
        points: row.small("points")?,
        listed,
        deductions,
    })
}

/// The authenticated company, and whether an application is in force.
async fn filed(ctx: &Ctx<'_>, scope: Scope) -> Result<(String, bool), Refusal> {
    let rows = ctx
        .all(ctx.query(
            scope,
            sql!("SELECT kind, live FROM filing WHERE live IS NOT NULL AND {scope:seller_id}"),
            [],
        ))
        .await?;
    let (mut company, mut application) = (String::new(), false);
    for row in rows {
        match row.text("kind")?.as_str() {
            "identity" => {
                let live: guildhall_sdk::sellers::IdentityContent = row.json("live")?;
                company = live.company;
            }
            "application" => application = true,
            _ => {}
        }
    }
    Ok((company, application))
}

/// Agreements in force: signed, and all.
async fn signed(ctx: &Ctx<'_>, seller: OrganisationId) -> Result<(u64, u64), Refusal> {
    let row = ctx
        .find(ctx.query(
            ctx.everywhere("the agreements in force, and a seller's own signatures"),
            sql!(
                "SELECT COUNT(*) AS in_force, COUNT(s.seller_id) AS signed FROM agreement a
                 LEFT JOIN agreement_signature s ON s.agreement_id = a.id AND s.seller_id = $1
                 WHERE a.replaced_at IS NULL AND {scope:none}"
            ),
            [seller.to_string().into()],
        ))
        .await?;
    Ok((row.count("signed")?, row.count("in_force")?))
}

/// Gross paid in the calendar year before `year`.
async fn trade(
    ctx: &Ctx<'_>,
    scope: Scope,
    year: i32,
    zone: &guildhall_sdk::time::Zone,
) -> Result<Money, Refusal> {
    let first = |year| {
        NaiveDate::from_ymd_opt(year, 1, 1)
            .map(|day| zone.start_of(day))
            .unwrap_or_default()
            .micros()
    };
    let row = ctx
        .find(ctx.query(
            scope,
            sql!(
                "SELECT COALESCE(CAST(SUM(gross) AS BIGINT), 0) AS gross FROM order_line
                 WHERE currency = 'CNY' AND cancelled_at IS NULL AND paid_at >= $1 AND paid_at < $2 AND {scope:seller_id}"
            ),
            [first(year - 1), first(year)],
        ))
        .await?;
    Ok(Money::cny(row.int("gross")?))
}

async fn deductions(ctx: &Ctx<'_>, scope: Scope) -> Result<Vec<Deduction>, Refusal> {
    let rows = ctx
        .all(ctx.query(
            scope,
            sql!(
                "SELECT id, violation, points, evidence, state, listed, listed_until, recorded_by, recorded_name,
                   recorded_at, appeal_until, appeal, decision, executed_at
                 FROM deduction WHERE {scope:seller_id} ORDER BY recorded_at DESC, id DESC"
            ),
            [],
        ))
        .await?;
    let operator = ctx.actor().is_operator();
    let me = ctx.actor().person().map(|id| id.to_string());
    Ok(rows
        .iter()
        .map(|row| read(row, operator, me.as_deref()))
        .collect::<Result<_, DbErr>>()?)
}

/// A deduction as its reader sees it: who recorded it is the operator's own business.
fn read(row: &Row, operator: bool, me: Option<&str>) -> Result<Deduction, DbErr> {
    let state = row.state("state", DeductionState::parse)?;
    let until: Option<DateTime<Utc>> = row.time_or_none("listed_until")?;
    let list = row
        .text_or_none("listed")?
        .and_then(|text| WatchList::parse(&text));
    let recorder = row.text("recorded_by")?;
    Ok(Deduction {
        id: row.id("id")?,
        violation: row.state("violation", Violation::parse)?,
        points: row.small("points")?,
        evidence: row.text("evidence")?,
        state,
        listed: list.zip(until),
        recorded_at: row.time("recorded_at")?,
        appeal_until: row.time_or_none("appeal_until")?,
        appeal: row.text_or_none("appeal")?,
        decision: row.text("decision")?,
        executed_at: row.time_or_none("executed_at")?,
        recorded_by: if operator {
            row.text("recorded_name")?
        } else {
            String::new()
        },
        may_decide: operator && state == DeductionState::Appealed && me != Some(recorder.as_str()),
    })
}

impl Handler for GetCompany {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }
    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<CompanyView, Refusal> {
        view(ctx, ctx.organisation()?).await
    }
    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(GetCompany {})
    }
}

impl Handler for GetConduct {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }
    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<CompanyView, Refusal> {
        ctx.operator()?;
        view(ctx, self.seller).await
    }
    fn sample(world: &World) -> Sample<Self> {
        world.operator_object("organisation", |seller| GetConduct { seller: id(seller) })
    }
}

impl Handler for ListConduct {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }
    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<Page<ConductRow>, Refusal> {
        let scope = ctx.operator()?;
        let filter = |q: Query| {
            q.and_if(
                "EXISTS (SELECT 1 FROM deduction d WHERE d.seller_id = organisation.id AND d.state = {})",
                self.appeals.then_some("appealed"),
            )
        };
        let rows = ctx.query(
            scope,
            sql!(
                "SELECT id, name_zh, name_en, standing, tier, points, created_at,
                   (SELECT COUNT(*) FROM deduction d WHERE d.seller_id = organisation.id AND d.state = 'appealed') AS appeals
                 FROM organisation WHERE kind = 'seller' AND {scope:none}"
            ),
            [],
        );
        let count = pages::count(
            ctx,
            filter(ctx.query(
                scope,
                sql!("SELECT 1 AS one FROM organisation WHERE kind = 'seller' AND {scope:none}"),
                [],
            )),
        )
        .await?;
        let keyset = Keyset {
            key: "created_at",
            id: "id",
            descending: true,
        };
        pages::page(ctx, filter(rows), keyset, &self.page, count, |row| {
            Ok(ConductRow {
                seller: row.id("id")?,
                name: row.bilingual("name")?,
                standing: row.state("standing", Standing::parse)?,
                tier: row.state("tier", SellerTier::parse)?,
                points: row.small("points")?,
                appeals: row.count("appeals")?,
            })
        })
        .await
    }
    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(ListConduct::default())
    }
}
