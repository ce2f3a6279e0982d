//! Watching a call.
//!
//! | Module | Concept |
//! |---|---|
//! | `command` | `call watch` |
//! | `members` | who is in the call, and what changes from look to look |
//! | `hearing` | webhooks that tell of changes before the next look, and why |
//! | `scene` | what is known of the call at a moment |
//! | `watching` | looks again and again until it is enough |
//! | `display` | what is shown of it: redrawn in place, a line for each change, JSON, or nothing |
//! | `interrupt` | what asks the program to end, and the question whether the call is to end too |
//! | `outcome` | what came of it: in words, as JSON and as an exit code |

mod command;
mod display;
mod hearing;
mod interrupt;
mod members;
mod outcome;
mod scene;
mod watching;

pub use command::{Ending, INTERVAL, WatchArguments, run};
pub use display::Display;
pub use hearing::{Hearing, HearingArguments};
pub use members::Members;
pub use scene::Scene;
pub use watching::{Until, Watching};
