//! `POST /form/reviews/claim`, `release`, `decide`.

use super::queue::PATH;
use crate::forms::{Outcome, Posted, Refused};
use guildhall_sdk::{
    finding::{Code, Finding},
    ids::ReviewId,
    portal::{AppError, PageRequest},
    reviews::{
        ClaimReview, DecideReview, Decision, FieldComment, GetReview, ListReviews, ReleaseReview, ReviewKind,
        ReviewState, deciders,
    },
    settings::GetReasonTemplates,
};

/// Takes a form by its name.
pub async fn submit(name: &str, posted: &Posted) -> Option<Result<Outcome, Refused>> {
    Some(match name {
        "claim" => claim(posted).await,
        "release" => release(posted).await,
        "decide" => decide(posted).await,
        _ => return None,
    })
}

async fn claim(posted: &Posted) -> Result<Outcome, Refused> {
    let (review, page) = wanted(posted)?;
    posted.run(ClaimReview { review }, &page).await?;
    Ok(Outcome::Redirect(with(&page, "done=claimed")))
}

async fn release(posted: &Posted) -> Result<Outcome, Refused> {
    let (review, page) = wanted(posted)?;
    posted.run(ReleaseReview { review }, &page).await?;
    Ok(Outcome::Redirect(with(&page, "done=released")))
}

async fn decide(posted: &Posted) -> Result<Outcome, Refused> {
    let (review, page) = wanted(posted)?;
    let fields = &posted.fields;
    let decision = match fields.text("decision") {
        "approve" => Decision::Approve,
        "reject" => Decision::Reject,
        _ => {
            return Err(Refused::fields(
                vec![Finding::error("decision", Code::UnknownChoice)],
                &page,
            ));
        }
    };
    let version = fields.text("version").parse().map_err(|_| Refused {
        error: AppError::malformed("version"),
        page: page.clone(),
    })?;
    let mut comments: Vec<FieldComment> = fields
        .starting("comment:")
        .filter(|(_, text)| !text.trim().is_empty())
        .map(|(path, text)| FieldComment {
            path: path.to_owned(),
            text: text.trim().to_owned(),
        })
        .collect();
    if decision == Decision::Reject {
        add_template(posted, &page, &mut comments).await?;
    }
    let paths: Vec<String> = comments.iter().map(|c| c.path.clone()).collect();
    let taken = posted
        .run(
            DecideReview {
                review,
                version,
                decision,
                comments,
            },
            &page,
        )
        .await;
    if let Err(refused) = taken
        && !already(posted, review, decision, &refused).await
    {
        return Err(refused.rename(|path| box_of(path, &paths)));
    }
    let done = match decision {
        Decision::Approve => "done=approved",
        Decision::Reject => "done=rejected",
    };
    Ok(Outcome::Redirect(next(posted, review, done).await))
}

/// Puts the text of the chosen template before what was written on the whole, in the language of the page.
async fn add_template(posted: &Posted, page: &str, comments: &mut Vec<FieldComment>) -> Result<(), Refused> {
    let title = posted.fields.text("template");
    if title.is_empty() {
        return Ok(());
    }
    let templates = posted.run(GetReasonTemplates {}, page).await?.templates;
    let Some(template) = templates.iter().find(|t| t.title.zh == title) else {
        return Err(Refused::fields(
            vec![Finding::error("template", Code::Unknown)],
            page,
        ));
    };
    put_before(comments, template.text.get(posted.lang));
    Ok(())
}

fn put_before(comments: &mut Vec<FieldComment>, text: &str) {
    match comments.iter_mut().find(|c| c.path.is_empty()) {
        Some(whole) => whole.text = format!("{text}\n{}", whole.text),
        None => comments.push(FieldComment {
            path: String::new(),
            text: text.to_owned(),
        }),
    }
}

/// True when this decision is made: the button was pressed twice, and the second answer is the one that is read.
async fn already(posted: &Posted, review: ReviewId, decision: Decision, refused: &Refused) -> bool {
    if !matches!(refused.error, AppError::Conflict { .. }) {
        return false;
    }
    let state = match decision {
        Decision::Approve => ReviewState::Approved,
        Decision::Reject => ReviewState::Rejected,
    };
    let me = posted.actor.signed().map(|s| s.viewer.name.clone());
    match posted.run(GetReview { review }, PATH).await {
        Ok(view) => view.row.state == state && view.decided_by.is_some() && view.decided_by == me,
        Err(_) => false,
    }
}

/// The box a finding belongs to: its number is the number of the reason that was sent.
fn box_of(path: &str, paths: &[String]) -> String {
    let mut steps = path.split('.');
    match (steps.next(), steps.next().and_then(|i| i.parse::<usize>().ok())) {
        (Some("comments"), Some(i)) => format!("comment:{}", paths.get(i).map_or("", String::as_str)),
        (Some("comments"), None) => "comment:".into(),
        _ => path.into(),
    }
}

/// The oldest open item that this person may decide and nobody else has claimed; else the queue.
async fn next(posted: &Posted, done_with: ReviewId, done: &str) -> String {
    let kind = ReviewKind::parse(posted.fields.text("kind"));
    let keep = kind.map(|k| format!("kind={}&", k.as_str())).unwrap_or_default();
    let viewer = posted.actor.signed().map(|s| &s.viewer);
    let page = PageRequest {
        cursor: None,
        size: Some(200),
    };
    let queue = posted
        .run(
            ListReviews {
                kind,
                page,
                ..ListReviews::default()
            },
            PATH,
        )
        .await;
    let free = |by: &Option<String>| by.is_none() || viewer.is_some_and(|v| by.as_ref() == Some(&v.name));
    let next = queue.ok().and_then(|page| {
        page.rows.into_iter().find(|row| {
            row.id != done_with && free(&row.claimed_by) && viewer.is_some_and(|v| v.has(deciders(row.kind)))
        })
    });
    match next {
        Some(row) => format!("{PATH}/{}?{keep}{done}", row.id),
        None => format!("{PATH}?{keep}{done}"),
    }
}

fn wanted(posted: &Posted) -> Result<(ReviewId, String), Refused> {
    let review: ReviewId = posted.id("review")?;
    Ok((review, posted.page_or(&format!("{PATH}/{review}"))))
}

fn with(page: &str, pair: &str) -> String {
    let separator = if page.contains('?') { '&' } else { '?' };
    format!("{page}{separator}{pair}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_goes_before_what_was_written() {
        let at = |path: &str, text: &str| FieldComment {
            path: path.into(),
            text: text.into(),
        };
        let mut comments = vec![at("name.zh", "a")];
        put_before(&mut comments, "T");
        assert_eq!(comments, [at("name.zh", "a"), at("", "T")]);
        put_before(&mut comments, "U");
        assert_eq!(comments[1], at("", "U\nT"));
    }

    #[test]
    fn a_finding_leads_to_the_box_of_its_reason() {
        let paths = ["name.zh".to_owned(), String::new()];
        for (path, name) in [
            ("comments", "comment:"),
            ("comments.0.text", "comment:name.zh"),
            ("comments.1.text", "comment:"),
            ("comments.9.text", "comment:"),
            ("version", "version"),
        ] {
            assert_eq!(box_of(path, &paths), name);
        }
    }
}
