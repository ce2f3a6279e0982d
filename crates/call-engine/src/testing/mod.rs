//! Fakes for tests of code that uses the client: a real [`Client`](crate::Client) without sockets and without a service.
//!
//! With the feature `testing`, best in `[dev-dependencies]` only:
//!
//! ```toml
//! [dev-dependencies]
//! call-engine = { version = "0.1", features = ["testing"] }
//! ```
//!
//! A [`Fake`] takes the place of the network, and of nothing else: requests are checked as ever, sent again by the same
//! rules, answers are read by the same code, and errors are the same values. There are no pauses between attempts.
//!
//! ```
//! use std::time::Duration;
//! use call_engine::testing::{Fake, Reply};
//! use call_engine::types::{MediaType, StartCallByRobotRequest, StartCallInfo};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), call_engine::Error> {
//! let fake = Fake::in_order([
//!     ("start_call_by_robot", Reply::payload(serde_json::json!({ "CallId": "c1" }))),
//!     ("end_call", Reply::timeout()),
//!     ("end_call", Reply::code(101004)),
//! ]);
//! let client = fake.client();
//!
//! let audio = StartCallInfo::new(MediaType::Audio);
//! let ring = StartCallByRobotRequest::new("robot", ["jack"], Duration::from_secs(30), audio);
//! let call = client.start_call_by_robot(ring).await?;
//! assert_eq!(call.call_id(), "c1");
//! // Ending may be repeated after a timeout, and "no such call" then means that the first attempt ended it.
//! client.end_call("c1").await?;
//!
//! assert_eq!(fake.sent()[0].body()["CalleeList_Account"], serde_json::json!(["jack"]));
//! fake.verify();
//! # Ok(()) }
//! ```
//!
//! For tests that need calls with a memory, phones that answer and records afterwards, there is a whole service: the package
//! `call-engine-emulator` is a library as well. `Emulator::builder().start()` listens on a free port of this machine
//! (port 0); give its `url()` to [`ClientBuilder::base_url`](crate::ClientBuilder::base_url).

mod fake;
mod reply;

pub use fake::{Fake, Sent};
pub use reply::Reply;
