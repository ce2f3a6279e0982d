//! A value as YAML text.

use std::fmt::Write as _;

use serde_json::Value;

use super::scalar::is_special;

/// Writes a value so that every reader of YAML, 1.1 and 1.2, reads it back as the same value.
///
/// Text is always quoted: `no` and `1:30` are something else to readers of YAML 1.1.
pub fn write(value: &Value) -> String {
    let mut text = String::new();
    match value {
        Value::Object(map) if !map.is_empty() => block(&mut text, value, 0),
        Value::Array(items) if !items.is_empty() => block(&mut text, value, 0),
        value => {
            inline(&mut text, value);
            text.push('\n');
        }
    }
    text
}

fn block(text: &mut String, value: &Value, indent: usize) {
    match value {
        Value::Object(map) => {
            for (index, (name, item)) in map.iter().enumerate() {
                // The first key of a map in a list stands behind the dash.
                if index > 0 || !text.ends_with("- ") {
                    pad(text, indent);
                }
                key(text, name);
                text.push(':');
                after(text, item, indent + 2, true);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                if index > 0 || !text.ends_with("- ") {
                    pad(text, indent);
                }
                text.push('-');
                after(text, item, indent + 2, false);
            }
        }
        value => inline(text, value),
    }
}

/// What follows a `:` or a `-`.
fn after(text: &mut String, item: &Value, indent: usize, on_new_line: bool) {
    let nested = match item {
        Value::Object(map) => !map.is_empty(),
        Value::Array(items) => !items.is_empty(),
        _ => false,
    };
    if nested {
        text.push(if on_new_line { '\n' } else { ' ' });
        block(text, item, indent);
    } else {
        text.push(' ');
        inline(text, item);
        text.push('\n');
    }
}

fn pad(text: &mut String, indent: usize) {
    text.extend(std::iter::repeat_n(' ', indent));
}

fn key(text: &mut String, name: &str) {
    let plain = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_' || c == '/')
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.' | b'/'));
    if plain && !is_special(name) {
        text.push_str(name);
    } else {
        quoted(text, name);
    }
}

fn inline(text: &mut String, value: &Value) {
    match value {
        Value::String(content) => quoted(text, content),
        value => {
            let _ = write!(text, "{value}");
        }
    }
}

fn quoted(text: &mut String, content: &str) {
    text.push('"');
    for c in content.chars() {
        match c {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\t' => text.push_str("\\t"),
            // Line ends and invisible characters, to some reader or other.
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}') => {
                let _ = write!(text, "\\u{:04x}", u32::from(c));
            }
            c => text.push(c),
        }
    }
    text.push('"');
}
