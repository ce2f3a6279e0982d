//! Who is believed, what is read, and what the log says of the rest.

#[path = "support/examples.rs"]
mod examples;

use std::fmt::Write as _;

use call_engine::types::{ActionType, CallResult, MediaType, OptPlatform, RoomIdTypeSeen};
use call_engine::webhook::testing::Delivery;
use call_engine::webhook::{
    ANSWER, ReceiveError, Received, Receiver, ReceiverBuilder, Reply, WebhookEvent,
};
use call_engine::{Room, Text};
use examples::{Example, example, examples};
use http::header::{ALLOW, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, Request};
use serde_json::{Value, json};

const APPLICATION: u32 = 1_400_000_000;
const START: &str = "Call.CallbackAfterStartCall";
const END: &str = "Call.CallbackAfterEndCall";
const CHANGED: &str = "Call.CallbackAfterMemberChanged";

fn plain() -> Receiver {
    Receiver::builder(APPLICATION).build().expect("a receiver")
}

fn secret() -> ReceiverBuilder {
    Receiver::builder(APPLICATION).url_secret("token", "p+q/r=s %2A")
}

fn query(command: &str) -> String {
    format!(
        "SdkAppid={APPLICATION}&CallbackCommand={command}&contenttype=json&ClientIP=127.0.0.1&OptPlatform=Web"
    )
}

fn receive(query: &str, body: &str) -> Result<Received, ReceiveError> {
    plain().receive(query, &HeaderMap::new(), body.as_bytes())
}

fn event(command: &str, body: &str) -> WebhookEvent {
    let received = receive(&query(command), body);
    received
        .unwrap_or_else(|error| panic!("{body}: {error}"))
        .into_event()
}

fn sample(folder: &str, file: &str) -> WebhookEvent {
    let Example { text, .. } = example(folder, file);
    let body: Value = serde_json::from_str(&text).expect("JSON");
    event(body["CallbackCommand"].as_str().expect("a command"), &text)
}

fn changed() -> String {
    example("after_member_changed", "event-accept").text
}

fn refused(query: &str) -> ReceiveError {
    receive(query, &changed()).expect_err("refused")
}

// Who sent it.

#[test]
fn the_application_is_read_without_regard_to_the_case_of_its_name_w_12() {
    for name in ["SdkAppid", "SdkAppId", "sdkappid", "SDKAppID", "SDKAPPID"] {
        let query = format!("{name}={APPLICATION}");
        assert!(receive(&query, &changed()).is_ok(), "{name}");
        assert!(receive(&format!("?{query}"), &changed()).is_ok(), "{name}");
    }
}

#[test]
fn the_application_must_be_there_once_and_be_ones_own() {
    for (query, cause) in [
        ("", "a proxy or a rewritten route strips the query"),
        ("CallbackCommand=x", "the query has no SdkAppid"),
        (
            "SdkAppid=1400000001",
            "SdkAppid is 1400000001, of another application",
        ),
        (
            "SdkAppid=1400000000&sdkappid=1400000000",
            "in the query 2 times",
        ),
        ("SdkAppid=1400000000&SdkAppid=1", "in the query 2 times"),
        ("SdkAppid=", "SdkAppid is no number"),
        ("SdkAppid=+1400000000", "SdkAppid is no number"),
        ("SdkAppid=%2B1400000000", "SdkAppid is no number"),
        ("SdkAppid=1400000000.0", "SdkAppid is no number"),
        ("SdkAppid=99999999999999999999999", "SdkAppid is no number"),
        (
            "SdkAppid=5694967296",
            "SdkAppid is 5694967296, of another application",
        ),
    ] {
        let error = refused(query);
        assert!(error.to_string().contains(cause), "{query}: {error}");
        assert!(error.is_unverified());
        assert_eq!(error.reply().status(), 403);
        assert!(!error.reply().body().contains("1400000001"));
    }
}

#[test]
fn the_command_of_the_query_is_that_of_the_body() {
    let error = refused(&query(END));
    assert_eq!(error.status(), 400);
    let text = error.to_string();
    assert!(
        text.contains(r#""Call.CallbackAfterEndCall" in the query"#),
        "{text}"
    );
    assert!(
        text.contains(r#""Call.CallbackAfterMemberChanged" in the body"#),
        "{text}"
    );
    let twice = format!("{}&callbackcommand={CHANGED}", query(CHANGED));
    assert!(refused(&twice).to_string().contains("more than once"));
    // The body names it too: without it in the query nothing is lost.
    assert!(receive(&format!("sdkappid={APPLICATION}"), &changed()).is_ok());
    let encoded = query("Call%2ECallbackAfterMemberChanged");
    assert!(receive(&encoded, &changed()).is_ok());
    let long = refused(&query(&"x\n%0A".repeat(1_000))).to_string();
    assert!(long.len() < 400 && !long.contains('\n'), "{long}");
}

#[test]
fn a_secret_in_the_address_must_be_there_once_and_right() {
    let receiver = secret().build().expect("a receiver");
    let base = query(CHANGED);
    let receive = |query: &str| receiver.receive(query, &HeaderMap::new(), changed().as_bytes());
    // `+`, `/`, `=`, a space and a percent sign, as encoders write them.
    for right in [
        "token=p%2Bq%2Fr%3Ds+%252A",
        "token=p%2bq/r=s%20%252A",
        "%74oken=p%2Bq/r=s %252A",
    ] {
        assert!(receive(&format!("{right}&{base}")).is_ok(), "{right}");
        assert!(receive(&format!("{base}&{right}")).is_ok(), "{right}");
    }
    for (wrong, cause) in [
        ("x=1", "has no parameter \"token\""),
        ("Token=p%2Bq%2Fr%3Ds+%252A", "has no parameter \"token\""),
        ("token=", "is there, and empty"),
        (
            "token=p+q%2Fr%3Ds+%252A",
            "whose `+` or `%` was not encoded",
        ),
        (
            "token=p%2Bq%2Fr%3Ds+%2A",
            "whose `+` or `%` was not encoded",
        ),
        ("token=p%2Bq%2Fr%3Ds+%252A&token=intruder", "more than once"),
        (
            "token=p%2Bq%2Fr%3Ds+%252A&token=p%2Bq%2Fr%3Ds+%252A",
            "more than once",
        ),
    ] {
        let error = receive(&format!("{base}&{wrong}")).expect_err(wrong);
        assert!(error.is_unverified());
        let shown = format!("{error} {error:?} {}", error.reply().body());
        assert!(shown.contains(cause), "{wrong}: {shown}");
        assert!(
            !shown.contains("q/r") && !shown.contains("intruder"),
            "{shown}"
        );
    }
    // Whoever sends no secret does not learn whether the body would have done.
    let error = receiver
        .receive(&base, &HeaderMap::new(), b"no JSON")
        .expect_err("no secret");
    assert_eq!(error.status(), 403);
}

#[test]
fn old_and_new_secret_are_accepted_while_one_replaces_the_other() {
    let receiver = Receiver::builder(APPLICATION)
        .url_secret("token", "new")
        .url_secret("token", "old")
        .url_secret("key", "third");
    let receiver = receiver.build().expect("a receiver");
    for (parameter, right) in [
        ("token=new", true),
        ("token=old", true),
        ("key=third", true),
        ("key=new", false),
        ("token=newold", false),
    ] {
        let query = format!("{}&{parameter}", query(CHANGED));
        let result = receiver.receive(&query, &HeaderMap::new(), changed().as_bytes());
        assert_eq!(result.is_ok(), right, "{parameter}");
    }
}

#[test]
fn parameters_may_be_joined_to_an_address_that_has_a_query_by_either_sign() {
    let receiver = secret().build().expect("a receiver");
    for joint in ['&', '?'] {
        let query = format!("token=p%2Bq%2Fr%3Ds+%252A{joint}{}", query(CHANGED));
        let result = receiver.receive(&query, &HeaderMap::new(), changed().as_bytes());
        assert!(result.is_ok(), "{query}: {result:?}");
    }
}

#[test]
fn address_and_platform_of_the_client_are_told_w_13() {
    let read = |query: &str| receive(query, &changed()).expect("received");
    for (text, platform) in [
        ("RESTAPI", OptPlatform::Restapi),
        ("Web", OptPlatform::Web),
        ("Android", OptPlatform::Android),
        ("iOS", OptPlatform::IOs),
        ("IOS", OptPlatform::IOs),
        ("Windows", OptPlatform::Windows),
        ("Mac", OptPlatform::Mac),
        ("macOS", OptPlatform::Mac),
        ("iPad", OptPlatform::IPad),
        ("Unknown", OptPlatform::Unknown),
        ("miniProgram", OptPlatform::Other(Text::from("miniProgram"))),
        ("a+%C3%A9%2A%", OptPlatform::Other(Text::from("a é*%"))),
    ] {
        let received = read(&format!("SdkAppid={APPLICATION}&optplatform={text}"));
        assert_eq!(received.platform(), Some(&platform), "{text}");
        assert_eq!(received.client_ip(), None);
    }
    let received = read(&format!(
        "SdkAppid={APPLICATION}&ClientIP=2001%3adb8::1&OptPlatform="
    ));
    assert_eq!(received.client_ip(), Some("2001:db8::1"));
    assert_eq!(received.platform(), None);
}

#[test]
fn the_answer_is_the_documented_one_w_8() {
    let received = receive(&query(CHANGED), &changed()).expect("received");
    assert_eq!(received.reply(), Reply::OK);
    assert_eq!((Reply::OK.status(), Reply::OK.body()), (200, ANSWER));
    let answer: Value = serde_json::from_str(received.reply().body()).expect("JSON");
    assert_eq!(answer, example("after_end_call", "answer-success").json());
    let fail: Value = serde_json::from_str(refused("").reply().body()).expect("JSON");
    assert_eq!(fail["ActionStatus"], "FAIL");
    assert!(fail["ErrorCode"].is_i64() && fail["ErrorInfo"].is_string());
    let response = http::Response::<bytes::Bytes>::from(Reply::OK);
    assert_eq!(response.headers()[CONTENT_TYPE], "application/json");
}

// What is read.

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

// What frameworks and proxies do.

#[test]
fn the_type_of_the_content_does_not_matter() {
    for kind in [
        "application/json",
        "text/plain",
        "application/x-www-form-urlencoded",
        "\u{fffd}",
    ] {
        let mut headers = HeaderMap::new();
        let value = HeaderValue::from_bytes(kind.as_bytes()).expect("a header");
        headers.insert(CONTENT_TYPE, value);
        let received = plain().receive(&query(CHANGED), &headers, changed().as_bytes());
        assert!(received.is_ok(), "{kind}");
    }
}

#[test]
fn a_byte_order_mark_and_white_space_are_no_fault() {
    for body in [
        format!("\u{feff}{}", changed()),
        format!("\u{feff}\r\n {}\n\n", changed()),
    ] {
        assert!(receive(&query(CHANGED), &body).is_ok());
    }
}

#[test]
fn the_log_names_what_happened_to_a_body() {
    let whole = changed();
    let quoted = Value::from(whole.clone()).to_string();
    let form = form(&whole);
    let cut = &whole[..whole.len() / 2];
    for (body, length, coding, cause) in [
        ("", None, None, "the body is empty"),
        (" \n", Some(0), None, "the body is empty"),
        (
            "",
            Some(331),
            None,
            "Content-Length says 331: something read it before",
        ),
        (&quoted, None, None, "JSON inside a JSON text"),
        ("[object Object]", None, None, "wrote the object as text"),
        ("<html></html>", None, None, "a page, not JSON"),
        (&form, None, None, "encoded as a form"),
        ("\u{1f}", None, Some("gzip"), "the body is compressed"),
        (
            cut,
            Some(whole.len()),
            None,
            "something on the way changed or cut it",
        ),
    ] {
        let mut headers = HeaderMap::new();
        if let Some(length) = length {
            headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
        }
        if let Some(coding) = coding {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static(coding));
        }
        let error = plain()
            .receive(&query(CHANGED), &headers, body.as_bytes())
            .expect_err(cause);
        assert!(error.is_not_a_webhook());
        assert!(error.to_string().contains(cause), "{cause}: {error}");
        assert!(std::error::Error::source(&error).is_some());
    }
}

fn form(body: &str) -> String {
    let mut form = String::new();
    for byte in body.bytes() {
        let _ = write!(form, "%{byte:02X}");
    }
    form
}

#[test]
fn a_field_of_another_type_is_named_with_its_place() {
    let body = json!({"CallbackCommand": CHANGED, "ChangedUserList": [{}, {"ActionType": []}]});
    let error = receive(&query(CHANGED), &body.to_string()).expect_err("another type");
    assert_eq!(error.path(), Some("ChangedUserList[1].ActionType"));
    assert!(
        error.to_string().contains("ChangedUserList[1].ActionType"),
        "{error}"
    );
    assert!(!error.reply().body().contains("ActionType"));
}

#[test]
fn a_body_over_the_limit_is_refused_by_its_length_alone() {
    let whole = changed();
    let limited = |bytes| {
        let receiver = Receiver::builder(APPLICATION)
            .body_limit(bytes)
            .build()
            .expect("a receiver");
        receiver.receive(&query(CHANGED), &HeaderMap::new(), whole.as_bytes())
    };
    assert!(limited(whole.len()).is_ok());
    let error = limited(whole.len() - 1).expect_err("too long");
    assert!(error.is_too_large());
    assert_eq!(error.status(), 413);
    let padded = format!("{whole}{}", " ".repeat(1_048_577 - whole.len()));
    assert_eq!(padded.len(), 1_048_577);
    assert!(receive(&query(CHANGED), &padded).is_err_and(|error| error.is_too_large()));
    assert!(receive(&query(CHANGED), &padded[..1_048_576]).is_ok());
}

#[test]
fn only_posts_are_webhooks() {
    for method in ["GET", "HEAD", "PUT", "OPTIONS", "PURGE"] {
        let request = Request::builder()
            .method(method)
            .uri(format!("/?{}", query(CHANGED)));
        let request = request.body(changed()).expect("a request");
        let error = plain().receive_request(&request).expect_err(method);
        assert_eq!(error.status(), 405);
        assert!(error.to_string().contains(method), "{error}");
        let response = http::Response::<bytes::Bytes>::from(error.reply());
        assert_eq!(response.headers()[ALLOW], "POST");
    }
}
