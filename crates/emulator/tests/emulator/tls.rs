//! TLS at the port of the API, with clients that check certificates for good.

use std::process::{Command, Stdio};
use std::time::Duration;

use call_engine_emulator::tls::Tls;
use call_engine_emulator::{Clock, Emulator, HOSTS};
use rcgen::{CertificateParams, KeyPair};
use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::common::{INFO, NOW, START, call_to, http_client, http_client_trusting, joined, query};

/// The emulator's clock stands years ago: certificates follow the machine's.
async fn start(tls: Tls, receive_timeout: Duration) -> Emulator {
    let builder = Emulator::builder().clock(Clock::manual(NOW)).tls(tls);
    let builder = builder.options(|options| options.receive_timeout = receive_timeout);
    builder.start().await.expect("an emulator")
}

async fn start_fresh() -> Emulator {
    start(Tls::fresh(), Duration::from_secs(30)).await
}

fn roots(pem: &str) -> RootCertStore {
    let mut roots = RootCertStore::empty();
    let authority = CertificateDer::from_pem_slice(pem.as_bytes()).expect("a certificate");
    roots.add(authority).expect("an authority");
    roots
}

fn trusted(emulator: &Emulator) -> RootCertStore {
    roots(emulator.authority_pem().expect("an authority"))
}

/// The client a program would use, with the vendor's hosts where the emulator is.
fn client(emulator: &Emulator) -> reqwest::Client {
    let mut builder = http_client_trusting(trusted(emulator));
    for host in HOSTS {
        builder = builder.resolve(host, emulator.addr());
    }
    builder.build().expect("a client")
}

async fn start_call(http: &reqwest::Client, base: &str) -> Value {
    let url = format!("{base}/v4/{START}?{}", joined(&query()));
    let body = call_to(&["jack"]).to_string();
    let response = http.post(url).body(body).send().await.expect("an answer");
    let text = response.text().await.expect("a body");
    serde_json::from_str(&text).expect("JSON")
}

#[tokio::test]
async fn a_fresh_certificate_is_good_for_every_host_of_the_vendor_and_for_this_machine() {
    let emulator = start_fresh().await;
    assert!(emulator.url().starts_with("https://127.0.0.1:"));
    let http = client(&emulator);
    let port = emulator.addr().port();
    let here = [emulator.url(), format!("https://localhost:{port}")];
    let vendors = HOSTS.iter().map(|host| format!("https://{host}"));
    for (number, base) in (1..).zip(vendors.chain(here)) {
        let answer = start_call(&http, &base).await;
        assert_eq!(answer["ErrorCode"], 0, "{base}: {answer}");
        assert_eq!(emulator.requests().len(), number, "{base}");
    }
}

#[tokio::test]
async fn who_does_not_know_its_authority_does_not_trust_it() {
    let (one, other) = (start_fresh().await, start_fresh().await);
    let stranger = http_client();
    let error = stranger.get(one.url()).send().await.expect_err("no trust");
    assert!(error.is_connect(), "{error:?}");
    let error = client(&other).get(one.url()).send().await;
    assert!(format!("{error:?}").contains("UnknownIssuer"), "{error:?}");
    assert!(one.requests().is_empty());
    let pem = one.authority_pem().expect("an authority");
    assert!(!pem.contains("PRIVATE"), "{pem}");
}

#[tokio::test]
async fn a_certificate_is_good_for_names_of_ones_own() {
    let tls = Tls::fresh_for(["calls.test", "192.0.2.7"]).expect("names");
    let emulator = start(tls, Duration::from_secs(30)).await;
    for name in ["calls.test", "other.test"] {
        let http = http_client_trusting(trusted(&emulator)).resolve(name, emulator.addr());
        let url = format!("https://{name}/");
        let answer = http.build().expect("a client").get(url).send().await;
        assert_eq!(answer.is_ok(), name == "calls.test", "{name}: {answer:?}");
    }
    let error = Tls::fresh_for(["https://calls.test"]).expect_err("no name");
    assert!(error.to_string().contains("https://calls.test"), "{error}");
}

#[tokio::test]
async fn curl_with_the_vendors_host_built_in_works_unchanged() {
    if Command::new("curl").arg("--version").output().is_err() {
        eprintln!("SKIPPED: there is no curl, so nothing was asked with it");
        return;
    }
    let emulator = start_fresh().await;
    let folder = std::env::temp_dir();
    let file = folder.join(format!(
        "call-engine-emulator-test-{}.pem",
        std::process::id()
    ));
    let pem = emulator.authority_pem().expect("an authority");
    std::fs::write(&file, pem).expect("a file");
    let port = emulator.addr().port();
    let host = "adminapisgp.im.qcloud.com";
    let resolve = format!("{host}:{port}:127.0.0.1");
    let connect = format!("{host}:443:127.0.0.1:{port}");
    for (flag, value, base) in [
        ("--resolve", resolve, format!("https://{host}:{port}")),
        ("--connect-to", connect, format!("https://{host}")),
    ] {
        let mut curl = Command::new("curl");
        curl.args(["--silent", "--show-error", "--noproxy", "*", "--data"])
            .arg(call_to(&["jack"]).to_string())
            .args([flag, &value, "--cacert"])
            .arg(&file)
            .arg(format!("{base}/v4/{START}?{}", joined(&query())))
            .stdin(Stdio::null());
        let output = tokio::task::spawn_blocking(move || curl.output()).await;
        let output = output.expect("no panic").expect("curl runs");
        let said = String::from_utf8_lossy(&output.stdout);
        let answer: Value = serde_json::from_str(&said).unwrap_or_else(|_| panic!("{output:?}"));
        assert_eq!(answer["ErrorCode"], 0, "{flag}: {answer}");
    }
    assert_eq!(emulator.requests().len(), 2);
    let _ = std::fs::remove_file(file);
}

#[tokio::test]
async fn a_certificate_that_is_given_is_shown() {
    let key = KeyPair::generate().expect("a key");
    let params = CertificateParams::new(["calls.test".to_owned()]).expect("a name");
    let certificate = params.self_signed(&key).expect("a certificate").pem();
    let tls = Tls::from_pem(&certificate, key.serialize_pem()).expect("they fit");
    let emulator = start(tls, Duration::from_secs(30)).await;
    assert_eq!(emulator.authority_pem(), None);
    let http = http_client_trusting(roots(&certificate)).resolve("calls.test", emulator.addr());
    let http = http.build().expect("a client");
    let answer = start_call(&http, "https://calls.test").await;
    assert_eq!(answer["ErrorCode"], 0, "{answer}");
}

#[test]
fn what_is_no_certificate_with_its_key_is_refused_with_the_reason() {
    let make = || {
        let key = KeyPair::generate().expect("a key");
        let params = CertificateParams::new(["calls.test".to_owned()]).expect("a name");
        let certificate = params.self_signed(&key).expect("a certificate").pem();
        (certificate, key.serialize_pem())
    };
    let ((certificate, key), (_, other)) = (make(), make());
    let locked =
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMAAA\n-----END ENCRYPTED PRIVATE KEY-----\n";
    let spoilt = certificate.replace("MII", "!!!");
    let long = key.replace(
        "-----BEGIN PRIVATE KEY-----\n",
        "-----BEGIN PRIVATE KEY-----\nAAAA",
    );
    for (chain, key, said) in [
        (&*certificate, &*other, "does not belong to the certificate"),
        (&*key, &*key, "no certificate"),
        (&*certificate, &*certificate, "no private key"),
        ("", "", "no certificate"),
        (&*certificate, locked, "password"),
        (&*spoilt, &*key, "certificate 1"),
        (&*certificate, &*long, "cannot be used"),
    ] {
        let error = Tls::from_pem(chain, key).expect_err(said).to_string();
        assert!(error.contains(said), "{error}");
        // Nothing of the key is shown.
        let secret = key.lines().nth(1).unwrap_or("none");
        assert!(!error.contains(secret), "{error}");
    }
}

#[tokio::test]
async fn who_speaks_plain_http_there_is_told_so() {
    let emulator = start_fresh().await;
    let plain = format!("http://{}/v4/{INFO}", emulator.addr());
    let answer = http_client()
        .post(plain)
        .body("{}")
        .send()
        .await
        .expect("an answer");
    assert_eq!(answer.status(), 400);
    let text = answer.text().await.expect("a text");
    assert!(text.contains("https://"), "{text}");
    assert!(emulator.requests().is_empty());
}

#[tokio::test]
async fn who_says_nothing_or_nonsense_holds_up_nobody() {
    let emulator = start(Tls::fresh(), Duration::from_millis(300)).await;
    let mut silent = TcpStream::connect(emulator.addr()).await.expect("let in");
    let mut noisy = TcpStream::connect(emulator.addr()).await.expect("let in");
    noisy
        .write_all(b"\x16\x03\x01nonsense")
        .await
        .expect("sent");
    let answer = start_call(&client(&emulator), &emulator.url()).await;
    assert_eq!(answer["ErrorCode"], 0, "{answer}");
    // Both are sent away, without a request of theirs.
    let mut rest = Vec::new();
    let gone = tokio::time::timeout(Duration::from_secs(20), silent.read_to_end(&mut rest)).await;
    assert!(matches!(gone, Ok(Ok(0) | Err(_))), "{gone:?}");
    let gone = tokio::time::timeout(Duration::from_secs(20), noisy.read_to_end(&mut rest)).await;
    assert!(gone.is_ok());
    assert_eq!(emulator.requests().len(), 1);
}

#[tokio::test]
async fn a_handshake_that_never_ends_does_not_hold_up_the_end() {
    let emulator = start_fresh().await;
    let mut silent = TcpStream::connect(emulator.addr()).await.expect("let in");
    start_call(&client(&emulator), &emulator.url()).await;
    emulator.shutdown().await;
    let mut rest = Vec::new();
    let gone = tokio::time::timeout(Duration::from_secs(10), silent.read_to_end(&mut rest)).await;
    assert!(gone.is_ok());
}
