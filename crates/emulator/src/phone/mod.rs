//! What a callee's phone does when it rings, and which phone is whose.

mod book;
mod flaky;

use std::time::Duration;

use serde::{Deserialize, Deserializer, Serialize};

use crate::span;

pub use book::PhoneBook;
pub use flaky::Shares;

/// What a callee's phone does when it rings.
///
/// In JSON, as in the management and in scenario files, its kind is `policy`, and spans are milliseconds:
///
/// ```
/// use std::time::Duration;
/// use call_engine_emulator::Phone;
///
/// let phone: Phone = serde_json::from_str(r#"{"policy": "answer", "after_ms": 2000}"#)?;
/// assert_eq!(phone, Phone::answers_after(Duration::from_secs(2)));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", tag = "policy", deny_unknown_fields)]
#[non_exhaustive]
pub enum Phone {
    /// It rings until somebody acts by hand or the ring time-out passes.
    #[default]
    #[serde(deserialize_with = "nothing_more")]
    Manual,
    /// It is answered, and perhaps hung up later.
    Answer {
        /// Time from the start of the ringing.
        #[serde(rename = "after_ms", default, with = "span::ms")]
        #[cfg_attr(feature = "schemars", schemars(with = "u64"))]
        after: Duration,
        /// Time from the answer to the hanging up; `None` stays in the call.
        #[serde(
            rename = "hang_up_after_ms",
            default,
            with = "span::maybe_ms",
            skip_serializing_if = "Option::is_none"
        )]
        #[cfg_attr(feature = "schemars", schemars(with = "Option<u64>"))]
        hang_up_after: Option<Duration>,
    },
    /// The call is refused.
    Refuse {
        /// Time from the start of the ringing.
        #[serde(rename = "after_ms", default, with = "span::ms")]
        #[cfg_attr(feature = "schemars", schemars(with = "u64"))]
        after: Duration,
    },
    /// It rings and nobody ever reacts.
    #[serde(deserialize_with = "nothing_more")]
    Ignore,
    /// It is engaged in something the engine does not see.
    #[serde(deserialize_with = "nothing_more")]
    Busy,
    /// The device is lost before it rings: the engine knows already that it gives no signs of life, so it leaves the
    /// call at once.
    #[serde(deserialize_with = "nothing_more")]
    Unreachable,
    /// It does now this and now that; which, the engine's seed decides, so that runs repeat.
    Flaky {
        /// How often it does what.
        #[serde(default)]
        shares: Shares,
        /// Time from the start of the ringing until it answers or refuses.
        #[serde(rename = "after_ms", default, with = "span::ms")]
        #[cfg_attr(feature = "schemars", schemars(with = "u64"))]
        after: Duration,
    },
}

/// Reads what stands beside a policy that has no settings: there must be nothing.
fn nothing_more<'de, D: Deserializer<'de>>(rest: D) -> Result<(), D::Error> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Nothing {}
    Nothing::deserialize(rest).map(|Nothing {}| ())
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

    /// Answers, refuses, ignores or is unreachable by chance, after a while.
    ///
    /// ```
    /// use std::time::Duration;
    /// use call_engine_emulator::{Phone, Shares};
    ///
    /// // Picked up three times out of four.
    /// let shares = Shares { answers: 3, ignores: 1, ..Shares::NONE };
    /// let phone = Phone::flaky(shares, Duration::from_secs(2));
    /// # let _ = phone;
    /// ```
    pub fn flaky(shares: Shares, after: Duration) -> Self {
        Self::Flaky { shares, after }
    }

    /// What it does this time: a flaky phone makes up its mind by 64 random bits, any other is what it is.
    pub(crate) fn this_time(self, bits: impl FnOnce() -> u64) -> Self {
        match self {
            Self::Flaky { shares, after } => shares.pick(bits(), after),
            steady => steady,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

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

    #[test]
    fn a_phone_is_written_as_it_is_read() {
        for value in [
            json!({"policy": "manual"}),
            json!({"policy": "answer", "after_ms": 2_000}),
            json!({"policy": "answer", "after_ms": 0, "hang_up_after_ms": 30_000}),
            json!({"policy": "refuse", "after_ms": 500}),
            json!({"policy": "ignore"}),
            json!({"policy": "busy"}),
            json!({"policy": "unreachable"}),
            json!({
                "policy": "flaky", "after_ms": 1,
                "shares": {"answers": 2, "refuses": 0, "ignores": 1, "unreachable": 0},
            }),
        ] {
            let phone: Phone = serde_json::from_value(value.clone()).expect("a phone");
            assert_eq!(serde_json::to_value(phone).expect("JSON"), value);
        }
        for wrong in [
            json!({"policy": "sing"}),
            json!({"policy": "ignore", "after_ms": 1}),
            json!({"policy": "refuse", "after": 1}),
            json!({"policy": "refuse", "after_ms": -1}),
            json!({"policy": "flaky", "shares": {}}),
            json!({"policy": "flaky", "shares": {"answer": 1}}),
        ] {
            let read = serde_json::from_value::<Phone>(wrong.clone());
            assert!(read.is_err(), "{wrong}");
        }
    }
}
