//! Webhooks to receivers that speak TLS.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{Request, Response};
use call_engine_emulator::webhook::Outcome;
use call_engine_emulator::{Builder, Emulator};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair, date_time_ymd};
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;
use serde_json::json;
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio_rustls::TlsAcceptor;

use crate::common::{Api, SET_CALLBACK, start_with};

/// A receiver, and the authority it is known by.
struct Receiver {
    port: u16,
    authority: String,
    targets: mpsc::UnboundedReceiver<String>,
}

impl Receiver {
    async fn start(change: impl FnOnce(&mut CertificateParams)) -> Self {
        let key = KeyPair::generate().expect("a key");
        let mut params = CertificateParams::new([]).expect("no names");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let authority = params.self_signed(&key).expect("a certificate").pem();
        let issuer = Issuer::new(params, key);
        let key = KeyPair::generate().expect("a key");
        let mut params = CertificateParams::new(["127.0.0.1".to_owned()]).expect("an address");
        change(&mut params);
        let certificate = params.signed_by(&key, &issuer).expect("a certificate");
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("the versions of ring")
            .with_no_client_auth()
            .with_single_cert(
                vec![certificate.into()],
                PrivateKeyDer::Pkcs8(key.serialize_der().into()),
            )
            .expect("they fit");
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let (tell, targets) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (acceptor, tell) = (acceptor.clone(), tell.clone());
                tokio::spawn(async move {
                    let Ok(stream) = acceptor.accept(stream).await else {
                        return;
                    };
                    let answer = service_fn(move |request: Request<_>| {
                        let _ = tell.send(request.uri().to_string());
                        async { Ok::<_, std::convert::Infallible>(Response::new(Body::empty())) }
                    });
                    let served =
                        http1::Builder::new().serve_connection(TokioIo::new(stream), answer);
                    drop(served.await);
                });
            }
        });
        Self {
            port,
            authority,
            targets,
        }
    }
}

/// Starts a call whose webhook goes to this address, and says what became of it.
async fn outcome(url: &str, change: impl FnOnce(Builder) -> Builder) -> (Api, Outcome) {
    let api = start_with(change).await;
    let config = json!({"Url": url, "CallbackCommandList": ["Call.CallbackAfterStartCall"]});
    assert_eq!(api.send(SET_CALLBACK, &config).await["ErrorCode"], 0);
    api.call(&["jack"]).await;
    api.emulator.webhooks_settled().await;
    let delivery = api.emulator.deliveries().remove(0);
    let outcome = delivery.attempts[0].outcome.clone();
    (api, outcome)
}

fn trusting(builder: Builder, authority: &str) -> Builder {
    builder.webhook_authority(authority).expect("an authority")
}

fn failure(outcome: &Outcome) -> &str {
    match outcome {
        Outcome::Failed(text) => text,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_webhook_arrives_at_a_receiver_whose_authority_is_known() {
    let mut receiver = Receiver::start(|_| ()).await;
    let authority = receiver.authority.clone();
    let url = format!("https://127.0.0.1:{}/calls?key=x", receiver.port);
    let (_api, outcome) = outcome(&url, |builder| trusting(builder, &authority)).await;
    assert!(
        matches!(outcome, Outcome::Answered { status: 200, .. }),
        "{outcome:?}"
    );
    let target = receiver.targets.recv().await.expect("a request");
    assert!(target.starts_with("/calls?key=x&SdkAppid="), "{target}");
}

#[tokio::test]
async fn a_receiver_nobody_knows_is_trusted_only_when_that_is_said() {
    let mut receiver = Receiver::start(|_| ()).await;
    let url = format!("https://127.0.0.1:{}/", receiver.port);
    let (_api, refused) = outcome(&url, |builder| builder).await;
    let text = failure(&refused);
    assert!(
        text.contains("UnknownIssuer") && text.contains("--webhook-ca"),
        "{text}"
    );
    assert!(receiver.targets.try_recv().is_err());
    let (_api, taken) = outcome(&url, Builder::webhook_insecure).await;
    assert!(
        matches!(taken, Outcome::Answered { status: 200, .. }),
        "{taken:?}"
    );
}

#[tokio::test]
async fn what_is_wrong_with_a_certificate_is_said() {
    type Change = fn(&mut CertificateParams);
    let cases: [(&str, Change); 3] = [
        ("other names", |params| {
            *params = CertificateParams::new(["other.test".to_owned()]).expect("a name");
        }),
        ("too old", |params| {
            params.not_after = date_time_ymd(2020, 1, 1);
        }),
        ("begins later", |params| {
            params.not_before = date_time_ymd(4000, 1, 1);
        }),
    ];
    for (said, change) in cases {
        let receiver = Receiver::start(change).await;
        let authority = receiver.authority.clone();
        let url = format!("https://127.0.0.1:{}/", receiver.port);
        let (_api, outcome) = outcome(&url, |builder| trusting(builder, &authority)).await;
        assert!(failure(&outcome).contains(said), "{outcome:?}");
    }
}

#[tokio::test]
async fn a_receiver_of_plain_http_is_told_from_one_of_tls() {
    let receiver = crate::common::Receiver::start().await;
    let url = receiver.url("/").replace("http://", "https://");
    let (_api, outcome) = outcome(&url, |builder| builder).await;
    assert!(
        failure(&outcome).contains("does not speak TLS"),
        "{outcome:?}"
    );
}

#[test]
fn an_authority_that_is_none_is_refused() {
    let spoilt = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    for pem in ["nonsense", "", spoilt] {
        let error = Emulator::builder().webhook_authority(pem);
        let error = error.expect_err("no certificate").to_string();
        assert!(error.contains("certificate"), "{error}");
    }
}
