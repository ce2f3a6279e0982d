// Generated from spec/ by `cargo xtask generate`. Do not edit: edit the contract.

/// The route table.
pub mod routes;
