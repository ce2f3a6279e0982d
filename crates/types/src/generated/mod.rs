// Generated from spec/ by `cargo xtask generate`. Do not edit: edit the contract.

/// The error catalogue.
pub mod catalogue;
/// The table of commands.
pub mod operations;
/// The JSON Schema of every wire type.
pub mod schemas;
/// The sites.
pub mod sites;
/// Every request, answer and event of the contract.
pub mod types;
/// The webhooks as one type.
pub mod webhooks;
