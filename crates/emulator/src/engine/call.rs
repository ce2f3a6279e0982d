//! A call that is in progress.

use std::fmt;
use std::sync::Arc;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::hand::Change;
use super::timers::TimerKey;

/// A UserID, shared by all that name it.
pub type UserId = Arc<str>;

/// The ID of a call: a UUID in lower case.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CallId(u128);

impl CallId {
    /// Makes an ID of 128 random bits.
    pub(crate) fn from_random(bits: u128) -> Self {
        let versioned = (bits & !(0xf << 76)) | (0x4 << 76);
        Self((versioned & !(0x3 << 62)) | (0x2 << 62))
    }

    /// Half of its random bits.
    pub(super) fn low_bits(self) -> u64 {
        u64::try_from(self.0 & u128::from(u64::MAX)).unwrap_or(0)
    }

    /// Reads an ID as this engine writes them; any other text is the ID of no call.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if bytes.len() != 36 {
            return None;
        }
        let mut value = 0_u128;
        for (index, &byte) in bytes.iter().enumerate() {
            let digit = match (index, byte) {
                (8 | 13 | 18 | 23, b'-') => continue,
                (8 | 13 | 18 | 23, _) => return None,
                (_, b'0'..=b'9') => byte - b'0',
                (_, b'a'..=b'f') => byte - b'a' + 10,
                _ => return None,
            };
            value = (value << 4) | u128::from(digit);
        }
        Some(Self(value))
    }
}

impl fmt::Display for CallId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let v = self.0;
        write!(
            f,
            "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
            v >> 96,
            (v >> 80) & 0xffff,
            (v >> 64) & 0xffff,
            (v >> 48) & 0xffff,
            v & 0xffff_ffff_ffff
        )
    }
}

impl fmt::Debug for CallId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for CallId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for CallId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom("not the ID of a call"))
    }
}

/// Whether a call has pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum MediaType {
    /// Pictures and sound.
    Video,
    /// Sound only.
    Audio,
}

impl MediaType {
    /// Reads the name without regard to case [C-2].
    pub fn parse(text: &str) -> Option<Self> {
        [("video", Self::Video), ("audio", Self::Audio)]
            .into_iter()
            .find(|(name, _)| text.eq_ignore_ascii_case(name))
            .map(|(_, media)| media)
    }
}

/// Whether two or more people take part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum CallType {
    /// One callee.
    SingleCall,
    /// Two or more callees.
    MultiCall,
}

impl CallType {
    /// Reads the name without regard to case.
    pub fn parse(text: &str) -> Option<Self> {
        [
            ("SingleCall", Self::SingleCall),
            ("MultiCall", Self::MultiCall),
        ]
        .into_iter()
        .find(|(name, _)| text.eq_ignore_ascii_case(name))
        .map(|(_, call_type)| call_type)
    }
}

/// Where a member stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Status {
    /// In the call.
    Calling,
    /// Invited; the phone rings.
    Waiting,
}

/// The room a call is held in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Room {
    /// Its name; empty if there is none.
    pub id: Arc<str>,
    /// 1 numeric, 2 text, 0 none.
    pub kind: u8,
}

/// Somebody who takes part in a call or is invited to.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Member {
    /// The user.
    pub user: UserId,
    /// Where he stands.
    pub status: Status,
    /// What his phone is going to do next.
    pub(crate) timer: Option<TimerKey>,
}

/// What the callees' phones show.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// Title of the push.
    pub title: Option<String>,
    /// Text of the push.
    pub text: Option<String>,
    /// Data of the caller.
    pub user_data: Option<String>,
}

/// A call that is in progress.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Call {
    /// Its ID.
    pub id: CallId,
    /// Who calls.
    pub caller: UserId,
    /// Everybody who was called, in the order of the request.
    pub callees: Arc<[UserId]>,
    /// Whether it has pictures.
    pub media: MediaType,
    /// Its room.
    pub room: Room,
    /// Who is left of it, the caller included.
    pub members: Vec<Member>,
    /// What the phones show.
    pub notice: Option<Box<Notice>>,
    /// When it began, in Unix milliseconds.
    pub started_at: u64,
    /// When the first callee answered.
    pub accepted_at: Option<u64>,
    pub(crate) ring_out: Option<TimerKey>,
    /// The departure that decides how an unanswered call ended.
    pub(crate) departure: Option<Change>,
    pub(crate) last_change: Option<Change>,
}

impl Call {
    /// Single or multi-person, by the number of callees.
    pub fn call_type(&self) -> CallType {
        if self.callees.len() > 1 {
            CallType::MultiCall
        } else {
            CallType::SingleCall
        }
    }

    /// Where a user stands, if he is a member.
    pub fn status(&self, user: &str) -> Option<Status> {
        self.members
            .iter()
            .find(|member| *member.user == *user)
            .map(|member| member.status)
    }

    pub(crate) fn member_mut(&mut self, user: &str) -> Option<&mut Member> {
        self.members.iter_mut().find(|member| *member.user == *user)
    }

    pub(crate) fn anybody_waiting(&self) -> bool {
        self.members
            .iter()
            .any(|member| member.status == Status::Waiting)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_id_is_a_version_4_uuid_and_reads_back() {
        let id = CallId::from_random(u128::MAX);
        let text = id.to_string();
        assert_eq!(text, "ffffffff-ffff-4fff-bfff-ffffffffffff");
        assert_eq!(CallId::parse(&text), Some(id));
    }

    #[test]
    fn a_text_the_engine_never_writes_is_no_call_id() {
        for text in [
            "",
            "FFFFFFFF-ffff-4fff-bfff-ffffffffffff",
            "ffffffff0ffff-4fff-bfff-ffffffffffff",
            "ffffffff-ffff-4fff-bfff-fffffffffff-",
            "ffffffff-ffff-4fff-bfff-fffffffffffff",
            "äffffff-ffff-4fff-bfff-ffffffffffff",
        ] {
            assert_eq!(CallId::parse(text), None, "{text}");
        }
    }
}
