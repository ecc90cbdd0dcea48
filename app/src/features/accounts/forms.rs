//! `POST /form/sign-in`, `sign-out`, `language`, `theme`, `organisation`, and `accounts/…`.

use super::{organisations::PATH, own_forms, team_forms};
use crate::{
    features::settlement::lists::encode,
    forms::{Outcome, Posted, Refused, local_path},
    session::Theme,
};
use guildhall_sdk::{
    accounts::{
        AddMember, BeginOidcSignIn, CreateOrganisation, SetLanguage, SignIn, SignInWithCode, SignOut,
        SignedIn, SwitchOrganisation,
    },
    finding::{Code, Finding},
    ids::OrganisationId,
    lang::{Bilingual, Lang},
    portal::{OrganisationKind, Role},
};

/// Takes a form: `part` is the first step of its address, `rest` what follows.
pub async fn submit(part: &str, rest: &str, posted: &Posted) -> Option<Result<Outcome, Refused>> {
    Some(match (part, rest) {
        ("sign-in", "") => sign_in(posted).await,
        ("sign-in", "code") => sign_in_with_code(posted).await,
        ("sign-in", "oidc") => sign_in_at_provider(posted).await,
        ("sign-out", "") => sign_out(posted).await,
        ("language", "") => language(posted).await,
        ("theme", "") => Ok(theme(posted)),
        ("organisation", "") => switch(posted).await,
        ("accounts", "create-organisation") => create_organisation(posted).await,
        ("accounts", "add-member") => add_member(posted).await,
        ("accounts", _) => {
            return match own_forms::submit(rest, posted).await {
                Some(taken) => Some(taken),
                None => team_forms::submit(rest, posted).await,
            };
        }
        _ => return None,
    })
}

/// A session under a new token, and the page it goes on with.
pub(super) fn signed_in(signed: SignedIn, path: impl Into<String>) -> Outcome {
    Outcome::SignedIn {
        token: signed.token,
        expires_at: signed.expires_at,
        path: path.into(),
    }
}

/// The sign-in page that leads on to where somebody wanted to go.
fn sign_in_page(posted: &Posted) -> String {
    local_path(posted.fields.text("next")).map_or_else(
        || "/sign-in".to_owned(),
        |next| format!("/sign-in?next={}", encode(next)),
    )
}

async fn sign_in(posted: &Posted) -> Result<Outcome, Refused> {
    let f = &posted.fields;
    let sign_in = SignIn {
        email: f.text("email").trim().to_owned(),
        password: f.text("password").to_owned(),
        device: String::new(),
        // The sign-in page asks for it in a second step; the listing editor, signing in again, at once.
        code: f.text("code").trim().to_owned(),
    };
    let signed = posted.run(sign_in, &sign_in_page(posted)).await?;
    Ok(lead_on(posted, signed))
}

async fn sign_in_with_code(posted: &Posted) -> Result<Outcome, Refused> {
    let answer = SignInWithCode {
        challenge: posted.fields.text("challenge").to_owned(),
        code: posted.fields.text("code").to_owned(),
    };
    let signed = posted.run(answer, &sign_in_page(posted)).await?;
    Ok(lead_on(posted, signed))
}

async fn sign_in_at_provider(posted: &Posted) -> Result<Outcome, Refused> {
    let begin = BeginOidcSignIn {
        provider: posted.fields.text("provider").to_owned(),
    };
    let start = posted.run(begin, &sign_in_page(posted)).await?;
    let next = local_path(posted.fields.text("next"))
        .unwrap_or_default()
        .to_owned();
    Ok(Outcome::Provider { start, next })
}

fn lead_on(posted: &Posted, signed: SignedIn) -> Outcome {
    let path = local_path(posted.fields.text("next"))
        .unwrap_or_else(|| signed.viewer.acting.kind.home())
        .to_owned();
    signed_in(signed, path)
}

async fn sign_out(posted: &Posted) -> Result<Outcome, Refused> {
    // Whoever is signed out already has what they asked for.
    if posted.actor.signed().is_some() {
        posted.run(SignOut {}, "/sign-in").await?;
    }
    Ok(Outcome::SignedOut {
        path: "/sign-in".into(),
    })
}

async fn language(posted: &Posted) -> Result<Outcome, Refused> {
    let path = posted.page_or("/");
    let lang = Lang::from_tag(posted.fields.text("lang")).unwrap_or(posted.lang);
    if posted.actor.signed().is_some() {
        posted.run(SetLanguage { lang }, &path).await?;
    }
    Ok(Outcome::Preference {
        name: "guildhall-lang",
        value: lang.tag().into(),
        path,
    })
}

fn theme(posted: &Posted) -> Outcome {
    let theme = Theme::parse(posted.fields.text("theme"));
    Outcome::Preference {
        name: "guildhall-theme",
        value: theme.as_str().into(),
        path: posted.page_or("/"),
    }
}

async fn switch(posted: &Posted) -> Result<Outcome, Refused> {
    let organisation = posted.id::<OrganisationId>("organisation")?;
    let viewer = posted.run(SwitchOrganisation { organisation }, "/").await?;
    Ok(Outcome::Redirect(viewer.acting.kind.home().into()))
}

async fn create_organisation(posted: &Posted) -> Result<Outcome, Refused> {
    let f = &posted.fields;
    let page = posted.page_or(PATH);
    let text = |name: &str| f.text(name).trim().to_owned();
    let Some(kind) = OrganisationKind::parse(f.text("kind")) else {
        return Err(Refused::fields(
            vec![Finding::error("kind", Code::UnknownChoice)],
            &page,
        ));
    };
    let create = CreateOrganisation {
        kind,
        name: Bilingual::new(text("name_zh"), text("name_en")),
        contact_mail: text("contact_mail"),
        contact_phone: text("contact_phone"),
    };
    let id = posted
        .run(create, &page)
        .await
        .map_err(|r| r.rename(|path| path.replace('.', "_")))?;
    Ok(Outcome::Redirect(format!(
        "{PATH}?kind={}&organisation={id}&done=created#member",
        kind.as_str()
    )))
}

async fn add_member(posted: &Posted) -> Result<Outcome, Refused> {
    let f = &posted.fields;
    let page = posted.page_or(PATH);
    let add = AddMember {
        organisation: posted.id("organisation")?,
        email: f.text("email").trim().to_owned(),
        name: f.text("name").trim().to_owned(),
        roles: f
            .starting("role:")
            .filter_map(|(role, _)| Role::parse(role))
            .collect(),
        password: f.text("password").to_owned(),
    };
    posted.run(add, &page).await?;
    // The page still names the organisation it was opened for; the list comes after a person was added.
    let list = page
        .split("organisation=")
        .next()
        .unwrap_or(PATH)
        .trim_end_matches(['?', '&']);
    let separator = if list.contains('?') { '&' } else { '?' };
    Ok(Outcome::Redirect(format!("{list}{separator}done=added")))
}
