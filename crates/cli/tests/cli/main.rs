//! The real binary against an emulator.

mod api;
mod calls;
mod demo;
mod emulator;
mod kill;
mod manners;
mod mistakes;
mod profiles;
mod scenario;
mod sig;
mod stage;
