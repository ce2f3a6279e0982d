//! One way to send a webhook: the bytes as they are, over http or https, and the answer with its time.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use clap::Args;
use http_body_util::{BodyExt as _, Full};
use hyper::body::{Bytes, Incoming};
use hyper::{HeaderMap, Method, Request, Response, Uri};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use rustls::crypto::ring;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::BuilderVerifierExt as _;
use tokio::sync::OnceCell;

use super::answer::Answer;
use crate::exit::Failure;

/// Most bytes that are read of an answer.
const READ: usize = 64 * 1_024;

/// Whom to trust.
#[derive(Debug, Clone, Args)]
pub struct Trust {
    /// PEM file with an authority to trust when an address is https, beside those this machine trusts; repeatable
    #[arg(long = "ca", value_name = "FILE")]
    authorities: Vec<PathBuf>,
}

type Plain = Client<HttpConnector, Full<Bytes>>;
type Secure = Client<HttpsConnector<HttpConnector>, Full<Bytes>>;

/// What is sent.
pub struct Parcel {
    pub method: Method,
    pub uri: Uri,
    pub headers: HeaderMap,
    pub body: Bytes,
}

/// Sends webhooks. Connections are kept for the next one.
pub struct Sender {
    plain: Plain,
    authorities: Vec<CertificateDer<'static>>,
    /// Made for the first https address: reading what the machine trusts takes longer than starting.
    secure: OnceCell<Result<Secure, String>>,
    limit: Duration,
}

impl Sender {
    /// `limit` is the longest wait for an answer.
    pub fn new(trust: &Trust, limit: Duration) -> Result<Self, Failure> {
        let mut authorities = Vec::new();
        for file in &trust.authorities {
            authorities.extend(certificates(file)?);
        }
        Ok(Self {
            plain: Client::builder(TokioExecutor::new()).build_http(),
            authorities,
            secure: OnceCell::new(),
            limit,
        })
    }

    /// Sends it once, and never follows where an answer points.
    ///
    /// The error says why there is no answer.
    pub async fn send(&self, parcel: Parcel) -> Result<Answer, String> {
        let secure = parcel.uri.scheme_str() == Some("https");
        let mut request = Request::new(Full::new(parcel.body));
        *request.method_mut() = parcel.method;
        *request.uri_mut() = parcel.uri;
        *request.headers_mut() = parcel.headers;
        let began = Instant::now();
        let answered = async {
            let response = if secure {
                let make = || async { secured(&self.authorities) };
                let client = self.secure.get_or_init(make).await.clone()?;
                client.request(request).await
            } else {
                self.plain.request(request).await
            };
            let response = response.map_err(|error| causes(&error))?;
            let (status, body) = read(response).await.map_err(|error| causes(&error))?;
            Ok(Answer {
                status,
                body,
                took: began.elapsed(),
            })
        };
        match tokio::time::timeout(self.limit, answered).await {
            Ok(answer) => answer,
            Err(_) => Err(format!("no answer within {:?}", self.limit)),
        }
    }
}

async fn read(response: Response<Incoming>) -> Result<(u16, Vec<u8>), hyper::Error> {
    let status = response.status().as_u16();
    let mut body = response.into_body();
    let mut whole = Vec::new();
    while whole.len() < READ
        && let Some(frame) = body.frame().await
    {
        if let Ok(data) = frame?.into_data() {
            let room = READ - whole.len();
            whole.extend_from_slice(&data[..data.len().min(room)]);
        }
    }
    Ok((status, whole))
}

/// rustls with ring, as the client of the service has it.
fn secured(authorities: &[CertificateDer<'static>]) -> Result<Secure, String> {
    let wrong = |error: rustls::Error| format!("TLS cannot be set up: {error}");
    let provider = Arc::new(ring::default_provider());
    let config = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .map_err(wrong)?;
    let config = if authorities.is_empty() {
        config.with_platform_verifier().map_err(wrong)?
    } else {
        trusting(config, authorities.to_vec(), provider).map_err(wrong)?
    };
    let connector = HttpsConnectorBuilder::new()
        .with_tls_config(config.with_no_client_auth())
        .https_only()
        .enable_http1()
        .build();
    Ok(Client::builder(TokioExecutor::new()).build(connector))
}

type Config<State> = rustls::ConfigBuilder<ClientConfig, State>;

#[cfg(not(target_os = "android"))]
fn trusting(
    config: Config<rustls::WantsVerifier>,
    authorities: Vec<CertificateDer<'static>>,
    provider: Arc<rustls::crypto::CryptoProvider>,
) -> Result<Config<rustls::client::WantsClientCert>, rustls::Error> {
    let verifier = rustls_platform_verifier::Verifier::new_with_extra_roots(authorities, provider)?;
    let verifier = Arc::new(verifier);
    Ok(config
        .dangerous()
        .with_custom_certificate_verifier(verifier))
}

#[cfg(target_os = "android")]
fn trusting(
    _: Config<rustls::WantsVerifier>,
    _: Vec<CertificateDer<'static>>,
    _: Arc<rustls::crypto::CryptoProvider>,
) -> Result<Config<rustls::client::WantsClientCert>, rustls::Error> {
    let message = "on Android certificates are added to the system";
    Err(rustls::Error::General(message.to_owned()))
}

fn certificates(file: &Path) -> Result<Vec<CertificateDer<'static>>, Failure> {
    let wrong = |why: &str| Failure::local(format!("--ca {}: {why}", file.display()));
    let pem = std::fs::read(file).map_err(|error| wrong(&error.to_string()))?;
    let found: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&pem).collect();
    let found = found.map_err(|error| wrong(&error.to_string()))?;
    if found.is_empty() {
        return Err(wrong("the file holds no certificate in PEM"));
    }
    for certificate in &found {
        let checked = RootCertStore::empty().add(certificate.clone());
        checked.map_err(|error| wrong(&error.to_string()))?;
    }
    Ok(found)
}

/// An error with its causes, and what to do about it where that is known.
fn causes(error: &(dyn Error + 'static)) -> String {
    // The outermost says only that there was no answer.
    let error = error.source().unwrap_or(error);
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        let cause_text = cause.to_string();
        if !text.ends_with(&cause_text) {
            text = format!("{text}: {cause_text}");
        }
        next = cause.source();
    }
    if text.contains("UnknownIssuer") {
        text += "; --ca FILE names the authority of the receiver's certificate";
    } else if text.contains("InvalidContentType") || text.contains("corrupt message") {
        text += "; the receiver does not speak TLS: try http://";
    }
    text
}
