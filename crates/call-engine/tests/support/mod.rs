//! A scripted HTTP server on loopback, and what every test starts from.

#![allow(dead_code, reason = "each test binary uses its own part")]

pub mod examples;
pub mod secure;

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use call_engine::types::{MediaType, StartCallByRobotRequest, StartCallInfo};
use call_engine::{Backoff, Client, ClientBuilder, RetryPolicy};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// A secret key of no application.
pub const KEY: &str = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e";
/// The application all tests speak for.
pub const APP: u32 = 1_400_000_000;

/// What the server does after it has read a request.
#[derive(Clone, Debug)]
pub enum Act {
    /// Writes the bytes and keeps the connection.
    Answer(Vec<u8>),
    /// Writes the bytes and closes the connection.
    Cut(Vec<u8>),
    /// Writes the bytes and then nothing more, with the connection open.
    Stall(Vec<u8>),
    /// Resets the connection.
    Reset,
}

/// An answer of the service: HTTP 200 with JSON.
pub fn json(body: impl AsRef<str>) -> Act {
    answer("200 OK", "application/json", body.as_ref())
}

/// Any answer with a length.
pub fn answer(status: &str, content_type: &str, body: &str) -> Act {
    Act::Answer(http(status, &[("content-type", content_type)], body))
}

/// The bytes of an answer with a length.
pub fn http(status: &str, headers: &[(&str, &str)], body: &str) -> Vec<u8> {
    let mut head = format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\n", body.len());
    for (name, value) in headers {
        head.push_str(name);
        head.push_str(": ");
        head.push_str(value);
        head.push_str("\r\n");
    }
    head.push_str("\r\n");
    head.push_str(body);
    head.into_bytes()
}

/// A request as it was on the wire.
#[derive(Clone, Debug)]
pub struct Request {
    pub method: String,
    pub path: String,
    /// The query, still encoded.
    pub query: String,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Request {
    /// A header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The names of the query in their order.
    pub fn parameters(&self) -> Vec<&str> {
        let pairs = self.query.split('&');
        pairs
            .map(|pair| pair.split_once('=').map_or(pair, |(name, _)| name))
            .collect()
    }

    /// A value of the query, still encoded.
    pub fn encoded(&self, name: &str) -> &str {
        let pairs = self
            .query
            .split('&')
            .filter_map(|pair| pair.split_once('='));
        let mut values = pairs.filter(|(known, _)| *known == name);
        let (_, value) = values
            .next()
            .unwrap_or_else(|| panic!("no {name} in {}", self.query));
        assert!(values.next().is_none(), "{name} twice in {}", self.query);
        value
    }

    /// A value of the query, decoded.
    pub fn parameter(&self, name: &str) -> String {
        percent_decode(self.encoded(name))
    }

    /// The body as text.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("UTF-8")
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("JSON")
    }
}

fn percent_decode(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [
                rest.next().expect("two digits"),
                rest.next().expect("two digits"),
            ];
            let digits = std::str::from_utf8(&digits).expect("two digits");
            bytes.push(u8::from_str_radix(digits, 16).expect("two digits"));
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).expect("UTF-8")
}

/// What a server does with a request.
type Rest = Box<dyn Fn(&Request) -> Act + Send + Sync>;

/// A server on loopback that follows a script and remembers what it was sent.
pub struct Server {
    address: SocketAddr,
    state: Arc<State>,
    task: JoinHandle<()>,
}

struct State {
    script: Mutex<VecDeque<Act>>,
    /// What to do when the script has ended.
    rest: Rest,
    requests: Mutex<Vec<Request>>,
    /// How many requests were read whole.
    count: watch::Sender<usize>,
    /// Who connected, in the order of connecting.
    peers: watch::Sender<Vec<SocketAddr>>,
    /// How many of them were our own, to see whether others came before.
    sentinels: Mutex<usize>,
}

impl Server {
    /// A server that takes one act for each request.
    pub async fn script(acts: impl IntoIterator<Item = Act>) -> Self {
        let rest = answer(
            "500 Unscripted",
            "text/plain",
            "nothing is scripted for this",
        );
        Self::start(acts.into_iter().collect(), Box::new(move |_| rest.clone())).await
    }

    /// A server that looks at each request.
    pub async fn by(act: impl Fn(&Request) -> Act + Send + Sync + 'static) -> Self {
        Self::start(VecDeque::new(), Box::new(act)).await
    }

    /// A server that does the same for each request.
    pub async fn always(act: Act) -> Self {
        Self::by(move |_| act.clone()).await
    }

    async fn start(script: VecDeque<Act>, rest: Rest) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("loopback");
        let address = listener.local_addr().expect("an address");
        let state = Arc::new(State {
            script: Mutex::new(script),
            rest,
            requests: Mutex::new(Vec::new()),
            count: watch::Sender::new(0),
            peers: watch::Sender::new(Vec::new()),
            sentinels: Mutex::new(0),
        });
        let shared = Arc::clone(&state);
        let task = tokio::spawn(async move {
            let mut connections = tokio::task::JoinSet::new();
            while let Ok((stream, peer)) = listener.accept().await {
                connections.spawn(serve(stream, Arc::clone(&shared)));
                shared.peers.send_modify(|peers| peers.push(peer));
            }
        });
        Self {
            address,
            state,
            task,
        }
    }

    /// `http://127.0.0.1:…`
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The requests that were read whole.
    pub fn requests(&self) -> Vec<Request> {
        lock(&self.state.requests).clone()
    }

    /// Waits until so many requests were read whole.
    pub async fn until_requests(&self, number: usize) {
        let mut count = self.state.count.subscribe();
        let reached = count.wait_for(|count| *count >= number).await;
        reached.expect("the server runs");
    }

    /// The requests that were read whole since the last time.
    pub fn take(&self) -> Vec<Request> {
        std::mem::take(&mut *lock(&self.state.requests))
    }

    /// The only request.
    pub fn request(&self) -> Request {
        let mut requests = self.requests();
        assert_eq!(requests.len(), 1, "one request, not {requests:?}");
        requests.swap_remove(0)
    }

    /// How many connections came until now. Connections are accepted in their order, so one of our own that was
    /// accepted proves that none is still waiting.
    pub async fn connections(&self) -> usize {
        let own = TcpStream::connect(self.address).await.expect("loopback");
        let me = own.local_addr().expect("an address");
        *lock(&self.state.sentinels) += 1;
        let mut peers = self.state.peers.subscribe();
        let peers = peers.wait_for(|peers| peers.contains(&me)).await;
        peers.expect("the server runs").len() - *lock(&self.state.sentinels)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(mut stream: TcpStream, state: Arc<State>) {
    while let Some(request) = read(&mut stream).await {
        lock(&state.requests).push(request.clone());
        state.count.send_modify(|count| *count += 1);
        let act = lock(&state.script).pop_front();
        match act.unwrap_or_else(|| (state.rest)(&request)) {
            Act::Answer(bytes) => {
                if stream.write_all(&bytes).await.is_err() {
                    return;
                }
            }
            Act::Cut(bytes) => {
                let _ = stream.write_all(&bytes).await;
                return;
            }
            Act::Stall(bytes) => {
                let _ = stream.write_all(&bytes).await;
                // Until the other side has had enough.
                let _ = stream.read(&mut [0]).await;
                return;
            }
            Act::Reset => {
                stream.set_zero_linger().expect("a socket");
                return;
            }
        }
    }
}

/// Reads one request; `None` when the connection ends first.
pub async fn read(stream: &mut (impl AsyncReadExt + Unpin)) -> Option<Request> {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break end;
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    };
    let head = String::from_utf8(bytes[..end].to_vec()).expect("a head in ASCII");
    let mut body = bytes.split_off(end + 4);
    let mut lines = head.split("\r\n");
    let mut first = lines.next().expect("a request line").split(' ');
    let method = first.next().expect("a method").to_owned();
    let target = first.next().expect("a target");
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let headers: Vec<(String, String)> = lines
        .map(|line| line.split_once(':').expect("a header"))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    let length = headers.iter().find(|(name, _)| name == "content-length");
    let length: usize = length.map_or(0, |(_, value)| value.parse().expect("a length"));
    while body.len() < length {
        if stream.read_buf(&mut body).await.ok()? == 0 {
            return None;
        }
    }
    assert_eq!(body.len(), length, "no bytes after the body");
    Some(Request {
        method,
        path: path.to_owned(),
        query: query.to_owned(),
        headers,
        body,
    })
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A client's set-up for the server.
pub fn builder(server: &Server) -> ClientBuilder {
    builder_at(&server.url())
}

/// A client's set-up for an address.
pub fn builder_at(url: &str) -> ClientBuilder {
    Client::builder()
        .base_url(url)
        .sdk_app_id(APP)
        .secret_key(KEY)
}

/// As many attempts as by default, without pauses.
pub fn at_once() -> RetryPolicy {
    RetryPolicy::default().backoff(Backoff::none())
}

/// A client for the server that does not pause between attempts.
pub fn quick(server: &Server) -> Client {
    builder(server).retry(at_once()).build().expect("a client")
}

/// A client for the server.
pub fn client(server: &Server) -> Client {
    builder(server).build().expect("a client")
}

/// A client for the server that sends each request once, so that its own waiting is seen alone.
pub fn once(server: &Server) -> Client {
    let never = builder(server).retry(RetryPolicy::never());
    never.build().expect("a client")
}

/// A request that rings one user.
pub fn ring() -> StartCallByRobotRequest {
    let info = StartCallInfo::new(MediaType::Audio);
    StartCallByRobotRequest::new("robot", ["jack"], Duration::from_secs(30), info)
}

/// An address where nobody listens, for as long as the value lives.
pub struct Nobody {
    _socket: tokio::net::TcpSocket,
    address: SocketAddr,
}

impl Nobody {
    /// Takes a port and does not listen on it.
    pub fn new() -> Self {
        let socket = tokio::net::TcpSocket::new_v4().expect("a socket");
        let any = "127.0.0.1:0".parse().expect("an address");
        socket.bind(any).expect("a port");
        let address = socket.local_addr().expect("an address");
        Self {
            _socket: socket,
            address,
        }
    }

    /// `http://127.0.0.1:…`
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}
