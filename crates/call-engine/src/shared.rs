//! What all requests of a client share.

use std::sync::Arc;

use arc_swap::ArcSwap;
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
    urls: ArcSwap<Vec<Prepared>>,
}

/// The address of a command with everything but `random`, which is all that changes from attempt to attempt.
#[derive(Clone)]
struct Prepared {
    address: usize,
    operation: &'static str,
    head: Arc<str>,
    url: Url,
}

impl Shared {
    pub(crate) fn new(credentials: Credentials, addresses: Addresses, brought_along: bool) -> Self {
        // With room for what the HTTP library adds to each copy.
        let mut headers = HeaderMap::with_capacity(6);
        headers.extend([(ACCEPT, JSON), (CONTENT_TYPE, JSON), (USER_AGENT, AGENT)]);
        Self {
            credentials,
            addresses,
            brought_along,
            headers,
            urls: ArcSwap::default(),
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
        let operation = operation.id();
        let is_same = |known: &Prepared| {
            known.address == address
                && known.operation == operation
                && Arc::ptr_eq(&known.head, head)
        };
        if let Some(known) = self.urls.load().iter().find(|known| is_same(known)) {
            return Ok(known.url.clone());
        }
        let url = made()?;
        let prepared = Prepared {
            address,
            operation,
            head: Arc::clone(head),
            url: url.clone(),
        };
        self.urls.rcu(|known| {
            // What was signed with an earlier ticket is not asked for again.
            let mut urls: Vec<Prepared> = known
                .iter()
                .filter(|known| Arc::ptr_eq(&known.head, head))
                .cloned()
                .collect();
            if !urls.iter().any(is_same) {
                urls.push(prepared.clone());
            }
            urls
        });
        Ok(url)
    }
}
