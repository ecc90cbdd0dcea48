//! `POST /form/accounts/…` of the organisation's people, and of an invitation that is accepted.

use super::{forms::signed_in, own_forms::check_repeated, team::PATH};
use crate::forms::{Outcome, Posted, Refused};
use guildhall_sdk::{
    accounts::{
        AcceptInvitation, ChangeRoles, InviteMember, RemoveMember, ResendInvitation, ResetTwoStep,
        WithdrawInvitation,
    },
    ids::PersonId,
    portal::Role,
};

/// Takes a form by its name.
pub async fn submit(name: &str, posted: &Posted) -> Option<Result<Outcome, Refused>> {
    Some(match name {
        "invite" => invite(posted).await,
        "resend" => resend(posted).await,
        "withdraw" => withdraw(posted).await,
        "roles" => roles(posted).await,
        "remove" => remove(posted).await,
        "two-step-reset" => reset_two_step(posted).await,
        "accept" => accept(posted).await,
        _ => return None,
    })
}

fn ticked(posted: &Posted) -> Vec<Role> {
    posted
        .fields
        .starting("role:")
        .filter_map(|(role, _)| Role::parse(role))
        .collect()
}

async fn invite(posted: &Posted) -> Result<Outcome, Refused> {
    let invite = InviteMember {
        email: posted.fields.text("email").trim().to_owned(),
        roles: ticked(posted),
        lang: posted.lang,
    };
    posted.run(invite, PATH).await?;
    Ok(Outcome::Redirect(format!("{PATH}?done=invited")))
}

async fn resend(posted: &Posted) -> Result<Outcome, Refused> {
    let invitation = posted.id("invitation")?;
    posted.run(ResendInvitation { invitation }, PATH).await?;
    Ok(Outcome::Redirect(format!("{PATH}?done=resent")))
}

async fn withdraw(posted: &Posted) -> Result<Outcome, Refused> {
    let invitation = posted.id("invitation")?;
    posted.run(WithdrawInvitation { invitation }, PATH).await?;
    Ok(Outcome::Redirect(format!("{PATH}?done=withdrawn")))
}

async fn roles(posted: &Posted) -> Result<Outcome, Refused> {
    let person: PersonId = posted.id("person")?;
    let change = ChangeRoles {
        person,
        roles: ticked(posted),
    };
    posted.run(change, &format!("{PATH}?person={person}")).await?;
    // Whoever gave the role up that shows this page goes home.
    let still = posted
        .actor
        .signed()
        .is_some_and(|s| s.viewer.person != person || posted_keeps_lead(posted));
    let path = if still {
        format!("{PATH}?done=roles")
    } else {
        "/".to_owned()
    };
    Ok(Outcome::Redirect(path))
}

fn posted_keeps_lead(posted: &Posted) -> bool {
    ticked(posted)
        .iter()
        .any(|role| guildhall_sdk::accounts::TEAM_LEADS.contains(role))
}

async fn remove(posted: &Posted) -> Result<Outcome, Refused> {
    let person: PersonId = posted.id("person")?;
    posted
        .run(RemoveMember { person }, &format!("{PATH}?person={person}"))
        .await?;
    let own = posted.actor.signed().is_some_and(|s| s.viewer.person == person);
    Ok(if own {
        Outcome::SignedOut {
            path: "/sign-in?done=left".into(),
        }
    } else {
        Outcome::Redirect(format!("{PATH}?done=removed"))
    })
}

async fn reset_two_step(posted: &Posted) -> Result<Outcome, Refused> {
    let person: PersonId = posted.id("person")?;
    let page = posted.page_or(&format!("{PATH}?person={person}"));
    posted.run(ResetTwoStep { person }, &page).await?;
    let separator = if page.contains('?') { '&' } else { '?' };
    Ok(Outcome::Redirect(format!("{page}{separator}done=two-step-reset")))
}

async fn accept(posted: &Posted) -> Result<Outcome, Refused> {
    let token = posted.fields.text("token");
    // Only what a token is made of: the page's address is built from it.
    let plain = token
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    let page = format!("/invitation/{}", if plain { token } else { "-" });
    let accept = AcceptInvitation {
        token: token.to_owned(),
        name: posted.fields.text("name").to_owned(),
        password: posted.fields.text("password").to_owned(),
        lang: posted.lang,
    };
    check_repeated(posted, &accept, "password", &page)?;
    let signed = posted.run(accept, &page).await?;
    let home = signed.viewer.acting.kind.home();
    Ok(signed_in(signed, home))
}
