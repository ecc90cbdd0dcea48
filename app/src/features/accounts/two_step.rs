//! `/account/two-step`: the set-up of two-step sign-in, on one page that works without JavaScript.

use super::{
    account_words::{Words, words},
    calls,
    own::refusal,
};
use crate::{
    forms::use_form,
    load::load,
    session::{Session, use_session},
    ui::*,
};
use guildhall_sdk::accounts::{TwoStepSetup, TwoStepView};
use leptos::prelude::*;
use leptos_meta::Title;
use std::sync::Arc;

/// The set-up.
#[component]
pub fn TwoStepPage() -> impl IntoView {
    let session = use_session();
    let data = Resource::new(|| (), |()| calls::get_two_step());
    let t = words(session.lang);
    let breadcrumb = vec![Crumb::new("/account", t.title)];
    view! {
        <Title text=t.setup_title />
        <PageHead title=t.setup_title lead=t.setup_lead breadcrumb />
        {load(data, move |view| body(&session, &view))}
    }
}

fn body(session: &Arc<Session>, two_step: &TwoStepView) -> AnyView {
    let t = words(session.lang);
    let begun = refusal(session, &use_form("accounts/two-step-begin"), t.not_done);
    let missing = (two_step.required && two_step.on_since.is_none())
        .then(|| view! { <Callout tone=Tone::Wait title=t.required_title>{t.required_text}</Callout> });
    let content = match (&two_step.setup, two_step.on_since) {
        (_, Some(_)) if !two_step.new_codes.is_empty() => new_codes(t, &two_step.new_codes),
        (_, Some(_)) => view! {
            <Callout tone=Tone::Done title=t.already_on />
            {renewal(session, t)}
            <Buttons>
                <Button label=t.back_to_account href="/account" icon="arrow-left" />
            </Buttons>
        }
        .into_any(),
        (Some(setup), None) => steps(session, t, setup),
        (None, None) => view! {
            <Card title=t.two_step lead=t.two_step_lead>
                <form class="form" method="post" novalidate=true action="/form/accounts/two-step-begin">
                    <p>{t.begin_text}</p>
                    <Buttons>
                        <Button kind=Kind::Primary label=t.begin icon="shield-check" />
                    </Buttons>
                </form>
            </Card>
        }
        .into_any(),
    };
    view! { <div class="stack-lg">{begun} {missing} {content}</div> }.into_any()
}

/// The form that replaces the recovery codes.
fn renewal(session: &Session, t: &'static Words) -> AnyView {
    let refused = refusal(session, &use_form("accounts/two-step-codes"), t.not_done);
    view! {
        <Card title=t.renew_title lead=t.renew_lead id="codes">
            <form class="form" method="post" novalidate=true action="/form/accounts/two-step-codes">
                {refused}
                <Buttons>
                    <Button label=t.renew icon="refresh-cw" />
                </Buttons>
            </form>
        </Card>
    }
    .into_any()
}

/// The new ones, shown until they are put away.
fn new_codes(t: &'static Words, codes: &[String]) -> AnyView {
    let codes = codes
        .iter()
        .cloned()
        .map(|code| view! { <li class="mono">{code}</li> })
        .collect_view();
    view! {
        <Card title=t.new_codes lead=t.new_codes_lead id="codes">
            <div class="stack">
                <Well>
                    <ul class="grid grid-cols-2 gap-2">{codes}</ul>
                </Well>
                <form method="post" novalidate=true action="/form/accounts/two-step-codes-kept">
                    <Button kind=Kind::Primary label=t.codes_kept icon="check" />
                </form>
            </div>
        </Card>
    }
    .into_any()
}

fn steps(session: &Session, t: &'static Words, setup: &TwoStepSetup) -> AnyView {
    let form = use_form("accounts/two-step-confirm");
    let refused = refusal(session, &form, t.not_done);
    let errors = form.errors("code");
    // In groups of four, as people read them to themselves.
    let letters: Vec<char> = setup.secret.chars().collect();
    let secret: Vec<String> = letters.chunks(4).map(|four| four.iter().collect()).collect();
    let codes = setup
        .recovery_codes
        .iter()
        .cloned()
        .map(|code| view! { <li class="mono">{code}</li> })
        .collect_view();
    let svg = setup.qr_svg.clone();
    view! {
        <Card title=t.step_scan lead=t.step_scan_lead>
            <div class="stack">
                <Qr svg label=t.qr_label />
                <div>
                    <p class="hint">{t.secret}</p>
                    <p class="mono" id="secret">{secret.join(" ")}</p>
                </div>
            </div>
        </Card>
        <Card title=t.step_codes lead=t.step_codes_lead>
            <Well>
                <ul class="grid grid-cols-2 gap-2">{codes}</ul>
            </Well>
        </Card>
        <Card title=t.step_confirm lead=t.step_confirm_lead id="confirm">
            <form class="form" method="post" novalidate=true action="/form/accounts/two-step-confirm">
                {refused}
                <Field label=t.code name="code" help=t.code_help errors narrow=true>
                    <TextInput inputmode="numeric" autocomplete="one-time-code" maxlength=16 />
                </Field>
                <Buttons>
                    <Button kind=Kind::Primary label=t.confirm icon="shield-check" />
                </Buttons>
            </form>
        </Card>
    }
    .into_any()
}
