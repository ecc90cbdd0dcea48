//! The forms of this feature: `orders/place` (posted by the offer's public page), `orders/pay`, `orders/cancel`,
//! `orders/provision`.

use crate::forms::{Outcome, Posted, Refused};
use guildhall_sdk::{
    finding::{Code, Finding},
    ids::{OrderId, SpecId},
    listings::Term,
    money::{Currency, Money},
    orders::{CancelOrder, ConfirmProvisioning, ORDER_MAX_QUANTITY, PayOrder, PlaceOrder, SandboxOutcome},
    portal::AppError,
};

/// Takes a form by its name.
pub async fn submit(name: &str, posted: &Posted) -> Option<Result<Outcome, Refused>> {
    match name {
        "place" => Some(place(posted).await),
        "pay" => Some(pay(posted).await),
        "cancel" => Some(cancel(posted).await),
        "provision" => Some(provision(posted).await),
        _ => None,
    }
}

/// The value of a price to choose: which spec, which term, and the price of one that was shown.
pub fn choice(spec: SpecId, term: Term, unit: Money) -> String {
    format!("{spec}|{term}|{}|{}", unit.minor, unit.currency.code())
}

/// Reads what [`choice`] wrote.
pub fn read_choice(text: &str) -> Option<(SpecId, Term, Money)> {
    let mut parts = text.split('|');
    let spec = parts.next()?.parse().ok()?;
    let term = Term::parse(parts.next()?)?;
    let minor = parts.next()?.parse().ok()?;
    let currency = parts
        .next()
        .map_or(Some(Currency::default()), Currency::from_code)?;
    Some((spec, term, Money { minor, currency }))
}

/// A count as typed, full-width digits included; what is no count is 0, which no rule allows.
fn count(text: &str) -> u32 {
    let digits: Option<String> = text
        .trim()
        .chars()
        .map(|c| match c {
            '0'..='9' => Some(c),
            '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10),
            _ => None,
        })
        .collect();
    digits.and_then(|d| d.parse().ok()).unwrap_or(0)
}

fn quantity_range() -> Finding {
    Finding::error("quantity", Code::OutOfRange)
        .with("min", 1)
        .with("max", ORDER_MAX_QUANTITY)
}

async fn place(posted: &Posted) -> Result<Outcome, Refused> {
    let fields = &posted.fields;
    let token = fields.text("token");
    // It becomes part of a path.
    if token.is_empty()
        || !token
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    {
        return Err(Refused {
            error: AppError::NotFound,
            page: "/o/-".into(),
        });
    }
    let page = format!("/o/{token}");
    // A browser leaves the field out only when the page had none.
    let quantity = if fields.ticked("quantity") {
        count(fields.text("quantity"))
    } else {
        1
    };
    let terms_accepted = fields.ticked("terms_accepted");
    let chosen = fields.text("choice");
    let Some((spec, term, unit)) = read_choice(chosen) else {
        let code = if chosen.is_empty() {
            Code::Required
        } else {
            Code::UnknownChoice
        };
        let mut findings = vec![Finding::error("choice", code)];
        if !(1..=ORDER_MAX_QUANTITY).contains(&quantity) {
            findings.push(quantity_range());
        }
        if !terms_accepted {
            findings.push(Finding::error("terms_accepted", Code::TermsNotAccepted));
        }
        return Err(Refused::fields(findings, &page));
    };
    let expected = unit
        .times(i64::from(quantity))
        .map_err(|_| Refused::fields(vec![quantity_range()], &page))?;
    let request = PlaceOrder {
        token: token.to_owned(),
        spec,
        term,
        quantity,
        expected,
        terms_accepted,
    };
    let order = posted.run(request, &page).await.map_err(|refused| {
        refused.rename(|path| match path {
            "spec" | "term" | "expected" => "choice".to_owned(),
            other => other.to_owned(),
        })
    })?;
    Ok(Outcome::Redirect(format!("/my/orders/{}", order.id)))
}

async fn pay(posted: &Posted) -> Result<Outcome, Refused> {
    let order: OrderId = posted.id("order")?;
    let page = format!("/my/orders/{order}");
    let outcome = match posted.fields.text("outcome") {
        "succeed" => SandboxOutcome::Succeed,
        "fail" => SandboxOutcome::Fail,
        "later" => SandboxOutcome::Later,
        _ => {
            return Err(Refused::fields(
                vec![Finding::error("outcome", Code::UnknownChoice)],
                &page,
            ));
        }
    };
    posted.run(PayOrder { order, outcome }, &page).await?;
    Ok(Outcome::Redirect(page))
}

async fn cancel(posted: &Posted) -> Result<Outcome, Refused> {
    let order: OrderId = posted.id("order")?;
    let page = format!("/my/orders/{order}");
    posted.run(CancelOrder { order }, &page).await?;
    Ok(Outcome::Redirect(page))
}

async fn provision(posted: &Posted) -> Result<Outcome, Refused> {
    let order: OrderId = posted.id("order")?;
    let page = format!("/seller/orders/{order}");
    posted.run(ConfirmProvisioning { order }, &page).await?;
    Ok(Outcome::Redirect(page))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPEC: &str = "0190f3b2-7c1e-7a55-9d0e-2f6f0a1b2c3d";

    #[test]
    fn a_price_to_choose_reads_back() {
        let spec: SpecId = SPEC.parse().expect("id");
        let unit = Money {
            minor: 1_200_000,
            currency: Currency::USD,
        };
        assert_eq!(
            read_choice(&choice(spec, Term::Year, unit)),
            Some((spec, Term::Year, unit))
        );
        assert_eq!(
            read_choice(&format!("{SPEC}|once|5")),
            Some((spec, Term::Once, Money::cny(5))),
            "without a currency it is the marketplace's"
        );
        for bad in [
            "",
            "|",
            "x|year|1",
            &format!("{SPEC}|decade|1"),
            &format!("{SPEC}|year|1.5"),
            &format!("{SPEC}|year|1|XXX"),
        ] {
            assert_eq!(read_choice(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_quantity_reads_as_people_type_it() {
        for (text, expected) in [
            ("1", 1),
            (" 12 ", 12),
            ("３０", 30),
            ("", 0),
            ("-1", 0),
            ("1.5", 0),
            ("99999999999", 0),
        ] {
            assert_eq!(count(text), expected, "{text:?}");
        }
    }
}
