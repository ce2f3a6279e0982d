//! The emulator's own reading of requests and writing of answers.
//!
//! It shares no type with the SDK, so that a mistake of the one is found by the other.

mod answer;
mod request;

pub(crate) use answer::{CallRecord, write_answer};
pub(crate) use request::{Body, Reader, reader_of};
