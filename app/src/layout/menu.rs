//! The side bar, built from the table that the door asks: an entry is there when its page's operation is open to the viewer.

use super::words::words;
use crate::{
    features::find::Shortcut,
    session::Session,
    ui::frame::{NavGroup, NavItem},
};
use guildhall_sdk::{
    accounts::{ListOrganisations, ListTeam},
    audit::ListAudit,
    listings::ListListings,
    notices::{ListMails, ListNotices},
    offers::ListOffers,
    orders::{ListMyOrders, ListOrders},
    portal::{Operation, OrganisationKind, Standing},
    reviews::{GetOperatorOverview, ListReviews},
    sellers::{
        GetApplication, GetCertification, GetCompany, GetIdentity, GetJoining, GetMyAgreements,
        GetSellerOverview, ListAgreements, ListConduct, ListTransfers,
    },
    settings::GetSettings,
    settlement::{ListBills, ListTransactions},
};

/// The side bar for a viewer at a page.
pub fn groups(session: &Session, path: &str) -> Vec<NavGroup> {
    let t = words(session.lang);
    let Some(viewer) = &session.viewer else {
        return Vec::new();
    };
    let counts = session.counts;
    let mut menu = Menu {
        session,
        path,
        groups: Vec::new(),
    };
    match viewer.acting.kind {
        OrganisationKind::Seller => {
            menu.group("");
            menu.item::<GetSellerOverview>("/seller", t.overview, "layout-dashboard", 0);
            if viewer.acting.standing == Standing::Joining {
                menu.item::<GetJoining>("/seller/join", t.joining, "list-checks", 0);
            }
            menu.item::<ListNotices>("/seller/notices", t.notices, "bell", counts.notices);
            menu.group(t.products);
            menu.item::<ListListings>("/seller/listings", t.my_listings, "package", counts.listings);
            menu.group(t.sales);
            menu.item::<ListOffers>("/seller/offers", t.offers, "percent", 0);
            menu.group(t.orders_group);
            menu.item::<ListOrders>("/seller/orders", t.orders, "shopping-cart", counts.orders);
            menu.group(t.settlement);
            menu.item::<ListTransactions>("/seller/transactions", t.transactions, "list", 0);
            menu.item::<ListBills>("/seller/bills", t.bills, "receipt", 0);
            menu.group(t.shop);
            menu.item::<GetCompany>("/seller/company", t.company, "building-2", 0);
            menu.item::<GetIdentity>("/seller/identity", t.identity, "badge-check", 0);
            menu.item::<GetApplication>("/seller/application", t.application, "store", 0);
            menu.item::<GetMyAgreements>("/seller/agreements", t.agreements, "scroll-text", 0);
            menu.item::<GetCertification>("/seller/certification", t.certification, "shield-check", 0);
            menu.item::<ListTeam>("/team", t.team, "users", 0);
        }
        OrganisationKind::Operator => {
            menu.group("");
            menu.item::<GetOperatorOverview>("/ops", t.overview, "layout-dashboard", 0);
            menu.item::<ListNotices>("/ops/notices", t.notices, "bell", counts.notices);
            menu.group(t.desk);
            menu.item::<ListReviews>("/ops/reviews", t.reviews, "inbox", counts.reviews);
            menu.group(t.settlement);
            menu.item::<ListBills>("/ops/bills", t.bills, "receipt", counts.bills);
            menu.group(t.marketplace);
            menu.item::<ListTransfers>("/ops/transfers", t.transfers, "shield-check", 0);
            menu.item::<ListOrganisations>("/ops/organisations", t.organisations, "building-2", 0);
            menu.item::<ListTeam>("/team", t.team, "users", 0);
            menu.item::<ListConduct>("/ops/conduct", t.conduct, "badge-check", 0);
            menu.item::<ListAgreements>("/ops/agreements", t.agreements, "scroll-text", 0);
            menu.item::<GetSettings>("/ops/settings", t.settings, "settings", 0);
            menu.item::<ListAudit>("/ops/permissions", t.permissions, "key", 0);
            menu.item::<ListAudit>("/ops/audit", t.audit, "history", 0);
            menu.item::<ListMails>("/ops/mails", t.mails, "mail", 0);
        }
        OrganisationKind::Customer => {
            menu.group(t.purchases);
            menu.item::<ListMyOrders>("/my/orders", t.my_orders, "shopping-cart", 0);
            menu.item::<ListNotices>("/my/notices", t.notices, "bell", counts.notices);
            menu.item::<ListTeam>("/team", t.team, "users", 0);
        }
    }
    menu.groups.retain(|g| !g.items.is_empty());
    menu.groups
}

/// The menu's pages with the key that leads to each after G.
pub fn shortcuts(groups: &[NavGroup]) -> Vec<Shortcut> {
    groups
        .iter()
        .flat_map(|group| &group.items)
        .map(|item| Shortcut {
            label: item.label.clone(),
            href: item.href.clone(),
            icon: item.icon.to_owned(),
            key: key(&item.href),
        })
        .collect()
}

/// One letter per page; the same page of another role has the same.
fn key(href: &str) -> Option<char> {
    Some(match href.rsplit('/').next().unwrap_or_default() {
        "seller" | "ops" => 'h',
        "notices" => 'n',
        "listings" => 'l',
        "offers" => 'd',
        "orders" => 'o',
        "transactions" => 't',
        "bills" => 'b',
        "certification" => 'c',
        "team" => 'p',
        "reviews" => 'r',
        "organisations" => 'u',
        "settings" => 's',
        "permissions" => 'k',
        "audit" => 'a',
        "mails" => 'm',
        _ => return None,
    })
}

struct Menu<'a> {
    session: &'a Session,
    path: &'a str,
    groups: Vec<NavGroup>,
}

impl Menu<'_> {
    fn group(&mut self, label: &str) {
        self.groups.push(NavGroup {
            label: label.into(),
            items: Vec::new(),
        });
    }

    fn item<O: Operation>(&mut self, href: &str, label: &str, icon: &'static str, count: u32) {
        if !self.session.may::<O>() {
            return;
        }
        // The overview is every page's prefix; it is current only on itself.
        let root = matches!(href, "/seller" | "/ops");
        let below = self
            .path
            .strip_prefix(href)
            .is_some_and(|rest| rest.is_empty() || (!root && rest.starts_with('/')));
        if let Some(group) = self.groups.last_mut() {
            group.items.push(NavItem {
                href: href.into(),
                label: label.into(),
                icon,
                count: (count > 0).then_some(count),
                current: below,
            });
        }
    }
}
