//! Keyset paging: newer and older, and an honest count.

use leptos::prelude::*;

use super::Icon;

/// "1–50 of about 12,400" with links to the page before and after.
#[component]
pub fn Pager(
    /// Accessible name of the navigation.
    #[prop(into)]
    label: String,
    /// What part of how much is shown.
    #[prop(optional, into)]
    summary: String,
    /// Words of the link backwards.
    #[prop(into)]
    newer_label: String,
    /// Where it leads; empty on the first page.
    #[prop(optional, into)]
    newer_href: String,
    /// Words of the link forwards.
    #[prop(into)]
    older_label: String,
    /// Where it leads; empty on the last page.
    #[prop(optional, into)]
    older_href: String,
) -> impl IntoView {
    let step = |href: String, rel: &'static str, content: AnyView| {
        if href.is_empty() {
            view! { <span class="btn btn-quiet btn-small btn-off" aria-disabled="true" role="link">{content}</span> }.into_any()
        } else {
            view! { <a class="btn btn-quiet btn-small" href=href rel=rel>{content}</a> }.into_any()
        }
    };
    let newer = view! { <Icon name="chevron-left" /> <span>{newer_label}</span> }.into_any();
    let older = view! { <span>{older_label}</span> <Icon name="chevron-right" /> }.into_any();
    view! {
        <nav class="pager" aria-label=label>
            <p class="num">{summary}</p>
            <div class="buttons">
                {step(newer_href, "prev", newer)}
                {step(older_href, "next", older)}
            </div>
        </nav>
    }
    .into_any()
}
