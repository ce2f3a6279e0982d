//! What is known about a command.

use crate::generated::operations;

/// What repeating a command does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Effect {
    /// Nothing changes.
    Read,
    /// The second run changes nothing more.
    Idempotent,
    /// Somebody's phone rings again.
    PlacesCall,
}

/// A command of the contract: path, effect, limit, codes.
///
/// ```
/// use call_engine_types::{Effect, operations};
///
/// let start = &operations::START_CALL_BY_ROBOT;
/// assert_eq!(start.path(), "/v4/call_engine_http_srv/start_call_by_robot");
/// assert_eq!(start.effect(), Effect::PlacesCall);
/// assert_eq!(start.rate_limit(), 200);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operation {
    pub(crate) id: &'static str,
    pub(crate) path: &'static str,
    pub(crate) summary: &'static str,
    pub(crate) description: &'static str,
    pub(crate) effect: Effect,
    pub(crate) rate_limit: u32,
    pub(crate) error_codes: &'static [i64],
    pub(crate) answers_payload: bool,
    pub(crate) source: &'static [&'static str],
}

impl Operation {
    /// The command of a command word, such as `get_call_info`.
    pub fn find(id: &str) -> Option<&'static Self> {
        operations::OPERATIONS
            .iter()
            .copied()
            .find(|operation| operation.id == id)
    }

    /// The command word.
    pub fn id(&self) -> &'static str {
        self.id
    }

    /// The path.
    pub fn path(&self) -> &'static str {
        self.path
    }

    /// What it does, in a line.
    pub fn summary(&self) -> &'static str {
        self.summary
    }

    /// What it does, in full.
    pub fn description(&self) -> &'static str {
        self.description
    }

    /// What repeating it does.
    pub fn effect(&self) -> Effect {
        self.effect
    }

    /// Requests per second the service documents.
    pub fn rate_limit(&self) -> u32 {
        self.rate_limit
    }

    /// Codes its documents name; gateway and account codes can come from any command.
    pub fn error_codes(&self) -> &'static [i64] {
        self.error_codes
    }

    /// Whether its answer carries a `Response`.
    pub fn answers_payload(&self) -> bool {
        self.answers_payload
    }

    /// Source documents.
    pub fn source(&self) -> &'static [&'static str] {
        self.source
    }
}
