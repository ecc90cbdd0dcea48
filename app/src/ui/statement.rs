//! A bill as a statement, like a page one could print.

use leptos::prelude::*;

use super::attr::some;

/// The table of a statement: gross, fees, coupons, tax, refunds, net, in that order.
#[component]
pub fn Statement(
    /// What the statement is of.
    #[prop(into)]
    caption: String,
    /// `StatementLine`s, then one `StatementTotal`.
    children: Children,
) -> impl IntoView {
    view! {
        <table class="statement">
            <caption class="sr-only">{caption}</caption>
            <tbody>{children()}</tbody>
        </table>
    }
    .into_any()
}

/// One line: what, how much (an `Amount`), and where its parts are.
#[component]
pub fn StatementLine(
    /// What it is.
    #[prop(into)]
    label: String,
    /// How it came to be: "5 % of gross, rule 2026-01".
    #[prop(optional, into)]
    note: String,
    /// Where its parts are.
    #[prop(optional, into)]
    href: String,
    /// The amount.
    children: Children,
) -> impl IntoView {
    let name = match some(href) {
        Some(href) => view! { <a href=href>{label}</a> }.into_any(),
        None => view! { <span>{label}</span> }.into_any(),
    };
    view! {
        <tr>
            <th scope="row">
                {name}
                {some(note).map(|note| view! { <span class="statement-note">{note}</span> })}
            </th>
            <td class="num">{children()}</td>
        </tr>
    }
    .into_any()
}

/// The bottom line.
#[component]
pub fn StatementTotal(
    /// What it is.
    #[prop(into)]
    label: String,
    /// The amount.
    children: Children,
) -> impl IntoView {
    view! {
        <tr class="statement-total">
            <th scope="row">{label}</th>
            <td class="num">{children()}</td>
        </tr>
    }
    .into_any()
}
