//! A receiver of webhooks that does as it is told.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// A webhook as it came.
#[derive(Debug, Clone)]
pub struct Received {
    /// Path and query.
    pub target: String,
    pub body: Value,
}

#[derive(Clone)]
pub struct Receiver {
    address: std::net::SocketAddr,
    inner: Arc<Inner>,
}

struct Inner {
    received: watch::Sender<Vec<Received>>,
    /// `None`: no answer at all.
    status: Mutex<Option<StatusCode>>,
}

impl Receiver {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let inner = Arc::new(Inner {
            received: watch::Sender::new(Vec::new()),
            status: Mutex::new(Some(StatusCode::OK)),
        });
        let router = Router::new().fallback(take).with_state(Arc::clone(&inner));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { address, inner }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub fn answers(&self, status: u16) {
        let status = StatusCode::from_u16(status).expect("a status");
        *self.inner.status.lock().unwrap() = Some(status);
    }

    pub fn stalls(&self) {
        *self.inner.status.lock().unwrap() = None;
    }

    pub fn received(&self) -> Vec<Received> {
        self.inner.received.borrow().clone()
    }

    /// The words of the events that came, in their order.
    pub fn commands(&self) -> Vec<String> {
        let word = |one: &Received| {
            let command = one.body["CallbackCommand"].as_str();
            command.expect("a command").replace("Call.Callback", "")
        };
        self.received().iter().map(word).collect()
    }

    /// Waits until so many have come.
    pub async fn wait_for(&self, count: usize) {
        let mut received = self.inner.received.subscribe();
        let come = received.wait_for(|received| received.len() >= count);
        let come = tokio::time::timeout(std::time::Duration::from_secs(30), come).await;
        come.expect("the webhooks come")
            .expect("the receiver lives");
    }
}

async fn take(
    State(inner): State<Arc<Inner>>,
    uri: Uri,
    body: Bytes,
) -> (StatusCode, &'static str) {
    inner.received.send_modify(|received| {
        received.push(Received {
            target: uri.to_string(),
            body: serde_json::from_slice(&body).expect("JSON"),
        });
    });
    let status = *inner.status.lock().unwrap();
    match status {
        Some(status) => (
            status,
            r#"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}"#,
        ),
        None => std::future::pending().await,
    }
}
