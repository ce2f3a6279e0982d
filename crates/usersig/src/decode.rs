//! Decoding: from the text of a ticket to its values, without a key.

use std::error::Error;
use std::fmt;
use std::time::Duration;

use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_zlib_with_limit};
use serde_json::{Map, Value};
use zeroize::Zeroizing;

use crate::alphabet::{Fault, STANDARD, TICKET};

/// Longest text that is looked at. Real tickets have a few hundred characters.
const TEXT_MAX: usize = 8 * 1024;

/// Longest JSON that is inflated, against texts that expand without end.
const JSON_MAX: usize = 16 * 1024;

/// The values inside a ticket of either kind, **as claimed by whoever wrote it**: nothing of them is true before
/// [`SecretKey::verify`](crate::SecretKey::verify) said so.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Claims {
    /// `TLS.ver`, "2.0" from all known writers. The vendor's verifying code does not look at it.
    pub version: Option<String>,
    /// `TLS.identifier`, the UserID.
    pub identifier: String,
    /// `TLS.sdkappid`, the number of the application.
    pub sdk_app_id: u32,
    /// `TLS.time`, the moment of issue in Unix seconds.
    pub issued_at: u64,
    /// `TLS.expire`, the life in whole seconds from the moment of issue.
    pub life: Duration,
    /// `TLS.userbuf`, there in a PrivateMapKey; see [`UserBuf::parse`](crate::UserBuf::parse).
    pub userbuf: Option<Vec<u8>>,
    /// `TLS.sig`, the HMAC-SHA256. Together with the other values it makes up the ticket, so it is a secret.
    pub signature: [u8; 32],
}

impl Claims {
    /// Decodes the text of a ticket, from any writer: the order of the members, white space, unknown members and
    /// the compression level do not matter.
    ///
    /// The text has to be free of percent-encoding. A text of over 8 KiB or one that inflates to over 16 KiB is
    /// refused. Bytes after the end of the zlib stream are passed over, as zlib readers do.
    ///
    /// # Errors
    ///
    /// The [`DecodeError`] says at which layer the text stopped making sense.
    pub fn decode(text: &str) -> Result<Self, DecodeError> {
        if text.len() > TEXT_MAX {
            return Err(DecodeError::TooLong { bytes: text.len() });
        }
        let zlib = Zeroizing::new(
            TICKET
                .decode(text.as_bytes())
                .map_err(|fault| match fault {
                    Fault::Character(position) => DecodeError::Alphabet { position },
                    Fault::Length => DecodeError::CutOff,
                })?,
        );
        let json = match decompress_to_vec_zlib_with_limit(&zlib, JSON_MAX) {
            Ok(json) => Zeroizing::new(json),
            Err(error) if error.status == TINFLStatus::HasMoreOutput => {
                return Err(DecodeError::TooLarge);
            }
            Err(_) => return Err(DecodeError::Zlib),
        };
        let members: Map<String, Value> =
            serde_json::from_slice(&json).map_err(|_| DecodeError::Json)?;
        Self::from_members(Members(members))
    }

    fn from_members(mut members: Members) -> Result<Self, DecodeError> {
        Ok(Self {
            version: members.optional_text("TLS.ver")?,
            identifier: members.text("TLS.identifier")?,
            sdk_app_id: members.number("TLS.sdkappid")?,
            issued_at: members.number("TLS.time")?,
            life: Duration::from_secs(members.number("TLS.expire")?),
            userbuf: match members.optional_text("TLS.userbuf")? {
                Some(text) => Some(base64(&text, "TLS.userbuf")?),
                None => None,
            },
            signature: {
                let bytes = Zeroizing::new(base64(
                    &Zeroizing::new(members.text("TLS.sig")?),
                    "TLS.sig",
                )?);
                bytes
                    .as_slice()
                    .try_into()
                    .map_err(|_| DecodeError::Field("TLS.sig"))?
            },
        })
    }

    /// The last second the ticket is valid in, in Unix seconds.
    pub fn expires_at(&self) -> u64 {
        self.issued_at.saturating_add(self.life.as_secs())
    }
}

/// Without the signature, which would make the output a credential.
impl fmt::Debug for Claims {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Claims")
            .field("version", &self.version)
            .field("identifier", &self.identifier)
            .field("sdk_app_id", &self.sdk_app_id)
            .field("issued_at", &self.issued_at)
            .field("life", &self.life)
            .field("userbuf", &self.userbuf)
            .finish_non_exhaustive()
    }
}

/// The members of the JSON object. A `null` counts as absent.
struct Members(Map<String, Value>);

impl Members {
    fn take(&mut self, name: &'static str) -> Option<Value> {
        self.0.remove(name).filter(|value| !value.is_null())
    }

    fn optional_text(&mut self, name: &'static str) -> Result<Option<String>, DecodeError> {
        match self.take(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(DecodeError::Field(name)),
        }
    }

    fn text(&mut self, name: &'static str) -> Result<String, DecodeError> {
        self.optional_text(name)?
            .ok_or(DecodeError::MissingField(name))
    }

    fn number<T: TryFrom<u64>>(&mut self, name: &'static str) -> Result<T, DecodeError> {
        let value = self.take(name).ok_or(DecodeError::MissingField(name))?;
        value
            .as_u64()
            .and_then(|number| T::try_from(number).ok())
            .ok_or(DecodeError::Field(name))
    }
}

fn base64(text: &str, name: &'static str) -> Result<Vec<u8>, DecodeError> {
    STANDARD
        .decode(text.as_bytes())
        .map_err(|_| DecodeError::Field(name))
}

/// Why a text is not a ticket.
///
/// Neither the error nor its text contains a part of the ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum DecodeError {
    /// The text has over 8 KiB.
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// The text has a character outside of `A-Z a-z 0-9 * - _`, as when it is still percent-encoded or came in
    /// another base64 alphabet.
    Alphabet {
        /// Where, counted in bytes from 0.
        position: usize,
    },
    /// The text does not end as base64 ends. Often it was cut off.
    CutOff,
    /// The bytes are not a zlib stream, it ends too early, or its checksum is wrong.
    Zlib,
    /// The zlib stream inflates to over 16 KiB.
    TooLarge,
    /// The inflated bytes are not a JSON object in UTF-8.
    Json,
    /// The JSON lacks this member.
    MissingField(&'static str),
    /// This member of the JSON has a wrong type, is out of range, or is not the base64 it should be.
    Field(&'static str),
}

impl DecodeError {
    /// The code the service is likely to answer with: 70003, "UserSig is invalid, often cut off" (documents
    /// 1047/34348 and 269/1671). Which code belongs to which fault is not documented.
    pub fn code(&self) -> u32 {
        70003
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong { bytes } => {
                write!(f, "the ticket has {bytes} bytes, {TEXT_MAX} are accepted")
            }
            Self::Alphabet { position } => write!(
                f,
                "byte {position} of the ticket is not in its base64 alphabet (letters, digits, '*', '-', '_'); \
                 is it still percent-encoded?"
            ),
            Self::CutOff => f.write_str("the ticket does not end as base64 ends; was it cut off?"),
            Self::Zlib => f.write_str("the ticket is not an intact zlib stream inside"),
            Self::TooLarge => write!(f, "the ticket inflates to over {JSON_MAX} bytes"),
            Self::Json => f.write_str("the ticket is not a JSON object inside"),
            Self::MissingField(name) => write!(f, "the ticket lacks {name}"),
            Self::Field(name) => write!(f, "{name} of the ticket has a wrong type or value"),
        }
    }
}

impl Error for DecodeError {}
