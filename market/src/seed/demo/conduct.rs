//! Points of the demo's seller: one deduction it appealed against, one it still may.

use super::{Cast, World};
use guildhall_sdk::{
    ids::OrganisationId,
    portal::AppError,
    sellers::{AppealDeduction, RecordDeduction, Violation},
};

/// Records both, and the appeal.
///
/// # Errors
/// What the door refuses.
pub(super) async fn conduct(world: &World<'_>, cast: &Cast) -> Result<(), AppError> {
    let seller: OrganisationId = cast.seller.organisation().ok_or(AppError::Internal)?;
    let record = |violation, evidence: &str| RecordDeduction {
        seller,
        violation,
        points: 5,
        evidence: evidence.to_owned(),
        listed: None,
    };
    let links = record(
        Violation::OutsideLinks,
        "商品详情的案例部分含有指向站外论坛的链接。",
    );
    let seen = world.at(world.ago(2)).act(&cast.reviewer, links).await?;
    let yesterday = world.at(world.ago(1));
    if let Some(first) = seen.deductions.first() {
        let appeal = AppealDeduction {
            deduction: first.id,
            text: "该链接指向客户自己的公开案例页，已于当日移除。".into(),
        };
        yesterday.act(&cast.seller, appeal).await?;
    }
    let phone = record(
        Violation::Unreachable,
        "工作时间三次拨打服务电话均无人接听，服务邮件 48 小时内未回复。",
    );
    yesterday.act(&cast.reviewer, phone).await?;
    Ok(())
}
