//! Two things at once.

use std::panic::resume_unwind;
use std::thread;

/// Both results; the second is made on a thread of its own.
pub(crate) fn beside<A, B: Send>(
    one: impl FnOnce() -> A,
    other: impl FnOnce() -> B + Send,
) -> (A, B) {
    thread::scope(|scope| {
        let other = scope.spawn(other);
        let one = one();
        let other = other.join();
        (one, other.unwrap_or_else(|panic| resume_unwind(panic)))
    })
}
