//! Java's `SHA1PRNG`, seeded: the random source 1.0 derives its AES keys from (protocol notes §4.5).

use sha1::{Digest, Sha1};

/// The stream of `SecureRandom.getInstance("SHA1PRNG")` after `setSeed(seed)`.
///
/// ```
/// use guildhall_sdk::protocol::sign::sha1prng::Sha1Prng;
/// let mut key = [0; 16];
/// Sha1Prng::new(b"synthetic-key-0001").fill(&mut key);
/// assert_eq!(key[..4], [0x69, 0x96, 0xd4, 0xf9]);
/// ```
#[derive(Clone)]
pub struct Sha1Prng {
    state: [u8; 20],
    left: Vec<u8>,
}

impl Sha1Prng {
    /// Seeds it.
    ///
    /// ```
    /// use guildhall_sdk::protocol::sign::sha1prng::Sha1Prng;
    /// let mut bytes = [0; 2];
    /// Sha1Prng::new(b"").fill(&mut bytes);
    /// assert_ne!(bytes, [0; 2], "an empty seed is a seed too");
    /// ```
    pub fn new(seed: &[u8]) -> Sha1Prng {
        Sha1Prng {
            state: Sha1::digest(seed).into(),
            left: Vec::new(),
        }
    }

    /// The next bytes.
    ///
    /// ```
    /// use guildhall_sdk::protocol::sign::sha1prng::Sha1Prng;
    /// let (mut whole, mut parts) = ([0; 30], [0; 30]);
    /// Sha1Prng::new(b"seed").fill(&mut whole);
    /// let mut source = Sha1Prng::new(b"seed");
    /// for part in parts.chunks_mut(7) {
    ///     source.fill(part);
    /// }
    /// assert_eq!(whole, parts);
    /// ```
    pub fn fill(&mut self, target: &mut [u8]) {
        for byte in target {
            if self.left.is_empty() {
                self.left = self.next().into_iter().rev().collect();
            }
            *byte = self.left.pop().unwrap_or_default();
        }
    }

    fn next(&mut self) -> [u8; 20] {
        let out: [u8; 20] = Sha1::digest(self.state).into();
        // Signed bytes and an arithmetic shift, as in the Java source: the carry can be -1.
        let mut carry = 1_i32;
        let mut changed = false;
        for (state, out) in self.state.iter_mut().zip(out) {
            let sum = i32::from(*state as i8) + i32::from(out as i8) + carry;
            let low = (sum & 0xff) as u8;
            changed |= *state != low;
            *state = low;
            carry = sum >> 8;
        }
        if !changed {
            self.state[0] = self.state[0].wrapping_add(1);
        }
        out
    }
}
