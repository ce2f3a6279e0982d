//! progenitor's client and types, arranged by concept.
//!
//! Items are moved to the file of their concept, fields are put back into the order of the contract (typify sorts
//! them), and what this client never uses is left out. Nothing inside an item is rewritten.

use std::collections::{BTreeMap, HashMap};

use call_engine_contract::contract::{Component, Shape};
use call_engine_contract::{Contract, Finding};
use heck::ToUpperCamelCase;
use progenitor_impl::{GenerationSettings, Generator, HooksMode, TypePatch};
use quote::{ToTokens, quote};
use syn::{Expr, ExprLit, Fields, Ident, ImplItem, Item, ItemImpl, ItemStruct, Lit, Meta, Type};

use crate::modules::Modules;
use crate::render::Part;
use crate::{answers, docs, enumerations, names, requests, view};

/// What progenitor made, by type.
pub(crate) struct Wire {
    structs: HashMap<String, ItemStruct>,
    impls: HashMap<String, Vec<ItemImpl>>,
    client: Vec<Item>,
}

impl Wire {
    /// The Rust name of a field, as typify chose it.
    pub(crate) fn field(&self, component: &str, wire: &str) -> Ident {
        let found = self
            .structs
            .get(&component.to_upper_camel_case())
            .and_then(|item| {
                let mut fields = item.fields.iter();
                fields
                    .find(|field| wire_name(field).as_deref() == Some(wire))?
                    .ident
                    .clone()
            });
        found.unwrap_or_else(|| names::field(wire))
    }
}

/// Runs progenitor on the view.
pub(crate) fn generate(contract: &Contract) -> Result<Wire, Vec<Finding>> {
    let view = view::view(contract)?;
    let mut settings = GenerationSettings::new();
    settings
        .with_hooks(HooksMode::Expected)
        .with_inner_type(quote!(crate::transport::Transport))
        .with_map_type("::serde_json::Map")
        .with_derive("PartialEq");
    for (component, path) in view::replacements(contract) {
        settings.with_replacement(component, path, std::iter::empty());
    }
    for component in contract.components.values() {
        if matches!(component.shape, Shape::Object(_) | Shape::FreeForm) {
            let mut patch = TypePatch::default();
            patch.with_attr("#[cfg_attr(feature = \"schemars\", derive(schemars::JsonSchema))]");
            if component.fields().iter().all(|field| !field.required) {
                patch.with_derive("Default");
            }
            settings.with_patch(component.name.to_upper_camel_case(), &patch);
        }
    }
    let refused = |message: String| {
        vec![Finding::new(
            "progenitor",
            contract.document.place(""),
            message,
            "write the contract with simpler words; see the shape rules of spec/README.md",
        )]
    };
    let tokens = Generator::new(&settings)
        .generate_tokens(&view)
        .map_err(|error| refused(format!("progenitor refused the view: {error}")))?;
    let file: syn::File = syn::parse2(tokens)
        .map_err(|error| refused(format!("progenitor wrote no Rust: {error}")))?;
    let mut wire = Wire {
        structs: HashMap::new(),
        impls: HashMap::new(),
        client: Vec::new(),
    };
    for item in file.items {
        match item {
            Item::Mod(module) if module.ident == "types" => {
                let items = module.content.map(|(_, items)| items).unwrap_or_default();
                items.into_iter().for_each(|item| wire.take_type(item));
            }
            Item::Mod(module) if module.ident == "prelude" => {}
            // Its `new` builds an HTTP client of its own that could panic; ours is always given.
            Item::Impl(mut block) if block.trait_.is_none() => {
                block
                    .items
                    .retain(|item| !matches!(item, ImplItem::Fn(f) if f.sig.ident == "new"));
                wire.client.push(Item::Impl(block));
            }
            item => wire.client.push(item),
        }
    }
    Ok(wire)
}

impl Wire {
    fn take_type(&mut self, item: Item) {
        match item {
            Item::Struct(item) => {
                self.structs.insert(item.ident.to_string(), item);
            }
            Item::Impl(item) => {
                if let Some(name) = owner(&item) {
                    self.impls.entry(name).or_default().push(item);
                }
            }
            // typify's conversion errors belong to constraints, which the view does not have.
            _ => {}
        }
    }
}

/// The type an `impl` belongs to: its own, or the one it converts from.
fn owner(item: &ItemImpl) -> Option<String> {
    let name = |ty: &Type| match ty {
        Type::Path(path) => path.path.get_ident().map(Ident::to_string),
        _ => None,
    };
    name(&item.self_ty).or_else(|| {
        let path = item.trait_.as_ref().map(|(path, _)| path)?;
        let syn::PathArguments::AngleBracketed(arguments) = &path.segments.last()?.arguments else {
            return None;
        };
        arguments.args.iter().find_map(|argument| match argument {
            syn::GenericArgument::Type(ty) => name(ty),
            _ => None,
        })
    })
}

/// All files of types, and the client.
pub(crate) fn files(
    contract: &Contract,
    modules: &Modules,
    mut wire: Wire,
) -> Result<Vec<Part>, Vec<Finding>> {
    let mut by_module: BTreeMap<&str, Vec<&Component>> = BTreeMap::new();
    for component in contract.components.values() {
        if !matches!(component.shape, Shape::Answer { .. }) && component.name != view::ENVELOPE {
            by_module
                .entry(modules.module(&component.name))
                .or_default()
                .push(component);
        }
    }
    let in_requests = requests::components(contract);
    let mut parts = Vec::new();
    for (module, components) in &by_module {
        let mut items = Vec::new();
        for component in components {
            let name = component.name.to_upper_camel_case();
            match &component.shape {
                Shape::Object(_) | Shape::FreeForm => {
                    let extras = if in_requests.contains(&component.name) {
                        requests::items(contract, component, &wire)
                    } else {
                        answers::items(component, &wire)
                    };
                    if let Some(item) = wire.structs.remove(&name) {
                        items.push(arrange(item, component).into_token_stream());
                    }
                    for item in wire.impls.remove(&name).unwrap_or_default() {
                        items.push(item.into_token_stream());
                    }
                    items.push(extras);
                }
                Shape::Enumeration(values) => items.push(enumerations::item(component, values)),
                Shape::TextOrInteger => {
                    let alias = names::component(&component.name);
                    let docs = docs::described(&component.description, &component.source);
                    items.push(quote!(#[doc = #docs] pub type #alias = crate::Text;));
                }
                Shape::Answer { .. } => {}
            }
        }
        let content = quote! {
            #[allow(unused_imports)]
            use super::*;
            #(#items)*
        };
        if !content.is_empty() {
            parts.push(Part::new(format!("types/{module}.rs"), content));
        }
    }
    let declared = by_module.keys().map(|name| names::ident(name));
    let exported = by_module.keys().map(|name| names::ident(name));
    parts.push(Part::new(
        "types/mod.rs",
        quote! {
            #(mod #declared;)*
            #(#[allow(unused_imports)] pub use #exported::*;)*
        },
    ));
    let client = wire.client;
    parts.push(Part::new(
        "wire.rs",
        quote! {
            use super::types;
            #(#client)*
        },
    ));
    Ok(parts)
}

/// Fields in the order of the contract, unknown fields last.
fn arrange(mut item: ItemStruct, component: &Component) -> ItemStruct {
    let Fields::Named(fields) = &mut item.fields else {
        return item;
    };
    let order: HashMap<&str, usize> = component
        .fields()
        .iter()
        .enumerate()
        .map(|(index, f)| (f.name.as_str(), index))
        .collect();
    let mut sorted: Vec<_> = std::mem::take(&mut fields.named).into_iter().collect();
    sorted.sort_by_key(|field| {
        let name = wire_name(field).unwrap_or_default();
        order.get(name.as_str()).copied().unwrap_or(usize::MAX)
    });
    for field in &mut sorted {
        if field
            .attrs
            .iter()
            .all(|attribute| !attribute.path().is_ident("doc"))
        {
            let text = "Fields the contract does not know: kept when read, sent when written.";
            field.attrs.insert(0, syn::parse_quote!(#[doc = #text]));
        }
    }
    fields.named = sorted.into_iter().collect();
    item
}

/// The name of a field on the wire: its `serde(rename)`, or its own; none for the unknown fields.
fn wire_name(field: &syn::Field) -> Option<String> {
    let mut name = field.ident.as_ref().map(Ident::to_string);
    for attribute in field
        .attrs
        .iter()
        .filter(|attribute| attribute.path().is_ident("serde"))
    {
        let Meta::List(list) = &attribute.meta else {
            continue;
        };
        let parsed = list
            .parse_args_with(syn::punctuated::Punctuated::<Meta, syn::Token![,]>::parse_terminated);
        for meta in parsed.into_iter().flatten() {
            match &meta {
                Meta::Path(path) if path.is_ident("flatten") => return None,
                Meta::NameValue(pair) if pair.path.is_ident("rename") => {
                    if let Expr::Lit(ExprLit {
                        lit: Lit::Str(text),
                        ..
                    }) = &pair.value
                    {
                        name = Some(text.value());
                    }
                }
                _ => {}
            }
        }
    }
    name
}
