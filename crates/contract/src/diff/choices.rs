//! Alternatives: `oneOf`, `anyOf`, `not` and the discriminator.

use serde_json::{Map, Value};

use super::comparison::{Comparison, Relation, Task, kebab};
use super::difference::Change;
use super::found::{Pointers, Spot};
use super::schema::{LIMITS, presence};
use super::view::{At, Node, View};

/// A keyword with its branches.
struct Choice<'a> {
    keyword: &'static str,
    pointer: String,
    branches: Vec<Node<'a>>,
}

impl<'a> Comparison<'a> {
    /// Compares alternatives. Says whether that tells everything about the limits of both schemas.
    pub(super) fn choices(&mut self, task: &Task<'a>, base: &View<'a>, head: &View<'a>) -> bool {
        let (was, is) = (choices(base), choices(head));
        let plain = |view: &View<'a>| view.has_any(LIMITS);
        // One schema is a choice of one.
        let single = |node: &Node<'a>, view: &View<'a>, keyword| Choice {
            keyword,
            pointer: view.pointer().to_owned(),
            branches: vec![node.clone()],
        };
        match (was.as_slice(), is.as_slice()) {
            ([], []) => false,
            ([from], [to]) => {
                if from.keyword != to.keyword && task.words {
                    let what = format!("`{}` stands instead of `{}`", to.keyword, from.keyword);
                    let pointers = Pointers::both(&from.pointer, &to.pointer);
                    self.found
                        .tell(&task.spot, "choice", Change::Changed, what, pointers);
                }
                self.branches(&task.spot, from, to, task.words);
                false
            }
            ([], [to]) if plain(base) && !plain(head) => {
                let from = single(&task.base, base, to.keyword);
                self.branches(&task.spot, &from, to, false);
                true
            }
            ([from], []) if plain(head) && !plain(base) => {
                let to = single(&task.head, head, from.keyword);
                self.branches(&task.spot, from, &to, false);
                true
            }
            (was, is) => {
                for index in 0..was.len().max(is.len()) {
                    match (was.get(index), is.get(index)) {
                        (Some(from), Some(to)) => {
                            self.branches(&task.spot, from, to, task.words);
                        }
                        (None, Some(to)) => self.group(&task.spot, Change::Added, to),
                        (Some(from), None) => self.group(&task.spot, Change::Removed, from),
                        (None, None) => {}
                    }
                }
                false
            }
        }
    }

    fn group(&mut self, spot: &Spot, change: Change, choice: &Choice<'a>) {
        let names: Vec<String> = choice.branches.iter().map(name).collect();
        let keyword = choice.keyword;
        let (what, pointers) = match change {
            Change::Added => (
                format!("`{keyword}` is now one of {}", names.join(", ")),
                Pointers::head(&choice.pointer),
            ),
            _ => (
                format!("`{keyword}` was one of {} and is gone", names.join(", ")),
                Pointers::base(&choice.pointer),
            ),
        };
        self.found
            .tell(spot, &kebab(keyword), change, what, pointers);
    }

    /// Finds for each branch its counterpart: the same one, or else the only one of its kind.
    fn branches(&mut self, spot: &Spot, from: &Choice<'a>, to: &Choice<'a>, words: bool) {
        let mut gone: Vec<&Node<'a>> = from.branches.iter().collect();
        let mut new: Vec<&Node<'a>> = to.branches.iter().collect();
        let mut pairs = Vec::new();
        gone.retain(|branch| {
            let same = new.iter().position(|other| {
                name(branch) == name(other) && self.relation(branch, other) == Relation::Same
            });
            let same = same.or_else(|| {
                new.iter()
                    .position(|other| self.relation(branch, other) == Relation::Same)
            });
            same.is_none_or(|index| {
                pairs.push((*branch, new.remove(index)));
                false
            })
        });
        let kind = |comparison: &Self, node: &Node<'a>, of_base: bool| {
            let root = if of_base {
                comparison.base.root()
            } else {
                comparison.head.root()
            };
            let view = View::of(root, node);
            view.first("type").map(|at| at.value)
        };
        let before = gone.clone();
        gone.retain(|branch| {
            let called = new
                .iter()
                .position(|other| refers(branch) && name(branch) == name(other));
            let wanted = kind(self, branch, true);
            let alone = before
                .iter()
                .filter(|other| kind(self, other, true) == wanted)
                .count()
                == 1;
            let mut alike = (0..new.len()).filter(|index| kind(self, new[*index], false) == wanted);
            let only = match (alone, alike.next(), alike.next()) {
                (true, only, None) => only,
                _ => None,
            };
            called.or(only).is_none_or(|index| {
                pairs.push((*branch, new.remove(index)));
                false
            })
        });
        for (base, head) in pairs {
            self.later(Task {
                spot: spot.clone(),
                base: base.clone(),
                head: head.clone(),
                words,
            });
        }
        let pointers = Pointers::both(&from.pointer, &to.pointer);
        for (change, verb, branches) in [
            (Change::Widened, "gains", new),
            (Change::Narrowed, "loses", gone),
        ] {
            if !branches.is_empty() {
                let names: Vec<String> = branches.into_iter().map(name).collect();
                let what = format!("`{}` {verb} {}", to.keyword, names.join(", "));
                self.found
                    .tell(spot, &kebab(to.keyword), change, what, pointers);
            }
        }
    }

    pub(super) fn not(&mut self, spot: &Spot, base: &View<'a>, head: &View<'a>) {
        let all = |view: &View<'a>| view.all("not").collect::<Vec<_>>();
        let (was, is) = (all(base), all(head));
        for index in 0..was.len().max(is.len()) {
            let (from, to) = (was.get(index), is.get(index));
            let change = match (from, to) {
                // What is forbidden allows less when there is more of it.
                (Some(from), Some(to)) => {
                    match self.relation(&vec![from.clone()], &vec![to.clone()]) {
                        Relation::Same => None,
                        Relation::Widened => Some(Change::Narrowed),
                        Relation::Narrowed => Some(Change::Widened),
                        Relation::Changed => Some(Change::Changed),
                    }
                }
                _ => presence(from, to),
            };
            if let Some(change) = change {
                self.tell(spot, "not", change, from, to);
            }
        }
    }

    pub(super) fn discriminator(&mut self, spot: &Spot, base: &View<'a>, head: &View<'a>) {
        let (from, to) = (base.first("discriminator"), head.first("discriminator"));
        let change = match (&from, &to) {
            (Some(from), Some(to)) if from.text("propertyName") == to.text("propertyName") => {
                self.mappings(from, to)
            }
            _ => presence(from.as_ref(), to.as_ref()),
        };
        if let Some(change) = change {
            self.tell(spot, "discriminator", change, from.as_ref(), to.as_ref());
        }
    }

    fn mappings(&mut self, from: &At<'a>, to: &At<'a>) -> Option<Change> {
        let nothing = Map::new();
        let mapping = |at: &At<'a>| at.value.get("mapping").and_then(Value::as_object);
        let was = mapping(from).unwrap_or(&nothing);
        let is = mapping(to).unwrap_or(&nothing);
        let moved = was.iter().any(|(name, target)| {
            let other = is.get(name).filter(|other| *other != target);
            let targets = (target.as_str(), other.and_then(Value::as_str));
            let (Some(target), Some(other)) = targets else {
                return other.is_some();
            };
            let at = |root: &'a Value, target: &str| -> Option<At<'a>> {
                let pointer = target.strip_prefix('#')?;
                let value = root.pointer(pointer)?;
                let pointer = pointer.to_owned();
                Some(At { value, pointer })
            };
            match (at(self.base.root(), target), at(self.head.root(), other)) {
                (Some(base), Some(head)) => {
                    self.relation(&vec![base], &vec![head]) != Relation::Same
                }
                _ => true,
            }
        });
        let gains = is.keys().any(|name| !was.contains_key(name));
        let loses = was.keys().any(|name| !is.contains_key(name));
        match (moved, gains, loses) {
            (false, false, false) => None,
            (false, true, false) => Some(Change::Widened),
            (false, false, true) => Some(Change::Narrowed),
            _ => Some(Change::Changed),
        }
    }
}

fn choices<'a>(view: &View<'a>) -> Vec<Choice<'a>> {
    let mut choices = Vec::new();
    for keyword in ["oneOf", "anyOf"] {
        choices.extend(view.all(keyword).map(|at| Choice {
            keyword,
            branches: at.items().map(|branch| vec![branch]).collect(),
            pointer: at.pointer,
        }));
    }
    choices
}

fn refers(node: &Node<'_>) -> bool {
    node.first().is_some_and(|at| at.text("$ref").is_some())
}

/// A branch in a sentence: its component, its type, or itself.
fn name(node: &Node<'_>) -> String {
    let Some(at) = node.first() else {
        return String::new();
    };
    let component = at
        .text("$ref")
        .and_then(|reference| reference.rsplit('/').next());
    match component.or_else(|| at.text("type")) {
        Some(name) => format!("`{name}`"),
        None => super::words::shown(at.value),
    }
}
