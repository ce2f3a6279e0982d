//! What a plain word means, by the core schema of YAML 1.2.

use serde_json::{Number, Value};

/// The value of a plain word; none for a number that JSON does not have.
pub(super) fn plain(word: &str) -> Option<Value> {
    match word {
        "" | "~" | "null" | "Null" | "NULL" => return Some(Value::Null),
        "true" | "True" | "TRUE" => return Some(Value::Bool(true)),
        "false" | "False" | "FALSE" => return Some(Value::Bool(false)),
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" | "-.inf" | "-.Inf" | "-.INF"
        | ".nan" | ".NaN" | ".NAN" => return None,
        _ => {}
    }
    if !looks_like_a_number(word) {
        return Some(Value::String(word.to_owned()));
    }
    if let Some(number) = integer(word) {
        return Some(Value::Number(number));
    }
    match word.parse::<f64>() {
        Ok(number) => Number::from_f64(number).map(Value::Number),
        Err(_) => Some(Value::String(word.to_owned())),
    }
}

/// Whether a plain word means something else than itself, also to readers of YAML 1.1.
pub(super) fn is_special(word: &str) -> bool {
    looks_like_a_number(word)
        || matches!(
            word.to_ascii_lowercase().as_str(),
            "" | "~"
                | "null"
                | "true"
                | "false"
                | "y"
                | "n"
                | "yes"
                | "no"
                | "on"
                | "off"
                | "<<"
                | "="
        )
}

fn looks_like_a_number(word: &str) -> bool {
    let digits = word.trim_start_matches(['+', '-', '.']);
    digits.starts_with(|c: char| c.is_ascii_digit())
}

fn integer(word: &str) -> Option<Number> {
    if let Some(digits) = word.strip_prefix("0x") {
        return u64::from_str_radix(digits, 16).ok().map(Number::from);
    }
    if let Some(digits) = word.strip_prefix("0o") {
        return u64::from_str_radix(digits, 8).ok().map(Number::from);
    }
    let signed = word.parse::<i64>().ok().map(Number::from);
    signed.or_else(|| word.parse::<u64>().ok().map(Number::from))
}
