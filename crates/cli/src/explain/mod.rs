//! `explain`: what a code or a word of the service means. Needs neither account nor network.
//!
//! | Module | Concept |
//! |---|---|
//! | `command` | what is asked for, and the answer |
//! | `subject` | what can be explained, in words and as JSON |
//! | `finding` | subjects by number, identifier, name, or a word in their text |

mod command;
mod finding;
mod subject;

pub use command::{EXAMPLES, ExplainArguments, run};
pub use subject::{Contradiction, Word};
