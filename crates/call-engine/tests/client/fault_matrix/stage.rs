//! Where the faults take place: servers on loopback that count the calls they have started.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rcgen::{CertificateParams, KeyPair};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;
use tokio_rustls::rustls::{ServerConfig, version};

use crate::support::{Act, Request, Server};

/// Calls that a server has started.
#[derive(Clone, Default)]
pub struct Calls(Arc<AtomicUsize>);

impl Calls {
    /// A start that was read whole, by a service that runs it before the fault.
    pub fn ran(&self, request: &Request) {
        if request.path.ends_with("/start_call_by_robot") {
            self.0.fetch_add(1, Ordering::SeqCst);
        }
    }

    pub fn started(&self) -> usize {
        self.0.load(Ordering::SeqCst)
    }
}

/// A server that runs each command and then meets with the fault.
pub async fn runs_then(act: Act, calls: &Calls) -> Server {
    let calls = calls.clone();
    Server::by(move |request| {
        calls.ran(request);
        act.clone()
    })
    .await
}

/// A server that does the same to each connection.
pub struct Door {
    address: SocketAddr,
    connections: Arc<AtomicUsize>,
    task: JoinHandle<()>,
}

impl Door {
    /// Resets each connection with the request in it, of which nothing was read.
    pub async fn resets() -> Self {
        Self::open(|stream| async move {
            // The request is on its way, or else the client could not tell this from no connection.
            let _ = stream.peek(&mut [0]).await;
            let _ = stream.set_zero_linger();
        })
        .await
    }

    /// Shows a certificate that nobody has signed.
    pub async fn untrusted() -> Self {
        let key = KeyPair::generate().expect("a key");
        let names = CertificateParams::new(["127.0.0.1".to_owned()]).expect("a name");
        let certificate = names.self_signed(&key).expect("a certificate");
        let key = PrivateKeyDer::Pkcs8(key.serialize_der().into());
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_protocol_versions(&[&version::TLS13])
            .expect("TLS 1.3")
            .with_no_client_auth()
            .with_single_cert(vec![certificate.into()], key)
            .expect("a certificate with its key");
        let acceptor = TlsAcceptor::from(Arc::new(config));
        Self::open(move |stream| {
            let acceptor = acceptor.clone();
            async move {
                assert!(
                    acceptor.accept(stream).await.is_err(),
                    "the client trusts it"
                );
            }
        })
        .await
    }

    async fn open<F>(each: impl Fn(TcpStream) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("loopback");
        let address = listener.local_addr().expect("an address");
        let connections = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&connections);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                count.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(each(stream));
            }
        });
        Self {
            address,
            connections,
            task,
        }
    }

    pub fn url(&self, scheme: &str) -> String {
        format!("{scheme}://{}", self.address)
    }

    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        self.task.abort();
    }
}
