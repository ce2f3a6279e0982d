//! The client.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use progenitor_client::{Error as WireError, ResponseValue};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use usersig::SecretKey;

use crate::answer::Answer;
use crate::credentials::{Clock, Credentials, Source};
use crate::error::{Error, Kind};
use crate::generated::{methods, wire};
use crate::transport::{Shared, Transport};
use call_engine_types::validate::{self, Validate};
use call_engine_types::{Effect, Operation, Site};

/// The client: one method per command of the contract.
///
/// Cheap to clone; clones share connections and the UserSig.
#[derive(Clone)]
pub struct Client {
    pub(crate) wire: wire::Client,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.wire.baseurl)
            .field("transport", &self.wire.inner)
            .finish_non_exhaustive()
    }
}

impl Client {
    /// A client for the application `sdk_app_id` at `site`, signing as `administrator` with the application's secret
    /// key.
    ///
    /// # Errors
    ///
    /// The key cannot be one, or the operating system's certificates cannot be read.
    pub fn new(site: Site, sdk_app_id: u32, secret_key: &str) -> Result<Self, Error> {
        Self::builder()
            .site(site)
            .sdk_app_id(sdk_app_id)
            .secret_key(secret_key)
            .build()
    }

    /// Everything that can be set.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// Sends any command of the contract with a JSON body and returns its payload as JSON.
    ///
    /// The body goes through the command's types: it is checked before it is sent, and fields the contract does not
    /// know are sent along.
    ///
    /// # Errors
    ///
    /// As the command's own method.
    pub async fn command(
        &self,
        operation: &Operation,
        body: Value,
    ) -> Result<Answer<Value>, Error> {
        methods::dispatch(self, operation, body).await
    }

    /// Sends a command the contract does not know, such as `/v4/service/command`, with the same credentials, envelope
    /// and errors. Returns the whole answer, the envelope included.
    ///
    /// Such a command is taken for one that must not be repeated.
    ///
    /// # Errors
    ///
    /// The path does not start with `/v4/`, or as any command.
    pub async fn raw(&self, path: &str, body: &Value) -> Result<Answer<Value>, Error> {
        let name = path.split(['?', '#']).next().unwrap_or_default();
        let failed = |kind| Error::of(name, Effect::PlacesCall, kind);
        let plain = path
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'_' | b'-'));
        if !path.starts_with("/v4/") || !plain {
            let message = "the path of a command is /v4/{service}/{command}".to_owned();
            return Err(failed(Kind::Setup(message)));
        }
        let url = format!("{}{path}", self.wire.baseurl);
        let request = self.wire.client.post(url).json(body).build();
        let request =
            request.map_err(|error| failed(Kind::Setup(error.without_url().to_string())))?;
        let received = self
            .wire
            .inner
            .send(&self.wire.client, request, path, Effect::PlacesCall)
            .await?;
        let value = serde_json::from_slice(received.whole()).map_err(|error| {
            let kind = Kind::Decode {
                path: String::new(),
                message: error.to_string(),
            };
            failed(kind)
                .with_status(200)
                .with_request_id(received.request_id.clone())
                .with_body(received.whole())
                .without(received.ticket())
        })?;
        Ok(Answer::new(value, received.request_id))
    }

    /// Refuses a request that breaks rules of the contract.
    pub(crate) fn check<T: Validate>(operation: &Operation, request: &T) -> Result<(), Error> {
        validate::validate(request).map_err(|error| Error::new(operation, Kind::Invalid(error)))
    }

    /// Reads a request from JSON.
    pub(crate) fn read<T: DeserializeOwned>(
        operation: &Operation,
        body: Value,
    ) -> Result<T, Error> {
        validate::read(body).map_err(|error| Error::new(operation, Kind::Invalid(error)))
    }

    /// Turns an answer into JSON again.
    pub(crate) fn write<T: Serialize>(
        operation: &Operation,
        answer: Answer<T>,
    ) -> Result<Answer<Value>, Error> {
        let request_id = answer.request_id().map(str::to_owned);
        let value = serde_json::to_value(answer.into_inner()).map_err(|error| {
            let kind = Kind::Decode {
                path: String::new(),
                message: error.to_string(),
            };
            Error::new(operation, kind)
        })?;
        Ok(Answer::new(value, request_id))
    }

    /// The generated client for one request, with a slot for what came of it.
    pub(crate) fn exchange(&self) -> wire::Client {
        let mut wire = self.wire.clone();
        wire.inner = wire.inner.exchange();
        wire
    }

    /// Turns what the generated client returns into our own answer and error.
    pub(crate) fn finish<T: DeserializeOwned>(
        operation: &Operation,
        exchange: &wire::Client,
        result: Result<ResponseValue<T>, WireError<()>>,
    ) -> Result<Answer<T>, Error> {
        let received = match exchange.inner.outcome() {
            Some(Ok(received)) => received,
            Some(Err(error)) => return Err(error.clone()),
            // The hook did not run: the request could not even be built.
            None => {
                let message = match result {
                    Err(WireError::InvalidRequest(message)) => message,
                    _ => "the request could not be made".to_owned(),
                };
                return Err(Error::new(operation, Kind::Setup(message)));
            }
        };
        match result {
            Ok(value) => Ok(Answer::new(value.into_inner(), received.request_id.clone())),
            Err(error) => {
                let (path, message) = match error {
                    WireError::InvalidResponsePayload(payload, error) => {
                        (place::<T>(&payload), error.to_string())
                    }
                    // Nothing else can follow an answer of the service; no text of the HTTP library gets out.
                    _ => (String::new(), "the payload could not be read".to_owned()),
                };
                Err(Error::new(operation, Kind::Decode { path, message })
                    .with_status(200)
                    .with_request_id(received.request_id.clone())
                    .with_body(received.whole())
                    .without(received.ticket()))
            }
        }
    }
}

/// Where in the payload the fault is; looked for only now, off the hot path.
fn place<T: DeserializeOwned>(payload: &[u8]) -> String {
    let mut json = serde_json::Deserializer::from_slice(payload);
    match serde_path_to_error::deserialize::<_, T>(&mut json) {
        Ok(_) => String::new(),
        Err(error) => match error.path().to_string().as_str() {
            "." => "Response".to_owned(),
            path => format!("Response.{path}"),
        },
    }
}

/// Sets up a [`Client`].
#[must_use]
pub struct ClientBuilder {
    base_url: Option<String>,
    sdk_app_id: Option<u32>,
    identifier: String,
    source: Option<Result<Source, String>>,
    plain_http: bool,
    connect_timeout: Duration,
    timeout: Duration,
    answer_limit: usize,
    clock: Clock,
    random: Box<dyn Fn() -> u32 + Send + Sync>,
}

impl Default for ClientBuilder {
    fn default() -> Self {
        Self {
            base_url: None,
            sdk_app_id: None,
            identifier: "administrator".to_owned(),
            source: None,
            plain_http: false,
            connect_timeout: Duration::from_secs(5),
            timeout: Duration::from_secs(10),
            answer_limit: 16 * 1024 * 1024,
            clock: Arc::new(SystemTime::now),
            random: Box::new(|| fastrand::u32(..)),
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
    /// The site the SDKAppID belongs to.
    pub fn site(self, site: Site) -> Self {
        self.base_url(site.url())
    }

    /// Any address, such as that of an emulator or a proxy. Plain `http` is accepted for loopback addresses.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
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

    /// Longest wait for an answer, connecting included; default 10 s. The service gives itself 3 s.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.timeout = limit;
        self
    }

    /// Longest answer in bytes; default 16 MiB.
    pub fn answer_limit(mut self, bytes: usize) -> Self {
        self.answer_limit = bytes;
        self
    }

    /// The clock UserSigs are minted by; for tests.
    pub fn clock(mut self, clock: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Where the `random` of each request comes from; for tests.
    pub fn random(mut self, random: impl Fn() -> u32 + Send + Sync + 'static) -> Self {
        self.random = Box::new(random);
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
        let refused = |why: &str| failed(format!("the address {:?} {why}", shown(&base_url)));
        let url = reqwest::Url::parse(&base_url)
            .map_err(|error| refused(&format!("cannot be read: {error}")))?;
        let loopback = url.host_str().is_some_and(is_loopback);
        match url.scheme() {
            "https" => {}
            "http" if loopback || self.plain_http => {}
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
        let transport = Transport::new(Shared {
            credentials: Credentials::new(sdk_app_id, self.identifier, source, self.clock),
            random: self.random,
            timeout: self.timeout,
            answer_limit: self.answer_limit,
        });
        let base_url = url.as_str().trim_end_matches('/');
        let wire = wire::Client::new_with_client(base_url, http, transport);
        Ok(Client { wire })
    }
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
