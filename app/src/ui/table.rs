//! The ledger: every list of the portal is drawn by this one table.

use leptos::prelude::*;

use super::Icon;
use super::attr::some;

/// Which side a column leans to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// Words.
    #[default]
    Start,
    /// Figures; its cells carry `class="num"`.
    Num,
    /// The last column, with the next act; its cells carry `class="act"`.
    Act,
}

/// How a list can be, or is, ordered by a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sort {
    /// Where the other order is.
    pub href: String,
    /// `Some(true)` rising, `Some(false)` falling, `None` not ordered by this column.
    pub rising: Option<bool>,
}

/// The head of one column.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Column {
    label: String,
    align: Align,
    sort: Option<Sort>,
    silent: bool,
}

impl Column {
    /// A column of words.
    pub fn text(label: impl Into<String>) -> Self {
        Column {
            label: label.into(),
            ..Column::default()
        }
    }

    /// A column of figures. The currency stands here once: "Net (CNY)".
    pub fn num(label: impl Into<String>) -> Self {
        Column {
            label: label.into(),
            align: Align::Num,
            ..Column::default()
        }
    }

    /// The column of acts: its heading is read, not seen.
    pub fn act(label: impl Into<String>) -> Self {
        Column {
            label: label.into(),
            align: Align::Act,
            silent: true,
            ..Column::default()
        }
    }

    /// Makes the heading a link that orders the list.
    #[must_use]
    pub fn sort(mut self, sort: Sort) -> Self {
        self.sort = Some(sort);
        self
    }

    fn into_view(self) -> AnyView {
        let class = match self.align {
            Align::Start => None,
            Align::Num => Some("num"),
            Align::Act => Some("act"),
        };
        let order = self.sort.as_ref().and_then(|sort| sort.rising);
        let aria_sort = order.map(|rising| if rising { "ascending" } else { "descending" });
        let icon = match order {
            Some(true) => "arrow-up",
            Some(false) => "arrow-down",
            None => "chevrons-up-down",
        };
        let content = match self.sort {
            Some(sort) => {
                view! { <a class="sort" href=sort.href>{self.label} <Icon name=icon /></a> }.into_any()
            }
            None if self.silent => view! { <span class="sr-only">{self.label}</span> }.into_any(),
            None => self.label.into_any(),
        };
        view! { <th scope="col" class=class aria-sort=aria_sort>{content}</th> }.into_any()
    }
}

/// A table with a sticky head and 40-pixel rows. `children` are its `<tr>`s; cells use `class="num"` and `class="act"`.
///
/// With `stack` each row becomes a small card on phones; its cells then need `data-label`.
#[component]
pub fn Ledger(
    /// What the table holds, for those who do not see its surroundings.
    #[prop(into)]
    caption: String,
    /// The heads, from left to right: the name people use first, the next act last.
    columns: Vec<Column>,
    /// Stands in the place of the table when there are no rows: `empty=rows.is_empty().then(|| …)`.
    #[prop(optional_no_strip)]
    empty: Option<AnyView>,
    /// 32-pixel rows.
    #[prop(optional)]
    compact: bool,
    /// Rows become cards on phones.
    #[prop(optional)]
    stack: bool,
    /// Sum rows, `<tr>`s.
    #[prop(optional)]
    foot: Option<AnyView>,
    /// The rows.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    match empty {
        Some(empty) => view! { <div class="ledger-empty">{empty}</div> }.into_any(),
        None => {
            let name = caption.clone();
            let heads = columns.into_iter().map(Column::into_view).collect_view();
            view! {
                <div class="ledger-scroll" role="region" aria-label=some(name) tabindex="0">
                    <table class="ledger" class:ledger-compact=compact class:ledger-stack=stack>
                        <caption class="sr-only">{caption}</caption>
                        <thead>
                            <tr>{heads}</tr>
                        </thead>
                        <tbody>{children.map(|children| children())}</tbody>
                        {foot.map(|foot| view! { <tfoot>{foot}</tfoot> })}
                    </table>
                </div>
            }
            .into_any()
        }
    }
}
