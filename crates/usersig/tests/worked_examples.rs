//! The three worked examples, in both directions. Their texts come from the vendor's Python code.

mod support;

use support::{Example, KEY, SDK_APP_ID, TIME, key, unpack};
use usersig::DEFAULT_LIFE;

#[test]
fn minting_gives_the_level_0_text_byte_for_byte() {
    for example in Example::all() {
        assert_eq!(example.mint(), example.level_0, "{}", example.json);
    }
}

#[test]
fn minting_writes_the_documented_json() {
    for example in Example::all() {
        assert_eq!(unpack(&example.mint()), example.json);
    }
}

#[test]
fn a_ticket_knows_its_moment_of_expiry() {
    let user_sig = key()
        .mint(SDK_APP_ID, "administrator", TIME, DEFAULT_LIFE)
        .unwrap();
    assert_eq!(user_sig.expires_at(), 1_715_552_000);
    let example = Example::b();
    let (room, privileges) = example.room.unwrap();
    let private_map_key = key()
        .mint_private_map_key(SDK_APP_ID, "xiaojun", TIME, support::DAY, &room, privileges)
        .unwrap();
    assert_eq!(private_map_key.expires_at(), 1_700_086_400);
}

#[test]
fn debug_shows_neither_key_nor_ticket() {
    let user_sig = key()
        .mint(SDK_APP_ID, "administrator", TIME, DEFAULT_LIFE)
        .unwrap();
    assert_eq!(
        format!("{user_sig:?}"),
        "UserSig { expires_at: 1715552000, .. }"
    );
    assert!(!format!("{:?}", key()).contains(&KEY[..4]));
    let (room, privileges) = Example::c().room.unwrap();
    let private_map_key = key()
        .mint_private_map_key(SDK_APP_ID, "xiaojun", TIME, support::DAY, &room, privileges)
        .unwrap();
    assert_eq!(
        format!("{private_map_key:?}"),
        "PrivateMapKey { expires_at: 1700086400, .. }"
    );
}

#[cfg(feature = "verify")]
mod both_ways {
    use std::time::Duration;

    use super::*;
    use support::hex;
    use usersig::{Claims, Expected, Privileges, Room, UserBuf, UserBufRule};

    #[test]
    fn decoding_gives_the_documented_values() {
        for example in Example::all() {
            for text in example.texts() {
                let claims = Claims::decode(text).unwrap();
                assert_eq!(claims.version.as_deref(), Some("2.0"));
                assert_eq!(claims.identifier, example.identifier);
                assert_eq!(claims.sdk_app_id, SDK_APP_ID);
                assert_eq!(claims.issued_at, TIME);
                assert_eq!(claims.life, Duration::from_secs(example.expire));
                assert_eq!(claims.expires_at(), TIME + example.expire);
                assert_eq!(
                    claims.userbuf.as_deref().map(hex).as_deref(),
                    example.userbuf_hex
                );
                assert_eq!(hex(&claims.signature), example.hmac_hex);
            }
        }
    }

    #[test]
    fn every_text_verifies() {
        for example in Example::all() {
            let userbuf = Claims::decode(example.level_0).unwrap().userbuf;
            let rule = userbuf
                .as_deref()
                .map_or(UserBufRule::Absent, UserBufRule::Exactly);
            let expected = Expected::new(SDK_APP_ID, example.identifier, TIME).userbuf(rule);
            for text in example.texts() {
                let claims = key().verify(text, &expected).unwrap();
                assert_eq!(hex(&claims.signature), example.hmac_hex);
            }
        }
    }

    #[test]
    fn debug_of_the_claims_shows_no_signature() {
        let claims = Claims::decode(Example::a().level_0).unwrap();
        let debug = format!("{claims:?}");
        assert!(debug.contains("administrator"));
        assert!(!debug.contains("signature"), "{debug}");
        assert!(!debug.contains(&claims.signature[0].to_string()), "{debug}");
    }

    #[test]
    fn the_userbuf_comes_apart_as_documented() {
        for example in [Example::b(), Example::c()] {
            let claims = Claims::decode(example.level_0).unwrap();
            let userbuf = UserBuf::parse(&claims.userbuf.unwrap()).unwrap();
            let (room, privileges) = example.room.unwrap();
            assert_eq!(userbuf.account, "xiaojun");
            assert_eq!(userbuf.sdk_app_id, SDK_APP_ID);
            assert_eq!(userbuf.room, room);
            assert_eq!(userbuf.expires_at, 1_700_086_400);
            assert_eq!(userbuf.privileges, privileges);
            assert_eq!(userbuf.account_type, 0);
        }
    }

    #[test]
    fn a_numeric_and_a_string_room_of_the_same_digits_differ() {
        let rooms = [Room::Numeric(123), Room::Text("123".to_owned())];
        let found = rooms.clone().map(|room| {
            let ticket = key()
                .mint_private_map_key(
                    SDK_APP_ID,
                    "xiaojun",
                    TIME,
                    support::DAY,
                    &room,
                    Privileges::ALL,
                )
                .unwrap();
            let claims = Claims::decode(ticket.expose()).unwrap();
            UserBuf::parse(&claims.userbuf.unwrap()).unwrap().room
        });
        assert_eq!(found, rooms);
    }
}
