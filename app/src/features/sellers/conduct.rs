//! `/ops/conduct`: sellers with tier and points; `/ops/conduct/{seller}`: recording, deciding appeals, the tier.

use super::{
    conduct_parts::{area, done, points, tier, who},
    conduct_words::{Words, words},
    parts::refusal,
};
use crate::{
    features::settlement::lists::{Place, page_request, pager, param},
    forms::{FormView, use_form},
    load::load,
    session::{Session, use_session},
    ui::*,
    words::{common, fill},
};
use guildhall_sdk::{
    portal::{AppError, Page, Standing},
    sellers::{
        CompanyView, ConductRow, Deduction, DeductionState, GetConduct, ListConduct, RecordDeduction,
        SellerTier, SetSellerTier, Violation, WatchList,
    },
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

const PATH: &str = "/ops/conduct";

/// The list.
#[component]
pub fn ConductListPage() -> impl IntoView {
    let session = use_session();
    let query = use_query_map();
    let data = Resource::new(
        move || query.get(),
        |query| {
            crate::door::run(ListConduct {
                appeals: param(&query, "appeals") == "1",
                page: page_request(&query),
            })
        },
    );
    let t = words(session.lang);
    view! {
        <Title text=t.conduct />
        <PageHead title=t.conduct lead=t.conduct_lead />
        {load(data, move |page| {
            list(&session, &Place::read(PATH, &query.get_untracked(), &["appeals"]), page)
        })}
    }
}

fn list(session: &Session, place: &Place, page: Page<ConductRow>) -> AnyView {
    let t = words(session.lang);
    let only = place.value("appeals") == "1";
    let tabs = vec![
        Tab::new(place.without("appeals").href(), t.all).current(!only),
        Tab::new(place.with("appeals", "1").href(), t.with_appeals).current(only),
    ];
    let columns = vec![
        Column::text(t.seller),
        Column::text(t.standing),
        Column::text(t.tier),
        Column::num(t.points),
        Column::num(t.appeals),
    ];
    let empty = page
        .rows
        .is_empty()
        .then(|| view! { <Empty drawing=Drawing::Gate title=t.empty text=t.empty_text /> }.into_any());
    let rows = page
        .rows
        .iter()
        .map(|row| {
            let href = format!("{PATH}/{}", row.seller);
            view! {
                <tr>
                    <td>
                        <a class="row-name" href=href>{row.name.get(session.lang).to_owned()}</a>
                    </td>
                    <td data-label=t.standing>{row.standing.words(session.lang)}</td>
                    <td data-label=t.tier>{row.tier.words(session.lang)}</td>
                    <td class="num" data-label=t.points>{row.points.to_string()}</td>
                    <td class="num" data-label=t.appeals>{row.appeals.to_string()}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div>
            <Tabs label=t.views items=tabs />
            <Ledger caption=t.list columns empty stack=true>
                {rows}
            </Ledger>
            {pager(session.lang, place, &page)}
        </div>
    }
    .into_any()
}

/// A seller's page.
#[component]
pub fn ConductPage() -> impl IntoView {
    let session = use_session();
    let (params, query) = (use_params_map(), use_query_map());
    let data = Resource::new(
        move || params.get().get("seller").unwrap_or_default(),
        |seller| async move {
            let seller = seller.parse().map_err(|_| AppError::NotFound)?;
            crate::door::run(GetConduct { seller }).await
        },
    );
    let t = words(session.lang);
    view! {
        <Title text=t.conduct />
        {load(data, move |view| {
            body(&session, &query.get_untracked().get("done").unwrap_or_default(), &view)
        })}
    }
}

fn body(session: &Session, said: &str, view: &CompanyView) -> AnyView {
    let t = words(session.lang);
    let (decide, record, set) = (
        use_form("sellers/decide-appeal"),
        use_form("sellers/record-deduction"),
        use_form("sellers/set-tier"),
    );
    let refused = [&decide, &record, &set]
        .into_iter()
        .filter(|form| form.refused())
        .map(|form| refusal(session, form))
        .collect_view();
    let joined = view.standing == Standing::Joined;
    let may_record = joined && session.may::<RecordDeduction>();
    let may_set = joined && session.may::<SetSellerTier>();
    let title = view.name.get(session.lang).to_owned();
    let breadcrumb = vec![Crumb::new(PATH, t.conduct)];
    view! {
        <PageHead title lead=t.company_lead breadcrumb />
        <div class="stack">
            {done(session.lang, said)}
            {refused}
            {who(session, view, false)}
            {points(session, view, |deduction| decision(t, view, &decide, deduction))}
            {may_record.then(|| record_form(session, view, &record))}
            {tier(session, view)}
            {may_set.then(|| tier_form(session, view, &set))}
        </div>
    }
    .into_any()
}

fn decision(t: &'static Words, view: &CompanyView, form: &FormView, d: &Deduction) -> Option<AnyView> {
    if d.state != DeductionState::Appealed {
        return None;
    }
    if !d.may_decide {
        return Some(view! { <Callout tone=Tone::Info title=t.decide_own /> }.into_any());
    }
    let id = d.id.to_string();
    let mine = form.value("deduction").is_some_and(|sent| sent == id);
    let text = area(form, mine, "decision", &id, t.decision_label, "");
    let seller = view.seller.to_string();
    Some(
        view! {
            <form class="form" method="post" novalidate=true action="/form/sellers/decide-appeal">
                <input type="hidden" name="deduction" value=id />
                <input type="hidden" name="seller" value=seller />
                {text}
                <Buttons>
                    <Button kind=Kind::Primary label=t.lift name="act" value="lift" />
                    <Button label=t.uphold name="act" value="uphold" />
                </Buttons>
            </form>
        }
        .into_any(),
    )
}

fn record_form(session: &Session, view: &CompanyView, form: &FormView) -> AnyView {
    let t = words(session.lang);
    let lang = session.lang;
    let mut violations = vec![Choice::new("", "")];
    violations.extend(Violation::ALL.iter().map(|v| {
        let points = v.points().map_or_else(
            || t.free_points.to_owned(),
            |n| fill(t.by_catalogue, &[("n", &n)]),
        );
        Choice::new(v.as_str(), format!("{} ({points})", v.words(lang)))
    }));
    let mut lists = vec![Choice::new("", t.list_none)];
    lists.extend(WatchList::ALL.map(|list| Choice::new(list.as_str(), list.words(lang))));
    let [violation, points, evidence, listed, until] =
        ["violation", "points", "evidence", "listed", "listed_until"]
            .map(|name| (form.value_or(name, ""), form.errors(name)));
    let optional_label = common::words(lang).optional;
    let seller = view.seller.to_string();
    view! {
        <Card title=t.record lead=t.record_lead id="record">
            <form class="form" method="post" novalidate=true action="/form/sellers/record-deduction">
                <input type="hidden" name="seller" value=seller />
                <Field label=t.violation name="violation" errors=violation.1>
                    <Select options=violations value=violation.0 />
                </Field>
                <Field label=t.points_field name="points" help=t.points_help optional_label errors=points.1 narrow=true>
                    <TextInput value=points.0 inputmode="numeric" maxlength=3 />
                </Field>
                <Field label=t.evidence name="evidence" errors=evidence.1>
                    <TextArea value=evidence.0 rows=4 />
                </Field>
                <Field label=t.list_label name="listed" errors=listed.1>
                    <Select options=lists value=listed.0 />
                </Field>
                <Field label=t.list_until name="listed_until" help=t.list_until_help optional_label errors=until.1 narrow=true>
                    <DateInput value=until.0 />
                </Field>
                <Buttons>
                    <Button kind=Kind::Primary label=t.record_send />
                </Buttons>
            </form>
        </Card>
    }
    .into_any()
}

fn tier_form(session: &Session, view: &CompanyView, form: &FormView) -> AnyView {
    let t = words(session.lang);
    let options = SellerTier::ALL
        .map(|tier| Choice::new(tier.as_str(), tier.words(session.lang)))
        .to_vec();
    let chosen = form.value_or("tier", view.tier.tier.as_str());
    let (seller, replaces) = (view.seller.to_string(), view.tier.tier.as_str());
    let errors = form.errors("tier");
    let (reason, reason_errors) = (form.value_or("reason", ""), form.errors("reason"));
    view! {
        <Card title=t.set_tier lead=t.set_tier_lead id="set-tier">
            <form class="form" method="post" novalidate=true action="/form/sellers/set-tier">
                <input type="hidden" name="seller" value=seller />
                <input type="hidden" name="replaces" value=replaces />
                <Field label=t.new_tier name="tier" errors>
                    <Select options value=chosen />
                </Field>
                <Field label=t.reason name="reason" errors=reason_errors>
                    <TextArea value=reason rows=3 />
                </Field>
                <Buttons>
                    <Button kind=Kind::Primary label=t.set_tier />
                </Buttons>
            </form>
        </Card>
    }
    .into_any()
}
