//! What the seller writes: the three groups, starting, giving up, and the finance contact that changes at once.

use super::{Stored, find, locked, named, put, tidied, view};
use crate::{
    Market,
    door::{Actor, Ctx, Handler, Refusal, Sample, World},
    jobs::{self, Job},
    reviews::{self, Submission},
    sellers::joining,
};
use guildhall_sdk::{
    finding::Finding,
    ids::{OrganisationId, ReviewId},
    portal::AppError,
    reviews::ReviewKind,
    sellers::{
        CertificationContent, CertificationGroup, CertificationState, CertificationView, GetCertification,
        JoiningStep, SaveCertification, SetFinanceContact, SubmitCertification, WithdrawCertification,
        check_certification, check_group,
    },
};

fn refused(findings: Vec<Finding>) -> Result<(), Refusal> {
    if findings.is_empty() {
        Ok(())
    } else {
        Err(AppError::Invalid { findings }.into())
    }
}

/// Hands it to the desk of the operator's finance.
pub(super) async fn hand_in(ctx: &Ctx<'_>, seller: OrganisationId) -> Result<ReviewId, Refusal> {
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
    Ok(reviews::open(ctx, submission).await?.0)
}

impl Handler for GetCertification {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }
    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<CertificationView, Refusal> {
        let seller = ctx.organisation()?;
        let stored = find(ctx, ctx.own()?).await?;
        view(ctx, seller, stored).await
    }
    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(GetCertification {})
    }
}

impl Handler for SaveCertification {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<CertificationView, Refusal> {
        let seller = ctx.organisation()?;
        let before = find(ctx, ctx.own()?).await?;
        ctx.audit_object(seller);
        joining::unblocked(ctx, seller, JoiningStep::Certification).await?;
        let Some(state) = before.state.saved() else {
            return Err(AppError::wrong_state(before.state.as_str()).into());
        };
        before.is_version(self.version)?;
        let mut content = before.content.clone();
        content.take(self.group, tidied(self.content));
        let mut findings: Vec<Finding> = check_group(self.group, &content)
            .into_iter()
            .map(|f| f.under("content"))
            .collect();
        if self.group == CertificationGroup::Company {
            findings.extend(named(ctx, seller, &content).await?);
        }
        refused(findings)?;
        if self.group == CertificationGroup::Bank {
            // Whoever changes where a seller is paid to proves first who they are.
            ctx.proved()?;
        }
        let next = Stored {
            state,
            content,
            ..before.clone()
        };
        let after = put(ctx, seller, &before, &next).await?;
        ctx.audit_change(Some(&before.audited()), Some(&after.audited()));
        view(ctx, seller, after).await
    }

    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(SaveCertification {
            version: 0,
            group: CertificationGroup::Contact,
            content: example(),
        })
    }
}

impl Handler for SubmitCertification {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<CertificationView, Refusal> {
        let seller = ctx.organisation()?;
        let before = find(ctx, ctx.own()?).await?;
        ctx.audit_object(seller);
        joining::unblocked(ctx, seller, JoiningStep::Certification).await?;
        before.may_become(CertificationState::Transferring)?;
        before.is_version(self.version)?;
        let content = tidied(self.content);
        refused(named(ctx, seller, &content).await?.into_iter().collect())?;
        // Whoever changes where a seller is paid to proves first who they are.
        ctx.proved()?;
        let mut next = Stored {
            content,
            comments: Vec::new(),
            ..before.moved(CertificationState::Transferring)
        };
        if next.needs_transfer() {
            let transfer = ctx.new_id();
            next.transfer = Some(transfer);
            let after = put(ctx, seller, &before, &next).await?;
            jobs::enqueue(ctx, &Job::SendTransfer { seller, transfer }, ctx.now(), None).await?;
            ctx.audit_change(Some(&before.audited()), Some(&after.audited()));
            return view(ctx, seller, after).await;
        }
        before.may_become(CertificationState::Pending)?;
        next.state = CertificationState::Pending;
        next.review = Some(hand_in(ctx, seller).await?);
        let after = put(ctx, seller, &before, &next).await?;
        ctx.audit_change(Some(&before.audited()), Some(&after.audited()));
        view(ctx, seller, after).await
    }

    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(SubmitCertification {
            version: 0,
            content: example(),
        })
    }
}

impl Handler for WithdrawCertification {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<CertificationView, Refusal> {
        let seller = ctx.organisation()?;
        let before = find(ctx, ctx.own()?).await?;
        ctx.audit_object(seller);
        let Some(state) = before.state.taken_back(before.live.is_some()) else {
            return Err(AppError::wrong_state(before.state.as_str()).into());
        };
        before.is_version(self.version)?;
        if before.state == CertificationState::Pending
            && let Some(review) = before.review
        {
            reviews::withdraw(ctx, review).await?;
        }
        let mut next = Stored {
            comments: Vec::new(),
            ..before.moved(state)
        };
        if let Some(live) = &before.live {
            next.content = live.clone();
        }
        let after = put(ctx, seller, &before, &next).await?;
        ctx.audit_change(Some(&before.audited()), Some(&after.audited()));
        view(ctx, seller, after).await
    }

    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(WithdrawCertification { version: 0 })
    }
}

impl Handler for SetFinanceContact {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<CertificationView, Refusal> {
        let seller = ctx.organisation()?;
        let before = locked(ctx, seller).await?;
        ctx.audit_object(seller);
        let Some(mut live) = before.live.clone() else {
            return Err(AppError::wrong_state(before.state.as_str()).into());
        };
        let contact = tidied(self.content());
        let mut next = before.clone();
        next.content.take(CertificationGroup::Contact, contact.clone());
        live.take(CertificationGroup::Contact, contact);
        next.live = Some(live);
        let after = put(ctx, seller, &before, &next).await?;
        ctx.audit_change(Some(&before.audited()), Some(&after.audited()));
        view(ctx, seller, after).await
    }

    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(SetFinanceContact {
            contact_name: "王会计".into(),
            contact_phone: "+86 755 1234 5678".into(),
            contact_mail: "finance@example.com".into(),
        })
    }
}

fn example() -> CertificationContent {
    let content = CertificationContent {
        company: "星河软件有限公司".into(),
        tax_number: "91440300MA5EXAMPL1".into(),
        general_taxpayer: true,
        tax_rate: Some(6),
        bank: "招商银行深圳分行".into(),
        account_name: "星河软件有限公司".into(),
        account_number: "755912345678901".into(),
        contact_name: "王会计".into(),
        contact_phone: "+86 755 1234 5678".into(),
        contact_mail: "finance@example.com".into(),
    };
    debug_assert!(check_certification(&content).is_empty());
    content
}
