//! Every `x-` field is a word of the vocabulary and stands where it means something.

use serde_json::Value;

use super::{Findings, ignores};
use crate::bundle::VALUE_NAMES;
use crate::catalogue::EXTENSION;
use crate::yaml::step;

const WORDS: &[&str] = &[
    "x-source",
    "x-effect",
    "x-rate-limit",
    "x-error-codes",
    "x-unit",
    "x-max-bytes",
    "x-room-kind",
    "x-enum-descriptions",
    "x-enum-names",
    "x-ignore-case",
    "x-synonyms",
    "x-string-or-integer",
    "x-module",
    "x-site",
    "x-backup",
    "x-webhook",
    ignores::WORD,
    VALUE_NAMES,
    EXTENSION,
];

pub(super) fn check(findings: &mut Findings<'_>) {
    let contract = findings.contract;
    walk(contract.document.value(), "", findings);
}

fn walk(value: &Value, pointer: &str, findings: &mut Findings<'_>) {
    match value {
        Value::Object(map) => {
            // Keys under `properties` are names of fields, not words of the specification.
            let names = pointer.ends_with("/properties");
            for (key, item) in map {
                let pointer = step(pointer, key);
                if !names {
                    word(key, item, &pointer, findings);
                }
                if key != "example" && key != "examples" && key != EXTENSION && key != ignores::WORD
                {
                    walk(item, &pointer, findings);
                }
            }
            if !names && map.contains_key("$ref") && map.len() > 1 {
                findings.add(
                    "ref-siblings",
                    pointer,
                    "`$ref` has neighbours, which OpenAPI 3.0 ignores",
                    "write `allOf: [{$ref: …}]` beside them",
                );
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                walk(item, &format!("{pointer}/{index}"), findings);
            }
        }
        _ => {}
    }
}

fn word(key: &str, value: &Value, pointer: &str, findings: &mut Findings<'_>) {
    if !key.starts_with("x-") {
        return;
    }
    let expected = match key {
        "x-source" | VALUE_NAMES => (!is_list_of_text(value)).then_some("a list of texts"),
        "x-max-bytes" => (!value.is_u64()).then_some("a number of bytes"),
        "x-enum-descriptions" | "x-enum-names" => {
            (!is_map(value, &Value::is_string)).then_some("a map from value to text")
        }
        "x-synonyms" => {
            (!is_map(value, &is_list_of_text)).then_some("a map from value to a list of spellings")
        }
        ignores::WORD => (!value
            .as_object()
            .is_some_and(|map| !map.is_empty() && map.values().all(Value::is_string)))
        .then_some("a map from the name of a rule to the reason why it does not hold here"),
        "x-ignore-case" | "x-string-or-integer" => {
            (value != &Value::Bool(true)).then_some("`true`")
        }
        "x-module" | "x-room-kind" | "x-site" | "x-backup" | "x-webhook" => {
            (!value.is_string()).then_some("text")
        }
        known if WORDS.contains(&known) => None,
        _ => {
            findings.add(
                "vocabulary",
                pointer,
                format!("`{key}` is not a word of the vocabulary"),
                format!("use one of: {}", WORDS.join(", ")),
            );
            None
        }
    };
    if let Some(expected) = expected {
        findings.add(
            "vocabulary",
            pointer,
            format!("`{key}` has a value of the wrong kind"),
            format!("write {expected}"),
        );
    }
}

fn is_list_of_text(value: &Value) -> bool {
    value
        .as_array()
        .is_some_and(|list| !list.is_empty() && list.iter().all(Value::is_string))
}

fn is_map(value: &Value, item: &dyn Fn(&Value) -> bool) -> bool {
    value.as_object().is_some_and(|map| map.values().all(item))
}
