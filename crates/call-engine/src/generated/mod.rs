// Generated from spec/ by `cargo xtask generate`. Do not edit: edit the contract.

/// One method of the client per command.
pub mod methods;
/// The client progenitor made, and nothing around it.
pub mod wire;
