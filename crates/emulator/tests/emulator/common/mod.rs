//! A plain HTTP caller, and short ways to make commands. It shares no code with the SDK.

#![allow(dead_code, reason = "every test file takes what it needs")]

pub mod management;
mod receiver;

use std::time::Duration;

use call_engine_emulator::{Builder, Clock, Emulator, SAMPLE_SDK_APP_ID, SAMPLE_SECRET_KEY};
use serde_json::{Value, json};
use usersig::SecretKey;

#[allow(unused_imports, reason = "every test file takes what it needs")]
pub use receiver::Receiver;

/// 2023-11-14 22:13:20 UTC.
pub const NOW: u64 = 1_700_000_000_000;

pub const START: &str = "call_engine_http_srv/start_call_by_robot";
pub const INFO: &str = "call_engine_http_srv/get_call_info";
pub const END: &str = "call_engine_http_srv/end_call";
pub const RECORD: &str = "call_record_http_srv/get_record_by_callid";
pub const RECORDS: &str = "call_record_http_srv/get_record_by_filter";
pub const SET_CALLBACK: &str = "call_config/set_callback";
pub const GET_CALLBACK: &str = "call_config/get_callback";
pub const DELETE_CALLBACK: &str = "call_config/delete_callback";

/// A running emulator with a stopped clock, and who calls it.
pub struct Api {
    pub emulator: Emulator,
    pub clock: Clock,
    http: reqwest::Client,
}

pub async fn start() -> Api {
    start_with(|builder| builder).await
}

pub async fn start_with(change: impl FnOnce(Builder) -> Builder) -> Api {
    try_start(change).await.expect("the emulator starts")
}

/// The same, where it may be refused.
pub async fn try_start(change: impl FnOnce(Builder) -> Builder) -> std::io::Result<Api> {
    let builder = change(Emulator::builder().clock(Clock::manual(NOW)));
    let emulator = builder.start().await?;
    Ok(Api {
        clock: emulator.clock().clone(),
        emulator,
        http: http_client(),
    })
}

pub fn ticket(app: u32, user: &str, issued_at: u64, life: u64) -> String {
    ticket_with(SAMPLE_SECRET_KEY, app, user, issued_at, life)
}

pub fn ticket_with(key: &str, app: u32, user: &str, issued_at: u64, life: u64) -> String {
    SecretKey::new(key)
        .expect("a key")
        .mint(app, user, issued_at, Duration::from_secs(life))
        .expect("a ticket")
        .expose()
        .to_owned()
}

/// A query that is good in every respect.
pub fn query() -> Vec<(&'static str, String)> {
    let usersig = ticket(SAMPLE_SDK_APP_ID, "administrator", NOW / 1_000, 15_552_000);
    vec![
        ("sdkappid", SAMPLE_SDK_APP_ID.to_string()),
        ("identifier", "administrator".to_owned()),
        ("usersig", usersig),
        ("random", "99999999".to_owned()),
        ("contenttype", "json".to_owned()),
    ]
}

/// That query with one parameter changed, or left out.
pub fn query_but(name: &str, value: Option<&str>) -> String {
    let mut pairs = query();
    match value {
        Some(value) => {
            for pair in pairs.iter_mut().filter(|pair| pair.0 == name) {
                value.clone_into(&mut pair.1);
            }
        }
        None => pairs.retain(|pair| pair.0 != name),
    }
    joined(&pairs)
}

pub fn joined(pairs: &[(&str, String)]) -> String {
    let pairs: Vec<String> = pairs.iter().map(|(n, v)| format!("{n}={v}")).collect();
    pairs.join("&")
}

impl Api {
    /// Sends a good request with that body.
    pub async fn send(&self, command: &str, body: &Value) -> Value {
        self.send_raw(command, &joined(&query()), body.to_string())
            .await
    }

    /// Sends a request with that query and body.
    pub async fn send_raw(
        &self,
        command: &str,
        query: &str,
        body: impl Into<reqwest::Body>,
    ) -> Value {
        let url = format!("{}/v4/{command}?{query}", self.emulator.url());
        self.answer(self.http.post(url).body(body)).await
    }

    pub async fn get(&self, command: &str) -> Value {
        let url = format!("{}/v4/{command}?{}", self.emulator.url(), joined(&query()));
        self.answer(self.http.get(url)).await
    }

    async fn answer(&self, request: reqwest::RequestBuilder) -> Value {
        let response = request.send().await.expect("an answer");
        assert_eq!(response.status(), 200, "every answer of a service is 200");
        assert_eq!(response.headers()["content-type"], "application/json");
        let text = response.text().await.expect("a body");
        serde_json::from_str(&text).expect("JSON")
    }

    /// Sends a good request and returns the code and the text of the answer.
    pub async fn refusal(&self, command: &str, body: &Value) -> (i64, String) {
        code_and_info(&self.send(command, body).await)
    }

    /// Starts a call and returns its ID.
    pub async fn call(&self, callees: &[&str]) -> String {
        let answer = self.send(START, &call_to(callees)).await;
        assert_eq!(answer["ErrorCode"], 0, "{answer}");
        answer["Response"]["CallId"]
            .as_str()
            .expect("a CallId")
            .to_owned()
    }

    pub async fn info(&self, call_id: &str) -> Value {
        self.send(INFO, &json!({"CallId": call_id})).await
    }

    pub async fn record(&self, call_id: &str) -> Value {
        self.send(RECORD, &json!({"CallId": call_id})).await
    }

    pub fn pass(&self, seconds: u64) {
        self.clock.advance(Duration::from_secs(seconds));
    }
}

/// The smallest good body of `start_call_by_robot`; the phones ring for 30 s.
pub fn call_to(callees: &[&str]) -> Value {
    json!({
        "Robot_Account": "robot",
        "CalleeList_Account": callees,
        "Timeout": 30_000,
        "CallInfo": {"MediaType": "Video"},
    })
}

pub fn code(answer: &Value) -> i64 {
    answer["ErrorCode"].as_i64().expect("a code")
}

pub fn code_and_info(answer: &Value) -> (i64, String) {
    assert_eq!(
        answer["ActionStatus"],
        if code(answer) == 0 { "OK" } else { "FAIL" }
    );
    (
        code(answer),
        answer["ErrorInfo"].as_str().expect("a text").to_owned(),
    )
}

/// An HTTP client with a TLS provider of its own; it trusts nobody.
pub fn http_client() -> reqwest::Client {
    http_client_trusting(rustls::RootCertStore::empty())
        .build()
        .expect("a client")
}

/// An HTTP client that trusts these authorities and no others.
pub fn http_client_trusting(roots: rustls::RootCertStore) -> reqwest::ClientBuilder {
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let tls = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("the versions of ring")
        .with_root_certificates(roots)
        .with_no_client_auth();
    reqwest::Client::builder()
        .tls_backend_preconfigured(tls)
        .no_proxy()
}
