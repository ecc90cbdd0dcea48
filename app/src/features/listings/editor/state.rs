//! The save state in words, and what the reader can do when saving stands still.

use super::{
    saver::{Saver, Trouble},
    signed_out,
    words::words,
};
use crate::{ui::*, words::fill};
use guildhall_sdk::lang::Lang;
use leptos::prelude::*;

/// "Saved 14:03", "Saving…", or why not.
pub fn save_words(saver: Saver, lang: Lang) -> Signal<String> {
    let t = words(lang);
    Signal::derive(move || {
        if saver.sending.get() {
            return t.saving.to_owned();
        }
        match saver.trouble.get() {
            Some(Trouble::Offline) => t.retrying.to_owned(),
            Some(Trouble::SignedOut) => t.signed_out_state.to_owned(),
            Some(Trouble::Stale(_)) => t.stale_state.to_owned(),
            Some(Trouble::Refused(_)) => t.refused_state.to_owned(),
            None if saver.is_dirty() => t.dirty.to_owned(),
            None => fill(t.saved_at, &[("time", &saver.saved_at.get())]),
        }
    })
}

/// Panels above the form: trouble with saving, unsaved text of an earlier visit, text that was given up for another.
pub fn panels(saver: Saver, email: String, lang: Lang) -> AnyView {
    let t = words(lang);
    let email = StoredValue::new(email);
    let retry = move || {
        view! { <Button size=Size::Small icon="refresh-cw" label=t.retry_now on_click=move || saver.save() /> }
    };
    let trouble = move || match saver.trouble.get() {
        None | Some(Trouble::Stale(_)) => ().into_any(),
        Some(Trouble::Offline) => view! {
            <Callout tone=Tone::Wait alert=true title=t.offline_title actions=retry().into_any()>
                {t.offline_text}
            </Callout>
        }
        .into_any(),
        Some(Trouble::SignedOut) => email.with_value(|email| signed_out::panel(saver, email, lang)),
        Some(Trouble::Refused(why)) => view! {
            <Callout tone=Tone::Bad alert=true title=t.refused_title actions=retry().into_any()>
                <p>{why}</p>
                <p>{t.refused_text}</p>
            </Callout>
        }
        .into_any(),
    };
    let recovery = move || {
        saver.recovery.get().map(|copy| {
            let older = copy.version < saver.version.get_untracked();
            let acts = view! {
                <Button size=Size::Small label=t.discard on_click=move || saver.recover(false) />
                <Button
                    kind=Kind::Primary
                    size=Size::Small
                    icon="rotate-ccw"
                    label=t.recover
                    on_click=move || saver.recover(true)
                />
            }
            .into_any();
            view! {
                <Callout tone=Tone::Info alert=true title=t.recover_title actions=acts>
                    <p>{t.recover_text}</p>
                    {older.then(|| view! { <p>{t.recover_changed}</p> })}
                </Callout>
            }
        })
    };
    let replaced = move || {
        saver.replaced.get().map(|_| {
            let act = view! {
                <Button size=Size::Small icon="undo-2" label=t.undo on_click=move || saver.bring_back() />
            }
            .into_any();
            view! { <Callout tone=Tone::Info title=t.replaced_title actions=act /> }
        })
    };
    view! { {trouble} {recovery} {replaced} }.into_any()
}
