//! Receiving webhooks: who sent it, what it says, whether it is new, and what to answer.
//!
//! ```
//! use std::time::{Duration, UNIX_EPOCH};
//! use call_engine::types::AfterMemberChanged;
//! use call_engine::webhook::{Receiver, WebhookEvent, testing::Delivery};
//!
//! let receiver = Receiver::builder(1400000000).url_secret("token", "a long random text").build()?;
//!
//! // In a test this makes the delivery; in production the vendor does.
//! let event = AfterMemberChanged { call_id: Some("c1".into()), ..Default::default() };
//! let delivery = Delivery::new(1400000000, &WebhookEvent::AfterMemberChanged(event))
//!     .parameter("token", "a long random text");
//!
//! let reply = match receiver.receive(&delivery.query(), &delivery.headers(), delivery.body()) {
//!     Ok(received) => {
//!         println!("{} of {}", received.event().command(), received.event().call_id());
//!         received.reply()
//!     }
//!     Err(error) => {
//!         eprintln!("{error}"); // for the log: names the likely cause
//!         error.reply() // for the sender: tells nothing
//!     }
//! };
//! assert_eq!(reply.status(), 200);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | Item | Does |
//! |---|---|
//! | [`read`] | body to event, nothing else; needs no feature |
//! | [`Receiver`] | query, headers and body to a verified event, or to the reason why not |
//! | [`Endpoint`] | a whole request of the crate `http`; hands the event to an [`Inbox`] and answers before any work is done. With the feature `tower` a service for axum and others |
//! | `queue` | the bounded inbox between answer and work; feature `tower` |
//! | [`Guard`], [`MemoryGuard`] | whether an event came before |
//! | [`Timelines`] | order within a call; an ended call stays ended |
//! | [`testing`] | deliveries as the vendor sends them, for your own tests |
//!
//! # What is known about deliveries
//!
//! Time-out, repetitions, duplicates and order are undocumented for Call (W-14). Sibling products wait two seconds and
//! repeat for up to a minute. So answer at once, expect an event twice, and in any order. The content of the answer is
//! ignored; what a status other than 200 does is undocumented.
//!
//! # Who sent it
//!
//! No signature is documented for Call. A secret of your own in the `Url` given to `set_callback`
//! ([`ReceiverBuilder::url_secret`]) together with https is what there is. A `Sign` as sibling products send it is
//! verified when it is there and a [token](ReceiverBuilder::token) is configured. It covers token and time, **not the
//! body**: only https protects that.

mod body;
mod builder;
mod endpoint;
mod error;
mod guard;
mod query;
#[cfg(feature = "tower")]
mod queue;
mod received;
mod receiver;
mod reply;
mod secret;
#[cfg(feature = "tower")]
mod service;
mod signature;
pub mod testing;
mod timeline;

pub use builder::{ReceiverBuilder, SetupError};
pub use call_engine_types::webhook::*;
pub use endpoint::{Endpoint, Inbox, InboxError};
pub use error::ReceiveError;
pub use guard::{EventKey, Guard, GuardError, MemoryGuard, Seen, Verdict};
#[cfg(feature = "tower")]
pub use queue::{Queue, QueueInbox, queue};
pub use received::Received;
pub use receiver::Receiver;
pub use reply::Reply;
pub use timeline::{Placement, Timeline, Timelines};
