//! Encrypted fields of 1.0 (protocol notes §4.5): 16 characters of IV, then base64 of AES-CBC-PKCS5 of the text.
//!
//! Platform to seller: `mobilePhone`, `email`. Seller to platform: `appInfo.userName`, `appInfo.password`.

use super::{base64_text, sha1prng::Sha1Prng};
use crate::protocol::AccessKey;
use aes::{Aes128, Aes256};
use base64::{Engine, engine::general_purpose::STANDARD};
use cbc::{
    Decryptor, Encryptor,
    cipher::{BlockModeDecrypt, BlockModeEncrypt, KeyIvInit, block_padding::Pkcs7},
};

/// `encryptType`: which AES.
///
/// ```
/// use guildhall_sdk::protocol::sign::secret::Cipher;
/// assert_eq!(Cipher::from_code(None), Some(Cipher::Aes256));
/// assert_eq!(Cipher::from_code(Some(Cipher::Aes128.code())), Some(Cipher::Aes128));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Cipher {
    /// `1`, AES256_CBC_PKCS5Padding: the default, and what the platform's own code uses towards the seller.
    #[default]
    Aes256,
    /// `2`, AES128_CBC_PKCS5Padding
    Aes128,
}

impl Cipher {
    /// As the field says it.
    ///
    /// ```
    /// assert_eq!(guildhall_sdk::protocol::sign::secret::Cipher::Aes256.code(), "1");
    /// ```
    pub fn code(self) -> &'static str {
        match self {
            Cipher::Aes256 => "1",
            Cipher::Aes128 => "2",
        }
    }

    /// Reads the field; nothing is the default.
    ///
    /// ```
    /// assert_eq!(guildhall_sdk::protocol::sign::secret::Cipher::from_code(Some("3")), None);
    /// ```
    pub fn from_code(code: Option<&str>) -> Option<Cipher> {
        match code {
            None | Some("" | "1") => Some(Cipher::Aes256),
            Some("2") => Some(Cipher::Aes128),
            Some(_) => None,
        }
    }
}

/// A text that does not decrypt. It does not say why: padding, encoding or key, which would help only an attacker.
///
/// ```
/// use guildhall_sdk::protocol::sign::secret::{Cipher, Unreadable, decrypt};
/// assert_eq!(decrypt("too short", &"k".into(), Cipher::Aes256), Err(Unreadable));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the encrypted text cannot be read with this key")]
pub struct Unreadable;

/// The AES key an access key stands for: 16 bytes for [`Cipher::Aes128`], 32 for [`Cipher::Aes256`].
///
/// ```
/// use guildhall_sdk::protocol::sign::secret::{Cipher, derive};
/// let (short, long) = (derive(&"k".into(), Cipher::Aes128), derive(&"k".into(), Cipher::Aes256));
/// assert_eq!((short.len(), long.len()), (16, 32));
/// assert_eq!(short, long[..16]);
/// ```
pub fn derive(key: &AccessKey, cipher: Cipher) -> Vec<u8> {
    let mut bytes = vec![0; if cipher == Cipher::Aes128 { 16 } else { 32 }];
    Sha1Prng::new(key.bytes()).fill(&mut bytes);
    bytes
}

/// Encrypts with an IV of 16 letters or digits, which must be random and never the same twice.
///
/// ```
/// use guildhall_sdk::protocol::{AccessKey, sign::secret::{Cipher, decrypt, encrypt}};
/// let key = AccessKey::new("synthetic-key-0001");
/// let text = encrypt("13900000000", b"Ab3dEf6hIj9kLm2n", &key, Cipher::Aes256);
/// assert_eq!(text, "Ab3dEf6hIj9kLm2nMIo/OcEQyfXmCHGR+wWaLw==");
/// assert_eq!(decrypt(&text, &key, Cipher::Aes256).unwrap(), "13900000000");
/// ```
pub fn encrypt(plain: &str, iv: &[u8; 16], key: &AccessKey, cipher: Cipher) -> String {
    let secret = derive(key, cipher);
    let plain = plain.as_bytes();
    let bytes = match cipher {
        Cipher::Aes256 => Encryptor::<Aes256>::new_from_slices(&secret, iv)
            .map(|aes| aes.encrypt_padded_vec::<Pkcs7>(plain)),
        Cipher::Aes128 => Encryptor::<Aes128>::new_from_slices(&secret, iv)
            .map(|aes| aes.encrypt_padded_vec::<Pkcs7>(plain)),
    }
    .expect("the derived key and the IV have the lengths AES takes");
    format!("{}{}", String::from_utf8_lossy(iv), base64_text(&bytes))
}

/// Decrypts.
///
/// ```
/// use guildhall_sdk::protocol::{AccessKey, sign::secret::{Cipher, decrypt}};
/// let text = "Ab3dEf6hIj9kLm2nQnLuhGAUAcHwEIh76Z63rw==";
/// assert_eq!(decrypt(text, &AccessKey::new("synthetic-key-0001"), Cipher::Aes128).unwrap(), "13900000000");
/// ```
///
/// # Errors
/// [`Unreadable`], whatever the reason.
pub fn decrypt(text: &str, key: &AccessKey, cipher: Cipher) -> Result<String, Unreadable> {
    let (iv, bytes) = text.split_at_checked(16).ok_or(Unreadable)?;
    let bytes = STANDARD.decode(bytes).map_err(|_| Unreadable)?;
    let secret = derive(key, cipher);
    let iv = iv.as_bytes();
    let plain = match cipher {
        Cipher::Aes256 => Decryptor::<Aes256>::new_from_slices(&secret, iv)
            .map_err(|_| Unreadable)?
            .decrypt_padded_vec::<Pkcs7>(&bytes)
            .map_err(|_| Unreadable)?,
        Cipher::Aes128 => Decryptor::<Aes128>::new_from_slices(&secret, iv)
            .map_err(|_| Unreadable)?
            .decrypt_padded_vec::<Pkcs7>(&bytes)
            .map_err(|_| Unreadable)?,
    };
    String::from_utf8(plain).map_err(|_| Unreadable)
}
