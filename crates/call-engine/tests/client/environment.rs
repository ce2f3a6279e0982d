//! What the environment says, and what it may not say.

use std::fs;

use call_engine::{Setting, Settings};

use crate::process::{self, made, sent};
use crate::support::{KEY, Server, json};

const APP: (&str, &str) = ("CALL_ENGINE_SDK_APP_ID", "1400000000");
const SECRET: (&str, &str) = ("CALL_ENGINE_SECRET_KEY", KEY);
const PLACE: (&str, &str) = ("CALL_ENGINE_ENDPOINT", "http://127.0.0.1:1");

#[test]
fn each_missing_variable_is_named() {
    for (variables, names) in [
        (&[APP, SECRET], "CALL_ENGINE_SITE or CALL_ENGINE_ENDPOINT"),
        (&[PLACE, SECRET], "CALL_ENGINE_SDK_APP_ID"),
        (
            &[PLACE, APP],
            "CALL_ENGINE_SECRET_KEY, CALL_ENGINE_SECRET_KEY_FILE or CALL_ENGINE_USER_SIG",
        ),
    ] {
        let said = made(variables);
        assert!(
            said.starts_with("error: ") && said.contains(names),
            "{said}"
        );
    }
    let blank = made(&[PLACE, APP, ("CALL_ENGINE_SECRET_KEY", " ")]);
    assert!(blank.contains("the secret key is missing"), "{blank}");
}

#[test]
fn variables_that_contradict_each_other_are_both_named() {
    for (one, other) in [
        (PLACE, ("CALL_ENGINE_SITE", "china")),
        (SECRET, ("CALL_ENGINE_USER_SIG", "a-ticket-of-somebody")),
        (SECRET, ("CALL_ENGINE_SECRET_KEY_FILE", "/run/key")),
        (
            ("CALL_ENGINE_USER_SIG", "a-ticket"),
            ("CALL_ENGINE_SECRET_KEY_FILE", "/run/key"),
        ),
    ] {
        let said = made(&[one, other]);
        assert!(said.contains(one.0) && said.contains(other.0), "{said}");
        assert!(said.contains("contradict each other"), "{said}");
        assert!(!said.contains(KEY) && !said.contains("a-ticket"), "{said}");
    }
}

#[test]
fn a_value_that_cannot_be_read_is_named_by_its_variable_and_no_secret_is_shown() {
    for (variable, value, why) in [
        (
            "CALL_ENGINE_SITE",
            "sidney",
            "there is no site \"sidney\"; it is one of china,",
        ),
        (
            "CALL_ENGINE_SDK_APP_ID",
            "many",
            "is a number up to 4294967295, not \"many\"",
        ),
        ("CALL_ENGINE_SDK_APP_ID", "-1", "is a number"),
        ("CALL_ENGINE_TIMEOUT", "10", "write it like 10s"),
        ("CALL_ENGINE_TIMEOUT", "0s", "write it like 10s"),
        ("CALL_ENGINE_SECRET_KEY", "s3cr3t key", "white space"),
        ("CALL_ENGINE_USER_SIG", "s3cr3t ticket", "white space"),
        (
            "CALL_ENGINE_SECRET_KEY_FILE",
            "/no/such/file",
            "the secret key file /no/such/file",
        ),
        (
            "CALL_ENGINE_ROOT_CERTIFICATE_FILE",
            "/no/such/file",
            "/no/such/file",
        ),
    ] {
        let said = made(&[(variable, value)]);
        assert!(said.contains(&format!("{variable}: ")), "{said}");
        assert!(said.contains(why), "{said}");
        assert!(!said.contains("s3cr3t"), "{said}");
    }
}

#[cfg(unix)]
#[test]
fn a_variable_that_is_not_text_is_named() {
    use std::os::unix::ffi::OsStrExt as _;
    let test = std::env::current_exe().expect("this test");
    let output = std::process::Command::new(test)
        .args(["--exact", process::AGAIN, "--nocapture"])
        .env_clear()
        .env("TEST_INSIDE", "make")
        .env(
            "CALL_ENGINE_SECRET_KEY",
            std::ffi::OsStr::from_bytes(b"s3cr3t\xff"),
        )
        .output()
        .expect("the test runs again");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        said.contains("CALL_ENGINE_SECRET_KEY is not text"),
        "{said}"
    );
    assert!(!said.contains("s3cr3t"), "{said}");
}

#[tokio::test]
async fn what_the_variables_say_is_what_is_sent() {
    let server = Server::always(json(r#"{"ErrorCode":0}"#)).await;
    let url = server.url();
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("key");
    fs::write(&file, format!("{KEY}\n")).expect("a file");
    let file = file.to_str().expect("a plain path");
    let common = [("CALL_ENGINE_ENDPOINT", url.as_str()), APP];
    for more in [
        [SECRET, ("CALL_ENGINE_IDENTIFIER", "admin")],
        [
            ("CALL_ENGINE_SECRET_KEY_FILE", file),
            ("CALL_ENGINE_IDENTIFIER", "admin"),
        ],
        [
            ("CALL_ENGINE_USER_SIG", " a-ticket\n"),
            ("CALL_ENGINE_TIMEOUT", "1500ms"),
        ],
    ] {
        let said = sent(&[common[0], common[1], more[0], more[1]]).await;
        assert!(said.starts_with("sent with"), "{said}");
        assert!(!said.contains(KEY) && !said.contains("a-ticket"), "{said}");
    }
    let requests = server.requests();
    let key = usersig::SecretKey::new(KEY).expect("a key");
    let now = std::time::UNIX_EPOCH
        .elapsed()
        .expect("after 1970")
        .as_secs();
    for request in &requests[..2] {
        assert_eq!(request.parameter("identifier"), "admin");
        assert_eq!(request.parameter("sdkappid"), "1400000000");
        let expected = usersig::Expected::new(crate::support::APP, "admin", now);
        key.verify(&request.parameter("usersig"), &expected)
            .expect("a valid ticket");
    }
    assert_eq!(requests[2].parameter("usersig"), "a-ticket");
    assert_eq!(requests[2].parameter("identifier"), "administrator");
}

#[cfg(any(feature = "rustls", feature = "native-tls"))]
#[test]
fn a_site_is_taken_by_its_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("authority.pem");
    fs::write(&file, crate::support::secure::signed("sdk.example").0).expect("a file");
    let roots = (
        "CALL_ENGINE_ROOT_CERTIFICATE_FILE",
        file.to_str().expect("a plain path"),
    );
    let said = made(&[("CALL_ENGINE_SITE", "Silicon-Valley"), APP, SECRET, roots]);
    assert!(said.contains("adminapiusa.im.qcloud.com"), "{said}");
    assert!(!said.contains(KEY), "{said}");
}

#[cfg(not(feature = "profile"))]
#[test]
fn a_profile_without_the_feature_names_the_feature() {
    let said = made(&[PLACE, APP, SECRET, ("CALL_ENGINE_PROFILE", "staging")]);
    assert!(
        said.contains("CALL_ENGINE_PROFILE") && said.contains("feature `profile`"),
        "{said}"
    );
}

#[test]
fn a_site_that_is_set_brings_its_backup_and_an_address_none() {
    for (setting, text, backup) in [
        (
            Setting::Site,
            "singapore",
            Some("https://adminapisgp.my-imcloud.com"),
        ),
        (Setting::Endpoint, "https://gateway.example", None),
    ] {
        let mut settings = Settings::new();
        settings.set(setting, text, "a flag").expect("a setting");
        let builder = settings.builder().expect("a set-up");
        let shown = format!("{builder:?}");
        assert!(
            shown.contains(&format!("backup_url: {backup:?}")),
            "{shown}"
        );
    }
}
