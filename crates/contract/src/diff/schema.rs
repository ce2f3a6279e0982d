//! Two schemas, keyword by keyword.

use serde_json::Value;

use super::comparison::{Comparison, Task, kebab};
use super::difference::Change;
use super::found::{Pointers, Spot};
use super::view::{At, Node, View, equal};
use super::words::{contrast, shown};
use crate::bundle::VALUE_NAMES;

/// Words for people and for the generator, compared as they are written.
const WORDS: &[&str] = &[
    "title",
    "description",
    "example",
    "externalDocs",
    "deprecated",
    "x-source",
    "x-enum-names",
    "x-enum-descriptions",
    "x-synonyms",
    "x-string-or-integer",
    "x-module",
];
/// What a value means, compared as it is written.
const MEANING: &[&str] = &["default", "x-unit", "x-room-kind", "xml"];
/// Flags, and whether a raised one permits more.
const FLAGS: &[(&str, bool)] = &[
    ("nullable", true),
    ("uniqueItems", false),
    ("readOnly", false),
    ("writeOnly", false),
    ("x-ignore-case", true),
];
/// What limits the values of one type.
pub(super) const LIMITS: &[&str] = &[
    "type",
    "format",
    "enum",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "x-max-bytes",
    "pattern",
    "minItems",
    "maxItems",
    "minProperties",
    "maxProperties",
    "required",
    "properties",
    "additionalProperties",
    "items",
];
/// What combines schemas.
const COMBINATIONS: &[&str] = &["$ref", "allOf", "oneOf", "anyOf", "not", "discriminator"];

impl<'a> Comparison<'a> {
    /// Compares two schemas; what is inside them is put on the list of what is compared later.
    pub(super) fn schema(&mut self, task: &Task<'a>) {
        let base = View::of(self.base.root(), &task.base);
        let head = View::of(self.head.root(), &task.head);
        let spot = &task.spot;
        if task.words {
            for keyword in WORDS {
                self.keyword(spot, keyword, &base, &head);
            }
        }
        for keyword in MEANING {
            self.keyword(spot, keyword, &base, &head);
        }
        for (keyword, permits) in FLAGS {
            self.flag(spot, keyword, *permits, &base, &head);
        }
        self.unknown(spot, &base, &head);
        if self.choices(task, &base, &head) {
            return;
        }
        self.not(spot, &base, &head);
        self.discriminator(spot, &base, &head);
        match self.kind(spot, &base, &head) {
            // What limited the values of the one type says nothing about those of the other.
            Some(Change::Changed) => return,
            Some(Change::Widened | Change::Narrowed) => {}
            _ => self.format(spot, &base, &head),
        }
        self.enumeration(spot, &base, &head);
        self.bounds(spot, &base, &head);
        self.pattern(spot, &base, &head);
        self.items(spot, &base, &head);
        self.fields(spot, &base, &head);
    }

    /// Tells a keyword in the sentence that serves most of them.
    pub(super) fn tell(
        &mut self,
        spot: &Spot,
        keyword: &str,
        change: Change,
        base: Option<&At<'a>>,
        head: Option<&At<'a>>,
    ) {
        let (what, pointers) = match (base, head, change) {
            (_, Some(to), Change::Added) => (
                format!("`{keyword}` is now {}", shown(to.value)),
                Pointers::head(&to.pointer),
            ),
            (Some(from), _, Change::Removed) => (
                format!("`{keyword}` was {} and is gone", shown(from.value)),
                Pointers::base(&from.pointer),
            ),
            (Some(from), Some(to), change) => {
                let allows = match change {
                    Change::Widened => ", which allows more",
                    Change::Narrowed => ", which allows less",
                    _ => "",
                };
                (
                    format!("{}{allows}", contrast(keyword, from.value, to.value)),
                    Pointers::both(&from.pointer, &to.pointer),
                )
            }
            _ => return,
        };
        self.found
            .tell(spot, &kebab(keyword), change, what, pointers);
    }

    fn keyword(&mut self, spot: &Spot, keyword: &str, base: &View<'a>, head: &View<'a>) {
        let (from, to) = (base.first(keyword), head.first(keyword));
        if let Some(change) = presence(from.as_ref(), to.as_ref()) {
            self.tell(spot, keyword, change, from.as_ref(), to.as_ref());
        }
    }

    fn flag(
        &mut self,
        spot: &Spot,
        keyword: &str,
        permits: bool,
        base: &View<'a>,
        head: &View<'a>,
    ) {
        let raised = head.flag(keyword);
        if raised == base.flag(keyword) {
            return;
        }
        let (from, to) = (base.first(keyword), head.first(keyword));
        let change = match (&from, &to) {
            (None, _) => Change::Added,
            (_, None) => Change::Removed,
            _ if raised == permits => Change::Widened,
            _ => Change::Narrowed,
        };
        self.tell(spot, keyword, change, from.as_ref(), to.as_ref());
    }

    /// Keywords that nobody knows are told, never passed over.
    fn unknown(&mut self, spot: &Spot, base: &View<'a>, head: &View<'a>) {
        let mut keywords = head.keywords();
        keywords.extend(base.keywords());
        keywords.sort_unstable();
        keywords.dedup();
        for keyword in keywords {
            let known = [WORDS, MEANING, LIMITS, COMBINATIONS]
                .iter()
                .any(|list| list.contains(&keyword))
                || FLAGS.iter().any(|(flag, _)| *flag == keyword)
                // Written by the bundle from the names of the values, which are compared themselves.
                || keyword == VALUE_NAMES;
            if known {
                continue;
            }
            let (from, to) = (base.first(keyword), head.first(keyword));
            let values = (
                from.as_ref().map(|at| at.value),
                to.as_ref().map(|at| at.value),
            );
            let pointer = |at: &Option<At<'a>>| at.as_ref().map(|at| at.pointer.clone());
            let pointers = (
                pointer(&from).unwrap_or_default(),
                pointer(&to).unwrap_or_default(),
            );
            let pointers = (pointers.0.as_str(), pointers.1.as_str());
            self.raw(spot, "not-understood", keyword, values, pointers);
        }
    }

    fn kind(&mut self, spot: &Spot, base: &View<'a>, head: &View<'a>) -> Option<Change> {
        let kind = |view: &View<'a>| {
            let integer = view.all("type").find(|at| at.value == "integer");
            integer.or_else(|| view.first("type"))
        };
        let (from, to) = (kind(base), kind(head));
        let change = match presence(from.as_ref(), to.as_ref())? {
            Change::Changed => {
                let word = |at: &Option<At<'a>>| at.as_ref().and_then(|at| at.value.as_str());
                match (word(&from), word(&to)) {
                    (Some("integer"), Some("number")) => Change::Widened,
                    (Some("number"), Some("integer")) => Change::Narrowed,
                    _ => Change::Changed,
                }
            }
            change => change,
        };
        self.tell(spot, "type", change, from.as_ref(), to.as_ref());
        Some(change)
    }

    fn format(&mut self, spot: &Spot, base: &View<'a>, head: &View<'a>) {
        let (from, to) = (base.first("format"), head.first("format"));
        let Some(mut change) = presence(from.as_ref(), to.as_ref()) else {
            return;
        };
        if let (Some(from), Some(to)) = (&from, &to) {
            change = match (from.value.as_str(), to.value.as_str()) {
                (Some("int32"), Some("int64")) | (Some("float"), Some("double")) => Change::Widened,
                (Some("int64"), Some("int32")) | (Some("double"), Some("float")) => {
                    Change::Narrowed
                }
                _ => Change::Changed,
            };
        }
        self.tell(spot, "format", change, from.as_ref(), to.as_ref());
    }

    fn enumeration(&mut self, spot: &Spot, base: &View<'a>, head: &View<'a>) {
        let (was, is) = (values(base), values(head));
        let (from, to) = (base.first("enum"), head.first("enum"));
        let (Some(from), Some(to)) = (&from, &to) else {
            if let Some(change) = presence(from.as_ref(), to.as_ref()) {
                self.tell(spot, "enum", change, from.as_ref(), to.as_ref());
            }
            return;
        };
        let less = |from: &[&'a Value], to: &[&'a Value]| -> Vec<String> {
            let gone = from.iter().filter(|value| !to.contains(value));
            gone.map(|value| format!("`{}`", plain(value))).collect()
        };
        let (gained, lost) = (less(&is, &was), less(&was, &is));
        let pointers = Pointers::both(&from.pointer, &to.pointer);
        for (change, verb, names) in [
            (Change::Widened, "gains", gained),
            (Change::Narrowed, "loses", lost),
        ] {
            if !names.is_empty() {
                let what = format!("`enum` {verb} {}", names.join(", "));
                self.found.tell(spot, "enum", change, what, pointers);
            }
        }
    }

    fn items(&mut self, spot: &Spot, base: &View<'a>, head: &View<'a>) {
        let all = |view: &View<'a>| view.all("items").collect::<Node<'a>>();
        self.inside(spot, "items", "[]", (all(base), all(head)));
    }

    /// Schemas of a keyword that holds for what is inside a value.
    fn inside(&mut self, spot: &Spot, keyword: &str, name: &str, sides: (Node<'a>, Node<'a>)) {
        let (base, head) = sides;
        match (base.first(), head.first()) {
            (None, None) => {}
            (Some(_), Some(_)) => self.later(Task {
                spot: spot.field(name),
                base,
                head,
                words: true,
            }),
            (None, to) => self.tell(spot, keyword, Change::Added, None, to),
            (from, None) => self.tell(spot, keyword, Change::Removed, from, None),
        }
    }
}

/// How two values differ as they are written.
pub(super) fn presence(from: Option<&At<'_>>, to: Option<&At<'_>>) -> Option<Change> {
    match (from, to) {
        (None, Some(_)) => Some(Change::Added),
        (Some(_), None) => Some(Change::Removed),
        (Some(from), Some(to)) if !equal(from.value, to.value) => Some(Change::Changed),
        _ => None,
    }
}

/// The values that every `enum` of a schema allows.
fn values<'a>(view: &View<'a>) -> Vec<&'a Value> {
    let mut lists = view
        .all("enum")
        .map(|at| at.value.as_array().map_or(&[][..], Vec::as_slice));
    let mut values: Vec<&Value> = lists.next().unwrap_or_default().iter().collect();
    for list in lists {
        values.retain(|value| list.contains(value));
    }
    values
}

/// A value without the quotes of text.
pub(super) fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}
