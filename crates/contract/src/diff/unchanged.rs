//! Which parts are the same on both sides, with everything they refer to.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::view::{equal, find};
use crate::yaml::step;

/// The targets of references of one document, and who refers to whom.
pub(super) struct References<'a> {
    root: &'a Value,
    targets: HashMap<&'a str, Vec<&'a str>>,
}

/// What commands and webhooks are reached from.
const ROOTS: &[&str] = &["paths", "security"];
const COMPONENTS: &str = "components";

impl<'a> References<'a> {
    /// Everything that paths lead to.
    pub(super) fn used(root: &'a Value) -> Self {
        let mut references = Self {
            root,
            targets: HashMap::new(),
        };
        let mut open = Vec::new();
        for section in ROOTS.iter().filter_map(|section| root.get(section)) {
            gather(section, &mut open);
        }
        references.follow(open);
        references
    }

    /// The targets that are known so far.
    pub(super) fn targets(&self) -> HashSet<&'a str> {
        self.targets.keys().copied().collect()
    }

    /// Adds what the rest of the document leads to.
    pub(super) fn with_the_rest(mut self) -> Self {
        let mut open = Vec::new();
        let sections = self.root.as_object().into_iter().flatten();
        for (name, section) in sections.filter(|(name, _)| !ROOTS.contains(&name.as_str())) {
            let kinds = section.as_object().filter(|_| name == COMPONENTS);
            let Some(kinds) = kinds else {
                gather(section, &mut open);
                continue;
            };
            for (kind, entries) in kinds {
                let Some(entries) = entries.as_object() else {
                    gather(entries, &mut open);
                    continue;
                };
                let kind = step("/components", kind);
                for (entry, value) in entries {
                    // What paths lead to has been looked into.
                    if !self.targets.contains_key(step(&kind, entry).as_str()) {
                        gather(value, &mut open);
                    }
                }
            }
        }
        self.follow(open);
        self
    }

    fn follow(&mut self, mut open: Vec<&'a str>) {
        while let Some(target) = open.pop() {
            if self.targets.contains_key(target) {
                continue;
            }
            let mut next = Vec::new();
            if let Some(value) = find(self.root, target) {
                gather(value, &mut next);
            }
            open.extend(&next);
            self.targets.insert(target, next);
        }
    }
}

/// The targets of references whose content, or anything it leads to, differs.
#[derive(Default)]
pub(super) struct Changed<'a> {
    targets: HashSet<&'a str>,
}

impl<'a> Changed<'a> {
    pub(super) fn between(base: &Value, head: &References<'a>) -> Self {
        let mut users: HashMap<&str, Vec<&'a str>> = HashMap::new();
        for (user, targets) in &head.targets {
            for target in targets {
                users.entry(target).or_default().push(user);
            }
        }
        let differ = head.targets.keys().filter(|target| {
            match (find(base, target), find(head.root, target)) {
                (Some(base), Some(head)) => !equal(base, head),
                (base, head) => base.is_some() != head.is_some(),
            }
        });
        let mut open: Vec<&'a str> = differ.copied().collect();
        let mut targets = HashSet::new();
        while let Some(target) = open.pop() {
            if targets.insert(target) {
                open.extend(users.get(target).into_iter().flatten());
            }
        }
        Self { targets }
    }

    /// Whether the content of a target is the same on both sides, all the way down.
    pub(super) fn spares(&self, target: &str, base: &Value, head: &Value) -> bool {
        !self.targets.contains(target) && self.same(base, head)
    }

    /// Whether two values are the same, all the way down.
    pub(super) fn same(&self, base: &Value, head: &Value) -> bool {
        if !equal(base, head) {
            return false;
        }
        let mut references = Vec::new();
        gather(head, &mut references);
        references
            .iter()
            .all(|target| !self.targets.contains(target))
    }
}

/// The references in a value. Examples are data: what looks like a reference in them counts too, which costs time only.
fn gather<'a>(value: &'a Value, references: &mut Vec<&'a str>) {
    match value {
        Value::Object(map) => {
            for item in map.values() {
                gather(item, references);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| gather(item, references)),
        // A mapping of a discriminator refers without `$ref`.
        Value::String(text) => references.extend(text.strip_prefix("#/").map(|_| &text[1..])),
        _ => {}
    }
}
