//! Refusals on their way to the wire.

use std::borrow::Cow;

use crate::engine::Refusal;
use crate::request_log::{Check, Finding};
use crate::route::{CodeMeaning, Route};

/// A code and what was wrong.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Refused {
    pub(crate) code: i64,
    /// The check that was failed.
    pub(crate) check: Check,
    /// The field of the query or the body that is to blame, where it is one.
    pub(crate) field: Option<Cow<'static, str>>,
    /// What exactly was wrong; may be empty. Begins with the field where the contract's rules are broken.
    pub(crate) detail: Cow<'static, str>,
}

impl Refused {
    pub(crate) fn new(check: Check, code: i64, detail: impl Into<Cow<'static, str>>) -> Self {
        Self {
            code,
            check,
            field: None,
            detail: detail.into(),
        }
    }

    /// The same, and which field is to blame.
    pub(crate) fn of(mut self, field: impl Into<Cow<'static, str>>) -> Self {
        self.field = Some(field.into());
        self
    }

    /// A refused field of a request to this command.
    pub(crate) fn parameter(route: &Route, field: &str, rule: &str) -> Self {
        let detail = format!("{field}: {rule}");
        Self::new(Check::Contract, route.invalid_parameter_code(), detail).of(field.to_owned())
    }

    /// The engine's refusal of this command.
    pub(crate) fn by_engine(route: &Route, refusal: &Refusal) -> Self {
        let absent = |code| Self::new(Check::Engine, code, "");
        match refusal {
            Refusal::InvalidParameter { field, rule } => Self::parameter(route, field, rule),
            Refusal::TooManyCalls => Self::new(
                Check::Engine,
                101_001,
                "as many calls are in progress as there may be (Options::max_calls)",
            ),
            Refusal::NoSuchCall => absent(101_004).of("CallId"),
            Refusal::NoSuchRecord => absent(101_050),
            Refusal::NoSuchCallback => absent(100_301),
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

    /// What the log of requests keeps of it.
    pub(crate) fn finding(self) -> Finding {
        let rule = match &self.field {
            Some(field) => self
                .detail
                .strip_prefix(&**field)
                .and_then(|rest| rest.strip_prefix(": "))
                .unwrap_or(&self.detail)
                .to_owned(),
            None => self.detail.into_owned(),
        };
        Finding {
            check: self.check,
            field: self.field.map(Cow::into_owned),
            rule,
        }
    }
}

fn first_sentence(text: &str) -> &str {
    text.split_once(". ")
        .map_or(text, |(first, _)| first)
        .trim_end_matches('.')
}
