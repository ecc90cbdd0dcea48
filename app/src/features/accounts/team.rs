//! `/team`: the people of one's own organisation, open invitations, and the forms that change them.

use super::{
    calls,
    organisations::{line, summary},
    own::refusal,
    team_words::{Words, words},
};
use crate::{
    forms::{FormView, use_form},
    load::load,
    session::{Session, use_session},
    ui::*,
    words::{ago, common, fill},
};
use guildhall_sdk::{
    accounts::{InvitationRow, ResetTwoStep, Team, TeamMember, lead_of, may_be_limited},
    listings::SetProductAccess,
    portal::{OrganisationKind, Role},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use std::sync::Arc;

pub(super) const PATH: &str = "/team";

/// The organisation's people.
#[component]
pub fn TeamPage() -> impl IntoView {
    let session = use_session();
    let query = use_query_map();
    let data = Resource::new(
        || (),
        |()| async move { Ok((calls::list_team().await?, calls::form_key().await?)) },
    );
    let t = words(session.lang);
    let name = session
        .viewer
        .as_ref()
        .map(|v| v.acting.name.get(session.lang).to_owned())
        .unwrap_or_default();
    let lead = fill(t.lead, &[("name", &name)]);
    let act =
        view! { <Button kind=Kind::Primary label=t.invite_a_person icon="plus" href="#invite" /> }.into_any();
    view! {
        <Title text=t.title />
        <PageHead title=t.title lead actions=act />
        {load(data, move |(team, key)| {
            let (done, chosen) = query
                .with(|query| {
                    (query.get("done").unwrap_or_default(), query.get("person").unwrap_or_default())
                });
            body(&session, &done, &chosen, &team, &key)
        })}
    }
}

fn body(session: &Arc<Session>, done: &str, chosen: &str, team: &Team, key: &str) -> AnyView {
    let t = words(session.lang);
    let flash = match done {
        "invited" => Some(t.done_invited),
        "resent" => Some(t.done_resent),
        "withdrawn" => Some(t.done_withdrawn),
        "roles" => Some(t.done_roles),
        "removed" => Some(t.done_removed),
        "two-step-reset" => Some(t.done_two_step_reset),
        _ => None,
    }
    .map(|text| view! { <Callout tone=Tone::Done title=text /> });
    let member = team
        .members
        .iter()
        .find(|member| member.person.to_string() == chosen)
        .map(|member| member_card(session, t, member));
    let refused: Vec<AnyView> = ["accounts/resend", "accounts/withdraw"]
        .into_iter()
        .map(|form| refusal(session, &use_form(form), t.not_done))
        .collect();
    let rows = team
        .members
        .iter()
        .map(|member| member_row(session, t, member, chosen))
        .collect_view();
    let columns = vec![
        Column::text(t.person),
        Column::text(t.roles),
        Column::text(t.since),
        Column::text(t.two_step),
        Column::act(t.manage),
    ];
    view! {
        <div class="stack-lg">
            {flash}
            {refused}
            {member}
            <Ledger caption=t.list columns empty=None stack=true>
                {rows}
            </Ledger>
            {invitations(session, t, &team.invitations)}
            {invite_card(session, t, team.places, key)}
        </div>
    }
    .into_any()
}

fn roles_text(session: &Session, roles: &[Role]) -> String {
    let names: Vec<&str> = roles.iter().map(|role| role.words(session.lang)).collect();
    names.join(" · ")
}

fn member_row(session: &Session, t: &'static Words, member: &TeamMember, chosen: &str) -> AnyView {
    let id = member.person.to_string();
    let you = member
        .you
        .then(|| view! { " " <Badge tone=Tone::Info label=t.you /> });
    let two_step = if member.two_step {
        view! { <Badge tone=Tone::Done label=t.on /> }
    } else {
        view! { <Badge tone=Tone::Neutral label=t.off /> }
    };
    let href = format!("{PATH}?person={id}#member");
    let label = fill(t.manage_name, &[("name", &member.name)]);
    view! {
        <tr aria-selected=(id == chosen).then_some("true")>
            <td>
                <span class="row-name">{member.name.clone()}</span>
                {you}
                <span class="row-sub">{member.email.clone()}</span>
            </td>
            <td data-label=t.roles>{roles_text(session, &member.roles)}</td>
            <td data-label=t.since>
                <When
                    rfc3339=member.since.to_rfc3339()
                    absolute=session.zone.minute(member.since)
                    relative=ago(session.lang, member.since, session.now)
                />
            </td>
            <td data-label=t.two_step>{two_step}</td>
            <td class="act">
                <a class="btn btn-quiet btn-small" href=href aria-label=label>
                    <span>{t.manage}</span>
                </a>
            </td>
        </tr>
    }
    .into_any()
}

fn kind(session: &Session) -> OrganisationKind {
    session
        .viewer
        .as_ref()
        .map_or(OrganisationKind::Customer, |v| v.acting.kind)
}

/// Boxes for the roles of the organisation's kind.
fn role_boxes(session: &Session, form: &FormView, t: &'static Words, held: &[Role]) -> AnyView {
    let roles: Vec<Role> = Role::ALL
        .iter()
        .copied()
        .filter(|role| role.kind() == kind(session))
        .collect();
    let only = roles.len() == 1;
    let boxes = roles
        .into_iter()
        .enumerate()
        .map(|(i, role)| {
            let name = format!("role:{}", role.as_str());
            // The summary's link to the group lands on its first box.
            let id = if i == 0 { field_id("roles") } else { String::new() };
            let checked = form.ticked_or(&name, only || held.contains(&role));
            view! { <Checkbox name label=role.words(session.lang) value="on" checked id /> }
        })
        .collect_view();
    let errors = form
        .errors("roles")
        .into_iter()
        .map(|text| {
            view! {
                <p class="field-error">
                    <Icon name="circle-alert" />
                    <span>{text}</span>
                </p>
            }
        })
        .collect_view();
    view! {
        <fieldset class="field field-group">
            <legend class="field-label">
                <span>{t.roles}</span>
            </legend>
            <div class="choices">{boxes}</div>
            <div class="field-errors">{errors}</div>
            <p class="field-help">{t.roles_help}</p>
        </fieldset>
    }
    .into_any()
}

fn member_card(session: &Session, t: &'static Words, member: &TeamMember) -> AnyView {
    let c = common::words(session.lang);
    let form = use_form("accounts/roles");
    let refused = refusal(session, &form, t.not_done);
    let removal = refusal(session, &use_form("accounts/remove"), t.not_done);
    let title = fill(t.member_title, &[("name", &member.name)]);
    let boxes = role_boxes(session, &form, t, &member.roles);
    let (id, again) = (member.person.to_string(), member.person.to_string());
    let rest = if member.last_lead {
        let role = lead_of(kind(session)).words(session.lang);
        let text = fill(t.last_lead, &[("role", &role)]);
        view! { <p class="hint">{text}</p> }.into_any()
    } else {
        let title = fill(t.remove_title, &[("name", &member.name)]);
        view! {
            <Confirm label=t.remove kind=Kind::Danger icon="trash-2" title text=t.remove_text>
                <form method="post" novalidate=true action="/form/accounts/remove">
                    <input type="hidden" name="person" value=again />
                    <Button kind=Kind::Danger label=t.remove_submit />
                </form>
            </Confirm>
        }
        .into_any()
    };
    let products = (may_be_limited(&member.roles) && session.may::<SetProductAccess>()).then(|| {
        let href = format!("/team/products?person={}", member.person);
        view! {
            <Buttons>
                <Button label=t.products icon="package" href />
            </Buttons>
        }
    });
    // Somebody who lost phone and codes; the operation itself says who may be helped by whom.
    let help = (member.two_step && !member.you && session.may::<ResetTwoStep>()).then(|| {
        help_form(
            session,
            t,
            &member.person.to_string(),
            &member.name,
            &format!("{PATH}?person={}", member.person),
        )
    });
    view! {
        <Card title lead=member.email.clone() id="member">
            <div class="stack">
                <form class="form" method="post" novalidate=true action="/form/accounts/roles">
                    {refused}
                    {removal}
                    <input type="hidden" name="person" value=id />
                    {boxes}
                    <Buttons>
                        <Button kind=Kind::Primary label=t.save_roles icon="save" />
                        <Button label=c.cancel href=PATH />
                    </Buttons>
                </form>
                {products}
                {help}
                {rest}
            </div>
        </Card>
    }
    .into_any()
}

/// Turns the two-step sign-in of somebody off who lost both phone and codes; `page` is shown afterwards.
pub(super) fn help_form(
    session: &Session,
    t: &'static Words,
    person: &str,
    name: &str,
    page: &str,
) -> AnyView {
    let form = use_form("accounts/two-step-reset");
    let (refused, open) = (refusal(session, &form, t.not_done), form.refused());
    let title = fill(t.help_title, &[("name", &name)]);
    let (person, page) = (person.to_owned(), page.to_owned());
    view! {
        <Confirm label=t.help kind=Kind::Danger icon="shield-check" title text=t.help_text open>
            <form class="form" method="post" novalidate=true action="/form/accounts/two-step-reset">
                {refused}
                <input type="hidden" name="person" value=person />
                <input type="hidden" name="_page" value=page />
                <Button kind=Kind::Danger label=t.help_submit />
            </form>
        </Confirm>
    }
    .into_any()
}

fn invitations(session: &Session, t: &'static Words, invitations: &[InvitationRow]) -> AnyView {
    if invitations.is_empty() {
        return ().into_any();
    }
    let rows = invitations
        .iter()
        .map(|row| invitation_row(session, t, row))
        .collect_view();
    let columns = vec![
        Column::text(t.invited),
        Column::text(t.roles),
        Column::text(t.sent),
        Column::text(t.expires),
        Column::act(t.resend),
    ];
    view! {
        <Card title=t.invitations lead=t.invitations_lead id="invitations" flush=true>
            <Ledger caption=t.invitations columns empty=None stack=true>
                {rows}
            </Ledger>
        </Card>
    }
    .into_any()
}

fn invitation_row(session: &Session, t: &'static Words, row: &InvitationRow) -> AnyView {
    let form = |action: &'static str, words: &'static str, label: String| {
        let id = row.id.to_string();
        view! {
            <form method="post" novalidate=true action=action>
                <input type="hidden" name="invitation" value=id />
                <button type="submit" class="btn btn-quiet btn-small" aria-label=label>
                    <span>{words}</span>
                </button>
            </form>
        }
    };
    let until = if row.expired {
        view! { <Badge tone=Tone::Bad label=t.expired /> }.into_any()
    } else {
        view! { <When rfc3339=row.expires_at.to_rfc3339() absolute=session.zone.minute(row.expires_at) /> }
            .into_any()
    };
    view! {
        <tr>
            <td>
                <span class="row-name">{row.email.clone()}</span>
            </td>
            <td data-label=t.roles>{roles_text(session, &row.roles)}</td>
            <td data-label=t.sent>
                <When
                    rfc3339=row.sent_at.to_rfc3339()
                    absolute=session.zone.minute(row.sent_at)
                    relative=ago(session.lang, row.sent_at, session.now)
                />
            </td>
            <td data-label=t.expires>{until}</td>
            <td class="act">
                <div class="buttons buttons-end md:flex-nowrap">
                    {form("/form/accounts/resend", t.resend, fill(t.resend_to, &[("email", &row.email)]))}
                    {form("/form/accounts/withdraw", t.withdraw, fill(t.withdraw_for, &[("email", &row.email)]))}
                </div>
            </td>
        </tr>
    }
    .into_any()
}

fn invite_card(session: &Session, t: &'static Words, places: u64, key: &str) -> AnyView {
    let c = common::words(session.lang);
    if places == 0 {
        return view! { <Card title=t.invite id="invite"><Callout tone=Tone::Wait title=t.full /></Card> }
            .into_any();
    }
    let form = use_form("accounts/invite");
    let lead = fill(t.invite_lead, &[("n", &places)]);
    let email = line(&form, "email", t.email, t.email_help.to_owned(), "", "email");
    let boxes = role_boxes(session, &form, t, &[]);
    let errors = summary(c, &form);
    let key = format!("invite-{key}");
    view! {
        <Card title=t.invite lead id="invite">
            <form class="form" method="post" novalidate=true action="/form/accounts/invite">
                {errors}
                <input type="hidden" name="_key" value=key />
                {email}
                {boxes}
                <Buttons>
                    <Button kind=Kind::Primary label=t.send icon="send" />
                </Buttons>
            </form>
        </Card>
    }
    .into_any()
}
