//! Ringing: what is sent, what comes back, and what is left when nothing comes back.

use std::time::{Duration, SystemTime};

use call_engine::types::{MediaType, OfflinePushInfo};
use call_engine::{Client, Error, Ring, RingError, Room};
use serde_json::json as value;

use crate::support::{Act, Nobody, Server, builder, builder_at, json, once};

const RINGS: &str = r#"{"ErrorCode":0,"RequestId":"Id-1","Response":{"CallId":"c1","CallResult":[
    {"Callee_Account":"jack","ResultCode":0},
    {"Callee_Account":"rose","ResultCode":6},
    {"Callee_Account":"anna"}]}}"#;

async fn failed(client: &Client, ring: Ring) -> RingError {
    client.ring(ring).await.expect_err("a failure")
}

#[tokio::test]
async fn a_ring_says_everything_it_was_told_and_gives_a_call() {
    let server = Server::always(json(RINGS)).await;
    let ring = Ring::video("robot", ["jack", "rose", "anna"])
        .timeout(Duration::from_secs(45))
        .room("lobby")
        .user_data("order 7")
        .push(OfflinePushInfo::new().title("Call"))
        .with_extra("New", 1);
    let call = once(&server).ring(ring).await.expect("a call");
    assert_eq!(
        server.request().json(),
        value!({
            "Robot_Account": "robot", "CalleeList_Account": ["jack", "rose", "anna"], "Timeout": 45000,
            "UserData": "order 7",
            "CallInfo": {"MediaType": "Video", "RoomId": "lobby", "RoomIdType": 2},
            "OfflinePushInfo": {"Title": "Call"}, "New": 1,
        })
    );
    assert_eq!((call.id(), call.request_id()), (Some("c1"), Some("Id-1")));
    assert_eq!(call.to_string(), "c1");
    assert_eq!(call.room(), Some(&Room::from("lobby")));
    assert_eq!(call.invited().collect::<Vec<_>>(), ["jack"]);
    assert_eq!(call.not_invited().collect::<Vec<_>>(), ["rose"]);
    let codes: Vec<_> = call.results().iter().map(|one| one.result_code).collect();
    assert_eq!(codes, [Some(0), Some(6), None]);
}

#[tokio::test]
async fn a_ring_without_a_room_has_one_of_its_own_each_time() {
    let server = Server::always(json(RINGS)).await;
    let client = once(&server);
    let ring = Ring::new(MediaType::Audio, "robot", ["jack"]);
    let mut rooms = Vec::new();
    for _ in 0..2 {
        let call = client.ring(ring.clone()).await.expect("a call");
        let attempt = call.attempt().expect("a ring");
        assert!(attempt.has_own_room());
        assert_eq!(attempt.ring_timeout(), Duration::from_secs(30));
        rooms.push(call.room().expect("a room").to_string());
    }
    let sent: Vec<_> = server
        .requests()
        .iter()
        .map(crate::support::Request::json)
        .collect();
    for (sent, room) in sent.iter().zip(&rooms) {
        let expected = value!({"MediaType": "Audio", "RoomId": room, "RoomIdType": 2});
        assert_eq!(sent["CallInfo"], expected);
        assert!(room.starts_with("ce-") && room.len() == 35, "{room}");
    }
    assert_ne!(rooms[0], rooms[1]);
}

#[tokio::test]
async fn the_room_can_be_left_to_the_service() {
    let server = Server::always(json(RINGS)).await;
    let ring = Ring::audio("robot", ["jack"]).room("x").room_by_service();
    let call = once(&server).ring(ring).await.expect("a call");
    assert_eq!(
        server.request().json()["CallInfo"],
        value!({"MediaType": "Audio"})
    );
    assert_eq!(call.room(), None);
    assert!(!call.attempt().expect("a ring").has_own_room());
}

#[tokio::test]
async fn an_answer_without_response_is_a_call_that_says_how_it_is_found() {
    let server = Server::always(json(r#"{"ErrorCode":0,"RequestId":"Id-2"}"#)).await;
    let ring = Ring::audio("robot", ["jack"]).room(7);
    let call = once(&server).ring(ring).await.expect("a call");
    assert_eq!((call.id(), call.request_id()), (None, Some("Id-2")));
    assert!(call.results().is_empty());
    assert_eq!(call.to_string(), "a call without CallId in room 7");
    let errors: [Error; 4] = [
        call.wait().await.expect_err("no CallId"),
        call.end().await.expect_err("no CallId"),
        call.record().await.expect_err("no CallId"),
        call.info().await.expect_err("no CallId"),
    ];
    for error in errors {
        assert!(error.is_invalid_request(), "{error}");
        assert!(
            error.to_string().contains("find the call by its room"),
            "{error}"
        );
    }
    // Nothing but the ring was sent.
    assert_eq!(server.request().json()["CallInfo"]["RoomIdType"], 1);
}

#[tokio::test]
async fn what_breaks_a_rule_is_not_sent_and_did_not_ring() {
    let server = Server::always(json(RINGS)).await;
    let client = once(&server);
    let good = || Ring::audio("robot", ["jack"]);
    let nobody: [&str; 0] = [];
    for (ring, field) in [
        (good().timeout(Duration::from_millis(9_999)), "Timeout"),
        (good().timeout(Duration::from_secs(601)), "Timeout"),
        (Ring::audio("", ["jack"]), "Robot_Account"),
        (Ring::audio("robot", nobody), "CalleeList_Account"),
        (good().user_data("é".repeat(501)), "UserData"),
        (good().room("x".repeat(65)), "CallInfo.RoomId"),
        (good().room(""), "CallInfo.RoomId"),
    ] {
        let error = failed(&client, ring).await;
        assert!(error.is_invalid_request() && !error.may_have_rung());
        let broken = error.validation().expect("rules").violations();
        assert_eq!(broken[0].field(), field, "{error}");
    }
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn a_lost_answer_leaves_what_is_needed_to_find_the_call() {
    let server = Server::always(Act::Reset).await;
    let before = SystemTime::now();
    let ring = Ring::audio("robot", ["jack"]).timeout(Duration::from_secs(10));
    let error = failed(&once(&server), ring).await;
    assert!(error.may_have_rung());
    assert_eq!(error.operation(), "start_call_by_robot");
    let attempt = error.attempt();
    let room = server.request().json()["CallInfo"]["RoomId"].clone();
    assert_eq!(value!(attempt.room().expect("a room").to_string()), room);
    assert_eq!(
        (attempt.robot(), attempt.callees()),
        ("robot", &["jack".to_owned()][..])
    );
    assert!(attempt.at() >= before);
    assert_eq!(attempt.settled_at(), attempt.at() + Duration::from_secs(25));
    let text = error.to_string();
    assert!(text.contains(room.as_str().expect("a text")), "{text}");
    // Both ways of passing it on keep what matters.
    let plain: Error = error.clone().into();
    assert!(plain.may_have_taken_effect());
    let boxed: Box<dyn std::error::Error + Send + Sync> = error.into();
    assert_eq!(boxed.to_string(), text);
}

#[tokio::test]
async fn a_ring_that_certainly_did_not_ring_says_so() {
    let nobody = Nobody::new();
    let unreachable = builder_at(&nobody.url()).build().expect("a client");
    let error = failed(&unreachable, Ring::audio("robot", ["jack"])).await;
    assert!(error.is_connect() && !error.may_have_rung());
    assert!(!error.to_string().contains("If it rang"), "{error}");
    let server = Server::always(json(r#"{"ErrorCode":101002,"ErrorInfo":"no"}"#)).await;
    let refusing = builder(&server).build().expect("a client");
    let error = failed(&refusing, Ring::audio("robot", ["jack"])).await;
    assert_eq!(
        (error.code(), error.may_have_rung()),
        (Some(101_002), false)
    );
}

#[tokio::test]
async fn a_call_by_its_identifier_ends_and_a_second_end_is_no_failure() {
    let server = Server::script([
        json(r#"{"ErrorCode":0}"#),
        json(r#"{"ErrorCode":101004}"#),
        json(r#"{"ErrorCode":101001}"#),
    ])
    .await;
    let call = once(&server).call("c1");
    assert!(call.end().await.expect("an end"));
    assert!(!call.clone().end().await.expect("an end before"));
    assert_eq!(
        call.end().await.expect_err("a failure").code(),
        Some(101_001)
    );
    for request in server.requests() {
        assert_eq!(request.text(), r#"{"CallId":"c1"}"#);
    }
}
