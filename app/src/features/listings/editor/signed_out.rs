//! The session is over while somebody types: signing in again without leaving the page, so that nothing typed is lost.

use super::{
    browser::{self, SignedIn},
    saver::Saver,
    words::words,
};
use crate::{ui::*, words::fill};
use guildhall_sdk::lang::Lang;
use leptos::prelude::*;

/// The panel. `email` is the account the page was opened with.
pub fn panel(saver: Saver, email: &str, lang: Lang) -> AnyView {
    let t = words(lang);
    let (password, code) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let wrong = RwSignal::new(Vec::<String>::new());
    let busy = RwSignal::new(false);
    let account = email.to_owned();
    let name = fill(t.sign_in_as, &[("email", &email)]);
    let title = fill(t.sign_in_as, &[("email", &email)]);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let (password, code) = (password.get_untracked(), code.get_untracked());
        browser::sign_in(&account, &password, &code, move |answer| {
            busy.set(false);
            let text = match answer {
                SignedIn::Yes => {
                    saver.save();
                    return;
                }
                SignedIn::Wrong => t.sign_in_wrong,
                SignedIn::TooOften => t.sign_in_later,
                SignedIn::Offline => t.sign_in_offline,
            };
            wrong.set(vec![text.to_owned()]);
        });
    };
    view! {
        <Callout tone=Tone::Wait alert=true title=t.signed_out_title>
            <p>{t.signed_out_text}</p>
            <form class="stack-sm mt-2" on:submit=submit aria-label=name>
                <p><strong>{title}</strong></p>
                <div class="grid-2">
                    <Field label=t.sign_in_password name="again-password" errors=wrong>
                        <TextInput kind="password" autocomplete="current-password" bind=password />
                    </Field>
                    <Field label=t.sign_in_code name="again-code" help=t.sign_in_code_help>
                        <TextInput inputmode="numeric" autocomplete="one-time-code" bind=code />
                    </Field>
                </div>
                <Buttons>
                    <Button kind=Kind::Primary label=t.sign_in_act busy=busy />
                    <a class="btn btn-text" href="/sign-in" target="_blank" rel="noopener">{t.sign_in_tab}</a>
                </Buttons>
            </form>
        </Callout>
    }
    .into_any()
}
