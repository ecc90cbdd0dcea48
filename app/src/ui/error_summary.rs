//! All findings of a form in one place, each a jump to its field.

use leptos::prelude::*;

use super::Icon;
use super::attr::some;
use super::field::field_id;

/// One line of the summary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorLink {
    /// The field's name; empty when the finding belongs to the whole form.
    pub name: String,
    /// What is wrong and what to do.
    pub text: String,
}

impl ErrorLink {
    /// A finding of one field.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        ErrorLink {
            name: name.into(),
            text: text.into(),
        }
    }
}

/// Stands above the form and takes the focus when the page opens; renders nothing without findings.
#[component]
pub fn ErrorSummary(
    /// "Two things need your attention".
    #[prop(into)]
    title: String,
    /// The findings, in the order of the fields.
    #[prop(into)]
    errors: Signal<Vec<ErrorLink>>,
) -> impl IntoView {
    move || {
        let errors = errors.get();
        (!errors.is_empty()).then(|| {
            let links = errors
                .into_iter()
                .map(|error| {
                    let href = some(error.name).map(|name| format!("#{}", field_id(&name)));
                    match href {
                        Some(href) => view! { <li><a href=href>{error.text}</a></li> }.into_any(),
                        None => view! { <li>{error.text}</li> }.into_any(),
                    }
                })
                .collect_view();
            view! {
                <div class="callout tone-bad error-summary" role="alert" tabindex="-1" autofocus=true>
                    <Icon name="circle-alert" />
                    <div class="callout-body">
                        <p class="callout-title">{title.clone()}</p>
                        <ul>{links}</ul>
                    </div>
                </div>
            }
            .into_any()
        })
    }
}
