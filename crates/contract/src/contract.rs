//! Commands, components, webhooks, sites, catalogue and examples of a contract.

use std::collections::HashSet;

use indexmap::IndexMap;
use serde_json::Value;

use crate::beside::beside;
use crate::catalogue::{self, CatalogueEntry};
use crate::document::Document;
use crate::examples::Examples;
use crate::finding::{Finding, Place};
use crate::pattern::Pattern;
use crate::reading;
use crate::sources::{CATALOGUE, DOCUMENT, Sources};

/// A contract that was read and understood.
#[derive(Debug, Clone)]
pub struct Contract {
    /// The OpenAPI document.
    pub document: Document,
    /// The commands, in the order of the document.
    pub operations: Vec<Operation>,
    /// The component schemas, in the order of the document.
    pub components: IndexMap<String, Component>,
    /// The webhooks, in the order of the document.
    pub webhooks: Vec<Webhook>,
    /// The sites, in the order of the document.
    pub sites: Vec<Site>,
    /// The error catalogue.
    pub catalogue: Vec<CatalogueEntry>,
    /// The examples of commands and webhooks.
    pub examples: Examples,
}

impl Contract {
    /// Reads a contract, or a bundle of one.
    ///
    /// # Errors
    ///
    /// Everything that keeps the contract from being understood, with file, line and JSON pointer. What is understood
    /// but not as it should be is told by [`lint`](crate::lint::lint).
    pub fn load(sources: &Sources) -> Result<Self, Vec<Finding>> {
        let text = sources.document()?;
        // Reading takes most of the time there is: what does not depend on each other is read side by side.
        let (document, (example_files, mut findings)) = beside(
            || Document::written(DOCUMENT, text, sources),
            || {
                let mut findings = Vec::new();
                (Examples::files(sources, &mut findings), findings)
            },
        );
        let document = document?;
        let (parts, checked) = beside(
            || reading::read(&document, &mut findings),
            || document.check(),
        );
        checked?;
        let catalogue = match sources.get(CATALOGUE) {
            Some(text) => catalogue::read(CATALOGUE, text, &mut findings),
            None => catalogue::bundled(&document, &mut findings),
        };
        for path in sources.beside() {
            if !document.files().iter().any(|file| file == path) {
                findings.push(Finding::new(
                    "file-unused",
                    Place::file(path),
                    "nothing refers to this file",
                    "refer to it by `$ref`, or move it out of the folder of the contract",
                ));
            }
        }
        let examples = example_files.complete(&document, &parts, &mut findings);
        if !findings.is_empty() {
            findings.sort();
            return Err(findings);
        }
        Ok(Self {
            document,
            operations: parts.operations,
            components: parts.components,
            webhooks: parts.webhooks,
            sites: parts.sites,
            catalogue,
            examples,
        })
    }

    /// The component of a name.
    pub fn component(&self, name: &str) -> Option<&Component> {
        self.components.get(name)
    }

    /// The command of an `operationId`.
    pub fn operation(&self, id: &str) -> Option<&Operation> {
        self.operations.iter().find(|operation| operation.id == id)
    }

    /// Names of the components a component refers to, itself first, each once.
    pub fn reachable(&self, name: &str) -> Vec<String> {
        let mut names = vec![name];
        let mut seen = HashSet::from([name]);
        let mut next = 0;
        while let Some(name) = names.get(next) {
            if let Some(component) = self.components.get(*name) {
                names.extend(component.uses().filter(|used| seen.insert(used)));
            }
            next += 1;
        }
        names.into_iter().map(str::to_owned).collect()
    }
}

/// What repeating a command does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Nothing changes.
    Read,
    /// The second run changes nothing more.
    Idempotent,
    /// Somebody's phone rings again.
    PlacesCall,
}

/// A command.
#[derive(Debug, Clone)]
pub struct Operation {
    /// The command word, such as `start_call_by_robot`.
    pub id: String,
    /// The path, such as `/v4/call_engine_http_srv/start_call_by_robot`.
    pub path: String,
    /// One line without a full stop.
    pub summary: String,
    /// What it does, in full sentences.
    pub description: String,
    /// What repeating it does.
    pub effect: Effect,
    /// Requests per second.
    pub rate_limit: u32,
    /// Codes that its documents name.
    pub error_codes: Vec<i64>,
    /// Source documents.
    pub source: Vec<String>,
    /// Component of the request body.
    pub request: String,
    /// Component of the whole answer.
    pub answer: String,
    /// Component of the answer's `Response`, if the command answers one.
    pub payload: Option<String>,
    /// JSON pointer of the operation.
    pub pointer: String,
}

/// A webhook.
#[derive(Debug, Clone)]
pub struct Webhook {
    /// The `operationId` inside the callback, such as `after_start_call`.
    pub id: String,
    /// The webhook command, such as `Call.CallbackAfterStartCall`.
    pub command: String,
    /// One line without a full stop.
    pub summary: String,
    /// When it is sent, in full sentences.
    pub description: String,
    /// Source documents.
    pub source: Vec<String>,
    /// Component of the body.
    pub event: String,
    /// Component of the expected answer.
    pub answer: String,
    /// JSON pointer of the operation inside the callback.
    pub pointer: String,
}

/// A site: one of the places the vendor runs the API at.
#[derive(Debug, Clone)]
pub struct Site {
    /// Name, such as `singapore`.
    pub name: String,
    /// Address.
    pub url: String,
    /// Address to use when the first one fails.
    pub backup: Option<String>,
    /// What is known about it.
    pub description: String,
    /// Source documents.
    pub source: Vec<String>,
}

/// A component schema.
#[derive(Debug, Clone)]
pub struct Component {
    /// Name.
    pub name: String,
    /// What it is, in full sentences.
    pub description: String,
    /// Source documents.
    pub source: Vec<String>,
    /// File of the generated code, when the contract names one.
    pub module: Option<String>,
    /// What it looks like.
    pub shape: Shape,
    /// JSON pointer.
    pub pointer: String,
}

impl Component {
    /// Names of the components it refers to directly.
    pub fn uses(&self) -> impl Iterator<Item = &str> {
        let fields = match &self.shape {
            Shape::Object(fields) => fields.as_slice(),
            _ => &[],
        };
        let parts = match &self.shape {
            Shape::Answer { envelope, payload } => [Some(envelope), Some(payload)],
            _ => [None, None],
        };
        fields
            .iter()
            .filter_map(|field| field.kind.component())
            .chain(parts.into_iter().flatten().map(String::as_str))
    }

    /// The fields of an object; empty for everything else.
    pub fn fields(&self) -> &[Field] {
        match &self.shape {
            Shape::Object(fields) => fields,
            _ => &[],
        }
    }
}

/// What a component looks like.
#[derive(Debug, Clone)]
pub enum Shape {
    /// An object with fields; unknown fields are always possible.
    Object(Vec<Field>),
    /// An object of free form.
    FreeForm,
    /// One of several values; unknown values are always possible.
    Enumeration(Enumeration),
    /// Text that may come as an integer.
    TextOrInteger {
        /// Limits of the text.
        text: Box<Limits>,
        /// Limits of the integer.
        integer: Box<Limits>,
    },
    /// An envelope with a payload as its `Response`.
    Answer {
        /// Component of the envelope.
        envelope: String,
        /// Component of the payload.
        payload: String,
    },
}

/// One of several values.
#[derive(Debug, Clone)]
pub struct Enumeration {
    /// Whether the values are integers rather than text.
    pub integers: bool,
    /// Whether the other of text and integer is documented as well.
    pub string_or_integer: bool,
    /// Whether a request with another case is understood too.
    pub ignore_case: bool,
    /// The values.
    pub values: Vec<EnumValue>,
}

/// A value of an enumeration.
#[derive(Debug, Clone)]
pub struct EnumValue {
    /// The value on the wire.
    pub wire: String,
    /// Name for programs, UpperCamel.
    pub name: String,
    /// What it means.
    pub description: String,
    /// Other documented spellings.
    pub synonyms: Vec<String>,
}

/// A field of an object.
#[derive(Debug, Clone)]
pub struct Field {
    /// Name on the wire.
    pub name: String,
    /// What it is, in full sentences.
    pub description: String,
    /// Whether it must be there.
    pub required: bool,
    /// What it holds.
    pub kind: Kind,
    /// What values are allowed.
    pub limits: Limits,
    /// What a number counts.
    pub unit: Option<Unit>,
    /// Value the server assumes when it is missing.
    pub default: Option<Value>,
    /// JSON pointer.
    pub pointer: String,
}

/// What a field holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// Text.
    Text,
    /// An integer.
    Integer,
    /// Any number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// A component, by name.
    Component(String),
    /// A list.
    List(Box<Item>),
    /// An object of free form.
    Map,
}

impl Kind {
    /// The component it refers to, directly or as an item of a list.
    pub fn component(&self) -> Option<&str> {
        match self {
            Self::Component(name) => Some(name),
            Self::List(item) => item.kind.component(),
            _ => None,
        }
    }
}

/// What a list holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// What each item is.
    pub kind: Kind,
    /// What values are allowed.
    pub limits: Limits,
}

/// What values are allowed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Limits {
    /// Smallest number.
    pub minimum: Option<i64>,
    /// Largest number.
    pub maximum: Option<i64>,
    /// Fewest characters.
    pub min_length: Option<usize>,
    /// Most characters.
    pub max_length: Option<usize>,
    /// Most bytes of UTF-8.
    pub max_bytes: Option<usize>,
    /// Allowed characters.
    pub pattern: Option<Pattern>,
    /// The field beside it that says whether it names a numeric or a text room.
    pub room_kind: Option<String>,
    /// Fewest items.
    pub min_items: Option<usize>,
    /// Most items.
    pub max_items: Option<usize>,
}

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// A span of milliseconds.
    Milliseconds,
    /// A span of seconds.
    Seconds,
    /// A moment, in seconds since 1970.
    UnixSeconds,
    /// A moment, in milliseconds since 1970.
    UnixMilliseconds,
}
