//! The HTTP edge: a socket around the service.

use std::convert::Infallible;
use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderValue, Request, Response, StatusCode};
use http_body_util::BodyExt as _;
use hyper::body::Incoming as Receiving;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::cors;
use crate::fault::{Asked, Connection, Fault, Faults, HEADER, Strike, When, spoilt};
use crate::gateway::{Incoming, query};
use crate::request_log::{Entry, KEPT_OF_ANSWER, LoggedRequest};
use crate::ring::Ring;
use crate::service::{Reply, Service, lock};

/// How long nobody is let in after a connection could not be accepted, such as for want of files.
const ACCEPT_PAUSE: Duration = Duration::from_millis(200);

/// What every request sees.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) service: Service,
    pub(crate) requests: Mutex<Ring<LoggedRequest>>,
    pub(crate) faults: Mutex<Faults>,
}

/// The connection ends without an answer.
#[derive(Debug)]
struct Dropped;

impl fmt::Display for Dropped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a fault drops the connection")
    }
}

impl std::error::Error for Dropped {}

/// Serves until `stop` turns true or its sender is gone, and then until the requests under way are answered.
pub(crate) async fn serve(
    listener: TcpListener,
    shared: Arc<Shared>,
    mut stop: watch::Receiver<bool>,
) {
    let graceful = GracefulShutdown::new();
    // Dropped with this future, and the connections with it.
    let mut connections = JoinSet::new();
    loop {
        let Some(stream) = accept(&listener, &mut stop).await else {
            break;
        };
        while connections.try_join_next().is_some() {}
        // Without it small answers may wait for the caller's acknowledgement; it is only a matter of speed.
        let _ = stream.set_nodelay(true);
        let shared = Arc::clone(&shared);
        let service = service_fn(move |request| handle(Arc::clone(&shared), request));
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .serve_connection(TokioIo::new(stream), service);
        let connection = graceful.watch(connection);
        // What goes wrong with a connection, its caller sees.
        connections.spawn(async move { drop(connection.await) });
    }
    drop(listener);
    graceful.shutdown().await;
}

/// The next connection; `None` when it is time to stop.
async fn accept(listener: &TcpListener, stop: &mut watch::Receiver<bool>) -> Option<TcpStream> {
    let mut stopped = std::pin::pin!(stop.wait_for(|stop| *stop));
    loop {
        let next = std::future::poll_fn(|context| {
            use std::task::Poll;
            // An error means that the emulator itself is gone.
            if stopped.as_mut().poll(context).is_ready() {
                return Poll::Ready(None);
            }
            listener.poll_accept(context).map(Some)
        });
        match next.await? {
            Ok((stream, _)) => return Some(stream),
            Err(_) => tokio::time::sleep(ACCEPT_PAUSE).await,
        }
    }
}

async fn handle(
    shared: Arc<Shared>,
    request: Request<Receiving>,
) -> Result<Response<Body>, Dropped> {
    let (parts, body) = request.into_parts();
    let origin = cors::permitted(&parts.headers);
    if cors::asks(&parts.method, &parts.headers) {
        // The browser's question, not a command: neither answered as one nor logged.
        return Ok(cors::permission(origin));
    }
    let body = collect(Body::new(body), shared.service.options.max_body_bytes).await;
    let query = query::parse(parts.uri.query().unwrap_or_default());
    let incoming = Incoming {
        method: parts.method.as_str(),
        path: parts.uri.path(),
        query: query.as_deref().map_err(|wrong| *wrong),
        body: body.as_deref(),
    };
    let fault = match fault(&shared, &parts.headers, &incoming) {
        Ok(fault) => fault,
        Err(message) => return Ok(plain(StatusCode::BAD_REQUEST, message)),
    };
    let log = |reply: Option<&Reply>, answer: &[u8], fault: Option<Fault>| {
        if !lock(&shared.requests).keeps() {
            return;
        }
        let logged = LoggedRequest::new(Entry {
            at: shared.service.clock.now_millis(),
            method: parts.method.as_str().to_owned(),
            path: parts.uri.path().to_owned(),
            query: query.as_deref().unwrap_or_default().to_vec(),
            headers: readable(&parts.headers),
            body: body.as_deref().unwrap_or_default().to_vec(),
            code: reply.map_or(0, |reply| reply.code),
            finding: reply.and_then(|reply| reply.finding.clone()),
            answer: answer[..answer.len().min(KEPT_OF_ANSWER)].into(),
            answer_length: answer.len(),
            fault,
        });
        lock(&shared.requests).push(logged);
        shared.service.changed.send_replace(());
    };
    let mut response = match fault {
        None => {
            let reply = shared.service.answer(&incoming);
            log(Some(&reply), &reply.body, None);
            json(reply.body)
        }
        Some(fault) => struck(&shared, &incoming, fault, log).await?,
    };
    cors::grant(origin, &mut response);
    Ok(response)
}

/// The fault of a request: the one it asks for, else the one that befalls it.
fn fault(
    shared: &Shared,
    headers: &HeaderMap,
    incoming: &Incoming<'_>,
) -> Result<Option<Fault>, String> {
    if let Some(asked) = headers.get(HEADER) {
        let text = asked.to_str().unwrap_or_default();
        return Fault::from_json(text)
            .map(Some)
            .map_err(|error| error.to_string());
    }
    let query = incoming.query.unwrap_or_default();
    let asked = Asked {
        command: incoming.path.rsplit('/').next().unwrap_or_default(),
        identifier: query::get(query, "identifier"),
        body: incoming.body.unwrap_or_default(),
    };
    Ok(lock(&shared.faults).befalls(&asked))
}

/// Answers with a fault, or not at all.
async fn struck(
    shared: &Shared,
    incoming: &Incoming<'_>,
    fault: Fault,
    log: impl Fn(Option<&Reply>, &[u8], Option<Fault>),
) -> Result<Response<Body>, Dropped> {
    // A fault that strikes first is late before the command runs.
    let first = fault.when == When::Before;
    if first {
        pause(fault.delay).await;
    }
    let reply = (!fault.prevents()).then(|| shared.service.answer(incoming));
    let mut reply = match fault.strike {
        Some(Strike::Code(code)) => Some(shared.service.failing(code)),
        _ => reply,
    };
    let body = reply
        .as_mut()
        .map_or_else(Vec::new, |reply| std::mem::take(&mut reply.body));
    let body = match &fault.strike {
        Some(Strike::Connection(_)) => Vec::new(),
        Some(strike) => spoilt(body, strike),
        None => body,
    };
    log(reply.as_ref(), &body, Some(fault.clone()));
    if !first {
        pause(fault.delay).await;
    }
    match &fault.strike {
        Some(Strike::Connection(Connection::Drop)) => Err(Dropped),
        Some(Strike::Connection(Connection::Stall)) => {
            let never: Infallible = std::future::pending().await;
            match never {}
        }
        Some(Strike::Http(status)) => {
            let status = StatusCode::from_u16(*status).unwrap_or(StatusCode::BAD_GATEWAY);
            let mut page = Response::new(Body::from(body));
            *page.status_mut() = status;
            page.headers_mut()
                .insert(CONTENT_TYPE, HeaderValue::from_static("text/html"));
            Ok(page)
        }
        _ => Ok(json(body)),
    }
}

async fn pause(span: Duration) {
    if !span.is_zero() {
        tokio::time::sleep(span).await;
    }
}

fn json(body: Vec<u8>) -> Response<Body> {
    let mut response = Response::new(Body::from(body));
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

fn plain(status: StatusCode, text: String) -> Response<Body> {
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
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
