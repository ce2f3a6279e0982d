//! Tickets that say who calls.
//!
//! | Module | Concept |
//! |---|---|
//! | `command` | the tasks |
//! | `mint` | making a UserSig |
//! | `room_key` | making a PrivateMapKey |
//! | `given` | a ticket from a file, from stdin or from the environment, and never from the command line |
//! | `inspect` | what a ticket says |
//! | `verify` | whether it holds |

mod command;
mod given;
mod inspect;
mod mint;
mod room_key;
mod verify;

pub use command::{SigTask, run};
