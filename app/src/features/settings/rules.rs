//! `/ops/settings/rules?kind=`: what holds today, a form for the next rule, and every rule with its day.

use super::{
    parts::{ask, note, path, refusal, tabs},
    rules_words::{Words, words},
};
use crate::{
    features::settlement::lists::param,
    forms::{FormView, use_form},
    load::load,
    session::{Session, use_session},
    ui::*,
    words::{ago, common, fill},
};
use guildhall_sdk::{
    lang::Lang,
    listings::{Category, TradeClass},
    money::Money,
    settings::{
        AddRule, ListRules, RuleKind, RuleRow, RuleState, RuleValue, Rules, SettingsPart, WithdrawRule,
    },
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// The rules.
#[component]
pub fn RulesPage() -> impl IntoView {
    let session = use_session();
    let query = use_query_map();
    let data = Resource::new(|| (), |()| ask(ListRules {}));
    let t = words(session.lang);
    view! {
        <Title text=t.title />
        <PageHead title=t.title lead=t.lead />
        {tabs(session.lang, Some(SettingsPart::Rules))}
        {load(data, move |rules| {
            let query = query.get_untracked();
            let kind = RuleKind::parse(&param(&query, "kind")).unwrap_or(RuleKind::Fee);
            body(&session, &rules, kind, &param(&query, "done"))
        })}
    }
}

/// Where the rules of a kind are.
pub fn href(kind: RuleKind) -> String {
    format!("{}?kind={}", path(SettingsPart::Rules), kind.as_str())
}

/// A rule in words.
pub fn value_words(lang: Lang, value: RuleValue) -> String {
    let t = words(lang);
    match value {
        RuleValue::Fee { rate } => fill(t.fee_text, &[("rate", &rate.percent())]),
        RuleValue::Exempt { up_to } => fill(t.exempt_text, &[("rate", &up_to.percent())]),
        RuleValue::Billing { day, threshold_minor } => fill(
            t.billing_text,
            &[
                ("day", &day),
                ("threshold", &Money::cny(threshold_minor).display()),
            ],
        ),
    }
}

fn body(session: &Session, rules: &Rules, kind: RuleKind, done: &str) -> AnyView {
    let lang = session.lang;
    let t = words(lang);
    let flash = match done {
        "added" => Some(t.added),
        "withdrawn" => Some(t.withdrawn),
        _ => None,
    }
    .map(|title| view! { <Callout tone=Tone::Done title /> });
    let kinds = RuleKind::ALL
        .iter()
        .map(|k| Tab::new(href(*k), k.words(lang)).current(*k == kind))
        .collect();
    let today = fill(t.today, &[("day", &rules.today)]);
    let now = rules
        .in_force
        .iter()
        .filter(|v| v.kind() == kind)
        .map(|v| view! { <Kv label=today.clone() value=value_words(lang, *v) /> })
        .collect_view();
    let add = session.may::<AddRule>().then(|| form(session, rules, kind));
    view! {
        <div class="stack-lg">
            {flash}
            <Tabs label=t.kinds items=kinds />
            <KvList>{now}</KvList>
            {list(session, rules, kind)}
            {add}
        </div>
    }
    .into_any()
}

fn list(session: &Session, rules: &Rules, kind: RuleKind) -> AnyView {
    let t = words(session.lang);
    let c = common::words(session.lang);
    let wanted: Vec<&RuleRow> = rules
        .rules
        .iter()
        .filter(|row| row.rule.value.kind() == kind)
        .collect();
    let empty = wanted
        .is_empty()
        .then(|| view! { <Empty title=t.empty text=t.empty_text /> }.into_any());
    let columns = vec![
        Column::text(t.value),
        Column::text(t.scope),
        Column::text(t.from),
        Column::text(c.state),
        Column::text(t.by),
        Column::act(t.withdraw),
    ];
    let rows = wanted
        .into_iter()
        .map(|row| list_row(session, row))
        .collect_view();
    view! {
        <Ledger caption=t.list columns empty stack=true>
            {rows}
        </Ledger>
    }
    .into_any()
}

/// What a rule is limited to.
fn scope_words(lang: Lang, row: &RuleRow) -> String {
    let scope = &row.rule.scope;
    let parts: Vec<String> = [
        row.listing_name.as_ref().map(|n| n.get(lang).to_owned()),
        row.seller_name.as_ref().map(|n| n.get(lang).to_owned()),
        scope.category.map(|c| c.words(lang).to_owned()),
        scope.class.map(|c| c.words(lang).to_owned()),
    ]
    .into_iter()
    .flatten()
    .collect();
    if parts.is_empty() {
        words(lang).everybody.to_owned()
    } else {
        parts.join(" · ")
    }
}

fn list_row(session: &Session, row: &RuleRow) -> AnyView {
    let lang = session.lang;
    let t = words(lang);
    let c = common::words(lang);
    let tone = match row.state {
        RuleState::Scheduled => Tone::Wait,
        RuleState::InForce => Tone::Done,
        RuleState::Replaced | RuleState::Withdrawn => Tone::Neutral,
    };
    let note = (!row.note.is_empty()).then(|| view! { <span class="row-sub">{row.note.clone()}</span> });
    let act = (row.state == RuleState::Scheduled && session.may::<WithdrawRule>()).then(|| {
        let kind = row.rule.value.kind().as_str();
        view! {
            <form method="post" novalidate=true action="/form/settings/rule-withdraw">
                <input type="hidden" name="rule" value=row.rule.id.to_string() />
                <input type="hidden" name="kind" value=kind />
                <Button size=Size::Small label=t.withdraw />
            </form>
        }
    });
    view! {
        <tr>
            <td>
                <span class="row-name">{value_words(lang, row.rule.value)}</span>
                {note}
            </td>
            <td data-label=t.scope>{scope_words(lang, row)}</td>
            <td data-label=t.from>{row.rule.from.to_string()}</td>
            <td data-label=c.state>
                <Badge tone label=row.state.words(lang) />
            </td>
            <td data-label=t.by>
                {row.by.clone()} " "
                <When
                    rfc3339=row.at.to_rfc3339()
                    absolute=session.zone.minute(row.at)
                    relative=ago(lang, row.at, session.now)
                />
            </td>
            <td class="act">{act}</td>
        </tr>
    }
    .into_any()
}

/// A select whose first entry is "everybody".
fn limited(
    form: &FormView,
    t: &Words,
    name: &'static str,
    label: &'static str,
    choices: Vec<Choice>,
) -> AnyView {
    let options = std::iter::once(Choice::new("", t.everybody))
        .chain(choices)
        .collect();
    let (value, errors) = (form.value_or(name, ""), form.errors(name));
    view! { <Field label name errors narrow=true><Select options value /></Field> }.into_any()
}

fn text(
    form: &FormView,
    name: &'static str,
    label: &'static str,
    help: &'static str,
    optional: &'static str,
) -> AnyView {
    let (value, errors) = (form.value_or(name, ""), form.errors(name));
    view! {
        <Field label name help errors optional_label=optional>
            <TextInput value maxlength=254 />
        </Field>
    }
    .into_any()
}

fn form(session: &Session, rules: &Rules, kind: RuleKind) -> AnyView {
    let lang = session.lang;
    let (t, c) = (words(lang), common::words(lang));
    let form = use_form("settings/rule");
    let percent = |name: &'static str, label: &'static str, help: &'static str| {
        let (value, errors) = (form.value_or(name, ""), form.errors(name));
        view! { <Field label name help errors narrow=true><PercentInput value /></Field> }.into_any()
    };
    let seller = || text(&form, "seller", t.seller, t.seller_help, c.optional);
    let (title, lead, fields) = match kind {
        RuleKind::Fee => {
            let classes = TradeClass::ALL
                .iter()
                .map(|v| Choice::new(v.as_str(), v.words(lang)))
                .collect();
            let fields = vec![
                percent("rate", t.rate, t.rate_help),
                limited(&form, t, "class", t.class, classes),
                seller(),
            ];
            (t.add_fee, t.add_fee_lead, fields)
        }
        RuleKind::Exempt => {
            let categories = Category::ALL
                .iter()
                .map(|v| Choice::new(v.as_str(), v.words(lang)))
                .collect();
            let fields = vec![
                percent("up_to", t.up_to, t.up_to_help),
                limited(&form, t, "category", t.category, categories),
                seller(),
                text(&form, "listing", t.listing, t.listing_help, c.optional),
            ];
            (t.add_exempt, t.add_exempt_lead, fields)
        }
        RuleKind::Billing => {
            let (day, day_errors) = (form.value_or("day", ""), form.errors("day"));
            let (threshold, threshold_errors) = (form.value_or("threshold", ""), form.errors("threshold"));
            let fields = vec![
                view! {
                    <Field label=t.day name="day" help=t.day_help errors=day_errors narrow=true>
                        <TextInput value=day inputmode="numeric" maxlength=2 />
                    </Field>
                }
                .into_any(),
                view! {
                    <Field
                        label=t.threshold
                        name="threshold"
                        help=t.threshold_help
                        errors=threshold_errors
                        narrow=true
                    >
                        <MoneyInput value=threshold currency="¥" />
                    </Field>
                }
                .into_any(),
            ];
            (t.add_billing, t.add_billing_lead, fields)
        }
    };
    let earliest = kind.earliest(rules.today);
    let from_help = fill(
        t.from_help,
        &[("day", &earliest), ("zone", &session.zone.label())],
    );
    let (from, from_errors) = (form.value_or("from", ""), form.errors("from"));
    let (refused, note) = (refusal(session, &form), note(session, &form));
    let fields = fields.into_iter().collect_view();
    view! {
        <Card title lead id="add">
            <form class="form" method="post" novalidate=true action="/form/settings/rule">
                {refused}
                <input type="hidden" name="kind" value=kind.as_str() />
                {fields}
                <Field label=t.from name="from" help=from_help errors=from_errors narrow=true>
                    <DateInput value=from min=earliest.to_string() />
                </Field>
                {note}
                <Buttons>
                    <Button kind=Kind::Seal label=t.add icon="stamp" />
                </Buttons>
            </form>
        </Card>
    }
    .into_any()
}
