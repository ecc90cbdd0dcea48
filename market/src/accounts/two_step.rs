//! Two-step sign-in: what an authenticator is set up with derives from the installation key, so the database alone opens
//! nothing; a code is taken once; recovery codes are kept as keyed hashes.

use super::{own, session};
use crate::{
    Market,
    db::{DbErr, Row},
    door::{Actor, Ctx, Handler, Refusal, Sample, World},
    notices::Letter,
    secrets::Purpose,
    settings, sql,
};
use chrono::TimeDelta;
use guildhall_sdk::{
    accounts::{
        BeginTwoStep, ConfirmTwoStep, EndTwoStep, GetTwoStep, KeepRecoveryCodes, RECOVERY_CODES,
        RenewRecoveryCodes, SignedIn, TwoStepSetup, TwoStepView, normal_code,
    },
    finding::Code,
    ids::PersonId,
    portal::AppError,
};
use totp_rs::{Builder, Totp};

/// Minutes in which a set-up must be confirmed: its secret is shown no longer.
const SETUP_MINUTES: i64 = 30;

/// What became of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Checked {
    /// It was right, and is used up now.
    Right,
    /// It is none.
    Wrong,
    /// It was right once.
    Used,
}

impl Checked {
    /// Why it is refused; none when it was right.
    pub fn refused(self) -> Option<Code> {
        match self {
            Checked::Right => None,
            Checked::Wrong => Some(Code::CodeWrong),
            Checked::Used => Some(Code::CodeUsed),
        }
    }
}

async fn stored(ctx: &Ctx<'_>, person: PersonId) -> Result<Option<Row>, DbErr> {
    ctx.one(ctx.query(
        ctx.everywhere("the actor's own account, or the one whose password was right"),
        sql!("SELECT nonce, codes_nonce, begun_at, confirmed_at FROM two_step WHERE person_id = $1 AND {scope:none}"),
        [person.to_string().into()],
    ))
    .await
}

/// True when a code is asked for after the password.
pub(super) async fn is_on(ctx: &Ctx<'_>, person: PersonId) -> Result<bool, Refusal> {
    Ok(match stored(ctx, person).await? {
        Some(row) => row.int_or_none("confirmed_at")?.is_some(),
        None => false,
    })
}

/// The 160 bits an authenticator knows.
fn secret(ctx: &Ctx<'_>, person: PersonId, nonce: &str) -> Vec<u8> {
    let bytes = ctx
        .market()
        .secrets()
        .sign(Purpose::TwoStepSecret, &[person.0.as_bytes(), nonce.as_bytes()]);
    bytes[..20].to_vec()
}

fn totp(secret: Vec<u8>) -> Result<Totp, Refusal> {
    Builder::new()
        .with_secret(secret)
        .build()
        .map_err(|e| Refusal::fault(format!("{e:?}")))
}

fn seconds(ctx: &Ctx<'_>) -> u64 {
    u64::try_from(ctx.now().timestamp()).unwrap_or_default()
}

/// Checks a code or a recovery code and uses it up: the second of two at once is told so.
pub(super) async fn check(ctx: &Ctx<'_>, person: PersonId, typed: &str) -> Result<Checked, Refusal> {
    let Some(row) = stored(ctx, person).await? else {
        return Ok(Checked::Wrong);
    };
    if row.int_or_none("confirmed_at")?.is_none() {
        return Ok(Checked::Wrong);
    }
    let code = normal_code(typed);
    let everyone = ctx.everywhere("the actor's own account, or the one whose password was right");
    if code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit()) {
        let Some(step) = totp(secret(ctx, person, &row.text("nonce")?))?.check(&code, seconds(ctx)) else {
            return Ok(Checked::Wrong);
        };
        let taken = ctx
            .execute(ctx.query(
                everyone,
                sql!("UPDATE two_step SET last_step = $2 WHERE person_id = $1 AND last_step < $2 AND {scope:none}"),
                [
                    person.to_string().into(),
                    i64::try_from(step).unwrap_or(i64::MAX).into(),
                ],
            ))
            .await?;
        return Ok(if taken == 1 { Checked::Right } else { Checked::Used });
    }
    let taken = ctx
        .execute(ctx.query(
            everyone,
            sql!("UPDATE recovery_code SET used_at = $3 WHERE person_id = $1 AND code_hash = $2 AND used_at IS NULL AND {scope:none}"),
            [
                person.to_string().into(),
                code_hash(ctx, person, &code).into(),
                ctx.now_micros(),
            ],
        ))
        .await?;
    Ok(if taken == 1 {
        Checked::Right
    } else {
        Checked::Wrong
    })
}

/// What is stored of a recovery code: keyed, because fifty bits could be guessed from a plain hash.
fn code_hash(ctx: &Ctx<'_>, person: PersonId, code: &str) -> String {
    let parts: [&[u8]; 2] = [person.0.as_bytes(), code.as_bytes()];
    hex::encode(ctx.market().secrets().sign(Purpose::RecoveryCode, &parts))
}

/// The recovery codes of a set-up, while it waits: ten letters and digits each that are not mistaken for each other.
fn recovery_codes(ctx: &Ctx<'_>, person: PersonId, nonce: &str) -> Vec<String> {
    const SYMBOLS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    (0..RECOVERY_CODES)
        .map(|n| {
            let bytes = ctx.market().secrets().sign(
                Purpose::RecoveryCodes,
                &[person.0.as_bytes(), nonce.as_bytes(), &n.to_be_bytes()],
            );
            let text: String = bytes
                .iter()
                .take(10)
                .map(|b| char::from(SYMBOLS[usize::from(b % 32)]))
                .collect();
            format!("{}-{}", &text[..5], &text[5..])
        })
        .collect()
}

/// A set-up that waits to be confirmed and is not too old.
async fn waiting(ctx: &Ctx<'_>, person: PersonId) -> Result<Option<(String, String)>, Refusal> {
    let Some(row) = stored(ctx, person).await? else {
        return Ok(None);
    };
    let (nonce, codes_nonce) = (row.text("nonce")?, row.text_or_none("codes_nonce")?);
    let fresh = ctx.now() - row.time("begun_at")? < TimeDelta::minutes(SETUP_MINUTES);
    let open = row.int_or_none("confirmed_at")?.is_none();
    Ok(codes_nonce.filter(|_| fresh && open).map(|codes| (nonce, codes)))
}

/// Recovery codes that were made anew and not put away yet.
async fn renewed(ctx: &Ctx<'_>, person: PersonId) -> Result<Vec<String>, Refusal> {
    let Some(row) = stored(ctx, person).await? else {
        return Ok(Vec::new());
    };
    let fresh = ctx.now() - row.time("begun_at")? < TimeDelta::minutes(SETUP_MINUTES);
    let on = row.int_or_none("confirmed_at")?.is_some();
    // A session that was left open must not show them.
    Ok(match row.text_or_none("codes_nonce")? {
        Some(nonce) if on && fresh && ctx.proved().is_ok() => recovery_codes(ctx, person, &nonce),
        _ => Vec::new(),
    })
}

/// What the QR code says (the key URI format that authenticators read).
fn uri(issuer: &str, email: &str, secret: &str) -> String {
    let (issuer, email) = (encoded(issuer), encoded(email));
    format!(
        "otpauth://totp/{issuer}:{email}?secret={secret}&issuer={issuer}&algorithm=SHA1&digits=6&period=30"
    )
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(|b| match b {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => char::from(b).to_string(),
            _ => format!("%{b:02X}"),
        })
        .collect()
}

/// RFC 4648 base32 without padding.
fn base32(bytes: &[u8]) -> String {
    const SYMBOLS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut out = String::with_capacity(bytes.len() * 8 / 5 + 1);
    let (mut bits, mut held) = (0_u32, 0_u32);
    for byte in bytes {
        held = (held << 8) | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            out.push(char::from(SYMBOLS[((held >> bits) & 31) as usize]));
        }
    }
    if bits > 0 {
        out.push(char::from(SYMBOLS[((held << (5 - bits)) & 31) as usize]));
    }
    out
}

impl Handler for GetTwoStep {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<TwoStepView, Refusal> {
        let signed = ctx.actor().signed().ok_or(AppError::NotSignedIn)?;
        let person = signed.viewer.person;
        let set = settings::read(ctx).await?.settings;
        let on_since = match stored(ctx, person).await? {
            Some(row) => row.time_or_none("confirmed_at")?,
            None => None,
        };
        let setup = match waiting(ctx, person).await? {
            None => None,
            Some((nonce, codes)) => {
                let secret = base32(&secret(ctx, person, &nonce));
                let uri = uri(&set.marketplace.en, &signed.viewer.email, &secret);
                Some(TwoStepSetup {
                    qr_svg: crate::qr::svg(&uri).unwrap_or_default(),
                    secret,
                    recovery_codes: recovery_codes(ctx, person, &codes),
                })
            }
        };
        let new_codes = renewed(ctx, person).await?;
        let left = ctx
            .find(ctx.query(
                ctx.everywhere("the actor's own account"),
                sql!("SELECT COUNT(*) AS n FROM recovery_code WHERE person_id = $1 AND used_at IS NULL AND {scope:none}"),
                [person.to_string().into()],
            ))
            .await?;
        Ok(TwoStepView {
            on_since,
            required: set.wants_two_step(&signed.viewer.acting.roles),
            codes_left: left.count("n")?,
            setup,
            new_codes,
        })
    }

    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(GetTwoStep {})
    }
}

impl Handler for BeginTwoStep {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<(), Refusal> {
        ctx.proved()?;
        let person = ctx.person()?;
        if is_on(ctx, person).await? {
            return Err(AppError::wrong_state("on").into());
        }
        ctx.execute(ctx.query(
            ctx.everywhere("the actor's own account"),
            sql!(
                "INSERT INTO two_step (person_id, nonce, codes_nonce, begun_at) SELECT $1, $2, $3, $4 WHERE {scope:none}
                 ON CONFLICT (person_id) DO UPDATE SET nonce = $2, codes_nonce = $3, begun_at = $4 WHERE two_step.confirmed_at IS NULL"
            ),
            [
                person.to_string().into(),
                crate::secrets::random_token().into(),
                crate::secrets::random_token().into(),
                ctx.now_micros(),
            ],
        ))
        .await?;
        ctx.audit_object(person);
        Ok(())
    }

    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(BeginTwoStep {})
    }
}

impl Handler for ConfirmTwoStep {
    type Prepared = ();
    const IDEMPOTENT: bool = false;

    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<SignedIn, Refusal> {
        let signed = ctx.actor().signed().ok_or(AppError::NotSignedIn)?;
        let (person, this) = (signed.viewer.person, signed.session);
        let (nonce, codes) = waiting(ctx, person)
            .await?
            .ok_or_else(|| AppError::wrong_state("not begun"))?;
        let code = normal_code(&self.code);
        let step = totp(secret(ctx, person, &nonce))?
            .check(&code, seconds(ctx))
            .ok_or(AppError::field("code", Code::CodeWrong))?;
        let everyone = ctx.everywhere("the actor's own account");
        // The first code is used up by this; the recovery codes cannot be made again from here on.
        let on = ctx
            .execute(ctx.query(
                everyone,
                sql!(
                    "UPDATE two_step SET confirmed_at = $2, codes_nonce = NULL, last_step = $3
                     WHERE person_id = $1 AND nonce = $4 AND confirmed_at IS NULL AND {scope:none}"
                ),
                [
                    person.to_string().into(),
                    ctx.now_micros(),
                    i64::try_from(step).unwrap_or(i64::MAX).into(),
                    nonce.into(),
                ],
            ))
            .await?;
        if on == 0 {
            return Err(AppError::wrong_state("on").into());
        }
        keep_codes(ctx, person, &codes).await?;
        ctx.audit_object(person);
        session::end_all(ctx, person, Some(this)).await?;
        own::tell(ctx, person, &Letter::TwoStepOn).await?;
        session::rotate(ctx).await
    }

    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(ConfirmTwoStep {
            code: "123456".into(),
        })
    }
}

async fn forget_codes(ctx: &Ctx<'_>, person: PersonId) -> Result<(), DbErr> {
    ctx.execute(ctx.query(
        ctx.everywhere("the actor's own account"),
        sql!("DELETE FROM recovery_code WHERE person_id = $1 AND {scope:none}"),
        [person.to_string().into()],
    ))
    .await
    .map(drop)
}

/// Keeps the hashes of the codes that follow from a nonce; those there were are over.
async fn keep_codes(ctx: &Ctx<'_>, person: PersonId, nonce: &str) -> Result<(), DbErr> {
    forget_codes(ctx, person).await?;
    for code in recovery_codes(ctx, person, nonce) {
        ctx.execute(ctx.query(
            ctx.everywhere("the actor's own account"),
            sql!("INSERT INTO recovery_code (person_id, code_hash) SELECT $1, $2 WHERE {scope:none}"),
            [
                person.to_string().into(),
                code_hash(ctx, person, &normal_code(&code)).into(),
            ],
        ))
        .await?;
    }
    Ok(())
}

/// Turns it off, with everything that belongs to it.
pub(super) async fn forget(ctx: &Ctx<'_>, person: PersonId) -> Result<(), DbErr> {
    ctx.execute(ctx.query(
        ctx.everywhere("the actor's own account, or that of somebody they may help"),
        sql!("DELETE FROM two_step WHERE person_id = $1 AND {scope:none}"),
        [person.to_string().into()],
    ))
    .await?;
    forget_codes(ctx, person).await
}

impl Handler for RenewRecoveryCodes {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<(), Refusal> {
        ctx.proved()?;
        let person = ctx.person()?;
        let nonce = crate::secrets::random_token();
        let changed = ctx
            .execute(ctx.query(
                ctx.everywhere("the actor's own account"),
                sql!(
                    "UPDATE two_step SET codes_nonce = $2, begun_at = $3 WHERE person_id = $1 AND confirmed_at IS NOT NULL AND {scope:none}"
                ),
                [person.to_string().into(), nonce.clone().into(), ctx.now_micros()],
            ))
            .await?;
        if changed == 0 {
            return Err(AppError::wrong_state("off").into());
        }
        keep_codes(ctx, person, &nonce).await?;
        ctx.audit_object(person);
        own::tell(ctx, person, &Letter::RecoveryCodesRenewed).await
    }

    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(RenewRecoveryCodes {})
    }
}

impl Handler for KeepRecoveryCodes {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<(), Refusal> {
        let person = ctx.person()?;
        ctx.execute(ctx.query(
            ctx.everywhere("the actor's own account"),
            sql!("UPDATE two_step SET codes_nonce = NULL WHERE person_id = $1 AND confirmed_at IS NOT NULL AND {scope:none}"),
            [person.to_string().into()],
        ))
        .await?;
        ctx.audit_object(person);
        Ok(())
    }

    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(KeepRecoveryCodes {})
    }
}

impl Handler for EndTwoStep {
    type Prepared = ();
    const IDEMPOTENT: bool = false;

    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<SignedIn, Refusal> {
        let signed = ctx.actor().signed().ok_or(AppError::NotSignedIn)?;
        let (person, email) = (signed.viewer.person, signed.viewer.email.clone());
        let set = settings::read(ctx).await?.settings;
        if set.wants_two_step(&signed.viewer.acting.roles) {
            return Err(AppError::field("code", Code::TwoStepRequired).into());
        }
        super::guard::check(ctx, &email, "code").await?;
        if let Some(code) = check(ctx, person, &self.code).await?.refused() {
            super::guard::failed(ctx, &email).await?;
            return Err(Refusal::Keep(AppError::field("code", code)));
        }
        super::guard::clear(ctx, &email).await?;
        forget(ctx, person).await?;
        ctx.audit_object(person);
        own::tell(ctx, person, &Letter::TwoStepOff).await?;
        session::rotate(ctx).await
    }

    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(EndTwoStep {
            code: "123456".into(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base32_is_that_of_the_standard() {
        // RFC 4648 §10
        for (text, coded) in [
            ("", ""),
            ("f", "MY"),
            ("fo", "MZXQ"),
            ("foo", "MZXW6"),
            ("foob", "MZXW6YQ"),
            ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI"),
        ] {
            assert_eq!(base32(text.as_bytes()), coded);
        }
    }

    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 6238 appendix B, SHA-1, the last six of its eight digits
        let totp = totp(b"12345678901234567890".to_vec()).expect("a secret of 160 bits");
        for (time, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_234_567_890, "005924"),
        ] {
            assert_eq!(totp.check(code, time), Some(time / 30));
            assert_eq!(totp.check(code, time + 31 + 30), None, "two steps later");
        }
    }

    #[test]
    fn an_issuer_with_a_colon_does_not_break_the_uri() {
        let uri = uri("云:Store", "a@b.cn", "ABC");
        assert!(
            uri.starts_with("otpauth://totp/%E4%BA%91%3AStore:a%40b.cn?secret=ABC&"),
            "{uri}"
        );
    }
}
