//! The modules of a crate as its sources write them, and where a path leads.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use syn::{Item, UseTree};

/// Where a path leads.
pub enum Place {
    /// Into another package that is not the standard library.
    Foreign(Vec<String>),
    /// To a module of this crate.
    Module(Vec<String>),
    /// To an item of this crate, by where it is written.
    Item(Vec<String>),
}

/// The ways gone so far: module and rest of the path.
type Steps = BTreeSet<(Vec<String>, Vec<String>)>;

/// A crate: its modules by path; the root is the empty path.
pub struct Crate {
    modules: BTreeMap<Vec<String>, Vec<Item>>,
    packages: BTreeSet<String>,
}

impl Crate {
    /// Reads `src/lib.rs` and everything it declares.
    pub fn read(folder: &Path) -> Self {
        let mut sources = Self {
            modules: BTreeMap::new(),
            packages: packages(folder),
        };
        let source = folder.join("src");
        sources.file(&source.join("lib.rs"), &source, Vec::new());
        sources
    }

    fn file(&mut self, file: &Path, folder: &Path, path: Vec<String>) {
        let text =
            fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let items = syn::parse_file(&text).expect("Rust").items;
        self.module(items, folder, path);
    }

    fn module(&mut self, items: Vec<Item>, folder: &Path, path: Vec<String>) {
        for item in &items {
            let Item::Mod(item) = item else {
                continue;
            };
            if super::for_tests(&item.attrs) {
                continue;
            }
            let name = item.ident.to_string();
            let below = [&path[..], std::slice::from_ref(&name)].concat();
            let inner = folder.join(&name);
            if let Some((_, items)) = &item.content {
                self.module(items.clone(), &inner, below);
            } else {
                let file = named(&item.attrs).map_or_else(
                    || folder.join(format!("{name}.rs")),
                    |path| folder.join(path),
                );
                let file = if file.is_file() {
                    file
                } else {
                    inner.join("mod.rs")
                };
                self.file(&file, &inner, below);
            }
        }
        // Two modules of one name are two forms of it, by feature.
        self.modules.entry(path).or_default().extend(items);
    }

    pub fn modules(&self) -> Vec<Vec<String>> {
        self.modules.keys().cloned().collect()
    }

    pub fn items(&self, module: &[String]) -> &[Item] {
        self.modules.get(module).map_or(&[], Vec::as_slice)
    }

    /// Where a path leads that is written in a module; `None` for primitives, parameters and the standard library.
    pub fn resolve(&self, module: &[String], path: &[String]) -> Option<Place> {
        self.step(module, path, &mut BTreeSet::new())
    }

    fn step(&self, module: &[String], path: &[String], been: &mut Steps) -> Option<Place> {
        // Modules that bring in each other with `*` lead round in circles.
        if !been.insert((module.to_vec(), path.to_vec())) {
            return None;
        }
        let Some((first, rest)) = path.split_first() else {
            return Some(Place::Module(module.to_vec()));
        };
        match first.as_str() {
            "" => return self.foreign(rest),
            "crate" => return self.step(&[], rest, been),
            "self" => return self.step(module, rest, been),
            "super" => return self.step(module.split_last()?.1, rest, been),
            _ => {}
        }
        let below = [module, std::slice::from_ref(first)].concat();
        if self.modules.contains_key(&below) {
            return self.step(&below, rest, been);
        }
        let mut globs = Vec::new();
        for item in self.items(module) {
            if name(item).is_some_and(|name| name == *first) {
                return Some(Place::Item(below));
            }
            let Item::Use(item) = item else {
                continue;
            };
            for (known, path) in names(&item.tree) {
                if known == *first {
                    // `use x;` and `use x::{self}` name a package by its own name.
                    let whole = [&path[..], rest].concat();
                    return if path.len() == 1 && path[0] == *first {
                        self.foreign(&whole)
                    } else {
                        self.step(module, &whole, been)
                    };
                } else if known == "*" {
                    globs.push(path);
                }
            }
        }
        for glob in globs {
            // A package is not looked into: a name from it would be told where it is re-exported.
            if let Some(Place::Module(of)) = self.step(module, &glob, been)
                && let Some(place) = self.step(&of, path, been)
            {
                return Some(place);
            }
        }
        self.foreign(path)
    }

    fn foreign(&self, path: &[String]) -> Option<Place> {
        let known = self.packages.contains(path.first()?);
        known.then(|| Place::Foreign(path.to_vec()))
    }
}

/// The packages a crate may name: its dependencies.
fn packages(folder: &Path) -> BTreeSet<String> {
    let text = fs::read_to_string(folder.join("Cargo.toml")).expect("a manifest");
    let mut inside = false;
    let mut packages = BTreeSet::new();
    for line in text.lines() {
        if let Some(section) = line.strip_prefix('[') {
            inside = section.starts_with("dependencies]");
        } else if inside
            && let Some((name, _)) = line.split_once([' ', '.', '='])
            && !name.is_empty()
            && !name.starts_with('#')
        {
            packages.insert(name.replace('-', "_"));
        }
    }
    packages
}

/// The name an item is declared with.
pub fn name(item: &Item) -> Option<String> {
    let ident = match item {
        Item::Struct(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::Type(item) => &item.ident,
        Item::Const(item) => &item.ident,
        Item::Static(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        _ => return None,
    };
    Some(ident.to_string())
}

/// The paths a `use` names, globs with a last `*`.
pub fn leaves(tree: &UseTree) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    walk(tree, &mut Vec::new(), &mut |name, path| {
        let mut path = path.to_vec();
        if name == "*" {
            path.push("*".to_owned());
        }
        found.push(path);
    });
    found
}

/// The names a `use` brings in, with their paths; a glob is `*` with the path before it.
fn names(tree: &UseTree) -> Vec<(String, Vec<String>)> {
    let mut found = Vec::new();
    walk(tree, &mut Vec::new(), &mut |name, path| {
        found.push((name.to_owned(), path.to_vec()));
    });
    found
}

fn walk(tree: &UseTree, path: &mut Vec<String>, tell: &mut dyn FnMut(&str, &[String])) {
    match tree {
        UseTree::Path(tree) => {
            path.push(tree.ident.to_string());
            walk(&tree.tree, path, tell);
            path.pop();
        }
        UseTree::Group(tree) => {
            for tree in &tree.items {
                walk(tree, path, tell);
            }
        }
        UseTree::Name(tree) if tree.ident == "self" => {
            let name = path.last().expect("self of something").clone();
            tell(&name, path);
        }
        UseTree::Name(tree) => {
            path.push(tree.ident.to_string());
            tell(&tree.ident.to_string(), path);
            path.pop();
        }
        UseTree::Rename(tree) => {
            path.push(tree.ident.to_string());
            tell(&tree.rename.to_string(), path);
            path.pop();
        }
        UseTree::Glob(_) => tell("*", path),
    }
}

/// The file that `#[path = "…"]` names.
fn named(attributes: &[syn::Attribute]) -> Option<String> {
    attributes
        .iter()
        .find_map(|attribute| match &attribute.meta {
            syn::Meta::NameValue(pair) if pair.path.is_ident("path") => match &pair.value {
                syn::Expr::Lit(syn::ExprLit {
                    lit: syn::Lit::Str(path),
                    ..
                }) => Some(path.value()),
                _ => None,
            },
            _ => None,
        })
}
