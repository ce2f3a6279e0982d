//! The client for programs without async: the same commands, credentials and errors.
//!
//! ```no_run
//! use call_engine::Site;
//! use call_engine::blocking::Client;
//!
//! # fn run() -> Result<(), Box<dyn std::error::Error>> {
//! let client = Client::new(Site::Singapore, 1400000000, &std::env::var("CALL_ENGINE_SECRET_KEY")?)?;
//! let call = client.get_call_info("a-call-id")?;
//! println!("{} people", call.user_list().len());
//! # Ok(()) }
//! ```
//!
//! | Module | Concept |
//! |---|---|
//! | `client` | the client |
//! | `thread` | the thread that sends |
//! | `methods` | one method per command, made from the contract |

mod client;
mod thread;

// As the client's own methods in `lib.rs`.
#[cfg(not(feature = "generate"))]
#[allow(clippy::all, clippy::pedantic)]
#[rustfmt::skip]
#[path = "../generated/blocking.rs"]
mod methods;
#[cfg(feature = "generate")]
#[allow(clippy::all, clippy::pedantic)]
mod methods {
    include!(concat!(env!("OUT_DIR"), "/generated/blocking.rs"));
}

pub use client::Client;
