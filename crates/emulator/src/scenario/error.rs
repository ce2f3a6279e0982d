//! Why a text is no scenario.

use std::fmt;
use std::io;

use call_engine_contract::Finding;
use call_engine_contract::yaml::Lines;

/// Why a text is no scenario, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScenarioError {
    place: String,
    message: String,
}

impl ScenarioError {
    pub(super) fn new(lines: &Lines, pointer: &str, message: String) -> Self {
        Self {
            place: lines.place(pointer).to_string(),
            message,
        }
    }

    pub(super) fn not_yaml(finding: &Finding) -> Self {
        Self {
            place: finding.place.to_string(),
            message: format!("{}; {}", finding.message, finding.remedy),
        }
    }

    pub(super) fn unreadable(name: &str, error: &io::Error) -> Self {
        Self {
            place: name.to_owned(),
            message: format!("the file cannot be read: {error}"),
        }
    }
}

impl fmt::Display for ScenarioError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.message)
    }
}

impl std::error::Error for ScenarioError {}
