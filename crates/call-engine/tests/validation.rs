//! What is refused before anything is sent.

mod support;

use std::time::Duration;

use call_engine::types::{
    EndCallRequest, GetCallInfoRequest, GetRecordByCallidRequest, GetRecordByFilterRequest,
    MediaType, OfflinePushAndroid, OfflinePushApns, OfflinePushContentState, OfflinePushHarmony,
    OfflinePushInfo, OfflinePushLiveActivity, SetCallbackRequest, StartCallByRobotRequest,
    StartCallInfo, WebhookCommand,
};
use call_engine::validate::{ValidationError, Violation};
use call_engine::{Client, Error, Milliseconds, Operation, Room, operations};
use serde_json::{Value, json as value};
use support::examples::example;
use support::{Server, client, json, ring};

async fn server() -> Server {
    Server::always(json(r#"{"ErrorCode":0}"#)).await
}

/// The error of a request that must not have been sent.
async fn refused(server: &Server, error: Error) -> ValidationError {
    assert!(error.is_invalid_request(), "{error:?}");
    assert!(!error.may_have_taken_effect(), "{error:?}");
    assert_eq!(
        (error.code(), error.http_status(), error.request_id()),
        (None, None, None)
    );
    assert_eq!(error.remedy(), "Correct the request.");
    assert_eq!(server.connections().await, 0, "{error}");
    let validation = error.validation().expect("the broken rules").clone();
    for violation in validation.violations() {
        assert!(
            error.to_string().contains(&violation.to_string()),
            "{error}"
        );
    }
    validation
}

/// Starts a call and gets the only rule that it breaks, as field and rule.
async fn start(request: StartCallByRobotRequest) -> (String, String) {
    let server = server().await;
    let same = request.validate().expect_err("the same without a client");
    let error = client(&server).start_call_by_robot(request).await;
    let validation = refused(&server, error.expect_err("a refusal")).await;
    assert_eq!(validation, same);
    only(&validation)
}

fn only(validation: &ValidationError) -> (String, String) {
    let [violation] = validation.violations() else {
        panic!("one rule, not {validation}");
    };
    (violation.field().to_owned(), violation.rule().to_owned())
}

async fn accepted(request: StartCallByRobotRequest) {
    let server = server().await;
    let shown = format!("{request:?}");
    let sent = client(&server).start_call_by_robot(request).await;
    sent.unwrap_or_else(|error| panic!("{shown}: {error}"));
    assert_eq!(server.requests().len(), 1);
}

fn ringing(time: impl Into<Milliseconds>) -> StartCallByRobotRequest {
    let info = StartCallInfo::new(MediaType::Audio);
    StartCallByRobotRequest::new("robot", ["jack"], time, info)
}

fn in_room(room: &str) -> StartCallByRobotRequest {
    let info = StartCallInfo::new(MediaType::Audio).room(room);
    StartCallByRobotRequest::new("robot", ["jack"], Duration::from_secs(30), info)
}

fn pushing(push: OfflinePushInfo) -> StartCallByRobotRequest {
    ring().offline_push_info(push)
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
async fn numbers_deep_in_the_push_are_checked_and_named_by_their_whole_path() {
    let harmony = |seconds| {
        let harmony = OfflinePushHarmony::new()
            .sound("a.mp3")
            .sound_duration(seconds);
        pushing(OfflinePushInfo::new().harmony_info(harmony))
    };
    for seconds in [61, 0, -1, i64::MAX] {
        let (field, rule) = start(harmony(seconds)).await;
        assert_eq!(field, "OfflinePushInfo.HarmonyInfo.SoundDuration");
        assert_eq!(rule, format!("must be from 1 to 60, is {seconds}"));
    }
    accepted(harmony(1)).await;
    accepted(harmony(60)).await;

    let android = OfflinePushAndroid::new;
    let apns = OfflinePushApns::new;
    let wrong = vec![
        (OfflinePushInfo::new().push_flag(2), "PushFlag"),
        (OfflinePushInfo::new().badge_add_num(0), "BadgeAddNum"),
        (OfflinePushInfo::new().badge_add_num(100), "BadgeAddNum"),
        (OfflinePushInfo::new().badge_set_num(1000), "BadgeSetNum"),
        (OfflinePushInfo::new().badge_set_num(-1), "BadgeSetNum"),
        (
            OfflinePushInfo::new().android_info(android().push_style(2)),
            "AndroidInfo.PushStyle",
        ),
        (
            OfflinePushInfo::new().android_info(android().vivo_classification(-1)),
            "AndroidInfo.VIVOClassification",
        ),
        (
            OfflinePushInfo::new().android_info(android().mei_zu_notice_msg_type(2)),
            "AndroidInfo.MeiZuNoticeMsgType",
        ),
        (
            OfflinePushInfo::new().android_info(android().ext_as_huawei_intent_param(2)),
            "AndroidInfo.ExtAsHuaweiIntentParam",
        ),
        (
            OfflinePushInfo::new().apns_info(apns().badge_mode(2)),
            "ApnsInfo.BadgeMode",
        ),
        (
            OfflinePushInfo::new().apns_info(apns().mutable_content(2)),
            "ApnsInfo.MutableContent",
        ),
        (
            OfflinePushInfo::new().apns_info(apns().content_available(2)),
            "ApnsInfo.ContentAvailable",
        ),
        (
            OfflinePushInfo::new().apns_info(apns().is_voip_push(2)),
            "ApnsInfo.IsVoipPush",
        ),
    ];
    for (push, field) in wrong {
        let (found, rule) = start(pushing(push)).await;
        assert_eq!(found, format!("OfflinePushInfo.{field}"));
        assert!(rule.starts_with("must be from "), "{rule}");
    }
}

#[tokio::test]
async fn the_id_of_a_live_activity_is_at_most_64_bytes() {
    let activity = |id: &str| {
        let activity = OfflinePushLiveActivity::new(id, "update", OfflinePushContentState::new());
        let apns = OfflinePushApns::new().live_activity(activity);
        pushing(OfflinePushInfo::new().apns_info(apns))
    };
    for id in ["x".repeat(65), "好".repeat(21) + "xy"] {
        let (field, rule) = start(activity(&id)).await;
        assert_eq!(field, "OfflinePushInfo.ApnsInfo.LiveActivity.LaId");
        assert_eq!(rule, "at most 64 bytes, has 65");
    }
    accepted(activity(&"x".repeat(64))).await;
    accepted(activity(&("好".repeat(21) + "x"))).await;
}

#[tokio::test]
async fn every_broken_rule_is_told_at_once() {
    let mut request = in_room("\"").user_data("x".repeat(1001));
    request.robot_account = String::new();
    request.callee_list_account = vec!["x".repeat(33), "jack".to_owned(), String::new()];
    request.timeout = Milliseconds::new(1);
    let harmony = OfflinePushHarmony::new().sound_duration(61);
    let request =
        request.offline_push_info(OfflinePushInfo::new().push_flag(7).harmony_info(harmony));
    let server = server().await;
    let error = client(&server)
        .start_call_by_robot(request)
        .await
        .expect_err("a refusal");
    let validation = refused(&server, error).await;
    let fields: Vec<_> = validation
        .violations()
        .iter()
        .map(Violation::field)
        .collect();
    assert_eq!(
        fields,
        [
            "Robot_Account",
            "CalleeList_Account[0]",
            "CalleeList_Account[2]",
            "Timeout",
            "UserData",
            "CallInfo.RoomId",
            "OfflinePushInfo.PushFlag",
            "OfflinePushInfo.HarmonyInfo.SoundDuration",
        ]
    );
}

#[tokio::test]
async fn one_field_can_break_two_rules() {
    let mut request = ring();
    request.robot_account = "ü".repeat(17);
    let error = request.validate().expect_err("a refusal");
    let broken: Vec<_> = error.violations().iter().map(ToString::to_string).collect();
    assert_eq!(
        broken,
        [
            "Robot_Account: at most 32 bytes, has 34",
            "Robot_Account: the character 'ü' is not allowed here",
        ]
    );
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

#[test]
fn a_known_field_is_not_taken_as_an_unknown_one() {
    use call_engine::types::{MediaType, StartCallByRobotRequest, StartCallInfo};
    let audio = StartCallInfo::new(MediaType::Audio).with_extra("RoomId", "twice");
    let ring = std::time::Duration::from_secs(30);
    let request =
        StartCallByRobotRequest::new("robot", ["jack"], ring, audio).with_extra("Timeout", 1);
    let error = request.validate().unwrap_err();
    let fields: Vec<&str> = error
        .violations()
        .iter()
        .map(call_engine::validate::Violation::field)
        .collect();
    assert_eq!(fields, ["CallInfo.RoomId", "Timeout"]);
}
