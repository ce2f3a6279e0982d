//! Printing for people.

use std::io::{self, Write};

/// Prints what may be long: whoever stops reading in the middle has read enough.
pub fn print(text: &str) -> Result<(), String> {
    match io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.to_string()),
        _ => Ok(()),
    }
}
