//! Setting a client up: where to, as whom, over which HTTP.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use usersig::SecretKey;

use crate::address::Addresses;
use crate::client::Client;
use crate::credentials::{Clock, Credentials, Source};
use crate::error::{Error, Kind};
use crate::generated::wire;
use crate::sending::Sending;
use crate::transport::{Shared, Transport};
use call_engine_types::{Effect, Site};

/// Sets up a [`Client`].
#[must_use]
pub struct ClientBuilder {
    base_url: Option<String>,
    backup_url: Option<String>,
    sdk_app_id: Option<u32>,
    identifier: String,
    source: Option<Result<Source, String>>,
    plain_http: bool,
    connect_timeout: Duration,
    clock: Clock,
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
            plain_http: false,
            connect_timeout: Duration::from_secs(5),
            clock: Arc::new(SystemTime::now),
            sending: Sending::default(),
        }
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("base_url", &self.base_url.as_deref().map(shown))
            .field("sdk_app_id", &self.sdk_app_id)
            .field("identifier", &self.identifier)
            .finish_non_exhaustive()
    }
}

impl ClientBuilder {
    /// The site the SDKAppID belongs to, with its backup address.
    pub fn site(mut self, site: Site) -> Self {
        self.base_url = Some(site.url().to_owned());
        self.backup_url = site.backup_url().map(str::to_owned);
        self
    }

    /// Any address, such as that of an emulator or a proxy. Plain `http` is accepted for loopback addresses. It has no
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

    /// The application's secret key, as text. UserSigs are minted from it, cached and renewed in time.
    pub fn secret_key(mut self, key: &str) -> Self {
        let key = SecretKey::new(key).map_err(|error| format!("the secret key: {error}"));
        self.source = Some(key.map(Source::Minted));
        self
    }

    /// A ready UserSig instead of a secret key. It is never renewed.
    pub fn user_sig(mut self, ticket: impl Into<String>) -> Self {
        let ticket = ticket.into();
        self.source = Some(
            if ticket.is_empty() || ticket.contains(char::is_whitespace) {
                Err("the UserSig is empty or holds white space".to_owned())
            } else {
                Ok(Source::Ready(ticket))
            },
        );
        self
    }

    /// Accepts plain `http` to addresses that are not loopback. The UserSig then travels readably.
    pub fn allow_plain_http(mut self) -> Self {
        self.plain_http = true;
        self
    }

    /// Longest wait for a connection; default 5 s.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect_timeout = limit;
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
    /// Something is missing or wrong; the message names the setting.
    pub fn build(self) -> Result<Client, Error> {
        let failed = |message: String| Error::of("client", Effect::Read, Kind::Setup(message));
        let missing = |what: &str, how: &str| failed(format!("{what} is missing: call {how}"));
        let base_url = self
            .base_url
            .ok_or_else(|| missing("the site", "`.site(…)` or `.base_url(…)`"))?;
        let sdk_app_id = self
            .sdk_app_id
            .ok_or_else(|| missing("the SDKAppID", "`.sdk_app_id(…)`"))?;
        let source = self
            .source
            .ok_or_else(|| missing("the secret key", "`.secret_key(…)` or `.user_sig(…)`"))?
            .map_err(failed)?;
        let (url, loopback) = checked(&base_url, self.plain_http).map_err(failed)?;
        let backup = match self.backup_url {
            None => None,
            Some(backup) => {
                let (other, other_loopback) = checked(&backup, self.plain_http).map_err(failed)?;
                if (other.scheme(), other_loopback) != (url.scheme(), loopback) {
                    let message = "the backup address must have the scheme of the first address, and be on this machine only if that is";
                    return Err(failed(message.to_owned()));
                }
                Some(other.as_str().trim_end_matches('/').to_owned())
            }
        };
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .connect_timeout(self.connect_timeout);
        // What is allowed to travel readably because it stays here must stay here.
        let http = if loopback { http.no_proxy() } else { http };
        #[cfg(not(feature = "rustls"))]
        if url.scheme() == "https" {
            let message = "https needs the feature `rustls` of call-engine";
            return Err(failed(message.to_owned()));
        }
        #[cfg(feature = "rustls")]
        let http = {
            let tls = if url.scheme() == "https" {
                crate::tls::checked()
            } else {
                crate::tls::unused()
            };
            http.tls_backend_preconfigured(
                tls.map_err(|error| failed(format!("TLS cannot be set up: {error}")))?,
            )
        };
        let http = http
            .build()
            .map_err(|error| failed(error.without_url().to_string()))?;
        let credentials = Credentials::new(sdk_app_id, self.identifier, source, self.clock);
        let base_url = url.as_str().trim_end_matches('/');
        let addresses = Addresses::new(base_url.to_owned(), backup);
        let transport = Transport::new(Shared::new(credentials, addresses), self.sending);
        let wire = wire::Client::new_with_client(base_url, http, transport);
        Ok(Client { wire })
    }
}

/// Reads an address and refuses what may not carry a UserSig; says whether it is on this machine.
fn checked(address: &str, plain_http: bool) -> Result<(reqwest::Url, bool), String> {
    let refused = |why: &str| format!("the address {:?} {why}", shown(address));
    let url = reqwest::Url::parse(address)
        .map_err(|error| refused(&format!("cannot be read: {error}")))?;
    let loopback = url.host_str().is_some_and(is_loopback);
    match url.scheme() {
        "https" => {}
        "http" if loopback || plain_http => {}
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
    Ok((url, loopback))
}

/// An address as it may be shown: without user, password, query and fragment.
fn shown(address: &str) -> String {
    let end = address.find(['?', '#']).unwrap_or(address.len());
    let address = &address[..end];
    let Some(at) = address.rfind('@') else {
        return address.to_owned();
    };
    let start = address.find("//").map_or(0, |start| start + 2).min(at);
    format!("{}…{}", &address[..start], &address[at..])
}

fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || address
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}
