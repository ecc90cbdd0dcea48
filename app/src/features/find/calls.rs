//! The search itself: every list the viewer may read is asked the way its own page asks it.

use super::words::words;
use crate::fault::Fault;
use guildhall_sdk::lang::{Bilingual, Lang};
use leptos::{prelude::*, server_fn};
use serde::{Deserialize, Serialize};

/// Longer texts find nothing that shorter ones do not.
pub const MAX_CHARS: usize = 64;

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// A listing of the seller.
    Listing,
    /// An exclusive discount of the seller.
    Offer,
    /// An order the seller got.
    Order,
    /// An order the customer placed.
    Purchase,
    /// A bill.
    Bill,
    /// Something the operator decides or decided.
    Review,
    /// An organisation of the marketplace.
    Organisation,
}

impl Kind {
    /// The heading it stands under.
    pub fn words(self, lang: Lang) -> &'static str {
        let t = words(lang);
        match self {
            Kind::Listing => t.listings,
            Kind::Offer => t.offers,
            Kind::Order | Kind::Purchase => t.orders,
            Kind::Bill => t.bills,
            Kind::Review => t.reviews,
            Kind::Organisation => t.organisations,
        }
    }

    /// Its icon's name.
    pub const fn icon(self) -> &'static str {
        match self {
            Kind::Listing => "package",
            Kind::Offer => "percent",
            Kind::Order | Kind::Purchase => "shopping-cart",
            Kind::Bill => "receipt",
            Kind::Review => "inbox",
            Kind::Organisation => "building-2",
        }
    }
}

/// Something found, and where it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// What it is.
    pub kind: Kind,
    /// What people call it.
    pub title: Bilingual,
    /// What tells it from others of the same name.
    pub note: Bilingual,
    /// Its page.
    pub href: String,
}

/// What the viewer has by this name, or under a number that begins so: at most five of each kind.
///
/// # Errors
/// What the door refuses.
#[server(name = FindCall, endpoint = "find", input = server_fn::codec::Json)]
pub async fn find(text: String) -> Result<Vec<Hit>, Fault> {
    search::search(text.trim()).await
}

#[cfg(feature = "ssr")]
mod search {
    use super::{Hit, Kind, MAX_CHARS};
    use crate::{door, fault::Fault, features::settlement::lists::encode, layout::words::words as layout};
    use guildhall_sdk::{
        accounts::ListOrganisations,
        lang::{Bilingual, Lang},
        listings::ListListings,
        offers::ListOffers,
        orders::{ListMyOrders, ListOrders, OrderFilter, OrderRow},
        portal::{AppError, OrganisationKind, PageRequest},
        reviews::{ListReviews, ReviewState},
        settlement::ListBills,
        time::Period,
    };

    /// How many of a kind: more is what the kind's own list is for.
    const EACH: u32 = 5;

    pub(super) async fn search(text: &str) -> Result<Vec<Hit>, Fault> {
        let viewer = door::viewer().ok_or(AppError::NotSignedIn)?;
        let mut found = Vec::new();
        if text.is_empty() || text.chars().count() > MAX_CHARS {
            return Ok(found);
        }
        let page = || PageRequest {
            cursor: None,
            size: Some(EACH),
        };
        let root = match viewer.acting.kind {
            OrganisationKind::Operator => "/ops",
            _ => "/seller",
        };
        if viewer.may::<ListListings>() {
            let request = ListListings {
                search: text.to_owned(),
                page: page(),
                ..ListListings::default()
            };
            found.extend(door::run(request).await?.rows.into_iter().map(|row| Hit {
                kind: Kind::Listing,
                title: row.name,
                note: both(|lang| row.revision_state.words(lang).to_owned()),
                href: format!("/seller/listings/{}", row.id),
            }));
        }
        if viewer.may::<ListOffers>() {
            let request = ListOffers {
                search: text.to_owned(),
                page: page(),
                ..ListOffers::default()
            };
            found.extend(door::run(request).await?.rows.into_iter().map(|row| Hit {
                kind: Kind::Offer,
                title: Bilingual::new(&row.name, &row.name),
                note: row.customer_name,
                href: format!("/seller/offers/{}", row.id),
            }));
        }
        let filter = order_filter(text);
        if viewer.may::<ListOrders>() {
            let request = ListOrders {
                filter: filter.clone(),
                page: page(),
            };
            let rows = door::run(request).await?.rows;
            found.extend(
                rows.into_iter()
                    .map(|row| order(Kind::Order, "/seller/orders", row)),
            );
        }
        if viewer.may::<ListMyOrders>() {
            let request = ListMyOrders { filter, page: page() };
            let rows = door::run(request).await?.rows;
            found.extend(
                rows.into_iter()
                    .map(|row| order(Kind::Purchase, "/my/orders", row)),
            );
        }
        if viewer.may::<ListBills>()
            && let Ok(period) = text.replace('-', "").parse::<Period>()
        {
            let request = ListBills {
                period: Some(period),
                page: page(),
                ..ListBills::default()
            };
            found.extend(door::run(request).await?.rows.into_iter().map(|row| Hit {
                kind: Kind::Bill,
                title: both(|lang| format!("{} · {}", row.period, row.class.words(lang))),
                note: both(|lang| format!("{} · {}", row.seller_name.get(lang), row.net.display())),
                href: format!("{root}/bills/{}", row.id),
            }));
        }
        if viewer.may::<ListReviews>() {
            found.extend(reviews(text).await?);
        }
        if viewer.may::<ListOrganisations>() {
            let request = ListOrganisations {
                search: text.to_owned(),
                page: page(),
                ..ListOrganisations::default()
            };
            found.extend(door::run(request).await?.rows.into_iter().map(|row| Hit {
                kind: Kind::Organisation,
                note: both(|lang| layout(lang).kind(row.kind).to_owned()),
                href: format!("/ops/organisations?q={}", encode(&row.name.zh)),
                title: row.name,
            }));
        }
        Ok(found)
    }

    /// What waits for a decision first, then what was decided.
    async fn reviews(text: &str) -> Result<Vec<Hit>, Fault> {
        let mut found = Vec::new();
        for state in [ReviewState::Open, ReviewState::Approved, ReviewState::Rejected] {
            let request = ListReviews {
                state: Some(state),
                search: text.to_owned(),
                page: PageRequest {
                    cursor: None,
                    size: Some(EACH),
                },
                ..ListReviews::default()
            };
            found.extend(door::run(request).await?.rows.into_iter().map(|row| Hit {
                kind: Kind::Review,
                note: both(|lang| {
                    let (kind, seller) = (row.kind.words(lang), row.seller_name.get(lang));
                    format!("{kind} · {seller} · {}", row.state.words(lang))
                }),
                href: format!("/ops/reviews/{}", row.id),
                title: row.title,
            }));
            if found.len() >= EACH as usize {
                break;
            }
        }
        found.truncate(EACH as usize);
        Ok(found)
    }

    /// A number begins with its letters or its date; everything else is a product's name.
    fn order_filter(text: &str) -> OrderFilter {
        let number = text.to_uppercase();
        let looks_so =
            number.starts_with("CS") && number.chars().skip(2).all(|c| c.is_ascii_digit() || c == '-');
        if looks_so {
            OrderFilter {
                number,
                ..OrderFilter::default()
            }
        } else {
            OrderFilter {
                product: text.to_owned(),
                ..OrderFilter::default()
            }
        }
    }

    fn order(kind: Kind, list: &str, row: OrderRow) -> Hit {
        Hit {
            kind,
            title: row.product,
            note: both(|lang| format!("{} · {}", row.number, row.other.get(lang))),
            href: format!("{list}/{}", row.id),
        }
    }

    fn both(text: impl Fn(Lang) -> String) -> Bilingual {
        Bilingual::new(text(Lang::Zh), text(Lang::En))
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn a_number_is_told_from_a_name() {
            for (text, number, product) in [
                ("cs2611", "CS2611", ""),
                ("CS2611181000", "CS2611181000", ""),
                ("CSS 工具", "", "CSS 工具"),
                ("工单", "", "工单"),
            ] {
                let filter = order_filter(text);
                assert_eq!(
                    (filter.number.as_str(), filter.product.as_str()),
                    (number, product),
                    "{text}"
                );
            }
        }
    }
}
