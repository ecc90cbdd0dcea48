//! The rules that need more than the content itself: whose file it is, what is released already.

use super::store::{self, Stored};
use crate::{
    db::{DbErr, Scope},
    door::{Ctx, Refusal},
    files,
};
use guildhall_sdk::{
    files::Purpose,
    finding::{Code, Finding},
    ids::{OrganisationId, SpecId},
    lang::Lang,
    listings::{Certificate, ListingContent, check_listing},
};

/// Everything that stops a submission.
pub(super) async fn findings(ctx: &Ctx<'_>, stored: &Stored) -> Result<Vec<Finding>, Refusal> {
    let live = match stored.live {
        Some(live) => store::revision_content(ctx, Scope::Tenant(stored.seller), live).await?,
        None => None,
    };
    findings_beside(ctx, stored.seller, &stored.content, live.as_ref()).await
}

/// As [`findings`], for content that is to replace what is live.
pub(super) async fn findings_beside(
    ctx: &Ctx<'_>,
    seller: OrganisationId,
    content: &ListingContent,
    live: Option<&ListingContent>,
) -> Result<Vec<Finding>, Refusal> {
    let mut found = check_listing(content);
    if let Some(certificate) = content.certificate.as_ref().filter(|c| !c.file.0.is_nil())
        && files::stored(ctx, seller, certificate.file, Purpose::Copyright)
            .await?
            .is_none()
    {
        found.push(Finding::error("certificate", Code::Unknown));
    }
    let currencies = crate::settings::read(ctx).await?.settings.currencies;
    for (i, spec) in content.specs.iter().enumerate() {
        for (j, price) in spec.prices.iter().enumerate() {
            if !currencies.contains(&price.amount.currency) {
                found.push(Finding::error(
                    format!("specs.{i}.prices.{j}.amount"),
                    Code::UnknownChoice,
                ));
            }
        }
    }
    if let Some(live) = live {
        found.extend(check_released(content, live));
    }
    Ok(found)
}

/// What a modification may not do to a released spec: remove it, or charge for it in another way
/// (`domain/business.md` §2.12). Orders and discounts name it.
fn check_released(content: &ListingContent, live: &ListingContent) -> Vec<Finding> {
    let mut found = Vec::new();
    for released in &live.specs {
        match content.specs.iter().position(|s| s.id == released.id) {
            None => {
                let name = released.name.get(Lang::Zh).to_owned();
                found.push(Finding::error("specs", Code::SpecRemoved).with("text", name));
            }
            Some(i) if content.specs[i].charging != released.charging => {
                found.push(Finding::error(format!("specs.{i}.charging"), Code::SpecModeFixed));
            }
            Some(_) => {}
        }
    }
    found
}

/// The content as it is kept: new specs get their ids, and what the certificate's row says of it comes from the file
/// that was received, not from the sender of the draft.
pub(super) async fn settled(
    ctx: &Ctx<'_>,
    seller: OrganisationId,
    mut content: ListingContent,
) -> Result<ListingContent, DbErr> {
    for spec in &mut content.specs {
        if spec.id.0.is_nil() {
            spec.id = ctx.new_id::<SpecId>();
        }
    }
    if let Some(certificate) = content.certificate.take() {
        let file = files::stored(ctx, seller, certificate.file, Purpose::Copyright).await?;
        content.certificate = Some(match file {
            Some(file) => Certificate {
                file: file.id,
                name: file.name,
                sha256: file.sha256,
                size: file.size,
            },
            None => certificate,
        });
    }
    Ok(content)
}

#[cfg(test)]
mod tests {
    use super::*;
    use guildhall_sdk::listings::{ChargingMode, Spec};

    #[test]
    fn a_released_spec_stays_and_is_charged_as_before() {
        let spec = |n: u128, charging| Spec {
            id: SpecId(uuid::Uuid::from_u128(n)),
            charging,
            ..Default::default()
        };
        let with = |specs: Vec<Spec>| ListingContent {
            specs,
            ..Default::default()
        };
        use ChargingMode::{OneTime, Period};
        let live = with(vec![spec(1, Period), spec(2, OneTime)]);
        for (specs, expected) in [
            (vec![spec(1, Period), spec(2, OneTime)], vec![]),
            (vec![spec(2, OneTime), spec(1, Period), spec(3, OneTime)], vec![]),
            (vec![spec(1, Period)], vec![("specs", Code::SpecRemoved)]),
            (
                vec![spec(2, Period), spec(1, Period)],
                vec![("specs.0.charging", Code::SpecModeFixed)],
            ),
        ] {
            let found = check_released(&with(specs), &live);
            let found: Vec<(&str, Code)> = found.iter().map(|f| (f.path.as_str(), f.code)).collect();
            assert_eq!(found, expected);
        }
    }
}
