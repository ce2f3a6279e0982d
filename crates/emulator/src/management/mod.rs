//! The management of an emulator, on a port of its own: a page where a person picks up phones, and JSON, described by
//! [`OPENAPI`].
//!
//! It is for people, pages and programs of this machine: a request that a page from elsewhere makes a browser send is refused.

mod history;
mod lines;
mod live;
mod orders;
mod page;
mod router;
mod rules;
mod views;

#[cfg(feature = "scenario")]
pub(crate) use orders::ActName;
pub(crate) use router::serve;

/// The description of the management, an OpenAPI document in JSON.
pub const OPENAPI: &str = include_str!("openapi.json");
