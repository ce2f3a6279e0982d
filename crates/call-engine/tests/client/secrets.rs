//! Neither the secret key nor the UserSig nor the query is shown anywhere.

use std::time::{Duration, UNIX_EPOCH};

use call_engine::{ClientBuilder, Error, RetryPolicy, operations};
use serde_json::json as value;
use usersig::SecretKey;

use crate::support::{APP, Act, KEY, Nobody, Server, answer, builder_at, http, json, ring};

/// A ready ticket with characters that are written otherwise in a URL.
const READY: &str = "eJ*s3cr3t-ready_/+=%ü";
/// When the tickets of these tests are minted.
const NOW: u64 = 1_740_464_128;

fn minting(builder: ClientBuilder) -> ClientBuilder {
    builder.secret_key(KEY)
}

fn ready(builder: ClientBuilder) -> ClientBuilder {
    builder.user_sig(READY)
}

/// The texts that must not be shown: key and tickets, as they are, as in a URL, and in parts.
fn secrets() -> Vec<String> {
    let key = SecretKey::new(KEY).expect("a key");
    let life = Duration::from_secs(2 * 24 * 60 * 60);
    let minted = key.mint(APP, "administrator", NOW, life).expect("a ticket");
    let mut secrets = vec![
        "usersig=".to_owned(),
        "random=".to_owned(),
        "sdkappid=".to_owned(),
    ];
    for secret in [KEY, minted.expose(), READY] {
        let encoded = |keep: &dyn Fn(u8) -> bool| -> String {
            let bytes = secret.bytes();
            bytes
                .map(|byte| {
                    if keep(byte) {
                        char::from(byte).to_string()
                    } else {
                        format!("%{byte:02X}")
                    }
                })
                .collect()
        };
        secrets.push(encoded(&|byte| byte.is_ascii_alphanumeric()));
        secrets.push(encoded(&|byte| {
            byte.is_ascii_alphanumeric() || b"*-._".contains(&byte)
        }));
        secrets.push(
            encoded(&|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte)).to_lowercase(),
        );
        let middle = secret.get(8..18).expect("a long secret");
        secrets.push(middle.to_owned());
        secrets.push(secret.to_owned());
    }
    secrets
}

#[track_caller]
fn shows_no_secret(what: &str, shown: &str) {
    assert!(!shown.is_empty(), "{what}");
    for secret in secrets() {
        assert!(!shown.contains(&secret), "{what} shows {secret:?}: {shown}");
        assert!(
            !shown.to_lowercase().contains(&secret.to_lowercase()),
            "{what}: {shown}"
        );
    }
}

/// The error, everything below it, and the whole as people print it.
fn shown(error: &Error) -> String {
    let mut shown = format!(
        "{error} {error:?} {error:#?} {} {}",
        error.message(),
        error.remedy()
    );
    let mut next = std::error::Error::source(error);
    while let Some(cause) = next {
        shown = format!("{shown} {cause} {cause:?}");
        next = cause.source();
    }
    shown
}

/// One error of every kind, with credentials set by `credentials`.
async fn every_kind_of_error(
    credentials: fn(ClientBuilder) -> ClientBuilder,
) -> Vec<(String, Error)> {
    let set_up = |url: &str| {
        credentials(builder_at(url))
            .clock(|| UNIX_EPOCH + Duration::from_secs(NOW))
            .timeout(Duration::from_millis(300))
            .answer_limit(4096)
            .retry(RetryPolicy::never())
    };
    let mut errors = Vec::new();
    let page = "<html>a page</html>";
    let elsewhere = "http://127.0.0.1:9/elsewhere";
    for (name, act) in [
        (
            "cut off",
            Act::Cut(b"HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n{".to_vec()),
        ),
        ("cut off at once", Act::Cut(Vec::new())),
        ("not HTTP", Act::Cut(b"SSH-2.0-OpenSSH\r\n\r\n".to_vec())),
        ("reset", Act::Reset),
        ("timeout", Act::Stall(Vec::new())),
        (
            "timeout in the body",
            Act::Stall(b"HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n{".to_vec()),
        ),
        ("502", answer("502 Bad Gateway", "text/html", page)),
        ("200 with HTML", answer("200 OK", "text/html", page)),
        (
            "redirect",
            Act::Answer(http("302 Found", &[("location", elsewhere)], "")),
        ),
        (
            "redirect to nowhere",
            Act::Answer(http("302 Found", &[("location", ":")], "")),
        ),
        ("no envelope", json(r#"{"ErrorCode":"0"}"#)),
        (
            "wrong type",
            json(r#"{"ErrorCode":0,"Response":{"CallId":5}}"#),
        ),
        (
            "too long",
            json(format!(
                r#"{{"ErrorCode":0,"Padding":"{}"}}"#,
                "x".repeat(5000)
            )),
        ),
        (
            "expired",
            json(r#"{"ErrorCode":70001,"ErrorInfo":"UserSig is expired","RequestId":"Id-1"}"#),
        ),
        (
            "unknown code",
            json(r#"{"ErrorCode":123456,"ErrorInfo":"new"}"#),
        ),
    ] {
        let server = Server::always(act).await;
        let client = set_up(&server.url()).build().expect("a client");
        let error = client.start_call_by_robot(ring()).await.expect_err(name);
        // What must not be shown was in the request.
        let request = server.request();
        let sent = [request.encoded("usersig"), request.query.as_str()].map(str::to_owned);
        for secret in sent {
            assert!(
                !shown(&error).contains(&secret),
                "{name}: {}",
                shown(&error)
            );
        }
        let known = secrets();
        assert!(
            known.contains(&request.encoded("usersig").to_owned()),
            "{}",
            request.query
        );
        errors.push((name.to_owned(), error));
        let error = client.raw("/v4/new_srv/new_command", &value!({})).await;
        if let Err(error) = error {
            errors.push((format!("{name}, raw"), error));
        }
    }
    let nobody = Nobody::new();
    let client = set_up(&nobody.url()).build().expect("a client");
    errors.push((
        "refused".to_owned(),
        client.end_call("c1").await.expect_err("refused"),
    ));
    errors.push((
        "invalid".to_owned(),
        client.end_call("").await.expect_err("invalid"),
    ));
    let path = "/v4/a/b?usersig=s3cr3t&random=1";
    let error = client.raw(path, &value!({})).await.expect_err("a bad path");
    errors.push(("bad path".to_owned(), error));
    let body = value!({"Timeout": "x"});
    let error = client.command(&operations::START_CALL_BY_ROBOT, body).await;
    errors.push(("wrong JSON".to_owned(), error.expect_err("wrong JSON")));
    let url = format!("{}/?usersig={READY}", nobody.url());
    errors.push((
        "address with query".to_owned(),
        set_up(&url).build().expect_err("refused"),
    ));
    let error = set_up("http://a.example").build().expect_err("refused");
    errors.push(("plain http".to_owned(), error));
    errors
}

#[tokio::test]
async fn no_error_shows_the_key_or_a_minted_ticket() {
    for (name, error) in every_kind_of_error(minting).await {
        shows_no_secret(&name, &shown(&error));
    }
}

#[tokio::test]
async fn no_error_shows_a_ready_ticket() {
    for (name, error) in every_kind_of_error(ready).await {
        shows_no_secret(&name, &shown(&error));
    }
}

#[tokio::test]
async fn an_identifier_that_cannot_be_signed_for_does_not_show_the_key() {
    let nobody = Nobody::new();
    let client = minting(builder_at(&nobody.url()))
        .identifier("ü")
        .build()
        .expect("a client");
    let error = client.end_call("c1").await.expect_err("a failure");
    assert!(
        error.message().contains("no UserSig can be made"),
        "{error}"
    );
    shows_no_secret("identifier", &shown(&error));
}

#[test]
fn a_key_that_cannot_be_one_is_not_shown() {
    let wrong = format!("{KEY}\n");
    let error = builder_at("http://127.0.0.1:1").secret_key(&wrong).build();
    shows_no_secret("wrong key", &shown(&error.expect_err("a refusal")));
}

#[tokio::test]
async fn neither_client_nor_builder_shows_credentials() {
    let server = Server::always(json(r#"{"ErrorCode":0,"Response":{}}"#)).await;
    for credentials in [minting, ready] {
        let builder = credentials(builder_at(&server.url()));
        let builder = builder.clock(|| UNIX_EPOCH + Duration::from_secs(NOW));
        shows_no_secret("builder", &format!("{builder:?} {builder:#?}"));
        let client = builder.build().expect("a client");
        shows_no_secret("new client", &format!("{client:?} {client:#?}"));
        // Now it has a ticket.
        let answer = client.get_call_info("c1").await.expect("a success");
        shows_no_secret("used client", &format!("{client:?} {client:#?}"));
        shows_no_secret("answer", &format!("{answer:?}"));
    }
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn what_a_provider_says_is_shown_without_tickets_and_keys() {
    let key = SecretKey::new(KEY).expect("a key");
    let life = Duration::from_secs(2 * 24 * 60 * 60);
    let minted = key.mint(APP, "administrator", NOW, life).expect("a ticket");
    let ticket = minted.expose().to_owned();
    let escaped = ticket.replace('*', "%2A").replace('_', "%5F");
    let message = format!(
        "GET https://vault.example/sign?usersig={ticket} says 403, {escaped}; key {KEY}, \
         request 0b3c8f4e-7d0a-4f5e-9a51-3f1d4f2f6c1d"
    );
    let nobody = Nobody::new();
    let client = builder_at(&nobody.url())
        .user_sig_with(move |_| Err(std::io::Error::other(message.clone()).into()))
        .build()
        .expect("a client");
    let error = client.end_call("c1").await.expect_err("no ticket");
    let shown = shown(&error).replace("usersig=***", "");
    shows_no_secret("provider", &shown);
    // What helps is still there.
    for part in [
        "vault.example",
        "403",
        "0b3c8f4e-7d0a-4f5e-9a51-3f1d4f2f6c1d",
    ] {
        assert!(shown.contains(part), "{shown}");
    }
    shows_no_secret("client", &format!("{client:?}"));
    let given = call_engine::ProvidedUserSig::from(minted);
    shows_no_secret("given", &format!("{given:?} {:?}", given.clone()));
}

#[tokio::test]
async fn a_provided_ticket_is_shown_as_little_as_a_minted_one() {
    let provided = |builder: ClientBuilder| {
        builder.user_sig_with(|_| Ok(call_engine::ProvidedUserSig::new(READY)))
    };
    for (name, error) in every_kind_of_error(provided).await {
        shows_no_secret(&name, &shown(&error));
    }
}

#[test]
fn settings_show_where_secrets_come_from_and_not_what_they_are() {
    use call_engine::{Setting, Settings};
    let mut settings = Settings::new();
    settings
        .set(Setting::SecretKey, KEY, "--key")
        .expect("the first");
    let error = settings.set(Setting::UserSig, READY, "--ticket");
    shows_no_secret("conflict", &shown(&error.expect_err("a conflict")));
    let proxy = format!("http://user:{KEY}@127.0.0.1:1");
    settings
        .set(Setting::Proxy, proxy, "--proxy")
        .expect("another");
    shows_no_secret("settings", &format!("{settings:?} {settings:#?}"));
    assert!(format!("{settings:?}").contains("--key"), "{settings:?}");
    let builder = settings.builder().expect("a set-up");
    shows_no_secret("builder", &format!("{builder:?}"));
    let mut wrong = Settings::new();
    let text = format!("{READY} {READY}");
    wrong
        .set(Setting::UserSig, text, "--ticket")
        .expect("the first");
    let error = wrong.builder().expect_err("no ticket");
    shows_no_secret("wrong ticket", &shown(&error));
}

#[test]
fn a_client_shows_what_is_no_secret() {
    let client = builder_at("http://127.0.0.1:1")
        .identifier("admin")
        .build()
        .expect("a client");
    let shown = format!("{client:?}");
    for part in ["http://127.0.0.1:1", "1400000000", "admin"] {
        assert!(shown.contains(part), "{shown}");
    }
}

#[tokio::test]
async fn a_page_that_repeats_the_url_is_kept_as_body_and_not_shown() {
    let page = format!("<html>no host for /v4?sdkappid=1&usersig={READY}&random=1</html>");
    for status in ["502 Bad Gateway", "200 OK"] {
        let server = Server::always(answer(status, "text/html", &page)).await;
        let client = ready(builder_at(&server.url())).build().expect("a client");
        let error = client
            .start_call_by_robot(ring())
            .await
            .expect_err("a failure");
        assert_eq!(error.body(), page.as_bytes());
        shows_no_secret(status, &shown(&error));
    }
}

#[tokio::test]
async fn the_key_never_leaves_the_process() {
    let server = Server::always(json(r#"{"ErrorCode":0}"#)).await;
    let client = minting(builder_at(&server.url()))
        .build()
        .expect("a client");
    client.end_call("c1").await.expect("a success");
    assert!(!format!("{:?}", server.request()).contains(KEY));
}

#[tokio::test]
async fn a_ticket_that_the_server_repeats_is_taken_out() {
    let ticket = "eJwtzMEKgkAUheF3uWvh-ticket*-_";
    let wrong_type = value!({"CallInfo": {"CallId": {ticket: 1}}, "UserList": ticket}).to_string();
    for body in [
        format!(
            r#"{{"ErrorCode":60002,"ErrorInfo":"bad usersig={ticket}","RequestId":"{ticket}"}}"#
        ),
        format!(r#"{{"ErrorCode":0,"Response":{wrong_type}}}"#),
        format!(r#"{{"ErrorCode":"{ticket}"}}"#),
        format!("<html>{}{ticket}</html>", "x".repeat(4080)),
    ] {
        let server = Server::always(json(&body)).await;
        let client = builder_at(&server.url())
            .user_sig(ticket)
            .build()
            .expect("a client");
        let error = client.get_call_info("c1").await.expect_err("a failure");
        for text in [error.to_string(), format!("{error:?}"), error.message()] {
            assert!(!text.contains(ticket), "{text}");
        }
        let kept = String::from_utf8_lossy(error.body()).into_owned();
        assert!(!kept.contains(&ticket[..12]), "{kept}");
    }
}
