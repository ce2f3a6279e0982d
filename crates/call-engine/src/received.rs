//! The answer of the service, taken apart.

use std::any::Any;
use std::mem;
use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use call_engine_types::{Envelope, Operation, place};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Deserializer};

use crate::error::{Error, History, Kind};
use crate::signed::Signed;
use crate::watch::Watch;

/// What an answer holds, read in one pass with the envelope around it.
pub(crate) struct Whole {
    request_id: Option<String>,
    payload: Box<dyn Any + Send + Sync>,
}

/// Reads a success into the type of its payload; `None` if it is none, or cannot be read so.
pub(crate) type ReadWhole = fn(&[u8]) -> Option<Whole>;

/// Reads a success with a payload.
pub(crate) fn read_whole<T: DeserializeOwned + Send + Sync + 'static>(
    body: &[u8],
) -> Option<Whole> {
    let Answer {
        error_code: 0,
        request_id,
        response: Some(payload),
    } = serde_json::from_slice::<Answer<T>>(body).ok()?
    else {
        return None;
    };
    let payload = Box::new(payload);
    Some(Whole {
        request_id,
        payload,
    })
}

/// An answer with its payload. What is not asked for here is looked at when this cannot be read.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Answer<T> {
    error_code: i64,
    request_id: Option<String>,
    response: Option<T>,
}

/// The payload of a command that answers nothing, whatever stands in its place.
pub struct Nothing;

impl<'de> Deserialize<'de> for Nothing {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        IgnoredAny::deserialize(deserializer).map(|_| Self)
    }
}

/// A successful answer.
pub(crate) struct Received {
    /// What the request was signed with, so that an error can leave the UserSig out.
    signed: Arc<Signed>,
    body: Bytes,
    payload: Payload,
    pub request_id: Option<String>,
    pub history: History,
    pub watch: Option<Box<Watch>>,
}

impl Received {
    /// Success without a payload.
    pub fn reached(signed: &Arc<Signed>, request_id: Option<String>) -> Self {
        Self {
            signed: Arc::clone(signed),
            body: Bytes::from_static(b"{}"),
            payload: Payload::None,
            request_id,
            history: History::default(),
            watch: None,
        }
    }

    /// The whole answer.
    pub fn whole(&self) -> &[u8] {
        &self.body
    }

    /// The payload as the answer of a command, or why it cannot be read.
    pub(crate) fn answer<T: DeserializeOwned + 'static>(
        mut self,
        operation: &Operation,
    ) -> Result<crate::Answer<T>, Error> {
        match self.payload() {
            Ok(payload) => {
                self.succeeded();
                Ok(crate::Answer::new(payload, self.request_id))
            }
            Err((path, message)) => {
                let kind = Kind::Decode {
                    path,
                    message,
                    settled: true,
                };
                Err(self.unreadable(Error::new(operation, kind)))
            }
        }
    }

    /// The `Response` of the answer, or why it cannot be read and where in it; what is required of an empty object when
    /// there is none (C-1).
    pub fn payload<T: DeserializeOwned + 'static>(&mut self) -> Result<T, (String, String)> {
        let json = match mem::replace(&mut self.payload, Payload::None) {
            Payload::Read(payload) => match payload.downcast() {
                Ok(payload) => return Ok(*payload),
                Err(_) => Bytes::new(),
            },
            Payload::Raw(start, end) => self.body.slice(start..end),
            Payload::None => Bytes::from_static(b"{}"),
        };
        serde_json::from_slice(&json).map_err(|error| {
            let place = match place::of(&json, &error).as_str() {
                "" => "Response".to_owned(),
                place => format!("Response.{place}"),
            };
            (place, error.to_string())
        })
    }

    /// The RequestId, unless a server echoes the UserSig in it.
    pub fn shown_request_id(&self) -> Option<&str> {
        let ticket = self.signed.ticket();
        let id = self.request_id.as_deref();
        id.filter(|id| ticket.is_empty() || !id.contains(ticket))
    }

    /// The request is over.
    pub fn succeeded(&mut self) {
        if let Some(mut watch) = self.watch.take() {
            watch.succeeded(self.shown_request_id());
        }
    }

    /// The answer is a success whose payload cannot be read.
    pub fn unreadable(mut self, error: Error) -> Error {
        let error = error
            .with_status(200)
            .with_request_id(self.request_id.take())
            .with_body(&self.body)
            .with_history(self.history)
            .without(self.signed.ticket());
        if let Some(mut watch) = self.watch.take() {
            watch.finished_with(&error);
        }
        error
    }
}

/// The `Response` of an answer.
enum Payload {
    Read(Box<dyn Any + Send + Sync>),
    /// Where it stands in the body.
    Raw(usize, usize),
    None,
}

/// Reads an answer up to the limit.
pub(crate) async fn read(
    response: &mut reqwest::Response,
    limit: usize,
    timeout: Duration,
) -> Result<Bytes, Kind> {
    let failed = |error| kind(error, timeout);
    let Some(first) = response.chunk().await.map_err(failed)? else {
        return Ok(Bytes::new());
    };
    // Most answers come in one piece, which is then not copied. Its end is waited for also when the length is known: it
    // comes when the connection is free for the next request.
    let mut length = first.len();
    let mut whole: Option<BytesMut> = None;
    while length <= limit {
        let Some(more) = response.chunk().await.map_err(failed)? else {
            return Ok(whole.map_or(first, BytesMut::freeze));
        };
        length += more.len();
        let whole = whole.get_or_insert_with(|| BytesMut::from(&first[..]));
        whole.extend_from_slice(&more);
    }
    Err(Kind::TooLarge(limit))
}

/// Looks at `ErrorCode` first: it, not the HTTP status, decides.
pub(crate) fn take_apart(
    signed: &Arc<Signed>,
    body: Bytes,
    status: u16,
    read: Option<ReadWhole>,
    failed: &dyn Fn(Kind) -> Error,
) -> Result<Received, Error> {
    let unreadable = |path, message, settled| {
        let kind = Kind::Decode {
            path,
            message,
            settled,
        };
        failed(kind).with_status(status).with_body(&body)
    };
    // serde takes a list for an object too.
    if (200..300).contains(&status) && body.trim_ascii_start().starts_with(b"[") {
        let message = "it is not the envelope of the service but a list".to_owned();
        return Err(unreadable(String::new(), message, true));
    }
    if (200..300).contains(&status)
        && let Some(read) = read
        && let Some(whole) = read(&body)
    {
        return Ok(Received {
            signed: Arc::clone(signed),
            body,
            payload: Payload::Read(whole.payload),
            request_id: whole.request_id,
            history: History::default(),
            watch: None,
        });
    }
    let envelope: Envelope<'_> = match serde_json::from_slice(&body) {
        Ok(envelope) => envelope,
        Err(error) if (200..300).contains(&status) && !error.is_data() => {
            let message = format!("it is not JSON: {error}");
            return Err(unreadable(String::new(), message, false));
        }
        Err(error) if (200..300).contains(&status) => {
            let path = place::of(&body, &error);
            let message = format!("it is not the envelope of the service: {error}");
            return Err(unreadable(path, message, true));
        }
        Err(_) => return Err(failed(Kind::Http).with_status(status).with_body(&body)),
    };
    let request_id = envelope.request_id.as_ref().map(ToString::to_string);
    if envelope.error_code != 0 {
        let message = envelope
            .error_info
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default();
        let kind = Kind::Service {
            code: envelope.error_code,
            message,
        };
        return Err(failed(kind).with_status(status).with_request_id(request_id));
    }
    let payload = envelope.response().map(|raw| {
        let start = raw.get().as_ptr() as usize - body.as_ptr() as usize;
        Payload::Raw(start, start + raw.get().len())
    });
    let payload = payload.unwrap_or(Payload::None);
    Ok(Received {
        signed: Arc::clone(signed),
        body,
        payload,
        request_id,
        history: History::default(),
        watch: None,
    })
}

/// What an error of reqwest means. Its text holds the URL, which holds the UserSig.
pub(crate) fn kind(error: reqwest::Error, timeout: Duration) -> Kind {
    let error = error.without_url();
    if error.is_connect() {
        Kind::Connect(causes(&error))
    } else if error.is_timeout() {
        Kind::Timeout(timeout)
    } else {
        Kind::Transport(causes(&error))
    }
}

/// The messages of an error and of everything below it.
pub(crate) fn causes(error: &dyn std::error::Error) -> String {
    let mut message = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        let text = cause.to_string();
        if !message.contains(&text) {
            message.push_str(": ");
            message.push_str(&text);
        }
        next = cause.source();
    }
    message
}
