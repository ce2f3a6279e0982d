//! Each check of verifying: what fails it, with which code, and which of two failures comes first.

mod support;

use std::error::Error as _;
use std::time::Duration;

use support::{Example, KEY, SDK_APP_ID, TIME, key, pack};
use usersig::{Claims, DecodeError, Expected, SecretKey, UserBufRule, VerifyError};

fn expected() -> Expected<'static> {
    Expected::new(SDK_APP_ID, "administrator", TIME)
}

fn verify(expected: &Expected<'_>) -> Result<Claims, VerifyError> {
    key().verify(Example::a().level_0, expected)
}

#[test]
fn another_application_is_70014() {
    let error = verify(&Expected::new(1_400_000_001, "administrator", TIME)).unwrap_err();
    assert_eq!(
        error,
        VerifyError::SdkAppId {
            ticket: 1_400_000_000,
            expected: 1_400_000_001
        }
    );
    assert_eq!(error.code(), 70014);
}

#[test]
fn another_identifier_is_70013() {
    for identifier in ["Administrator", "administrato", ""] {
        let error = verify(&Expected::new(SDK_APP_ID, identifier, TIME)).unwrap_err();
        assert_eq!(error, VerifyError::Identifier);
        assert_eq!(error.code(), 70013);
    }
}

#[test]
fn the_second_of_expiry_is_still_valid_and_the_next_is_70001() {
    let at = TIME + 15_552_000;
    assert!(verify(&Expected::new(SDK_APP_ID, "administrator", at)).is_ok());
    let error = verify(&Expected::new(SDK_APP_ID, "administrator", at + 1)).unwrap_err();
    assert_eq!(error, VerifyError::Expired { at, now: at + 1 });
    assert_eq!(error.code(), 70001);
}

#[test]
fn a_ticket_from_the_future_is_refused_only_beyond_the_allowed_skew() {
    let minute = Duration::from_secs(60);
    let at = |now| Expected::new(SDK_APP_ID, "administrator", now);
    assert!(verify(&at(0)).is_ok());
    assert!(verify(&at(TIME - 60).allowed_skew(minute)).is_ok());
    let error = verify(&at(TIME - 61).allowed_skew(minute)).unwrap_err();
    assert_eq!(
        error,
        VerifyError::NotYetValid {
            issued_at: TIME,
            now: TIME - 61
        }
    );
    assert_eq!(error.code(), 70003);
}

#[test]
fn the_allowed_skew_does_not_stretch_the_life() {
    let late = Expected::new(SDK_APP_ID, "administrator", TIME + 15_552_001);
    let error = verify(&late.allowed_skew(Duration::MAX)).unwrap_err();
    assert_eq!(error.code(), 70001);
}

#[test]
fn a_user_sig_is_no_private_map_key() {
    for rule in [UserBufRule::Present, UserBufRule::Exactly(b"")] {
        let error = verify(&expected().userbuf(rule)).unwrap_err();
        assert_eq!(error, VerifyError::UserBufMissing);
        assert_eq!(error.code(), 70003);
    }
}

#[test]
fn a_private_map_key_is_no_user_sig() {
    let error = key()
        .verify(
            Example::b().level_0,
            &Expected::new(SDK_APP_ID, "xiaojun", TIME),
        )
        .unwrap_err();
    assert_eq!(error, VerifyError::UserBufUnexpected);
    assert_eq!(error.code(), 70003);
}

#[test]
fn a_userbuf_must_be_the_one_asked_for() {
    let right = Claims::decode(Example::b().level_0)
        .unwrap()
        .userbuf
        .unwrap();
    let wrong = Claims::decode(Example::c().level_0)
        .unwrap()
        .userbuf
        .unwrap();
    let verify = |rule| {
        let expected = Expected::new(SDK_APP_ID, "xiaojun", TIME).userbuf(rule);
        key().verify(Example::b().level_0, &expected)
    };
    assert!(verify(UserBufRule::Present).is_ok());
    assert!(verify(UserBufRule::Exactly(&right)).is_ok());
    let error = verify(UserBufRule::Exactly(&wrong)).unwrap_err();
    assert_eq!(error, VerifyError::UserBufDifferent);
    assert_eq!(error.code(), 70003);
}

#[test]
fn another_key_is_70009() {
    let other = SecretKey::new(&KEY.replace('5', "6")).unwrap();
    let error = other.verify(Example::a().level_0, &expected()).unwrap_err();
    assert_eq!(error, VerifyError::Signature);
    assert_eq!(error.code(), 70009);
}

#[test]
fn every_signed_value_is_under_the_signature() {
    let now = TIME + 10;
    let replacements = [
        ("xiaojun", "xiaojum"),
        ("1400000000", "1400000001"),
        ("86400", "86401"),
        ("1700000000", "1700000001"),
        ("AAAHeG", "AAAHeH"),
        ("m5WP", "m5WQ"),
    ];
    for (from, to) in replacements {
        let changed = Example::b().json.replace(from, to);
        let text = pack(changed.as_bytes(), 6);
        let claims = Claims::decode(&text).unwrap();
        let expected =
            Expected::new(claims.sdk_app_id, &claims.identifier, now).userbuf(UserBufRule::Present);
        assert_eq!(
            key().verify(&text, &expected),
            Err(VerifyError::Signature),
            "{from}"
        );
    }
}

#[test]
fn a_text_that_is_no_ticket_is_70003_and_tells_its_layer() {
    let good = Example::a();
    let broken = [
        ("eAE%2A".to_owned(), DecodeError::Alphabet { position: 3 }),
        (
            good.level_0.replace('_', "="),
            DecodeError::Alphabet {
                position: good.level_0.len() - 1,
            },
        ),
        (
            good.level_0[..good.level_0.len() - 1].to_owned(),
            DecodeError::CutOff,
        ),
        (
            good.level_0[..good.level_0.len() - 4].to_owned(),
            DecodeError::Zlib,
        ),
        (String::new(), DecodeError::Zlib),
        (pack(b"", 0), DecodeError::Json),
        (pack(b"[]", 0), DecodeError::Json),
        (
            pack(good.json.replace('}', "} x").as_bytes(), 0),
            DecodeError::Json,
        ),
        (pack(b"{\"TLS.identifier\":\"\xFF\"}", 0), DecodeError::Json),
    ];
    for (text, reason) in broken {
        let error = key().verify(&text, &expected()).unwrap_err();
        assert_eq!(error, VerifyError::Decode(reason.clone()), "{text}");
        assert_eq!(error.code(), 70003);
        assert_eq!(error.source().unwrap().to_string(), reason.to_string());
    }
}

#[test]
fn a_missing_member_is_named() {
    for name in [
        "TLS.identifier",
        "TLS.sdkappid",
        "TLS.expire",
        "TLS.time",
        "TLS.sig",
    ] {
        let without = Example::a().json.replace(name, "TLS.other");
        assert_eq!(
            Claims::decode(&pack(without.as_bytes(), 0)),
            Err(DecodeError::MissingField(name))
        );
    }
}

#[test]
fn a_wrong_member_is_named() {
    let replacements = [
        ("TLS.ver", "\"2.0\"", "2"),
        ("TLS.identifier", "\"xiaojun\"", "7"),
        ("TLS.sdkappid", "1400000000", "\"1400000000\""),
        ("TLS.sdkappid", "1400000000", "4294967296"),
        ("TLS.expire", "86400", "-1"),
        ("TLS.expire", "86400", "86400.0"),
        ("TLS.time", "1700000000", "99999999999999999999"),
        ("TLS.userbuf", "AAAHeG", "AAAHe*"),
        ("TLS.sig", "sPw=", "sPw"),
        ("TLS.sig", "sPw=", ""),
    ];
    for (name, from, to) in replacements {
        let changed = Example::b().json.replace(from, to);
        assert_eq!(
            Claims::decode(&pack(changed.as_bytes(), 0)),
            Err(DecodeError::Field(name)),
            "{to}"
        );
    }
}

#[test]
fn the_first_failing_check_is_told() {
    // This ticket fails every check; one after the other is put right.
    let stranger = SecretKey::new("stranger").unwrap();
    let verify = |sdk_app_id, identifier, now, skew, rule| {
        let expected = Expected::new(sdk_app_id, identifier, now)
            .allowed_skew(Duration::from_secs(skew))
            .userbuf(rule);
        stranger
            .verify(Example::a().level_0, &expected)
            .unwrap_err()
    };
    let late = TIME + 15_552_001;
    let (id, rule) = ("administrator", UserBufRule::Present);
    assert!(matches!(
        verify(1, "x", late, 0, rule),
        VerifyError::SdkAppId { .. }
    ));
    assert!(matches!(
        verify(SDK_APP_ID, "x", late, 0, rule),
        VerifyError::Identifier
    ));
    assert!(matches!(
        verify(SDK_APP_ID, id, late, 0, rule),
        VerifyError::Expired { .. }
    ));
    assert!(matches!(
        verify(SDK_APP_ID, id, TIME - 1, 0, rule),
        VerifyError::NotYetValid { .. }
    ));
    assert!(matches!(
        verify(SDK_APP_ID, id, TIME, 0, rule),
        VerifyError::UserBufMissing
    ));
    assert!(matches!(
        verify(SDK_APP_ID, id, TIME, 0, UserBufRule::Absent),
        VerifyError::Signature
    ));
}

#[test]
fn no_error_shows_ticket_key_or_identifier() {
    let text = Example::a().level_0;
    let other = SecretKey::new("another-key").unwrap();
    let errors = [
        verify(&Expected::new(1, "administrator", TIME)),
        verify(&Expected::new(SDK_APP_ID, "somebody", TIME)),
        verify(&Expected::new(SDK_APP_ID, "administrator", u64::MAX)),
        verify(&Expected::new(SDK_APP_ID, "administrator", 0).allowed_skew(Duration::ZERO)),
        verify(&expected().userbuf(UserBufRule::Present)),
        other.verify(text, &expected()),
        key().verify(&text[1..], &expected()),
        key().verify(&pack(b"{\"TLS.identifier\":7}", 0), &expected()),
    ];
    for error in errors {
        let error = error.unwrap_err();
        let source = error.source().map(ToString::to_string).unwrap_or_default();
        let shown = format!("{error} {error:?} {source}");
        for secret in [
            &text[..12],
            &text[40..52],
            &KEY[..8],
            "another-key",
            "administrator",
            "somebody",
        ] {
            assert!(!shown.contains(secret), "{shown}");
        }
    }
}
