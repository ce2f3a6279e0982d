//! What a fake answers to one attempt.

use std::time::Duration;

use bytes::Bytes;
use http::{Response, StatusCode};
use serde_json::{Value, json};

use crate::error::Kind;

/// What a fake answers to one attempt.
#[derive(Clone, Debug)]
#[must_use]
pub struct Reply(What);

#[derive(Clone, Debug)]
enum What {
    Envelope {
        code: i64,
        text: String,
        request_id: Option<String>,
        payload: Option<Value>,
    },
    Http {
        status: StatusCode,
        body: Bytes,
    },
    Timeout,
    NoConnection,
    BrokenConnection,
}

impl Reply {
    /// Success with a payload: the `Response` of the answer, in the service's spelling.
    pub fn payload(payload: Value) -> Self {
        Self::envelope(0, Some(payload))
    }

    /// Success without a payload.
    pub fn success() -> Self {
        Self::envelope(0, None)
    }

    /// A code of the service, such as 101004. [`CodeInfo`](crate::CodeInfo) knows which are repeated.
    pub fn code(code: i64) -> Self {
        Self::envelope(code, None)
    }

    fn envelope(code: i64, payload: Option<Value>) -> Self {
        Self(What::Envelope {
            code,
            text: String::new(),
            request_id: Some("fake-request".to_owned()),
            payload,
        })
    }

    /// The same with a text of the vendor (`ErrorInfo`). Without effect on what is not an answer of the service.
    pub fn text(mut self, text: impl Into<String>) -> Self {
        if let What::Envelope { text: known, .. } = &mut self.0 {
            *known = text.into();
        }
        self
    }

    /// The same with another RequestId, or none. Without effect on what is not an answer of the service.
    pub fn request_id(mut self, id: Option<&str>) -> Self {
        if let What::Envelope { request_id, .. } = &mut self.0 {
            *request_id = id.map(str::to_owned);
        }
        self
    }

    /// Any HTTP answer, such as the page of a proxy. A status that cannot be one is 500.
    pub fn http(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self(What::Http {
            status: StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
            body: body.into().into(),
        })
    }

    /// No answer comes in time. The client sees it at once and believes to have waited.
    pub fn timeout() -> Self {
        Self(What::Timeout)
    }

    /// No connection comes about; nothing was sent.
    pub fn no_connection() -> Self {
        Self(What::NoConnection)
    }

    /// The connection breaks after the request was sent.
    pub fn broken_connection() -> Self {
        Self(What::BrokenConnection)
    }

    /// The same as the network would have brought it.
    pub(super) fn arrive(self, timeout: Duration) -> Result<reqwest::Response, Kind> {
        let (status, body) = match self.0 {
            What::Timeout => return Err(Kind::Timeout(timeout)),
            What::NoConnection => {
                return Err(Kind::Connect("connection refused by the fake".to_owned()));
            }
            What::BrokenConnection => {
                return Err(Kind::Transport("connection broken by the fake".to_owned()));
            }
            What::Http { status, body } => (status, body),
            What::Envelope {
                code,
                text,
                request_id,
                payload,
            } => {
                let action = if code == 0 { "OK" } else { "FAIL" };
                let mut envelope =
                    json!({"ActionStatus": action, "ErrorCode": code, "ErrorInfo": text});
                if let Some(id) = request_id {
                    envelope["RequestId"] = id.into();
                }
                if let Some(payload) = payload {
                    envelope["Response"] = payload;
                }
                (StatusCode::OK, envelope.to_string().into())
            }
        };
        let mut response = Response::new(reqwest::Body::from(body));
        *response.status_mut() = status;
        Ok(response.into())
    }
}
