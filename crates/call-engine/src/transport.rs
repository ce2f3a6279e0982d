//! From a request to an answer: credentials on the way out, the envelope on the way in.

use std::fmt;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::HeaderValue;
use http::header::{ACCEPT, USER_AGENT};
use progenitor_client::{ClientHooks, OperationInfo};

use crate::credentials::Credentials;
use crate::error::{Error, Kind};
use crate::generated::wire;
use crate::sending::Sending;
use call_engine_types::{Effect, Envelope, Operation};

const AGENT: HeaderValue =
    HeaderValue::from_static(concat!("call-engine/", env!("CARGO_PKG_VERSION")));

/// What each request needs; the inner value of the generated client.
#[derive(Clone)]
pub struct Transport {
    shared: Arc<Shared>,
    /// What came of the one request of this exchange; the typed side sees only the payload.
    outcome: Arc<OnceLock<Result<Received, Error>>>,
}

pub(crate) struct Shared {
    pub credentials: Credentials,
    pub sending: Sending,
    /// Whether the HTTP client is the caller's own, which may follow redirects and repeat requests.
    pub brought_along: bool,
}

impl fmt::Debug for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transport")
            .field("credentials", &self.shared.credentials)
            .field("timeout", &self.shared.sending.timeout)
            .finish_non_exhaustive()
    }
}

/// The answer of the service, taken apart.
pub(crate) struct Received {
    /// The query up to the UserSig, so that an error can leave it out.
    head: Arc<str>,
    body: Bytes,
    payload: Option<(usize, usize)>,
    pub request_id: Option<String>,
}

impl Received {
    /// The UserSig the request was signed with.
    pub fn ticket(&self) -> &str {
        ticket(&self.head)
    }

    /// The whole answer.
    pub fn whole(&self) -> &[u8] {
        &self.body
    }

    /// The `Response` of the answer; an empty object when there is none (C-1).
    fn payload(&self) -> Bytes {
        match self.payload {
            Some((start, end)) => self.body.slice(start..end),
            None => Bytes::from_static(b"{}"),
        }
    }
}

impl Transport {
    pub(crate) fn new(shared: Shared) -> Self {
        Self {
            shared: Arc::new(shared),
            outcome: Arc::default(),
        }
    }

    /// The same, for one more request.
    pub(crate) fn exchange(&self) -> Self {
        Self {
            shared: Arc::clone(&self.shared),
            outcome: Arc::default(),
        }
    }

    /// What came of the request of this exchange; `None` before the hook ran.
    pub(crate) fn outcome(&self) -> Option<&Result<Received, Error>> {
        self.outcome.get()
    }

    /// Sends one request and reads its answer.
    pub(crate) async fn send(
        &self,
        client: &reqwest::Client,
        mut request: reqwest::Request,
        command: &str,
        effect: Effect,
    ) -> Result<Received, Error> {
        let failed = |kind| Error::of(command, effect, kind);
        let shared = &self.shared;
        let head = shared.credentials.query().await.map_err(failed)?;
        let query = format!(
            "{head}&random={}&contenttype=json",
            (shared.sending.random)()
        );
        request.url_mut().set_query(Some(&query));
        let headers = request.headers_mut();
        // progenitor's own; this API has no versions in headers.
        headers.remove("api-version");
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(USER_AGENT, AGENT);
        *request.timeout_mut() = Some(shared.sending.timeout);
        let asked = shared.brought_along.then(|| request.url().clone());
        if asked.is_some()
            && let Some(body) = request.body_mut().take()
        {
            // A body that cannot be copied cannot be sent a second time, whatever that client would like to do.
            *request.body_mut() = Some(reqwest::Body::wrap(body));
        }
        let response = client
            .execute(request)
            .await
            .map_err(|error| failed(kind(error, shared.sending.timeout)))?;
        let status = response.status().as_u16();
        if asked.is_some_and(|asked| asked != *response.url()) {
            return Err(failed(Kind::Redirected).with_status(status));
        }
        let body = read(
            response,
            shared.sending.answer_limit,
            shared.sending.timeout,
        )
        .await
        .map_err(|kind| failed(kind).with_status(status))?;
        take_apart(&head, body, status, &failed).map_err(|error| error.without(ticket(&head)))
    }
}

/// Reads an answer up to the limit.
async fn read(
    mut response: reqwest::Response,
    limit: usize,
    timeout: Duration,
) -> Result<Bytes, Kind> {
    let failed = |error| kind(error, timeout);
    let Some(first) = response.chunk().await.map_err(failed)? else {
        return Ok(Bytes::new());
    };
    // Most answers come in one piece, which is then not copied.
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
fn take_apart(
    head: &Arc<str>,
    body: Bytes,
    status: u16,
    failed: &dyn Fn(Kind) -> Error,
) -> Result<Received, Error> {
    let envelope: Envelope<'_> = match serde_json::from_slice(&body) {
        Ok(envelope) => envelope,
        Err(error) if (200..300).contains(&status) && !error.is_data() => {
            let message = format!("it is not JSON: {error}");
            let kind = Kind::Decode {
                path: String::new(),
                message,
            };
            return Err(failed(kind).with_status(status).with_body(&body));
        }
        Err(error) if (200..300).contains(&status) => {
            // Only now, off the hot path, is the field looked for.
            let mut json = serde_json::Deserializer::from_slice(&body);
            let path = serde_path_to_error::deserialize::<_, Envelope<'_>>(&mut json)
                .err()
                .map(|error| error.path().to_string())
                .filter(|path| path != ".")
                .unwrap_or_default();
            let message = format!("it is not the envelope of the service: {error}");
            return Err(failed(Kind::Decode { path, message })
                .with_status(status)
                .with_body(&body));
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
        (start, start + raw.get().len())
    });
    Ok(Received {
        head: Arc::clone(head),
        body,
        payload,
        request_id,
    })
}

/// The UserSig of the first part of a query.
fn ticket(head: &str) -> &str {
    head.rsplit_once("usersig=")
        .map_or("", |(_, ticket)| ticket)
}

/// What an error of reqwest means. Its text holds the URL, which holds the UserSig.
fn kind(error: reqwest::Error, timeout: Duration) -> Kind {
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

impl ClientHooks<Transport> for wire::Client {
    /// The typed side sees the payload as 200, and 500 for everything else; the rest stays in the exchange.
    async fn exec(
        &self,
        request: reqwest::Request,
        info: &OperationInfo,
    ) -> reqwest::Result<reqwest::Response> {
        let command = info.operation_id;
        let effect = Operation::find(command).map_or(Effect::PlacesCall, Operation::effect);
        let outcome = self
            .inner
            .send(&self.client, request, command, effect)
            .await;
        let payload = outcome.as_ref().ok().map(Received::payload);
        let _ = self.inner.outcome.set(outcome);
        let status = match payload {
            Some(_) => http::StatusCode::OK,
            None => http::StatusCode::INTERNAL_SERVER_ERROR,
        };
        let mut response =
            http::Response::new(payload.map_or_else(reqwest::Body::default, Into::into));
        *response.status_mut() = status;
        Ok(response.into())
    }
}
