//! The page around the editor: the listing read only where it cannot be edited, or not without JavaScript.

use super::{ListingEditor, words};
use crate::{
    fault::Fault,
    features::listings::{
        calls::{self, EditorStart},
        content_view::ContentView,
        detail::{listing_of_address, revision_badge},
        parts::certificate_view,
        words::words as listing_words,
    },
    forms::use_form,
    load::load,
    session::{Session, use_session},
    ui::*,
    words::{common, fill},
};
use guildhall_sdk::{
    lang::Lang,
    listings::{ListingView, SaveDraft},
    portal::AppError,
};
use leptos::prelude::*;
use leptos_meta::Title;
use std::sync::Arc;

/// The page.
#[component]
pub fn EditPage() -> impl IntoView {
    let session = use_session();
    let id = listing_of_address();
    let data = Resource::new(
        move || id.get(),
        |id| async move {
            match id {
                Some(id) => calls::open_editor(id).await,
                None => Err(Fault::from(AppError::NotFound)),
            }
        },
    );
    view! {
        <Title text=words::words(session.lang).title />
        {load(data, move |start| page(&session, start))}
    }
    .into_any()
}

fn page(session: &Arc<Session>, start: EditorStart) -> AnyView {
    let lang = session.lang;
    let (t, l) = (words::words(lang), listing_words(lang));
    let view = &start.view;
    let path = format!("/seller/listings/{}", view.id);
    let name = match view.content.name.get(lang) {
        "" => l.unnamed.to_owned(),
        name => name.to_owned(),
    };
    let crumbs = vec![
        Crumb::new("/seller/listings", l.my_listings),
        Crumb::new(path.clone(), name),
    ];
    let body = if view.revision_state.is_editable() && session.may::<SaveDraft>() {
        view! {
            <div class="needs-no-js">
                <div class="stack">
                    <Callout tone=Tone::Wait title=common::words(lang).needs_script>
                        {t.no_script_text}
                    </Callout>
                    {read_only(view, lang)}
                </div>
            </div>
            <div class="needs-js">
                <ListingEditor
                    start=start.clone()
                    refused=use_form("listings/submit").state()
                    person=session.viewer.as_ref().map(|v| v.person.to_string()).unwrap_or_default()
                    email=session.viewer.as_ref().map(|v| v.email.clone()).unwrap_or_default()
                    zone=session.zone.clone()
                    lang
                />
            </div>
        }
        .into_any()
    } else {
        let back = view! { <Button label=t.to_listing icon="arrow-left" href=path /> }.into_any();
        view! {
            <div class="stack">
                <Callout tone=Tone::Info title=t.not_editable_title actions=back>
                    {t.not_editable_text}
                </Callout>
                {read_only(view, lang)}
            </div>
        }
        .into_any()
    };
    view! {
        <PageHead
            title=t.title
            lead=t.lead
            breadcrumb=crumbs
            breadcrumb_label=l.crumbs
            badge=revision_badge(view.revision_state, lang)
        />
        {body}
    }
    .into_any()
}

fn read_only(view: &ListingView, lang: Lang) -> AnyView {
    let path = format!("/seller/listings/{}", view.id);
    let certificate = certificate_view(view.content.certificate.as_ref(), &path, lang);
    let content = view.content.clone();
    let title = fill(listing_words(lang).content_of, &[("n", &view.number)]);
    view! {
        <Card title>
            <ContentView content lang certificate />
        </Card>
    }
    .into_any()
}
