//! What went wrong, in words and as an exit code.

use std::fmt;
use std::io;
use std::process::ExitCode;

use call_engine::Error;
use call_engine::validate::ValidationError;

use crate::output::{BAD, WAITING, talk_as};

/// The exit codes, for the help text.
pub const CODES: &str = "\
Exit codes:
  0  done
  1  the service refused; or what was looked at is not as it should be: a scenario, a ticket, a webhook, a watched call
  2  wrong usage or an invalid request; nothing was sent
  3  no connection, no answer in time, or no answer of the service; nothing has changed
  4  not found: no such call, record or webhook configuration (101004, 101050, 100301)
  5  outcome unknown: the command may have taken effect, so look before repeating it
  130  ended by Ctrl-C, SIGTERM or a hang-up: what was started goes on, and an export can be gone on with

What a command tells goes to stdout; everything else goes to stderr.
Try `call-engine demo` first: it needs no account.";

/// Why a run ended early.
#[derive(Debug)]
pub enum Failure {
    /// Whoever read stdout wanted no more: a success.
    ReaderLeft,
    /// Something on this side is wrong; nothing was sent.
    Local(String),
    /// Something on this side went wrong after the request was sent.
    Late(String),
    /// Something is not as it was expected to be.
    Differs(String),
    /// Nobody is there, or nobody answers.
    Unreachable(String),
    /// What was asked for is not there.
    Absent(String),
    /// A signal asked the program to end; with what is still to be told, if there is anything.
    Interrupted(Option<String>),
    /// The request breaks rules of the contract; nothing was sent.
    Invalid {
        command: &'static str,
        error: ValidationError,
        hints: Vec<String>,
    },
    /// The command failed.
    Command {
        error: Box<Error>,
        hints: Vec<String>,
    },
}

impl Failure {
    pub fn local(message: impl Into<String>) -> Self {
        Self::Local(message.into())
    }

    /// Adds a piece of advice.
    pub fn with_hint(mut self, hint: String) -> Self {
        match &mut self {
            Self::Invalid { hints, .. } | Self::Command { hints, .. } => hints.push(hint),
            Self::Local(message)
            | Self::Late(message)
            | Self::Differs(message)
            | Self::Unreachable(message)
            | Self::Absent(message)
            | Self::Interrupted(Some(message)) => {
                message.push_str("\nhint: ");
                message.push_str(&hint);
            }
            Self::ReaderLeft | Self::Interrupted(None) => {}
        }
        self
    }

    /// Whether a command failed, and like this.
    pub fn is(&self, like_this: impl FnOnce(&Error) -> bool) -> bool {
        matches!(self, Self::Command { error, .. } if like_this(error))
    }

    /// Says what happened on stderr.
    pub fn report(&self) -> ExitCode {
        if !matches!(self, Self::ReaderLeft | Self::Interrupted(None)) {
            talk_as(BAD.bold(), "error", &self.to_string());
        }
        if let Self::Invalid { hints, .. } | Self::Command { hints, .. } = self {
            advise(hints);
        }
        ExitCode::from(self.exit_code())
    }

    pub fn exit_code(&self) -> u8 {
        match self {
            Self::ReaderLeft => 0,
            Self::Local(_) | Self::Invalid { .. } => 2,
            Self::Differs(_) => 1,
            Self::Unreachable(_) => 3,
            Self::Late(_) => 5,
            Self::Absent(_) => 4,
            // As a shell says of a program that Ctrl-C ended.
            Self::Interrupted(_) => 130,
            Self::Command { error, .. } => {
                if is_not_found(error) {
                    4
                } else if error.may_have_taken_effect() {
                    5
                } else if error.code().is_some() {
                    1
                } else if error.is_invalid_request() || error.is_setup() {
                    2
                } else {
                    3
                }
            }
        }
    }
}

/// Whether it means that something is not there.
fn is_not_found(error: &Error) -> bool {
    error.is_call_not_found() || error.is_record_not_found() || error.is_webhook_not_found()
}

fn advise(hints: &[String]) {
    for hint in hints {
        talk_as(WAITING, "hint", hint);
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ReaderLeft => f.write_str("whoever read the output has left"),
            Self::Interrupted(None) => f.write_str("interrupted"),
            Self::Local(message)
            | Self::Late(message)
            | Self::Differs(message)
            | Self::Unreachable(message)
            | Self::Absent(message)
            | Self::Interrupted(Some(message)) => f.write_str(message),
            Self::Invalid { command, error, .. } => {
                write!(f, "{command}: the request was not sent: {error}")
            }
            Self::Command { error, .. } => write!(f, "{error}"),
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Command {
            error: Box::new(error),
            hints: Vec::new(),
        }
    }
}

/// For writing to stdout only.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            Self::ReaderLeft
        } else {
            Self::Late(format!("stdout cannot be written: {error}"))
        }
    }
}
