//! Documentation of generated code, from the words of the contract.

use std::fmt::Write as _;

use call_engine_contract::contract::{Effect, Field, Kind, Operation, Unit};

/// Description and source of something.
pub(crate) fn described(description: &str, source: &[String]) -> String {
    let mut text = prose(description);
    if !source.is_empty() {
        let _ = write!(text, "\n\nSource: {}.", source.join(", "));
    }
    text
}

/// Description, unit, range and default of a field.
pub(crate) fn field(field: &Field) -> String {
    let mut text = prose(&field.description);
    let rules = rules(field);
    if !rules.is_empty() {
        let _ = write!(text, "\n\n{}.", rules.join("; "));
    }
    text
}

/// What a field allows, as short phrases.
pub(crate) fn rules(field: &Field) -> Vec<String> {
    let mut rules = Vec::new();
    let limits = &field.limits;
    let unit = match field.unit {
        Some(Unit::Milliseconds) => " ms",
        Some(Unit::Seconds) => " s",
        Some(Unit::UnixSeconds) => " (Unix seconds)",
        Some(Unit::UnixMilliseconds) => " (Unix milliseconds)",
        None => "",
    };
    match (limits.minimum, limits.maximum) {
        (Some(min), Some(max)) => rules.push(format!("From {min} to {max}{unit}")),
        (Some(min), None) => rules.push(format!("At least {min}{unit}")),
        (None, Some(max)) => rules.push(format!("At most {max}{unit}")),
        (None, None) if !unit.is_empty() => {
            rules.push(format!("Unit:{}", unit.replace(['(', ')'], "")));
        }
        (None, None) => {}
    }
    match (limits.min_length, limits.max_length) {
        (Some(min), Some(max)) => rules.push(format!("{min} to {max} characters")),
        (Some(1), None) => rules.push("Not empty".to_owned()),
        (Some(min), None) => rules.push(format!("At least {min} characters")),
        (None, Some(max)) => rules.push(format!("At most {max} characters")),
        (None, None) => {}
    }
    if let Some(max) = limits.max_bytes {
        rules.push(format!("At most {max} bytes of UTF-8"));
    }
    if let Some(kind) = &limits.room_kind {
        rules.push(format!(
            "A decimal number from 1 to 4294967294 where `{kind}` is 1"
        ));
    }
    if let Some(pattern) = &limits.pattern {
        rules.push(format!("Pattern `{}`", pattern.as_str()));
    }
    match (limits.min_items, limits.max_items) {
        (Some(min), Some(max)) => rules.push(format!("{min} to {max} items")),
        (Some(min), None) => rules.push(format!("At least {min} item{}", plural(min))),
        (None, Some(max)) => rules.push(format!("At most {max} item{}", plural(max))),
        (None, None) => {}
    }
    if let Kind::List(item) = &field.kind {
        if let Some(max) = item.limits.max_bytes {
            rules.push(format!("Each at most {max} bytes"));
        }
        if let Some(pattern) = &item.limits.pattern {
            rules.push(format!("Each matching `{}`", pattern.as_str()));
        }
    }
    if let Some(default) = &field.default {
        rules.push(format!("Default {default}"));
    }
    rules
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

/// Summary, description, effect, limit, codes and source of a command.
pub(crate) fn command(operation: &Operation) -> String {
    let effect = match operation.effect {
        Effect::Read => "It changes nothing, so it may be repeated.",
        Effect::Idempotent => "Repeating it changes nothing more.",
        Effect::PlacesCall => {
            "**Repeating it rings people again**: after an error whose outcome is unknown, look for the call first."
        }
    };
    let codes: Vec<String> = operation
        .error_codes
        .iter()
        .map(|code| format!("`{code}`"))
        .collect();
    let mut text = format!(
        "{}.\n\n{}\n\n",
        operation.summary,
        prose(&operation.description)
    );
    let _ = write!(
        text,
        "{effect} At most {} requests per second.\n\n",
        operation.rate_limit
    );
    let _ = write!(
        text,
        "# Errors\n\nA request that breaks a rule is refused before it is sent. The service answers {}gateway and \
         account codes as for every command.\n\n",
        if codes.is_empty() {
            String::new()
        } else {
            format!("{} for this command, and ", codes.join(", "))
        }
    );
    let _ = write!(
        text,
        "`POST {}`. Source: {}.",
        operation.path,
        operation.source.join(", ")
    );
    text
}

/// Text as rustdoc shows it: folded lines joined, `[` and `<` not taken for links and tags, blocks of code not taken
/// for tests.
pub(crate) fn prose(text: &str) -> String {
    let text = text.trim();
    if !text.lines().any(is_fence) {
        return escaped(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut plain: Vec<&str> = Vec::new();
    let mut fenced = false;
    for line in text.lines() {
        if fenced || is_fence(line) {
            shown.push_str(&escaped(&plain.join("\n")));
            if !plain.is_empty() {
                shown.push('\n');
            }
            plain.clear();
            if is_fence(line) {
                shown.push_str(if fenced { "```" } else { "```text" });
                fenced = !fenced;
            } else {
                shown.push_str(line);
            }
            shown.push('\n');
        } else {
            plain.push(line);
        }
    }
    if fenced {
        shown.push_str("```\n");
    }
    shown.push_str(&escaped(&plain.join("\n")));
    shown.trim_end().to_owned()
}

fn escaped(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut code = false;
    for c in text.chars() {
        match c {
            '`' => {
                code = !code;
                shown.push(c);
            }
            '[' | ']' | '<' | '>' if !code => {
                shown.push('\\');
                shown.push(c);
            }
            c => shown.push(c),
        }
    }
    link_addresses(&shown)
}

/// Bare addresses become links; rustdoc warns about them otherwise.
fn link_addresses(text: &str) -> String {
    let mut linked = String::with_capacity(text.len());
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            linked.push('\n');
        }
        for (index, word) in line.split(' ').enumerate() {
            if index > 0 {
                linked.push(' ');
            }
            if word.starts_with("https://") || word.starts_with("http://") {
                let bare = word.trim_end_matches(['.', ',', ';', ')']);
                let _ = write!(linked, "<{bare}>{}", &word[bare.len()..]);
            } else {
                linked.push_str(word);
            }
        }
    }
    linked
}

/// Width of a line of documentation.
const WIDTH: usize = 100;

/// The lines of a documentation comment.
pub(crate) fn fold(text: &str) -> Vec<String> {
    if text.trim().is_empty() {
        return vec![String::new()];
    }
    let mut lines = Vec::new();
    let mut fenced = false;
    for paragraph in text.trim().lines() {
        let fence = is_fence(paragraph);
        if fence || fenced {
            fenced ^= fence;
            lines.push(visible(paragraph.trim_end()));
            continue;
        }
        let mut line = String::new();
        let indent = if paragraph.starts_with("* ") || paragraph.starts_with("- ") {
            "  "
        } else {
            ""
        };
        for word in paragraph.split_whitespace() {
            let word = visible(word);
            if !line.is_empty() && line.len() + 1 + word.len() > WIDTH {
                lines.push(std::mem::replace(&mut line, format!("{indent}{word}")));
            } else if line.is_empty() {
                line.push_str(&word);
            } else {
                line.push(' ');
                line.push_str(&word);
            }
        }
        lines.push(line);
    }
    lines
}

/// Whether a line begins or ends a block of code.
fn is_fence(line: &str) -> bool {
    line.trim_start().starts_with("```")
}

/// Without characters that rustc refuses in a comment, or that show a text other than it is.
fn visible(text: &str) -> String {
    let hidden =
        |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().filter(|c| !hidden(*c)).collect()
}
