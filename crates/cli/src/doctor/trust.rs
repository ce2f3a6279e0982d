//! TLS, and its problems in words.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{CertificateError, ClientConfig, Error};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use super::reach::Target;

/// What is wrong, and what to do.
#[derive(Debug)]
pub struct Problem {
    pub message: String,
    pub remedy: String,
}

/// Makes TLS of a connection. Certificates are checked as the SDK checks them.
pub async fn secure(
    stream: TcpStream,
    target: &Target,
    roots: Option<&[u8]>,
    limit: Duration,
) -> Result<TlsStream<TcpStream>, Problem> {
    let problem = |message: String| Problem {
        message,
        remedy: "Check the address, and what stands between here and there.".to_owned(),
    };
    let config = config(roots).map_err(|error| Problem {
        message: format!("TLS cannot be set up here: {error}"),
        remedy: "Check the certificates of this machine, and the root certificate file.".to_owned(),
    })?;
    let name = ServerName::try_from(target.host.clone())
        .map_err(|_| problem(format!("{} is no name for a certificate", target.host)))?;
    let secured = TlsConnector::from(Arc::new(config)).connect(name, stream);
    match timeout(limit, secured).await {
        Ok(Ok(stream)) => Ok(stream),
        Ok(Err(error)) => Err(words(&error, &target.host)),
        Err(_) => Err(problem(format!("the handshake took longer than {limit:?}"))),
    }
}

fn config(roots: Option<&[u8]>) -> Result<ClientConfig, Error> {
    let provider = Arc::new(ring::default_provider());
    let roots: Vec<CertificateDer<'static>> =
        CertificateDer::pem_slice_iter(roots.unwrap_or_default())
            .filter_map(Result::ok)
            .collect();
    #[cfg(not(target_os = "android"))]
    let verifier =
        rustls_platform_verifier::Verifier::new_with_extra_roots(roots, Arc::clone(&provider))?;
    #[cfg(target_os = "android")]
    let verifier = {
        drop(roots);
        rustls_platform_verifier::Verifier::new(Arc::clone(&provider))?
    };
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier));
    Ok(config.with_no_client_auth())
}

fn words(error: &io::Error, host: &str) -> Problem {
    let inner = error
        .get_ref()
        .and_then(|inner| inner.downcast_ref::<Error>());
    let (message, remedy) = match inner {
        Some(Error::InvalidCertificate(certificate)) => certificate_words(certificate, host),
        Some(Error::InvalidMessage(_)) => (
            format!("{host} does not speak TLS at that port"),
            "An address of plain http begins with http://.",
        ),
        Some(other) => (
            format!("the handshake failed: {other}"),
            "Check the address, and what stands between here and there.",
        ),
        None => (
            format!("the handshake broke off: {error}"),
            "Check the address, and what stands between here and there.",
        ),
    };
    Problem {
        message,
        remedy: remedy.to_owned(),
    }
}

fn certificate_words(error: &CertificateError, host: &str) -> (String, &'static str) {
    const CLOCK: &str =
        "Look at this machine's clock; if it is right, the certificate must be renewed there.";
    match error {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
            (format!("the certificate of {host} has expired"), CLOCK)
        }
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            (format!("the certificate of {host} is not valid yet"), CLOCK)
        }
        CertificateError::NotValidForName => (
            format!("the certificate is not for {host}"),
            "Use a name that the certificate is for, or have one made for this name.",
        ),
        CertificateError::NotValidForNameContext { presented, .. } => (
            format!(
                "the certificate is for {} and not for {host}",
                presented.join(", ")
            ),
            "Use a name that the certificate is for, or have one made for this name.",
        ),
        CertificateError::UnknownIssuer => (
            format!("nobody whom this machine trusts has signed the certificate of {host}"),
            "If it is your own authority, or that of a proxy that opens TLS, name its PEM file in \
             CALL_ENGINE_ROOT_CERTIFICATE_FILE.",
        ),
        CertificateError::Revoked => (
            format!("the certificate of {host} was revoked"),
            "Send nothing there until it is replaced.",
        ),
        other => (
            format!("the certificate of {host} is refused: {other}"),
            "Check the address, and what stands between here and there.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_with_a_certificate_is_said_in_words() {
        for (error, word) in [
            (CertificateError::Expired, "has expired"),
            (CertificateError::NotValidYet, "not valid yet"),
            (CertificateError::NotValidForName, "not for host"),
            (CertificateError::UnknownIssuer, "nobody whom"),
            (CertificateError::Revoked, "revoked"),
            (CertificateError::BadSignature, "refused"),
        ] {
            let (message, remedy) = certificate_words(&error, "host");
            assert!(message.contains(word) && !remedy.is_empty(), "{message}");
        }
    }
}
