//! The counter: what a customer sees of an offer, phone first.

use leptos::prelude::*;

use super::attr::some;

/// The card of an offer: from whom, what, for how much; then what the page adds; the act at the bottom.
#[component]
pub fn OfferCard(
    /// "An offer for you".
    #[prop(into)]
    eyebrow: String,
    /// The offer's name.
    #[prop(into)]
    title: String,
    /// The seller's name.
    #[prop(into)]
    seller: String,
    /// The state, a `Badge`.
    #[prop(optional)]
    badge: Option<AnyView>,
    /// The form with the committing button.
    #[prop(optional)]
    act: Option<AnyView>,
    /// Prices, validity, what happens next.
    children: Children,
) -> impl IntoView {
    let name = seller.clone();
    view! {
        <article class="offer">
            <header class="offer-head">
                <div class="offer-seller">
                    <super::Avatar name=name square=true />
                    <span>{seller}</span>
                    {badge}
                </div>
                <p class="offer-eyebrow">{eyebrow}</p>
                <h1>{title}</h1>
            </header>
            <div class="offer-body">{children()}</div>
            {act.map(|act| view! { <footer class="offer-act">{act}</footer> })}
        </article>
    }
    .into_any()
}

/// One priced thing of the offer: the product and spec, the new price large, the old one struck, how much less.
#[component]
pub fn OfferPrice(
    /// What is sold.
    #[prop(into)]
    product: String,
    /// Which spec of it.
    #[prop(optional, into)]
    spec: String,
    /// The price, currency included.
    #[prop(into)]
    price: String,
    /// Per what.
    #[prop(optional, into)]
    per: String,
    /// The price without the offer, currency included.
    #[prop(optional, into)]
    was: String,
    /// Said before it: "List price".
    #[prop(optional, into)]
    was_label: String,
    /// "−20 %" in words the reader knows.
    #[prop(optional, into)]
    less: String,
) -> impl IntoView {
    let old = some(was).map(|was| {
        view! {
            <s class="num">
                {some(was_label).map(|label| view! { <span class="sr-only">{label} " "</span> })}
                {was}
            </s>
        }
    });
    view! {
        <div class="offer-price">
            <div class="offer-what">
                <p class="offer-product">{product}</p>
                {some(spec).map(|spec| view! { <p class="offer-spec">{spec}</p> })}
            </div>
            <p class="offer-figures">
                <strong class="num">{price}</strong>
                {some(per).map(|per| view! { <span class="offer-per">{per}</span> })}
                <span class="offer-saving">
                    {old} {some(less).map(|less| view! { <span class="offer-less num">{less}</span> })}
                </span>
            </p>
        </div>
    }
    .into_any()
}
