//! What the operator sets: the marketplace itself as one versioned row, rules that hold from a day on, the working-day
//! calendar, templates of reasons. Every change is kept ([`history`]).

mod calendar;
mod history;
mod logo;
mod rules;
mod templates;

pub(crate) use calendar::calendar;
pub use logo::Logo;
pub(crate) use rules::{FeeRates, exempt, fee_rates, on, today};

use crate::{
    Market,
    db::DbErr,
    door::{Actor, Ctx, Entry, Handler, Refusal, Sample, World},
    files, sql,
};
use guildhall_sdk::{
    files::Purpose,
    finding::{Code, Finding},
    portal::{AppError, Conflict},
    settings::{
        AddRule, GetCalendar, GetReasonTemplates, GetSettings, ListRules, ListSettingChanges, Settings,
        SettingsPart, StoredSettings, UpdateCalendar, UpdateReasonTemplates, UpdateSettings, WithdrawRule,
    },
};
use history::{Change, record};
use serde::{Serialize, de::DeserializeOwned};

/// The domain's operations.
pub const OPERATIONS: &[Entry] = &[
    Entry::of::<GetSettings>(),
    Entry::of::<UpdateSettings>(),
    Entry::of::<ListRules>(),
    Entry::of::<AddRule>(),
    Entry::of::<WithdrawRule>(),
    Entry::of::<GetCalendar>(),
    Entry::of::<UpdateCalendar>(),
    Entry::of::<GetReasonTemplates>(),
    Entry::of::<UpdateReasonTemplates>(),
    Entry::of::<ListSettingChanges>(),
];

/// The settings as they are stored; the defaults before anything was saved. What holds from a day on is here as it was
/// before the first rule: ask [`today`] or [`on`] where money depends on it.
pub async fn read(ctx: &Ctx<'_>) -> Result<StoredSettings, DbErr> {
    let (version, settings) = part::<Settings>(ctx, "marketplace").await?;
    Ok(StoredSettings { version, settings })
}

/// A stored part and its version; 0 before it was saved.
async fn part<T: DeserializeOwned + Default>(ctx: &Ctx<'_>, key: &str) -> Result<(i64, T), DbErr> {
    let everyone = ctx.everywhere("settings belong to no tenant");
    let row = ctx
        .one(ctx.query(
            everyone,
            sql!("SELECT value, version FROM setting WHERE key = $1 AND {scope:none}"),
            [key.to_owned().into()],
        ))
        .await?;
    Ok(match row {
        None => (0, T::default()),
        Some(row) => (row.int("version")?, row.json("value")?),
    })
}

/// Stores a part in place of the version that was read. The database decides who was first.
///
/// # Errors
/// `Conflict` when somebody else saved meanwhile.
async fn put<T: Serialize>(
    ctx: &Ctx<'_>,
    key: &str,
    version: i64,
    current: i64,
    value: &T,
) -> Result<(), Refusal> {
    let everyone = ctx.operator()?;
    let value = serde_json::to_string(value)?;
    let changed = if version == 0 {
        ctx.execute(ctx.query(
            everyone,
            sql!("INSERT INTO setting (key, value, version, updated_at) SELECT $1, $2, 1, $3 WHERE {scope:none} ON CONFLICT DO NOTHING"),
            [key.to_owned().into(), value.into(), ctx.now_micros()],
        ))
        .await?
    } else {
        ctx.execute(ctx.query(
            everyone,
            sql!("UPDATE setting SET value = $2, version = version + 1, updated_at = $3 WHERE key = $1 AND version = $4 AND {scope:none}"),
            [key.to_owned().into(), value.into(), ctx.now_micros(), version.into()],
        ))
        .await?
    };
    if changed == 0 {
        return Err(AppError::conflict(Conflict::StaleVersion { current }).into());
    }
    Ok(())
}

impl Handler for GetSettings {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }
    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<StoredSettings, Refusal> {
        let stored = read(ctx).await?;
        let day = stored.settings.zone.date(ctx.now());
        Ok(StoredSettings {
            version: stored.version,
            settings: on(ctx, stored.settings, day).await?,
        })
    }
    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(GetSettings {})
    }
}

impl Handler for UpdateSettings {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }
    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<StoredSettings, Refusal> {
        let before = read(ctx).await?;
        let shown = today(ctx).await?;
        let mut findings = dated(&shown, &self.settings);
        if let Some(logo) = self
            .settings
            .logo
            .filter(|_| self.settings.logo != before.settings.logo)
            && files::of_purpose(ctx, ctx.operator()?, logo, Purpose::Logo)
                .await?
                .is_none()
        {
            findings.push(Finding::error("settings.logo", Code::Unknown));
        }
        if !findings.is_empty() {
            return Err(AppError::Invalid { findings }.into());
        }
        let after = Settings {
            fee: before.settings.fee,
            exempt_discount: before.settings.exempt_discount,
            bill_day: before.settings.bill_day,
            bill_threshold_minor: before.settings.bill_threshold_minor,
            ..self.settings
        };
        put(ctx, "marketplace", self.version, before.version, &after).await?;
        let change = Change {
            part: SettingsPart::Marketplace,
            item: String::new(),
            version: self.version + 1,
            note: &self.note,
            effective_from: None,
        };
        record(ctx, change, Some(&before.settings), Some(&after)).await?;
        ctx.audit_object("settings");
        ctx.audit_change(Some(&before.settings), Some(&after));
        Ok(StoredSettings {
            version: self.version + 1,
            settings: today(ctx).await?,
        })
    }
    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(UpdateSettings {
            version: 0,
            settings: Settings::default(),
            note: String::new(),
        })
    }
}

/// What was changed here and holds from a day on: it has its rules.
fn dated(shown: &Settings, wanted: &Settings) -> Vec<Finding> {
    [
        ("fee", shown.fee != wanted.fee),
        ("exempt_discount", shown.exempt_discount != wanted.exempt_discount),
        ("bill_day", shown.bill_day != wanted.bill_day),
        (
            "bill_threshold_minor",
            shown.bill_threshold_minor != wanted.bill_threshold_minor,
        ),
    ]
    .into_iter()
    .filter(|(_, changed)| *changed)
    .map(|(name, _)| Finding::error(format!("settings.{name}"), Code::DatedElsewhere))
    .collect()
}
