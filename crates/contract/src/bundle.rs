//! The published form: one document with everything in it.

use saphyr::{LoadableYamlNode, Yaml, YamlEmitter};
use serde_json::{Map, Value, json};

use crate::catalogue::{CatalogueEntry, EXTENSION};
use crate::contract::Contract;
use crate::examples::{Example, Role};
use crate::reading::JSON;

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
    let mut text = format!("{:#}", bundle(contract));
    text.push('\n');
    text
}

/// The bundle as YAML text.
///
/// # Errors
///
/// The message of the YAML writer, should it refuse a value.
pub fn yaml(contract: &Contract) -> Result<String, String> {
    let json = json(contract);
    let documents = Yaml::load_from_str(&json).map_err(|error| error.to_string())?;
    let mut text = String::new();
    if let Some(root) = documents.first() {
        let mut emitter = YamlEmitter::new(&mut text);
        // Quoted, so that readers of YAML 1.1 do not take `no` or `1:30` for something else.
        emitter.quoted_value(true);
        emitter.dump(root).map_err(|error| format!("{error:?}"))?;
    }
    text.push('\n');
    Ok(text)
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
