//! What minting refuses, and that the edges of each range are accepted.

mod support;

use std::time::Duration;

use support::{DAY, SDK_APP_ID, TIME, key, unpack};
use usersig::{MAX_LIFE, MintError, Privileges, Room};

fn mint(identifier: &str) -> Result<String, MintError> {
    key()
        .mint(SDK_APP_ID, identifier, TIME, DAY)
        .map(|ticket| unpack(ticket.expose()))
}

fn mint_for(issued_at: u64, life: Duration) -> Result<u64, MintError> {
    key()
        .mint(SDK_APP_ID, "robot", issued_at, life)
        .map(|ticket| ticket.expires_at())
}

fn enter(room: &Room) -> Result<(), MintError> {
    key()
        .mint_private_map_key(SDK_APP_ID, "robot", TIME, DAY, room, Privileges::ALL)
        .map(|_| ())
}

fn text(room: &str) -> Room {
    Room::Text(room.to_owned())
}

#[test]
fn an_identifier_has_1_to_32_bytes() {
    assert_eq!(mint(""), Err(MintError::IdentifierEmpty));
    assert!(mint("a").is_ok());
    assert!(mint(&"a".repeat(32)).is_ok());
    assert_eq!(
        mint(&"a".repeat(33)),
        Err(MintError::IdentifierTooLong { bytes: 33 })
    );
}

#[test]
fn an_identifier_is_printable_ascii() {
    for (identifier, position) in [
        ("a\nTLS.sdkappid:1", 1),
        ("\u{1f}", 0),
        ("ab\u{7f}", 2),
        ("zo\u{eb}", 2),
    ] {
        assert_eq!(
            mint(identifier),
            Err(MintError::IdentifierCharacter { position }),
            "{identifier:?}"
        );
    }
    assert!(mint(" ~").is_ok());
}

#[test]
fn an_identifier_is_escaped_in_the_json() {
    let json = mint(r#"a"b\c</>&'"#).unwrap();
    assert!(
        json.contains(r#""TLS.identifier":"a\"b\\c</>&'","#),
        "{json}"
    );
}

#[test]
fn a_life_is_1_second_to_10_years() {
    let second = Duration::from_secs(1);
    assert_eq!(
        mint_for(TIME, Duration::from_millis(999)),
        Err(MintError::Life { seconds: 0 })
    );
    assert_eq!(mint_for(TIME, Duration::from_millis(1999)), Ok(TIME + 1));
    assert_eq!(mint_for(TIME, MAX_LIFE), Ok(TIME + 315_360_000));
    assert_eq!(
        mint_for(TIME, MAX_LIFE + second),
        Err(MintError::Life {
            seconds: 315_360_001
        })
    );
}

#[test]
fn milliseconds_are_not_taken_for_seconds() {
    let last = u64::from(u32::MAX);
    assert_eq!(mint_for(last - 86_400, DAY), Ok(last));
    for issued_at in [last - 86_399, TIME * 1000, u64::MAX] {
        let error = mint_for(issued_at, DAY).unwrap_err();
        assert_eq!(error, MintError::Moment { issued_at });
        assert!(error.to_string().contains("milliseconds"));
    }
}

#[test]
fn a_numeric_room_is_1_to_4294967294() {
    for number in [0, u32::MAX] {
        assert_eq!(enter(&Room::Numeric(number)), Err(MintError::RoomNumber));
    }
    for number in [1, u32::MAX - 1] {
        assert_eq!(enter(&Room::Numeric(number)), Ok(()));
    }
}

#[test]
fn a_string_room_has_1_to_64_bytes() {
    assert_eq!(enter(&text("")), Err(MintError::RoomEmpty));
    assert_eq!(enter(&text(&"r".repeat(64))), Ok(()));
    assert_eq!(
        enter(&text(&"r".repeat(65))),
        Err(MintError::RoomTooLong { bytes: 65 })
    );
}

#[test]
fn a_string_room_has_only_allowed_characters() {
    assert_eq!(enter(&text("aZ0 !#$%&()+-:;<=.>?@[]^_{}|~,")), Ok(()));
    for forbidden in ['"', '\'', '*', '/', '\\', '`', '\n', '\u{e9}'] {
        let room = text(&format!("ab{forbidden}"));
        assert_eq!(
            enter(&room),
            Err(MintError::RoomCharacter { position: 2 }),
            "{forbidden:?}"
        );
    }
}

#[test]
fn the_identifier_rules_hold_for_a_private_map_key_too() {
    let error = key()
        .mint_private_map_key(
            SDK_APP_ID,
            "",
            TIME,
            DAY,
            &Room::Numeric(1),
            Privileges::ALL,
        )
        .unwrap_err();
    assert_eq!(error, MintError::IdentifierEmpty);
}

#[test]
fn an_error_names_its_rule_and_not_the_value() {
    let error = mint("secretive\n").unwrap_err().to_string();
    assert_eq!(
        error,
        "the identifier must be printable ASCII, its byte 9 is not"
    );
    let error = enter(&text("room/1")).unwrap_err().to_string();
    assert!(error.contains("!#$%&()+-:;<=.>?@[]^_{}|~,"), "{error}");
    assert!(!error.contains("room/1"), "{error}");
}
