//! Client for the Tencent RTC *Call* REST API: a robot account rings people, and your backend follows the call.
//!
//! # Ring somebody
//!
//! ```no_run
//! use call_engine::{Client, Outcome, Ring, Site};
//!
//! # async fn ring() -> Result<(), Box<dyn std::error::Error>> {
//! let client = Client::new(Site::Singapore, 1400000000, &std::env::var("CALL_ENGINE_SECRET_KEY")?)?;
//! let call = client.ring(Ring::video("robot", ["jack"]).room("lobby")).await?;
//! match call.wait().await? {
//!     Outcome::Answered { by } => println!("{by:?} answered"),
//!     other => println!("nobody came: {other:?}"),
//! }
//! # Ok(()) }
//! ```
//!
//! # What there is
//!
//! | For | Look at |
//! |---|---|
//! | ringing, one or many | [`Client::ring`], [`Ring`] |
//! | waiting, ending, reading the record | [`Call`] |
//! | a call whose answer was lost | [`RingError`], [`Client::find_call`] |
//! | many records | [`Client::records`] |
//! | where webhooks go | [`Client::webhook_configuration`], [`Client::set_webhook`], [`Client::delete_webhook`] |
//! | any command, typed | the method of [`Client`] with its name, such as [`Client::start_call_by_robot`] |
//! | any command, as JSON | [`Client::command`] |
//! | commands the contract does not know yet | [`Client::raw`] |
//!
//! # Errors
//!
//! [`Error`] says which command failed, the code with its name, meaning and remedy, the RequestId, and whether the
//! command [may have taken effect](Error::may_have_taken_effect). Redirects are never followed and nothing is
//! repeated: a request that may have rung somebody is not sent again.
//!
//! # The open world
//!
//! Unknown fields are kept in `extra` and written back; unknown values of enumerations become `Other` with the text
//! as it came. Known values are read without regard to case, spaces, `_` and `-`.
//!
//! # Features
//!
//! | Feature | Default | Gives |
//! |---|---|---|
//! | `client` | yes | the HTTP client; without it only types, catalogue and [`webhook`] decoding |
//! | `rustls` | yes | TLS by rustls with ring; without it only plain http, to loopback unless asked for |
//! | `webhook` | no | receiving webhooks: verified, typed, without duplicates; see [`webhook`]. Needs no client |
//! | `tower` | no | the webhook endpoint as a service for axum and others, and a queue before your handler |
//! | `generate` | no | generates types and client from the contract while building |
//! | `schemars` | no | `JsonSchema` for every wire type |
//!
//! UserSigs are signed by `ring`, which `rustls` brings anyway, so `client` needs a C compiler. (Without C there is the
//! crate `usersig` alone, with its feature `rustcrypto`.)
//!
//! # Secrets
//!
//! The secret key and the UserSig appear in no `Debug`, no `Display` and no error. This crate logs nothing.

#![deny(missing_docs)]
#![forbid(unsafe_code)]

#[cfg(feature = "client")]
mod answer;
#[cfg(feature = "client")]
mod builder;
#[cfg(feature = "client")]
mod calls;
#[cfg(feature = "client")]
mod client;
#[cfg(feature = "client")]
mod credentials;
#[cfg(feature = "client")]
mod error;
#[cfg(feature = "client")]
mod records;
#[cfg(feature = "client")]
mod sending;
#[cfg(feature = "rustls")]
mod tls;
#[cfg(feature = "client")]
mod transport;
#[cfg(feature = "client")]
mod webhook_configuration;
#[cfg(feature = "webhook")]
pub mod webhook;

// Written by a generator and laid out by prettyplease, so neither lints of style nor rustfmt apply.
#[cfg(all(feature = "client", not(feature = "generate")))]
#[allow(clippy::all, clippy::pedantic)]
#[rustfmt::skip]
mod generated;
/// Made from the contract while this crate was built.
#[cfg(all(feature = "client", feature = "generate"))]
#[allow(clippy::all, clippy::pedantic)]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/generated/mod.rs"));
}

#[cfg(feature = "client")]
pub use answer::Answer;
// Everything that needs no HTTP has a package of its own, which builds beside the HTTP library instead of after it.
#[cfg(feature = "client")]
pub use builder::ClientBuilder;
pub use call_engine_types::*;
#[cfg(feature = "client")]
pub use calls::{
    Attempt, Call, FindCall, Found, FoundCall, Outcome, ReadRecord, Ring, RingError, Seen, Wait,
};
#[cfg(feature = "client")]
pub use client::Client;
#[cfg(feature = "client")]
pub use error::Error;
#[cfg(feature = "client")]
pub use records::{Records, TimeRange};
