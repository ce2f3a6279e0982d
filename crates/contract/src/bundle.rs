//! The published form: one document with everything in it.

use serde_json::{Map, Value, json};

use crate::catalogue::{CatalogueEntry, EXTENSION};
use crate::contract::Contract;
use crate::examples::{Example, Role};
use crate::reading::JSON;
use crate::yaml;

/// The bundle as a value: the document with the examples of the folder inlined and the catalogue at its root.
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

fn entry(entry: &CatalogueEntry) -> Value {
    json!({
        "code": entry.code,
        "family": entry.family.word(),
        "name": entry.name,
        "meaning": entry.meaning,
        "remedy": entry.remedy,
        "retry": entry.retry.word(),
        "executed": entry.executed.word(),
        "source": entry.source,
    })
}
