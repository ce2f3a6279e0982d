//! The real binary against an emulator.

mod api;
mod calls;
mod demo;
mod doctor;
mod ear;
mod emulator;
mod explain;
mod export;
mod find;
mod kill;
mod manners;
mod manual;
mod mistakes;
mod profile;
mod profiles;
mod records;
mod scenario;
mod sig;
mod stage;
#[cfg(unix)]
mod terminal;
#[cfg(unix)]
mod watch;
mod webhook_judged;
mod webhook_listen;
mod webhook_sent;
