//! Why a delivery was not accepted.

use std::fmt;

use call_engine_types::webhook::WebhookError;
use http::Method;

use super::endpoint::InboxError;
use super::reply::Reply;
use super::secret::SecretFault;
use super::signature::SignatureFault;

/// Why a delivery was not accepted.
///
/// `Display` is for your log: it names the likely cause and what to look at, and holds neither a secret nor the signature
/// that was expected. [`reply`](Self::reply) is for the sender and tells next to nothing. Log the one, answer the other.
pub struct ReceiveError {
    kind: Box<Kind>,
}

#[derive(Debug)]
pub(crate) enum Kind {
    Method(Method),
    TooLarge {
        limit: usize,
    },
    #[cfg(feature = "tower")]
    Unreadable(String),
    Application(ApplicationFault),
    Secret(SecretFault),
    Signature(SignatureFault),
    Body {
        error: WebhookError,
        suspicion: Option<String>,
    },
    CommandRepeated,
    CommandDiffers {
        query: String,
        body: String,
    },
    Inbox(InboxError),
}

/// What is wrong with `SdkAppid`.
#[derive(Debug)]
pub(crate) enum ApplicationFault {
    NoQuery,
    Missing,
    Repeated(usize),
    NoNumber,
    Other { number: u64, own: u32 },
}

/// Characters of a text from outside that a log line shows.
const SHOWN: usize = 64;

impl From<Kind> for ReceiveError {
    fn from(kind: Kind) -> Self {
        Self {
            kind: Box::new(kind),
        }
    }
}

impl ReceiveError {
    /// What to answer.
    pub fn reply(&self) -> Reply {
        match &*self.kind {
            Kind::Method(_) => Reply::WRONG_METHOD,
            Kind::TooLarge { .. } => Reply::TOO_LARGE,
            #[cfg(feature = "tower")]
            Kind::Unreadable(_) => Reply::BAD_REQUEST,
            Kind::Application(_) | Kind::Secret(_) | Kind::Signature(_) => Reply::FORBIDDEN,
            Kind::Body { .. } | Kind::CommandRepeated | Kind::CommandDiffers { .. } => {
                Reply::BAD_REQUEST
            }
            Kind::Inbox(_) => Reply::BUSY,
        }
    }

    /// The HTTP status to answer: 400, 403, 405, 413 or 503.
    pub fn status(&self) -> u16 {
        self.reply().status()
    }

    /// Nobody knows who sent it: application, secret or signature are not right (403).
    ///
    /// Troubleshooting: the text names the likely cause. From the open internet expect some of these every day.
    pub fn is_unverified(&self) -> bool {
        self.status() == Reply::FORBIDDEN.status()
    }

    /// It is no webhook of Call, or could not be read (400).
    ///
    /// Troubleshooting: when the sender was verified, a framework or proxy changed the body, or the vendor a field's
    /// type.
    pub fn is_not_a_webhook(&self) -> bool {
        self.status() == Reply::BAD_REQUEST.status()
    }

    /// The body is longer than the limit of the receiver (413).
    ///
    /// Troubleshooting: real webhooks have a few kilobytes.
    pub fn is_too_large(&self) -> bool {
        self.status() == Reply::TOO_LARGE.status()
    }

    /// The event is good, but the inbox took no more (503). It may be lost: whether it comes again is undocumented
    /// (W-14).
    ///
    /// Troubleshooting: handle events faster, or make the queue longer; what happened can be read from records.
    pub fn is_busy(&self) -> bool {
        self.status() == Reply::BUSY.status()
    }

    /// Where in the JSON of the body the fault is, such as `UserList[0].Status`.
    pub fn path(&self) -> Option<&str> {
        match &*self.kind {
            Kind::Body { error, .. } if !error.path().is_empty() => Some(error.path()),
            _ => None,
        }
    }
}

impl fmt::Debug for ReceiveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ReceiveError").field(&self.kind).finish()
    }
}

impl fmt::Display for ReceiveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("webhook not accepted: ")?;
        match &*self.kind {
            Kind::Method(method) => {
                write!(f, "the method is {:?}, and webhooks are posted", shown(method.as_str()))
            }
            Kind::TooLarge { limit } => write!(f, "the body is longer than {limit} bytes"),
            #[cfg(feature = "tower")]
            Kind::Unreadable(why) => write!(f, "the body did not arrive: {why}"),
            Kind::Application(fault) => fault.fmt(f),
            Kind::Secret(fault) => fault.fmt(f),
            Kind::Signature(fault) => fault.fmt(f),
            Kind::Body { error, suspicion } => {
                error.fmt(f)?;
                match suspicion {
                    Some(suspicion) => write!(f, "; {suspicion}"),
                    None => Ok(()),
                }
            }
            Kind::CommandRepeated => {
                f.write_str("CallbackCommand is in the query more than once: somebody adds to it")
            }
            Kind::CommandDiffers { query, body } => write!(
                f,
                "CallbackCommand is {:?} in the query and {:?} in the body: body and query are not of one delivery",
                shown(query),
                shown(body)
            ),
            Kind::Inbox(InboxError::Full) => f.write_str(
                "the inbox is full: events come faster than they are handled; whether this one comes again is \
                 undocumented",
            ),
            Kind::Inbox(InboxError::Closed) => f.write_str(
                "the inbox is closed: the service is shutting down, or the task that handles events has ended",
            ),
        }
    }
}

impl fmt::Display for ApplicationFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoQuery => f.write_str(
                "the query is empty, so SdkAppid is missing: a proxy or a rewritten route strips the query, or somebody \
                 else sent this",
            ),
            Self::Missing => f.write_str(
                "the query has no SdkAppid: a proxy takes it out, or somebody else sent this",
            ),
            Self::Repeated(times) => write!(
                f,
                "SdkAppid is in the query {times} times: does the Url given to set_callback have one of its own?"
            ),
            Self::NoNumber => f.write_str("SdkAppid is no number"),
            Self::Other { number, own } => write!(
                f,
                "SdkAppid is {number}, of another application; this receiver is for {own}: check the application whose \
                 set_callback names this address"
            ),
        }
    }
}

impl std::error::Error for ReceiveError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &*self.kind {
            Kind::Body { error, .. } => Some(error),
            _ => None,
        }
    }
}

fn shown(text: &str) -> String {
    text.chars().take(SHOWN).collect()
}
