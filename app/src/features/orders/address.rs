//! Addresses of lists: what is filtered and which page is shown live in the URL, so that a list can be shared, kept
//! and reloaded.

use crate::{
    ui::Pager,
    words::{common, fill},
};
use guildhall_sdk::{lang::Lang, portal::Page};
use leptos::prelude::*;

/// The address of a list with its filters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    path: &'static str,
    pairs: Vec<(&'static str, String)>,
}

impl Address {
    /// The list without a filter.
    pub fn new(path: &'static str) -> Address {
        Address {
            path,
            pairs: Vec::new(),
        }
    }

    /// The same list with one filter set instead of what it was; an empty value takes it away.
    #[must_use]
    pub fn with(&self, name: &'static str, value: impl Into<String>) -> Address {
        let mut next = self.without(name);
        let value = value.into();
        if !value.is_empty() {
            next.pairs.push((name, value));
        }
        next
    }

    /// The same list without one filter.
    #[must_use]
    pub fn without(&self, name: &str) -> Address {
        let pairs = self.pairs.iter().filter(|(n, _)| *n != name).cloned().collect();
        Address {
            path: self.path,
            pairs,
        }
    }

    /// The link.
    pub fn href(&self) -> String {
        let mut out = self.path.to_owned();
        for (i, (name, value)) in self.pairs.iter().enumerate() {
            out.push(if i == 0 { '?' } else { '&' });
            out.push_str(name);
            out.push('=');
            for byte in value.bytes() {
                match byte {
                    b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                        out.push(char::from(byte));
                    }
                    _ => out.push_str(&format!("%{byte:02X}")),
                }
            }
        }
        out
    }
}

/// The links to the page before and after, and how many there are: exact, or "more than".
pub fn pager<T>(page: &Page<T>, list: &Address, lang: Lang) -> AnyView {
    let t = common::words(lang);
    let to = |cursor: &Option<String>| {
        cursor
            .as_ref()
            .map(|c| list.with("cursor", c).href())
            .unwrap_or_default()
    };
    let count = if page.count.exact {
        t.count_exact
    } else {
        t.count_more
    };
    view! {
        <Pager
            label=t.pages
            summary=fill(count, &[("n", &page.count.rows)])
            newer_label=t.newer
            newer_href=to(&page.previous)
            older_label=t.older
            older_href=to(&page.next)
        />
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_is_set_once_and_written_for_a_url() {
        let list = Address::new("/seller/orders")
            .with("state", "unpaid")
            .with("product", "云 A&B");
        assert_eq!(
            list.href(),
            "/seller/orders?state=unpaid&product=%E4%BA%91%20A%26B"
        );
        assert_eq!(
            list.with("state", "completed").without("product").href(),
            "/seller/orders?state=completed"
        );
        assert_eq!(
            list.with("state", "").with("product", "").href(),
            "/seller/orders"
        );
    }
}
