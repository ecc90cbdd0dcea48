//! Business certification (商业信息认证, `domain/business.md` §1.5): a draft in three groups, an account proved by a small
//! transfer, the decision of the operator's finance. What was certified stands beside a change of it; while the change
//! is being certified nothing is settled (§1.5 \[B13\]).
//!
//! Everybody locks the review before the certification.

mod draft;
mod sending;
mod transfer;

use super::{identity, joining};
use crate::{
    db::{DbErr, Micros, Scope},
    door::{Ctx, Refusal},
    notices::{self, Certifying, Letter},
    sql,
};
use chrono::{DateTime, Utc};
use guildhall_sdk::{
    finding::{Code, Finding},
    ids::{OrganisationId, ReviewId, TransferId},
    portal::{AppError, Conflict},
    reviews::{FieldComment, ReviewSubject},
    sellers::{CERTIFIERS, CertificationContent, CertificationState, CertificationView, TransferProblem},
};

pub(crate) use sending::{expire, send};

/// Where a seller's certification stands, and whether it was certified once.
pub(super) async fn state(ctx: &Ctx<'_>, scope: Scope) -> Result<(CertificationState, bool), DbErr> {
    let stored = find(ctx, scope).await?;
    Ok((stored.state, stored.live.is_some()))
}

/// True when the company was renamed since it was certified.
pub(super) async fn renamed(ctx: &Ctx<'_>, seller: OrganisationId) -> Result<bool, Refusal> {
    let live = find(ctx, Scope::Tenant(seller)).await?.live;
    let proved = identity::proved(ctx, seller).await?;
    Ok(live
        .zip(proved)
        .is_some_and(|(live, proved)| live.company != proved.company))
}

/// A certification as it is stored.
#[derive(Debug, Clone, Default)]
struct Stored {
    state: CertificationState,
    version: i64,
    content: CertificationContent,
    live: Option<CertificationContent>,
    proved: Option<CertificationContent>,
    comments: Vec<FieldComment>,
    review: Option<ReviewId>,
    since: Option<DateTime<Utc>>,
    transfer: Option<TransferId>,
    until: Option<DateTime<Utc>>,
    problem: Option<TransferProblem>,
    failures: u32,
}

impl Stored {
    /// Refuses a move that is not in the table.
    fn may_become(&self, next: CertificationState) -> Result<(), AppError> {
        if self.state.can_become(next) {
            Ok(())
        } else {
            Err(AppError::wrong_state(self.state.as_str()))
        }
    }

    /// Refuses what was not written on this version.
    fn is_version(&self, version: i64) -> Result<(), AppError> {
        if self.version == version {
            Ok(())
        } else {
            Err(AppError::conflict(Conflict::StaleVersion {
                current: self.version,
            }))
        }
    }

    /// True when the account that is written was not proved yet.
    fn needs_transfer(&self) -> bool {
        ![&self.live, &self.proved]
            .into_iter()
            .flatten()
            .any(|known| known.same_account(&self.content))
    }

    /// Without a transfer, and in another state.
    fn moved(&self, state: CertificationState) -> Stored {
        Stored {
            state,
            transfer: None,
            until: None,
            problem: None,
            ..self.clone()
        }
    }

    /// As the audit log keeps it. The amount of a transfer is nowhere in it.
    fn audited(&self) -> serde_json::Value {
        serde_json::json!({
            "state": self.state, "content": masked(&self.content), "failures": self.failures, "transfer": self.transfer,
        })
    }
}

async fn find(ctx: &Ctx<'_>, scope: Scope) -> Result<Stored, DbErr> {
    let row = ctx
        .one(ctx.query(
            scope,
            sql!(
                "SELECT state, version, content, live, proved, comments, review_id, since, transfer_id, transfer_until,
                   transfer_problem, failures FROM certification WHERE {scope:seller_id}"
            ),
            [],
        ))
        .await?;
    let Some(row) = row else {
        return Ok(Stored::default());
    };
    let content = |column: &str| -> Result<Option<CertificationContent>, DbErr> {
        match row.text_or_none(column)? {
            Some(_) => row.json(column).map(Some),
            None => Ok(None),
        }
    };
    Ok(Stored {
        state: row.state("state", CertificationState::parse)?,
        version: row.int("version")?,
        content: row.json("content")?,
        live: content("live")?,
        proved: content("proved")?,
        comments: row.json("comments")?,
        review: row.id_or_none("review_id")?,
        since: Some(row.time("since")?),
        transfer: row.id_or_none("transfer_id")?,
        until: row.time_or_none("transfer_until")?,
        problem: row
            .text_or_none("transfer_problem")?
            .and_then(|text| TransferProblem::parse(&text)),
        failures: row.small("failures")?,
    })
}

/// Reads a seller's row that nobody else writes until the transaction ends.
async fn locked(ctx: &Ctx<'_>, seller: OrganisationId) -> Result<Stored, Refusal> {
    let scope = Scope::Tenant(seller);
    ctx.execute(ctx.query(
        scope,
        sql!("UPDATE certification SET version = version WHERE {scope:seller_id}"),
        [],
    ))
    .await?;
    Ok(find(ctx, scope).await?)
}

/// Writes the next state over the one that was read.
///
/// # Errors
/// `Conflict` when somebody else wrote meanwhile.
async fn put(
    ctx: &Ctx<'_>,
    seller: OrganisationId,
    before: &Stored,
    next: &Stored,
) -> Result<Stored, Refusal> {
    debug_assert!(next.state == before.state || before.state.can_become(next.state));
    let text = |content: &Option<CertificationContent>| -> Result<Option<String>, Refusal> {
        Ok(content.as_ref().map(serde_json::to_string).transpose()?)
    };
    let values = [
        next.state.as_str().into(),
        serde_json::to_string(&next.content)?.into(),
        text(&next.live)?.into(),
        text(&next.proved)?.into(),
        serde_json::to_string(&next.comments)?.into(),
        next.review.map(|id| id.to_string()).into(),
        next.transfer.map(|id| id.to_string()).into(),
        next.until.micros(),
        next.problem.map(|problem| problem.as_str().to_owned()).into(),
        i64::from(next.failures).into(),
        if next.state == before.state {
            before.since.unwrap_or(ctx.now())
        } else {
            ctx.now()
        }
        .micros(),
        seller.to_string().into(),
        before.version.into(),
        before.state.as_str().into(),
    ];
    let changed = if before.version == 0 {
        ctx.execute(ctx.query(
            ctx.everywhere("a new row of the actor's own organisation"),
            sql!(
                "INSERT INTO certification (state, content, live, proved, comments, review_id, transfer_id, transfer_until,
                   transfer_problem, failures, since, seller_id, version)
                 SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13 + 1
                 WHERE $14 = 'none' AND {scope:seller_id} ON CONFLICT DO NOTHING"
            ),
            values,
        ))
        .await?
    } else {
        ctx.execute(ctx.query(
            Scope::Tenant(seller),
            sql!(
                "UPDATE certification SET state = $1, content = $2, live = $3, proved = $4, comments = $5, review_id = $6,
                   transfer_id = $7, transfer_until = $8, transfer_problem = $9, failures = $10, since = $11,
                   version = version + 1
                 WHERE seller_id = $12 AND version = $13 AND state = $14 AND {scope:seller_id}"
            ),
            values,
        ))
        .await?
    };
    let after = find(ctx, Scope::Tenant(seller)).await?;
    if changed == 0 {
        return Err(AppError::conflict(Conflict::StaleVersion {
            current: after.version,
        })
        .into());
    }
    Ok(after)
}

/// As its seller sees it.
async fn view(ctx: &Ctx<'_>, seller: OrganisationId, stored: Stored) -> Result<CertificationView, Refusal> {
    let company = identity::proved(ctx, seller).await?.map(|c| c.company);
    Ok(CertificationView {
        needs_transfer: stored.needs_transfer(),
        state: stored.state,
        version: stored.version,
        content: stored.content,
        live: stored.live,
        comments: stored.comments,
        since: stored.since,
        until: stored.until,
        problem: stored.problem,
        failures: stored.failures,
        company: company.unwrap_or_default(),
    })
}

/// That the company is the authenticated one, and the account's name the company's.
async fn named(
    ctx: &Ctx<'_>,
    seller: OrganisationId,
    content: &CertificationContent,
) -> Result<Option<Finding>, Refusal> {
    let proved = identity::proved(ctx, seller).await?;
    Ok(proved
        .filter(|proved| proved.company != content.company.trim())
        .map(|proved| {
            Finding::error("content.company", Code::CompanyDiffers).with("company", proved.company)
        }))
}

/// Tells whoever certifies for a seller.
async fn tell(ctx: &Ctx<'_>, seller: OrganisationId, what: Certifying, dedupe: &str) -> Result<(), Refusal> {
    let letter = Letter::Certifying(what);
    for person in notices::people_of(ctx, seller, CERTIFIERS).await? {
        notices::write(ctx, &person, &letter, dedupe).await?;
    }
    Ok(())
}

/// As the audit log keeps it: the account is recognised by its end, and cannot be paid to from the log.
fn masked(content: &CertificationContent) -> CertificationContent {
    let number = &content.account_number;
    let end: String = number
        .chars()
        .skip(number.chars().count().saturating_sub(4))
        .collect();
    CertificationContent {
        account_number: format!("****{end}"),
        ..content.clone()
    }
}

/// As it is kept: without the blanks around what was typed, and inside the account number.
fn tidied(content: CertificationContent) -> CertificationContent {
    let trim = |text: String| text.trim().to_owned();
    CertificationContent {
        company: trim(content.company),
        tax_number: trim(content.tax_number),
        general_taxpayer: content.general_taxpayer,
        tax_rate: content.tax_rate,
        bank: trim(content.bank),
        account_name: trim(content.account_name),
        account_number: content
            .account_number
            .chars()
            .filter(|c| !c.is_whitespace())
            .collect(),
        contact_name: trim(content.contact_name),
        contact_phone: trim(content.contact_phone),
        contact_mail: trim(content.contact_mail),
    }
}

/// What the desk reads.
///
/// # Errors
/// `NotFound` when the seller never submitted.
pub(crate) async fn review_subject(ctx: &Ctx<'_>, seller: OrganisationId) -> Result<ReviewSubject, Refusal> {
    let stored = find(ctx, Scope::Tenant(seller)).await?;
    if stored.version == 0 {
        return Err(AppError::NotFound.into());
    }
    Ok(ReviewSubject::Certification {
        content: stored.content,
    })
}

/// The desk decided: certified, or back to the seller with reasons.
///
/// # Errors
/// `Conflict` when it does not wait for a decision any more.
pub(crate) async fn decided(
    ctx: &Ctx<'_>,
    seller: OrganisationId,
    approve: bool,
    comments: &[FieldComment],
) -> Result<(), Refusal> {
    let before = locked(ctx, seller).await?;
    if before.state != CertificationState::Pending {
        return Err(AppError::wrong_state(before.state.as_str()).into());
    }
    let mut next = before.moved(if approve {
        CertificationState::Certified
    } else {
        CertificationState::Rejected
    });
    next.comments = comments.to_vec();
    if approve {
        next.live = Some(next.content.clone());
        next.failures = 0;
    }
    put(ctx, seller, &before, &next).await?;
    if approve {
        ctx.execute(ctx.query(
            Scope::Tenant(seller),
            sql!("UPDATE certification SET certified_at = $1 WHERE {scope:seller_id}"),
            [ctx.now_micros()],
        ))
        .await?;
        joining::advance(ctx, seller).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_audit_log_shows_only_the_end_of_an_account() {
        for (number, shown) in [("755912345678901", "****8901"), ("123", "****123"), ("", "****")] {
            let content = CertificationContent {
                account_number: number.into(),
                ..Default::default()
            };
            assert_eq!(masked(&content).account_number, shown);
        }
    }

    #[test]
    fn blanks_are_not_kept() {
        let content = CertificationContent {
            company: " 星河 软件 ".into(),
            account_number: " 7559 1234\u{3000}5678 ".into(),
            ..Default::default()
        };
        let kept = tidied(content);
        assert_eq!(
            (kept.company.as_str(), kept.account_number.as_str()),
            ("星河 软件", "755912345678")
        );
    }
}
