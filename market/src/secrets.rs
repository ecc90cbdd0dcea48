//! One installation key; everything secret derives from it.

use crate::fault::OpenError;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use guildhall_sdk::ids::{InvitationId, OfferId, TransferId};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use std::{io::Write, path::Path, sync::Arc};
use subtle::ConstantTimeEq;
use uuid::Uuid;

/// What a derived key is for. One purpose's signature never passes for another's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Tokens of offer links.
    OfferLink,
    /// Expiring links to files.
    FileLink,
    /// Hiding addresses in the sign-in guard.
    SignInGuard,
    /// Tokens of links to a new password.
    PasswordReset,
    /// Tokens of links that confirm a sign-up.
    SignUp,
    /// Tokens of links into an organisation.
    Invitation,
    /// What a person's authenticator is set up with.
    TwoStepSecret,
    /// Making recovery codes.
    RecoveryCodes,
    /// What is stored of a recovery code.
    RecoveryCode,
    /// Amounts of small transfers.
    TransferAmount,
    /// What a provider's answer must repeat.
    OidcNonce,
    /// What proves to a provider that the code comes from whoever asked for it (PKCE).
    OidcVerifier,
}

impl Purpose {
    const fn label(self) -> &'static [u8] {
        match self {
            Purpose::OfferLink => b"guildhall offer link v1",
            Purpose::FileLink => b"guildhall file link v1",
            Purpose::SignInGuard => b"guildhall sign-in guard v1",
            Purpose::PasswordReset => b"guildhall password reset v1",
            Purpose::SignUp => b"guildhall sign-up v1",
            Purpose::Invitation => b"guildhall invitation v1",
            Purpose::TwoStepSecret => b"guildhall two-step secret v1",
            Purpose::RecoveryCodes => b"guildhall recovery codes v1",
            Purpose::RecoveryCode => b"guildhall recovery code v1",
            Purpose::TransferAmount => b"guildhall transfer amount v1",
            Purpose::OidcNonce => b"guildhall oidc nonce v1",
            Purpose::OidcVerifier => b"guildhall oidc verifier v1",
        }
    }
}

/// The installation key.
#[derive(Clone)]
pub struct Secrets(Arc<[u8; 32]>);

impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secrets(…)")
    }
}

impl Secrets {
    /// Reads the key from configuration, or from `secret.key` in the data folder, made (0600) at the first start.
    ///
    /// # Errors
    /// The key is not 32 bytes of hex, or the file cannot be read or made.
    pub fn open(configured: Option<&str>, data: &Path) -> Result<Secrets, OpenError> {
        if let Some(hex) = configured {
            return Secrets::from_hex(hex);
        }
        let path = data.join("secret.key");
        match std::fs::read_to_string(&path) {
            Ok(text) => Secrets::from_hex(&text),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
                let key: [u8; 32] = rand::random();
                let mut options = std::fs::OpenOptions::new();
                options.write(true).create_new(true);
                #[cfg(unix)]
                {
                    use std::os::unix::fs::OpenOptionsExt;
                    options.mode(0o600);
                }
                match options.open(&path) {
                    Ok(mut file) => {
                        let text = hex::encode(key);
                        file.write_all(text.as_bytes())
                            .and_then(|()| file.sync_all())
                            .map_err(|e| OpenError::Key(e.to_string()))?;
                        Ok(Secrets(Arc::new(key)))
                    }
                    // Another process was first: its key is the one.
                    Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => {
                        #[expect(clippy::disallowed_methods, reason = "once, before anything else runs")]
                        std::thread::sleep(std::time::Duration::from_millis(50));
                        let text =
                            std::fs::read_to_string(&path).map_err(|e| OpenError::Key(e.to_string()))?;
                        Secrets::from_hex(&text)
                    }
                    Err(e) => Err(OpenError::Key(e.to_string())),
                }
            }
            Err(e) => Err(OpenError::Key(e.to_string())),
        }
    }

    /// Reads 64 hex digits.
    ///
    /// # Errors
    /// Anything else.
    pub fn from_hex(text: &str) -> Result<Secrets, OpenError> {
        let bytes =
            hex::decode(text.trim()).map_err(|_| OpenError::Key("it must be 64 hex digits".into()))?;
        let key =
            <[u8; 32]>::try_from(bytes).map_err(|_| OpenError::Key("it must be 64 hex digits".into()))?;
        Ok(Secrets(Arc::new(key)))
    }

    fn derived(&self, purpose: Purpose) -> [u8; 32] {
        mac(self.0.as_slice(), &[purpose.label()])
    }

    /// A signature over parts, 256 bits. Parts are length-prefixed: `("a", "bc")` and `("ab", "c")` differ.
    pub fn sign(&self, purpose: Purpose, parts: &[&[u8]]) -> [u8; 32] {
        mac(&self.derived(purpose), parts)
    }

    /// The signature as base64url: a token for a URL.
    pub fn token(&self, purpose: Purpose, parts: &[&[u8]]) -> String {
        URL_SAFE_NO_PAD.encode(self.sign(purpose, parts))
    }

    /// The token of an offer's link in its `version`-th issue: 256 bits, base64url. Computed whenever it is shown; only
    /// its hash is stored.
    pub fn offer_token(&self, offer: OfferId, version: u32) -> String {
        self.token(Purpose::OfferLink, &[offer.0.as_bytes(), &version.to_be_bytes()])
    }

    /// The token of a link to a new password. Computed when its mail is sent; only its hash is stored.
    pub fn reset_token(&self, reset: Uuid) -> String {
        self.token(Purpose::PasswordReset, &[reset.as_bytes()])
    }

    /// The token of a link that confirms a sign-up, as [`Secrets::reset_token`].
    pub fn sign_up_token(&self, sign_up: Uuid) -> String {
        self.token(Purpose::SignUp, &[sign_up.as_bytes()])
    }

    /// The token of an invitation in its `version`-th issue, as [`Secrets::offer_token`].
    pub fn invitation_token(&self, invitation: InvitationId, version: u32) -> String {
        self.token(
            Purpose::Invitation,
            &[invitation.0.as_bytes(), &version.to_be_bytes()],
        )
    }

    /// The amount of a small transfer in fen, 1 to 99. It follows from the key and the transfer's id, which are both
    /// random: the database alone does not tell it.
    pub fn transfer_amount(&self, transfer: TransferId) -> i64 {
        let hash = self.sign(Purpose::TransferAmount, &[transfer.0.as_bytes()]);
        // 256 bits of which the first four bytes are enough: the bias of 99 in 2³² decides nothing.
        let [a, b, c, d, ..] = hash;
        i64::from(u32::from_be_bytes([a, b, c, d]) % 99) + 1
    }

    /// Checks an amount in constant time.
    pub fn is_transfer_amount(&self, transfer: TransferId, minor: i64) -> bool {
        self.transfer_amount(transfer)
            .to_be_bytes()
            .ct_eq(&minor.to_be_bytes())
            .into()
    }

    /// Checks a token in constant time.
    pub fn verify(&self, purpose: Purpose, parts: &[&[u8]], token: &str) -> bool {
        self.token(purpose, parts)
            .as_bytes()
            .ct_eq(token.as_bytes())
            .into()
    }
}

fn mac(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    for part in parts {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// 256 random bits, base64url: a session's token.
pub fn random_token() -> String {
    URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>())
}

/// What is stored of a token.
pub fn hash_token(token: &str) -> String {
    hex::encode(Sha256::digest(token.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_less_than_a_yuan_differs_by_transfer_and_by_key() {
        let (one, other) = (
            Secrets::from_hex(&"ab".repeat(32)).expect("key"),
            Secrets::from_hex(&"cd".repeat(32)).expect("key"),
        );
        let amounts = |s: &Secrets| -> Vec<i64> {
            (0..500_u128)
                .map(|i| s.transfer_amount(TransferId(Uuid::from_u128(i))))
                .collect()
        };
        let (a, b) = (amounts(&one), amounts(&other));
        assert!(a.iter().all(|minor| (1..=99).contains(minor)));
        assert_ne!(a, b);
        let different: std::collections::BTreeSet<i64> = a.iter().copied().collect();
        assert!(different.len() > 80, "{different:?}");
        let first = TransferId(Uuid::from_u128(0));
        assert!(one.is_transfer_amount(first, a[0]) && !one.is_transfer_amount(first, a[0] + 1));
    }

    #[test]
    fn tokens_differ_by_purpose_and_by_part() {
        let s = Secrets::from_hex(&"ab".repeat(32)).expect("key");
        let a = s.token(Purpose::OfferLink, &[b"a", b"bc"]);
        assert_eq!(a.len(), 43, "256 bits");
        assert_ne!(a, s.token(Purpose::OfferLink, &[b"ab", b"c"]));
        assert_ne!(a, s.token(Purpose::FileLink, &[b"a", b"bc"]));
        assert!(s.verify(Purpose::OfferLink, &[b"a", b"bc"], &a));
        assert!(!s.verify(Purpose::OfferLink, &[b"a", b"bc"], &a[1..]));
    }

    #[test]
    fn the_key_is_made_once_and_only_for_its_owner() {
        let dir = tempfile::tempdir().expect("dir");
        let first = Secrets::open(None, dir.path()).expect("made");
        let again = Secrets::open(None, dir.path()).expect("read");
        assert_eq!(first.0, again.0);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(dir.path().join("secret.key"))
                .expect("file")
                .permissions()
                .mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }
}
