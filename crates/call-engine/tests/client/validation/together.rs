//! Every broken rule is told, not only the first.

use std::time::Duration;

use call_engine::Milliseconds;
use call_engine::types::{
    MediaType, OfflinePushHarmony, OfflinePushInfo, StartCallByRobotRequest, StartCallInfo,
};
use call_engine::validate::Violation;

use super::{in_room, refused, server};
use crate::support::{client, ring};

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

#[test]
fn a_known_field_is_not_taken_as_an_unknown_one() {
    let audio = StartCallInfo::new(MediaType::Audio).with_extra("RoomId", "twice");
    let ring = Duration::from_secs(30);
    let request =
        StartCallByRobotRequest::new("robot", ["jack"], ring, audio).with_extra("Timeout", 1);
    let error = request.validate().unwrap_err();
    let fields: Vec<&str> = error.violations().iter().map(Violation::field).collect();
    assert_eq!(fields, ["CallInfo.RoomId", "Timeout"]);
}
