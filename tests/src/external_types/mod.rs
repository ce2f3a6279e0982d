//! What of other packages is in the public API of a crate: their next major version is one of ours.

mod modules;
mod paths;

use std::collections::{BTreeMap, BTreeSet};

use syn::visit::{self, Visit};
use syn::{Attribute, Fields, ImplItem, Item, ItemImpl, Meta, TraitItem, Visibility};

use modules::{Crate, Place};

/// Every path into another package in the public API of the crate in `folder`, with the items that show it.
///
/// Read from the sources, whatever the features: what `lib.rs` leads to by `pub mod` and `pub use`, the public methods
/// of those types, and the traits of other packages they implement. Code that a macro makes is not seen.
///
/// # Panics
///
/// A source cannot be read.
pub fn external_types(folder: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut scan = Scan {
        sources: Crate::read(&crate::root().join(folder)),
        items: BTreeSet::new(),
        seen: BTreeSet::new(),
        found: BTreeMap::new(),
    };
    scan.module(&[]);
    scan.impls();
    scan.found
}

struct Scan {
    sources: Crate,
    /// Types and traits that can be reached, by where they are written.
    items: BTreeSet<Vec<String>>,
    /// Modules that were walked.
    seen: BTreeSet<Vec<String>>,
    found: BTreeMap<String, BTreeSet<String>>,
}

impl Scan {
    /// Walks the public items of a module that can be reached.
    fn module(&mut self, path: &[String]) {
        if !self.seen.insert(path.to_vec()) {
            return;
        }
        let items = self.sources.items(path).to_vec();
        for item in &items {
            self.item(path, item);
        }
    }

    fn item(&mut self, module: &[String], item: &Item) {
        let (visibility, name) = match item {
            Item::Struct(item) => (&item.vis, item.ident.to_string()),
            Item::Enum(item) => (&item.vis, item.ident.to_string()),
            Item::Trait(item) => (&item.vis, item.ident.to_string()),
            Item::Type(item) => (&item.vis, item.ident.to_string()),
            Item::Const(item) => (&item.vis, item.ident.to_string()),
            Item::Static(item) => (&item.vis, item.ident.to_string()),
            Item::Fn(item) => (&item.vis, item.sig.ident.to_string()),
            Item::Mod(item) if public(&item.vis) => {
                return self.module(&[module, &[item.ident.to_string()]].concat());
            }
            Item::Use(item) if public(&item.vis) => {
                for path in modules::leaves(&item.tree) {
                    self.exported(module, path);
                }
                return;
            }
            _ => return,
        };
        if !public(visibility) {
            return;
        }
        let path = [module, std::slice::from_ref(&name)].concat();
        if !self.items.insert(path) {
            return;
        }
        let found = match item {
            Item::Struct(item) => {
                let mut found = self.derived(module, &item.attrs);
                found.extend(self.fields(module, &item.fields));
                found.extend(self.scan(module, |paths| paths.visit_generics(&item.generics)));
                found
            }
            Item::Enum(item) => {
                let mut found = self.derived(module, &item.attrs);
                found.extend(self.scan(module, |paths| visit::visit_item_enum(paths, item)));
                found
            }
            Item::Trait(item) => self.scan(module, |paths| {
                for bound in &item.supertraits {
                    paths.visit_type_param_bound(bound);
                }
                for member in &item.items {
                    match member {
                        TraitItem::Fn(member) => paths.visit_signature(&member.sig),
                        other => paths.visit_trait_item(other),
                    }
                }
            }),
            Item::Type(item) => self.scan(module, |paths| paths.visit_type(&item.ty)),
            Item::Const(item) => self.scan(module, |paths| paths.visit_type(&item.ty)),
            Item::Static(item) => self.scan(module, |paths| paths.visit_type(&item.ty)),
            Item::Fn(item) => self.scan(module, |paths| paths.visit_signature(&item.sig)),
            _ => return,
        };
        self.tell(found, &name);
    }

    /// What a `pub use` leads to.
    fn exported(&mut self, module: &[String], mut path: Vec<String>) {
        let glob = path.last().is_some_and(|last| last == "*");
        if glob {
            path.pop();
        }
        match self.sources.resolve(module, &path) {
            Some(Place::Foreign(mut path)) => {
                if glob {
                    path.push("*".to_owned());
                }
                self.tell(vec![path], "pub use");
            }
            Some(Place::Module(path)) => self.module(&path),
            Some(Place::Item(path)) => {
                let (name, module) = path.split_last().expect("an item has a name");
                let items = self.sources.items(module).to_vec();
                for item in &items {
                    if modules::name(item).is_some_and(|ident| ident == *name) {
                        self.item(module, item);
                    }
                }
            }
            None => {}
        }
    }

    /// Methods and traits of the types that can be reached, wherever they are written.
    fn impls(&mut self) {
        for module in self.sources.modules() {
            let items = self.sources.items(&module).to_vec();
            for item in &items {
                if let Item::Impl(item) = item {
                    self.impl_block(&module, item);
                }
            }
        }
    }

    fn impl_block(&mut self, module: &[String], item: &ItemImpl) {
        let syn::Type::Path(of) = &*item.self_ty else {
            return;
        };
        let path = paths::segments(&of.path);
        let Some(Place::Item(path)) = self.sources.resolve(module, &path) else {
            return;
        };
        if !self.items.contains(&path) {
            return;
        }
        let owner = path.last().expect("an item has a name").clone();
        if let Some((of, _)) = &item.trait_ {
            let found = self.scan(module, |paths| {
                paths.visit_path(of);
                paths.visit_generics(&item.generics);
                for member in &item.items {
                    if let ImplItem::Type(member) = member {
                        paths.visit_type(&member.ty);
                    }
                }
            });
            return self.tell(found, &format!("impl for {owner}"));
        }
        for member in &item.items {
            match member {
                ImplItem::Fn(member) if public(&member.vis) => {
                    let found = self.scan(module, |paths| {
                        paths.visit_generics(&item.generics);
                        paths.visit_signature(&member.sig);
                    });
                    self.tell(found, &format!("{owner}::{}", member.sig.ident));
                }
                ImplItem::Const(member) if public(&member.vis) => {
                    let found = self.scan(module, |paths| paths.visit_type(&member.ty));
                    self.tell(found, &format!("{owner}::{}", member.ident));
                }
                _ => {}
            }
        }
    }

    fn fields(&self, module: &[String], fields: &Fields) -> Vec<Vec<String>> {
        self.scan(module, |paths| {
            for field in fields.iter().filter(|field| public(&field.vis)) {
                paths.visit_type(&field.ty);
            }
        })
    }

    /// Traits of other packages that are derived, also under `cfg_attr`.
    fn derived(&self, module: &[String], attributes: &[Attribute]) -> Vec<Vec<String>> {
        let mut traits = Vec::new();
        for attribute in attributes {
            paths::derives(&attribute.meta, &mut traits);
        }
        self.foreign(module, traits)
    }

    fn scan(&self, module: &[String], walk: impl FnOnce(&mut paths::Paths)) -> Vec<Vec<String>> {
        let mut paths = paths::Paths::default();
        walk(&mut paths);
        self.foreign(module, paths.found)
    }

    fn foreign(&self, module: &[String], paths: Vec<Vec<String>>) -> Vec<Vec<String>> {
        let places = paths
            .into_iter()
            .filter_map(|path| self.sources.resolve(module, &path));
        places
            .filter_map(|place| match place {
                Place::Foreign(path) => Some(path),
                _ => None,
            })
            .collect()
    }

    fn tell(&mut self, paths: Vec<Vec<String>>, by: &str) {
        for path in paths {
            let by_path = self.found.entry(path.join("::")).or_default();
            by_path.insert(by.to_owned());
        }
    }
}

fn public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// Whether an item is there in tests only.
fn for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::List(list) => list.path.is_ident("cfg") && list.tokens.to_string() == "test",
        _ => false,
    })
}
