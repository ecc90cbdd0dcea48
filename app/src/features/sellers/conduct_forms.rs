//! `POST /form/sellers/…` of tier and points.

use crate::forms::{Outcome, Posted, Refused};
use guildhall_sdk::{
    finding::{Code, Finding},
    ids::OrganisationId,
    portal::AppError,
    sellers::{
        AppealDeduction, DecideAppeal, RecordDeduction, SellerTier, SetSellerTier, Violation, WatchList,
    },
};

const COMPANY: &str = "/seller/company";

/// Takes a form by its name.
pub async fn submit(name: &str, posted: &Posted) -> Option<Result<Outcome, Refused>> {
    Some(match name {
        "appeal" => appeal(posted).await,
        "record-deduction" => record(posted).await,
        "decide-appeal" => decide(posted).await,
        "set-tier" => set_tier(posted).await,
        _ => return None,
    })
}

async fn appeal(posted: &Posted) -> Result<Outcome, Refused> {
    let appeal = AppealDeduction {
        deduction: posted.id("deduction")?,
        text: posted.fields.text("text").to_owned(),
    };
    posted.run(appeal, COMPANY).await?;
    Ok(Outcome::Redirect(format!("{COMPANY}?done=appealed")))
}

/// The seller a form of the operator's is about, and its page.
fn seller(posted: &Posted) -> Result<(OrganisationId, String), Refused> {
    let seller: OrganisationId = posted.id("seller")?;
    Ok((seller, format!("/ops/conduct/{seller}")))
}

async fn record(posted: &Posted) -> Result<Outcome, Refused> {
    let (seller, page) = seller(posted)?;
    let f = &posted.fields;
    let mut findings = Vec::new();
    let violation = Violation::parse(f.text("violation"));
    if violation.is_none() {
        findings.push(Finding::error("violation", Code::Required));
    }
    let typed = f.text("points").trim();
    let points = match (typed, violation.and_then(Violation::points)) {
        ("", Some(fixed)) => Some(fixed),
        ("", None) => None,
        (typed, _) => typed.parse().ok(),
    };
    if points.is_none() && violation.is_some() {
        let code = if typed.is_empty() {
            Code::Required
        } else {
            Code::NotAWholeNumber
        };
        findings.push(Finding::error("points", code));
    }
    let list = WatchList::parse(f.text("listed"));
    let day = f.text("listed_until").trim();
    let until = day.parse().ok();
    match (list, until, day) {
        (None, _, "") | (Some(_), Some(_), _) => {}
        (None, _, _) => findings.push(Finding::error("listed", Code::Required)),
        (Some(_), None, "") => findings.push(Finding::error("listed_until", Code::Required)),
        (Some(_), None, _) => findings.push(Finding::error("listed_until", Code::NotADate)),
    }
    let evidence = f.text("evidence").to_owned();
    let (Some(violation), Some(points), true) = (violation, points, findings.is_empty()) else {
        findings.extend(guildhall_sdk::sellers::check_conduct_text("evidence", &evidence));
        return Err(Refused::fields(findings, &page));
    };
    let request = RecordDeduction {
        seller,
        violation,
        points,
        evidence,
        listed: list.zip(until),
    };
    posted.run(request, &page).await?;
    Ok(Outcome::Redirect(format!("{page}?done=recorded")))
}

async fn decide(posted: &Posted) -> Result<Outcome, Refused> {
    let (_, page) = seller(posted)?;
    let lift = match posted.fields.text("act") {
        "lift" => true,
        "uphold" => false,
        _ => {
            return Err(Refused {
                error: AppError::malformed("act"),
                page,
            });
        }
    };
    let decide = DecideAppeal {
        deduction: posted.id("deduction")?,
        lift,
        decision: posted.fields.text("decision").to_owned(),
    };
    posted.run(decide, &page).await?;
    Ok(Outcome::Redirect(format!("{page}?done=decided")))
}

async fn set_tier(posted: &Posted) -> Result<Outcome, Refused> {
    let (seller, page) = seller(posted)?;
    let tier = |name: &str| {
        SellerTier::parse(posted.fields.text(name))
            .ok_or_else(|| Refused::fields(vec![Finding::error(name, Code::UnknownChoice)], &page))
    };
    let set = SetSellerTier {
        seller,
        replaces: tier("replaces")?,
        tier: tier("tier")?,
        reason: posted.fields.text("reason").to_owned(),
    };
    posted.run(set, &page).await?;
    Ok(Outcome::Redirect(format!("{page}?done=tier")))
}
