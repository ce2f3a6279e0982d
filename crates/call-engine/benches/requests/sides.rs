//! The two sides, and that they send the same bytes.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use call_engine::Client;
use call_engine::types::GetCallInfoRequest;
use usersig::SecretKey;

use crate::bare::Bare;
use crate::server;

const KEY: &str = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e";
const APP: u32 = 1_400_000_000;

/// One of the two; clones share connections.
#[derive(Clone)]
pub enum Side {
    Ours(Client),
    Bare(Bare),
}

impl Side {
    pub fn ours(base_url: &str) -> Self {
        let client = Client::builder()
            .base_url(base_url)
            .sdk_app_id(APP)
            .secret_key(KEY)
            // 200 a second are too few to measure.
            .pace(None)
            .build();
        Self::Ours(client.expect("a client"))
    }

    pub fn bare(base_url: &str) -> Self {
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        let now = now.expect("a clock after 1970").as_secs();
        let ticket = SecretKey::new(KEY)
            .expect("a key")
            .mint(APP, "administrator", now, Duration::from_secs(2 * 86_400))
            .expect("a ticket");
        Self::Bare(Bare::new(base_url, APP, ticket.expose()))
    }

    pub async fn request(&self) {
        let request = GetCallInfoRequest::new("0d1e2f3a-4b5c-6d7e-8f90-a1b2c3d4e5f6");
        match self {
            Self::Ours(client) => {
                let answer = client.get_call_info(request).await.expect("an answer");
                assert!(answer.request_id().is_some());
                std::hint::black_box(answer.into_inner());
            }
            Self::Bare(bare) => {
                let (answer, request_id) = bare.get_call_info(&request).await.expect("an answer");
                assert!(request_id.is_some());
                std::hint::black_box(answer);
            }
        }
    }
}

/// Panics unless the requests of both differ only in what differs each time.
pub fn send_the_same_bytes(runtime: &tokio::runtime::Runtime) {
    let [ours, bare] = [Side::ours, Side::bare].map(|side| {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let server = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().expect("a connection");
            let mut received = Vec::new();
            while server::whole_request(&received).is_none() {
                let mut piece = [0; 4096];
                let length = stream.read(&mut piece).expect("a request");
                assert!(length > 0, "the request is cut off");
                received.extend_from_slice(&piece[..length]);
            }
            stream
                .write_all(&server::answer_bytes())
                .expect("it is read");
            String::from_utf8(received).expect("a request in ASCII")
        });
        let side = side(&format!("http://{address}"));
        runtime.block_on(side.request());
        let request = server.join().expect("the server");
        constant_parts(&request, &address.to_string())
    });
    assert_eq!(ours, bare, "both must send the same");
}

/// The lines of a request in any order, without port, random number and UserSig (which holds the time).
fn constant_parts(request: &str, address: &str) -> Vec<String> {
    let mut lines: Vec<String> = request
        .replace(address, "HOST")
        .split("\r\n")
        .map(|line| {
            let parts: Vec<String> = line
                .split('&')
                .map(|part| match part.split_once('=') {
                    Some((name @ ("random" | "usersig"), _)) => format!("{name}=…"),
                    _ => part.to_owned(),
                })
                .collect();
            parts.join("&")
        })
        .collect();
    lines.sort();
    lines
}
