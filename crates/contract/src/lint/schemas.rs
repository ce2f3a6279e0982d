//! Components and their fields.

use std::collections::HashSet;

use heck::ToUpperCamelCase;
use serde_json::Value;

use super::Findings;
use super::operations::answer_components;
use crate::contract::{Component, Enumeration, Field, Kind, Shape};
use crate::document::schema_name;
use crate::yaml::step;

pub(super) fn check(findings: &mut Findings<'_>) {
    let contract = findings.contract;
    let mut used = HashSet::new();
    references(contract.document.value(), &mut used);
    let answers = answer_components(findings);
    for component in contract.components.values() {
        let what = format!("the component `{}`", component.name);
        findings.sentence(
            "schema-description",
            &component.pointer,
            &what,
            &component.description,
        );
        findings.source(&component.pointer, &what, &component.source);
        if component.name.to_upper_camel_case() != component.name {
            findings.add(
                "schema-name",
                &component.pointer,
                format!("{what} is not written in UpperCamelCase"),
                format!("name it `{}`", component.name.to_upper_camel_case()),
            );
        }
        if !used.contains(component.name.as_str()) {
            findings.add(
                "schema-unused",
                &component.pointer,
                format!("nothing refers to {what}"),
                "remove it, or refer to it",
            );
        }
        if let Some(module) = &component.module
            && !module.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
        {
            findings.add(
                "vocabulary",
                &step(&component.pointer, "x-module"),
                format!("`{module}` is not a file name"),
                "write it in snake_case",
            );
        }
        for field in component.fields() {
            check_field(
                component,
                field,
                answers.contains(&component.name),
                findings,
            );
        }
        if let Shape::Enumeration(values) = &component.shape {
            enumeration(component, values, findings);
        }
    }
}

fn check_field(component: &Component, field: &Field, in_answer: bool, findings: &mut Findings<'_>) {
    let what = format!("`{}.{}`", component.name, field.name);
    findings.sentence(
        "field-description",
        &field.pointer,
        &what,
        &field.description,
    );
    if in_answer && field.required {
        findings.add(
            "answer-required",
            &field.pointer,
            format!("{what} is required in an answer"),
            "remove it from `required`: every answer field can be absent (C-17)",
        );
    }
    let limits = &field.limits;
    if limits.max_bytes.is_some() && field.kind != Kind::Text {
        findings.add(
            "vocabulary",
            &step(&field.pointer, "x-max-bytes"),
            format!("{what} is not text but limited in bytes"),
            "move `x-max-bytes` to a string",
        );
    }
    room_kind(component, field, findings);
    let upside_down = limits
        .minimum
        .zip(limits.maximum)
        .is_some_and(|(min, max)| min > max)
        || limits
            .min_length
            .zip(limits.max_length)
            .is_some_and(|(min, max)| min > max)
        || limits
            .min_items
            .zip(limits.max_items)
            .is_some_and(|(min, max)| min > max)
        || limits.pattern.as_ref().is_some_and(|pattern| {
            // The pattern counts characters too.
            limits
                .min_length
                .zip(pattern.max())
                .is_some_and(|(min, max)| min > max)
                || limits.max_length.is_some_and(|max| pattern.min() > max)
        });
    if upside_down {
        findings.add(
            "range",
            &field.pointer,
            format!("{what} allows no value: its lower limit is above its upper limit"),
            "swap or mend the limits",
        );
    }
    if let Some(default) = &field.default {
        let fits = match field.kind {
            Kind::Text => default.is_string(),
            Kind::Integer => default.as_i64().is_some_and(|number| {
                limits.minimum.is_none_or(|min| number >= min)
                    && limits.maximum.is_none_or(|max| number <= max)
            }),
            Kind::Number => default.is_number(),
            Kind::Boolean => default.is_boolean(),
            Kind::List(_) => default.is_array(),
            Kind::Map => default.is_object(),
            Kind::Component(ref name) => {
                match findings
                    .contract
                    .component(name)
                    .map(|component| &component.shape)
                {
                    Some(Shape::Enumeration(values)) => is_value(values, default),
                    _ => true,
                }
            }
        };
        if !fits {
            findings.add(
                "default",
                &step(&field.pointer, "default"),
                format!("the default of {what} is not one of its values"),
                "mend the default or the limits",
            );
        }
    }
}

/// A room's kind is told by a number beside it.
fn room_kind(component: &Component, field: &Field, findings: &mut Findings<'_>) {
    let (limits, pointer) = match &field.kind {
        Kind::List(item) => (&item.limits, step(&field.pointer, "items")),
        _ => (&field.limits, field.pointer.clone()),
    };
    let Some(beside) = &limits.room_kind else {
        return;
    };
    let kind = component
        .fields()
        .iter()
        .find(|field| field.name == *beside);
    let shape = kind.and_then(|kind| match &kind.kind {
        Kind::Component(name) => Some(&findings.contract.component(name)?.shape),
        _ => None,
    });
    let numbers = matches!(shape, Some(Shape::Enumeration(values)) if values.integers);
    if field.kind != Kind::Text || !numbers {
        findings.add(
            "room-kind",
            &step(&pointer, "x-room-kind"),
            format!(
                "`{}.{}` is no text beside a field `{beside}` with a list of integers",
                component.name, field.name
            ),
            "name the field of the same object that says the kind of the room, such as `RoomIdType`",
        );
    }
}

fn is_value(values: &Enumeration, default: &Value) -> bool {
    let word = match default {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    values
        .values
        .iter()
        .any(|value| value.wire == word || value.synonyms.contains(&word))
}

fn enumeration(component: &Component, values: &Enumeration, findings: &mut Findings<'_>) {
    for value in &values.values {
        let what = format!("the value `{}` of `{}`", value.wire, component.name);
        let pointer = step(&component.pointer, "x-enum-descriptions");
        findings.sentence(
            "enum-descriptions",
            &step(&pointer, &value.wire),
            &what,
            &value.description,
        );
    }
    let document = &findings.contract.document;
    let known: Vec<String> = values
        .values
        .iter()
        .flat_map(|v| std::iter::once(&v.wire).chain(&v.synonyms))
        .cloned()
        .collect();
    for key in ["x-enum-descriptions", "x-enum-names", "x-synonyms"] {
        let pointer = step(&component.pointer, key);
        let Some(map) = document.at(&pointer).and_then(Value::as_object).cloned() else {
            continue;
        };
        for name in map.keys().filter(|name| !known.contains(name)) {
            findings.add(
                "enum-values",
                &step(&pointer, name),
                format!(
                    "`{key}` speaks of `{name}`, which is not a value of `{}`",
                    component.name
                ),
                "add it to `enum`, or remove it here",
            );
        }
    }
}

fn references<'a>(value: &'a Value, used: &mut HashSet<&'a str>) {
    match value {
        Value::Object(map) => {
            used.extend(
                map.get("$ref")
                    .and_then(Value::as_str)
                    .and_then(schema_name),
            );
            map.values().for_each(|item| references(item, used));
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, used)),
        _ => {}
    }
}
