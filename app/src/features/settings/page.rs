//! `/ops/settings`: the marketplace itself, in one form, and its logo.

use super::{
    parts::{ask, in_conflict, note, refusal, tabs, version_words},
    words::{Words, words},
};
use crate::{
    forms::{FormView, use_form},
    load::load,
    session::{Session, use_session},
    ui::*,
    words::fill,
};
use guildhall_sdk::{
    lang::Lang,
    listings::TradeClass,
    money::{BasisPoints, Currency},
    portal::Role,
    sellers::JoiningStep,
    settings::{GetSettings, Settings, SettingsPart, StoredSettings, UpdateSettings},
    time::Zone,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// The settings.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let session = use_session();
    let query = use_query_map();
    let data = Resource::new(|| (), |()| ask(GetSettings {}));
    let t = words(session.lang);
    view! {
        <Title text=t.title />
        <PageHead title=t.title lead=t.lead />
        {tabs(session.lang, Some(SettingsPart::Marketplace))}
        {load(data, move |stored| {
            let done = query.get_untracked().get("done").unwrap_or_default();
            body(&session, &stored, &done)
        })}
    }
}

/// The form as it came back, or as the settings are; where the two differ it says what is in force.
struct Filled<'a> {
    t: &'static Words,
    lang: Lang,
    form: &'a FormView,
    conflict: bool,
}

impl Filled<'_> {
    fn value(&self, name: &str, in_force: &str) -> String {
        self.form.value_or(name, in_force)
    }

    /// The help under a field; after a conflict, what is in force instead.
    fn help(&self, name: &str, in_force: &str, help: &str) -> String {
        if self.conflict && self.form.value(name).is_some_and(|typed| typed != in_force) {
            fill(self.t.in_force, &[("value", &in_force)])
        } else {
            help.to_owned()
        }
    }
}

fn body(session: &Session, stored: &StoredSettings, done: &str) -> AnyView {
    let t = words(session.lang);
    let form = use_form("settings/save");
    let filled = Filled {
        t,
        lang: session.lang,
        form: &form,
        conflict: in_conflict(&form),
    };
    let s = &stored.settings;
    let done = match done {
        "saved" => Some(t.saved),
        "logo" => Some(t.logo_saved),
        _ => None,
    }
    .map(|title| view! { <Callout tone=Tone::Done title /> });
    let status = version_words(session.lang, stored.version);
    let save = session
        .may::<UpdateSettings>()
        .then(|| view! { <SaveBar status><Button kind=Kind::Primary label=t.save icon="save" /></SaveBar> });
    view! {
        <div class="stack-lg">
            {done}
            {logo(session, stored)}
            <form method="post" novalidate=true action="/form/settings/save">
                <div class="stack">{refusal(session, &form)}</div>
                <input type="hidden" name="version" value=stored.version.to_string() />
                {marketplace(&filled, s)}
                {offers(&filled, s)}
                {limits(&filled, s)}
                {signing_in(&filled, s)}
                {joining(session, &filled, s)}
                {note(session, &form)}
                {save}
            </form>
        </div>
    }
    .into_any()
}

/// The logo and the form that changes it: a plain upload, so that it works without JavaScript.
fn logo(session: &Session, stored: &StoredSettings) -> AnyView {
    let t = words(session.lang);
    let form = use_form("settings/logo");
    let errors = form.errors("file");
    let refused = refusal(session, &form);
    let shown = match stored.settings.logo {
        Some(id) => {
            view! { <img class="logo-preview" src=format!("/brand/logo?v={id}") alt=t.logo_now /> }.into_any()
        }
        None => view! { <p class="hint">{t.logo_none}</p> }.into_any(),
    };
    let remove = stored.settings.logo.map(|_| {
        view! {
            <form method="post" novalidate=true action="/form/settings/logo-remove">
                <input type="hidden" name="version" value=stored.version.to_string() />
                <Button label=t.logo_remove icon="trash-2" />
            </form>
        }
    });
    view! {
        <Card title=t.logo lead=t.logo_lead id="logo">
            <div class="stack">
                {refused}
                {shown}
                <form class="form" method="post" novalidate=true action="/form/settings/logo" enctype="multipart/form-data">
                    <Field label=t.logo_file name="file" help=t.logo_help errors>
                        <TextInput kind="file" />
                    </Field>
                    <Buttons>
                        <Button label=t.logo_upload icon="upload" />
                    </Buttons>
                </form>
                {remove}
            </div>
        </Card>
    }
    .into_any()
}

/// A line of text with its name, label, help and the value in force.
fn line(filled: &Filled<'_>, name: &'static str, label: &'static str, help: &str, in_force: &str) -> AnyView {
    let (value, help) = (filled.value(name, in_force), filled.help(name, in_force, help));
    let errors = filled.form.errors(name);
    view! { <Field label name help errors><TextInput value /></Field> }.into_any()
}

/// A whole number.
fn number(
    filled: &Filled<'_>,
    name: &'static str,
    label: &'static str,
    help: &str,
    in_force: u32,
) -> AnyView {
    let in_force = in_force.to_string();
    let (value, help) = (filled.value(name, &in_force), filled.help(name, &in_force, help));
    let errors = filled.form.errors(name);
    view! {
        <Field label name help errors narrow=true>
            <TextInput value inputmode="numeric" maxlength=8 />
        </Field>
    }
    .into_any()
}

/// A percentage.
fn percent(
    filled: &Filled<'_>,
    name: &'static str,
    label: &'static str,
    help: &str,
    in_force: BasisPoints,
) -> AnyView {
    let in_force = in_force.percent();
    let (value, help) = (filled.value(name, &in_force), filled.help(name, &in_force, help));
    let errors = filled.form.errors(name);
    view! { <Field label name help errors narrow=true><PercentInput value /></Field> }.into_any()
}

/// Several out of few: `prefix:value` for each that is ticked. The first carries the group's id for the summary.
fn boxes(
    filled: &Filled<'_>,
    (group, prefix): (&'static str, &'static str),
    (legend, help): (&'static str, &'static str),
    options: Vec<(String, String, bool)>,
) -> AnyView {
    let errors = filled.form.errors(group);
    let bad = !errors.is_empty();
    let errors = errors
        .into_iter()
        .map(|text| {
            view! {
                <p class="field-error">
                    <Icon name="circle-alert" />
                    <span>{text}</span>
                </p>
            }
        })
        .collect_view();
    let boxes = options
        .into_iter()
        .enumerate()
        .map(|(i, (value, label, on))| {
            let name = format!("{prefix}:{value}");
            let checked = filled.form.ticked_or(&name, on);
            let id = if i == 0 { field_id(group) } else { String::new() };
            view! { <Checkbox name label checked id /> }
        })
        .collect_view();
    view! {
        <fieldset class="field field-group" class:field-bad=bad>
            <legend class="field-label">
                <span>{legend}</span>
            </legend>
            <div class="choices">{boxes}</div>
            <div class="field-errors">{errors}</div>
            <p class="field-help">{help}</p>
        </fieldset>
    }
    .into_any()
}

fn marketplace(filled: &Filled<'_>, s: &Settings) -> AnyView {
    let t = filled.t;
    let offset = s.zone.offset_minutes.to_string();
    let offset_help = filled.help("zone_offset", &offset, t.zone_offset_help);
    let chosen = filled.value("zone_offset", &offset);
    let offset_errors = filled.form.errors("zone_offset");
    let options = offsets(s.zone.offset_minutes);
    let lines = [
        line(filled, "name_zh", t.name_zh, "", &s.marketplace.zh),
        line(filled, "name_en", t.name_en, "", &s.marketplace.en),
        line(filled, "zone_name", t.zone_name, t.zone_name_help, &s.zone.name),
    ];
    let languages = [(Lang::Zh, "中文"), (Lang::En, "English")]
        .into_iter()
        .map(|(lang, name)| {
            (
                lang.tag().to_owned(),
                name.to_owned(),
                s.languages.contains(&lang),
            )
        })
        .collect();
    let currencies = Currency::ALL
        .iter()
        .map(|c| {
            (
                c.code().to_owned(),
                format!("{} {}", c.code(), c.sign()),
                s.currencies.contains(c),
            )
        })
        .collect();
    let languages = boxes(
        filled,
        ("languages", "lang"),
        (t.languages, t.languages_help),
        languages,
    );
    let currencies = boxes(
        filled,
        ("currencies", "currency"),
        (t.currencies, t.currencies_help),
        currencies,
    );
    view! {
        <FormSection title=t.marketplace lead=t.marketplace_lead>
            {lines.into_iter().collect_view()}
            <Field label=t.zone_offset name="zone_offset" help=offset_help errors=offset_errors narrow=true>
                <Select options value=chosen />
            </Field>
            {languages}
            {currencies}
        </FormSection>
    }
    .into_any()
}

/// Every offset in use on Earth: the half hours from −12:00 to +14:00, and the three quarter hours.
fn offsets(in_force: i32) -> Vec<Choice> {
    let mut minutes: Vec<i32> = (-24..=28)
        .map(|half| half * 30)
        .chain([345, 525, 765, in_force])
        .collect();
    minutes.sort_unstable();
    minutes.dedup();
    let choice = |offset_minutes: i32| {
        let zone = Zone {
            name: String::new(),
            offset_minutes,
        };
        Choice::new(offset_minutes.to_string(), zone.label())
    };
    minutes.into_iter().map(choice).collect()
}

fn offers(filled: &Filled<'_>, s: &Settings) -> AnyView {
    let t = filled.t;
    let classes = TradeClass::ALL
        .iter()
        .map(|class| {
            (
                class.as_str().to_owned(),
                class.words(filled.lang).to_owned(),
                s.offer_classes.contains(class),
            )
        })
        .collect();
    let lines = [
        percent(filled, "max_discount", t.max, t.max_help, s.max_discount),
        number(
            filled,
            "max_offer_days",
            t.max_days,
            t.max_days_help,
            s.max_offer_days,
        ),
        number(
            filled,
            "offer_orders",
            t.offer_orders,
            t.offer_orders_help,
            s.limits.offer_orders,
        ),
    ];
    let classes = boxes(
        filled,
        ("offer_classes", "class"),
        (t.classes, t.classes_help),
        classes,
    );
    view! {
        <FormSection title=t.offers lead=t.offers_lead>
            {lines.into_iter().collect_view()}
            {classes}
        </FormSection>
    }
    .into_any()
}

fn limits(filled: &Filled<'_>, s: &Settings) -> AnyView {
    let t = filled.t;
    let lines = [
        number(
            filled,
            "sub_users",
            t.sub_users,
            t.sub_users_help,
            s.limits.sub_users,
        ),
        number(
            filled,
            "upload_mib",
            t.upload_mib,
            t.upload_mib_help,
            s.limits.upload_mib,
        ),
    ];
    let review_days = number(
        filled,
        "review_days",
        t.review_days,
        t.review_days_help,
        s.review_days,
    );
    let appeal_days = number(
        filled,
        "appeal_days",
        t.appeal_days,
        t.appeal_days_help,
        s.appeal_days,
    );
    let transfer_days = number(
        filled,
        "transfer_days",
        t.transfer_days,
        t.transfer_days_help,
        s.transfer_days,
    );
    view! {
        <FormSection title=t.limits lead=t.limits_lead>{lines.into_iter().collect_view()}</FormSection>
        <FormSection title=t.reviews lead=t.reviews_lead>{review_days} {appeal_days} {transfer_days}</FormSection>
    }
    .into_any()
}

fn signing_in(filled: &Filled<'_>, s: &Settings) -> AnyView {
    let t = filled.t;
    let checked = filled.form.ticked_or("two_step_for_money", s.two_step_for_money);
    let roles = Role::ALL
        .iter()
        .map(|role| {
            (
                role.as_str().to_owned(),
                role.words(filled.lang).to_owned(),
                s.two_step_roles.contains(role),
            )
        })
        .collect();
    let roles = boxes(
        filled,
        ("two_step_roles", "two_step"),
        (t.two_step_roles, ""),
        roles,
    );
    view! {
        <FormSection title=t.signing_in lead=t.signing_in_lead>
            <Checkbox
                name="two_step_for_money"
                label=t.two_step_for_money
                checked
                help=t.two_step_for_money_help
            />
            {roles}
        </FormSection>
    }
    .into_any()
}

/// Sign-up, and the steps of joining: one choice per place in the order.
fn joining(session: &Session, filled: &Filled<'_>, s: &Settings) -> AnyView {
    let t = filled.t;
    let checked = filled.form.ticked_or("open_sign_up", s.open_sign_up);
    let steps = (0..JoiningStep::ALL.len())
        .map(|place| {
            let name = format!("joining_step_{place}");
            let in_force = s.joining_steps.get(place).map_or("", |step| step.as_str());
            let value = filled.value(&name, in_force);
            let mut options = vec![Choice::new("", t.joining_none)];
            options.extend(
                JoiningStep::ALL
                    .iter()
                    .map(|step| Choice::new(step.as_str(), step.words(session.lang))),
            );
            let label = fill(t.joining_step, &[("n", &(place + 1))]);
            let errors = if place == 0 {
                filled.form.errors("joining_step_0")
            } else {
                Vec::new()
            };
            view! {
                <Field label name errors narrow=true>
                    <Select options value />
                </Field>
            }
        })
        .collect_view();
    view! {
        <FormSection title=t.joining lead=t.joining_lead>
            <Checkbox name="open_sign_up" label=t.open_sign_up checked help=t.open_sign_up_help />
            {steps}
            <p class="field-help">{t.joining_steps_help}</p>
        </FormSection>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::offsets;

    #[test]
    fn the_offset_in_force_can_always_be_kept() {
        for in_force in [480, 345, -210, 754] {
            let options = offsets(in_force);
            assert_eq!(
                options.iter().filter(|o| o.value == in_force.to_string()).count(),
                1
            );
        }
        assert_eq!(
            offsets(480).first().map(|o| o.label.clone()).as_deref(),
            Some("UTC-12:00")
        );
        assert_eq!(
            offsets(480).last().map(|o| o.label.clone()).as_deref(),
            Some("UTC+14:00")
        );
    }
}
