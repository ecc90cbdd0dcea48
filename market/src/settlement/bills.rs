//! Bills: the list, one bill, its way from 待会签 to 已支付 (`domain/business.md` §6.3).

use super::{conditions::settles, walk};
use crate::{
    Actor, Ctx, Market, Refusal,
    db::{DbErr, Query, Row, Scope},
    door::{Handler, Sample, World, id},
    pages::{self, Keyset},
    sql,
};
use guildhall_sdk::{
    finding::{Code, Finding},
    ids::{BillId, OrganisationId},
    lang::Lang,
    listings::TradeClass,
    money::BasisPoints,
    portal::{AppError, Conflict, Page},
    settlement::{AdvanceBill, BILL_RUNNERS, BillEvent, BillRow, BillState, BillView, GetBill, ListBills},
    time::Period,
};

/// Longest note.
const NOTE_MAX: usize = 500;

/// A period as lists are ordered by it: 202611.
pub(super) fn month(period: Period) -> i64 {
    period.to_string().parse().unwrap_or_default()
}

/// Bills that are complete; one that is being filled is nobody's business yet.
fn complete(ctx: &Ctx<'_>, scope: Scope) -> Query {
    ctx.query(
        scope,
        sql!(
            "SELECT b.id, b.period, b.month, b.seller_id, o.name_zh, o.name_en, b.class, b.state, b.gross, b.fee, b.net, b.lines,
               b.currency, b.created_at, b.version, b.rate, b.rule, b.mixed_rates
             FROM bill b JOIN organisation o ON o.id = b.seller_id WHERE b.complete = 1 AND {scope:b.seller_id}"
        ),
        [],
    )
}

fn read(row: &Row) -> Result<BillRow, DbErr> {
    Ok(BillRow {
        id: row.id("id")?,
        period: row.parse("period")?,
        seller: row.id("seller_id")?,
        seller_name: row.bilingual("name")?,
        class: row.state("class", TradeClass::parse)?,
        state: row.state("state", BillState::parse)?,
        gross: row.money("gross")?,
        fee: row.money("fee")?,
        net: row.money("net")?,
        lines: row.count("lines")?,
        created_at: row.time("created_at")?,
    })
}

/// One bill, if the actor may see it: the seller's own, or any for the operator. Unknown and foreign look the same.
pub(super) async fn find(ctx: &Ctx<'_>, bill: BillId) -> Result<(BillRow, Row), Refusal> {
    let query = complete(ctx, ctx.own_or_operator()?).and("b.id = {}", [bill.to_string().into()]);
    let row = ctx.find(query).await?;
    Ok((read(&row)?, row))
}

/// Every bill of a period.
pub(super) async fn of_period(ctx: &Ctx<'_>, scope: Scope, period: Period) -> Result<Vec<BillRow>, DbErr> {
    let query = complete(ctx, scope)
        .and("b.month = {}", [month(period).into()])
        .push(" ORDER BY b.id", []);
    ctx.all(query).await?.iter().map(read).collect()
}

async fn view(ctx: &Ctx<'_>, bill: BillId) -> Result<BillView, Refusal> {
    let (row, stored) = find(ctx, bill).await?;
    let everyone = ctx.everywhere("the events of a bill whose scope was checked");
    let events = ctx
        .all(ctx.query(
            everyone,
            sql!("SELECT at, from_state, to_state, actor, note FROM bill_event WHERE bill_id = $1 AND {scope:none} ORDER BY seq"),
            [bill.to_string().into()],
        ))
        .await?;
    let runs = ctx.actor().has(BILL_RUNNERS);
    // A seller learns that the marketplace did it, not which of its people.
    let marketplace = match ctx.actor().signed() {
        Some(signed) if !runs => Some(
            crate::settings::read(ctx)
                .await?
                .settings
                .marketplace
                .get(signed.lang)
                .to_owned(),
        ),
        _ => None,
    };
    let event = |e: &Row| -> Result<BillEvent, DbErr> {
        Ok(BillEvent {
            at: e.time("at")?,
            from: e
                .text_or_none("from_state")?
                .as_deref()
                .and_then(BillState::parse),
            to: e.state("to_state", BillState::parse)?,
            by: marketplace.clone().map_or_else(|| e.text("actor"), Ok)?,
            note: e.text("note")?,
        })
    };
    Ok(BillView {
        version: stored.int("version")?,
        rate: BasisPoints(stored.small("rate")?),
        mixed_rates: stored.int("mixed_rates")? != 0,
        rule: stored.text("rule")?,
        events: events.iter().map(event).collect::<Result<_, _>>()?,
        next: if runs {
            row.state.next(invoiced(row.class)).to_vec()
        } else {
            Vec::new()
        },
        row,
    })
}

/// Joint and self-operated products pass 待开票 and 发票待审核.
fn invoiced(class: TradeClass) -> bool {
    class != TradeClass::Common
}

impl Handler for ListBills {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<Page<BillRow>, Refusal> {
        let scope = ctx.own_or_operator()?;
        let filter = |query: Query| {
            query
                .and_if("b.month = {}", self.period.map(month))
                .and_if("b.class = {}", self.class.map(|c| c.as_str().to_owned()))
                .and_if("b.state = {}", self.state.map(|s| s.as_str().to_owned()))
        };
        let counted = ctx.query(
            scope,
            sql!("SELECT 1 AS one FROM bill b WHERE b.complete = 1 AND {scope:b.seller_id}"),
            [],
        );
        let count = pages::count(ctx, filter(counted)).await?;
        let keyset = Keyset {
            key: "b.month",
            id: "b.id",
            descending: true,
        };
        pages::page(ctx, filter(complete(ctx, scope)), keyset, &self.page, count, read).await
    }

    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(ListBills::default())
    }
}

impl Handler for GetBill {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<BillView, Refusal> {
        view(ctx, self.bill).await
    }

    fn sample(world: &World) -> Sample<Self> {
        world.object("bill", |bill| GetBill { bill: id(bill) })
    }
}

impl Handler for AdvanceBill {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<BillView, Refusal> {
        let (before, stored) = find(ctx, self.bill).await?;
        // Money is said to have moved only by somebody who proved a moment ago who they are.
        if self.to == BillState::Paid {
            ctx.proved()?;
        }
        let current = stored.int("version")?;
        if current != self.version {
            return Err(AppError::conflict(Conflict::StaleVersion { current }).into());
        }
        let note = self.note.trim();
        let findings = check(&before, self.to, note);
        if !findings.is_empty() {
            return Err(AppError::Invalid { findings }.into());
        }
        if self.to.settles() && being_changed(ctx, before.seller).await? {
            return Err(AppError::field("to", Code::SettlementHeld).into());
        }
        let changed = ctx
            .execute(ctx.query(
                ctx.operator()?,
                sql!("UPDATE bill SET state = $2, version = version + 1 WHERE id = $1 AND version = $3 AND {scope:seller_id}"),
                [self.bill.to_string().into(), self.to.as_str().into(), self.version.into()],
            ))
            .await?;
        if changed == 0 {
            return Err(AppError::conflict(Conflict::StaleVersion { current: current + 1 }).into());
        }
        walk::event(ctx, self.bill, Some(before.state), self.to, note).await?;
        ctx.audit_object(self.bill);
        let of = |state: BillState, note: &str| serde_json::json!({ "state": state, "note": note });
        ctx.audit_change(Some(&of(before.state, "")), Some(&of(self.to, note)));
        view(ctx, self.bill).await
    }

    fn sample(world: &World) -> Sample<Self> {
        world.operator_object("bill", |bill| AdvanceBill {
            bill: id(bill),
            version: 1,
            to: BillState::Countersigning,
            note: String::new(),
        })
    }
}

/// True while the seller's certification is being changed, or its change came back: there is no account to settle to
/// (`domain/business.md` §1.5). A bill was made, so there was one.
async fn being_changed(ctx: &Ctx<'_>, seller: OrganisationId) -> Result<bool, Refusal> {
    let row = ctx
        .one(ctx.query(
            ctx.operator()?,
            sql!(concat!(
                "SELECT 1 AS one FROM certification WHERE seller_id = $1 AND ",
                settles!(""),
                " AND {scope:seller_id}"
            )),
            [seller.to_string().into()],
        ))
        .await?;
    Ok(row.is_none())
}

/// The rules of a step: it is in the table, and where something went wrong or money went out the note says what.
fn check(bill: &BillRow, to: BillState, note: &str) -> Vec<Finding> {
    use BillState::{CountersignRejected, Paid, PaymentDetailsWrong, RequestFailed, RequestRejected};
    let mut findings = Vec::new();
    if !bill.state.next(invoiced(bill.class)).contains(&to) {
        let both = |s: BillState| format!("{} / {}", s.words(Lang::Zh), s.words(Lang::En));
        findings.push(
            Finding::error("to", Code::BillTransition)
                .with("from", both(bill.state))
                .with("to", both(to)),
        );
    }
    let length = note.chars().count();
    let noted = [
        CountersignRejected,
        RequestFailed,
        PaymentDetailsWrong,
        RequestRejected,
        Paid,
    ];
    if length == 0 && noted.contains(&to) {
        findings.push(Finding::error("note", Code::Required));
    }
    if length > NOTE_MAX {
        findings.push(
            Finding::error("note", Code::TooLong)
                .with("max", NOTE_MAX)
                .with("actual", length),
        );
    }
    findings
}
