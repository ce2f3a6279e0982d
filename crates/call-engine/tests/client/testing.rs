//! A client over a fake behaves as one over the network.

use call_engine::testing::{Fake, Reply};
use call_engine::types::{EndCallRequest, SetCallbackRequest, WebhookCommand};
use call_engine::{CodeInfo, Error, RetryPolicy, operations};
use serde_json::json as value;

use crate::support::examples::example;
use crate::support::{Act, Nobody, Server, answer, at_once, builder, builder_at, json, ring};

/// What an error tells a caller.
fn told(error: &Error) -> impl PartialEq + std::fmt::Debug {
    (
        (error.code(), error.http_status(), error.attempts()),
        (error.may_have_taken_effect(), error.is_retryable()),
        (error.is_connect(), error.is_timeout(), error.is_transport()),
        (error.is_decode(), error.is_not_the_service()),
        error.body().to_vec(),
    )
}

#[tokio::test]
async fn a_fault_of_the_fake_ends_as_the_same_fault_of_a_server() {
    let html = "<html>please wait</html>";
    let payload = value!({"CallId": 5, "UserId": 5, "CallInfo": 5, "Url": 5});
    let body = value!({"ErrorCode": 0, "Response": payload}).to_string();
    let faults = [
        (Reply::broken_connection(), Act::Reset),
        (Reply::timeout(), Act::Stall(Vec::new())),
        (
            Reply::http(502, html),
            answer("502 Bad Gateway", "text/html", html),
        ),
        (
            Reply::http(404, html),
            answer("404 Not Found", "text/html", html),
        ),
        (Reply::http(200, html), answer("200 OK", "text/html", html)),
        (
            Reply::http(200, r#"{"ErrorCode":"0"}"#),
            json(r#"{"ErrorCode":"0"}"#),
        ),
        (Reply::http(200, body.clone()), json(&body)),
        (Reply::code(60_008), json(r#"{"ErrorCode":60008}"#)),
        (Reply::code(70_001), json(r#"{"ErrorCode":70001}"#)),
        (Reply::code(99_999), json(r#"{"ErrorCode":99999}"#)),
    ];
    for (reply, act) in faults {
        let shown = format!("{reply:?}");
        for operation in [&operations::START_CALL_BY_ROBOT, &operations::GET_CALL_INFO] {
            let request = || example(operation.id(), "request-minimal").json();
            let reply = reply.clone();
            let fake = Fake::by(move |_| reply.clone());
            let faked = fake.client().command(operation, request()).await;
            let faked = faked.expect_err(&shown);
            let server = Server::always(act.clone()).await;
            let limit = std::time::Duration::from_millis(700);
            let client = builder(&server).timeout(limit).retry(at_once()).build();
            let real = client
                .expect("a client")
                .command(operation, request())
                .await;
            let real = real.expect_err(&shown);
            assert_eq!(told(&faked), told(&real), "{shown}: {faked:?} and {real:?}");
            assert_eq!(fake.sent().len(), server.requests().len(), "{shown}");
        }
    }
    let nobody = Nobody::new();
    let client = builder_at(&nobody.url()).retry(at_once()).build();
    let real = client.expect("a client").start_call_by_robot(ring()).await;
    let fake = Fake::by(|_| Reply::no_connection());
    let faked = fake.client().start_call_by_robot(ring()).await;
    let (faked, real) = (faked.expect_err("a failure"), real.expect_err("a failure"));
    assert_eq!(told(&faked), told(&real), "{faked:?} and {real:?}");
}

#[tokio::test]
async fn what_is_sent_can_be_read_attempt_by_attempt() {
    let mut left = 2;
    let fake = Fake::by(move |sent| {
        assert_eq!(sent.operation(), "set_callback");
        left -= 1;
        if left > 0 {
            Reply::timeout()
        } else {
            Reply::success().request_id(Some("Id-7"))
        }
    });
    let request =
        SetCallbackRequest::new("https://a.example", [WebhookCommand::CallbackAfterEndCall]);
    let answer = fake
        .client()
        .set_callback(request)
        .await
        .expect("a success");
    assert_eq!(answer.request_id(), Some("Id-7"));
    let sent = fake.sent();
    assert_eq!(sent.len(), 2);
    assert_eq!((sent[0].attempt(), sent[1].attempt()), (1, 2));
    assert_eq!(sent[0].body(), sent[1].body());
    assert_eq!(sent[0].body()["Url"], "https://a.example");
    fake.verify();
}

#[tokio::test]
async fn a_request_that_breaks_a_rule_never_reaches_the_fake() {
    let fake = Fake::in_order([("end_call", Reply::success())]);
    let error = fake.client().end_call("").await.expect_err("a refusal");
    assert!(error.is_invalid_request(), "{error:?}");
    assert!(fake.sent().is_empty());
    fake.client().end_call("c1").await.expect("a success");
    fake.verify();
}

#[tokio::test]
async fn a_code_is_told_with_the_text_of_the_vendor() {
    let fake = Fake::by(|_| Reply::code(101_004).text("gone").request_id(None));
    let error = fake.client().end_call("c1").await.expect_err("a failure");
    assert_eq!(error.info(), CodeInfo::find(101_004));
    assert_eq!(
        (error.message().as_str(), error.request_id()),
        ("gone", None)
    );
    assert!(error.is_call_not_found());
}

#[tokio::test]
async fn the_policy_of_the_client_holds_for_the_fake_too() {
    let fake = Fake::by(|_| Reply::timeout());
    let client = fake
        .builder()
        .retry(RetryPolicy::never())
        .build()
        .expect("a client");
    client.get_callback().await.expect_err("a timeout");
    assert_eq!(fake.sent().len(), 1);
}

#[tokio::test]
async fn what_is_not_expected_fails_and_is_told_at_the_end() {
    let fake = Fake::in_order([
        ("end_call", Reply::success()),
        ("get_callback", Reply::success()),
    ]);
    let client = fake.client();
    client
        .end_call(EndCallRequest::new("c1"))
        .await
        .expect("expected");
    let error = client
        .start_call_by_robot(ring())
        .await
        .expect_err("not expected");
    assert!(error.is_setup(), "{error:?}");
    assert!(!error.may_have_taken_effect(), "{error:?}");
    let told = "start_call_by_robot was sent where get_callback is expected";
    assert!(error.message().contains(told), "{error}");
    let verified = std::panic::catch_unwind(|| fake.verify()).expect_err("a panic");
    let message = verified.downcast_ref::<String>().expect("a message");
    assert!(message.contains(told), "{message}");
    assert!(message.contains("get_callback was not sent"), "{message}");
}

#[tokio::test]
async fn clients_of_one_fake_share_its_order_and_commands_the_contract_does_not_know_reach_it() {
    let path = "/v4/new_srv/new_command";
    let fake = Fake::in_order([
        (path, Reply::payload(value!({"New": 1}))),
        ("end_call", Reply::success()),
    ]);
    let (one, other) = (fake.client(), fake.client());
    let answer = one.raw(path, &value!({"A": 1})).await.expect("a success");
    assert_eq!(answer["Response"]["New"], 1);
    other.end_call("c1").await.expect("a success");
    assert_eq!(fake.sent()[0].body(), &value!({"A": 1}));
    fake.verify();
}
