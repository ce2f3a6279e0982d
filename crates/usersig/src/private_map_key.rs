//! PrivateMapKey: the ticket for entering a room.

use std::fmt;
use std::ops::{BitOr, BitOrAssign};
use std::time::Duration;

use crate::key::SecretKey;
use crate::mint::{MintError, Terms};
use crate::ticket::Ticket;
use crate::userbuf;

/// Longest string room in bytes.
const ROOM_MAX: usize = 64;

/// A ticket for entering one room with certain privileges, needed only when advanced permission control is
/// switched on for the application (document 647/35157).
///
/// The text is a credential. It is wiped from memory on drop, `Debug` does not show it and there is no `Display`.
#[derive(Clone)]
pub struct PrivateMapKey {
    ticket: Ticket,
}

impl PrivateMapKey {
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

impl fmt::Debug for PrivateMapKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PrivateMapKey")
            .field("expires_at", &self.expires_at())
            .finish_non_exhaustive()
    }
}

impl SecretKey {
    /// Mints a [`PrivateMapKey`].
    ///
    /// `sdk_app_id`, `identifier`, `issued_at` and `life` are those of [`mint`](Self::mint). The moment of expiry
    /// inside the userbuf is `issued_at` + `life`. (The vendor's SDKs read the clock a second time for it and can
    /// be off by a second.)
    ///
    /// # Errors
    ///
    /// A value outside its range, see [`mint`](Self::mint) and [`Room`]; the [`MintError`] names the rule.
    pub fn mint_private_map_key(
        &self,
        sdk_app_id: u32,
        identifier: &str,
        issued_at: u64,
        life: Duration,
        room: &Room,
        privileges: Privileges,
    ) -> Result<PrivateMapKey, MintError> {
        let terms = Terms::new(sdk_app_id, identifier, issued_at, life)?;
        room.check()?;
        let userbuf = userbuf::encode(&terms, room, privileges);
        Ok(PrivateMapKey {
            ticket: terms.mint(self, Some(&userbuf)),
        })
    }
}

/// The room of a [`PrivateMapKey`].
///
/// The numeric room 123 and the string room "123" are two different rooms.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Room {
    /// A numeric room ID: 1 to 4294967294, preferably up to 2147483647 as some clients stop there.
    Numeric(u32),
    /// A string room ID: 1 to 64 bytes of letters, digits, space and ``!#$%&()+-:;<=.>?@[]^_{}|~,``.
    ///
    /// A decoded ticket can hold an empty one, made by the vendor's Node SDK for "no string room".
    Text(String),
}

impl Room {
    fn check(&self) -> Result<(), MintError> {
        match self {
            Self::Numeric(0 | u32::MAX) => Err(MintError::RoomNumber),
            Self::Numeric(_) => Ok(()),
            Self::Text(text) if text.is_empty() => Err(MintError::RoomEmpty),
            Self::Text(text) if text.len() > ROOM_MAX => {
                Err(MintError::RoomTooLong { bytes: text.len() })
            }
            Self::Text(text) => match text.bytes().position(|byte| !allowed_in_room(byte)) {
                Some(position) => Err(MintError::RoomCharacter { position }),
                None => Ok(()),
            },
        }
    }
}

fn allowed_in_room(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b" !#$%&()+-:;<=.>?@[]^_{}|~,".contains(&byte)
}

/// What the bearer of a [`PrivateMapKey`] may do in the room; a set of bits.
///
/// ```
/// use usersig::Privileges;
///
/// let watch = Privileges::ENTER_ROOM | Privileges::RECEIVE_AUDIO | Privileges::RECEIVE_VIDEO;
/// assert_eq!(watch.bits(), 42);
/// assert!(Privileges::ALL.contains(watch));
/// assert_eq!(format!("{watch:?}"), "ENTER_ROOM | RECEIVE_AUDIO | RECEIVE_VIDEO");
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Privileges(u32);

impl Privileges {
    /// No privilege at all.
    pub const NONE: Self = Self(0);
    /// Create the room (1).
    pub const CREATE_ROOM: Self = Self(1);
    /// Enter the room (2).
    pub const ENTER_ROOM: Self = Self(1 << 1);
    /// Send audio (4).
    pub const SEND_AUDIO: Self = Self(1 << 2);
    /// Receive audio (8).
    pub const RECEIVE_AUDIO: Self = Self(1 << 3);
    /// Send video (16).
    pub const SEND_VIDEO: Self = Self(1 << 4);
    /// Receive video (32).
    pub const RECEIVE_VIDEO: Self = Self(1 << 5);
    /// Send auxiliary video, that is the screen (64).
    pub const SEND_AUX_VIDEO: Self = Self(1 << 6);
    /// Receive auxiliary video, that is the screen (128; comments in the vendor's Python and Node code say 200).
    pub const RECEIVE_AUX_VIDEO: Self = Self(1 << 7);
    /// Everything (255).
    pub const ALL: Self = Self(0xFF);

    const NAMES: [(Self, &str); 8] = [
        (Self::CREATE_ROOM, "CREATE_ROOM"),
        (Self::ENTER_ROOM, "ENTER_ROOM"),
        (Self::SEND_AUDIO, "SEND_AUDIO"),
        (Self::RECEIVE_AUDIO, "RECEIVE_AUDIO"),
        (Self::SEND_VIDEO, "SEND_VIDEO"),
        (Self::RECEIVE_VIDEO, "RECEIVE_VIDEO"),
        (Self::SEND_AUX_VIDEO, "SEND_AUX_VIDEO"),
        (Self::RECEIVE_AUX_VIDEO, "RECEIVE_AUX_VIDEO"),
    ];

    /// The privilege map of this number. Bits without a name are kept.
    pub const fn from_bits(bits: u32) -> Self {
        Self(bits)
    }

    /// The number of this privilege map.
    pub const fn bits(self) -> u32 {
        self.0
    }

    /// Whether every privilege of `other` is in this set.
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

impl BitOr for Privileges {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOrAssign for Privileges {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

impl fmt::Debug for Privileges {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = "";
        for (privilege, name) in Self::NAMES {
            if self.contains(privilege) {
                write!(f, "{separator}{name}")?;
                separator = " | ";
            }
        }
        let unnamed = self.0 & !Self::ALL.0;
        if unnamed != 0 {
            write!(f, "{separator}{unnamed:#x}")?;
        } else if separator.is_empty() {
            f.write_str("NONE")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_room_has_89_allowed_characters() {
        assert_eq!(
            (0..=u8::MAX).filter(|&byte| allowed_in_room(byte)).count(),
            89
        );
    }

    #[test]
    fn the_named_privileges_are_disjoint_and_make_up_all() {
        let sum: u32 = Privileges::NAMES
            .iter()
            .map(|(privilege, _)| privilege.bits())
            .sum();
        assert_eq!(sum, 255);
        assert_eq!(Privileges::ALL.bits(), 255);
        assert_eq!(Privileges::RECEIVE_AUX_VIDEO.bits(), 128);
    }

    #[test]
    fn debug_names_every_bit() {
        assert_eq!(format!("{:?}", Privileges::NONE), "NONE");
        assert_eq!(
            format!("{:?}", Privileges::from_bits(0x101)),
            "CREATE_ROOM | 0x100"
        );
    }
}
