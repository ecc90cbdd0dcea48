//! Buttons, and links that look like them.

use leptos::prelude::*;

use super::Icon;
use super::attr::{aria, some};

/// What a button is for; it decides how loud it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// The main act of a section, in jade.
    Primary,
    /// The one committing act of a page (submit, approve, order, pay), in seal red.
    Seal,
    /// Everything else.
    #[default]
    Quiet,
    /// Takes something away; asks before it does.
    Danger,
    /// Reads like a link, for acts inside running text or rows.
    Link,
    /// No border until pointed at: tool bars and icon buttons.
    Ghost,
}

impl Kind {
    pub(super) fn class(self) -> &'static str {
        match self {
            Kind::Primary => "btn btn-primary",
            Kind::Seal => "btn btn-seal",
            Kind::Quiet => "btn btn-quiet",
            Kind::Danger => "btn btn-danger",
            Kind::Link => "btn btn-text",
            Kind::Ghost => "btn btn-plain",
        }
    }
}

/// How large a button is. All of them are at least 44 px high on touch screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Size {
    /// Rows of a table, 28 px.
    Small,
    /// 36 px.
    #[default]
    Normal,
    /// The act of a page that has only one, 44 px.
    Large,
    /// As wide as its container, 48 px: sign-in and offer pages.
    Block,
}

impl Size {
    fn class(self) -> &'static str {
        match self {
            Size::Small => " btn-small",
            Size::Normal => "",
            Size::Large => " btn-large",
            Size::Block => " btn-large btn-full",
        }
    }
}

/// A button, or with `href` a link that looks like one.
///
/// Without `on_click` it submits its form, which is what it does with JavaScript off.
#[component]
pub fn Button(
    /// How loud.
    #[prop(optional)]
    kind: Kind,
    /// How large.
    #[prop(optional)]
    size: Size,
    /// The words: a verb with its object. May be left out when `children` hold them.
    #[prop(optional, into)]
    label: String,
    /// An icon before the words.
    #[prop(optional)]
    icon: &'static str,
    /// An icon after the words.
    #[prop(optional)]
    icon_after: &'static str,
    /// Only the icon is seen; `label` becomes the accessible name and the tool tip.
    #[prop(optional)]
    icon_only: bool,
    /// Makes it a link.
    #[prop(optional, into)]
    href: String,
    /// Lets the browser save what the link points at, and keeps the router's hands off it.
    #[prop(optional)]
    download: bool,
    /// The submitted pair's name.
    #[prop(optional, into)]
    name: String,
    /// The submitted pair's value.
    #[prop(optional, into)]
    value: String,
    /// The id of the form it submits when it stands outside of it.
    #[prop(optional, into)]
    form: String,
    /// Another address for this button's submission.
    #[prop(optional, into)]
    formaction: String,
    /// The element's id.
    #[prop(optional, into)]
    id: String,
    /// Shows a spinner and takes no clicks.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Takes no clicks. Say beside it why.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// A key that presses it, said to assistive technology (`aria-keyshortcuts`).
    #[prop(optional, into)]
    shortcut: String,
    /// Runs in the browser; makes it a plain button that submits nothing.
    #[prop(optional, into)]
    on_click: Option<Callback<()>>,
    /// More content after the label.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let class = format!(
        "{}{}{}",
        kind.class(),
        size.class(),
        if icon_only { " btn-icon" } else { "" }
    );
    let (text, name_of_icon) = if icon_only {
        (None, some(label))
    } else {
        (some(label), None)
    };
    let tip = name_of_icon.clone();
    let before = (!icon.is_empty()).then(|| view! { <Icon name=icon /> });
    let after = (!icon_after.is_empty()).then(|| view! { <Icon name=icon_after /> });
    let text = text.map(|text| view! { <span>{text}</span> });
    let children = children.map(|children| children());

    if href.is_empty() {
        view! {
            <button
                type=if on_click.is_some() { "button" } else { "submit" }
                class=class
                id=some(id)
                name=some(name)
                value=some(value)
                form=some(form)
                formaction=some(formaction)
                title=tip
                aria-label=name_of_icon
                aria-keyshortcuts=some(shortcut)
                aria-busy=move || aria(busy.get())
                disabled=move || busy.get() || disabled.get()
                on:click=move |_| {
                    if let Some(run) = on_click {
                        run.run(());
                    }
                }
            >
                <svg class="icon spin busy-only" aria-hidden="true" focusable="false">
                    <use href="/icons.svg#loader-circle"></use>
                </svg>
                {before}
                {text}
                {children}
                {after}
            </button>
        }
        .into_any()
    } else {
        view! {
            <a
                class=class
                href=href
                id=some(id)
                title=tip
                aria-label=name_of_icon
                download=download.then_some("")
            >
                {before}
                {text}
                {children}
                {after}
            </a>
        }
        .into_any()
    }
}

/// A row of buttons with even gaps; on phones they wrap. With `stick` it clings to the bottom of small screens.
#[component]
pub fn Buttons(
    /// Keep the acts in reach at the bottom of a phone's screen.
    #[prop(optional)]
    stick: bool,
    /// Push to the end of the line.
    #[prop(optional)]
    end: bool,
    /// The buttons.
    children: Children,
) -> impl IntoView {
    let class = match (stick, end) {
        (false, false) => "buttons",
        (true, false) => "buttons buttons-stick",
        (false, true) => "buttons buttons-end",
        (true, true) => "buttons buttons-end buttons-stick",
    };
    view! { <div class=class>{children()}</div> }.into_any()
}
