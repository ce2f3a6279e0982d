//! When a request is sent again, and when never.

mod backoff;
mod budget;
mod decision;
mod policy;

pub use backoff::Backoff;
pub use budget::RetryBudget;
pub(crate) use decision::{Decision, Happened, Situation, decide, needed, reaches_goal};
pub use policy::RetryPolicy;
