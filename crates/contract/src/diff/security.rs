//! Who may ask, and where.

use std::collections::BTreeMap;

use serde_json::Value;

use super::comparison::Comparison;
use super::difference::Change;
use super::edition::Edition;
use super::found::{Pointers, Spot};
use super::operations::Operation;
use super::view::At;

/// A way to prove who asks: schemes with their scopes. The empty one proves nothing.
type Way = BTreeMap<String, Vec<String>>;

fn ways<'a>(edition: &'a Edition, operation: &Operation<'a>) -> (Vec<Way>, String) {
    let own = operation.at.child("security");
    // Nothing says that what commands ask for is asked of webhooks.
    let root = edition
        .root()
        .get("security")
        .filter(|_| !operation.webhook);
    let (value, pointer) = match (own, root) {
        (Some(at), _) => (Some(at.value), at.pointer),
        (None, root) => (root, "/security".to_owned()),
    };
    let list = value
        .and_then(Value::as_array)
        .map_or(&[][..], Vec::as_slice);
    let way = |value: &Value| -> Way {
        let schemes = value.as_object().into_iter().flatten();
        let scopes = |value: &Value| {
            let list = value.as_array().into_iter().flatten();
            let mut scopes: Vec<String> = list.map(super::schema::plain).collect();
            scopes.sort();
            scopes
        };
        schemes
            .map(|(name, value)| (name.clone(), scopes(value)))
            .collect()
    };
    let mut ways: Vec<Way> = list.iter().map(way).collect();
    if ways.is_empty() {
        ways.push(Way::new());
    }
    (ways, pointer)
}

fn shown(way: &Way) -> String {
    if way.is_empty() {
        return "asking without proof".to_owned();
    }
    let schemes = way.iter().map(|(name, scopes)| match scopes.as_slice() {
        [] => format!("`{name}`"),
        scopes => format!("`{name}` for {}", scopes.join(", ")),
    });
    let schemes: Vec<String> = schemes.collect();
    schemes.join(" with ")
}

impl<'a> Comparison<'a> {
    /// Whether the document asks every command for the same proof.
    pub(super) fn same_security(&self) -> bool {
        self.base.root().get("security") == self.head.root().get("security")
    }

    pub(super) fn security(&mut self, spot: &Spot, base: &Operation<'a>, head: &Operation<'a>) {
        let (was, from) = ways(self.base, base);
        let (is, to) = ways(self.head, head);
        for way in is.iter().filter(|way| !was.contains(way)) {
            let what = format!("{} is accepted now", shown(way));
            let pointers = Pointers::head(&to);
            self.found
                .tell(spot, "security", Change::Added, what, pointers);
        }
        for way in was.iter().filter(|way| !is.contains(way)) {
            let what = format!("{} is not accepted any more", shown(way));
            let pointers = Pointers::base(&from);
            self.found
                .tell(spot, "security", Change::Removed, what, pointers);
        }
    }

    /// Compares the servers of the document, of a path or of an operation, by address.
    pub(super) fn servers(&mut self, spot: &Spot, base: &At<'a>, head: &At<'a>) {
        let list = |at: &At<'a>| -> Vec<At<'a>> {
            let servers = at.child("servers");
            servers.iter().flat_map(At::items).collect()
        };
        let (was, is) = (list(base), list(head));
        let same = |one: &At<'a>, other: &At<'a>| one.text("url") == other.text("url");
        for to in &is {
            match was.iter().find(|from| same(from, to)) {
                Some(from) => self.server(spot, from, to),
                None => self.site(spot, Change::Added, to),
            }
        }
        for from in was {
            if !is.iter().any(|to| same(&from, to)) {
                self.site(spot, Change::Removed, &from);
            }
        }
    }

    fn site(&mut self, spot: &Spot, change: Change, at: &At<'a>) {
        let url = at.text("url").unwrap_or_default();
        let name = at
            .text("x-site")
            .map_or(String::new(), |site| format!(" ({site})"));
        let (verb, pointers) = match change {
            Change::Added => ("new", Pointers::head(&at.pointer)),
            _ => ("gone", Pointers::base(&at.pointer)),
        };
        let what = format!("the server `{url}`{name} is {verb}");
        self.found.tell(spot, "server", change, what, pointers);
    }

    fn server(&mut self, spot: &Spot, base: &At<'a>, head: &At<'a>) {
        let words = &["description", "x-site", "x-backup", "x-source"];
        self.words(spot, base, head, words, &["url", "variables"]);
        self.single(spot, "server-variables", "variables", base, head);
    }
}
