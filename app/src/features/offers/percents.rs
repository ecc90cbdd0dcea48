//! The part of the form that says how much less: a percentage per spec, the prices it leads to, and what submitting
//! will do. The prices and the outcome follow the typing once the page is awake.

use super::words::words;
use crate::{
    forms::{FormState, FormView},
    ui::{Callout, Card, Field, FormSection, PercentInput, Tone},
    words::{fill, less, with_term},
};
use guildhall_sdk::{
    ids::SpecId,
    lang::{Bilingual, Lang},
    money::BasisPoints,
    offers::{OfferPrice, deal_price},
};
use leptos::prelude::*;

/// The form's address after `/form/`.
pub const FORM: &str = "offers/create";

/// A spec with its prices and what was typed for it.
#[derive(Clone)]
struct Line {
    spec: SpecId,
    name: Bilingual,
    prices: Vec<OfferPrice>,
    typed: RwSignal<String>,
}

/// What was typed, as far as it is a discount.
enum Typed {
    Nothing,
    Unreadable,
    Percent(BasisPoints),
}

fn read(text: &str) -> Typed {
    if text.trim().is_empty() {
        return Typed::Nothing;
    }
    BasisPoints::parse_percent(text).map_or(Typed::Unreadable, Typed::Percent)
}

/// The section; an island.
#[island]
pub fn Percents(
    /// The form `offers/create` when it was refused, for what was typed and what is wrong with it.
    refused: Option<FormState>,
    /// The product's prices, spec by spec.
    prices: Vec<OfferPrice>,
    /// Up to here effective at once.
    exempt: BasisPoints,
    /// Up to here with approval.
    max: BasisPoints,
    /// The reader's language.
    lang: Lang,
) -> impl IntoView {
    let t = words(lang);
    let form = FormView::new(FORM, refused, lang);
    let mut lines: Vec<Line> = Vec::new();
    for price in prices {
        match lines.iter_mut().find(|l| l.spec == price.spec) {
            Some(line) => line.prices.push(price),
            None => lines.push(Line {
                spec: price.spec,
                name: price.spec_name.clone(),
                typed: RwSignal::new(form.value_or(&field(price.spec), "")),
                prices: vec![price],
            }),
        }
    }
    let all: Vec<RwSignal<String>> = lines.iter().map(|l| l.typed).collect();
    let fields = lines
        .into_iter()
        .map(|line| spec(&form, line, max, lang))
        .collect_view();
    let rule = fill(t.rule, &[("exempt", &exempt.percent()), ("max", &max.percent())]);
    view! {
        <FormSection title=t.section_discount lead=t.section_discount_lead>
            {fields}
            <Callout tone=Tone::Info title=t.what_happens>
                <p>{rule}</p>
                <p role="status">{move || outcome(&all, exempt, max, lang)}</p>
            </Callout>
        </FormSection>
    }
    .into_any()
}

/// The field's name in the form.
pub fn field(spec: SpecId) -> String {
    format!("percent-{spec}")
}

fn spec(form: &FormView, line: Line, max: BasisPoints, lang: Lang) -> AnyView {
    let t = words(lang);
    let name = field(line.spec);
    let typed = line.typed;
    let prices = line
        .prices
        .into_iter()
        .map(|price| {
            let label = price.term.words(lang);
            let list = price.list.display();
            view! {
                <p class="num">
                    <span class="muted">{label} " · " {t.list_price} " "</span>
                    {list}
                    <strong class="nowrap">{move || preview(&typed.get(), &price, max, lang)}</strong>
                </p>
            }
        })
        .collect_view();
    let errors = form.errors(&name);
    view! {
        <Card title=line.name.get(lang)>
            <div class="grid-2">
                <Field label=t.percent name help=t.percent_help errors narrow=true>
                    <PercentInput bind=typed />
                </Field>
                <div class="stack-sm">{prices}</div>
            </div>
        </Card>
    }
    .into_any()
}

/// " → ¥12,000.00 (−20 %)", once there is a discount that can be given.
fn preview(typed: &str, price: &OfferPrice, max: BasisPoints, lang: Lang) -> String {
    match read(typed) {
        Typed::Percent(percent) if percent.0 > 0 && percent <= max => {
            let deal = with_term(&deal_price(price.list, percent).display(), price.term, lang);
            format!(" → {deal} ({})", less(percent, lang))
        }
        _ => String::new(),
    }
}

/// What submitting would do with what is typed now; nothing while nothing is.
fn outcome(all: &[RwSignal<String>], exempt: BasisPoints, max: BasisPoints, lang: Lang) -> String {
    let t = words(lang);
    let mut largest = BasisPoints(0);
    for typed in all {
        match typed.with(|text| read(text)) {
            Typed::Nothing => {}
            Typed::Unreadable => return t.outcome_unreadable.to_owned(),
            Typed::Percent(percent) => largest = largest.max(percent),
        }
    }
    let text = match largest {
        BasisPoints(0) => return String::new(),
        p if p <= exempt => t.outcome_at_once,
        p if p <= max => t.outcome_review,
        _ => t.outcome_beyond,
    };
    fill(
        text,
        &[
            ("percent", &largest.percent()),
            ("exempt", &exempt.percent()),
            ("max", &max.percent()),
        ],
    )
}
