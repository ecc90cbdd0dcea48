//! Amounts. The figures are made by the caller from integer minor units; here they are only set.

use leptos::prelude::*;

use super::attr::some;

/// One amount: tabular figures, a true minus sign, the currency small before it, and on request how it came to be.
#[component]
pub fn Amount(
    /// The figures without sign: `12,000.00`.
    #[prop(into)]
    figures: String,
    /// Below zero.
    #[prop(optional)]
    negative: bool,
    /// The currency's sign; left out in columns whose heading names it.
    #[prop(optional, into)]
    currency: String,
    /// Struck through: what it was before.
    #[prop(optional)]
    was: bool,
    /// How it came to be, on hover and for screen readers.
    #[prop(optional, into)]
    explain: String,
) -> impl IntoView {
    let currency = some(currency).map(|sign| view! { <span class="amount-currency">{sign}</span> });
    let explain = some(explain);
    let spoken = explain
        .clone()
        .map(|text| view! { <span class="sr-only">{text}</span> });
    let content = view! {
        {negative.then_some("\u{2212}")}
        {currency}
        <span>{figures}</span>
        {spoken}
    }
    .into_any();
    if was {
        view! { <s class="amount num amount-was" title=explain>{content}</s> }.into_any()
    } else {
        view! { <span class="amount num" class:amount-negative=negative title=explain>{content}</span> }
            .into_any()
    }
}
