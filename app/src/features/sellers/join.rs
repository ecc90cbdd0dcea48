//! `/seller/join`: the joining checklist, and the first page of a seller that has steps left.

use super::{
    coming_in_words::{Words, words},
    parts::{flash, refusal},
};
use crate::{
    forms::use_form,
    load::load,
    session::{Session, use_session},
    ui::*,
    words::fill,
};
use guildhall_sdk::{
    lang::Lang,
    listings::CreateListing,
    portal::Standing,
    sellers::{ChecklistRow, FinishJoining, GetJoining, JoiningStep, JoiningView, StepProgress, all_done},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// The checklist.
#[component]
pub fn JoinPage() -> impl IntoView {
    let session = use_session();
    let query = use_query_map();
    let data = Resource::new(|| (), |()| crate::door::run(GetJoining {}));
    let t = words(session.lang);
    view! {
        <Title text=t.join />
        {load(data, move |joining| {
            body(&session, &query.get_untracked().get("done").unwrap_or_default(), &joining)
        })}
    }
}

fn body(session: &Session, done: &str, joining: &JoiningView) -> AnyView {
    let lang = session.lang;
    let t = words(lang);
    let joined = joining.standing == Standing::Joined;
    let finished = joining
        .steps
        .iter()
        .filter(|row| row.progress == StepProgress::Done)
        .count();
    let count = fill(t.steps_of, &[("done", &finished), ("all", &joining.steps.len())]);
    let badge = view! {
        <Badge
            tone=if joined { Tone::Done } else { Tone::Wait }
            label=joining.standing.words(lang)
        />
    }
    .into_any();
    let lead = if joined { t.joined_lead } else { t.join_lead };
    let form = use_form("sellers/finish");
    let steps = joining
        .steps
        .iter()
        .map(|row| step(session, t, row))
        .collect_view();
    let end = end(session, t, joining);
    view! {
        <PageHead title=t.join lead badge />
        <div class="stack">
            {flash(t, done)}
            {refusal(session, &form)}
            {end}
            <p class="muted">{count}</p>
            <ol class="stack-sm">{steps}</ol>
        </div>
    }
    .into_any()
}

/// What there is to do once nothing is left.
fn end(session: &Session, t: &'static Words, joining: &JoiningView) -> Option<AnyView> {
    if joining.standing == Standing::Joined {
        let act = if session.may::<CreateListing>() {
            view! { <Button kind=Kind::Primary label=t.to_products href="/seller/listings" icon="package" /> }
                .into_any()
        } else {
            ().into_any()
        };
        return Some(
            view! {
                <Callout tone=Tone::Done title=t.joined_title actions=act>
                    {t.joined_text}
                </Callout>
            }
            .into_any(),
        );
    }
    (all_done(&joining.steps) && session.may::<FinishJoining>()).then(|| {
        let act = view! {
            <form method="post" novalidate=true action="/form/sellers/finish">
                <Button kind=Kind::Seal label=t.finish icon="check" />
            </form>
        }
        .into_any();
        view! { <Callout tone=Tone::Done title=t.all_done actions=act /> }.into_any()
    })
}

fn step(session: &Session, t: &'static Words, row: &ChecklistRow) -> AnyView {
    let lang = session.lang;
    let (tone, state) = match row.progress {
        StepProgress::NotStarted => (Tone::Neutral, t.not_started),
        StepProgress::InProgress => (Tone::Info, t.in_progress),
        StepProgress::NeedsYou => (Tone::Bad, t.needs_you),
        StepProgress::Done => (Tone::Done, t.done),
    };
    let label = match row.progress {
        StepProgress::NotStarted => t.start,
        StepProgress::InProgress => t.go_on,
        StepProgress::NeedsYou => t.mend,
        StepProgress::Done => t.look,
    };
    let about = match row.step {
        JoiningStep::Identity => t.about_identity,
        JoiningStep::Application => t.about_application,
        JoiningStep::Agreements => t.about_agreements,
        JoiningStep::Certification => t.about_certification,
    };
    let name = row.step.words(lang);
    let separator = if lang == Lang::Zh { "、" } else { ", " };
    let waits = (!row.blocked_by.is_empty()).then(|| {
        let links: Vec<AnyView> = row
            .blocked_by
            .iter()
            .enumerate()
            .map(|(i, before)| {
                let comma = (i > 0).then_some(separator);
                view! {
                    {comma}
                    <a href=before.path()>{before.words(lang)}</a>
                }
                .into_any()
            })
            .collect();
        let (before, after) = t.blocked.split_once("{steps}").unwrap_or((t.blocked, ""));
        view! { <p class="hint">{before} {links} {after}</p> }
    });
    // One primary act: the first step that can be worked on and waits for the seller.
    let kind = if row.blocked_by.is_empty()
        && matches!(row.progress, StepProgress::NotStarted | StepProgress::NeedsYou)
    {
        Kind::Primary
    } else {
        Kind::Quiet
    };
    let act = row
        .blocked_by
        .is_empty()
        .then(|| view! { <Button kind label icon_after="arrow-right" href=row.step.path() /> });
    let actions = act.into_any();
    view! {
        <li>
            <Card title=name lead=about actions id=row.step.as_str()>
                <Badge tone label=state />
                {waits}
            </Card>
        </li>
    }
    .into_any()
}
