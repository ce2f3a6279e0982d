//! Parameters of commands and webhooks.

use serde_json::Value;

use super::comparison::Comparison;
use super::difference::{Change, Side};
use super::found::{Pointers, Spot};
use super::operations::Operation;
use super::view::At;

const WORDS: &[&str] = &["description", "deprecated", "example", "x-source"];
const PARTS: &[&str] = &[
    "name",
    "in",
    "required",
    "style",
    "explode",
    "allowReserved",
    "allowEmptyValue",
    "schema",
    "content",
    "examples",
];

struct Parameter<'a> {
    at: At<'a>,
    name: &'a str,
    place: &'a str,
    /// What tells it from the others: the place and the name, in a path the position.
    key: String,
}

fn list<'a>(root: &'a Value, operation: &Operation<'a>) -> Vec<Parameter<'a>> {
    let own = operation.at.child("parameters");
    let shared = operation.item.child("parameters");
    let mut list: Vec<Parameter<'a>> = Vec::new();
    // The parameters of an operation come before those of its path, and hide them.
    for at in own.iter().chain(&shared).flat_map(At::items) {
        let at = at.resolved(root);
        let (Some(name), Some(place)) = (at.text("name"), at.text("in")) else {
            continue;
        };
        let position = operation.path.find(&format!("{{{name}}}"));
        let key = match position {
            Some(position) if place == "path" => {
                let before = operation.path[..position].matches('{').count();
                format!("path {before}")
            }
            // The names of headers have no case.
            _ if place == "header" => format!("header {}", name.to_lowercase()),
            _ => format!("{place} {name}"),
        };
        if list.iter().all(|other| other.key != key) {
            list.push(Parameter {
                at,
                name,
                place,
                key,
            });
        }
    }
    list
}

impl<'a> Comparison<'a> {
    pub(super) fn parameters(&mut self, base: &Operation<'a>, head: &Operation<'a>) {
        let side = if head.webhook {
            Side::WebhookParameter
        } else {
            Side::Parameter
        };
        let spot = Spot::of(&head.name(), side);
        let mut gone = list(self.base.root(), base);
        let mut new = Vec::new();
        for parameter in list(self.head.root(), head) {
            match gone.iter().position(|other| other.key == parameter.key) {
                Some(index) => {
                    let from = gone.remove(index);
                    self.parameter(&spot.field(parameter.name), &from, &parameter);
                }
                None => new.push(parameter),
            }
        }
        for parameter in new {
            let spot = spot.field(parameter.name);
            if let Some(index) = gone.iter().position(|other| other.name == parameter.name) {
                let from = gone.remove(index);
                self.single(&spot, "parameter-in", "in", &from.at, &parameter.at);
                self.parameter(&spot, &from, &parameter);
                continue;
            }
            let (subject, kind) = if parameter.at.flag("required") {
                ("required-parameter", "required")
            } else {
                ("parameter", "optional")
            };
            let what = format!(
                "the parameter `{}` in the {} is new and {kind}",
                parameter.name, parameter.place
            );
            let pointers = Pointers::head(&parameter.at.pointer);
            self.found
                .tell(&spot, subject, Change::Added, what, pointers);
        }
        for parameter in gone {
            let subject = if parameter.at.flag("required") {
                "required-parameter"
            } else {
                "parameter"
            };
            let what = format!(
                "the parameter `{}` in the {} is gone",
                parameter.name, parameter.place
            );
            let pointers = Pointers::base(&parameter.at.pointer);
            let spot = spot.field(parameter.name);
            self.found
                .tell(&spot, subject, Change::Removed, what, pointers);
        }
    }

    fn parameter(&mut self, spot: &Spot, from: &Parameter<'a>, to: &Parameter<'a>) {
        let (base, head) = (&from.at, &to.at);
        if base.pointer == head.pointer
            && self.changed.spares(&head.pointer, base.value, head.value)
        {
            return;
        }
        self.words(spot, base, head, WORDS, PARTS);
        self.single(spot, "example", "examples", base, head);
        if from.name != to.name {
            self.single(spot, "path-parameter-name", "name", base, head);
        }
        self.demand(spot, "parameter-required", "the parameter", base, head);
        let style = |parameter: &Parameter<'a>| {
            let usual = match parameter.place {
                "path" | "header" => "simple",
                _ => "form",
            };
            parameter.at.text("style").unwrap_or(usual)
        };
        if from.place == to.place {
            self.assumed(
                spot,
                "style",
                (style(from).into(), style(to).into()),
                base,
                head,
            );
            let explode = |parameter: &Parameter<'a>| {
                let said = parameter.at.value.get("explode").and_then(Value::as_bool);
                said.unwrap_or(style(parameter) == "form")
            };
            let values = (explode(from).into(), explode(to).into());
            if style(from) == style(to) {
                self.assumed(spot, "explode", values, base, head);
            }
        }
        let reserved = |at: &At<'a>| Value::from(at.flag("allowReserved"));
        self.assumed(
            spot,
            "allowReserved",
            (reserved(base), reserved(head)),
            base,
            head,
        );
        self.emptiness(spot, base, head);
        match (base.child("schema"), head.child("schema")) {
            (Some(base), Some(head)) => self.schemas(spot.clone(), base, head),
            (None, None) => self.contents(spot, "media-type", base, head),
            (from, to) => {
                let pointer = |at: Option<At<'a>>, other: &At<'a>| {
                    at.map_or_else(|| other.pointer.clone(), |at| at.pointer)
                };
                let (from, to) = (pointer(from, base), pointer(to, head));
                let what = "`schema` and `content` change places";
                let pointers = Pointers::both(&from, &to);
                self.found
                    .tell(spot, "parameter-content", Change::Changed, what, pointers);
            }
        }
    }

    /// Compares a word that means something when it is missing, too.
    fn assumed(
        &mut self,
        spot: &Spot,
        key: &str,
        (from, to): (Value, Value),
        base: &At<'a>,
        head: &At<'a>,
    ) {
        let subject = super::comparison::kebab(key);
        let pointer = |at: &At<'a>| format!("{}/{key}", at.pointer);
        let pointers = (pointer(base), pointer(head));
        let pointers = (pointers.0.as_str(), pointers.1.as_str());
        self.raw(spot, &subject, key, (Some(&from), Some(&to)), pointers);
    }

    fn emptiness(&mut self, spot: &Spot, base: &At<'a>, head: &At<'a>) {
        let key = "allowEmptyValue";
        let (change, what) = match (base.flag(key), head.flag(key)) {
            (false, true) => (Change::Widened, "the value may be empty now"),
            (true, false) => (Change::Narrowed, "the value may not be empty any more"),
            _ => return,
        };
        let pointers = Pointers::both(&base.pointer, &head.pointer);
        self.found
            .tell(spot, "allow-empty-value", change, what, pointers);
    }

    /// Tells what must be there now, or need not be there any more.
    pub(super) fn demand(
        &mut self,
        spot: &Spot,
        subject: &str,
        thing: &str,
        base: &At<'a>,
        head: &At<'a>,
    ) {
        let (change, what) = match (base.flag("required"), head.flag("required")) {
            (false, true) => (Change::Added, format!("{thing} is required now")),
            (true, false) => (Change::Removed, format!("{thing} is not required any more")),
            _ => return,
        };
        let pointers = Pointers::both(&base.pointer, &head.pointer);
        self.found.tell(spot, subject, change, what, pointers);
    }
}
