//! Beside the submission: the facts of the review, the claim, and the decision or how it ended.

use super::{
    clock,
    comments::{Desk, FORM, area},
    queue::item_href,
};
use crate::{
    features::settlement::lists::Place,
    ui::*,
    words::{common, fill},
};
use guildhall_sdk::{
    lang::Lang,
    reviews::{ReviewRow, ReviewState, ReviewView, deciders},
};
use leptos::prelude::*;

/// The right column.
pub fn column(desk: &Desk, view: &ReviewView, place: &Place) -> AnyView {
    let t = desk.t();
    let lang = desk.session.lang;
    let row = &view.row;
    let open = row.state == ReviewState::Open;
    let decided = row
        .decided_at
        .map(|at| clock::when(&desk.session, at))
        .map(|when| view! { <Kv label=t.decided>{when}</Kv> });
    let seller = row.seller_name.get(lang).to_owned();
    let due = open.then(|| {
        let minute = desk.session.zone.minute(row.due_at);
        view! { <Kv label=t.due value=minute /> }
    });
    let submitted = clock::when(&desk.session, row.submitted_at);
    let kind = row.kind.words(lang);
    let claim = open.then(|| claim(desk, view));
    view! {
        <aside class="stack">
            <Card title=t.facts>
                <KvList>
                    <Kv label=t.seller value=seller />
                    <Kv label=t.kind value=kind />
                    <Kv label=t.submitted>{submitted}</Kv>
                    {due}
                    {decided}
                </KvList>
                {claim}
            </Card>
            {if open { form(desk, view, place) } else { ended(desk, view) }}
        </aside>
    }
    .into_any()
}

/// Taking the item, or giving it back.
fn claim(desk: &Desk, view: &ReviewView) -> AnyView {
    let t = desk.t();
    if !view.may_decide || (view.row.claimed_by.is_some() && !view.mine) {
        return ().into_any();
    }
    let (action, hint, label, icon) = if view.mine {
        ("/form/reviews/release", t.claimed_mine, t.release, "undo-2")
    } else {
        ("/form/reviews/claim", t.claim_hint, t.claim, "lock")
    };
    view! {
        <form class="stack-sm mt-4" method="post" action=action>
            <input type="hidden" name="review" value=view.row.id.to_string() />
            <input type="hidden" name="_page" value=desk.page.clone() />
            <p class="hint">{hint}</p>
            <div class="row">
                <Button size=Size::Small label icon />
            </div>
        </form>
    }
    .into_any()
}

/// The form whose buttons are in the bar and whose reasons stand at the fields.
fn form(desk: &Desk, view: &ReviewView, place: &Place) -> AnyView {
    let t = desk.t();
    let lang = desk.session.lang;
    if !view.may_decide {
        let separator = if lang == Lang::Zh { "、" } else { ", " };
        let roles: Vec<&str> = deciders(view.row.kind)
            .iter()
            .map(|role| role.words(lang))
            .collect();
        let text = fill(t.not_yours, &[("roles", &roles.join(separator))]);
        return view! { <Callout tone=Tone::Neutral>{text}</Callout> }.into_any();
    }
    if !desk.deciding {
        return ().into_any();
    }
    let (review, version) = (view.row.id.to_string(), view.version.to_string());
    let (kind, page) = (place.value("kind").to_owned(), desk.page.clone());
    let whole = area(desk, "comment:", t.whole_comment, 3);
    let templates = templates(desk);
    view! {
        <Card title=t.decision>
            <form id=FORM method="post" action="/form/reviews/decide">
                <input type="hidden" name="review" value=review />
                <input type="hidden" name="version" value=version />
                <input type="hidden" name="kind" value=kind />
                <input type="hidden" name="_page" value=page />
                {templates}
            </form>
            <p class="field-label">{t.whole_comment}</p>
            {whole}
            <p class="field-help mt-2">{t.whole_comment_help}</p>
        </Card>
    }
    .into_any()
}

/// The operator's templates: the chosen one goes before what is written on the whole.
fn templates(desk: &Desk) -> AnyView {
    if desk.templates.is_empty() {
        return ().into_any();
    }
    let t = desk.t();
    let lang = desk.session.lang;
    let options = std::iter::once(Choice::new("", t.no_template))
        .chain(
            desk.templates
                .iter()
                .map(|one| Choice::new(one.title.zh.clone(), one.title.get(lang))),
        )
        .collect();
    let (value, errors) = (desk.form.value_or("template", ""), desk.form.errors("template"));
    view! {
        <Field label=t.template name="template" help=t.template_help errors>
            <Select options value />
        </Field>
    }
    .into_any()
}

/// How it ended. Reasons at fields stand there; those for the whole stand here.
fn ended(desk: &Desk, view: &ReviewView) -> AnyView {
    let t = desk.t();
    let lang = desk.session.lang;
    let state = view.row.state;
    let text = match (&view.decided_by, state) {
        (Some(name), _) => fill(t.decided_by, &[("name", name)]),
        (None, ReviewState::Withdrawn) => t.withdrawn_text.to_owned(),
        (None, _) => String::new(),
    };
    let reasons = view
        .comments
        .iter()
        .filter(|c| c.path.is_empty())
        .map(|c| view! { <p class="diff">{c.text.clone()}</p> })
        .collect_view();
    view! {
        <Callout tone=clock::tone_of(state) title=state.words(lang)>
            <p>{text}</p>
            {reasons}
        </Callout>
    }
    .into_any()
}

/// The left column: what else is open, oldest first.
pub fn side(desk: &Desk, queue: &[ReviewRow], current: &ReviewRow, place: &Place) -> AnyView {
    let t = desk.t();
    let lang = desk.session.lang;
    let items = queue
        .iter()
        .map(|row| {
            let here = row.id == current.id;
            let title = row.title.get(lang).to_owned();
            let seller = format!("{} · {}", row.kind.words(lang), row.seller_name.get(lang));
            let look = if here {
                "block rounded-md px-3 py-2 bg-sunken"
            } else {
                "block rounded-md px-3 py-2 hover:bg-sunken"
            };
            view! {
                <li>
                    <a class=look href=item_href(place, row) aria-current=here.then_some("page")>
                        <span class="block truncate font-medium text-ink">{title}</span>
                        <span class="block truncate hint">{seller}</span>
                        {clock::badge(&desk.session, row)}
                    </a>
                </li>
            }
        })
        .collect_view();
    let empty = queue
        .is_empty()
        .then(|| view! { <p class="hint">{t.queue_side_empty}</p> });
    view! {
        <nav class="hidden xl:block" aria-label=t.queue_side>
            <h2 class="muted mb-2">{t.queue_side}</h2>
            {empty}
            <ol class="stack-sm max-h-[70vh] overflow-y-auto">{items}</ol>
        </nav>
    }
    .into_any()
}

/// Where the item before and the one after are; empty at the ends.
pub fn neighbours(queue: &[ReviewRow], current: &ReviewRow, place: &Place) -> (String, String) {
    let href = |row: Option<&ReviewRow>| row.map(|row| item_href(place, row)).unwrap_or_default();
    match queue.iter().position(|row| row.id == current.id) {
        Some(at) => (
            href(at.checked_sub(1).and_then(|i| queue.get(i))),
            href(queue.get(at + 1)),
        ),
        None => (String::new(), href(queue.first())),
    }
}

/// Says who else is at it.
pub fn banner(desk: &Desk, view: &ReviewView) -> AnyView {
    let t = desk.t();
    let open = view.row.state == ReviewState::Open;
    match &view.row.claimed_by {
        Some(name) if open && !view.mine => {
            let title = fill(t.claimed_other, &[("name", name)]);
            view! { <Callout tone=Tone::Wait title>{t.claimed_other_text}</Callout> }.into_any()
        }
        _ => ().into_any(),
    }
}

/// What went wrong with the form that was sent last.
pub fn refusal(desk: &Desk) -> AnyView {
    let t = desk.t();
    let c = common::words(desk.session.lang);
    let all = desk.form.all();
    if all.is_empty() {
        return ().into_any();
    }
    if desk.form.error().is_some_and(|e| e.findings().is_empty()) {
        let text: Vec<String> = all.into_iter().map(|(_, text)| text).collect();
        return view! { <Callout tone=Tone::Bad title=t.stale alert=true>{text.join(" ")}</Callout> }
            .into_any();
    }
    let errors: Vec<ErrorLink> = all
        .into_iter()
        .map(|(name, text)| ErrorLink::new(name, text))
        .collect();
    view! { <ErrorSummary title=c.mend errors /> }.into_any()
}
