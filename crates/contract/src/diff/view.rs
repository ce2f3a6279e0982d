//! A schema as it is meant: references followed, `allOf` merged.

use serde_json::{Map, Value};

use crate::yaml::step;

/// A value and where it stands.
#[derive(Debug, Clone)]
pub(super) struct At<'a> {
    pub(super) value: &'a Value,
    pub(super) pointer: String,
}

impl<'a> At<'a> {
    /// A child of an object or list.
    pub(super) fn child(&self, key: &str) -> Option<Self> {
        let value = match self.value {
            Value::Object(map) => entry(map, key)?,
            Value::Array(items) => items.get(key.parse::<usize>().ok()?)?,
            _ => return None,
        };
        let pointer = step(&self.pointer, key);
        Some(Self { value, pointer })
    }

    /// The entries of an object.
    pub(super) fn entries(&self) -> impl Iterator<Item = (&'a str, Self)> {
        let entries = self.value.as_object().into_iter().flatten();
        entries.map(|(key, value)| {
            let pointer = step(&self.pointer, key);
            (key.as_str(), Self { value, pointer })
        })
    }

    /// The items of a list.
    pub(super) fn items(&self) -> impl Iterator<Item = Self> {
        let items = self.value.as_array().into_iter().flatten().enumerate();
        items.map(|(index, value)| Self {
            value,
            pointer: format!("{}/{index}", self.pointer),
        })
    }

    /// What the value stands for: the end of a chain of references. A ring of them stands for itself.
    pub(super) fn resolved(self, root: &'a Value) -> Self {
        let mut seen: Vec<&str> = Vec::new();
        let mut at = self;
        while let Some(reference) = at.text("$ref") {
            let Some(pointer) = reference.strip_prefix('#') else {
                break;
            };
            let Some(value) = find(root, pointer) else {
                break;
            };
            if seen.contains(&pointer) {
                break;
            }
            seen.push(pointer);
            at = Self {
                value,
                pointer: pointer.to_owned(),
            };
        }
        at
    }

    pub(super) fn text(&self, key: &str) -> Option<&'a str> {
        entry(self.value.as_object()?, key)?.as_str()
    }

    pub(super) fn flag(&self, key: &str) -> bool {
        self.value.as_object().and_then(|map| entry(map, key)) == Some(&Value::Bool(true))
    }
}

/// The longest object that is faster searched than hashed.
const SHORT: usize = 16;

/// An entry of an object. Schemas are short, and asked for every keyword there is: most answers are no, found by length alone.
pub(super) fn entry<'a>(map: &'a Map<String, Value>, key: &str) -> Option<&'a Value> {
    if map.len() > SHORT {
        return map.get(key);
    }
    let mut entries = map.iter();
    entries.find_map(|(name, value)| (name == key).then_some(value))
}

/// Whether two values are the same; as `==`, but faster where both sides name things in the same order.
pub(super) fn equal(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .zip(other)
                    .all(|((name, value), (beside, facing))| {
                        let facing = if name == beside {
                            Some(facing)
                        } else {
                            entry(other, name)
                        };
                        facing.is_some_and(|facing| equal(value, facing))
                    })
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| equal(one, other))
        }
        _ => one == other,
    }
}

/// The value at a JSON pointer; the same as [`Value::pointer`], which makes two new texts of every step.
pub(super) fn find<'a>(root: &'a Value, pointer: &str) -> Option<&'a Value> {
    if pointer.contains('~') {
        return root.pointer(pointer);
    }
    let mut steps = pointer.split('/');
    if !steps.next()?.is_empty() {
        return None;
    }
    steps.try_fold(root, |value, step| match value {
        Value::Object(map) => entry(map, step),
        // How an index is written is rarely asked.
        Value::Array(_) => value.pointer(&format!("/{step}")),
        _ => None,
    })
}

/// Schemas that all hold for one value.
pub(super) type Node<'a> = Vec<At<'a>>;

/// The keywords of schemas that all hold for one value; the outermost first.
#[derive(Debug)]
pub(super) struct View<'a> {
    parts: Vec<(&'a Map<String, Value>, String)>,
}

impl<'a> View<'a> {
    pub(super) fn of(root: &'a Value, node: &[At<'a>]) -> Self {
        let mut parts = Vec::new();
        let mut seen = Vec::new();
        // A list of what is still to be opened instead of recursion: chains of references may be long.
        let mut closed: Vec<At<'a>> = node.iter().rev().cloned().collect();
        while let Some(at) = closed.pop() {
            let at = at.resolved(root);
            if seen.contains(&at.pointer) {
                continue;
            }
            if let Some(branches) = at.child("allOf") {
                let branches: Vec<At<'a>> = branches.items().collect();
                closed.extend(branches.into_iter().rev());
            }
            seen.push(at.pointer.clone());
            if let Value::Object(map) = at.value {
                parts.push((map, at.pointer));
            }
        }
        Self { parts }
    }

    /// Every value of a keyword.
    pub(super) fn all(&self, keyword: &str) -> impl Iterator<Item = At<'a>> {
        self.parts.iter().filter_map(move |(map, pointer)| {
            Some(At {
                value: entry(map, keyword)?,
                pointer: step(pointer, keyword),
            })
        })
    }

    /// The value of a keyword that is nearest to the outside.
    pub(super) fn first(&self, keyword: &str) -> Option<At<'a>> {
        self.all(keyword).next()
    }

    /// Whether a keyword is there.
    pub(super) fn has(&self, keyword: &str) -> bool {
        self.parts
            .iter()
            .any(|(map, _)| entry(map, keyword).is_some())
    }

    /// Whether a flag is raised.
    pub(super) fn flag(&self, keyword: &str) -> bool {
        self.first(keyword)
            .is_some_and(|at| at.value == &Value::Bool(true))
    }

    /// Whether any of the keywords is there.
    pub(super) fn has_any(&self, keywords: &[&str]) -> bool {
        keywords.iter().any(|keyword| self.has(keyword))
    }

    /// Every keyword, each once.
    pub(super) fn keywords(&self) -> Vec<&'a str> {
        let mut keywords: Vec<&str> = Vec::new();
        for (map, _) in &self.parts {
            for keyword in map.keys() {
                if !keywords.contains(&keyword.as_str()) {
                    keywords.push(keyword);
                }
            }
        }
        keywords
    }

    /// Where the schema itself stands.
    pub(super) fn pointer(&self) -> &str {
        self.parts
            .first()
            .map_or("", |(_, pointer)| pointer.as_str())
    }
}
