//! The webhook configuration, and that there may be none.

use call_engine::types::WebhookCommand;
use serde_json::json as value;

use crate::support::{Server, client, json};

const ABSENT: &str = r#"{"ActionStatus":"FAIL","ErrorCode":100301,"ErrorInfo":"none"}"#;

#[tokio::test]
async fn what_is_not_configured_is_none_and_no_failure() {
    for body in [
        ABSENT,
        r#"{"ErrorCode":0}"#,
        r#"{"ErrorCode":0,"Response":{"Url":"","CallbackCommandList":[]}}"#,
    ] {
        let server = Server::always(json(body)).await;
        let found = client(&server).webhook_configuration().await;
        assert_eq!(found.expect("no failure"), None, "{body}");
        assert_eq!(server.request().text(), "{}");
    }
}

#[tokio::test]
async fn what_is_configured_is_read_with_fields_and_webhooks_that_are_new() {
    let body = r#"{"ErrorCode":0,"RequestId":"Id-1","Response":{"Url":"https://example.com/x",
        "CallbackCommandList":["Call.CallbackAfterEndCall","Call.New"],"Secret":"s"}}"#;
    let server = Server::always(json(body)).await;
    let found = client(&server).webhook_configuration().await;
    let found = found.expect("an answer").expect("a configuration");
    assert_eq!(found.request_id(), Some("Id-1"));
    assert_eq!(found.url(), "https://example.com/x");
    assert_eq!(
        found.callback_command_list()[0],
        WebhookCommand::CallbackAfterEndCall
    );
    assert_eq!(found.callback_command_list()[1].as_str(), "Call.New");
    assert_eq!(found.extra["Secret"], "s");
}

#[tokio::test]
async fn other_failures_stay_failures() {
    let server = Server::always(json(r#"{"ErrorCode":100001}"#)).await;
    let client = client(&server);
    let read = client.webhook_configuration().await.expect_err("a failure");
    let deleted = client.delete_webhook().await.expect_err("a failure");
    assert_eq!(
        (read.code(), deleted.code()),
        (Some(100_001), Some(100_001))
    );
}

#[tokio::test]
async fn deleting_what_is_absent_is_fine_whatever_the_service_says() {
    let server = Server::script([json(r#"{"ErrorCode":0}"#), json(ABSENT)]).await;
    let client = client(&server);
    assert!(client.delete_webhook().await.expect("no failure"));
    assert!(!client.delete_webhook().await.expect("no failure"));
}

#[tokio::test]
async fn it_is_set_as_it_is_given() {
    let server = Server::always(json(r#"{"ErrorCode":0}"#)).await;
    let url = "HTTPS://example.com/calls?token=t&x=1";
    let webhooks = [WebhookCommand::CallbackAfterEndCall, "Call.New".into()];
    client(&server)
        .set_webhook(url, webhooks)
        .await
        .expect("no failure");
    let expected =
        value!({"Url": url, "CallbackCommandList": ["Call.CallbackAfterEndCall", "Call.New"]});
    assert_eq!(server.request().json(), expected);
}

#[tokio::test]
async fn an_address_that_is_none_and_an_empty_list_are_not_sent() {
    let server = Server::always(json(r#"{"ErrorCode":0}"#)).await;
    let client = client(&server);
    let all = || WebhookCommand::KNOWN.iter().cloned();
    for url in [
        "",
        "example.com",
        "ftp://example.com",
        "://example.com",
        "https:/example.com",
    ] {
        let error = client
            .set_webhook(url, all())
            .await
            .expect_err("a broken rule");
        let broken = error.validation().expect("rules").violations();
        assert_eq!(broken[0].field(), "Url", "{url}");
    }
    let none: [WebhookCommand; 0] = [];
    let error = client.set_webhook("https://example.com", none).await;
    let error = error.expect_err("a broken rule");
    let broken = error.validation().expect("rules").violations();
    assert_eq!(broken[0].field(), "CallbackCommandList");
    assert!(server.requests().is_empty());
}
