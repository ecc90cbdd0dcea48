//! `POST /form/accounts/…` of one's own account, and of a forgotten password.

use super::{forms::signed_in, sign_ins::PATH as SIGN_INS};
use crate::forms::{Outcome, Posted, Refused};
use guildhall_sdk::{
    accounts::{
        BeginOidcLink, BeginTwoStep, ChangePassword, ConfirmSignUp, ConfirmTwoStep, EndOtherSessions,
        EndSession, EndTwoStep, KeepRecoveryCodes, LeaveOrganisation, RenewRecoveryCodes,
        RequestPasswordReset, RequestSignUp, ResetPassword, UnlinkSignIn, UpdateProfile,
    },
    finding::{Code, Finding},
    lang::{Bilingual, Lang},
    portal::Operation,
};

const PAGE: &str = "/account";
const SIGN_UP: &str = "/sign-up";
const TWO_STEP: &str = "/account/two-step";

/// Takes a form by its name.
pub async fn submit(name: &str, posted: &Posted) -> Option<Result<Outcome, Refused>> {
    Some(match name {
        "profile" => profile(posted).await,
        "password" => password(posted).await,
        "session-end" => end_session(posted).await,
        "sessions-end" => end_others(posted).await,
        "two-step-begin" => begin_two_step(posted).await,
        "two-step-confirm" => confirm_two_step(posted).await,
        "two-step-end" => end_two_step(posted).await,
        "two-step-codes" => renew_codes(posted).await,
        "two-step-codes-kept" => keep_codes(posted).await,
        "sign-in-link" => link_sign_in(posted).await,
        "sign-in-unlink" => unlink_sign_in(posted).await,
        "leave" => leave(posted).await,
        "reset-request" => request_reset(posted).await,
        "reset" => reset(posted).await,
        "sign-up" => sign_up(posted).await,
        "sign-up-confirm" => confirm_sign_up(posted).await,
        _ => return None,
    })
}

/// What the operation's own rules find, and whether the password was repeated as it was.
pub(super) fn check_repeated<O: Operation>(
    posted: &Posted,
    operation: &O,
    field: &str,
    page: &str,
) -> Result<(), Refused> {
    let mut findings = operation.validate();
    let repeated = posted.fields.text("repeat_password");
    if findings.iter().all(|f| f.path != field) && repeated != posted.fields.text(field) {
        findings.push(Finding::error("repeat_password", Code::PasswordsDiffer));
    }
    if findings.is_empty() {
        Ok(())
    } else {
        Err(Refused::fields(findings, page))
    }
}

async fn profile(posted: &Posted) -> Result<Outcome, Refused> {
    let lang = Lang::from_tag(posted.fields.text("lang")).unwrap_or(posted.lang);
    let update = UpdateProfile {
        name: posted.fields.text("name").to_owned(),
        lang,
    };
    posted.run(update, PAGE).await?;
    Ok(Outcome::Redirect(format!("{PAGE}?done=profile")))
}

async fn password(posted: &Posted) -> Result<Outcome, Refused> {
    let change = ChangePassword {
        old_password: posted.fields.text("old_password").to_owned(),
        new_password: posted.fields.text("new_password").to_owned(),
    };
    check_repeated(posted, &change, "new_password", PAGE)?;
    let signed = posted.run(change, PAGE).await?;
    Ok(signed_in(signed, format!("{PAGE}?done=password")))
}

async fn end_session(posted: &Posted) -> Result<Outcome, Refused> {
    let end = EndSession {
        session: posted.id("session")?,
    };
    posted.run(end, PAGE).await?;
    Ok(Outcome::Redirect(format!("{PAGE}?done=session#devices")))
}

async fn end_others(posted: &Posted) -> Result<Outcome, Refused> {
    posted.run(EndOtherSessions {}, PAGE).await?;
    Ok(Outcome::Redirect(format!("{PAGE}?done=sessions#devices")))
}

async fn begin_two_step(posted: &Posted) -> Result<Outcome, Refused> {
    posted.run(BeginTwoStep {}, TWO_STEP).await?;
    Ok(Outcome::Redirect(TWO_STEP.to_owned()))
}

async fn confirm_two_step(posted: &Posted) -> Result<Outcome, Refused> {
    let confirm = ConfirmTwoStep {
        code: posted.fields.text("code").to_owned(),
    };
    let signed = posted.run(confirm, TWO_STEP).await?;
    Ok(signed_in(signed, format!("{PAGE}?done=two-step")))
}

async fn end_two_step(posted: &Posted) -> Result<Outcome, Refused> {
    let end = EndTwoStep {
        code: posted.fields.text("code").to_owned(),
    };
    let signed = posted.run(end, PAGE).await?;
    Ok(signed_in(signed, format!("{PAGE}?done=two-step-off")))
}

async fn renew_codes(posted: &Posted) -> Result<Outcome, Refused> {
    posted.run(RenewRecoveryCodes {}, TWO_STEP).await?;
    Ok(Outcome::Redirect(format!("{TWO_STEP}#codes")))
}

async fn keep_codes(posted: &Posted) -> Result<Outcome, Refused> {
    posted.run(KeepRecoveryCodes {}, TWO_STEP).await?;
    Ok(Outcome::Redirect(format!("{PAGE}?done=codes")))
}

async fn link_sign_in(posted: &Posted) -> Result<Outcome, Refused> {
    let begin = BeginOidcLink {
        provider: posted.fields.text("provider").to_owned(),
    };
    let start = posted.run(begin, SIGN_INS).await?;
    Ok(Outcome::Provider {
        start,
        next: SIGN_INS.to_owned(),
    })
}

async fn unlink_sign_in(posted: &Posted) -> Result<Outcome, Refused> {
    let linked = posted.id("linked")?;
    posted.run(UnlinkSignIn { linked }, SIGN_INS).await?;
    Ok(Outcome::Redirect(format!("{SIGN_INS}?done=unlinked")))
}

async fn leave(posted: &Posted) -> Result<Outcome, Refused> {
    posted.run(LeaveOrganisation {}, PAGE).await?;
    Ok(Outcome::SignedOut {
        path: "/sign-in?done=left".into(),
    })
}

async fn request_reset(posted: &Posted) -> Result<Outcome, Refused> {
    let ask = RequestPasswordReset {
        email: posted.fields.text("email").trim().to_owned(),
    };
    posted.run(ask, "/reset-password").await?;
    Ok(Outcome::Redirect("/reset-password?done=sent".into()))
}

async fn sign_up(posted: &Posted) -> Result<Outcome, Refused> {
    let f = &posted.fields;
    let request = RequestSignUp {
        organisation: Bilingual::new(f.text("organisation_zh"), f.text("organisation_en")),
        person: f.text("person").to_owned(),
        email: f.text("email").trim().to_owned(),
        password: f.text("password").to_owned(),
        lang: posted.lang,
    };
    let name = |path: &str| path.replace('.', "_");
    check_repeated(posted, &request, "password", SIGN_UP).map_err(|r| r.rename(name))?;
    posted.run(request, SIGN_UP).await.map_err(|r| r.rename(name))?;
    Ok(Outcome::Redirect(format!("{SIGN_UP}?done=sent")))
}

async fn confirm_sign_up(posted: &Posted) -> Result<Outcome, Refused> {
    let token = posted.fields.text("token");
    let page = link_page(SIGN_UP, token);
    let confirm = ConfirmSignUp {
        token: token.to_owned(),
        password: posted.fields.text("password").to_owned(),
    };
    let signed = posted.run(confirm, &page).await?;
    Ok(signed_in(signed, "/seller/join?done=signed-up"))
}

/// The page of a link. Only what a token is made of stays in it: its address is built from what was sent.
fn link_page(path: &str, token: &str) -> String {
    let plain = token
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    format!("{path}/{}", if plain { token } else { "-" })
}

async fn reset(posted: &Posted) -> Result<Outcome, Refused> {
    let token = posted.fields.text("token");
    let page = link_page("/reset-password", token);
    let reset = ResetPassword {
        token: token.to_owned(),
        password: posted.fields.text("password").to_owned(),
    };
    check_repeated(posted, &reset, "password", &page)?;
    posted.run(reset, &page).await?;
    // Whatever was signed in here may have ended just now.
    Ok(Outcome::SignedOut {
        path: "/sign-in?done=reset".into(),
    })
}
