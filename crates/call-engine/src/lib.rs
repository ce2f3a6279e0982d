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
//! [`Error`] says which command failed, the code with its name, meaning and remedy, the RequestId, the number of
//! attempts, and whether the command [may have taken effect](Error::may_have_taken_effect) in any of them. Its `is_…` methods are for
//! branching; each says whether the command may have run and what to look at.
//!
//! # Retries
//!
//! A request is sent again only when that can help and **cannot ring twice**: a command that places a call only if the last
//! attempt certainly did not run, all others also when nobody knows. [`RetryPolicy`] has the table of it and the
//! limits: three attempts, half a minute, pauses with jitter, a [budget](RetryBudget) that keeps an outage from being
//! made worse. A refused UserSig is minted anew once; if the service calls it expired and its clock differs from
//! this machine's, by the service's clock. After a failed connection the site's backup address is tried. Redirects are never followed.
//!
//! ```no_run
//! use std::time::Duration;
//! use call_engine::{Client, RetryPolicy, Site};
//!
//! # fn set_up(key: &str) -> Result<Client, call_engine::Error> {
//! Client::builder()
//!     .site(Site::Singapore)
//!     .sdk_app_id(1400000000)
//!     .secret_key(key)
//!     .retry(RetryPolicy::default().attempts(5).total_time(Duration::from_secs(60)))
//!     .build()
//! # }
//! ```
//!
//! # Limits of time and pace
//!
//! | Limit | Default | Of |
//! |---|---|---|
//! | [`connect_timeout`](ClientBuilder::connect_timeout) | 5 s | making a connection |
//! | [`timeout`](ClientBuilder::timeout) | 10 s | one attempt; the service gives itself 3 s |
//! | [`total_time`](RetryPolicy::total_time) | 30 s | a request with its attempts, pauses and turns |
//! | [`pace`](ClientBuilder::pace) | 200 a second | attempts of one command that begin, as the service's pages say |
//!
//! What it means to drop a future is said at [`Client`].
//!
//! # Metrics and logs
//!
//! An [`Observer`] sees every attempt, retry and end, with its duration and outcome. With the feature `tracing`,
//! `Tracing` is one that writes events: `WARN` for requests that failed or are sent again and for a wrong clock, `DEBUG`
//! for attempts that ended, successes and waiting, `TRACE` for attempts that begin. Without an observer this crate prints and
//! measures nothing.
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
//! | `testing` | no | fakes in the place of the network, for tests of your code |
//! | `tracing` | no | an observer that writes events of `tracing` |
//!
//! # Testing your code
//!
//! The feature `testing` gives `testing::Fake`: a real [`Client`] whose attempts are answered by a closure or a sequence instead
//! of the network, with the same checks, retries and errors. For calls with a memory, phones that answer, and records,
//! start the package `call-engine-emulator`, a library as well, on a free port (`Emulator::builder().start()`), and
//! give its `url()` to [`base_url`](ClientBuilder::base_url).
//!
//! # Secrets
//!
//! The secret key, the UserSig and the query that carries it appear in no `Debug`, no `Display`, no error, no panic and no
//! event. The libraries below log, at their lowest levels too, names of hosts, connections, TLS handshakes and the
//! pool, but no URL: a test hears every crate at `TRACE` and looks for the secrets in all encodings. One setting of reqwest
//! (`connection_verbose`) prints all bytes of a connection at `TRACE`; this crate leaves it off. hyper has traces
//! of its own only when it is compiled with `--cfg hyper_unstable_tracing`; those are not part of the test.
//!
//! # Versions
//!
//! * **Semantic versioning.** A change that breaks callers is a step of the first number that is not zero, such as from 0.1
//!   to 0.2; a new command, field, value, code or feature is not one. Types of other packages in this API are a committed
//!   list (`tests/external-types.txt`), because their next major version would be one of ours.
//! * **Compiler.** Rust 1.88. A newer one may be asked for in a minor release, never in a patch, and never one that is younger than
//!   six months.
//! * **Features** only add: each builds alone and all together, and none changes what a request does, `testing` aside,
//!   which lets a client be given a fake.
//! * **Dependencies** are asked for in versions that were built with: the oldest ones the manifest allows resolve and build too.

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
#[cfg(feature = "testing")]
pub mod testing;
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
