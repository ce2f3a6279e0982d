//! Webhooks: their bodies without anything else, and with the feature `webhook` receivers too.

#[path = "../support/examples.rs"]
mod examples;
#[cfg(feature = "webhook")]
mod receiving;

mod bodies;
#[cfg(feature = "tower")]
mod endpoint;
#[cfg(feature = "webhook")]
mod guard;
mod open_world;
#[cfg(feature = "webhook")]
mod properties;
#[cfg(feature = "webhook")]
mod receiver;
#[cfg(feature = "webhook")]
mod signature;
#[cfg(feature = "webhook")]
mod spellings;
#[cfg(feature = "webhook")]
mod timeline;
