//! The secret key of an application.

use std::error::Error;
use std::fmt;
use std::str::FromStr;

use crate::hmac::Hmac;

/// The secret key of an application, ready for minting and verifying.
///
/// Only the HMAC state derived from the key is kept, not its text, and it is wiped from memory on drop. Cloning is
/// cheap; one key can be shared by all threads.
///
/// ```
/// use usersig::SecretKey;
///
/// let key: SecretKey = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e".parse()?;
/// assert_eq!(format!("{key:?}"), "SecretKey(..)");
/// # Ok::<(), usersig::InvalidKey>(())
/// ```
#[derive(Clone)]
pub struct SecretKey {
    hmac: Hmac,
}

impl SecretKey {
    /// Takes the key as the console shows it.
    ///
    /// The characters themselves are the HMAC key: although they look like 64 hex digits, they are not decoded.
    /// (Any other text without white space is taken too, as test doubles of the service have keys of their own.)
    ///
    /// # Errors
    ///
    /// An empty text, and one with white space or control characters, such as the line end of a file. They would
    /// give tickets that are refused much later, with a code that says nothing about the cause (70009).
    pub fn new(text: &str) -> Result<Self, InvalidKey> {
        if text.is_empty() {
            return Err(InvalidKey { empty: true });
        }
        if text.contains(|c: char| c.is_whitespace() || c.is_control()) {
            return Err(InvalidKey { empty: false });
        }
        Ok(Self {
            hmac: Hmac::new(text.as_bytes()),
        })
    }

    /// The HMAC-SHA256 of `message`.
    pub(crate) fn sign(&self, message: &[u8]) -> [u8; 32] {
        self.hmac.sign(message)
    }

    /// Whether `signature` is the HMAC-SHA256 of `message`, compared in constant time.
    #[cfg(feature = "verify")]
    pub(crate) fn has_signed(&self, message: &[u8], signature: &[u8; 32]) -> bool {
        self.hmac.has_signed(message, signature)
    }
}

impl FromStr for SecretKey {
    type Err = InvalidKey;

    fn from_str(text: &str) -> Result<Self, InvalidKey> {
        Self::new(text)
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey(..)")
    }
}

/// A text that cannot be a secret key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidKey {
    empty: bool,
}

impl fmt::Display for InvalidKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.empty {
            "the secret key is empty"
        } else {
            "the secret key contains white space or control characters; is there a line end after it?"
        })
    }
}

impl Error for InvalidKey {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_with_a_line_end_is_refused() {
        for text in ["", "abc\n", " abc", "a b", "abc\u{0}", "abc\u{a0}"] {
            assert!(SecretKey::new(text).is_err(), "{text:?}");
        }
    }
}
