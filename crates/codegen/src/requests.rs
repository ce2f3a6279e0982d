//! Constructors, setters and `validate` of requests.

use std::collections::HashSet;

use call_engine_contract::Contract;
use call_engine_contract::contract::{Component, Field, Kind, Limits, Shape, Unit};
use call_engine_contract::pattern::Pattern;

use crate::page::{Page, quoted};
use crate::wire::Wire;
use crate::{docs, names};

/// Names of all components that requests are made of.
pub(crate) fn components(contract: &Contract) -> HashSet<String> {
    contract
        .operations
        .iter()
        .flat_map(|o| contract.reachable(&o.request))
        .collect()
}

/// The `impl`s of one object of a request.
pub(crate) fn items(contract: &Contract, component: &Component, wire: &Wire, page: &mut Page) {
    let name = names::component(&component.name);
    if component.fields().is_empty() {
        empty(&name, page);
        return;
    }
    let fields = wire.fields(component);
    page.gap();
    page.block(format_args!("impl {name}"), |page| {
        constructor(&fields, page);
        for (field, ident) in fields.iter().filter(|(field, _)| !field.required) {
            setter(field, ident, page);
        }
        with_extra("self.extra", page);
        page.doc(
            "Checks every rule of the contract: ranges, lengths, bytes, characters.\n\n# Errors\n\nAll rules that are \
             broken, each with the name of its field.",
        );
        page.block(VALIDATE, |page| page.line("crate::validate::validate(self)"));
    });
    page.gap();
    page.block(
        format_args!("impl crate::validate::Validate for {name}"),
        |page| {
            page.block(
                "fn check(&self, checks: &mut crate::validate::Checks)",
                |page| {
                    for (field, ident) in &fields {
                        check(contract, field, ident, page);
                        room(contract, field, ident, &fields, page);
                    }
                    page.line(
                        "checks.unknown_only(&self.extra, <Self as crate::object::Object>::FIELDS);",
                    );
                },
            );
        },
    );
    shortcut(&name, &fields, page);
}

const VALIDATE: &str = "pub fn validate(&self) -> Result<(), crate::validate::ValidationError>";

fn constructor(fields: &[(&Field, String)], page: &mut Page) {
    let required: Vec<_> = fields.iter().filter(|(field, _)| field.required).collect();
    if required.is_empty() {
        page.doc("Creates the value with no field set.");
    } else {
        let list: Vec<String> = required
            .iter()
            .map(|(field, _)| format!("`{}`", field.name))
            .collect();
        let list = list.join(", ");
        page.doc(&format!(
            "Creates the value with what the contract requires: {list}."
        ));
    }
    let parameters: Vec<String> = required
        .iter()
        .map(|(field, ident)| format!("{ident}: {}", parameter(&field.kind, field.unit)))
        .collect();
    page.function("pub fn new", &parameters, "Self", |page| {
        page.block("Self", |page| {
            for (field, ident) in fields {
                let value = if field.required {
                    conversion(&field.kind, field.unit, ident)
                } else if field.kind == Kind::Map {
                    "::serde_json::Map::new()".to_owned()
                } else {
                    "None".to_owned()
                };
                page.line(format_args!("{ident}: {value},"));
            }
            page.line("extra: ::serde_json::Map::new(),");
        });
    });
}

fn setter(field: &Field, ident: &str, page: &mut Page) {
    let docs = lower_first(&docs::field(field));
    let ty = parameter(&field.kind, field.unit);
    let value = conversion(&field.kind, field.unit, "value");
    let value = if field.kind == Kind::Map {
        value
    } else {
        format!("Some({value})")
    };
    page.doc(&format!("Sets `{}`: {docs}", field.name));
    page.line("#[must_use]");
    page.block(
        format_args!("pub fn {ident}(mut self, value: {ty}) -> Self"),
        |page| {
            page.line(format_args!("self.{ident} = {value};"));
            page.line("self");
        },
    );
}

fn with_extra(place: &str, page: &mut Page) {
    page.doc("Adds a field the contract does not know.");
    page.line("#[must_use]");
    page.function(
        "pub fn with_extra",
        &[
            "mut self",
            "name: impl Into<String>",
            "value: impl Into<::serde_json::Value>",
        ],
        "Self",
        |page| {
            page.line(format_args!("{place}.insert(name.into(), value.into());"));
            page.line("self");
        },
    );
}

/// A request without fields: a map of unknown ones.
fn empty(name: &str, page: &mut Page) {
    page.gap();
    page.block(format_args!("impl {name}"), |page| {
        page.doc("Creates the value; the contract knows no field of it.");
        page.block("pub fn new() -> Self", |page| page.line("Self::default()"));
        with_extra("self.0", page);
        page.doc("Checks every rule of the contract; there is none.\n\n# Errors\n\nNone.");
        page.block(VALIDATE, |page| page.line("Ok(())"));
    });
    page.gap();
    page.block(
        format_args!("impl crate::validate::Validate for {name}"),
        |page| {
            page.line("fn check(&self, _: &mut crate::validate::Checks) {}");
        },
    );
}

/// A request whose only required field is text can be made from that text.
fn shortcut(name: &str, fields: &[(&Field, String)], page: &mut Page) {
    let mut required = fields.iter().filter(|(field, _)| field.required);
    let (Some((field, ident)), None) = (required.next(), required.next()) else {
        return;
    };
    if field.kind != Kind::Text {
        return;
    }
    for text in ["&str", "String", "&String"] {
        page.gap();
        page.block(format_args!("impl From<{text}> for {name}"), |page| {
            page.block(format_args!("fn from({ident}: {text}) -> Self"), |page| {
                page.line(format_args!("Self::new({ident})"));
            });
        });
    }
}

fn parameter(kind: &Kind, unit: Option<Unit>) -> String {
    if unit == Some(Unit::Milliseconds) {
        return "impl Into<crate::Milliseconds>".to_owned();
    }
    match kind {
        Kind::Text => "impl Into<String>".to_owned(),
        Kind::Integer => "i64".to_owned(),
        Kind::Number => "f64".to_owned(),
        Kind::Boolean => "bool".to_owned(),
        Kind::Map => "::serde_json::Map<String, ::serde_json::Value>".to_owned(),
        // Resolved by the `use super::*` of the file; a text-or-integer value has no type of its own.
        Kind::Component(name) => format!("impl Into<{}>", names::component(name)),
        Kind::List(item) => format!("impl IntoIterator<Item = {}>", parameter(&item.kind, None)),
    }
}

fn conversion(kind: &Kind, unit: Option<Unit>, value: &str) -> String {
    if unit == Some(Unit::Milliseconds) {
        return format!("{value}.into()");
    }
    match kind {
        Kind::Text | Kind::Component(_) => format!("{value}.into()"),
        Kind::List(item) if matches!(item.kind, Kind::Text | Kind::Component(_)) => {
            format!("{value}.into_iter().map(Into::into).collect()")
        }
        Kind::List(_) => format!("{value}.into_iter().collect()"),
        Kind::Integer | Kind::Number | Kind::Boolean | Kind::Map => value.to_owned(),
    }
}

/// The check of one field, looking inside when it is there.
fn check(contract: &Contract, field: &Field, ident: &str, page: &mut Page) {
    let lines = value_checks(
        contract,
        &field.kind,
        field.unit,
        &field.limits,
        &field.name,
    );
    if lines.is_empty() {
        return;
    }
    let inside = |page: &mut Page| lines.iter().for_each(|line| page.line(line));
    if field.required || field.kind == Kind::Map {
        page.block("", |page| {
            page.line(format_args!("let value = &self.{ident};"));
            inside(page);
        });
    } else {
        page.block(format_args!("if let Some(value) = &self.{ident}"), inside);
    }
}

/// The check of a room whose kind stands beside it.
fn room(
    contract: &Contract,
    field: &Field,
    ident: &str,
    fields: &[(&Field, String)],
    page: &mut Page,
) {
    let beside = field.limits.room_kind.as_ref();
    let kind = fields.iter().find(|(kind, _)| Some(&kind.name) == beside);
    let Some((kind, kind_ident)) = kind else {
        return;
    };
    let numbers = kind
        .kind
        .component()
        .and_then(|name| contract.component(name));
    let numbers = numbers.is_some_and(
        |component| matches!(&component.shape, Shape::Enumeration(values) if values.integers),
    );
    if field.kind != Kind::Text || !numbers {
        return;
    }
    let number = if kind.required {
        format!("self.{kind_ident}.number()")
    } else {
        format!("self.{kind_ident}.as_ref().and_then(|kind| kind.number())")
    };
    let value = if field.required {
        format!("Some(&self.{ident})")
    } else {
        format!("&self.{ident}")
    };
    page.block(format_args!("if let Some(value) = {value}"), |page| {
        page.line(format_args!(
            "checks.room({}, value, {number});",
            quoted(&field.name)
        ));
    });
}

/// The statements that check a `value`.
fn value_checks(
    contract: &Contract,
    kind: &Kind,
    unit: Option<Unit>,
    limits: &Limits,
    name: &str,
) -> Vec<String> {
    let name = quoted(name);
    match kind {
        Kind::Text => text_limits(limits)
            .map(|rules| format!("checks.text({name}, value, &{rules});"))
            .into_iter()
            .collect(),
        Kind::Integer => {
            if limits.minimum.is_none() && limits.maximum.is_none() {
                return Vec::new();
            }
            let (min, max) = (limit(limits.minimum), limit(limits.maximum));
            let check = if unit == Some(Unit::Milliseconds) {
                "milliseconds"
            } else {
                "integer"
            };
            vec![format!("checks.{check}({name}, *value, {min}, {max});")]
        }
        Kind::Number | Kind::Boolean | Kind::Map => Vec::new(),
        Kind::Component(component) => {
            let shape = contract.component(component).map(|c| &c.shape);
            match shape {
                Some(Shape::Object(_)) => vec![format!("checks.object({name}, value);")],
                _ => Vec::new(),
            }
        }
        Kind::List(item) => {
            let mut lines = Vec::new();
            if limits.min_items.is_some() || limits.max_items.is_some() {
                let (min, max) = (limit(limits.min_items), limit(limits.max_items));
                lines.push(format!("checks.count({name}, value.len(), {min}, {max});"));
            }
            let each = value_checks(contract, &item.kind, None, &item.limits, "");
            if !each.is_empty() {
                lines.push(format!("checks.each({name}, value, |checks, value| {{"));
                lines.extend(each.iter().map(|line| format!("    {line}")));
                lines.push("});".to_owned());
            }
            lines
        }
    }
}

fn text_limits(limits: &Limits) -> Option<String> {
    let pattern = limits.pattern.as_ref();
    let min = limits
        .min_length
        .max(pattern.map(Pattern::min).filter(|min| *min > 0));
    let max = match (limits.max_length, pattern.and_then(Pattern::max)) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    if min.is_none() && max.is_none() && limits.max_bytes.is_none() && pattern.is_none() {
        return None;
    }
    let (min, max, bytes) = (limit(min), limit(max), limit(limits.max_bytes));
    let ranges: Vec<String> = pattern
        .map(Pattern::ranges)
        .unwrap_or_default()
        .iter()
        .map(|(low, high)| format!("({low:?}, {high:?})"))
        .collect();
    let allowed = ranges.join(", ");
    Some(format!(
        "crate::validate::TextRules {{ min_chars: {min}, max_chars: {max}, max_bytes: {bytes}, allowed: &[{allowed}] }}"
    ))
}

fn limit(limit: Option<impl std::fmt::Display>) -> String {
    limit.map_or("None".to_owned(), |limit| format!("Some({limit})"))
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    match (chars.next(), text.chars().nth(1)) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            first.to_lowercase().chain(chars).collect()
        }
        _ => text.to_owned(),
    }
}
