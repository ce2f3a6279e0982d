//! The real binary against an emulator.

mod api;
mod calls;
mod demo;
mod emulator;
mod explain;
mod find;
mod kill;
mod manners;
mod manual;
mod mistakes;
mod profiles;
mod scenario;
mod sig;
mod stage;
#[cfg(unix)]
mod terminal;
#[cfg(unix)]
mod watch;
