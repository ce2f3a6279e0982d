//! The checks before a command reaches its service, in the gateway's order.
//!
//! Method and path, parameters of the URL, ticket, administrator, JSON, accounts in the body. The first that fails decides
//! the code. What the contract says about the body comes afterwards, in [`crate::validation`].

mod accounts;
mod caller;
pub(crate) mod query;
mod tickets;

pub(crate) use accounts::check_accounts;
pub(crate) use caller::{App, check_caller};
pub(crate) use tickets::GoodTickets;

use serde_json::Value;

use crate::options::Options;
use crate::refused::Refused;
use crate::request_log::Check;

/// A request as it came, but for the reading of its query.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Incoming<'a> {
    pub(crate) method: &'a str,
    pub(crate) path: &'a str,
    /// The decoded query, or what is wrong with it.
    pub(crate) query: Result<&'a [query::Pair<'a>], &'static str>,
    /// The body, or `None` if it was too long.
    pub(crate) body: Option<&'a [u8]>,
}

pub(crate) fn check_method(incoming: &Incoming<'_>) -> Result<(), Refused> {
    if incoming.method == "POST" {
        Ok(())
    } else {
        let method: String = incoming.method.chars().take(16).collect();
        Err(Refused::new(
            Check::Method,
            60_002,
            format!("the method is {method} and must be POST"),
        ))
    }
}

/// The body as JSON.
pub(crate) fn read_body(incoming: &Incoming<'_>, options: &Options) -> Result<Value, Refused> {
    let Some(body) = incoming.body else {
        let most = options.max_body_bytes;
        return Err(Refused::new(
            Check::Body,
            60_002,
            format!("the body is longer than {most} bytes"),
        ));
    };
    if body.is_empty() {
        return Err(Refused::new(
            Check::Body,
            60_003,
            "the body is empty; a command without fields takes {}",
        ));
    }
    serde_json::from_slice(body)
        .map_err(|error| Refused::new(Check::Body, 60_003, error.to_string()))
}
