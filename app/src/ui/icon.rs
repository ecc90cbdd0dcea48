//! One icon out of the sprite.

use leptos::prelude::*;

/// An icon of `public/icons.svg` by its Lucide name, drawn in the colour of the text around it.
///
/// It is decoration: what it means is always said in words beside it or in the `label` of the control that holds it.
/// The list of names is in `style/make-icons.mjs`.
#[component]
pub fn Icon(
    /// The Lucide name, for example `"shield-check"`.
    name: &'static str,
    /// More classes, for example `"icon-lg"` (20 px) or `"spin"`.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let class = if class.is_empty() {
        "icon".to_owned()
    } else {
        format!("icon {class}")
    };
    view! {
        <svg class=class aria-hidden="true" focusable="false">
            <use href=format!("/icons.svg#{name}")></use>
        </svg>
    }
}
