//! `/seller/certification`: the business certification (商业信息认证): where it stands, and what there is to do about it.

use super::{
    calls,
    certification_steps::{content_text, rate, steps},
    certification_words as more,
    words::{Words, words},
};
use crate::{
    forms::use_form,
    load::load,
    session::{Session, use_session},
    ui::*,
    words::{ago, common, fill},
};
use guildhall_sdk::sellers::{
    CertificationContent, CertificationState, CertificationView, TRANSFER_FAILURES, TransferProblem,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// The page.
#[component]
pub fn CertificationPage() -> impl IntoView {
    let session = use_session();
    let t = words(session.lang);
    let query = use_query_map();
    // Another step is another look at what was kept.
    let data = Resource::new(
        move || query.get().to_query_string(),
        |_| calls::get_certification(),
    );
    view! {
        <Title text=t.certification />
        {load(data, move |view| {
            let query = query.get_untracked();
            let said = query.get("done").unwrap_or_default();
            let step = query.get("step").unwrap_or_default();
            body(&session, t, (&said, &step), &view)
        })}
    }
    .into_any()
}

fn body(
    session: &Session,
    t: &'static Words,
    (said, step): (&str, &str),
    view: &CertificationView,
) -> AnyView {
    let lang = session.lang;
    let m = more::words(lang);
    let tone = match view.state {
        CertificationState::None | CertificationState::Draft => Tone::Neutral,
        CertificationState::Transferring | CertificationState::Pending => Tone::Wait,
        CertificationState::AwaitingAmount => Tone::Info,
        CertificationState::Rejected | CertificationState::Locked => Tone::Bad,
        CertificationState::Certified => Tone::Done,
    };
    let errors: Vec<ErrorLink> = [
        "sellers/certification",
        "sellers/certification-start",
        "sellers/certification-amount",
        "sellers/certification-contact",
        "sellers/certification-withdraw",
    ]
    .into_iter()
    .flat_map(|name| use_form(name).all())
    .map(|(field, text)| ErrorLink::new(field, text))
    .collect();
    let since = view.since.map(|at| {
        view! {
            <p class="hint">
                {t.since} " "
                <When
                    rfc3339=at.to_rfc3339()
                    absolute=session.zone.minute(at)
                    relative=ago(lang, at, session.now)
                />
            </p>
        }
    });
    let said = match said {
        "saved" => Some(m.saved),
        "started" => Some(m.started),
        "confirmed" => Some(m.confirmed),
        "contact" => Some(m.contact_saved),
        "withdrawn" => Some(m.taken_back),
        _ => None,
    };
    let renamed = view.renamed().map(|company| {
        let title = fill(m.renamed, &[("company", &company)]);
        view! { <Callout tone=Tone::Wait title /> }
    });
    let problem = view.problem.map(|problem| {
        let title = match problem {
            TransferProblem::Failed => m.failed,
            TransferProblem::Expired => m.expired,
        };
        view! { <Callout tone=Tone::Bad title /> }
    });
    let held = (view.live.is_some() && view.state.holds_settlement())
        .then(|| view! { <Callout tone=Tone::Wait title=m.held /> });
    let content = match view.state {
        CertificationState::None | CertificationState::Draft | CertificationState::Rejected => {
            steps(session, view, step)
        }
        CertificationState::Certified if !step.is_empty() => steps(session, view, step),
        CertificationState::AwaitingAmount => view! {
            {amount(session, view)}
            {summary(t, lang, m.written, &view.content)}
        }
        .into_any(),
        CertificationState::Certified => certified(session, t, view),
        _ => summary(t, lang, m.written, &view.content),
    };
    let live = view
        .live
        .as_ref()
        .filter(|_| view.state != CertificationState::Certified)
        .map(|live| summary(t, lang, m.live, live));
    view! {
        <PageHead
            title=t.certification
            lead=t.certification_lead
            badge=view! { <Badge tone label=view.state.words(lang) /> }.into_any()
        />
        <div class="stack">
            <ErrorSummary title=common::words(lang).mend errors />
            {said.map(|title| view! { <Callout tone=Tone::Done title /> })}
            {renamed}
            {problem}
            {standing(session, t, view)}
            {held}
            {since}
            {content}
            {withdraw(session, view)}
            {live}
        </div>
    }
    .into_any()
}

/// Where it stands, and what that means.
fn standing(session: &Session, t: &'static Words, view: &CertificationView) -> AnyView {
    let m = more::words(session.lang);
    let (tone, title, text) = match view.state {
        CertificationState::None => (Tone::Info, t.state_none, t.state_none_text.to_owned()),
        CertificationState::Draft => {
            let text = view.live.as_ref().map_or("", |_| m.draft_change);
            (Tone::Info, m.draft_title, text.to_owned())
        }
        CertificationState::Transferring => (Tone::Wait, m.transferring, m.transferring_text.to_owned()),
        CertificationState::AwaitingAmount => {
            let until = view.until.map(|at| session.zone.minute(at)).unwrap_or_default();
            (
                Tone::Info,
                m.awaiting,
                fill(m.awaiting_text, &[("until", &until)]),
            )
        }
        CertificationState::Pending => (Tone::Wait, t.state_pending, m.pending_duration.to_owned()),
        CertificationState::Locked => (Tone::Bad, m.locked, m.locked_text.to_owned()),
        CertificationState::Certified => (Tone::Done, t.state_certified, String::new()),
        CertificationState::Rejected => {
            // What was said of no field in particular stands here; the rest at its field.
            let whole: Vec<String> = view
                .comments
                .iter()
                .filter(|c| c.path.is_empty())
                .map(|c| format!("{} {}", t.reviewer_says, c.text))
                .collect();
            (Tone::Bad, t.state_rejected, whole.join("\n"))
        }
    };
    view! { <Callout tone title>{text}</Callout> }.into_any()
}

/// The one field of the small transfer.
fn amount(session: &Session, view: &CertificationView) -> AnyView {
    let m = more::words(session.lang);
    let form = use_form("sellers/certification-amount");
    let (value, errors) = (form.value_or("amount", ""), form.errors("amount"));
    let left = TRANSFER_FAILURES.saturating_sub(view.failures);
    let tries = fill(m.tries, &[("left", &left)]);
    view! {
        <Card title=m.awaiting>
            <form class="form" method="post" novalidate=true action="/form/sellers/certification-amount">
                <Field label=m.amount name="amount" help=m.amount_help errors narrow=true>
                    <TextInput value inputmode="decimal" maxlength=8 />
                </Field>
                <p class="hint">{tries}</p>
                <Buttons>
                    <Button kind=Kind::Seal icon="stamp" label=m.confirm />
                </Buttons>
            </form>
        </Card>
    }
    .into_any()
}

/// What is certified, with its two ways to change it.
fn certified(session: &Session, t: &'static Words, view: &CertificationView) -> AnyView {
    let m = more::words(session.lang);
    let form = use_form("sellers/certification-contact");
    let open = form.refused();
    let c = view.live.as_ref().unwrap_or(&view.content);
    let text = |name: &'static str, label: &'static str, kind: &'static str, value: &str| {
        let (value, errors) = (form.value_or(name, value), form.errors(name));
        view! {
            <Field label name errors>
                <TextInput kind value />
            </Field>
        }
        .into_any()
    };
    let fields = [
        text("contact_name", t.contact_name, "text", &c.contact_name),
        text("contact_phone", t.contact_phone, "tel", &c.contact_phone),
        text("contact_mail", t.contact_mail, "email", &c.contact_mail),
    ];
    let summary = summary(t, session.lang, m.live, c);
    view! {
        {summary}
        <Callout tone=Tone::Info title=t.change_warning />
        <Buttons>
            <Button icon="pencil" label=m.change href="/seller/certification?step=company" />
        </Buttons>
        <details open=open>
            <summary class="btn btn-quiet">
                <Icon name="pencil" />
                <span>{m.contact_change}</span>
            </summary>
            <Card title=m.contact_change lead=m.contact_lead>
                <form class="form" method="post" novalidate=true action="/form/sellers/certification-contact">
                    {fields.into_iter().collect_view()}
                    <Button kind=Kind::Primary label=m.contact_save />
                </form>
            </Card>
        </details>
    }
    .into_any()
}

/// Taking it back, or giving a change up.
fn withdraw(session: &Session, view: &CertificationView) -> Option<AnyView> {
    let m = more::words(session.lang);
    view.state.taken_back(view.live.is_some())?;
    let (label, text) = if view.live.is_some() {
        (m.give_up, m.give_up_text)
    } else {
        (m.withdraw, m.withdraw_text)
    };
    let version = view.version.to_string();
    Some(
        view! {
            <details>
                <summary class="btn btn-quiet">
                    <Icon name="undo-2" />
                    <span>{label}</span>
                </summary>
                <form
                    class="confirm-panel"
                    method="post"
                    novalidate=true
                    action="/form/sellers/certification-withdraw"
                >
                    <p>{text}</p>
                    <input type="hidden" name="version" value=version />
                    <div class="buttons">
                        <Button label icon="undo-2" />
                    </div>
                </form>
            </details>
        }
        .into_any(),
    )
}

/// Three groups to read; of the account only its end.
pub(super) fn summary(
    t: &'static Words,
    lang: guildhall_sdk::lang::Lang,
    title: &'static str,
    c: &CertificationContent,
) -> AnyView {
    let account = fill(t.ending, &[("end", &end_of(&c.account_number))]);
    let kind = content_text(t, c);
    let tax_rate = rate(lang, c);
    let tax_label = more::words(lang).tax_rate;
    let c = c.clone();
    view! {
        <section class="stack-sm">
            <h2>{title}</h2>
            <div class="grid-3">
                <Card title=t.group_company>
                    <KvList>
                        <Kv label=t.company value=c.company />
                        <Kv label=t.tax_number value=c.tax_number num=true />
                        <Kv label=t.taxpayer value=kind />
                        <Kv label=tax_label value=tax_rate num=true />
                    </KvList>
                </Card>
                <Card title=t.group_bank>
                    <KvList>
                        <Kv label=t.bank value=c.bank />
                        <Kv label=t.account_name value=c.account_name />
                        <Kv label=t.account_number value=account num=true />
                    </KvList>
                </Card>
                <Card title=t.group_contact>
                    <KvList>
                        <Kv label=t.contact_name value=c.contact_name />
                        <Kv label=t.contact_phone value=c.contact_phone num=true />
                        <Kv label=t.contact_mail value=c.contact_mail />
                    </KvList>
                </Card>
            </div>
        </section>
    }
    .into_any()
}

/// The last four digits.
fn end_of(number: &str) -> String {
    let digits: Vec<char> = number.chars().filter(|c| !c.is_whitespace()).collect();
    digits[digits.len().saturating_sub(4)..].iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_end_of_an_account_is_shown() {
        assert_eq!(end_of("7559 1234 5678 901"), "8901");
        assert_eq!(end_of("12"), "12");
        assert_eq!(end_of(""), "");
    }
}
