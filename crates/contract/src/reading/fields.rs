//! Fields of objects and their limits.

use serde_json::Value;

use super::{Reader, text};
use crate::contract::{Field, Item, Kind, Limits, Unit};
use crate::document::schema_name;
use crate::pattern::Pattern;
use crate::yaml::step;

impl Reader<'_> {
    pub(super) fn field(
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
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str)
            && schema_name(reference).is_some()
        {
            let name = self.named(reference, &step(pointer, "$ref"));
            return name.map(Kind::Component);
        }
        if let Some(parts) = schema.get("allOf").and_then(Value::as_array) {
            let pointer = step(pointer, "allOf");
            let reference = parts
                .first()
                .and_then(|part| part.get("$ref")?.as_str())
                .filter(|reference| schema_name(reference).is_some());
            if let (1, Some(reference)) = (parts.len(), reference) {
                return self.named(reference, &pointer).map(Kind::Component);
            }
            self.unsupported(&pointer, "an `allOf` of more than one reference on a field");
            return None;
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
                let Some(items) = schema.get("items") else {
                    self.unsupported(&pointer, "a list without `items`");
                    return None;
                };
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

    pub(super) fn limits(&mut self, schema: &Value, pointer: &str) -> Limits {
        let minimum = self.limit(schema, pointer, "minimum", Value::as_i64);
        let maximum = self.limit(schema, pointer, "maximum", Value::as_i64);
        let mut count = |key: &str| {
            self.limit(schema, pointer, key, |value| {
                value
                    .as_u64()
                    .and_then(|number| usize::try_from(number).ok())
            })
        };
        let (min_length, max_length) = (count("minLength"), count("maxLength"));
        let (min_items, max_items) = (count("minItems"), count("maxItems"));
        let max_bytes = count("x-max-bytes");
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
            minimum,
            maximum,
            min_length,
            max_length,
            max_bytes,
            pattern,
            room_kind: Some(text(schema, "x-room-kind")).filter(|name| !name.is_empty()),
            min_items,
            max_items,
        }
    }

    /// One limit; a value that is no limit must not pass for none.
    fn limit<T>(
        &mut self,
        schema: &Value,
        pointer: &str,
        key: &str,
        read: impl Fn(&Value) -> Option<T>,
    ) -> Option<T> {
        let value = schema.get(key)?;
        let limit = read(value);
        if limit.is_none() {
            self.refuse(
                "limit",
                &step(pointer, key),
                format!("`{key}` is not an integer that can be a limit"),
                "write an integer, not negative where something is counted",
            );
        }
        limit
    }
}
