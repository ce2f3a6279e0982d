//! The rules deep in the offline push.

use call_engine::types::{
    OfflinePushAndroid, OfflinePushApns, OfflinePushContentState, OfflinePushHarmony,
    OfflinePushInfo, OfflinePushLiveActivity, StartCallByRobotRequest,
};

use super::{accepted, start};
use crate::support::ring;

fn pushing(push: OfflinePushInfo) -> StartCallByRobotRequest {
    ring().offline_push_info(push)
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
