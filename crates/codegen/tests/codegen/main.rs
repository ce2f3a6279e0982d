//! The generator, from the contract to code that compiles: one program, so that it is linked once.

#[path = "../common/mod.rs"]
mod common;
#[path = "../../../contract/tests/common/specimen.rs"]
mod specimen;

mod generated;
mod hostile;
mod modules;
mod names;
mod rules;
mod view;
