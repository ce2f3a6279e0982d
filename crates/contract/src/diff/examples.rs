//! Examples: those that are files, and those that stand in the document.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::comparison::Comparison;
use super::difference::{Change, Side};
use super::edition::Edition;
use super::found::{Pointers, Spot};
use super::operations::{Operation, commands};
use super::view::At;
use crate::examples::Role;

/// Command, role and label of an example.
type Name<'e> = (Cow<'e, str>, Cow<'e, str>, &'e str);

/// What an example shows, and its pointer in the document or, after [`FILE`], its file.
struct Shown<'e> {
    value: &'e Value,
    pointer: String,
}

impl Comparison<'_> {
    pub(super) fn examples(&mut self) {
        let (was, commands_before) = all(self.base);
        let (is, commands_now) = all(self.head);
        let names: BTreeSet<&Name<'_>> = was.keys().chain(is.keys()).collect();
        for name in names {
            let (command, role, label) = name;
            // A command that is new or gone takes its examples along, and is told itself.
            if !commands_before.contains(&**command) || !commands_now.contains(&**command) {
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
            let pointers = Pointers {
                base: from.map(|example| example.pointer.as_str()),
                head: to.map(|example| example.pointer.as_str()),
            };
            self.found.tell(&spot, "example", change, what, pointers);
        }
    }
}

/// Begins the name of a file where a pointer is expected; no pointer begins so.
pub(super) const FILE: &str = "file:";

/// Every example, and the commands and webhooks that there are.
fn all(edition: &Edition) -> (BTreeMap<Name<'_>, Shown<'_>>, BTreeSet<String>) {
    let files = edition.examples.iter().map(|(name, example)| {
        let (command, role, label) = name;
        let name = (
            command.as_str().into(),
            role.as_str().into(),
            label.as_str(),
        );
        let pointer = format!("{FILE}{}", example.file);
        let value = &example.value;
        (name, Shown { value, pointer })
    });
    let mut examples: BTreeMap<Name<'_>, Shown<'_>> = files.collect();
    let mut names = BTreeSet::new();
    let mut open = commands(edition.root());
    while let Some(operation) = open.pop() {
        let webhooks = operation.callbacks(edition.root());
        open.extend(webhooks.into_iter().flat_map(|(_, webhooks)| webhooks));
        inline(edition.root(), &operation, &mut examples);
        names.insert(operation.name());
    }
    (examples, names)
}

fn inline<'e>(
    root: &'e Value,
    operation: &Operation<'e>,
    examples: &mut BTreeMap<Name<'e>, Shown<'e>>,
) {
    let name = operation.name();
    let role = if operation.webhook {
        Role::Event
    } else {
        Role::Request
    };
    let mut bodies: Vec<(Cow<'e, str>, At<'e>)> = Vec::new();
    bodies.extend(
        operation
            .at
            .child("requestBody")
            .map(|at| (role.word().into(), at)),
    );
    let responses = operation.at.child("responses");
    for (status, at) in responses.iter().flat_map(At::entries) {
        let role = match status {
            "200" => Role::Answer.word().into(),
            status => format!("{}-{status}", Role::Answer.word()).into(),
        };
        bodies.push((role, at));
    }
    for (role, at) in bodies {
        let content = at.resolved(root).child("content");
        for (media, at) in content.iter().flat_map(At::entries) {
            let role = match media {
                "application/json" => role.clone(),
                media => format!("{role}-{media}").into(),
            };
            for (label, at) in at.child("examples").iter().flat_map(At::entries) {
                let at = at.resolved(root);
                let At { value, pointer } = at.child("value").unwrap_or(at);
                let key = (name.clone().into(), role.clone(), label);
                examples.insert(key, Shown { value, pointer });
            }
        }
    }
}
