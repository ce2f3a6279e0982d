//! Faults: what goes wrong between a program and the service.
//!
//! A request names its own in the header [`HEADER`], as JSON; [`FaultRule`]s make others fail.
//!
//! ```text
//! x-emulator-fault: {"connection": "drop", "when": "after"}
//! ```
//!
//! | Field | Value | What happens |
//! | --- | --- | --- |
//! | `code` | a number | the answer is this `ErrorCode` |
//! | `http` | a status, such as 502 | the answer is a page of HTML with this status |
//! | `connection` | `"drop"`, `"stall"` | the connection is closed without an answer; no answer comes at all |
//! | `answer` | `"truncated"`, `"html"`, `"empty"`, `"list"` | the answer has status 200 and is no envelope |
//! | `without` | names, such as `["RequestId", "Response"]` | the answer lacks these fields |
//! | `when` | `"before"`, `"after"` | whether the command takes effect first; `"before"` unless it is said |
//! | `delay_ms` | a number | what happens, happens that much later by the machine's clock |
//!
//! At most one of the first five. A fault that spoils an answer (`answer`, `without`) always strikes after the command took effect.

mod kind;
mod rule;

pub(crate) use kind::spoilt;
pub use kind::{Connection, Fault, FaultError, HEADER, SpoiltAnswer, Strike, When};
pub use rule::FaultRule;
pub(crate) use rule::{Asked, Faults};
