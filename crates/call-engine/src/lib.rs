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
//! # Setting up
//!
//! [`Client::builder`] takes everything: a [`Site`] (also by name: `"singapore".parse::<Site>()`) or any address, the
//! SDKAppID, and one way to sign:
//!
//! * [`secret_key`](ClientBuilder::secret_key): UserSigs are minted, live for two days and are renewed after one. A
//!   request reads the current one without a lock; those who need a new one at once share it.
//! * [`user_sig`](ClientBuilder::user_sig): a ready UserSig, never renewed.
//! * [`user_sig_with`](ClientBuilder::user_sig_with) and [`user_sig_provider`](ClientBuilder::user_sig_provider): a
//!   function or a [`UserSigProvider`] of your own, for programs that must not hold the key.
//!
//! ## Environment
//!
//! [`Client::from_env`] reads these; [`ClientBuilder::from_env`] leaves room for more, [`Settings`] for layers of your
//! own. Blank counts as not set. Of the lines with the same number only one may be set.
//!
//! | Variable | Holds |
//! |---|---|
//! | `CALL_ENGINE_SITE` (1) | the name of the site |
//! | `CALL_ENGINE_ENDPOINT` (1) | an address instead |
//! | `CALL_ENGINE_SDK_APP_ID` | the number of the application |
//! | `CALL_ENGINE_IDENTIFIER` | the administrator to sign as; default `administrator` |
//! | `CALL_ENGINE_SECRET_KEY` (2) | the secret key |
//! | `CALL_ENGINE_SECRET_KEY_FILE` (2) | a file that holds it, such as a mounted secret; its mode is not looked at |
//! | `CALL_ENGINE_USER_SIG` (2) | a ready UserSig |
//! | `CALL_ENGINE_TIMEOUT` | longest wait for an answer: `10s`, `1500ms`, `1m` |
//! | `CALL_ENGINE_PROXY` | the proxy to go through, or `none` |
//! | `CALL_ENGINE_ROOT_CERTIFICATE_FILE` | PEM file of certificates to trust as well |
//! | `CALL_ENGINE_PROFILE` | the profile to start from; variables win over it |
//! | `CALL_ENGINE_PROFILES_FILE` | where the profiles are |
//!
//! ## Profiles
//!
//! With the feature `profile`, shared with the command line: `call-engine/profiles.toml` in `$XDG_CONFIG_HOME` or
//! `~/.config` (in `%APPDATA%` on Windows).
//!
//! ```toml
//! [staging]
//! site = "singapore"                 # or: endpoint = "https://…"
//! sdk_app_id = 1400000000
//! identifier = "administrator"
//! secret_key_file = "staging.key"    # or secret_key, secret_key_env (the name of a variable), user_sig
//! timeout = "5s"                     # also: proxy, root_certificate_file, allow_plain_http
//! ```
//!
//! Paths begin at the folder of the file, or with `~/`. What is not understood is an error with file and line. On Unix a
//! file that holds a secret and that others can read is refused, unless `allow_readable_by_others = true` stands at the
//! top of the file of profiles.
//!
//! ## TLS, proxies, your own HTTP client
//!
//! rustls checks certificates by the operating system's rules; [`add_root_certificate`] adds those of your own
//! authority. `native-tls` takes the operating system's TLS instead (on Debian it needs `libssl-dev` and `pkg-config` to
//! build); with both features rustls is used, with neither only plain http is possible. Plain http goes to loopback only,
//! unless [`allow_plain_http`] is called.
//!
//! The proxy of the environment (`HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, `NO_PROXY`) is used, but never to loopback;
//! [`proxy`] names another, [`no_proxy`] uses none. [`http_client`] takes a `reqwest::Client` of your own, whose
//! redirects and retries still cannot ring twice.
//!
//! [`add_root_certificate`]: ClientBuilder::add_root_certificate
//! [`allow_plain_http`]: ClientBuilder::allow_plain_http
//! [`proxy`]: ClientBuilder::proxy
//! [`no_proxy`]: ClientBuilder::no_proxy
//! [`http_client`]: ClientBuilder::http_client
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
//! | `rustls` | yes | TLS by rustls with ring; with no TLS only plain http, to loopback unless asked for |
//! | `native-tls` | no | the operating system's TLS, OpenSSL on Linux; `rustls` wins over it |
//! | `blocking` | no | `blocking::Client`, the same commands for programs without async |
//! | `profile` | no | named profiles in a file |
//! | `generate` | no | generates types and client from the contract while building |
//! | `schemars` | no | `JsonSchema` for every wire type |
//!
//! # Secrets
//!
//! The secret key, the UserSig and the password of a proxy appear in no `Debug`, no `Display` and no error; what a
//! provider says is shown without whatever looks like a ticket or a key. This crate logs nothing.

#![deny(missing_docs)]
#![forbid(unsafe_code)]

#[cfg(feature = "client")]
mod answer;
#[cfg(feature = "blocking")]
pub mod blocking;
#[cfg(feature = "client")]
mod builder;
#[cfg(feature = "client")]
mod client;
#[cfg(feature = "client")]
mod connecting;
#[cfg(feature = "client")]
mod credentials;
#[cfg(feature = "client")]
mod environment;
#[cfg(feature = "client")]
mod error;
#[cfg(feature = "profile")]
mod profile;
#[cfg(feature = "client")]
mod provider;
#[cfg(feature = "client")]
mod sending;
#[cfg(feature = "client")]
mod settings;
#[cfg(feature = "client")]
mod tls;
#[cfg(feature = "client")]
mod transport;

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
pub use provider::{
    ProvidedUserSig, ProviderError, UserSigFuture, UserSigProvider, UserSigRequest,
};
#[cfg(feature = "client")]
pub use settings::{Setting, Settings};
#[cfg(feature = "client")]
pub use usersig::SecretKey;
