//! `webhook listen`: what comes is shown, kept, handed on, and everything is as it was afterwards.

#![cfg(unix)]

use std::path::Path;
use std::time::SystemTime;

use call_engine::webhook::testing::Delivery;
use call_engine_emulator::SAMPLE_SDK_APP_ID;

use crate::ear::{Listening, Receiver, send};
use crate::stage::{Stage, run};

const TOKEN: &str = "s3cr3t-token";
const URL_SECRET: &str = "s3cr3t of+the%address";

pub fn text(path: &Path) -> &str {
    path.to_str().expect("a plain path")
}

/// `POST` of a query to the root.
fn post(query: &str) -> String {
    format!("POST /?{query} HTTP/1.1")
}

fn query() -> String {
    Delivery::of_body(SAMPLE_SDK_APP_ID, "Call.CallbackAfterEndCall", "").query()
}

#[test]
fn a_call_is_told_from_start_to_end_handed_on_byte_for_byte_and_the_configuration_comes_back() {
    let stage = Stage::new();
    let folder = tempfile::tempdir().expect("a folder");
    let earlier = "http://192.0.2.1/hook?token=earlier-s3cr3t";
    let set = ["webhook", "set", earlier, "--event", "after-end-call"];
    stage.run(&set).data();
    let before = stage.emulator.callback();

    let (first, second) = (Receiver::start(), Receiver::start());
    let mut command = stage.command(&["webhook", "listen", "--register"]);
    command
        .args(["--store", text(folder.path())])
        .args(["--forward", &first.url("/mine?own=x")])
        .args(["--forward", &second.url("")]);
    let mut listening = Listening::start(&mut command);
    let registered = stage.emulator.callback().expect("a configuration");
    assert_eq!(registered.url, listening.url);

    let id = stage.start_call("jack");
    stage.emulator.answer(&id, "jack").expect("it rings");
    stage.run(&["call", "end", &id]).data();
    let mut told = Vec::new();
    let mut passed = 0;
    while told.len() < 3 || passed < 6 {
        let next = listening.next();
        match next["kind"].as_str() {
            Some("webhook") => told.push(next),
            Some("forwarded") => {
                assert_eq!(
                    (&next["status"], &next["as_expected"]),
                    (&200.into(), &true.into())
                );
                passed += 1;
            }
            _ => panic!("{next}"),
        }
    }
    let events: Vec<&str> = told
        .iter()
        .filter_map(|one| one["event"].as_str())
        .collect();
    let expected = ["AfterStartCall", "AfterMemberChanged", "AfterEndCall"];
    assert_eq!(events, expected.map(|name| format!("Call.Callback{name}")));
    for one in &told {
        assert_eq!(one["call_id"], id.as_str());
        assert_eq!(
            (&one["accepted"], &one["proof"]),
            (&true.into(), &"unsigned".into())
        );
    }
    for delivery in stage.emulator.deliveries() {
        assert!(delivery.arrived(), "{delivery:?}");
        let (_, query) = delivery.url.split_once('?').expect("a query");
        let came = first.next();
        assert_eq!(came.method, "POST");
        assert_eq!(came.target, format!("/mine?own=x&{query}"));
        assert_eq!(came.body, &*delivery.body);
        assert_eq!(came.header("content-type"), Some("application/json"));
        let came = second.next();
        assert_eq!(came.target, format!("/?{query}"));
        assert_eq!(came.body, &*delivery.body);
    }

    let (code, said) = listening.end("-INT");
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("as it was before"), "{said}");
    assert!(!said.contains("earlier-s3cr3t"), "{said}");
    let after = stage.emulator.callback();
    assert_eq!(format!("{after:?}"), format!("{before:?}"));
    let kept = std::fs::read_dir(folder.path()).expect("a folder").count();
    assert_eq!(kept, 3, "the webhooks, and no earlier configuration");
}

#[test]
fn what_cannot_be_verified_or_read_is_told_answered_and_does_not_end_it() {
    let stage = Stage::new();
    let receiver = Receiver::start();
    let listen = [
        "webhook",
        "listen",
        "--no-store",
        "--require-signature",
        "--forward",
    ];
    let mut command = stage.command(&listen);
    command
        .arg(receiver.url("/"))
        .env("CALL_ENGINE_WEBHOOK_TOKEN", TOKEN);
    let mut listening = Listening::start(&mut command);
    let address = listening.address();
    let body = br#"{"CallbackCommand":"Call.CallbackAfterEndCall","CallRecord":{"CallId":"c"}}"#;
    let delivery = |app, token: &str| {
        Delivery::of_body(app, "Call.CallbackAfterEndCall", &body[..])
            .signed(token, SystemTime::now())
            .query()
    };
    let good = delivery(SAMPLE_SDK_APP_ID, TOKEN);
    let large = vec![b' '; 1024 * 1024 + 1];
    let cases: [(String, &[u8], u16, &str); 7] = [
        (
            post(&delivery(SAMPLE_SDK_APP_ID, "other")),
            body,
            403,
            "another token",
        ),
        (post(&query()), body, 403, "a signature is required"),
        (
            post(&delivery(7, TOKEN)),
            body,
            403,
            "of another application",
        ),
        (post(&good), b"rubbish", 400, "not a webhook of Call"),
        (post(&good), b"\xff\xfe", 400, "not a webhook of Call"),
        (post(&good), &large, 413, "longer than"),
        (
            format!("GET /?{good} HTTP/1.1"),
            b"",
            405,
            "webhooks are posted",
        ),
    ];
    for (head, body, status, why) in cases {
        let answer = send(address, &head, body);
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status} ")),
            "{why}: {answer}"
        );
        assert!(answer.contains(r#""ActionStatus":"FAIL""#), "{answer}");
        let told = listening.webhook();
        assert_eq!(
            (&told["accepted"], &told["status"]),
            (&false.into(), &status.into())
        );
        let refused = told["refused"].as_str().expect("a reason");
        assert!(refused.contains(why), "{refused}");
    }
    let answer = send(address, &post(&good), body);
    assert!(answer.ends_with(call_engine::webhook::ANSWER), "{answer}");
    let told = listening.webhook();
    assert_eq!(
        (&told["accepted"], &told["proof"]),
        (&true.into(), &"signed".into())
    );
    assert_eq!(receiver.next().body, body);
    assert!(!receiver.has_more(), "what was refused is not handed on");
    assert!(!listening.printed.contains(TOKEN));
    assert_eq!(listening.end("-INT").0, Some(0));
}

#[test]
fn only_the_wanted_event_is_shown_and_handed_on_and_all_are_kept() {
    let stage = Stage::new();
    let folder = tempfile::tempdir().expect("a folder");
    let receiver = Receiver::start();
    let mut command = stage.command(&["webhook", "listen", "--event", "after-end-call"]);
    command
        .args(["--store", text(folder.path())])
        .args(["--forward", &receiver.url("/")]);
    let mut listening = Listening::start(&mut command);
    for event in ["after-start-call", "after-end-call"] {
        stage
            .run(&["webhook", "trigger", event, "--to", &listening.url])
            .data();
    }
    assert_eq!(listening.webhook()["event"], "Call.CallbackAfterEndCall");
    assert!(receiver.next().target.contains("AfterEndCall"));
    assert!(!receiver.has_more());
    let kept = stage.run(&[
        "webhook",
        "history",
        "-o",
        "json",
        "--store",
        text(folder.path()),
    ]);
    assert_eq!(kept.json().as_array().expect("a list").len(), 2);
}

#[test]
fn people_get_a_line_for_each_and_the_whole_event_with_verbose() {
    let stage = Stage::new();
    let mut command = stage.command(&["webhook", "listen", "--no-store", "-v"]);
    let mut listening = Listening::for_people(&mut command);
    let address = listening.address().to_string();
    let to = [
        "webhook",
        "trigger",
        "after-end-call",
        "--set",
        "CallRecord.CallId=a\u{1b}[31m",
        "--to",
    ];
    stage.run(&[&to[..], &[&address]].concat()).data();
    let line = listening.line();
    for part in [
        "#1",
        "after-end-call",
        "a\\u{1b}[31m",
        "unsigned",
        "NotAnswer  10001 -> user2",
    ] {
        assert!(line.contains(part), "{line}");
    }
    let mut whole = String::new();
    while !whole.ends_with("}\n") || whole.matches('{').count() != whole.matches('}').count() {
        whole += &listening.line();
        whole.push('\n');
    }
    assert!(
        whole.contains("\"CallbackCommand\": \"Call.CallbackAfterEndCall\""),
        "{whole}"
    );
    let (code, said) = listening.end("-INT");
    assert_eq!(code, Some(0), "{said}");
    assert!(
        said.contains(&format!("Listening at http://{address}/")),
        "{said}"
    );
}

#[test]
fn no_secret_is_printed() {
    let stage = Stage::new();
    let folder = tempfile::tempdir().expect("a folder");
    let token = folder.path().join("token");
    std::fs::write(&token, format!("{TOKEN}\n")).expect("a file");
    let receiver = Receiver::start();
    let store = folder.path().join("store");
    let with = |words: &[&str]| {
        let mut command = stage.command(words);
        command
            .args(["--token-file", text(&token)])
            .env("CALL_ENGINE_WEBHOOK_URL_SECRET", URL_SECRET);
        command
    };
    let mut command = with(&["webhook", "listen", "--register"]);
    command
        .args(["--store", text(&store)])
        .args(["--forward", &receiver.url("/?key=0wn-s3cr3t")]);
    let mut listening = Listening::start(&mut command);
    let registered = stage.emulator.callback().expect("a configuration").url;
    assert!(registered.contains("?token=s3cr3t%20of"), "{registered}");
    // The service knows the secret of the address, and does not sign.
    stage.start_call("jack");
    assert_eq!(listening.webhook()["proof"], "secret");
    let sign = receiver.next().target;
    assert!(sign.contains("0wn-s3cr3t"), "{sign}");
    let url = listening.url.clone();
    let lines: &[&[&str]] = &[
        &["webhook", "trigger", "--all", "--to", &url],
        &[
            "webhook",
            "trigger",
            "after-end-call",
            "--to",
            &url,
            "--dry-run",
        ],
        &[
            "webhook",
            "trigger",
            "after-end-call",
            "--to",
            &url,
            "--dry-run",
            "-o",
            "json",
        ],
        &[
            "webhook",
            "resend",
            "1",
            "--to",
            &url,
            "--store",
            text(&store),
        ],
        &[
            "webhook",
            "resend",
            "1",
            "--to",
            &url,
            "--dry-run",
            "--store",
            text(&store),
        ],
        &[
            "webhook",
            "verify",
            "--stored",
            "1",
            "--store",
            text(&store),
        ],
        &[
            "webhook",
            "verify",
            "--stored",
            "1",
            "--store",
            text(&store),
            "-o",
            "json",
        ],
    ];
    let mut printed = String::new();
    for words in lines {
        let done = run(&mut with(words));
        assert_eq!(done.code, Some(0), "{words:?} {done:?}");
        printed += &done.stdout;
        printed += &done.stderr;
    }
    for words in [
        &["webhook", "history"][..],
        &["webhook", "history", "2"],
        &["webhook", "history", "-o", "json"],
    ] {
        let done = stage.run(&[words, &["--store", text(&store)]].concat());
        printed += done.data();
    }
    // Somebody may take the flag for one that takes the token.
    let wrong = [
        "webhook",
        "trigger",
        "after-end-call",
        "--to",
        &url,
        "--token-env",
        TOKEN,
    ];
    printed += stage.run(&wrong).failed(2);
    let wanted = 1 + 30 + 1;
    for _ in 1..wanted {
        listening.webhook();
    }
    printed += &listening.printed;
    let (code, said) = listening.end("-INT");
    assert_eq!(code, Some(0), "{said}");
    printed += &said;
    for secret in [TOKEN, "s3cr3t", "0wn-", URL_SECRET] {
        assert!(!printed.contains(secret), "{secret} in {printed}");
    }
    for (place, _) in printed.match_indices("Sign=") {
        let shown = &printed[place + "Sign=".len()..];
        assert!(shown.starts_with(['$', '*']), "{shown}");
    }
}
