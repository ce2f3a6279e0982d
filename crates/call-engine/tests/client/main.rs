//! The client against servers on loopback: one program, so that it is linked once.

#[path = "../support/mod.rs"]
mod support;

mod answers;
mod backup;
#[cfg(feature = "blocking")]
mod blocking;
mod builder;
mod clock;
mod environment;
mod extras;
mod failures;
#[cfg(feature = "rustls")]
mod fault_matrix;
mod finding;
mod http_client;
mod observer;
mod pace;
mod process;
#[cfg(feature = "profile")]
mod profile;
mod provider;
mod proxy;
mod records;
mod requests;
mod retry_never_rings_twice;
mod retry_policy;
mod ringing;
mod rooms;
mod secrets;
#[cfg(feature = "testing")]
mod testing;
mod tickets;
#[cfg(feature = "rustls")]
mod tls;
mod trust;
mod validation;
mod waiting;
mod webhook_configuration;
