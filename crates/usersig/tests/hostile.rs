//! Texts made to do harm: each is refused, none panics, none is inflated without end.

mod support;

use support::{Example, SDK_APP_ID, TIME, armour, key, pack, unarmour};
use usersig::{Claims, DecodeError, Expected, UserBuf, UserBufError, UserBufRule};

fn verifies(example: &Example, text: &str) -> bool {
    let rule = if example.room.is_some() {
        UserBufRule::Present
    } else {
        UserBufRule::Absent
    };
    let expected = Expected::new(SDK_APP_ID, example.identifier, TIME).userbuf(rule);
    key().verify(text, &expected).is_ok()
}

#[test]
fn a_ticket_cut_off_anywhere_is_refused() {
    for example in Example::all() {
        for text in example.texts() {
            assert!(verifies(&example, text));
            for length in 0..text.len() {
                assert!(!verifies(&example, &text[..length]), "{length} of {text}");
            }
        }
    }
}

#[test]
fn a_stream_cut_off_anywhere_is_refused() {
    for example in Example::all() {
        for text in example.texts() {
            let zlib = unarmour(text);
            for length in 0..zlib.len() {
                let error = Claims::decode(&armour(&zlib[..length])).unwrap_err();
                assert_eq!(error, DecodeError::Zlib, "{length}");
            }
        }
    }
}

#[test]
fn no_changed_character_leaves_a_ticket_valid() {
    let example = Example::a();
    for text in example.texts() {
        // The padding is left out: a digit in its place is a byte after the end of the stream.
        for position in 0..text.trim_end_matches('_').len() {
            for replacement in ["A", "_", "*", "-", "9", "+", "\0", "\u{e9}"] {
                let mut changed = text.to_owned();
                changed.replace_range(position..=position, replacement);
                if changed != text {
                    assert!(!verifies(&example, &changed), "{position} {replacement:?}");
                }
            }
        }
    }
}

#[test]
fn bytes_after_the_stream_change_nothing() {
    let good = Claims::decode(Example::a().level_0).unwrap();
    let mut zlib = unarmour(Example::a().level_0);
    zlib.extend_from_slice(b"{}");
    assert_eq!(Claims::decode(&armour(&zlib)), Ok(good));
}

#[test]
fn no_flipped_bit_of_the_stream_changes_what_is_claimed() {
    let example = Example::a();
    let good = Claims::decode(example.level_0).unwrap();
    for text in example.texts() {
        let zlib = unarmour(text);
        for position in 0..zlib.len() {
            for bit in 0..8 {
                let mut changed = zlib.clone();
                changed[position] ^= 1 << bit;
                // Some bits of the zlib header say nothing about the content.
                if let Ok(claims) = Claims::decode(&armour(&changed)) {
                    assert_eq!(claims, good, "{position} {bit}");
                }
            }
        }
    }
}

#[test]
fn no_changed_byte_of_the_json_panics_or_verifies() {
    let example = Example::b();
    let mut decoded = 0;
    for position in 0..example.json.len() {
        for byte in [b'"', b'\\', b'0', b'-', b'A', b'=', b'{', b'\n', 0x00, 0xFF] {
            let mut json = example.json.as_bytes().to_vec();
            json[position] = byte;
            let text = pack(&json, 0);
            if let Ok(claims) = Claims::decode(&text) {
                decoded += 1;
                let same = claims == Claims::decode(example.level_0).unwrap();
                // The version and the name of its member are not under the signature.
                let version = position < example.json.find("TLS.identifier").unwrap();
                assert!(
                    same || version || !verifies(&example, &text),
                    "{position} {byte}"
                );
            }
        }
    }
    assert!(
        decoded > 100,
        "most changes should stay readable, {decoded} did"
    );
}

#[test]
fn a_bomb_is_not_inflated() {
    let bomb = pack(&vec![b' '; 2_000_000], 9);
    assert!(bomb.len() < 8 * 1024, "{}", bomb.len());
    assert_eq!(Claims::decode(&bomb), Err(DecodeError::TooLarge));
}

#[test]
fn a_ticket_of_exactly_16_kib_inside_is_read_and_no_more() {
    let padded = |size: usize| {
        let json = Example::a().json;
        pack(
            format!("{json}{}", " ".repeat(size - json.len())).as_bytes(),
            6,
        )
    };
    assert!(Claims::decode(&padded(16 * 1024)).is_ok());
    assert_eq!(
        Claims::decode(&padded(16 * 1024 + 1)),
        Err(DecodeError::TooLarge)
    );
}

#[test]
fn a_text_of_over_8_kib_is_not_looked_at() {
    assert_eq!(
        Claims::decode(&"A".repeat(8 * 1024)),
        Err(DecodeError::Zlib)
    );
    assert_eq!(
        Claims::decode(&"A".repeat(8 * 1024 + 1)),
        Err(DecodeError::TooLong { bytes: 8193 })
    );
}

#[test]
fn deep_nesting_is_refused() {
    let deep = format!("{{\"a\":{}", "[".repeat(10_000));
    assert_eq!(
        Claims::decode(&pack(deep.as_bytes(), 9)),
        Err(DecodeError::Json)
    );
}

#[test]
fn a_wrong_checksum_is_refused() {
    let mut zlib = unarmour(Example::a().level_0);
    *zlib.last_mut().unwrap() ^= 1;
    assert_eq!(Claims::decode(&armour(&zlib)), Err(DecodeError::Zlib));
}

#[test]
fn a_life_without_end_does_not_overflow() {
    let json = Example::a().json.replace("15552000", &u64::MAX.to_string());
    let claims = Claims::decode(&pack(json.as_bytes(), 0)).unwrap();
    assert_eq!(claims.expires_at(), u64::MAX);
}

fn userbuf(example: &Example) -> Vec<u8> {
    Claims::decode(example.level_0).unwrap().userbuf.unwrap()
}

#[test]
fn a_userbuf_cut_off_anywhere_is_too_short() {
    for example in [Example::b(), Example::c()] {
        let bytes = userbuf(&example);
        for length in 0..bytes.len() {
            assert_eq!(
                UserBuf::parse(&bytes[..length]),
                Err(UserBufError::TooShort),
                "{length}"
            );
        }
    }
}

#[test]
fn a_userbuf_in_another_layout_is_refused() {
    let changed = |example: &Example, position: usize, value: u8| {
        let mut bytes = userbuf(example);
        bytes[position] = value;
        UserBuf::parse(&bytes).unwrap_err()
    };
    let (b, c) = (Example::b(), Example::c());
    assert_eq!(changed(&b, 0, 2), UserBufError::Version(2));
    assert_eq!(changed(&b, 3, 0xFF), UserBufError::NotText);
    assert_eq!(changed(&b, 1, 0xFF), UserBufError::TooShort);
    assert_eq!(changed(&b, 0, 1), UserBufError::TwoRooms);
    assert_eq!(changed(&c, 0, 0), UserBufError::TooLong);
    assert_eq!(changed(&c, 42, 0xFF), UserBufError::NotText);

    let mut longer = userbuf(&b);
    longer.push(0);
    assert_eq!(UserBuf::parse(&longer), Err(UserBufError::TooLong));
}

#[test]
fn an_empty_string_room_of_the_node_code_is_readable() {
    let mut bytes = userbuf(&Example::b());
    bytes[0] = 1;
    bytes[14..18].fill(0);
    bytes.extend_from_slice(&[0, 0]);
    assert_eq!(
        UserBuf::parse(&bytes).unwrap().room,
        usersig::Room::Text(String::new())
    );
}
