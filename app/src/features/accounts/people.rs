//! `/ops/people`: finds an account by its address, and helps whoever lost both phone and recovery codes.

use super::{
    people_words::{Words, words},
    team::help_form,
    team_words,
};
use crate::{
    fault::Fault,
    load::load,
    session::{Session, use_session},
    ui::*,
    words::fill,
};
use guildhall_sdk::accounts::{FindPerson, PersonView};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use std::sync::Arc;

const PATH: &str = "/ops/people";

/// Nobody is looked for without an address; whoever may not look is told so even then.
async fn find(email: String) -> Result<Option<PersonView>, Fault> {
    crate::door::run(FindPerson { email }).await
}

/// The page.
#[component]
pub fn PeoplePage() -> impl IntoView {
    let session = use_session();
    let query = use_query_map().get_untracked();
    let email = query.get("email").unwrap_or_default();
    let done = query.get("done").is_some_and(|done| done == "two-step-reset");
    let asked = email.clone();
    let data = Resource::new(move || asked.clone(), find);
    let t = words(session.lang);
    let breadcrumb = vec![Crumb::new("/ops/organisations", t.organisations)];
    let typed = email.clone();
    view! {
        <Title text=t.title />
        <PageHead title=t.title lead=t.lead breadcrumb />
        <div class="stack-lg">
            {done.then(|| view! { <Callout tone=Tone::Done title=t.done /> })}
            <Card>
                <form class="form" method="get" action=PATH>
                    <Field label=t.email name="email">
                        <TextInput value=typed kind="email" required=true />
                    </Field>
                    <Buttons>
                        <Button kind=Kind::Primary label=t.find icon="search" />
                    </Buttons>
                </form>
            </Card>
            {load(data, move |found| person(&session, t, &email, found))}
        </div>
    }
}

fn person(session: &Arc<Session>, t: &'static Words, asked: &str, found: Option<PersonView>) -> AnyView {
    let Some(person) = found else {
        return if asked.is_empty() {
            ().into_any()
        } else {
            view! { <Empty drawing=Drawing::Search title=t.nobody text=t.nobody_text /> }.into_any()
        };
    };
    let member_of: Vec<String> = person
        .memberships
        .iter()
        .map(|m| {
            let roles: Vec<&str> = m.roles.iter().map(|r| r.words(session.lang)).collect();
            format!("{} ({})", m.name.get(session.lang), roles.join(" · "))
        })
        .collect();
    let member_of = if member_of.is_empty() {
        t.member_of_none.to_owned()
    } else {
        member_of.join("; ")
    };
    let two_step = match person.two_step_since {
        Some(since) => fill(t.on_since, &[("when", &session.zone.minute(since))]),
        None => t.off.to_owned(),
    };
    let own = session.viewer.as_ref().is_some_and(|v| v.person == person.person);
    let help = (person.two_step_since.is_some() && !own).then(|| {
        let page = format!(
            "{PATH}?email={}",
            crate::features::settlement::lists::encode(&person.email)
        );
        help_form(
            session,
            team_words::words(session.lang),
            &person.person.to_string(),
            &person.name,
            &page,
        )
    });
    let (name, since) = (person.name.clone(), session.zone.minute(person.created_at));
    view! {
        <Card title=person.email.clone() id="person">
            <div class="stack">
                <KvList>
                    <Kv label=t.name value=name />
                    <Kv label=t.since value=since />
                    <Kv label=t.member_of value=member_of />
                    <Kv label=t.two_step value=two_step />
                </KvList>
                {help}
            </div>
        </Card>
    }
    .into_any()
}
