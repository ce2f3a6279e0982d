//! Fields the contract does not know can be added to every request and read from every answer.

use call_engine::types::{CallRecord, GetCallbackRequest, StartCallInfo};
use call_engine::{Ring, operations};
use serde_json::{Value, json as value};

use crate::support::examples::example;
use crate::support::{Server, client, json, ring};

#[tokio::test]
async fn every_command_sends_fields_the_contract_does_not_know() {
    for operation in operations::OPERATIONS {
        let server = Server::always(json(r#"{"ErrorCode":0}"#)).await;
        let mut body = example(operation.id(), "request-minimal").json();
        body["Added"] = value!({"deep": [1, "two"]});
        let answer = client(&server).command(operation, body.clone()).await;
        answer.expect("a success");
        assert_eq!(server.request().json(), body, "{}", operation.id());
    }
}

#[tokio::test]
async fn every_payload_gives_fields_the_contract_does_not_know() {
    for operation in operations::OPERATIONS {
        let success = example(operation.id(), "answer-success").json();
        let Some(payload) = success.get("Response") else {
            continue;
        };
        let mut added = payload.clone();
        add_everywhere(&mut added);
        let body = value!({"ErrorCode": 0, "Response": added});
        let server = Server::always(json(body.to_string())).await;
        let request = example(operation.id(), "request-minimal").json();
        let answer = client(&server).command(operation, request).await;
        assert_eq!(
            answer.expect("a success").into_inner(),
            added,
            "{}",
            operation.id()
        );
    }
}

/// Puts a new field into every object.
fn add_everywhere(value: &mut Value) {
    match value {
        Value::Object(map) => {
            map.values_mut().for_each(add_everywhere);
            map.insert("Added".to_owned(), value!(7));
        }
        Value::Array(list) => list.iter_mut().for_each(add_everywhere),
        _ => {}
    }
}

#[tokio::test]
async fn typed_requests_take_them_at_every_depth_and_typed_answers_give_them() {
    let body =
        r#"{"ErrorCode":0,"Response":{"CallId":"c1","Quota":9,"CallResult":[{"Why":"busy"}]}}"#;
    let server = Server::always(json(body)).await;
    let info = StartCallInfo::new("Audio").with_extra("Codec", "opus");
    let mut request = ring().with_extra("Tag", "x");
    request.call_info = info;
    let answer = client(&server).start_call_by_robot(request.clone()).await;
    let answer = answer.expect("a success");
    assert_eq!(answer.extra["Quota"], 9);
    assert_eq!(answer.call_result()[0].extra["Why"], "busy");
    let call = client(&server)
        .ring(Ring::from(request))
        .await
        .expect("a call");
    assert_eq!(call.results()[0].extra["Why"], "busy");
    for sent in server.requests() {
        let sent = sent.json();
        assert_eq!(
            (&sent["Tag"], &sent["CallInfo"]["Codec"]),
            (&value!("x"), &value!("opus"))
        );
    }
}

#[tokio::test]
async fn a_command_without_fields_takes_them_as_json() {
    let server = Server::always(json(r#"{"ErrorCode":0,"Response":{"Url":"u","New":1}}"#)).await;
    let request = GetCallbackRequest::new().with_extra("Version", 2);
    let body = serde_json::to_value(request).expect("JSON");
    let client = client(&server);
    let answer = client.command(&operations::GET_CALLBACK, body).await;
    assert_eq!(answer.expect("a success")["New"], 1);
    assert_eq!(server.request().text(), r#"{"Version":2}"#);
}

#[tokio::test]
async fn a_known_field_among_the_unknown_is_refused() {
    let server = Server::always(json(r#"{"ErrorCode":0}"#)).await;
    let ring = Ring::audio("robot", ["jack"]).with_extra("Timeout", 1);
    let error = client(&server).ring(ring).await.expect_err("a broken rule");
    assert!(error.is_invalid_request(), "{error}");
    assert!(server.requests().is_empty());
}

#[test]
fn a_record_keeps_them_when_it_is_written_again() {
    let text = r#"{"CallId":"c1","Cost":{"Amount":"0.10"}}"#;
    let record: CallRecord = serde_json::from_str(text).expect("a record");
    assert_eq!(record.extra["Cost"]["Amount"], "0.10");
    assert_eq!(serde_json::to_string(&record).expect("JSON"), text);
}
