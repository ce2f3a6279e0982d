//! What a YAML text says, and on which line.
//!
//! | Module | Answers |
//! |---|---|
//! | `reader` | the value of a text |
//! | `scalar` | what a plain word means: null, a boolean, a number or text |
//! | `anchors` | values that a text uses again by an alias |
//! | `lines` | on which line a JSON pointer stands |
//! | `writer` | a value as YAML text |

mod anchors;
mod lines;
mod reader;
mod scalar;
mod writer;

pub use lines::Lines;
pub use reader::{DEPTH, read};
pub use writer::write;

/// One step of a JSON pointer, escaped.
pub fn step(pointer: &str, name: &str) -> String {
    let mut longer = String::with_capacity(pointer.len() + name.len() + 1);
    longer.push_str(pointer);
    push_step(&mut longer, name);
    longer
}

fn push_step(pointer: &mut String, name: &str) {
    pointer.push('/');
    if !name.contains(['~', '/']) {
        pointer.push_str(name);
        return;
    }
    for c in name.chars() {
        match c {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            c => pointer.push(c),
        }
    }
}
