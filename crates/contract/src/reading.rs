//! From the document to commands, components, webhooks and sites.

use std::collections::HashMap;

use heck::ToUpperCamelCase;
use indexmap::IndexMap;
use serde_json::{Map, Value};

use crate::contract::{
    Component, Effect, EnumValue, Enumeration, Field, Item, Kind, Limits, Operation, Shape, Site,
    Unit, Webhook,
};
use crate::document::{Document, schema_name};
use crate::finding::Finding;
use crate::pattern::Pattern;
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

    fn path(&mut self, path: &str, item: &Value, pointer: &str, parts: &mut Parts) {
        let Some(item) = item.as_object() else { return };
        for (method, operation) in item {
            let pointer = step(pointer, method);
            if method != "post" {
                self.refuse(
                    "operation-method",
                    &pointer,
                    format!("`{method}` under a path"),
                    "write commands as `post`: the API knows no other method",
                );
                continue;
            }
            parts
                .operations
                .extend(self.operation(path, operation, &pointer));
            if let Some(callbacks) = operation.get("callbacks").and_then(Value::as_object) {
                for (name, callback) in callbacks {
                    let pointer = step(&step(&pointer, "callbacks"), name);
                    for (expression, item) in callback.as_object().into_iter().flatten() {
                        let pointer = step(&step(&pointer, expression), "post");
                        match item.get("post") {
                            Some(post) => parts.webhooks.extend(self.webhook(post, &pointer)),
                            None => self.refuse(
                                "webhook-method",
                                &pointer,
                                "a callback without `post`",
                                "webhooks are delivered by POST: write them so",
                            ),
                        }
                    }
                }
            }
        }
    }

    fn operation(&mut self, path: &str, value: &Value, pointer: &str) -> Option<Operation> {
        let id = self.required_text(value, pointer, "operationId", "operation-id")?;
        let effect = match value.get("x-effect").and_then(Value::as_str) {
            Some("read") => Some(Effect::Read),
            Some("idempotent") => Some(Effect::Idempotent),
            Some("places_call") => Some(Effect::PlacesCall),
            _ => {
                self.refuse(
                    "operation-effect",
                    &step(pointer, "x-effect"),
                    format!("`x-effect` of `{id}` is missing or unknown"),
                    "write `read`, `idempotent` or `places_call`: it decides whether a request may be repeated",
                );
                None
            }
        };
        let rate_limit = value
            .get("x-rate-limit")
            .and_then(Value::as_u64)
            .and_then(|limit| u32::try_from(limit).ok())
            .filter(|limit| *limit > 0);
        if rate_limit.is_none() {
            self.refuse(
                "operation-rate-limit",
                &step(pointer, "x-rate-limit"),
                format!("`x-rate-limit` of `{id}` is missing or not a positive integer"),
                "write the documented number of requests per second",
            );
        }
        let error_codes: Option<Vec<i64>> = value
            .get("x-error-codes")
            .and_then(Value::as_array)
            .and_then(|codes| codes.iter().map(Value::as_i64).collect());
        if error_codes.is_none() {
            self.refuse(
                "operation-error-codes",
                &step(pointer, "x-error-codes"),
                format!("`x-error-codes` of `{id}` is missing or not a list of integers"),
                "list the codes its documents name",
            );
        }
        let request = self.body(value, pointer, "requestBody");
        let (answer, payload) = self.answer(value, pointer).unzip();
        Some(Operation {
            path: path.to_owned(),
            summary: text(value, "summary"),
            description: text(value, "description"),
            source: sources(value),
            effect: effect?,
            rate_limit: rate_limit?,
            error_codes: error_codes?,
            request: request?,
            answer: answer?,
            payload: payload?,
            pointer: pointer.to_owned(),
            id,
        })
    }

    /// The component a JSON body refers to.
    fn body(&mut self, value: &Value, pointer: &str, key: &str) -> Option<String> {
        let pointer = format!("{}/content/application~1json/schema", step(pointer, key));
        let schema = value
            .get(key)
            .and_then(|body| body.get("content"))
            .and_then(|content| content.get(JSON))
            .and_then(|media| media.get("schema"));
        self.reference(schema, &pointer)
    }

    fn reference(&mut self, schema: Option<&Value>, pointer: &str) -> Option<String> {
        let name = schema
            .and_then(|schema| schema.get("$ref"))
            .and_then(Value::as_str)
            .and_then(schema_name);
        if name.is_none() {
            self.refuse(
                "body-component",
                pointer,
                "a body that is not a reference to a component",
                "move the schema to `components/schemas` and refer to it by `$ref`",
            );
        }
        name.map(str::to_owned)
    }

    /// The component of the `200` answer and of its payload.
    fn answer(&mut self, value: &Value, pointer: &str) -> Option<(String, Option<String>)> {
        let pointer = format!("{}/200", step(pointer, "responses"));
        let Some(answer) = value
            .get("responses")
            .and_then(|answers| answers.get("200"))
        else {
            self.refuse(
                "operation-answer",
                &pointer,
                "there is no `200` answer",
                "describe it: the service answers 200 for success and failure",
            );
            return None;
        };
        let schema = answer
            .get("content")
            .and_then(|content| content.get(JSON))
            .and_then(|media| media.get("schema"));
        let name = self.reference(
            schema,
            &format!("{pointer}/content/application~1json/schema"),
        )?;
        let payload = self.document.schema(&name).and_then(|schema| {
            let parts = schema.get("allOf")?.as_array()?;
            let payload = parts
                .iter()
                .find_map(|part| part.get("properties")?.get("Response"))?;
            payload
                .get("$ref")?
                .as_str()
                .and_then(schema_name)
                .map(str::to_owned)
        });
        Some((name, payload))
    }

    fn webhook(&mut self, value: &Value, pointer: &str) -> Option<Webhook> {
        let id = self.required_text(value, pointer, "operationId", "operation-id")?;
        let command = self.required_text(value, pointer, "x-webhook", "webhook-command")?;
        let event = self.body(value, pointer, "requestBody")?;
        let (answer, _) = self.answer(value, pointer)?;
        Some(Webhook {
            summary: text(value, "summary"),
            description: text(value, "description"),
            source: sources(value),
            pointer: pointer.to_owned(),
            id,
            command,
            event,
            answer,
        })
    }

    fn site(&mut self, value: &Value, pointer: &str) -> Option<Site> {
        Some(Site {
            name: self.required_text(value, pointer, "x-site", "site-name")?,
            url: self.required_text(value, pointer, "url", "site-url")?,
            backup: value
                .get("x-backup")
                .and_then(Value::as_str)
                .map(str::to_owned),
            description: text(value, "description"),
            source: sources(value),
        })
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

    fn component(&mut self, name: &str, schema: &Value, pointer: &str) -> Option<Component> {
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
                let required: Vec<&str> = map
                    .get("required")
                    .and_then(Value::as_array)
                    .map(|names| names.iter().filter_map(Value::as_str).collect())
                    .unwrap_or_default();
                let mut fields = Vec::new();
                if let Some(properties) = map.get("properties").and_then(Value::as_object) {
                    for (name, property) in properties {
                        let pointer = step(&step(pointer, "properties"), name);
                        let required = required.contains(&name.as_str());
                        fields.extend(self.field(name, property, required, &pointer));
                    }
                }
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

    fn answer_shape(&mut self, parts: &[Value], pointer: &str) -> Option<Shape> {
        let envelope = parts
            .iter()
            .find_map(|part| part.get("$ref")?.as_str().and_then(schema_name));
        let payload = parts
            .iter()
            .find_map(|part| {
                part.get("properties")?
                    .get("Response")?
                    .get("$ref")?
                    .as_str()
            })
            .and_then(schema_name);
        match (parts.len(), envelope, payload) {
            (2, Some(envelope), Some(payload)) => Some(Shape::Answer {
                envelope: envelope.to_owned(),
                payload: payload.to_owned(),
            }),
            _ => {
                self.unsupported(
                    &step(pointer, "allOf"),
                    "an `allOf` that is not an envelope plus an object with `Response`",
                );
                None
            }
        }
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
        match branches
            .iter()
            .find_map(|branch| branch.as_object().filter(|b| b.contains_key("enum")))
        {
            Some(branch) => self
                .enumeration(map, branch, true, pointer)
                .map(Shape::Enumeration),
            None => Some(Shape::TextOrInteger),
        }
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
        let list = values.get("enum")?.as_array()?;
        let mut wires = Vec::with_capacity(list.len());
        for (index, value) in list.iter().enumerate() {
            match value {
                Value::String(text) if !integers => wires.push(text.clone()),
                Value::Number(number) if integers && number.is_i64() => {
                    wires.push(number.to_string())
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
                let last = wire.rsplit('.').next().unwrap_or(wire);
                last.to_upper_camel_case()
            };
            if name == "Other" || !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
                self.refuse(
                    "enum-names",
                    pointer,
                    format!("the value `{wire}` would be called `{name}`"),
                    "`Other` is kept for unknown values, and a name starts with a letter: describe the value in the text of the field instead",
                );
            }
            found.push(EnumValue {
                description: note("x-enum-descriptions", wire).unwrap_or_default(),
                synonyms: spellings(wire),
                wire: wire.clone(),
                name,
            });
        }
        Some(Enumeration {
            ignore_case: notes.get("x-ignore-case") == Some(&Value::Bool(true)),
            values: found,
            integers,
            string_or_integer,
        })
    }

    fn field(
        &mut self,
        name: &str,
        schema: &Value,
        required: bool,
        pointer: &str,
    ) -> Option<Field> {
        let kind = self.kind(schema, pointer)?;
        let limits = self.limits(schema, pointer);
        let unit = match schema.get("x-unit").map(|unit| (unit.as_str(), &kind)) {
            None => None,
            Some((Some("ms"), Kind::Integer)) => Some(Unit::Milliseconds),
            Some((Some("s"), Kind::Integer)) => Some(Unit::Seconds),
            Some((Some("unix-s"), Kind::Integer)) => Some(Unit::UnixSeconds),
            Some((Some("unix-ms"), Kind::Integer)) => Some(Unit::UnixMilliseconds),
            Some(_) => {
                self.refuse(
                    "unit",
                    &step(pointer, "x-unit"),
                    "an unknown unit, or a unit on something that is not an integer",
                    "write `ms`, `s`, `unix-s` or `unix-ms` on an integer",
                );
                None
            }
        };
        Some(Field {
            name: name.to_owned(),
            description: text(schema, "description"),
            default: schema.get("default").cloned(),
            pointer: pointer.to_owned(),
            required,
            kind,
            limits,
            unit,
        })
    }

    fn kind(&mut self, schema: &Value, pointer: &str) -> Option<Kind> {
        if let Some(name) = schema
            .get("$ref")
            .and_then(Value::as_str)
            .and_then(schema_name)
        {
            return Some(Kind::Component(name.to_owned()));
        }
        if let Some(parts) = schema.get("allOf").and_then(Value::as_array) {
            let name = parts
                .first()
                .and_then(|part| part.get("$ref")?.as_str().and_then(schema_name));
            return match (parts.len(), name) {
                (1, Some(name)) => Some(Kind::Component(name.to_owned())),
                _ => {
                    let pointer = step(pointer, "allOf");
                    self.unsupported(&pointer, "an `allOf` of more than one reference on a field");
                    None
                }
            };
        }
        for word in ["oneOf", "anyOf", "not", "enum"] {
            if schema.get(word).is_some() {
                self.unsupported(&step(pointer, word), &format!("`{word}` inside a field"));
                return None;
            }
        }
        match schema.get("type").and_then(Value::as_str) {
            Some("string") => Some(Kind::Text),
            Some("integer") => Some(Kind::Integer),
            Some("number") => Some(Kind::Number),
            Some("boolean") => Some(Kind::Boolean),
            Some("object") if schema.get("properties").is_none() => Some(Kind::Map),
            Some("object") => {
                self.unsupported(pointer, "an object with fields inside a field");
                None
            }
            Some("array") => {
                let pointer = step(pointer, "items");
                let items = schema.get("items")?;
                let kind = self.kind(items, &pointer)?;
                if matches!(kind, Kind::List(_)) {
                    self.unsupported(&pointer, "a list of lists");
                    return None;
                }
                let limits = self.limits(items, &pointer);
                Some(Kind::List(Box::new(Item { kind, limits })))
            }
            _ => {
                self.unsupported(pointer, "a field without a known `type`");
                None
            }
        }
    }

    fn limits(&mut self, schema: &Value, pointer: &str) -> Limits {
        let count = |key: &str| {
            let number = schema.get(key).and_then(Value::as_u64);
            number.and_then(|number| usize::try_from(number).ok())
        };
        let pattern = schema
            .get("pattern")
            .and_then(Value::as_str)
            .and_then(|text| {
                let parsed = Pattern::parse(text);
                if let Err(error) = &parsed {
                    let remedy = "write `^[class]{min,max}$`, `^[class]+$` or `^[class]*$`";
                    self.refuse(
                        "pattern",
                        &step(pointer, "pattern"),
                        error.to_string(),
                        remedy,
                    );
                }
                parsed.ok()
            });
        for word in [
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "uniqueItems",
        ] {
            if schema.get(word).is_some() {
                self.unsupported(&step(pointer, word), &format!("`{word}`"));
            }
        }
        Limits {
            minimum: schema.get("minimum").and_then(Value::as_i64),
            maximum: schema.get("maximum").and_then(Value::as_i64),
            min_length: count("minLength"),
            max_length: count("maxLength"),
            max_bytes: count("x-max-bytes"),
            min_items: count("minItems"),
            max_items: count("maxItems"),
            pattern,
        }
    }

    fn unsupported(&mut self, pointer: &str, what: &str) {
        self.refuse(
            "unsupported",
            pointer,
            format!("{what} is not supported"),
            "write it as the shape rules of spec/README.md say",
        );
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
