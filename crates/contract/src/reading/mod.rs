//! From the document to commands, components, webhooks and sites.
//!
//! | Module | Reads |
//! |---|---|
//! | `operations` | commands, webhooks and sites |
//! | `components` | component schemas: objects, enumerations, answers |
//! | `fields` | fields of objects and their limits |

mod components;
mod fields;
mod operations;

use std::collections::HashMap;

use indexmap::IndexMap;
use serde_json::Value;

use crate::contract::{Component, Kind, Operation, Shape, Site, Webhook};
use crate::document::{Document, schema_name};
use crate::finding::Finding;
use crate::yaml::step;

/// What a document says.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    pub operations: Vec<Operation>,
    pub components: IndexMap<String, Component>,
    pub webhooks: Vec<Webhook>,
    pub sites: Vec<Site>,
}

/// The JSON media type: the only one the API speaks.
pub(crate) const JSON: &str = "application/json";

/// Reads everything, noting what cannot be understood.
pub(crate) fn read(document: &Document, findings: &mut Vec<Finding>) -> Parts {
    let mut reader = Reader { document, findings };
    let mut parts = Parts::default();
    if let Some(schemas) = document
        .at("/components/schemas")
        .and_then(Value::as_object)
    {
        for (name, schema) in schemas {
            let pointer = step("/components/schemas", name);
            if let Some(component) = reader.component(name, schema, &pointer) {
                parts.components.insert(name.clone(), component);
            }
        }
    }
    describe_references(&mut parts.components);
    if let Some(paths) = document.at("/paths").and_then(Value::as_object) {
        for (path, item) in paths {
            let pointer = step("/paths", path);
            reader.path(path, item, &pointer, &mut parts);
        }
    }
    reader.bodies(&parts);
    reader.once(&parts);
    if let Some(servers) = document.at("/servers").and_then(Value::as_array) {
        for (index, server) in servers.iter().enumerate() {
            parts
                .sites
                .extend(reader.site(server, &format!("/servers/{index}")));
        }
    }
    parts
}

/// A field that is a bare reference is described by what it refers to.
fn describe_references(components: &mut IndexMap<String, Component>) {
    let described: HashMap<String, String> = components
        .values()
        .map(|c| (c.name.clone(), c.description.clone()))
        .collect();
    for component in components.values_mut() {
        if let Shape::Object(fields) = &mut component.shape {
            for field in fields
                .iter_mut()
                .filter(|field| field.description.is_empty())
            {
                if let Kind::Component(name) = &field.kind {
                    field.description = described.get(name).cloned().unwrap_or_default();
                }
            }
        }
    }
}

struct Reader<'a> {
    document: &'a Document,
    findings: &'a mut Vec<Finding>,
}

impl Reader<'_> {
    fn refuse(
        &mut self,
        rule: &'static str,
        pointer: &str,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        let place = self.document.place(pointer);
        self.findings
            .push(Finding::new(rule, place, message, remedy));
    }

    /// The component a `$ref` names; a schema inside another one is none.
    fn named(&mut self, reference: &str, pointer: &str) -> Option<String> {
        let name = schema_name(reference)?;
        if self.document.schema(name).is_some() {
            return Some(name.to_owned());
        }
        self.refuse(
            "ref-resolves",
            pointer,
            format!("`{reference}` is not a component but a part of one"),
            "move the part to `components/schemas` and refer to it there",
        );
        None
    }

    fn unsupported(&mut self, pointer: &str, what: &str) {
        self.refuse(
            "unsupported",
            pointer,
            format!("{what} is not supported"),
            "write it as the shape rules of spec/README.md say",
        );
    }
    fn required_text(
        &mut self,
        value: &Value,
        pointer: &str,
        key: &str,
        rule: &'static str,
    ) -> Option<String> {
        let found = value
            .get(key)
            .and_then(Value::as_str)
            .filter(|text| !text.is_empty());
        if found.is_none() {
            self.refuse(
                rule,
                &step(pointer, key),
                format!("`{key}` is missing"),
                "fill it in",
            );
        }
        found.map(str::to_owned)
    }
}

fn text(value: &Value, key: &str) -> String {
    value
        .get(key)
        .and_then(Value::as_str)
        .unwrap_or_default()
        .trim()
        .to_owned()
}

fn sources(value: &Value) -> Vec<String> {
    let list = value.get("x-source").and_then(Value::as_array);
    list.into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}
