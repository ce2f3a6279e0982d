//! The real binary against an emulator.

#[cfg(unix)]
mod after_the_ring;
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
#[cfg(unix)]
mod session;
mod sig;
mod stage;
#[cfg(unix)]
mod terminal;
#[cfg(unix)]
mod watch;
#[cfg(unix)]
mod watch_live;
mod webhook_judged;
mod webhook_listen;
mod webhook_registered;
mod webhook_sent;
