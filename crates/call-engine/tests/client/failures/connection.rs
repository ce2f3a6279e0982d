//! Connections that do not come about, break or fall silent.

use std::time::Duration;

use call_engine::operations;

use super::{outcome, unknown_outcome};
use crate::support::{Act, Nobody, Server, builder_at, client, http, json, ring};

#[tokio::test]
async fn when_nobody_listens_nothing_was_sent_and_nothing_happened() {
    let nobody = Nobody::new();
    let client = builder_at(&nobody.url()).build().expect("a client");
    let error = client
        .start_call_by_robot(ring())
        .await
        .expect_err("a failure");
    assert!(error.is_connect(), "{error:?}");
    assert!(!error.may_have_taken_effect());
    assert!(!error.is_timeout() && !error.is_decode() && !error.is_invalid_request());
    assert_eq!(
        (error.code(), error.http_status(), error.request_id()),
        (None, None, None)
    );
    assert!(
        error
            .to_string()
            .starts_with("start_call_by_robot: no connection, nothing was sent: "),
        "{error}"
    );
    assert!(
        error.message().to_lowercase().contains("refused"),
        "{error}"
    );
}

#[tokio::test]
async fn a_name_that_does_not_resolve_is_a_failed_connection() {
    // Too long a label for any resolver to ask for, so nobody is asked.
    let url = format!("http://{}.invalid", "x".repeat(64));
    let client = builder_at(&url).allow_plain_http().build();
    let error = client
        .expect("a client")
        .end_call("c1")
        .await
        .expect_err("a failure");
    assert!(error.is_connect(), "{error:?}");
    assert!(!error.may_have_taken_effect());
}

#[tokio::test]
async fn an_answer_that_is_cut_off_leaves_the_outcome_unknown() {
    let whole = http("200 OK", &[], r#"{"ErrorCode":0,"Response":{}}"#);
    // Before the first byte, in the head, after the head, in the body.
    let head = whole
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .expect("a head")
        + 4;
    for length in [0, 20, head, whole.len() - 1] {
        unknown_outcome(Act::Cut(whole[..length].to_vec()), |error| {
            assert!(!error.is_timeout() && !error.is_decode(), "{error:?}");
            assert!(
                error.to_string().contains("the connection failed: "),
                "{error}"
            );
            assert_eq!(error.code(), None);
        })
        .await;
    }
}

#[tokio::test]
async fn a_chunked_answer_without_its_end_is_cut_off_too() {
    let head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
    let chunk = "e\r\n{\"ErrorCode\":0\r\n1\r\n}\r\n";
    unknown_outcome(Act::Cut(format!("{head}{chunk}").into_bytes()), |error| {
        assert!(
            error.to_string().contains("the connection failed: "),
            "{error}"
        );
    })
    .await;
    let whole = format!("{head}{chunk}0\r\n\r\n");
    let server = Server::always(Act::Cut(whole.into_bytes())).await;
    client(&server)
        .end_call("c1")
        .await
        .expect("the same with its end");
}

#[tokio::test]
async fn a_reset_after_the_request_was_read_leaves_the_outcome_unknown() {
    unknown_outcome(Act::Reset, |error| {
        assert!(!error.is_timeout() && !error.is_decode(), "{error:?}");
        assert!(
            error.to_string().contains("the connection failed: "),
            "{error}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_start_whose_kept_connection_breaks_is_not_sent_again() {
    for act in [
        Act::Reset,
        Act::Cut(Vec::new()),
        Act::Cut(b"HTTP/1.1 2".to_vec()),
    ] {
        let first = json(r#"{"ErrorCode":0}"#);
        let again = json(r#"{"ErrorCode":0,"Response":{"CallId":"twice"}}"#);
        let server = Server::script([first, act, again]).await;
        let client = client(&server);
        client.get_callback().await.expect("a success");
        let error = client
            .start_call_by_robot(ring())
            .await
            .expect_err("a failure");
        assert!(error.may_have_taken_effect(), "{error:?}");
        assert_eq!(server.connections().await, 1);
        assert_eq!(server.requests().len(), 2, "each request once");
        client.get_callback().await.expect("the client goes on");
    }
}

#[tokio::test]
async fn an_answer_that_does_not_come_in_time_leaves_the_outcome_unknown() {
    let in_the_head = b"HTTP/1.1 200 OK\r\ncontent-le".to_vec();
    let in_the_body = b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"ErrorCode\":0".to_vec();
    for bytes in [Vec::new(), in_the_head, in_the_body] {
        for operation in [&operations::START_CALL_BY_ROBOT, &operations::GET_CALL_INFO] {
            // Long enough for loopback, short enough to wait for.
            let limit = Duration::from_millis(300);
            let act = Act::Stall(bytes.clone());
            outcome(
                operation,
                |builder| builder.timeout(limit),
                act,
                |error| {
                    assert!(error.is_timeout() && !error.is_decode(), "{error:?}");
                    assert!(
                        error.message().contains("no answer within 300ms"),
                        "{error}"
                    );
                },
            )
            .await;
        }
    }
}
