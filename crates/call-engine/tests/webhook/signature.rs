//! `Sign` and `RequestTime`: who signs right is believed, and who does not is told why in the log.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use call_engine::types::AfterMemberChanged;
use call_engine::webhook::testing::Delivery;
use call_engine::webhook::{ReceiveError, Received, Receiver, ReceiverBuilder, WebhookEvent};

const APPLICATION: u32 = 1_400_000_000;
/// Token, time and signature of reference documents.
const CHECK_VALUES: [(&str, u64, &str); 2] = [
    (
        "xxxxyyyy",
        1_669_872_112,
        "17773bc39a671d7b9aa835458704d2a6db81360a5940292b587d6d760d484061",
    ),
    (
        "s3cr3t-token",
        1_740_464_130,
        "f9b22c25d886ac0dd0b1b64595c91ec987fcc0ed561eac6ab80c7a66e861b868",
    ),
];

fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(seconds)
}

fn receiver(now: SystemTime) -> ReceiverBuilder {
    Receiver::builder(APPLICATION).clock(move || now)
}

fn delivery() -> Delivery {
    let event = AfterMemberChanged {
        call_id: Some("c1".into()),
        ..AfterMemberChanged::default()
    };
    Delivery::new(APPLICATION, &WebhookEvent::AfterMemberChanged(event))
}

fn receive(receiver: ReceiverBuilder, delivery: &Delivery) -> Result<Received, ReceiveError> {
    let receiver = receiver.build().expect("a receiver");
    receiver.receive(&delivery.query(), &delivery.headers(), delivery.body())
}

/// The text for the log of a delivery that is refused with 403, and gives nothing away.
fn refused(receiver: ReceiverBuilder, delivery: &Delivery) -> String {
    let error = receive(receiver, delivery).expect_err("refused");
    assert!(error.is_unverified(), "{error}");
    assert_eq!(error.status(), 403);
    let shown = format!("{error} {error:?} {}", error.reply().body());
    for (token, time, sign) in CHECK_VALUES {
        assert!(!shown.contains(token), "{shown}");
        assert!(!shown.contains(sign), "{shown}");
        assert!(!shown.to_lowercase().contains(sign), "{shown}");
        assert!(!error.reply().body().contains(&time.to_string()));
    }
    assert_eq!(
        error.reply().body(),
        r#"{"ActionStatus":"FAIL","ErrorCode":1,"ErrorInfo":"not accepted"}"#
    );
    error.to_string()
}

#[test]
fn the_documented_check_values_are_right() {
    for (token, time, sign) in CHECK_VALUES {
        let by_hand = delivery()
            .parameter("RequestTime", &time.to_string())
            .parameter("Sign", sign);
        let received = receive(receiver(at(time)).token(token), &by_hand).expect("signed right");
        assert!(received.is_signed());
        assert_eq!(received.received_at(), at(time));
        let signed = delivery().signed(token, at(time));
        assert_eq!(signed.query(), by_hand.query());
    }
}

#[test]
fn a_minute_is_allowed_in_both_directions_and_no_more() {
    let (token, time, _) = CHECK_VALUES[0];
    let signed = delivery().signed(token, at(time));
    for now in [time - 60, time - 1, time, time + 1, time + 60] {
        assert!(receive(receiver(at(now)).token(token), &signed).is_ok());
    }
    let slow = refused(receiver(at(time - 61)).token(token), &signed);
    assert!(
        slow.contains("61 s ahead of this machine's clock"),
        "{slow}"
    );
    assert!(slow.contains("this clock is slow"), "{slow}");
    let fast = refused(receiver(at(time + 3_600)).token(token), &signed);
    assert!(
        fast.contains("3600 s behind this machine's clock"),
        "{fast}"
    );
    assert!(fast.contains("this clock is fast"), "{fast}");
    let nearly = at(time) + Duration::from_millis(60_001);
    refused(receiver(nearly).token(token), &signed);
    let wide = receiver(at(time + 61)).signature_window(Duration::from_secs(61));
    assert!(receive(wide.token(token), &signed).is_ok());
    assert!(
        receive(
            receiver(UNIX_EPOCH).token("t"),
            &delivery().signed("t", UNIX_EPOCH)
        )
        .is_ok()
    );
}

#[test]
fn without_a_token_nothing_is_verified_and_nothing_claimed() {
    let (token, time, _) = CHECK_VALUES[0];
    let signed = delivery().signed(token, at(time));
    let received = receive(receiver(at(0)), &signed).expect("not verified");
    assert!(!received.is_signed());
}

#[test]
fn an_unsigned_delivery_is_accepted_unless_a_signature_is_required() {
    let (token, time, _) = CHECK_VALUES[0];
    let received = receive(receiver(at(time)).token(token), &delivery()).expect("unsigned");
    assert!(!received.is_signed());
    let strict = || receiver(at(time)).token(token).require_signature(true);
    let why = refused(strict(), &delivery());
    assert!(why.contains("neither Sign nor RequestTime"), "{why}");
    assert!(why.contains("no page documents one for Call"), "{why}");
    assert!(receive(strict(), &delivery().signed(token, at(time))).is_ok());
}

#[test]
fn half_a_signature_is_refused_even_when_none_is_required() {
    let (token, time, _) = CHECK_VALUES[0];
    let whole = delivery().signed(token, at(time));
    for name in ["Sign", "RequestTime"] {
        let why = refused(
            receiver(at(time)).token(token),
            &whole.clone().without(name),
        );
        assert!(why.contains(&format!("{name} is missing")), "{why}");
    }
}

#[test]
fn a_parameter_that_is_there_twice_is_refused_even_when_one_is_right() {
    let (token, time, _) = CHECK_VALUES[0];
    let whole = delivery().signed(token, at(time));
    for (name, value) in [("sign", "x"), ("REQUESTTIME", "1")] {
        let twice = whole.clone().parameter(name, value);
        let why = refused(receiver(at(time)).token(token), &twice);
        assert!(why.contains("more than once"), "{why}");
    }
}

#[test]
fn the_names_are_read_without_regard_to_case() {
    let (token, time, sign) = CHECK_VALUES[1];
    let other = delivery()
        .parameter("requesttime", &time.to_string())
        .parameter("SIGN", sign);
    assert!(receive(receiver(at(time)).token(token), &other).is_ok_and(|it| it.is_signed()));
}

#[test]
fn two_tokens_are_accepted_while_one_replaces_the_other() {
    let now = at(1_740_464_130);
    let both = || receiver(now).token("new").token("old");
    assert!(receive(both(), &delivery().signed("old", now)).is_ok_and(|it| it.is_signed()));
    assert!(receive(both(), &delivery().signed("new", now)).is_ok_and(|it| it.is_signed()));
    let why = refused(both(), &delivery().signed("older", now));
    assert!(why.contains("that of another token"), "{why}");
    assert!(why.contains("configure the old one too"), "{why}");
}

#[test]
fn upper_case_digits_are_refused_and_named() {
    let (token, time, sign) = CHECK_VALUES[0];
    let loud = |sign: &str| {
        delivery()
            .parameter("RequestTime", &time.to_string())
            .parameter("Sign", &sign.to_uppercase())
    };
    let why = refused(receiver(at(time)).token("other").token(token), &loud(sign));
    assert!(why.contains("upper-case hex digits"), "{why}");
    // Loud and wrong is wrong.
    let why = refused(receiver(at(time)).token("other"), &loud(sign));
    assert!(why.contains("that of another token"), "{why}");
}

#[test]
fn the_log_names_white_space_empty_tokens_other_digests_and_changed_times() {
    let (token, time, sign) = CHECK_VALUES[0];
    let signed = delivery().signed(token, at(time));
    let padded = format!("{token}\n");
    let why = refused(receiver(at(time)).token(padded), &signed);
    assert!(why.contains("white space around it"), "{why}");
    let why = refused(
        receiver(at(time)).token(token),
        &delivery().signed("", at(time)),
    );
    assert!(why.contains("that of an empty token"), "{why}");
    for (wrong, length) in [("d41d8cd98f00b204e9800998ecf8427e", 32), ("", 0), ("é", 1)] {
        let short = signed.clone().without("Sign").parameter("Sign", wrong);
        let why = refused(receiver(at(time)).token(token), &short);
        assert!(
            why.contains(&format!("it has {length} characters")),
            "{why}"
        );
    }
    let later = (time + 1).to_string();
    let moved = signed
        .without("RequestTime")
        .parameter("RequestTime", &later);
    let why = refused(receiver(at(time)).token(token), &moved);
    assert!(why.contains("RequestTime was changed on the way"), "{why}");
    assert!(!why.contains(sign));
}

#[test]
fn a_time_that_is_none_is_refused_although_it_is_signed() {
    let (token, time, _) = CHECK_VALUES[0];
    let milliseconds = delivery().signed(token, at(time * 1_000));
    let why = refused(receiver(at(time)).token(token), &milliseconds);
    assert!(why.contains("may be in milliseconds"), "{why}");
    // SHA-256 of "t" followed by the text, made elsewhere.
    for (text, sign) in [
        (
            "",
            "e3b98a4da31a127d4bde6e43033f66ba274cab0eb7eb1c70ec41402bf6273dd8",
        ),
        (
            "+1",
            "f24a977a00c9f1e06d38298a05b458a4462b5490f657e62553d7cd52422c9f2a",
        ),
        (
            "now",
            "5ebfdbe61f8f4586c8cdf511b734dc98ee774f153d31f8a5d66c2899a4a907c8",
        ),
        (
            "99999999999999999999999999",
            "961ad142b3556c3829a48fe0c9043861872d1f4efe2e366f76d386783c59910d",
        ),
    ] {
        let odd = delivery()
            .parameter("RequestTime", text)
            .parameter("Sign", sign);
        let why = refused(receiver(at(time)).token("t"), &odd);
        assert!(why.contains("no number of Unix seconds"), "{text}: {why}");
    }
}

#[test]
fn a_receiver_that_cannot_protect_is_not_built() {
    let build = |builder: ReceiverBuilder| builder.build().map(|_| ()).expect_err("not built");
    let empty = build(Receiver::builder(1).token(""));
    assert!(empty.to_string().contains("a token is empty"), "{empty}");
    let none = build(Receiver::builder(1).require_signature(true));
    assert!(none.to_string().contains("give a token"), "{none}");
    let secret = build(Receiver::builder(1).url_secret("token", ""));
    assert!(secret.to_string().contains("is empty"), "{secret}");
    let name = build(Receiver::builder(1).url_secret("sdkappID", "x"));
    assert!(
        name.to_string().contains("a parameter of the vendor's"),
        "{name}"
    );
}

#[test]
fn no_token_and_no_secret_is_shown_by_debug() {
    let builder = || {
        receiver(at(0))
            .token("s3cr3t-token")
            .url_secret("token", "my own secret")
    };
    let built = builder().build().expect("a receiver");
    let signed = delivery()
        .signed("s3cr3t-token", at(0))
        .parameter("token", "my own secret");
    let shown = format!("{:?} {built:?} {signed:?}", builder());
    assert!(!shown.contains("s3cr3t"), "{shown}");
    assert!(!shown.contains("my own secret"), "{shown}");
    assert!(shown.contains("1400000000"), "{shown}");
}
