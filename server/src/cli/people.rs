//! `guildhall admin create`: the first operator, or another one; and acting as somebody.

use super::{Console, Done, Failure};
use guildhall_market::{
    Actor, RequestInfo,
    accounts::{NewAdministrator, actor_of, create_administrator},
    door::Handler,
    secrets,
};
use guildhall_sdk::{
    accounts::{PASSWORD_MIN, SignIn, SignOut, is_email},
    portal::AppError,
};
use serde_json::json;

/// Creates an administrator. Without a password on stdin one is made up and printed, once.
pub async fn create(console: &Console, email: String, name: Option<String>, password_stdin: bool) -> Done {
    if !is_email(email.trim()) {
        return Err(Failure::unusable(format!(
            "--email: \"{email}\" is not an address"
        )));
    }
    let made_up = !password_stdin;
    let password = if password_stdin {
        password_from_stdin()?
    } else {
        secrets::random_token()
    };
    let name = name.unwrap_or_else(|| email.split('@').next().unwrap_or_default().to_owned());
    let new = NewAdministrator {
        email: email.clone(),
        name,
        password: password.clone(),
    };
    let person = create_administrator(&console.market, new)
        .await
        .map_err(|e| console.out.refused(&e))?;
    // An account that was there keeps its password; printing another one would be a lie.
    let fits = signs_in(console, &email, &password).await;
    console.out.print(
        || {
            let shown = (made_up && fits).then_some(&password);
            json!({ "person": person, "email": email, "password": shown, "existed": !fits })
        },
        || match (fits, made_up) {
            (true, true) => format!("{email} is an administrator; password: {password}"),
            (true, false) => format!("{email} is an administrator"),
            (false, _) => {
                format!("{email} is an administrator; the account was there and keeps its password")
            }
        },
    )
}

fn password_from_stdin() -> Done<String> {
    let mut line = String::new();
    std::io::stdin()
        .read_line(&mut line)
        .map_err(|e| Failure::unusable(format!("--password-stdin: {e}")))?;
    let password = line.trim_end_matches(['\r', '\n']).to_owned();
    if password.chars().count() < PASSWORD_MIN {
        return Err(Failure::unusable(format!(
            "--password-stdin: at least {PASSWORD_MIN} characters are needed"
        )));
    }
    Ok(password)
}

async fn signs_in(console: &Console, email: &str, password: &str) -> bool {
    match sign_in(console, email, password).await {
        Ok(actor) => {
            sign_out(console, &actor).await;
            true
        }
        Err(_) => false,
    }
}

/// Does an operation as a person: what belongs to a seller is made by one of its people. Whoever holds the data folder
/// may; the audit log has the command as the request.
pub async fn acting<O: Handler>(console: &Console, email: &str, operation: O) -> Done<O::Output> {
    let done = async {
        let actor = actor_of(&console.market, email).await?;
        let request = RequestInfo {
            id: format!("guildhall {}", O::NAME),
            ..RequestInfo::default()
        };
        console.market.run(&actor, &request, operation).await
    };
    done.await.map_err(|e| console.out.refused(&e))
}

async fn sign_in(console: &Console, email: &str, password: &str) -> Result<Actor, AppError> {
    let sign_in = SignIn {
        email: email.to_owned(),
        password: password.to_owned(),
        device: "guildhall".into(),
        code: String::new(),
    };
    let session = console.market.act(&Actor::System("cli"), sign_in).await?;
    let signed = console
        .market
        .authenticate(&session.token)
        .await?
        .ok_or(AppError::NotSignedIn)?;
    Ok(Actor::Person(Box::new(signed)))
}

async fn sign_out(console: &Console, actor: &Actor) {
    if let Err(error) = console.market.act(actor, SignOut {}).await {
        tracing::warn!(%error, "the command's session was not ended");
    }
}
