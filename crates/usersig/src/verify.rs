//! Verifying: whether a ticket holds for one request.

use std::error::Error;
use std::fmt;
use std::time::Duration;

use crate::alphabet::STANDARD;
use crate::decode::{Claims, DecodeError};
use crate::key::SecretKey;
use crate::signing::Signed;

/// What a ticket is held against.
///
/// ```
/// use std::time::Duration;
/// use usersig::{Expected, UserBufRule};
///
/// let expected = Expected::new(1_400_000_000, "xiaojun", 1_700_000_000)
///     .userbuf(UserBufRule::Present)
///     .allowed_skew(Duration::from_secs(300));
/// # let _ = expected;
/// ```
#[derive(Debug, Clone)]
pub struct Expected<'a> {
    sdk_app_id: u32,
    identifier: &'a str,
    now: u64,
    userbuf: UserBufRule<'a>,
    allowed_skew: Option<Duration>,
}

impl<'a> Expected<'a> {
    /// The application and UserID of the request, and the time in Unix seconds.
    ///
    /// A userbuf is refused and the moment of issue not looked at, unless the methods below say otherwise.
    pub fn new(sdk_app_id: u32, identifier: &'a str, now: u64) -> Self {
        Self {
            sdk_app_id,
            identifier,
            now,
            userbuf: UserBufRule::Absent,
            allowed_skew: None,
        }
    }

    /// Sets what userbuf the ticket must have.
    pub fn userbuf(mut self, rule: UserBufRule<'a>) -> Self {
        self.userbuf = rule;
        self
    }

    /// Refuses tickets issued more than this after now, that is by a clock further ahead than allowed.
    ///
    /// Without it the moment of issue may lie in the future, as in the vendor's code; whether the service refuses
    /// that is undocumented. The moment of expiry is exact in either case.
    pub fn allowed_skew(mut self, skew: Duration) -> Self {
        self.allowed_skew = Some(skew);
        self
    }
}

/// What userbuf a ticket must have.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum UserBufRule<'a> {
    /// None: a plain UserSig.
    #[default]
    Absent,
    /// Any: a PrivateMapKey, to be looked at afterwards with [`UserBuf::parse`](crate::UserBuf::parse).
    Present,
    /// Exactly these bytes.
    Exactly(&'a [u8]),
}

impl SecretKey {
    /// Decodes a ticket and checks, in this order: the application, the identifier, the expiry (the second of
    /// expiry itself is still valid), the moment of issue if [`Expected::allowed_skew`] is set, the userbuf, and
    /// the signature, in constant time. Returns what the ticket says.
    ///
    /// The service also wants the account of a REST call to be an administrator, which no ticket tells.
    ///
    /// # Errors
    ///
    /// The first check that failed.
    pub fn verify(&self, text: &str, expected: &Expected<'_>) -> Result<Claims, VerifyError> {
        let claims = Claims::decode(text)?;
        self.verify_claims(&claims, expected)?;
        Ok(claims)
    }

    /// As [`verify`](Self::verify), for a ticket that is decoded already.
    ///
    /// # Errors
    ///
    /// The first check that failed.
    pub fn verify_claims(
        &self,
        claims: &Claims,
        expected: &Expected<'_>,
    ) -> Result<(), VerifyError> {
        if claims.sdk_app_id != expected.sdk_app_id {
            return Err(VerifyError::SdkAppId {
                ticket: claims.sdk_app_id,
                expected: expected.sdk_app_id,
            });
        }
        if claims.identifier != expected.identifier {
            return Err(VerifyError::Identifier);
        }
        let now = expected.now;
        if now > claims.expires_at() {
            return Err(VerifyError::Expired {
                at: claims.expires_at(),
                now,
            });
        }
        if let Some(skew) = expected.allowed_skew
            && claims.issued_at > now.saturating_add(skew.as_secs())
        {
            return Err(VerifyError::NotYetValid {
                issued_at: claims.issued_at,
                now,
            });
        }
        check_userbuf(claims.userbuf.as_deref(), expected.userbuf)?;
        if self.has_signed(&signed_text(claims), &claims.signature) {
            Ok(())
        } else {
            Err(VerifyError::Signature)
        }
    }
}

fn check_userbuf(userbuf: Option<&[u8]>, rule: UserBufRule<'_>) -> Result<(), VerifyError> {
    match (rule, userbuf) {
        (UserBufRule::Absent, None) | (UserBufRule::Present, Some(_)) => Ok(()),
        (UserBufRule::Absent, Some(_)) => Err(VerifyError::UserBufUnexpected),
        (UserBufRule::Present | UserBufRule::Exactly(_), None) => Err(VerifyError::UserBufMissing),
        (UserBufRule::Exactly(wanted), Some(found)) if wanted == found => Ok(()),
        (UserBufRule::Exactly(_), Some(_)) => Err(VerifyError::UserBufDifferent),
    }
}

fn signed_text(claims: &Claims) -> Vec<u8> {
    let userbuf = claims.userbuf.as_ref().map(|bytes| STANDARD.encode(bytes));
    let signed = Signed {
        identifier: &claims.identifier,
        sdk_app_id: claims.sdk_app_id,
        time: claims.issued_at,
        expire: claims.life.as_secs(),
        userbuf: userbuf.as_deref(),
    };
    signed.text()
}

/// Which check a ticket failed.
///
/// Neither the error nor its text contains a part of the ticket or of the key, nor an identifier.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum VerifyError {
    /// The text is not a ticket.
    Decode(DecodeError),
    /// The ticket is for another application.
    SdkAppId {
        /// The application in the ticket.
        ticket: u32,
        /// The application of the request.
        expected: u32,
    },
    /// The ticket is for another UserID. Upper and lower case differ.
    Identifier,
    /// The ticket was valid and is no longer.
    Expired {
        /// The last second it was valid in, in Unix seconds.
        at: u64,
        /// The time it was checked at.
        now: u64,
    },
    /// The ticket was issued further in the future than [`Expected::allowed_skew`] allows.
    NotYetValid {
        /// The moment of issue, in Unix seconds.
        issued_at: u64,
        /// The time it was checked at.
        now: u64,
    },
    /// The ticket has no userbuf and should have one: a UserSig in place of a PrivateMapKey.
    UserBufMissing,
    /// The ticket has a userbuf and should have none: a PrivateMapKey in place of a UserSig.
    UserBufUnexpected,
    /// The ticket has another userbuf.
    UserBufDifferent,
    /// The signature is not that of this key. Most probably the ticket was made with another key.
    Signature,
}

impl VerifyError {
    /// The code the service is likely to answer with (documents 1047/34348 and 269/1671).
    ///
    /// | Code | Check |
    /// | --- | --- |
    /// | 70001 | expired |
    /// | 70003 | not a ticket, issued in the future, userbuf |
    /// | 70009 | signature |
    /// | 70013 | identifier |
    /// | 70014 | application |
    ///
    /// The documents explain the codes, but do not say which fault gives which; the mapping is inferred.
    pub fn code(&self) -> u32 {
        match self {
            Self::Decode(error) => error.code(),
            Self::SdkAppId { .. } => 70014,
            Self::Identifier => 70013,
            Self::Expired { .. } => 70001,
            Self::NotYetValid { .. }
            | Self::UserBufMissing
            | Self::UserBufUnexpected
            | Self::UserBufDifferent => 70003,
            Self::Signature => 70009,
        }
    }
}

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Decode(_) => f.write_str("the ticket cannot be decoded"),
            Self::SdkAppId { ticket, expected } => {
                write!(
                    f,
                    "the ticket is for application {ticket}, the request for {expected}"
                )
            }
            Self::Identifier => {
                f.write_str("the ticket is for another identifier than the request")
            }
            Self::Expired { at, now } => {
                write!(
                    f,
                    "the ticket expired at {at} (Unix seconds), it is {now} now"
                )
            }
            Self::NotYetValid { issued_at, now } => {
                write!(
                    f,
                    "the ticket was issued in the future, at {issued_at} (Unix seconds), it is {now} now"
                )
            }
            Self::UserBufMissing => {
                f.write_str("the ticket has no userbuf, so it is not a PrivateMapKey")
            }
            Self::UserBufUnexpected => {
                f.write_str("the ticket has a userbuf, so it is not a plain UserSig")
            }
            Self::UserBufDifferent => f.write_str("the ticket has another userbuf than expected"),
            Self::Signature => f.write_str(
                "the signature does not fit; most probably the ticket was made with another key",
            ),
        }
    }
}

impl Error for VerifyError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Decode(error) => Some(error),
            _ => None,
        }
    }
}

impl From<DecodeError> for VerifyError {
    fn from(error: DecodeError) -> Self {
        Self::Decode(error)
    }
}
