//! Webhooks over TLS: whom to trust, and what went wrong.

use std::error::Error;
use std::io;
use std::sync::Arc;

use axum::body::Body;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{
    CryptoProvider, ring, verify_tls12_signature as verify12, verify_tls13_signature as verify13,
};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme,
};
use tokio::sync::OnceCell;

use crate::tls::{TlsError, certificates};

/// Whose certificates are taken, beside those the machine trusts.
#[derive(Debug, Clone, Default)]
pub(crate) struct Trust {
    authorities: Vec<CertificateDer<'static>>,
    /// Everybody's.
    blind: bool,
}

impl Trust {
    /// Trusts the authorities of a PEM text too.
    pub(crate) fn add(&mut self, pem: &[u8]) -> Result<(), TlsError> {
        for (number, certificate) in (1..).zip(certificates(pem)?) {
            let checked = RootCertStore::empty().add(certificate.clone());
            checked.map_err(|error| {
                TlsError::new(format!("certificate {number} of the PEM text: {error}"))
            })?;
            self.authorities.push(certificate);
        }
        Ok(())
    }

    pub(crate) fn trust_anyone(&mut self) {
        self.blind = true;
    }

    fn client(&self) -> Result<Secure, String> {
        let provider = Arc::new(ring::default_provider());
        let config = ClientConfig::builder_with_provider(Arc::clone(&provider))
            .with_safe_default_protocol_versions()
            .map_err(|error| format!("TLS cannot be set up: {error}"))?;
        let config = if self.blind {
            let blind = Arc::new(Blind(provider));
            config.dangerous().with_custom_certificate_verifier(blind)
        } else {
            let mut roots = RootCertStore::empty();
            // A machine that trusts nobody, or in part unreadably, still knows the authorities it is told.
            roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
            roots.add_parsable_certificates(self.authorities.iter().cloned());
            config.with_root_certificates(roots)
        };
        let connector = HttpsConnectorBuilder::new()
            .with_tls_config(config.with_no_client_auth())
            .https_only()
            .enable_http1()
            .build();
        Ok(Client::builder(TokioExecutor::new()).build(connector))
    }
}

type Secure = Client<HttpsConnector<HttpConnector>, Body>;

/// A client for https, made when it is needed for the first time: reading what the machine trusts takes longer than starting.
#[derive(Debug)]
pub(super) struct Https {
    trust: Trust,
    client: OnceCell<Result<Secure, String>>,
}

impl Https {
    pub(super) fn new(trust: Trust) -> Self {
        Self {
            trust,
            client: OnceCell::new(),
        }
    }

    pub(super) async fn client(&self) -> Result<Secure, String> {
        let make = || async {
            let trust = self.trust.clone();
            let made = tokio::task::spawn_blocking(move || trust.client());
            made.await.unwrap_or_else(|error| Err(error.to_string()))
        };
        self.client.get_or_init(make).await.clone()
    }
}

/// What to do about a failure of TLS, if it is one.
pub(super) fn advice(error: &(dyn Error + 'static)) -> Option<&'static str> {
    use CertificateError as Wrong;
    Some(match in_rustls(error)? {
        rustls::Error::InvalidCertificate(wrong) => match wrong {
            Wrong::UnknownIssuer => {
                "name the receiver's authority (Builder::webhook_authority, --webhook-ca FILE), or take any certificate \
                 (Builder::webhook_insecure, --webhook-insecure)"
            }
            Wrong::NotValidForName | Wrong::NotValidForNameContext { .. } => {
                "the receiver's certificate is for other names: put one of them into the Url of set_callback"
            }
            Wrong::Expired | Wrong::ExpiredContext { .. } => {
                "the receiver's certificate is too old by this machine's clock: it needs a new one"
            }
            Wrong::NotValidYet | Wrong::NotValidYetContext { .. } => {
                "the receiver's certificate begins later than this machine's clock shows"
            }
            _ => {
                "the receiver's certificate is not good; --webhook-insecure (Builder::webhook_insecure) takes any"
            }
        },
        rustls::Error::InvalidMessage(_) => {
            "the receiver does not speak TLS: try http:// in the Url of set_callback"
        }
        _ => return None,
    })
}

/// The error of rustls among the causes; it hides in errors of I/O.
fn in_rustls<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a rustls::Error> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref() {
            return Some(found);
        }
        let inner = error
            .downcast_ref::<io::Error>()
            .and_then(io::Error::get_ref);
        next = match inner {
            Some(inner) => Some(inner),
            None => error.source(),
        };
    }
    None
}

/// Takes any certificate. Signatures are checked all the same, so that what is spoken is TLS.
#[derive(Debug)]
struct Blind(Arc<CryptoProvider>);

impl ServerCertVerifier for Blind {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify12(
            message,
            certificate,
            signed,
            &self.0.signature_verification_algorithms,
        )
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify13(
            message,
            certificate,
            signed,
            &self.0.signature_verification_algorithms,
        )
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}
