//! Types, error catalogue and webhook decoding of the Tencent RTC *Call* REST API, without any HTTP.
//!
//! The client `call-engine` offers all of this as its own; this package is for programs that only receive webhooks or
//! speak to the API in a way of their own.
//!
//! ```
//! use std::time::Duration;
//! use call_engine_types::types::{MediaType, StartCallByRobotRequest, StartCallInfo};
//!
//! let audio = StartCallInfo::new(MediaType::Audio);
//! let request = StartCallByRobotRequest::new("robot", ["jack"], Duration::from_secs(1), audio);
//! let error = request.validate().unwrap_err();
//! assert_eq!(error.to_string(), "Timeout: must be from 10000 to 600000 ms, is 1000");
//! ```
//!
//! | Module | Holds |
//! |---|---|
//! | [`types`] | every request, answer and event of the contract |
//! | [`operations`] | every command: path, effect, limit, codes |
//! | [`code`] | what a code means |
//! | [`webhook`] | reading webhooks |
//! | [`validate`] | checking a request before it is sent |
//!
//! Unknown fields are kept in `extra` and written back; unknown values of enumerations become `Other` with the text or
//! number as it came. Known values are read without regard to case, spaces, `_` and `-`.
//!
//! # Features
//!
//! | Feature | Default | Gives |
//! |---|---|---|
//! | `generate` | no | generates the types from the contract while building |
//! | `schemars` | no | `JsonSchema` for every wire type |

#![deny(missing_docs)]
#![forbid(unsafe_code)]

mod callee;
pub mod code;
mod envelope;
mod milliseconds;
mod object;
mod operation;
#[doc(hidden)]
pub mod place;
mod room;
mod site;
mod text;
pub mod validate;
pub mod webhook;

// Written by a generator and laid out by prettyplease, so neither lints of style nor rustfmt apply.
#[cfg(not(feature = "generate"))]
#[allow(clippy::all, clippy::pedantic)]
#[rustfmt::skip]
mod generated;
/// Made from the contract while this crate was built.
#[cfg(feature = "generate")]
#[allow(clippy::all, clippy::pedantic)]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/generated/mod.rs"));
}

pub use code::CodeInfo;
pub use envelope::Envelope;
/// The table of commands.
pub use generated::operations;
#[cfg(feature = "schemars")]
pub use generated::schemas::wire_schemas;
pub use generated::sites::Site;
/// Every request, answer and event of the contract.
pub use generated::types;
pub use milliseconds::Milliseconds;
pub use operation::{Effect, Operation};
pub use room::Room;
pub use site::UnknownSite;
pub use text::Text;
