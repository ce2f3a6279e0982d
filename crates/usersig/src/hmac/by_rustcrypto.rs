//! By the RustCrypto crates, without C.

use hmac::{KeyInit as _, Mac as _};
use sha2::Sha256;

/// A key with the first blocks of both hashes done. Its state wipes itself on drop.
#[derive(Clone)]
pub(crate) struct Hmac(hmac::Hmac<Sha256>);

impl Hmac {
    pub(crate) fn new(key: &[u8]) -> Self {
        // Keys have any length, so this cannot fail.
        Self(hmac::Hmac::new_from_slice(key).expect("HMAC takes keys of any length"))
    }

    pub(crate) fn sign(&self, message: &[u8]) -> [u8; 32] {
        self.0
            .clone()
            .chain_update(message)
            .finalize()
            .into_bytes()
            .into()
    }

    /// Compares in constant time.
    #[cfg(feature = "verify")]
    pub(crate) fn has_signed(&self, message: &[u8], signature: &[u8; 32]) -> bool {
        self.0
            .clone()
            .chain_update(message)
            .verify(signature.into())
            .is_ok()
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_state_wipes_itself() {
        // `Hmac` is made of two of these and does not carry the marker itself.
        fn wipes<T: zeroize::ZeroizeOnDrop>() {}
        wipes::<sha2::Sha256>();
    }
}
