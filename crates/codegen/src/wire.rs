//! progenitor's client and types, arranged by concept.
//!
//! Items are moved to the file of their concept, fields are put back into the order of the contract (typify sorts
//! them), and what this client never uses is left out. Nothing inside an item is rewritten.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

use call_engine_contract::contract::{Component, Shape};
use call_engine_contract::{Contract, Finding};
use heck::ToUpperCamelCase;
use openapiv3::OpenAPI;
use progenitor_impl::{GenerationSettings, Generator, HooksMode, TypePatch};
use quote::quote;
use syn::{Expr, ExprLit, Fields, Ident, ImplItem, Item, ItemImpl, ItemStruct, Lit, Meta, Type};

use crate::modules::Modules;
use crate::render::{LaidOut, Page, Part, lay_out};
use crate::{answers, docs, enumerations, names, render, requests, view};

/// What progenitor made, by type, as text: syntax trees do not leave their thread.
#[derive(Debug, Default)]
pub struct Wire {
    structs: HashMap<String, Struct>,
    impls: HashMap<String, Vec<LaidOut>>,
    client: Vec<LaidOut>,
}

#[derive(Debug)]
struct Struct {
    text: LaidOut,
    /// Rust name of each field by its name on the wire.
    fields: HashMap<String, String>,
}

impl Wire {
    /// The Rust name of a field, as typify chose it.
    pub(crate) fn field(&self, component: &str, wire: &str) -> Ident {
        let found = self
            .structs
            .get(&component.to_upper_camel_case())
            .and_then(|item| item.fields.get(wire));
        match found {
            Some(name) => names::ident(name),
            None => names::field(wire),
        }
    }
}

/// Runs progenitor on the view.
///
/// # Errors
///
/// Findings that name the JSON pointer of what the generator cannot express.
pub fn generate(contract: &Contract) -> Result<Wire, Vec<Finding>> {
    let view = view::view(contract)?;
    // progenitor panics at what it does not know, and that is to be a finding too.
    catch_unwind(AssertUnwindSafe(|| run(contract, &view)))
        .unwrap_or_else(|_| Err(vec![render::stopped("progenitor")]))
}

fn run(contract: &Contract, view: &OpenAPI) -> Result<Wire, Vec<Finding>> {
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
        .generate_tokens(view)
        .map_err(|error| refused(format!("progenitor refused the view: {error}")))?;
    let file: syn::File = syn::parse2(tokens)
        .map_err(|error| refused(format!("progenitor wrote no Rust: {error}")))?;
    let components: HashMap<String, &Component> = contract
        .components
        .values()
        .map(|component| (component.name.to_upper_camel_case(), component))
        .collect();
    let mut wire = Wire::default();
    for item in file.items {
        match item {
            Item::Mod(module) if module.ident == "types" => {
                let items = module.content.map(|(_, items)| items).unwrap_or_default();
                for item in items {
                    wire.take_type(item, &components);
                }
            }
            Item::Mod(module) if module.ident == "prelude" => {}
            // Its `new` builds an HTTP client of its own that could panic; ours is always given.
            Item::Impl(mut block) if block.trait_.is_none() => {
                block
                    .items
                    .retain(|item| !matches!(item, ImplItem::Fn(f) if f.sig.ident == "new"));
                wire.client.push(lay_out(Item::Impl(block)));
            }
            item => wire.client.push(lay_out(item)),
        }
    }
    Ok(wire)
}

impl Wire {
    fn take_type(&mut self, item: Item, components: &HashMap<String, &Component>) {
        match item {
            Item::Struct(item) => {
                let name = item.ident.to_string();
                if let Some(component) = components.get(&name) {
                    self.structs.insert(name, arrange(item, component));
                }
            }
            Item::Impl(item) => {
                if let Some(name) = owner(&item) {
                    let text = lay_out(Item::Impl(item));
                    self.impls.entry(name).or_default().push(text);
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

/// All files of types.
pub(crate) fn types<'a>(
    contract: &'a Contract,
    modules: &'a Modules,
    in_requests: &'a HashSet<String>,
    wire: &'a Wire,
) -> Vec<Part<'a>> {
    let mut by_module: BTreeMap<&str, Vec<&Component>> = BTreeMap::new();
    for component in contract.components.values() {
        if !matches!(component.shape, Shape::Answer { .. }) && component.name != view::ENVELOPE {
            by_module
                .entry(modules.module(&component.name))
                .or_default()
                .push(component);
        }
    }
    let names: Vec<&str> = by_module.keys().copied().collect();
    let mut parts = vec![Part::new("types/mod.rs", move || {
        let modules: Vec<_> = names.iter().map(|name| names::ident(name)).collect();
        quote! {
            #(mod #modules;)*
            #(#[allow(unused_imports)] pub use #modules::*;)*
        }
    })];
    parts.extend(by_module.into_iter().map(|(module, components)| {
        Part::paged(format!("types/{module}.rs"), move |page| {
            page.tokens(quote! {
                #[allow(unused_imports)]
                use super::*;
            })?;
            for component in &components {
                wire.component(contract, component, in_requests, page)?;
            }
            Ok(())
        })
    }));
    parts
}

/// The client, without its types.
pub(crate) fn client(wire: &Wire) -> Part<'_> {
    Part::paged("wire.rs", |page| {
        page.tokens(quote!(
            use call_engine_types::types;
        ))?;
        wire.client.iter().for_each(|item| page.item(item));
        Ok(())
    })
}

impl Wire {
    /// Everything of one component.
    fn component(
        &self,
        contract: &Contract,
        component: &Component,
        in_requests: &HashSet<String>,
        page: &mut Page,
    ) -> syn::Result<()> {
        match &component.shape {
            Shape::Object(_) | Shape::FreeForm => {
                let name = component.name.to_upper_camel_case();
                if let Some(item) = self.structs.get(&name) {
                    page.item(&item.text);
                }
                for item in self.impls.get(&name).into_iter().flatten() {
                    page.item(item);
                }
                page.tokens(if in_requests.contains(&component.name) {
                    requests::items(contract, component, self)
                } else {
                    answers::items(component, self)
                })
            }
            Shape::Enumeration(values) => page.tokens(enumerations::item(component, values)),
            Shape::TextOrInteger => {
                let alias = names::component(&component.name);
                let docs = docs::described(&component.description, &component.source);
                page.tokens(quote!(#[doc = #docs] pub type #alias = crate::Text;))
            }
            Shape::Answer { .. } => Ok(()),
        }
    }
}

/// Fields in the order of the contract, unknown fields last.
fn arrange(mut item: ItemStruct, component: &Component) -> Struct {
    let mut names = HashMap::new();
    if let Fields::Named(fields) = &mut item.fields {
        let order: HashMap<&str, usize> = component
            .fields()
            .iter()
            .enumerate()
            .map(|(index, f)| (f.name.as_str(), index))
            .collect();
        let mut sorted: Vec<_> = std::mem::take(&mut fields.named)
            .into_iter()
            .map(|mut field| {
                let name = wire_name(&field);
                let place = name.as_deref().and_then(|name| order.get(name).copied());
                if let (Some(name), Some(ident)) = (name, &field.ident) {
                    names.insert(name, ident.to_string());
                }
                if field
                    .attrs
                    .iter()
                    .all(|attribute| !attribute.path().is_ident("doc"))
                {
                    let text =
                        "Fields the contract does not know: kept when read, sent when written.";
                    field.attrs.insert(0, render::doc(text));
                }
                (place.unwrap_or(usize::MAX), field)
            })
            .collect();
        sorted.sort_by_key(|(place, _)| *place);
        fields.named = sorted.into_iter().map(|(_, field)| field).collect();
    }
    Struct {
        text: lay_out(Item::Struct(item)),
        fields: names,
    }
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
