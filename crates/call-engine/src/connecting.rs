//! Setting a client up: over which HTTP.

use std::fmt;
use std::time::Duration;

use reqwest::{Proxy, Url};

use crate::builder::{ClientBuilder, is_loopback, shown};
use crate::tls;

/// Longest wait for a connection, unless told otherwise.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// How connections are made.
#[derive(Default)]
pub(crate) struct Connecting {
    pub plain_http: bool,
    connect_timeout: Option<Duration>,
    proxy: ProxyChoice,
    roots: Vec<Vec<u8>>,
    /// The caller's own client, to which nothing of the above applies.
    brought_along: Option<reqwest::Client>,
}

#[derive(Default)]
enum ProxyChoice {
    #[default]
    Environment,
    None,
    Url(String),
}

impl fmt::Debug for Connecting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let proxy = match &self.proxy {
            ProxyChoice::Environment => "the environment's".to_owned(),
            ProxyChoice::None => "none".to_owned(),
            ProxyChoice::Url(url) => shown(url),
        };
        f.debug_struct("Connecting")
            .field("plain_http", &self.plain_http)
            .field("connect_timeout", &self.connect_timeout)
            .field("proxy", &proxy)
            .field("root_certificates", &self.roots.len())
            .field("http_client", &self.brought_along.is_some())
            .finish()
    }
}

impl Connecting {
    pub(crate) fn is_brought_along(&self) -> bool {
        self.brought_along.is_some()
    }

    /// The HTTP client for an address.
    pub(crate) fn client(self, url: &Url) -> Result<reqwest::Client, String> {
        if let Some(client) = self.brought_along {
            let set = [
                (".connect_timeout(…)", self.connect_timeout.is_some()),
                (".add_root_certificate(…)", !self.roots.is_empty()),
                (".proxy(…)", matches!(self.proxy, ProxyChoice::Url(_))),
                (".no_proxy()", matches!(self.proxy, ProxyChoice::None)),
            ];
            return match set.into_iter().find(|(_, is_set)| *is_set) {
                None => Ok(client),
                Some((name, _)) => Err(format!(
                    "`{name}` does not reach the client of `.http_client(…)`: set it there, or leave one of them out"
                )),
            };
        }
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            // Whether a request is sent again is decided here and nowhere else.
            .retry(reqwest::retry::never().max_retries_per_request(0))
            .referer(false)
            .connect_timeout(self.connect_timeout.unwrap_or(CONNECT_TIMEOUT));
        let http = match &self.proxy {
            // What is allowed to travel readably because it stays here must stay here.
            ProxyChoice::Environment if is_loopback(url) => http.no_proxy(),
            ProxyChoice::Environment => http,
            ProxyChoice::None => http.no_proxy(),
            ProxyChoice::Url(text) => http.proxy(proxy(text, url, self.plain_http)?),
        };
        let tls_to_proxy =
            matches!(&self.proxy, ProxyChoice::Url(text) if text.starts_with("https:"));
        let https = url.scheme() == "https" || tls_to_proxy;
        let http = tls::set_up(http, https, &self.roots)?;
        http.build()
            .map_err(|error| crate::received::causes(&error.without_url()))
    }
}

/// A proxy for everything. No message shows its user and password.
fn proxy(text: &str, target: &Url, plain_http: bool) -> Result<Proxy, String> {
    let refused = |why: &str| format!("the proxy {:?} {why}", shown(text));
    let url = Url::parse(text).map_err(|error| refused(&format!("cannot be read: {error}")))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(refused("must start with http:// or https://"));
    }
    if url.query().is_some() || url.fragment().is_some() || url.path() != "/" {
        return Err(refused(
            "may hold only scheme, user, password, host and port",
        ));
    }
    if target.scheme() == "http" && !is_loopback(&url) && !plain_http {
        return Err(refused(
            "would see the UserSig of plain http: use https, or `.allow_plain_http()`",
        ));
    }
    Proxy::all(url).map_err(|_| refused("cannot be used"))
}

impl ClientBuilder {
    /// Accepts plain `http` to addresses that are not loopback. The UserSig then travels readably.
    pub fn allow_plain_http(mut self) -> Self {
        self.connecting.plain_http = true;
        self
    }

    /// Longest wait for a connection; default 5 s.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connecting.connect_timeout = Some(limit);
        self
    }

    /// Goes through this proxy, such as `http://user:password@proxy.example:3128`, and no other: https in a tunnel
    /// (`CONNECT`), plain http openly. User and password are shown nowhere.
    ///
    /// Without this and [`no_proxy`](Self::no_proxy) the environment decides (`HTTPS_PROXY`, `HTTP_PROXY`,
    /// `ALL_PROXY`, `NO_PROXY`, also in lower case), and loopback addresses are reached directly.
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.connecting.proxy = ProxyChoice::Url(url.into());
        self
    }

    /// Goes through no proxy, whatever the environment says.
    pub fn no_proxy(mut self) -> Self {
        self.connecting.proxy = ProxyChoice::None;
        self
    }

    /// Trusts the certificates of a PEM text, one or several, beside those the operating system trusts. May be called
    /// again for more.
    pub fn add_root_certificate(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.connecting.roots.push(pem.into());
        self
    }

    /// Sends over an HTTP client of your own: connections, TLS, certificates, proxies and connect timeout are then
    /// yours, and setting them here too is an error. The client's timeout for whole requests still applies.
    ///
    /// Have it follow **no redirects** (`redirect(Policy::none())`) and repeat nothing. Should it do so nevertheless:
    /// the body of a request is handed over in a form that cannot be sent twice, so no call is started again; and an
    /// answer from another address than the one asked is not read but an error whose outcome is unknown.
    pub fn http_client(mut self, client: reqwest::Client) -> Self {
        self.connecting.brought_along = Some(client);
        self
    }
}
