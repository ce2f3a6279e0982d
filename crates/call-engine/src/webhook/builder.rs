//! Setting a receiver up.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::receiver::{Clock, Receiver, Settings};
use super::secret::UrlSecret;
use super::signature::{Signatures, Token, WINDOW};

/// Longest body by default; real webhooks have a few kilobytes.
const BODY_LIMIT: usize = 1024 * 1024;
/// Parameters of the vendor's, which no secret may be called like.
const VENDOR: [&str; 7] = [
    "SdkAppid",
    "CallbackCommand",
    "contenttype",
    "ClientIP",
    "OptPlatform",
    "RequestTime",
    "Sign",
];

/// Sets up a [`Receiver`].
#[must_use]
pub struct ReceiverBuilder {
    sdk_app_id: u32,
    tokens: Vec<String>,
    required: bool,
    window: Duration,
    secrets: Vec<(String, String)>,
    body_limit: usize,
    clock: Clock,
}

impl fmt::Debug for ReceiverBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReceiverBuilder")
            .field("sdk_app_id", &self.sdk_app_id)
            .field("tokens", &self.tokens.len())
            .field("secrets", &self.secrets.len())
            .finish_non_exhaustive()
    }
}

/// A receiver that cannot be set up so. Holds no secret.
#[derive(Clone, Debug)]
pub struct SetupError {
    message: String,
}

impl fmt::Display for SetupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the receiver cannot be set up: {}", self.message)
    }
}

impl std::error::Error for SetupError {}

impl ReceiverBuilder {
    pub(crate) fn new(sdk_app_id: u32) -> Self {
        Self {
            sdk_app_id,
            tokens: Vec::new(),
            required: false,
            window: WINDOW,
            secrets: Vec::new(),
            body_limit: BODY_LIMIT,
            clock: Arc::new(SystemTime::now),
        }
    }

    /// A secret of your own that the `Url` given to `set_callback` has as a parameter, such as `token=…`. Deliveries
    /// without it are refused. TP-3 does so.
    ///
    /// Given more than once, each is accepted: while it is being replaced, name the new and the old one.
    pub fn url_secret(mut self, parameter: impl Into<String>, secret: impl Into<String>) -> Self {
        self.secrets.push((parameter.into(), secret.into()));
        self
    }

    /// A callback token, for a `Sign` as sibling products send it: lower-case hex of SHA-256 over the token followed by
    /// `RequestTime` (1047/34354).
    ///
    /// Signed deliveries must be signed with it then; unsigned ones are accepted unless
    /// [`require_signature`](Self::require_signature) is set, since no page documents a signature for Call. Given more
    /// than once, each is accepted: while it is being replaced, name the new and the old one.
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.tokens.push(token.into());
        self
    }

    /// Refuses deliveries without signature. Off by default.
    pub fn require_signature(mut self, required: bool) -> Self {
        self.required = required;
        self
    }

    /// How far `RequestTime` may be from the clock, before or after. One minute by default (269/117703).
    pub fn signature_window(mut self, window: Duration) -> Self {
        self.window = window;
        self
    }

    /// Longest body in bytes, 1 MiB by default.
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.body_limit = bytes;
        self
    }

    /// The clock, for tests. The system's by default.
    pub fn clock(mut self, clock: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// The receiver.
    ///
    /// # Errors
    ///
    /// A token or secret is empty, a secret is called like a parameter of the vendor's, or a signature is required and
    /// there is no token.
    pub fn build(self) -> Result<Receiver, SetupError> {
        let wrong = |message: &str| {
            let message = message.to_owned();
            Err(SetupError { message })
        };
        if self.tokens.iter().any(String::is_empty) {
            return wrong("a token is empty: is its variable set?");
        }
        if self.required && self.tokens.is_empty() {
            return wrong("a signature is required, so give a token, `.token(…)`");
        }
        for (name, secret) in &self.secrets {
            if name.is_empty() || secret.is_empty() {
                return wrong("a secret of the Url, or its name, is empty: is its variable set?");
            }
            if VENDOR
                .iter()
                .any(|vendor| vendor.eq_ignore_ascii_case(name))
            {
                return wrong(&format!(
                    "{name:?} is a parameter of the vendor's; call the secret otherwise"
                ));
            }
        }
        let secrets = self.secrets.into_iter();
        Ok(Receiver::new(Settings {
            sdk_app_id: self.sdk_app_id,
            signatures: Signatures {
                tokens: self.tokens.into_iter().map(Token::new).collect(),
                required: self.required,
                window: self.window,
            },
            secrets: secrets
                .map(|(name, secret)| UrlSecret::new(name, &secret))
                .collect(),
            body_limit: self.body_limit,
            clock: self.clock,
        }))
    }
}
