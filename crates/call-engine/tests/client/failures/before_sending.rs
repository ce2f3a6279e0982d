//! What fails before anything is sent, and commands that nobody knows.

use call_engine::{Effect, Operation, operations};
use serde_json::json as value;

use crate::support::{Act, Server, builder, client, json, ring};

#[tokio::test]
async fn an_unknown_command_is_taken_for_one_that_may_have_rung() {
    let server = Server::always(Act::Reset).await;
    let client = client(&server);
    let error = client
        .raw("/v4/new_srv/new_command", &value!({}))
        .await
        .expect_err("a failure");
    assert!(error.may_have_taken_effect(), "{error:?}");
    assert_eq!(error.operation(), "/v4/new_srv/new_command");
}

#[test]
fn every_command_is_found_by_its_word_and_places_a_call_only_if_it_rings() {
    for operation in operations::OPERATIONS {
        assert_eq!(Operation::find(operation.id()), Some(*operation));
        let rings = operation.id() == "start_call_by_robot";
        assert_eq!(
            operation.effect() == Effect::PlacesCall,
            rings,
            "{}",
            operation.id()
        );
    }
    assert_eq!(Operation::find("ring_everybody"), None);
    assert_eq!(Operation::find(""), None);
}

#[tokio::test]
async fn a_path_that_is_not_one_of_a_command_is_refused_before_anything_is_sent() {
    let server = Server::always(json(r#"{"ErrorCode":0}"#)).await;
    let client = client(&server);
    for path in [
        "",
        "/",
        "v4/a/b",
        "/v5/a/b",
        "/v4/../admin",
        "/v4/a/b?x=1",
        "/v4/a/b#x",
        "/v4/a b",
        "/v4/%2e%2e/a",
        "@127.0.0.1/v4/",
    ] {
        let error = client.raw(path, &value!({})).await.expect_err(path);
        assert!(!error.may_have_taken_effect(), "{path}: {error:?}");
        assert!(
            error.message().contains("/v4/{service}/{command}"),
            "{path}: {error}"
        );
    }
    assert_eq!(server.connections().await, 0);
}

#[tokio::test]
async fn an_identifier_no_ticket_can_be_made_for_fails_before_anything_is_sent() {
    let server = Server::always(json(r#"{"ErrorCode":0}"#)).await;
    for identifier in ["", "x".repeat(33).as_str(), "Jürgen"] {
        let client = builder(&server)
            .identifier(identifier)
            .build()
            .expect("a client");
        let error = client
            .start_call_by_robot(ring())
            .await
            .expect_err("a failure");
        assert!(error.message().contains("identifier"), "{error}");
        assert!(!error.may_have_taken_effect());
    }
    assert_eq!(server.connections().await, 0);
}
