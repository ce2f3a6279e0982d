//! What is sent.

use call_engine_types::{Effect, Operation};

use crate::error::{Error, Kind};

/// The limit of commands the contract does not know: that of all it knows (inferred).
const USUAL_RATE: u32 = 200;

/// What is sent: a command of the contract, or a path it does not know.
#[derive(Clone, Copy)]
pub(crate) struct Command<'a> {
    pub operation: Option<&'static Operation>,
    /// The command word; for a raw command its path.
    pub name: &'a str,
}

impl<'a> Command<'a> {
    pub(crate) fn path(&self) -> &'a str {
        match self.operation {
            Some(operation) => operation.path(),
            None => self.name,
        }
    }

    /// Nothing is known of a raw command, so it is taken for one that rings.
    pub(crate) fn effect(&self) -> Effect {
        self.operation.map_or(Effect::PlacesCall, Operation::effect)
    }

    pub(crate) fn rate(&self) -> u32 {
        self.operation.map_or(USUAL_RATE, Operation::rate_limit)
    }

    pub(crate) fn failed(&self, kind: Kind) -> Error {
        Error::of(self.name, self.effect(), kind)
    }
}
