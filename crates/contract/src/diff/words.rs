//! Values in sentences.

use std::fmt::Write as _;

use serde_json::{Map, Value};

/// The longest value that is shown whole.
const SHOWN: usize = 60;
/// How much of what both sides share is shown before the place where they part.
const BEFORE: usize = 20;
/// The most keys that are named.
const NAMED: usize = 4;

/// A value in a sentence.
pub(super) fn shown(value: &Value) -> String {
    excerpt(&value.to_string(), 0)
}

/// How one value became another, at the place where they part.
pub(super) fn contrast(name: &str, from: &Value, to: &Value) -> String {
    if let (Value::Object(from), Value::Object(to)) = (from, to)
        && !from.is_empty()
        && !to.is_empty()
    {
        return keys(name, from, to);
    }
    let (was, is) = (from.to_string(), to.to_string());
    let start = parting(&was, &is);
    format!(
        "`{name}` is {} instead of {}",
        excerpt(&is, start),
        excerpt(&was, start)
    )
}

/// The entries that came, went and changed.
fn keys(name: &str, from: &Map<String, Value>, to: &Map<String, Value>) -> String {
    let gains = to.keys().filter(|key| !from.contains_key(*key));
    let loses = from.keys().filter(|key| !to.contains_key(*key));
    let changes = to.iter().filter_map(|(key, value)| {
        let changed = from.get(key).is_some_and(|was| was != value);
        changed.then_some(key)
    });
    let lists: [(&str, Vec<&String>); 3] = [
        ("gains", gains.collect()),
        ("loses", loses.collect()),
        ("changes", changes.collect()),
    ];
    if let [(_, gains), (_, loses), (_, changes)] = &lists
        && gains.is_empty()
        && loses.is_empty()
        && let [key] = changes.as_slice()
    {
        return contrast(&format!("{name}/{key}"), &from[*key], &to[*key]);
    }
    let lists = lists.iter().filter(|(_, keys)| !keys.is_empty());
    let parts: Vec<String> = lists
        .map(|(verb, keys)| format!("{verb} {}", named(keys)))
        .collect();
    format!("`{name}` {}", parts.join(" and "))
}

fn named(keys: &[&String]) -> String {
    let names = keys.iter().take(NAMED).map(|key| format!("`{key}`"));
    let mut text = names.collect::<Vec<_>>().join(", ");
    if keys.len() > NAMED {
        let _ = write!(text, " and {} more", keys.len() - NAMED);
    }
    text
}

/// Where an excerpt begins that shows what differs, counted in characters.
fn parting(one: &str, other: &str) -> usize {
    let shared = one.chars().zip(other.chars());
    let shared = shared.take_while(|(one, other)| one == other).count();
    if shared < SHOWN - BEFORE {
        return 0;
    }
    // From the beginning of a word on.
    let start = shared - BEFORE;
    let words = one.chars().skip(start).take(BEFORE);
    start
        + words
            .take_while(|c| *c != ' ')
            .count()
            .saturating_add(1)
            .min(BEFORE)
}

fn excerpt(text: &str, start: usize) -> String {
    let length = text.chars().count();
    if length <= SHOWN {
        return format!("`{text}`");
    }
    let shown: String = text.chars().skip(start).take(SHOWN).collect();
    let before = if start > 0 { "…" } else { "" };
    let after = if start + SHOWN < length { "…" } else { "" };
    format!("`{before}{shown}{after}`")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn long_texts_are_shown_where_they_part() {
        let text = "All of this is long and the same on both sides, and only near the end";
        let what = contrast(
            "description",
            &json!(format!("{text} there is one word.")),
            &json!(format!("{text} there are two words.")),
        );
        assert_eq!(
            what,
            "`description` is `…near the end there are two words.\"` instead of `…near the end there is one word.\"`"
        );
    }

    #[test]
    fn of_objects_the_entries_that_differ_are_named() {
        let from = json!({"OK": "It went well.", "FAIL": "It failed.", "WAIT": "Not yet."});
        let to = json!({"OK": "It went well.", "FAIL": "It did not.", "LATER": "Not yet."});
        let what = contrast("x-enum-descriptions", &from, &to);
        assert_eq!(
            what,
            "`x-enum-descriptions` gains `LATER` and loses `WAIT` and changes `FAIL`"
        );
        let one = json!({"OK": "It went well.", "FAIL": "It did not.", "WAIT": "Not yet."});
        let what = contrast("x-enum-descriptions", &from, &one);
        assert_eq!(
            what,
            "`x-enum-descriptions/FAIL` is `\"It did not.\"` instead of `\"It failed.\"`"
        );
    }

    #[test]
    fn a_text_that_only_grew_is_shown_to_its_end() {
        let text = "x".repeat(80);
        let what = contrast("title", &json!(text), &json!(format!("{text} and more")));
        assert!(what.contains("and more"), "{what}");
    }
}
