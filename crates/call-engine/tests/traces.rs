//! No crate logs a secret key, a UserSig or a query, at whatever level, through all that can happen to a request.

#[path = "support/captured.rs"]
mod captured;
mod support;

use std::fmt::Write as _;
use std::time::{Duration, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use call_engine::{Client, ClientBuilder, Error};
use serde_json::json as value;
use support::{APP, Act, KEY, Nobody, Server, answer, at_once, builder_at, http, json, ring};
use tokio::net::TcpListener;
use usersig::SecretKey;

/// A ready ticket with characters that are written otherwise in a URL.
const READY: &str = "eJ*s3cr3t-ready_/+=%ü";
const NOW: u64 = 1_740_464_128;

/// A secret in every form a log might give it.
fn forms(secret: &str) -> Vec<String> {
    let percent = |keep: &[u8]| -> String {
        let bytes = secret.bytes();
        bytes.fold(String::new(), |mut text, byte| {
            if byte.is_ascii_alphanumeric() || keep.contains(&byte) {
                text.push(char::from(byte));
            } else {
                let _ = write!(text, "%{byte:02X}");
            }
            text
        })
    };
    let bytes = secret.as_bytes();
    let hex = bytes.iter().map(|byte| format!("{byte:02x}"));
    let numbers = bytes[..12].iter().map(ToString::to_string);
    vec![
        secret.to_owned(),
        // A part is a secret too: logs cut long texts off.
        secret.get(4..16).expect("a long secret").to_owned(),
        percent(b""),
        percent(b"*-._"),
        percent(b"-._~"),
        secret.escape_debug().to_string(),
        bytes.escape_ascii().to_string(),
        STANDARD.encode(secret),
        URL_SAFE.encode(secret),
        hex.collect(),
        numbers.collect::<Vec<_>>().join(", "),
    ]
}

fn secrets() -> Vec<String> {
    let key = SecretKey::new(KEY).expect("a key");
    let life = Duration::from_secs(2 * 24 * 60 * 60);
    let ticket = key.mint(APP, "administrator", NOW, life).expect("a ticket");
    let mut secrets = ["usersig=", "sdkappid=", "contenttype="]
        .map(str::to_owned)
        .to_vec();
    for secret in [KEY, ticket.expose(), READY] {
        secrets.extend(forms(secret));
    }
    secrets
}

fn set_up(url: &str, credentials: fn(ClientBuilder) -> ClientBuilder) -> Client {
    let builder = credentials(builder_at(url))
        .clock(|| UNIX_EPOCH + Duration::from_secs(NOW))
        .timeout(Duration::from_millis(500))
        .answer_limit(4096)
        .retry(at_once());
    #[cfg(feature = "tracing")]
    let builder = builder.observer(call_engine::Tracing);
    builder.build().expect("a client")
}

/// Sends commands and logs what comes of them, as programs do.
async fn send(client: &Client) {
    let told = |error: &Error| log::error!("{error} {error:?} {error:#?}");
    match client.start_call_by_robot(ring()).await {
        Ok(answer) => log::info!("{answer:?}"),
        Err(error) => told(&error),
    }
    match client.get_call_info("c1").await {
        Ok(answer) => log::info!("{answer:?}"),
        Err(error) => told(&error),
    }
    if let Err(error) = client.raw("/v4/new_srv/new_command", &value!({})).await {
        told(&error);
    }
    log::info!("{client:?}");
}

async fn everything(credentials: fn(ClientBuilder) -> ClientBuilder) {
    let page = "<html>a page</html>";
    let moved = http(
        "302 Found",
        &[("location", "http://127.0.0.1:9/x?usersig=no")],
        "",
    );
    for act in [
        json(r#"{"ErrorCode":0,"Response":{"CallId":"c1"}}"#),
        json(r#"{"ErrorCode":0,"Response":{"CallId":5}}"#),
        json(r#"{"ErrorCode":70001,"ErrorInfo":"expired"}"#),
        json(r#"{"ErrorCode":60008,"ErrorInfo":"timeout"}"#),
        json("x".repeat(5000)),
        answer("502 Bad Gateway", "text/html", page),
        answer("200 OK", "text/html", page),
        Act::Answer(moved),
        Act::Cut(b"SSH-2.0-OpenSSH\r\n\r\n".to_vec()),
        Act::Cut(Vec::new()),
        Act::Reset,
        Act::Stall(Vec::new()),
    ] {
        let server = Server::always(act).await;
        send(&set_up(&server.url(), credentials)).await;
        // What must not be logged was sent.
        let sent = server.requests();
        assert!(!sent.is_empty());
        for request in sent {
            let ticket = request.encoded("usersig").to_owned();
            assert!(secrets().contains(&ticket), "{ticket} is not looked for");
        }
    }
    let nobody = Nobody::new();
    send(&set_up(&nobody.url(), credentials)).await;
    // A handshake that fails, and one that is never answered.
    let plain = Server::always(json("{}")).await;
    send(&set_up(&plain.url().replace("http", "https"), credentials)).await;
    let silent = TcpListener::bind("127.0.0.1:0").await.expect("loopback");
    let url = format!("https://{}", silent.local_addr().expect("an address"));
    send(&set_up(&url, credentials)).await;
    // A panic in the middle of a request, in code of the caller.
    let builder =
        credentials(builder_at(&plain.url())).random(|| panic!("no random numbers today"));
    let client = builder.build().expect("a client");
    let panicked = tokio::spawn(async move { client.end_call("c1").await }).await;
    log::error!("{:?}", panicked.expect_err("a panic"));
}

#[tokio::test]
async fn no_log_of_any_crate_holds_a_secret() {
    captured::start();
    everything(|builder| builder.secret_key(KEY)).await;
    everything(|builder| builder.user_sig(READY)).await;
    let lines = captured::lines();
    // The test is only worth something if these crates do log, down to their lowest level.
    for source in [
        "log reqwest",
        "log rustls",
        "tracing hyper_util",
        "log traces",
        "panic ",
    ] {
        let heard = lines.iter().any(|line| line.starts_with(source));
        assert!(
            heard,
            "nothing was heard of {source:?}:\n{}",
            lines.join("\n")
        );
    }
    let secrets: Vec<String> = secrets()
        .iter()
        .map(|secret| secret.to_lowercase())
        .collect();
    for line in &lines {
        let lower = line.to_lowercase();
        let found = secrets.iter().find(|secret| lower.contains(*secret));
        assert_eq!(found, None, "{line}");
    }
}
