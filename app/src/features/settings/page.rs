//! `/ops/settings`: all of them in one form.

use super::words::{Words, words};
use crate::{
    fault::Fault,
    forms::{FormView, use_form},
    load::load,
    session::{Session, use_session},
    ui::*,
    words::{common, fill},
};
use guildhall_sdk::{
    listings::TradeClass,
    money::{BasisPoints, Money},
    portal::{AppError, Conflict},
    sellers::JoiningStep,
    settings::{Settings, StoredSettings, UpdateSettings},
    time::Zone,
};
use leptos::{prelude::*, server_fn};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// The settings now.
#[server(name = GetSettingsCall, endpoint = "get_settings", input = server_fn::codec::Json)]
pub async fn get_settings() -> Result<StoredSettings, Fault> {
    crate::door::run(guildhall_sdk::settings::GetSettings {}).await
}

/// The settings.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let session = use_session();
    let query = use_query_map();
    let data = Resource::new(|| (), |()| get_settings());
    let t = words(session.lang);
    view! {
        <Title text=t.title />
        <PageHead title=t.title lead=t.lead />
        {load(data, move |stored| {
            let saved = query.get_untracked().get("done").is_some_and(|done| done == "saved");
            body(&session, &stored, saved)
        })}
    }
}

/// The form as it came back, or as the settings are; where the two differ it says what is in force.
struct Filled<'a> {
    t: &'static Words,
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

fn body(session: &Session, stored: &StoredSettings, saved: bool) -> AnyView {
    let t = words(session.lang);
    let form = use_form("settings/save");
    let conflict = matches!(
        form.error(),
        Some(AppError::Conflict {
            reason: Conflict::StaleVersion { .. }
        })
    );
    let filled = Filled {
        t,
        form: &form,
        conflict,
    };
    let s = &stored.settings;
    let done = saved.then(|| view! { <Callout tone=Tone::Done title=t.saved /> });
    // Nothing was ever saved: what is in force is what the marketplace starts with.
    let status = if stored.version > 0 {
        fill(t.version, &[("n", &stored.version)])
    } else {
        String::new()
    };
    let save = session
        .may::<UpdateSettings>()
        .then(|| view! { <SaveBar status><Button kind=Kind::Primary label=t.save icon="save" /></SaveBar> });
    view! {
        <form method="post" action="/form/settings/save">
            <div class="stack">
                {done}
                {refusal(session, &form, conflict)}
            </div>
            <input type="hidden" name="version" value=stored.version.to_string() />
            {marketplace(&filled, s)}
            {offers(session, &filled, s)}
            {settlement(&filled, s)}
            {signing_in(&filled, s)}
            {joining(session, &filled, s)}
            {save}
        </form>
    }
    .into_any()
}

fn refusal(session: &Session, form: &FormView, conflict: bool) -> AnyView {
    let t = words(session.lang);
    let c = common::words(session.lang);
    let all = form.all();
    if conflict {
        return view! { <Callout tone=Tone::Wait title=t.conflict alert=true>{t.conflict_text}</Callout> }
            .into_any();
    }
    if form.error().is_some_and(|e| e.findings().is_empty()) {
        let text: Vec<String> = all.into_iter().map(|(_, text)| text).collect();
        return view! { <Callout tone=Tone::Bad title=t.not_saved alert=true>{text.join(" ")}</Callout> }
            .into_any();
    }
    let errors: Vec<ErrorLink> = all
        .into_iter()
        .map(|(name, text)| ErrorLink::new(name, text))
        .collect();
    view! { <ErrorSummary title=c.mend errors /> }.into_any()
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
            <TextInput value inputmode="numeric" maxlength=6 />
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
    view! {
        <FormSection title=t.marketplace lead=t.marketplace_lead>
            {lines.into_iter().collect_view()}
            <Field label=t.zone_offset name="zone_offset" help=offset_help errors=offset_errors narrow=true>
                <Select options value=chosen />
            </Field>
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

fn offers(session: &Session, filled: &Filled<'_>, s: &Settings) -> AnyView {
    let t = filled.t;
    let boxes = TradeClass::ALL
        .iter()
        .enumerate()
        .map(|(i, class)| {
            let name = format!("class:{}", class.as_str());
            let checked = filled.form.ticked_or(&name, s.offer_classes.contains(class));
            let id = if i == 0 {
                field_id("offer_classes")
            } else {
                String::new()
            };
            view! { <Checkbox name label=class.words(session.lang) checked id /> }
        })
        .collect_view();
    let lines = [
        percent(
            filled,
            "exempt_discount",
            t.exempt,
            t.exempt_help,
            s.exempt_discount,
        ),
        percent(filled, "max_discount", t.max, t.max_help, s.max_discount),
        number(filled, "max_offer_days", t.max_days, "", s.max_offer_days),
    ];
    view! {
        <FormSection title=t.offers lead=t.offers_lead>
            {lines.into_iter().collect_view()}
            <fieldset class="field field-group">
                <legend class="field-label">
                    <span>{t.classes}</span>
                </legend>
                <div class="choices">{boxes}</div>
                <p class="field-help">{t.classes_help}</p>
            </fieldset>
        </FormSection>
    }
    .into_any()
}

fn settlement(filled: &Filled<'_>, s: &Settings) -> AnyView {
    let t = filled.t;
    let threshold = Money::cny(s.bill_threshold_minor).major();
    let threshold_help = filled.help("bill_threshold", &threshold, t.threshold_help);
    let threshold_value = filled.value("bill_threshold", &threshold);
    let threshold_errors = filled.form.errors("bill_threshold");
    let fee = percent(filled, "fee", t.fee, t.fee_help, s.fee);
    let bill_day = number(filled, "bill_day", t.bill_day, t.bill_day_help, s.bill_day);
    let review_days = number(
        filled,
        "review_days",
        t.review_days,
        t.review_days_help,
        s.review_days,
    );
    view! {
        <FormSection title=t.settlement lead=t.settlement_lead>
            {fee}
            <Field
                label=t.threshold
                name="bill_threshold"
                help=threshold_help
                errors=threshold_errors
                narrow=true
            >
                <MoneyInput value=threshold_value currency="¥" />
            </Field>
            {bill_day}
        </FormSection>
        <FormSection title=t.reviews lead=t.reviews_lead>{review_days}</FormSection>
    }
    .into_any()
}

fn signing_in(filled: &Filled<'_>, s: &Settings) -> AnyView {
    let t = filled.t;
    let checked = filled.form.ticked_or("two_step_for_money", s.two_step_for_money);
    view! {
        <FormSection title=t.signing_in lead=t.signing_in_lead>
            <Checkbox
                name="two_step_for_money"
                label=t.two_step_for_money
                checked
                help=t.two_step_for_money_help
            />
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
