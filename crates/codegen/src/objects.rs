//! How objects are read.
//!
//! The reader that serde derives for an object with unknown fields is most of what a user would compile, so the derive is
//! left out and the types' own loop is told the fields.

use call_engine_contract::Contract;
use call_engine_contract::contract::{Component, Field, Kind, Shape, Unit};

use crate::names;
use crate::page::{Page, quoted, quoted_list};
use crate::wire::Wire;

/// Most fields of an object.
pub(crate) const MOST_FIELDS: usize = 128;

/// Whether this reads objects of that kind; if not, serde does.
pub(crate) fn reads(component: &Component) -> bool {
    !component.fields().is_empty()
}

/// The readers of one object.
pub(crate) fn items(contract: &Contract, component: &Component, wire: &Wire, page: &mut Page) {
    if !reads(component) {
        return;
    }
    let name = names::component(&component.name);
    let fields = wire.fields(component);
    let wires: Vec<&String> = fields.iter().map(|(field, _)| &field.name).collect();
    let required = fields.iter().rev().fold(0_u128, |bits, (field, _)| {
        bits << 1 | u128::from(field.required)
    });
    page.gap();
    page.block(
        format_args!("impl crate::object::Object for {name}"),
        |page| {
            page.line(format_args!(
                "const NAME: &'static str = {};",
                quoted(&name)
            ));
            page.line(format_args!(
                "const FIELDS: &'static [&'static str] = {};",
                quoted_list(&wires)
            ));
            page.line(format_args!("const REQUIRED: u128 = {required:#b};"));
            page.block("fn blank() -> Self", |page| blank(contract, &fields, page));
            page.block(READ, |page| {
                page.block("match place", |page| {
                    for (place, (_, ident)) in fields.iter().enumerate() {
                        let pattern = if place + 1 == fields.len() {
                            "_".to_owned()
                        } else {
                            place.to_string()
                        };
                        page.line(format_args!(
                            "{pattern} => self.{ident} = map.next_value()?,"
                        ));
                    }
                });
                page.line("Ok(())");
            });
            page.block(
                "fn extra(&mut self) -> &mut ::serde_json::Map<String, ::serde_json::Value>",
                |page| page.line("&mut self.extra"),
            );
        },
    );
    page.gap();
    page.block(
        format_args!("impl<'de> ::serde::Deserialize<'de> for {name}"),
        |page| {
            page.block(DESERIALIZE, |page| {
                page.line("crate::object::read(deserializer)");
            });
        },
    );
}

const READ: &str = "fn read<'de, A: ::serde::de::MapAccess<'de>>(&mut self, place: usize, map: &mut A) -> Result<(), A::Error>";
const DESERIALIZE: &str =
    "fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>";

fn blank(contract: &Contract, fields: &[(&Field, String)], page: &mut Page) {
    if fields.iter().all(|(field, _)| !field.required) {
        page.line("Self::default()");
        return;
    }
    page.block("Self", |page| {
        for (field, ident) in fields {
            let value = nothing(contract, field);
            page.line(format_args!("{ident}: {value},"));
        }
        page.line("extra: ::serde_json::Map::new(),");
    });
}

/// What stands in a field until it is read.
fn nothing(contract: &Contract, field: &Field) -> String {
    if !field.required && field.kind != Kind::Map {
        return "None".to_owned();
    }
    if field.unit == Some(Unit::Milliseconds) {
        return "crate::Milliseconds::new(0)".to_owned();
    }
    match &field.kind {
        Kind::Text => "String::new()".to_owned(),
        Kind::Integer => "0".to_owned(),
        Kind::Number => "0.0".to_owned(),
        Kind::Boolean => "false".to_owned(),
        Kind::Map => "::serde_json::Map::new()".to_owned(),
        Kind::List(_) => "Vec::new()".to_owned(),
        Kind::Component(component) => {
            let name = names::component(component);
            match contract.component(component) {
                Some(component) if reads(component) => "crate::object::Object::blank()".to_owned(),
                Some(component) if matches!(component.shape, Shape::Enumeration(_)) => {
                    format!("{name}::Other(crate::Text::from(String::new()))")
                }
                Some(component) if matches!(component.shape, Shape::TextOrInteger { .. }) => {
                    "crate::Text::from(String::new())".to_owned()
                }
                _ => format!("{name}::default()"),
            }
        }
    }
}
