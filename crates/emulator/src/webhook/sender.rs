//! Sends webhooks, and lets happen what is due.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, Request, Uri};
use http_body_util::BodyExt as _;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::{Client, ResponseFuture};
use hyper_util::rt::TokioExecutor;
use tokio::task::JoinSet;

use super::delivery::{Attempt, Outcome};
#[cfg(feature = "tls")]
use super::https::{Https, Trust, advice};
use super::outbox::Sending;
use crate::server::Shared;

/// Most bytes that are kept of an answer.
const KEPT: usize = 4_096;
/// Most bytes that are read of an answer; a longer one counts as read.
const READ: usize = 64 * 1_024;

/// Over what webhooks are sent.
#[derive(Debug)]
pub(crate) struct Lines {
    plain: Client<HttpConnector, Body>,
    #[cfg(feature = "tls")]
    secure: Https,
}

impl Lines {
    pub(crate) fn new(#[cfg(feature = "tls")] trust: Trust) -> Self {
        Self {
            plain: Client::builder(TokioExecutor::new()).build_http(),
            #[cfg(feature = "tls")]
            secure: Https::new(trust),
        }
    }

    #[cfg_attr(
        not(feature = "tls"),
        expect(clippy::unused_async, reason = "only TLS needs to be made ready")
    )]
    async fn request(&self, request: Request<Body>) -> Result<ResponseFuture, String> {
        match request.uri().scheme_str() {
            Some("http") => Ok(self.plain.request(request)),
            #[cfg(feature = "tls")]
            Some("https") => Ok(self.secure.client().await?.request(request)),
            #[cfg(not(feature = "tls"))]
            Some("https") => {
                Err("webhooks go to https addresses with the emulator's feature `tls`".to_owned())
            }
            _ => Err("the address must begin with http:// or https://".to_owned()),
        }
    }
}

/// Runs until it is aborted: calls go on and webhooks are sent also while nobody asks anything.
pub(crate) async fn run(shared: Arc<Shared>, lines: Lines) {
    let lines = Arc::new(lines);
    // Dropped with this future, and what is under way with it.
    let mut under_way = JoinSet::new();
    loop {
        while under_way.try_join_next().is_some() {}
        let service = &shared.service;
        for sending in service.take_due().await {
            under_way.spawn(deliver(Arc::clone(&shared), Arc::clone(&lines), sending));
        }
        let woken = service.wake.notified();
        match service.rest() {
            Some(rest) => drop(tokio::time::timeout(rest, woken).await),
            None => woken.await,
        }
    }
}

async fn deliver(shared: Arc<Shared>, lines: Arc<Lines>, sending: Sending) {
    let limit = shared.service.options.webhook_timeout;
    let outcome = send(&lines, &sending, limit).await;
    let attempt = Attempt {
        at: sending.at,
        outcome,
    };
    shared.service.delivered(sending.number, attempt);
}

async fn send(lines: &Lines, sending: &Sending, limit: Duration) -> Outcome {
    let uri: Uri = match sending.url.parse() {
        Ok(uri) => uri,
        Err(error) => return Outcome::Failed(format!("the address cannot be read: {error}")),
    };
    let mut request = Request::post(uri);
    if let Some(headers) = request.headers_mut() {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    }
    let request = match request.body(Body::from(Bytes::copy_from_slice(&sending.body))) {
        Ok(request) => request,
        Err(error) => return Outcome::Failed(format!("it cannot be sent: {error}")),
    };
    let answer = match lines.request(request).await {
        Ok(answer) => answer,
        Err(error) => return Outcome::Failed(error),
    };
    let answered = async {
        let answer = answer.await.map_err(|error| causes(&error))?;
        let status = answer.status().as_u16();
        let body = read(answer.into_body())
            .await
            .map_err(|error| causes(&error))?;
        Ok(Outcome::Answered { status, body })
    };
    match tokio::time::timeout(limit, answered).await {
        Ok(outcome) => outcome.unwrap_or_else(Outcome::Failed),
        Err(_) => Outcome::TimedOut,
    }
}

async fn read(mut body: hyper::body::Incoming) -> Result<Vec<u8>, hyper::Error> {
    let mut kept = Vec::new();
    let mut length = 0;
    while length < READ
        && let Some(frame) = body.frame().await
    {
        let Ok(data) = frame?.into_data() else {
            continue;
        };
        length += data.len();
        let room = KEPT - kept.len();
        kept.extend_from_slice(&data[..data.len().min(room)]);
    }
    Ok(kept)
}

fn causes(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text = format!("{text}: {cause}");
        next = cause.source();
    }
    #[cfg(feature = "tls")]
    if let Some(advice) = advice(error) {
        text = format!("{text}; {advice}");
    }
    text
}
