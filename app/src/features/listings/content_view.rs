//! A whole listing, read only: for its seller's page, for the review desk, and for the public page (which has no
//! certificate to show). Text is always escaped; a line break in the introduction begins a paragraph.

use super::{
    parts::{certificate_view, line},
    words::words,
};
use crate::{
    ui::{Column, Kv, KvList, Ledger},
    words::fill,
};
use guildhall_sdk::{
    lang::Lang,
    listings::{ListingContent, Spec, Support, Term},
};
use leptos::prelude::*;

/// Every field of a listing: its path as in findings and comments, what it is called, and its value as people read it.
/// In the order of the form; a spec is one entry (`specs.0`).
pub fn content_sections(content: &ListingContent, lang: Lang) -> Vec<(String, String, AnyView)> {
    let t = words(lang);
    let row = |path: &str, label: &str, value: AnyView| (path.to_owned(), label.to_owned(), value);
    let mut rows = vec![
        row("name.zh", t.name_zh, line(&content.name.zh, lang)),
        row("name.en", t.name_en, line(&content.name.en, lang)),
        row(
            "category",
            t.category,
            line(content.category.map_or("", |c| c.words(lang)), lang),
        ),
        row(
            "access_type",
            t.access_type,
            line(content.access_type.words(lang), lang),
        ),
        row(
            "trade_class",
            t.trade_class,
            line(content.trade_class.words(lang), lang),
        ),
        row(
            "overview.zh",
            t.overview_zh,
            paragraphs(&content.overview.zh, lang),
        ),
        row(
            "overview.en",
            t.overview_en,
            paragraphs(&content.overview.en, lang),
        ),
        row(
            "introduction.zh",
            t.introduction_zh,
            paragraphs(&content.introduction.zh, lang),
        ),
        row(
            "introduction.en",
            t.introduction_en,
            paragraphs(&content.introduction.en, lang),
        ),
        row(
            "support.days_per_week",
            t.support_time,
            line(&support_time(&content.support, lang), lang),
        ),
        row(
            "support.hours",
            t.support_hours,
            line(&content.support.hours, lang),
        ),
        row("support.hotline", t.hotline, line(&content.support.hotline, lang)),
        row("support.mail", t.support_mail, line(&content.support.mail, lang)),
        row(
            "certificate",
            t.certificate,
            certificate_view(content.certificate.as_ref(), "", lang),
        ),
    ];
    rows.extend(content.specs.iter().enumerate().map(|(i, spec)| {
        let label = fill(t.spec_n, &[("n", &(i + 1))]);
        (format!("specs.{i}"), label, spec_view(spec, lang))
    }));
    if content.specs.is_empty() {
        rows.push(row("specs", t.specs, line("", lang)));
    }
    rows
}

/// A whole listing, read only, for a card with a heading of its own. `certificate` takes the certificate's place; left out,
/// none is shown.
#[component]
pub fn ContentView(
    /// What is shown.
    content: ListingContent,
    /// The reader's language.
    lang: Lang,
    /// The certificate, for those who may see it: [`certificate_view`].
    #[prop(optional)]
    certificate: Option<AnyView>,
) -> impl IntoView {
    let t = words(lang);
    let support = content.support.clone();
    let certificate = certificate.map(|view| {
        view! {
            <section class="stack-sm">
                <h3>{t.certificate}</h3>
                {view}
            </section>
        }
    });
    view! {
        <div class="stack-lg">
            <section class="stack-sm">
                <h3>{t.step_basics}</h3>
                <KvList>
                    <Kv label=t.name_zh>{line(&content.name.zh, lang)}</Kv>
                    <Kv label=t.name_en>{line(&content.name.en, lang)}</Kv>
                    <Kv label=t.category>{line(content.category.map_or("", |c| c.words(lang)), lang)}</Kv>
                    <Kv label=t.access_type value=content.access_type.words(lang) />
                    <Kv label=t.trade_class value=content.trade_class.words(lang) />
                </KvList>
            </section>
            <section class="stack-sm">
                <h3>{t.step_introduction}</h3>
                {both(t.overview_zh, &content.overview.zh, t.overview_en, &content.overview.en, lang)}
                {both(
                    t.introduction_zh,
                    &content.introduction.zh,
                    t.introduction_en,
                    &content.introduction.en,
                    lang,
                )}
            </section>
            <section class="stack-sm">
                <h3>{t.step_support}</h3>
                <KvList>
                    <Kv label=t.support_time value=support_time(&support, lang) />
                    <Kv label=t.support_hours>{line(&support.hours, lang)}</Kv>
                    <Kv label=t.hotline>{line(&support.hotline, lang)}</Kv>
                    <Kv label=t.support_mail>{line(&support.mail, lang)}</Kv>
                </KvList>
            </section>
            {certificate}
            <section class="stack-sm">
                <h3>{t.step_specs}</h3>
                {specs_table(&content.specs, lang)}
            </section>
        </div>
    }
    .into_any()
}

/// The specs and their prices as a table.
pub fn specs_table(specs: &[Spec], lang: Lang) -> AnyView {
    let t = words(lang);
    if specs.is_empty() {
        return line("", lang);
    }
    let columns = vec![
        Column::text(t.spec),
        Column::text(t.charging),
        Column::num(fill(t.price_column, &[("currency", &"CNY")])),
    ];
    let rows = specs
        .iter()
        .map(|spec| {
            let name = spec.name.get(lang).to_owned();
            let other = other_name(spec, lang);
            let description = spec.description.get(lang).to_owned();
            let prices = prices(spec, lang);
            view! {
                <tr>
                    <td data-label=t.spec>
                        <span class="row-name">{if name.is_empty() { t.unnamed.to_owned() } else { name }}</span>
                        {(!other.is_empty()).then(|| view! { <span class="row-sub">{other}</span> })}
                        {(!description.is_empty()).then(|| view! { <span class="row-sub">{description}</span> })}
                    </td>
                    <td data-label=t.charging>{spec.charging.words(lang)}</td>
                    <td class="num" data-label=t.price>
                        {prices
                            .into_iter()
                            .map(|(amount, per)| {
                                view! {
                                    <div>
                                        <span class="num">{amount}</span>
                                        " "
                                        <span class="hint">{per}</span>
                                    </div>
                                }
                            })
                            .collect_view()}
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Ledger caption=t.step_specs columns stack=true>
            {rows}
        </Ledger>
    }
    .into_any()
}

/// A text as paragraphs, one per line that holds something.
pub fn paragraphs(text: &str, lang: Lang) -> AnyView {
    if text.trim().is_empty() {
        return line("", lang);
    }
    let paragraphs = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|line| view! { <p>{line.to_owned()}</p> })
        .collect_view();
    view! { <div class="prose">{paragraphs}</div> }.into_any()
}

/// A spec's prices with what they pay for.
pub fn prices(spec: &Spec, lang: Lang) -> Vec<(String, &'static str)> {
    let t = words(lang);
    spec.prices
        .iter()
        .map(|price| {
            let per = match price.term {
                Term::Month => t.per_month,
                Term::Year => t.per_year,
                Term::Once => t.per_once,
            };
            (price.amount.display(), per)
        })
        .collect()
}

/// "5 days × 8 hours".
pub fn support_time(support: &Support, lang: Lang) -> String {
    let (days, hours) = (support.days_per_week, support.hours_per_day);
    fill(
        words(lang).support_time_value,
        &[("days", &days), ("hours", &hours)],
    )
}

fn both(zh_label: &str, zh: &str, en_label: &str, en: &str, lang: Lang) -> AnyView {
    let (zh_label, en_label) = (zh_label.to_owned(), en_label.to_owned());
    let (chinese, english) = (
        paragraphs(zh, lang),
        (!en.trim().is_empty()).then(|| paragraphs(en, lang)),
    );
    let english = english.map(|english| view! { <Kv label=en_label>{english}</Kv> });
    view! {
        <KvList>
            <Kv label=zh_label>{chinese}</Kv>
            {english}
        </KvList>
    }
    .into_any()
}

fn spec_view(spec: &Spec, lang: Lang) -> AnyView {
    let t = words(lang);
    let prices = prices(spec, lang)
        .into_iter()
        .map(|(amount, per)| format!("{amount} {per}"))
        .collect::<Vec<_>>()
        .join(" · ");
    let descriptions = [&spec.description.zh, &spec.description.en]
        .into_iter()
        .filter(|text| !text.trim().is_empty())
        .map(|text| view! { <p class="muted">{text.clone()}</p> })
        .collect_view();
    view! {
        <div class="stack-sm">
            <p>{line(&spec.name.zh, lang)}</p>
            <p class="muted">{line(&spec.name.en, lang)}</p>
            {descriptions}
            <p class="num">
                {spec.charging.words(lang)} " · " {if prices.is_empty() { t.no_price.to_owned() } else { prices }}
            </p>
        </div>
    }
    .into_any()
}

fn other_name(spec: &Spec, lang: Lang) -> String {
    let other = match lang {
        Lang::Zh => &spec.name.en,
        Lang::En => &spec.name.zh,
    };
    if spec.name.get(lang) == other {
        String::new()
    } else {
        other.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_is_one_a_comment_can_stand_at() {
        let content = ListingContent {
            specs: vec![Spec::default(); 2],
            ..Default::default()
        };
        let owner = Owner::new();
        let paths: Vec<String> = owner.with(|| {
            content_sections(&content, Lang::Zh)
                .into_iter()
                .map(|(path, ..)| path)
                .collect()
        });
        let distinct: std::collections::BTreeSet<&String> = paths.iter().collect();
        assert_eq!(distinct.len(), paths.len());
        assert!(paths.ends_with(&[
            "certificate".to_owned(),
            "specs.0".to_owned(),
            "specs.1".to_owned()
        ]));
    }
}
