//! `POST /form/settings/…`: the marketplace itself and its logo. The other parts: [`super::rules_forms`],
//! [`super::table_forms`].

use super::{rules_forms, table_forms};
use crate::forms::{Fields, Outcome, Posted, Refused};
use guildhall_sdk::{
    finding::{Code, Finding},
    ids::FileId,
    lang::{Bilingual, Lang},
    listings::TradeClass,
    money::{BasisPoints, Currency},
    portal::{AppError, Role},
    sellers::JoiningStep,
    settings::{GetSettings, Settings, UpdateSettings},
    time::Zone,
};

const PAGE: &str = "/ops/settings";

/// Takes a form by its name.
pub async fn submit(name: &str, posted: &Posted) -> Option<Result<Outcome, Refused>> {
    Some(match name {
        "save" => save(posted).await,
        "logo-remove" => set_logo(posted, None).await,
        "rule" => rules_forms::add(posted).await,
        "rule-withdraw" => rules_forms::withdraw(posted).await,
        "calendar" => table_forms::calendar(posted).await,
        "templates" => table_forms::templates(posted).await,
        _ => return None,
    })
}

/// The version a form was read at.
pub(super) fn version(posted: &Posted, page: &str) -> Result<i64, Refused> {
    posted.fields.text("version").parse().map_err(|_| Refused {
        error: AppError::malformed("version"),
        page: page.into(),
    })
}

async fn save(posted: &Posted) -> Result<Outcome, Refused> {
    let version = version(posted, PAGE)?;
    // What this form does not show stays as it is.
    let in_force = posted.run(GetSettings {}, PAGE).await?.settings;
    let settings = read(&posted.fields, in_force).map_err(|findings| Refused::fields(findings, PAGE))?;
    let update = UpdateSettings {
        version,
        settings: settings.clone(),
        note: posted.fields.text("note").to_owned(),
    };
    if let Err(refused) = posted.run(update, PAGE).await {
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

/// Names another logo, or none. The upload itself is a route of its own: its body is no plain form.
///
/// # Errors
/// As [`UpdateSettings`].
pub async fn set_logo(posted: &Posted, logo: Option<FileId>) -> Result<Outcome, Refused> {
    let stored = posted.run(GetSettings {}, PAGE).await?;
    let update = UpdateSettings {
        version: stored.version,
        settings: Settings {
            logo,
            ..stored.settings
        },
        note: String::new(),
    };
    posted
        .run(update, PAGE)
        .await
        .map_err(|refused| refused.rename(|path| path.replace("settings.logo", "file")))?;
    Ok(Outcome::Redirect(format!("{PAGE}?done=logo")))
}

/// What was typed as settings, or what of it is no number.
fn read(fields: &Fields, in_force: Settings) -> Result<Settings, Vec<Finding>> {
    let mut findings = Vec::new();
    let mut settings = Settings {
        marketplace: Bilingual::new(fields.text("name_zh").trim(), fields.text("name_en").trim()),
        offer_classes: ticked(fields, "class:", TradeClass::parse),
        languages: ticked(fields, "lang:", Lang::from_tag),
        currencies: ticked(fields, "currency:", Currency::from_code),
        two_step_for_money: fields.ticked("two_step_for_money"),
        two_step_roles: ticked(fields, "two_step:", Role::parse),
        open_sign_up: fields.ticked("open_sign_up"),
        joining_steps: (0..JoiningStep::ALL.len())
            .filter_map(|place| JoiningStep::parse(fields.text(&format!("joining_step_{place}"))))
            .collect(),
        ..in_force
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
    match BasisPoints::parse_percent(fields.text("max_discount")) {
        Some(percent) => settings.max_discount = percent,
        None => refuse("max_discount"),
    }
    for (name, target) in [
        ("max_offer_days", &mut settings.max_offer_days),
        ("review_days", &mut settings.review_days),
        ("appeal_days", &mut settings.appeal_days),
        ("transfer_days", &mut settings.transfer_days),
        ("offer_orders", &mut settings.limits.offer_orders),
        ("sub_users", &mut settings.limits.sub_users),
        ("upload_mib", &mut settings.limits.upload_mib),
    ] {
        match fields.text(name).trim().replace(',', "").parse() {
            Ok(number) => *target = number,
            Err(_) => refuse(name),
        }
    }
    if findings.is_empty() {
        Ok(settings)
    } else {
        Err(findings)
    }
}

/// The boxes of a group that are ticked.
fn ticked<T>(fields: &Fields, prefix: &str, parse: fn(&str) -> Option<T>) -> Vec<T> {
    fields
        .starting(prefix)
        .filter_map(|(value, _)| parse(value))
        .collect()
}

/// The form's name of a setting.
fn field(path: &str) -> String {
    match path.strip_prefix("settings.").unwrap_or(path) {
        "marketplace.zh" => "name_zh",
        "marketplace.en" => "name_en",
        "zone.offset_minutes" => "zone_offset",
        "joining_steps" => "joining_step_0",
        "limits.sub_users" => "sub_users",
        "limits.upload_mib" => "upload_mib",
        "limits.offer_orders" => "offer_orders",
        // The exempt range in force would be past the new limit.
        "exempt_discount" => "max_discount",
        other => other,
    }
    .to_owned()
}

/// Ranges are in basis points and fen; people type percents and yuan.
pub(super) fn in_percent(mut refused: Refused) -> Refused {
    if let AppError::Invalid { findings } = &mut refused.error {
        let hundredths = ["max_discount", "rate", "up_to", "threshold"];
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
            ("lang:zh-CN", "on"),
            ("currency:CNY", "on"),
            ("two_step:operator.reviewer", "on"),
            ("max_discount", "90"),
            ("max_offer_days", "366"),
            ("class:common", "on"),
            ("review_days", "3"),
            ("appeal_days", "3"),
            ("transfer_days", "7"),
            ("offer_orders", "10,000"),
            ("sub_users", "50"),
            ("upload_mib", "10240"),
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
        let in_force = Settings {
            fee: BasisPoints(450),
            ..Settings::default()
        };
        let read = read(&typed(&[("max_discount", "80.5%")]), in_force).expect("settings");
        assert_eq!(
            (read.fee, read.max_discount),
            (BasisPoints(450), BasisPoints(8_050))
        );
        assert_eq!(read.offer_classes, [TradeClass::Common]);
        assert_eq!(read.languages, [Lang::Zh]);
        assert_eq!(read.two_step_roles, [Role::Reviewer]);
        assert_eq!(read.limits.offer_orders, 10_000);
    }

    #[test]
    fn what_is_no_number_is_named_at_its_field() {
        let typed = typed(&[
            ("max_discount", "ninety"),
            ("review_days", ""),
            ("zone_name", " "),
        ]);
        let found = read(&typed, Settings::default()).expect_err("findings");
        let found: Vec<_> = found.iter().map(|f| (f.path.as_str(), f.code)).collect();
        assert_eq!(
            found,
            [
                ("zone_name", Code::Required),
                ("max_discount", Code::NotANumber),
                ("review_days", Code::Required)
            ]
        );
    }

    #[test]
    fn ranges_are_told_in_what_is_typed() {
        let finding = Finding::error("settings.max_discount", Code::OutOfRange)
            .with("min", 1)
            .with("max", 9_900);
        let refused = in_percent(Refused::fields(vec![finding], PAGE).rename(field));
        let finding = &refused.error.findings()[0];
        assert_eq!(
            (finding.path.as_str(), finding.params["max"].as_str()),
            ("max_discount", "99")
        );
    }
}
