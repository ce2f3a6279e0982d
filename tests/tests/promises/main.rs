//! The client, its examples and the emulator together: one program, so that it is linked once.

mod conformance;
mod docs;
mod fault_matrix;
mod flows;
mod page;
mod scenarios;
mod seed;
mod tls;
mod two_doors;
mod webhooks;
