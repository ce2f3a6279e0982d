//! The HTTP edge: a socket around the service.

use std::convert::Infallible;
use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::{Duration, UNIX_EPOCH};

use axum::body::Bytes;
use axum::http::header::{CONTENT_TYPE, DATE};
use axum::http::{HeaderMap, HeaderValue, Request, Response, StatusCode};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming as Receiving;
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::clock::Clock;
use crate::connection::{self, Door, MOST_REFUSED};
use crate::cors;
use crate::fault::{Asked, Connection, Fault, HEADER, Strike, When, spoilt};
use crate::gateway::{Incoming, query};
use crate::request_log::{Entry, LoggedRequest};
use crate::ring::Ring;
use crate::service::{Reply, Service, lock};

/// How long nobody is let in after a connection could not be accepted, such as for want of files.
const ACCEPT_PAUSE: Duration = Duration::from_millis(200);

/// What every request sees.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) service: Service,
    pub(crate) requests: Mutex<Ring<LoggedRequest>>,
}

impl Shared {
    /// Forgets the requests that came.
    pub(crate) fn clear_requests(&self) {
        lock(&self.requests).clear();
        self.service.changed.send_replace(());
    }

    /// Begins anew, its log of requests included.
    pub(crate) fn reset(&self) {
        lock(&self.requests).clear();
        self.service.reset();
    }
}

/// The connection ends without an answer.
#[derive(Debug)]
pub(crate) struct Dropped;

impl fmt::Display for Dropped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a fault drops the connection")
    }
}

impl std::error::Error for Dropped {}

/// Serves until `stop` turns true or its sender is gone, and then until the requests under way are answered.
pub(crate) async fn serve(
    listener: TcpListener,
    door: Door,
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
        let door = door.clone();
        let most = shared.service.options.max_connections;
        if connections.len() < most {
            let (shared, watcher) = (Arc::clone(&shared), graceful.watcher());
            let connection = connection::serve(stream, door, shared, watcher, stop.clone());
            connections.spawn(connection);
        } else if connections.len() < most.saturating_add(MOST_REFUSED) {
            connections.spawn(connection::refuse(stream, door));
        }
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

/// Answers one request.
pub(crate) async fn handle(
    shared: Arc<Shared>,
    request: Request<Receiving>,
) -> Result<Response<Full<Bytes>>, Dropped> {
    let (parts, body) = request.into_parts();
    let origin = cors::permitted(&parts.headers);
    if cors::asks(&parts.method, &parts.headers) {
        // The browser's question, not a command: neither answered as one nor logged.
        return Ok(cors::permission(origin));
    }
    let options = &shared.service.options;
    let body = collect(body, options.max_body_bytes);
    let Ok(body) = tokio::time::timeout(options.receive_timeout, body).await else {
        let slow = "the body did not come in time (Options::receive_timeout)";
        return Ok(plain(StatusCode::REQUEST_TIMEOUT, slow.to_owned()));
    };
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
        let now = shared.service.clock.now_millis();
        let mut entry = Entry::new(now, &parts, body.as_deref().unwrap_or_default());
        entry.code = reply.map_or(0, |reply| reply.code);
        entry.finding = reply.and_then(|reply| reply.finding.clone());
        entry.answered(answer);
        entry.fault = fault;
        let logged = LoggedRequest::new(entry);
        lock(&shared.requests).push(logged);
        shared.service.changed.send_replace(());
    };
    let mut response = match fault {
        None => {
            let reply = shared.service.answer(&incoming);
            let reply = shared.service.durable(reply).await;
            log(Some(&reply), &reply.body, None);
            json(reply.body)
        }
        Some(fault) => struck(&shared, &incoming, fault, log).await?,
    };
    cors::grant(origin, &mut response);
    date(&shared.service.clock, &mut response);
    Ok(response)
}

/// Dates an answer by the emulator's clock. By the machine's, hyper does it.
fn date(clock: &Clock, response: &mut Response<Full<Bytes>>) {
    /// The first second of the year 10000, which the form has no room for.
    const BEYOND: u64 = 253_402_300_800;
    let seconds = clock.now_millis() / 1_000;
    if clock.is_the_machines() || seconds >= BEYOND {
        return;
    }
    let date = httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_secs(seconds));
    if let Ok(date) = HeaderValue::from_str(&date) {
        response.headers_mut().insert(DATE, date);
    }
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
        now: shared.service.clock.now_millis(),
    };
    Ok(shared.service.befalls(&asked))
}

/// Answers with a fault, or not at all.
async fn struck(
    shared: &Shared,
    incoming: &Incoming<'_>,
    fault: Fault,
    log: impl Fn(Option<&Reply>, &[u8], Option<Fault>),
) -> Result<Response<Full<Bytes>>, Dropped> {
    // A fault that strikes first is late before the command runs.
    let first = fault.when == When::Before;
    if first {
        pause(fault.delay).await;
    }
    let reply = if fault.prevents() {
        None
    } else {
        let reply = shared.service.answer(incoming);
        Some(shared.service.durable(reply).await)
    };
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
            let mut page = Response::new(Full::from(body));
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

fn json(body: Vec<u8>) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::from(body));
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

fn plain(status: StatusCode, text: String) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::from(text));
    *response.status_mut() = status;
    response
}

/// The whole body, or `None` if it is longer than allowed.
///
/// A body that is somewhat too long is read to its end all the same: a caller who is still sending would see a broken
/// connection in place of the refusal.
async fn collect(mut body: Receiving, most: usize) -> Option<Bytes> {
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
