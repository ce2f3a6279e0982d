//! What all requests of a client share.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use http::header::{ACCEPT, CONTENT_TYPE, USER_AGENT};
use http::{HeaderMap, HeaderValue};
use reqwest::Url;

use crate::address::Addresses;
use crate::command::Command;
use crate::credentials::Credentials;

const AGENT: HeaderValue =
    HeaderValue::from_static(concat!("call-engine/", env!("CARGO_PKG_VERSION")));
const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// What all requests of a client share.
pub(crate) struct Shared {
    pub credentials: Credentials,
    pub addresses: Addresses,
    /// Whether the HTTP client is the caller's own, which may follow redirects and repeat requests.
    pub brought_along: bool,
    pub headers: HeaderMap,
    urls: RwLock<HashMap<(usize, &'static str), Prepared>>,
}

/// The address of a command with everything but `random`, which is all that changes from attempt to attempt.
struct Prepared {
    head: Arc<str>,
    url: Url,
}

impl Shared {
    pub(crate) fn new(credentials: Credentials, addresses: Addresses, brought_along: bool) -> Self {
        let headers = [(ACCEPT, JSON), (CONTENT_TYPE, JSON), (USER_AGENT, AGENT)];
        Self {
            credentials,
            addresses,
            brought_along,
            headers: headers.into_iter().collect(),
            urls: RwLock::default(),
        }
    }

    /// The address of a command, signed; `random` comes after it.
    pub(crate) fn url(
        &self,
        command: &Command<'_>,
        address: usize,
        head: &Arc<str>,
    ) -> Result<Url, String> {
        let made = || {
            let mut url = self.addresses.url(address, command.path())?;
            url.set_query(Some(head));
            Ok(url)
        };
        // Paths of raw commands may be many.
        let Some(operation) = command.operation else {
            return made();
        };
        let key = (address, operation.path());
        let urls = self.urls.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = urls.get(&key).filter(|url| Arc::ptr_eq(&url.head, head)) {
            return Ok(known.url.clone());
        }
        drop(urls);
        let url = made()?;
        let prepared = Prepared {
            head: Arc::clone(head),
            url: url.clone(),
        };
        let mut urls = self.urls.write().unwrap_or_else(PoisonError::into_inner);
        urls.insert(key, prepared);
        Ok(url)
    }
}
