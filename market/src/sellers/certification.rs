//! Business certification (商业信息认证, `domain/business.md` §1.5): the seller hands in bank, tax and finance contact,
//! the operator's finance decides. While a change is being checked, or was refused, there is no account the operator may
//! pay to: condition 1 of billing holds in the state `certified` only (§1.5 \[B13\]), since `certified_at`.

use super::{identity, joining};
use crate::{
    Market,
    db::{DbErr, Row, Scope},
    door::{Actor, Ctx, Handler, Refusal, Sample, World},
    reviews::{self, Submission},
    sql,
};
use guildhall_sdk::{
    finding::{Code, Finding},
    ids::OrganisationId,
    portal::{AppError, Conflict},
    reviews::{FieldComment, ReviewKind, ReviewSubject},
    sellers::{
        CertificationContent, CertificationState, CertificationView, GetCertification, JoiningStep,
        SubmitCertification,
    },
};

/// Where a seller's certification stands.
pub(super) async fn state(ctx: &Ctx<'_>, scope: Scope) -> Result<CertificationState, DbErr> {
    Ok(stored(ctx, scope)
        .await?
        .map(|view| view.state)
        .unwrap_or_default())
}

async fn stored(ctx: &Ctx<'_>, scope: Scope) -> Result<Option<CertificationView>, DbErr> {
    let row = ctx
        .one(ctx.query(
            scope,
            sql!(
                "SELECT state, version, content, comments, since FROM certification WHERE {scope:seller_id}"
            ),
            [],
        ))
        .await?;
    row.as_ref().map(read).transpose()
}

fn read(row: &Row) -> Result<CertificationView, DbErr> {
    Ok(CertificationView {
        state: row.state("state", CertificationState::parse)?,
        version: row.int("version")?,
        content: row.json("content")?,
        comments: row.json("comments")?,
        since: Some(row.time("since")?),
    })
}

fn never() -> CertificationView {
    CertificationView {
        state: CertificationState::None,
        version: 0,
        content: CertificationContent::default(),
        comments: Vec::new(),
        since: None,
    }
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
    let view = stored(ctx, Scope::Tenant(seller))
        .await?
        .ok_or(AppError::NotFound)?;
    Ok(ReviewSubject::Certification {
        content: view.content,
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
    let before = stored(ctx, Scope::Tenant(seller))
        .await?
        .ok_or(AppError::NotFound)?;
    let next = if approve {
        CertificationState::Certified
    } else {
        CertificationState::Rejected
    };
    if !before.state.can_become(next) {
        return Err(AppError::wrong_state(before.state.as_str()).into());
    }
    let changed = ctx
        .execute(ctx.query(
            Scope::Tenant(seller),
            sql!(
                "UPDATE certification SET state = $1, comments = $2, version = version + 1, since = $3,
                        certified_at = CASE WHEN $4 = 1 THEN $3 ELSE certified_at END
                 WHERE state = $5 AND {scope:seller_id}"
            ),
            [
                next.as_str().into(),
                serde_json::to_string(comments)?.into(),
                ctx.now_micros(),
                i64::from(approve).into(),
                before.state.as_str().into(),
            ],
        ))
        .await?;
    if changed == 0 {
        return Err(AppError::wrong_state(state(ctx, Scope::Tenant(seller)).await?.as_str()).into());
    }
    if approve {
        joining::advance(ctx, seller).await?;
    }
    Ok(())
}

impl Handler for GetCertification {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }
    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<CertificationView, Refusal> {
        Ok(stored(ctx, ctx.own()?).await?.unwrap_or_else(never))
    }
    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(GetCertification {})
    }
}

impl Handler for SubmitCertification {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<CertificationView, Refusal> {
        let scope = ctx.own()?;
        let seller = ctx.organisation()?;
        let before = stored(ctx, scope).await?.unwrap_or_else(never);
        ctx.audit_object(seller);
        joining::unblocked(ctx, seller, JoiningStep::Certification).await?;
        may_submit(&before, self.version)?;
        if let Some(proved) = identity::proved(ctx, seller).await?
            && proved.company != self.content.company.trim()
        {
            let finding =
                Finding::error("content.company", Code::CompanyDiffers).with("company", proved.company);
            return Err(AppError::Invalid {
                findings: vec![finding],
            }
            .into());
        }
        // Whoever changes where a seller is paid to proves first who they are.
        ctx.proved()?;
        let content = tidied(self.content);
        let title = ctx
            .actor()
            .signed()
            .map(|s| s.viewer.acting.name.clone())
            .unwrap_or_default();
        let submission = Submission {
            kind: ReviewKind::Certification,
            object: seller.0,
            seller,
            title,
        };
        let (review, _) = reviews::open(ctx, submission).await?;
        let text = serde_json::to_string(&content)?;
        let changed = if before.version == 0 {
            ctx.execute(ctx.query(
                ctx.everywhere("a new row of the actor's own organisation"),
                sql!(
                    "INSERT INTO certification (seller_id, state, content, comments, review_id, version, since)
                     SELECT $1, 'pending', $2, '[]', $3, 1, $4 WHERE {scope:seller_id} ON CONFLICT DO NOTHING"
                ),
                [seller.to_string().into(), text.into(), review.to_string().into(), ctx.now_micros()],
            ))
            .await?
        } else {
            ctx.execute(ctx.query(
                scope,
                sql!(
                    "UPDATE certification SET state = 'pending', content = $1, comments = '[]', review_id = $2,
                            version = version + 1, since = $3
                     WHERE version = $4 AND state = $5 AND {scope:seller_id}"
                ),
                [
                    text.into(),
                    review.to_string().into(),
                    ctx.now_micros(),
                    self.version.into(),
                    before.state.as_str().into(),
                ],
            ))
            .await?
        };
        let after = stored(ctx, scope).await?.unwrap_or_else(never);
        if changed == 0 {
            return Err(AppError::conflict(Conflict::StaleVersion {
                current: after.version,
            })
            .into());
        }
        ctx.audit_change(
            Some(&serde_json::json!({ "state": before.state, "content": masked(&before.content) })),
            Some(&serde_json::json!({ "state": after.state, "content": masked(&content) })),
        );
        Ok(after)
    }

    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(SubmitCertification {
            version: 0,
            content: CertificationContent {
                company: "星河软件有限公司".into(),
                tax_number: "91440300MA5EXAMPL1".into(),
                general_taxpayer: true,
                bank: "招商银行深圳分行".into(),
                account_name: "星河软件有限公司".into(),
                account_number: "755912345678901".into(),
                contact_name: "王会计".into(),
                contact_phone: "+86 755 1234 5678".into(),
                contact_mail: "finance@example.com".into(),
            },
        })
    }
}

fn may_submit(before: &CertificationView, version: i64) -> Result<(), AppError> {
    if !before.state.can_become(CertificationState::Pending) {
        return Err(AppError::wrong_state(before.state.as_str()));
    }
    if before.version != version {
        return Err(AppError::conflict(Conflict::StaleVersion {
            current: before.version,
        }));
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
