//! What the management is told.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::engine::Act;

/// Reads an order, or says what is wrong with it.
pub(super) fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, String> {
    serde_json::from_slice(body).map_err(|error| format!("the body is wrong: {error}"))
}

/// What a phone is to do now.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ActOrder {
    act: ActName,
}

/// An act by its name.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "ActName"))]
#[serde(rename_all = "snake_case")]
pub(crate) enum ActName {
    Answer,
    Refuse,
    Busy,
    HangUp,
    Lose,
}

impl From<ActOrder> for Act {
    fn from(order: ActOrder) -> Self {
        order.act.into()
    }
}

impl From<ActName> for Act {
    fn from(name: ActName) -> Self {
        match name {
            ActName::Answer => Self::Answer,
            ActName::Refuse => Self::Refuse,
            ActName::Busy => Self::Busy,
            ActName::HangUp => Self::HangUp,
            ActName::Lose => Self::Lose,
        }
    }
}

/// How far the clock is moved.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ClockOrder {
    pub(super) advance_ms: u64,
}
