//! TLS on the port of the API, so that programs with the vendor's host names built in can be pointed at it.

mod fresh;
mod identity;

use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;

use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::TlsAcceptor;

use identity::Identity;

/// What the port of the API shows when somebody connects: a certificate.
///
/// ```
/// use call_engine_emulator::{Emulator, tls::Tls};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> std::io::Result<()> {
/// let emulator = Emulator::builder().tls(Tls::fresh()).start().await?;
/// assert!(emulator.url().starts_with("https://"));
/// let trust = emulator.authority_pem().expect("a fresh certificate has an authority");
/// # let _ = trust; // give it to the client: `add_root_certificate`, `curl --cacert`
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[must_use]
pub struct Tls(Source);

#[derive(Clone)]
enum Source {
    Fresh(Vec<String>),
    Given(Arc<Identity>),
}

impl fmt::Debug for Tls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Source::Fresh(names) => f.debug_tuple("Fresh").field(names).finish(),
            Source::Given(_) => f.write_str("Given(..)"),
        }
    }
}

/// Why there is no TLS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlsError(String);

impl TlsError {
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }
}

impl fmt::Display for TlsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for TlsError {}

impl From<TlsError> for std::io::Error {
    fn from(error: TlsError) -> Self {
        Self::new(std::io::ErrorKind::InvalidInput, error)
    }
}

/// TLS ready to be spoken.
pub(crate) struct Ready {
    pub(crate) acceptor: TlsAcceptor,
    /// The authority of a fresh certificate.
    pub(crate) authority_pem: Option<String>,
}

impl Tls {
    /// A certificate made at the start, by an authority made for it, valid for a year by the machine's clock.
    ///
    /// It is good for the vendor's hosts ([`HOSTS`](crate::HOSTS)), `localhost`, `127.0.0.1`, `::1` and the address the
    /// emulator listens at. The authority's key is gone once the certificate is signed, so whoever trusts it trusts this
    /// certificate and no other. [`Emulator::authority_pem`](crate::Emulator::authority_pem) tells it.
    pub fn fresh() -> Self {
        Self(Source::Fresh(Vec::new()))
    }

    /// The same, good for these host names and IP addresses too.
    ///
    /// # Errors
    ///
    /// When one of them is no name a certificate can hold.
    pub fn fresh_for<T: Into<String>>(
        names: impl IntoIterator<Item = T>,
    ) -> Result<Self, TlsError> {
        let names: Vec<String> = names.into_iter().map(Into::into).collect();
        names.iter().try_for_each(|name| fresh::check(name))?;
        Ok(Self(Source::Fresh(names)))
    }

    /// A certificate with those that lead to its authority, and its private key (PKCS#8, PKCS#1 or SEC1), both as PEM.
    ///
    /// # Errors
    ///
    /// When one of them cannot be read, or they do not belong together.
    pub fn from_pem(
        certificate_chain: impl AsRef<[u8]>,
        private_key: impl AsRef<[u8]>,
    ) -> Result<Self, TlsError> {
        let identity = Identity {
            chain: certificates(certificate_chain.as_ref())?,
            key: key(private_key.as_ref())?,
        };
        config(&identity)?;
        Ok(Self(Source::Given(Arc::new(identity))))
    }

    /// Makes it ready for a port at this address.
    pub(crate) fn ready(&self, address: IpAddr) -> Result<Ready, TlsError> {
        let (config, authority_pem) = match &self.0 {
            Source::Given(identity) => (config(identity)?, None),
            Source::Fresh(names) => {
                let fresh = fresh::make(names, address)?;
                (config(&fresh.identity)?, Some(fresh.authority_pem))
            }
        };
        Ok(Ready {
            acceptor: TlsAcceptor::from(Arc::new(config)),
            authority_pem,
        })
    }
}

fn config(identity: &Identity) -> Result<ServerConfig, TlsError> {
    let wrong = |error: rustls::Error| match error {
        rustls::Error::InconsistentKeys(_) => {
            TlsError::new("the private key does not belong to the certificate")
        }
        other => TlsError::new(format!("the certificate cannot be used: {other}")),
    };
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(wrong)?
        .with_no_client_auth()
        .with_single_cert(identity.chain.clone(), identity.key.clone_key())
        .map_err(wrong)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

/// The certificates of a PEM text, at least one.
pub(crate) fn certificates(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, TlsError> {
    let mut all = Vec::new();
    for (number, found) in (1..).zip(CertificateDer::pem_slice_iter(pem)) {
        let certificate = found.map_err(|error| {
            TlsError::new(format!("certificate {number} of the PEM text: {error}"))
        })?;
        all.push(certificate);
    }
    if all.is_empty() {
        let what =
            "there is no certificate in it; it must be PEM, with -----BEGIN CERTIFICATE-----";
        return Err(TlsError::new(what));
    }
    Ok(all)
}

fn key(pem: &[u8]) -> Result<PrivateKeyDer<'static>, TlsError> {
    PrivateKeyDer::from_pem_slice(pem).map_err(|error| {
        let locked = String::from_utf8_lossy(pem).contains("ENCRYPTED");
        TlsError::new(match error {
            _ if locked => {
                "the private key is protected by a password; `openssl pkey -in KEY -out PLAIN` takes it off"
                    .to_owned()
            }
            rustls::pki_types::pem::Error::NoItemsFound => {
                "there is no private key in it; it must be PEM, with -----BEGIN PRIVATE KEY-----".to_owned()
            }
            other => format!("the private key: {other}"),
        })
    })
}
