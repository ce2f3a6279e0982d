//! `Sign` and `RequestTime`, as sibling products send them.

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use sha2::{Digest as _, Sha256};
use subtle::{Choice, ConstantTimeEq as _};

use super::query::{Query, Times};

pub(crate) const SIGN: &str = "Sign";
pub(crate) const REQUEST_TIME: &str = "RequestTime";
/// How far `RequestTime` may be from one's own clock (269/117703, 647/64412).
pub(crate) const WINDOW: Duration = Duration::from_secs(60);

/// A callback token.
#[derive(Clone)]
pub(crate) struct Token(String);

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

impl Token {
    pub(crate) fn new(token: String) -> Self {
        Self(token)
    }
}

/// Why a signature was not accepted. Holds nothing secret, nor what the signature should have been.
#[derive(Debug)]
pub(crate) enum SignatureFault {
    Missing,
    /// One of the two parameters is there, this one is not.
    Half(&'static str),
    Repeated(&'static str),
    /// Not 64 digits; this many characters.
    Form(usize),
    UpperCase,
    EmptyToken,
    WhiteSpace,
    OtherToken,
    /// `RequestTime` is no number of seconds.
    Time,
    /// The clock shows so much more (or less) than `RequestTime`.
    Window {
        ahead: bool,
        by: Duration,
        window: Duration,
    },
}

/// How signatures are verified.
#[derive(Clone, Debug)]
pub(crate) struct Signatures {
    pub(crate) tokens: Vec<Token>,
    pub(crate) required: bool,
    pub(crate) window: Duration,
}

impl Signatures {
    /// Says whether the delivery was signed.
    pub(crate) fn verify(
        &self,
        query: &Query<'_>,
        now: SystemTime,
    ) -> Result<bool, SignatureFault> {
        if self.tokens.is_empty() {
            return Ok(false);
        }
        let (sign, time) = match (query.vendor(SIGN), query.vendor(REQUEST_TIME)) {
            (Times::More(_), _) => return Err(SignatureFault::Repeated(SIGN)),
            (_, Times::More(_)) => return Err(SignatureFault::Repeated(REQUEST_TIME)),
            (Times::Never, Times::Never) if !self.required => return Ok(false),
            (Times::Never, Times::Never) => return Err(SignatureFault::Missing),
            (Times::Never, _) => return Err(SignatureFault::Half(SIGN)),
            (_, Times::Never) => return Err(SignatureFault::Half(REQUEST_TIME)),
            (Times::Once(sign), Times::Once(time)) => (sign, time),
        };
        // All tokens are tried, so that the time it takes does not tell which one it was.
        let mut right = Choice::from(0);
        for Token(token) in &self.tokens {
            right |= made(token, time).ct_eq(sign.as_bytes());
        }
        if !bool::from(right) {
            return Err(self.why(sign, time));
        }
        // Judged last: only who has the token learns anything about the clock.
        self.in_time(time, now).map(|()| true)
    }

    fn in_time(&self, time: &str, now: SystemTime) -> Result<(), SignatureFault> {
        let digits = !time.is_empty() && time.bytes().all(|b| b.is_ascii_digit());
        let seconds = if digits { time.parse().ok() } else { None };
        let sent = seconds
            .and_then(|seconds| UNIX_EPOCH.checked_add(Duration::from_secs(seconds)))
            .ok_or(SignatureFault::Time)?;
        let (ahead, by) = match now.duration_since(sent) {
            Ok(by) => (true, by),
            Err(error) => (false, error.duration()),
        };
        if by > self.window {
            let window = self.window;
            return Err(SignatureFault::Window { ahead, by, window });
        }
        Ok(())
    }

    /// The likely cause of a signature that is not right.
    fn why(&self, sign: &str, time: &str) -> SignatureFault {
        if sign.len() != 64 || !sign.bytes().all(|b| b.is_ascii_hexdigit()) {
            return SignatureFault::Form(sign.chars().count());
        }
        let is = |token: &str, sign: &str| bool::from(made(token, time).ct_eq(sign.as_bytes()));
        let lower = sign.to_ascii_lowercase();
        let mut tokens = self.tokens.iter();
        if lower != sign && tokens.any(|Token(token)| is(token, &lower)) {
            return SignatureFault::UpperCase;
        }
        if is("", &lower) {
            return SignatureFault::EmptyToken;
        }
        let trims = |token: &str| token.trim() != token && is(token.trim(), &lower);
        if self.tokens.iter().any(|Token(token)| trims(token)) {
            return SignatureFault::WhiteSpace;
        }
        SignatureFault::OtherToken
    }
}

/// The signature: lower-case hex of SHA-256 over the token followed by the time as it stands in the query.
pub(crate) fn made(token: &str, time: &str) -> [u8; 64] {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digest = Sha256::new()
        .chain_update(token)
        .chain_update(time)
        .finalize();
    let mut hex = [0; 64];
    for (pair, byte) in hex.chunks_exact_mut(2).zip(digest) {
        pair[0] = DIGITS[usize::from(byte >> 4)];
        pair[1] = DIGITS[usize::from(byte & 15)];
    }
    hex
}

impl fmt::Display for SignatureFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str(
                "the query has neither Sign nor RequestTime, and a signature is required: no page documents one for \
                 Call, so require it only if yours come signed; or a proxy takes them out",
            ),
            Self::Half(name) => write!(f, "of Sign and RequestTime, {name} is missing: a proxy may take it out"),
            Self::Repeated(name) => {
                write!(f, "{name} is there more than once: somebody adds to the query")
            }
            Self::Form(length) => write!(
                f,
                "the Sign is no SHA-256 in hex: it has {length} characters, and 64 hex digits are expected"
            ),
            Self::UpperCase => f.write_str(
                "the Sign is right but for its upper-case hex digits: something on the way, or a sender of your own, \
                 writes it so; the documents say lower case",
            ),
            Self::EmptyToken => {
                f.write_str("the Sign is that of an empty token: the sender has none configured")
            }
            Self::WhiteSpace => f.write_str(
                "the Sign is that of the configured token without the white space around it: check how the token is \
                 read, for example a line break at its end",
            ),
            Self::OtherToken => f.write_str(
                "the Sign is that of another token, or RequestTime was changed on the way: compare the configured token \
                 with the vendor's; while it is being replaced, configure the old one too",
            ),
            Self::Time => f.write_str(
                "the Sign is right, but RequestTime is no number of Unix seconds",
            ),
            Self::Window { ahead, by, window } => {
                let direction = if *ahead { "behind" } else { "ahead of" };
                let cause = if *ahead {
                    "this clock is fast, the delivery was held up, or somebody repeats an old one"
                } else {
                    "this clock is slow, or the sender's is fast"
                };
                write!(
                    f,
                    "the Sign is right, but RequestTime is {} s {direction} this machine's clock, and {} s are allowed: \
                     {cause}",
                    by.as_secs(),
                    window.as_secs()
                )?;
                if !ahead && by.as_secs() > 1_000_000_000 {
                    f.write_str("; RequestTime may be in milliseconds, and seconds are documented")?;
                }
                Ok(())
            }
        }
    }
}
