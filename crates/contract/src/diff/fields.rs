//! The fields of an object.

use indexmap::IndexMap;
use serde_json::json;

use super::comparison::{Comparison, Task};
use super::difference::{Change, Flow};
use super::found::{Pointers, Spot};
use super::view::{At, Node, View};

/// What may stand beside the known fields of an object.
enum Others<'a> {
    Any,
    These(Node<'a>),
    None,
}

impl Others<'_> {
    fn width(&self) -> u8 {
        match self {
            Self::None => 0,
            Self::These(schemas) if schemas.iter().all(|at| at.value == &json!({})) => 2,
            Self::These(_) => 1,
            Self::Any => 2,
        }
    }
}

impl<'a> Comparison<'a> {
    pub(super) fn fields(&mut self, spot: &Spot, base: &View<'a>, head: &View<'a>) {
        let closed = matches!(others(base), Others::None);
        let (was, is) = (properties(base), properties(head));
        let (must, must_now) = (required(base), required(head));
        let removed = was.keys().filter(|name| !is.contains_key(*name));
        for name in is.keys().chain(removed) {
            let spot = spot.field(name);
            match (was.get(name), is.get(name)) {
                (Some(from), Some(to)) => {
                    if let (Some(from), Some(to)) = (from.first(), to.first()) {
                        let pointers = Pointers::both(&from.pointer, &to.pointer);
                        self.required(&spot, name, &must, &must_now, pointers);
                    }
                    self.field(spot, from, to);
                }
                (None, Some(to)) => {
                    let subject = match (must_now.contains_key(name), closed) {
                        (true, _) => "required-property",
                        (false, true) => "closed-property",
                        (false, false) => "property",
                    };
                    let kind = if must_now.contains_key(name) {
                        "required"
                    } else {
                        "optional"
                    };
                    let what = format!("the field `{name}` is new and {kind}");
                    let pointers = to.first().map(|at| Pointers::head(&at.pointer));
                    if let Some(pointers) = pointers {
                        self.found
                            .tell(&spot, subject, Change::Added, what, pointers);
                    }
                }
                (Some(from), None) => {
                    let subject = match (must.contains_key(name), closed) {
                        (true, _) => "required-property",
                        (false, true) => "closed-property",
                        (false, false) => "property",
                    };
                    let what = format!("the field `{name}` is gone");
                    let pointers = from.first().map(|at| Pointers::base(&at.pointer));
                    if let Some(pointers) = pointers {
                        self.found
                            .tell(&spot, subject, Change::Removed, what, pointers);
                    }
                }
                (None, None) => {}
            }
        }
        // Names that are required without being described.
        let gone = must.keys().filter(|name| !must_now.contains_key(*name));
        for name in must_now.keys().chain(gone) {
            if !was.contains_key(name) && !is.contains_key(name) {
                let pointer =
                    |map: &IndexMap<&'a str, At<'a>>| map.get(name).map(|at| at.pointer.clone());
                let (from, to) = (pointer(&must), pointer(&must_now));
                let pointers = Pointers {
                    base: from.as_deref(),
                    head: to.as_deref(),
                };
                self.required(&spot.field(name), name, &must, &must_now, pointers);
            }
        }
        self.others(spot, base, head);
    }

    /// What only the other side may write does not matter.
    fn field(&mut self, spot: Spot, from: &Node<'a>, to: &Node<'a>) {
        let keyword = match spot.side.flow() {
            Flow::Request => "readOnly",
            Flow::Answer => "writeOnly",
        };
        let silent = View::of(self.base.root(), from).flag(keyword)
            && View::of(self.head.root(), to).flag(keyword);
        if !silent {
            self.later(Task {
                spot,
                base: from.clone(),
                head: to.clone(),
                words: true,
            });
        }
    }

    fn required(
        &mut self,
        spot: &Spot,
        name: &str,
        must: &IndexMap<&'a str, At<'a>>,
        must_now: &IndexMap<&'a str, At<'a>>,
        pointers: Pointers<'_>,
    ) {
        let (change, what) = match (must.contains_key(name), must_now.contains_key(name)) {
            (false, true) => (Change::Added, format!("the field `{name}` is required now")),
            (true, false) => (
                Change::Removed,
                format!("the field `{name}` is not required any more"),
            ),
            _ => return,
        };
        self.found.tell(spot, "required", change, what, pointers);
    }

    fn others(&mut self, spot: &Spot, base: &View<'a>, head: &View<'a>) {
        let keyword = "additionalProperties";
        let (was, is) = (others(base), others(head));
        let (from, to) = (base.first(keyword), head.first(keyword));
        if let (Others::These(from), Others::These(to)) = (&was, &is) {
            return self.later(Task {
                spot: spot.field("*"),
                base: from.clone(),
                head: to.clone(),
                words: true,
            });
        }
        let change = match (&from, &to, was.width().cmp(&is.width())) {
            (_, _, std::cmp::Ordering::Equal) => return,
            (None, ..) => Change::Added,
            (_, None, _) => Change::Removed,
            (.., std::cmp::Ordering::Less) => Change::Widened,
            (.., std::cmp::Ordering::Greater) => Change::Narrowed,
        };
        self.tell(spot, keyword, change, from.as_ref(), to.as_ref());
    }
}

fn properties<'a>(view: &View<'a>) -> IndexMap<&'a str, Node<'a>> {
    let mut properties: IndexMap<&str, Node<'a>> = IndexMap::new();
    for at in view.all("properties") {
        for (name, schema) in at.entries() {
            properties.entry(name).or_default().push(schema);
        }
    }
    properties
}

fn required<'a>(view: &View<'a>) -> IndexMap<&'a str, At<'a>> {
    let mut required = IndexMap::new();
    for at in view.all("required") {
        for item in at.items() {
            if let Some(name) = item.value.as_str() {
                required.entry(name).or_insert(item);
            }
        }
    }
    required
}

fn others<'a>(view: &View<'a>) -> Others<'a> {
    let mut schemas = Vec::new();
    for at in view.all("additionalProperties") {
        match at.value.is_object() {
            true => schemas.push(at),
            false if at.value == &json!(false) => return Others::None,
            false => {}
        }
    }
    if schemas.is_empty() {
        Others::Any
    } else {
        Others::These(schemas)
    }
}
