//! By `ring`, which comes with rustls.

use ring::hmac::{self, HMAC_SHA256, Key};

/// A key with the first blocks of both hashes done.
#[derive(Clone)]
pub(crate) struct Hmac(Key);

impl Hmac {
    pub(crate) fn new(key: &[u8]) -> Self {
        Self(Key::new(HMAC_SHA256, key))
    }

    pub(crate) fn sign(&self, message: &[u8]) -> [u8; 32] {
        let tag = hmac::sign(&self.0, message);
        let mut signature = [0; 32];
        signature.copy_from_slice(tag.as_ref());
        signature
    }

    /// Compares in constant time.
    #[cfg(feature = "verify")]
    pub(crate) fn has_signed(&self, message: &[u8], signature: &[u8; 32]) -> bool {
        hmac::verify(&self.0, message, signature).is_ok()
    }
}

/// ring does not wipe keys, so another one is written over it.
impl Drop for Hmac {
    fn drop(&mut self) {
        self.0 = Key::new(HMAC_SHA256, &[]);
        // Somebody might look, so the write is not left out.
        std::hint::black_box(&self.0);
    }
}
