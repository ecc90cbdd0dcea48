//! The lock against guessing: failures are counted by address, whether or not an account has it, and survive the refusal.

use crate::{
    door::{Ctx, Refusal},
    secrets::Purpose,
    sql,
};
use chrono::TimeDelta;
use guildhall_sdk::{
    accounts::normal_email,
    finding::{Code, Finding},
    portal::AppError,
};

/// What an address is counted under: nobody reads it from the table.
pub(super) fn key(ctx: &Ctx<'_>, email: &str) -> String {
    hex::encode(
        ctx.market()
            .secrets()
            .sign(Purpose::SignInGuard, &[normal_email(email).as_bytes()]),
    )
}

/// Refuses while the address is locked, at the field that was filled in.
///
/// # Errors
/// `Invalid` with the minutes left.
pub(super) async fn check(ctx: &Ctx<'_>, email: &str, field: &str) -> Result<(), Refusal> {
    let everyone = ctx.everywhere("the guard is found by the address that was typed");
    let row = ctx
        .one(ctx.query(
            everyone,
            sql!("SELECT locked_until FROM sign_in_guard WHERE email_hash = $1 AND {scope:none}"),
            [key(ctx, email).into()],
        ))
        .await?;
    let locked_until = row.map(|r| r.time("locked_until")).transpose()?;
    match locked_until.filter(|until| *until > ctx.now()) {
        None => Ok(()),
        Some(until) => {
            let minutes = (until - ctx.now()).num_minutes() + 1;
            let finding = Finding::error(field, Code::SignInLocked).with("minutes", minutes);
            Err(AppError::Invalid {
                findings: vec![finding],
            }
            .into())
        }
    }
}

/// Counts a failure. The refusal it leads to must be a [`Refusal::Keep`].
pub(super) async fn failed(ctx: &Ctx<'_>, email: &str) -> Result<(), Refusal> {
    let rules = &ctx.market().config().sessions;
    let everyone = ctx.everywhere("the guard is found by the address that was typed");
    // One statement, so that attempts side by side are all counted.
    let lock = (ctx.now() + TimeDelta::minutes(rules.lock_minutes)).timestamp_micros();
    ctx.execute(ctx.query(
        everyone,
        sql!(
            "INSERT INTO sign_in_guard (email_hash, failures, locked_until, updated_at) SELECT $1, 1, 0, $2 WHERE {scope:none}
             ON CONFLICT (email_hash) DO UPDATE SET failures = CASE WHEN sign_in_guard.failures + 1 >= $3 THEN 0 ELSE sign_in_guard.failures + 1 END,
               locked_until = CASE WHEN sign_in_guard.failures + 1 >= $3 THEN $4 ELSE 0 END, updated_at = $2"
        ),
        [key(ctx, email).into(), ctx.now_micros(), rules.lock_after.into(), lock.into()],
    ))
    .await?;
    Ok(())
}

/// Forgets the failures: whoever it is has proved it.
pub(super) async fn clear(ctx: &Ctx<'_>, email: &str) -> Result<(), Refusal> {
    let everyone = ctx.everywhere("the guard is found by the address that was typed");
    ctx.execute(ctx.query(
        everyone,
        sql!("DELETE FROM sign_in_guard WHERE email_hash = $1 AND {scope:none}"),
        [key(ctx, email).into()],
    ))
    .await?;
    Ok(())
}
