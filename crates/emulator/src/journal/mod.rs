//! What outlives the process: `--data`.
//!
//! ```text
//! command ─► engine ─► line ─► writer [one sync for all that wait] ─► answer
//!                                │
//! start  ◄─ replay ◄─ state-7.json + journal-7.jsonl, then journal-8.jsonl …
//! ```
//!
//! Only what changes something is written down, in the order in which the engine did it, and a request is answered once its line is
//! synced. The engine is deterministic, so doing the lines again gives the same calls, records and webhooks. When a journal
//! has become long, the next one begins, and what it all comes to is worked out from the files beside the running emulator.
//!
//! A killed process loses nothing it has answered. That the disk keeps what it has synced when the power fails is beyond it.

mod beginning;
mod compaction;
mod folder;
mod line;
mod reading;
mod replay;
mod writer;

pub(crate) use beginning::begin;
pub(crate) use line::{Change, Line};
pub(crate) use writer::Journal;
