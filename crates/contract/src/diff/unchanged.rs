//! Which parts are the same on both sides, with everything they refer to.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

/// The targets of references of one document, and who refers to whom.
pub(super) struct References<'a> {
    root: &'a Value,
    targets: HashMap<&'a str, Vec<&'a str>>,
}

impl<'a> References<'a> {
    pub(super) fn of(root: &'a Value) -> Self {
        let mut targets = HashMap::new();
        let mut open = Vec::new();
        gather(root, &mut open);
        while let Some(target) = open.pop() {
            if targets.contains_key(target) {
                continue;
            }
            let mut next = Vec::new();
            if let Some(value) = root.pointer(target) {
                gather(value, &mut next);
            }
            open.extend(&next);
            targets.insert(target, next);
        }
        Self { root, targets }
    }

    /// Everything that paths lead to.
    pub(super) fn used(&self) -> HashSet<&'a str> {
        let mut open = Vec::new();
        for section in ["paths", "security"] {
            if let Some(value) = self.root.get(section) {
                gather(value, &mut open);
            }
        }
        let mut used = HashSet::new();
        while let Some(target) = open.pop() {
            if used.insert(target) {
                open.extend(self.targets.get(target).into_iter().flatten());
            }
        }
        used
    }
}

/// The targets of references whose content, or anything it leads to, differs.
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
        let differ = head
            .targets
            .keys()
            .filter(|target| base.pointer(target) != head.root.pointer(target));
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
        if base != head {
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
