//! Webhooks: what the engine tells, sent over HTTP to the configured address.
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
mod outbox;
mod sender;
mod spelling;
mod state;

pub(crate) use outbox::{Outbox, Sending};
pub(crate) use sender::run;
pub(crate) use state::OutboxState;

pub use delivery::{Attempt, Delivery, Outcome};
pub use fate::{Fate, Rule};
pub use spelling::{ActionSpelling, Spelling};
