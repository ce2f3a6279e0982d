//! What goes wrong on purpose, seen from the other end of the socket.

use std::time::{Duration, Instant};

use call_engine_emulator::LoggedRequest;
use call_engine_emulator::engine::{Event, EventKind};
use call_engine_emulator::fault::{Connection, Fault, FaultRule, HEADER, SpoiltAnswer, Strike};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::common::{Api, END, START, call_to, joined, query};

/// What came back: status and body, or that nothing did.
#[derive(Debug, PartialEq)]
enum Back {
    Answer(u16, String),
    Broken,
    Silence,
}

/// Longer than any machine is busy.
const LONG: Duration = Duration::from_secs(30);
/// Long enough for an answer that comes at all.
const SHORT: Duration = Duration::from_millis(500);

async fn start_with(api: &Api, fault: Option<&str>) -> Back {
    start_within(api, fault, LONG).await
}

async fn start_within(api: &Api, fault: Option<&str>, limit: Duration) -> Back {
    let mut request = crate::common::http_client()
        .post(format!(
            "{}/v4/{START}?{}",
            api.emulator.url(),
            joined(&query())
        ))
        .timeout(limit)
        .body(call_to(&["jack"]).to_string());
    if let Some(fault) = fault {
        request = request.header(HEADER, fault);
    }
    let answered = async {
        let response = request.send().await?;
        let status = response.status().as_u16();
        Ok((status, response.text().await?))
    };
    match answered.await {
        Ok((status, body)) => Back::Answer(status, body),
        Err(error) => {
            let error: reqwest::Error = error;
            if error.is_timeout() {
                Back::Silence
            } else {
                Back::Broken
            }
        }
    }
}

/// How many calls have begun, ended ones included.
fn begun(api: &Api) -> usize {
    let is_start = |event: &Event| matches!(event.kind, EventKind::Started { .. });
    api.emulator.events().iter().filter(|e| is_start(e)).count()
}

fn code(back: &Back) -> i64 {
    let Back::Answer(200, body) = back else {
        panic!("{back:?}");
    };
    let body: Value = serde_json::from_str(body).expect("JSON");
    body["ErrorCode"].as_i64().expect("a code")
}

#[tokio::test]
async fn a_call_is_accepted_and_the_connection_dropped() {
    let api = crate::common::start().await;
    let fault = r#"{"connection": "drop", "when": "after"}"#;
    assert_eq!(start_with(&api, Some(fault)).await, Back::Broken);
    assert_eq!(begun(&api), 1);
    let logged = api.emulator.requests();
    assert_eq!(logged[0].fault(), Some(&Fault::accepted_then_dropped()));
    assert_eq!(
        start_with(&api, Some(r#"{"connection": "drop"}"#)).await,
        Back::Broken
    );
    assert_eq!(begun(&api), 1);
}

#[tokio::test]
async fn no_answer_comes_before_or_after_the_call_has_begun() {
    let api = crate::common::start().await;
    for (when, calls) in [("before", 0), ("after", 1)] {
        let fault = json!({"connection": "stall", "when": when}).to_string();
        assert_eq!(start_within(&api, Some(&fault), SHORT).await, Back::Silence);
        assert_eq!(begun(&api), calls, "{when}");
    }
}

#[tokio::test]
async fn a_code_is_answered_before_or_after_the_call_has_begun() {
    let api = crate::common::start().await;
    for (when, calls) in [("before", 0), ("after", 1)] {
        let fault = json!({"code": 101_001, "when": when}).to_string();
        let back = start_with(&api, Some(&fault)).await;
        assert_eq!(code(&back), 101_001);
        assert_eq!(begun(&api), calls, "{when}");
    }
    let codes: Vec<i64> = api
        .emulator
        .requests()
        .iter()
        .map(LoggedRequest::code)
        .collect();
    assert_eq!(codes, [101_001, 101_001]);
}

#[tokio::test]
async fn what_stands_between_answers_a_page() {
    let api = crate::common::start().await;
    let back = start_with(&api, Some(r#"{"http": 502}"#)).await;
    let Back::Answer(502, page) = back else {
        panic!("{back:?}");
    };
    assert!(page.contains("<html>"), "{page}");
    assert_eq!(begun(&api), 0);
}

#[tokio::test]
async fn an_answer_is_spoilt_though_the_call_has_begun() {
    let api = crate::common::start().await;
    let whole = start_with(&api, None).await;
    assert_eq!(code(&whole), 0);
    let mut calls = 1;
    for (answer, begins) in [
        ("truncated", "{\"ActionStatus\":\"OK\""),
        ("html", "<html>"),
        ("list", "[]"),
        ("empty", ""),
    ] {
        let fault = json!({"answer": answer}).to_string();
        let Back::Answer(200, body) = start_with(&api, Some(&fault)).await else {
            panic!("{answer}");
        };
        assert!(body.starts_with(begins), "{answer}: {body}");
        assert!(serde_json::from_str::<serde_json::Map<_, Value>>(&body).is_err());
        calls += 1;
        assert_eq!(begun(&api), calls);
    }
    let fault = r#"{"without": ["RequestId", "Response"]}"#;
    let Back::Answer(200, body) = start_with(&api, Some(fault)).await else {
        panic!("no answer");
    };
    let body: Value = serde_json::from_str(&body).expect("JSON");
    assert_eq!(
        body,
        json!({"ActionStatus": "OK", "ErrorInfo": "", "ErrorCode": 0})
    );
}

#[tokio::test]
async fn an_answer_comes_late() {
    let api = crate::common::start().await;
    let began = Instant::now();
    assert_eq!(
        code(&start_with(&api, Some(r#"{"delay_ms": 60}"#)).await),
        0
    );
    assert!(began.elapsed() >= Duration::from_millis(60));
    let back = start_within(&api, Some(r#"{"delay_ms": 5000, "when": "after"}"#), SHORT).await;
    assert_eq!(back, Back::Silence);
    assert_eq!(begun(&api), 2);
}

#[tokio::test]
async fn a_header_that_names_no_fault_is_told_what_is_wrong() {
    let api = crate::common::start().await;
    let back = start_with(&api, Some(r#"{"http": 502, "code": 1}"#)).await;
    let Back::Answer(400, text) = back else {
        panic!("{back:?}");
    };
    assert!(text.contains("exclude each other"), "{text}");
    assert_eq!(begun(&api), 0);
}

#[tokio::test]
async fn rules_choose_requests_by_command_account_and_number() {
    let busy = FaultRule::new(Fault::before(Strike::Code(60_008)));
    let api = crate::common::start_with(|b| b.fault_rule(busy.account("jack").times(1))).await;
    assert_eq!(code(&start_with(&api, None).await), 60_008);
    assert_eq!(code(&start_with(&api, None).await), 0);
    let drop = Fault::before(Strike::Connection(Connection::Drop));
    api.emulator
        .add_fault_rule(FaultRule::new(drop).command("end_call"));
    assert_eq!(code(&start_with(&api, None).await), 0);
    let end = api.emulator.url() + "/v4/" + END + "?" + &joined(&query());
    let ended = crate::common::http_client()
        .post(end)
        .body("{}")
        .send()
        .await;
    assert!(ended.is_err());
    api.emulator.clear_fault_rules();
    let html = Fault::after(Strike::Answer(SpoiltAnswer::Html));
    // What a request asks for counts before any rule.
    api.emulator.add_fault_rule(FaultRule::new(html));
    assert_eq!(
        code(&start_with(&api, Some(r#"{"code": 70009}"#)).await),
        70_009
    );
}

#[tokio::test]
async fn on_a_bad_day_the_same_seed_fails_the_same_requests() {
    let day = async |seed| {
        let api = crate::common::start_with(|b| b.seed(seed).chaos()).await;
        let mut all = Vec::new();
        for _ in 0..60 {
            let back = match start_with(&api, None).await {
                Back::Answer(status, body) => format!("{status} {}", body.len()),
                other => format!("{other:?}"),
            };
            all.push(back);
        }
        all
    };
    let (first, second, other) = tokio::join!(day(3), day(3), day(4));
    assert_eq!(first, second);
    assert_ne!(first, other);
    let good = first.iter().filter(|back| back.starts_with("200 ")).count();
    assert!((30..60).contains(&good), "{first:?}");
}

#[tokio::test]
async fn a_silent_connection_holds_up_no_shutdown() {
    let Api { emulator, .. } = crate::common::start().await;
    let mut silent = TcpStream::connect(emulator.addr())
        .await
        .expect("a connection");
    let (query, body) = (joined(&query()), call_to(&["jack"]).to_string());
    let length = body.len();
    let request = format!(
        "POST /v4/{START}?{query} HTTP/1.1\r\nhost: x\r\n{HEADER}: {{\"connection\": \"stall\", \"when\": \"after\"}}\r\ncontent-length: {length}\r\n\r\n{body}"
    );
    silent
        .write_all(request.as_bytes())
        .await
        .expect("it is sent");
    while emulator.calls().is_empty() {
        tokio::task::yield_now().await;
    }
    let began = Instant::now();
    emulator.shutdown().await;
    assert!(began.elapsed() < Duration::from_secs(10));
    assert_eq!(silent.read_to_end(&mut Vec::new()).await.unwrap_or(0), 0);
}
