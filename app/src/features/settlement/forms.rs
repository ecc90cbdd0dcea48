//! `POST /form/bills/dry-run`, `run`, `advance`.

use super::{bills::OPERATOR, words::read_period};
use crate::forms::{Outcome, Posted, Refused};
use guildhall_sdk::{
    finding::{Code, Finding},
    ids::BillId,
    portal::AppError,
    settlement::{AdvanceBill, BillState, GetBill, RunBills},
    time::Period,
};

/// Takes a form by its name.
pub async fn submit(name: &str, posted: &Posted) -> Option<Result<Outcome, Refused>> {
    Some(match name {
        "dry-run" => dry_run(posted).await,
        "run" => run(posted).await,
        "advance" => advance(posted).await,
        _ => return None,
    })
}

/// Checks that the period can be run; its report has an address of its own.
async fn dry_run(posted: &Posted) -> Result<Outcome, Refused> {
    let page = posted.page_or(OPERATOR);
    let period = period(posted, "run_period", &page)?;
    let asked = posted
        .run(
            RunBills {
                period,
                dry_run: true,
            },
            &page,
        )
        .await;
    asked.map_err(|r| {
        r.rename(|path| {
            if path == "period" {
                "run_period".into()
            } else {
                path.into()
            }
        })
    })?;
    Ok(Outcome::Redirect(format!("{OPERATOR}/run?period={period}")))
}

async fn run(posted: &Posted) -> Result<Outcome, Refused> {
    let page = posted.page_or(OPERATOR);
    let period = period(posted, "period", &page)?;
    let report = posted
        .run(
            RunBills {
                period,
                dry_run: false,
            },
            &page,
        )
        .await?;
    Ok(Outcome::Redirect(format!(
        "{OPERATOR}?period={period}&done=run&billed={}",
        report.billed
    )))
}

fn period(posted: &Posted, name: &str, page: &str) -> Result<Period, Refused> {
    read_period(posted.fields.text(name)).ok_or_else(|| {
        let code = if posted.fields.text(name).trim().is_empty() {
            Code::Required
        } else {
            Code::NotAPeriod
        };
        Refused::fields(vec![Finding::error(name, code)], page)
    })
}

async fn advance(posted: &Posted) -> Result<Outcome, Refused> {
    let bill: BillId = posted.id("bill")?;
    let page = posted.page_or(&format!("{OPERATOR}/{bill}"));
    let fields = &posted.fields;
    let Some(to) = BillState::parse(fields.text("to")) else {
        return Err(Refused::fields(
            vec![Finding::error("to", Code::UnknownChoice)],
            &page,
        ));
    };
    let version = fields.text("version").parse().map_err(|_| Refused {
        error: AppError::malformed("version"),
        page: page.clone(),
    })?;
    let field = format!("note:{}", to.as_str());
    let note = fields.text(&field).trim().to_owned();
    let taken = posted
        .run(
            AdvanceBill {
                bill,
                version,
                to,
                note: note.clone(),
            },
            &page,
        )
        .await;
    if let Err(refused) = taken
        && !already(posted, bill, to, &note, &refused).await
    {
        return Err(refused.rename(|path| {
            if path == "note" {
                field.clone()
            } else {
                path.to_owned()
            }
        }));
    }
    Ok(Outcome::Redirect(format!("{page}?done=advanced")))
}

/// True when this very step is the last one made: the button was pressed twice.
async fn already(posted: &Posted, bill: BillId, to: BillState, note: &str, refused: &Refused) -> bool {
    if !matches!(refused.error, AppError::Conflict { .. }) {
        return false;
    }
    match posted.run(GetBill { bill }, OPERATOR).await {
        Ok(view) => {
            view.row.state == to
                && view
                    .events
                    .iter()
                    .max_by_key(|e| e.at)
                    .is_some_and(|e| e.to == to && e.note == note)
        }
        Err(_) => false,
    }
}
