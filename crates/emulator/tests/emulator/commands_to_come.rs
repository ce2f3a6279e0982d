//! A command the contract has and the emulator has no behaviour for.

use call_engine_emulator::Emulator;
use call_engine_emulator::route::{Effect, Route};
use serde_json::json;

use crate::common::code;

static INVITE: &[Route] = &[Route {
    operation: "invite",
    path: "/v4/call_engine_http_srv/invite",
    effect: Effect::PlacesCall,
    rate_limit: 200,
    error_codes: &[101_004],
    request_schema: r#"{
        "type": "object",
        "required": ["CallId"],
        "properties": {"CallId": {"type": "string", "x-max-bytes": 4}}
    }"#,
    answer_example: r#"{
        "ActionStatus": "OK", "ErrorInfo": "", "ErrorCode": 0, "RequestId": "Id-1-O-Seq-1",
        "Response": {"Z": 1, "A": [12345678901234567890, 1.50]}
    }"#,
}];

const PATH: &str = "call_engine_http_srv/invite";

#[tokio::test]
async fn it_answers_the_contracts_example_with_a_request_id_of_its_own() {
    let api = crate::common::start_with(|builder| builder.routes(INVITE)).await;
    let answer = api.send(PATH, &json!({"CallId": "x"})).await;
    assert_eq!(code(&answer), 0);
    assert_eq!(answer["Response"]["Z"], 1);
    assert_ne!(answer["RequestId"], "Id-1-O-Seq-1");
}

#[tokio::test]
async fn it_is_validated_like_any_other() {
    let api = crate::common::start_with(|builder| builder.routes(INVITE)).await;
    let (code, info) = api.refusal(PATH, &json!({"CallId": "12345"})).await;
    assert_eq!(code, 101_002);
    assert_eq!(info, "invalid parameter: CallId: must have at most 4 bytes");
    assert_eq!(api.refusal(PATH, &json!({"X_Account": 1})).await.0, 60_015);
}

#[tokio::test]
async fn without_the_route_the_path_is_unknown() {
    let api = crate::common::start().await;
    assert_eq!(api.refusal(PATH, &json!({"CallId": "x"})).await.0, 60_009);
}

#[tokio::test]
async fn a_route_that_does_not_hold_what_it_should_is_named_at_the_start() {
    static BROKEN: &[Route] = &[Route {
        request_schema: r#"{"type": 3}"#,
        ..INVITE[0]
    }];
    let error = Emulator::builder()
        .routes(BROKEN)
        .start()
        .await
        .unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("route invite: request_schema"),
        "{error}"
    );
}
