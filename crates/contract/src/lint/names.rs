//! Names that would collide in generated code.

use std::collections::HashMap;

use heck::{ToKebabCase, ToSnakeCase};

use super::Findings;
use crate::contract::Shape;

pub(super) fn check(findings: &mut Findings<'_>) {
    let contract = findings.contract;
    let operations = contract
        .operations
        .iter()
        .map(|o| (o.id.to_kebab_case(), o.id.as_str(), o.pointer.as_str()));
    let webhooks = contract
        .webhooks
        .iter()
        .map(|w| (w.id.to_kebab_case(), w.id.as_str(), w.pointer.as_str()));
    collisions(operations.chain(webhooks), "command", findings);
    let components = contract.components.values();
    collisions(
        components.map(|c| (c.name.to_snake_case(), c.name.as_str(), c.pointer.as_str())),
        "component",
        findings,
    );
    for component in contract.components.values() {
        let fields = component.fields().iter();
        collisions(
            fields.map(|f| (f.name.to_snake_case(), f.name.as_str(), f.pointer.as_str())),
            "field",
            findings,
        );
        if let Shape::Enumeration(values) = &component.shape {
            let pointer = component.pointer.as_str();
            collisions(
                values
                    .values
                    .iter()
                    .map(|v| (v.name.clone(), v.wire.as_str(), pointer)),
                "value",
                findings,
            );
        }
    }
}

fn collisions<'a>(
    names: impl Iterator<Item = (String, &'a str, &'a str)>,
    what: &str,
    findings: &mut Findings<'_>,
) {
    let mut seen: HashMap<String, &str> = HashMap::new();
    for (key, name, pointer) in names {
        // A value listed twice is told by `enum-once`.
        if let Some(other) = seen.insert(key.clone(), name)
            && other != name
        {
            findings.add(
                "name-collision",
                pointer,
                format!("the {what}s `{other}` and `{name}` both become `{key}`"),
                "rename one of them",
            );
        }
    }
}
