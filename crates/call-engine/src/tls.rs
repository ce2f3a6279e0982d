//! TLS for this client alone: the process-wide default of rustls is never touched.
//!
//! With both features rustls is used.

#[cfg(all(feature = "native-tls", not(feature = "rustls")))]
pub(crate) use native::set_up;
#[cfg(not(any(feature = "rustls", feature = "native-tls")))]
pub(crate) use none::set_up;
#[cfg(feature = "rustls")]
pub(crate) use with_rustls::set_up;

#[cfg(feature = "rustls")]
mod with_rustls {
    use std::sync::Arc;

    use rustls::crypto::ring;
    use rustls::pki_types::CertificateDer;
    use rustls::pki_types::pem::PemObject as _;
    use rustls::{ClientConfig, RootCertStore};
    use rustls_platform_verifier::BuilderVerifierExt as _;

    /// rustls with ring; certificates are checked by the operating system's rules.
    pub(crate) fn set_up(
        http: reqwest::ClientBuilder,
        https: bool,
        roots: &[Vec<u8>],
    ) -> Result<reqwest::ClientBuilder, String> {
        let roots = certificates(roots)?;
        let wrong = |error: rustls::Error| format!("TLS cannot be set up: {error}");
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(wrong)?;
        let config = if !https {
            // Trusts nobody, so that no certificates need to be read.
            config.with_root_certificates(RootCertStore::empty())
        } else if roots.is_empty() {
            config.with_platform_verifier().map_err(wrong)?
        } else {
            with_roots(config, roots).map_err(wrong)?
        };
        Ok(http.tls_backend_preconfigured(config.with_no_client_auth()))
    }

    type Builder<State> = rustls::ConfigBuilder<ClientConfig, State>;

    #[cfg(not(target_os = "android"))]
    fn with_roots(
        config: Builder<rustls::WantsVerifier>,
        roots: Vec<CertificateDer<'static>>,
    ) -> Result<Builder<rustls::client::WantsClientCert>, rustls::Error> {
        let provider = Arc::clone(config.crypto_provider());
        let verifier = rustls_platform_verifier::Verifier::new_with_extra_roots(roots, provider)?;
        Ok(config
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(verifier)))
    }

    #[cfg(target_os = "android")]
    fn with_roots(
        _: Builder<rustls::WantsVerifier>,
        _: Vec<CertificateDer<'static>>,
    ) -> Result<Builder<rustls::client::WantsClientCert>, rustls::Error> {
        let message =
            "on Android certificates are added in the app's network security configuration";
        Err(rustls::Error::General(message.to_owned()))
    }

    fn certificates(texts: &[Vec<u8>]) -> Result<Vec<CertificateDer<'static>>, String> {
        let mut all = Vec::new();
        for text in texts {
            let before = all.len();
            for (number, found) in (1..).zip(CertificateDer::pem_slice_iter(text)) {
                let wrong = |why: &dyn std::fmt::Display| {
                    format!("the root certificate: number {number} of the PEM text: {why}")
                };
                let certificate = found.map_err(|error| wrong(&error))?;
                let checked = RootCertStore::empty().add(certificate.clone());
                checked.map_err(|error| wrong(&error))?;
                all.push(certificate);
            }
            if all.len() == before {
                return Err("the root certificate: the PEM text holds none".to_owned());
            }
        }
        Ok(all)
    }
}

#[cfg(all(feature = "native-tls", not(feature = "rustls")))]
mod native {
    use reqwest::Certificate;

    /// The TLS of the operating system.
    pub(crate) fn set_up(
        http: reqwest::ClientBuilder,
        _https: bool,
        roots: &[Vec<u8>],
    ) -> Result<reqwest::ClientBuilder, String> {
        let mut all = Vec::new();
        for text in roots {
            let found = Certificate::from_pem_bundle(text).map_err(|error| {
                format!("the root certificate: {}", crate::received::causes(&error))
            })?;
            if found.is_empty() {
                return Err("the root certificate: the PEM text holds none".to_owned());
            }
            all.extend(found);
        }
        Ok(http.tls_backend_native().tls_certs_merge(all))
    }
}

#[cfg(not(any(feature = "rustls", feature = "native-tls")))]
mod none {
    /// Plain http only.
    pub(crate) fn set_up(
        http: reqwest::ClientBuilder,
        https: bool,
        roots: &[Vec<u8>],
    ) -> Result<reqwest::ClientBuilder, String> {
        let needs = |what: &str| {
            format!("{what} needs the feature `rustls` or `native-tls` of call-engine")
        };
        if https {
            return Err(needs("https"));
        }
        if !roots.is_empty() {
            return Err(needs("a root certificate"));
        }
        Ok(http)
    }
}
