//! Views of one thing, each with an address of its own.

use leptos::prelude::*;

/// One tab.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tab {
    /// Its address.
    pub href: String,
    /// Its name.
    pub label: String,
    /// How much waits there.
    pub count: Option<u32>,
    /// This one is open.
    pub current: bool,
}

impl Tab {
    /// A tab that is not open and counts nothing.
    pub fn new(href: impl Into<String>, label: impl Into<String>) -> Self {
        Tab {
            href: href.into(),
            label: label.into(),
            ..Tab::default()
        }
    }

    /// Marks it as open if `yes`.
    #[must_use]
    pub fn current(mut self, yes: bool) -> Self {
        self.current = yes;
        self
    }

    /// Shows a count.
    #[must_use]
    pub fn count(mut self, count: u32) -> Self {
        self.count = Some(count);
        self
    }
}

/// Links that look like tabs; the page behind each is a page.
#[component]
pub fn Tabs(
    /// Accessible name.
    #[prop(into)]
    label: String,
    /// The tabs.
    items: Vec<Tab>,
) -> impl IntoView {
    let items = items
        .into_iter()
        .map(|tab| {
            let count = tab
                .count
                .map(|count| view! { <span class="count num">{count}</span> });
            view! {
                <li>
                    <a href=tab.href aria-current=tab.current.then_some("page")>
                        <span>{tab.label}</span>
                        {count}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <nav class="tab-row" aria-label=label>
            <ul>{items}</ul>
        </nav>
    }
    .into_any()
}
