//! The codes that are answers rather than failures.

/// The call does not exist or has ended.
pub(crate) const NO_CALL: i64 = 101_004;
/// The record does not exist, or not yet.
pub(crate) const NO_RECORD: i64 = 101_050;
/// There is no webhook configuration.
pub(crate) const NO_WEBHOOK: i64 = 100_301;
