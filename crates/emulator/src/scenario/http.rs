//! The requests of a run: plain HTTP to the emulator under test.

use std::time::Duration;

use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, Request};
use http_body_util::BodyExt as _;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde_json::Value;

use crate::fault::HEADER;

/// After which no answer comes any more, by the machine's clock; a fault may stall for good.
const PATIENCE: Duration = Duration::from_secs(5);

/// Sends requests, each exactly once.
#[derive(Debug)]
pub(super) struct Http(Client<HttpConnector, Body>);

/// An answer as it came.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) body: Vec<u8>,
}

/// A request to be sent.
#[derive(Debug)]
pub(super) struct Outgoing<'a> {
    pub(super) url: String,
    pub(super) body: String,
    pub(super) fault: Option<&'a Value>,
}

impl Http {
    pub(super) fn new() -> Self {
        let mut builder = Client::builder(TokioExecutor::new());
        // A request that gets no answer must not be sent again, and a kept connection invites that.
        builder.retry_canceled_requests(false);
        builder.pool_max_idle_per_host(0);
        Self(builder.build_http())
    }

    /// The answer, or why there is none.
    pub(super) async fn send(&self, outgoing: &Outgoing<'_>) -> Result<Answer, String> {
        let mut request = Request::post(&outgoing.url);
        if let Some(headers) = request.headers_mut() {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
            if let Some(fault) = outgoing.fault {
                let text = HeaderValue::try_from(fault.to_string())
                    .map_err(|error| format!("the fault is no header: {error}"))?;
                headers.insert(HEADER, text);
            }
        }
        let request = request
            .body(Body::from(outgoing.body.clone()))
            .map_err(|error| format!("it cannot be sent: {error}"))?;
        let answered = async {
            let answer = self.0.request(request).await;
            let answer = answer.map_err(|_| "the connection ended without an answer".to_owned())?;
            let status = answer.status().as_u16();
            let body = answer.into_body().collect().await;
            let body = body.map_err(|_| "the connection ended within the answer".to_owned())?;
            let body = body.to_bytes().to_vec();
            Ok(Answer { status, body })
        };
        let silence = |_| Err(format!("no answer came within {PATIENCE:?}"));
        let answered = tokio::time::timeout(PATIENCE, answered).await;
        answered.unwrap_or_else(silence)
    }
}
