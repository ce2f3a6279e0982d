//! What all requests of a client share.

use http::header::{ACCEPT, CONTENT_TYPE, USER_AGENT};
use http::{HeaderMap, HeaderValue};

use crate::address::Addresses;
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
        }
    }
}
