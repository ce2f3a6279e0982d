//! What protects the emulator, and the rate the documents allow.

use std::time::Duration;

use call_engine_emulator::fault::{Fault, FaultRule, Strike};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::common::{
    Api, END, INFO, NOW, START, call_to, code, http_client, joined, query, start_with,
};

/// Sends that many and tells how many were answered with the code.
async fn refused(api: &Api, command: &str, body: &Value, count: usize, wanted: i64) -> usize {
    let mut refused = 0;
    for _ in 0..count {
        let answer = api.send(command, body).await;
        refused += usize::from(code(&answer) == wanted);
    }
    refused
}

#[tokio::test]
async fn more_than_the_documents_allow_in_a_second_has_no_effect() {
    let api =
        start_with(|builder| builder.options(|options| options.rate_limit_code = Some(60_018)))
            .await;
    let unknown = json!({"CallId": "unknown"});
    assert_eq!(
        refused(&api, START, &call_to(&["jack"]), 199, 60_018).await,
        0
    );
    let calls = api.emulator.events().len();
    api.call(&["rose"]).await;
    let (refusal, text) = api.refusal(START, &call_to(&["rose"])).await;
    assert_eq!(refusal, 60_018);
    assert!(
        text.contains("more than 200 requests of start_call_by_robot"),
        "{text}"
    );
    assert_eq!(api.emulator.events().len(), calls + 1);
    // Each command for itself, and each second.
    assert_eq!(refused(&api, INFO, &unknown, 201, 60_018).await, 1);
    api.clock.advance(Duration::from_millis(999));
    assert_eq!(
        refused(&api, START, &call_to(&["rose"]), 1, 60_018).await,
        1
    );
    api.clock.advance(Duration::from_millis(1));
    assert_eq!(
        refused(&api, START, &call_to(&["rose"]), 201, 60_018).await,
        1
    );
}

#[tokio::test]
async fn without_a_chosen_code_there_is_no_limit_and_a_rule_is_one() {
    let api = start_with(|builder| builder).await;
    let unknown = json!({"CallId": "unknown"});
    assert_eq!(refused(&api, INFO, &unknown, 250, 101_004).await, 250);
    api.emulator.add_fault_rule(FaultRule::rate_limit(60_011));
    assert_eq!(refused(&api, INFO, &unknown, 250, 60_011).await, 50);
    api.pass(1);
    assert_eq!(refused(&api, INFO, &unknown, 200, 60_011).await, 0);
    // Any fault may be what happens beyond a rate.
    api.emulator.clear_fault_rules();
    let rule = FaultRule::new(Fault::before(Strike::Code(101_001))).above(1);
    api.emulator.add_fault_rule(rule.command("end_call"));
    assert_eq!(refused(&api, END, &unknown, 3, 101_001).await, 2);
    assert_eq!(refused(&api, INFO, &unknown, 3, 101_004).await, 3);
}

#[tokio::test]
async fn the_rate_is_limited_from_outside() {
    let here = std::net::SocketAddr::from(([127, 0, 0, 1], 0));
    let api = start_with(|builder| builder.management(here)).await;
    let management = api.emulator.management_addr().expect("management");
    let order = json!({"fault": {"code": 60_019}, "per_second": 2});
    let sent = http_client().post(format!("http://{management}/faults"));
    let answer = sent
        .body(order.to_string())
        .send()
        .await
        .expect("an answer");
    assert_eq!(answer.status(), 200);
    let unknown = json!({"CallId": "unknown"});
    assert_eq!(refused(&api, INFO, &unknown, 5, 60_019).await, 3);
    api.pass(1);
    assert_eq!(refused(&api, INFO, &unknown, 5, 60_019).await, 3);
}

#[tokio::test]
async fn one_call_too_many_is_refused_until_another_ends() {
    let api = start_with(|builder| builder.options(|options| options.max_calls = 2)).await;
    let first = api.call(&["a"]).await;
    api.call(&["b"]).await;
    let (refusal, text) = api.refusal(START, &call_to(&["c"])).await;
    assert_eq!(refusal, 101_001);
    assert!(text.contains("max_calls"), "{text}");
    assert_eq!(api.emulator.calls().len(), 2);
    assert_eq!(code(&api.send(END, &json!({"CallId": first})).await), 0);
    api.call(&["c"]).await;
}

async fn limited(max_connections: usize, receive_timeout: Duration) -> Api {
    start_with(|builder| {
        builder.options(|options| {
            options.max_connections = max_connections;
            options.receive_timeout = receive_timeout;
        })
    })
    .await
}

async fn connect(api: &Api) -> TcpStream {
    let stream = TcpStream::connect(api.emulator.addr()).await;
    stream.expect("a connection")
}

/// All that comes until the emulator hangs up.
async fn rest(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let read = stream.read_to_end(&mut bytes);
    let read = tokio::time::timeout(Duration::from_secs(20), read).await;
    read.expect("it hangs up").expect("in order");
    String::from_utf8(bytes).expect("text")
}

#[tokio::test]
async fn one_connection_too_many_is_told_so() {
    let api = limited(1, Duration::from_secs(30)).await;
    let mut first = connect(&api).await;
    let ask = format!(
        "POST /v4/{INFO}?{} HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\n{{}}",
        joined(&query())
    );
    first.write_all(ask.as_bytes()).await.expect("sent");
    let mut byte = [0];
    first.read_exact(&mut byte).await.expect("an answer");
    let mut second = connect(&api).await;
    second.write_all(ask.as_bytes()).await.expect("sent");
    second.shutdown().await.expect("all is said");
    let said = rest(&mut second).await;
    assert!(
        said.starts_with("HTTP/1.1 503") && said.contains("max_connections"),
        "{said}"
    );
    // A place is free again when the first is gone.
    first.shutdown().await.expect("all is said");
    rest(&mut first).await;
    let mut third = connect(&api).await;
    third.write_all(ask.as_bytes()).await.expect("sent");
    third.shutdown().await.expect("all is said");
    let said = rest(&mut third).await;
    assert!(said.starts_with("HTTP/1.1 200"), "{said}");
    assert_eq!(api.emulator.requests().len(), 2);
}

#[tokio::test]
async fn who_sends_too_slowly_is_sent_away() {
    let api = limited(100, Duration::from_millis(200)).await;
    let mut silent = connect(&api).await;
    let mut head = connect(&api).await;
    head.write_all(b"POST /v4/x HTTP/1.1\r\nhost:")
        .await
        .expect("sent");
    let mut body = connect(&api).await;
    let ask = format!(
        "POST /v4/{START}?{} HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n{{",
        joined(&query())
    );
    body.write_all(ask.as_bytes()).await.expect("sent");
    assert!(rest(&mut body).await.starts_with("HTTP/1.1 408"));
    let said = rest(&mut head).await;
    assert!(said.is_empty() || said.starts_with("HTTP/1.1 4"), "{said}");
    assert_eq!(rest(&mut silent).await, "");
    assert!(api.emulator.requests().is_empty());
}

#[tokio::test]
async fn a_head_without_end_is_refused() {
    let api = limited(100, Duration::from_secs(30)).await;
    let mut stream = connect(&api).await;
    let long = format!(
        "POST /v4/x HTTP/1.1\r\nhost: x\r\nx-long: {}",
        "x".repeat(2 * 1024 * 1024)
    );
    // It hangs up before all is sent.
    let _ = stream.write_all(long.as_bytes()).await;
    let mut bytes = Vec::new();
    let read = tokio::time::timeout(Duration::from_secs(20), stream.read_to_end(&mut bytes)).await;
    assert!(read.is_ok());
    let said = String::from_utf8_lossy(&bytes);
    assert!(
        said.is_empty() || said.starts_with("HTTP/1.1 431"),
        "{said}"
    );
    let (status, _) = api.refusal(INFO, &json!({"CallId": "unknown"})).await;
    assert_eq!((status, api.clock.now_millis()), (101_004, NOW));
}
