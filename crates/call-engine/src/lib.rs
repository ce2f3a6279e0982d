//! Client for the Tencent RTC *Call* REST API: a robot account rings people, and your backend follows the call.
//!
//! # Ring somebody
//!
//! ```no_run
//! use std::time::Duration;
//! use call_engine::types::{MediaType, StartCallByRobotRequest, StartCallInfo};
//! use call_engine::{Client, Site};
//!
//! # async fn ring() -> Result<(), Box<dyn std::error::Error>> {
//! let client = Client::new(Site::Singapore, 1400000000, &std::env::var("CALL_ENGINE_SECRET_KEY")?)?;
//! let video = StartCallInfo::new(MediaType::Video).room("lobby");
//! let request = StartCallByRobotRequest::new("robot", ["jack"], Duration::from_secs(30), video);
//! let call = client.start_call_by_robot(request).await?;
//! println!("{} rings", call.call_id());
//! # Ok(()) }
//! ```
//!
//! Every command of the contract is a method of [`Client`]; [`Client::command`] takes JSON instead of types, and
//! [`Client::raw`] sends commands the contract does not know yet.
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
//! | `generate` | no | generates types and client from the contract while building |
//! | `schemars` | no | `JsonSchema` for every wire type |
//!
//! # Secrets
//!
//! The secret key and the UserSig appear in no `Debug`, no `Display` and no error. This crate logs nothing.

#![deny(missing_docs)]
#![forbid(unsafe_code)]

#[cfg(feature = "client")]
mod address;
#[cfg(feature = "client")]
mod answer;
#[cfg(feature = "client")]
mod builder;
#[cfg(feature = "client")]
mod client;
#[cfg(feature = "client")]
mod credentials;
#[cfg(feature = "client")]
mod error;
#[cfg(feature = "client")]
mod http_date;
#[cfg(feature = "client")]
pub mod observer;
#[cfg(feature = "client")]
mod pace;
#[cfg(feature = "client")]
mod received;
#[cfg(feature = "client")]
mod retry;
#[cfg(feature = "client")]
mod sending;
#[cfg(feature = "rustls")]
mod tls;
#[cfg(feature = "tracing")]
mod trace;
#[cfg(feature = "client")]
mod transport;
#[cfg(feature = "client")]
mod watch;

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
pub use client::Client;
#[cfg(feature = "client")]
pub use error::Error;
#[cfg(feature = "client")]
pub use observer::Observer;
#[cfg(feature = "client")]
pub use pace::{LocalPace, Pace, TooLate, Turn, Wait};
#[cfg(feature = "client")]
pub use retry::{Backoff, RetryBudget, RetryPolicy};
#[cfg(feature = "tracing")]
pub use trace::Tracing;
