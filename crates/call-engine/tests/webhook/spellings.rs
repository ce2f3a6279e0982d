//! Every spelling of a webhook is read, and nothing in it is lost.

use call_engine::types::{ActionType, CallResult, MediaType, OptPlatform, RoomIdTypeSeen};
use call_engine::webhook::WebhookEvent;
use call_engine::webhook::testing::Delivery;
use call_engine::{Room, Text};
use http::{HeaderMap, HeaderValue};
use serde_json::{Value, json};

use crate::examples::{example, examples};
use crate::receiving::{
    APPLICATION, CHANGED, END, START, changed, event, plain, query, receive, sample,
};

#[test]
fn every_example_of_the_contract_is_received() {
    for (folder, command) in [
        ("after_start_call", START),
        ("after_end_call", END),
        ("after_member_changed", CHANGED),
    ] {
        for example in examples(folder, "event-") {
            let received = receive(&query(command), &example.text);
            let received = received.unwrap_or_else(|error| panic!("{}: {error}", example.name));
            let event = received.event();
            assert_eq!(event.command(), command);
            assert!(!event.call_id().is_empty(), "{}", example.name);
            let time = event.event_time().expect("a time");
            let since = event
                .time()
                .expect("a time")
                .duration_since(std::time::UNIX_EPOCH);
            assert_eq!(
                since.expect("after 1970").as_millis(),
                u128::from(time.unsigned_abs())
            );
        }
    }
}

#[test]
fn either_name_of_the_media_type_is_read_w_1() {
    for file in ["event-sample", "event-table"] {
        let WebhookEvent::AfterStartCall(event) = sample("after_start_call", file) else {
            panic!("{file}");
        };
        assert_eq!(
            event.call_info.expect("a call").media(),
            Some(&MediaType::Audio)
        );
    }
}

#[test]
fn accounts_above_two_to_the_53_are_read_to_the_digit_w_2() {
    let WebhookEvent::AfterStartCall(event) = sample("after_start_call", "event-sample") else {
        panic!("not a start");
    };
    let accounts = event
        .user_list()
        .iter()
        .flat_map(|member| &member.user_account);
    let accounts: Vec<&str> = accounts.map(Text::as_str).collect();
    assert_eq!(accounts, ["144115212830834855", "144115212948889925"]);
    let largest =
        json!({"CallbackCommand": CHANGED, "ChangedUserList": [{"User_Account": u64::MAX}]});
    let WebhookEvent::AfterMemberChanged(event) = event_of(&largest) else {
        panic!("not a change");
    };
    let account = event.changed_user_list()[0].user_account.clone();
    assert_eq!(
        account.expect("an account").as_str(),
        "18446744073709551615"
    );
}

fn event_of(body: &Value) -> WebhookEvent {
    event(
        body["CallbackCommand"].as_str().expect("a command"),
        &body.to_string(),
    )
}

#[test]
fn an_empty_room_is_none_whatever_its_kind_w_3() {
    let WebhookEvent::AfterStartCall(event) = sample("after_start_call", "event-sample") else {
        panic!("not a start");
    };
    let call = event.call_info.expect("a call");
    assert_eq!(
        (call.room(), call.room_id_type),
        (None, Some(RoomIdTypeSeen::Numeric))
    );
}

#[test]
fn the_printed_samples_without_their_comma_or_with_comments_are_refused_w_4_w_7() {
    let end = example("after_end_call", "event-sample").text;
    let without_comma = end.replacen("},", "}", 1);
    let change = changed().replacen("\"User_Account\"", "// who\n\"User_Account\"", 1);
    for (command, body) in [(END, without_comma), (CHANGED, change)] {
        assert!(serde_json::from_str::<Value>(&body).is_err(), "{body}");
        let error = receive(&query(command), &body).expect_err("no JSON");
        assert!(error.is_not_a_webhook());
        assert_eq!(error.status(), 400);
        assert!(error.to_string().contains("line"), "{error}");
    }
}

#[test]
fn an_event_before_the_start_of_its_call_is_no_fault_w_5() {
    let WebhookEvent::AfterEndCall(event) = sample("after_end_call", "event-sample") else {
        panic!("not an end");
    };
    let record = event.call_record.expect("a record");
    let start = record.start_time.expect("a start") * 1_000;
    assert!(
        event.event_time.expect("a time") < start,
        "the sample shows W-5"
    );
}

#[test]
fn every_spelling_of_an_action_is_one_value_w_6() {
    for (spellings, action) in [
        (["Accept", "Answer"], ActionType::Accept),
        (["Hangup", "Hang Up"], ActionType::Hangup),
        (["Invite", "Invited"], ActionType::Invite),
        (
            ["Cancel_Invite", "Canncel_Invite"],
            ActionType::CancelInvite,
        ),
    ] {
        for spelling in spellings {
            let body =
                json!({"CallbackCommand": CHANGED, "ChangedUserList": [{"ActionType": spelling}]});
            let WebhookEvent::AfterMemberChanged(event) = event_of(&body) else {
                panic!("{spelling}");
            };
            assert_eq!(
                event.changed_user_list()[0].action_type,
                Some(action.clone())
            );
        }
    }
}

#[test]
fn a_member_that_got_lost_is_a_result_of_a_call_w_9() {
    let WebhookEvent::AfterEndCall(event) = sample("after_end_call", "event-offline") else {
        panic!("not an end");
    };
    assert_eq!(
        event.call_record.expect("a record").call_result,
        Some(CallResult::Offline)
    );
}

#[test]
fn an_end_is_received_without_its_start_and_whoever_caused_it_w_10() {
    for platform in ["RESTAPI", "Android"] {
        let delivery = Delivery::new(APPLICATION, &sample("after_end_call", "event-normal-end"))
            .platform(&OptPlatform::from(platform));
        let received = plain().receive(&delivery.query(), &delivery.headers(), delivery.body());
        assert_eq!(
            received
                .expect("received")
                .platform()
                .map(OptPlatform::as_str),
            Some(platform)
        );
    }
}

#[test]
fn http_and_https_are_alike_w_11() {
    let delivery = Delivery::new(APPLICATION, &sample("after_end_call", "event-normal-end"));
    for scheme in ["http", "https"] {
        let mut request = delivery
            .request(&format!("{scheme}://example.com/webhooks"))
            .expect("a request");
        let forwarded = HeaderValue::from_static(scheme);
        request.headers_mut().insert("x-forwarded-proto", forwarded);
        assert!(plain().receive_request(&request).is_ok(), "{scheme}");
    }
}

#[test]
fn a_delivery_that_comes_again_is_received_again_w_14() {
    // Nothing is documented, so telling duplicates is left to the guard: the receiver keeps no state.
    let receiver = plain();
    let body = changed();
    let keys: Vec<_> = (0..3)
        .map(|_| receiver.receive(&query(CHANGED), &HeaderMap::new(), body.as_bytes()))
        .map(|received| received.expect("received").key())
        .collect();
    assert!(keys.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn a_result_may_be_a_number_w_15() {
    let WebhookEvent::AfterEndCall(event) = sample("after_end_call", "event-integer-result") else {
        panic!("not an end");
    };
    let record = event.call_record.expect("a record");
    assert_eq!(record.call_result, Some(CallResult::Other(Text::from(4))));
    assert_eq!(record.room(), Some(Room::Text("roomid-1434".into())));
}

#[test]
fn webhooks_and_fields_the_contract_does_not_know_are_kept() {
    let lunch = json!({"CallbackCommand": "Call.CallbackAfterLunch", "CallInfo": {"CallId": "c9"},
        "EventTime": 5, "Deep": [9_007_199_254_740_993_i64]});
    let event = event_of(&lunch);
    assert_eq!(
        (event.command(), event.call_id(), event.event_time()),
        ("Call.CallbackAfterLunch", "c9", Some(5))
    );
    assert_eq!(event, WebhookEvent::Unknown(lunch));
    let more = json!({"CallbackCommand": CHANGED, "CallId": "c1", "New": {"x": [1.5, null]}});
    assert_eq!(event_of(&more).to_json().expect("JSON"), more);
}
