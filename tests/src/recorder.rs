//! A loopback server that keeps every request and answers what it is told.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// A request as it came over the wire.
#[derive(Debug, Clone)]
pub struct Recorded {
    /// Method and target of the first line, such as `POST /v4/…?sdkappid=…`.
    pub head: String,
    /// Names (lower case) and values of the headers, in order.
    pub headers: Vec<(String, String)>,
    /// The bytes of the body.
    pub body: Vec<u8>,
}

impl Recorded {
    /// The path.
    pub fn path(&self) -> &str {
        let target = self.head.split(' ').nth(1).unwrap_or_default();
        target.split('?').next().unwrap_or_default()
    }

    /// The query as it stands in the URL.
    pub fn query(&self) -> &str {
        let target = self.head.split(' ').nth(1).unwrap_or_default();
        target.split_once('?').map_or("", |(_, query)| query)
    }

    /// The request as text, with the UserSig, the random number and the port masked.
    pub fn masked(&self) -> String {
        let method = self.head.split(' ').next().unwrap_or_default();
        let query: Vec<String> = self
            .query()
            .split('&')
            .map(|pair| match pair.split_once('=') {
                Some((name @ ("usersig" | "random"), _)) => format!("{name}=<{name}>"),
                _ => pair.to_owned(),
            })
            .collect();
        let mut text = format!("{method} {}\n", self.path());
        for pair in query {
            let _ = writeln!(text, "  {pair}");
        }
        for (name, value) in &self.headers {
            let value = if name == "host" { "<host>" } else { value };
            let _ = writeln!(text, "{name}: {value}");
        }
        let body: Value = serde_json::from_slice(&self.body).unwrap_or_default();
        let _ = writeln!(text, "\n{body:#}");
        text
    }
}

/// A loopback server that keeps every request and answers one body to all of them.
#[derive(Debug)]
pub struct Recorder {
    address: SocketAddr,
    requests: Arc<Mutex<Vec<Recorded>>>,
}

impl Recorder {
    /// Starts the server on a free port; it ends with the test's runtime.
    ///
    /// # Panics
    ///
    /// No port can be had.
    pub async fn start(answer: &Value) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let requests = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&requests);
        let answer = answer.to_string();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (kept, answer) = (Arc::clone(&kept), answer.clone());
                tokio::spawn(async move { serve(stream, &answer, &kept).await });
            }
        });
        Self { address, requests }
    }

    /// The address to call.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What came so far.
    pub fn requests(&self) -> Vec<Recorded> {
        self.requests
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

/// Reads requests of one connection until the client closes it or sends something that is not HTTP.
async fn serve(mut stream: TcpStream, answer: &str, kept: &Mutex<Vec<Recorded>>) -> Option<()> {
    let mut buffer = Vec::new();
    loop {
        let end = loop {
            if let Some(end) = buffer.windows(4).position(|window| window == b"\r\n\r\n") {
                break end;
            }
            if stream.read_buf(&mut buffer).await.ok()? == 0 {
                return None;
            }
        };
        let head = String::from_utf8_lossy(&buffer[..end]).into_owned();
        let mut lines = head.lines();
        let first = lines.next()?.to_owned();
        let headers: Vec<(String, String)> = lines
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
            .collect();
        let length: usize = headers
            .iter()
            .find(|(name, _)| name == "content-length")
            .and_then(|(_, value)| value.parse().ok())
            .unwrap_or(0);
        while buffer.len() < end + 4 + length {
            if stream.read_buf(&mut buffer).await.ok()? == 0 {
                return None;
            }
        }
        let rest = buffer.split_off(end + 4 + length);
        let body = buffer.split_off(end + 4);
        buffer = rest;
        let recorded = Recorded {
            head: first,
            headers,
            body,
        };
        kept.lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(recorded);
        let text = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{answer}",
            answer.len()
        );
        stream.write_all(text.as_bytes()).await.ok()?;
    }
}
