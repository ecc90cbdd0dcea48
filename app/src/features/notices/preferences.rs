//! `/account/notices`: how one wants to be told of what.

use super::preferences_words::{Words, words};
use crate::{
    features::settlement::lists::param,
    forms::{FormView, use_form},
    load::load,
    session::{Session, use_session},
    ui::*,
    words::{common, fill},
};
use guildhall_sdk::notices::{GetNoticePreferences, NoticeKind, NoticePreference, NoticePreferences};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// Where it is.
pub const PATH: &str = "/account/notices";

/// The notice settings.
#[component]
pub fn PreferencesPage() -> impl IntoView {
    let session = use_session();
    let query = use_query_map();
    let data = Resource::new(|| (), |()| crate::door::run(GetNoticePreferences {}));
    let t = words(session.lang);
    let crumbs = vec![Crumb::new("/account", t.account)];
    view! {
        <Title text=t.title />
        <PageHead title=t.title lead=t.lead breadcrumb=crumbs breadcrumb_label=t.account />
        {load(data, move |preferences| {
            let saved = param(&query.get_untracked(), "done") == "saved";
            body(&session, &preferences, saved)
        })}
    }
}

fn body(session: &Session, preferences: &NoticePreferences, saved: bool) -> AnyView {
    let lang = session.lang;
    let (t, c) = (words(lang), common::words(lang));
    let form = use_form("notices/preferences");
    let done = saved.then(|| view! { <Callout tone=Tone::Done title=t.saved /> });
    let errors: Vec<ErrorLink> = form
        .all()
        .into_iter()
        .map(|(name, text)| ErrorLink::new(name, text))
        .collect();
    let sms = preferences.sms_available;
    let mut columns = vec![
        Column::text(t.kind),
        Column::text(t.in_site),
        Column::text(t.mail),
    ];
    if sms {
        columns.push(Column::text(t.sms));
    }
    let rows = preferences
        .kinds
        .iter()
        .map(|k| row(session, t, &form, k, sms))
        .collect_view();
    let phone = if sms {
        let (value, errors) = (
            form.value_or("phone", preferences.phone.clone()),
            form.errors("phone"),
        );
        view! {
            <Field label=t.phone name="phone" help=t.phone_help errors optional_label=c.optional>
                <TextInput value kind="tel" autocomplete="tel" />
            </Field>
        }
        .into_any()
    } else {
        view! {
            <p class="hint">{t.no_sms}</p>
            <input type="hidden" name="phone" value=preferences.phone.clone() />
        }
        .into_any()
    };
    view! {
        <form class="stack" method="post" novalidate=true action="/form/notices/preferences">
            {done}
            <ErrorSummary title=c.mend errors />
            <Ledger caption=t.list columns stack=true>
                {rows}
            </Ledger>
            {phone}
            <Buttons>
                <Button kind=Kind::Primary label=t.save icon="save" />
            </Buttons>
        </form>
    }
    .into_any()
}

fn row(session: &Session, t: &'static Words, form: &FormView, k: &NoticePreference, sms: bool) -> AnyView {
    let lang = session.lang;
    let kind = k.kind.words(lang);
    let cell = |channel: &'static str, label: &'static str, on: bool| -> AnyView {
        let name = format!("{channel}:{}", k.kind.as_str());
        if k.kind.always() && channel != "sms" {
            // Said in words: a box that cannot be changed looks like one that can.
            let in_site_never = k.kind == NoticeKind::Security && channel == "in_site";
            let (tone, label) = if in_site_never {
                (Tone::Neutral, t.never)
            } else {
                (Tone::Info, t.always)
            };
            return view! { <Badge tone label icon="lock" /> }.into_any();
        }
        let spoken = fill(t.box_label, &[("kind", &kind), ("channel", &label)]);
        let checked = form.ticked_or(&name, on);
        view! {
            <Checkbox name checked>
                <span class="sr-only">{spoken}</span>
            </Checkbox>
        }
        .into_any()
    };
    let short = sms.then(|| {
        let cell = if k.kind == NoticeKind::Security {
            view! { <Badge tone=Tone::Neutral label=t.never icon="lock" /> }.into_any()
        } else {
            cell("sms", t.sms, k.sms)
        };
        view! { <td data-label=t.sms>{cell}</td> }
    });
    view! {
        <tr>
            <td>
                <span class="row-name">{kind}</span>
                <span class="row-sub">{k.kind.about(lang)}</span>
            </td>
            <td data-label=t.in_site>{cell("in_site", t.in_site, k.in_site)}</td>
            <td data-label=t.mail>{cell("mail", t.mail, k.mail)}</td>
            {short}
        </tr>
    }
    .into_any()
}
