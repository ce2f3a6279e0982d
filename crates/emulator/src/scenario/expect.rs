//! What is there, beside what is expected.

use call_engine_contract::yaml::step;
use serde_json::Value;

use super::text::ANY;

/// Tells every place where something is not as expected: its pointer in the expectation, and what differs.
///
/// An object may have more fields than expected; a list must be as long.
pub(super) fn compare(
    expected: &Value,
    there: &Value,
    at: &str,
    tell: &mut impl FnMut(&str, String),
) {
    match (expected, there) {
        (Value::String(text), _) if text == ANY => {}
        (Value::Object(fields), Value::Object(there)) => {
            for (name, expected) in fields {
                let at = step(at, name);
                match there.get(name) {
                    Some(there) => compare(expected, there, &at, tell),
                    None => tell(
                        &at,
                        format!("`{name}` is missing; there is {}", short(there)),
                    ),
                }
            }
        }
        (Value::Array(items), Value::Array(there)) => {
            if items.len() != there.len() {
                let (wanted, count) = (items.len(), there.len());
                let all = short(there);
                return tell(
                    at,
                    format!("expected {wanted} items, there are {count}: {all}"),
                );
            }
            for (index, (expected, there)) in items.iter().zip(there).enumerate() {
                compare(expected, there, &step(at, &index.to_string()), tell);
            }
        }
        _ if expected == there => {}
        _ => tell(
            at,
            format!("expected {expected}, there is {}", short(there)),
        ),
    }
}

/// As JSON, and not for pages.
pub(super) fn short(value: &impl serde::Serialize) -> String {
    const MOST: usize = 400;
    let text = serde_json::to_string(value).unwrap_or_default();
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn differences(expected: &Value, there: &Value) -> Vec<(String, String)> {
        let mut told = Vec::new();
        compare(expected, there, "/expect", &mut |at, why| {
            told.push((at.to_owned(), why));
        });
        told
    }

    #[test]
    fn an_expectation_is_a_part_of_what_is_there() {
        let there = json!({"a": 1, "b": {"c": [1, {"d": "x", "e": null}]}});
        for expected in [
            json!({}),
            json!({"b": {"c": [1, {"d": "x"}]}}),
            json!({"a": "${any}", "b": {"c": ["${any}", {"e": null}]}}),
        ] {
            assert_eq!(differences(&expected, &there), [], "{expected}");
        }
        for (expected, at, said) in [
            (json!({"a": 2}), "/expect/a", "expected 2, there is 1"),
            (json!({"a": "1"}), "/expect/a", "expected \"1\""),
            (json!({"x": "${any}"}), "/expect/x", "`x` is missing"),
            (json!({"b": {"c": [1]}}), "/expect/b/c", "expected 1 items"),
            (
                json!({"b": {"c": [1, {"d": "y"}]}}),
                "/expect/b/c/1/d",
                "expected \"y\"",
            ),
            (json!({"b": {"c": {}}}), "/expect/b/c", "expected {}"),
        ] {
            let told = differences(&expected, &there);
            let [(place, why)] = told.as_slice() else {
                panic!("{expected}: {told:?}");
            };
            assert_eq!(place, at);
            assert!(why.contains(said), "{why}");
        }
    }
}
