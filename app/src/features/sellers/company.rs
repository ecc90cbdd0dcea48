//! `/seller/company`: who the seller is, its tier and its points.

use super::{
    conduct_parts::{area, done, points, tier, who},
    conduct_words::words,
    parts::refusal,
};
use crate::{
    forms::{FormView, use_form},
    load::load,
    session::{Session, use_session},
    ui::*,
};
use guildhall_sdk::sellers::{AppealDeduction, CompanyView, Deduction, DeductionState, GetCompany};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// The page.
#[component]
pub fn CompanyPage() -> impl IntoView {
    let session = use_session();
    let query = use_query_map();
    let data = Resource::new(|| (), |()| crate::door::run(GetCompany {}));
    let t = words(session.lang);
    view! {
        <Title text=t.company />
        {load(data, move |view| {
            body(&session, &query.get_untracked().get("done").unwrap_or_default(), &view)
        })}
    }
}

fn body(session: &Session, said: &str, view: &CompanyView) -> AnyView {
    let t = words(session.lang);
    let form = use_form("sellers/appeal");
    let title = view.name.get(session.lang).to_owned();
    view! {
        <PageHead title lead=t.company_lead />
        <div class="stack">
            {done(session.lang, said)}
            {refusal(session, &form)}
            {who(session, view, true)}
            {tier(session, view)}
            {points(session, view, |deduction| appeal(session, &form, deduction))}
        </div>
    }
    .into_any()
}

fn appeal(session: &Session, form: &FormView, deduction: &Deduction) -> Option<AnyView> {
    let t = words(session.lang);
    let open = deduction.state == DeductionState::Waiting
        && deduction.appeal_until.is_some_and(|until| until > session.now);
    if !open || !session.may::<AppealDeduction>() {
        return None;
    }
    let id = deduction.id.to_string();
    let mine = form.value("deduction").is_some_and(|sent| sent == id);
    let text = area(form, mine, "text", &id, t.appeal_label, t.appeal_help);
    Some(
        view! {
            <details open=mine>
                <summary class="btn btn-quiet">
                    <Icon name="square-pen" />
                    <span>{t.appeal}</span>
                </summary>
                <form class="form" method="post" novalidate=true action="/form/sellers/appeal">
                    <input type="hidden" name="deduction" value=id />
                    {text}
                    <Buttons>
                        <Button kind=Kind::Primary label=t.appeal_send />
                    </Buttons>
                </form>
            </details>
        }
        .into_any(),
    )
}
