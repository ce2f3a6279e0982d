//! Servers in processes of their own, and load on them over connections that each wait for their answer.

// Each benchmark uses what it needs.
#![allow(dead_code)]

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use axum::Router;
use axum::routing::post;
use call_engine_emulator::{SAMPLE_SDK_APP_ID, SAMPLE_SECRET_KEY};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream, ToSocketAddrs};
use tokio::runtime::Runtime;
use usersig::SecretKey;

pub const CONNECTIONS: usize = 32;
/// How long a turn lasts.
const TURN: Duration = Duration::from_millis(400);
/// Longest wait for a server's first answer.
const PATIENCE: Duration = Duration::from_secs(60);

pub const START: &str = r#"{"Robot_Account":"robot","CalleeList_Account":["jack"],"Timeout":10000,"CallInfo":{"MediaType":"Video","RoomId":"lobby","RoomIdType":2}}"#;

/// What each connection does again and again.
#[derive(Clone)]
pub enum Work {
    /// Sends this request.
    Same(Arc<[u8]>),
    /// Starts a call, looks at it and ends it.
    Cycle(Arc<Vec<String>>),
}

/// What a turn of load showed.
pub struct Load {
    /// Requests or cycles a second.
    pub per_second: f64,
    /// How long some of the answers took, in microseconds.
    pub waits: Vec<f64>,
    /// Processor time of the server for one request or cycle, in microseconds; 0 where the system does not tell.
    pub processor: f64,
}

/// A server in another process.
pub struct Server {
    child: Child,
    pub address: String,
    /// From its start to its first answer.
    pub start_up: Duration,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What both the load and the servers of this program run on.
pub fn runtime() -> Runtime {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    runtime.expect("a runtime")
}

/// This program, with other arguments.
pub fn itself(words: &[&str]) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command.args(words);
    command
}

impl Server {
    /// A server whose first line says where it listens.
    pub fn start(mut command: Command) -> Self {
        let began = Instant::now();
        let mut child = command.stdout(Stdio::piped()).spawn().expect("it starts");
        let mut address = String::new();
        BufReader::new(child.stdout.take().expect("a pipe"))
            .read_line(&mut address)
            .expect("it says where it listens");
        Self {
            child,
            address: address.trim().to_owned(),
            start_up: began.elapsed(),
        }
    }

    /// A server that was told to listen at a port, once it has answered a request.
    pub async fn start_at(port: u16, mut command: Command, request: &[u8]) -> Self {
        let began = Instant::now();
        let child = command
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("{command:?}: {error}"));
        let mut server = Self {
            child,
            address: format!("127.0.0.1:{port}"),
            start_up: Duration::ZERO,
        };
        while TcpStream::connect(&server.address).await.is_err() {
            assert!(began.elapsed() < PATIENCE, "{command:?} does not listen");
            // Nothing tells when a port is listened at.
            tokio::time::sleep(Duration::from_micros(500)).await;
        }
        server.answer(request).await;
        server.start_up = began.elapsed();
        server
    }

    /// A figure of `/proc/PID/status` in KiB, such as `VmRSS`; 0 where the system does not tell.
    pub fn memory(&self, name: &str) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()));
        let status = status.unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        line.and_then(|line| line.split_whitespace().next()?.parse().ok())
            .unwrap_or(0.0)
    }

    /// Processor time so far, in microseconds.
    pub fn processor(&self) -> f64 {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id()));
        let stat = stat.unwrap_or_default();
        // The name in parentheses may hold blanks; user and system time are the 14th and 15th field, in hundredths of a second.
        let fields = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
        let ticks = fields.split_whitespace().skip(11).take(2);
        let ticks: f64 = ticks.filter_map(|field| field.parse::<f64>().ok()).sum();
        ticks * 10_000.0
    }

    pub async fn connect(&self) -> TcpStream {
        connect(&self.address).await
    }

    pub async fn answer(&self, request: &[u8]) -> Vec<u8> {
        let mut stream = self.connect().await;
        exchange(&mut stream, request, &mut Vec::new()).await
    }

    /// Works over all connections for the time of a turn.
    pub async fn load(&self, work: &Work) -> Load {
        let processor = self.processor();
        let began = Instant::now();
        let mut senders = Vec::new();
        for number in 0..CONNECTIONS {
            let (mut stream, work) = (self.connect().await, work.clone());
            senders.push(tokio::spawn(async move {
                let (mut count, mut waits, mut buffer) = (0_u32, Vec::new(), Vec::new());
                while began.elapsed() < TURN {
                    let sent = Instant::now();
                    let requests = match &work {
                        Work::Same(request) => {
                            exchange(&mut stream, request, &mut buffer).await;
                            1.0
                        }
                        Work::Cycle(heads) => {
                            cycle(&mut stream, heads, number, &mut buffer).await;
                            3.0
                        }
                    };
                    if count.is_multiple_of(16) {
                        waits.push(sent.elapsed().as_secs_f64() * 1e6 / requests);
                    }
                    count += 1;
                }
                (count, waits)
            }));
        }
        let (mut total, mut all) = (0, Vec::new());
        for sender in senders {
            let (count, waits) = sender.await.expect("every request is answered");
            total += count;
            all.extend(waits);
        }
        let total = f64::from(total);
        Load {
            per_second: total / began.elapsed().as_secs_f64(),
            waits: all,
            processor: (self.processor() - processor) / total,
        }
    }
}

pub async fn connect(address: impl ToSocketAddrs) -> TcpStream {
    let stream = TcpStream::connect(address).await.expect("a connection");
    stream.set_nodelay(true).expect("an option");
    stream
}

/// Starts a call, looks at it and ends it; each connection calls somebody else, since who is in a call is busy.
async fn cycle(stream: &mut TcpStream, heads: &[String], number: usize, buffer: &mut Vec<u8>) {
    let callee = START.replace("jack", &format!("jack-{number}"));
    let started = exchange(stream, with_body(&heads[0], &callee).as_bytes(), buffer).await;
    let id = format!(r#"{{"CallId":"{}"}}"#, call_id(&started));
    for head in &heads[1..] {
        exchange(stream, with_body(head, &id).as_bytes(), buffer).await;
    }
}

/// The `CallId` of an answer, or that of no call: a mock may not give one.
pub fn call_id(answer: &[u8]) -> String {
    let text = String::from_utf8_lossy(answer);
    let id = text.split_once("\"CallId\":\"").map(|(_, rest)| rest);
    let id = id.and_then(|rest| rest.split_once('"')).map(|(id, _)| id);
    id.unwrap_or("none").to_owned()
}

/// Sends a request and reads the body of its answer.
pub async fn exchange(stream: &mut TcpStream, request: &[u8], buffer: &mut Vec<u8>) -> Vec<u8> {
    stream.write_all(request).await.expect("it is sent");
    buffer.clear();
    loop {
        assert!(
            stream.read_buf(buffer).await.expect("an answer") > 0,
            "it hangs up"
        );
        let Some(head) = buffer.windows(4).position(|four| four == b"\r\n\r\n") else {
            continue;
        };
        let text = std::str::from_utf8(&buffer[..head])
            .expect("ASCII")
            .to_ascii_lowercase();
        assert!(text.starts_with("http/1.1 200"), "{text}");
        let length = text.split_once("content-length: ").expect("a length").1;
        let length: usize = length
            .split("\r\n")
            .next()
            .unwrap_or_default()
            .parse()
            .expect("a number");
        if buffer.len() >= head + 4 + length {
            return buffer[head + 4..].to_vec();
        }
    }
}

/// The path of a command.
pub fn path(command: &str) -> String {
    format!("/v4/call_engine_http_srv/{command}")
}

/// A request of a command up to the length of its body.
pub fn head(command: &str) -> String {
    head_at(&path(command))
}

/// A request to a path up to the length of its body.
pub fn head_at(path: &str) -> String {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .expect("a time after 1970");
    let key = SecretKey::new(SAMPLE_SECRET_KEY).expect("a key");
    let life = Duration::from_secs(86_400);
    let ticket = key.mint(SAMPLE_SDK_APP_ID, "administrator", now.as_secs(), life);
    let ticket = ticket.expect("a ticket");
    let ticket = ticket.expose();
    format!(
        "POST {path}?sdkappid={SAMPLE_SDK_APP_ID}&identifier=administrator&usersig={ticket}&random=99999999&contenttype=json HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: "
    )
}

pub fn with_body(head: &str, body: &str) -> String {
    format!("{head}{}\r\n\r\n{body}", body.len())
}

pub fn request(command: &str, body: &str) -> Vec<u8> {
    with_body(&head(command), body).into_bytes()
}

/// An axum handler that reads the body, as whoever answers it must, and answers so many bytes: `start_call_by_robot=250 …`.
pub async fn serve_bare(answers: &[String]) {
    let mut routes = Router::new();
    for answer in answers {
        let (command, length) = answer.split_once('=').expect("a command and a length");
        let text: &'static str = Box::leak("x".repeat(length.parse().expect("a length")).into());
        let handler = post(move |_: axum::body::Bytes| async move { text });
        routes = routes.route(&path(command), handler);
    }
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    println!("{}", listener.local_addr().expect("an address"));
    axum::serve(listener, routes).await.expect("it serves");
}

pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// The value below which so many percent of the sorted ones are.
pub fn at(sorted: &[f64], percent: usize) -> f64 {
    sorted[sorted.len() * percent / 100]
}
