//! UserSigs that come from somewhere else: another service, a vault.

use std::error::Error as StdError;
use std::fmt;
use std::future::{self, Future};
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::builder::ClientBuilder;
use crate::credentials::Source;

/// Gives the client its UserSigs, for programs that must not hold the secret key.
///
/// The client asks once at a time, keeps the UserSig until shortly before the expiry that came with it, and then asks
/// again: early, while the old one is still sent, so that a provider that fails for a while is not noticed. Without an
/// expiry a UserSig is kept for as long as the service takes it.
///
/// A wait is bounded by the client's timeout; a future that takes longer is dropped. An error is an [`Error`] with
/// [`is_no_user_sig`]: nothing was sent. Its text is shown with everything that looks like a UserSig or a key (forty
/// characters of their alphabet in a row) taken out.
///
/// [`Error`]: crate::Error
/// [`is_no_user_sig`]: crate::Error::is_no_user_sig
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use call_engine::{Client, ProvidedUserSig, Site, UserSigFuture, UserSigProvider, UserSigRequest};
///
/// struct Vault;
///
/// impl UserSigProvider for Vault {
///     fn user_sig<'a>(&'a self, request: UserSigRequest<'a>) -> UserSigFuture<'a> {
///         Box::pin(async move {
///             let ticket = read(request.identifier()).await?;
///             let expiry = SystemTime::now() + Duration::from_secs(3600);
///             Ok(ProvidedUserSig::new(ticket).expires_at(expiry))
///         })
///     }
/// }
///
/// # async fn read(_: &str) -> Result<String, std::io::Error> { Ok("eJw".to_owned()) }
/// # #[cfg(feature = "rustls")]
/// # fn client() -> Result<(), call_engine::Error> {
/// let client = Client::builder()
///     .site(Site::Singapore)
///     .sdk_app_id(1400000000)
///     .user_sig_provider(Vault)
///     .build()?;
/// # Ok(()) }
/// ```
pub trait UserSigProvider: Send + Sync + 'static {
    /// Gives a UserSig of the identifier and the application that the request names.
    fn user_sig<'a>(&'a self, request: UserSigRequest<'a>) -> UserSigFuture<'a>;
}

/// What a [`UserSigProvider`] returns.
pub type UserSigFuture<'a> =
    Pin<Box<dyn Future<Output = Result<ProvidedUserSig, ProviderError>> + Send + 'a>>;

/// Why a [`UserSigProvider`] has no UserSig to give.
pub type ProviderError = Box<dyn StdError + Send + Sync>;

impl<P: UserSigProvider + ?Sized> UserSigProvider for Arc<P> {
    fn user_sig<'a>(&'a self, request: UserSigRequest<'a>) -> UserSigFuture<'a> {
        (**self).user_sig(request)
    }
}

/// Whom a UserSig is needed for.
#[derive(Clone, Copy, Debug)]
pub struct UserSigRequest<'a> {
    sdk_app_id: u32,
    identifier: &'a str,
}

impl<'a> UserSigRequest<'a> {
    pub(crate) fn new(sdk_app_id: u32, identifier: &'a str) -> Self {
        Self {
            sdk_app_id,
            identifier,
        }
    }

    /// The number of the application.
    pub fn sdk_app_id(&self) -> u32 {
        self.sdk_app_id
    }

    /// The administrator account the client signs as.
    pub fn identifier(&self) -> &'a str {
        self.identifier
    }
}

/// A UserSig from somewhere else. `Debug` does not show it.
#[derive(Clone)]
pub struct ProvidedUserSig {
    ticket: String,
    expires_at: Option<SystemTime>,
}

impl ProvidedUserSig {
    /// A UserSig whose expiry is not known.
    pub fn new(ticket: impl Into<String>) -> Self {
        Self {
            ticket: ticket.into(),
            expires_at: None,
        }
    }

    /// Says when it expires, so that the next one is asked for in time.
    pub fn expires_at(mut self, moment: SystemTime) -> Self {
        self.expires_at = Some(moment);
        self
    }

    pub(crate) fn ticket(&self) -> &str {
        &self.ticket
    }

    pub(crate) fn expiry(&self) -> Option<SystemTime> {
        self.expires_at
    }
}

impl fmt::Debug for ProvidedUserSig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProvidedUserSig")
            .field("expires_at", &self.expires_at)
            .finish_non_exhaustive()
    }
}

/// One that was minted with the package `usersig`.
impl From<usersig::UserSig> for ProvidedUserSig {
    fn from(minted: usersig::UserSig) -> Self {
        let expiry = UNIX_EPOCH + Duration::from_secs(minted.expires_at());
        Self::new(minted.expose()).expires_at(expiry)
    }
}

/// A provider that need not wait.
struct Function<F>(F);

impl<F> UserSigProvider for Function<F>
where
    F: Fn(UserSigRequest<'_>) -> Result<ProvidedUserSig, ProviderError> + Send + Sync + 'static,
{
    fn user_sig<'a>(&'a self, request: UserSigRequest<'a>) -> UserSigFuture<'a> {
        Box::pin(future::ready((self.0)(request)))
    }
}

impl ClientBuilder {
    /// Takes UserSigs from a provider instead of minting them. The last of `secret_key`, `signing_key`, `user_sig`,
    /// `user_sig_with` and this one counts.
    pub fn user_sig_provider(self, provider: impl UserSigProvider) -> Self {
        self.source(Ok(Source::Provided(Arc::new(provider))))
    }

    /// Takes UserSigs from a function instead of minting them; as [`user_sig_provider`](Self::user_sig_provider), for
    /// what need not wait: the function runs in the middle of a request.
    ///
    /// ```no_run
    /// # use call_engine::{Client, ProvidedUserSig, Site};
    /// # fn client() -> Result<(), call_engine::Error> {
    /// let client = Client::builder()
    ///     .site(Site::Singapore)
    ///     .sdk_app_id(1400000000)
    ///     .user_sig_with(|_request| Ok(ProvidedUserSig::new(std::fs::read_to_string("/run/ticket")?.trim())))
    ///     .build()?;
    /// # Ok(()) }
    /// ```
    pub fn user_sig_with(
        self,
        function: impl Fn(UserSigRequest<'_>) -> Result<ProvidedUserSig, ProviderError>
        + Send
        + Sync
        + 'static,
    ) -> Self {
        self.user_sig_provider(Function(function))
    }
}

/// Shortest run of characters that is taken for a ticket or a key; an UUID has 36.
const SHORTEST: usize = 40;

/// The message of a provider and of everything below it, without what looks like a ticket or a key.
pub(crate) fn masked(error: &(dyn StdError + 'static)) -> String {
    let of_a_ticket = |c: char| c.is_ascii_alphanumeric() || "*-_%".contains(c);
    let message = crate::received::causes(error);
    let mut shown = String::with_capacity(message.len());
    let mut rest = message.as_str();
    while !rest.is_empty() {
        let run = rest.find(|c| !of_a_ticket(c)).unwrap_or(rest.len());
        shown.push_str(if run < SHORTEST { &rest[..run] } else { "***" });
        rest = &rest[run..];
        let between = rest.find(of_a_ticket).unwrap_or(rest.len());
        shown.push_str(&rest[..between]);
        rest = &rest[between..];
    }
    shown
}
