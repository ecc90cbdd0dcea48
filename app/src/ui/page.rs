//! The head of a page: where am I, what is the state, what can I do next.

use leptos::prelude::*;

use super::Icon;
use super::attr::some;

/// One step of the way to a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crumb {
    /// Where it leads; empty for the page itself.
    pub href: String,
    /// Its name.
    pub label: String,
}

impl Crumb {
    /// A step that leads back.
    pub fn new(href: impl Into<String>, label: impl Into<String>) -> Self {
        Crumb {
            href: href.into(),
            label: label.into(),
        }
    }
}

/// Breadcrumb, title with state, one line on what the page is for, and its acts at the top right (bottom on phones).
#[component]
pub fn PageHead(
    /// The page's `<h1>`.
    #[prop(into)]
    title: String,
    /// One line that says what the page is for.
    #[prop(optional, into)]
    lead: String,
    /// The way here; the page itself is left out.
    #[prop(optional)]
    breadcrumb: Vec<Crumb>,
    /// Accessible name of the breadcrumb.
    #[prop(optional, into)]
    breadcrumb_label: String,
    /// The state, a `Badge`.
    #[prop(optional)]
    badge: Option<AnyView>,
    /// The acts; one of them primary.
    #[prop(optional)]
    actions: Option<AnyView>,
) -> impl IntoView {
    let crumbs = (!breadcrumb.is_empty()).then(|| {
        let steps = breadcrumb
            .into_iter()
            .map(|crumb| {
                view! {
                    <li>
                        <a href=crumb.href>{crumb.label}</a>
                        <Icon name="chevron-right" />
                    </li>
                }
            })
            .collect_view();
        view! {
            <nav class="crumbs" aria-label=some(breadcrumb_label)>
                <ol>{steps}</ol>
            </nav>
        }
    });
    view! {
        <header class="page-head">
            {crumbs}
            <div class="page-head-row">
                <div class="page-head-text">
                    <div class="page-title">
                        <h1>{title}</h1>
                        {badge}
                    </div>
                    {some(lead).map(|lead| view! { <p class="page-lead">{lead}</p> })}
                </div>
                {actions.map(|actions| view! { <div class="page-acts buttons">{actions}</div> })}
            </div>
        </header>
    }
    .into_any()
}
