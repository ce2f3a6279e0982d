//! The real binary against an emulator.

mod api;
mod calls;
mod demo;
mod ear;
mod doctor;
mod emulator;
mod export;
mod kill;
mod manners;
mod mistakes;
mod profile;
mod profiles;
mod records;
mod scenario;
mod sig;
mod stage;
mod webhook_judged;
mod webhook_listen;
mod webhook_sent;
