//! HMAC-SHA256 by one of two libraries, with the same results.

#[cfg(feature = "ring")]
mod by_ring;
// With both only the tests look at the second.
#[cfg(all(feature = "rustcrypto", any(not(feature = "ring"), test)))]
mod by_rustcrypto;

#[cfg(feature = "ring")]
pub(crate) use by_ring::Hmac;
#[cfg(all(feature = "rustcrypto", not(feature = "ring")))]
pub(crate) use by_rustcrypto::Hmac;

#[cfg(test)]
mod tests {
    use super::Hmac;

    #[test]
    fn signs_as_rfc_4231_says() {
        // Test case 2, and 6 with a key that is longer than a block.
        let short = Hmac::new(b"Jefe").sign(b"what do ya want for nothing?");
        assert_eq!(short[..4], [0x5b, 0xdc, 0xc1, 0x46]);
        assert_eq!(short[28..], [0x64, 0xec, 0x38, 0x43]);
        let text = b"Test Using Larger Than Block-Size Key - Hash Key First";
        let long = Hmac::new(&[0xaa; 131]).sign(text);
        assert_eq!(long[..4], [0x60, 0xe4, 0x31, 0x59]);
        assert_eq!(long[28..], [0x0e, 0xe3, 0x7f, 0x54]);
    }

    #[cfg(all(feature = "ring", feature = "rustcrypto"))]
    #[test]
    fn both_libraries_sign_alike() {
        use super::{by_ring, by_rustcrypto};
        let bytes: Vec<u8> = (0..=u8::MAX).collect();
        for key in [1, 63, 64, 65, 256] {
            let (one, other) = (
                by_ring::Hmac::new(&bytes[..key]),
                by_rustcrypto::Hmac::new(&bytes[..key]),
            );
            for length in 0..bytes.len() {
                let message = &bytes[..length];
                let signature = one.sign(message);
                assert_eq!(signature, other.sign(message), "{key} {length}");
                #[cfg(feature = "verify")]
                assert!(other.has_signed(message, &signature), "{key} {length}");
            }
        }
    }

    #[cfg(feature = "verify")]
    #[test]
    fn a_signature_with_any_bit_changed_does_not_hold() {
        let hmac = Hmac::new(b"key");
        let signature = hmac.sign(b"text");
        assert!(hmac.has_signed(b"text", &signature));
        assert!(!hmac.has_signed(b"test", &signature));
        for bit in 0..256 {
            let mut changed = signature;
            changed[bit / 8] ^= 1 << (bit % 8);
            assert!(!hmac.has_signed(b"text", &changed), "{bit}");
        }
    }
}
