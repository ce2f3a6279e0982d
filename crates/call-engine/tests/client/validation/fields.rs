//! The rules of single fields.

use std::time::Duration;

use call_engine::types::{
    EndCallRequest, GetCallInfoRequest, GetRecordByCallidRequest, GetRecordByFilterRequest,
    MediaType, SetCallbackRequest, StartCallByRobotRequest, StartCallInfo, WebhookCommand,
};
use call_engine::{Milliseconds, Room};

use super::{accepted, in_room, only, refused, server, start};
use crate::support::{client, ring};

fn ringing(time: impl Into<Milliseconds>) -> StartCallByRobotRequest {
    let info = StartCallInfo::new(MediaType::Audio);
    StartCallByRobotRequest::new("robot", ["jack"], time, info)
}

#[tokio::test]
async fn the_ring_time_is_from_10000_to_600000_milliseconds() {
    for milliseconds in [9999, 600_001, 0, -1, i64::MIN, i64::MAX] {
        let (field, rule) = start(ringing(Milliseconds::new(milliseconds))).await;
        assert_eq!(field, "Timeout");
        assert_eq!(
            rule,
            format!("must be from 10000 to 600000 ms, is {milliseconds}")
        );
    }
    for span in [
        Duration::from_millis(9999),
        Duration::from_micros(9_999_999),
        Duration::from_millis(600_001),
        Duration::MAX,
        Duration::ZERO,
    ] {
        assert_eq!(start(ringing(span)).await.0, "Timeout", "{span:?}");
    }
    for span in [
        Duration::from_secs(10),
        Duration::from_secs(600),
        Duration::from_micros(600_000_999),
    ] {
        accepted(ringing(span)).await;
    }
}

#[tokio::test]
async fn there_is_at_least_one_callee() {
    let mut request = ring();
    request.callee_list_account.clear();
    let (field, rule) = start(request).await;
    assert_eq!(field, "CalleeList_Account");
    assert!(rule.contains("at least 1"), "{rule}");
}

#[tokio::test]
async fn accounts_are_1_to_32_bytes_of_printable_ascii() {
    let longest = "x".repeat(32);
    for (account, why) in [
        ("x".repeat(33), "at most 32 bytes, has 33"),
        (String::new(), "must not be empty"),
        ("jürgen".to_owned(), "'ü'"),
        ("a\tb".to_owned(), "'\\t'"),
        ("a\u{7f}".to_owned(), "'\\u{7f}'"),
    ] {
        let mut request = ring();
        request.callee_list_account = vec![longest.clone(), account.clone(), "jack".to_owned()];
        let (field, rule) = start(request).await;
        assert_eq!(field, "CalleeList_Account[1]");
        assert!(rule.contains(why), "{account:?}: {rule}");

        let mut request = ring();
        request.robot_account = account.clone();
        let (field, rule) = start(request).await;
        assert_eq!(field, "Robot_Account");
        assert!(rule.contains(why), "{account:?}: {rule}");
    }
    let mut request = ring();
    request.robot_account = longest.clone();
    request.callee_list_account = vec![longest, "a b~!".to_owned()];
    accepted(request).await;
}

#[tokio::test]
async fn user_data_is_at_most_1000_bytes_however_few_characters() {
    let (field, rule) = start(ring().user_data("好".repeat(333) + "xy")).await;
    assert_eq!(field, "UserData");
    assert_eq!(rule, "at most 1000 bytes, has 1001");
    accepted(ring().user_data("好".repeat(333) + "x")).await;
    accepted(ring().user_data("x".repeat(1000))).await;
    accepted(ring().user_data("")).await;
}

#[tokio::test]
async fn a_room_holds_only_its_89_characters_and_at_most_64_bytes() {
    for (room, why) in [
        ("lobby\"1", "'\"'"),
        ("a'b", "'\\''"),
        ("a\\b", "'\\\\'"),
        ("a/b", "'/'"),
        ("a*b", "'*'"),
        ("a`b", "'`'"),
        ("übung", "'ü'"),
        ("a\nb", "'\\n'"),
        ("", "must not be empty"),
        ("x".repeat(65).as_str(), "at most 64 bytes, has 65"),
    ] {
        let (field, rule) = start(in_room(room)).await;
        assert_eq!(field, "CallInfo.RoomId");
        assert!(rule.contains(why), "{room:?}: {rule}");
    }
    let letters: String = ('a'..='z').chain('A'..='Z').chain('0'..='9').collect();
    accepted(in_room(&letters)).await;
    accepted(in_room(" !#$%&()+-:;<=.>?@[]^_{}|~,")).await;
    accepted(in_room(&"x".repeat(64))).await;
    let numeric = StartCallInfo::new(MediaType::Audio).room(Room::Numeric(4_294_967_294));
    let mut request = ring();
    request.call_info = numeric;
    accepted(request).await;
}

#[tokio::test]
async fn the_other_commands_check_their_fields_too() {
    let server = server().await;
    let client = client(&server);
    let filter = GetRecordByFilterRequest::new;
    for (error, field, rule) in [
        (
            client.get_call_info("").await.err(),
            "CallId",
            "must not be empty",
        ),
        (
            client.end_call("").await.err(),
            "CallId",
            "must not be empty",
        ),
        (
            client.get_record_by_callid("").await.err(),
            "CallId",
            "must not be empty",
        ),
        (
            client.get_record_by_filter(filter().page(0)).await.err(),
            "Page",
            "must be at least 1, is 0",
        ),
        (
            client
                .get_record_by_filter(filter().number_per_page(0))
                .await
                .err(),
            "NumberPerPage",
            "must be at least 1, is 0",
        ),
        (
            client
                .get_record_by_filter(filter().start_time(-1))
                .await
                .err(),
            "StartTime",
            "must be at least 0, is -1",
        ),
        (
            client
                .get_record_by_filter(filter().end_time(-1))
                .await
                .err(),
            "EndTime",
            "must be at least 0, is -1",
        ),
        (
            client
                .set_callback(SetCallbackRequest::new(
                    "",
                    [WebhookCommand::CallbackAfterEndCall],
                ))
                .await
                .err(),
            "Url",
            "must not be empty",
        ),
    ] {
        let validation = refused(&server, error.expect("a refusal")).await;
        assert_eq!(only(&validation), (field.to_owned(), rule.to_owned()));
    }
    assert!(EndCallRequest::new("").validate().is_err());
    assert!(GetCallInfoRequest::new("").validate().is_err());
    assert!(GetRecordByCallidRequest::new("c1").validate().is_ok());
    assert!(
        filter()
            .start_time(0)
            .end_time(0)
            .page(1)
            .number_per_page(1)
            .validate()
            .is_ok()
    );
}
