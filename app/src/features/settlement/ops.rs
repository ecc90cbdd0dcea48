//! `/ops/bills`: every seller's bills, and the form that starts a run.

use super::{
    bills::{OPERATOR, asked, place, table},
    calls,
    lists::param,
    words::{month, read_period, words},
};
use crate::{
    forms::use_form,
    load::load,
    session::{Session, use_session},
    ui::*,
    words::{common, fill},
};
use guildhall_sdk::settlement::RunBills;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// Every seller's bills.
#[component]
pub fn OperatorBillsPage() -> impl IntoView {
    let session = use_session();
    let query = use_query_map();
    let data = Resource::new(
        move || query.get(),
        |query| async move { calls::list_bills(asked(&query)).await },
    );
    let t = words(session.lang);
    view! {
        <Title text=t.ops_title />
        <PageHead title=t.ops_title lead=t.ops_lead />
        {load(data, move |page| {
            let query = query.get_untracked();
            let place = place(OPERATOR, &query);
            let done = (param(&query, "done") == "run")
                .then(|| read_period(&param(&query, "period")))
                .flatten()
                .map(|period| {
                    let n = param(&query, "billed").parse::<u64>().unwrap_or_default();
                    let title = fill(t.run_done, &[("period", &month(period)), ("n", &super::lists::grouped(n))]);
                    view! { <Callout tone=Tone::Done title /> }
                });
            view! {
                <div class="stack-lg">
                    {done}
                    {session.may::<RunBills>().then(|| run_form(&session))}
                    {table(&session, &place, &page)}
                </div>
            }
            .into_any()
        })}
    }
}

/// Asks for the period; what would happen is shown before anything does.
fn run_form(session: &Session) -> AnyView {
    let t = words(session.lang);
    let c = common::words(session.lang);
    let form = use_form("bills/dry-run");
    let last = session.zone.period(session.now).previous().to_string();
    let errors: Vec<ErrorLink> = form
        .all()
        .into_iter()
        .map(|(name, text)| ErrorLink::new(name, text))
        .collect();
    view! {
        <Card title=t.run_title lead=t.run_lead>
            <form class="stack" method="post" action="/form/bills/dry-run">
                <ErrorSummary title=c.mend errors />
                <input type="hidden" name="_page" value=OPERATOR />
                <div class="flex flex-wrap items-start gap-3">
                    <Field label=t.period name="run_period" help=t.period_help errors=form.errors("run_period") narrow=true>
                        <TextInput value=form.value_or("run_period", last) inputmode="numeric" maxlength=12 />
                    </Field>
                    <div class="sm:mt-7">
                        <Button kind=Kind::Primary label=t.dry_run icon="eye" />
                    </div>
                </div>
            </form>
        </Card>
    }
    .into_any()
}
