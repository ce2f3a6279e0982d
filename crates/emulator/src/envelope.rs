//! The envelope around every answer.

use std::sync::atomic::{AtomicU64, Ordering};

use serde::Serialize;

use crate::random::nth_u128;

/// An answer in the order of fields the vendor's pages show.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Envelope<'a, R> {
    pub(crate) action_status: &'static str,
    pub(crate) error_info: &'a str,
    pub(crate) error_code: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) request_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) response: Option<R>,
}

impl<R: Serialize> Envelope<'_, R> {
    pub(crate) fn success(request_id: String, response: Option<R>) -> Vec<u8> {
        Self {
            action_status: "OK",
            error_info: "",
            error_code: 0,
            request_id: Some(request_id),
            response,
        }
        .to_bytes()
    }

    fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(512);
        match serde_json::to_writer(&mut bytes, self) {
            Ok(()) => bytes,
            // Nothing in an answer can fail to be written; the caller would still get an envelope.
            Err(_) => br#"{"ActionStatus":"FAIL","ErrorInfo":"","ErrorCode":101001}"#.to_vec(),
        }
    }
}

pub(crate) fn failure(request_id: Option<String>, code: i64, info: &str) -> Vec<u8> {
    Envelope::<()> {
        action_status: "FAIL",
        error_info: info,
        error_code: code,
        request_id,
        response: None,
    }
    .to_bytes()
}

/// Makes the `RequestId`s of one emulator.
#[derive(Debug)]
pub(crate) struct RequestIds {
    seed: u64,
    next: AtomicU64,
}

impl RequestIds {
    /// `starts` counts how often an emulator began with the same data: none answers with an ID of an earlier one.
    pub(crate) fn new(seed: u64, starts: u64) -> Self {
        Self {
            // So that they share no digits with the IDs of calls.
            seed: !seed.wrapping_add(starts.saturating_sub(1) << 32),
            next: AtomicU64::new(1),
        }
    }

    /// Begins anew.
    pub(crate) fn reset(&self) {
        self.next.store(1, Ordering::Relaxed);
    }

    pub(crate) fn next(&self) -> String {
        let n = self.next.fetch_add(1, Ordering::Relaxed);
        format!("Id-{:032x}-O-Seq-{n}", nth_u128(self.seed, n))
    }
}
