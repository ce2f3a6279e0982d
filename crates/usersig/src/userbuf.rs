//! The userbuf of a PrivateMapKey: room, expiry and privileges in a fixed layout, all numbers big-endian.

use crate::mint::Terms;
use crate::private_map_key::{Privileges, Room};

/// The account type; the only one in use.
const ACCOUNT_TYPE: u32 = 0;

/// Writes the layout. The identifier and the room have been checked and are short.
pub(crate) fn encode(terms: &Terms<'_>, room: &Room, privileges: Privileges) -> Vec<u8> {
    let (version, number, text) = match room {
        Room::Numeric(number) => (0, *number, None),
        Room::Text(text) => (1, 0, Some(text)),
    };
    let mut bytes = Vec::with_capacity(25 + terms.identifier.len() + text.map_or(0, String::len));
    bytes.push(version);
    push_text(&mut bytes, terms.identifier);
    bytes.extend_from_slice(&terms.sdk_app_id.to_be_bytes());
    bytes.extend_from_slice(&number.to_be_bytes());
    bytes.extend_from_slice(&terms.expires_at.to_be_bytes());
    bytes.extend_from_slice(&privileges.bits().to_be_bytes());
    bytes.extend_from_slice(&ACCOUNT_TYPE.to_be_bytes());
    if let Some(text) = text {
        push_text(&mut bytes, text);
    }
    bytes
}

/// Appends the length in two bytes, then the text.
fn push_text(bytes: &mut Vec<u8>, text: &str) {
    let [.., high, low] = text.len().to_be_bytes();
    bytes.extend_from_slice(&[high, low]);
    bytes.extend_from_slice(text.as_bytes());
}

#[cfg(feature = "verify")]
pub use parse::{UserBuf, UserBufError};

#[cfg(feature = "verify")]
mod parse {
    use std::error::Error;
    use std::fmt;

    use crate::private_map_key::{Privileges, Room};

    /// The userbuf of a [`PrivateMapKey`](crate::PrivateMapKey), taken apart.
    ///
    /// ```
    /// use std::time::Duration;
    /// use usersig::{Claims, Privileges, Room, SecretKey, UserBuf};
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let key = SecretKey::new("5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e")?;
    /// let hour = Duration::from_secs(3600);
    /// let ticket =
    ///     key.mint_private_map_key(1_400_000_000, "xiaojun", 1_700_000_000, hour, &Room::Numeric(7), Privileges::ALL)?;
    ///
    /// let claims = Claims::decode(ticket.expose())?;
    /// let userbuf = UserBuf::parse(claims.userbuf.as_deref().unwrap_or_default())?;
    /// assert_eq!(userbuf.room, Room::Numeric(7));
    /// assert_eq!(userbuf.expires_at, 1_700_003_600);
    /// # Ok(())
    /// # }
    /// ```
    #[derive(Debug, Clone, PartialEq, Eq)]
    #[non_exhaustive]
    pub struct UserBuf {
        /// The UserID.
        pub account: String,
        /// The number of the application.
        pub sdk_app_id: u32,
        /// The room; the version byte of the layout says of which kind.
        pub room: Room,
        /// The moment of expiry in Unix seconds. It can differ by a second from what the ticket around it says.
        pub expires_at: u64,
        /// What the bearer may do in the room.
        pub privileges: Privileges,
        /// The account type, 0 in all known tickets.
        pub account_type: u32,
    }

    impl UserBuf {
        /// Takes a userbuf apart.
        ///
        /// # Errors
        ///
        /// Bytes in another layout; the [`UserBufError`] says where they depart from it.
        pub fn parse(bytes: &[u8]) -> Result<Self, UserBufError> {
            let mut rest = Rest(bytes);
            let [version] = rest.array()?;
            if version > 1 {
                return Err(UserBufError::Version(version));
            }
            let account = rest.text()?;
            let sdk_app_id = rest.number()?;
            let number = rest.number()?;
            let expires_at = u64::from(rest.number()?);
            let privileges = Privileges::from_bits(rest.number()?);
            let account_type = rest.number()?;
            let room = match (version, number) {
                (0, number) => Room::Numeric(number),
                (_, 0) => Room::Text(rest.text()?),
                _ => return Err(UserBufError::TwoRooms),
            };
            if !rest.0.is_empty() {
                return Err(UserBufError::TooLong);
            }
            Ok(Self {
                account,
                sdk_app_id,
                room,
                expires_at,
                privileges,
                account_type,
            })
        }
    }

    /// What is still to be read.
    struct Rest<'a>(&'a [u8]);

    impl Rest<'_> {
        fn array<const N: usize>(&mut self) -> Result<[u8; N], UserBufError> {
            let (array, rest) = self.0.split_first_chunk().ok_or(UserBufError::TooShort)?;
            self.0 = rest;
            Ok(*array)
        }

        fn number(&mut self) -> Result<u32, UserBufError> {
            self.array().map(u32::from_be_bytes)
        }

        fn text(&mut self) -> Result<String, UserBufError> {
            let length = usize::from(u16::from_be_bytes(self.array()?));
            let (text, rest) = self
                .0
                .split_at_checked(length)
                .ok_or(UserBufError::TooShort)?;
            self.0 = rest;
            let text = str::from_utf8(text).map_err(|_| UserBufError::NotText)?;
            Ok(text.to_owned())
        }
    }

    /// Why bytes are not the userbuf of a PrivateMapKey.
    #[derive(Debug, Clone, PartialEq, Eq)]
    #[non_exhaustive]
    pub enum UserBufError {
        /// The version byte is neither 0 nor 1.
        Version(u8),
        /// The bytes end too early.
        TooShort,
        /// There are bytes after the end.
        TooLong,
        /// The account or the string room is not UTF-8.
        NotText,
        /// There are a numeric and a string room.
        TwoRooms,
    }

    impl fmt::Display for UserBufError {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            match self {
                Self::Version(version) => {
                    write!(f, "the userbuf has version {version}, not 0 or 1")
                }
                Self::TooShort => f.write_str("the userbuf ends too early"),
                Self::TooLong => f.write_str("the userbuf has bytes after its end"),
                Self::NotText => f.write_str("a text inside the userbuf is not UTF-8"),
                Self::TwoRooms => f.write_str("the userbuf has both a numeric and a string room"),
            }
        }
    }

    impl Error for UserBufError {}
}
