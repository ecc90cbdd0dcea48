//! Who may see and touch which products. The limit itself is part of the scope every query runs in (`db/scope.rs`): what is
//! not granted is not there.

use crate::{
    Market,
    accounts::{self, lock_organisation},
    db::DbErr,
    door::{Actor, Ctx, Handler, Refusal, Sample, World, id},
    sql,
};
use guildhall_sdk::{
    accounts::may_be_limited,
    finding::Code,
    ids::{ListingId, OrganisationId, PersonId},
    listings::{GetProductAccess, ListingState, PRODUCTS_MAX, ProductAccess, ProductGrant, SetProductAccess},
    portal::{AppError, Role},
};

/// A member's roles.
///
/// # Errors
/// `NotFound` for somebody who is none.
async fn member(ctx: &Ctx<'_>, organisation: OrganisationId, person: PersonId) -> Result<Vec<Role>, Refusal> {
    let roles = accounts::roles_of(ctx, organisation, person).await?;
    if roles.is_empty() {
        return Err(AppError::NotFound.into());
    }
    Ok(roles)
}

async fn is_limited(ctx: &Ctx<'_>, organisation: OrganisationId, person: PersonId) -> Result<bool, DbErr> {
    let row = ctx
        .one(ctx.query(
            ctx.everywhere("a member of the actor's own organisation"),
            sql!("SELECT COUNT(*) AS n FROM membership_limit WHERE person_id = $1 AND organisation_id = $2 AND {scope:none}"),
            [person.to_string().into(), organisation.to_string().into()],
        ))
        .await?;
    row.map_or(Ok(false), |row| Ok(row.int("n")? > 0))
}

async fn granted(
    ctx: &Ctx<'_>,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<Vec<ListingId>, DbErr> {
    let rows = ctx
        .all(ctx.query(
            ctx.everywhere("a member of the actor's own organisation"),
            sql!(
                "SELECT listing_id FROM membership_product WHERE person_id = $1 AND organisation_id = $2 AND {scope:none}
                 ORDER BY listing_id"
            ),
            [person.to_string().into(), organisation.to_string().into()],
        ))
        .await?;
    rows.iter().map(|row| row.id("listing_id")).collect()
}

/// Whoever is limited may work on what they start.
pub(super) async fn grant_own(ctx: &Ctx<'_>, listing: ListingId) -> Result<(), Refusal> {
    let Some(signed) = ctx.actor().signed().filter(|signed| signed.limited) else {
        return Ok(());
    };
    ctx.execute(ctx.query(
        ctx.everywhere("a product the actor started just now"),
        sql!(
            "INSERT INTO membership_product (person_id, organisation_id, listing_id, granted_at) SELECT $1, $2, $3, $4
             WHERE {scope:none} ON CONFLICT DO NOTHING"
        ),
        [
            signed.viewer.person.to_string().into(),
            signed.viewer.acting.organisation.to_string().into(),
            listing.to_string().into(),
            ctx.now_micros(),
        ],
    ))
    .await?;
    Ok(())
}

/// False for somebody who is limited to other products: they are not told about this one either.
pub(crate) async fn may_know(
    ctx: &Ctx<'_>,
    (person, organisation): (PersonId, OrganisationId),
    listing: ListingId,
) -> Result<bool, DbErr> {
    if !is_limited(ctx, organisation, person).await?
        || !may_be_limited(&accounts::roles_of(ctx, organisation, person).await?)
    {
        return Ok(true);
    }
    Ok(granted(ctx, organisation, person).await?.contains(&listing))
}

impl Handler for GetProductAccess {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<ProductAccess, Refusal> {
        let organisation = ctx.organisation()?;
        let roles = member(ctx, organisation, self.person).await?;
        let name = ctx
            .find(ctx.query(
                ctx.everywhere("a member of the actor's own organisation"),
                sql!("SELECT name FROM person WHERE id = $1 AND {scope:none}"),
                [self.person.to_string().into()],
            ))
            .await?
            .text("name")?;
        let mine = granted(ctx, organisation, self.person).await?;
        let rows = ctx
            .all(
                ctx.query(
                    ctx.own()?,
                    sql!(
                        "SELECT id, name_zh, name_en, state,
                           (SELECT COUNT(*) FROM membership_product x WHERE x.person_id = $1 AND x.listing_id = listing.id) AS granted
                         FROM listing WHERE deleted_at IS NULL AND {scope:seller_id} AND {product:id}"
                    ),
                    [self.person.to_string().into()],
                )
                .push(
                    " ORDER BY granted DESC, search, id LIMIT {}",
                    [i64::try_from(PRODUCTS_MAX + mine.len()).unwrap_or(i64::MAX).into()],
                ),
            )
            .await?;
        let products = rows
            .iter()
            .map(|row| {
                Ok(ProductGrant {
                    listing: row.id("id")?,
                    name: row.bilingual("name")?,
                    state: row.state("state", ListingState::parse)?,
                    granted: row.int("granted")? > 0,
                })
            })
            .collect::<Result<_, DbErr>>()?;
        Ok(ProductAccess {
            person: self.person,
            name,
            may_be_limited: may_be_limited(&roles),
            all: !is_limited(ctx, organisation, self.person).await?,
            products,
        })
    }

    fn sample(world: &World) -> Sample<Self> {
        world.object("person", |person| GetProductAccess { person: id(person) })
    }
}

impl Handler for SetProductAccess {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<(), Refusal> {
        let organisation = ctx.organisation()?;
        lock_organisation(ctx, organisation).await?;
        let roles = member(ctx, organisation, self.person).await?;
        ctx.audit_object(self.person);
        if !may_be_limited(&roles) {
            return Err(AppError::field("person", Code::NotProductManager).into());
        }
        let before = is_limited(ctx, organisation, self.person)
            .await?
            .then_some(granted(ctx, organisation, self.person).await?);
        let member = [self.person.to_string().into(), organisation.to_string().into()];
        let everyone = ctx.everywhere("a member of the actor's own organisation");
        ctx.execute(ctx.query(
            everyone,
            sql!("DELETE FROM membership_product WHERE person_id = $1 AND organisation_id = $2 AND {scope:none}"),
            member.clone(),
        ))
        .await?;
        if self.all {
            ctx.execute(ctx.query(
                everyone,
                sql!("DELETE FROM membership_limit WHERE person_id = $1 AND organisation_id = $2 AND {scope:none}"),
                member,
            ))
            .await?;
            ctx.audit_change(before.as_ref(), None::<&()>);
            return Ok(());
        }
        ctx.execute(ctx.query(
            everyone,
            sql!(
                "INSERT INTO membership_limit (person_id, organisation_id, limited_at) SELECT $1, $2, $3 WHERE {scope:none}
                 ON CONFLICT DO NOTHING"
            ),
            member.into_iter().chain([ctx.now_micros()]),
        ))
        .await?;
        let mut listings = self.listings.clone();
        listings.sort_unstable();
        listings.dedup();
        for listing in &listings {
            let given = ctx
                .execute(ctx.query(
                    ctx.own()?,
                    sql!(
                        "INSERT INTO membership_product (person_id, organisation_id, listing_id, granted_at)
                         SELECT $1, seller_id, id, $3 FROM listing
                         WHERE id = $2 AND deleted_at IS NULL AND {scope:seller_id} AND {product:id} ON CONFLICT DO NOTHING"
                    ),
                    [
                        self.person.to_string().into(),
                        listing.to_string().into(),
                        ctx.now_micros(),
                    ],
                ))
                .await?;
            if given == 0 {
                return Err(AppError::NotFound.into());
            }
        }
        ctx.audit_change(before.as_ref(), Some(&listings));
        Ok(())
    }

    fn sample(world: &World) -> Sample<Self> {
        world.object("person", |person| SetProductAccess {
            person: id(person),
            all: false,
            listings: Vec::new(),
        })
    }
}
