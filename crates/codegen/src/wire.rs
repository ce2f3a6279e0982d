//! progenitor's client and types, arranged by concept.
//!
//! Items are moved to the file of their concept, fields are put back into the order of the contract (typify sorts
//! them) and get its words, and what this client never uses is left out. Nothing else inside an item is rewritten.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::iter;
use std::panic::{AssertUnwindSafe, catch_unwind};

use call_engine_contract::contract::{Component, Field, Operation, Shape};
use call_engine_contract::{Contract, Finding};
use heck::ToUpperCamelCase;
use openapiv3::OpenAPI;
use proc_macro2::TokenTree;
use progenitor_impl::{GenerationSettings, Generator, HooksMode, TypePatch};
use quote::quote;
use syn::punctuated::Punctuated;
use syn::{
    Attribute, Fields, Ident, ImplItem, Item, ItemImpl, ItemStruct, LitStr, Meta, Token, Type,
};

use crate::layout::{document, lay_out, lay_out_folded};
use crate::modules::Modules;
use crate::page::Page;
use crate::render::Part;
use crate::{answers, docs, enumerations, names, objects, requests, threads, view};

/// What progenitor made, by type, as text: syntax trees do not leave their thread.
#[derive(Debug, Default)]
pub struct Wire {
    structs: HashMap<String, Struct>,
    impls: HashMap<String, Vec<String>>,
    client: Vec<String>,
}

#[derive(Debug)]
struct Struct {
    text: String,
    /// Rust name of each field by its name on the wire.
    fields: HashMap<String, String>,
}

impl Wire {
    /// The Rust name of a field, as typify chose it.
    pub(crate) fn field(&self, component: &str, wire: &str) -> String {
        let found = self
            .structs
            .get(&component.to_upper_camel_case())
            .and_then(|item| item.fields.get(wire));
        match found {
            Some(name) => names::ident(name),
            None => names::field(wire),
        }
    }

    /// The fields of an object with their Rust names.
    pub(crate) fn fields<'a>(&self, component: &'a Component) -> Vec<(&'a Field, String)> {
        let fields = component.fields().iter();
        let named = |field: &'a Field| (field, self.field(&component.name, &field.name));
        fields.map(named).collect()
    }
}

/// Commands progenitor sees at once. A fixed number, so that the text does not depend on the machine.
const PIECE: usize = 100;

/// Runs progenitor on the view, in pieces on as many threads as there are cores.
pub(crate) fn generate(contract: &Contract) -> Result<Wire, Vec<Finding>> {
    let pieces = pieces(contract);
    let made = threads::map(&pieces, |piece| {
        let view = view::of(contract, piece.operations, &piece.components);
        // progenitor panics at what it does not know, and that is to be a finding too.
        catch_unwind(AssertUnwindSafe(|| run(contract, piece, &view)))
            .unwrap_or_else(|_| Err(vec![threads::stopped("progenitor")]))
    })?;
    let mut wire = Wire::default();
    for piece in made {
        wire.add(piece?);
    }
    Ok(wire)
}

/// Some commands and every component they need.
struct Piece<'a> {
    operations: &'a [Operation],
    components: Vec<&'a Component>,
    /// Whether the client itself is taken from here.
    first: bool,
}

/// The components no command needs, those of webhooks, are in the first piece.
fn pieces(contract: &Contract) -> Vec<Piece<'_>> {
    let mut owned = HashSet::new();
    let mut pieces: Vec<Piece<'_>> = contract
        .operations
        .chunks(PIECE)
        .map(|operations| {
            let names: HashSet<String> = operations
                .iter()
                .flat_map(|o| iter::once(&o.request).chain(&o.payload))
                .flat_map(|name| contract.reachable(name))
                .collect();
            let components = contract.components.values();
            let components: Vec<&Component> = components
                .filter(|component| names.contains(&component.name))
                .collect();
            owned.extend(components.iter().map(|component| component.name.as_str()));
            Piece {
                operations,
                components,
                first: false,
            }
        })
        .collect();
    if pieces.is_empty() {
        pieces.push(Piece {
            operations: &[],
            components: Vec::new(),
            first: true,
        });
    }
    let others = contract.components.values();
    let others = others.filter(|component| !owned.contains(component.name.as_str()));
    pieces[0].components.extend(others);
    pieces[0].first = true;
    pieces
}

fn run(contract: &Contract, piece: &Piece<'_>, view: &OpenAPI) -> Result<Wire, Vec<Finding>> {
    let mut settings = GenerationSettings::new();
    settings
        .with_hooks(HooksMode::Expected)
        .with_inner_type(quote!(crate::transport::Transport))
        .with_map_type("::serde_json::Map")
        .with_derive("PartialEq");
    for (component, path) in view::replacements(piece.components.iter().copied()) {
        settings.with_replacement(component, path, iter::empty());
    }
    for component in &piece.components {
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
    let components: HashMap<String, &Component> = piece
        .components
        .iter()
        .map(|component| (component.name.to_upper_camel_case(), *component))
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
            Item::Impl(mut block) if block.trait_.is_none() && (piece.first || sends(&block)) => {
                block
                    .items
                    .retain(|item| !matches!(item, ImplItem::Fn(f) if f.sig.ident == "new"));
                wire.client.push(lay_out_folded(Item::Impl(block)));
            }
            item if piece.first => wire.client.push(lay_out_folded(item)),
            _ => {}
        }
    }
    Ok(wire)
}

/// Whether a block holds the methods of commands.
fn sends(block: &ItemImpl) -> bool {
    let is_async = |item: &ImplItem| matches!(item, ImplItem::Fn(f) if f.sig.asyncness.is_some());
    block.items.iter().any(is_async)
}

impl Wire {
    /// Takes another piece; a component that several pieces need is the same in each.
    fn add(&mut self, mut piece: Self) {
        self.client.extend(piece.client);
        for (name, item) in piece.structs {
            if let Entry::Vacant(place) = self.structs.entry(name) {
                if let Some(impls) = piece.impls.remove(place.key()) {
                    self.impls.insert(place.key().clone(), impls);
                }
                place.insert(item);
            }
        }
    }

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
    let mut parts = vec![Part::new("types/mod.rs", move |page| {
        for name in &names {
            page.line(format_args!("mod {name};"));
        }
        page.gap();
        for name in &names {
            page.line("#[allow(unused_imports)]");
            page.line(format_args!("pub use {name}::*;"));
        }
    })];
    parts.extend(by_module.into_iter().map(|(module, components)| {
        Part::new(format!("types/{module}.rs"), move |page| {
            page.line("#[allow(unused_imports)]");
            page.line("use super::*;");
            for component in &components {
                wire.component(contract, component, in_requests, page);
            }
        })
    }));
    parts
}

/// The client, without its types.
pub(crate) fn client(wire: &Wire) -> Part<'_> {
    Part::new("wire.rs", |page| {
        page.line("use call_engine_types::types;");
        wire.client.iter().for_each(|item| page.item(item));
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
    ) {
        match &component.shape {
            Shape::Object(_) | Shape::FreeForm => {
                let name = component.name.to_upper_camel_case();
                if let Some(item) = self.structs.get(&name) {
                    page.item(&item.text);
                }
                for item in self.impls.get(&name).into_iter().flatten() {
                    page.item(item);
                }
                objects::items(contract, component, self, page);
                if in_requests.contains(&component.name) {
                    requests::items(contract, component, self, page);
                } else {
                    answers::items(component, self, page);
                }
            }
            Shape::Enumeration(values) => enumerations::item(component, values, page),
            Shape::TextOrInteger { .. } => {
                page.gap();
                page.doc(&docs::described(&component.description, &component.source));
                let alias = names::component(&component.name);
                page.line(format_args!("pub type {alias} = crate::Text;"));
            }
            Shape::Answer { .. } => {}
        }
    }
}

const EXTRA: &str = "Fields the contract does not know: kept when read, sent when written.";

/// Fields in the order of the contract with its words, unknown fields last.
fn arrange(mut item: ItemStruct, component: &Component) -> Struct {
    let mut names = HashMap::new();
    let docs = docs::described(&component.description, &component.source);
    document(&mut item.attrs, &docs);
    if objects::reads(component) {
        item.attrs.iter_mut().for_each(leave_out_reader);
    }
    if let Fields::Named(fields) = &mut item.fields {
        let known: HashMap<&str, (usize, &Field)> = component
            .fields()
            .iter()
            .enumerate()
            .map(|(index, field)| (field.name.as_str(), (index, field)))
            .collect();
        let mut sorted: Vec<_> = std::mem::take(&mut fields.named)
            .into_iter()
            .map(|mut field| {
                let name = wire_name(&field);
                let found = name.as_deref().and_then(|name| known.get(name));
                let (place, docs) = match found {
                    Some((place, field)) => (*place, docs::field(field)),
                    None => (usize::MAX, EXTRA.to_owned()),
                };
                document(&mut field.attrs, &docs);
                if let (Some(name), Some(ident)) = (name, &field.ident) {
                    names.insert(name, ident.to_string());
                }
                (place, field)
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

/// Leaves `Deserialize` out of a list of derives.
fn leave_out_reader(attribute: &mut Attribute) {
    let Meta::List(list) = &mut attribute.meta else {
        return;
    };
    let derives = Punctuated::<syn::Path, Token![,]>::parse_terminated;
    if list.path.is_ident("derive")
        && let Ok(derives) = list.parse_args_with(derives)
    {
        let reads = |path: &syn::Path| {
            path.segments
                .last()
                .is_some_and(|s| s.ident == "Deserialize")
        };
        let kept = derives.into_iter().filter(|path| !reads(path));
        list.tokens = quote!(#(#kept),*);
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
        // `rename = "…"` is looked for among the tokens: parsing every attribute is a tenth of arranging.
        let mut tokens = list.tokens.clone().into_iter();
        while let Some(token) = tokens.next() {
            let TokenTree::Ident(word) = token else {
                continue;
            };
            if word == "flatten" {
                return None;
            }
            if word == "rename"
                && let Some(TokenTree::Literal(text)) = tokens.nth(1)
                && let Ok(text) = syn::parse2::<LitStr>(TokenTree::Literal(text).into())
            {
                name = Some(text.value());
            }
        }
    }
    name
}
