//! The emulator over its sockets, its folder and its engine: one program, so that it is linked once.

mod commands;
mod commands_to_come;
mod common;
mod data;
mod engine_calls;
mod faults;
mod gateway_checks;
mod library;
mod limits;
mod management;
mod management_page;
mod pages;
mod records;
#[cfg(feature = "tls")]
mod tls;
mod webhook_configuration;
mod webhooks;
#[cfg(feature = "tls")]
mod webhooks_over_tls;
