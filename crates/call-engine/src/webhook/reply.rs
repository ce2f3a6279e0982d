//! What to answer.

use bytes::Bytes;
use call_engine_types::webhook::ANSWER;
use http::header::{ALLOW, CONTENT_TYPE};
use http::{HeaderValue, Response, StatusCode};

/// What to answer: an HTTP status and a JSON text.
///
/// It never says why something was refused; [`ReceiveError`](super::ReceiveError) does, to you.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reply {
    status: u16,
    body: &'static str,
}

impl Reply {
    /// `Content-Type` of every reply.
    pub const CONTENT_TYPE: &'static str = "application/json";

    /// 200 with `OK`.
    pub const OK: Self = Self {
        status: 200,
        body: ANSWER,
    };

    pub(crate) const BAD_REQUEST: Self = Self::fail(
        400,
        r#"{"ActionStatus":"FAIL","ErrorCode":1,"ErrorInfo":"not a webhook of Call"}"#,
    );
    pub(crate) const FORBIDDEN: Self = Self::fail(
        403,
        r#"{"ActionStatus":"FAIL","ErrorCode":1,"ErrorInfo":"not accepted"}"#,
    );
    pub(crate) const WRONG_METHOD: Self = Self::fail(
        405,
        r#"{"ActionStatus":"FAIL","ErrorCode":1,"ErrorInfo":"webhooks are posted"}"#,
    );
    pub(crate) const TOO_LARGE: Self = Self::fail(
        413,
        r#"{"ActionStatus":"FAIL","ErrorCode":1,"ErrorInfo":"the body is too large"}"#,
    );
    pub(crate) const BUSY: Self = Self::fail(
        503,
        r#"{"ActionStatus":"FAIL","ErrorCode":1,"ErrorInfo":"busy"}"#,
    );

    const fn fail(status: u16, body: &'static str) -> Self {
        Self { status, body }
    }

    /// The HTTP status.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The body, JSON.
    pub fn body(&self) -> &'static str {
        self.body
    }
}

impl From<Reply> for Response<Bytes> {
    fn from(reply: Reply) -> Self {
        let mut response = Response::new(Bytes::from_static(reply.body.as_bytes()));
        // Every status above is one.
        *response.status_mut() =
            StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let headers = response.headers_mut();
        let json = HeaderValue::from_static(Reply::CONTENT_TYPE);
        headers.insert(CONTENT_TYPE, json);
        if reply == Reply::WRONG_METHOD {
            headers.insert(ALLOW, HeaderValue::from_static("POST"));
        }
        response
    }
}
