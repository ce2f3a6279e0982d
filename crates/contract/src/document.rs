//! The OpenAPI document: values, lines, references.

use std::collections::HashMap;

use openapiv3::{Info, OpenAPI, Parameter, PathItem, ReferenceOr, Schema};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::finding::{Finding, Place};
use crate::places::Places;
use crate::sources::Sources;
use crate::yaml::{self, step};
use crate::{assembly, near, version};

/// An OpenAPI 3.0 document with the line of everything in it.
#[derive(Debug, Clone)]
pub struct Document {
    value: Value,
    places: Places,
    /// The files beside it that it is made of.
    files: Vec<String>,
    info: Info,
}

impl Document {
    /// Reads a document and checks that it is OpenAPI 3.0 whose references resolve.
    ///
    /// # Errors
    ///
    /// Findings with file, line and JSON pointer.
    pub fn read(file: &str, text: &str) -> Result<Self, Vec<Finding>> {
        let document = Self::written(file, text, &Sources::new())?;
        document.check()?;
        Ok(document)
    }

    /// The document before its check, which may go on beside other work; with what it refers to in other files.
    pub(crate) fn written(file: &str, text: &str, others: &Sources) -> Result<Self, Vec<Finding>> {
        let (value, lines) = yaml::read(file, text).map_err(|finding| vec![finding])?;
        version::check(&value, &lines).map_err(|finding| vec![finding])?;
        let mut places = Places::new(lines);
        let mut value = value;
        let mut files = Vec::new();
        let outside = References::check_all(&value, &places)?;
        if !outside.is_empty() {
            (value, places, files) = assembly::assemble(file, value, places, others, outside)?;
            References::check_all(&value, &places)?;
        }
        let info = value.get("info").map(Info::deserialize);
        let info = info.and_then(Result::ok).unwrap_or_default();
        Ok(Self {
            value,
            places,
            files,
            info,
        })
    }

    /// Paths of the files beside it that it is made of.
    pub(crate) fn files(&self) -> &[String] {
        &self.files
    }

    /// Checks that `openapiv3` understands every part.
    ///
    /// Part by part, so that a fault is told where it is; and because the model of a large document, which nobody
    /// but this check wants whole, is many times its size.
    pub(crate) fn check(&self) -> Result<(), Vec<Finding>> {
        let mut findings = Vec::new();
        let mut understand = |pointer: &str, part: &Value, kind: Kind| {
            if let Err(error) = kind.understand(part) {
                findings.push(Finding::new(
                    "openapi-structure",
                    self.places.place(pointer),
                    format!("not a valid {}: {error}", kind.name()),
                    "compare it with the OpenAPI 3.0.3 specification",
                ));
            }
        };
        let mut frame = Map::new();
        for (key, value) in self.value.as_object().into_iter().flatten() {
            let value = match (key.as_str(), value) {
                ("paths", Value::Object(paths)) => {
                    let paths = paths.iter().filter(|(path, part)| {
                        let apart = path.starts_with('/');
                        if apart {
                            understand(&step("/paths", path), part, Kind::PathItem);
                        }
                        !apart
                    });
                    Value::Object(cloned(paths))
                }
                ("components", Value::Object(sections)) => {
                    let sections = sections.iter().filter(|(section, parts)| {
                        let Some((kind, parts)) = Kind::of(section).zip(parts.as_object()) else {
                            return true;
                        };
                        let folder = format!("/components/{section}");
                        for (name, part) in parts {
                            understand(&step(&folder, name), part, kind);
                        }
                        false
                    });
                    Value::Object(cloned(sections))
                }
                (_, value) => value.clone(),
            };
            frame.insert(key.clone(), value);
        }
        understand("", &Value::Object(frame), Kind::Document);
        if findings.is_empty() {
            Ok(())
        } else {
            Err(findings)
        }
    }

    /// The document as the `openapiv3` crate sees it, made anew.
    ///
    /// # Errors
    ///
    /// None for a document that was [read](Self::read).
    pub fn openapi(&self) -> Result<OpenAPI, Vec<Finding>> {
        OpenAPI::deserialize(&self.value).map_err(|error| {
            vec![Finding::new(
                "openapi-structure",
                self.places.place(""),
                format!("not a valid OpenAPI document: {error}"),
                "compare it with the OpenAPI 3.0.3 specification",
            )]
        })
    }

    /// Title and version.
    pub fn info(&self) -> &Info {
        &self.info
    }

    /// The document as it was written, in its order.
    pub fn value(&self) -> &Value {
        &self.value
    }

    /// The value at a JSON pointer.
    pub fn at(&self, pointer: &str) -> Option<&Value> {
        self.value.pointer(pointer)
    }

    /// File and line of a JSON pointer.
    pub fn place(&self, pointer: &str) -> Place {
        self.places.place(pointer)
    }

    /// A component's schema as it was written.
    pub fn schema(&self, name: &str) -> Option<&Value> {
        self.value.get("components")?.get("schemas")?.get(name)
    }
}

/// The component a `$ref` value names, when it is a reference to a schema.
pub fn schema_name(reference: &str) -> Option<&str> {
    reference.strip_prefix("#/components/schemas/")
}

/// The deepest nesting outside examples: the body of a webhook is at twelve.
pub(crate) const DEPTH: usize = 24;
/// For how many references a near name is looked for.
const ADVISED: usize = 50;

/// The check that every reference resolves.
struct References<'a> {
    root: &'a Value,
    places: &'a Places,
    /// Objects with references to other files.
    outside: Vec<String>,
    /// The same components are referred to again and again.
    resolved: HashMap<&'a str, bool>,
    findings: Vec<Finding>,
}

/// A step on the way down, made a pointer only when there is something to tell.
#[derive(Clone, Copy)]
enum Step<'a> {
    Key(&'a str),
    Index(usize),
}

impl<'a> References<'a> {
    /// The pointers of objects that refer to other files, when nothing is wrong.
    fn check_all(root: &'a Value, places: &'a Places) -> Result<Vec<String>, Vec<Finding>> {
        let mut references = Self {
            root,
            places,
            outside: Vec::new(),
            resolved: HashMap::new(),
            findings: Vec::new(),
        };
        references.check(root, &mut Vec::new());
        if references.findings.is_empty() {
            Ok(references.outside)
        } else {
            Err(references.findings)
        }
    }

    fn check(&mut self, value: &'a Value, path: &mut Vec<Step<'a>>) {
        if path.len() > DEPTH {
            let message = format!("values are nested deeper than {DEPTH}");
            let remedy = "make the inner schemas components and refer to them by `$ref`";
            self.refuse("nesting", path, message, remedy);
            return;
        }
        match value {
            Value::Object(map) => {
                if let Some(Value::String(reference)) = map.get("$ref") {
                    path.push(Step::Key("$ref"));
                    self.check_reference(reference, path);
                    path.pop();
                }
                for (name, item) in map {
                    // Examples are data: a `$ref` in them is not ours.
                    if name != "example" && name != "examples" {
                        path.push(Step::Key(name));
                        self.check(item, path);
                        path.pop();
                    }
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    path.push(Step::Index(index));
                    self.check(item, path);
                    path.pop();
                }
            }
            _ => {}
        }
    }

    fn check_reference(&mut self, reference: &'a str, path: &[Step<'a>]) {
        if !reference.starts_with('#') && !reference.is_empty() {
            let holder = path.split_last().map_or(path, |(_, holder)| holder);
            self.outside.push(pointer(holder));
            return;
        }
        let root = self.root;
        let resolves = *self.resolved.entry(reference).or_insert_with(|| {
            let target = reference.strip_prefix('#');
            target.is_some_and(|target| root.pointer(target).is_some())
        });
        if !resolves {
            let remedy = if self.findings.len() < ADVISED {
                nearest(root, reference)
            } else {
                "define it, or mend the name".to_owned()
            };
            let message = format!("`$ref: {reference}` leads nowhere");
            self.refuse("ref-resolves", path, message, &remedy);
        }
    }

    fn refuse(&mut self, rule: &'static str, path: &[Step<'a>], message: String, remedy: &str) {
        let place = self.places.place(&pointer(path));
        self.findings
            .push(Finding::new(rule, place, message, remedy));
    }
}

fn pointer(path: &[Step<'_>]) -> String {
    path.iter().fold(String::new(), |pointer, part| match part {
        Step::Key(name) => step(&pointer, name),
        Step::Index(index) => format!("{pointer}/{index}"),
    })
}

/// The remedy for a reference that leads nowhere: the name that was probably meant.
fn nearest(root: &Value, reference: &str) -> String {
    let (folder, name) = reference.rsplit_once('/').unwrap_or(("", reference));
    let siblings = root
        .pointer(folder.trim_start_matches('#'))
        .and_then(Value::as_object);
    let close = siblings.and_then(|map| near::nearest(map.keys().map(String::as_str), name));
    match close {
        Some(key) => format!("define it, or write `{folder}/{key}`"),
        None => "define it under `components`, or mend the name".to_owned(),
    }
}

fn cloned<'a>(entries: impl Iterator<Item = (&'a String, &'a Value)>) -> Map<String, Value> {
    entries
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}

/// A part that is understood by itself.
#[derive(Clone, Copy)]
enum Kind {
    Schema,
    Parameter,
    PathItem,
    /// What is left when the other parts are taken out.
    Document,
}

impl Kind {
    /// What a section of the components holds, when its entries are understood one by one.
    fn of(section: &str) -> Option<Self> {
        match section {
            "schemas" => Some(Self::Schema),
            "parameters" => Some(Self::Parameter),
            _ => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Schema => "schema",
            Self::Parameter => "parameter",
            Self::PathItem => "path",
            Self::Document => "OpenAPI document",
        }
    }

    fn understand(self, part: &Value) -> Result<(), serde_json::Error> {
        match self {
            Self::Schema => ReferenceOr::<Schema>::deserialize(part).map(drop),
            Self::Parameter => ReferenceOr::<Parameter>::deserialize(part).map(drop),
            Self::PathItem => ReferenceOr::<PathItem>::deserialize(part).map(drop),
            Self::Document => OpenAPI::deserialize(part).map(drop),
        }
    }
}
