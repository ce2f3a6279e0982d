//! Keywords of a schema that contradict its type or each other.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::Findings;
use crate::yaml::step;

/// Which limits say something about which type.
const LIMITS: &[(&str, &[&str])] = &[
    ("string", &["minLength", "maxLength", "pattern"]),
    ("integer", &["minimum", "maximum", "format"]),
    ("number", &["minimum", "maximum", "format"]),
    ("array", &["minItems", "maxItems", "items"]),
    (
        "object",
        &["properties", "required", "additionalProperties"],
    ),
];

/// The formats of OpenAPI 3.0 that this API can use.
const FORMATS: &[(&str, &[&str])] = &[
    ("integer", &["int32", "int64"]),
    ("number", &["float", "double"]),
];

pub(super) fn check(pointer: &str, schema: &Map<String, Value>, findings: &mut Findings<'_>) {
    let kind = schema.get("type").and_then(Value::as_str);
    if let Some(kind) = kind {
        limits(pointer, schema, kind, findings);
        format(pointer, schema, kind, findings);
    } else if schema.contains_key("nullable") {
        findings.add(
            "nullable-type",
            &step(pointer, "nullable"),
            "`nullable` says nothing without `type` beside it",
            "write `type`, or remove `nullable`: an answer field may be `null` anyway",
        );
    }
    for (key, rule, remedy) in [
        ("enum", "enum-once", "keep one of the two"),
        ("required", "required-once", "keep one of the two"),
    ] {
        let mut seen = HashSet::new();
        let list = schema.get(key).and_then(Value::as_array);
        for (index, value) in list.into_iter().flatten().enumerate() {
            let text = value.to_string();
            if !seen.insert(text.clone()) {
                let at = format!("{}/{index}", step(pointer, key));
                findings.add(rule, &at, format!("{text} is listed twice"), remedy);
            }
        }
    }
}

fn limits(pointer: &str, schema: &Map<String, Value>, kind: &str, findings: &mut Findings<'_>) {
    for (_, words) in LIMITS {
        for word in words.iter().filter(|word| schema.contains_key(**word)) {
            let owners: Vec<&str> = LIMITS
                .iter()
                .filter(|(_, words)| words.contains(word))
                .map(|(owner, _)| *owner)
                .collect();
            if !owners.contains(&kind) {
                findings.add(
                    "limit-type",
                    &step(pointer, word),
                    format!("`{word}` says nothing about a value of type `{kind}`"),
                    format!(
                        "remove it, or mend the type: it belongs to {}",
                        owners.join(" and ")
                    ),
                );
            }
        }
    }
}

fn format(pointer: &str, schema: &Map<String, Value>, kind: &str, findings: &mut Findings<'_>) {
    let Some(known) = FORMATS.iter().find(|(owner, _)| *owner == kind) else {
        return;
    };
    let at = step(pointer, "format");
    match schema
        .get("format")
        .map(|format| format.as_str().unwrap_or_default())
    {
        None => findings.add(
            "format",
            pointer,
            format!("a value of type `{kind}` has no `format`"),
            format!("write one of: {}", known.1.join(", ")),
        ),
        Some(format) if !known.1.contains(&format) => findings.add(
            "format",
            &at,
            format!("`{format}` is not a format of the type `{kind}`"),
            format!("write one of: {}", known.1.join(", ")),
        ),
        Some("int32") => {
            for key in ["minimum", "maximum"] {
                let limit = schema.get(key).and_then(Value::as_i64);
                if limit.is_some_and(|limit| i32::try_from(limit).is_err()) {
                    findings.add(
                        "format",
                        &step(pointer, key),
                        format!("`{key}` is not an integer of 32 bits"),
                        "write `format: int64`, or mend the limit",
                    );
                }
            }
        }
        Some(_) => {}
    }
}
