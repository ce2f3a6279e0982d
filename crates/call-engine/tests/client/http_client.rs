//! An HTTP client of the caller's own: whatever it does, no call is started twice.

use std::time::Duration;

use call_engine::{Client, ClientBuilder};
use reqwest::redirect::Policy;

use crate::support::{APP, Act, KEY, Server, answer, http, json, ring};

type Change = fn(ClientBuilder) -> ClientBuilder;

fn builder(server: &Server, http: reqwest::Client) -> ClientBuilder {
    Client::builder()
        .base_url(server.url())
        .sdk_app_id(APP)
        .secret_key(KEY)
        .http_client(http)
}

/// A client whose TLS, if there is any, needs no certificates.
fn own() -> reqwest::ClientBuilder {
    let http = reqwest::Client::builder().no_proxy();
    #[cfg(feature = "rustls")]
    let http = {
        use tokio_rustls::rustls::{ClientConfig, RootCertStore, crypto::ring};
        let config = ClientConfig::builder_with_provider(ring::default_provider().into())
            .with_safe_default_protocol_versions()
            .expect("versions")
            .with_root_certificates(RootCertStore::empty())
            .with_no_client_auth();
        http.tls_backend_preconfigured(config)
    };
    http
}

#[tokio::test]
async fn it_sends_what_the_other_one_sends() {
    let server = Server::always(json(r#"{"ErrorCode":0,"RequestId":"Id-1"}"#)).await;
    let mark = |http: reqwest::ClientBuilder| http.user_agent("not ours").build();
    let client = builder(&server, mark(own()).expect("a client"));
    let client = client.build().expect("a client");
    let answer = client.end_call("c1").await.expect("a success");
    assert_eq!(answer.request_id(), Some("Id-1"));
    let request = server.request();
    assert_eq!(request.json()["CallId"], "c1");
    assert_eq!(request.header("content-type"), Some("application/json"));
    assert_eq!(request.header("transfer-encoding"), None);
    assert!(
        request
            .header("user-agent")
            .is_some_and(|agent| agent.starts_with("call-engine/"))
    );
}

#[tokio::test]
async fn a_redirect_that_it_follows_gives_no_answer_and_starts_no_second_call() {
    let elsewhere = Server::always(json(r#"{"ErrorCode":0,"Response":{"CallId":"c9"}}"#)).await;
    let place = format!(
        "{}/v4/call_engine_http_srv/start_call_by_robot",
        elsewhere.url()
    );
    for status in [
        "301 Moved",
        "302 Found",
        "303 See Other",
        "307 Temporary",
        "308 Permanent",
    ] {
        let redirect = Act::Answer(http(status, &[("location", &place)], ""));
        let server = Server::always(redirect).await;
        let follows = own()
            .redirect(Policy::limited(5))
            .build()
            .expect("a client");
        let client = builder(&server, follows).build().expect("a client");
        let error = client
            .start_call_by_robot(ring())
            .await
            .expect_err("a failure");
        assert!(error.is_not_the_service(), "{status}: {error:?}");
        assert!(error.may_have_taken_effect(), "{status}");
        assert_eq!(server.requests().len(), 1, "{status}");
        // What is followed is no longer a command.
        for request in elsewhere.requests() {
            assert_eq!(
                (request.method.as_str(), request.body.len()),
                ("GET", 0),
                "{status}"
            );
        }
        if status.starts_with("30") && !status.starts_with("307") && !status.starts_with("308") {
            assert!(
                error.message().contains("followed a redirect"),
                "{status}: {error}"
            );
            assert!(
                error.remedy().contains("follows no redirects"),
                "{status}: {error}"
            );
        }
    }
    assert_eq!(elsewhere.requests().len(), 3);
}

#[tokio::test]
async fn a_redirect_that_it_does_not_follow_is_not_the_service() {
    let redirect = Act::Answer(http("307 Temporary", &[("location", "/elsewhere")], ""));
    let server = Server::always(redirect).await;
    let stays = own().redirect(Policy::none()).build().expect("a client");
    let client = builder(&server, stays).build().expect("a client");
    let error = client
        .start_call_by_robot(ring())
        .await
        .expect_err("a failure");
    assert!(
        error.is_not_the_service() && error.http_status() == Some(307),
        "{error:?}"
    );
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
#[expect(
    clippy::redundant_closure_for_method_calls,
    reason = "the type of the attempt has no public name"
)]
async fn its_retries_do_not_ring_again() {
    let server = Server::always(answer("503 Busy", "text/plain", "later")).await;
    let again = reqwest::retry::for_host("127.0.0.1")
        .max_retries_per_request(3)
        .classify_fn(|attempt| attempt.retryable());
    let eager = own().retry(again).build().expect("a client");
    // It does repeat what can be repeated.
    let status = eager
        .post(server.url())
        .body("{}")
        .send()
        .await
        .expect("an answer")
        .status();
    let plain = server.requests().len();
    assert_eq!(status, 503);
    assert!(plain > 1, "{plain}");
    let client = builder(&server, eager).build().expect("a client");
    let error = client
        .start_call_by_robot(ring())
        .await
        .expect_err("a failure");
    assert!(error.may_have_taken_effect(), "{error:?}");
    assert_eq!(server.requests().len(), plain + 1);
}

#[tokio::test]
async fn settings_that_would_not_reach_it_are_named() {
    let server = Server::always(json(r#"{"ErrorCode":0}"#)).await;
    let http = own().build().expect("a client");
    let changes: [(&str, Change); 4] = [
        (".connect_timeout(", |b| {
            b.connect_timeout(Duration::from_secs(1))
        }),
        (".proxy(", |b| b.proxy("http://user:s3cr3t@127.0.0.1:1")),
        (".no_proxy()", ClientBuilder::no_proxy),
        (".add_root_certificate(", |b| b.add_root_certificate("pem")),
    ];
    for (name, change) in changes {
        let error = change(builder(&server, http.clone()))
            .build()
            .expect_err("a conflict");
        assert!(
            error.is_setup() && error.message().contains(name),
            "{error}"
        );
        assert!(error.message().contains(".http_client("), "{error}");
        assert!(!error.to_string().contains("s3cr3t"), "{error}");
    }
    assert!(
        builder(&server, http)
            .timeout(Duration::from_secs(1))
            .build()
            .is_ok()
    );
}
