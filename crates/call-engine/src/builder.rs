//! Setting a client up: where to, and as whom.

use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

use reqwest::Url;
use usersig::SecretKey;

use crate::address::Addresses;
use crate::client::Client;
use crate::connecting::Connecting;
use crate::credentials::{Clock, Credentials, Source, unlike_a_ticket};
use crate::error::{Error, Kind};
use crate::generated::wire;
use crate::sending::Sending;
use crate::shared::Shared;
use crate::transport::Transport;
use call_engine_types::{Effect, Site};

/// Sets up a [`Client`]: where to, as whom, over which HTTP.
#[must_use]
pub struct ClientBuilder {
    base_url: Option<String>,
    backup_url: Option<String>,
    sdk_app_id: Option<u32>,
    identifier: String,
    source: Option<Result<Source, String>>,
    clock: Clock,
    /// Whether to say which variables give what is missing.
    naming_variables: bool,
    pub(crate) connecting: Connecting,
    pub(crate) sending: Sending,
}

impl Default for ClientBuilder {
    fn default() -> Self {
        Self {
            base_url: None,
            backup_url: None,
            sdk_app_id: None,
            identifier: "administrator".to_owned(),
            source: None,
            clock: Arc::new(SystemTime::now),
            naming_variables: false,
            connecting: Connecting::default(),
            sending: Sending::default(),
        }
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("base_url", &self.base_url.as_deref().map(shown))
            .field("backup_url", &self.backup_url.as_deref().map(shown))
            .field("sdk_app_id", &self.sdk_app_id)
            .field("identifier", &self.identifier)
            .field("connecting", &self.connecting)
            .finish_non_exhaustive()
    }
}

impl ClientBuilder {
    /// The site the SDKAppID belongs to, with its backup address. A site by its name: `"singapore".parse::<Site>()`.
    pub fn site(mut self, site: Site) -> Self {
        self.base_url = Some(site.url().to_owned());
        self.backup_url = site.backup_url().map(str::to_owned);
        self
    }

    /// Any address, such as that of an emulator or a gateway. Plain `http` is accepted for loopback addresses. It has no
    /// backup address unless one is given after it.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self.backup_url = None;
        self
    }

    /// Where attempts go after no connection to the first address came about, and requests for the next minute.
    pub fn backup_url(mut self, url: impl Into<String>) -> Self {
        self.backup_url = Some(url.into());
        self
    }

    /// The number of the application.
    pub fn sdk_app_id(mut self, sdk_app_id: u32) -> Self {
        self.sdk_app_id = Some(sdk_app_id);
        self
    }

    /// The administrator account to sign as; default `administrator`.
    pub fn identifier(mut self, identifier: impl Into<String>) -> Self {
        self.identifier = identifier.into();
        self
    }

    /// The application's secret key, as text. UserSigs are minted from it, live for two days and are renewed after one.
    /// The text is not kept.
    pub fn secret_key(self, key: &str) -> Self {
        let key = SecretKey::new(key).map_err(|error| format!("the secret key: {error}"));
        self.source(key.map(Source::Minted))
    }

    /// The application's secret key as a value of the package `usersig`, for programs that keep it themselves.
    pub fn signing_key(self, key: SecretKey) -> Self {
        self.source(Ok(Source::Minted(key)))
    }

    /// A ready UserSig instead of a secret key. It is never renewed.
    pub fn user_sig(self, ticket: impl Into<String>) -> Self {
        let ticket = ticket.into();
        self.source(match unlike_a_ticket(&ticket) {
            Some(why) => Err(format!("the UserSig {why}")),
            None => Ok(Source::Ready(ticket)),
        })
    }

    pub(crate) fn source(mut self, source: Result<Source, String>) -> Self {
        self.source = Some(source);
        self
    }

    pub(crate) fn naming_variables(mut self) -> Self {
        self.naming_variables = true;
        self
    }

    /// The clock UserSigs are minted by; for tests.
    pub fn clock(mut self, clock: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Makes the client.
    ///
    /// # Errors
    ///
    /// Something is missing or wrong, or two settings contradict each other; the message names the setting.
    pub fn build(self) -> Result<Client, Error> {
        let missing = |what: &str, how: &str, variables: &str| {
            let variables = if self.naming_variables {
                format!(", or set {variables}")
            } else {
                String::new()
            };
            failed(format!("{what} is missing: call {how}{variables}"))
        };
        let base_url = self.base_url.ok_or_else(|| {
            missing(
                "the site",
                "`.site(…)` or `.base_url(…)`",
                "CALL_ENGINE_SITE or CALL_ENGINE_ENDPOINT",
            )
        })?;
        let sdk_app_id = self
            .sdk_app_id
            .ok_or_else(|| missing("the SDKAppID", "`.sdk_app_id(…)`", "CALL_ENGINE_SDK_APP_ID"))?;
        let source = self
            .source
            .ok_or_else(|| {
                missing(
                    "the secret key",
                    "`.secret_key(…)`, `.user_sig(…)` or `.user_sig_provider(…)`",
                    "CALL_ENGINE_SECRET_KEY, CALL_ENGINE_SECRET_KEY_FILE or CALL_ENGINE_USER_SIG",
                )
            })?
            .map_err(failed)?;
        let url = checked(&base_url, self.connecting.plain_http).map_err(failed)?;
        let backup = match self.backup_url {
            None => None,
            Some(backup) => {
                let other = checked(&backup, self.connecting.plain_http).map_err(failed)?;
                let kind = |url: &Url| (url.scheme() == "https", is_loopback(url));
                if kind(&other) != kind(&url) {
                    let message = "the backup address must have the scheme of the first address, and be on this machine only if that is";
                    return Err(failed(message.to_owned()));
                }
                Some(other.as_str().trim_end_matches('/').to_owned())
            }
        };
        let brought_along = self.connecting.is_brought_along();
        let http = self.connecting.client(&url).map_err(failed)?;
        let credentials = Credentials::new(
            sdk_app_id,
            self.identifier,
            source,
            self.clock,
            self.sending.timeout,
        );
        let base_url = url.as_str().trim_end_matches('/');
        let addresses = Addresses::new(base_url.to_owned(), backup);
        let transport = Transport::new(
            Shared::new(credentials, addresses, brought_along),
            self.sending,
        );
        let wire = wire::Client::new_with_client(NO_ADDRESS, http, transport);
        Ok(Client { wire })
    }
}

/// What the generated client believes to be the address. It is read with each request and then thrown away, so it is short.
const NO_ADDRESS: &str = "x://x";

/// Reads an address and refuses what may not carry a UserSig.
fn checked(address: &str, plain_http: bool) -> Result<Url, String> {
    let refused = |why: &str| format!("the address {:?} {why}", shown(address));
    let url = Url::parse(address).map_err(|error| refused(&format!("cannot be read: {error}")))?;
    match url.scheme() {
        "https" => {}
        "http" if is_loopback(&url) || plain_http => {}
        "http" => {
            return Err(refused(
                "would carry the UserSig readably: use https, or `.allow_plain_http()`",
            ));
        }
        _ => return Err(refused("must start with https:// or http://")),
    }
    let user = !url.username().is_empty() || url.password().is_some();
    if url.query().is_some() || url.fragment().is_some() || user {
        return Err(refused("may hold only scheme, host, port and path"));
    }
    Ok(url)
}

/// The error of a set-up that cannot be.
pub(crate) fn failed(message: String) -> Error {
    Error::of("client", Effect::Read, Kind::Setup(message))
}

/// An address as it may be shown: without user, password, query and fragment.
pub(crate) fn shown(address: &str) -> String {
    let end = address.find(['?', '#']).unwrap_or(address.len());
    let address = &address[..end];
    let Some(at) = address.rfind('@') else {
        return address.to_owned();
    };
    let start = address.find("//").map_or(0, |start| start + 2).min(at);
    format!("{}…{}", &address[..start], &address[at..])
}

/// Whether what goes there stays on this machine.
pub(crate) fn is_loopback(url: &Url) -> bool {
    let Some(host) = url.host_str() else {
        return false;
    };
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || address
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}
