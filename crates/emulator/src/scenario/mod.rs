//! Scenarios: one file that says how an emulator is set up and what happens then, for people, tests and docs alike.
//!
//! A scenario is YAML (or JSON, which is YAML). Everything in it is optional:
//!
//! ```
//! use call_engine_emulator::scenario::Scenario;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let scenario = Scenario::from_yaml("busy.yaml", r#"
//! phones:
//!   jack: {policy: busy}
//! steps:
//!   - send:
//!       name: call
//!       command: start_call_by_robot
//!       body:
//!         {Robot_Account: robot, CalleeList_Account: [jack], Timeout: 30000, CallInfo: {MediaType: Audio}}
//!   - advance_ms: 5000
//!   - record: {call: "${call.CallId}", expect: {CallResult: CallBusy}}
//! "#)?;
//! let report = scenario.run().await?;
//! assert!(report.passed(), "{report}");
//! # Ok(())
//! # }
//! ```
//!
//! # What it holds
//!
//! | Key | Meaning |
//! | --- | --- |
//! | `description` | for readers |
//! | `application` | `sdk_app_id`, and `administrators` instead of the usual ones |
//! | `seed` | of IDs, rooms and chance; 0 if it is missing |
//! | `clock` | `pace`: `stopped`, `real` or `x10`; `start`: RFC 3339, or Unix milliseconds |
//! | `options` | any of [`Options`](crate::Options) by name |
//! | `phones` | [`Phone`](crate::Phone)s by UserID or [pattern](crate::PhoneBook); `"*"` is everybody's |
//! | `fault_rules`, `webhook_rules` | [`FaultRule`](crate::fault::FaultRule)s, [`Rule`](crate::webhook::Rule)s, as in the management |
//! | `steps` | what happens, one after the other |
//!
//! [`Builder::scenario`](crate::Builder::scenario) takes all but the steps. A step is one of:
//!
//! | Step | Meaning |
//! | --- | --- |
//! | `send` | a request: `command`, `body`, `as` a caller (`administrator`), with a `fault`; `name` keeps its answer, `expect` and `lacks` look at it. Success is expected unless `expect` has an `ErrorCode`. `no_answer: true` and `status` are for faults |
//! | `advance_ms` | moves the clock |
//! | `act` | somebody uses a phone: `call`, `user`, `act` (`answer`, `refuse`, `busy`, `hang_up`, `lose`); `refused: true` if he cannot |
//! | `phones`, `fault_rules`, `webhook_rules` | more of them from here on |
//! | `members` | asks who is in a `call`: `are` is all of them, with `Calling` or `Waiting` |
//! | `record` | asks for the record of a `call`: `expect` are fields of it |
//! | `webhooks` | those that came since this was asked the last time: each an event, such as `AfterEndCall`, or fields of the body |
//!
//! After each step all webhooks that are due have been sent and answered. Those of one call stand in the order in which they
//! came, calls in the order in which they were first told of: webhooks of different calls are sent at the same time, and which of
//! those comes first is chance.
//!
//! An expectation is a part of what is there: an object may have more fields than expected, a list must be as long. In any text of
//! a step `${name.CallId}` is a field of the answer kept under that name, by its path, or by its path in `Response`;
//! `${receiver}` is the address that receives the webhooks of this run, and `${now}` the clock's Unix seconds. `${any}`, expected,
//! is whatever is there. `$${` is a plain `${`.
//!
//! # Repeating
//!
//! With a stopped clock, which is what a [run](Scenario::run) has unless the scenario says otherwise, two runs of one scenario have the
//! same [`transcript`](Report::transcript) byte for byte: all requests, answers and webhooks.

mod error;
mod expect;
mod file;
mod http;
mod receiver;
mod report;
mod run;
mod text;
mod transcript;

use std::path::Path;
use std::sync::Arc;

use call_engine_contract::yaml::{self, Lines};

use crate::builder::Builder;

pub use error::ScenarioError;
pub use report::{Difference, Report, StepReport};

/// The JSON Schema of scenario files (draft 2020-12), for editors that complete and check them.
pub const SCHEMA: &str = include_str!("../../scenario.schema.json");

/// How an emulator is set up, and what happens then. See the [module](self).
#[derive(Debug, Clone)]
pub struct Scenario {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    name: String,
    file: file::File,
    lines: Lines,
}

impl Scenario {
    /// Reads a file.
    ///
    /// # Errors
    ///
    /// When it cannot be read, is not YAML, or holds something a scenario does not have. The error names file and line.
    pub fn from_file(path: impl AsRef<Path>) -> Result<Self, ScenarioError> {
        let path = path.as_ref();
        let name = path.display().to_string();
        match std::fs::read_to_string(path) {
            Ok(text) => Self::from_yaml(&name, &text),
            Err(error) => Err(ScenarioError::unreadable(&name, &error)),
        }
    }

    /// Reads a text; errors and reports call it `name`.
    ///
    /// # Errors
    ///
    /// When it is not YAML, or holds something a scenario does not have. The error names the line.
    pub fn from_yaml(name: &str, text: &str) -> Result<Self, ScenarioError> {
        let (value, lines) =
            yaml::read(name, text).map_err(|finding| ScenarioError::not_yaml(&finding))?;
        let wrong = |pointer: &str, message: String| ScenarioError::new(&lines, pointer, message);
        if !value.is_object() {
            let message = "a scenario is an object, such as `phones: {jack: {policy: busy}}`";
            return Err(wrong("", message.to_owned()));
        }
        let file = file::read(&value).map_err(|(pointer, message)| wrong(&pointer, message))?;
        let name = name.to_owned();
        let inner = Arc::new(Inner { name, file, lines });
        Ok(Self { inner })
    }

    /// What the file is called.
    pub fn name(&self) -> &str {
        &self.inner.name
    }

    /// What it says about itself.
    pub fn description(&self) -> Option<&str> {
        self.inner.file.description.as_deref()
    }

    /// How many steps it has.
    pub fn step_count(&self) -> usize {
        self.inner.file.steps.len()
    }

    /// The schema of scenario files, from the types that read them. [`SCHEMA`] is the same as text.
    #[cfg(feature = "schemars")]
    #[doc(hidden)]
    pub fn schema() -> serde_json::Value {
        file::schema()
    }

    /// Puts the settings, not the steps, into a builder.
    pub(crate) fn set_up(&self, mut builder: Builder) -> Builder {
        let file = &self.inner.file;
        if let Some(sdk_app_id) = file.application.sdk_app_id {
            builder = builder.sdk_app_id(sdk_app_id);
        }
        if let Some(administrators) = &file.application.administrators {
            builder = builder.administrators(administrators.iter().cloned());
        }
        if let Some(seed) = file.seed {
            builder = builder.seed(seed);
        }
        if let Some(clock) = &file.clock {
            builder = builder.clock(clock.clock());
        }
        if let Some(options) = &file.options {
            builder = builder.options(|all| all.clone_from(options));
        }
        for (user, phone) in &file.phones {
            builder = builder.phone(user.clone(), *phone);
        }
        for rule in &file.fault_rules {
            builder = builder.fault_rule(rule.clone());
        }
        for rule in &file.webhook_rules {
            builder = builder.webhook_rule(rule.clone());
        }
        builder
    }

    /// The seed it names.
    pub fn seed(&self) -> Option<u64> {
        self.inner.file.seed
    }
}
