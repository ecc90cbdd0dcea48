//! What changed: by underline and strike as well as colour.

use leptos::prelude::*;

/// A piece of a compared text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DiffPart {
    /// In both.
    Same(String),
    /// Only in the old one.
    Old(String),
    /// Only in the new one.
    New(String),
}

/// A compared text in line.
#[component]
pub fn Diff(
    /// Its pieces in order.
    parts: Vec<DiffPart>,
    /// Said before what is gone: "removed".
    #[prop(into)]
    old_label: String,
    /// Said before what is new: "added".
    #[prop(into)]
    new_label: String,
) -> impl IntoView {
    let parts = parts
        .into_iter()
        .map(|part| match part {
            DiffPart::Same(text) => view! { <span>{text}</span> }.into_any(),
            DiffPart::Old(text) => {
                view! { <del><span class="sr-only">{old_label.clone()}" "</span>{text}</del> }.into_any()
            }
            DiffPart::New(text) => {
                view! { <ins><span class="sr-only">{new_label.clone()}" "</span>{text}</ins> }.into_any()
            }
        })
        .collect_view();
    view! { <p class="diff">{parts}</p> }.into_any()
}

/// A field of a compared record: its name, and its comparison as `children`. `changed` draws a mark at its edge.
#[component]
pub fn ChangedField(
    /// The field's name.
    #[prop(into)]
    label: String,
    /// "changed", "new", "unchanged": the mark in words.
    #[prop(into)]
    state_label: String,
    /// It differs.
    #[prop(optional)]
    changed: bool,
    /// At the right: the reviewer's reason box or its link.
    #[prop(optional)]
    aside: Option<AnyView>,
    /// The comparison, or the value.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="changed-field" class:is-changed=changed>
            <div class="changed-head">
                <h3>{label}</h3>
                <span class="changed-state">{state_label}</span>
                {aside}
            </div>
            <div class="changed-body">{children()}</div>
        </div>
    }
    .into_any()
}
