//! Tickets, from whoever sends a request: any text, any bytes inside, any JSON inside those, any userbuf. The first
//! byte says how deep the rest is put.
#![no_main]

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use libfuzzer_sys::fuzz_target;
use miniz_oxide::deflate::compress_to_vec_zlib;
use usersig::{Claims, Expected, Room, SecretKey, UserBuf, UserBufRule, VerifyError};

fuzz_target!(|input: &[u8]| {
    let Some((first, rest)) = input.split_first() else {
        return;
    };
    // So that `0` to `4` in front of a seed are what they look like.
    let first = first.wrapping_sub(b'0');
    match first % 5 {
        0 => text(&String::from_utf8_lossy(rest)),
        1 => text(&armour(rest)),
        // Stored and compressed.
        2 => text(&armour(&compress_to_vec_zlib(rest, first / 5 % 11))),
        3 => userbuf(rest),
        _ => minted(rest),
    }
});

fn key() -> SecretKey {
    SecretKey::new("a-key").expect("a key")
}

/// The ticket with these bytes inside.
fn armour(bytes: &[u8]) -> String {
    let mapped = |c| match c {
        '+' => '*',
        '/' => '-',
        '=' => '_',
        other => other,
    };
    STANDARD.encode(bytes).chars().map(mapped).collect()
}

/// A text that claims to be a ticket. Nobody here has signed one, so it must not hold.
fn text(text: &str) {
    let claims = match Claims::decode(text) {
        Ok(claims) => claims,
        Err(error) => {
            assert_eq!(error.code(), 70003);
            assert!(!error.to_string().is_empty());
            let expected = Expected::new(1, "a", 1);
            assert_eq!(
                key().verify(text, &expected),
                Err(VerifyError::Decode(error))
            );
            return;
        }
    };
    let rule = match &claims.userbuf {
        Some(bytes) => {
            let _ = UserBuf::parse(bytes);
            UserBufRule::Exactly(bytes)
        }
        None => UserBufRule::Absent,
    };
    let at = |now| Expected::new(claims.sdk_app_id, &claims.identifier, now).userbuf(rule);
    let verdict = key().verify_claims(&claims, &at(claims.expires_at()));
    assert_eq!(verdict, Err(VerifyError::Signature));
    if let Some(late) = claims.expires_at().checked_add(1) {
        let verdict = key().verify_claims(&claims, &at(late));
        assert!(matches!(verdict, Err(VerifyError::Expired { .. })));
    }
}

/// Bytes that claim to be a userbuf: what is understood is minted as the same bytes again.
fn userbuf(bytes: &[u8]) {
    let found = match UserBuf::parse(bytes) {
        Ok(found) => found,
        Err(error) => {
            assert!(!error.to_string().is_empty());
            return;
        }
    };
    let issued_at = found.expires_at.saturating_sub(60);
    let ticket = key().mint_private_map_key(
        found.sdk_app_id,
        &found.account,
        issued_at,
        Duration::from_secs(60),
        &found.room,
        found.privileges,
    );
    // Minting is stricter than reading.
    let Ok(ticket) = ticket else { return };
    let claims = Claims::decode(ticket.expose()).expect("our own ticket");
    if found.account_type == 0 && issued_at + 60 == found.expires_at {
        assert_eq!(claims.userbuf.as_deref(), Some(bytes));
    }
}

/// Values to mint from: refused, or a ticket that says just that and holds under this key alone.
fn minted(input: &[u8]) {
    let Some((head, names)) = input.split_first_chunk::<12>() else {
        return;
    };
    let [a, b, c, d, e, f, g, h, numeric, length, i, j] = *head;
    let sdk_app_id = u32::from_be_bytes([a, b, c, d]);
    let issued_at = u64::from(u32::from_be_bytes([e, f, g, h]));
    let life = Duration::from_secs(u64::from_be_bytes([0, 0, 0, 0, 0, i, j, 1]));
    let names = String::from_utf8_lossy(names);
    let identifier: String = names.chars().take(usize::from(length % 40)).collect();
    let rest: String = names.chars().skip(usize::from(length % 40)).collect();
    let Ok(ticket) = key().mint(sdk_app_id, &identifier, issued_at, life) else {
        return;
    };
    let now = issued_at + life.as_secs();
    let expected = Expected::new(sdk_app_id, &identifier, now);
    let claims = key()
        .verify(ticket.expose(), &expected)
        .expect("our own ticket");
    assert_eq!(claims.identifier, identifier);
    assert_eq!((claims.issued_at, claims.life), (issued_at, life));
    let other = SecretKey::new("another-key").expect("a key");
    let verdict = other.verify(ticket.expose(), &expected);
    assert_eq!(verdict, Err(VerifyError::Signature));
    let room = match numeric % 2 {
        0 => Room::Numeric(u32::from(numeric)),
        _ => Room::Text(rest),
    };
    let privileges = usersig::Privileges::from_bits(sdk_app_id);
    let ticket =
        key().mint_private_map_key(sdk_app_id, &identifier, issued_at, life, &room, privileges);
    let Ok(ticket) = ticket else { return };
    let claims = key()
        .verify(ticket.expose(), &expected.userbuf(UserBufRule::Present))
        .expect("our own ticket");
    let found = UserBuf::parse(&claims.userbuf.expect("it is present")).expect("our own userbuf");
    assert_eq!((found.account, found.room), (identifier, room));
    assert_eq!((found.sdk_app_id, found.expires_at), (sdk_app_id, now));
    assert_eq!(found.privileges, privileges);
}
