//! What the service may answer, and what the client makes of it.

use call_engine::types::{CallResult, CallType, MediaType, MemberStatus, RoomIdTypeSeen};
use call_engine::{Answer, Client, Error, Operation, Room, Text, operations};
use serde_json::{Value, json as value};

use crate::support::examples::{example, examples};
use crate::support::{Server, client, json, ring};

/// Asks `get_call_info` and gets the payload.
async fn call_info(
    payload: Value,
) -> Result<Answer<call_engine::types::GetCallInfoResponse>, Error> {
    let server = Server::always(json(
        value!({"ActionStatus": "OK", "ErrorCode": 0, "RequestId": "Id-1", "Response": payload})
            .to_string(),
    ))
    .await;
    client(&server).get_call_info("c1").await
}

/// Asks `get_record_by_callid` and gets the record.
async fn record(record: Value) -> call_engine::types::CallRecord {
    let body = value!({"ErrorCode": 0, "Response": {"CallRecord": record}});
    let server = Server::always(json(body.to_string())).await;
    let answer = client(&server).get_record_by_callid("c1").await;
    let answer = answer.expect("a record").into_inner();
    answer.call_record.expect("a record")
}

async fn command(client: &Client, operation: &Operation) -> Result<Answer<Value>, Error> {
    let body = example(operation.id(), "request-minimal").json();
    client.command(operation, body).await
}

#[tokio::test]
async fn a_start_without_response_is_a_success_without_call_id() {
    for body in [
        r#"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"RequestId":"Id-1"}"#,
        r#"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"RequestId":"Id-1","Response":null}"#,
        r#"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"RequestId":"Id-1","Response": null }"#,
        r#"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"RequestId":"Id-1","Response":{}}"#,
    ] {
        let server = Server::always(json(body)).await;
        let answer = client(&server).start_call_by_robot(ring()).await;
        let answer = answer.unwrap_or_else(|error| panic!("{body}: {error}"));
        assert_eq!(answer.call_id, None, "{body}");
        assert_eq!(answer.call_id(), "", "{body}");
        assert!(answer.call_result().is_empty(), "{body}");
        assert_eq!(answer.request_id(), Some("Id-1"), "{body}");
    }
}

#[tokio::test]
async fn every_command_succeeds_with_an_error_code_and_nothing_else() {
    for body in [
        r#"{"ErrorCode":0}"#,
        r#"{"ErrorCode":0,"ActionStatus":null,"ErrorInfo":null,"RequestId":null,"Response":null}"#,
    ] {
        let server = Server::always(json(body)).await;
        let client = client(&server);
        for operation in operations::OPERATIONS {
            let answer = command(&client, operation).await;
            let answer = answer.unwrap_or_else(|error| panic!("{}: {error}", operation.id()));
            assert_eq!(answer.request_id(), None, "{}", operation.id());
        }
    }
}

#[tokio::test]
async fn the_error_code_decides_and_not_the_action_status() {
    for status in [r#""FAIL""#, r#""Ok""#, r#""STRANGE""#, "7"] {
        let body = format!(r#"{{"ActionStatus":{status},"ErrorCode":0}}"#);
        let server = Server::always(json(&body)).await;
        let ended = client(&server).end_call("c1").await;
        assert!(ended.is_ok(), "{body}: {ended:?}");
    }
    let server = Server::always(json(r#"{"ActionStatus":"OK","ErrorCode":101004}"#)).await;
    let error = client(&server).end_call("c1").await.expect_err("a failure");
    assert_eq!(error.code(), Some(101_004));
}

#[tokio::test]
async fn unknown_fields_of_the_envelope_are_ignored() {
    let server = Server::always(json(
        r#"{"ErrorDisplay":"","ErrorCode":0,"New":{"a":[1]},"Response":{"CallId":"c1"}}"#,
    ))
    .await;
    let answer = client(&server).start_call_by_robot(ring()).await;
    assert_eq!(answer.expect("a success").call_id(), "c1");
}

#[tokio::test]
async fn null_in_place_of_a_list_or_of_any_field_is_absence() {
    let info = call_info(value!({"CallInfo": null, "UserList": null})).await;
    let info = info.expect("a success");
    assert_eq!(info.call_info, None);
    assert!(info.user_list().is_empty());

    let body = value!({"ErrorCode": 0, "Response": {"TotalNum": null, "Page": null, "CallRecordList": null}});
    let server = Server::always(json(body.to_string())).await;
    let request = call_engine::types::GetRecordByFilterRequest::new();
    let page = client(&server).get_record_by_filter(request).await;
    let page = page.expect("a success");
    assert!(page.call_record_list().is_empty());
    assert_eq!((page.total_num, page.page), (None, None));

    let body = value!({"ErrorCode": 0, "Response": {"Url": null, "CallbackCommandList": null}});
    let server = Server::always(json(body.to_string())).await;
    let callback = client(&server).get_callback().await.expect("a success");
    assert_eq!(callback.url(), "");
    assert!(callback.callback_command_list().is_empty());

    let record = record(
        value!({"CallId": "c1", "CalleeList_Account": null, "RoomIdType": null,
        "MediaType": null, "StartTime": null}),
    )
    .await;
    assert!(record.callee_list_account().is_empty());
    assert_eq!(record.room(), None);
    assert_eq!(record.callees().count(), 0);
}

#[tokio::test]
async fn unknown_fields_are_kept_at_every_level_and_written_back() {
    let payload = value!({
        "CallInfo": {"CallId": "c1", "MediaType": "Audio", "NewInInfo": {"deep": [1, 2.5, "x", null]}},
        "UserList": [{"User_Account": "user1", "Status": "Calling", "NewInMember": 9_007_199_254_740_993_i64}],
        "NewInResponse": [true]
    });
    let info = call_info(payload.clone()).await.expect("a success");
    assert_eq!(info.extra["NewInResponse"], value!([true]));
    assert_eq!(
        info.user_list()[0].extra["NewInMember"],
        value!(9_007_199_254_740_993_i64)
    );
    assert_eq!(serde_json::to_value(&*info).expect("JSON"), payload);
}

#[tokio::test]
async fn a_result_as_integer_and_a_room_kind_as_string_are_read() {
    let record = record(value!({"CallResult": 3, "RoomIdType": "2", "RoomId": "lobby"})).await;
    let result = record.call_result.as_ref().expect("a result");
    assert_eq!(result.as_str(), "3");
    assert!(matches!(result, CallResult::Other(text) if text.as_integer() == Some(3)));
    assert_eq!(record.room_id_type, Some(RoomIdTypeSeen::Text));
    assert_eq!(record.room(), Some(Room::Text("lobby".to_owned())));
    // The known kind of room is written as the number it means, the unknown result as it came.
    assert_eq!(
        serde_json::to_value(&record).expect("JSON"),
        value!({"CallResult": 3, "RoomIdType": 2, "RoomId": "lobby"})
    );
}

#[tokio::test]
async fn a_result_as_text_digits_stays_text() {
    let record = record(value!({"CallResult": "3"})).await;
    assert_eq!(
        serde_json::to_value(&record).expect("JSON"),
        value!({"CallResult": "3"})
    );
}

#[test]
fn integers_beyond_what_a_double_holds_are_kept_to_the_digit() {
    for digits in [
        "9007199254740993",
        "144115212830834855",
        "9223372036854775807",
        "18446744073709551615",
        "-9223372036854775808",
    ] {
        let text: Text = serde_json::from_str(digits).expect("an integer");
        assert_eq!(text.as_str(), digits);
        assert!(text.was_integer());
        assert_eq!(serde_json::to_string(&text).expect("JSON"), digits);

        let text: Text = serde_json::from_str(&format!("\"{digits}\"")).expect("a string");
        assert_eq!(text.as_str(), digits);
        assert!(!text.was_integer());
        assert_eq!(
            serde_json::to_string(&text).expect("JSON"),
            format!("\"{digits}\"")
        );
    }
}

#[tokio::test]
async fn known_values_are_read_in_any_case() {
    let body = value!({"MediaType": "video", "CallType": "SINGLECALL", "CallResult": "normal_end"});
    let record = record(body).await;
    assert_eq!(record.media_type, Some(MediaType::Video));
    assert_eq!(record.call_type, Some(CallType::SingleCall));
    assert_eq!(record.call_result, Some(CallResult::NormalEnd));
    assert_eq!(
        serde_json::to_value(&record).expect("JSON"),
        value!({"MediaType": "Video", "CallType": "SingleCall", "CallResult": "NormalEnd"})
    );
}

#[tokio::test]
async fn unknown_values_of_enumerations_are_kept_as_they_came() {
    let payload = value!({
        "CallInfo": {"MediaType": "Holo Gram", "RoomIdType": 7},
        "UserList": [{"Status": "On_Hold"}, {"Status": 12}, {"Status": ""}]
    });
    let info = call_info(payload.clone()).await.expect("a success");
    let call = info.call_info.as_ref().expect("a call");
    assert_eq!(
        call.media_type.as_ref().expect("a type").as_str(),
        "Holo Gram"
    );
    assert!(matches!(call.room_id_type, Some(RoomIdTypeSeen::Other(_))));
    let status = info.user_list()[0].status.as_ref().expect("a status");
    assert_eq!(*status, MemberStatus::Other(Text::from("On_Hold")));
    assert_eq!(serde_json::to_value(&*info).expect("JSON"), payload);
}

#[tokio::test]
async fn room_kind_zero_means_no_room() {
    for payload in [
        value!({"CallInfo": {"RoomId": "", "RoomIdType": 0}}),
        value!({"CallInfo": {"RoomId": "", "RoomIdType": 1}}),
    ] {
        let info = call_info(payload.clone()).await.expect("a success");
        assert_eq!(info.call_info.as_ref().expect("a call").room(), None);
        assert_eq!(serde_json::to_value(&*info).expect("JSON"), payload);
    }
    let absent = call_info(value!({"CallInfo": {"RoomIdType": 0}})).await;
    let absent = absent.expect("a success").into_inner();
    let kind = absent.call_info.expect("a call").room_id_type;
    assert_eq!(kind, Some(RoomIdTypeSeen::Absent));
}

#[tokio::test]
async fn a_numeric_room_and_a_text_room_with_the_same_digits_differ() {
    let numeric = record(value!({"RoomId": "10086", "RoomIdType": 1})).await;
    let text = record(value!({"RoomId": "10086", "RoomIdType": 2})).await;
    assert_eq!(numeric.room(), Some(Room::Numeric(10086)));
    assert_eq!(text.room(), Some(Room::Text("10086".to_owned())));
}

#[tokio::test]
async fn the_caller_is_not_among_the_callees_even_if_the_answer_lists_it() {
    for list in [
        value!(["user1", "user2", "user3"]),
        value!(["user2", "user3"]),
    ] {
        let record = record(value!({"Caller_Account": "user1", "CalleeList_Account": list})).await;
        assert_eq!(record.callees().collect::<Vec<_>>(), ["user2", "user3"]);
    }
}

#[tokio::test]
async fn a_wrong_type_names_its_place_and_keeps_the_answer() {
    for (payload, path) in [
        (
            value!({"UserList": [{"Status": {}}]}),
            "Response.UserList[0].Status",
        ),
        (
            value!({"UserList": [{"User_Account": "a"}, {"User_Account": 7}]}),
            "Response.UserList[1].User_Account",
        ),
        (
            value!({"UserList": {"Status": "Calling"}}),
            "Response.UserList",
        ),
        (value!({"UserList": [null]}), "Response.UserList[0]"),
        (value!({"CallInfo": "c1"}), "Response.CallInfo"),
        (
            value!({"CallInfo": {"CallId": 5}}),
            "Response.CallInfo.CallId",
        ),
        (value!([]), "Response"),
        (value!("c1"), "Response"),
    ] {
        let error = call_info(payload.clone())
            .await
            .expect_err("an answer that cannot be read");
        assert!(error.is_decode(), "{error:?}");
        assert_eq!(error.request_id(), Some("Id-1"));
        let message = error.message();
        assert_eq!(
            message.split_once(": ").expect("a path").0,
            path,
            "{message}"
        );
        assert!(error.to_string().contains(&message), "{error}");
        assert_eq!(error.http_status(), Some(200));
        let body = std::str::from_utf8(error.body()).expect("UTF-8");
        assert!(body.contains(&payload.to_string()), "{body:?}");
        assert!(!error.may_have_taken_effect(), "looking changes nothing");
    }
}

#[tokio::test]
async fn a_start_whose_answer_cannot_be_read_may_have_rung() {
    let server = Server::always(json(r#"{"ErrorCode":0,"Response":{"CallId":5}}"#)).await;
    let error = client(&server).start_call_by_robot(ring()).await;
    let error = error.expect_err("an answer that cannot be read");
    assert!(
        error.is_decode() && error.may_have_taken_effect(),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_wrong_type_in_the_envelope_names_the_field() {
    for (body, field) in [
        (r#"{"ErrorCode":"0"}"#, "ErrorCode"),
        (r#"{"ErrorCode":null}"#, "ErrorCode"),
        (r#"{"ErrorCode":0,"RequestId":{}}"#, "RequestId"),
        (r#"{"ErrorCode":0,"ErrorInfo":5}"#, "ErrorInfo"),
        (r#"{"ActionStatus":"OK"}"#, "ErrorCode"),
        (r#"["ErrorCode"]"#, "envelope"),
    ] {
        let server = Server::always(json(body)).await;
        let error = client(&server)
            .get_call_info("c1")
            .await
            .expect_err("no envelope");
        assert!(error.is_decode(), "{body}: {error:?}");
        assert!(error.message().contains(field), "{body}: {error}");
        assert_eq!(error.body(), body.as_bytes());
        assert_eq!(error.code(), None);
    }
}

#[tokio::test]
async fn a_long_answer_that_cannot_be_read_is_kept_up_to_4096_bytes() {
    let payload = value!({"CallInfo": 5, "Padding": "x".repeat(10_000)});
    let error = call_info(payload)
        .await
        .expect_err("an answer that cannot be read");
    assert_eq!(error.body().len(), 4096);
}

#[tokio::test]
async fn the_request_id_is_told_on_success_and_on_failure() {
    let server = Server::script([
        json(r#"{"ErrorCode":0,"RequestId":"Id-70e3-O-Seq-1","Response":{}}"#),
        json(r#"{"ErrorCode":101004,"RequestId":"Id-70e3-O-Seq-2","ErrorInfo":"gone"}"#),
        json(r#"{"ErrorCode":0,"RequestId":"Id-70e3-O-Seq-3"}"#),
    ])
    .await;
    let client = client(&server);
    let info = client.get_call_info("c1").await.expect("a success");
    assert_eq!(info.request_id(), Some("Id-70e3-O-Seq-1"));
    let error = client.get_call_info("c1").await.expect_err("a failure");
    assert_eq!(error.request_id(), Some("Id-70e3-O-Seq-2"));
    assert!(
        error.to_string().contains("RequestId Id-70e3-O-Seq-2"),
        "{error}"
    );
    let ended = client.end_call("c1").await.expect("a success");
    assert_eq!(ended.request_id(), Some("Id-70e3-O-Seq-3"));
}

#[tokio::test]
async fn a_request_id_need_not_be_ascii() {
    let server = Server::always(json(r#"{"ErrorCode":0,"RequestId":"Id-\u00fc-你好"}"#)).await;
    let ended = client(&server).end_call("c1").await.expect("a success");
    assert_eq!(ended.request_id(), Some("Id-ü-你好"));
}

#[tokio::test]
async fn every_example_answer_is_read_and_written_back_value_by_value() {
    for operation in operations::OPERATIONS {
        for example in examples(operation.id(), "answer-") {
            let name = &example.name;
            let server = Server::always(json(&example.text)).await;
            let answer = command(&client(&server), operation).await;
            let envelope = example.json();
            let request_id = envelope["RequestId"].as_str();
            if envelope["ErrorCode"] == 0 {
                let answer = answer.unwrap_or_else(|error| panic!("{name}: {error}"));
                let mut expected = envelope.get("Response").cloned();
                if !operation.answers_payload() {
                    assert_eq!(expected, None, "{name}");
                    expected = Some(Value::Null);
                }
                let mut expected = expected.unwrap_or_else(|| value!({}));
                room_kinds_as_numbers(&mut expected);
                assert_eq!(*answer, expected, "{name}");
                assert_eq!(answer.request_id(), request_id, "{name}");
            } else {
                let error = answer.expect_err(name);
                assert_eq!(error.code(), envelope["ErrorCode"].as_i64(), "{name}");
                assert_eq!(
                    error.message(),
                    envelope["ErrorInfo"].as_str().unwrap_or_default()
                );
                assert_eq!(error.request_id(), request_id, "{name}");
                assert_eq!(error.operation(), operation.id(), "{name}");
            }
        }
    }
}

/// The one thing that does not come back as it came: `RoomIdType` `"2"` is written as the number (C-10).
fn room_kinds_as_numbers(json: &mut Value) {
    match json {
        Value::Object(fields) => {
            for (name, field) in fields {
                match field.as_str().map(str::parse::<i64>) {
                    Some(Ok(number)) if name == "RoomIdType" => *field = value!(number),
                    _ => room_kinds_as_numbers(field),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(room_kinds_as_numbers),
        _ => {}
    }
}

#[tokio::test]
async fn an_unknown_command_gets_the_whole_answer() {
    let body = r#"{"ErrorCode":0,"RequestId":"Id-1","Response":{"Token":"t"},"New":1}"#;
    let server = Server::always(json(body)).await;
    let answer = client(&server)
        .raw("/v4/live_config/get_callback_token", &value!({}))
        .await;
    let answer = answer.expect("a success");
    assert_eq!(answer.request_id(), Some("Id-1"));
    assert_eq!(*answer, serde_json::from_str::<Value>(body).expect("JSON"));
    assert_eq!(server.request().path, "/v4/live_config/get_callback_token");
}

#[tokio::test]
async fn a_payload_is_given_as_it_came_when_it_is_asked_for_so() {
    let payload =
        r#"{ "New": 1.50, "CallRecordList": [{"CallResult":"normal_end","RoomIdType":"2"}] }"#;
    let body = format!(r#"{{"ErrorCode":0,"RequestId":"Id-1","Response":{payload}}}"#);
    let server = Server::always(json(body)).await;
    let client = client(&server);
    let ask = async |body: Value| {
        let operation = &operations::GET_RECORD_BY_FILTER;
        client.verbatim(operation, &body).await
    };
    let answer = ask(value!({"Page": 2, "Unknown": "x"})).await;
    let answer = answer.expect("a success");
    assert_eq!(answer.request_id(), Some("Id-1"));
    assert_eq!(answer.get(), payload);
    let sent: Value = serde_json::from_slice(&server.request().body).expect("JSON");
    assert_eq!(sent, value!({"Page": 2, "Unknown": "x"}));
    // Its rules and its codes are those of any command.
    let error = ask(value!({"Page": 0})).await.unwrap_err();
    assert!(error.is_invalid_request(), "{error}");
    assert_eq!(server.requests().len(), 1);
    let server = Server::always(json(r#"{"ErrorCode":101050}"#)).await;
    let client = crate::support::client(&server);
    let none = client
        .verbatim(&operations::GET_RECORD_BY_FILTER, &value!({}))
        .await;
    assert!(none.unwrap_err().is_record_not_found());
}
