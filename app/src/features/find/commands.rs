//! The palette (Ctrl K): pages and one's own objects by name, by keyboard alone; and the sheet of shortcuts (?).

use super::{
    calls::{Hit, Kind, find},
    keyboard,
    words::{Words, words},
};
use crate::{ui::Icon, words::fill};
use guildhall_sdk::lang::Lang;
use leptos::{html, leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Rest after the last key before the server is asked.
const ASK_AFTER: Duration = Duration::from_millis(140);

/// A page of the menu, and the key that leads there after G.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shortcut {
    /// Its name.
    pub label: String,
    /// Where it is.
    pub href: String,
    /// Its icon's name.
    pub icon: String,
    /// The key; a page may have none.
    pub key: Option<char>,
}

/// A line of the palette.
#[derive(Clone, PartialEq, Eq)]
struct Entry {
    group: &'static str,
    icon: String,
    title: String,
    note: String,
    href: String,
}

/// How the search stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Going {
    Rests,
    Asks,
    Fails,
}

/// The button in the top bar, the palette, the sheet, and the keys that open them; an island.
#[island]
pub fn Commands(
    /// The menu's pages.
    pages: Vec<Shortcut>,
    /// The reader's language.
    lang: Lang,
) -> impl IntoView {
    let t = words(lang);
    let palette = NodeRef::<html::Dialog>::new();
    let sheet = NodeRef::<html::Dialog>::new();
    let input = NodeRef::<html::Input>::new();
    let typed = RwSignal::new(String::new());
    let hits = RwSignal::new(Vec::<Hit>::new());
    let going = RwSignal::new(Going::Rests);
    let chosen = RwSignal::new(0_usize);
    let pages = StoredValue::new(pages);

    let entries = Memo::new(move |_| {
        let wanted = typed.with(|text| text.trim().to_lowercase());
        let mut entries = pages.with_value(|pages| {
            pages
                .iter()
                .filter(|page| wanted.is_empty() || page.label.to_lowercase().contains(&wanted))
                .map(|page| Entry {
                    group: t.pages,
                    icon: page.icon.clone(),
                    title: page.label.clone(),
                    note: page
                        .key
                        .map(|key| format!("G {}", key.to_ascii_uppercase()))
                        .unwrap_or_default(),
                    href: page.href.clone(),
                })
                .collect::<Vec<_>>()
        });
        entries.extend(hits.with(|hits| {
            hits.iter()
                .map(|hit| Entry {
                    group: Kind::words(hit.kind, lang),
                    icon: hit.kind.icon().to_owned(),
                    title: hit.title.get(lang).to_owned(),
                    note: hit.note.get(lang).to_owned(),
                    href: hit.href.clone(),
                })
                .collect::<Vec<_>>()
        }));
        entries
    });
    ask_while_typing(typed, hits, going, chosen);
    let open = move || {
        typed.set(String::new());
        chosen.set(0);
        browser::show(palette);
        browser::focus(input);
    };
    browser::listen(pages, open, move || browser::show(sheet));

    let go = move || {
        if let Some(entry) = entries.with_untracked(|all| all.get(chosen.get_untracked()).cloned()) {
            browser::go(&entry.href);
        }
    };
    let step = move |by: isize| {
        let count = entries.with_untracked(Vec::len);
        if count > 0 {
            chosen.update(|at| *at = (*at).saturating_add_signed(by.rem_euclid(count.cast_signed())) % count);
            browser::keep_in_sight(chosen.get_untracked());
        }
    };
    let active = move || {
        entries
            .with(|all| !all.is_empty())
            .then(|| option_id(chosen.get()))
    };
    view! {
        <a
            class="btn btn-quiet find-open"
            href="/find"
            aria-keyshortcuts="Control+K"
            on:click=move |event| {
                event.prevent_default();
                open();
            }
        >
            <Icon name="search" />
            <span class="find-open-text">{t.open}</span>
            <kbd class="find-open-key needs-js" aria-hidden="true">"Ctrl K"</kbd>
        </a>
        <dialog class="palette" node_ref=palette aria-label=t.open on:click=move |event| browser::close_beside(&event)>
            <div class="palette-head">
                <Icon name="search" />
                <input
                    node_ref=input
                    type="text"
                    role="combobox"
                    aria-label=t.label
                    aria-expanded="true"
                    aria-controls="palette-list"
                    aria-autocomplete="list"
                    aria-activedescendant=active
                    placeholder=t.placeholder
                    autocomplete="off"
                    spellcheck="false"
                    maxlength=super::calls::MAX_CHARS.to_string()
                    prop:value=move || typed.get()
                    on:input=move |event| {
                        typed.set(event_target_value(&event));
                        chosen.set(0);
                    }
                    on:keydown=move |event| {
                        match event.key().as_str() {
                            "ArrowDown" => step(1),
                            "ArrowUp" => step(-1),
                            "Enter" => go(),
                            _ => return,
                        }
                        event.prevent_default();
                    }
                />
                <kbd>"Esc"</kbd>
            </div>
            <div class="palette-list" id="palette-list" role="listbox" aria-label=t.results>
                {move || rows(&entries.get(), chosen)}
            </div>
            <p class="palette-foot" role="status">{move || foot(t, going.get(), entries.with(Vec::len))}</p>
        </dialog>
        <dialog class="dialog" node_ref=sheet aria-labelledby="shortcuts-title" on:click=move |event| browser::close_beside(&event)>
            {help(t, pages)}
        </dialog>
    }
}

fn option_id(at: usize) -> String {
    format!("palette-{at}")
}

fn foot(t: &'static Words, going: Going, count: usize) -> String {
    match going {
        Going::Asks => t.searching.to_owned(),
        Going::Fails => t.offline.to_owned(),
        Going::Rests if count == 0 => t.nothing.to_owned(),
        Going::Rests => fill(t.count, &[("n", &count)]),
    }
}

/// The lines under their headings. A line is a link as well: it can be opened in another tab.
fn rows(entries: &[Entry], chosen: RwSignal<usize>) -> Vec<AnyView> {
    let mut groups: Vec<(&'static str, Vec<AnyView>)> = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        let row = row(at, entry.clone(), chosen);
        match groups.last_mut() {
            Some((group, rows)) if *group == entry.group => rows.push(row),
            _ => groups.push((entry.group, vec![row])),
        }
    }
    groups
        .into_iter()
        .map(|(group, rows)| {
            view! {
                <div role="group" aria-label=group>
                    <p class="palette-group" aria-hidden="true">{group}</p>
                    {rows}
                </div>
            }
            .into_any()
        })
        .collect()
}

fn row(at: usize, entry: Entry, chosen: RwSignal<usize>) -> AnyView {
    view! {
        <a
            class="palette-row"
            id=option_id(at)
            role="option"
            tabindex="-1"
            href=entry.href
            aria-selected=move || if chosen.get() == at { "true" } else { "false" }
            on:mousemove=move |_| chosen.set(at)
        >
            <svg class="icon" aria-hidden="true" focusable="false">
                <use href=format!("/icons.svg#{}", entry.icon)></use>
            </svg>
            <span class="palette-title">{entry.title}</span>
            <span class="palette-note">{entry.note}</span>
        </a>
    }
    .into_any()
}

/// Asks the server a little after the last key; an answer that is older than the text is dropped.
fn ask_while_typing(
    typed: RwSignal<String>,
    hits: RwSignal<Vec<Hit>>,
    going: RwSignal<Going>,
    chosen: RwSignal<usize>,
) {
    let timer = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move |_| {
        let text = typed.with(|text| text.trim().to_owned());
        if let Some(handle) = timer.get_value() {
            handle.clear();
        }
        if text.is_empty() {
            hits.set(Vec::new());
            going.set(Going::Rests);
            return;
        }
        going.set(Going::Asks);
        let ask = move || {
            spawn_local(async move {
                let answer = find(text.clone()).await;
                if typed.with_untracked(|now| now.trim() != text) {
                    return;
                }
                going.set(if answer.is_ok() {
                    Going::Rests
                } else {
                    Going::Fails
                });
                hits.set(answer.unwrap_or_default());
                chosen.set(0);
            });
        };
        timer.set_value(set_timeout_with_handle(ask, ASK_AFTER).ok());
    });
}

/// The sheet: what each key does, and the switch for single keys.
fn help(t: &'static Words, pages: StoredValue<Vec<Shortcut>>) -> AnyView {
    // The device's choice is known only once the browser's half is there.
    let on = RwSignal::new(true);
    Effect::new(move |_| on.set(keyboard::single_keys()));
    let switch = move |_| {
        keyboard::set_single_keys(!on.get_untracked());
        on.set(keyboard::single_keys());
    };
    let places = pages.with_value(|pages| {
        pages
            .iter()
            .filter_map(|page| {
                let key = page.key?.to_ascii_uppercase().to_string();
                let label = page.label.clone();
                Some(view! {
                    <div class="keys-row">
                        <dt><kbd>"G"</kbd> " " {t.help_then} " " <kbd>{key}</kbd></dt>
                        <dd>{label}</dd>
                    </div>
                })
            })
            .collect_view()
    });
    let row = |key: &'static str, label: &'static str| {
        view! {
            <div class="keys-row">
                <dt><kbd>{key}</kbd></dt>
                <dd>{label}</dd>
            </div>
        }
    };
    view! {
        <div class="dialog-head">
            <h2 id="shortcuts-title">{t.help_title}</h2>
            <button type="button" class="btn btn-plain btn-icon" aria-label=t.close on:click=move |event| browser::close_around(&event)>
                <Icon name="x" />
            </button>
        </div>
        <div class="dialog-body stack">
            <dl class="keys">
                {row("Ctrl K", t.help_find)}
                {row("/", t.help_filter)}
                {row("?", t.help_help)}
            </dl>
            <h3>{t.help_go}</h3>
            <dl class="keys keys-two">{places}</dl>
            <p class="hint">{t.help_review}</p>
            <div class="row row-between">
                <p role="status">{move || if on.get() { t.help_on } else { t.help_off }}</p>
                <button type="button" class="btn btn-quiet btn-small" on:click=switch>
                    {move || if on.get() { t.turn_off } else { t.turn_on }}
                </button>
            </div>
        </div>
    }
    .into_any()
}

/// What only a browser does; on the server the same calls do nothing.
mod browser {
    use super::Shortcut;
    use leptos::{ev, html, prelude::*};

    #[cfg(feature = "hydrate")]
    mod real {
        use super::super::super::keyboard;
        use super::{NodeRef, Shortcut, ev, html};
        use leptos::prelude::*;
        use wasm_bindgen::JsCast;
        use web_sys::{Element, HtmlDialogElement, HtmlElement, KeyboardEvent};

        /// How long G waits for the key after it.
        const G_WAITS_MS: i64 = 1_500;

        pub fn show(dialog: NodeRef<html::Dialog>) {
            if let Some(dialog) = dialog.get_untracked()
                && !dialog.open()
            {
                let _ = dialog.show_modal();
            }
        }

        pub fn focus(input: NodeRef<html::Input>) {
            if let Some(input) = input.get_untracked() {
                let _ = input.focus();
            }
        }

        pub fn go(href: &str) {
            let _ = window().location().set_href(href);
        }

        pub fn keep_in_sight(at: usize) {
            if let Some(row) = document().get_element_by_id(&super::super::option_id(at)) {
                let options = web_sys::ScrollIntoViewOptions::new();
                options.set_block(web_sys::ScrollLogicalPosition::Nearest);
                row.scroll_into_view_with_scroll_into_view_options(&options);
            }
        }

        fn around(event: &ev::MouseEvent) -> Option<(Element, HtmlDialogElement)> {
            let target: Element = event.target()?.dyn_into().ok()?;
            let dialog = target.closest("dialog").ok()??.dyn_into().ok()?;
            Some((target, dialog))
        }

        /// A click beside a dialog hits the dialog itself: its content fills it.
        pub fn close_beside(event: &ev::MouseEvent) {
            if let Some((target, dialog)) = around(event)
                && target == *dialog.unchecked_ref::<Element>()
            {
                dialog.close();
            }
        }

        pub fn close_around(event: &ev::MouseEvent) {
            if let Some((_, dialog)) = around(event) {
                dialog.close();
            }
        }

        pub fn listen(
            pages: StoredValue<Vec<Shortcut>>,
            open: impl Fn() + 'static,
            help: impl Fn() + 'static,
        ) {
            let g_until = StoredValue::new(0_i64);
            let handle = window_event_listener(ev::keydown, move |event: KeyboardEvent| {
                let key = event.key();
                if (event.ctrl_key() || event.meta_key()) && key.eq_ignore_ascii_case("k") {
                    event.prevent_default();
                    open();
                    return;
                }
                if !keyboard::is_shortcut(&event) {
                    return;
                }
                let now = event.time_stamp() as i64;
                let after_g = now < g_until.get_value();
                g_until.set_value(0);
                let done = match key.as_str() {
                    letter if after_g => {
                        let page = pages.with_value(|pages| {
                            let wanted = letter.to_lowercase().chars().next();
                            pages.iter().find(|p| p.key == wanted).map(|p| p.href.clone())
                        });
                        page.inspect(|href| go(href)).is_some()
                    }
                    "g" | "G" => {
                        g_until.set_value(now + G_WAITS_MS);
                        true
                    }
                    "?" => {
                        help();
                        true
                    }
                    "/" => {
                        if !to_the_filters() {
                            open();
                        }
                        true
                    }
                    _ => false,
                };
                if done {
                    event.prevent_default();
                    // A key after G is not a shortcut of the page as well.
                    event.stop_immediate_propagation();
                }
            });
            on_cleanup(move || handle.remove());
        }

        fn to_the_filters() -> bool {
            let field = document()
                .query_selector("main .filters input, main .filters select")
                .ok()
                .flatten();
            field
                .and_then(|field| field.dyn_into::<HtmlElement>().ok())
                .is_some_and(|field| field.focus().is_ok())
        }
    }

    #[cfg(feature = "hydrate")]
    pub use real::*;

    #[cfg(not(feature = "hydrate"))]
    mod none {
        use super::{NodeRef, Shortcut, StoredValue, ev, html};

        pub fn show(_: NodeRef<html::Dialog>) {}
        pub fn focus(_: NodeRef<html::Input>) {}
        pub fn go(_: &str) {}
        pub fn keep_in_sight(_: usize) {}
        pub fn close_beside(_: &ev::MouseEvent) {}
        pub fn close_around(_: &ev::MouseEvent) {}
        pub fn listen(_: StoredValue<Vec<Shortcut>>, _: impl Fn() + 'static, _: impl Fn() + 'static) {}
    }

    #[cfg(not(feature = "hydrate"))]
    pub use none::*;
}
