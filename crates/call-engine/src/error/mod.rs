//! What went wrong, and what it means for the call.

pub(crate) mod code;
mod meaning;
mod wording;

use std::time::Duration;

use call_engine_types::validate::ValidationError;
use call_engine_types::{CodeInfo, Effect, Operation};

/// Why a command failed.
///
/// One opaque type; its `Display` is a sentence for a log: the command, the code with name and meaning, the vendor's
/// text, the RequestId and what to do. It never holds a secret key, a UserSig or the URL.
///
/// It tells about the last attempt; [`attempts`](Error::attempts) says how many there were, and
/// [`may_have_taken_effect`](Error::may_have_taken_effect) speaks for all of them.
#[derive(Clone)]
pub struct Error {
    inner: Box<Inner>,
}

#[derive(Clone)]
struct Inner {
    command: String,
    effect: Effect,
    kind: Kind,
    request_id: Option<String>,
    http_status: Option<u16>,
    body: Vec<u8>,
    history: History,
    /// How many seconds this machine is behind the service, if that is why the UserSig was refused.
    behind: i64,
}

/// The attempts of one request.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct History {
    /// How often it was sent, or tried to.
    pub attempts: u32,
    /// Whether one of the attempts before the last one may have run.
    pub earlier_may_have_run: bool,
}

/// What happened.
#[derive(Clone, Debug)]
pub(crate) enum Kind {
    /// The request breaks rules of the contract; nothing was sent.
    Invalid(ValidationError),
    /// The client is set up wrongly; nothing was sent.
    Setup(String),
    /// The turn would come after the total time limit; nothing was sent.
    TooLate(Duration),
    /// There is no UserSig to sign with; nothing was sent.
    NoUserSig(String),
    /// No connection came about; nothing was sent.
    Connect(String),
    /// The answer did not come in time.
    Timeout(Duration),
    /// The connection failed after it had come about.
    Transport(String),
    /// Something that is not the service answered.
    Http,
    /// The caller's own HTTP client went on to another address.
    Redirected,
    /// The answer is longer than the limit.
    TooLarge(usize),
    /// The answer cannot be read. `settled` if it would not come out otherwise.
    Decode {
        path: String,
        message: String,
        settled: bool,
    },
    /// The service answered a code.
    Service { code: i64, message: String },
}

/// Shortest UserSig that is looked for in texts of the server; real ones have over a hundred characters.
const SHORTEST_TICKET: usize = 16;

/// Longest part of a body that an error keeps.
const BODY_LIMIT: usize = 4096;

impl Error {
    pub(crate) fn new(operation: &Operation, kind: Kind) -> Self {
        Self::of(operation.id(), operation.effect(), kind)
    }

    pub(crate) fn of(command: &str, effect: Effect, kind: Kind) -> Self {
        Self {
            inner: Box::new(Inner {
                command: command.to_owned(),
                effect,
                kind,
                request_id: None,
                http_status: None,
                body: Vec::new(),
                history: History::default(),
                behind: 0,
            }),
        }
    }

    pub(crate) fn with_request_id(mut self, request_id: Option<String>) -> Self {
        self.inner.request_id = request_id;
        self
    }

    pub(crate) fn with_status(mut self, status: u16) -> Self {
        self.inner.http_status = Some(status);
        self
    }

    pub(crate) fn with_history(mut self, history: History) -> Self {
        self.inner.history = history;
        self
    }

    pub(crate) fn with_clock_behind(mut self, seconds: i64) -> Self {
        self.inner.behind = seconds;
        self
    }

    /// Takes a ticket out of every text that came from outside: a server may echo the URL.
    pub(crate) fn without(mut self, ticket: &str) -> Self {
        let inner = &mut *self.inner;
        // A text this short is no ticket, and would tear other words apart.
        if ticket.len() < SHORTEST_TICKET {
            inner.body.truncate(BODY_LIMIT);
            return self;
        }
        let mask = |text: &mut String| {
            if text.contains(ticket) {
                *text = text.replace(ticket, "***");
            }
        };
        match &mut inner.kind {
            Kind::Decode { path, message, .. } => {
                mask(path);
                mask(message);
            }
            Kind::Setup(text)
            | Kind::NoUserSig(text)
            | Kind::Connect(text)
            | Kind::Transport(text) => mask(text),
            Kind::Service { message, .. } => mask(message),
            Kind::Invalid(_)
            | Kind::TooLate(_)
            | Kind::Timeout(_)
            | Kind::Http
            | Kind::Redirected
            | Kind::TooLarge(_) => {}
        }
        inner.request_id.as_mut().map(mask);
        if inner
            .body
            .windows(ticket.len())
            .any(|part| part == ticket.as_bytes())
        {
            inner.body = String::from_utf8_lossy(&inner.body)
                .replace(ticket, "***")
                .into_bytes();
        }
        inner.body.truncate(BODY_LIMIT);
        self
    }

    pub(crate) fn with_body(mut self, body: &[u8]) -> Self {
        // Longer than what is kept, so that a ticket at the end is still found whole by `without`.
        self.inner.body = body[..body.len().min(2 * BODY_LIMIT)].to_vec();
        self
    }

    /// The command word, such as `start_call_by_robot`; the path for a command the contract does not know.
    pub fn operation(&self) -> &str {
        &self.inner.command
    }

    /// The code the service answered; `None` when it did not answer one.
    pub fn code(&self) -> Option<i64> {
        match self.inner.kind {
            Kind::Service { code, .. } => Some(code),
            _ => None,
        }
    }

    /// The catalogue's entry of the code.
    pub fn info(&self) -> Option<&'static CodeInfo> {
        self.code().and_then(CodeInfo::find)
    }

    /// The catalogue's name of the code, such as `CallNotFound`.
    pub fn name(&self) -> Option<&'static str> {
        self.info().map(CodeInfo::name)
    }

    /// The RequestId to quote to the vendor's support, if the answer had one.
    pub fn request_id(&self) -> Option<&str> {
        self.inner.request_id.as_deref()
    }

    /// The HTTP status, if there was an answer. The service answers 200 even for failures.
    pub fn http_status(&self) -> Option<u16> {
        self.inner.http_status
    }

    /// The first 4096 bytes of an answer that could not be read; empty otherwise.
    pub fn body(&self) -> &[u8] {
        &self.inner.body
    }

    /// The rules of the contract that the request breaks, if that is why it was not sent.
    pub fn validation(&self) -> Option<&ValidationError> {
        match &self.inner.kind {
            Kind::Invalid(error) => Some(error),
            _ => None,
        }
    }

    /// How often the request was sent, or tried to; 0 if it was refused before.
    pub fn attempts(&self) -> u32 {
        self.inner.history.attempts
    }
}

impl std::error::Error for Error {}
