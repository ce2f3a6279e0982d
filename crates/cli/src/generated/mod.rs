// Generated from spec/ by `cargo xtask generate`. Do not edit: edit the contract.

/// The command tree.
pub mod commands;
/// What is explained besides codes.
pub mod explanations;
/// The webhooks as they are written.
pub mod webhooks;
