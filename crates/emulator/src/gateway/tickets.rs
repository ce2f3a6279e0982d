//! Tickets whose signature is known to be good.

use std::collections::HashMap;
use std::fmt;
use std::sync::Mutex;

use usersig::Claims;

use crate::service::lock;

/// Most tickets that are remembered; a program has one for hours.
const MOST: usize = 256;

/// Remembers tickets that were verified, since unpacking and verifying one costs more than the rest of a request.
///
/// Only what cannot change is remembered: that the text was signed with the key, for whom and until when. A ticket that is not
/// known, or does not hold for a request, is looked at anew, and whatever is wrong with it is found there.
#[derive(Default)]
pub(crate) struct GoodTickets(Mutex<HashMap<Box<str>, Holder>>);

struct Holder {
    identifier: String,
    expires_at: u64,
}

impl GoodTickets {
    /// Whether a ticket is known and holds for the identifier at `now`, in Unix seconds.
    pub(crate) fn hold(&self, ticket: &str, identifier: &str, now: u64) -> bool {
        lock(&self.0)
            .get(ticket)
            .is_some_and(|holder| holder.identifier == identifier && now <= holder.expires_at)
    }

    /// Remembers a ticket that was verified, with what it says.
    pub(crate) fn keep(&self, ticket: &str, claims: Claims) {
        let holder = Holder {
            expires_at: claims.expires_at(),
            identifier: claims.identifier,
        };
        let mut known = lock(&self.0);
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(ticket.into(), holder);
    }
}

/// Without the tickets, which are credentials.
impl fmt::Debug for GoodTickets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("GoodTickets(..)")
    }
}
