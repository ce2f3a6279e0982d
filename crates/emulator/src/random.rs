//! Numbers that look random and repeat with the seed.

use serde::{Deserialize, Serialize};

/// A `SplitMix64` generator: tiny, and equal on every machine for equal seeds.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Random {
    state: u64,
}

const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    pub(crate) fn next_u64(&mut self) -> u64 {
        self.state = self.state.wrapping_add(STEP);
        mix(self.state)
    }

    pub(crate) fn next_u128(&mut self) -> u128 {
        (u128::from(self.next_u64()) << 64) | u128::from(self.next_u64())
    }

    /// A number from 0 to 1, without 1.
    pub(crate) fn unit(&mut self) -> f64 {
        let high = u32::try_from(self.next_u64() >> 32).unwrap_or(0);
        f64::from(high) / 4_294_967_296.0
    }

    /// A number from 1 to `max`, which is at least 1.
    pub(crate) fn one_to(&mut self, max: u32) -> u32 {
        let below = self.next_u64() % u64::from(max.max(1));
        u32::try_from(below).unwrap_or(0).saturating_add(1)
    }
}

/// The `n`th 128 bits of a seed, without any state.
pub(crate) fn nth_u128(seed: u64, n: u64) -> u128 {
    let at = seed.wrapping_add(n.wrapping_mul(2).wrapping_mul(STEP));
    (u128::from(mix(at)) << 64) | u128::from(mix(at.wrapping_add(STEP)))
}

fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_seeds_give_equal_numbers_and_other_seeds_others() {
        let take = |seed| {
            let mut random = Random::new(seed);
            (random.next_u128(), random.one_to(10))
        };
        assert_eq!(take(1), take(1));
        assert_ne!(take(1), take(2));
        assert_eq!(nth_u128(3, 9), nth_u128(3, 9));
        assert_ne!(nth_u128(3, 9), nth_u128(3, 10));
    }

    #[test]
    fn a_number_up_to_a_limit_keeps_to_it() {
        let mut random = Random::new(7);
        for _ in 0..200 {
            assert!((1..=3).contains(&random.one_to(3)));
        }
        assert_eq!(random.one_to(0), 1);
    }
}
