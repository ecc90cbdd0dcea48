//! What the desk's and the settlement's lists share: an address with its filters, chips that take a filter away, and a
//! pager that counts honestly.

use crate::{
    ui::{Chips, FilterChip, Pager},
    words::{common, fill},
};
use guildhall_sdk::{
    lang::Lang,
    portal::{Count, Page, PageRequest},
};
use leptos::prelude::*;
use leptos_router::params::ParamsMap;

/// A list's address: its path, and the filters in force. Never the cursor: a changed filter starts at the first page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    path: String,
    query: Vec<(&'static str, String)>,
}

impl Place {
    /// The list at `path`, with those of its filters that the address has.
    pub fn read(path: impl Into<String>, query: &ParamsMap, names: &[&'static str]) -> Place {
        let filters = names
            .iter()
            .map(|name| (*name, param(query, name)))
            .filter(|(_, value)| !value.is_empty());
        Place {
            path: path.into(),
            query: filters.collect(),
        }
    }

    /// The same list with a filter set; an empty value takes it away.
    #[must_use]
    pub fn with(&self, name: &'static str, value: impl Into<String>) -> Place {
        let value = value.into();
        let mut other = self.without(name);
        if !value.is_empty() {
            other.query.push((name, value));
        }
        other
    }

    /// The same list without a filter.
    #[must_use]
    pub fn without(&self, name: &str) -> Place {
        Place {
            path: self.path.clone(),
            query: self.query.iter().filter(|(n, _)| *n != name).cloned().collect(),
        }
    }

    /// A filter's value; empty when it is not in force.
    pub fn value(&self, name: &str) -> &str {
        self.query
            .iter()
            .find(|(n, _)| *n == name)
            .map_or("", |(_, v)| v.as_str())
    }

    /// The path and query.
    pub fn href(&self) -> String {
        self.href_at(&self.path)
    }

    /// The same filters at another path.
    pub fn href_at(&self, path: &str) -> String {
        let query: Vec<String> = self
            .query
            .iter()
            .map(|(n, v)| format!("{n}={}", encode(v)))
            .collect();
        if query.is_empty() {
            path.to_owned()
        } else {
            format!("{path}?{}", query.join("&"))
        }
    }
}

/// A parameter of the address, trimmed; empty when it is missing.
pub fn param(query: &ParamsMap, name: &str) -> String {
    query.get(name).map(|v| v.trim().to_owned()).unwrap_or_default()
}

/// The page that the address asks for.
pub fn page_request(query: &ParamsMap) -> PageRequest {
    let cursor = param(query, "cursor");
    PageRequest {
        cursor: (!cursor.is_empty()).then_some(cursor),
        size: None,
    }
}

/// A text as it stands in a query.
pub fn encode(text: &str) -> String {
    text.bytes()
        .map(|b| match b {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => {
                char::from(b).to_string()
            }
            _ => format!("%{b:02X}"),
        })
        .collect()
}

/// `12,400`.
pub fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// "12 in all", or "more than 10,000" where counting stopped.
pub fn counted(lang: Lang, count: Count) -> String {
    let t = common::words(lang);
    fill(
        if count.exact { t.count_exact } else { t.count_more },
        &[("n", &grouped(count.rows))],
    )
}

/// Under a list: how much there is, and the way to the pages before and after.
pub fn pager<T>(lang: Lang, place: &Place, page: &Page<T>) -> AnyView {
    let t = common::words(lang);
    let to = |cursor: &Option<String>| {
        cursor
            .as_ref()
            .map(|c| place.with("cursor", c.clone()).href())
            .unwrap_or_default()
    };
    view! {
        <Pager
            label=t.pages
            summary=counted(lang, page.count)
            newer_label=t.newer
            newer_href=to(&page.previous)
            older_label=t.older
            older_href=to(&page.next)
        />
    }
    .into_any()
}

/// The filters in force: name in the address, what it is called, its value in words. Nothing when none is.
pub fn chips(lang: Lang, place: &Place, filters: Vec<(&'static str, &'static str, String)>) -> AnyView {
    let t = common::words(lang);
    let set: Vec<_> = filters
        .into_iter()
        .filter(|(name, _, _)| !place.value(name).is_empty())
        .collect();
    if set.is_empty() {
        return ().into_any();
    }
    let clear = set
        .iter()
        .fold(place.clone(), |p, (name, _, _)| p.without(name))
        .href();
    let chips = set
        .into_iter()
        .map(|(name, label, value)| {
            let remove_href = place.without(name).href();
            view! { <FilterChip label value remove_href remove_label=format!("{}: {label}", t.remove_filter) /> }
        })
        .collect_view();
    view! { <Chips label=t.filter clear_href=clear clear_label=t.clear>{chips}</Chips> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_keeps_its_filters_and_loses_the_page() {
        let mut query = ParamsMap::new();
        for (name, value) in [
            ("state", "paid"),
            ("cursor", "a.1.x"),
            ("product", " 云 & 盘 "),
            ("class", ""),
        ] {
            query.insert(name, value.to_owned());
        }
        let place = Place::read("/seller/bills", &query, &["state", "product", "class"]);
        assert_eq!(
            place.href(),
            "/seller/bills?state=paid&product=%E4%BA%91%20%26%20%E7%9B%98"
        );
        assert_eq!(place.without("product").href(), "/seller/bills?state=paid");
        assert_eq!(place.without("product").with("state", "").href(), "/seller/bills");
        assert_eq!(
            place.without("product").with("cursor", "a.1.x").href(),
            "/seller/bills?state=paid&cursor=a.1.x"
        );
    }

    #[test]
    fn counts_are_grouped() {
        for (n, text) in [(0, "0"), (999, "999"), (1_000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(grouped(n), text);
        }
    }
}
