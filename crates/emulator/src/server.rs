//! The HTTP edge: a socket around the service.

use std::io;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderValue, Response};
use axum::serve::ListenerExt as _;
use http_body_util::BodyExt as _;
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::cors;
use crate::gateway::{Incoming, query};
use crate::request_log::{Entry, LoggedRequest};
use crate::ring::Ring;
use crate::service::{Service, lock};

/// What every request sees.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) service: Service,
    pub(crate) requests: Mutex<Ring<LoggedRequest>>,
}

/// Serves until `stop` turns true or its sender is gone.
pub(crate) async fn serve(
    listener: TcpListener,
    shared: Arc<Shared>,
    mut stop: watch::Receiver<bool>,
) -> io::Result<()> {
    // The table of the contract decides about paths, so one handler takes them all.
    let router = Router::new().fallback(handle).with_state(shared);
    let listener = listener.tap_io(|stream| {
        // Without it small answers may wait for the caller's acknowledgement; it is only a matter of speed.
        let _ = stream.set_nodelay(true);
    });
    axum::serve(listener, router)
        .with_graceful_shutdown(async move {
            // An error means that the emulator itself is gone.
            let _ = stop.wait_for(|stop| *stop).await;
        })
        .await
}

async fn handle(State(shared): State<Arc<Shared>>, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let origin = cors::permitted(&parts.headers);
    if cors::asks(&parts.method, &parts.headers) {
        // The browser's question, not a command: neither answered as one nor logged.
        return cors::permission(origin);
    }
    let body = collect(body, shared.service.options.max_body_bytes).await;
    let query = query::parse(parts.uri.query().unwrap_or_default());
    let incoming = Incoming {
        method: parts.method.as_str(),
        path: parts.uri.path(),
        query: query.as_deref().map_err(|wrong| *wrong),
        body: body.as_deref(),
    };
    let reply = shared.service.answer(&incoming);
    if lock(&shared.requests).keeps() {
        let logged = LoggedRequest::new(Entry {
            at: shared.service.clock.now_millis(),
            method: parts.method.as_str().to_owned(),
            path: parts.uri.path().to_owned(),
            query: query.unwrap_or_default(),
            headers: readable(&parts.headers),
            body: body.as_deref().unwrap_or_default().to_vec(),
            code: reply.code,
        });
        lock(&shared.requests).push(logged);
    }
    let mut response = Response::new(Body::from(reply.body));
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    cors::grant(origin, &mut response);
    response
}

fn readable(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |value: &HeaderValue| value.to_str().ok().map(str::to_owned);
    headers
        .iter()
        .filter_map(|(name, value)| Some((name.as_str().to_owned(), text(value)?)))
        .collect()
}

/// The whole body, or `None` if it is longer than allowed.
///
/// A body that is somewhat too long is read to its end all the same: a caller who is still sending would see a broken
/// connection in place of the refusal.
async fn collect(mut body: Body, most: usize) -> Option<Bytes> {
    let patience = most.saturating_mul(8);
    let mut total = 0_usize;
    let mut first = Bytes::new();
    let mut all = Vec::new();
    // A frame that fails means a caller who is gone; what came is refused as JSON then, unheard.
    while let Some(Ok(frame)) = body.frame().await {
        let Ok(data) = frame.into_data() else {
            continue;
        };
        total = total.saturating_add(data.len());
        if total > patience {
            break;
        }
        if total > most {
            (first, all) = (Bytes::new(), Vec::new());
        } else if total == data.len() {
            // Most bodies come in one piece and need no copy.
            first = data;
        } else {
            if all.is_empty() {
                all.extend_from_slice(&first);
            }
            all.extend_from_slice(&data);
        }
    }
    if total > most {
        None
    } else if all.is_empty() {
        Some(first)
    } else {
        Some(all.into())
    }
}
