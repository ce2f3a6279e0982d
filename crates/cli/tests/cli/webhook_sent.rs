//! `webhook trigger` and `webhook resend`: webhooks as the service sends them, and as they came.

#![cfg(unix)]

use std::net::TcpListener;
use std::path::Path;

use call_engine_emulator::tls::Tls;
use call_engine_emulator::{Emulator, SAMPLE_SDK_APP_ID};
use serde_json::{Value, json};

use crate::ear::{Listening, Receiver, send};
use crate::stage::{Stage, run};

const TOKEN: &str = "s3cr3t-token";

fn text(path: &Path) -> &str {
    path.to_str().expect("a plain path")
}

/// Every example of a webhook in the contract, by event and name.
fn examples() -> Vec<(String, String)> {
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec/examples");
    let mut found = Vec::new();
    for folder in std::fs::read_dir(spec).expect("the contract").flatten() {
        let event = folder.file_name().to_string_lossy().replace('_', "-");
        for file in std::fs::read_dir(folder.path())
            .expect("a folder")
            .flatten()
        {
            let name = file.file_name().to_string_lossy().into_owned();
            let name = name
                .strip_prefix("event-")
                .and_then(|name| name.strip_suffix(".json"));
            found.extend(name.map(|name| (event.clone(), name.to_owned())));
        }
    }
    found.sort();
    found
}

#[test]
fn every_event_in_every_spelling_is_accepted_by_the_receiver_of_the_sdk() {
    let stage = Stage::new();
    let listen = ["webhook", "listen", "--no-store", "--require-signature"];
    let mut command = stage.command(&listen);
    let mut listening = Listening::start(command.env("CALL_ENGINE_WEBHOOK_TOKEN", TOKEN));
    let mut command = stage.command(&["webhook", "trigger", "--all", "-o", "json", "--to"]);
    let sent = run(command
        .arg(&listening.url)
        .env("CALL_ENGINE_WEBHOOK_TOKEN", TOKEN))
    .json();
    let mut names = Vec::new();
    for one in sent.as_array().expect("a list") {
        assert_eq!(one["as_expected"], true, "{one}");
        assert_eq!(one["remark"], Value::Null, "{one}");
        let text = |name: &str| one[name].as_str().expect("a text").to_owned();
        names.push((text("event"), text("variant")));
        let told = listening.webhook();
        assert_eq!(
            (&told["accepted"], &told["proof"]),
            (&true.into(), &"signed".into()),
            "{told}"
        );
    }
    names.sort();
    assert_eq!(names, examples());
}

#[test]
fn what_is_sent_is_what_the_service_sends_with_the_fields_that_were_changed() {
    let stage = Stage::new();
    let receiver = Receiver::start();
    let to = receiver.url("/hook?own=x");
    let words = [
        "webhook",
        "trigger",
        "AfterEndCall",
        "--to",
        &to,
        "--variant",
        "reject",
        "--set",
        "CallRecord.CallId=c9",
        "--set",
        "CallRecord.CalleeList_Account[1]:=7",
        "--set",
        "EventTime=5",
        "--platform",
        "iOS",
        "--client-ip",
        "192.0.2.9",
    ];
    stage.run(&words).data();
    let came = receiver.next();
    let query = format!(
        "SdkAppid={SAMPLE_SDK_APP_ID}&CallbackCommand=Call.CallbackAfterEndCall&contenttype=json&ClientIP=192.0.2.9&OptPlatform=iOS"
    );
    assert_eq!(
        (came.method.as_str(), came.target),
        ("POST", format!("/hook?own=x&{query}"))
    );
    let body: Value = serde_json::from_slice(&came.body).expect("JSON");
    assert_eq!(body["CallRecord"]["CallId"], "c9");
    assert_eq!(body["CallRecord"]["CallResult"], "Reject");
    assert_eq!(
        body["CallRecord"]["CalleeList_Account"],
        json!(["user1", 7])
    );
    assert_eq!(body["EventTime"], 5);

    let own = [
        "webhook",
        "trigger",
        "Call.CallbackNew",
        "--to",
        &to,
        "--body",
        "{ \"any\" : 1}",
    ];
    stage.run(&own).data();
    let came = receiver.next();
    assert_eq!(came.body, b"{ \"any\" : 1}");
    assert!(
        came.target.contains("CallbackCommand=Call.CallbackNew"),
        "{}",
        came.target
    );
}

#[test]
fn the_exit_code_says_whether_the_answer_is_what_the_service_expects() {
    let stage = Stage::new();
    let to = |receiver: &Receiver| {
        stage.run(&[
            "webhook",
            "trigger",
            "after-end-call",
            "-o",
            "json",
            "--to",
            &receiver.url("/"),
        ])
    };
    let broken = to(&Receiver::answering(500, "oops"));
    assert_eq!(broken.code, Some(1), "{broken:?}");
    assert!(
        broken.stderr.contains("500") && broken.stdout.contains("oops"),
        "{broken:?}"
    );
    let elsewhere = to(&Receiver::answering(302, ""));
    assert_eq!(
        elsewhere.code,
        Some(1),
        "redirects are not followed: {elsewhere:?}"
    );
    let careless = to(&Receiver::answering(200, "ok"));
    assert_eq!(careless.json()["as_expected"], true);
    assert!(careless.stderr.contains("no JSON"), "{careless:?}");

    let closed = TcpListener::bind("127.0.0.1:0").expect("a port");
    let closed = closed.local_addr().expect("an address").to_string();
    let nobody = stage.run(&["webhook", "trigger", "after-end-call", "--to", &closed]);
    assert_eq!(nobody.code, Some(3), "{nobody:?}");
    let silent = TcpListener::bind("127.0.0.1:0").expect("a port");
    let silent = silent
        .local_addr()
        .map(|address| (silent, address))
        .expect("an address");
    let words = [
        "webhook",
        "trigger",
        "after-end-call",
        "--timeout",
        "300ms",
        "--to",
    ];
    let nothing = stage.run(&[&words[..], &[&silent.1.to_string()]].concat());
    assert_eq!(nothing.code, Some(3), "{nothing:?}");
    assert!(
        nothing.stderr.contains("no answer within 300ms"),
        "{nothing:?}"
    );
}

#[test]
fn an_https_address_is_trusted_by_its_authority_only() {
    let stage = Stage::new();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .expect("a runtime");
    // It answers everything with 200, as the service does.
    let builder = Emulator::builder().tls(Tls::fresh());
    let secure = runtime.block_on(builder.start()).expect("an emulator");
    let folder = tempfile::tempdir().expect("a folder");
    let authority = folder.path().join("ca.pem");
    std::fs::write(&authority, secure.authority_pem().expect("an authority")).expect("a file");
    let url = secure.url();
    let trigger = ["webhook", "trigger", "after-end-call", "--to", &url];
    let stranger = stage.run(&trigger);
    assert_eq!(stranger.code, Some(3), "{stranger:?}");
    assert!(stranger.stderr.contains("--ca FILE"), "{stranger:?}");
    let trusted = stage.run(&[&trigger[..], &["--ca", text(&authority)]].concat());
    assert_eq!(trusted.code, Some(0), "{trusted:?}");
    let plain = stage.emulator.url().replace("http://", "https://");
    let words = ["webhook", "trigger", "after-end-call", "--to", &plain];
    let plain = stage.run(&words);
    assert_eq!(plain.code, Some(3), "{plain:?}");
    assert!(plain.stderr.contains("does not speak TLS"), "{plain:?}");
}

#[test]
fn mistakes_of_trigger_name_what_there_is() {
    let stage = Stage::new();
    let trigger = |words: &[&str]| {
        let all = [&["webhook", "trigger", "--to", "1"][..], words].concat();
        stage.run(&all).failed(2).to_owned()
    };
    assert!(
        trigger(&["after-end"]).contains("after-start-call, after-end-call, after-member-changed")
    );
    let variants = trigger(&["after-start-call", "--variant", "x"]);
    assert!(
        variants.contains("both-media-keys, group, sample, table"),
        "{variants}"
    );
    assert!(trigger(&["after-end-call", "--set", "CallRecord"]).contains("FIELD=VALUE"));
    assert!(trigger(&["after-end-call", "--token-file", "/no/such"]).contains("/no/such"));
    assert!(trigger(&["after-end-call", "--body", "@/no/such"]).contains("/no/such"));
    assert!(trigger(&[]).contains("EVENT"));
    let listed = stage.run(&["webhook", "trigger", "--list"]);
    for (event, variant) in examples() {
        assert!(
            listed.data().contains(&event) && listed.data().contains(&variant),
            "{event} {variant}"
        );
    }
}

#[test]
fn a_dry_run_is_a_command_that_does_the_same() {
    let stage = Stage::new();
    let receiver = Receiver::start();
    let to = receiver.url("/hook");
    let words = [
        "webhook",
        "trigger",
        "after-end-call",
        "--keep-time",
        "--to",
        &to,
    ];
    let with = |more: &[&str]| {
        let mut command = stage.command(&[&words[..], more].concat());
        run(command
            .env("HOOK_TOKEN", TOKEN)
            .args(["--token-env", "HOOK_TOKEN"]))
    };
    let shown = with(&["--dry-run"]);
    assert!(!shown.data().contains(TOKEN), "{shown:?}");
    with(&[]).data();
    let ours = receiver.next();
    let curl = std::process::Command::new("sh")
        .args(["-ec", shown.data()])
        .env("HOOK_TOKEN", TOKEN)
        .output()
        .expect("a shell");
    assert!(curl.status.success(), "{curl:?}");
    let theirs = receiver.next();
    assert_eq!((&ours.method, &ours.body), (&theirs.method, &theirs.body));
    let length = |target: &str| {
        (
            target.len(),
            target.split("RequestTime").next().map(str::to_owned),
        )
    };
    assert_eq!(length(&ours.target), length(&theirs.target));
    let verify = [
        "webhook",
        "verify",
        "--token-env",
        "HOOK_TOKEN",
        "--url",
        &theirs.target,
        "-",
    ];
    let body = String::from_utf8(theirs.body).expect("text");
    let mut verify = stage.command(&verify);
    let verified = crate::stage::run_with_input(verify.env("HOOK_TOKEN", TOKEN), &body);
    assert_eq!(verified.code, Some(0), "{verified:?}");
}

#[test]
fn what_was_kept_is_sent_again_byte_for_byte() {
    let stage = Stage::new();
    let folder = tempfile::tempdir().expect("a folder");
    let store = ["--store", text(folder.path())];
    let mut command = stage.command(&[&["webhook", "listen"][..], &store].concat());
    let mut listening = Listening::start(&mut command);
    let address = listening.address();
    let odd = "{\r\n \"CallbackCommand\" : \"Call.CallbackAfterEndCall\",\t\"CallRecord\":{\"CallId\":\"caf\u{e9} \\u00e9\"},\"X\":1.50}";
    let head = format!(
        "POST /a%20path/?x=%7e'&SdkAppid={SAMPLE_SDK_APP_ID}&OptPlatform=Web HTTP/1.1\r\nX-Trace: a b\r\nContent-Type: Text/Plain"
    );
    let answer = send(address, &head, odd.as_bytes());
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    listening.webhook();
    let answer = send(address, &head, b"\xff\x00\xfe");
    assert!(answer.starts_with("HTTP/1.1 400 "), "{answer}");
    listening.webhook();
    assert_eq!(listening.end("-INT").0, Some(0));

    let receiver = Receiver::start();
    let to = receiver.url("");
    let resend = |which: &[&str]| {
        let words = [&["webhook", "resend", "--to", &to][..], which, &store].concat();
        stage.run(&words)
    };
    for (which, body) in [
        (&["1"][..], odd.as_bytes()),
        (&["caf\u{e9} \u{e9}"], odd.as_bytes()),
        (&["--all"], odd.as_bytes()),
        (&["2"], b"\xff\x00\xfe"),
        (&["--last"], b"\xff\x00\xfe"),
    ] {
        resend(which).data();
        let came = receiver.next();
        assert_eq!(came.method, "POST");
        assert_eq!(
            came.target,
            format!("/a%20path/?x=%7e'&SdkAppid={SAMPLE_SDK_APP_ID}&OptPlatform=Web")
        );
        assert_eq!(came.body, body, "{which:?}");
        assert_eq!(came.header("x-trace"), Some("a b"));
        assert_eq!(came.header("content-type"), Some("Text/Plain"));
        assert_eq!(
            came.header("host"),
            Some(receiver.address.to_string().as_str())
        );
    }
    assert!(!receiver.has_more());
    assert!(resend(&["9"]).failed(2).contains("webhook history"));
    let history = stage.run(&[&["webhook", "history"][..], &store].concat());
    assert!(history.data().contains("refused 400"), "{history:?}");
    let one = [
        "webhook",
        "history",
        "--event",
        "after-end-call",
        "-o",
        "json",
    ];
    let one = stage.run(&[&one[..], &store].concat()).json();
    assert_eq!(one[0]["body"]["X"], 1.5);
    assert_eq!(one.as_array().map(Vec::len), Some(1));
}

#[test]
fn an_old_signature_is_made_anew_when_asked() {
    let stage = Stage::new();
    let folder = tempfile::tempdir().expect("a folder");
    let store = ["--store", text(folder.path())];
    let with = |words: &[&str]| {
        let mut command = stage.command(&[words, &store].concat());
        command.env("CALL_ENGINE_WEBHOOK_TOKEN", TOKEN);
        command
    };
    let mut listening = Listening::start(&mut with(&["webhook", "listen", "--require-signature"]));
    let old = format!(
        "POST /?SdkAppid={SAMPLE_SDK_APP_ID}&RequestTime=1740464130&Sign=f9b22c25d886ac0dd0b1b64595c91ec987fcc0ed561eac6ab80c7a66e861b868 HTTP/1.1"
    );
    let body = br#"{"CallbackCommand":"Call.CallbackAfterEndCall","CallRecord":{}}"#;
    assert!(send(listening.address(), &old, body).starts_with("HTTP/1.1 403 "));
    let refused = listening.webhook();
    assert!(
        refused["refused"]
            .as_str()
            .is_some_and(|why| why.contains("RequestTime")),
        "{refused}"
    );
    let url = listening.url.clone();
    let again = ["webhook", "resend", "1", "--to", &url];
    let refused = run(&mut with(&again));
    assert_eq!(refused.code, Some(1), "{refused:?}");
    listening.webhook();
    run(&mut with(&[&again[..], &["--sign-again"]].concat())).data();
    assert_eq!(listening.webhook()["proof"], "signed");
    let without = stage.run(&[&again[..], &["--sign-again"], &store].concat());
    assert!(without.failed(2).contains("--token-env"), "{without:?}");
}
