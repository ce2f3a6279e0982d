//! Requests a second of the emulator, beside a bare axum handler that answers as many bytes: `cargo bench -p
//! call-engine-emulator`.
//!
//! Each server is a process of its own. The load comes from this one, over 32 connections that each wait for their answer; both
//! servers take turns, and the ratio is the median over the rounds. A number as argument is the number of rounds.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use axum::Router;
use call_engine_emulator::{Emulator, Phone, SAMPLE_SDK_APP_ID, SAMPLE_SECRET_KEY};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use usersig::SecretKey;

const CONNECTIONS: usize = 32;
const ROUNDS: usize = 15;
/// How long a turn lasts.
const TURN: Duration = Duration::from_millis(400);

const START: &str = r#"{"Robot_Account":"robot","CalleeList_Account":["jack"],"Timeout":10000,"CallInfo":{"MediaType":"Video","RoomId":"lobby","RoomIdType":2}}"#;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    let runtime = runtime.expect("a runtime");
    match arguments.first().map(String::as_str) {
        Some("serve-emulator") => return runtime.block_on(serve_emulator()),
        Some("serve-bare") => return runtime.block_on(serve_bare(&arguments[1])),
        _ => {}
    }
    let rounds = arguments
        .iter()
        .find_map(|word| word.parse().ok())
        .unwrap_or(ROUNDS);
    let emulator = Server::start(&["serve-emulator"]);
    println!("command                emulator/s     bare/s   ratio      p50        p99");
    let id = runtime.block_on(emulator.call_id());
    let info = format!(r#"{{"CallId":"{id}"}}"#);
    for (command, body) in [
        ("get_call_info", info.as_str()),
        ("start_call_by_robot", START),
        ("end_call", info.as_str()),
    ] {
        let request: Arc<[u8]> = request(command, body).into_bytes().into();
        let length = runtime.block_on(emulator.answer(&request)).len();
        let bare = Server::start(&["serve-bare", &length.to_string()]);
        let mut ratios = Vec::new();
        let (mut ours, mut theirs, mut times) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..rounds {
            let (count, waits) = runtime.block_on(emulator.load(&request));
            let (bare_count, _) = runtime.block_on(bare.load(&request));
            ratios.push(count / bare_count);
            ours.push(count);
            theirs.push(bare_count);
            times.extend(waits);
        }
        times.sort_by(f64::total_cmp);
        let at = |part: usize| times[times.len() * part / 100];
        println!(
            "{command:<22} {:>10.0} {:>10.0}   {:>5.2}   {:>6.0} us   {:>6.0} us",
            median(ours),
            median(theirs),
            median(ratios),
            at(50),
            at(99)
        );
    }
}

/// A server in another process.
struct Server {
    child: Child,
    address: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    fn start(words: &[&str]) -> Self {
        let program = std::env::current_exe().expect("this program");
        let mut child = Command::new(program)
            .args(words)
            .stdout(Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut address = String::new();
        BufReader::new(child.stdout.take().expect("a pipe"))
            .read_line(&mut address)
            .expect("it says where it listens");
        Self {
            child,
            address: address.trim().to_owned(),
        }
    }

    async fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address)
            .await
            .expect("a connection");
        stream.set_nodelay(true).expect("an option");
        stream
    }

    async fn answer(&self, request: &[u8]) -> Vec<u8> {
        let mut stream = self.connect().await;
        exchange(&mut stream, request, &mut Vec::new()).await
    }

    async fn call_id(&self) -> String {
        let answer = self
            .answer(request("start_call_by_robot", START).as_bytes())
            .await;
        let answer: serde_json::Value = serde_json::from_slice(&answer).expect("JSON");
        answer["Response"]["CallId"]
            .as_str()
            .expect("a call")
            .to_owned()
    }

    /// Requests a second over all connections, and how long some of them took in microseconds.
    async fn load(&self, request: &Arc<[u8]>) -> (f64, Vec<f64>) {
        let began = Instant::now();
        let mut senders = Vec::new();
        for _ in 0..CONNECTIONS {
            let (mut stream, request) = (self.connect().await, Arc::clone(request));
            senders.push(tokio::spawn(async move {
                let (mut count, mut waits, mut buffer) = (0_u32, Vec::new(), Vec::new());
                while began.elapsed() < TURN {
                    let sent = Instant::now();
                    exchange(&mut stream, &request, &mut buffer).await;
                    if count.is_multiple_of(16) {
                        waits.push(sent.elapsed().as_secs_f64() * 1e6);
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
        (f64::from(total) / began.elapsed().as_secs_f64(), all)
    }
}

/// Sends a request and reads the body of its answer.
async fn exchange(stream: &mut TcpStream, request: &[u8], buffer: &mut Vec<u8>) -> Vec<u8> {
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

fn request(command: &str, body: &str) -> String {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .expect("a time after 1970");
    let key = SecretKey::new(SAMPLE_SECRET_KEY).expect("a key");
    let ticket = key
        .mint(
            SAMPLE_SDK_APP_ID,
            "administrator",
            now.as_secs(),
            Duration::from_secs(86_400),
        )
        .expect("a ticket");
    let (ticket, length) = (ticket.expose(), body.len());
    format!(
        "POST /v4/call_engine_http_srv/{command}?sdkappid={SAMPLE_SDK_APP_ID}&identifier=administrator&usersig={ticket}&random=99999999&contenttype=json HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
    )
}

async fn serve_emulator() {
    // A caller who is busy would end his call at once, and its IDs would be asked for in vain.
    let builder = Emulator::builder().default_phone(Phone::Ignore);
    let builder = builder.options(|options| options.callees_in_a_call_are_busy = false);
    let emulator = builder.start().await.expect("an emulator");
    println!("{}", emulator.addr());
    emulator.wait().await;
}

async fn serve_bare(length: &str) {
    let answer: &'static str = Box::leak("x".repeat(length.parse().expect("a length")).into());
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    println!("{}", listener.local_addr().expect("an address"));
    // It reads the body, as whoever answers it must.
    let routes = Router::new().fallback(move |_: axum::body::Bytes| async move { answer });
    axum::serve(listener, routes).await.expect("it serves");
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
