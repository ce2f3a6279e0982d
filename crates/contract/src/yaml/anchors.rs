//! Values that a text uses again by an alias.

use std::collections::HashMap;

use serde_json::Value;

/// How many values the aliases of a text may add to it: more than any document saves, and soon made.
const ADDED: usize = 100_000;

/// The anchors of a text, and what its aliases have added so far.
#[derive(Default)]
pub(super) struct Anchors {
    /// A short text can anchor what its aliases made, so each remembers its size.
    by_number: HashMap<usize, (Anchor, Size)>,
    added: usize,
}

/// A value that can be used again.
#[derive(Clone)]
pub(super) struct Anchor {
    pub(super) value: Value,
    /// Its entry among the lines.
    pub(super) entry: usize,
}

/// Why an alias is refused.
pub(super) enum Grown {
    /// It stands inside its own anchor.
    Open,
    /// What it stands for is too deep at its place.
    Deep,
    /// The aliases add too much.
    Large,
}

impl Anchors {
    /// Keeps a value that has an anchor; most have none, which is number 0.
    pub(super) fn set(&mut self, number: usize, entry: usize, value: &Value) {
        if number > 0 {
            let anchor = Anchor {
                value: value.clone(),
                entry,
            };
            self.by_number.insert(number, (anchor, Size::of(value)));
        }
    }

    /// The value of an alias at a place with room for some more levels.
    pub(super) fn take(&mut self, number: usize, room: usize) -> Result<Anchor, Grown> {
        let (anchor, size) = self.by_number.get(&number).ok_or(Grown::Open)?;
        if size.depth > room {
            return Err(Grown::Deep);
        }
        self.added = self.added.saturating_add(size.values);
        if self.added > ADDED {
            return Err(Grown::Large);
        }
        Ok(anchor.clone())
    }
}

/// How many values there are in a value, and how deep.
#[derive(Clone, Copy)]
struct Size {
    values: usize,
    depth: usize,
}

impl Size {
    fn of(value: &Value) -> Self {
        let inner = match value {
            Value::Array(items) => Self::sum(items.iter()),
            Value::Object(map) => Self::sum(map.values()),
            // Long text is as good as many values.
            Value::String(text) => {
                return Self {
                    values: 1 + text.len() / 64,
                    depth: 0,
                };
            }
            _ => {
                return Self {
                    values: 1,
                    depth: 0,
                };
            }
        };
        Self {
            values: inner.values + 1,
            depth: inner.depth + 1,
        }
    }

    fn sum<'a>(values: impl Iterator<Item = &'a Value>) -> Self {
        values.map(Self::of).fold(
            Self {
                values: 0,
                depth: 0,
            },
            |sum, one| Self {
                values: sum.values + one.values,
                depth: sum.depth.max(one.depth),
            },
        )
    }
}
