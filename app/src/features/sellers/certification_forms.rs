//! `POST /form/sellers/…` of the business certification and of the operator's page of transfers.

use crate::forms::{Outcome, Posted, Refused};
use guildhall_sdk::{
    finding::{Code, Finding},
    ids::OrganisationId,
    money::{Currency, Money},
    portal::{AppError, Operation},
    sellers::{
        CertificationContent, CertificationGroup, ConfirmTransfer, GetCertification, RecordTransfer,
        SaveCertification, SetFinanceContact, SubmitCertification, UnlockCertification,
        WithdrawCertification,
    },
};

const PAGE: &str = "/seller/certification";
const TRANSFERS: &str = "/ops/transfers";

/// Takes a form by its name.
pub async fn submit(name: &str, posted: &Posted) -> Option<Result<Outcome, Refused>> {
    Some(match name {
        "certification" => save(posted).await,
        "certification-start" => start(posted).await,
        "certification-amount" => amount(posted).await,
        "certification-withdraw" => withdraw(posted).await,
        "certification-contact" => contact(posted).await,
        "record-transfer" => record(posted).await,
        "unlock-certification" => unlock(posted).await,
        _ => return None,
    })
}

fn version(posted: &Posted, page: &str) -> Result<i64, Refused> {
    let version = posted.fields.text("version").parse();
    version.map_err(|_| Refused::fields(vec![Finding::error("version", Code::NotANumber)], page))
}

/// One group is saved; the next one follows.
async fn save(posted: &Posted) -> Result<Outcome, Refused> {
    let fields = &posted.fields;
    let Some(group) = CertificationGroup::parse(fields.text("group")) else {
        return Err(Refused {
            error: AppError::malformed("group"),
            page: PAGE.into(),
        });
    };
    let page = format!("{PAGE}?step={}", group.as_str());
    let text = |name: &str| fields.text(name).to_owned();
    // Which kind of taxpayer is a choice that must be made, not a box that may stay empty.
    let taxpayer = match fields.text("taxpayer") {
        "general" => Some(true),
        "small" => Some(false),
        _ => None,
    };
    let request = SaveCertification {
        version: version(posted, &page)?,
        group,
        content: CertificationContent {
            company: text("company"),
            tax_number: text("tax_number"),
            general_taxpayer: taxpayer.unwrap_or_default(),
            tax_rate: fields.text("tax_rate").parse().ok(),
            bank: text("bank"),
            account_name: text("account_name"),
            account_number: text("account_number"),
            contact_name: text("contact_name"),
            contact_phone: text("contact_phone"),
            contact_mail: text("contact_mail"),
        },
    };
    if group == CertificationGroup::Company && taxpayer.is_none() {
        let mut findings = request.validate();
        findings.push(Finding::error("taxpayer", Code::Required));
        return Err(Refused::fields(findings, &page).rename(field));
    }
    posted
        .run(request, &page)
        .await
        .map_err(|refused| refused.rename(field))?;
    let next = match group {
        CertificationGroup::Company => "bank",
        CertificationGroup::Bank => "contact",
        CertificationGroup::Contact => "check",
    };
    Ok(Outcome::Redirect(format!("{PAGE}?step={next}&done=saved")))
}

/// The form's field of a path of the operation.
fn field(path: &str) -> String {
    match path.strip_prefix("content.").unwrap_or(path) {
        "general_taxpayer" => "taxpayer".to_owned(),
        name => name.to_owned(),
    }
}

/// What was kept is handed in, on the version that was looked at.
async fn start(posted: &Posted) -> Result<Outcome, Refused> {
    let page = format!("{PAGE}?step=check");
    let version = version(posted, &page)?;
    let kept = posted.run(GetCertification {}, &page).await?;
    let request = SubmitCertification {
        version,
        content: kept.content,
    };
    posted
        .run(request, &page)
        .await
        .map_err(|refused| refused.rename(field))?;
    Ok(Outcome::Redirect(format!("{PAGE}?done=started")))
}

async fn amount(posted: &Posted) -> Result<Outcome, Refused> {
    let typed = posted.fields.text("amount");
    let code = if typed.trim().is_empty() {
        Code::Required
    } else {
        Code::TransferAmountBad
    };
    let amount = Money::parse(typed, Currency::CNY)
        .filter(|_| !typed.trim().is_empty())
        .ok_or_else(|| Refused::fields(vec![Finding::error("amount", code)], PAGE))?;
    posted.run(ConfirmTransfer { amount }, PAGE).await?;
    Ok(Outcome::Redirect(format!("{PAGE}?done=confirmed")))
}

async fn withdraw(posted: &Posted) -> Result<Outcome, Refused> {
    let request = WithdrawCertification {
        version: version(posted, PAGE)?,
    };
    posted.run(request, PAGE).await?;
    Ok(Outcome::Redirect(format!("{PAGE}?done=withdrawn")))
}

async fn contact(posted: &Posted) -> Result<Outcome, Refused> {
    let text = |name: &str| posted.fields.text(name).to_owned();
    let request = SetFinanceContact {
        contact_name: text("contact_name"),
        contact_phone: text("contact_phone"),
        contact_mail: text("contact_mail"),
    };
    posted.run(request, PAGE).await?;
    Ok(Outcome::Redirect(format!("{PAGE}?done=contact")))
}

async fn record(posted: &Posted) -> Result<Outcome, Refused> {
    let sent = match posted.fields.text("act") {
        "sent" => true,
        "failed" => false,
        _ => {
            return Err(Refused {
                error: AppError::malformed("act"),
                page: TRANSFERS.into(),
            });
        }
    };
    let request = RecordTransfer {
        seller: posted.id("seller")?,
        transfer: posted.id("transfer")?,
        sent,
    };
    posted.run(request, TRANSFERS).await?;
    Ok(Outcome::Redirect(format!("{TRANSFERS}?done=recorded")))
}

async fn unlock(posted: &Posted) -> Result<Outcome, Refused> {
    let seller: OrganisationId = posted.id("seller")?;
    let request = UnlockCertification {
        seller,
        reason: posted.fields.text("reason").to_owned(),
    };
    posted.run(request, TRANSFERS).await?;
    Ok(Outcome::Redirect(format!("{TRANSFERS}?done=unlocked")))
}
