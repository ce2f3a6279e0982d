//! `webhook verify`: what is genuine, and what is wrong with the rest.

use std::time::{Duration, SystemTime};

use call_engine::webhook::testing::Delivery;
use call_engine_emulator::SAMPLE_SDK_APP_ID;

use crate::stage::{Run, Stage, run};

const TOKEN: &str = "s3cr3t-token";
const BODY: &str =
    r#"{"CallbackCommand":"Call.CallbackAfterEndCall","CallRecord":{"CallId":"c1"},"EventTime":1}"#;

fn delivery() -> Delivery {
    Delivery::of_body(SAMPLE_SDK_APP_ID, "Call.CallbackAfterEndCall", BODY)
        .parameter("key", "my s3cr3t")
}

/// Verifies a logged webhook with token and secret.
fn verify(stage: &Stage, query: &str, body: &[u8], more: &[&str]) -> Run {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("body");
    std::fs::write(&file, body).expect("a file");
    let url = format!("https://example.com/hook?{query}");
    let words = [
        "webhook",
        "verify",
        "-o",
        "json",
        "--url-secret-name",
        "key",
        "--url",
        &url,
    ];
    let mut command = stage.command(&[&words[..], more].concat());
    command
        .arg(&file)
        .env("CALL_ENGINE_WEBHOOK_TOKEN", TOKEN)
        .env("CALL_ENGINE_WEBHOOK_URL_SECRET", "my s3cr3t");
    let done = run(&mut command);
    for secret in [TOKEN, "my s3cr3t"] {
        assert!(
            !done.stdout.contains(secret) && !done.stderr.contains(secret),
            "{done:?}"
        );
    }
    done
}

/// The checks that found something wrong.
fn wrong(done: &Run) -> Vec<String> {
    let value: serde_json::Value = serde_json::from_str(&done.stdout).expect("JSON");
    let checks = value["checks"].as_array().expect("a list");
    let wrong = checks.iter().filter(|check| check["good"] == false);
    wrong
        .map(|check| check["check"].as_str().expect("a name").to_owned())
        .collect()
}

#[test]
fn a_genuine_webhook_passes_every_check() {
    let stage = Stage::new();
    let query = delivery().signed(TOKEN, SystemTime::now()).query();
    let length = format!("Content-Length: {}", BODY.len());
    let done = verify(&stage, &query, BODY.as_bytes(), &["--header", &length]);
    let value = done.json();
    assert_eq!(value["genuine"], true);
    let checks = value["checks"].as_array().expect("a list");
    let good = checks.iter().filter(|check| check["good"] == true).count();
    assert_eq!(good, 5, "{value}");
    // Also on the day it was logged.
    let then = SystemTime::UNIX_EPOCH + Duration::from_secs(1_740_464_130);
    let query = delivery().signed(TOKEN, then).query();
    verify(&stage, &query, BODY.as_bytes(), &["--at", "1740464150"]).json();
}

/// Query, body, further flags, the checks that must find something, and words of the reason.
type Case<'a> = (String, &'a [u8], &'a [&'a str], &'a [&'a str], &'a str);

#[test]
fn every_planted_fault_is_found_with_its_cause() {
    let stage = Stage::new();
    let now = SystemTime::now();
    let old = now - Duration::from_secs(3_600);
    let good = delivery().signed(TOKEN, now).query();
    let foreign = delivery().without("SdkAppid").parameter("SdkAppid", "7");
    let app = format!("SdkAppid={SAMPLE_SDK_APP_ID}&");
    let changed_sign = {
        let (rest, sign) = good.split_once("Sign=").expect("a signature");
        let other = if sign.starts_with('0') { '1' } else { '0' };
        format!("{rest}Sign={other}{}", &sign[1..])
    };
    let body = BODY.as_bytes();
    let cut = &body[..body.len() - 1];
    let renamed = BODY.replace("AfterEndCall", "AfterStartCall");
    let longer = BODY.replace("c1", "c12");
    let length = format!("Content-Length: {}", BODY.len());
    let header = ["--header", length.as_str()];
    let cases: &[Case<'_>] = &[
        (
            foreign.signed(TOKEN, now).query(),
            body,
            &[],
            &["application"],
            "of another application",
        ),
        (
            good.replace(&app, ""),
            body,
            &[],
            &["application"],
            "no SdkAppid",
        ),
        (
            String::new(),
            body,
            &[],
            &["application", "secret"],
            "the query is empty",
        ),
        (
            delivery().signed("other", now).query(),
            body,
            &[],
            &["signature"],
            "another token",
        ),
        (changed_sign, body, &[], &["signature"], "another token"),
        (
            delivery().signed(TOKEN, old).query(),
            body,
            &[],
            &["time"],
            "--at",
        ),
        (
            good.replace("my+s3cr3t", "guess"),
            body,
            &[],
            &["secret"],
            "another secret",
        ),
        (good.clone(), cut, &[], &["body"], "not a webhook"),
        (
            good.clone(),
            renamed.as_bytes(),
            &[],
            &["body"],
            "not of one delivery",
        ),
        (
            good.clone(),
            longer.as_bytes(),
            &header,
            &["body"],
            "Content-Length",
        ),
        (
            delivery().query(),
            body,
            &["--require-signature"],
            &["signature"],
            "neither Sign nor RequestTime",
        ),
        (
            foreign_and_old(old),
            cut,
            &[],
            &["application", "secret", "time", "body"],
            "another application",
        ),
    ];
    for (query, body, more, names, cause) in cases {
        let done = verify(&stage, query, body, more);
        assert_eq!(done.code, Some(1), "{cause}: {done:?}");
        assert_eq!(wrong(&done), *names, "{cause}: {done:?}");
        assert!(
            done.stderr.contains("not genuine") && done.stderr.contains(cause),
            "{cause}: {done:?}"
        );
    }
}

/// For another application, with another secret, signed long ago.
fn foreign_and_old(at: SystemTime) -> String {
    let foreign = delivery().without("SdkAppid").without("key");
    let foreign = foreign.parameter("SdkAppid", "7").parameter("key", "x");
    foreign.signed(TOKEN, at).query()
}

#[test]
fn without_token_and_secret_it_says_that_nothing_is_shown() {
    let stage = Stage::new();
    let query = Delivery::of_body(SAMPLE_SDK_APP_ID, "Call.CallbackAfterEndCall", "").query();
    let mut command = stage.command(&["webhook", "verify", "--url", &query, "-"]);
    let done = crate::stage::run_with_input(&mut command, BODY);
    assert!(done.data().contains("after-end-call  c1"), "{done:?}");
    let done_again = crate::stage::run_with_input(command.args(["-o", "json"]), BODY);
    assert!(done_again.json()["genuine"].is_null(), "{done_again:?}");
    assert!(
        done.stderr.contains("nothing shows who sent it"),
        "{done:?}"
    );
    stage
        .run(&["webhook", "verify", "--stored", "1", "--store", "/no/such"])
        .failed(2);
    stage
        .run(&["webhook", "verify", "--url", "a", "/no/such"])
        .failed(2);
}
