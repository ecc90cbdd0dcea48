//! The forms of the inbox: `notices/read` (all) and `notices/open` (one, then its page); of the notice settings:
//! `notices/preferences`; of the administrator's mails: `notices/open-mail`, `notices/resend`.

use super::{inbox::path, mails, preferences};
use crate::forms::{Outcome, Posted, Refused, local_path};
use guildhall_sdk::{
    notices::{
        GetNoticePreferences, NoticePreference, OpenMail, ReadNotices, ResendMail, UpdateNoticePreferences,
    },
    portal::{AppError, OrganisationKind},
};

/// Takes a form by its name.
pub async fn submit(name: &str, posted: &Posted) -> Option<Result<Outcome, Refused>> {
    match name {
        "read" => Some(read(posted).await),
        "open" => Some(open(posted).await),
        "preferences" => Some(choose(posted).await),
        "open-mail" => Some(open_mail(posted).await),
        "resend" => Some(resend(posted).await),
        _ => None,
    }
}

fn here(posted: &Posted) -> &'static str {
    let kind = posted.actor.signed().map(|s| s.viewer.acting.kind);
    path(kind.unwrap_or(OrganisationKind::Customer))
}

async fn read(posted: &Posted) -> Result<Outcome, Refused> {
    let page = here(posted);
    posted.run(ReadNotices { notices: None }, page).await?;
    Ok(Outcome::Redirect(page.into()))
}

async fn open(posted: &Posted) -> Result<Outcome, Refused> {
    let page = here(posted);
    let notice = posted.fields.text("notice").parse().map_err(|_| Refused {
        error: AppError::malformed("notice"),
        page: page.into(),
    })?;
    let read = ReadNotices {
        notices: Some(vec![notice]),
    };
    posted.run(read, page).await?;
    let to = local_path(posted.fields.text("path")).unwrap_or(page);
    Ok(Outcome::Redirect(to.into()))
}

async fn choose(posted: &Posted) -> Result<Outcome, Refused> {
    let page = preferences::PATH;
    let fields = &posted.fields;
    let shown = posted.run(GetNoticePreferences {}, page).await?;
    let kinds: Vec<NoticePreference> = shown
        .kinds
        .iter()
        .map(|k| {
            let ticked = |channel: &str| fields.ticked(&format!("{channel}:{}", k.kind.as_str()));
            NoticePreference {
                kind: k.kind,
                in_site: k.kind.always() || ticked("in_site"),
                mail: k.kind.always() || ticked("mail"),
                sms: ticked("sms"),
            }
        })
        .collect();
    let update = UpdateNoticePreferences {
        phone: fields.text("phone").to_owned(),
        kinds: kinds.clone(),
    };
    posted.run(update, page).await.map_err(|refused| {
        refused.rename(|path| {
            // `kinds.2.mail` is the box `mail:offer_sent`.
            let mut steps = path.split('.');
            let nth = (steps.next(), steps.next().and_then(|i| i.parse::<usize>().ok()));
            match (nth, steps.next()) {
                ((Some("kinds"), Some(i)), Some(channel)) => {
                    let kind = kinds.get(i).map_or("", |k| k.kind.as_str());
                    format!("{channel}:{kind}")
                }
                _ => path.to_owned(),
            }
        })
    })?;
    Ok(Outcome::Redirect(format!("{page}?done=saved")))
}

async fn open_mail(posted: &Posted) -> Result<Outcome, Refused> {
    let mail = posted.id("mail")?;
    let page = format!("{}/{mail}", mails::PATH);
    posted.run(OpenMail { mail }, &page).await?;
    Ok(Outcome::Redirect(page))
}

async fn resend(posted: &Posted) -> Result<Outcome, Refused> {
    let mail = posted.id("mail")?;
    let page = format!("{}/{mail}", mails::PATH);
    posted.run(ResendMail { mail }, &page).await?;
    Ok(Outcome::Redirect(format!("{page}?done=resent")))
}
