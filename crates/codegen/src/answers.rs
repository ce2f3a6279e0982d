//! Accessors of answers: lists that are absent, `null` or empty read alike.

use call_engine_contract::contract::{Component, Field, Kind};

use crate::names;
use crate::page::Page;
use crate::wire::Wire;

pub(crate) fn items(component: &Component, wire: &Wire, page: &mut Page) {
    let read: Vec<(&Field, String)> = component
        .fields()
        .iter()
        .filter(|field| !field.required)
        .filter_map(|field| {
            let ty = match &field.kind {
                Kind::List(item) => format!("&[{}]", item_type(&item.kind)),
                Kind::Text => "&str".to_owned(),
                _ => return None,
            };
            Some((field, ty))
        })
        .collect();
    if read.is_empty() {
        return;
    }
    page.gap();
    let name = names::component(&component.name);
    page.block(format_args!("impl {name}"), |page| {
        for (field, ty) in read {
            let ident = wire.field(&component.name, &field.name);
            page.doc(&format!("`{}`, empty when absent.", field.name));
            page.block(format_args!("pub fn {ident}(&self) -> {ty}"), |page| {
                page.line(format_args!("self.{ident}.as_deref().unwrap_or_default()"));
            });
        }
    });
}

fn item_type(kind: &Kind) -> String {
    match kind {
        Kind::Text => "String".to_owned(),
        Kind::Integer => "i64".to_owned(),
        Kind::Number => "f64".to_owned(),
        Kind::Boolean => "bool".to_owned(),
        Kind::Component(name) => names::component(name),
        Kind::Map | Kind::List(_) => "::serde_json::Map<String, ::serde_json::Value>".to_owned(),
    }
}
