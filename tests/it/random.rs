//! A small generator, so that a seed reproduces a run (xorshift, Marsaglia 2003).

pub struct Random(u64);

impl Random {
    pub fn of(seed: u64) -> Self {
        // Spreads consecutive seeds.
        Self(u64::wrapping_mul(seed, 0x9e37_79b9_7f4a_7c15))
    }

    /// A number from 0 to one less than `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }
}
