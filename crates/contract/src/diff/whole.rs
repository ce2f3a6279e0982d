//! The document as a whole: what it says of itself, and what nothing uses.

use indexmap::IndexSet;
use serde_json::{Map, Value};

use super::comparison::Comparison;
use super::difference::Change;
use super::found::{Pointers, Spot};
use super::view::{At, find};
use crate::catalogue::EXTENSION;
use crate::yaml::step;

/// Sections of the components whose entries count where they are used.
const SECTIONS: &[&str] = &[
    "schemas",
    "responses",
    "parameters",
    "examples",
    "requestBodies",
    "headers",
    "links",
    "callbacks",
];

impl<'a> Comparison<'a> {
    pub(super) fn whole(&mut self) {
        let spot = Spot::document();
        let (base, head) = (root(self.base.root()), root(self.head.root()));
        let parts = &[
            "info",
            "servers",
            "security",
            "tags",
            "paths",
            "components",
            EXTENSION,
        ];
        self.words(&spot, &base, &head, &["openapi", "externalDocs"], parts);
        if let (Some(base), Some(head)) = (base.child("info"), head.child("info")) {
            self.info(&spot, &base, &head);
        }
        self.servers(&spot, &base, &head);
        self.tags(&spot, &base, &head);
        if let (Some(base), Some(head)) = (base.child("paths"), head.child("paths")) {
            self.words_beside(&spot, &base, &head, &[], |key| key.starts_with('/'));
        }
        self.unknown_sections(&spot, &base, &head);
        self.schemes(&spot, &base, &head);
    }

    fn info(&mut self, spot: &Spot, base: &At<'a>, head: &At<'a>) {
        let known = &[
            "title",
            "version",
            "description",
            "license",
            "contact",
            "termsOfService",
        ];
        for key in known {
            self.single(spot, "info", key, base, head);
        }
        self.words(spot, base, head, &[], known);
    }

    fn tags(&mut self, spot: &Spot, base: &At<'a>, head: &At<'a>) {
        let list = |at: &At<'a>| -> Vec<At<'a>> {
            let tags = at.child("tags");
            tags.iter().flat_map(At::items).collect()
        };
        let (was, is) = (list(base), list(head));
        let same = |one: &At<'a>, other: &At<'a>| one.text("name") == other.text("name");
        let what = |at: &At<'a>| format!("the tag `{}`", at.text("name").unwrap_or_default());
        for to in &is {
            match was.iter().find(|from| same(from, to)) {
                Some(from) => {
                    let known = &["name", "description", "externalDocs", "x-source"];
                    for key in known {
                        self.single(spot, "tag", key, from, to);
                    }
                    self.words(spot, from, to, &[], known);
                }
                None => self.one_sided(spot, "tag", &what(to), (None, Some(to.clone()))),
            }
        }
        for from in was {
            if !is.iter().any(|to| same(&from, to)) {
                let what = what(&from);
                self.one_sided(spot, "tag", &what, (Some(from), None));
            }
        }
    }

    fn unknown_sections(&mut self, spot: &Spot, base: &At<'a>, head: &At<'a>) {
        let nothing = Map::new();
        let components = |at: &At<'a>| match at.value.get("components") {
            Some(value) => value.as_object(),
            None => Some(&nothing),
        };
        let (Some(base), Some(head)) = (components(base), components(head)) else {
            return;
        };
        let mut names: Vec<&String> = base.keys().chain(head.keys()).collect();
        names.sort_unstable();
        names.dedup();
        names.retain(|name| !SECTIONS.contains(&name.as_str()) && *name != "securitySchemes");
        for name in names {
            let pointer = step("/components", name);
            let values = (base.get(name), head.get(name));
            self.raw(spot, "not-understood", name, values, (&pointer, &pointer));
        }
    }

    fn schemes(&mut self, spot: &Spot, base: &At<'a>, head: &At<'a>) {
        let schemes = |at: &At<'a>| {
            let components = at.child("components")?;
            components.child("securitySchemes")
        };
        let (from, to) = (schemes(base), schemes(head));
        let nothing = At {
            value: &Value::Null,
            pointer: String::new(),
        };
        let (from, to) = (from.unwrap_or(nothing.clone()), to.unwrap_or(nothing));
        self.counterparts(
            spot,
            &from,
            &to,
            |comparison, spot, name, from, to| match (from, to) {
                (Some(from), Some(to)) => {
                    let from = from.resolved(comparison.base.root());
                    let to = to.resolved(comparison.head.root());
                    let demands = &["type", "in", "name", "scheme", "flows", "openIdConnectUrl"];
                    for key in demands {
                        let values = (from.value.get(key), to.value.get(key));
                        if values.0 != values.1 {
                            let what = format!("`{key}` of the scheme `{name}` is another");
                            let pointers = Pointers::both(&from.pointer, &to.pointer);
                            comparison.found.tell(
                                spot,
                                "security-scheme",
                                Change::Changed,
                                what,
                                pointers,
                            );
                        }
                    }
                    comparison.single(spot, "description", "bearerFormat", &from, &to);
                    let mut parts = demands.to_vec();
                    parts.push("bearerFormat");
                    comparison.words(spot, &from, &to, &["description", "x-source"], &parts);
                }
                (from, to) => {
                    let what = format!("the security scheme `{name}`");
                    comparison.one_sided(spot, "security-scheme", &what, (from, to));
                }
            },
        );
    }

    /// Compares the components that nothing uses: nobody breaks, but nothing goes untold.
    pub(super) fn unused(&mut self) {
        for section in SECTIONS {
            let pointer = format!("/components/{section}");
            let (base, head) = (self.base.root(), self.head.root());
            let names = |root: &'a Value| -> Vec<&'a String> {
                let map = root.pointer(&pointer).and_then(Value::as_object);
                map.map(|map| map.keys().collect()).unwrap_or_default()
            };
            let all: IndexSet<&String> = names(head).into_iter().chain(names(base)).collect();
            for name in all {
                let pointer = step(&pointer, name);
                let used = self.used_base.contains(pointer.as_str())
                    || self.used_head.contains(pointer.as_str());
                if used {
                    continue;
                }
                let at = |root: &'a Value| {
                    find(root, &pointer).map(|value| At {
                        value,
                        pointer: pointer.clone(),
                    })
                };
                self.component(section, name, (at(base), at(head)));
            }
        }
    }

    fn component(
        &mut self,
        section: &str,
        name: &str,
        (from, to): (Option<At<'a>>, Option<At<'a>>),
    ) {
        let spot = Spot {
            unused: true,
            ..Spot::document()
        };
        match (from, to) {
            (Some(from), Some(to)) if section == "schemas" => {
                self.schemas(spot.field(name), from, to);
            }
            (Some(from), Some(to)) => {
                let values = (Some(from.value), Some(to.value));
                let pointers = (from.pointer.as_str(), to.pointer.as_str());
                self.raw(&spot, "component", name, values, pointers);
            }
            sides => {
                let what = format!("the component `{name}`, which nothing uses,");
                self.one_sided(&spot, "component", &what, sides);
            }
        }
    }
}

fn root(value: &Value) -> At<'_> {
    At {
        value,
        pointer: String::new(),
    }
}
