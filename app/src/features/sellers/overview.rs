//! `/seller`: what needs the seller, how it stands, how the money went.

use super::{
    calls,
    words::{Words, words},
};
use crate::{
    load::load,
    session::{Session, use_session},
    ui::*,
    words::fill,
};
use guildhall_sdk::{
    lang::Lang,
    listings::{CreateListing, ListListings},
    money::Money,
    offers::ListOffers,
    orders::ListOrders,
    portal::Operation,
    sellers::{CertificationState, GetCertification, SellerOverview},
    settlement::ListTransactions,
};
use leptos::prelude::*;
use leptos_meta::Title;

/// The page.
#[component]
pub fn OverviewPage() -> impl IntoView {
    let session = use_session();
    let t = words(session.lang);
    let data = Resource::new(|| (), |()| calls::get_seller_overview());
    view! {
        <Title text=t.overview />
        {load(data, move |overview| body(&session, t, &overview))}
    }
    .into_any()
}

fn body(session: &Session, t: &'static Words, overview: &SellerOverview) -> AnyView {
    let (todo, figures, sales) = (
        todo(session, t, overview),
        figures(session, t, overview),
        sales(session, t, overview),
    );
    view! {
        <PageHead title=t.overview lead=t.overview_lead />
        <div class="stack-lg">
            <Card title=t.needs_you>{todo}</Card>
            <Card title=t.figures>{figures}</Card>
            <Card title=t.sales lead=t.sales_lead>{sales}</Card>
        </div>
    }
    .into_any()
}

/// One thing to do.
struct Todo {
    tone: Tone,
    title: String,
    why: &'static str,
    href: &'static str,
}

/// Where the certification is.
const CERTIFICATION: &str = "/seller/certification";

/// What needs the seller, most urgent first; only what this reader may do something about.
fn todos(session: &Session, t: &'static Words, o: &SellerOverview) -> Vec<Todo> {
    let mut list = Vec::new();
    let certify = session.may::<GetCertification>();
    let edit = session.may::<CreateListing>();
    let urgent = match o.certification {
        CertificationState::Rejected => Some((Tone::Bad, t.todo_recertify, t.todo_recertify_why)),
        CertificationState::Locked => Some((Tone::Bad, t.todo_locked, t.todo_locked_why)),
        CertificationState::AwaitingAmount => Some((Tone::Wait, t.todo_amount, t.todo_amount_why)),
        _ if o.renamed => Some((Tone::Wait, t.todo_renamed, t.todo_renamed_why)),
        _ => None,
    };
    if let Some((tone, title, why)) = urgent.filter(|_| certify) {
        list.push(Todo {
            tone,
            title: title.into(),
            why,
            href: CERTIFICATION,
        });
    }
    if o.to_provision > 0 && session.may::<ListOrders>() {
        list.push(Todo {
            tone: Tone::Wait,
            title: fill(t.todo_provision, &[("n", &o.to_provision)]),
            why: t.todo_provision_why,
            href: "/seller/orders?state=processing",
        });
    }
    if o.rejected > 0 && edit {
        list.push(Todo {
            tone: Tone::Bad,
            title: fill(t.todo_rejected, &[("n", &o.rejected)]),
            why: t.todo_rejected_why,
            href: "/seller/listings?revision=rejected",
        });
    }
    let calm = match o.certification {
        CertificationState::None => Some(t.todo_certify),
        CertificationState::Draft if !o.certified_before => Some(t.todo_go_on),
        _ => None,
    };
    if let Some(title) = calm.filter(|_| certify) {
        list.push(Todo {
            tone: Tone::Wait,
            title: title.into(),
            why: t.todo_certify_why,
            href: CERTIFICATION,
        });
    }
    if o.drafts > 0 && edit {
        list.push(Todo {
            tone: Tone::Info,
            title: fill(t.todo_drafts, &[("n", &o.drafts)]),
            why: t.todo_drafts_why,
            href: "/seller/listings?revision=draft",
        });
    }
    if edit && o.on_sale + o.drafts + o.in_review + o.rejected == 0 {
        let href = "/seller/listings";
        list.push(Todo {
            tone: Tone::Info,
            title: t.todo_publish.into(),
            why: t.todo_publish_why,
            href,
        });
    }
    list
}

fn todo(session: &Session, t: &'static Words, overview: &SellerOverview) -> AnyView {
    let list = todos(session, t, overview);
    if list.is_empty() {
        return view! { <p class="muted">{t.nothing_waits}</p> }.into_any();
    }
    let items = list
        .into_iter()
        .map(|item| {
            let act =
                view! { <Button size=Size::Small label=t.go icon_after="arrow-right" href=item.href /> };
            view! {
                <li>
                    <Callout tone=item.tone title=item.title actions=act.into_any()>
                        {item.why}
                    </Callout>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="stack-sm">{items}</ul> }.into_any()
}

fn figures(session: &Session, t: &'static Words, o: &SellerOverview) -> AnyView {
    // A figure leads to its lines, where the reader may see them.
    fn link<O: Operation>(session: &Session, href: &str) -> String {
        if session.may::<O>() {
            href.to_owned()
        } else {
            String::new()
        }
    }
    let listings = |href: &str| link::<ListListings>(session, href);
    let offers = link::<ListOffers>(session, "/seller/offers?status=live");
    let orders = link::<ListOrders>(session, "/seller/orders?state=processing");
    let transactions = link::<ListTransactions>(session, "/seller/transactions?billed=no");
    let (on_sale, in_review, rejected) = (o.on_sale, o.in_review, o.rejected);
    let (drafts, live, to_provision, unbilled) =
        (o.drafts, o.live_offers, o.to_provision, o.unbilled.display());
    let on_sale_href = listings("/seller/listings?state=on_sale");
    let in_review_href = listings("/seller/listings?revision=pending");
    let rejected_href = listings("/seller/listings?revision=rejected");
    let drafts_href = listings("/seller/listings?revision=draft");
    view! {
        <div class="stack">
            <Stats>
                <Stat label=t.on_sale value=on_sale.to_string() href=on_sale_href />
                <Stat label=t.in_review value=in_review.to_string() href=in_review_href />
                <Stat label=t.came_back value=rejected.to_string() href=rejected_href />
                <Stat label=t.drafts value=drafts.to_string() href=drafts_href />
            </Stats>
            <Stats>
                <Stat label=t.live_offers value=live.to_string() href=offers />
                <Stat label=t.to_provision value=to_provision.to_string() href=orders />
                <Stat label=t.unbilled value=unbilled hint=t.unbilled_hint href=transactions />
            </Stats>
        </div>
    }
    .into_any()
}

fn sales(session: &Session, t: &'static Words, o: &SellerOverview) -> AnyView {
    let lang = session.lang;
    if o.months.iter().all(|(_, gross)| gross.minor == 0) {
        return view! { <Empty drawing=Drawing::Ledger title=t.no_sales text=t.no_sales_text /> }.into_any();
    }
    let last = o.months.len();
    let bars: Vec<Bar> = o
        .months
        .iter()
        .enumerate()
        .map(|(i, (period, gross))| Bar {
            label: short_month(period, lang),
            value: gross.minor,
            text: gross.display(),
            href: String::new(),
            current: i + 1 == last,
        })
        .collect();
    let total = o
        .months
        .iter()
        .try_fold(Money::cny(0), |sum, (_, gross)| sum.plus(*gross))
        .ok();
    let columns = vec![Column::text(t.month), Column::num(t.gross_column)];
    // Newest first, as every list of money.
    let rows = o
        .months
        .iter()
        .rev()
        .map(|(period, gross)| {
            view! {
                <tr>
                    <td>{long_month(period)}</td>
                    <td class="num">{gross.figures()}</td>
                </tr>
            }
        })
        .collect_view();
    let foot = total
        .map(|total| {
            view! {
                <tr>
                    <td>{t.total}</td>
                    <td class="num">{total.figures()}</td>
                </tr>
            }
        })
        .into_any();
    view! {
        <div class="stack">
            <BarChart title=t.sales bars />
            <details>
                <summary class="btn btn-text">
                    <Icon name="chevron-down" />
                    <span>{t.sales_table}</span>
                </summary>
                <div class="mt-4">
                    <Ledger caption=t.sales columns compact=true foot>
                        {rows}
                    </Ledger>
                </div>
            </details>
        </div>
    }
    .into_any()
}

/// `202611` under a bar.
fn short_month(period: &str, lang: Lang) -> String {
    const EN: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let month: usize = period.get(4..).and_then(|m| m.parse().ok()).unwrap_or(0);
    match lang {
        Lang::Zh => format!("{month}月"),
        Lang::En => EN
            .get(month.wrapping_sub(1))
            .map_or_else(|| period.to_owned(), |m| (*m).to_owned()),
    }
}

/// `2026-11`.
fn long_month(period: &str) -> String {
    match (period.get(..4), period.get(4..)) {
        (Some(year), Some(month)) => format!("{year}-{month}"),
        _ => period.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_read_by_people() {
        assert_eq!(short_month("202611", Lang::Zh), "11月");
        assert_eq!(short_month("202601", Lang::En), "Jan");
        assert_eq!(short_month("?", Lang::En), "?");
        assert_eq!(long_month("202602"), "2026-02");
    }
}
