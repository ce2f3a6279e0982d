//! The real binary against an emulator.

mod api;
mod calls;
mod demo;
mod ear;
mod emulator;
mod kill;
mod manners;
mod mistakes;
mod profiles;
mod scenario;
mod sig;
mod stage;
mod webhook_judged;
mod webhook_listen;
mod webhook_sent;
