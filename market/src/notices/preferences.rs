//! What each person wants to be told how.

use crate::{
    Market,
    db::{DbErr, Row},
    door::{Actor, Ctx, Handler, Refusal, Sample, World},
    sql,
};
use guildhall_sdk::{
    finding::{Code, Finding},
    ids::PersonId,
    notices::{
        GetNoticePreferences, NoticeKind, NoticePreference, NoticePreferences, UpdateNoticePreferences,
    },
    portal::AppError,
};

fn read(row: &Row) -> Result<NoticePreference, DbErr> {
    Ok(NoticePreference {
        kind: row.state("kind", NoticeKind::parse)?,
        in_site: row.int("in_site")? != 0,
        mail: row.int("mail")? != 0,
        sms: row.int("sms")? != 0,
    })
}

/// What a person wants for a kind of notice: what they chose, or the defaults; security and money in any case.
pub(super) async fn of(ctx: &Ctx<'_>, person: PersonId, kind: NoticeKind) -> Result<NoticePreference, DbErr> {
    let row = ctx
        .one(ctx.query(
            ctx.everywhere("the preferences of somebody who is told something"),
            sql!("SELECT kind, in_site, mail, sms FROM notice_preference WHERE person_id = $1 AND kind = $2 AND {scope:none}"),
            [person.to_string().into(), kind.as_str().into()],
        ))
        .await?;
    let chosen = match row {
        Some(row) => read(&row)?,
        None => NoticePreference::default_of(kind),
    };
    Ok(chosen.in_force())
}

/// Where a person's short messages go.
pub(super) async fn phone(ctx: &Ctx<'_>, person: PersonId) -> Result<String, DbErr> {
    let row = ctx
        .one(ctx.query(
            ctx.everywhere("the number of somebody who is told something"),
            sql!("SELECT phone FROM notice_phone WHERE person_id = $1 AND {scope:none}"),
            [person.to_string().into()],
        ))
        .await?;
    row.map_or(Ok(String::new()), |row| row.text("phone"))
}

async fn mine(ctx: &Ctx<'_>) -> Result<NoticePreferences, Refusal> {
    let signed = ctx.actor().signed().ok_or(AppError::NotSignedIn)?;
    let (person, acting) = (signed.viewer.person, signed.viewer.acting.kind);
    let rows = ctx
        .all(ctx.query(
            ctx.everywhere("the actor's own preferences"),
            sql!(
                "SELECT kind, in_site, mail, sms FROM notice_preference WHERE person_id = $1 AND {scope:none}"
            ),
            [person.to_string().into()],
        ))
        .await?;
    let chosen = rows.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let kinds = NoticeKind::ALL
        .iter()
        .filter(|kind| kind.is_for(acting))
        .map(|kind| {
            chosen
                .iter()
                .find(|c| c.kind == *kind)
                .copied()
                .unwrap_or(NoticePreference::default_of(*kind))
                .in_force()
        })
        .collect();
    Ok(NoticePreferences {
        phone: phone(ctx, person).await?,
        sms_available: ctx.market().sms().is_some(),
        kinds,
    })
}

impl Handler for GetNoticePreferences {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }
    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<NoticePreferences, Refusal> {
        mine(ctx).await
    }
    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(GetNoticePreferences {})
    }
}

impl Handler for UpdateNoticePreferences {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<NoticePreferences, Refusal> {
        let before = mine(ctx).await?;
        let person = ctx.person()?;
        if ctx.market().sms().is_none()
            && let Some(i) = self.kinds.iter().position(|k| k.sms)
        {
            let finding = Finding::error(format!("kinds.{i}.sms"), Code::NotSupportedYet);
            return Err(AppError::Invalid {
                findings: vec![finding],
            }
            .into());
        }
        let own = ctx.everywhere("the actor's own preferences");
        for k in &self.kinds {
            ctx.execute(ctx.query(
                own,
                sql!(
                    "INSERT INTO notice_preference (person_id, kind, in_site, mail, sms) SELECT $1, $2, $3, $4, $5 WHERE {scope:none}
                     ON CONFLICT (person_id, kind) DO UPDATE SET in_site = excluded.in_site, mail = excluded.mail, sms = excluded.sms"
                ),
                [
                    person.to_string().into(),
                    k.kind.as_str().into(),
                    i64::from(k.in_site).into(),
                    i64::from(k.mail).into(),
                    i64::from(k.sms).into(),
                ],
            ))
            .await?;
        }
        ctx.execute(ctx.query(
            own,
            sql!(
                "INSERT INTO notice_phone (person_id, phone, updated_at) SELECT $1, $2, $3 WHERE {scope:none}
                 ON CONFLICT (person_id) DO UPDATE SET phone = excluded.phone, updated_at = excluded.updated_at"
            ),
            [
                person.to_string().into(),
                self.phone.trim().to_owned().into(),
                ctx.now_micros(),
            ],
        ))
        .await?;
        let after = mine(ctx).await?;
        ctx.audit_object(person);
        ctx.audit_change(Some(&before), Some(&after));
        Ok(after)
    }

    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(UpdateNoticePreferences::default())
    }
}
