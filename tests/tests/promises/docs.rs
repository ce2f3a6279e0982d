//! The calls that the docs show are calls of the client as it is.

use std::collections::BTreeSet;

use call_engine::operations;

// Written as the pages show them, which is not always as rustfmt would.
#[rustfmt::skip]
#[allow(dead_code, clippy::all, clippy::pedantic, missing_docs)]
#[path = "../generated/calls.rs"]
mod calls;

#[test]
fn every_command_has_a_rust_call_that_compiles() {
    let shown: BTreeSet<&str> = calls::CALLS.iter().map(|(command, _)| *command).collect();
    let commands: BTreeSet<&str> = operations::OPERATIONS
        .iter()
        .map(|operation| operation.id())
        .collect();
    assert_eq!(shown, commands);
}
