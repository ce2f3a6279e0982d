//! A Tencent RTC call engine on your machine.
//!
//! A program that starts calls can be tried against it without an account, without phones and without a bill: it
//! checks requests as the vendor's gateway does, rings phones that do as they are told, and remembers every call.
//!
//! ```
//! use std::time::Duration;
//! use call_engine_emulator::{Clock, Emulator, Phone};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> std::io::Result<()> {
//! let clock = Clock::stopped();
//! let emulator = Emulator::builder()
//!     .phone("jack", Phone::answers_after(Duration::from_secs(2)))
//!     .clock(clock.clone())
//!     .start()
//!     .await?;
//!
//! println!("send commands to {}", emulator.url()); // and let your program call jack and rose
//!
//! clock.advance(Duration::from_secs(2)); // jack has answered now
//! for call in emulator.calls() {
//!     emulator.refuse(&call.id.to_string(), "rose").ok();
//! }
//! emulator.shutdown().await;
//! # Ok(())
//! # }
//! ```
//!
//! # Who may call
//!
//! The emulator plays one application. Unless told otherwise that is number [`SAMPLE_SDK_APP_ID`] with the secret key
//! [`SAMPLE_SECRET_KEY`], which the vendor publishes as a sample, and the administrators `administrator` and `admin`.
//! Tickets are verified for good, and against the emulator's clock: a test that lets a year pass sees its ticket expire.
//!
//! # What it answers
//!
//! Commands, the form of their bodies and their error codes come from the contract. A request is refused by the first of
//! these that it fails:
//!
//! | Check | Code |
//! | --- | --- |
//! | method is POST | 60002 |
//! | path is a command's | 60009 |
//! | query can be decoded | 60002 |
//! | `sdkappid` is there | 60012 |
//! | `sdkappid`, `identifier`, `usersig`, `random`, `contenttype` have their form | 60025 |
//! | `usersig` is not empty, is a ticket, is for this application and identifier, has not expired | 70002, 70003, 70014, 70013, 70001 |
//! | the application is the emulator's | 70020 |
//! | `usersig` is signed with its key | 70009 |
//! | `identifier` is an administrator | 60010 |
//! | no more than 200 requests of the command in a second, if [`Options::rate_limit_code`] is chosen | the chosen one |
//! | body is not too long, and JSON | 60002, 60003 |
//! | every `*_Account` in it is a string | 60015 |
//! | it satisfies the contract | 101002, or 100002 for `call_config` |
//! | the call, record or configuration is there | 101004, 101050, 100301 |
//!
//! The HTTP status is 200 in each case, as with the vendor. `ErrorInfo` says which field broke which rule. A command of
//! the contract that has no behaviour here yet answers the contract's example.
//!
//! What the vendor's documents leave open is decided by [`Options`], each field with a default; try your program
//! against the other readings too.
//!
//! # Phones
//!
//! Every callee has a [`Phone`], by UserID or by pattern ([`PhoneBook`]): one that waits for [`Emulator::answer`],
//! [`refuse`](Emulator::refuse) and [`hang_up`](Emulator::hang_up), or one that acts by itself. A callee who is in another call is
//! busy, and one whose device is lost leaves when its [heartbeat](Options::heartbeat) is over. A robot needs no phone. When at most one member is left, the call ends and becomes a record, which can be read five seconds later.
//!
//! # Webhooks
//!
//! Once `set_callback` has named an address, every event is sent to it over HTTP, or HTTPS with the feature `tls`, with the query of
//! the documents, the events of one call in their order. [`Options`] say how they are written and how long an answer may take;
//! [`webhook::Rule`]s make some of them late, double, out of order or lost; [`Emulator::deliveries`] tells what became of each.
//!
//! # Faults
//!
//! A request asks for its own fault in a header, [`fault::FaultRule`]s and [`Builder::chaos`] choose others; see [`fault`]. First of
//! all: *accepted, then the connection dropped*, which no client can tell from a failure.
//!
//! # Limits
//!
//! What protects it from its callers; none of it is the vendor's.
//!
//! | Limit | Default | Beyond it |
//! | --- | --- | --- |
//! | [`Options::max_calls`] | 1,000,000 calls in progress | 101001 |
//! | [`Options::max_callees`] | 1,000 callees of one call | 101002 |
//! | [`Options::max_body_bytes`] | 1 MiB of body | 60002; hung up on after eight times as much |
//! | [`Options::max_connections`] | 10,000 connections | status 503, or closed where TLS is spoken |
//! | [`Options::receive_timeout`] | 30 s for a handshake, a head, a body | hung up on; status 408 for a body |
//! | head of a request | 100 fields, about 400 kB | status 431 |
//! | [`Options::webhook_timeout`] | 2 s for an answer to a webhook | [`Outcome::TimedOut`](webhook::Outcome::TimedOut) |
//! | webhooks under way | 64 | they wait |
//! | webhooks that wait | 1,000,000 | not sent, and the log says so |
//! | answer to a webhook | 64 KiB read, 4 KiB kept | the rest is not read |
//! | [`Builder::log_capacity`] | 10,000 requests, events, webhooks each | the oldest are forgotten |
//! | an order to the management | 64 KiB of body | status 413 |
//! | [delay](fault::Fault) of a fault | 10 minutes | the header is refused |
//!
//! # Management
//!
//! [`Builder::management`] opens a port of its own where people, pages and programs in any language look at calls, pick up
//! phones, move the clock and let things go wrong, in JSON; [`management::OPENAPI`] describes it.
//!
//! # TLS
//!
//! With the feature `tls` and `Builder::tls` the port of the API speaks https, with a certificate that is given or made at the
//! start. A fresh one is good for the vendor's [`HOSTS`], so that a program with one of them built in can be pointed here.
//!
//! # Time
//!
//! With [`Clock::manual`] or [`Clock::stopped`] time passes only by [`Clock::advance`], so no test waits. What is due
//! happens, with its own time, before a command or a method of [`Emulator`] looks at the calls. With the same
//! [seed](Builder::seed), the same times and the same requests, two runs answer the same bytes.
//!
//! [`Clock::accelerated`] runs, only faster. The `Date` of answers is the clock's, so programs see by how much theirs differs.
//!
//! # Scenarios
//!
//! With the feature `scenario`, one YAML file holds settings, phones and steps with what is expected of them; programs start from
//! it and tests run it. See the module `scenario`.
//!
//! # Over restarts
//!
//! With [`Builder::data`] commands are written to a journal, and synced, before they are answered; a killed process loses nothing it has
//! answered. [`Emulator::export`] and [`Emulator::import`] take the state from one emulator to another.
//!
//! # Looking at what was asked
//!
//! [`Emulator::requests`] gives every request with its query, headers and body, its answer, the code of it and what the code means;
//! a refused one says which check found what in which field ([`Finding`]). [`Emulator::events`] tells what happened to the calls.
//!
//! # Map
//!
//! | Module | Concept |
//! | --- | --- |
//! | [`engine`] | calls, members, records: a value without sockets and clock |
//! | [`route`] | what the contract says about a command; the generated table is made of it |
//! | `gateway` | checks before a command reaches its service |
//! | `validation` | bodies against the contract's schemas |
//! | [`fault`] | what goes wrong between a program and the service |
//! | `pace` | requests of the last second, for limits of the rate |
//! | [`management`] | looking at it and steering it from outside |
//! | `scenario` | one file that sets up an emulator and says what happens then |
//! | `rules` | rules with numbers, for faults and webhooks |
//! | [`webhook`] | events on their way to the configured address |
//! | `wire` | bodies to commands, answers to bodies |
//! | `journal`, `state` | what outlives the process |
//! | `service` | all of it in order, without sockets |
//! | `server` | HTTP around the service |
//! | `connection` | one connection: TLS if the port has it, then HTTP; who is refused when there are too many |
//! | `tls` | certificates: given, or made at the start by an authority of their own; with the feature `tls` |
//! | `cors` | which pages of a browser may talk to it: those of this machine |

#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod builder;
mod clock;
mod connection;
mod cors;
mod emulator;
pub mod engine;
mod envelope;
pub mod fault;
mod gateway;
mod journal;
#[rustfmt::skip]
// The generator writes for readers of tables, not for the lints of hand-made code.
#[allow(missing_docs, clippy::all, clippy::pedantic)]
mod generated;
pub mod management;
mod options;
mod pace;
mod phone;
mod random;
mod refused;
mod request_log;
mod ring;
pub mod route;
mod rules;
#[cfg(feature = "scenario")]
pub mod scenario;
mod schema;
mod server;
mod service;
mod span;
mod state;
mod table;
#[cfg(feature = "tls")]
pub mod tls;
mod validation;
pub mod webhook;
mod wire;

pub use builder::{Builder, SAMPLE_SDK_APP_ID, SAMPLE_SECRET_KEY};
pub use clock::{Clock, Pace};
pub use emulator::Emulator;
pub use engine::PhoneError;
pub use generated::routes::{CODES, HOSTS, ROUTES};
pub use options::{
    ChosenRoom, ComparedTime, Deciding, EmptyResult, Options, Order, Reaction, RoomKind,
};
pub use phone::{Phone, PhoneBook, Shares};
pub use request_log::{Check, Finding, LoggedRequest};
