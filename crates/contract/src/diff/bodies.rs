//! Bodies of requests and answers, their media types and headers.

use super::comparison::Comparison;
use super::difference::{Change, Side};
use super::found::{Pointers, Spot};
use super::operations::Operation;
use super::view::At;

impl<'a> Comparison<'a> {
    pub(super) fn request_body(&mut self, base: &Operation<'a>, head: &Operation<'a>) {
        let (side, media) = if head.webhook {
            (Side::WebhookEvent, "event-media-type")
        } else {
            (Side::Request, "media-type")
        };
        let spot = Spot::of(&head.name(), side);
        let from = base.at.child("requestBody");
        let to = head.at.child("requestBody");
        let from = from.map(|at| at.resolved(self.base.root()));
        let to = to.map(|at| at.resolved(self.head.root()));
        let subject = |at: &At<'a>| {
            if at.flag("required") {
                "required-request-body"
            } else {
                "request-body"
            }
        };
        match (from, to) {
            (Some(from), Some(to)) => {
                self.words(
                    &spot,
                    &from,
                    &to,
                    &["description"],
                    &["required", "content"],
                );
                self.demand(&spot, "request-body-required", "the body", &from, &to);
                self.contents(&spot, media, &from, &to);
            }
            (None, Some(to)) => {
                let pointers = Pointers::head(&to.pointer);
                let what = "there is a body now";
                self.found
                    .tell(&spot, subject(&to), Change::Added, what, pointers);
            }
            (Some(from), None) => {
                let pointers = Pointers::base(&from.pointer);
                let what = "there is no body any more";
                self.found
                    .tell(&spot, subject(&from), Change::Removed, what, pointers);
            }
            (None, None) => {}
        }
    }

    pub(super) fn responses(&mut self, base: &Operation<'a>, head: &Operation<'a>) {
        let side = if head.webhook {
            Side::WebhookAnswer
        } else {
            Side::Answer
        };
        let spot = Spot::of(&head.name(), side);
        let (Some(base), Some(head)) = (base.at.child("responses"), head.at.child("responses"))
        else {
            return;
        };
        self.counterparts(
            &spot,
            &base,
            &head,
            |comparison, spot, status, from, to| match (from, to) {
                (Some(from), Some(to)) => comparison.response(spot, &from, &to),
                (from, to) => {
                    let subject = if status.starts_with('2') || status == "default" {
                        "success-response"
                    } else {
                        "failure-response"
                    };
                    let what = format!("an answer with status `{status}`");
                    comparison.one_sided(spot, subject, &what, (from, to));
                }
            },
        );
    }

    fn response(&mut self, spot: &Spot, base: &At<'a>, head: &At<'a>) {
        let base = base.clone().resolved(self.base.root());
        let head = head.clone().resolved(self.head.root());
        let parts = &["headers", "content"];
        self.words(spot, &base, &head, &["description", "links"], parts);
        self.contents(spot, "media-type", &base, &head);
        let headers = |at: &At<'a>| at.child("headers");
        self.optional_counterparts(
            spot,
            (headers(&base), headers(&head)),
            |comparison, spot, name, from, to| {
                let spot = spot.field(name);
                let from = from.map(|at| at.resolved(comparison.base.root()));
                let to = to.map(|at| at.resolved(comparison.head.root()));
                match (from, to) {
                    (Some(from), Some(to)) => comparison.header(&spot, &from, &to),
                    (from, to) => {
                        let there = from.as_ref().or(to.as_ref());
                        let subject = if there.is_some_and(|at| at.flag("required")) {
                            "required-header"
                        } else {
                            "header"
                        };
                        let what = format!("the header `{name}`");
                        comparison.one_sided(&spot, subject, &what, (from, to));
                    }
                }
            },
        );
    }

    fn header(&mut self, spot: &Spot, base: &At<'a>, head: &At<'a>) {
        let words = &[
            "description",
            "deprecated",
            "example",
            "style",
            "explode",
            "x-source",
        ];
        let parts = &["required", "schema", "content", "examples"];
        self.words(spot, base, head, words, parts);
        self.single(spot, "example", "examples", base, head);
        self.demand(spot, "header-required", "the header", base, head);
        match (base.child("schema"), head.child("schema")) {
            (Some(base), Some(head)) => self.schemas(spot.clone(), base, head),
            (None, None) => self.contents(spot, "media-type", base, head),
            _ => {
                let what = "`schema` and `content` change places";
                let pointers = Pointers::both(&base.pointer, &head.pointer);
                self.found
                    .tell(spot, "parameter-content", Change::Changed, what, pointers);
            }
        }
    }

    /// Compares the media types of a body; its examples are compared apart.
    pub(super) fn contents(
        &mut self,
        spot: &Spot,
        subject: &'static str,
        base: &At<'a>,
        head: &At<'a>,
    ) {
        let content = |at: &At<'a>| at.child("content");
        self.optional_counterparts(
            spot,
            (content(base), content(head)),
            |comparison, spot, name, from, to| match (from, to) {
                (Some(from), Some(to)) => {
                    let words = &["example", "encoding"];
                    comparison.words(spot, &from, &to, words, &["schema", "examples"]);
                    comparison.media(spot, &from, &to);
                }
                (from, to) => {
                    let what = format!("the media type `{name}`");
                    comparison.one_sided(spot, subject, &what, (from, to));
                }
            },
        );
    }

    fn media(&mut self, spot: &Spot, base: &At<'a>, head: &At<'a>) {
        match (base.child("schema"), head.child("schema")) {
            (Some(base), Some(head)) => self.schemas(spot.clone(), base, head),
            (None, Some(to)) => self.tell(spot, "type", Change::Added, None, Some(&to)),
            (Some(from), None) => self.tell(spot, "type", Change::Removed, Some(&from), None),
            (None, None) => {}
        }
    }

    /// Tells a thing that is there on one side only.
    pub(super) fn one_sided(
        &mut self,
        spot: &Spot,
        subject: &str,
        what: &str,
        sides: (Option<At<'a>>, Option<At<'a>>),
    ) {
        match sides {
            (None, Some(to)) => {
                let what = format!("{what} is new");
                let pointers = Pointers::head(&to.pointer);
                self.found
                    .tell(spot, subject, Change::Added, what, pointers);
            }
            (Some(from), None) => {
                let what = format!("{what} is gone");
                let pointers = Pointers::base(&from.pointer);
                self.found
                    .tell(spot, subject, Change::Removed, what, pointers);
            }
            _ => {}
        }
    }

    /// Visits the entries of two objects by name.
    pub(super) fn counterparts(
        &mut self,
        spot: &Spot,
        base: &At<'a>,
        head: &At<'a>,
        mut visit: impl FnMut(&mut Self, &Spot, &str, Option<At<'a>>, Option<At<'a>>),
    ) {
        for (name, to) in head.entries() {
            visit(self, spot, name, base.child(name), Some(to));
        }
        for (name, from) in base.entries() {
            if head.child(name).is_none() {
                visit(self, spot, name, Some(from), None);
            }
        }
    }

    fn optional_counterparts(
        &mut self,
        spot: &Spot,
        (base, head): (Option<At<'a>>, Option<At<'a>>),
        visit: impl FnMut(&mut Self, &Spot, &str, Option<At<'a>>, Option<At<'a>>),
    ) {
        let nothing = At {
            value: &serde_json::Value::Null,
            pointer: String::new(),
        };
        let (base, head) = (base.unwrap_or(nothing.clone()), head.unwrap_or(nothing));
        self.counterparts(spot, &base, &head, visit);
    }
}
