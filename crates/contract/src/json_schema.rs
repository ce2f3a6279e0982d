//! A component as a self-contained JSON Schema (draft 2020-12).

use serde_json::{Map, Value, json};

use crate::contract::{Component, Contract, Enumeration, Field, Kind, Limits, Shape};
use crate::yaml::step;

/// The schema of a component with everything it refers to under `$defs`.
///
/// Enumerations with `x-ignore-case` become patterns that ignore case; `x-max-bytes`, which JSON Schema has no word
/// for, is kept under its own name. Returns `None` for a name the contract does not know.
pub fn json_schema(contract: &Contract, name: &str) -> Option<Value> {
    let root = contract.component(name)?;
    let mut schema = component(root);
    let mut definitions = Map::new();
    let reachable = contract.reachable(name);
    let used = reachable.iter().filter_map(|name| contract.component(name));
    // A component that holds itself refers to itself by name.
    let recursive = used.clone().any(|c| c.uses().any(|used| used == name));
    for used in used.skip(usize::from(!recursive)) {
        definitions.insert(used.name.clone(), component(used));
    }
    if let (Value::Object(map), false) = (&mut schema, definitions.is_empty()) {
        map.insert("$defs".to_owned(), Value::Object(definitions));
    }
    Some(schema)
}

fn component(component: &Component) -> Value {
    match &component.shape {
        Shape::Object(fields) => object(fields),
        Shape::FreeForm => json!({ "type": "object" }),
        Shape::Enumeration(values) => enumeration(values),
        Shape::TextOrInteger { text, integer } => {
            let either = [kind(&Kind::Text, text), kind(&Kind::Integer, integer)];
            if either
                .iter()
                .all(|one| one == &json!({ "type": one["type"] }))
            {
                json!({ "type": ["string", "integer"] })
            } else {
                json!({ "anyOf": either })
            }
        }
        Shape::Answer { envelope, payload } => json!({
            "allOf": [
                reference(envelope),
                { "type": "object", "properties": { "Response": reference(payload) } },
            ],
        }),
    }
}

fn object(fields: &[Field]) -> Value {
    let mut schema = Map::new();
    schema.insert("type".to_owned(), "object".into());
    let required: Vec<&str> = fields
        .iter()
        .filter(|field| field.required)
        .map(|field| field.name.as_str())
        .collect();
    if !required.is_empty() {
        schema.insert("required".to_owned(), required.into());
    }
    let properties: Map<String, Value> = fields
        .iter()
        .map(|f| (f.name.clone(), kind(&f.kind, &f.limits)))
        .collect();
    if !properties.is_empty() {
        schema.insert("properties".to_owned(), Value::Object(properties));
    }
    Value::Object(schema)
}

fn kind(kind_: &Kind, limits: &Limits) -> Value {
    let mut schema = match kind_ {
        Kind::Component(name) => return reference(name),
        Kind::Text => simple("string"),
        Kind::Integer => simple("integer"),
        Kind::Number => simple("number"),
        Kind::Boolean => simple("boolean"),
        Kind::Map => simple("object"),
        Kind::List(item) => {
            let mut schema = simple("array");
            schema.insert("items".to_owned(), kind(&item.kind, &item.limits));
            schema
        }
    };
    let mut limit = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            schema.insert(key.to_owned(), value);
        }
    };
    limit("minimum", limits.minimum.map(Value::from));
    limit("maximum", limits.maximum.map(Value::from));
    limit("minLength", limits.min_length.map(Value::from));
    limit("maxLength", limits.max_length.map(Value::from));
    limit("x-max-bytes", limits.max_bytes.map(Value::from));
    limit(
        "pattern",
        limits
            .pattern
            .as_ref()
            .map(|pattern| pattern.as_str().into()),
    );
    limit("minItems", limits.min_items.map(Value::from));
    limit("maxItems", limits.max_items.map(Value::from));
    Value::Object(schema)
}

fn simple(name: &str) -> Map<String, Value> {
    Map::from_iter([("type".to_owned(), name.into())])
}

fn reference(name: &str) -> Value {
    json!({ "$ref": step("#/$defs", name) })
}

fn enumeration(values: &Enumeration) -> Value {
    let spellings = || {
        values
            .values
            .iter()
            .flat_map(|v| std::iter::once(&v.wire).chain(&v.synonyms))
    };
    let known = if values.integers {
        let numbers: Vec<Value> = spellings()
            .filter_map(|wire| wire.parse::<i64>().ok())
            .map(Value::from)
            .collect();
        json!({ "type": "integer", "enum": numbers })
    } else if values.ignore_case {
        let words: Vec<String> = spellings().map(|word| any_case(word)).collect();
        json!({ "type": "string", "pattern": format!("^({})$", words.join("|")) })
    } else {
        let words: Vec<&String> = spellings().collect();
        json!({ "type": "string", "enum": words })
    };
    if values.string_or_integer {
        let other = if values.integers { "string" } else { "integer" };
        json!({ "anyOf": [known, { "type": other }] })
    } else {
        known
    }
}

/// A regular expression for a word in any case; JSON Schema has no flag for it.
fn any_case(word: &str) -> String {
    let mut text = String::new();
    for c in word.chars() {
        if c.is_ascii_alphabetic() {
            text.push('[');
            text.push(c.to_ascii_uppercase());
            text.push(c.to_ascii_lowercase());
            text.push(']');
        } else {
            if c.is_ascii_punctuation() {
                text.push('\\');
            }
            text.push(c);
        }
    }
    text
}
