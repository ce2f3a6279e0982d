//! The JSON Schema of every wire type against its component, both normalised.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use call_engine_contract::contract::Shape;
use call_engine_contract::{Contract, Finding, Place};
use serde_json::Value;

use crate::repository::Repository;

/// What a wire type says of itself.
struct WireType {
    path: String,
    schema: Value,
}

/// Findings for every component that no type, or another type, stands for.
pub fn check(repository: &Repository, contract: &Contract) -> Vec<Finding> {
    let types = match wire_types(repository) {
        Ok(types) => types,
        Err(message) => {
            let remedy = "run `cargo xtask generate`, then mend what does not compile";
            return vec![Finding::new(
                "wire-schema",
                Place::file("call-engine.yaml"),
                message,
                remedy,
            )];
        }
    };
    let mut findings = Vec::new();
    for component in contract.components.values() {
        if matches!(component.shape, Shape::Answer { .. }) {
            continue;
        }
        let Some(wire) = types.get(&component.name) else {
            findings.push(Finding::new(
                "wire-schema",
                contract.document.place(&component.pointer),
                format!("no Rust type stands for `{}`", component.name),
                "run `cargo xtask generate`",
            ));
            continue;
        };
        let document = contract.document.value();
        let Some(schema) = contract.document.schema(&component.name) else {
            continue;
        };
        let expected = Normal::of(schema, document, 0);
        let actual = Normal::of(&wire.schema, &wire.schema, 0);
        let mut differences = Vec::new();
        expected.compare(&actual, "", &mut differences);
        for (pointer, difference) in differences {
            findings.push(Finding::new(
                "wire-schema",
                contract.document.place(&format!("{}{pointer}", component.pointer)),
                format!("`{}`: {difference}", wire.path),
                "run `cargo xtask generate` for a generated type; mend a hand-written one, or the contract",
            ));
        }
    }
    findings
}

fn wire_types(repository: &Repository) -> Result<BTreeMap<String, WireType>, String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args([
            "run",
            "--quiet",
            "--package",
            "promises",
            "--bin",
            "wire-schemas",
        ])
        .current_dir(repository.root())
        .output()
        .map_err(|error| format!("cargo cannot be run: {error}"))?;
    if !output.status.success() {
        let text = String::from_utf8_lossy(&output.stderr);
        let errors: Vec<&str> = text
            .lines()
            .skip_while(|line| !line.starts_with("error"))
            .take(4)
            .map(str::trim)
            .collect();
        return Err(format!(
            "the wire types do not compile: {}",
            errors.join(" ")
        ));
    }
    let list: Vec<Value> = serde_json::from_slice(&output.stdout)
        .map_err(|error| format!("the wire types cannot be read: {error}"))?;
    let types = list.into_iter().filter_map(|mut entry| {
        let text = |key: &str| entry.get(key).and_then(Value::as_str).map(str::to_owned);
        let (component, path) = (text("component")?, text("type")?);
        let schema = entry.get_mut("schema")?.take();
        Some((component, WireType { path, schema }))
    });
    Ok(types.collect())
}

/// What a schema says once spelling is taken away: references, `null`, descriptions, limits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Normal {
    Object {
        properties: BTreeMap<String, Normal>,
        required: BTreeSet<String>,
    },
    List(Box<Normal>),
    Plain(String),
    Values {
        kind: String,
        values: BTreeSet<String>,
    },
    OneOf(BTreeSet<Normal>),
    Anything,
}

/// Deeper than any body of this API.
const DEPTH: usize = 32;

impl Normal {
    fn of(schema: &Value, root: &Value, depth: usize) -> Self {
        let next = |schema: &Value| Self::of(schema, root, depth + 1);
        if depth > DEPTH {
            return Self::Anything;
        }
        if let Some(target) = schema.get("$ref").and_then(Value::as_str) {
            let found = target
                .strip_prefix('#')
                .and_then(|pointer| root.pointer(pointer));
            return found.map_or(Self::Anything, next);
        }
        if let Some([only]) = schema
            .get("allOf")
            .and_then(Value::as_array)
            .map(Vec::as_slice)
        {
            return next(only);
        }
        for word in ["oneOf", "anyOf"] {
            if let Some(branches) = schema.get(word).and_then(Value::as_array) {
                let branches: BTreeSet<Self> = branches
                    .iter()
                    .filter(|branch| branch.get("type").and_then(Value::as_str) != Some("null"))
                    .map(next)
                    .collect();
                return match branches.len() {
                    1 => branches.into_iter().next().unwrap_or(Self::Anything),
                    _ => Self::OneOf(branches),
                };
            }
        }
        let kind = kind(schema);
        if let Some(values) = schema.get("enum").and_then(Value::as_array) {
            return Self::Values {
                kind,
                values: values.iter().map(ToString::to_string).collect(),
            };
        }
        match kind.as_str() {
            "object" => Self::Object {
                properties: schema
                    .get("properties")
                    .and_then(Value::as_object)
                    .into_iter()
                    .flatten()
                    .map(|(name, property)| (name.clone(), next(property)))
                    .collect(),
                required: schema
                    .get("required")
                    .and_then(Value::as_array)
                    .into_iter()
                    .flatten()
                    .filter_map(Value::as_str)
                    .map(str::to_owned)
                    .collect(),
            },
            "array" => Self::List(Box::new(schema.get("items").map_or(Self::Anything, next))),
            "" => Self::Anything,
            _ => Self::Plain(kind),
        }
    }

    fn compare(&self, actual: &Self, pointer: &str, differences: &mut Vec<(String, String)>) {
        match (self, actual) {
            (
                Self::Object {
                    properties,
                    required,
                },
                Self::Object {
                    properties: actual_properties,
                    required: actual_required,
                },
            ) => {
                for (name, expected) in properties {
                    let pointer = format!("{pointer}/properties/{name}");
                    match actual_properties.get(name) {
                        Some(actual) => expected.compare(actual, &pointer, differences),
                        None => {
                            differences.push((pointer, format!("the field `{name}` is missing")));
                        }
                    }
                }
                for name in actual_properties
                    .keys()
                    .filter(|name| !properties.contains_key(*name))
                {
                    let difference = format!("the field `{name}` is not in the contract");
                    differences.push((format!("{pointer}/properties"), difference));
                }
                for name in required.symmetric_difference(actual_required) {
                    let (here, there) = if required.contains(name) {
                        ("required", "optional")
                    } else {
                        ("optional", "required")
                    };
                    let difference =
                        format!("`{name}` is {here} in the contract and {there} in the type");
                    differences.push((format!("{pointer}/properties/{name}"), difference));
                }
            }
            (Self::List(expected), Self::List(actual)) => {
                expected.compare(actual, &format!("{pointer}/items"), differences);
            }
            (expected, actual) if expected == actual => {}
            (expected, actual) => {
                let difference = format!(
                    "{} in the contract, {} in the type",
                    expected.words(),
                    actual.words()
                );
                differences.push((pointer.to_owned(), difference));
            }
        }
    }

    fn words(&self) -> String {
        match self {
            Self::Object { .. } => "an object".to_owned(),
            Self::List(item) => format!("a list of {}", item.words()),
            Self::Plain(kind) => format!("type {kind}"),
            Self::Values { kind, values } => {
                let values: Vec<&str> = values.iter().map(String::as_str).collect();
                format!("{kind} out of {}", values.join(", "))
            }
            Self::OneOf(branches) => {
                let branches: Vec<String> = branches.iter().map(Self::words).collect();
                branches.join(" or ")
            }
            Self::Anything => "anything".to_owned(),
        }
    }
}

fn kind(schema: &Value) -> String {
    match schema.get("type") {
        Some(Value::String(kind)) => kind.clone(),
        Some(Value::Array(kinds)) => {
            let kinds: Vec<&str> = kinds
                .iter()
                .filter_map(Value::as_str)
                .filter(|kind| *kind != "null")
                .collect();
            kinds.join("|")
        }
        _ => String::new(),
    }
}
