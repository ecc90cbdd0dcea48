//! Organisations and their people, as far as an administrator looks after them.

use super::password;
use crate::{
    Market,
    db::Query,
    door::{Actor, Ctx, Handler, Refusal, Sample, World},
    pages::{self, Keyset},
    sql,
};
use guildhall_sdk::{
    accounts::{AddMember, CreateOrganisation, ListOrganisations, OrganisationRow, normal_email},
    finding::Code,
    ids::{OrganisationId, PersonId},
    lang::Bilingual,
    portal::{AppError, OrganisationKind, Page, Role},
};

impl Handler for CreateOrganisation {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }
    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<OrganisationId, Refusal> {
        let id: OrganisationId = ctx.new_id();
        let everyone = ctx.operator()?;
        ctx.execute(ctx.query(
            everyone,
            sql!("INSERT INTO organisation (id, kind, name_zh, name_en, contact_mail, contact_phone, created_at) SELECT $1, $2, $3, $4, $5, $6, $7 WHERE {scope:none}"),
            [
                id.to_string().into(),
                self.kind.as_str().into(),
                self.name.zh.trim().to_owned().into(),
                self.name.en.trim().to_owned().into(),
                self.contact_mail.trim().to_owned().into(),
                self.contact_phone.trim().to_owned().into(),
                ctx.now_micros(),
            ],
        ))
        .await?;
        ctx.audit_object(id);
        ctx.audit_change(None::<&()>, Some(&self));
        Ok(id)
    }
    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(CreateOrganisation {
            kind: OrganisationKind::Customer,
            name: Bilingual::new("新客户", "New customer"),
            contact_mail: String::new(),
            contact_phone: String::new(),
        })
    }
}

impl Handler for AddMember {
    /// The hash of the first password.
    type Prepared = String;

    async fn prepare(&self, market: &Market, _: &Actor) -> Result<String, AppError> {
        if self.password.is_empty() {
            Ok(String::new())
        } else {
            password::hash(market, &self.password).await
        }
    }

    async fn handle(self, ctx: &mut Ctx<'_>, hash: String) -> Result<PersonId, Refusal> {
        let everyone = ctx.operator()?;
        let organisation = super::organisation(ctx, self.organisation)
            .await?
            .ok_or(AppError::NotFound)?;
        if self.roles.iter().any(|r| r.kind() != organisation.kind) {
            return Err(AppError::field("roles", Code::UnknownChoice).into());
        }
        let email = normal_email(&self.email);
        super::team::lock(ctx, self.organisation).await?;
        let found = ctx
            .one(ctx.query(
                everyone,
                sql!("SELECT id FROM person WHERE email = $1 AND {scope:none}"),
                [email.clone().into()],
            ))
            .await?;
        let person: PersonId = match found {
            Some(row) => row.id("id")?,
            None if hash.is_empty() => return Err(AppError::field("password", Code::Required).into()),
            None => {
                let id: PersonId = ctx.new_id();
                let inserted = ctx
                    .execute(ctx.query(
                        everyone,
                        sql!("INSERT INTO person (id, email, name, password_hash, created_at) SELECT $1, $2, $3, $4, $5 WHERE {scope:none} ON CONFLICT DO NOTHING"),
                        [
                            id.to_string().into(),
                            email.clone().into(),
                            self.name.trim().to_owned().into(),
                            hash.into(),
                            ctx.now_micros(),
                        ],
                    ))
                    .await?;
                if inserted == 0 {
                    return Err(AppError::field("email", Code::NotUnique).into());
                }
                id
            }
        };
        if super::team::roles_of(ctx, self.organisation, person)
            .await?
            .is_empty()
        {
            super::team::has_room(ctx, self.organisation).await?;
        }
        super::team::add_roles(ctx, self.organisation, person, &self.roles).await?;
        ctx.audit_object(person);
        ctx.audit_change(None::<&()>, Some(&(&email, &self.organisation, &self.roles)));
        Ok(person)
    }

    fn sample(world: &World) -> Sample<Self> {
        world.operator_object("organisation", |id| AddMember {
            organisation: crate::door::id(id),
            email: "new.colleague@demo.test".into(),
            name: "New colleague".into(),
            roles: vec![Role::Developer],
            password: "a long enough one".into(),
        })
    }
}

impl Handler for ListOrganisations {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }
    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<Page<OrganisationRow>, Refusal> {
        let scope = ctx.operator()?;
        let filter = |q: Query| {
            let q = q.and_if("kind = {}", self.kind.map(OrganisationKind::as_str));
            pages::naming(q, &["name_zh", "name_en"], &self.search)
        };
        let rows = ctx.query(
            scope,
            sql!(
                "SELECT id, kind, name_zh, name_en, created_at,
                   (SELECT COUNT(DISTINCT m.person_id) FROM membership m WHERE m.organisation_id = organisation.id) AS people
                 FROM organisation WHERE {scope:none}"
            ),
            [],
        );
        let count = pages::count(
            ctx,
            filter(ctx.query(
                scope,
                sql!("SELECT 1 AS one FROM organisation WHERE {scope:none}"),
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
            Ok(OrganisationRow {
                id: row.id("id")?,
                kind: row.state("kind", OrganisationKind::parse)?,
                name: row.bilingual("name")?,
                people: row.count("people")?,
                created_at: row.time("created_at")?,
            })
        })
        .await
    }
    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(ListOrganisations::default())
    }
}

/// The first operator, or another administrator: `guildhall admin create`.
#[derive(Debug, Clone)]
pub struct NewAdministrator {
    /// Their address.
    pub email: String,
    /// Their name.
    pub name: String,
    /// Their password.
    pub password: String,
}

/// Creates an administrator, and the operator's organisation when there is none. For the command line only.
///
/// # Errors
/// What the operations refuse with.
pub async fn create_administrator(market: &Market, new: NewAdministrator) -> Result<PersonId, AppError> {
    let actor = Actor::System("admin create");
    let operators = market
        .act(
            &actor,
            ListOrganisations {
                kind: Some(OrganisationKind::Operator),
                ..ListOrganisations::default()
            },
        )
        .await?;
    let organisation = match operators.rows.last() {
        Some(row) => row.id,
        None => {
            let create = CreateOrganisation {
                kind: OrganisationKind::Operator,
                name: Bilingual::new("平台运营", "Marketplace operations"),
                contact_mail: new.email.clone(),
                contact_phone: String::new(),
            };
            market.act(&actor, create).await?
        }
    };
    let add = AddMember {
        organisation,
        email: new.email,
        name: new.name,
        roles: vec![Role::Administrator],
        password: new.password,
    };
    market.act(&actor, add).await
}
