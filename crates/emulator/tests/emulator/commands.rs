//! The call commands over HTTP: what they answer and what they refuse.

use std::time::Duration;

use call_engine_emulator::{Phone, PhoneError};
use serde_json::{Value, json};

use crate::common::{END, INFO, START, call_to, code};

#[tokio::test]
async fn starting_a_call_answers_its_id_and_a_result_for_each_callee() {
    let api = crate::common::start().await;
    let answer = api.send(START, &call_to(&["jack", "rose"])).await;
    assert_eq!(answer["ActionStatus"], "OK");
    assert_eq!(answer["ErrorInfo"], "");
    let response = &answer["Response"];
    assert_eq!(response["CallId"].as_str().unwrap().len(), 36);
    assert_eq!(
        response["CallResult"],
        json!([
            {"Callee_Account": "jack", "ResultCode": 0},
            {"Callee_Account": "rose", "ResultCode": 0},
        ])
    );
}

#[tokio::test]
async fn the_call_of_the_vendors_sample_is_accepted() {
    let api = crate::common::start().await;
    let body = json!({
        "Robot_Account": "robot",
        "CalleeList_Account": ["jack"],
        "Timeout": 300_000,
        "UserData": "userdata-12345687",
        "CallInfo": {"MediaType": "Video", "RoomId": "roomid-test", "RoomIdType": 2},
        "OfflinePushInfo": {
            "PushFlag": 0,
            "Title": "This is the push title",
            "Desc": "This is offline push content",
            "Ext": "{\"entity\":{\"key1\":\"value1\",\"key2\":\"value2\"}}",
        },
    });
    let answer = api.send(START, &body).await;
    let id = answer["Response"]["CallId"].as_str().unwrap();
    let call = api.emulator.call(id).unwrap();
    let notice = call.notice.unwrap();
    assert_eq!(notice.title.as_deref(), Some("This is the push title"));
    assert_eq!(notice.user_data.as_deref(), Some("userdata-12345687"));
}

#[tokio::test]
async fn the_envelope_has_its_fields_in_the_documented_order() {
    let api = crate::common::start().await;
    api.call(&["jack"]).await;
    let answer = api.send(END, &json!({"CallId": "x"})).await.to_string();
    assert!(answer.contains("RequestId"), "{answer}");

    let text = crate::common::http_client()
        .post(format!(
            "{}/v4/{START}?{}",
            api.emulator.url(),
            crate::common::joined(&crate::common::query())
        ))
        .body(call_to(&["rose"]).to_string())
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    let places: Vec<usize> = [
        "ActionStatus",
        "ErrorInfo",
        "ErrorCode",
        "RequestId",
        "Response",
    ]
    .iter()
    .map(|name| text.find(&format!("\"{name}\"")).unwrap())
    .collect();
    assert!(places.is_sorted(), "{text}");
}

#[tokio::test]
async fn request_ids_look_like_the_vendors_and_never_repeat() {
    let api = crate::common::start().await;
    let mut seen = Vec::new();
    for _ in 0..3 {
        let answer = api.info("x").await;
        let id = answer["RequestId"].as_str().unwrap().to_owned();
        let (hex, number) = id
            .strip_prefix("Id-")
            .unwrap()
            .split_once("-O-Seq-")
            .unwrap();
        assert!(
            hex.len() == 32 && hex.bytes().all(|b| b.is_ascii_hexdigit()),
            "{id}"
        );
        assert!(number.parse::<u64>().is_ok(), "{id}");
        assert!(!seen.contains(&id));
        seen.push(id);
    }
}

#[tokio::test]
async fn call_info_shows_members_ringing_and_talking() {
    let api = crate::common::start().await;
    let id = api.call(&["jack", "rose"]).await;
    api.emulator.answer(&id, "jack").unwrap();
    let answer = api.info(&id).await;
    assert_eq!(
        answer["Response"],
        json!({
            "CallInfo": {
                "CallId": id,
                "MediaType": "Video",
                "ChatGroupId": "",
                "RoomId": format!("room-{id}"),
                "RoomIdType": 2,
            },
            "UserList": [
                {"User_Account": "robot", "Status": "Calling"},
                {"User_Account": "jack", "Status": "Calling"},
                {"User_Account": "rose", "Status": "Waiting"},
            ],
        })
    );
}

#[tokio::test]
async fn a_call_that_ended_or_never_was_is_not_found() {
    let api = crate::common::start().await;
    let id = api.call(&["jack"]).await;
    let body = json!({"CallId": id});
    let ended = api.send(END, &body).await;
    assert_eq!(code(&ended), 0);
    assert!(ended.get("Response").is_none(), "the envelope only");
    for command in [INFO, END] {
        assert_eq!(api.refusal(command, &body).await.0, 101_004);
        assert_eq!(
            api.refusal(command, &json!({"CallId": "x"})).await.0,
            101_004
        );
    }
}

#[tokio::test]
async fn a_scripted_phone_answers_and_hangs_up() {
    let phone =
        Phone::answers_after(Duration::from_secs(2)).then_hangs_up_after(Duration::from_secs(30));
    let api = crate::common::start_with(|builder| builder.phone("jack", phone)).await;
    let id = api.call(&["jack"]).await;
    let status = |answer: &Value| answer["Response"]["UserList"][1]["Status"].clone();
    assert_eq!(status(&api.info(&id).await), "Waiting");
    api.pass(2);
    assert_eq!(status(&api.info(&id).await), "Calling");
    api.pass(29);
    assert_eq!(code(&api.info(&id).await), 0);
    api.pass(1);
    assert_eq!(code(&api.info(&id).await), 101_004);
}

#[tokio::test]
async fn a_person_at_the_phone_can_only_do_what_the_call_allows() {
    let api = crate::common::start().await;
    let emulator = &api.emulator;
    let id = api.call(&["jack"]).await;
    assert_eq!(emulator.hang_up(&id, "jack"), Err(PhoneError::NotInCall));
    assert_eq!(emulator.answer(&id, "rose"), Err(PhoneError::NotAMember));
    assert_eq!(emulator.answer("x", "jack"), Err(PhoneError::NoSuchCall));
    emulator.answer(&id, "jack").unwrap();
    assert_eq!(emulator.answer(&id, "jack"), Err(PhoneError::NotRinging));
    assert_eq!(emulator.refuse(&id, "jack"), Err(PhoneError::NotRinging));
    emulator.hang_up(&id, "jack").unwrap();
    assert_eq!(emulator.hang_up(&id, "jack"), Err(PhoneError::NoSuchCall));
}

#[tokio::test]
async fn a_refused_field_is_named_with_its_rule() {
    let api = crate::common::start().await;
    let good = call_to(&["jack"]);
    for (pointer, value, field) in [
        ("/Robot_Account", json!(""), "Robot_Account: "),
        ("/Robot_Account", json!("a".repeat(33)), "Robot_Account: "),
        ("/CalleeList_Account", json!("jack"), "CalleeList_Account: "),
        ("/CalleeList_Account", json!([]), "CalleeList_Account: "),
        (
            "/CalleeList_Account",
            json!(["jack", "é"]),
            "CalleeList_Account[1]: ",
        ),
        (
            "/CalleeList_Account",
            json!(["robot"]),
            "CalleeList_Account: the robot",
        ),
        ("/Timeout", json!(9_999), "Timeout: must be at least 10000"),
        (
            "/Timeout",
            json!(600_001),
            "Timeout: must be at most 600000",
        ),
        (
            "/Timeout",
            json!("30000"),
            "Timeout: must be of type integer",
        ),
        ("/Timeout", json!(1e40), "Timeout: must be at most 600000"),
        ("/CallInfo", json!({}), "CallInfo.MediaType: is required"),
        ("/CallInfo", json!([]), "CallInfo: must be of type object"),
        (
            "/CallInfo/MediaType",
            json!("Smell"),
            "CallInfo.MediaType: ",
        ),
        ("/CallInfo", room("x", 3), "CallInfo.RoomIdType: "),
        (
            "/CallInfo",
            room("room", 1),
            "CallInfo.RoomId: with RoomIdType 1",
        ),
        (
            "/CallInfo",
            room("0", 1),
            "CallInfo.RoomId: with RoomIdType 1",
        ),
        (
            "/CallInfo",
            room("4294967295", 1),
            "CallInfo.RoomId: with RoomIdType 1",
        ),
        ("/CallInfo", room(&"a".repeat(65), 2), "CallInfo.RoomId: "),
    ] {
        let mut body = good.clone();
        *body.pointer_mut(pointer).unwrap() = value.clone();
        let (code, info) = api.refusal(START, &body).await;
        assert_eq!(code, 101_002, "{pointer} {value}");
        assert!(
            info.starts_with(&format!("invalid parameter: {field}")),
            "{info}"
        );
    }
    let mut body = good.clone();
    body["UserData"] = json!("é".repeat(501));
    let (_, info) = api.refusal(START, &body).await;
    assert_eq!(
        info,
        "invalid parameter: UserData: must have at most 1000 bytes"
    );
    assert!(api.emulator.calls().is_empty(), "nothing rang");
}

#[tokio::test]
async fn what_is_text_or_number_keeps_to_the_limits_of_both() {
    let api = crate::common::start().await;
    for (kind, accepted) in [
        (json!(1), true),
        (json!("4"), true),
        (json!(5), false),
        (json!("0"), false),
        (json!(true), false),
    ] {
        let mut body = call_to(&["jack"]);
        body["OfflinePushInfo"] = json!({"AndroidInfo": {"VIVONotifyType": kind}});
        let answer = api.send(START, &body).await;
        assert_eq!(code(&answer) == 0, accepted, "{kind}: {answer}");
        let info = answer["ErrorInfo"].as_str().unwrap();
        assert!(
            accepted || info.contains("VIVONotifyType: must have one of the documented forms"),
            "{info}"
        );
    }
}

#[tokio::test]
async fn a_body_that_is_no_object_is_an_invalid_parameter() {
    let api = crate::common::start().await;
    for body in [json!([]), json!(1), json!("x"), json!(null)] {
        let (code, info) = api.refusal(INFO, &body).await;
        assert_eq!(code, 101_002);
        assert_eq!(info, "invalid parameter: body: must be of type object");
    }
    let (_, info) = api.refusal(INFO, &json!({})).await;
    assert_eq!(info, "invalid parameter: CallId: is required");
}

#[tokio::test]
async fn unknown_fields_and_any_case_of_the_media_type_are_accepted() {
    let api = crate::common::start().await;
    let mut body = call_to(&["jack"]);
    body["Later"] = json!({"Field": 1});
    body["CallInfo"]["MediaType"] = json!("vIDEO");
    let answer = api.send(START, &body).await;
    let id = answer["Response"]["CallId"].as_str().unwrap();
    assert_eq!(
        api.info(id).await["Response"]["CallInfo"]["MediaType"],
        "Video"
    );
}

#[tokio::test]
async fn numeric_rooms_keep_their_kind() {
    let api = crate::common::start().await;
    let mut body = call_to(&["jack"]);
    body["CallInfo"] = room("4294967294", 1);
    let answer = api.send(START, &body).await;
    let id = answer["Response"]["CallId"].as_str().unwrap();
    let info = &api.info(id).await["Response"]["CallInfo"];
    assert_eq!(info["RoomId"], "4294967294");
    assert_eq!(info["RoomIdType"], 1);
}

#[tokio::test]
async fn an_answer_without_response_can_be_chosen() {
    let api =
        crate::common::start_with(|b| b.options(|o| o.start_answer_has_response = false)).await;
    let answer = api.send(START, &call_to(&["jack"])).await;
    assert_eq!(code(&answer), 0);
    assert!(answer.get("Response").is_none());
    assert_eq!(api.emulator.calls().len(), 1);
}

fn room(id: &str, kind: u8) -> Value {
    json!({"MediaType": "Audio", "RoomId": id, "RoomIdType": kind})
}
