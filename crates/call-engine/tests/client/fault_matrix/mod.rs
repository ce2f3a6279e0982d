//! Every command met by every fault: how it ends, how often it is sent, and that no call is ever started twice.

mod codes;
mod expectations;
mod faults;
mod stage;

use call_engine::{Error, RetryBudget, RetryPolicy};
use expectations::{Expected, MOST};

use crate::support::at_once;

/// As many attempts as the table says, at once, and never too few retries.
fn policy() -> RetryPolicy {
    let attempts = u32::try_from(MOST).expect("a few");
    at_once()
        .attempts(attempts)
        .budget(RetryBudget::new(10_000))
}

/// Compares the end of a cell with what the table says.
#[track_caller]
fn compare(cell: &str, error: &Error, sent: Option<usize>, expected: Expected) {
    let seen = Expected {
        attempts: error.attempts() as usize,
        may_have_taken_effect: error.may_have_taken_effect(),
    };
    assert_eq!(seen, expected, "{cell}: {error:?}");
    if let Some(sent) = sent {
        assert_eq!(
            sent, expected.attempts,
            "{cell}: seen by the server, {error:?}"
        );
    }
}
