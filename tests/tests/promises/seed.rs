//! The document the project was made from: its URL and its body, nothing masked.

use std::time::Duration;

use call_engine::Client;
use call_engine::types::{MediaType, OfflinePushInfo, StartCallByRobotRequest, StartCallInfo};
use promises::Recorder;
use serde_json::{Value, json};

/// The seed's body as our types write it: the comment dropped, the comma added, `Ext` one string of JSON text.
const BODY: &str = concat!(
    r#"{"Robot_Account":"robot","CalleeList_Account":["jack"],"Timeout":300000,"UserData":"userdata-12345687","#,
    r#""CallInfo":{"MediaType":"Video","RoomId":"roomid-test","RoomIdType":2},"#,
    r#""OfflinePushInfo":{"PushFlag":0,"Title":"This is the push title","Desc":"This is offline push content","#,
    r#""Ext":"{\"entity\":{\"key1\":\"value1\",\"key2\":\"value2\"}}"}}"#,
);

#[tokio::test]
async fn the_seeds_call_is_sent_to_the_letter() {
    let answer = json!({
        "ErrorCode": 0, "ErrorInfo": "", "ActionStatus": "OK",
        "RequestId": "Id-01f93f1a85c34d64a0e4cadb371deef8-O-Seq-997346",
        "Response": {
            "CallId": "35fd577d-1d10-4201-a40d-6d7316560986",
            "CallResult": [{"Callee_Account": "jack", "ResultCode": 0}],
        },
    });
    let server = Recorder::start(&answer).await;
    let client = Client::builder()
        .base_url(server.url())
        .sdk_app_id(88_888_888)
        .user_sig("xxx")
        .random(|| 99_999_999)
        .build()
        .expect("a client");

    let ext = json!({"entity": {"key1": "value1", "key2": "value2"}});
    let push = OfflinePushInfo::new()
        .push_flag(0)
        .title("This is the push title")
        .desc("This is offline push content")
        .ext(ext.to_string());
    let video = StartCallInfo::new(MediaType::Video).room("roomid-test");
    let request = StartCallByRobotRequest::new("robot", ["jack"], Duration::from_secs(300), video)
        .user_data("userdata-12345687")
        .offline_push_info(push);
    let call = client
        .start_call_by_robot(request)
        .await
        .expect("the seed's answer");

    assert_eq!(call.call_id(), "35fd577d-1d10-4201-a40d-6d7316560986");
    assert_eq!(call.call_result()[0].callee_account(), "jack");
    assert_eq!(call.call_result()[0].result_code, Some(0));
    assert_eq!(
        call.request_id(),
        Some("Id-01f93f1a85c34d64a0e4cadb371deef8-O-Seq-997346")
    );

    let requests = server.requests();
    assert_eq!(requests.len(), 1);
    let sent = &requests[0];
    assert_eq!(sent.head.split(' ').next(), Some("POST"));
    assert_eq!(sent.path(), "/v4/call_engine_http_srv/start_call_by_robot");
    assert_eq!(
        sent.query(),
        "sdkappid=88888888&identifier=administrator&usersig=xxx&random=99999999&contenttype=json"
    );
    assert_eq!(String::from_utf8_lossy(&sent.body), BODY);

    let sample: Value = serde_json::from_str(
        &std::fs::read_to_string(
            promises::root().join("spec/examples/start_call_by_robot/request-seed.json"),
        )
        .expect("the seed's example"),
    )
    .expect("JSON");
    let body: Value = serde_json::from_slice(&sent.body).expect("JSON");
    assert_eq!(body, sample, "equal value by value");
}
