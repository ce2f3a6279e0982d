//! Tables of the fields of requests, answers and webhook bodies.

use call_engine_contract::Contract;
use call_engine_contract::contract::{Component, Field, Kind, Limits, Shape, Unit};
use minijinja::Value;
use serde::Serialize;

use crate::prose::{Links, escape};

/// One object of a body.
#[derive(Debug, Serialize)]
pub(crate) struct FieldTable {
    /// Where in the body it is, such as `CallInfo`; empty for the body itself.
    pub(crate) path: String,
    pub(crate) about: Value,
    pub(crate) anchor: String,
    pub(crate) rows: Vec<FieldRow>,
}

/// One field.
#[derive(Debug, Serialize)]
pub(crate) struct FieldRow {
    pub(crate) anchor: String,
    /// `CallInfo.RoomId`, as the search and the reader of a link name it.
    pub(crate) path: String,
    pub(crate) name: String,
    pub(crate) kind: String,
    pub(crate) required: bool,
    pub(crate) rules: Vec<Value>,
    pub(crate) about: Value,
    pub(crate) plain: String,
    pub(crate) values: Vec<EnumRow>,
    pub(crate) source: Value,
}

/// One value of an enumeration.
#[derive(Debug, Serialize)]
pub(crate) struct EnumRow {
    pub(crate) wire: String,
    pub(crate) about: Value,
    pub(crate) synonyms: Vec<String>,
}

/// What the tables of one page have in common.
pub(crate) struct Tables<'a> {
    pub(crate) contract: &'a Contract,
    pub(crate) links: &'a Links<'a>,
    pub(crate) root: &'a str,
}

impl Tables<'_> {
    /// The tables of a body: the body itself first, then what is inside it. `side` is the first word of the anchors.
    pub(crate) fn of(&self, side: &str, component: &str) -> Vec<FieldTable> {
        let mut tables = Vec::new();
        self.add(side, component, "", &mut Vec::new(), &mut tables);
        tables
    }

    fn add(
        &self,
        side: &str,
        name: &str,
        path: &str,
        above: &mut Vec<String>,
        tables: &mut Vec<FieldTable>,
    ) {
        // A component that holds itself is shown once.
        let Some(component) = self.contract.component(name) else {
            return;
        };
        if above.iter().any(|known| known == name) {
            return;
        }
        above.push(name.to_owned());
        match &component.shape {
            Shape::Object(fields) if !fields.is_empty() => {
                tables.push(self.table(side, component, fields, path));
                for field in fields {
                    if let Some(inner) = field.kind.component() {
                        let list = matches!(field.kind, Kind::List(_));
                        let path = join(path, &field.name, list);
                        self.add(side, inner, &path, above, tables);
                    }
                }
            }
            Shape::Answer { envelope, payload } => {
                self.add(side, envelope, path, above, tables);
                let about = self
                    .contract
                    .component(payload)
                    .map(|p| p.description.as_str());
                if let Some(table) = tables.last_mut() {
                    let row = self.response_row(side, about.unwrap_or_default(), component);
                    table.rows.push(row);
                }
                self.add(side, payload, "Response", above, tables);
            }
            _ => {}
        }
        above.pop();
    }

    fn table(&self, side: &str, component: &Component, fields: &[Field], path: &str) -> FieldTable {
        FieldTable {
            path: path.to_owned(),
            about: self.prose(&component.description),
            anchor: format!("{side}-{}", if path.is_empty() { "body" } else { path })
                .replace("[]", "")
                + "-object",
            rows: fields
                .iter()
                .map(|field| self.row(side, component, field, path))
                .collect(),
        }
    }

    fn row(&self, side: &str, component: &Component, field: &Field, path: &str) -> FieldRow {
        let full = join(path, &field.name, false);
        let own: Vec<String> = self
            .contract
            .document
            .at(&format!("{}/x-source", field.pointer))
            .and_then(|value| value.as_array())
            .into_iter()
            .flatten()
            .filter_map(|tag| tag.as_str().map(str::to_owned))
            .collect();
        let source = if own.is_empty() {
            &component.source
        } else {
            &own
        };
        let inner = field
            .kind
            .component()
            .and_then(|name| self.contract.component(name));
        FieldRow {
            anchor: format!("{side}-{}", full.replace("[]", "")),
            name: field.name.clone(),
            kind: self.kind(&field.kind),
            required: field.required,
            rules: rules(field)
                .into_iter()
                .map(Value::from_safe_string)
                .collect(),
            about: self.prose(&field.description),
            plain: field.description.clone(),
            values: inner.map(|inner| self.values(inner)).unwrap_or_default(),
            source: Value::from_safe_string(self.links.sources(source, self.root)),
            path: full,
        }
    }

    fn response_row(&self, side: &str, about: &str, answer: &Component) -> FieldRow {
        FieldRow {
            anchor: format!("{side}-Response"),
            path: "Response".to_owned(),
            name: "Response".to_owned(),
            kind: "object".to_owned(),
            required: false,
            rules: Vec::new(),
            about: self.prose(about),
            plain: about.to_owned(),
            values: Vec::new(),
            source: Value::from_safe_string(self.links.sources(&answer.source, self.root)),
        }
    }

    /// The values of an enumeration.
    pub(crate) fn values(&self, component: &Component) -> Vec<EnumRow> {
        let Shape::Enumeration(enumeration) = &component.shape else {
            return Vec::new();
        };
        let row = |value: &call_engine_contract::contract::EnumValue| EnumRow {
            wire: value.wire.clone(),
            about: self.prose(&value.description),
            synonyms: value.synonyms.clone(),
        };
        enumeration.values.iter().map(row).collect()
    }

    fn kind(&self, kind: &Kind) -> String {
        match kind {
            Kind::Text => "string".to_owned(),
            Kind::Integer => "integer".to_owned(),
            Kind::Number => "number".to_owned(),
            Kind::Boolean => "boolean".to_owned(),
            Kind::Map => "object".to_owned(),
            Kind::List(item) => format!("list of {}", self.kind(&item.kind)),
            Kind::Component(name) => match self.contract.component(name).map(|c| &c.shape) {
                Some(Shape::Enumeration(e)) if e.string_or_integer => {
                    "string or integer".to_owned()
                }
                Some(Shape::Enumeration(e)) if e.integers => "integer".to_owned(),
                Some(Shape::Enumeration(_)) => "string".to_owned(),
                Some(Shape::TextOrInteger { .. }) => "string or integer".to_owned(),
                _ => "object".to_owned(),
            },
        }
    }

    fn prose(&self, text: &str) -> Value {
        Value::from_safe_string(self.links.html(text, self.root))
    }
}

fn join(path: &str, name: &str, list: bool) -> String {
    let dot = if path.is_empty() { "" } else { "." };
    let brackets = if list { "[]" } else { "" };
    format!("{path}{dot}{name}{brackets}")
}

/// The rules of a field as short phrases of HTML.
fn rules(field: &Field) -> Vec<String> {
    let unit = match field.unit {
        Some(Unit::Milliseconds) => " milliseconds",
        Some(Unit::Seconds) => " seconds",
        Some(Unit::UnixSeconds) => " seconds since 1970",
        Some(Unit::UnixMilliseconds) => " milliseconds since 1970",
        None => "",
    };
    let mut rules = limits(&field.limits, unit);
    if rules.is_empty() && !unit.is_empty() {
        rules.push(format!("in{unit}"));
    }
    if let Kind::List(item) = &field.kind {
        rules.extend(
            limits(&item.limits, "")
                .into_iter()
                .map(|rule| format!("each {rule}")),
        );
    }
    if let Some(default) = &field.default {
        rules.push(format!(
            "default <code>{}</code>",
            escape(&default.to_string())
        ));
    }
    rules
}

/// Limits as short phrases of HTML.
pub(crate) fn limits(limits: &Limits, unit: &str) -> Vec<String> {
    let mut rules = Vec::new();
    match (limits.minimum, limits.maximum) {
        (Some(low), Some(high)) => rules.push(format!("{low} to {high}{unit}")),
        (Some(low), None) => rules.push(format!("at least {low}{unit}")),
        (None, Some(high)) => rules.push(format!("at most {high}{unit}")),
        (None, None) => {}
    }
    match limits.min_length {
        Some(1) => rules.push("not empty".to_owned()),
        Some(n) if n > 1 => rules.push(format!("at least {n} characters")),
        _ => {}
    }
    if let Some(n) = limits.max_length {
        rules.push(format!("at most {n} characters"));
    }
    if let Some(n) = limits.max_bytes {
        rules.push(format!("at most {n} bytes"));
    }
    if let Some(kind) = &limits.room_kind {
        let kind = escape(kind);
        rules.push(format!("1 to 4294967294 where <code>{kind}</code> is 1"));
    }
    if let Some(n) = limits.min_items {
        rules.push(format!(
            "at least {n} item{}",
            if n == 1 { "" } else { "s" }
        ));
    }
    if let Some(n) = limits.max_items {
        rules.push(format!("at most {n} items"));
    }
    if let Some(pattern) = &limits.pattern {
        rules.push(format!("matches <code>{}</code>", escape(pattern.as_str())));
    }
    rules
}
