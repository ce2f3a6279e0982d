//! What a person can do with a phone.

use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::span;

/// What a phone does in a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Act {
    /// Takes the call.
    Answer,
    /// Takes the call and hangs up after that time.
    AnswerFor(#[serde(with = "span::ms")] Duration),
    /// Refuses the call.
    Refuse,
    /// Is busy.
    Busy,
    /// Leaves the call. A caller who hangs up before the answer cancels the call.
    HangUp,
    /// Stops giving signs of life. The member leaves when the [heartbeat time](crate::Options::heartbeat) is over, unless the phone
    /// does something before, which is a sign of life. Nobody checks the robot's, so with the robot nothing happens.
    Lose,
}

/// How somebody's part in a call changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Change {
    /// He answered.
    Accepted,
    /// He refused.
    Rejected,
    /// He did not answer in time.
    NotAnswered,
    /// He was busy.
    WasBusy,
    /// He hung up.
    HungUp,
    /// He was lost.
    WentOffline,
}

/// Why a phone could not do what it was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum PhoneError {
    /// There is no such call, or it has ended.
    NoSuchCall,
    /// The user is not, or no longer, a member of the call.
    NotAMember,
    /// The phone has been answered already.
    NotRinging,
    /// The phone has not been answered yet.
    NotInCall,
}

impl fmt::Display for PhoneError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoSuchCall => "the call does not exist or has ended",
            Self::NotAMember => "the user is not a member of the call",
            Self::NotRinging => "the phone does not ring any more",
            Self::NotInCall => "the phone has not been answered",
        })
    }
}

impl std::error::Error for PhoneError {}
