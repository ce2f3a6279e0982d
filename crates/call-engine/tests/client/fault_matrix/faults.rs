//! Faults without a code of the service.

use std::time::Duration;

use call_engine::{Error, Operation};
use tokio::task::JoinSet;

use super::expectations::{COMMANDS, Known, Nature, of_fault};
use super::stage::{Calls, Door, runs_then};
use super::{compare, policy};
use crate::support::examples::example;
use crate::support::{Act, Nobody, Server, answer, builder_at, http, json};

/// Longest answer the client takes.
const LIMIT: usize = 4096;

/// Meets each command with a fault, at the same time; the cell comes back with what the client says.
async fn meet(
    fault: &'static str,
    url: &str,
    timeout: Duration,
    command: &'static str,
) -> (String, Error) {
    let operation = Operation::find(command).expect("a command of the contract");
    let client = builder_at(url)
        .timeout(timeout)
        .answer_limit(LIMIT)
        .pace(None)
        .retry(policy())
        .build()
        .expect("a client");
    let body = example(command, "request-minimal").json();
    let cell = format!("{command} × {fault}");
    match client.command(operation, body).await {
        Ok(answer) => panic!("{cell}: success: {answer:?}"),
        Err(error) => (cell, error),
    }
}

/// Every command against a service that runs it and then meets with the fault.
async fn after_running(
    fault: &'static str,
    act: Act,
    timeout: Duration,
    known: Known,
    is: fn(&Error) -> bool,
) {
    let mut row = JoinSet::new();
    for (command, nature) in COMMANDS {
        let act = act.clone();
        row.spawn(async move {
            let calls = Calls::default();
            let server = runs_then(act, &calls).await;
            let (cell, error) = meet(fault, &server.url(), timeout, command).await;
            assert!(is(&error), "{cell}: another kind: {error:?}");
            compare(
                &cell,
                &error,
                Some(server.requests().len()),
                of_fault(nature, known),
            );
            let rings = usize::from(nature == Nature::Rings);
            assert_eq!(calls.started(), rings, "{cell}: calls started");
        });
    }
    row.join_all().await;
}

/// Nobody waits that long.
const LONG: Duration = Duration::from_secs(30);

fn broke(error: &Error) -> bool {
    error.is_transport()
}

fn unreadable(error: &Error) -> bool {
    error.is_decode()
}

fn not_the_service(error: &Error) -> bool {
    error.is_not_the_service()
}

#[tokio::test]
async fn nobody_listens() {
    for (command, nature) in COMMANDS {
        let nobody = Nobody::new();
        let (cell, error) = meet("connect refused", &nobody.url(), LONG, command).await;
        assert!(error.is_connect(), "{cell}: {error:?}");
        compare(&cell, &error, None, of_fault(nature, Known::NotSent));
    }
}

#[tokio::test]
async fn the_certificate_is_not_trusted() {
    for (command, nature) in COMMANDS {
        let door = Door::untrusted().await;
        let (cell, error) = meet("untrusted certificate", &door.url("https"), LONG, command).await;
        assert!(error.is_connect(), "{cell}: {error:?}");
        let expected = of_fault(nature, Known::NotSent);
        compare(&cell, &error, Some(door.connections()), expected);
    }
}

#[tokio::test]
async fn the_connection_is_reset_before_the_request_was_read() {
    for (command, nature) in COMMANDS {
        let door = Door::resets().await;
        let (cell, error) = meet("reset, unread", &door.url("http"), LONG, command).await;
        assert!(error.is_transport(), "{cell}: {error:?}");
        // The client cannot know that nobody read it.
        let expected = of_fault(nature, Known::Unknown);
        compare(&cell, &error, Some(door.connections()), expected);
    }
}

#[tokio::test]
async fn the_connection_breaks_after_the_command_ran() {
    let whole = http("200 OK", &[], r#"{"ErrorCode":0,"Response":{}}"#);
    for (fault, act) in [
        ("reset, read", Act::Reset),
        ("closed", Act::Cut(Vec::new())),
        ("cut off in the head", Act::Cut(whole[..20].to_vec())),
        (
            "cut off in the body",
            Act::Cut(whole[..whole.len() - 1].to_vec()),
        ),
    ] {
        after_running(fault, act, LONG, Known::Unknown, broke).await;
    }
}

#[tokio::test]
async fn the_answer_does_not_come_in_time() {
    let half = b"HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{\"ErrorCode\":0".to_vec();
    for (fault, act) in [
        ("stall", Act::Stall(Vec::new())),
        ("stall in the body", Act::Stall(half)),
    ] {
        // Long enough for loopback on a busy machine, short enough to wait for.
        let limit = Duration::from_millis(700);
        after_running(fault, act, limit, Known::Unknown, Error::is_timeout).await;
    }
}

#[tokio::test]
async fn the_answer_points_elsewhere() {
    for status in [
        "301 Moved Permanently",
        "302 Found",
        "307 Temporary Redirect",
        "308 Permanent Redirect",
    ] {
        let calls = Calls::default();
        let success = json(r#"{"ErrorCode":0,"Response":{"CallId":"twice"}}"#);
        let elsewhere = runs_then(success, &calls).await;
        let location = format!("{}/v4/elsewhere", elsewhere.url());
        let act = Act::Answer(http(status, &[("location", &location)], ""));
        after_running(status, act, LONG, Known::Settled, not_the_service).await;
        assert_eq!(elsewhere.connections().await, 0, "{status}: followed");
        assert_eq!(calls.started(), 0, "{status}: a call of the second server");
    }
}

#[tokio::test]
async fn something_else_answers() {
    let page = "<html>please wait</html>";
    let bad_gateway = answer("502 Bad Gateway", "text/html", page);
    after_running(
        "502 with HTML",
        bad_gateway,
        LONG,
        Known::Unknown,
        not_the_service,
    )
    .await;
    let ok = answer("200 OK", "text/html", page);
    after_running("200 with HTML", ok, LONG, Known::Unknown, unreadable).await;
}

#[tokio::test]
async fn the_answer_cannot_be_read() {
    let truncated = json(r#"{"ErrorCode":0,"Respon"#);
    after_running(
        "truncated JSON",
        truncated,
        LONG,
        Known::Unknown,
        unreadable,
    )
    .await;
    for (fault, body) in [
        (
            "wrong type in the envelope",
            r#"{"ErrorCode":"0","Response":{}}"#,
        ),
        ("no ErrorCode", r#"{"Response":{"CallId":"c1"}}"#),
        ("a list", r"[1]"),
    ] {
        after_running(fault, json(body), LONG, Known::Settled, unreadable).await;
    }
}

#[tokio::test]
async fn the_answer_is_longer_than_the_limit() {
    let long = format!(r#"{{"ErrorCode":0,"Padding":"{}"}}"#, "x".repeat(2 * LIMIT));
    after_running(
        "oversized answer",
        json(long),
        LONG,
        Known::Unknown,
        |error| error.message().contains("longer than 4096 bytes"),
    )
    .await;
}

#[tokio::test]
async fn the_payload_has_other_types_than_the_contract_says() {
    let payloads = [
        ("start_call_by_robot", r#"{"CallId":5}"#),
        ("get_call_info", r#"{"CallInfo":5}"#),
        ("get_record_by_callid", r#"{"CallRecord":5}"#),
        ("get_record_by_filter", r#"{"CallRecordList":5}"#),
        ("get_callback", r#"{"CallbackCommandList":5}"#),
    ];
    for (command, payload) in payloads {
        let calls = Calls::default();
        let body = format!(r#"{{"ErrorCode":0,"Response":{payload}}}"#);
        let server = runs_then(json(body), &calls).await;
        let (cell, error) = meet("wrong type in the payload", &server.url(), LONG, command).await;
        let nature = COMMANDS.iter().find(|(name, _)| *name == command);
        let (_, nature) = *nature.expect("a command of the table");
        assert!(error.is_decode(), "{cell}: {error:?}");
        let sent = Some(server.requests().len());
        compare(&cell, &error, sent, of_fault(nature, Known::Settled));
        assert_eq!(
            calls.started(),
            usize::from(nature == Nature::Rings),
            "{cell}"
        );
    }
}

#[tokio::test]
async fn a_field_that_is_missing_from_a_success_is_no_failure() {
    for (command, nature) in COMMANDS {
        let calls = Calls::default();
        let server: Server = runs_then(json(r#"{"ErrorCode":0,"Response":{}}"#), &calls).await;
        let client = builder_at(&server.url()).retry(policy()).build();
        let operation = Operation::find(command).expect("a command of the contract");
        let body = example(command, "request-minimal").json();
        let answer = client.expect("a client").command(operation, body).await;
        answer.unwrap_or_else(|error| panic!("{command}: {error:?}"));
        assert_eq!(server.requests().len(), 1, "{command}");
        assert_eq!(
            calls.started(),
            usize::from(nature == Nature::Rings),
            "{command}"
        );
    }
}
