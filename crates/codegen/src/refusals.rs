//! What of a contract Rust has no name for.
//!
//! Everything that would become code which does not compile, or which means something else, is refused here, where
//! its JSON pointer is known.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use call_engine_contract::contract::{Component, Kind, Shape};
use call_engine_contract::yaml::step;
use call_engine_contract::{Contract, Finding};
use heck::{ToSnakeCase, ToUpperCamelCase};

use crate::view::ENVELOPE;
use crate::{names, objects};

/// All of them, by file and line.
///
/// # Errors
///
/// Findings, when there are any.
pub(crate) fn check(contract: &Contract) -> Result<(), Vec<Finding>> {
    let mut refusals = Refusals {
        contract,
        findings: Vec::new(),
    };
    refusals.commands();
    refusals.webhooks();
    refusals.sites();
    for component in contract.components.values() {
        refusals.component(component);
        refusals.fields(component);
    }
    refusals.recursion();
    if refusals.findings.is_empty() {
        return Ok(());
    }
    refusals.findings.sort();
    Err(refusals.findings)
}

/// Methods of the client and of what progenitor makes, and constants beside those of the commands.
const CLIENT_NAMES: &[&str] = &[
    "api_version",
    "baseurl",
    "builder",
    "check",
    "client",
    "clone",
    "command",
    "exec",
    "finish",
    "fmt",
    "inner",
    "new",
    "new_with_client",
    "operations",
    "post",
    "pre",
    "raw",
    "read",
    "write",
];

/// Names that the generated code uses in the files of types, where a type of the same name would hide them.
const TYPE_NAMES: &[&str] = &[
    "Box",
    "Clone",
    "Debug",
    "Default",
    "Err",
    "From",
    "Into",
    "IntoIterator",
    "Iterator",
    "Milliseconds",
    "None",
    "Ok",
    "Option",
    "PartialEq",
    "Result",
    "Self",
    "Some",
    "String",
    "Vec",
];

/// Methods and fields that every type of an object has.
const FIELD_NAMES: &[&str] = &["clone", "extra", "new", "validate", "with_extra"];

struct Refusals<'a> {
    contract: &'a Contract,
    findings: Vec<Finding>,
}

impl Refusals<'_> {
    fn add(&mut self, rule: &'static str, pointer: &str, message: String, remedy: &str) {
        let place = self.contract.document.place(pointer);
        self.findings
            .push(Finding::new(rule, place, message, remedy));
    }

    fn commands(&mut self) {
        let contract = self.contract;
        for operation in &contract.operations {
            let (id, pointer) = (&operation.id, &operation.pointer);
            if !is_snake(id) {
                self.add(
                    "operation-id",
                    &step(pointer, "operationId"),
                    format!("`{id}` cannot be the name of a method"),
                    "write small letters, digits and `_`, starting with a letter",
                );
            } else if names::is_keyword(id) || CLIENT_NAMES.contains(&id.as_str()) {
                self.add(
                    "name-collision",
                    &step(pointer, "operationId"),
                    format!("`{id}` is a word of Rust or a method that the client has already"),
                    "choose another `operationId`, such as the word with its service before it",
                );
            }
            let plain =
                |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '-' | '.' | '~');
            if !operation.path.starts_with('/') || !operation.path.chars().all(plain) {
                self.add(
                    "operation-path",
                    pointer,
                    format!("`{}` is not the path of a command", operation.path),
                    "write `/v4/{service}/{command}`, without parameters",
                );
            }
            self.own_type(&operation.request, &step(pointer, "requestBody"));
            if let Some(payload) = &operation.payload {
                self.own_type(payload, &step(pointer, "responses"));
            }
        }
    }

    fn webhooks(&mut self) {
        let contract = self.contract;
        let mut events = HashSet::new();
        let mut commands = HashSet::new();
        for webhook in &contract.webhooks {
            let pointer = &webhook.pointer;
            self.own_type(&webhook.event, &step(pointer, "requestBody"));
            if webhook.event == "Unknown" || !events.insert(&webhook.event) {
                self.add(
                    "name-collision",
                    &step(pointer, "requestBody"),
                    format!("another webhook is called `{}` already", webhook.event),
                    "give every webhook a body component of its own",
                );
            }
            if !commands.insert(&webhook.command) {
                self.add(
                    "name-collision",
                    &step(pointer, "x-webhook"),
                    format!("another webhook has the command `{}`", webhook.command),
                    "give every webhook a command of its own",
                );
            }
        }
    }

    /// A body has a type of its own: the envelope and whole answers have none.
    fn own_type(&mut self, component: &str, pointer: &str) {
        let shape = self.contract.component(component).map(|c| &c.shape);
        let own = component != ENVELOPE && !matches!(shape, None | Some(Shape::Answer { .. }));
        if !own {
            self.add(
                "unsupported",
                pointer,
                format!("`{component}` is a whole answer where a body is expected"),
                "refer to the component of the request, the payload or the event",
            );
        }
    }

    fn sites(&mut self) {
        let contract = self.contract;
        let mut seen = HashSet::new();
        for (index, site) in contract.sites.iter().enumerate() {
            let pointer = format!("/servers/{index}/x-site");
            let variant = site.name.to_upper_camel_case();
            if !is_snake(&site.name) || variant == "Self" {
                self.add(
                    "site-name",
                    &pointer,
                    format!("`{}` cannot be the name of a site", site.name),
                    "write small letters, digits and `_`, starting with a letter",
                );
            } else if !seen.insert(variant) {
                self.add(
                    "name-collision",
                    &pointer,
                    format!("the site `{}` is there twice", site.name),
                    "rename one of them",
                );
            }
        }
    }

    fn component(&mut self, component: &Component) {
        let (name, pointer) = (&component.name, &component.pointer);
        if !is_camel(name) {
            self.add(
                "schema-name",
                pointer,
                format!("`{name}` cannot be the name of a type"),
                "write letters and digits in UpperCamelCase, starting with a letter",
            );
        } else if TYPE_NAMES.contains(&name.as_str()) {
            self.add(
                "name-collision",
                pointer,
                format!("the generated code uses `{name}` for something else"),
                "rename the component: its name is not on the wire",
            );
        }
        if let Some(module) = &component.module
            && (!is_snake(module) || names::is_keyword(module))
        {
            self.add(
                "module-name",
                &step(pointer, "x-module"),
                format!("`{module}` cannot be the name of a file of Rust"),
                "write small letters, digits and `_`, starting with a letter",
            );
        }
        if let Shape::Enumeration(values) = &component.shape {
            let named = values
                .values
                .iter()
                .map(|v| (v.name.as_str(), v.wire.as_str()));
            for (name, one, other) in twice(named) {
                self.add(
                    "name-collision",
                    pointer,
                    format!("the values `{one}` and `{other}` both become `{name}`"),
                    "make one a synonym of the other in `x-synonyms`",
                );
            }
        }
    }

    fn fields(&mut self, component: &Component) {
        let count = component.fields().len();
        if count > objects::MOST_FIELDS {
            self.add(
                "unsupported",
                &component.pointer,
                format!(
                    "`{}` has {count} fields, and at most {} are supported",
                    component.name,
                    objects::MOST_FIELDS
                ),
                "leave some out; they can still be sent and read as unknown fields",
            );
        }
        for field in component.fields() {
            let name = &field.name;
            let rust = names::field_name(name);
            let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.');
            if !name.bytes().all(plain) || !name.bytes().any(|b| b.is_ascii_alphabetic()) {
                self.add(
                    "field-name",
                    &field.pointer,
                    format!("`{name}` cannot be the name of a field"),
                    "only letters, digits, `_`, `-` and `.` are supported, with a letter among them",
                );
            } else if FIELD_NAMES.contains(&rust.as_str()) {
                self.add(
                    "name-collision",
                    &field.pointer,
                    format!("`{name}` becomes `{rust}`, which every generated type has already"),
                    "leave the field out; it can still be sent and read as an unknown field",
                );
            }
            let whole = field.kind.component().is_some_and(|name| {
                let shape = self.contract.component(name).map(|c| &c.shape);
                name == ENVELOPE || matches!(shape, None | Some(Shape::Answer { .. }))
            });
            if whole {
                self.add(
                    "unsupported",
                    &field.pointer,
                    format!("the field `{name}` holds a whole answer"),
                    "refer to the component of the payload",
                );
            }
        }
        let named = component
            .fields()
            .iter()
            .map(|f| (names::field_name(&f.name), f.name.as_str()));
        for (rust, one, other) in twice(named) {
            self.add(
                "name-collision",
                &component.pointer,
                format!("the fields `{one}` and `{other}` both become `{rust}`"),
                "leave one out; it can still be sent and read as an unknown field",
            );
        }
    }

    /// A value cannot hold a value of its own type, other than in a list.
    fn recursion(&mut self) {
        let contract = self.contract;
        let held = |component: &'_ Component| -> Vec<usize> {
            let direct = component
                .fields()
                .iter()
                .filter_map(|field| match &field.kind {
                    Kind::Component(name) => contract.components.get_index_of(name),
                    _ => None,
                });
            direct.collect()
        };
        let edges: Vec<Vec<usize>> = contract.components.values().map(held).collect();
        for index in on_a_cycle(&edges) {
            let Some((name, component)) = contract.components.get_index(index) else {
                continue;
            };
            self.add(
                "recursive-component",
                &component.pointer,
                format!("`{name}` contains itself"),
                "hold the inner value in a list, or describe it as an object of free form",
            );
        }
    }
}

/// Nodes that can be reached from themselves.
fn on_a_cycle(edges: &[Vec<usize>]) -> Vec<usize> {
    let mut entering = vec![0_usize; edges.len()];
    for to in edges.iter().flatten() {
        entering[*to] += 1;
    }
    // What nothing leads to is on no cycle; without it, the next is not either.
    let mut free: Vec<usize> = (0..edges.len())
        .filter(|node| entering[*node] == 0)
        .collect();
    while let Some(node) = free.pop() {
        for to in &edges[node] {
            entering[*to] -= 1;
            if entering[*to] == 0 {
                free.push(*to);
            }
        }
    }
    let left = (0..edges.len()).filter(|node| entering[*node] > 0);
    left.filter(|node| leads_back(edges, *node)).collect()
}

fn leads_back(edges: &[Vec<usize>], start: usize) -> bool {
    let mut seen = vec![false; edges.len()];
    let mut next = vec![start];
    while let Some(node) = next.pop() {
        for to in &edges[node] {
            if *to == start {
                return true;
            }
            if !std::mem::replace(&mut seen[*to], true) {
                next.push(*to);
            }
        }
    }
    false
}

/// Names that stand for two things.
fn twice<'a, K: Eq + Hash + Clone>(
    names: impl Iterator<Item = (K, &'a str)>,
) -> Vec<(K, &'a str, &'a str)> {
    let mut seen: HashMap<K, &str> = HashMap::new();
    let mut found = Vec::new();
    for (key, name) in names {
        match seen.get(&key) {
            Some(other) => found.push((key, *other, name)),
            None => drop(seen.insert(key, name)),
        }
    }
    found
}

fn is_snake(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        && name.to_snake_case() == name
}

fn is_camel(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.bytes().all(|b| b.is_ascii_alphanumeric())
        && name.to_upper_camel_case() == name
}
