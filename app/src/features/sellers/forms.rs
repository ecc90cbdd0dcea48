//! `POST /form/sellers/…`: the business certification here, coming in beside it.

use crate::forms::{Outcome, Posted, Refused};
use guildhall_sdk::{
    finding::{Code, Finding},
    sellers::{CertificationContent, SubmitCertification},
};

const PAGE: &str = "/seller/certification";

/// Takes a form by its name.
pub async fn submit(name: &str, posted: &Posted) -> Option<Result<Outcome, Refused>> {
    match name {
        "certification" => Some(certification(posted).await),
        _ => match super::coming_in_forms::submit(name, posted).await {
            None => super::conduct_forms::submit(name, posted).await,
            taken => taken,
        },
    }
}

async fn certification(posted: &Posted) -> Result<Outcome, Refused> {
    let page = posted.page_or(PAGE);
    let fields = &posted.fields;
    let text = |name: &str| fields.text(name).to_owned();
    let version = fields
        .text("version")
        .parse()
        .map_err(|_| Refused::fields(vec![Finding::error("version", Code::NotANumber)], &page))?;
    // Which kind of taxpayer is a choice that must be made, not a box that may stay empty.
    let taxpayer = match fields.text("taxpayer") {
        "general" => Some(true),
        "small" => Some(false),
        _ => None,
    };
    let request = SubmitCertification {
        version,
        content: CertificationContent {
            company: text("company"),
            tax_number: text("tax_number"),
            general_taxpayer: taxpayer.unwrap_or_default(),
            bank: text("bank"),
            account_name: text("account_name"),
            account_number: text("account_number"),
            contact_name: text("contact_name"),
            contact_phone: text("contact_phone"),
            contact_mail: text("contact_mail"),
        },
    };
    if taxpayer.is_none() {
        use guildhall_sdk::portal::Operation;
        let mut findings = request.validate();
        findings.push(Finding::error("taxpayer", Code::Required));
        return Err(Refused::fields(findings, &page).rename(field));
    }
    posted
        .run(request, &page)
        .await
        .map_err(|refused| refused.rename(field))?;
    Ok(Outcome::Redirect(format!("{PAGE}?done=submitted")))
}

/// The form's field of a path of the operation.
fn field(path: &str) -> String {
    match path.strip_prefix("content.").unwrap_or(path) {
        "general_taxpayer" => "taxpayer".to_owned(),
        name => name.to_owned(),
    }
}
