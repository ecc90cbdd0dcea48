//! Rules that hold from a business day on: added, taken back before their day, looked up by date.

use super::{
    history::{Change, record, version},
    read,
};
use crate::{
    Market, accounts,
    db::{DbErr, Row},
    door::{Actor, Ctx, Handler, Refusal, Sample, World},
    sql,
};
use chrono::{DateTime, NaiveDate, Utc};
use guildhall_sdk::{
    finding::{Code, Finding},
    ids::{ListingId, OrganisationId, RuleId},
    lang::Bilingual,
    listings::TradeClass,
    money::BasisPoints,
    portal::{AppError, OrganisationKind},
    settings::{
        AddRule, ListRules, Rule, RuleKind, RuleRow, RuleScope, RuleState, RuleValue, Rules, Settings,
        SettingsPart, WithdrawRule, exempt_on, fee_on, in_force,
    },
    time::Zone,
};

/// Rules of a kind that were not taken back.
async fn rules(ctx: &Ctx<'_>, kind: RuleKind) -> Result<Vec<Rule>, DbErr> {
    let rows = ctx
        .all(ctx.query(
            ctx.everywhere("rules belong to no tenant"),
            sql!("SELECT id, from_day, scope, value FROM setting_rule WHERE kind = $1 AND withdrawn_at IS NULL AND {scope:none}"),
            [kind.as_str().into()],
        ))
        .await?;
    rows.iter().map(rule).collect()
}

fn rule(row: &Row) -> Result<Rule, DbErr> {
    Ok(Rule {
        id: row.id("id")?,
        from: row.parse("from_day")?,
        scope: row.json("scope")?,
        value: row.json("value")?,
    })
}

/// Settings as they are on a business day, for whoever no narrower rule is about.
pub(crate) async fn on(ctx: &Ctx<'_>, mut settings: Settings, day: NaiveDate) -> Result<Settings, DbErr> {
    let rows = ctx
        .all(ctx.query(
            ctx.everywhere("rules belong to no tenant"),
            sql!("SELECT id, from_day, scope, value FROM setting_rule WHERE scope_key = $1 AND from_day <= $2 AND withdrawn_at IS NULL AND {scope:none}"),
            [RuleScope::default().key().into(), day.to_string().into()],
        ))
        .await?;
    let rules = rows.iter().map(rule).collect::<Result<Vec<_>, _>>()?;
    for kind in RuleKind::ALL {
        match in_force(&rules, *kind, day, &RuleScope::default()).map(|r| r.value) {
            None => {}
            Some(RuleValue::Fee { rate }) => settings.fee = rate,
            Some(RuleValue::Exempt { up_to }) => settings.exempt_discount = up_to,
            Some(RuleValue::Billing { day, threshold_minor }) => {
                settings.bill_day = day;
                settings.bill_threshold_minor = threshold_minor;
            }
        }
    }
    Ok(settings)
}

/// Settings as they are today.
pub(crate) async fn today(ctx: &Ctx<'_>) -> Result<Settings, DbErr> {
    let settings = read(ctx).await?.settings;
    let day = settings.zone.date(ctx.now());
    on(ctx, settings, day).await
}

/// The fee by day, seller and class.
pub(crate) struct FeeRates {
    base: BasisPoints,
    rules: Vec<Rule>,
    zone: Zone,
}

impl FeeRates {
    /// The rate of lines that take effect on a business day.
    pub fn on(&self, day: NaiveDate, seller: OrganisationId, class: TradeClass) -> BasisPoints {
        fee_on(&self.rules, self.base, day, seller, class)
    }

    /// The rate of a line by the instant it took effect (`domain/business.md` §6.4: an order that was effective before
    /// a change keeps the old rule).
    pub fn at(&self, effective: DateTime<Utc>, seller: OrganisationId, class: TradeClass) -> BasisPoints {
        self.on(self.zone.date(effective), seller, class)
    }
}

/// Every fee there is; `stored` as [`read`] gives them.
pub(crate) async fn fee_rates(ctx: &Ctx<'_>, stored: &Settings) -> Result<FeeRates, DbErr> {
    Ok(FeeRates {
        base: stored.fee,
        rules: rules(ctx, RuleKind::Fee).await?,
        zone: stored.zone.clone(),
    })
}

/// Today's exempt ranges.
pub(crate) struct ExemptRanges {
    base: BasisPoints,
    rules: Vec<Rule>,
    day: NaiveDate,
}

impl ExemptRanges {
    /// Up to which discount an offer of a product is effective at once.
    pub fn of(&self, product: &RuleScope) -> BasisPoints {
        exempt_on(&self.rules, self.base, self.day, product)
    }
}

/// Today's exempt ranges; `stored` as [`read`] gives them.
pub(crate) async fn exempt(ctx: &Ctx<'_>, stored: &Settings) -> Result<ExemptRanges, DbErr> {
    Ok(ExemptRanges {
        base: stored.exempt_discount,
        rules: rules(ctx, RuleKind::Exempt).await?,
        day: stored.zone.date(ctx.now()),
    })
}

impl Handler for ListRules {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<Rules, Refusal> {
        let settings = today(ctx).await?;
        let today = settings.zone.date(ctx.now());
        let rows = ctx
            .all(ctx.query(
                ctx.operator()?,
                sql!(
                    "SELECT r.id, r.from_day, r.scope, r.value, r.added_by, r.created_at, r.note, r.withdrawn_at,
                       o.name_zh AS seller_zh, o.name_en AS seller_en, l.name_zh AS listing_zh, l.name_en AS listing_en
                     FROM setting_rule r LEFT JOIN organisation o ON o.id = r.seller_id LEFT JOIN listing l ON l.id = r.listing_id
                     WHERE {scope:none} ORDER BY r.from_day DESC, r.created_at DESC, r.id LIMIT 2000"
                ),
                [],
            ))
            .await?;
        let mut standing = Vec::new();
        for row in &rows {
            if row.int_or_none("withdrawn_at")?.is_none() {
                standing.push(rule(row)?);
            }
        }
        let name = |row: &Row, what: &str| -> Result<Option<Bilingual>, DbErr> {
            let zh = row.text_or_none(&format!("{what}_zh"))?;
            let en = row.text_or_none(&format!("{what}_en"))?;
            Ok(zh.zip(en).map(|(zh, en)| Bilingual { zh, en }))
        };
        let read = |row: &Row| -> Result<RuleRow, DbErr> {
            let rule = rule(row)?;
            let state = match row.int_or_none("withdrawn_at")? {
                Some(_) => RuleState::Withdrawn,
                None => RuleState::of(&rule, &standing, today),
            };
            Ok(RuleRow {
                rule,
                state,
                seller_name: name(row, "seller")?,
                listing_name: name(row, "listing")?,
                by: row.text("added_by")?,
                at: row.time("created_at")?,
                note: row.text("note")?,
            })
        };
        Ok(Rules {
            today,
            in_force: vec![
                RuleValue::Fee { rate: settings.fee },
                RuleValue::Exempt {
                    up_to: settings.exempt_discount,
                },
                RuleValue::Billing {
                    day: settings.bill_day,
                    threshold_minor: settings.bill_threshold_minor,
                },
            ],
            rules: rows.iter().map(read).collect::<Result<_, _>>()?,
        })
    }

    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(ListRules {})
    }
}

/// The seller somebody means: by its id, or by the address of one of its people.
async fn seller_named(ctx: &Ctx<'_>, text: &str) -> Result<Option<OrganisationId>, Refusal> {
    let text = text.trim();
    let Ok(id) = text.parse::<OrganisationId>() else {
        return Ok(accounts::organisation_of_email(ctx, text, OrganisationKind::Seller).await?);
    };
    let row = ctx
        .one(ctx.query(
            ctx.operator()?,
            sql!("SELECT id FROM organisation WHERE id = $1 AND kind = 'seller' AND {scope:none}"),
            [id.to_string().into()],
        ))
        .await?;
    Ok(row.map(|_| id))
}

async fn is_listing(ctx: &Ctx<'_>, listing: ListingId) -> Result<bool, Refusal> {
    let row = ctx
        .one(ctx.query(
            ctx.operator()?,
            sql!("SELECT id FROM listing WHERE id = $1 AND deleted_at IS NULL AND {scope:seller_id} AND {product:all}"),
            [listing.to_string().into()],
        ))
        .await?;
    Ok(row.is_some())
}

impl Handler for AddRule {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<RuleId, Refusal> {
        let settings = read(ctx).await?.settings;
        let kind = self.value.kind();
        let earliest = kind.earliest(settings.zone.date(ctx.now()));
        let mut findings = Vec::new();
        if self.from < earliest {
            findings.push(Finding::error("from", Code::RuleFromPast).with("min", earliest));
        }
        if let RuleValue::Exempt { up_to } = self.value
            && up_to > settings.max_discount
        {
            findings.push(
                Finding::error("value.up_to", Code::OutOfRange)
                    .with("min", 0)
                    .with("max", settings.max_discount.0),
            );
        }
        let mut scope = RuleScope {
            class: self.class,
            category: self.category,
            seller: None,
            listing: self.listing,
        };
        if !self.seller.trim().is_empty() {
            scope.seller = seller_named(ctx, &self.seller).await?;
            if scope.seller.is_none() {
                findings.push(Finding::error("seller", Code::Unknown));
            }
        }
        if let Some(listing) = scope.listing
            && !is_listing(ctx, listing).await?
        {
            findings.push(Finding::error("listing", Code::Unknown));
        }
        if !findings.is_empty() {
            return Err(AppError::Invalid { findings }.into());
        }
        let rule = Rule {
            id: ctx.new_id(),
            from: self.from,
            scope,
            value: self.value,
        };
        let added = ctx
            .execute(ctx.query(
                ctx.operator()?,
                sql!(
                    "INSERT INTO setting_rule (id, kind, from_day, scope_key, scope, seller_id, listing_id, value, added_by, created_at, note)
                     SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11 WHERE {scope:none} ON CONFLICT DO NOTHING"
                ),
                [
                    rule.id.to_string().into(),
                    kind.as_str().into(),
                    rule.from.to_string().into(),
                    scope.key().into(),
                    serde_json::to_string(&scope)?.into(),
                    scope.seller.map(|s| s.to_string()).into(),
                    scope.listing.map(|l| l.to_string()).into(),
                    serde_json::to_string(&rule.value)?.into(),
                    ctx.actor().label().into(),
                    ctx.now_micros(),
                    self.note.trim().to_owned().into(),
                ],
            ))
            .await?;
        if added == 0 {
            return Err(AppError::field("from", Code::RuleTaken).into());
        }
        let change = Change {
            part: SettingsPart::Rules,
            item: rule.id.to_string(),
            version: 1,
            note: &self.note,
            effective_from: Some(rule.from),
        };
        record(ctx, change, None::<&()>, Some(&rule)).await?;
        ctx.audit_object(rule.id);
        ctx.audit_change(None::<&()>, Some(&rule));
        Ok(rule.id)
    }

    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(AddRule {
            from: NaiveDate::from_ymd_opt(2999, 1, 1).unwrap_or_default(),
            value: RuleValue::Fee {
                rate: BasisPoints(500),
            },
            class: None,
            category: None,
            seller: String::new(),
            listing: None,
            note: String::new(),
        })
    }
}

impl Handler for WithdrawRule {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<(), Refusal> {
        let scope = ctx.operator()?;
        let row = ctx
            .find(ctx.query(
                scope,
                sql!("SELECT id, from_day, scope, value FROM setting_rule WHERE id = $1 AND withdrawn_at IS NULL AND {scope:none}"),
                [self.rule.to_string().into()],
            ))
            .await?;
        let rule = rule(&row)?;
        let today = read(ctx).await?.settings.zone.date(ctx.now());
        if rule.from <= today {
            return Err(AppError::field("rule", Code::RuleInForce).into());
        }
        let withdrawn = ctx
            .execute(ctx.query(
                scope,
                sql!("UPDATE setting_rule SET withdrawn_at = $2 WHERE id = $1 AND withdrawn_at IS NULL AND {scope:none}"),
                [self.rule.to_string().into(), ctx.now_micros()],
            ))
            .await?;
        if withdrawn == 0 {
            return Err(AppError::NotFound.into());
        }
        let item = self.rule.to_string();
        let change = Change {
            part: SettingsPart::Rules,
            version: version(ctx, SettingsPart::Rules, &item).await? + 1,
            item,
            note: "",
            effective_from: Some(rule.from),
        };
        record(ctx, change, Some(&rule), None::<&()>).await?;
        ctx.audit_object(rule.id);
        ctx.audit_change(Some(&rule), None::<&()>);
        Ok(())
    }

    fn sample(world: &World) -> Sample<Self> {
        world.operator_object("rule", |id| WithdrawRule {
            rule: crate::door::id(id),
        })
    }
}
