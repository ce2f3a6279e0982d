//! Names in the generated code.

use call_engine_contract::contract::Effect;
use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

/// Words that are no names, also those kept for later.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "Self", "static", "struct", "super", "trait", "true", "try", "type",
    "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Whether a word of Rust cannot be a name.
pub(crate) fn is_keyword(word: &str) -> bool {
    KEYWORDS.contains(&word)
}

/// An identifier. What Rust cannot write is refused before; should it come here all the same, it stays a name.
pub(crate) fn ident(name: &str) -> String {
    let mut legal: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
        .collect();
    if !legal.starts_with(|c: char| c.is_ascii_alphabetic()) {
        legal.insert_str(0, "x_");
    }
    if is_keyword(&legal) {
        legal.push('_');
    }
    legal
}

/// The Rust name of a field, as typify chooses it.
pub(crate) fn field_name(wire: &str) -> String {
    let dashed = wire
        .replace('\'', "")
        .replace(|c: char| !c.is_alphanumeric() && c != '_', "-");
    let mut name = dashed.to_snake_case();
    if !name.starts_with(|c: char| c.is_alphabetic()) {
        name.insert(0, 'x');
    }
    if is_keyword(&name) {
        name.push('_');
    }
    name
}

/// The Rust name of a field.
pub(crate) fn field(wire: &str) -> String {
    ident(&field_name(wire))
}

/// The Rust name of a component.
pub(crate) fn component(name: &str) -> String {
    ident(&name.to_upper_camel_case())
}

/// The constant of a command.
pub(crate) fn constant(id: &str) -> String {
    ident(&id.to_shouty_snake_case())
}

/// An effect, in the words all tables share.
pub(crate) fn effect(effect: Effect) -> &'static str {
    match effect {
        Effect::Read => "Effect::Read",
        Effect::Idempotent => "Effect::Idempotent",
        Effect::PlacesCall => "Effect::PlacesCall",
    }
}
