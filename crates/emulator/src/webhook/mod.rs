//! Webhooks: what the engine tells, sent over HTTP, or HTTPS with the feature `tls`, to the configured address.
//!
//! ```text
//! Event ─► body and address ─► outbox [fate: late, twice, after the next, never] ─► sender ─► log
//! ```
//!
//! The outbox is a value with the time passed in, like the engine; only the sender knows sockets.

mod address;
mod body;
mod delivery;
mod fate;
#[cfg(feature = "tls")]
mod https;
mod outbox;
mod sender;
mod spelling;
mod state;

#[cfg(feature = "scenario")]
pub(crate) use fate::names_event;
#[cfg(feature = "tls")]
pub(crate) use https::Trust;
pub(crate) use outbox::{Outbox, Sending};
pub(crate) use sender::{Lines, run};
pub(crate) use state::OutboxState;

pub use delivery::{Attempt, Delivery, Outcome};
pub use fate::{Fate, Rule};
pub use spelling::{ActionSpelling, Spelling};
