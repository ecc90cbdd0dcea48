//! (being built)

use crate::door::Entry;

/// The domain's operations.
pub const OPERATIONS: &[Entry] = &[];

/// The scheduled bill run of a period.
pub(crate) async fn scheduled_run(
    _market: &crate::Market,
    _actor: &crate::Actor,
    _request: &crate::RequestInfo,
    _period: guildhall_sdk::time::Period,
) -> Result<(), String> {
    Ok(())
}

/// Wants the bill run of the last period once its day has come.
pub(crate) async fn want_scheduled_run(
    _ctx: &mut crate::Ctx<'_>,
    _settings: &guildhall_sdk::settings::Settings,
) -> Result<(), crate::Refusal> {
    Ok(())
}
