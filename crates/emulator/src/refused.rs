//! Refusals on their way to the wire.

use std::borrow::Cow;

use crate::engine::Refusal;
use crate::route::{CodeMeaning, Route};

/// A code and what was wrong.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Refused {
    pub(crate) code: i64,
    /// What exactly was wrong; may be empty.
    pub(crate) detail: Cow<'static, str>,
}

impl Refused {
    pub(crate) fn new(code: i64, detail: impl Into<Cow<'static, str>>) -> Self {
        Self {
            code,
            detail: detail.into(),
        }
    }

    /// A refused field of a request to this command.
    pub(crate) fn parameter(route: &Route, field: &str, rule: &str) -> Self {
        Self::new(route.invalid_parameter_code(), format!("{field}: {rule}"))
    }

    /// The engine's refusal of this command.
    pub(crate) fn by_engine(route: &Route, refusal: &Refusal) -> Self {
        match refusal {
            Refusal::InvalidParameter { field, rule } => Self::parameter(route, field, rule),
            Refusal::TooManyCalls => Self::new(
                101_001,
                "as many calls are in progress as there may be (Options::max_calls)",
            ),
            Refusal::NoSuchCall => Self::new(101_004, ""),
            Refusal::NoSuchRecord => Self::new(101_050, ""),
            Refusal::NoSuchCallback => Self::new(100_301, ""),
        }
    }

    /// Whether the gateway refused, before any service saw the request.
    pub(crate) fn is_by_gateway(&self) -> bool {
        self.code < 100_000
    }

    /// The `ErrorInfo` of the answer.
    pub(crate) fn info(&self, codes: &[CodeMeaning]) -> String {
        let head = match self.code {
            // As seen on the wire.
            60_002 => "HTTP parse Error",
            60_015 => "body account invalid",
            100_002 | 101_002 => "invalid parameter",
            code => codes
                .iter()
                .find(|known| known.code == code)
                .map_or("request refused", |known| first_sentence(known.meaning)),
        };
        if self.detail.is_empty() {
            head.to_owned()
        } else {
            format!("{head}: {}", self.detail)
        }
    }
}

fn first_sentence(text: &str) -> &str {
    text.split_once(". ")
        .map_or(text, |(first, _)| first)
        .trim_end_matches('.')
}
