//! Finding the call of a ring whose answer was lost.

use std::time::{Duration, SystemTime};

use call_engine::webhook::{self, WebhookEvent};
use call_engine::{Attempt, Found, FoundCall, Ring, RingError, Room, Seen};
use serde_json::{Value, json as value};

use crate::support::{Act, Server, json, once};

const MINUTE: Duration = Duration::from_secs(60);

fn now() -> i64 {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    i64::try_from(now.expect("after 1970").as_secs()).expect("a time")
}

fn records(list: &[Value]) -> Act {
    json(value!({"ErrorCode": 0, "Response": {"TotalNum": list.len(), "Page": 1, "CallRecordList": list}}).to_string())
}

fn record(id: &str, room: &str, at: i64) -> Value {
    value!({
        "CallId": id, "Caller_Account": "robot", "StartTime": at, "EndTime": at + 3, "CallResult": "Reject",
        "CalleeList_Account": ["robot", "jack"], "RoomId": room, "RoomIdType": 2,
    })
}

/// An attempt in a room of its own, made a while ago.
fn attempt(ago: Duration) -> Attempt {
    let ring = Ring::audio("robot", ["jack"]).room("ce-own");
    ring.attempt(SystemTime::now() - ago).room_is_its_own()
}

fn call(found: Found) -> FoundCall {
    match found {
        Found::Call(call) => *call,
        other => panic!("{other:?}"),
    }
}

fn event(body: &Value) -> WebhookEvent {
    webhook::read(body.to_string().as_bytes()).expect("an event")
}

#[tokio::test]
async fn a_lost_answer_is_found_by_its_room_alone() {
    let server = Server::script([Act::Reset]).await;
    let client_ = once(&server);
    let lost = client_.ring(Ring::audio("robot", ["jack"])).await;
    let error: RingError = lost.expect_err("a lost answer");
    let room = error.attempt().room().expect("a room").to_string();

    // Another call between the same people at the same time, and then the right one, with a crooked clock.
    let later = now() + 3600;
    let server = Server::always(records(&[
        record("c1", "lobby", now()),
        record("c2", &room, later),
    ]))
    .await;
    let found = call(
        once(&server)
            .find_call(error.attempt())
            .await
            .expect("a look"),
    );
    assert!(found.is_certain());
    assert_eq!(found.call().id(), Some("c2"));
    assert_eq!(found.record().expect("a record").call_id(), "c2");
    assert_eq!(found.call().room(), error.attempt().room());
    let query = server.request().json();
    let start = query["StartTime"].as_i64().expect("a start");
    assert!((now() - 75..=now() - 55).contains(&start), "{query}");
}

#[tokio::test]
async fn it_looks_on_every_page() {
    let full: Vec<Value> = (0..50)
        .map(|n| record(&format!("c{n}"), "lobby", now()))
        .collect();
    let page = |number: u8, list: &[Value]| {
        json(value!({"ErrorCode": 0, "Response": {"TotalNum": 51, "Page": number, "CallRecordList": list}}).to_string())
    };
    let server =
        Server::script([page(1, &full), page(2, &[record("last", "ce-own", now())])]).await;
    let found = once(&server)
        .find_call(&attempt(MINUTE))
        .await
        .expect("a look");
    assert_eq!(call(found).call().id(), Some("last"));
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn nothing_found_says_whether_that_means_something() {
    for nothing in [
        records(&[]),
        json(r#"{"ErrorCode":101050}"#),
        records(&[record("c1", "lobby", now())]),
    ] {
        let server = Server::always(nothing).await;
        let client = once(&server);
        let early = attempt(Duration::from_secs(44));
        let found = client.find_call(&early).await.expect("a look");
        assert!(
            matches!(found, Found::TooEarly { look_again } if look_again == early.settled_at()),
            "{found:?}"
        );
        let found = client.find_call(&attempt(Duration::from_secs(46))).await;
        assert!(matches!(found, Ok(Found::Nothing)), "{found:?}");
        let found = client.find_call(&attempt(8 * 24 * 60 * MINUTE)).await;
        assert!(matches!(found, Ok(Found::TooLate)), "{found:?}");
    }
}

#[tokio::test]
async fn waiting_looks_again_until_it_can_tell() {
    let pause = Duration::from_millis(5);
    let server = Server::script([
        records(&[]),
        json(r#"{"ErrorCode":101050}"#),
        records(&[record("c1", "ce-own", now())]),
    ])
    .await;
    let found = once(&server)
        .find_call(&attempt(Duration::ZERO))
        .wait_with(pause)
        .await;
    assert_eq!(call(found.expect("a look")).call().id(), Some("c1"));
    assert_eq!(server.requests().len(), 3);

    // The last look is after the moment from which nothing means nothing.
    let server = Server::always(records(&[])).await;
    let almost = attempt(Duration::from_millis(44_900));
    let found = once(&server).find_call(&almost).wait_with(MINUTE).await;
    assert!(matches!(found, Ok(Found::Nothing)), "{found:?}");
    assert!(SystemTime::now() >= almost.settled_at());
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_running_call_is_found_by_webhooks_without_a_request() {
    let server = Server::always(records(&[])).await;
    let client = once(&server);
    let seen = Seen::new();
    let attempt = attempt(Duration::ZERO);
    let look = || client.find_call(&attempt).seen(&seen);
    assert!(matches!(look().await, Ok(Found::TooEarly { .. })));
    seen.note(&event(&value!({
        "CallbackCommand": "Call.CallbackAfterStartCall",
        "CallInfo": {"CallId": "c7", "RoomId": "ce-own", "RoomIdType": 2},
    })));
    let found = call(look().await.expect("a look"));
    assert_eq!(
        (found.call().id(), found.record(), found.is_certain()),
        (Some("c7"), None, true)
    );
    seen.note(&event(&value!({
        "CallbackCommand": "Call.CallbackAfterEndCall", "CallRecord": record("c7", "ce-own", now()),
    })));
    let found = call(look().await.expect("a look"));
    assert_eq!(found.record().expect("a record").call_id(), "c7");
    // Only the first look needed the records.
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn without_a_room_of_its_own_the_nearest_that_fits_is_given_and_not_called_certain() {
    let at = now();
    let other_people = value!({
        "CallId": "c0", "Caller_Account": "robot", "StartTime": at, "CalleeList_Account": ["rose"],
    });
    let list = [
        other_people,
        record("far", "a", at - 50),
        record("near", "b", at + 1),
        record("late", "c", at + 90),
    ];
    let server = Server::always(records(&list)).await;
    let ring = Ring::audio("robot", ["jack"]).room_by_service();
    let attempt = ring.attempt(SystemTime::now());
    let found = call(once(&server).find_call(&attempt).await.expect("a look"));
    assert_eq!(
        (found.call().id(), found.is_certain()),
        (Some("near"), false)
    );

    // Webhooks of a room that others use too are not asked.
    let seen = Seen::new();
    seen.note(&event(&value!({
        "CallbackCommand": "Call.CallbackAfterStartCall", "CallInfo": {"CallId": "c9", "RoomId": "lobby", "RoomIdType": 2},
    })));
    let attempt = Ring::audio("robot", ["jack"])
        .room("lobby")
        .attempt(SystemTime::now());
    let found = once(&server).find_call(&attempt).seen(&seen).await;
    assert!(matches!(found, Ok(Found::TooEarly { .. })), "{found:?}");
}

#[tokio::test]
async fn number_and_text_are_two_rooms_when_looking_too() {
    let number = |kind: i64| {
        let mut record = record("c1", "123", now());
        record["RoomIdType"] = kind.into();
        records(&[record])
    };
    for (room, kind, is_found) in [
        (Room::from(123), 1, true),
        (Room::from(123), 2, false),
        (Room::from("123"), 1, false),
        (Room::from("123"), 2, true),
    ] {
        let server = Server::always(number(kind)).await;
        let attempt = Ring::audio("robot", ["jack"])
            .room(room)
            .attempt(SystemTime::now())
            .room_is_its_own();
        let found = once(&server).find_call(&attempt).await.expect("a look");
        assert_eq!(matches!(found, Found::Call(_)), is_found, "{found:?}");
    }
}

#[tokio::test]
async fn a_look_that_fails_is_told() {
    let server = Server::always(json(r#"{"ErrorCode":101001}"#)).await;
    let failed = once(&server).find_call(&attempt(MINUTE)).wait().await;
    assert_eq!(failed.expect_err("a failure").code(), Some(101_001));
}
