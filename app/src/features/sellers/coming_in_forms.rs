//! `POST /form/sellers/…` of coming in: real-name authentication, application, agreements.

use super::parts::field_name;
use crate::forms::{Fields, Outcome, Posted, Refused};
use guildhall_sdk::{
    finding::{Code, Finding},
    lang::Bilingual,
    portal::AppError,
    sellers::{
        AgreementKind, ApplicationContent, Evidence, FilingKind, FinishJoining, IdentityContent,
        PublishAgreement, SaveApplication, SignAgreement, SubmitApplication, SubmitIdentity, WithdrawFiling,
    },
};

const IDENTITY: &str = "/seller/identity";
const APPLICATION: &str = "/seller/application";
const AGREEMENTS: &str = "/seller/agreements";
const PUBLISH: &str = "/ops/agreements";
const JOIN: &str = "/seller/join";

/// Takes a form by its name.
pub async fn submit(name: &str, posted: &Posted) -> Option<Result<Outcome, Refused>> {
    Some(match name {
        "identity" => identity(posted).await,
        "application" => application(posted).await,
        "store" => super::store_forms::store(posted).await,
        "withdraw" => withdraw(posted).await,
        "sign" => sign(posted).await,
        "publish" => publish(posted).await,
        "finish" => finish(posted).await,
        _ => return None,
    })
}

fn version(fields: &Fields, page: &str) -> Result<i64, Refused> {
    fields.text("version").parse().map_err(|_| Refused {
        error: AppError::malformed("version"),
        page: page.to_owned(),
    })
}

/// A file by the id in its field.
fn evidence(fields: &Fields, name: &str) -> Option<Evidence> {
    fields.text(name).parse().ok().map(Evidence::of)
}

async fn identity(posted: &Posted) -> Result<Outcome, Refused> {
    let f = &posted.fields;
    let text = |name: &str| f.text(name).to_owned();
    let request = SubmitIdentity {
        version: version(f, IDENTITY)?,
        content: IdentityContent {
            company: text("company"),
            credit_code: text("credit_code"),
            representative: text("representative"),
            agent: text("agent"),
            licence: evidence(f, "licence"),
            authorisation: evidence(f, "authorisation"),
        },
    };
    posted
        .run(request, IDENTITY)
        .await
        .map_err(|refused| refused.rename(field_name))?;
    Ok(Outcome::Redirect(format!("{IDENTITY}?done=submitted")))
}

async fn application(posted: &Posted) -> Result<Outcome, Refused> {
    let f = &posted.fields;
    let version = version(f, APPLICATION)?;
    let (content, mut findings) = read(f);
    let rename = |refused: Refused| refused.rename(field_name);
    if f.text("act") == "save" {
        // What does not read as a number or a day cannot be kept as one.
        if !findings.is_empty() {
            return Err(Refused::fields(findings, APPLICATION));
        }
        posted
            .run(SaveApplication { version, content }, APPLICATION)
            .await
            .map_err(rename)?;
        return Ok(Outcome::Redirect(format!("{APPLICATION}?done=saved")));
    }
    if !findings.is_empty() {
        // The rules run at the door; what does not even read is named beside whatever they find.
        let refused = posted
            .run(SubmitApplication { version, content }, APPLICATION)
            .await;
        if let Err(refused) = refused {
            let found = rename(refused).error;
            findings.extend(
                found
                    .findings()
                    .iter()
                    .filter(|found| findings.iter().all(|f| f.path != found.path))
                    .cloned()
                    .collect::<Vec<_>>(),
            );
        }
        return Err(Refused::fields(findings, APPLICATION));
    }
    posted
        .run(SubmitApplication { version, content }, APPLICATION)
        .await
        .map_err(rename)?;
    Ok(Outcome::Redirect(format!("{APPLICATION}?done=submitted")))
}

/// What was typed as an application, and what of it is no number or day.
fn read(f: &Fields) -> (ApplicationContent, Vec<Finding>) {
    let mut findings = Vec::new();
    let text = |name: &str| f.text(name).to_owned();
    let mut number = |name: &str| {
        let typed = f.text(name).trim();
        if typed.is_empty() {
            return None;
        }
        let read = typed.parse().ok();
        if read.is_none() {
            findings.push(Finding::error(name, Code::NotAWholeNumber));
        }
        read
    };
    let (employees, staff, capital) = (number("employees"), number("staff"), number("capital"));
    let (service_days, service_hours) = (number("service_days"), number("service_hours"));
    let day = f.text("founded_on").trim();
    let founded_on = day.parse().ok();
    if founded_on.is_none() && !day.is_empty() {
        findings.push(Finding::error("founded_on", Code::NotADate));
    }
    let content = ApplicationContent {
        website: text("website"),
        introduction: Bilingual::new(text("introduction_zh"), text("introduction_en")),
        founded_on,
        employees,
        staff,
        capital,
        contact_name: text("contact_name"),
        contact_phone: text("contact_phone"),
        contact_mail: text("contact_mail"),
        country: text("country"),
        province: text("province"),
        city: text("city"),
        street: text("street"),
        zip: text("zip"),
        service_phone: text("service_phone"),
        service_mail: text("service_mail"),
        service_days,
        service_hours,
        licence: evidence(f, "licence"),
        rights: evidence(f, "rights"),
        tax_residency: text("tax_residency"),
        tin: text("tin"),
        account_identifier: text("account_identifier"),
        no_other_plan: f.ticked("no_other_plan"),
        accepted: f.ticked("accepted"),
    };
    (content, findings)
}

async fn withdraw(posted: &Posted) -> Result<Outcome, Refused> {
    let (kind, page) = match posted.fields.text("kind") {
        "identity" => (FilingKind::Identity, IDENTITY),
        "store" => (FilingKind::Store, "/seller/store"),
        _ => (FilingKind::Application, APPLICATION),
    };
    posted.run(WithdrawFiling { kind }, page).await?;
    Ok(Outcome::Redirect(format!("{page}?done=withdrawn")))
}

async fn sign(posted: &Posted) -> Result<Outcome, Refused> {
    let f = &posted.fields;
    let sign = SignAgreement {
        agreement: posted.id("agreement").map_err(|r| Refused {
            page: AGREEMENTS.into(),
            ..r
        })?,
        sha256: f.text("sha256").to_owned(),
        name: f.text("name").to_owned(),
        accepted: f.ticked("accepted"),
    };
    posted.run(sign, AGREEMENTS).await?;
    Ok(Outcome::Redirect(format!("{AGREEMENTS}?done=signed")))
}

async fn publish(posted: &Posted) -> Result<Outcome, Refused> {
    let f = &posted.fields;
    let text = |name: &str| f.text(name).to_owned();
    let unread = |what: &str| Refused {
        error: AppError::malformed(what),
        page: PUBLISH.into(),
    };
    let publish = PublishAgreement {
        kind: AgreementKind::parse(f.text("kind")).ok_or_else(|| unread("kind"))?,
        replaces: f.text("replaces").parse().map_err(|_| unread("replaces"))?,
        title: Bilingual::new(text("title_zh"), text("title_en")),
        body: Bilingual::new(text("body_zh"), text("body_en")),
    };
    posted
        .run(publish, PUBLISH)
        .await
        .map_err(|refused| refused.rename(field_name))?;
    Ok(Outcome::Redirect(format!("{PUBLISH}?done=published")))
}

async fn finish(posted: &Posted) -> Result<Outcome, Refused> {
    posted.run(FinishJoining {}, JOIN).await?;
    Ok(Outcome::Redirect(JOIN.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_number_or_day_is_named_at_its_field() {
        let typed = [
            ("employees", "sixty"),
            ("staff", " 20 "),
            ("founded_on", "2019-13-01"),
            ("capital", ""),
        ];
        let fields = Fields(typed.map(|(n, v)| (n.to_owned(), v.to_owned())).into());
        let (content, findings) = read(&fields);
        assert_eq!(
            (content.staff, content.employees, content.capital),
            (Some(20), None, None)
        );
        let found: Vec<_> = findings.iter().map(|f| (f.path.as_str(), f.code)).collect();
        assert_eq!(
            found,
            [
                ("employees", Code::NotAWholeNumber),
                ("founded_on", Code::NotADate)
            ]
        );
    }
}
