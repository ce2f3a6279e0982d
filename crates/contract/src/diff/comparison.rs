//! The comparison under way.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;

use serde_json::{Map, Value};

use super::difference::Change;
use super::edition::Edition;
use super::found::{Found, Pointers, Spot};
use super::rules::Verdict;
use super::unchanged::{Changed, References};
use super::view::{At, Node, entry, equal};
use super::webhooks::Unmatched;
use super::words::{contrast, shown};
use crate::beside::beside;
use crate::yaml::step;

/// How deep alternatives of alternatives are looked into before they are compared as they are written.
const DEPTH: usize = 6;

/// Two editions, what is known about them, and what was found.
pub(super) struct Comparison<'a> {
    pub(super) base: &'a Edition,
    pub(super) head: &'a Edition,
    /// Whether the documents are the same, so that nothing more is known about them.
    pub(super) same: bool,
    pub(super) changed: Arc<Changed<'a>>,
    pub(super) used_base: Arc<HashSet<&'a str>>,
    pub(super) used_head: Arc<HashSet<&'a str>>,
    pub(super) found: Found,
    /// Components that have another name now.
    pub(super) renamed: HashSet<(&'a str, String)>,
    pub(super) unmatched: Unmatched<'a>,
    tasks: VecDeque<Task<'a>>,
    visited: HashSet<(String, String)>,
    relations: HashMap<(String, String), Relation>,
    depth: usize,
}

/// Two schemas to compare.
pub(super) struct Task<'a> {
    pub(super) spot: Spot,
    pub(super) base: Node<'a>,
    pub(super) head: Node<'a>,
    /// Whether the words beside the keywords are compared too.
    pub(super) words: bool,
}

/// How the values that a schema allows changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    Same,
    Widened,
    Narrowed,
    Changed,
}

impl<'a> Comparison<'a> {
    pub(super) fn of(base: &'a Edition, head: &'a Edition) -> Self {
        let same = equal(base.root(), head.root());
        let ((changed, used_head), used_base) = if same {
            Default::default()
        } else {
            beside(
                || {
                    let references = References::used(head.root());
                    let used = references.targets();
                    let all = references.with_the_rest();
                    (Changed::between(base.root(), &all), used)
                },
                || References::used(base.root()).targets(),
            )
        };
        Self {
            base,
            head,
            same,
            changed: Arc::new(changed),
            used_base: Arc::new(used_base),
            used_head: Arc::new(used_head),
            found: Found::default(),
            renamed: HashSet::new(),
            unmatched: Unmatched::default(),
            tasks: VecDeque::new(),
            visited: HashSet::new(),
            relations: HashMap::new(),
            depth: 0,
        }
    }

    /// A comparison of the same editions that has found nothing yet.
    fn fresh(&self) -> Self {
        Self {
            changed: Arc::clone(&self.changed),
            used_base: Arc::clone(&self.used_base),
            used_head: Arc::clone(&self.used_head),
            found: Found::default(),
            renamed: self.renamed.clone(),
            unmatched: Unmatched::default(),
            tasks: VecDeque::new(),
            visited: HashSet::new(),
            relations: HashMap::new(),
            ..*self
        }
    }

    /// Compares pairs, the second half of them at the same time as the first.
    pub(super) fn pairs<P: Sync>(&mut self, pairs: &[P], compare: impl Fn(&mut Self, &P) + Sync) {
        let (first, second) = pairs.split_at(pairs.len().div_ceil(2));
        let mut other = self.fresh();
        let ((), other) = beside(
            || {
                for pair in first {
                    compare(self, pair);
                }
            },
            || {
                for pair in second {
                    compare(&mut other, pair);
                }
                other
            },
        );
        self.found.append(other.found);
        self.renamed.extend(other.renamed);
        self.unmatched.base.extend(other.unmatched.base);
        self.unmatched.head.extend(other.unmatched.head);
    }

    /// Compares two schemas and everything in them.
    pub(super) fn schemas(&mut self, spot: Spot, base: At<'a>, head: At<'a>) {
        self.visited.clear();
        self.later(Task {
            spot,
            base: vec![base],
            head: vec![head],
            words: true,
        });
        self.work();
    }

    fn work(&mut self) {
        while let Some(task) = self.tasks.pop_front() {
            self.schema(&task);
        }
    }

    /// Compares two schemas inside others, once.
    ///
    /// The first way that leads to a pair is the shortest one, and the one that is told.
    pub(super) fn later(&mut self, mut task: Task<'a>) {
        if let ([base], [head]) = (task.base.as_slice(), task.head.as_slice()) {
            self.name(base, head);
        }
        let resolve = |node: Node<'a>, root| node.into_iter().map(|at| at.resolved(root)).collect();
        task.base = resolve(task.base, self.base.root());
        task.head = resolve(task.head, self.head.root());
        if let ([base], [head]) = (task.base.as_slice(), task.head.as_slice())
            && base.pointer == head.pointer
            && self.changed.spares(&head.pointer, base.value, head.value)
        {
            return;
        }
        if self.visited.insert((key(&task.base), key(&task.head))) {
            self.tasks.push_back(task);
        }
    }

    /// Tells a component that has another name now.
    fn name(&mut self, base: &At<'a>, head: &At<'a>) {
        let (Some(from), Some(to)) = (base.text("$ref"), head.text("$ref")) else {
            return;
        };
        if from == to || self.depth > 0 || !self.renamed.insert((from, to.to_owned())) {
            return;
        }
        let (Some(base), Some(head)) = (from.strip_prefix('#'), to.strip_prefix('#')) else {
            return;
        };
        let last = |pointer: &str| pointer.rsplit('/').next().unwrap_or_default().to_owned();
        let what = format!(
            "the component `{}` takes the place of `{}`",
            last(head),
            last(base)
        );
        let pointers = Pointers::both(base, head);
        self.found.tell(
            &Spot::document(),
            "component",
            Change::Changed,
            what,
            pointers,
        );
    }

    /// How the values that two schemas allow differ, without telling what differs.
    pub(super) fn relation(&mut self, base: &Node<'a>, head: &Node<'a>) -> Relation {
        let resolve = |node: &Node<'a>, root| -> Node<'a> {
            node.iter().map(|at| at.clone().resolved(root)).collect()
        };
        let base = resolve(base, self.base.root());
        let head = resolve(head, self.head.root());
        let key = (key(&base), key(&head));
        if let Some(relation) = self.relations.get(&key) {
            return *relation;
        }
        if self.depth >= DEPTH {
            // Rather told too often than passed over; and noted, so that each pair is looked at once.
            let same = base.len() == head.len()
                && base
                    .iter()
                    .zip(&head)
                    .all(|(base, head)| self.changed.same(base.value, head.value));
            let relation = if same {
                Relation::Same
            } else {
                Relation::Changed
            };
            self.relations.insert(key, relation);
            return relation;
        }
        // A schema inside itself is the same as itself until something else differs.
        self.relations.insert(key.clone(), Relation::Same);
        let found = std::mem::take(&mut self.found);
        let tasks = std::mem::take(&mut self.tasks);
        let visited = std::mem::take(&mut self.visited);
        self.depth += 1;
        self.later(Task {
            spot: Spot::document(),
            base,
            head,
            words: false,
        });
        self.work();
        self.depth -= 1;
        self.visited = visited;
        self.tasks = tasks;
        let found = std::mem::replace(&mut self.found, found);
        let mut relation = Relation::Same;
        for verdict in found.verdicts {
            relation = match (verdict, relation) {
                (Verdict::Neither | Verdict::Documentation, relation) => relation,
                (Verdict::Callers, Relation::Same | Relation::Narrowed) => Relation::Narrowed,
                (Verdict::Servers, Relation::Same | Relation::Widened) => Relation::Widened,
                _ => Relation::Changed,
            };
        }
        self.relations.insert(key, relation);
        relation
    }

    /// Compares the words of two objects, and tells what nobody knows in them.
    ///
    /// `words` are compared as they are written; `parts` are compared by somebody else.
    pub(super) fn words(
        &mut self,
        spot: &Spot,
        base: &At<'a>,
        head: &At<'a>,
        words: &[&str],
        parts: &[&str],
    ) {
        self.words_beside(spot, base, head, words, |key| parts.contains(&key));
    }

    /// As [`Self::words`], with the question which keys are compared by somebody else.
    pub(super) fn words_beside(
        &mut self,
        spot: &Spot,
        base: &At<'a>,
        head: &At<'a>,
        words: &[&str],
        is_part: impl Fn(&str) -> bool,
    ) {
        let nothing = Map::new();
        let base_map = base.value.as_object().unwrap_or(&nothing);
        let head_map = head.value.as_object().unwrap_or(&nothing);
        let removed = base_map.keys().filter(|key| entry(head_map, key).is_none());
        for key in head_map.keys().chain(removed) {
            if is_part(key) || key == "$ref" {
                continue;
            }
            let subject = if words.contains(&key.as_str()) {
                kebab(key)
            } else {
                "not-understood".to_owned()
            };
            let values = (entry(base_map, key), entry(head_map, key));
            let (from, to) = (step(&base.pointer, key), step(&head.pointer, key));
            self.raw(spot, &subject, key, values, (&from, &to));
        }
    }

    /// Compares two values as they are written.
    pub(super) fn raw(
        &mut self,
        spot: &Spot,
        subject: &str,
        name: &str,
        values: (Option<&Value>, Option<&Value>),
        pointers: (&str, &str),
    ) {
        let (base, head) = pointers;
        let (change, what, pointers) = match values {
            (None, Some(to)) => (
                Change::Added,
                format!("`{name}` is now {}", shown(to)),
                Pointers::head(head),
            ),
            (Some(from), None) => (
                Change::Removed,
                format!("`{name}` was {} and is gone", shown(from)),
                Pointers::base(base),
            ),
            (Some(from), Some(to)) if !equal(from, to) => (
                Change::Changed,
                contrast(name, from, to),
                Pointers::both(base, head),
            ),
            _ => return,
        };
        self.found.tell(spot, subject, change, what, pointers);
    }
}

fn key(node: &Node<'_>) -> String {
    let pointers: Vec<&str> = node.iter().map(|at| at.pointer.as_str()).collect();
    pointers.join(" ")
}

/// A keyword as the name of a rule.
pub(super) fn kebab(keyword: &str) -> String {
    let mut name = String::with_capacity(keyword.len() + 2);
    for c in keyword.chars() {
        if c.is_ascii_uppercase() {
            name.push('-');
        }
        name.push(c.to_ascii_lowercase());
    }
    name
}
