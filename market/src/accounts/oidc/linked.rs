//! The sign-ins linked to one's own account.

use super::{configured_by_issuer, shown};
use crate::{
    Market,
    db::DbErr,
    door::{Actor, Ctx, Handler, Refusal, Sample, World},
    sql,
};
use guildhall_sdk::{
    accounts::{LinkedSignIn, LinkedSignIns, ListLinkedSignIns, UnlinkSignIn},
    finding::Code,
    ids::PersonId,
    lang::Bilingual,
    portal::AppError,
};

/// True when the account has a password to sign in with.
async fn has_password(ctx: &Ctx<'_>, person: PersonId) -> Result<bool, DbErr> {
    let row = ctx
        .one(ctx.query(
            ctx.everywhere("the actor's own account"),
            sql!("SELECT COUNT(*) AS n FROM person WHERE id = $1 AND password_hash <> '' AND {scope:none}"),
            [person.to_string().into()],
        ))
        .await?;
    row.map_or(Ok(false), |row| Ok(row.int("n")? > 0))
}

impl Handler for ListLinkedSignIns {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<LinkedSignIns, Refusal> {
        let person = ctx.person()?;
        let rows = ctx
            .all(ctx.query(
                ctx.everywhere("the actor's own account"),
                sql!(
                    "SELECT id, issuer, email, created_at, used_at FROM linked_sign_in WHERE person_id = $1 AND {scope:none} ORDER BY id"
                ),
                [person.to_string().into()],
            ))
            .await?;
        let market = ctx.market();
        let mut linked = Vec::with_capacity(rows.len());
        let mut issuers = Vec::with_capacity(rows.len());
        for row in rows {
            let issuer = row.text("issuer")?;
            linked.push(LinkedSignIn {
                id: row.id("id")?,
                provider: configured_by_issuer(market, &issuer).map_or_else(
                    || Bilingual::new(issuer.clone(), issuer.clone()),
                    |p| p.name.clone(),
                ),
                email: row.text("email")?,
                created_at: row.time("created_at")?,
                used_at: row.time_or_none("used_at")?,
            });
            issuers.push(issuer);
        }
        let open = market
            .config()
            .sign_in_providers
            .iter()
            .filter(|p| !issuers.contains(&p.issuer))
            .map(shown)
            .collect();
        Ok(LinkedSignIns {
            last_way_in: linked.len() == 1 && !has_password(ctx, person).await?,
            linked,
            open,
        })
    }

    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(ListLinkedSignIns {})
    }
}

impl Handler for UnlinkSignIn {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<(), Refusal> {
        let person = ctx.person()?;
        // The account's row first: of two that would each leave the other, one waits.
        ctx.execute(ctx.query(
            ctx.everywhere("the actor's own account"),
            sql!("UPDATE person SET name = name WHERE id = $1 AND {scope:none}"),
            [person.to_string().into()],
        ))
        .await?;
        let rows = ctx
            .all(ctx.query(
                ctx.everywhere("the actor's own account"),
                sql!("SELECT id, issuer, subject FROM linked_sign_in WHERE person_id = $1 AND {scope:none}"),
                [person.to_string().into()],
            ))
            .await?;
        let mut found = None;
        for row in &rows {
            if row.id::<guildhall_sdk::ids::LinkedSignInId>("id")? == self.linked {
                found = Some((row.text("issuer")?, row.text("subject")?));
            }
        }
        let found = found.ok_or(AppError::NotFound)?;
        ctx.proved()?;
        if rows.len() == 1 && !has_password(ctx, person).await? {
            return Err(AppError::field("", Code::LastWayIn).into());
        }
        ctx.execute(ctx.query(
            ctx.everywhere("the actor's own account"),
            sql!("DELETE FROM linked_sign_in WHERE id = $1 AND person_id = $2 AND {scope:none}"),
            [self.linked.to_string().into(), person.to_string().into()],
        ))
        .await?;
        ctx.audit_object(person);
        ctx.audit_change(Some(&found), None::<&()>);
        Ok(())
    }

    fn sample(world: &World) -> Sample<Self> {
        world.object("linked_sign_in", |id| UnlinkSignIn {
            linked: crate::door::id(id),
        })
    }
}
