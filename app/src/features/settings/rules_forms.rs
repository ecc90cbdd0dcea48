//! `POST /form/settings/rule`, `rule-withdraw`.

use super::{forms::in_percent, rules::href};
use crate::forms::{Fields, Outcome, Posted, Refused};
use chrono::NaiveDate;
use guildhall_sdk::{
    finding::{Code, Finding},
    listings::{Category, TradeClass},
    money::{BasisPoints, Currency, Money},
    settings::{AddRule, RuleKind, RuleValue, WithdrawRule},
};

fn kind(posted: &Posted) -> RuleKind {
    RuleKind::parse(posted.fields.text("kind")).unwrap_or(RuleKind::Fee)
}

/// Adds a rule.
pub async fn add(posted: &Posted) -> Result<Outcome, Refused> {
    let kind = kind(posted);
    let page = href(kind);
    let rule = read(kind, &posted.fields).map_err(|findings| Refused::fields(findings, &page))?;
    posted
        .run(rule, &page)
        .await
        .map_err(|refused| in_percent(refused.rename(field)))?;
    Ok(Outcome::Redirect(format!("{page}&done=added")))
}

/// Takes one back.
pub async fn withdraw(posted: &Posted) -> Result<Outcome, Refused> {
    let page = href(kind(posted));
    let rule = posted.id("rule")?;
    posted.run(WithdrawRule { rule }, &page).await?;
    Ok(Outcome::Redirect(format!("{page}&done=withdrawn")))
}

/// What was typed as a rule.
fn read(kind: RuleKind, fields: &Fields) -> Result<AddRule, Vec<Finding>> {
    let mut findings = Vec::new();
    let mut refuse = |name: &str, code: Code| {
        let empty = fields.text(name).trim().is_empty();
        findings.push(Finding::error(name, if empty { Code::Required } else { code }));
    };
    let percent = |name: &str| BasisPoints::parse_percent(fields.text(name));
    let value = match kind {
        RuleKind::Fee => percent("rate").map(|rate| RuleValue::Fee { rate }).or_else(|| {
            refuse("rate", Code::NotANumber);
            None
        }),
        RuleKind::Exempt => percent("up_to")
            .map(|up_to| RuleValue::Exempt { up_to })
            .or_else(|| {
                refuse("up_to", Code::NotANumber);
                None
            }),
        RuleKind::Billing => {
            let day = fields.text("day").trim().parse().ok();
            if day.is_none() {
                refuse("day", Code::NotANumber);
            }
            let threshold = Money::parse(fields.text("threshold"), Currency::CNY);
            if threshold.is_none() {
                refuse("threshold", Code::NotANumber);
            }
            day.zip(threshold).map(|(day, threshold)| RuleValue::Billing {
                day,
                threshold_minor: threshold.minor,
            })
        }
    };
    let from = fields.text("from").trim().parse::<NaiveDate>().ok();
    if from.is_none() {
        refuse("from", Code::NotADate);
    }
    let listing = match fields.text("listing").trim() {
        "" => None,
        text => match text.parse() {
            Ok(id) => Some(id),
            Err(_) => {
                refuse("listing", Code::Unknown);
                None
            }
        },
    };
    match (value, from, findings.is_empty()) {
        (Some(value), Some(from), true) => Ok(AddRule {
            from,
            value,
            class: TradeClass::parse(fields.text("class")),
            category: Category::parse(fields.text("category")),
            seller: fields.text("seller").trim().to_owned(),
            listing,
            note: fields.text("note").to_owned(),
        }),
        _ => Err(findings),
    }
}

/// The form's name of a rule's field.
fn field(path: &str) -> String {
    match path.strip_prefix("value.").unwrap_or(path) {
        "threshold_minor" => "threshold",
        other => other,
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(pairs: &[(&str, &str)]) -> Fields {
        Fields(pairs.iter().map(|(n, v)| ((*n).into(), (*v).into())).collect())
    }

    #[test]
    fn a_rule_is_read_as_people_type_it() {
        let fields = typed(&[
            ("day", "5"),
            ("threshold", "1,200.50"),
            ("from", "2026-12-01"),
            ("class", ""),
        ]);
        let rule = read(RuleKind::Billing, &fields).expect("a rule");
        assert_eq!(
            rule.value,
            RuleValue::Billing {
                day: 5,
                threshold_minor: 120_050
            }
        );
        let fields = typed(&[("rate", ""), ("from", "tomorrow"), ("listing", "not-an-id")]);
        let found = read(RuleKind::Fee, &fields).expect_err("findings");
        let found: Vec<_> = found.iter().map(|f| (f.path.as_str(), f.code)).collect();
        assert_eq!(
            found,
            [
                ("rate", Code::Required),
                ("from", Code::NotADate),
                ("listing", Code::Unknown)
            ]
        );
    }
}
