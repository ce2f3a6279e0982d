//! A server that speaks TLS with a certificate made for the occasion.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::ring as provider;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::{ServerConfig, version};

use super::{Request, http};

/// A certificate and its key.
pub struct Identity {
    certificate: CertificateDer<'static>,
    key: PrivateKeyDer<'static>,
}

fn names(name: &str) -> CertificateParams {
    CertificateParams::new([name.to_owned()]).expect("a name")
}

pub fn self_signed(name: &str) -> Identity {
    let key = KeyPair::generate().expect("a key");
    let certificate = names(name).self_signed(&key).expect("a certificate");
    Identity {
        certificate: certificate.into(),
        key: PrivateKeyDer::Pkcs8(key.serialize_der().into()),
    }
}

/// An authority as PEM, and a certificate it has signed.
pub fn signed(name: &str) -> (String, Identity) {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let mut params = names("an authority");
    // OpenSSL looks for an authority by its name, so each has its own, and another than what it signs.
    let own = format!("authority {}", COUNT.fetch_add(1, Ordering::SeqCst));
    params.distinguished_name.push(DnType::CommonName, own);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let key = KeyPair::generate().expect("a key");
    let authority = params.self_signed(&key).expect("a certificate");
    let issuer = Issuer::new(params, key);
    let key = KeyPair::generate().expect("a key");
    let certificate = names(name).signed_by(&key, &issuer).expect("a certificate");
    let identity = Identity {
        certificate: certificate.into(),
        key: PrivateKeyDer::Pkcs8(key.serialize_der().into()),
    };
    (authority.pem(), identity)
}

/// A server that answers each request with success, over TLS.
pub struct Secure {
    pub address: SocketAddr,
    connections: Arc<AtomicUsize>,
    pub requests: Arc<Mutex<Vec<Request>>>,
}

impl Secure {
    /// Starts it.
    pub async fn start(identity: Identity) -> Self {
        let config = ServerConfig::builder_with_provider(Arc::new(provider::default_provider()))
            .with_protocol_versions(&[&version::TLS13])
            .expect("TLS 1.3")
            .with_no_client_auth()
            .with_single_cert(vec![identity.certificate], identity.key)
            .expect("a certificate with its key");
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("loopback");
        let server = Self {
            address: listener.local_addr().expect("an address"),
            connections: Arc::default(),
            requests: Arc::default(),
        };
        let connections = Arc::clone(&server.connections);
        let requests = Arc::clone(&server.requests);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                connections.fetch_add(1, Ordering::SeqCst);
                let Ok(mut stream) = acceptor.accept(stream).await else {
                    continue;
                };
                if let Some(request) = super::read(&mut stream).await {
                    requests.lock().expect("no panic").push(request);
                    let answer = http("200 OK", &[], r#"{"ErrorCode":0,"RequestId":"Id-tls"}"#);
                    stream
                        .write_all(&answer)
                        .await
                        .expect("a client that listens");
                }
            }
        });
        server
    }

    /// `https://127.0.0.1:…`
    pub fn url(&self) -> String {
        format!("https://{}", self.address)
    }

    /// How many connections and how many requests came.
    pub fn seen(&self) -> (usize, usize) {
        let requests = self.requests.lock().expect("no panic").len();
        (self.connections.load(Ordering::SeqCst), requests)
    }
}
