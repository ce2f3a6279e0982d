//! Who receives the webhooks of a run.

use std::collections::HashMap;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::http::{Method, Uri};
use axum::response::IntoResponse;
use serde_json::Value;
use tokio::net::TcpListener;

use crate::emulator::{Emulator, Task};
use crate::service::lock;

/// A webhook as it came.
#[derive(Debug, Clone)]
pub(super) struct Received {
    pub(super) method: String,
    /// Path and query.
    pub(super) target: String,
    pub(super) body: Vec<u8>,
}

impl Received {
    pub(super) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// The call it tells of.
    fn call_id(&self) -> Option<String> {
        let body = self.json();
        let places = ["/CallId", "/CallInfo/CallId", "/CallRecord/CallId"];
        let mut found = places.iter().filter_map(|place| body.pointer(place));
        found.find_map(|id| id.as_str().map(str::to_owned))
    }
}

type Inbox = Arc<Mutex<Vec<Received>>>;

/// Takes every webhook and answers it as the vendor wants.
#[derive(Debug)]
pub(super) struct Receiver {
    address: SocketAddr,
    inbox: Inbox,
    _serving: Task,
}

impl Receiver {
    pub(super) async fn start() -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let inbox = Inbox::default();
        let router = Router::new().fallback(take).with_state(Arc::clone(&inbox));
        let serving = tokio::spawn(async move { drop(axum::serve(listener, router).await) });
        Ok(Self {
            address,
            inbox,
            _serving: Task(serving.abort_handle()),
        })
    }

    pub(super) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What came since this was asked the last time, in an order that repeats.
    ///
    /// The webhooks of one call are sent one after the other, so they come in their order; those of different calls are under way
    /// at the same time. So calls stand in the order of their first delivery, which the engine decides, and not the network.
    pub(super) fn take(&self, emulator: &Emulator) -> Vec<Received> {
        let mut came = std::mem::take(&mut *lock(&self.inbox));
        let mut first = HashMap::new();
        for delivery in emulator.deliveries() {
            let call = delivery.call_id.to_string();
            first.entry(call).or_insert(delivery.number);
        }
        let place = |one: &Received| one.call_id().and_then(|id| first.get(&id).copied());
        // Stable: within a call they stay as they came.
        came.sort_by_cached_key(place);
        came
    }
}

async fn take(
    State(inbox): State<Inbox>,
    method: Method,
    uri: Uri,
    body: Bytes,
) -> impl IntoResponse {
    lock(&inbox).push(Received {
        method: method.to_string(),
        target: uri.to_string(),
        body: body.to_vec(),
    });
    let answer = r#"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}"#;
    ([(CONTENT_TYPE, "application/json")], answer)
}
