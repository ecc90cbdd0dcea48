//! A short list of links and acts behind a button, made of `<details>`.

use leptos::prelude::*;

use super::Icon;
use super::attr::some;

/// The button and its list. `label` is seen unless `trigger` replaces it.
#[component]
pub fn Menu(
    /// What the button is called.
    #[prop(into)]
    label: String,
    /// What is seen on the button instead of the label.
    #[prop(optional)]
    trigger: Option<AnyView>,
    /// Open towards the left, for menus at the right edge.
    #[prop(optional)]
    end: bool,
    /// `MenuLink`s and `MenuButton`s.
    children: Children,
) -> impl IntoView {
    // The label is read before what the trigger shows, so that what is seen stays part of the accessible name.
    let content = match trigger {
        Some(trigger) => view! {
            <span class="sr-only">{label}</span>
            {trigger}
        }
        .into_any(),
        None => view! { <span>{label}</span> }.into_any(),
    };
    view! {
        <details class="menu-box" class:menu-end=end>
            <summary class="btn btn-plain">
                {content}
                <Icon name="chevron-down" />
            </summary>
            <ul class="menu-list">{children()}</ul>
        </details>
    }
    .into_any()
}

/// An entry that leads somewhere.
#[component]
pub fn MenuLink(
    /// Where.
    #[prop(into)]
    href: String,
    /// Its words.
    #[prop(into)]
    label: String,
    /// An icon before them.
    #[prop(optional)]
    icon: &'static str,
    /// This is where we are.
    #[prop(optional)]
    current: bool,
) -> impl IntoView {
    view! {
        <li>
            <a href=href aria-current=current.then_some("true")>
                {(!icon.is_empty()).then(|| view! { <Icon name=icon /> })}
                <span>{label}</span>
            </a>
        </li>
    }
    .into_any()
}

/// An entry that does something: a one-button form that posts.
#[component]
pub fn MenuButton(
    /// Where it posts.
    #[prop(into)]
    action: String,
    /// Its words.
    #[prop(into)]
    label: String,
    /// An icon before them.
    #[prop(optional)]
    icon: &'static str,
    /// The submitted pair's name.
    #[prop(optional, into)]
    name: String,
    /// The submitted pair's value.
    #[prop(optional, into)]
    value: String,
    /// More hidden inputs.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <li>
            <form method="post" action=action>
                {children.map(|children| children())}
                <button type="submit" name=some(name) value=some(value)>
                    {(!icon.is_empty()).then(|| view! { <Icon name=icon /> })}
                    <span>{label}</span>
                </button>
            </form>
        </li>
    }
    .into_any()
}
