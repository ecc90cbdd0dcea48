//! `POST /form/settings/save`.

use crate::forms::{Fields, Outcome, Posted, Refused};
use guildhall_sdk::{
    finding::{Code, Finding},
    lang::Bilingual,
    listings::TradeClass,
    money::{BasisPoints, Currency, Money},
    portal::AppError,
    sellers::JoiningStep,
    settings::{GetSettings, Settings, UpdateSettings},
    time::Zone,
};

const PAGE: &str = "/ops/settings";

/// Takes a form by its name.
pub async fn submit(name: &str, posted: &Posted) -> Option<Result<Outcome, Refused>> {
    match name {
        "save" => Some(save(posted).await),
        _ => None,
    }
}

async fn save(posted: &Posted) -> Result<Outcome, Refused> {
    let version = posted.fields.text("version").parse().map_err(|_| Refused {
        error: AppError::malformed("version"),
        page: PAGE.into(),
    })?;
    let settings = read(&posted.fields).map_err(|findings| Refused::fields(findings, PAGE))?;
    let taken = posted
        .run(
            UpdateSettings {
                version,
                settings: settings.clone(),
            },
            PAGE,
        )
        .await;
    if let Err(refused) = taken {
        // The button was pressed twice: what was meant is in force.
        let conflict = matches!(refused.error, AppError::Conflict { .. });
        let same = conflict
            && posted
                .run(GetSettings {}, PAGE)
                .await
                .is_ok_and(|stored| stored.settings == settings);
        if !same {
            return Err(in_percent(refused.rename(field)));
        }
    }
    Ok(Outcome::Redirect(format!("{PAGE}?done=saved")))
}

/// What was typed as settings, or what of it is no number.
fn read(fields: &Fields) -> Result<Settings, Vec<Finding>> {
    let mut findings = Vec::new();
    let mut settings = Settings {
        marketplace: Bilingual::new(fields.text("name_zh").trim(), fields.text("name_en").trim()),
        offer_classes: fields
            .starting("class:")
            .filter_map(|(class, _)| TradeClass::parse(class))
            .collect(),
        two_step_for_money: fields.ticked("two_step_for_money"),
        open_sign_up: fields.ticked("open_sign_up"),
        joining_steps: (0..JoiningStep::ALL.len())
            .filter_map(|place| JoiningStep::parse(fields.text(&format!("joining_step_{place}"))))
            .collect(),
        ..Settings::default()
    };
    let mut refuse = |name: &str| {
        let code = if fields.text(name).trim().is_empty() {
            Code::Required
        } else {
            Code::NotANumber
        };
        findings.push(Finding::error(name, code));
    };
    match fields.text("zone_offset").trim().parse() {
        Ok(offset_minutes) => {
            settings.zone = Zone {
                name: fields.text("zone_name").trim().to_owned(),
                offset_minutes,
            }
        }
        Err(_) => refuse("zone_offset"),
    }
    if fields.text("zone_name").trim().is_empty() {
        refuse("zone_name");
    }
    for (name, target) in [
        ("exempt_discount", &mut settings.exempt_discount),
        ("max_discount", &mut settings.max_discount),
        ("fee", &mut settings.fee),
    ] {
        match BasisPoints::parse_percent(fields.text(name)) {
            Some(percent) => *target = percent,
            None => refuse(name),
        }
    }
    for (name, target) in [
        ("max_offer_days", &mut settings.max_offer_days),
        ("bill_day", &mut settings.bill_day),
        ("review_days", &mut settings.review_days),
    ] {
        match fields.text(name).trim().parse() {
            Ok(number) => *target = number,
            Err(_) => refuse(name),
        }
    }
    match Money::parse(fields.text("bill_threshold"), Currency::CNY) {
        Some(money) => settings.bill_threshold_minor = money.minor,
        None => refuse("bill_threshold"),
    }
    if findings.is_empty() {
        Ok(settings)
    } else {
        Err(findings)
    }
}

/// The form's name of a setting.
fn field(path: &str) -> String {
    match path.strip_prefix("settings.").unwrap_or(path) {
        "marketplace.zh" => "name_zh",
        "marketplace.en" => "name_en",
        "zone.offset_minutes" => "zone_offset",
        "bill_threshold_minor" => "bill_threshold",
        "joining_steps" => "joining_step_0",
        other => other,
    }
    .to_owned()
}

/// Ranges are in basis points and fen; people type percents and yuan.
fn in_percent(mut refused: Refused) -> Refused {
    if let AppError::Invalid { findings } = &mut refused.error {
        let hundredths = ["exempt_discount", "max_discount", "fee", "bill_threshold"];
        for finding in findings
            .iter_mut()
            .filter(|f| hundredths.contains(&f.path.as_str()))
        {
            for value in finding.params.values_mut() {
                if let Ok(number) = value.parse::<u32>() {
                    *value = BasisPoints(number).percent();
                }
            }
        }
    }
    refused
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(changes: &[(&str, &str)]) -> Fields {
        let plain = [
            ("name_zh", "行会"),
            ("name_en", "Guildhall"),
            ("zone_name", "Asia/Shanghai"),
            ("zone_offset", "480"),
            ("exempt_discount", "20"),
            ("max_discount", "90"),
            ("max_offer_days", "366"),
            ("class:common", "on"),
            ("fee", "5"),
            ("bill_threshold", "1,000.00"),
            ("bill_day", "3"),
            ("review_days", "3"),
        ];
        let value = |name: &str, text: &str| {
            changes
                .iter()
                .find(|(n, _)| *n == name)
                .map_or(text, |(_, v)| *v)
                .to_owned()
        };
        Fields(
            plain
                .iter()
                .map(|(n, v)| ((*n).to_owned(), value(n, v)))
                .collect(),
        )
    }

    #[test]
    fn settings_are_read_as_people_type_them() {
        let read = read(&typed(&[("fee", "4.5%"), ("bill_threshold", "¥ 1,200.5")])).expect("settings");
        assert_eq!((read.fee, read.bill_threshold_minor), (BasisPoints(450), 120_050));
        assert_eq!(read.offer_classes, [TradeClass::Common]);
    }

    #[test]
    fn what_is_no_number_is_named_at_its_field() {
        let found =
            read(&typed(&[("fee", "five"), ("bill_day", ""), ("zone_name", " ")])).expect_err("findings");
        let found: Vec<_> = found.iter().map(|f| (f.path.as_str(), f.code)).collect();
        assert_eq!(
            found,
            [
                ("zone_name", Code::Required),
                ("fee", Code::NotANumber),
                ("bill_day", Code::Required)
            ]
        );
    }

    #[test]
    fn ranges_are_told_in_what_is_typed() {
        let finding = Finding::error("settings.fee", Code::OutOfRange)
            .with("min", 0)
            .with("max", 5_000);
        let refused = in_percent(Refused::fields(vec![finding], PAGE).rename(field));
        let finding = &refused.error.findings()[0];
        assert_eq!(
            (finding.path.as_str(), finding.params["max"].as_str()),
            ("fee", "50")
        );
    }
}
