//! Helpers of the promises: the contract of the workspace, and a server that keeps what it was sent.

#![forbid(unsafe_code)]

mod external_types;
mod public_api;
mod recorder;
mod workspace;

pub use external_types::external_types;
pub use public_api::public_items;
pub use recorder::{Recorded, Recorder};
pub use workspace::{contract, root, sources};

/// The README's example is compiled like any other.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
