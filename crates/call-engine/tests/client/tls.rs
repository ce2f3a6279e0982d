//! Whom the client trusts over https.
//!
//! The operating system's rules are taken from the environment once for each process, so a test that depends on them
//! runs itself again in a process of its own, with a file of trusted certificates made for the occasion.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use call_engine::{Client, Error, RetryPolicy, Site};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;
use tokio_rustls::rustls::crypto::CryptoProvider;

use crate::support::secure::{Secure, self_signed, signed};
use crate::support::{APP, KEY, Server, builder_at, json, ring};

/// Where the process of its own finds the server.
const URL: &str = "CALL_ENGINE_TEST_URL";

/// Runs the test again in a process that trusts only `authority`.
async fn again(test: &'static str, authority: String, url: String) {
    let again = move || {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("authority.pem");
        std::fs::write(&file, authority).expect("a file");
        run(test, &file, &url)
    };
    let output = tokio::task::spawn_blocking(again).await;
    let shown = output.expect("the test runs again");
    assert!(shown.contains("1 passed"), "{shown}");
}

fn run(test: &str, trusted: &Path, url: &str) -> String {
    let output = Command::new(std::env::current_exe().expect("this test"))
        .args(["--exact", &format!("tls::{test}")])
        .env(URL, url)
        .env("SSL_CERT_FILE", trusted)
        .env_remove("SSL_CERT_DIR")
        .output()
        .expect("the test runs again");
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

/// Starts a call over https and is refused before anything of it is sent.
async fn refused(url: &str) -> Error {
    // One look at the certificate is enough here.
    let client = builder_at(url).retry(RetryPolicy::never()).build();
    let client = client.expect("a client");
    let error = client
        .start_call_by_robot(ring())
        .await
        .expect_err("a failure");
    assert!(error.is_connect(), "{error:?}");
    assert!(!error.may_have_taken_effect(), "{error:?}");
    assert!(error.to_string().contains("nothing was sent"), "{error}");
    assert!(error.remedy().contains("TLS"), "{error}");
    error
}

#[tokio::test]
async fn a_self_signed_certificate_is_refused_before_anything_is_sent() {
    if let Ok(url) = std::env::var(URL) {
        let error = refused(&url).await;
        assert!(error.message().contains("certificate"), "{error}");
        return;
    }
    let server = Secure::start(self_signed("127.0.0.1")).await;
    let (authority, _) = signed("127.0.0.1");
    again(
        "a_self_signed_certificate_is_refused_before_anything_is_sent",
        authority,
        server.url(),
    )
    .await;
    assert_eq!(server.seen(), (1, 0));
}

#[tokio::test]
async fn a_certificate_of_an_unknown_authority_is_refused_before_anything_is_sent() {
    if let Ok(url) = std::env::var(URL) {
        let error = refused(&url).await;
        assert!(error.message().contains("certificate"), "{error}");
        return;
    }
    let (_, identity) = signed("127.0.0.1");
    let server = Secure::start(identity).await;
    let (another, _) = signed("127.0.0.1");
    again(
        "a_certificate_of_an_unknown_authority_is_refused_before_anything_is_sent",
        another,
        server.url(),
    )
    .await;
    assert_eq!(server.seen(), (1, 0));
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_certificate_for_another_name_is_refused_before_anything_is_sent() {
    if let Ok(url) = std::env::var(URL) {
        let error = refused(&url).await;
        assert!(error.message().contains("not valid for"), "{error}");
        return;
    }
    let (authority, identity) = signed("console.tim.qq.com");
    let server = Secure::start(identity).await;
    again(
        "a_certificate_for_another_name_is_refused_before_anything_is_sent",
        authority,
        server.url(),
    )
    .await;
    assert_eq!(server.seen(), (1, 0));
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_certificate_the_operating_system_trusts_is_accepted() {
    if let Ok(url) = std::env::var(URL) {
        let client = builder_at(&url).build().expect("a client");
        let ended = client.end_call("c1").await.expect("a success");
        assert_eq!(ended.request_id(), Some("Id-tls"));
        for site in Site::ALL {
            let client = Client::new(*site, APP, KEY).expect("a client");
            assert!(format!("{client:?}").contains(site.url()), "{client:?}");
        }
        // The client brings its own ring and leaves the choice of the process alone.
        assert!(CryptoProvider::get_default().is_none());
        return;
    }
    let (authority, identity) = signed("127.0.0.1");
    let server = Secure::start(identity).await;
    again(
        "a_certificate_the_operating_system_trusts_is_accepted",
        authority,
        server.url(),
    )
    .await;
    assert_eq!(server.seen(), (1, 1));
    let request = server.requests.lock().expect("no panic").swap_remove(0);
    assert_eq!(request.path, "/v4/call_engine_http_srv/end_call");
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn without_any_trusted_certificate_no_client_is_made() {
    if let Ok(url) = std::env::var(URL) {
        let error = builder_at(&url).build().expect_err("nobody to trust");
        assert!(error.message().contains("TLS cannot be set up"), "{error}");
        assert!(!error.may_have_taken_effect());
        // Plain http on loopback needs no certificates.
        let url = url.replace("https", "http");
        assert!(builder_at(&url).build().is_ok());
        return;
    }
    let nobody = String::new();
    again(
        "without_any_trusted_certificate_no_client_is_made",
        nobody,
        "https://127.0.0.1:9".to_owned(),
    )
    .await;
}

#[tokio::test]
async fn a_server_that_speaks_no_tls_is_refused_before_anything_is_sent() {
    if let Ok(url) = std::env::var(URL) {
        refused(&url).await;
        return;
    }
    // It reads the first bytes of the handshake, which are no request, and hangs up.
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("loopback");
    let url = format!("https://{}", listener.local_addr().expect("an address"));
    let plain = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.expect("a connection");
        let mut first = [0; 3];
        tokio::io::AsyncReadExt::read_exact(&mut stream, &mut first)
            .await
            .expect("a handshake");
        stream
            .write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            .await
            .expect("a client");
        first
    });
    let (authority, _) = signed("127.0.0.1");
    let test = "a_server_that_speaks_no_tls_is_refused_before_anything_is_sent";
    again(test, authority, url).await;
    let first = plain.await.expect("no panic");
    assert_eq!(first[0], 0x16, "a TLS handshake and no request");
}

#[tokio::test]
async fn a_handshake_that_never_ends_is_a_failed_connection() {
    let (authority, _) = signed("127.0.0.1");
    if let Ok(url) = std::env::var(URL) {
        let limit = Duration::from_millis(300);
        let client = builder_at(&url)
            .connect_timeout(limit)
            .build()
            .expect("a client");
        let error = client
            .start_call_by_robot(ring())
            .await
            .expect_err("a failure");
        assert!(
            error.is_connect() && !error.may_have_taken_effect(),
            "{error:?}"
        );
        return;
    }
    // Connections are taken by the kernel and never answered.
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("loopback");
    let url = format!("https://{}", listener.local_addr().expect("an address"));
    again(
        "a_handshake_that_never_ends_is_a_failed_connection",
        authority,
        url,
    )
    .await;
}

#[tokio::test]
async fn the_same_client_without_tls_reaches_a_plain_server() {
    let server = Server::always(json(r#"{"ErrorCode":0}"#)).await;
    builder_at(&server.url())
        .build()
        .expect("a client")
        .end_call("c1")
        .await
        .expect("a success");
    assert!(CryptoProvider::get_default().is_none());
}
