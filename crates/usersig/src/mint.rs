//! Minting: from the values to the text of a ticket.

use std::error::Error;
use std::fmt;
use std::time::Duration;

use zeroize::Zeroizing;

use crate::alphabet::STANDARD;
use crate::key::SecretKey;
use crate::signing::Signed;
use crate::ticket::{self, Ticket};

/// 180 days, the life the vendor's SDKs give a ticket unless told otherwise.
///
/// For REST calls about two months are advised, and 24 hours at least in general (document 1047/34348, code
/// 70001).
pub const DEFAULT_LIFE: Duration = Duration::from_secs(180 * 86_400);

/// Ten years of 365 days, the longest life minting accepts (document 1047/34456).
///
/// Another document (269/2660) allows 50 years. Stay well below either.
pub const MAX_LIFE: Duration = Duration::from_secs(10 * 365 * 86_400);

/// Longest UserID in bytes.
const IDENTIFIER_MAX: usize = 32;

/// A ticket that lets its bearer act as one UserID of one application.
///
/// The text is a credential. It is wiped from memory on drop, `Debug` does not show it and there is no `Display`.
#[derive(Clone)]
pub struct UserSig {
    ticket: Ticket,
}

impl UserSig {
    /// The text of the ticket: **a secret**, to be sent to the service and written nowhere else.
    ///
    /// It consists of `A-Z a-z 0-9 * - _`, so it stands in a URL query as it is.
    pub fn expose(&self) -> &str {
        &self.ticket.text
    }

    /// The last second the ticket is valid in, in Unix seconds.
    pub fn expires_at(&self) -> u64 {
        self.ticket.expires_at
    }
}

impl fmt::Debug for UserSig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UserSig")
            .field("expires_at", &self.expires_at())
            .finish_non_exhaustive()
    }
}

impl SecretKey {
    /// Mints a [`UserSig`].
    ///
    /// * `sdk_app_id`: the number of the application.
    /// * `identifier`: the UserID, 1 to 32 bytes of printable ASCII. Letters, digits, `_` and `-` are what every
    ///   document allows (1047/34385); the rest rests on an older one (269/1671). Upper and lower case differ.
    /// * `issued_at`: now, in Unix seconds. A clock that is wrong by more than the life makes tickets that are
    ///   expired from the start.
    /// * `life`: 1 second to [`MAX_LIFE`]; a fraction of a second is dropped.
    ///
    /// # Errors
    ///
    /// A value outside its range; the [`MintError`] names the rule.
    pub fn mint(
        &self,
        sdk_app_id: u32,
        identifier: &str,
        issued_at: u64,
        life: Duration,
    ) -> Result<UserSig, MintError> {
        let terms = Terms::new(sdk_app_id, identifier, issued_at, life)?;
        Ok(UserSig {
            ticket: terms.mint(self, None),
        })
    }
}

/// Checked values of a ticket.
pub(crate) struct Terms<'a> {
    pub(crate) sdk_app_id: u32,
    pub(crate) identifier: &'a str,
    issued_at: u64,
    life: u64,
    pub(crate) expires_at: u32,
}

impl<'a> Terms<'a> {
    pub(crate) fn new(
        sdk_app_id: u32,
        identifier: &'a str,
        issued_at: u64,
        life: Duration,
    ) -> Result<Self, MintError> {
        if identifier.is_empty() {
            return Err(MintError::IdentifierEmpty);
        }
        if identifier.len() > IDENTIFIER_MAX {
            return Err(MintError::IdentifierTooLong {
                bytes: identifier.len(),
            });
        }
        if let Some(position) = identifier.bytes().position(|b| !matches!(b, 0x20..=0x7E)) {
            return Err(MintError::IdentifierCharacter { position });
        }
        let life = life.as_secs();
        if !(1..=MAX_LIFE.as_secs()).contains(&life) {
            return Err(MintError::Life { seconds: life });
        }
        let expires_at = issued_at
            .checked_add(life)
            .and_then(|moment| u32::try_from(moment).ok())
            .ok_or(MintError::Moment { issued_at })?;
        Ok(Self {
            sdk_app_id,
            identifier,
            issued_at,
            life,
            expires_at,
        })
    }

    pub(crate) fn mint(&self, key: &SecretKey, userbuf: Option<&[u8]>) -> Ticket {
        let userbuf = userbuf.map(|bytes| STANDARD.encode(bytes));
        let signed = Signed {
            identifier: self.identifier,
            sdk_app_id: self.sdk_app_id,
            time: self.issued_at,
            expire: self.life,
            userbuf: userbuf.as_deref(),
        };
        let signature = Zeroizing::new(key.sign(&signed.text()));
        Ticket {
            text: ticket::text(&signed, &signature),
            expires_at: u64::from(self.expires_at),
        }
    }
}

/// Why a ticket cannot be minted.
///
/// The text names the rule that was broken and never contains the value.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum MintError {
    /// The identifier is empty.
    IdentifierEmpty,
    /// The identifier has more than 32 bytes.
    IdentifierTooLong {
        /// Its length.
        bytes: usize,
    },
    /// The identifier has a byte that is not printable ASCII (0x20 to 0x7E).
    IdentifierCharacter {
        /// Where, counted in bytes from 0.
        position: usize,
    },
    /// The life is under a second or over [`MAX_LIFE`].
    Life {
        /// Whole seconds of the life asked for.
        seconds: u64,
    },
    /// The moment of expiry does not fit into 32 bits of Unix seconds, as when milliseconds were passed.
    Moment {
        /// The moment of issue asked for.
        issued_at: u64,
    },
    /// The number of the room is not in 1 to 4294967294.
    RoomNumber,
    /// The string room is empty. For a numeric room use [`Room::Numeric`](crate::Room::Numeric).
    RoomEmpty,
    /// The string room has more than 64 bytes.
    RoomTooLong {
        /// Its length.
        bytes: usize,
    },
    /// The string room has a character that is not allowed there.
    RoomCharacter {
        /// Where, counted in bytes from 0.
        position: usize,
    },
}

impl fmt::Display for MintError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::IdentifierEmpty => f.write_str("the identifier must not be empty"),
            Self::IdentifierTooLong { bytes } => {
                write!(
                    f,
                    "the identifier may have 32 bytes at most, this one has {bytes}"
                )
            }
            Self::IdentifierCharacter { position } => {
                write!(
                    f,
                    "the identifier must be printable ASCII, its byte {position} is not"
                )
            }
            Self::Life { seconds } => {
                let max = MAX_LIFE.as_secs();
                write!(f, "the life must be 1 to {max} seconds, not {seconds}")
            }
            Self::Moment { issued_at } => write!(
                f,
                "the expiry must be at most {} in Unix seconds, the issue was given as {issued_at}; \
                 are these milliseconds?",
                u32::MAX
            ),
            Self::RoomNumber => f.write_str("a numeric room must be 1 to 4294967294"),
            Self::RoomEmpty => f.write_str("a string room must not be empty"),
            Self::RoomTooLong { bytes } => {
                write!(
                    f,
                    "a string room may have 64 bytes at most, this one has {bytes}"
                )
            }
            Self::RoomCharacter { position } => write!(
                f,
                "a string room may have letters, digits, space and !#$%&()+-:;<=.>?@[]^_{{}}|~, \
                 only, its byte {position} is none of these"
            ),
        }
    }
}

impl Error for MintError {}
