//! The forms of this feature: `offers/create`, `offers/revoke`, `offers/reissue`.

use super::percents::field;
use crate::forms::{Fields, Outcome, Posted, Refused};
use chrono::NaiveDate;
use guildhall_sdk::{
    finding::{Code, Finding},
    ids::{ListingId, OfferId, SpecId},
    money::BasisPoints,
    offers::{CreateOffer, OFFER_MAX_ORDERS, OfferLineInput, ReissueOfferLink, RevokeOffer},
    portal::Operation,
};

/// Takes a form by its name.
pub async fn submit(name: &str, posted: &Posted) -> Option<Result<Outcome, Refused>> {
    match name {
        "create" => Some(create(posted).await),
        "revoke" => Some(revoke(posted).await),
        "reissue" => Some(reissue(posted).await),
        _ => None,
    }
}

async fn create(posted: &Posted) -> Result<Outcome, Refused> {
    let listing: ListingId = posted.id("listing")?;
    let page = format!("/seller/offers/new?listing={listing}");
    let read = read(&posted.fields, listing);
    let names = read.names;
    let request = read
        .request
        .map_err(|findings| Refused::fields(findings, &page))?;
    let offer = posted
        .run(request, &page)
        .await
        .map_err(|r| r.rename(|path| form_name(path, &names)))?;
    Ok(Outcome::Redirect(format!(
        "/seller/offers/{}?done=created",
        offer.terms.id
    )))
}

/// What the form says, and the names of the fields its lines came from.
struct Read {
    request: Result<CreateOffer, Vec<Finding>>,
    names: Vec<String>,
}

/// Reads the form. Everything that is wrong is said at once: what cannot be read, and what the operation's own rules
/// say of the rest.
fn read(fields: &Fields, listing: ListingId) -> Read {
    let mut findings = Vec::new();
    let mut names = Vec::new();
    let mut lines = Vec::new();
    let mut unread = false;
    let mut first = None;
    for (spec, text) in fields.starting("percent-") {
        let Ok(spec) = spec.parse::<SpecId>() else {
            continue;
        };
        first.get_or_insert_with(|| field(spec));
        if text.trim().is_empty() {
            continue;
        }
        match BasisPoints::parse_percent(text) {
            Some(percent) => {
                lines.push(OfferLineInput { spec, percent });
                names.push(field(spec));
            }
            None => {
                unread = true;
                let finding = Finding::error(field(spec), Code::OutOfRange);
                findings.push(finding.with("min", "0.01").with("max", 100));
            }
        }
    }
    let mut day = |name: &str| {
        let text = fields.text(name).trim();
        if text.is_empty() {
            return None;
        }
        let day = text.parse::<NaiveDate>().ok();
        if day.is_none() {
            findings.push(Finding::error(name, Code::NotADate));
        }
        day
    };
    let (starts_on, ends_on) = (day("starts_on"), day("ends_on"));
    if fields.text("ends_on").trim().is_empty() {
        findings.push(Finding::error("ends_on", Code::Required));
    }
    let max_orders = fields.text("max_orders").trim().parse().unwrap_or(0);
    let request = CreateOffer {
        name: fields.text("name").to_owned(),
        customer_email: fields.text("customer_email").to_owned(),
        listing,
        starts_on,
        // Without a day the rule about the two days has nothing to say.
        ends_on: ends_on.unwrap_or(NaiveDate::MAX),
        lines,
        max_orders,
    };
    if findings.is_empty() {
        // The first field stands for "no discount at all".
        names.extend(first.filter(|_| names.is_empty()));
        return Read {
            request: Ok(request),
            names,
        };
    }
    let said = request
        .validate()
        .into_iter()
        .filter(|f| !(unread && f.path == "lines"));
    let anchors = if names.is_empty() {
        first.into_iter().collect()
    } else {
        names.clone()
    };
    findings.extend(said.map(|mut f| {
        f.path = form_name(&f.path, &anchors);
        f
    }));
    Read {
        request: Err(findings),
        names,
    }
}

/// The form's name of an operation's field.
fn form_name(path: &str, lines: &[String]) -> String {
    if let Some(rest) = path.strip_prefix("lines") {
        let index = rest
            .split('.')
            .nth(1)
            .and_then(|i| i.parse::<usize>().ok())
            .unwrap_or(0);
        return lines.get(index).cloned().unwrap_or_default();
    }
    match path {
        // The product is no field of this step: it is said of the whole form.
        "listing" => String::new(),
        other => other.to_owned(),
    }
}

async fn revoke(posted: &Posted) -> Result<Outcome, Refused> {
    let offer: OfferId = posted.id("offer")?;
    let page = format!("/seller/offers/{offer}");
    posted.run(RevokeOffer { offer }, &page).await?;
    Ok(Outcome::Redirect(format!("{page}?done=revoked")))
}

async fn reissue(posted: &Posted) -> Result<Outcome, Refused> {
    let offer: OfferId = posted.id("offer")?;
    let page = format!("/seller/offers/{offer}");
    posted.run(ReissueOfferLink { offer }, &page).await?;
    Ok(Outcome::Redirect(format!("{page}?done=reissued")))
}

const _: () = assert!(
    OFFER_MAX_ORDERS > 0,
    "an unreadable count is read as 0, which must be out of range"
);

#[cfg(test)]
mod tests {
    use super::*;

    const A: &str = "0190f3b2-7c1e-7a55-9d0e-2f6f0a1b2c3d";
    const B: &str = "0190f3b2-7c1e-7a55-9d0e-2f6f0a1b2c3e";

    fn form(changes: &[(&str, &str)]) -> Read {
        let mut values = vec![
            ("name".to_owned(), "spring".to_owned()),
            ("customer_email".to_owned(), "buyer@example.com".to_owned()),
            ("starts_on".to_owned(), String::new()),
            ("ends_on".to_owned(), "2026-12-31".to_owned()),
            (format!("percent-{A}"), String::new()),
            (format!("percent-{B}"), "12.5 %".to_owned()),
            ("max_orders".to_owned(), "1".to_owned()),
        ];
        for (name, value) in changes {
            for (_, old) in values.iter_mut().filter(|(n, _)| n == name) {
                *old = (*value).to_owned();
            }
        }
        read(&Fields(values), A.parse().expect("id"))
    }

    #[test]
    fn a_spec_without_a_percentage_is_not_offered_and_findings_find_their_field() {
        let read = form(&[]);
        let request = read.request.expect("nothing is wrong");
        assert_eq!(
            request.lines,
            [OfferLineInput {
                spec: B.parse().expect("id"),
                percent: BasisPoints(1250)
            }]
        );
        assert_eq!(request.starts_on, None);
        for (path, expected) in [
            ("lines.0.percent", format!("percent-{B}")),
            ("lines.0.spec", format!("percent-{B}")),
            ("lines", format!("percent-{B}")),
            ("listing", String::new()),
            ("customer_email", "customer_email".to_owned()),
        ] {
            assert_eq!(form_name(path, &read.names), expected, "{path}");
        }
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once_at_its_field() {
        let (a, b) = (format!("percent-{A}"), format!("percent-{B}"));
        type Case<'a> = (&'a [(&'a str, &'a str)], &'a [(&'a str, Code)]);
        let cases: &[Case<'_>] = &[
            (&[(&b, "abc")], &[(&b, Code::OutOfRange)]),
            (&[(&b, "101"), (&a, "5")], &[(&b, Code::OutOfRange)]),
            (&[("ends_on", "")], &[("ends_on", Code::Required)]),
            (
                &[
                    ("ends_on", "tomorrow"),
                    ("starts_on", "31/12/2026"),
                    ("name", " "),
                ],
                &[
                    ("starts_on", Code::NotADate),
                    ("ends_on", Code::NotADate),
                    ("name", Code::Required),
                ],
            ),
            (
                &[("ends_on", ""), (&b, "")],
                &[("ends_on", Code::Required), (&a, Code::OfferNoLine)],
            ),
            (
                &[("ends_on", "?"), ("max_orders", "many")],
                &[("ends_on", Code::NotADate), ("max_orders", Code::OutOfRange)],
            ),
        ];
        for (changes, expected) in cases {
            let findings = form(changes).request.expect_err("something is wrong");
            let said: Vec<(&str, Code)> = findings.iter().map(|f| (f.path.as_str(), f.code)).collect();
            assert_eq!(said, *expected, "{changes:?}");
        }
    }

    #[test]
    fn no_discount_at_all_is_said_at_the_first_field() {
        let read = form(&[(&format!("percent-{B}"), "")]);
        assert!(read.request.is_ok(), "the operation itself refuses it");
        assert_eq!(form_name("lines", &read.names), format!("percent-{A}"));
    }
}
