// Generated from spec/ by `cargo xtask generate`. Do not edit: edit the contract.

pub async fn start_call_by_robot_group() -> Result<(), Box<dyn std::error::Error>> {
use std::time::Duration;

use call_engine::types::{MediaType, RoomIdType, StartCallByRobotRequest, StartCallInfo};
use call_engine::{Client, Site};

let client = Client::new(Site::Singapore, 1400000000, &std::env::var("CALL_ENGINE_SECRET_KEY")?)?;
let request = StartCallByRobotRequest::new(
    "robot",
    ["alice", "bob", "carol", "dave"],
    Duration::from_secs(60),
    StartCallInfo::new(MediaType::Video)
        .room_id("team room #7 {blue}")
        .room_id_type(RoomIdType::Text),
)
    .user_data("stand-up");
let answer = client.start_call_by_robot(request).await?;
drop(answer);
Ok(())
}

pub async fn start_call_by_robot_maximal() -> Result<(), Box<dyn std::error::Error>> {
use call_engine::{Client, Site, operations};
use serde_json::json;

let client = Client::new(Site::Singapore, 1400000000, &std::env::var("CALL_ENGINE_SECRET_KEY")?)?;
let answer = client
    .command(&operations::START_CALL_BY_ROBOT, json!({
      "Robot_Account": "robot",
      "CalleeList_Account": [
        "jack",
        "user-2",
        "user_3"
      ],
      "Timeout": 600000,
      "UserData": "{\"order\":\"12345687\",\"greeting\":\"Grüß Gott, 你好\"}",
      "CallInfo": {
        "MediaType": "Video",
        "RoomId": "Room-1 !#$%&()+:;<=.>?@[]^_{}|~,",
        "RoomIdType": 2
      },
      "OfflinePushInfo": {
        "PushFlag": 1,
        "Title": "Incoming call",
        "Desc": "robot is calling",
        "MultiLanguageContent": [
          {
            "Language": "en",
            "Title": "Incoming call",
            "Desc": "robot is calling"
          },
          {
            "Language": "zh",
            "Title": "来电",
            "Desc": "机器人来电"
          }
        ],
        "Ext": "{\"entity\":{\"key1\":\"value1\",\"key2\":\"value2\"}}",
        "AndroidInfo": {
          "Sound": "phone_ringing",
          "PushStyle": 1,
          "XiaoMiChannelID": "high_system",
          "OPPOChannelID": "call",
          "OPPOCategory": "IM",
          "OPPONotifyLevel": 16,
          "OPPOPrivateMsgTemplateId": "template-1",
          "OPPOPrivateTitleParameters": {
            "caller": "robot"
          },
          "OPPOPrivateContentParameters": {
            "caller": "robot",
            "topic": "order"
          },
          "VIVOClassification": 1,
          "VIVOCategory": "IM",
          "VIVONotifyType": "4",
          "HuaWeiImportance": "NORMAL",
          "HuaWeiCategory": "VOIP",
          "HuaWeiImage": "https://www.example.com/huawei.png",
          "HuaWeiChannelID": "call",
          "HonorImage": "https://www.example.com/honor.png",
          "HonorImportance": "LOW",
          "GoogleImage": "https://www.example.com/google.png",
          "GooglePriority": "high",
          "GoogleChannelID": "call",
          "MeiZuNoticeMsgType": 1,
          "ExtAsHuaweiIntentParam": 1
        },
        "ApnsInfo": {
          "BadgeMode": 1,
          "Title": "Incoming call",
          "SubTitle": "robot",
          "Image": "https://www.example.com/apple.png",
          "MutableContent": 1,
          "Sound": "phone_ringing.mp3",
          "InterruptionLevel": "time-sensitive",
          "ContentAvailable": 0,
          "IsVoipPush": 1,
          "LiveActivity": {
            "LaId": "activity-1",
            "Event": "end",
            "ContentState": {
              "state": "missed",
              "callers": [
                "robot"
              ]
            },
            "DismissalDate": 1740464428
          }
        },
        "HarmonyInfo": {
          "Title": "Incoming call",
          "Category": "VOIP",
          "Image": "https://www.example.com/harmony.png",
          "Sound": "phone_ringing.mp3",
          "SoundDuration": 30
        },
        "BadgeAddNum": 1,
        "BadgeSetNum": 99,
        "PushTemplateId": "1400000000-1",
        "PushTemplateParam": {
          "caller": "robot"
        }
      }
    }))
    .await?;
drop(answer);
Ok(())
}

pub async fn start_call_by_robot_minimal() -> Result<(), Box<dyn std::error::Error>> {
use std::time::Duration;

use call_engine::types::{MediaType, StartCallByRobotRequest, StartCallInfo};
use call_engine::{Client, Site};

let client = Client::new(Site::Singapore, 1400000000, &std::env::var("CALL_ENGINE_SECRET_KEY")?)?;
let request = StartCallByRobotRequest::new(
    "robot",
    ["jack"],
    Duration::from_secs(10),
    StartCallInfo::new(MediaType::Audio),
);
let answer = client.start_call_by_robot(request).await?;
drop(answer);
Ok(())
}

pub async fn start_call_by_robot_numeric_room() -> Result<(), Box<dyn std::error::Error>> {
use std::time::Duration;

use call_engine::types::{MediaType, RoomIdType, StartCallByRobotRequest, StartCallInfo};
use call_engine::{Client, Site};

let client = Client::new(Site::Singapore, 1400000000, &std::env::var("CALL_ENGINE_SECRET_KEY")?)?;
let request = StartCallByRobotRequest::new(
    "robot",
    ["jack"],
    Duration::from_secs(30),
    StartCallInfo::new(MediaType::Audio)
        .room_id("2147483647")
        .room_id_type(RoomIdType::Numeric),
);
let answer = client.start_call_by_robot(request).await?;
drop(answer);
Ok(())
}

pub async fn start_call_by_robot_push() -> Result<(), Box<dyn std::error::Error>> {
use call_engine::{Client, Site, operations};
use serde_json::json;

let client = Client::new(Site::Singapore, 1400000000, &std::env::var("CALL_ENGINE_SECRET_KEY")?)?;
let answer = client
    .command(&operations::START_CALL_BY_ROBOT, json!({
      "Robot_Account": "robot",
      "CalleeList_Account": [
        "jack"
      ],
      "Timeout": 30000,
      "CallInfo": {
        "MediaType": "Audio"
      },
      "OfflinePushInfo": {
        "PushFlag": 0,
        "Title": "Incoming call",
        "Desc": "robot is calling",
        "Ext": "{\"entity\":{\"key1\":\"value1\"}}",
        "AndroidInfo": {
          "Sound": "phone_ringing",
          "XiaoMiChannelID": "high_system",
          "OPPOChannelID": "call",
          "VIVOClassification": 1,
          "VIVONotifyType": 4,
          "HuaWeiImportance": "NORMAL",
          "GooglePriority": "high"
        },
        "ApnsInfo": {
          "BadgeMode": 1,
          "Title": "Incoming call",
          "Sound": "phone_ringing.mp3",
          "InterruptionLevel": "time-sensitive",
          "IsVoipPush": 1
        },
        "HarmonyInfo": {
          "Title": "Incoming call",
          "Sound": "phone_ringing.mp3",
          "SoundDuration": 30
        },
        "BadgeAddNum": 1
      }
    }))
    .await?;
drop(answer);
Ok(())
}

pub async fn start_call_by_robot_sample_audio() -> Result<(), Box<dyn std::error::Error>> {
use std::time::Duration;

use call_engine::types::{MediaType, OfflinePushInfo, RoomIdType, StartCallByRobotRequest, StartCallInfo};
use call_engine::{Client, Site};

let client = Client::new(Site::Singapore, 1400000000, &std::env::var("CALL_ENGINE_SECRET_KEY")?)?;
let request = StartCallByRobotRequest::new(
    "user1",
    ["user5"],
    Duration::from_secs(300),
    StartCallInfo::new(MediaType::Audio)
        .room_id("roomid-1234")
        .room_id_type(RoomIdType::Text),
)
    .user_data("userdata-12345687")
    .offline_push_info(OfflinePushInfo::new()
            .push_flag(0)
            .title("title")
            .desc("description")
            .ext("ext"));
let answer = client.start_call_by_robot(request).await?;
drop(answer);
Ok(())
}

pub async fn start_call_by_robot_sample_video() -> Result<(), Box<dyn std::error::Error>> {
use std::time::Duration;

use call_engine::types::{MediaType, OfflinePushInfo, RoomIdType, StartCallByRobotRequest, StartCallInfo};
use call_engine::{Client, Site};

let client = Client::new(Site::Singapore, 1400000000, &std::env::var("CALL_ENGINE_SECRET_KEY")?)?;
let request = StartCallByRobotRequest::new(
    "robot",
    ["jack"],
    Duration::from_secs(300),
    StartCallInfo::new(MediaType::Video)
        .room_id("roomid-test")
        .room_id_type(RoomIdType::Text),
)
    .offline_push_info(OfflinePushInfo::new()
            .push_flag(0)
            .title("title")
            .desc("description")
            .ext("{\"entity\":{\"key1\":\"value1\",\"key2\":\"value2\"}}"));
let answer = client.start_call_by_robot(request).await?;
drop(answer);
Ok(())
}

pub async fn start_call_by_robot_seed() -> Result<(), Box<dyn std::error::Error>> {
use std::time::Duration;

use call_engine::types::{MediaType, OfflinePushInfo, RoomIdType, StartCallByRobotRequest, StartCallInfo};
use call_engine::{Client, Site};

let client = Client::new(Site::Singapore, 1400000000, &std::env::var("CALL_ENGINE_SECRET_KEY")?)?;
let request = StartCallByRobotRequest::new(
    "robot",
    ["jack"],
    Duration::from_secs(300),
    StartCallInfo::new(MediaType::Video)
        .room_id("roomid-test")
        .room_id_type(RoomIdType::Text),
)
    .user_data("userdata-12345687")
    .offline_push_info(OfflinePushInfo::new()
            .push_flag(0)
            .title("This is the push title")
            .desc("This is offline push content")
            .ext("{\"entity\":{\"key1\":\"value1\",\"key2\":\"value2\"}}"));
let answer = client.start_call_by_robot(request).await?;
drop(answer);
Ok(())
}

pub async fn get_call_info_maximal() -> Result<(), Box<dyn std::error::Error>> {
use call_engine::{Client, Site};

let client = Client::new(Site::Singapore, 1400000000, &std::env::var("CALL_ENGINE_SECRET_KEY")?)?;
let answer = client.get_call_info("055662e1-bc8a-469c-a334-1126c8c17d58").await?;
drop(answer);
Ok(())
}

pub async fn get_call_info_minimal() -> Result<(), Box<dyn std::error::Error>> {
use call_engine::{Client, Site};

let client = Client::new(Site::Singapore, 1400000000, &std::env::var("CALL_ENGINE_SECRET_KEY")?)?;
let answer = client.get_call_info("055662e1-bc8a-469c-a334-1126c8c17d58").await?;
drop(answer);
Ok(())
}

pub async fn end_call_maximal() -> Result<(), Box<dyn std::error::Error>> {
use call_engine::{Client, Site};

let client = Client::new(Site::Singapore, 1400000000, &std::env::var("CALL_ENGINE_SECRET_KEY")?)?;
let answer = client.end_call("055662e1-bc8a-469c-a334-1126c8c17d58").await?;
drop(answer);
Ok(())
}

pub async fn end_call_minimal() -> Result<(), Box<dyn std::error::Error>> {
use call_engine::{Client, Site};

let client = Client::new(Site::Singapore, 1400000000, &std::env::var("CALL_ENGINE_SECRET_KEY")?)?;
let answer = client.end_call("055662e1-bc8a-469c-a334-1126c8c17d58").await?;
drop(answer);
Ok(())
}

pub async fn get_record_by_callid_maximal() -> Result<(), Box<dyn std::error::Error>> {
use call_engine::{Client, Site};

let client = Client::new(Site::Singapore, 1400000000, &std::env::var("CALL_ENGINE_SECRET_KEY")?)?;
let answer = client.get_record_by_callid("04c9a0ac-8e38-4a19-be45-349c5ce7911b").await?;
drop(answer);
Ok(())
}

pub async fn get_record_by_callid_minimal() -> Result<(), Box<dyn std::error::Error>> {
use call_engine::{Client, Site};

let client = Client::new(Site::Singapore, 1400000000, &std::env::var("CALL_ENGINE_SECRET_KEY")?)?;
let answer = client.get_record_by_callid("04c9a0ac-8e38-4a19-be45-349c5ce7911b").await?;
drop(answer);
Ok(())
}

pub async fn get_record_by_filter_maximal() -> Result<(), Box<dyn std::error::Error>> {
use call_engine::types::{CallResultFilter, CallType, GetRecordByFilterRequest};
use call_engine::{Client, Site};

let client = Client::new(Site::Singapore, 1400000000, &std::env::var("CALL_ENGINE_SECRET_KEY")?)?;
let request = GetRecordByFilterRequest::new()
    .start_time(0)
    .end_time(1740531683)
    .call_result(CallResultFilter::NormalEnd)
    .call_type(CallType::SingleCall)
    .number_per_page(2)
    .page(2);
let answer = client.get_record_by_filter(request).await?;
drop(answer);
Ok(())
}

pub async fn get_record_by_filter_minimal() -> Result<(), Box<dyn std::error::Error>> {
use call_engine::types::GetRecordByFilterRequest;
use call_engine::{Client, Site};

let client = Client::new(Site::Singapore, 1400000000, &std::env::var("CALL_ENGINE_SECRET_KEY")?)?;
let answer = client.get_record_by_filter(GetRecordByFilterRequest::new()).await?;
drop(answer);
Ok(())
}

pub async fn get_record_by_filter_span() -> Result<(), Box<dyn std::error::Error>> {
use call_engine::types::GetRecordByFilterRequest;
use call_engine::{Client, Site};

let client = Client::new(Site::Singapore, 1400000000, &std::env::var("CALL_ENGINE_SECRET_KEY")?)?;
let answer = client.get_record_by_filter(GetRecordByFilterRequest::new().start_time(1739960000).end_time(1739963600)).await?;
drop(answer);
Ok(())
}

pub async fn set_callback_maximal() -> Result<(), Box<dyn std::error::Error>> {
use call_engine::types::{SetCallbackRequest, WebhookCommand};
use call_engine::{Client, Site};

let client = Client::new(Site::Singapore, 1400000000, &std::env::var("CALL_ENGINE_SECRET_KEY")?)?;
let request = SetCallbackRequest::new(
    "http://www.example.com/callback",
    [WebhookCommand::CallbackAfterStartCall, WebhookCommand::CallbackAfterEndCall, WebhookCommand::CallbackAfterMemberChanged],
);
let answer = client.set_callback(request).await?;
drop(answer);
Ok(())
}

pub async fn set_callback_minimal() -> Result<(), Box<dyn std::error::Error>> {
use call_engine::types::{SetCallbackRequest, WebhookCommand};
use call_engine::{Client, Site};

let client = Client::new(Site::Singapore, 1400000000, &std::env::var("CALL_ENGINE_SECRET_KEY")?)?;
let request = SetCallbackRequest::new(
    "https://www.example.com/callback",
    [WebhookCommand::CallbackAfterEndCall],
);
let answer = client.set_callback(request).await?;
drop(answer);
Ok(())
}

pub async fn set_callback_token_in_url() -> Result<(), Box<dyn std::error::Error>> {
use call_engine::types::{SetCallbackRequest, WebhookCommand};
use call_engine::{Client, Site};

let client = Client::new(Site::Singapore, 1400000000, &std::env::var("CALL_ENGINE_SECRET_KEY")?)?;
let request = SetCallbackRequest::new(
    "https://www.example.com/callback?token=s3cr3t-token",
    [WebhookCommand::CallbackAfterStartCall, WebhookCommand::CallbackAfterEndCall, WebhookCommand::CallbackAfterMemberChanged],
);
let answer = client.set_callback(request).await?;
drop(answer);
Ok(())
}

pub async fn get_callback_maximal() -> Result<(), Box<dyn std::error::Error>> {
use call_engine::{Client, Site};

let client = Client::new(Site::Singapore, 1400000000, &std::env::var("CALL_ENGINE_SECRET_KEY")?)?;
let answer = client.get_callback().await?;
drop(answer);
Ok(())
}

pub async fn get_callback_minimal() -> Result<(), Box<dyn std::error::Error>> {
use call_engine::{Client, Site};

let client = Client::new(Site::Singapore, 1400000000, &std::env::var("CALL_ENGINE_SECRET_KEY")?)?;
let answer = client.get_callback().await?;
drop(answer);
Ok(())
}

pub async fn delete_callback_maximal() -> Result<(), Box<dyn std::error::Error>> {
use call_engine::{Client, Site};

let client = Client::new(Site::Singapore, 1400000000, &std::env::var("CALL_ENGINE_SECRET_KEY")?)?;
let answer = client.delete_callback().await?;
drop(answer);
Ok(())
}

pub async fn delete_callback_minimal() -> Result<(), Box<dyn std::error::Error>> {
use call_engine::{Client, Site};

let client = Client::new(Site::Singapore, 1400000000, &std::env::var("CALL_ENGINE_SECRET_KEY")?)?;
let answer = client.delete_callback().await?;
drop(answer);
Ok(())
}

/// Command and function of every call.
pub const CALLS: &[(&str, &str)] = &[
    ("start_call_by_robot", "start_call_by_robot_group"),
    ("start_call_by_robot", "start_call_by_robot_maximal"),
    ("start_call_by_robot", "start_call_by_robot_minimal"),
    ("start_call_by_robot", "start_call_by_robot_numeric_room"),
    ("start_call_by_robot", "start_call_by_robot_push"),
    ("start_call_by_robot", "start_call_by_robot_sample_audio"),
    ("start_call_by_robot", "start_call_by_robot_sample_video"),
    ("start_call_by_robot", "start_call_by_robot_seed"),
    ("get_call_info", "get_call_info_maximal"),
    ("get_call_info", "get_call_info_minimal"),
    ("end_call", "end_call_maximal"),
    ("end_call", "end_call_minimal"),
    ("get_record_by_callid", "get_record_by_callid_maximal"),
    ("get_record_by_callid", "get_record_by_callid_minimal"),
    ("get_record_by_filter", "get_record_by_filter_maximal"),
    ("get_record_by_filter", "get_record_by_filter_minimal"),
    ("get_record_by_filter", "get_record_by_filter_span"),
    ("set_callback", "set_callback_maximal"),
    ("set_callback", "set_callback_minimal"),
    ("set_callback", "set_callback_token_in_url"),
    ("get_callback", "get_callback_maximal"),
    ("get_callback", "get_callback_minimal"),
    ("delete_callback", "delete_callback_maximal"),
    ("delete_callback", "delete_callback_minimal"),
];
