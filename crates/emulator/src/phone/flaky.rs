//! Phones that do now this and now that.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::Phone;
use crate::schema::schema_of;

/// How often a flaky phone does what: each number out of the sum of them. The default is one of each.
///
/// In JSON a number that is not given is 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Read")]
pub struct Shares {
    /// It is answered.
    pub answers: u32,
    /// The call is refused.
    pub refuses: u32,
    /// It rings and nobody reacts.
    pub ignores: u32,
    /// Its device is lost.
    pub unreachable: u32,
}

/// Shares as they are written. Whole numbers, so that they come back from JSON as they went.
#[derive(Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "Shares"))]
#[serde(deny_unknown_fields, default)]
struct Read {
    /// How often it is answered.
    answers: u32,
    /// How often the call is refused.
    refuses: u32,
    /// How often it rings and nobody reacts.
    ignores: u32,
    /// How often its device is lost.
    unreachable: u32,
}

impl Default for Read {
    fn default() -> Self {
        let Shares {
            answers,
            refuses,
            ignores,
            unreachable,
        } = Shares::NONE;
        Self {
            answers,
            refuses,
            ignores,
            unreachable,
        }
    }
}

schema_of!(Shares, Read);

impl TryFrom<Read> for Shares {
    type Error = &'static str;

    fn try_from(read: Read) -> Result<Self, Self::Error> {
        let shares = Self {
            answers: read.answers,
            refuses: read.refuses,
            ignores: read.ignores,
            unreachable: read.unreachable,
        };
        if shares.sum() == 0 {
            return Err(
                "a flaky phone needs shares: answers, refuses, ignores or unreachable above 0",
            );
        }
        Ok(shares)
    }
}

impl Default for Shares {
    fn default() -> Self {
        Self {
            answers: 1,
            refuses: 1,
            ignores: 1,
            unreachable: 1,
        }
    }
}

impl Shares {
    /// No share of anything, to be filled in. A phone with nothing else rings and nobody reacts.
    pub const NONE: Self = Self {
        answers: 0,
        refuses: 0,
        ignores: 0,
        unreachable: 0,
    };

    fn sum(self) -> u64 {
        [self.answers, self.refuses, self.ignores, self.unreachable]
            .map(u64::from)
            .iter()
            .sum()
    }

    pub(super) fn pick(self, bits: u64, after: Duration) -> Phone {
        let ways = [
            (self.answers, Phone::answers_after(after)),
            (self.refuses, Phone::refuses_after(after)),
            (self.ignores, Phone::Ignore),
            (self.unreachable, Phone::Unreachable),
        ];
        let mut at = bits.checked_rem(self.sum()).unwrap_or(0);
        for (share, phone) in ways {
            let share = u64::from(share);
            if at < share {
                return phone;
            }
            at -= share;
        }
        Phone::Ignore
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_way_gets_its_share_and_what_has_none_never_happens() {
        let shares = Shares {
            answers: 3,
            unreachable: 1,
            ..Shares::NONE
        };
        let pick = |bits| shares.pick(bits, Duration::ZERO);
        let answer = Phone::answers_after(Duration::ZERO);
        let picked: Vec<Phone> = (0..8).map(pick).collect();
        assert_eq!(picked[..4], [answer, answer, answer, Phone::Unreachable]);
        assert_eq!(picked[..4], picked[4..]);
        assert_eq!(Shares::NONE.pick(7, Duration::ZERO), Phone::Ignore);
        let most = Shares {
            answers: u32::MAX,
            refuses: u32::MAX,
            ignores: u32::MAX,
            unreachable: u32::MAX,
        };
        assert_eq!(
            most.pick(4 * u64::from(u32::MAX) - 1, Duration::ZERO),
            Phone::Unreachable
        );
    }
}
