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
//! secret_key_file = "staging.key"    # or secret_key, secret_key_env (the name of a variable), secret_key_command, user_sig
//! timeout = "5s"                     # also: proxy, root_certificate_file, allow_plain_http
//! ```
//!
//! `secret_key_command = "pass show call-engine"` takes the first line that a program prints. It is run without a shell (quotes
//! keep a word together, nothing else is special), has a minute, and talks on stderr; it is run only if the file of profiles
//! belongs to its reader, or to root, and nobody else can write it.
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
//! | `webhook` | no | receiving webhooks: verified, typed, without duplicates; see [`webhook`]. Needs no client |
//! | `tower` | no | the webhook endpoint as a service for axum and others, and a queue before your handler |
//! | `generate` | no | generates types and client from the contract while building |
//! | `schemars` | no | `JsonSchema` for every wire type |
//! | `testing` | no | fakes in the place of the network, for tests of your code |
//! | `tracing` | no | an observer that writes events of `tracing` |
//!
//! UserSigs are signed by `ring`, which `rustls` brings anyway, so `client` needs a C compiler. (Without C there is the
//! crate `usersig` alone, with its feature `rustcrypto`.)
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
//! The secret key, the UserSig, the query that carries it and the password of a proxy appear in no `Debug`, no `Display`,
//! no error, no panic and no event; what a provider says is shown without whatever looks like a ticket or a key. The
//! libraries below log, at their lowest levels too, names of hosts, connections, TLS handshakes and the pool, but no URL:
//! a test hears every crate at `TRACE` and looks for the secrets in all encodings. One setting of reqwest
//! (`connection_verbose`) prints all bytes of a connection at `TRACE`; this crate leaves it off. hyper has traces of its
//! own only when it is compiled with `--cfg hyper_unstable_tracing`; those are not part of the test.
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
#[cfg(feature = "blocking")]
pub mod blocking;
#[cfg(feature = "client")]
mod builder;
#[cfg(feature = "client")]
mod calls;
#[cfg(feature = "client")]
mod client;
#[cfg(feature = "client")]
mod command;
#[cfg(feature = "client")]
mod connecting;
#[cfg(feature = "client")]
mod credentials;
#[cfg(feature = "client")]
mod environment;
#[cfg(feature = "client")]
mod error;
#[cfg(feature = "client")]
mod http_date;
#[cfg(feature = "client")]
pub mod observer;
#[cfg(feature = "client")]
mod pace;
#[cfg(feature = "profile")]
mod profile;
#[cfg(feature = "client")]
mod provider;
#[cfg(feature = "client")]
mod received;
#[cfg(feature = "client")]
mod records;
#[cfg(feature = "client")]
mod retry;
#[cfg(feature = "profile")]
mod secret_command;
#[cfg(feature = "client")]
mod sending;
#[cfg(feature = "client")]
mod settings;
#[cfg(feature = "client")]
mod settings_file;
#[cfg(feature = "client")]
mod shared;
#[cfg(feature = "client")]
mod signed;
#[cfg(feature = "testing")]
pub mod testing;
#[cfg(feature = "client")]
mod tls;
#[cfg(feature = "tracing")]
mod trace;
#[cfg(feature = "client")]
mod transport;
#[cfg(feature = "client")]
mod watch;
#[cfg(feature = "webhook")]
pub mod webhook;
#[cfg(feature = "client")]
mod webhook_configuration;

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
#[cfg(feature = "client")]
pub use builder::ClientBuilder;
// Everything that needs no HTTP has a package of its own, which builds beside the HTTP library instead of after it.
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
pub use observer::Observer;
#[cfg(feature = "client")]
pub use pace::{LocalPace, Pace, TooLate, Turn, WaitForTurn};
#[cfg(feature = "client")]
pub use provider::{
    ProvidedUserSig, ProviderError, UserSigFuture, UserSigProvider, UserSigRequest,
};
#[cfg(feature = "client")]
pub use records::{Records, TimeRange};
#[cfg(feature = "client")]
pub use retry::{Backoff, RetryBudget, RetryPolicy};
#[cfg(feature = "client")]
pub use settings::{Given, Setting, Settings};
#[cfg(feature = "tracing")]
pub use trace::Tracing;
#[cfg(feature = "client")]
pub use usersig::SecretKey;
