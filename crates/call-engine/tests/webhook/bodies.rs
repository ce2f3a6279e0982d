//! Reading webhooks; needs no HTTP client.

use call_engine::types::{
    ActionType, CallResult, MediaType, MemberStatus, RoomIdTypeSeen, WebhookCommand,
};
use call_engine::webhook::{self, WebhookEvent};
use call_engine::{Room, Text};
use serde_json::{Value, json as value};

use crate::examples::{example, examples};

fn read(body: &Value) -> WebhookEvent {
    webhook::read(body.to_string().as_bytes()).unwrap_or_else(|error| panic!("{body}: {error}"))
}

fn start(file: &str) -> call_engine::types::AfterStartCall {
    let example = example("after_start_call", file);
    match webhook::read(example.text.as_bytes()).expect("a webhook") {
        WebhookEvent::AfterStartCall(event) => event,
        other => panic!("{file}: {other:?}"),
    }
}

/// What does not come back as it came, because two documented spellings mean the same: `RoomIdType` as a string is
/// written as the number (C-10), and an `ActionType` in the canonical spelling (W-6).
fn normalised(json: &mut Value) {
    match json {
        Value::Object(fields) => {
            for (name, field) in fields {
                let canonical = match (name.as_str(), field.as_str()) {
                    ("RoomIdType", Some(digits)) => digits.parse::<i64>().ok().map(Value::from),
                    ("ActionType", Some("Answer")) => Some(value!("Accept")),
                    ("ActionType", Some("Hang Up" | "HangUp")) => Some(value!("Hangup")),
                    ("ActionType", Some("Invited")) => Some(value!("Invite")),
                    ("ActionType", Some("Canncel_Invite")) => Some(value!("Cancel_Invite")),
                    _ => None,
                };
                match canonical {
                    Some(canonical) => *field = canonical,
                    None => normalised(field),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(normalised),
        _ => {}
    }
}

#[test]
fn every_example_event_is_read_and_written_back_value_by_value() {
    for (folder, command) in [
        ("after_start_call", "Call.CallbackAfterStartCall"),
        ("after_end_call", "Call.CallbackAfterEndCall"),
        ("after_member_changed", "Call.CallbackAfterMemberChanged"),
    ] {
        assert!(WebhookEvent::COMMANDS.contains(&command));
        for example in examples(folder, "event-") {
            let name = &example.name;
            let event = webhook::read(example.text.as_bytes());
            let event = event.unwrap_or_else(|error| panic!("{name}: {error}"));
            let known = match &event {
                WebhookEvent::AfterStartCall(event) => event.callback_command.clone(),
                WebhookEvent::AfterEndCall(event) => event.callback_command.clone(),
                WebhookEvent::AfterMemberChanged(event) => event.callback_command.clone(),
                other => panic!("{name}: {other:?}"),
            };
            assert_eq!(
                known.as_ref().map(WebhookCommand::as_str),
                Some(command),
                "{name}"
            );
            let mut expected = example.json();
            normalised(&mut expected);
            assert_eq!(event.to_json().expect("JSON"), expected, "{name}");
            // Reading what was written gives the same event.
            assert_eq!(read(&expected), event, "{name}");
        }
    }
    assert_eq!(WebhookEvent::COMMANDS.len(), 3);
}

#[test]
fn every_documented_spelling_of_an_action_is_understood() {
    for (spellings, action, canonical) in [
        (
            &["Accept", "Answer", "accept", "ANSWER"][..],
            ActionType::Accept,
            "Accept",
        ),
        (&["Reject", "reject"], ActionType::Reject, "Reject"),
        (
            &["NotAnswer", "Not Answer", "not_answer", "not-answer"],
            ActionType::NotAnswer,
            "NotAnswer",
        ),
        (
            &["Hangup", "HangUp", "Hang Up", "hang_up"],
            ActionType::Hangup,
            "Hangup",
        ),
        (&["Join", "join"], ActionType::Join, "Join"),
        (&["Offline", "offline"], ActionType::Offline, "Offline"),
        (
            &["Invite", "Invited", "invited"],
            ActionType::Invite,
            "Invite",
        ),
        (
            &[
                "Cancel_Invite",
                "Canncel_Invite",
                "CancelInvite",
                "cancel invite",
            ],
            ActionType::CancelInvite,
            "Cancel_Invite",
        ),
    ] {
        for spelling in spellings {
            let body = value!({
                "CallbackCommand": "Call.CallbackAfterMemberChanged",
                "ChangedUserList": [{"User_Account": "jack", "ActionType": spelling}]
            });
            let WebhookEvent::AfterMemberChanged(event) = read(&body) else {
                panic!("{spelling}");
            };
            let changed = event.changed_user_list();
            assert_eq!(changed[0].action_type, Some(action.clone()), "{spelling}");
            assert_eq!(action.as_str(), canonical);
        }
        assert!(ActionType::KNOWN.contains(&action));
    }
    assert_eq!(
        ActionType::KNOWN.len(),
        8,
        "an action without a spelling here"
    );
}

#[test]
fn an_unknown_action_is_kept_as_it_came() {
    for action in [
        value!("Hold The Line"),
        value!("Answered"),
        value!(""),
        value!(17),
    ] {
        let body = value!({
            "CallbackCommand": "Call.CallbackAfterMemberChanged",
            "ChangedUserList": [{"ActionType": action}]
        });
        let event = read(&body);
        let WebhookEvent::AfterMemberChanged(members) = &event else {
            panic!("{event:?}");
        };
        let kept = members.changed_user_list()[0].action_type.as_ref();
        assert!(matches!(kept, Some(ActionType::Other(_))), "{kept:?}");
        assert_eq!(event.to_json().expect("JSON"), body);
    }
}

#[test]
fn the_media_type_is_found_under_either_of_its_names() {
    let sample = start("event-sample").call_info.expect("a call");
    assert_eq!(
        (sample.media_type.as_ref(), sample.media()),
        (None, Some(&MediaType::Audio))
    );
    let table = start("event-table").call_info.expect("a call");
    assert_eq!(
        (table.call_media_type.as_ref(), table.media()),
        (None, Some(&MediaType::Audio))
    );
    let both = start("event-both-media-keys").call_info.expect("a call");
    assert_eq!(both.media(), Some(&MediaType::Video));
}

#[test]
fn accounts_that_are_integers_are_kept_to_the_digit() {
    let event = start("event-sample");
    let members = event.user_list.as_deref().expect("members");
    let accounts: Vec<_> = members
        .iter()
        .flat_map(|member| &member.user_account)
        .collect();
    assert_eq!(
        accounts,
        [
            &Text::from(144_115_212_830_834_855),
            &Text::from(144_115_212_948_889_925)
        ]
    );
    assert_eq!(accounts[0].as_str(), "144115212830834855");
    assert_eq!(members[1].status, Some(MemberStatus::Waiting));
    // As text, they stay text.
    let table = start("event-table");
    let account = table.user_list.expect("members")[0].user_account.clone();
    assert!(account.is_some_and(|account| account == "user1" && !account.was_integer()));
}

#[test]
fn an_empty_room_is_no_room_whatever_its_kind_says() {
    let sample = start("event-sample").call_info.expect("a call");
    assert_eq!(sample.room_id_type, Some(RoomIdTypeSeen::Numeric));
    assert_eq!((sample.room_id(), sample.room()), ("", None));
    let table = start("event-table").call_info.expect("a call");
    assert_eq!(table.room(), Some(Room::Text("roomid-1434".to_owned())));
    let group = start("event-group").call_info.expect("a call");
    assert_eq!(group.room(), Some(Room::Numeric(10086)));
}

#[test]
fn the_record_of_an_ended_call_is_read_like_any_record() {
    let example = example("after_end_call", "event-integer-result");
    let Ok(WebhookEvent::AfterEndCall(event)) = webhook::read(example.text.as_bytes()) else {
        panic!("{}", example.name);
    };
    let record = event.call_record.expect("a record");
    assert_eq!(record.call_result, Some(CallResult::Other(Text::from(4))));
    assert_eq!(record.room_id_type, Some(RoomIdTypeSeen::Text));
    assert_eq!(record.callees().collect::<Vec<_>>(), ["user2"]);
    assert_eq!(event.event_time, Some(1_741_231_296_412));
}

#[test]
fn an_unknown_event_is_kept_as_it_came() {
    for command in ["Call.CallbackAfterLunch", "State.StateChange", ""] {
        let body = value!({"CallbackCommand": command, "Any": {"deep": [1, 9_007_199_254_740_993_i64, null]}});
        let event = read(&body);
        assert_eq!(event, WebhookEvent::Unknown(body.clone()));
        assert_eq!(event.to_json().expect("JSON"), body);
    }
}

#[test]
fn unknown_fields_are_kept_at_every_level_and_written_back() {
    let body = value!({
        "CallbackCommand": "Call.CallbackAfterStartCall",
        "CallInfo": {"CallId": "c1", "New": [1]},
        "UserList": [{"User_Account": "jack", "New": {"x": 1.5}}],
        "New": 9_007_199_254_740_993_i64
    });
    assert_eq!(read(&body).to_json().expect("JSON"), body);
}

#[test]
fn fields_may_be_absent_or_null() {
    for command in WebhookEvent::COMMANDS {
        let alone = value!({"CallbackCommand": command});
        let event = read(&alone);
        assert!(!matches!(event, WebhookEvent::Unknown(_)));
        let nulls = value!({"CallbackCommand": command, "CallInfo": null, "CallId": null,
            "UserList": null, "EventTime": null});
        let event = read(&nulls);
        assert!(!matches!(event, WebhookEvent::Unknown(_)));
    }
}

#[test]
fn a_body_that_is_not_json_is_refused_with_the_place_of_the_fault() {
    let whole = example("after_start_call", "event-table").text;
    let comment = whole.replacen(',', ", // a comment\n", 1);
    let comma = whole.replacen("\"EventTime\"", "\"EventTime\" \"EventTime\"", 1);
    let cut = &whole[..whole.len() / 2];
    let twice = format!("{whole}{whole}");
    let trailing = format!("{whole} and more");
    let marked = format!("\u{feff}{whole}");
    for body in [
        "", " ", "<html>", "OK", cut, &comment, &comma, &twice, &trailing, &marked,
    ] {
        let error = webhook::read(body.as_bytes()).expect_err(body);
        let shown = error.to_string();
        assert!(
            shown.starts_with("the body is not a webhook of Call"),
            "{shown}"
        );
        assert!(shown.contains(" at line "), "{shown}");
        assert!(std::error::Error::source(&error).is_some());
    }
    assert!(
        webhook::read(format!("\n {whole} \n").as_bytes()).is_ok(),
        "white space is no fault"
    );
    assert!(
        webhook::read(b"{\"CallbackCommand\":\"\xff\"}").is_err(),
        "not UTF-8"
    );
}

#[test]
fn a_body_without_command_is_refused() {
    for body in [
        "{}",
        r#"{"CallId":"c1"}"#,
        r#"{"callbackcommand":"x"}"#,
        "[]",
        // Found by fuzzing: serde reads lists in the place of objects.
        "[\t\t\n\"CallId\"]\t",
        r#" ["Call.CallbackAfterEndCall"]"#,
        "null",
        "5",
        "\"x\"",
    ] {
        let error = webhook::read(body.as_bytes()).expect_err(body);
        assert_eq!(error.path(), "", "{body}");
    }
    let error = webhook::read(b"{}").expect_err("no command");
    assert!(error.to_string().contains("`CallbackCommand`"), "{error}");
    for body in [r#"{"CallbackCommand":null}"#, r#"{"CallbackCommand":5}"#] {
        let error = webhook::read(body.as_bytes()).expect_err(body);
        assert_eq!(error.path(), "CallbackCommand", "{body}");
    }
}

#[test]
fn a_wrong_type_names_its_place() {
    for (command, field, wrong, path) in [
        (
            "Call.CallbackAfterStartCall",
            "UserList",
            value!([{"Status": {}}]),
            "UserList[0].Status",
        ),
        (
            "Call.CallbackAfterStartCall",
            "CallInfo",
            value!({"CallId": 5}),
            "CallInfo.CallId",
        ),
        (
            "Call.CallbackAfterEndCall",
            "CallRecord",
            value!({"StartTime": "x"}),
            "CallRecord.StartTime",
        ),
        (
            "Call.CallbackAfterEndCall",
            "CallRecord",
            value!({"CalleeList_Account": ["a", 5]}),
            "CallRecord.CalleeList_Account[1]",
        ),
        (
            "Call.CallbackAfterMemberChanged",
            "ChangedUserList",
            value!([{}, {"ActionType": []}]),
            "ChangedUserList[1].ActionType",
        ),
        (
            "Call.CallbackAfterMemberChanged",
            "EventTime",
            value!("now"),
            "EventTime",
        ),
    ] {
        let mut body = value!({"CallbackCommand": command});
        body[field] = wrong;
        let error = webhook::read(body.to_string().as_bytes()).expect_err(path);
        assert_eq!(error.path(), path);
        assert!(
            error.to_string().contains(&format!(" at {path}: ")),
            "{error}"
        );
    }
}

#[test]
fn a_deeply_nested_body_is_an_error_and_no_crash() {
    let body = format!(
        r#"{{"CallbackCommand":"x","Deep":{}"#,
        "[".repeat(1_000_000)
    );
    assert!(webhook::read(body.as_bytes()).is_err());
}

#[test]
fn the_answer_is_the_documented_one() {
    let answer: Value = serde_json::from_str(webhook::ANSWER).expect("JSON");
    for folder in ["after_start_call", "after_end_call", "after_member_changed"] {
        assert_eq!(answer, example(folder, "answer-success").json());
    }
}
