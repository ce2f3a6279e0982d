//! The published form: one document with everything in it.

use serde_json::{Map, Value, json};

use crate::catalogue::{CatalogueEntry, EXTENSION, Matter};
use crate::contract::{Contract, Enumeration, Shape};
use crate::examples::{Example, Role};
use crate::reading::JSON;
use crate::yaml;

/// The names of an enumeration's values, in the order of `enum`, under the word that generators of other languages read.
///
/// Without it they make names of the values, and `iOS` and `IOS` get the same one.
pub(crate) const VALUE_NAMES: &str = "x-enum-varnames";

/// The bundle as a value: the document with the examples of the folder inlined, the names of enumerated values beside
/// them, and the catalogue at its root.
///
/// A bundle reads back as the same contract.
pub fn bundle(contract: &Contract) -> Value {
    let mut root = contract.document.value().clone();
    for operation in &contract.operations {
        let pointer = &operation.pointer;
        inline(
            contract,
            &mut root,
            &operation.id,
            Role::Request,
            &format!("{pointer}/requestBody"),
        );
        inline(
            contract,
            &mut root,
            &operation.id,
            Role::Answer,
            &format!("{pointer}/responses/200"),
        );
    }
    for webhook in &contract.webhooks {
        let pointer = &webhook.pointer;
        inline(
            contract,
            &mut root,
            &webhook.id,
            Role::Event,
            &format!("{pointer}/requestBody"),
        );
        inline(
            contract,
            &mut root,
            &webhook.id,
            Role::Answer,
            &format!("{pointer}/responses/200"),
        );
    }
    for component in contract.components.values() {
        if let Shape::Enumeration(enumeration) = &component.shape {
            name_values(&mut root, &component.pointer, enumeration);
        }
    }
    if let Value::Object(map) = &mut root {
        map.insert(
            EXTENSION.to_owned(),
            contract.catalogue.iter().map(entry).collect(),
        );
    }
    root
}

/// The bundle as JSON text.
pub fn json(contract: &Contract) -> String {
    let bundle = bundle(contract);
    // A value is always JSON; the other way to write it is slower.
    let mut text = serde_json::to_string_pretty(&bundle).unwrap_or_else(|_| format!("{bundle:#}"));
    text.push('\n');
    text
}

/// The bundle as YAML text.
///
/// # Errors
///
/// None; the result is kept for writers that can fail.
pub fn yaml(contract: &Contract) -> Result<String, String> {
    Ok(yaml::write(&bundle(contract)))
}

fn inline(contract: &Contract, root: &mut Value, operation: &str, role: Role, pointer: &str) {
    let media = format!("{pointer}/content/{}", JSON.replace('/', "~1"));
    let examples: Map<String, Value> = contract
        .examples
        .of(operation, role)
        .map(|example: &Example| (example.label.clone(), json!({ "value": example.value })))
        .collect();
    if let Some(Value::Object(media)) = root.pointer_mut(&media)
        && !examples.is_empty()
    {
        media.insert("examples".to_owned(), Value::Object(examples));
    }
}

fn name_values(root: &mut Value, pointer: &str, enumeration: &Enumeration) {
    let Some(component) = root.pointer_mut(pointer) else {
        return;
    };
    // A component that is text or integer has its values in one of two branches.
    let holder = if component.get("enum").is_some() {
        Some(component)
    } else {
        let branches = component.get_mut("oneOf").and_then(Value::as_array_mut);
        branches
            .into_iter()
            .flatten()
            .find(|branch| branch.get("enum").is_some())
    };
    let Some(Value::Object(holder)) = holder else {
        return;
    };
    let wires = holder.get("enum").and_then(Value::as_array);
    let names = wires
        .into_iter()
        .flatten()
        .map(|wire| match wire {
            Value::String(text) => name_of(enumeration, text),
            other => name_of(enumeration, &other.to_string()),
        })
        .collect();
    holder.insert(VALUE_NAMES.to_owned(), names);
}

/// The name of a value; a synonym is called after its value, as its second, third, … spelling.
fn name_of(enumeration: &Enumeration, wire: &str) -> String {
    for value in &enumeration.values {
        if value.wire == wire {
            return value.name.clone();
        }
        if let Some(index) = value.synonyms.iter().position(|synonym| synonym == wire) {
            return format!("{}Spelling{}", value.name, index + 2);
        }
    }
    wire.to_owned()
}

fn entry(entry: &CatalogueEntry) -> Value {
    let mut value = json!({
        "code": entry.code,
        "family": entry.family.word(),
        "about": entry.about.map(Matter::word),
        "name": entry.name,
        "meaning": entry.meaning,
        "remedy": entry.remedy,
        "retry": entry.retry.word(),
        "executed": entry.executed.word(),
        "source": entry.source,
    });
    if let (None, Some(fields)) = (entry.about, value.as_object_mut()) {
        fields.shift_remove("about");
    }
    value
}
