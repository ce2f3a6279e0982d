//! Setting, reading and deleting where webhooks go.

use call_engine_emulator::Reaction;
use serde_json::json;

use crate::common::{DELETE_CALLBACK, GET_CALLBACK, SET_CALLBACK, code};

#[tokio::test]
async fn what_was_set_last_is_read_until_it_is_deleted() {
    let api = crate::common::start().await;
    assert_eq!(api.refusal(GET_CALLBACK, &json!({})).await.0, 100_301);
    let all = json!({
        "Url": "http://www.example.com/callback?token=1",
        "CallbackCommandList": ["Call.CallbackAfterStartCall", "Call.CallbackAfterEndCall"],
    });
    let one = json!({
        "Url": "https://www.example.com/other",
        "CallbackCommandList": ["Call.CallbackAfterMemberChanged"],
    });
    for config in [all, one] {
        let answer = api.send(SET_CALLBACK, &config).await;
        assert_eq!(code(&answer), 0);
        assert!(answer.get("Response").is_none());
        assert_eq!(api.send(GET_CALLBACK, &json!({})).await["Response"], config);
    }
    assert_eq!(
        api.emulator.callback().unwrap().url,
        "https://www.example.com/other"
    );
    assert_eq!(api.refusal(DELETE_CALLBACK, &json!({})).await.0, 0);
    assert_eq!(api.refusal(GET_CALLBACK, &json!({})).await.0, 100_301);
}

#[tokio::test]
async fn deleting_what_is_not_there_succeeds_or_not_as_chosen() {
    let api = crate::common::start().await;
    assert_eq!(api.refusal(DELETE_CALLBACK, &json!({})).await.0, 0);
    let api =
        crate::common::start_with(|b| b.options(|o| o.delete_absent_callback = Reaction::Refuse))
            .await;
    assert_eq!(api.refusal(DELETE_CALLBACK, &json!({})).await.0, 100_301);
}

#[tokio::test]
async fn this_service_has_its_own_code_for_invalid_parameters() {
    let api = crate::common::start().await;
    let list = json!(["Call.CallbackAfterEndCall"]);
    for (body, field) in [
        (json!({"CallbackCommandList": list}), "Url"),
        (json!({"Url": "http://example.com"}), "CallbackCommandList"),
        (json!({"Url": 1, "CallbackCommandList": list}), "Url"),
        (
            json!({"Url": "ftp://example.com", "CallbackCommandList": list}),
            "Url",
        ),
        (
            json!({"Url": "http://", "CallbackCommandList": list}),
            "Url",
        ),
        (
            json!({"Url": "http://example.com", "CallbackCommandList": [1]}),
            "CallbackCommandList[0]",
        ),
    ] {
        let (code, info) = api.refusal(SET_CALLBACK, &body).await;
        assert_eq!(code, 100_002, "{body}");
        assert!(
            info.starts_with(&format!("invalid parameter: {field}: ")),
            "{info}"
        );
    }
    assert!(api.emulator.callback().is_none());
}
