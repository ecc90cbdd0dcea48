//! `/ops/agreements`: the agreements in force, their versions, and publishing the next one.

use super::{
    agreements::prose,
    coming_in_words::{Words, words},
    parts::{flash, refusal},
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
    sellers::{AgreementKind, AgreementText, ListAgreements, PublishAgreement, PublishedAgreement},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// The page.
#[component]
pub fn PublishPage() -> impl IntoView {
    let session = use_session();
    let query = use_query_map();
    let data = Resource::new(|| (), |()| crate::door::run(ListAgreements {}));
    let t = words(session.lang);
    view! {
        <Title text=t.agreements />
        <PageHead title=t.agreements lead=t.publish_lead />
        {load(data, move |all| {
            body(&session, &query.get_untracked().get("done").unwrap_or_default(), &all)
        })}
    }
}

fn body(session: &Session, done: &str, all: &[PublishedAgreement]) -> AnyView {
    let t = words(session.lang);
    let form = use_form("sellers/publish");
    let cards = AgreementKind::ALL
        .iter()
        .map(|kind| {
            let now = all
                .iter()
                .find(|a| a.text.kind == *kind && a.text.replaced_at.is_none());
            card(session, *kind, now, &form)
        })
        .collect_view();
    view! {
        <div class="stack">
            {flash(t, done)}
            {refusal(session, &form)}
            {cards}
            {history(session, t, all)}
        </div>
    }
    .into_any()
}

fn card(
    session: &Session,
    kind: AgreementKind,
    now: Option<&PublishedAgreement>,
    form: &FormView,
) -> AnyView {
    let lang = session.lang;
    let t = words(lang);
    let lead = now.map_or_else(
        || t.none_in_force.to_owned(),
        |a| {
            format!(
                "{} · {} · {}: {}",
                fill(t.version, &[("n", &a.text.version)]),
                fill(
                    t.published,
                    &[("time", &session.zone.minute(a.text.published_at))]
                ),
                t.sellers_signed,
                a.signed
            )
        },
    );
    let in_force = now.map(|a| {
        let text = prose(lang, &a.text);
        view! {
            <details>
                <summary class="btn btn-text">
                    <Icon name="chevron-down" />
                    <span>{t.read_it}</span>
                </summary>
                <div class="mt-4">{text}</div>
            </details>
        }
    });
    let mine = form.value("kind").is_some_and(|sent| sent == kind.as_str());
    let label = if now.is_some() {
        t.publish_next
    } else {
        t.publish_first
    };
    let next = session.may::<PublishAgreement>().then(|| {
        view! {
            <details open=mine>
                <summary class="btn btn-quiet">
                    <Icon name="square-pen" />
                    <span>{label}</span>
                </summary>
                <div class="mt-4">{next(lang, kind, now.map(|a| &a.text), form, mine)}</div>
            </details>
        }
    });
    view! {
        <Card title=kind.words(lang) lead id=kind.as_str()>
            <div class="stack">{in_force} {next}</div>
        </Card>
    }
    .into_any()
}

/// The form of the next version; it starts from the one in force. Two of them stand on the page: only the one that was
/// refused shows what was typed.
fn next(
    lang: Lang,
    kind: AgreementKind,
    now: Option<&AgreementText>,
    form: &FormView,
    mine: bool,
) -> AnyView {
    let t = words(lang);
    let empty = FormView::new("", None, lang);
    let form = if mine { form } else { &empty };
    let start = |pick: fn(&AgreementText) -> &String| now.map(|text| pick(text).clone()).unwrap_or_default();
    let values = [
        ("title_zh", t.title_zh, start(|a| &a.title.zh), false),
        ("title_en", t.title_en, start(|a| &a.title.en), false),
        ("body_zh", t.body_zh, start(|a| &a.body.zh), true),
        ("body_en", t.body_en, start(|a| &a.body.en), true),
    ];
    let fields = values
        .into_iter()
        .map(|(name, label, value, long)| {
            let value = form.value_or(name, value);
            let errors = form.errors(name);
            // Ids are of the page: the form that was not sent has its own.
            let shown = if mine {
                name.to_owned()
            } else {
                format!("{name}-{}", kind.as_str())
            };
            if long {
                view! {
                    <Field label name=shown help=t.body_help errors>
                        <TextArea name value rows=14 />
                    </Field>
                }
                .into_any()
            } else {
                view! {
                    <Field label name=shown errors>
                        <TextInput name value maxlength=100 />
                    </Field>
                }
                .into_any()
            }
        })
        .collect_view();
    let replaces = now.map_or(0, |text| text.version);
    view! {
        <form class="form" method="post" novalidate=true action="/form/sellers/publish">
            <input type="hidden" name="kind" value=kind.as_str() />
            <input type="hidden" name="replaces" value=replaces.to_string() />
            {fields}
            <p class="hint">{t.publish_hint}</p>
            <div class="buttons">
                <Button kind=Kind::Seal label=t.publish icon="stamp" />
            </div>
        </form>
    }
    .into_any()
}

fn history(session: &Session, t: &'static Words, all: &[PublishedAgreement]) -> AnyView {
    let lang = session.lang;
    if all.is_empty() {
        return ().into_any();
    }
    let rows = all
        .iter()
        .map(|a| {
            let text = &a.text;
            let name = format!(
                "{} · {}",
                text.title.get(lang),
                fill(t.version, &[("n", &text.version)])
            );
            let (tone, label) = match text.replaced_at {
                None => (Tone::Done, t.in_force),
                Some(_) => (Tone::Neutral, t.replaced),
            };
            let prose = prose(lang, text);
            let hash = text.sha256.clone();
            view! {
                <tr>
                    <td>
                        <details>
                            <summary class="row-name">{name}</summary>
                            <div class="mt-4">
                                {prose} <p class="hint">{t.hash} " " <code class="mono break-all">{hash}</code></p>
                            </div>
                        </details>
                    </td>
                    <td data-label=t.state>
                        <Badge tone label />
                    </td>
                    <td data-label=t.published_at>{session.zone.minute(text.published_at)}</td>
                    <td data-label=t.published_by>{text.published_by.clone()}</td>
                    <td class="num" data-label=t.sellers_signed>{a.signed.to_string()}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::text(t.agreement),
        Column::text(t.state),
        Column::text(t.published_at),
        Column::text(t.published_by),
        Column::num(t.sellers_signed),
    ];
    view! {
        <Card title=t.history flush=true>
            <Ledger caption=t.history columns stack=true>
                {rows}
            </Ledger>
        </Card>
    }
    .into_any()
}
