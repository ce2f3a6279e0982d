//! How many retries all requests together may have.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// What a retry costs, in parts that requests earn.
const COST: u32 = 10;

/// How many retries all requests together may have, so that an outage is not made worse by them.
///
/// A bucket of tokens: a retry takes one, ten requests that were answered with success give one back. While nothing succeeds,
/// no more requests are repeated than the bucket holds; while most succeed, up to a tenth more are sent. A retry with a
/// new UserSig takes none.
///
/// Clones share the bucket, also between clients. Every client has one of its own unless its
/// [`RetryPolicy`](crate::RetryPolicy) carries another.
#[derive(Clone)]
pub struct RetryBudget {
    bucket: Arc<Bucket>,
}

struct Bucket {
    size: u32,
    left: AtomicU32,
}

impl RetryBudget {
    /// A full bucket of so many retries.
    pub fn new(retries: u32) -> Self {
        let size = retries.saturating_mul(COST);
        let left = AtomicU32::new(size);
        Self {
            bucket: Arc::new(Bucket { size, left }),
        }
    }

    /// How many retries are left.
    pub fn left(&self) -> u32 {
        self.bucket.left.load(Ordering::Relaxed) / COST
    }

    /// One retry, if there is one left. It goes back unless it is spent.
    pub(crate) fn take(&self) -> Option<Token<'_>> {
        let left = &self.bucket.left;
        left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
            left.checked_sub(COST)
        })
        .ok()
        .map(|_| Token(self))
    }

    /// A request succeeded.
    pub(crate) fn earn(&self) {
        self.give(1);
    }

    fn give(&self, parts: u32) {
        let Bucket { size, left } = &*self.bucket;
        // Full nearly always, and then nothing is written that other threads read.
        if left.load(Ordering::Relaxed) < *size {
            let _ = left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
                Some(left.saturating_add(parts).min(*size))
            });
        }
    }
}

impl Default for RetryBudget {
    /// A bucket of 50 retries.
    fn default() -> Self {
        Self::new(50)
    }
}

impl fmt::Debug for RetryBudget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RetryBudget")
            .field("left", &self.left())
            .finish_non_exhaustive()
    }
}

/// A retry that was taken out of the bucket.
pub(crate) struct Token<'a>(&'a RetryBudget);

impl Token<'_> {
    /// The retry takes place.
    pub(crate) fn spend(self) {
        std::mem::forget(self);
    }
}

impl Drop for Token<'_> {
    fn drop(&mut self) {
        self.0.give(COST);
    }
}
