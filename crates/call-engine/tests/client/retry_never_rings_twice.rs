//! A command that rings somebody is sent again only if it certainly did not run; every other one, whenever that can help.

use std::time::Duration;

use call_engine::code::Retry;
use call_engine::{Client, CodeInfo, Effect, Error, Operation, RetryBudget, operations};
use serde_json::json as value;

use crate::support::examples::example;
use crate::support::{
    Act, Nobody, Server, answer, at_once, builder, builder_at, http, json, quick, ring,
};

const NEW_COMMAND: &str = "/v4/new_srv/new_command";

/// How often a command is sent to a server that always does the same, and the error in the end.
async fn sent(operation: &Operation, act: Act) -> (usize, Error) {
    let server = Server::always(act).await;
    // Long enough for loopback, short enough to wait for.
    let builder = builder(&server).timeout(Duration::from_millis(500));
    let client = builder
        .retry(at_once())
        .answer_limit(4096)
        .build()
        .expect("a client");
    let body = example(operation.id(), "request-minimal").json();
    let error = client.command(operation, body).await;
    let error = error.expect_err("a failure");
    let count = server.requests().len();
    assert_eq!(error.attempts() as usize, count, "{error:?}");
    (count, error)
}

/// Every way an outcome stays unknown.
fn unknown_outcomes() -> Vec<(&'static str, Act)> {
    let whole = http("200 OK", &[], r#"{"ErrorCode":0,"Response":{}}"#);
    let long = format!(r#"{{"ErrorCode":0,"Padding":"{}"}}"#, "x".repeat(5000));
    let html = "<html>please wait</html>";
    vec![
        ("reset", Act::Reset),
        ("closed at once", Act::Cut(Vec::new())),
        ("cut off in the head", Act::Cut(whole[..20].to_vec())),
        (
            "cut off in the body",
            Act::Cut(whole[..whole.len() - 1].to_vec()),
        ),
        ("not HTTP", Act::Cut(b"SSH-2.0-OpenSSH\r\n\r\n".to_vec())),
        ("no answer", Act::Stall(Vec::new())),
        (
            "half an answer",
            Act::Stall(whole[..whole.len() - 1].to_vec()),
        ),
        (
            "500",
            answer("500 Internal Server Error", "text/html", html),
        ),
        ("502", answer("502 Bad Gateway", "text/html", html)),
        ("503", answer("503 Service Unavailable", "text/html", html)),
        ("504", answer("504 Gateway Timeout", "text/html", html)),
        ("429", answer("429 Too Many Requests", "text/html", html)),
        ("HTML", answer("200 OK", "text/html", html)),
        ("nothing", json("")),
        ("truncated JSON", json(r#"{"ErrorCode":0"#)),
        ("oversized", json(&long)),
        ("unknown code", json(r#"{"ErrorCode":99999}"#)),
    ]
}

#[tokio::test]
async fn a_start_whose_outcome_is_unknown_is_sent_once() {
    for (what, act) in unknown_outcomes() {
        let (count, error) = sent(&operations::START_CALL_BY_ROBOT, act.clone()).await;
        assert_eq!(count, 1, "{what}: {error:?}");
        assert!(error.may_have_taken_effect(), "{what}: {error:?}");
        assert!(!error.is_retryable(), "{what}: {error:?}");
    }
}

#[tokio::test]
async fn a_command_the_contract_does_not_know_is_taken_for_one_that_rings() {
    for (what, act) in unknown_outcomes() {
        let server = Server::always(act).await;
        let builder = builder(&server).timeout(Duration::from_millis(500));
        let client = builder.retry(at_once()).answer_limit(4096).build();
        let client = client.expect("a client");
        let error = client.raw(NEW_COMMAND, &value!({})).await;
        let error = error.expect_err("a failure");
        assert!(error.may_have_taken_effect(), "{what}: {error:?}");
        assert_eq!(server.requests().len(), 1, "{what}");
    }
}

#[tokio::test]
async fn what_may_run_twice_is_repeated_after_an_unknown_outcome() {
    for (what, act) in unknown_outcomes() {
        for operation in [&operations::GET_CALL_INFO, &operations::SET_CALLBACK] {
            let (count, error) = sent(operation, act.clone()).await;
            assert_eq!(count, 3, "{what}: {error:?}");
            let changes = operation.effect() != Effect::Read;
            assert_eq!(error.may_have_taken_effect(), changes, "{what}: {error:?}");
            assert!(error.is_retryable(), "{what}: {error:?}");
            assert!(error.to_string().contains("(3 attempts"), "{error}");
        }
    }
}

#[tokio::test]
async fn every_code_of_every_command_is_repeated_by_the_rules_and_no_more() {
    for info in CodeInfo::all() {
        let body = value!({"ErrorCode": info.code(), "ErrorInfo": "x"}).to_string();
        let server = Server::always(json(body)).await;
        // A ready ticket: what a new one changes is another test.
        let client = Client::builder()
            .base_url(server.url())
            .sdk_app_id(1)
            .user_sig("a-ready-ticket-of-some-length")
            .retry(at_once().budget(RetryBudget::new(1000)))
            .build()
            .expect("a client");
        for operation in operations::OPERATIONS {
            let before = server.requests().len();
            let request = example(operation.id(), "request-minimal").json();
            let outcome = client.command(operation, request).await;
            let count = server.requests().len() - before;
            let rings = operation.effect() == Effect::PlacesCall;
            let again = match info.retry() {
                Retry::Delay if info.code() == 101_050 => false,
                Retry::Delay => !rings || !info.may_have_run(),
                Retry::Idempotent => !rings,
                _ => false,
            };
            let expected = if again { 3 } else { 1 };
            let what = format!("{} {}", operation.id(), info.code());
            assert_eq!(count, expected, "{what}");
            let error = outcome.expect_err("a failure");
            assert_eq!(error.code(), Some(info.code()), "{what}");
            assert_eq!(error.is_retryable(), again, "{what}");
            assert!(!(rings && info.may_have_run() && count > 1), "{what}");
        }
    }
}

#[tokio::test]
async fn a_start_that_certainly_did_not_run_is_sent_again() {
    let ok = json(r#"{"ErrorCode":0,"Response":{"CallId":"c1"}}"#);
    for code in [60007, 60011, 60014, 60018, 60019] {
        let refused = json(value!({"ErrorCode": code}).to_string());
        let server = Server::script([refused.clone(), refused, ok.clone()]).await;
        let call = quick(&server).start_call_by_robot(ring()).await;
        assert_eq!(call.expect("a success").call_id(), "c1", "{code}");
        assert_eq!(server.requests().len(), 3, "{code}");
    }
}

#[tokio::test]
async fn every_command_is_tried_again_when_no_connection_came_about() {
    let nobody = Nobody::new();
    let client = builder_at(&nobody.url()).retry(at_once()).build();
    let client = client.expect("a client");
    for operation in operations::OPERATIONS {
        let body = example(operation.id(), "request-minimal").json();
        let error = client.command(operation, body).await;
        let error = error.expect_err("a failure");
        assert!(error.is_connect() && error.is_retryable(), "{error:?}");
        assert_eq!(error.attempts(), 3, "{error:?}");
        assert!(!error.may_have_taken_effect(), "{error:?}");
    }
    let error = client.raw(NEW_COMMAND, &value!({})).await;
    assert_eq!(error.expect_err("a failure").attempts(), 3);
}

#[tokio::test]
async fn a_success_is_not_repeated_even_if_its_payload_cannot_be_read() {
    for operation in operations::OPERATIONS {
        for body in [
            r#"{"ErrorCode":0,"Response":{"CallId":"c1"}}"#,
            r#"{"ErrorCode":0,"Response":[[]]}"#,
            r#"{"ErrorCode":0,"Response":"text"}"#,
            r#"{"ErrorCode":"0"}"#,
        ] {
            let server = Server::always(json(body)).await;
            let request = example(operation.id(), "request-minimal").json();
            let outcome = quick(&server).command(operation, request).await;
            assert_eq!(server.requests().len(), 1, "{} {body}", operation.id());
            if let Err(error) = outcome {
                assert!(error.is_decode() && !error.is_retryable(), "{error:?}");
                assert_eq!(error.attempts(), 1);
            }
        }
    }
}

#[tokio::test]
async fn what_the_same_request_cannot_change_is_not_repeated() {
    for status in [
        "302 Found",
        "307 Temporary Redirect",
        "403 Forbidden",
        "404 Not Found",
    ] {
        let (count, error) =
            sent(&operations::GET_CALL_INFO, answer(status, "text/html", "x")).await;
        assert_eq!(count, 1, "{status}: {error:?}");
    }
}

#[tokio::test]
async fn a_refused_user_sig_is_replaced_once_for_every_command() {
    for operation in operations::OPERATIONS {
        let (count, error) = sent(operation, json(r#"{"ErrorCode":70003}"#)).await;
        assert_eq!(count, 2, "{error:?}");
        assert!(error.is_credentials() && !error.is_retryable(), "{error:?}");
        assert!(!error.may_have_taken_effect());
    }
}

#[tokio::test]
async fn a_start_is_not_repeated_for_a_new_user_sig_when_an_unknown_outcome_follows() {
    let server = Server::script([
        json(r#"{"ErrorCode":70001}"#),
        Act::Reset,
        json(r#"{"ErrorCode":0,"Response":{"CallId":"twice"}}"#),
    ])
    .await;
    let error = quick(&server).start_call_by_robot(ring()).await;
    let error = error.expect_err("a failure");
    assert!(error.may_have_taken_effect(), "{error:?}");
    assert_eq!((error.attempts(), server.requests().len()), (2, 2));
}

#[tokio::test]
async fn a_ready_ticket_cannot_be_replaced() {
    let server = Server::always(json(r#"{"ErrorCode":70001}"#)).await;
    let builder = builder(&server).user_sig("ready-made-ticket");
    let client = builder.retry(at_once()).build().expect("a client");
    let error = client.get_callback().await.expect_err("a failure");
    assert!(error.is_credentials());
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn ending_a_call_that_is_gone_after_an_unknown_outcome_is_a_success() {
    let gone = json(r#"{"ErrorCode":101004,"RequestId":"Id-2"}"#);
    for unknown in [
        Act::Reset,
        answer("502 Bad Gateway", "text/html", "x"),
        json(r#"{"ErrorCode":101001}"#),
    ] {
        let server = Server::script([unknown, gone.clone()]).await;
        let ended = quick(&server)
            .end_call("c1")
            .await
            .expect("the goal is reached");
        assert_eq!(ended.request_id(), Some("Id-2"));
        assert_eq!(server.requests().len(), 2);
    }
}

#[tokio::test]
async fn ending_a_call_that_is_gone_is_an_error_otherwise() {
    let gone = json(r#"{"ErrorCode":101004}"#);
    let busy = json(r#"{"ErrorCode":60007}"#);
    for script in [vec![gone.clone()], vec![busy, gone.clone()]] {
        let server = Server::script(script).await;
        let error = quick(&server)
            .end_call("c1")
            .await
            .expect_err("no such call");
        assert!(
            error.is_call_not_found() && !error.may_have_taken_effect(),
            "{error:?}"
        );
    }
    let server = Server::script([Act::Reset, gone]).await;
    let error = quick(&server)
        .get_call_info("c1")
        .await
        .expect_err("no such call");
    assert!(
        error.is_call_not_found(),
        "only ending reaches its goal: {error:?}"
    );
}

#[tokio::test]
async fn deleting_a_configuration_that_is_gone_after_an_unknown_outcome_is_a_success() {
    let gone = json(r#"{"ErrorCode":100301}"#);
    let server = Server::script([Act::Reset, gone.clone()]).await;
    quick(&server)
        .delete_callback()
        .await
        .expect("the goal is reached");
    let server = Server::script([gone]).await;
    quick(&server)
        .delete_callback()
        .await
        .expect_err("at first it is told");
}

#[tokio::test]
async fn an_error_speaks_for_every_attempt() {
    // The first attempt may have run; the last one certainly did not.
    let server = Server::script([
        answer("502 Bad Gateway", "text/html", "x"),
        json(r#"{"ErrorCode":60007}"#),
        json(r#"{"ErrorCode":100002}"#),
    ])
    .await;
    let client = quick(&server);
    let request = example("set_callback", "request-minimal").json();
    let error = client.command(&operations::SET_CALLBACK, request).await;
    let error = error.expect_err("a failure");
    assert_eq!((error.code(), error.attempts()), (Some(100_002), 3));
    assert!(error.may_have_taken_effect(), "{error:?}");
    let shown = error.to_string();
    assert!(shown.contains("It may have taken effect."), "{shown}");
    assert!(shown.contains("(3 attempts)"), "{shown}");
}
