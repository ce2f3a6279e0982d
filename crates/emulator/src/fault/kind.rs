//! What goes wrong.

use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::schema::schema_of;
use crate::span;

/// The header in which a request names its fault.
pub const HEADER: &str = "x-emulator-fault";

/// Longest delay of a fault.
const MOST_DELAY: Duration = Duration::from_secs(600);

/// Something that goes wrong with a request. In JSON it has the form of the [header](HEADER).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(try_from = "Read", into = "Written")]
#[non_exhaustive]
pub struct Fault {
    /// What happens; nothing but the delay if there is none.
    pub strike: Option<Strike>,
    /// Whether the command takes effect first.
    pub when: When,
    /// How much later it happens, by the machine's clock.
    pub delay: Duration,
}

/// What happens in place of the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Strike {
    /// The service answers this `ErrorCode`.
    Code(i64),
    /// Something in between answers a page of HTML with this status.
    Http(u16),
    /// There is no answer.
    Connection(Connection),
    /// The answer has status 200 and is no envelope.
    Answer(SpoiltAnswer),
    /// The answer lacks these fields.
    Without(Vec<String>),
}

/// How there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Connection {
    /// The connection is closed.
    Drop,
    /// It stays open and silent.
    Stall,
}

/// What comes instead of an envelope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum SpoiltAnswer {
    /// The first half of it.
    Truncated,
    /// A page of HTML.
    Html,
    /// Nothing.
    Empty,
    /// A JSON list.
    List,
}

/// Whether the command takes effect before the fault strikes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// It does not: nothing happened.
    #[default]
    Before,
    /// It does: only the answer is lost.
    After,
}

impl When {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes it so")]
    fn is_before(&self) -> bool {
        *self == Self::Before
    }
}

impl Fault {
    /// Strikes before the command takes effect.
    pub fn before(strike: Strike) -> Self {
        Self {
            strike: Some(strike),
            ..Self::default()
        }
    }

    /// Strikes after the command took effect.
    pub fn after(strike: Strike) -> Self {
        Self {
            when: When::After,
            ..Self::before(strike)
        }
    }

    /// The command is accepted, then the connection is dropped: what no client can tell from a failure.
    pub fn accepted_then_dropped() -> Self {
        Self::after(Strike::Connection(Connection::Drop))
    }

    /// Only later.
    pub fn late(delay: Duration) -> Self {
        Self::default().delayed(delay)
    }

    /// The same, that much later.
    #[must_use]
    pub fn delayed(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Reads a fault from the JSON of the header.
    ///
    /// # Errors
    ///
    /// It says which field is wrong.
    pub fn from_json(text: &str) -> Result<Self, FaultError> {
        let read: Read =
            serde_json::from_str(text).map_err(|error| FaultError(error.to_string()))?;
        read.try_into()
    }

    /// The JSON of the header.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Whether the command is not carried out.
    pub(crate) fn prevents(&self) -> bool {
        let spoils = matches!(&self.strike, Some(Strike::Answer(_) | Strike::Without(_)));
        self.strike.is_some() && self.when == When::Before && !spoils
    }
}

/// Why a text names no fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaultError(String);

impl fmt::Display for FaultError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{HEADER} names no fault: {}", self.0)
    }
}

impl std::error::Error for FaultError {}

/// A fault as it is written.
#[derive(Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "Fault"))]
#[serde(deny_unknown_fields)]
struct Read {
    /// The answer is this `ErrorCode`.
    code: Option<i64>,
    /// The answer is a page of HTML with this status.
    http: Option<u16>,
    /// There is no answer.
    connection: Option<Connection>,
    /// Status 200, and no envelope.
    answer: Option<SpoiltAnswer>,
    /// The answer lacks these fields.
    without: Option<Vec<String>>,
    /// Whether the command takes effect first.
    when: Option<When>,
    /// It happens that much later, at most 600000.
    delay_ms: Option<u64>,
}

schema_of!(Fault, Read);

impl TryFrom<Read> for Fault {
    type Error = FaultError;

    fn try_from(read: Read) -> Result<Self, FaultError> {
        let wrong = |what: &str| Err(FaultError(what.to_owned()));
        if read.code == Some(0) {
            return wrong("code 0 is success");
        }
        if read
            .http
            .is_some_and(|status| !(200..=599).contains(&status))
        {
            return wrong("http must be a status from 200 to 599");
        }
        let strikes = [
            read.code.map(Strike::Code),
            read.http.map(Strike::Http),
            read.connection.map(Strike::Connection),
            read.answer.map(Strike::Answer),
            read.without.map(Strike::Without),
        ];
        let mut strikes = strikes.into_iter().flatten();
        let (strike, another) = (strikes.next(), strikes.next());
        if another.is_some() {
            return wrong("code, http, connection, answer and without exclude each other");
        }
        let delay = Duration::from_millis(read.delay_ms.unwrap_or(0));
        if delay > MOST_DELAY {
            return wrong("delay_ms must be at most 600000");
        }
        if strike.is_none() && delay.is_zero() {
            return wrong("it says neither what happens nor how late");
        }
        Ok(Self {
            strike,
            when: read.when.unwrap_or_default(),
            delay,
        })
    }
}

/// A fault as it is written down.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
struct Written {
    #[serde(flatten)]
    strike: Option<Strike>,
    #[serde(skip_serializing_if = "When::is_before")]
    when: When,
    #[serde(
        rename = "delay_ms",
        with = "span::ms",
        skip_serializing_if = "Duration::is_zero"
    )]
    delay: Duration,
}

impl From<Fault> for Written {
    fn from(fault: Fault) -> Self {
        Self {
            strike: fault.strike,
            when: fault.when,
            delay: fault.delay,
        }
    }
}

/// What becomes of an answer.
pub(crate) fn spoilt(body: Vec<u8>, strike: &Strike) -> Vec<u8> {
    match strike {
        Strike::Answer(SpoiltAnswer::Truncated) => body[..body.len() / 2].to_vec(),
        Strike::Answer(SpoiltAnswer::Html) | Strike::Http(_) => PAGE.to_vec(),
        Strike::Answer(SpoiltAnswer::Empty) => Vec::new(),
        Strike::Answer(SpoiltAnswer::List) => b"[]".to_vec(),
        Strike::Without(names) => {
            let Ok(Value::Object(mut fields)) = serde_json::from_slice(&body) else {
                return body;
            };
            fields.retain(|name, _| !names.contains(name));
            Value::Object(fields).to_string().into_bytes()
        }
        Strike::Code(_) | Strike::Connection(_) => body,
    }
}

/// What a gateway shows that cannot reach what is behind it.
const PAGE: &[u8] = b"<html>\r\n<head><title>Bad Gateway</title></head>\r\n<body><center><h1>Bad Gateway</h1></center></body>\r\n</html>\r\n";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_names_one_fault() {
        let drop = r#"{"connection": "drop", "when": "after"}"#;
        assert_eq!(Fault::from_json(drop), Ok(Fault::accepted_then_dropped()));
        let late = Fault::before(Strike::Http(502)).delayed(Duration::from_millis(5));
        assert_eq!(
            Fault::from_json(r#"{"http": 502, "delay_ms": 5}"#),
            Ok(late)
        );
        for text in [
            drop,
            r#"{"http": 502, "delay_ms": 5}"#,
            r#"{"code": 60008}"#,
            r#"{"answer": "truncated", "when": "after"}"#,
            r#"{"without": ["RequestId"]}"#,
            r#"{"delay_ms": 5000}"#,
        ] {
            let fault = Fault::from_json(text).unwrap();
            assert_eq!(Fault::from_json(&fault.to_json()), Ok(fault), "{text}");
        }
        let without = r#"{"without": ["RequestId"]}"#;
        assert!(!Fault::from_json(without).unwrap().prevents());
        for (text, said) in [
            ("{}", "neither"),
            ("drop", "expected value"),
            (r#"{"code": 1, "http": 502}"#, "exclude"),
            (r#"{"code": 0}"#, "success"),
            (r#"{"http": 99}"#, "status"),
            (r#"{"connection": "close"}"#, "unknown variant `close`"),
            (r#"{"delay": 5}"#, "unknown field `delay`"),
            (r#"{"delay_ms": 600001}"#, "600000"),
        ] {
            let error = Fault::from_json(text).unwrap_err().to_string();
            assert!(error.contains(said) && error.starts_with(HEADER), "{error}");
        }
    }
}
