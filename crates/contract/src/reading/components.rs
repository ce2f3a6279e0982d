//! Component schemas: objects, enumerations, answers.

use std::collections::HashSet;

use heck::ToUpperCamelCase;
use serde_json::{Map, Value};

use super::{Reader, sources, text};
use crate::contract::{Component, EnumValue, Enumeration, Field, Shape};
use crate::document::schema_name;
use crate::near::nearest;
use crate::yaml::step;

impl Reader<'_> {
    pub(super) fn component(
        &mut self,
        name: &str,
        schema: &Value,
        pointer: &str,
    ) -> Option<Component> {
        let shape = self.shape(schema, pointer)?;
        Some(Component {
            name: name.to_owned(),
            description: text(schema, "description"),
            source: sources(schema),
            module: schema
                .get("x-module")
                .and_then(Value::as_str)
                .map(str::to_owned),
            shape,
            pointer: pointer.to_owned(),
        })
    }

    fn shape(&mut self, schema: &Value, pointer: &str) -> Option<Shape> {
        let Some(map) = schema.as_object() else {
            self.unsupported(pointer, "a schema that is not an object");
            return None;
        };
        if let Some(parts) = map.get("allOf").and_then(Value::as_array) {
            return self.answer_shape(parts, pointer);
        }
        if let Some(branches) = map.get("oneOf").and_then(Value::as_array) {
            return self.string_or_integer(map, branches, pointer);
        }
        match map.get("type").and_then(Value::as_str) {
            Some("object") => {
                let fields = self.object(map, pointer);
                if map.get("additionalProperties") == Some(&Value::Bool(true)) && fields.is_empty()
                {
                    return Some(Shape::FreeForm);
                }
                if map.contains_key("additionalProperties") {
                    self.unsupported(
                        &step(pointer, "additionalProperties"),
                        "`additionalProperties` other than `true` on an object of free form",
                    );
                }
                Some(Shape::Object(fields))
            }
            Some("string" | "integer") if map.contains_key("enum") => self
                .enumeration(map, map, false, pointer)
                .map(Shape::Enumeration),
            Some(other) => {
                let what = format!("a component of type `{other}` without `enum`");
                self.unsupported(pointer, &what);
                None
            }
            None => {
                self.unsupported(pointer, "a component without `type`, `allOf` or `oneOf`");
                None
            }
        }
    }

    fn object(&mut self, map: &Map<String, Value>, pointer: &str) -> Vec<Field> {
        let properties = map.get("properties").and_then(Value::as_object);
        let mut required = HashSet::new();
        let list = map.get("required").and_then(Value::as_array);
        for (index, name) in list.into_iter().flatten().enumerate() {
            match name.as_str() {
                Some(name) if properties.is_some_and(|map| map.contains_key(name)) => {
                    required.insert(name);
                }
                text => {
                    let fields = properties
                        .into_iter()
                        .flatten()
                        .map(|(name, _)| name.as_str());
                    let near = text.and_then(|text| nearest(fields, text));
                    let remedy = match near {
                        Some(near) => format!("write `{near}`, or remove it from `required`"),
                        None => "mend the name, or remove it from `required`".to_owned(),
                    };
                    self.refuse(
                        "required",
                        &format!("{}/{index}", step(pointer, "required")),
                        format!("{name} is required but not a field"),
                        remedy,
                    );
                }
            }
        }
        let mut fields = Vec::with_capacity(properties.map_or(0, Map::len));
        for (name, property) in properties.into_iter().flatten() {
            let pointer = step(&step(pointer, "properties"), name);
            let required = required.contains(name.as_str());
            fields.extend(self.field(name, property, required, &pointer));
        }
        fields
    }

    fn answer_shape(&mut self, parts: &[Value], pointer: &str) -> Option<Shape> {
        let envelope = parts
            .iter()
            .find_map(|part| part.get("$ref")?.as_str())
            .filter(|reference| schema_name(reference).is_some());
        let payload = parts
            .iter()
            .find_map(|part| {
                part.get("properties")?
                    .get("Response")?
                    .get("$ref")?
                    .as_str()
            })
            .filter(|reference| schema_name(reference).is_some());
        let pointer = &step(pointer, "allOf");
        if let (2, Some(envelope), Some(payload)) = (parts.len(), envelope, payload) {
            return Some(Shape::Answer {
                envelope: self.named(envelope, pointer)?,
                payload: self.named(payload, pointer)?,
            });
        }
        self.unsupported(
            pointer,
            "an `allOf` that is not an envelope plus an object with `Response`",
        );
        None
    }

    fn string_or_integer(
        &mut self,
        map: &Map<String, Value>,
        branches: &[Value],
        pointer: &str,
    ) -> Option<Shape> {
        let kind = |index: usize| {
            branches
                .get(index)
                .and_then(|branch| branch.get("type"))
                .and_then(Value::as_str)
        };
        let both = matches!(
            (branches.len(), kind(0), kind(1)),
            (2, Some("string"), Some("integer")) | (2, Some("integer"), Some("string"))
        );
        if !both || map.get("x-string-or-integer") != Some(&Value::Bool(true)) {
            self.unsupported(
                &step(pointer, "oneOf"),
                "a `oneOf` that is not a string or an integer marked `x-string-or-integer: true`",
            );
            return None;
        }
        let listed = branches
            .iter()
            .find_map(|branch| branch.as_object().filter(|b| b.contains_key("enum")));
        if let Some(branch) = listed {
            return self
                .enumeration(map, branch, true, pointer)
                .map(Shape::Enumeration);
        }
        let mut limits = |wanted: &str| {
            let at = (0..branches.len()).find(|index| kind(*index) == Some(wanted))?;
            let place = format!("{}/{at}", step(pointer, "oneOf"));
            Some(Box::new(self.limits(&branches[at], &place)))
        };
        Some(Shape::TextOrInteger {
            text: limits("string")?,
            integer: limits("integer")?,
        })
    }

    /// `notes` carries the descriptions and names, `values` the type and the values.
    fn enumeration(
        &mut self,
        notes: &Map<String, Value>,
        values: &Map<String, Value>,
        string_or_integer: bool,
        pointer: &str,
    ) -> Option<Enumeration> {
        let integers = values.get("type").and_then(Value::as_str) == Some("integer");
        let list = values
            .get("enum")
            .and_then(Value::as_array)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let mut wires = Vec::with_capacity(list.len());
        for (index, value) in list.iter().enumerate() {
            match value {
                Value::String(text) if !integers => wires.push(text.clone()),
                Value::Number(number) if integers && number.is_i64() => {
                    wires.push(number.to_string());
                }
                _ => self.unsupported(
                    &format!("{}/{index}", step(pointer, "enum")),
                    "an enum value of another type than the enum",
                ),
            }
        }
        let note = |key: &str, wire: &str| {
            let found = notes
                .get(key)
                .and_then(|map| map.get(wire))
                .and_then(Value::as_str);
            found.map(str::to_owned)
        };
        let synonyms = notes.get("x-synonyms").and_then(Value::as_object);
        let spellings = |wire: &str| -> Vec<String> {
            let list = synonyms
                .and_then(|map| map.get(wire))
                .and_then(Value::as_array);
            list.into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .map(str::to_owned)
                .collect()
        };
        let is_synonym = |wire: &str| {
            let lists = synonyms
                .into_iter()
                .flat_map(Map::values)
                .filter_map(Value::as_array);
            lists.flatten().any(|value| value.as_str() == Some(wire))
        };
        let mut found = Vec::new();
        for wire in wires.iter().filter(|wire| !is_synonym(wire)) {
            let name = if integers {
                let name = note("x-enum-names", wire);
                if name.is_none() {
                    self.refuse(
                        "enum-names",
                        &step(pointer, "x-enum-names"),
                        format!("the value {wire} has no name"),
                        "name it in `x-enum-names`",
                    );
                }
                name.unwrap_or_default()
            } else {
                // `Call.CallbackAfterStartCall` is a path of words, and its last word names it.
                let word = wire.rsplit('.').next().unwrap_or(wire);
                word.to_upper_camel_case()
            };
            if !is_variant(&name) {
                self.refuse(
                    "enum-names",
                    pointer,
                    format!("the value `{wire}` would be called `{name}`"),
                    "`Other` is kept for unknown values, and a name is made of letters and digits in UpperCamelCase and \
                     starts with a letter: name it so in `x-enum-names`, or describe a text in the field instead",
                );
            }
            found.push(EnumValue {
                description: note("x-enum-descriptions", wire).unwrap_or_default(),
                synonyms: spellings(wire),
                wire: wire.clone(),
                name,
            });
        }
        if found.is_empty() {
            self.refuse(
                "enum-values",
                &step(pointer, "enum"),
                "an enumeration without values",
                "list its values under `enum`, those that are not synonyms of another",
            );
            return None;
        }
        Some(Enumeration {
            ignore_case: notes.get("x-ignore-case") == Some(&Value::Bool(true)),
            values: found,
            integers,
            string_or_integer,
        })
    }
}

/// Whether a name can stand for a value, beside what every enumeration has.
fn is_variant(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.bytes().all(|b| b.is_ascii_alphanumeric())
        && !matches!(name, "Err" | "KNOWN" | "Other" | "Self")
}
