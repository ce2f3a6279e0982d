//! What a callee's phone does when it rings.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::millis;

/// What a callee's phone does when it rings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "policy", deny_unknown_fields)]
#[non_exhaustive]
pub enum Phone {
    /// It rings until somebody acts by hand or the ring time-out passes.
    #[default]
    Manual,
    /// It is answered, and perhaps hung up later.
    Answer {
        /// Time from the start of the ringing.
        #[serde(rename = "after_ms", default, with = "millis")]
        after: Duration,
        /// Time from the answer to the hanging up; `None` stays in the call.
        #[serde(
            rename = "hang_up_after_ms",
            default,
            with = "millis::optional",
            skip_serializing_if = "Option::is_none"
        )]
        hang_up_after: Option<Duration>,
    },
    /// The call is refused.
    Refuse {
        /// Time from the start of the ringing.
        #[serde(rename = "after_ms", default, with = "millis")]
        after: Duration,
    },
    /// It rings and nobody ever reacts.
    Ignore,
    /// It is engaged in something the engine does not see.
    Busy,
    /// The device is lost: no heartbeat, so it leaves the call at once.
    Unreachable,
}

impl Phone {
    /// Answers after a while and stays in the call.
    pub fn answers_after(after: Duration) -> Self {
        Self::Answer {
            after,
            hang_up_after: None,
        }
    }

    /// Refuses after a while.
    pub fn refuses_after(after: Duration) -> Self {
        Self::Refuse { after }
    }

    /// Answers at once if it did not answer before, and hangs up `after` the answer.
    pub fn then_hangs_up_after(self, after: Duration) -> Self {
        let answer = match self {
            Self::Answer { after, .. } => after,
            _ => Duration::ZERO,
        };
        Self::Answer {
            after: answer,
            hang_up_after: Some(after),
        }
    }
}

/// Which phone belongs to whom.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PhoneBook {
    default: Phone,
    by_user: BTreeMap<String, Phone>,
}

impl PhoneBook {
    /// Sets the phone of everybody who has none of his own.
    pub fn set_default(&mut self, phone: Phone) {
        self.default = phone;
    }

    /// Sets the phone of one user.
    pub fn set(&mut self, user: impl Into<String>, phone: Phone) {
        self.by_user.insert(user.into(), phone);
    }

    /// Takes over the phones another book has: its default, and each user's own.
    pub(crate) fn take_over(&mut self, other: Self) {
        self.default = other.default;
        self.by_user.extend(other.by_user);
    }

    /// The phone of a user.
    pub fn of(&self, user: &str) -> Phone {
        self.by_user.get(user).copied().unwrap_or(self.default)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_without_a_phone_of_his_own_has_the_default_one() {
        let mut book = PhoneBook::default();
        book.set_default(Phone::Ignore);
        book.set("jack", Phone::Busy);
        assert_eq!(book.of("jack"), Phone::Busy);
        assert_eq!(book.of("rose"), Phone::Ignore);
    }

    #[test]
    fn hanging_up_is_said_after_answering() {
        let phone = Phone::answers_after(Duration::from_secs(2))
            .then_hangs_up_after(Duration::from_secs(30));
        assert_eq!(
            phone,
            Phone::Answer {
                after: Duration::from_secs(2),
                hang_up_after: Some(Duration::from_secs(30)),
            }
        );
    }
}
