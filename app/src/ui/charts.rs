//! A bar per month: small, linked, readable without seeing it.

use leptos::prelude::*;

/// One bar.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bar {
    /// What stands under it: "Nov".
    pub label: String,
    /// How high, in any integer unit; below zero hangs down.
    pub value: i64,
    /// The value in words: "¥12,000.00".
    pub text: String,
    /// Where its page is; may be empty.
    pub href: String,
    /// The chosen one.
    pub current: bool,
}

/// Height of a bar in thousandths of the drawing, and its top edge. Integers only: the same on server and client.
fn geometry(value: i64, top: i64, bottom: i64) -> (i64, i64) {
    let span = i128::from(top) - i128::from(bottom);
    if span <= 0 {
        return (1000, 0);
    }
    let per_mille = |part: i128| i64::try_from(part * 1000 / span).unwrap_or(1000);
    let y = per_mille(i128::from(top) - i128::from(value.max(0)));
    (y, per_mille(i128::from(value).abs()))
}

/// Bars as a list: each with its name and its value in words, each a link where it has a page.
#[component]
pub fn BarChart(
    /// What is shown; the chart's accessible name.
    #[prop(into)]
    title: String,
    /// The bars, in reading order.
    bars: Vec<Bar>,
) -> impl IntoView {
    let top = bars.iter().map(|bar| bar.value).max().unwrap_or(0).max(0);
    let bottom = bars.iter().map(|bar| bar.value).min().unwrap_or(0).min(0);
    let bars = bars
        .into_iter()
        .map(|bar| {
            let (y, height) = geometry(bar.value, top, bottom);
            let content = view! {
                <span class="bar-value num">{bar.text.clone()}</span>
                <svg class="bar" viewBox="0 0 10 1000" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                    <rect x="0" y=y.to_string() width="10" height=height.max(4).to_string()></rect>
                </svg>
                <span class="bar-label">{bar.label}</span>
            }
            .into_any();
            if bar.href.is_empty() {
                view! { <li><span class="bar-item" title=bar.text>{content}</span></li> }.into_any()
            } else {
                view! {
                    <li>
                        <a class="bar-item" href=bar.href title=bar.text aria-current=bar.current.then_some("true")>
                            {content}
                        </a>
                    </li>
                }
                .into_any()
            }
        })
        .collect_view();
    view! { <ol class="bars" aria-label=title>{bars}</ol> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::geometry;

    #[test]
    fn bars_fill_the_drawing_and_hang_from_the_zero_line() {
        let cases = [
            // value, top, bottom → y, height
            (100, 100, 0, (0, 1000)),
            (50, 100, 0, (500, 500)),
            (0, 100, 0, (1000, 0)),
            (-100, 100, -100, (500, 500)),
            (100, 100, -100, (0, 500)),
            (0, 0, 0, (1000, 0)),
            (i64::MAX, i64::MAX, i64::MIN, (0, 499)),
        ];
        for (value, top, bottom, expected) in cases {
            assert_eq!(
                geometry(value, top, bottom),
                expected,
                "{value} in {bottom}..{top}"
            );
        }
    }
}
