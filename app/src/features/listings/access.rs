//! `/team/products`: which products a product manager of one's own organisation may see and touch.

use super::access_words::{Words, words};
use crate::{
    fault::Fault,
    forms::{FormView, use_form},
    load::load,
    session::{Session, use_session},
    ui::*,
    words::{common, fill},
};
use guildhall_sdk::{
    ids::PersonId,
    listings::{GetProductAccess, ProductAccess, ProductGrant},
    portal::AppError,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use std::sync::Arc;

async fn access(person: Option<PersonId>) -> Result<ProductAccess, Fault> {
    let person = person.ok_or(AppError::NotFound)?;
    crate::door::run(GetProductAccess { person }).await
}

/// The page.
#[component]
pub fn ProductAccessPage() -> impl IntoView {
    let session = use_session();
    let query = use_query_map().get_untracked();
    let person: Option<PersonId> = query.get("person").and_then(|id| id.parse().ok());
    let saved = query.get("done").is_some_and(|done| done == "saved");
    let data = Resource::new(move || person, access);
    view! { {load(data, move |access| body(&session, saved, &access))} }
}

fn body(session: &Arc<Session>, saved: bool, access: &ProductAccess) -> AnyView {
    let t = words(session.lang);
    let title = fill(t.title, &[("name", &access.name)]);
    let back = format!("/team?person={}#member", access.person);
    let breadcrumb = vec![Crumb::new("/team", t.people)];
    let content = if access.may_be_limited {
        form(session, t, access)
    } else {
        view! {
            <Callout tone=Tone::Info title=t.not_limited>
                {t.not_limited_text}
            </Callout>
        }
        .into_any()
    };
    view! {
        <Title text=title.clone() />
        <PageHead title lead=t.lead breadcrumb />
        <div class="stack-lg">
            {saved.then(|| view! { <Callout tone=Tone::Done title=t.saved /> })}
            {content}
            <Buttons>
                <Button label=t.back href=back icon="arrow-left" />
            </Buttons>
        </div>
    }
    .into_any()
}

fn form(session: &Session, t: &'static Words, access: &ProductAccess) -> AnyView {
    let form = use_form("listings/access");
    let errors: Vec<ErrorLink> = form
        .all()
        .into_iter()
        .map(|(name, text)| ErrorLink::new(name, text))
        .collect();
    let summary = view! { <ErrorSummary title=common::words(session.lang).mend errors /> };
    let options = vec![
        RadioOption::new("all", t.all).hint(t.all_hint),
        RadioOption::new("chosen", t.chosen).hint(t.chosen_hint),
    ];
    let value = form.value_or("products", if access.all { "all" } else { "chosen" });
    let question_errors = form.errors("products");
    let boxes = if access.products.is_empty() {
        view! { <p class="hint">{t.none}</p> }.into_any()
    } else {
        let boxes = access
            .products
            .iter()
            .enumerate()
            .map(|(i, product)| product_box(session, t, &form, product, i == 0))
            .collect_view();
        view! { <div class="choices">{boxes}</div> }.into_any()
    };
    let person = access.person.to_string();
    view! {
        <Card>
            <form class="form" method="post" action="/form/listings/access">
                {summary}
                <input type="hidden" name="person" value=person />
                <RadioGroup legend=t.question name="products" options value errors=question_errors />
                <fieldset class="field field-group">
                    <legend class="field-label">
                        <span>{t.list}</span>
                    </legend>
                    {boxes}
                </fieldset>
                <Buttons>
                    <Button kind=Kind::Primary label=t.save icon="save" />
                </Buttons>
            </form>
        </Card>
    }
    .into_any()
}

fn product_box(
    session: &Session,
    t: &'static Words,
    form: &FormView,
    product: &ProductGrant,
    first: bool,
) -> AnyView {
    let name = format!("listing:{}", product.listing);
    let checked = form.ticked_or(&name, product.granted);
    // The summary's link to the group lands on its first box.
    let id = if first {
        field_id("listings")
    } else {
        String::new()
    };
    let label = match product.name.get(session.lang) {
        "" => t.unnamed,
        label => label,
    };
    let label = format!("{label} · {}", product.state.words(session.lang));
    view! { <Checkbox name label value="on" checked id /> }.into_any()
}
