//! What went wrong, and what it means for the call.

use std::fmt;
use std::time::Duration;

use call_engine_types::code::Retry;
use call_engine_types::validate::ValidationError;
use call_engine_types::{CodeInfo, Effect, Operation};

use crate::observer::Outcome;
use crate::retry::{Decision, Happened, Situation, decide};

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
    /// No connection came about; nothing was sent.
    Connect(String),
    /// The answer did not come in time.
    Timeout(Duration),
    /// The connection failed after it had come about.
    Transport(String),
    /// Something that is not the service answered.
    Http,
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
            Kind::Setup(text) | Kind::Connect(text) | Kind::Transport(text) => mask(text),
            Kind::Service { message, .. } => mask(message),
            Kind::Invalid(_)
            | Kind::TooLate(_)
            | Kind::Timeout(_)
            | Kind::Http
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

    /// What to do about it.
    pub fn remedy(&self) -> &str {
        match (&self.inner.kind, self.info()) {
            (_, Some(info)) => info.remedy(),
            (Kind::Invalid(_), _) => "Correct the request.",
            (Kind::Setup(_), _) => "Correct the set-up of the client.",
            (Kind::TooLate(_), _) => "Send less, or allow more time.",
            (Kind::Connect(_), _) => {
                "Check the address of the site, name resolution, TLS and the network."
            }
            (Kind::Timeout(_) | Kind::Transport(_) | Kind::TooLarge(_), _)
                if self.may_have_taken_effect() =>
            {
                "The command may have run: look before repeating it."
            }
            (Kind::Timeout(_) | Kind::Transport(_), _) => "Try again.",
            (Kind::Http, _) => "Check the address of the site, and proxies on the way.",
            (Kind::TooLarge(_), _) => "Ask for less, or raise the limit of the client.",
            (Kind::Decode { .. }, _) => {
                "Report it: the contract does not know this form of answer."
            }
            (Kind::Service { .. }, _) => {
                "Look the code up in the vendor's documents; quote the RequestId to its support."
            }
        }
    }

    /// The vendor's text (`ErrorInfo`), or what happened instead of an answer.
    pub fn message(&self) -> String {
        match &self.inner.kind {
            Kind::Invalid(error) => error.to_string(),
            Kind::Setup(message) | Kind::Connect(message) | Kind::Transport(message) => {
                message.clone()
            }
            Kind::TooLate(wait) => {
                format!("its turn would come in {wait:?}, after the total time limit")
            }
            Kind::Timeout(limit) => format!("no answer within {limit:?}"),
            Kind::Http => "the answer is not one of the service".to_owned(),
            Kind::TooLarge(limit) => format!("the answer is longer than {limit} bytes"),
            Kind::Decode { path, message, .. } if path.is_empty() => message.clone(),
            Kind::Decode { path, message, .. } => format!("{path}: {message}"),
            Kind::Service { message, .. } => message.clone(),
        }
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

    /// Whether the command may have done its work although it failed: in the last attempt or in any before it.
    ///
    /// `false` means certainly not: it changes nothing by nature, nothing was sent, or the code says that it did not
    /// run. After `true` on a command that places a call, look for the call before starting another.
    pub fn may_have_taken_effect(&self) -> bool {
        let inner = &self.inner;
        inner.effect != Effect::Read
            && (inner.history.earlier_may_have_run || self.happened().may_have_run())
    }

    /// What is known of the last attempt.
    pub(crate) fn happened(&self) -> Happened {
        match &self.inner.kind {
            Kind::Invalid(_) | Kind::Setup(_) | Kind::TooLate(_) => Happened::NotSent,
            Kind::Connect(_) => Happened::NoConnection,
            Kind::Decode { settled: true, .. } => Happened::Settled,
            Kind::Http if self.is_final_status() => Happened::Settled,
            Kind::Timeout(_)
            | Kind::Transport(_)
            | Kind::Http
            | Kind::TooLarge(_)
            | Kind::Decode { .. } => Happened::Unknown,
            Kind::Service { code, .. } => Happened::Code(CodeInfo::find(*code)),
        }
    }

    /// A redirect, or a status that says that the request itself is at fault: the same comes again.
    fn is_final_status(&self) -> bool {
        self.inner.http_status.is_some_and(|status| {
            (300..500).contains(&status) && !matches!(status, 408 | 425 | 429)
        })
    }

    /// The last attempt, for an observer.
    pub(crate) fn outcome(&self) -> Outcome {
        match &self.inner.kind {
            Kind::Invalid(_) | Kind::Setup(_) => Outcome::NotSent,
            Kind::TooLate(_) => Outcome::TooLate,
            Kind::Connect(_) => Outcome::NoConnection,
            Kind::Timeout(_) => Outcome::Timeout,
            Kind::Transport(_) => Outcome::Broken,
            Kind::Http => Outcome::NotTheService,
            Kind::TooLarge(_) => Outcome::TooLarge,
            Kind::Decode { .. } => Outcome::Unreadable,
            Kind::Service { .. } => Outcome::Code,
        }
    }

    /// Sending the same request again can help and cannot ring twice. The client has done so already, as often as its
    /// [`RetryPolicy`](crate::RetryPolicy) allows.
    ///
    /// `false` for a refused UserSig: this client made a new one in vain. What may have run: see
    /// [`may_have_taken_effect`](Error::may_have_taken_effect); `true` on such an error means that running twice changes
    /// nothing more.
    ///
    /// Troubleshooting: wait before the next try, longer each time.
    pub fn is_retryable(&self) -> bool {
        let inner = &self.inner;
        let rang_perhaps = inner.effect == Effect::PlacesCall && self.may_have_taken_effect();
        let situation = Situation {
            effect: inner.effect,
            happened: self.happened(),
            attempts: 0,
            most: 1,
            pause: Duration::ZERO,
            left: Duration::MAX,
            timeout: Duration::ZERO,
            budget: true,
            renewable: false,
        };
        let again = decide(&situation) == Decision::Again;
        !rang_perhaps && (again || matches!(inner.kind, Kind::TooLate(_)))
    }

    /// The service refuses the UserSig (the codes the catalogue marks *reauth*, such as 70001 and 70003). The command did not run.
    ///
    /// A client with a secret key has made a new one and was refused again, unless its policy allows one attempt only.
    ///
    /// Troubleshooting: the secret key and the SDKAppID belong to each other; the identifier; the clock of this machine, which
    /// `Display` mentions if it is wrong.
    pub fn is_credentials(&self) -> bool {
        self.info()
            .is_some_and(|info| info.retry() == Retry::Reauth)
    }

    /// The service gets more requests than it allows: 60007, 60011, 60018, 60019 or 72010. Which code stands for the limit
    /// of 200 requests per second is undocumented; these are inferred from their meanings. The command did not run.
    ///
    /// Troubleshooting: other machines of the same application share the limit; give them one
    /// [`Pace`](crate::Pace).
    pub fn is_rate_limited(&self) -> bool {
        matches!(
            self.code(),
            Some(60_007 | 60_011 | 60_018 | 60_019 | 72_010)
        )
    }

    /// The request would have waited for its turn ([`Pace`](crate::Pace)) longer than the total time limit. Nothing was
    /// sent.
    ///
    /// Troubleshooting: more than 200 requests per second of one command; a longer
    /// [total time](crate::RetryPolicy::total_time) lets more of them wait.
    pub fn is_too_late(&self) -> bool {
        matches!(self.inner.kind, Kind::TooLate(_))
    }

    /// The request breaks rules of the contract. Nothing was sent.
    ///
    /// Troubleshooting: [`Error::validation`] names each field and rule.
    pub fn is_invalid_request(&self) -> bool {
        matches!(self.inner.kind, Kind::Invalid(_))
    }

    /// The client is set up wrongly, or the request cannot be made. Nothing was sent.
    ///
    /// Troubleshooting: the message names the setting.
    pub fn is_setup(&self) -> bool {
        matches!(self.inner.kind, Kind::Setup(_))
    }

    /// No connection came about. The last attempt sent nothing.
    ///
    /// Troubleshooting: the address of the site, name resolution, certificates, a proxy.
    pub fn is_connect(&self) -> bool {
        matches!(self.inner.kind, Kind::Connect(_))
    }

    /// The answer did not come in time. The command may have run.
    ///
    /// Troubleshooting: the service gives itself 3 s; a limit below that is too short.
    pub fn is_timeout(&self) -> bool {
        matches!(self.inner.kind, Kind::Timeout(_))
    }

    /// The connection failed after it had come about. The command may have run.
    ///
    /// Troubleshooting: the network, or a proxy that closes connections.
    pub fn is_transport(&self) -> bool {
        matches!(self.inner.kind, Kind::Transport(_))
    }

    /// Something that is not the service answered: an HTTP status other than 2xx without the envelope. The command may
    /// have run.
    ///
    /// Troubleshooting: the address of the site, and proxies on the way; [`Error::body`] keeps the answer.
    pub fn is_not_the_service(&self) -> bool {
        matches!(self.inner.kind, Kind::Http)
    }

    /// The answer could not be read. The command may have run.
    ///
    /// Troubleshooting: [`Error::message`] names the JSON path, [`Error::body`] keeps the answer.
    pub fn is_decode(&self) -> bool {
        matches!(self.inner.kind, Kind::Decode { .. })
    }

    /// The call does not exist or has ended (101004).
    ///
    /// Troubleshooting: a call that ended has a record, readable about 5 s after the end.
    pub fn is_call_not_found(&self) -> bool {
        self.code() == Some(101_004)
    }

    /// The record does not exist, or not yet (101050).
    ///
    /// Troubleshooting: a record is readable about 5 s after the end of the call, for 7 days.
    pub fn is_record_not_found(&self) -> bool {
        self.code() == Some(101_050)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match (&self.inner.kind, self.info()) {
            (Kind::Service { code, .. }, Some(info)) => {
                format!("{code} {}: {}", info.name(), info.meaning())
            }
            (Kind::Service { code, .. }, None) => {
                format!("the code {code}, which is not in the catalogue")
            }
            (Kind::Invalid(error), _) => format!("the request was not sent: {error}"),
            (Kind::Connect(message), _) if self.inner.history.earlier_may_have_run => {
                format!("no connection for the last attempt: {message}")
            }
            (Kind::Connect(message), _) => format!("no connection, nothing was sent: {message}"),
            (Kind::TooLate(_), _) => format!("the request was not sent: {}", self.message()),
            (Kind::Transport(message), _) => format!("the connection failed: {message}"),
            (Kind::Decode { .. }, _) => format!("the answer cannot be read: {}", self.message()),
            _ => self.message(),
        };
        let end = if what.ends_with(['.', '?', '!']) {
            ""
        } else {
            "."
        };
        write!(f, "{}: {what}{end}", self.inner.command)?;
        if let Kind::Service { message, .. } = &self.inner.kind
            && !message.is_empty()
        {
            write!(f, " The service says: {message:?}.")?;
        }
        let attempts = self.attempts();
        let status = self.inner.http_status.filter(|status| *status != 200);
        let details = [
            (attempts > 1).then(|| format!("{attempts} attempts")),
            status.map(|status| format!("HTTP {status}")),
            self.request_id().map(|id| format!("RequestId {id}")),
        ];
        let details: Vec<String> = details.into_iter().flatten().collect();
        if !details.is_empty() {
            write!(f, " ({})", details.join(", "))?;
        }
        match self.inner.behind {
            0 => {}
            seconds @ 1.. => write!(
                f,
                " This machine's clock is {seconds} s behind the service's."
            )?,
            seconds => write!(
                f,
                " This machine's clock is {} s ahead of the service's.",
                seconds.unsigned_abs()
            )?,
        }
        if self.may_have_taken_effect() {
            f.write_str(" It may have taken effect.")?;
        }
        write!(f, " {}", self.remedy())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("operation", &self.inner.command)
            .field("kind", &self.inner.kind)
            .field("request_id", &self.inner.request_id)
            .field("http_status", &self.inner.http_status)
            .field("attempts", &self.attempts())
            .field("may_have_taken_effect", &self.may_have_taken_effect())
            .finish_non_exhaustive()
    }
}

impl std::error::Error for Error {}
