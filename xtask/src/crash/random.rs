//! Randomness that a printed seed repeats.

/// xorshift64: moments and contents need no quality, only to be repeatable.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        // Spread first: neighbouring seeds would begin alike, and 0 would stay 0.
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub fn draw(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// 0 up to `limit`, without it.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.draw() % limit
    }
}
