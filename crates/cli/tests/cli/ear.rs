//! `webhook listen` of the binary, and a receiver of the test that keeps every byte.

use std::io::{BufRead as _, BufReader, Read, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use serde_json::Value;

/// Longest wait for something that happens.
const PATIENCE: Duration = Duration::from_secs(60);

/// `webhook listen`, ended when dropped.
pub struct Listening {
    child: Child,
    lines: mpsc::Receiver<String>,
    talk: mpsc::Receiver<String>,
    said: Vec<String>,
    pub url: String,
    /// Everything it has printed so far.
    pub printed: String,
}

impl Listening {
    /// Starts it on a free port, with NDJSON; `command` has the rest of the words.
    pub fn start(command: &mut Command) -> Self {
        command.args(["--listen", "127.0.0.1:0", "--output", "ndjson"]);
        let mut listening = Self::spawn(command);
        let first = listening.next();
        assert_eq!(first["kind"], "listening", "{first}");
        listening.url = first["url"].as_str().expect("an address").into();
        listening
    }

    /// Starts it on a free port, with lines for people.
    pub fn for_people(command: &mut Command) -> Self {
        let mut listening = Self::spawn(command.args(["--listen", "127.0.0.1:0"]));
        while listening.url.is_empty() {
            let line = listening.talk.recv_timeout(PATIENCE).expect("talk in time");
            let url = line
                .strip_prefix("Listening at ")
                .and_then(|rest| rest.split(' ').next());
            listening.url = url.unwrap_or_default().into();
            listening.said.push(line);
        }
        listening
    }

    fn spawn(command: &mut Command) -> Self {
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary starts");
        Self {
            lines: lines(child.stdout.take().expect("a pipe")),
            talk: lines(child.stderr.take().expect("a pipe")),
            child,
            said: Vec::new(),
            url: String::new(),
            printed: String::new(),
        }
    }

    /// The next line.
    pub fn line(&mut self) -> String {
        let line = self.lines.recv_timeout(PATIENCE).expect("a line in time");
        self.printed += &line;
        self.printed.push('\n');
        line
    }

    /// The next thing that it tells.
    pub fn next(&mut self) -> Value {
        serde_json::from_str(&self.line()).expect("JSON")
    }

    /// The next webhook that it tells.
    pub fn webhook(&mut self) -> Value {
        self.of_kind("webhook")
    }

    pub fn of_kind(&mut self, kind: &str) -> Value {
        loop {
            let next = self.next();
            if next["kind"] == kind {
                return next;
            }
        }
    }

    pub fn address(&self) -> SocketAddr {
        let address = self.url.trim_start_matches("http://").trim_end_matches('/');
        address.parse().expect("an address")
    }

    /// Sends it a signal, and gives exit code and talk.
    #[cfg(unix)]
    pub fn end(self, signal: &str) -> (Option<i32>, String) {
        self.signal(signal);
        self.ended()
    }

    #[cfg(unix)]
    pub fn signal(&self, signal: &str) {
        let killed = Command::new("kill")
            .args([signal, &self.child.id().to_string()])
            .status()
            .expect("kill runs");
        assert!(killed.success());
    }

    /// Exit code and talk, once it has ended.
    #[cfg(unix)]
    pub fn ended(mut self) -> (Option<i32>, String) {
        let status = self.child.wait().expect("an end");
        self.said.extend(self.talk.iter());
        (status.code(), self.said.join("\n"))
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn lines(pipe: impl Read + Send + 'static) -> mpsc::Receiver<String> {
    let (lines, inbox) = mpsc::channel();
    std::thread::spawn(move || {
        for line in BufReader::new(pipe).lines().map_while(Result::ok) {
            if lines.send(line).is_err() {
                return;
            }
        }
    });
    inbox
}

/// A request as it came over the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raw {
    pub method: String,
    /// Path and query.
    pub target: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Raw {
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        let found = headers.find(|(there, _)| there.eq_ignore_ascii_case(name))?;
        Some(&found.1)
    }
}

/// A receiver that answers what it is told, over bare sockets.
pub struct Receiver {
    pub address: SocketAddr,
    came: mpsc::Receiver<Raw>,
}

impl Receiver {
    pub fn start() -> Self {
        Self::answering(200, call_engine::webhook::ANSWER)
    }

    pub fn answering(status: u16, body: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let (tell, came) = mpsc::channel();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let mut stream = stream;
                let Some(raw) = read(&stream) else { continue };
                let length = body.len();
                let answer = format!(
                    "HTTP/1.1 {status} Status\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
                );
                let _ = stream.write_all(answer.as_bytes());
                if tell.send(raw).is_err() {
                    return;
                }
            }
        });
        Self { address, came }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub fn next(&self) -> Raw {
        self.came.recv_timeout(PATIENCE).expect("a request in time")
    }

    pub fn has_more(&self) -> bool {
        self.came.try_recv().is_ok()
    }
}

fn read(stream: &TcpStream) -> Option<Raw> {
    let mut reader = BufReader::new(stream);
    let mut line = || {
        let mut bytes = Vec::new();
        reader.read_until(b'\n', &mut bytes).ok()?;
        let text: String = bytes.into_iter().map(char::from).collect();
        Some(text.trim_end().to_owned())
    };
    let first = line()?;
    let mut words = first.split(' ');
    let (method, target) = (words.next()?.to_owned(), words.next()?.to_owned());
    let mut headers = Vec::new();
    loop {
        let text = line()?;
        if text.is_empty() {
            break;
        }
        let (name, value) = text.split_once(": ")?;
        headers.push((name.to_owned(), value.to_owned()));
    }
    let mut raw = Raw {
        method,
        target,
        headers,
        body: Vec::new(),
    };
    let length = raw
        .header("content-length")
        .map_or(0, |text| text.parse().expect("a length"));
    raw.body = vec![0; length];
    reader.read_exact(&mut raw.body).ok()?;
    Some(raw)
}

/// Sends bytes as they are, and gives what comes back.
pub fn send(address: SocketAddr, head: &str, body: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).expect("a connection");
    let head = format!(
        "{head}\r\nHost: h\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).expect("a head");
    // Whoever refuses a body may close before all of it has come.
    let _ = stream.write_all(body);
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}
