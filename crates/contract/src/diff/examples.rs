//! Examples: those that are files, and those that stand in the document.

use std::collections::{BTreeMap, BTreeSet};

use super::comparison::Comparison;
use super::difference::{Change, Side};
use super::edition::{Edition, Example, ExampleName};
use super::found::{Pointers, Spot};
use super::operations::{Operation, commands};
use super::view::At;
use crate::examples::Role;

impl Comparison<'_> {
    pub(super) fn examples(&mut self) {
        let (was, commands_before) = all(self.base);
        let (is, commands_now) = all(self.head);
        let names: BTreeSet<&ExampleName> = was.keys().chain(is.keys()).collect();
        for name in names {
            let (command, role, label) = name;
            // A command that is new or gone takes its examples along, and is told itself.
            if !commands_before.contains(command) || !commands_now.contains(command) {
                continue;
            }
            let (from, to) = (was.get(name), is.get(name));
            let change = match (from, to) {
                (None, Some(_)) => Change::Added,
                (Some(_), None) => Change::Removed,
                (Some(from), Some(to)) if from.value != to.value => Change::Changed,
                _ => continue,
            };
            let verb = match change {
                Change::Added => "is new",
                Change::Removed => "is gone",
                _ => "shows something else",
            };
            let what = format!("the example `{role}-{label}` {verb}");
            let spot = Spot::of(command, Side::Document);
            let (from, to) = (from.map(pointer), to.map(pointer));
            let pointers = Pointers {
                base: from.as_deref(),
                head: to.as_deref(),
            };
            self.found.tell(&spot, "example", change, what, pointers);
        }
    }
}

/// Where an example stands: a pointer into the document, or the file after [`FILE`].
fn pointer(example: &Example) -> String {
    if example.place.pointer.is_empty() {
        format!("{FILE}{}", example.place.file)
    } else {
        example.place.pointer.clone()
    }
}

/// Begins the name of a file where a pointer is expected; no pointer begins so.
pub(super) const FILE: &str = "file:";

/// Every example, and the commands and webhooks that there are.
fn all(edition: &Edition) -> (BTreeMap<ExampleName, Example>, BTreeSet<String>) {
    let mut examples = edition.examples.clone();
    let mut names = BTreeSet::new();
    let mut open = commands(edition.root());
    while let Some(operation) = open.pop() {
        let webhooks = operation.callbacks(edition.root());
        open.extend(webhooks.into_iter().flat_map(|(_, webhooks)| webhooks));
        inline(edition, &operation, &mut examples);
        names.insert(operation.name());
    }
    (examples, names)
}

fn inline(
    edition: &Edition,
    operation: &Operation<'_>,
    examples: &mut BTreeMap<ExampleName, Example>,
) {
    let root = edition.root();
    let name = operation.name();
    let role = if operation.webhook {
        Role::Event
    } else {
        Role::Request
    };
    let mut bodies: Vec<(String, At<'_>)> = Vec::new();
    bodies.extend(
        operation
            .at
            .child("requestBody")
            .map(|at| (role.word().to_owned(), at)),
    );
    let responses = operation.at.child("responses");
    for (status, at) in responses.iter().flat_map(At::entries) {
        let role = match status {
            "200" => Role::Answer.word().to_owned(),
            status => format!("{}-{status}", Role::Answer.word()),
        };
        bodies.push((role, at));
    }
    for (role, at) in bodies {
        let content = at.resolved(root).child("content");
        for (media, at) in content.iter().flat_map(At::entries) {
            let role = match media {
                "application/json" => role.clone(),
                media => format!("{role}-{media}"),
            };
            for (label, at) in at.child("examples").iter().flat_map(At::entries) {
                let at = at.resolved(root);
                let at = at.child("value").unwrap_or(at);
                let key = (name.clone(), role.clone(), label.to_owned());
                let example = Example {
                    value: at.value.clone(),
                    place: edition.place(&at.pointer),
                };
                examples.insert(key, example);
            }
        }
    }
}
