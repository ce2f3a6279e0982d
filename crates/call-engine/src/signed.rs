//! The signed part of a request, and the addresses that carry it.

use std::fmt::Write as _;
use std::sync::OnceLock;

use call_engine_types::operations::OPERATIONS;
use reqwest::Url;

use crate::address::{self, Addresses};
use crate::command::Command;

/// `sdkappid=…&identifier=…&usersig=…`: the first part of the query of every request.
pub(crate) struct Signed {
    query: String,
    /// What it was sent to, filled one after the other.
    urls: Box<[OnceLock<Prepared>]>,
}

/// The address of a command with everything but what changes from attempt to attempt.
struct Prepared {
    address: usize,
    operation: &'static str,
    url: Url,
}

impl Signed {
    pub(crate) fn new(sdk_app_id: u32, identifier: &str, ticket: &str) -> Self {
        let mut query = String::with_capacity(64 + ticket.len());
        let _ = write!(query, "sdkappid={sdk_app_id}&identifier=");
        encode(identifier, &mut query);
        query.push_str("&usersig=");
        encode(ticket, &mut query);
        let places = OPERATIONS.len() * address::MOST;
        Self {
            query,
            urls: (0..places).map(|_| OnceLock::new()).collect(),
        }
    }

    /// The UserSig.
    pub(crate) fn ticket(&self) -> &str {
        self.query
            .rsplit_once("usersig=")
            .map_or("", |(_, ticket)| ticket)
    }

    /// The signed address of a command.
    pub(crate) fn url(
        &self,
        addresses: &Addresses,
        address: usize,
        command: &Command<'_>,
    ) -> Result<Url, String> {
        let made = || {
            let mut url = addresses.url(address, command.path())?;
            url.set_query(Some(&self.query));
            Ok(url)
        };
        // Paths of raw commands may be many.
        let Some(operation) = command.operation else {
            return made();
        };
        let operation = operation.id();
        for place in &self.urls {
            let Some(known) = place.get() else {
                let url = made()?;
                // Whoever comes second at the same moment keeps it the next time.
                let _ = place.set(Prepared {
                    address,
                    operation,
                    url: url.clone(),
                });
                return Ok(url);
            };
            if known.address == address && known.operation == operation {
                return Ok(known.url.clone());
            }
        }
        made()
    }
}

/// Whether they carry the same UserSig.
impl PartialEq for Signed {
    fn eq(&self, other: &Self) -> bool {
        self.query == other.query
    }
}

/// Percent-encodes everything but what a UserSig and plain names are made of.
fn encode(text: &str, query: &mut String) {
    for byte in text.bytes() {
        match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'*' | b'-' | b'.' | b'_' => {
                query.push(char::from(byte));
            }
            _ => {
                let _ = write!(query, "%{byte:02X}");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_at_every_address_has_its_own() {
        let addresses = Addresses::new(
            "http://127.0.0.1:9".to_owned(),
            Some("http://[::1]:9/gate".to_owned()),
        );
        let signed = Signed::new(1, "a b", "eJ*x-y_");
        assert_eq!(signed.ticket(), "eJ*x-y_");
        for _ in 0..3 {
            for operation in OPERATIONS {
                for (address, base) in ["http://127.0.0.1:9", "http://[::1]:9/gate"]
                    .iter()
                    .enumerate()
                {
                    let command = Command {
                        operation: Some(operation),
                        name: operation.id(),
                    };
                    let url = signed
                        .url(&addresses, address, &command)
                        .expect("an address");
                    let path = operation.path();
                    assert_eq!(
                        url.as_str(),
                        format!("{base}{path}?sdkappid=1&identifier=a%20b&usersig=eJ*x-y_")
                    );
                }
            }
        }
        assert!(signed.urls.iter().all(|place| place.get().is_some()));
        let raw = Command {
            operation: None,
            name: "/v4/a/b",
        };
        let url = signed.url(&addresses, 0, &raw).expect("an address");
        assert_eq!(url.path(), "/v4/a/b");
    }
}
