//! `/account`: profile, password, two-step sign-in, devices, and leaving the organisation.

use super::{
    account_words::{Words, words},
    calls,
    device::device_name,
    organisations::summary,
};
use crate::{
    forms::{FormView, use_form},
    load::load,
    session::{Session, use_session},
    ui::*,
    words::{ago, common, fill},
};
use guildhall_sdk::{
    accounts::{PASSWORD_MIN, SessionRow, TwoStepView},
    lang::Lang,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use std::sync::Arc;

/// One's own account.
#[component]
pub fn AccountPage() -> impl IntoView {
    let session = use_session();
    let query = use_query_map();
    let data = Resource::new(
        || (),
        |()| async move { Ok((calls::list_sessions().await?, calls::get_two_step().await?)) },
    );
    let t = words(session.lang);
    let actions = view! { <Button label=t.notices href="/account/notices" icon="bell" /> }.into_any();
    view! {
        <Title text=t.title />
        <PageHead title=t.title lead=t.lead actions />
        {load(data, move |(sessions, two_step)| {
            let done = query.get_untracked().get("done").unwrap_or_default();
            body(&session, &done, &sessions, &two_step)
        })}
    }
}

fn body(session: &Arc<Session>, done: &str, sessions: &[SessionRow], two_step: &TwoStepView) -> AnyView {
    let t = words(session.lang);
    let flash = match done {
        "profile" => Some(t.done_profile),
        "password" => Some(t.done_password),
        "session" => Some(t.done_session),
        "sessions" => Some(t.done_sessions),
        "two-step" => Some(t.done_two_step),
        "codes" => Some(t.done_codes),
        "two-step-off" => Some(t.done_two_step_off),
        _ => None,
    }
    .map(|text| view! { <Callout tone=Tone::Done title=text /> });
    view! {
        <div class="stack-lg">
            {flash}
            {profile(session, t)}
            {password(session, t)}
            {two_step_card(session, t, two_step)}
            <Card title=t.sign_ins lead=t.sign_ins_lead id="sign-ins">
                <Buttons>
                    <Button label=t.sign_ins_open icon="key" href="/account/sign-ins" />
                </Buttons>
            </Card>
            {devices(session, t, sessions)}
            {organisation(session, t)}
        </div>
    }
    .into_any()
}

/// Why a form of the page was refused: at its fields, or as a whole.
pub(super) fn refusal(session: &Session, form: &FormView, title: &'static str) -> AnyView {
    let c = common::words(session.lang);
    match form.error() {
        Some(error) if error.findings().iter().all(|f| f.path.is_empty()) => {
            let text: Vec<String> = form.all().into_iter().map(|(_, text)| text).collect();
            view! { <Callout tone=Tone::Bad title alert=true>{text.join(" ")}</Callout> }.into_any()
        }
        _ => summary(c, form),
    }
}

fn profile(session: &Session, t: &'static Words) -> AnyView {
    let form = use_form("accounts/profile");
    let (name, email) = session
        .viewer
        .as_ref()
        .map(|v| (v.name.clone(), v.email.clone()))
        .unwrap_or_default();
    let value = form.value_or("name", name);
    let errors = form.errors("name");
    let chosen = form.value_or("lang", session.lang.tag());
    let options = vec![
        Choice::new(Lang::Zh.tag(), "中文"),
        Choice::new(Lang::En.tag(), "English"),
    ];
    let refused = refusal(session, &form, t.not_done);
    view! {
        <Card title=t.profile>
            <form class="form" method="post" novalidate=true action="/form/accounts/profile">
                {refused}
                <KvList>
                    <Kv label=t.email value=email />
                </KvList>
                <p class="hint">{t.email_help}</p>
                <Field label=t.name name="name" help=t.name_help errors>
                    <TextInput value autocomplete="name" />
                </Field>
                <Field label=t.mail_lang name="lang" narrow=true>
                    <Select options value=chosen />
                </Field>
                <Buttons>
                    <Button kind=Kind::Primary label=t.save_profile icon="save" />
                </Buttons>
            </form>
        </Card>
    }
    .into_any()
}

fn password(session: &Session, t: &'static Words) -> AnyView {
    let form = use_form("accounts/password");
    let help = fill(t.new_password_help, &[("min", &PASSWORD_MIN)]);
    let line = |name: &'static str, label: &'static str, help: String, autocomplete: &'static str| {
        let errors = form.errors(name);
        view! {
            <Field label name help errors>
                <TextInput kind="password" autocomplete />
            </Field>
        }
        .into_any()
    };
    let lines = [
        line("old_password", t.old_password, String::new(), "current-password"),
        line("new_password", t.new_password, help, "new-password"),
        line(
            "repeat_password",
            t.repeat_password,
            String::new(),
            "new-password",
        ),
    ];
    let refused = refusal(session, &form, t.not_done);
    view! {
        <Card title=t.password lead=t.password_lead id="password">
            <form class="form" method="post" novalidate=true action="/form/accounts/password">
                {refused}
                {lines.into_iter().collect_view()}
                <Buttons>
                    <Button kind=Kind::Primary label=t.change_password icon="lock" />
                </Buttons>
            </form>
        </Card>
    }
    .into_any()
}

fn two_step_card(session: &Session, t: &'static Words, two_step: &TwoStepView) -> AnyView {
    let form = use_form("accounts/two-step-end");
    let content = match two_step.on_since {
        None => {
            let required = two_step
                .required
                .then(|| view! { <Callout tone=Tone::Wait title=t.required /> });
            view! {
                <div class="stack">
                    {required}
                    <p><Badge tone=Tone::Neutral label=t.two_step_off /></p>
                    <Buttons>
                        <Button kind=Kind::Primary label=t.set_up icon="shield-check" href="/account/two-step" />
                    </Buttons>
                </div>
            }
            .into_any()
        }
        Some(since) => {
            let off = (!two_step.required).then(|| {
                let (errors, open) = (form.errors("code"), form.refused());
                view! {
                    <Confirm
                        label=t.turn_off
                        kind=Kind::Danger
                        title=t.turn_off_title
                        text=t.turn_off_text
                        open
                    >
                        <form class="form" method="post" novalidate=true action="/form/accounts/two-step-end">
                            <Field label=t.code_or_recovery name="code" errors narrow=true>
                                <TextInput autocomplete="one-time-code" />
                            </Field>
                            <Buttons>
                                <Button kind=Kind::Danger label=t.turn_off />
                            </Buttons>
                        </form>
                    </Confirm>
                }
            });
            let required = two_step
                .required
                .then(|| view! { <p class="hint">{t.required}</p> });
            let badge = view! { <Badge tone=Tone::Done label=t.two_step_on /> };
            let (since, left) = (session.zone.minute(since), two_step.codes_left.to_string());
            view! {
                <div class="stack">
                    <p>{badge}</p>
                    <KvList>
                        <Kv label=t.two_step_since value=since />
                        <Kv label=t.codes_left value=left num=true />
                    </KvList>
                    {required}
                    <Buttons>
                        <Button label=t.renew_title icon="key" href="/account/two-step#codes" />
                    </Buttons>
                    {off}
                </div>
            }
            .into_any()
        }
    };
    view! { <Card title=t.two_step lead=t.two_step_lead id="two-step">{content}</Card> }.into_any()
}

fn devices(session: &Session, t: &'static Words, sessions: &[SessionRow]) -> AnyView {
    let form = use_form("accounts/session-end");
    let refused = refusal(session, &form, t.not_done);
    let rows = sessions
        .iter()
        .map(|row| device_row(session, t, row))
        .collect_view();
    let columns = vec![
        Column::text(t.device),
        Column::text(t.address),
        Column::text(t.signed_in),
        Column::text(t.last_used),
        Column::act(t.end),
    ];
    let others = if sessions.len() > 1 {
        view! {
            <form method="post" novalidate=true action="/form/accounts/sessions-end">
                <Button label=t.end_others icon="log-out" />
            </form>
        }
        .into_any()
    } else {
        ().into_any()
    };
    view! {
        {refused}
        <Card title=t.devices lead=t.devices_lead id="devices" flush=true actions=others>
            <Ledger caption=t.devices columns empty=None stack=true>
                {rows}
            </Ledger>
        </Card>
    }
    .into_any()
}

fn device_row(session: &Session, t: &'static Words, row: &SessionRow) -> AnyView {
    let or = |text: String, other: &'static str| if text.is_empty() { other.to_owned() } else { text };
    let name = or(device_name(&row.device), t.unknown_device);
    let address = or(row.address.clone(), t.unknown_address);
    let act = if row.current {
        view! { <Badge tone=Tone::Info label=t.this_device /> }.into_any()
    } else {
        let id = row.id.to_string();
        let label = fill(t.end_this, &[("device", &name)]);
        view! {
            <form method="post" novalidate=true action="/form/accounts/session-end">
                <input type="hidden" name="session" value=id />
                <button type="submit" class="btn btn-quiet btn-small" aria-label=label>
                    <span>{t.end}</span>
                </button>
            </form>
        }
        .into_any()
    };
    let when = |at: chrono::DateTime<chrono::Utc>| {
        view! {
            <When
                rfc3339=at.to_rfc3339()
                absolute=session.zone.minute(at)
                relative=ago(session.lang, at, session.now)
            />
        }
    };
    view! {
        <tr>
            <td>
                <span class="row-name">{name}</span>
            </td>
            <td data-label=t.address>{address}</td>
            <td data-label=t.signed_in>{when(row.created_at)}</td>
            <td data-label=t.last_used>{when(row.seen_at)}</td>
            <td class="act">{act}</td>
        </tr>
    }
    .into_any()
}

fn organisation(session: &Session, t: &'static Words) -> AnyView {
    let Some(viewer) = &session.viewer else {
        return ().into_any();
    };
    let form = use_form("accounts/leave");
    let refused = refusal(session, &form, t.not_done);
    let name = viewer.acting.name.get(session.lang).to_owned();
    let separator = if session.lang == Lang::Zh { "、" } else { ", " };
    let roles: Vec<&str> = viewer
        .acting
        .roles
        .iter()
        .map(|role| role.words(session.lang))
        .collect();
    let roles = roles.join(separator);
    let title = fill(t.leave_title, &[("name", &name)]);
    let text = if viewer.memberships.len() > 1 {
        t.leave_text.to_owned()
    } else {
        format!("{} {}", t.leave_text, t.leave_only)
    };
    view! {
        <Card title=t.organisation lead=t.organisation_lead id="organisation">
            <div class="stack">
                {refused}
                <KvList>
                    <Kv label=t.organisation value=name />
                    <Kv label=t.roles value=roles />
                </KvList>
                <Confirm label=t.leave kind=Kind::Danger icon="log-out" title text>
                    <form method="post" novalidate=true action="/form/accounts/leave">
                        <Button kind=Kind::Danger label=t.leave_submit />
                    </form>
                </Confirm>
            </div>
        </Card>
    }
    .into_any()
}
