//! A certificate and its key.

use rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// What a server shows and what proves that it may. It has no `Debug`, for it holds a key.
pub(super) struct Identity {
    /// The certificate, and those that lead to its authority.
    pub(super) chain: Vec<CertificateDer<'static>>,
    pub(super) key: PrivateKeyDer<'static>,
}
