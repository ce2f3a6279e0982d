//! Rooms: two kinds that are never mixed up, and refused before they are sent when they can be none.

use call_engine::types::{
    CallInfo, CallRecord, MediaType, RoomIdType, RoomIdTypeSeen, StartCallByRobotRequest,
    StartCallInfo, WebhookCallInfo,
};
use call_engine::{Ring, Room};
use serde_json::{Value, from_value, json as value};

use crate::support::{Server, client, json};

/// What the vendor's client SDKs allow in a text room (89 characters).
const ALLOWED: &str =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 !#$%&()+-:;<=.>?@[]^_{}|~,";

/// The rule that a room breaks.
fn broken(info: &StartCallInfo) -> Option<String> {
    let error = info.validate().err()?;
    let violation = &error.violations()[0];
    assert_eq!((violation.field(), error.violations().len()), ("RoomId", 1));
    Some(violation.rule().to_owned())
}

fn audio() -> StartCallInfo {
    StartCallInfo::new(MediaType::Audio)
}

#[tokio::test]
async fn a_number_and_a_text_are_two_rooms_on_the_wire() {
    let server = Server::always(json(r#"{"ErrorCode":0}"#)).await;
    let client = client(&server);
    for room in [
        Room::from(123),
        Room::from("123"),
        Room::from(4_294_967_294),
    ] {
        let ring = Ring::audio("robot", ["jack"]).room(room);
        client.ring(ring).await.expect("a call");
    }
    let sent: Vec<Value> = server
        .requests()
        .iter()
        .map(|one| one.json()["CallInfo"].clone())
        .collect();
    assert_eq!(
        sent[0],
        value!({"MediaType": "Audio", "RoomId": "123", "RoomIdType": 1})
    );
    assert_eq!(
        sent[1],
        value!({"MediaType": "Audio", "RoomId": "123", "RoomIdType": 2})
    );
    assert_eq!(sent[2]["RoomId"], "4294967294");
}

#[tokio::test]
async fn a_room_that_can_be_none_is_not_sent() {
    let server = Server::always(json(r#"{"ErrorCode":0}"#)).await;
    let client = client(&server);
    for room in [
        Room::from(0),
        Room::from(u32::MAX),
        Room::from(""),
        Room::from("a/b"),
    ] {
        let ring = Ring::audio("robot", ["jack"]).room(room.clone());
        let error = client.ring(ring).await.expect_err("a broken rule");
        let rules = error.validation().expect("rules");
        assert_eq!(rules.violations()[0].field(), "CallInfo.RoomId", "{room:?}");
    }
    assert!(server.requests().is_empty());
}

#[test]
fn a_numeric_room_is_a_decimal_number_in_range_with_one_spelling() {
    let numeric = |id: &str| broken(&audio().room_id(id).room_id_type(RoomIdType::Numeric));
    for good in ["1", "2147483647", "2147483648", "4294967294"] {
        assert_eq!(numeric(good), None, "{good}");
    }
    for bad in [
        "0",
        "4294967295",
        "4294967296",
        "99999999999999999999",
        "007",
        "+7",
        "-1",
        "1.0",
        "1e3",
        " 1",
        "lobby",
    ] {
        let rule = numeric(bad).unwrap_or_else(|| panic!("{bad} passes"));
        let expected =
            format!("a numeric room is a decimal number from 1 to 4294967294, is {bad:?}");
        assert_eq!(rule, expected);
    }
    // Nothing is known about other kinds.
    for kind in [RoomIdType::Text, RoomIdType::from(7)] {
        assert_eq!(broken(&audio().room_id("lobby").room_id_type(kind)), None);
    }
    assert_eq!(broken(&audio().room_id("lobby")), None);
    assert_eq!(audio().room_id_type(RoomIdType::Numeric).validate(), Ok(()));
}

#[test]
fn a_text_room_has_64_bytes_of_89_characters() {
    assert_eq!(ALLOWED.chars().count(), 89);
    for allowed in ALLOWED.chars() {
        assert_eq!(
            broken(&audio().room(allowed.to_string())),
            None,
            "{allowed:?}"
        );
    }
    let others = (0..=0x2ff).filter_map(char::from_u32);
    for other in others.filter(|c| !ALLOWED.contains(*c)) {
        let rule = broken(&audio().room(other.to_string()));
        assert!(
            rule.is_some_and(|rule| rule.contains("is not allowed here")),
            "{other:?}"
        );
    }
    assert_eq!(broken(&audio().room("x".repeat(64))), None);
    assert!(
        broken(&audio().room("x".repeat(65))).is_some_and(|rule| rule.contains("at most 64 bytes"))
    );
    assert!(broken(&audio().room("")).is_some_and(|rule| rule == "must not be empty"));
}

#[test]
fn the_cloud_api_numbers_the_kinds_the_other_way() {
    let (text, number) = (Room::from("123"), Room::from(123));
    assert_eq!(
        (text.id_type(), text.stream_ingest_id_type()),
        (RoomIdType::Text, 0)
    );
    assert_eq!(
        (number.id_type(), number.stream_ingest_id_type()),
        (RoomIdType::Numeric, 1)
    );
    assert_eq!(
        (text.id_type().number(), number.id_type().number()),
        (Some(2), Some(1))
    );
    for room in [text, number] {
        let back = Room::from_stream_ingest(&room.to_string(), room.stream_ingest_id_type());
        assert_eq!(back, Some(room));
    }
    for (id, kind) in [
        ("0", 1),
        ("lobby", 1),
        ("4294967295", 1),
        ("", 0),
        ("lobby", 2),
    ] {
        assert_eq!(Room::from_stream_ingest(id, kind), None, "{id} {kind}");
    }
}

#[test]
fn the_room_of_an_answer_is_read_from_both_fields() {
    for (id, kind, room) in [
        (value!("123"), value!(1), Some(Room::from(123))),
        (value!("123"), value!("1"), Some(Room::from(123))),
        (value!("123"), value!(2), Some(Room::from("123"))),
        (value!("123"), value!(null), Some(Room::from("123"))),
        (value!("lobby"), value!(1), Some(Room::from("lobby"))),
        (value!(""), value!(2), None),
        (value!(""), value!(0), None),
        (value!(null), value!(1), None),
    ] {
        let fields = value!({"RoomId": id, "RoomIdType": kind});
        let info: CallInfo = from_value(fields.clone()).expect("a call");
        let record: CallRecord = from_value(fields.clone()).expect("a record");
        let event: WebhookCallInfo = from_value(fields.clone()).expect("an event");
        assert_eq!(
            [info.room(), record.room(), event.room()],
            [room.clone(), room.clone(), room],
            "{fields}"
        );
    }
    assert_eq!(RoomIdTypeSeen::from(0), RoomIdTypeSeen::Absent);
}

#[test]
fn json_is_checked_by_the_same_rules() {
    let request = |id: &str, kind: i64| {
        let body = value!({
            "Robot_Account": "robot", "CalleeList_Account": ["jack"], "Timeout": 30000,
            "CallInfo": {"MediaType": "Audio", "RoomId": id, "RoomIdType": kind},
        });
        from_value::<StartCallByRobotRequest>(body)
            .expect("a request")
            .validate()
    };
    assert_eq!(request("7", 1), Ok(()));
    assert_eq!(request("lobby", 2), Ok(()));
    let error = request("lobby", 1).expect_err("a broken rule").to_string();
    assert!(
        error.starts_with("CallInfo.RoomId: a numeric room is a decimal number"),
        "{error}"
    );
}
