//! Names and values.

use leptos::prelude::*;

/// A list of names and values; `columns=2` on wide screens puts them side by side.
#[component]
pub fn KvList(
    /// 1 or 2.
    #[prop(default = 1)]
    columns: u8,
    /// `Kv`s.
    children: Children,
) -> impl IntoView {
    view! { <dl class="kv" class:kv-two={columns > 1}>{children()}</dl> }.into_any()
}

/// One name and its value: as `value`, or as `children` where it is more than text.
#[component]
pub fn Kv(
    /// The name.
    #[prop(into)]
    label: String,
    /// The value.
    #[prop(optional, into)]
    value: String,
    /// Figures: tabular.
    #[prop(optional)]
    num: bool,
    /// The value where it is more than text.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="kv-row">
            <dt>{label}</dt>
            <dd class:num=num>{value} {children.map(|children| children())}</dd>
        </div>
    }
    .into_any()
}
