//! The command tree of the command line: every command, every field a flag.

use call_engine_contract::Contract;
use call_engine_contract::contract::{Component, Field, Kind, Operation, Shape, Unit};
use call_engine_contract::examples::Role;
use heck::ToKebabCase;

use crate::page::{Page, quoted, quoted_list};
use crate::render::Part;
use crate::{docs, names};

pub(crate) fn file(contract: &Contract) -> Part<'_> {
    Part::new("commands.rs", move |page| {
        page.line("use crate::flags::{Command, Effect, Flag, FlagKind};");
        page.gap();
        page.doc("Every command of the contract, in its order.");
        let commands = |page: &mut Page| {
            for operation in &contract.operations {
                page.bracketed(
                    "Command",
                    " {",
                    |page| command(contract, operation, page),
                    "},",
                );
            }
        };
        page.bracketed("pub static COMMANDS: &[Command] = &", "[", commands, "];");
    })
}

fn command(contract: &Contract, operation: &Operation, page: &mut Page) {
    let mut flags = Vec::new();
    if let Some(request) = contract.component(&operation.request) {
        collect(contract, request, true, &[], &mut flags);
    }
    let example = contract
        .examples
        .get(&operation.id, Role::Request, "minimal")
        .map(|example| example.value.to_string())
        .unwrap_or_default();
    page.line(format_args!("name: {},", quoted(&operation.id)));
    page.line(format_args!("path: {},", quoted(&operation.path)));
    page.line(format_args!("summary: {},", quoted(&operation.summary)));
    page.line(format_args!("about: {},", quoted(&operation.description)));
    page.line(format_args!("effect: {},", names::effect(operation.effect)));
    page.line(format_args!("example: {},", quoted(&example)));
    if flags.is_empty() {
        return page.line("flags: &[],");
    }
    let flags = |page: &mut Page| {
        for flag in flags {
            page.bracketed("Flag", " {", |page| flag.fields(page), "},");
        }
    };
    page.bracketed("flags: &", "[", flags, "],");
}

/// A field of a request as a flag.
struct Flag<'a> {
    /// Names on the wire from the body down.
    path: Vec<&'a str>,
    field: &'a Field,
    kind: String,
    required: bool,
}

impl Flag<'_> {
    fn fields(&self, page: &mut Page) {
        let name: Vec<String> = self.path.iter().map(|part| part.to_kebab_case()).collect();
        let pointer = format!("/{}", self.path.join("/"));
        let rules = docs::rules(self.field).join("; ");
        page.line(format_args!("name: {},", quoted(&name.join("."))));
        page.line(format_args!("pointer: {},", quoted(&pointer)));
        page.line(format_args!("kind: FlagKind::{},", self.kind));
        page.line(format_args!("required: {},", self.required));
        page.line(format_args!("help: {},", quoted(&self.field.description)));
        page.line(format_args!("rules: {},", quoted(&rules)));
    }
}

/// How deep the fields of objects are flags; what is deeper is given as JSON.
const DEPTH: usize = 8;
/// How many flags a command may have before its objects are given as JSON.
const FLAGS: usize = 1000;

fn collect<'a>(
    contract: &'a Contract,
    component: &'a Component,
    required: bool,
    path: &[&'a str],
    flags: &mut Vec<Flag<'a>>,
) {
    for field in component.fields() {
        let mut path = path.to_vec();
        path.push(&field.name);
        // A required field of an optional object is required only when the object is there.
        let required = required && field.required;
        let nested = field
            .kind
            .component()
            .and_then(|name| contract.component(name));
        let (kind, required) = match (&field.kind, nested.map(|c| (c, &c.shape))) {
            (Kind::Component(_), Some((nested, Shape::Object(fields))))
                if !fields.is_empty() && path.len() < DEPTH && flags.len() < FLAGS =>
            {
                collect(contract, nested, required, &path, flags);
                ("Json".to_owned(), false)
            }
            (Kind::Component(_), Some((_, Shape::Enumeration(values)))) => {
                let kind = if values.integers {
                    "IntegerChoice"
                } else {
                    "Choice"
                };
                (format!("{kind}({})", words(values)), required)
            }
            (Kind::List(_), Some((_, Shape::Enumeration(values)))) if !values.integers => {
                (format!("ChoiceList({})", words(values)), required)
            }
            (Kind::Component(_), Some((_, Shape::TextOrInteger { .. }))) => {
                ("Text".to_owned(), required)
            }
            (kind, _) => (plain(kind, field.unit).to_owned(), required),
        };
        flags.push(Flag {
            path,
            field,
            kind,
            required,
        });
    }
}

fn words(values: &call_engine_contract::contract::Enumeration) -> String {
    let words: Vec<&str> = values
        .values
        .iter()
        .map(|value| value.wire.as_str())
        .collect();
    quoted_list(&words)
}

fn plain(kind: &Kind, unit: Option<Unit>) -> &'static str {
    match kind {
        Kind::Text => "Text",
        Kind::Integer if unit == Some(Unit::Milliseconds) => "Milliseconds",
        Kind::Integer => "Integer",
        Kind::Number => "Number",
        Kind::Boolean => "Boolean",
        Kind::List(item) if item.kind == Kind::Text => "TextList",
        Kind::List(item) if item.kind == Kind::Integer => "IntegerList",
        Kind::List(_) | Kind::Map | Kind::Component(_) => "Json",
    }
}
