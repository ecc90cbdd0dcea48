//! The form that adds a person to an organisation.

use super::{
    organisations::{line, summary},
    words::words,
};
use crate::{
    features::settlement::lists::Place,
    forms::FormView,
    session::Session,
    ui::*,
    words::{common, fill},
};
use guildhall_sdk::{
    accounts::{OrganisationRow, PASSWORD_MIN},
    portal::Role,
};
use leptos::prelude::*;

/// The form for one organisation: only roles of its kind can be given.
pub(super) fn member_form(
    session: &Session,
    form: &FormView,
    to: &OrganisationRow,
    place: &Place,
    key: &str,
) -> AnyView {
    let t = words(session.lang);
    let c = common::words(session.lang);
    let title = fill(t.member_title, &[("name", &to.name.get(session.lang))]);
    let help = fill(t.first_password_help, &[("min", &PASSWORD_MIN)]);
    let roles: Vec<Role> = Role::ALL
        .iter()
        .copied()
        .filter(|role| role.kind() == to.kind)
        .collect();
    let only = roles.len() == 1;
    let boxes = roles
        .into_iter()
        .enumerate()
        .map(|(i, role)| {
            let name = format!("role:{}", role.as_str());
            // The summary's link to the group lands on its first box.
            let id = if i == 0 { field_id("roles") } else { String::new() };
            let checked = form.ticked_or(&name, only);
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
    let page = place.with("organisation", to.id.to_string()).href();
    let (list, key, id) = (
        place.without("organisation").href(),
        format!("member-{key}"),
        to.id.to_string(),
    );
    let email = line(form, "email", t.email, String::new(), "", "email");
    let name = line(form, "name", t.person_name, String::new(), "", "text");
    let password_errors = form.errors("password");
    let summary = summary(c, form);
    view! {
        <Card title lead=t.member_lead id="member">
            <form class="form" method="post" novalidate=true action="/form/accounts/add-member">
                {summary}
                <input type="hidden" name="_page" value=page />
                <input type="hidden" name="_key" value=key />
                <input type="hidden" name="organisation" value=id />
                {email}
                {name}
                <fieldset class="field field-group">
                    <legend class="field-label">
                        <span>{t.roles}</span>
                    </legend>
                    <div class="choices">{boxes}</div>
                    <div class="field-errors">{errors}</div>
                    <p class="field-help">
                        {t.roles_help}
                        " "
                        <a href="/ops/permissions">{t.to_permissions}</a>
                    </p>
                </fieldset>
                <Field label=t.first_password name="password" help optional_label=c.optional errors=password_errors>
                    <TextInput kind="password" autocomplete="new-password" />
                </Field>
                <Buttons>
                    <Button kind=Kind::Primary label=t.add icon="users" />
                    <Button label=c.cancel href=list />
                </Buttons>
            </form>
        </Card>
    }
    .into_any()
}
