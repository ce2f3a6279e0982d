//! Commands and webhooks: which there are, and which is which on the other side.

use std::collections::HashMap;

use serde_json::Value;

use super::comparison::Comparison;
use super::difference::{Change, Side};
use super::found::{Pointers, Spot};
use super::view::At;

const METHODS: &[&str] = &[
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];
const PATH_PARTS: &[&str] = &[
    "parameters",
    "servers",
    "summary",
    "description",
    "x-source",
];
const WORDS: &[&str] = &["summary", "description", "externalDocs", "x-source"];
const PARTS: &[&str] = &[
    "operationId",
    "tags",
    "deprecated",
    "parameters",
    "requestBody",
    "responses",
    "callbacks",
    "security",
    "servers",
    "x-effect",
    "x-rate-limit",
    "x-error-codes",
    "x-webhook",
];

/// A command or a webhook.
#[derive(Debug, Clone)]
pub(super) struct Operation<'a> {
    /// Path, or name of the callback and address.
    pub(super) path: String,
    pub(super) method: &'a str,
    pub(super) at: At<'a>,
    pub(super) item: At<'a>,
    pub(super) webhook: bool,
    /// The command that declares the webhook.
    pub(super) owner: String,
}

impl<'a> Operation<'a> {
    /// The operations of a path.
    pub(super) fn of(root: &'a Value, path: &str, item: At<'a>, webhook: bool) -> Vec<Self> {
        let item = item.resolved(root);
        let methods = METHODS.iter().filter_map(|method| {
            Some(Self {
                path: path.to_owned(),
                method,
                at: item.child(method)?,
                item: item.clone(),
                webhook,
                owner: String::new(),
            })
        });
        methods.collect()
    }

    /// The word that people call it by.
    pub(super) fn name(&self) -> String {
        let id = self.at.text("operationId").map(str::to_owned);
        id.unwrap_or_else(|| format!("{} {}", self.method.to_uppercase(), self.path))
    }

    /// Method and path without the names of parameters, which are not on the wire.
    pub(super) fn key(&self) -> String {
        if self.webhook {
            return format!("{} {}", self.method, self.path);
        }
        let mut key = format!("{} ", self.method);
        let mut inside = false;
        for c in self.path.chars() {
            inside = match c {
                '{' => true,
                '}' => false,
                _ => inside,
            };
            if !inside || c == '{' {
                key.push(c);
            }
        }
        key
    }

    /// Its webhooks, by name of the callback and address.
    pub(super) fn callbacks(&self, root: &'a Value) -> Vec<(&'a str, Vec<Self>)> {
        let Some(callbacks) = self.at.child("callbacks") else {
            return Vec::new();
        };
        let entries = callbacks.entries().map(|(name, callback)| {
            let callback = callback.resolved(root);
            let operations = callback
                .entries()
                .filter(|(address, _)| !address.starts_with("x-"))
                .flat_map(|(address, item)| Self::of(root, address, item, true))
                .map(|operation| Self {
                    owner: self.name(),
                    ..operation
                });
            (name, operations.collect())
        });
        entries.collect()
    }
}

/// The commands of a document.
pub(super) fn commands(root: &Value) -> Vec<Operation<'_>> {
    let paths = root.get("paths").map(|value| At {
        value,
        pointer: "/paths".to_owned(),
    });
    let paths = paths.iter().flat_map(At::entries);
    paths
        .filter(|(path, _)| path.starts_with('/'))
        .flat_map(|(path, item)| Operation::of(root, path, item, false))
        .collect()
}

impl<'a> Comparison<'a> {
    /// Compares all commands and webhooks.
    pub(super) fn operations(&mut self) {
        let (base, head) = (commands(self.base.root()), commands(self.head.root()));
        self.matched(base, head);
        self.webhooks();
    }

    /// Finds for each command its counterpart: the same path and method, or else the same name.
    fn matched(&mut self, base: Vec<Operation<'a>>, head: Vec<Operation<'a>>) {
        let mut gone: HashMap<String, Operation<'a>> = HashMap::new();
        let mut order = Vec::new();
        for operation in base {
            order.push(operation.key());
            gone.insert(operation.key(), operation);
        }
        let mut new = Vec::new();
        let mut both = Vec::new();
        for operation in head {
            match gone.remove(&operation.key()) {
                Some(from) => both.push((from, operation)),
                None => new.push(operation),
            }
        }
        self.pairs(&both, |comparison, (from, to)| {
            comparison.operation(from, to);
        });
        let mut gone: Vec<Operation<'a>> =
            order.iter().filter_map(|key| gone.remove(key)).collect();
        for operation in new {
            let id = operation.at.text("operationId");
            let moved = gone
                .iter()
                .position(|from| id.is_some() && from.at.text("operationId") == id);
            if let Some(index) = moved {
                let from = gone.remove(index);
                self.moved(&from, &operation);
                self.operation(&from, &operation);
            } else {
                self.one(&operation, Change::Added);
            }
        }
        for operation in gone {
            self.one(&operation, Change::Removed);
        }
    }

    pub(super) fn moved(&mut self, from: &Operation<'a>, to: &Operation<'a>) {
        let (spot, subject) = if to.webhook {
            (Spot::of(&to.name(), Side::Webhook), "webhook-address")
        } else {
            (Spot::of(&to.name(), Side::Command), "path")
        };
        let place = |operation: &Operation<'a>| {
            format!("`{} {}`", operation.method.to_uppercase(), operation.path)
        };
        let what = format!("it is sent to {} instead of {}", place(to), place(from));
        let pointers = Pointers::both(&from.at.pointer, &to.at.pointer);
        self.found
            .tell(&spot, subject, Change::Changed, what, pointers);
    }

    /// Tells an operation that is there on one side only.
    pub(super) fn one(&mut self, operation: &Operation<'a>, change: Change) {
        let (subject, word, side) = if operation.webhook {
            ("webhook", "webhook", Side::Webhook)
        } else {
            ("operation", "command", Side::Command)
        };
        let name = operation.name();
        let pointer = &operation.at.pointer;
        let (verb, pointers) = match change {
            Change::Added => ("new", Pointers::head(pointer)),
            _ => ("gone", Pointers::base(pointer)),
        };
        let what = format!("the {word} `{name}` is {verb}");
        self.found
            .tell(&Spot::of(&name, side), subject, change, what, pointers);
        let root = match change {
            Change::Added => self.head.root(),
            _ => self.base.root(),
        };
        let webhooks = operation.callbacks(root).into_iter();
        let webhooks = webhooks.flat_map(|(_, webhooks)| webhooks);
        match change {
            Change::Added => self.unmatched.head.extend(webhooks),
            _ => self.unmatched.base.extend(webhooks),
        }
    }

    pub(super) fn operation(&mut self, base: &Operation<'a>, head: &Operation<'a>) {
        if base.item.pointer == head.item.pointer
            && self.changed.same(base.item.value, head.item.value)
            && self.same_security()
        {
            return;
        }
        let side = if head.webhook {
            Side::Webhook
        } else {
            Side::Command
        };
        let spot = Spot::of(&head.name(), side);
        self.words(&spot, &base.at, &head.at, WORDS, PARTS);
        if base.item.value != head.item.value {
            let parts: Vec<&str> = METHODS.iter().chain(PATH_PARTS).copied().collect();
            let shared = Spot::of(&head.path, side);
            self.words(&shared, &base.item, &head.item, &[], &parts);
            for word in ["summary", "description", "x-source"] {
                self.single(&shared, word, word, &base.item, &head.item);
            }
            self.servers(&shared, &base.item, &head.item);
        }
        let id = if head.webhook {
            "webhook-id"
        } else {
            "operation-id"
        };
        self.single(&spot, id, "operationId", &base.at, &head.at);
        self.single(
            &spot,
            "operation-deprecated",
            "deprecated",
            &base.at,
            &head.at,
        );
        self.single(&spot, "tags", "tags", &base.at, &head.at);
        self.single(&spot, "x-webhook", "x-webhook", &base.at, &head.at);
        self.effect(&spot, base, head);
        let limit = |operation: &Operation<'a>| operation.at.child("x-rate-limit");
        let limits = (limit(base), limit(head));
        self.bound(
            &spot,
            "x-rate-limit",
            true,
            limits.0.as_ref(),
            limits.1.as_ref(),
        );
        self.codes(&spot, base, head);
        self.parameters(base, head);
        self.request_body(base, head);
        self.responses(base, head);
        self.security(&spot, base, head);
        self.servers(&spot, &base.at, &head.at);
        self.callbacks(base, head);
    }

    /// Compares one word as it is written.
    pub(super) fn single(
        &mut self,
        spot: &Spot,
        subject: &str,
        key: &str,
        base: &At<'a>,
        head: &At<'a>,
    ) {
        let pointer = |at: &At<'a>| format!("{}/{key}", at.pointer);
        let (from, to) = (pointer(base), pointer(head));
        let values = (base.value.get(key), head.value.get(key));
        self.raw(spot, subject, key, values, (&from, &to));
    }

    /// What repeating does, from the harmless to the harmful.
    fn effect(&mut self, spot: &Spot, base: &Operation<'a>, head: &Operation<'a>) {
        const HARM: &[&str] = &["read", "idempotent", "places_call"];
        let effect = |operation: &Operation<'a>| operation.at.child("x-effect");
        let harm = |at: &Option<At<'a>>| {
            let word = at.as_ref()?.value.as_str()?;
            HARM.iter().position(|known| *known == word)
        };
        let (from, to) = (effect(base), effect(head));
        let change = match (harm(&from), harm(&to)) {
            (Some(from), Some(to)) if from < to => Some(Change::Narrowed),
            (Some(from), Some(to)) if from > to => Some(Change::Widened),
            _ => super::schema::presence(from.as_ref(), to.as_ref()),
        };
        if let Some(change) = change {
            let word = |at: &Option<At<'a>>| {
                at.as_ref().map_or("nothing known".to_owned(), |at| {
                    super::schema::plain(at.value)
                })
            };
            let what = format!("the effect is `{}` instead of `{}`", word(&to), word(&from));
            let pointers = Pointers {
                base: from.as_ref().map(|at| at.pointer.as_str()),
                head: to.as_ref().map(|at| at.pointer.as_str()),
            };
            self.found.tell(spot, "x-effect", change, what, pointers);
        }
    }

    fn codes(&mut self, spot: &Spot, base: &Operation<'a>, head: &Operation<'a>) {
        let key = "x-error-codes";
        let (from, to) = (base.at.child(key), head.at.child(key));
        let list = |at: &Option<At<'a>>| {
            let items = at.as_ref().and_then(|at| at.value.as_array());
            items.map_or(&[][..], Vec::as_slice)
        };
        let (was, is) = (list(&from), list(&to));
        let less = |from: &[Value], to: &[Value]| -> Vec<String> {
            let gone = from.iter().filter(|code| !to.contains(code));
            gone.map(|code| format!("`{code}`")).collect()
        };
        let pointers = Pointers {
            base: from.as_ref().map(|at| at.pointer.as_str()),
            head: to.as_ref().map(|at| at.pointer.as_str()),
        };
        for (change, verb, codes) in [
            (Change::Widened, "gains", less(is, was)),
            (Change::Narrowed, "loses", less(was, is)),
        ] {
            if !codes.is_empty() {
                let what = format!("`{key}` {verb} {}", codes.join(", "));
                self.found.tell(spot, key, change, what, pointers);
            }
        }
    }
}
