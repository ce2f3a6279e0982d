//! Constructors, setters and `validate` of requests.

use std::collections::HashSet;

use call_engine_contract::Contract;
use call_engine_contract::contract::{Component, Field, Kind, Limits, Shape, Unit};
use call_engine_contract::pattern::Pattern;
use heck::ToUpperCamelCase;
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

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
pub(crate) fn items(contract: &Contract, component: &Component, wire: &Wire) -> TokenStream {
    let fields = component.fields();
    let name = names::component(&component.name);
    if fields.is_empty() {
        return empty(&name);
    }
    let required: Vec<&Field> = fields.iter().filter(|field| field.required).collect();
    let idents: Vec<Ident> = fields
        .iter()
        .map(|f| wire.field(&component.name, &f.name))
        .collect();
    let parameters = fields
        .iter()
        .zip(&idents)
        .filter(|(field, _)| field.required)
        .map(|(field, ident)| {
            let ty = parameter(&field.kind, field.unit);
            quote!(#ident: #ty)
        });
    let values = fields.iter().zip(&idents).map(|(field, ident)| {
        if field.required {
            let value = conversion(&field.kind, field.unit, &quote!(#ident));
            quote!(#ident: #value)
        } else if field.kind == Kind::Map {
            quote!(#ident: ::serde_json::Map::new())
        } else {
            quote!(#ident: None)
        }
    });
    let setters = fields
        .iter()
        .zip(&idents)
        .filter(|(field, _)| !field.required)
        .map(|(field, ident)| {
            let docs = format!(
                "Sets `{}`: {}",
                field.name,
                lower_first(&docs::field(field))
            );
            let ty = parameter(&field.kind, field.unit);
            let value = conversion(&field.kind, field.unit, &quote!(value));
            let value = if field.kind == Kind::Map {
                value
            } else {
                quote!(Some(#value))
            };
            quote! {
                #[doc = #docs]
                #[must_use]
                pub fn #ident(mut self, value: #ty) -> Self {
                    self.#ident = #value;
                    self
                }
            }
        });
    let checks = fields
        .iter()
        .zip(&idents)
        .map(|(field, ident)| check(contract, field, ident));
    let new_docs = if required.is_empty() {
        "Creates the value with no field set.".to_owned()
    } else {
        let list: Vec<String> = required
            .iter()
            .map(|field| format!("`{}`", field.name))
            .collect();
        format!(
            "Creates the value with what the contract requires: {}.",
            list.join(", ")
        )
    };
    let from = shortcut(component, wire);
    let wires = fields.iter().map(|field| &field.name);
    quote! {
        impl #name {
            #[doc = #new_docs]
            pub fn new(#(#parameters),*) -> Self {
                Self {
                    #(#values,)*
                    extra: ::serde_json::Map::new(),
                }
            }
            #(#setters)*
            /// Adds a field the contract does not know.
            #[must_use]
            pub fn with_extra(mut self, name: impl Into<String>, value: impl Into<::serde_json::Value>) -> Self {
                self.extra.insert(name.into(), value.into());
                self
            }
            /// Checks every rule of the contract: ranges, lengths, bytes, characters.
            ///
            /// # Errors
            ///
            /// All rules that are broken, each with the name of its field.
            pub fn validate(&self) -> Result<(), crate::validate::ValidationError> {
                crate::validate::validate(self)
            }
        }
        impl crate::validate::Validate for #name {
            fn check(&self, checks: &mut crate::validate::Checks) {
                #(#checks)*
                checks.unknown_only(&self.extra, &[#(#wires),*]);
            }
        }
        #from
    }
}

/// A request without fields: a map of unknown ones.
fn empty(name: &Ident) -> TokenStream {
    quote! {
        impl #name {
            /// Creates the value; the contract knows no field of it.
            pub fn new() -> Self {
                Self::default()
            }
            /// Adds a field the contract does not know.
            #[must_use]
            pub fn with_extra(mut self, name: impl Into<String>, value: impl Into<::serde_json::Value>) -> Self {
                self.0.insert(name.into(), value.into());
                self
            }
            /// Checks every rule of the contract; there is none.
            ///
            /// # Errors
            ///
            /// None.
            pub fn validate(&self) -> Result<(), crate::validate::ValidationError> {
                Ok(())
            }
        }
        impl crate::validate::Validate for #name {
            fn check(&self, _: &mut crate::validate::Checks) {}
        }
    }
}

/// A request whose only required field is text can be made from that text.
fn shortcut(component: &Component, wire: &Wire) -> TokenStream {
    let mut required = component.fields().iter().filter(|field| field.required);
    let (Some(field), None) = (required.next(), required.next()) else {
        return TokenStream::new();
    };
    if field.kind != Kind::Text {
        return TokenStream::new();
    }
    let name = names::component(&component.name);
    let ident = wire.field(&component.name, &field.name);
    quote! {
        impl From<&str> for #name {
            fn from(#ident: &str) -> Self {
                Self::new(#ident)
            }
        }
        impl From<String> for #name {
            fn from(#ident: String) -> Self {
                Self::new(#ident)
            }
        }
        impl From<&String> for #name {
            fn from(#ident: &String) -> Self {
                Self::new(#ident)
            }
        }
    }
}

fn parameter(kind: &Kind, unit: Option<Unit>) -> TokenStream {
    if unit == Some(Unit::Milliseconds) {
        return quote!(impl Into<crate::Milliseconds>);
    }
    match kind {
        Kind::Text => quote!(impl Into<String>),
        Kind::Integer => quote!(i64),
        Kind::Number => quote!(f64),
        Kind::Boolean => quote!(bool),
        Kind::Map => quote!(::serde_json::Map<String, ::serde_json::Value>),
        Kind::Component(name) => {
            let name = component_type(name);
            quote!(impl Into<#name>)
        }
        Kind::List(item) => {
            let item = match &item.kind {
                Kind::Text => quote!(impl Into<String>),
                Kind::Component(name) => {
                    let name = component_type(name);
                    quote!(impl Into<#name>)
                }
                kind => parameter(kind, None),
            };
            quote!(impl IntoIterator<Item = #item>)
        }
    }
}

/// Resolved by the `use super::*` of the file; a text-or-integer value has no type of its own.
fn component_type(name: &str) -> TokenStream {
    let name = names::component(name);
    quote!(#name)
}

fn conversion(kind: &Kind, unit: Option<Unit>, value: &TokenStream) -> TokenStream {
    if unit == Some(Unit::Milliseconds) {
        return quote!(#value.into());
    }
    match kind {
        Kind::Text | Kind::Component(_) => quote!(#value.into()),
        Kind::List(item) if matches!(item.kind, Kind::Text | Kind::Component(_)) => {
            quote!(#value.into_iter().map(Into::into).collect())
        }
        Kind::List(_) => quote!(#value.into_iter().collect()),
        Kind::Integer | Kind::Number | Kind::Boolean | Kind::Map => value.clone(),
    }
}

/// The check of one field, looking inside when it is there.
fn check(contract: &Contract, field: &Field, ident: &Ident) -> TokenStream {
    let name = &field.name;
    let inner = value_check(contract, &field.kind, field.unit, &field.limits, name);
    let Some(inner) = inner else {
        return TokenStream::new();
    };
    if field.required || field.kind == Kind::Map {
        quote! {
            {
                let value = &self.#ident;
                #inner
            }
        }
    } else {
        quote! {
            if let Some(value) = &self.#ident {
                #inner
            }
        }
    }
}

fn value_check(
    contract: &Contract,
    kind: &Kind,
    unit: Option<Unit>,
    limits: &Limits,
    name: &str,
) -> Option<TokenStream> {
    match kind {
        Kind::Text => text_limits(limits).map(|rules| quote!(checks.text(#name, value, &#rules);)),
        Kind::Integer => {
            if limits.minimum.is_none() && limits.maximum.is_none() {
                return None;
            }
            let (min, max) = (number(limits.minimum), number(limits.maximum));
            if unit == Some(Unit::Milliseconds) {
                Some(quote!(checks.milliseconds(#name, *value, #min, #max);))
            } else {
                Some(quote!(checks.integer(#name, *value, #min, #max);))
            }
        }
        Kind::Number | Kind::Boolean | Kind::Map => None,
        Kind::Component(component) => {
            let shape = contract.component(component).map(|c| &c.shape)?;
            matches!(shape, Shape::Object(_)).then(|| quote!(checks.object(#name, value);))
        }
        Kind::List(item) => {
            let count = (limits.min_items.is_some() || limits.max_items.is_some()).then(|| {
                let (min, max) = (count(limits.min_items), count(limits.max_items));
                quote!(checks.count(#name, value.len(), #min, #max);)
            });
            let each = value_check(contract, &item.kind, None, &item.limits, "").map(|inner| {
                quote! {
                    checks.each(#name, value, |checks, value| {
                        #inner
                    });
                }
            });
            (count.is_some() || each.is_some()).then(|| quote!(#count #each))
        }
    }
}

fn text_limits(limits: &Limits) -> Option<TokenStream> {
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
    let (min, max, bytes) = (count(min), count(max), count(limits.max_bytes));
    let ranges = pattern
        .map(Pattern::ranges)
        .unwrap_or_default()
        .iter()
        .map(|(low, high)| quote!((#low, #high)));
    Some(quote! {
        crate::validate::TextRules {
            min_chars: #min,
            max_chars: #max,
            max_bytes: #bytes,
            allowed: &[#(#ranges),*],
        }
    })
}

fn number(limit: Option<i64>) -> TokenStream {
    let limit = limit.map(Literal::i64_unsuffixed);
    limit.map_or(quote!(None), |limit| quote!(Some(#limit)))
}

fn count(limit: Option<usize>) -> TokenStream {
    let limit = limit.map(Literal::usize_unsuffixed);
    limit.map_or(quote!(None), |limit| quote!(Some(#limit)))
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

/// The Rust type of a request's component.
pub(crate) fn type_name(component: &str) -> Ident {
    names::ident(&component.to_upper_camel_case())
}
