//! Bodies given as JSON.

use call_engine::{Client, Operation, operations};
use serde_json::{Value, json as value};

use super::{only, refused, server};
use crate::support::examples::example;
use crate::support::{Server, client};

/// Sends JSON and gets the only rule that it breaks.
async fn command(
    client: &Client,
    server: &Server,
    operation: &Operation,
    body: Value,
) -> (String, String) {
    let alone = operations::check_request(operation, &body).expect_err("the same without a client");
    let shown = body.to_string();
    let Err(error) = client.command(operation, body).await else {
        panic!("{shown} was accepted");
    };
    assert_eq!(error.operation(), operation.id());
    let validation = refused(server, error).await;
    assert_eq!(validation, alone);
    only(&validation)
}

#[tokio::test]
async fn json_of_another_shape_is_refused_by_field() {
    let server = server().await;
    let client = client(&server);
    let start = &operations::START_CALL_BY_ROBOT;
    let minimal = example(start.id(), "request-minimal").json();
    for (field, wrong, named, why) in [
        ("Timeout", value!("30000"), "Timeout", "expected i64"),
        ("Timeout", value!(30000.5), "Timeout", "expected i64"),
        ("Timeout", value!(9999), "Timeout", "from 10000"),
        (
            "Robot_Account",
            value!(5),
            "Robot_Account",
            "expected a string",
        ),
        (
            "Robot_Account",
            Value::Null,
            "Robot_Account",
            "expected a string",
        ),
        (
            "CalleeList_Account",
            value!("jack"),
            "CalleeList_Account",
            "expected a sequence",
        ),
        (
            "CalleeList_Account",
            value!(["jack", 5]),
            "CalleeList_Account[1]",
            "expected a string",
        ),
        (
            "CallInfo",
            value!({}),
            "CallInfo",
            "missing field `MediaType`",
        ),
        (
            "CallInfo",
            value!({"MediaType": []}),
            "CallInfo.MediaType",
            "a string or an integer",
        ),
        (
            "CallInfo",
            value!({"MediaType": "Audio", "RoomId": "\""}),
            "CallInfo.RoomId",
            "not allowed",
        ),
        (
            "OfflinePushInfo",
            value!({"Ext": {}}),
            "OfflinePushInfo.Ext",
            "expected a string",
        ),
        (
            "OfflinePushInfo",
            value!({"ApnsInfo": {"LiveActivity": {}}}),
            "OfflinePushInfo.ApnsInfo.LiveActivity",
            "missing field `LaId`",
        ),
    ] {
        let mut body = minimal.clone();
        body[field] = wrong;
        let (name, rule) = command(&client, &server, start, body).await;
        assert_eq!(name, named);
        assert!(rule.contains(why), "{name}: {rule}");
    }
    for (body, why) in [
        (value!({}), "missing field"),
        (value!([]), "expected"),
        (Value::Null, "expected"),
        (value!("x"), "expected"),
    ] {
        let (name, rule) = command(&client, &server, start, body).await;
        assert_eq!(name, "");
        assert!(rule.contains(why), "{rule}");
    }
    for operation in operations::OPERATIONS {
        let (name, _) = command(&client, &server, operation, value!([1])).await;
        assert_eq!(name, "", "{}", operation.id());
    }
}
