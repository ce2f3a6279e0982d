//! Changes of whole documents, there and back.

use call_engine_contract::diff::{Difference, Edition, Level, diff};
use call_engine_contract::{Sources, yaml};
use serde_json::{Map, Value};

fn expectations() -> Value {
    let text = include_str!("../diff/documents.yaml");
    let (value, _) = yaml::read("documents.yaml", text).unwrap();
    value
}

fn set(document: &mut Value, pointer: &str, value: &Value) {
    let (parent, key) = pointer.rsplit_once('/').expect("a pointer");
    let key = key.replace("~1", "/").replace("~0", "~");
    if document.pointer(parent).is_none() {
        set(document, parent, &Value::Object(Map::new()));
    }
    match document.pointer_mut(parent) {
        Some(Value::Object(map)) if value.is_null() => assert!(map.remove(&key).is_some()),
        Some(Value::Object(map)) => drop(map.insert(key, value.clone())),
        Some(Value::Array(items)) => {
            let index: usize = key.parse().expect("an index");
            assert!(index <= items.len(), "{pointer}");
            if value.is_null() {
                items.remove(index);
            } else if index == items.len() {
                items.push(value.clone());
            } else {
                items[index] = value.clone();
            }
        }
        other => panic!("{pointer}: {other:?}"),
    }
}

fn edited(document: &Value, change: &Value, key: &str) -> Value {
    let mut document = document.clone();
    if key == "set" {
        for (from, to) in change
            .get("move")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
        {
            let value = document.pointer(from).expect(from).clone();
            // Things in lists stay where they are until they are replaced.
            let last = from.rsplit('/').next().unwrap_or_default();
            if last.parse::<u8>().is_err() {
                set(&mut document, from, &Value::Null);
            }
            set(&mut document, to.as_str().expect("a pointer"), &value);
        }
    }
    for (pointer, value) in change
        .get(key)
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
    {
        set(&mut document, pointer, value);
    }
    document
}

fn edition(document: &Value) -> Edition {
    let text = document.to_string();
    Edition::read(&Sources::bundle(&*text))
        .unwrap_or_else(|findings| panic!("{findings:#?}\n{text}"))
}

/// A finding in the words of the expectations.
fn told(difference: &Difference) -> String {
    let who = match (difference.callers, difference.servers) {
        (Level::Breaking, Level::Breaking) => "both",
        (Level::Breaking, _) => "callers",
        (_, Level::Breaking) => "servers",
        (Level::Documentation, Level::Documentation) => "documentation",
        (Level::NotUnderstood, Level::NotUnderstood) => "unknown",
        _ => "neither",
    };
    format!("{} {who}", difference.rule)
}

fn compare(base: &Value, head: &Value, expected: &Value) -> Option<String> {
    let found = diff(&edition(base), &edition(head));
    let mut seen: Vec<String> = found.iter().map(told).collect();
    let wanted = expected.as_array().expect("a list").iter();
    let mut wanted: Vec<String> = wanted
        .map(|word| word.as_str().expect("text").to_owned())
        .collect();
    seen.sort();
    wanted.sort();
    let placed = found
        .iter()
        .all(|found| found.place.line > 0 && !found.uses.is_empty());
    (seen != wanted || !placed).then(|| format!("expected {wanted:?}, found {seen:?}: {found:#?}"))
}

#[test]
fn every_change_of_a_document_is_told_there_and_back() {
    let expectations = expectations();
    let document = &expectations["document"];
    let changes = expectations["changes"].as_array().expect("a list");
    assert!(changes.len() >= 70);
    let mut faults = Vec::new();
    for change in changes {
        let mut base = document.clone();
        let mut head = edited(document, change, "set");
        if change.get("and").is_some() {
            base = head;
            head = edited(document, change, "and");
        }
        for (way, from, to) in [("there", &base, &head), ("back", &head, &base)] {
            if let Some(fault) = compare(from, to, &change[way]) {
                faults.push(format!("{}, {way}: {fault}", change["change"]));
            }
        }
    }
    assert!(
        faults.is_empty(),
        "{} faults: {}",
        faults.len(),
        faults.join("\n\n")
    );
}

/// Commands are compared by two threads, and both of them see the component under its new name.
#[test]
fn a_component_that_all_commands_use_is_renamed_once() {
    let document = |name: &str| {
        let path = |command: usize| {
            let body = serde_json::json!({
                "content": {"application/json": {"schema": {"$ref": format!("#/components/schemas/{name}")}}}
            });
            let done = serde_json::json!({"200": {"description": "Done."}});
            let operation = serde_json::json!({
                "operationId": format!("command_{command}"),
                "requestBody": body,
                "responses": done,
            });
            (
                format!("/{command}"),
                serde_json::json!({"post": operation}),
            )
        };
        serde_json::json!({
            "openapi": "3.0.3",
            "info": {"title": "T", "version": "1"},
            "paths": (0..9).map(path).collect::<Map<String, Value>>(),
            "components": {"schemas": {name: {"type": "object"}}},
        })
    };
    let found = diff(&edition(&document("Phone")), &edition(&document("Callee")));
    let [difference] = found.as_slice() else {
        panic!("{found:#?}");
    };
    assert_eq!(difference.rule, "component-changed");
    assert_eq!(difference.uses.len(), 1, "{difference:#?}");
}
