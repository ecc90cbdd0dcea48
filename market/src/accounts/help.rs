//! Helping somebody who lost both phone and recovery codes, and finding them.

use super::{memberships, session, team, two_step};
use crate::{
    Market,
    door::{Actor, Ctx, Handler, Refusal, Sample, World},
    notices::{self, Letter, Recipient},
    sql,
};
use guildhall_sdk::{
    accounts::{FindPerson, Helped, PersonView, ResetTwoStep, help_finding, lead_of, normal_email},
    lang::Lang,
    portal::{AppError, OrganisationKind},
};

impl Handler for FindPerson {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<Option<PersonView>, Refusal> {
        let row = ctx
            .one(ctx.query(
                ctx.operator()?,
                sql!(
                    "SELECT p.id AS id, p.name AS name, p.email AS email, p.created_at AS created_at, t.confirmed_at AS confirmed_at
                     FROM person p LEFT JOIN two_step t ON t.person_id = p.id WHERE p.email = $1 AND {scope:none}"
                ),
                [normal_email(&self.email).into()],
            ))
            .await?;
        let Some(row) = row else { return Ok(None) };
        let person = row.id("id")?;
        Ok(Some(PersonView {
            person,
            name: row.text("name")?,
            email: row.text("email")?,
            created_at: row.time("created_at")?,
            two_step_since: row.time_or_none("confirmed_at")?,
            memberships: memberships(ctx, person).await?,
        }))
    }

    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(FindPerson {
            email: "seller@demo.test".into(),
        })
    }
}

impl Handler for ResetTwoStep {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<(), Refusal> {
        let (organisation, kind) = team::own(ctx)?;
        let by_operator = kind == OrganisationKind::Operator;
        ctx.audit_object(self.person);
        // The organisation's row first: nobody becomes an owner, or joins another organisation, in between.
        team::lock(ctx, organisation).await?;
        let roles = team::roles_of(ctx, organisation, self.person).await?;
        if roles.is_empty() && !by_operator {
            return Err(AppError::NotFound.into());
        }
        let row = ctx
            .find(ctx.query(
                ctx.everywhere("a member of the actor's own organisation, or anybody for the operator"),
                sql!("SELECT email, lang FROM person WHERE id = $1 AND {scope:none}"),
                [self.person.to_string().into()],
            ))
            .await?;
        let all = memberships(ctx, self.person).await?;
        let helped = Helped {
            by_operator,
            own: ctx.person()? == self.person,
            lead: roles.contains(&lead_of(kind)),
            elsewhere: all.len() > 1,
        };
        if let Some(finding) = help_finding(helped) {
            return Err(AppError::Invalid {
                findings: vec![finding],
            }
            .into());
        }
        ctx.proved()?;
        if !two_step::is_on(ctx, self.person).await? {
            return Err(AppError::wrong_state("off").into());
        }
        two_step::forget(ctx, self.person).await?;
        session::forget_challenges(ctx, self.person).await?;
        let ended = session::end_all(ctx, self.person, None).await?;
        let by = ctx.actor().signed().ok_or(AppError::NotSignedIn)?;
        let letter = Letter::TwoStepReset {
            by: by.viewer.name.clone(),
            organisation: by.viewer.acting.name.clone(),
        };
        let inbox = all.first().map(|m| (self.person, m.organisation));
        let to = Recipient {
            email: row.text("email")?,
            lang: row.state("lang", Lang::from_tag)?,
            inbox,
        };
        let once: uuid::Uuid = ctx.new_id();
        notices::write(ctx, &to, &letter, &once.to_string()).await?;
        ctx.audit_change(
            Some(&"on"),
            Some(&serde_json::json!({ "two_step": "off", "sessions_ended": ended })),
        );
        Ok(())
    }

    fn sample(world: &World) -> Sample<Self> {
        world.object("person", |id| ResetTwoStep {
            person: crate::door::id(id),
        })
    }
}
