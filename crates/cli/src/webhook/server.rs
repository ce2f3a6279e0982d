//! The port that webhooks come to.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::{BodyExt as _, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use jiff::Timestamp;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, oneshot};
use tokio::task::JoinHandle;

use super::came::{Came, Outcome};
use super::desk::Desk;
use crate::exit::Failure;

/// Longest body, as the SDK has it; real webhooks have a few kilobytes.
pub const BODY_LIMIT: usize = 1024 * 1024;
/// Longest head of a request.
const HEAD_LIMIT: usize = 64 * 1_024;
/// Most connections at once; more wait until one is free.
const CONNECTIONS: usize = 256;
/// Longest wait for a head or a body.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long answers under way have at the end.
const FAREWELL: Duration = Duration::from_secs(2);
/// How long nobody is let in after a connection could not be accepted, such as for want of files.
const ACCEPT_PAUSE: Duration = Duration::from_millis(200);

/// The port, served.
pub struct Server {
    pub address: SocketAddr,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<()>,
}

impl Server {
    pub async fn start(listen: SocketAddr, desk: Arc<Desk>) -> Result<Self, Failure> {
        let wrong = |error: std::io::Error| {
            Failure::local(format!(
                "--listen {listen}: {error}; port 0 takes a free one"
            ))
        };
        let listener = TcpListener::bind(listen).await.map_err(wrong)?;
        let address = listener.local_addr().map_err(wrong)?;
        let (stop, stopped) = oneshot::channel();
        Ok(Self {
            address,
            stop,
            serving: tokio::spawn(serve(listener, desk, stopped)),
        })
    }

    /// Lets nobody in any more, and ends when everybody inside has an answer.
    pub async fn stop(self) {
        let _ = self.stop.send(());
        let _ = self.serving.await;
    }
}

async fn serve(listener: TcpListener, desk: Arc<Desk>, mut stopped: oneshot::Receiver<()>) {
    let graceful = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let next = async {
            // Never closed.
            let place = Arc::clone(&places).acquire_owned().await.ok();
            (place, listener.accept().await)
        };
        let (place, stream) = tokio::select! {
            next = next => next,
            _ = &mut stopped => break,
        };
        let Ok((stream, _)) = stream else {
            tokio::time::sleep(ACCEPT_PAUSE).await;
            continue;
        };
        let _ = stream.set_nodelay(true);
        let desk = Arc::clone(&desk);
        let service = service_fn(move |request| {
            let desk = Arc::clone(&desk);
            async move { Ok::<_, Infallible>(handle(&desk, request).await.map(Full::new)) }
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(PATIENCE)
            .max_buf_size(HEAD_LIMIT)
            .serve_connection(TokioIo::new(stream), service);
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            let _ = connection.await;
            drop(place);
        });
    }
    drop(listener);
    let _ = tokio::time::timeout(FAREWELL, graceful.shutdown()).await;
}

async fn handle(desk: &Desk, request: Request<Incoming>) -> Response<Bytes> {
    let at = Timestamp::now().as_millisecond();
    let (parts, body) = request.into_parts();
    let body = match tokio::time::timeout(PATIENCE, read(body)).await {
        Ok(Ok(body)) => body,
        Ok(Err(error)) => {
            let why = format!("the body did not arrive: {error}");
            return desk.missed(&why, failed(StatusCode::BAD_REQUEST, "no whole body"));
        }
        Err(_) => {
            let why = format!("the body did not arrive within {PATIENCE:?}");
            return desk.missed(&why, failed(StatusCode::REQUEST_TIMEOUT, "no whole body"));
        }
    };
    desk.take(Came {
        number: 0,
        at,
        method: parts.method.to_string(),
        path: parts.uri.path().to_owned(),
        query: parts.uri.query().unwrap_or_default().to_owned(),
        headers: parts.headers,
        body,
        outcome: Outcome::default(),
    })
}

/// The body; of one that is too long only so much that this can be seen.
async fn read(mut body: Incoming) -> Result<Bytes, hyper::Error> {
    let mut whole = Vec::new();
    while whole.len() <= BODY_LIMIT
        && let Some(frame) = body.frame().await
    {
        if let Ok(data) = frame?.into_data() {
            let room = BODY_LIMIT + 1 - whole.len();
            whole.extend_from_slice(&data[..data.len().min(room)]);
        }
    }
    Ok(whole.into())
}

/// An answer in the form of webhooks that says no.
pub fn failed(status: StatusCode, why: &'static str) -> Response<Bytes> {
    let body = serde_json::json!({"ActionStatus": "FAIL", "ErrorCode": 1, "ErrorInfo": why});
    let mut response = Response::new(Bytes::from(body.to_string()));
    *response.status_mut() = status;
    let json = HeaderValue::from_static("application/json");
    response.headers_mut().insert(CONTENT_TYPE, json);
    response
}
