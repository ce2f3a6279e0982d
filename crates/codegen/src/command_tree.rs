//! The command tree of the command line: every command, every field a flag.

use call_engine_contract::Contract;
use call_engine_contract::contract::{Component, Field, Kind, Shape, Unit};
use heck::ToKebabCase;
use proc_macro2::TokenStream;
use quote::quote;

use crate::render::Part;
use crate::{docs, names};

pub(crate) fn file(contract: &Contract) -> Part<'_> {
    Part::new("commands.rs", move || tokens(contract))
}

fn tokens(contract: &Contract) -> TokenStream {
    let commands = contract.operations.iter().map(|operation| {
        let mut flags = Vec::new();
        if let Some(request) = contract.component(&operation.request) {
            collect(contract, request, true, &[], &mut flags);
        }
        let (name, path, summary) = (&operation.id, &operation.path, &operation.summary);
        let about = &operation.description;
        let effect = names::effect(operation.effect);
        let example = contract
            .examples
            .get(
                &operation.id,
                call_engine_contract::examples::Role::Request,
                "minimal",
            )
            .map(|example| example.value.to_string())
            .unwrap_or_default();
        quote! {
            Command {
                name: #name,
                path: #path,
                summary: #summary,
                about: #about,
                effect: #effect,
                example: #example,
                flags: &[#(#flags),*],
            }
        }
    });
    quote! {
        use crate::flags::{Command, Effect, Flag, FlagKind};

        /// Every command of the contract, in its order.
        pub static COMMANDS: &[Command] = &[#(#commands),*];
    }
}

/// How deep the fields of objects are flags; what is deeper is given as JSON.
const DEPTH: usize = 8;
/// How many flags a command may have before its objects are given as JSON.
const FLAGS: usize = 1000;

fn collect(
    contract: &Contract,
    component: &Component,
    required: bool,
    path: &[&str],
    flags: &mut Vec<TokenStream>,
) {
    for field in component.fields() {
        let mut path = path.to_vec();
        path.push(&field.name);
        // A required field of an optional object is required only when the object is there.
        let required = required && field.required;
        let nested = field
            .kind
            .component()
            .and_then(|name| contract.component(name));
        match (&field.kind, nested.map(|c| (c, &c.shape))) {
            (Kind::Component(_), Some((nested, Shape::Object(fields))))
                if !fields.is_empty() && path.len() < DEPTH && flags.len() < FLAGS =>
            {
                collect(contract, nested, required, &path, flags);
                flags.push(flag(&path, false, field, &quote!(FlagKind::Json)));
            }
            (Kind::Component(_), Some((_, Shape::Enumeration(values)))) => {
                let words = values.values.iter().map(|value| &value.wire);
                let kind = if values.integers {
                    quote!(FlagKind::IntegerChoice(&[#(#words),*]))
                } else {
                    quote!(FlagKind::Choice(&[#(#words),*]))
                };
                flags.push(flag(&path, required, field, &kind));
            }
            (Kind::List(_), Some((_, Shape::Enumeration(values)))) if !values.integers => {
                let words = values.values.iter().map(|value| &value.wire);
                flags.push(flag(
                    &path,
                    required,
                    field,
                    &quote!(FlagKind::ChoiceList(&[#(#words),*])),
                ));
            }
            (Kind::Component(_), Some((_, Shape::TextOrInteger))) => {
                flags.push(flag(&path, required, field, &quote!(FlagKind::Text)));
            }
            (kind, _) => {
                let kind = plain(kind, field.unit);
                flags.push(flag(&path, required, field, &kind));
            }
        }
    }
}

fn plain(kind: &Kind, unit: Option<Unit>) -> TokenStream {
    match kind {
        Kind::Text => quote!(FlagKind::Text),
        Kind::Integer if unit == Some(Unit::Milliseconds) => quote!(FlagKind::Milliseconds),
        Kind::Integer => quote!(FlagKind::Integer),
        Kind::Number => quote!(FlagKind::Number),
        Kind::Boolean => quote!(FlagKind::Boolean),
        Kind::List(item) if item.kind == Kind::Text => quote!(FlagKind::TextList),
        Kind::List(item) if item.kind == Kind::Integer => quote!(FlagKind::IntegerList),
        Kind::List(_) | Kind::Map | Kind::Component(_) => quote!(FlagKind::Json),
    }
}

fn flag(path: &[&str], required: bool, field: &Field, kind: &TokenStream) -> TokenStream {
    let name = path
        .iter()
        .map(|part| part.to_kebab_case())
        .collect::<Vec<_>>()
        .join(".");
    let pointer = format!("/{}", path.join("/"));
    let help = field.description.clone();
    let rules = docs::rules(field).join("; ");
    quote! {
        Flag {
            name: #name,
            pointer: #pointer,
            kind: #kind,
            required: #required,
            help: #help,
            rules: #rules,
        }
    }
}
