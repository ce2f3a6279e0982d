//! The OpenAPI document: values, lines, references.

use openapiv3::OpenAPI;
use serde_json::Value;

use crate::finding::{Finding, Place};
use crate::yaml::{self, Lines, step};

/// An OpenAPI 3.0 document with the line of everything in it.
#[derive(Debug, Clone)]
pub struct Document {
    value: Value,
    lines: Lines,
    openapi: OpenAPI,
}

impl Document {
    /// Reads a document and checks that it is OpenAPI 3.0 whose references resolve.
    ///
    /// # Errors
    ///
    /// Findings with file, line and JSON pointer.
    pub fn read(file: &str, text: &str) -> Result<Self, Vec<Finding>> {
        let (value, lines) = yaml::read(file, text).map_err(|finding| vec![finding])?;
        let version = value.get("openapi").and_then(Value::as_str);
        if !version.is_some_and(|version| version == "3.0" || version.starts_with("3.0.")) {
            let found = version.map_or("no version".to_owned(), |version| format!("`{version}`"));
            return Err(vec![Finding::new(
                "openapi-version",
                lines.place("/openapi"),
                format!("OpenAPI 3.0 is expected, found {found}"),
                "write `openapi: 3.0.3`; a 3.1 document must be converted first (`nullable`, `example` and `exclusiveMinimum` changed)",
            )]);
        }
        let mut findings = Vec::new();
        check_references(&value, &value, "", &lines, &mut findings);
        if !findings.is_empty() {
            return Err(findings);
        }
        let openapi = understand(&value, &lines)?;
        Ok(Self {
            value,
            lines,
            openapi,
        })
    }

    /// The document as it was written, in its order.
    pub fn value(&self) -> &Value {
        &self.value
    }

    /// The document as the `openapiv3` crate sees it.
    pub fn openapi(&self) -> &OpenAPI {
        &self.openapi
    }

    /// The value at a JSON pointer.
    pub fn at(&self, pointer: &str) -> Option<&Value> {
        self.value.pointer(pointer)
    }

    /// File and line of a JSON pointer.
    pub fn place(&self, pointer: &str) -> Place {
        self.lines.place(pointer)
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

fn check_references(
    root: &Value,
    value: &Value,
    pointer: &str,
    lines: &Lines,
    findings: &mut Vec<Finding>,
) {
    match value {
        Value::Object(map) => {
            if let Some(Value::String(reference)) = map.get("$ref") {
                let resolves = reference
                    .strip_prefix('#')
                    .is_some_and(|target| root.pointer(target).is_some());
                if !resolves {
                    findings.push(Finding::new(
                        "ref-resolves",
                        lines.place(&step(pointer, "$ref")),
                        format!("`$ref: {reference}` leads nowhere"),
                        nearest(root, reference),
                    ));
                }
            }
            for (name, item) in map {
                // Examples are data: a `$ref` in them is not ours.
                if name != "example" && name != "examples" {
                    check_references(root, item, &step(pointer, name), lines, findings);
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                check_references(root, item, &format!("{pointer}/{index}"), lines, findings);
            }
        }
        _ => {}
    }
}

/// The remedy for a reference that leads nowhere: the name that was probably meant.
fn nearest(root: &Value, reference: &str) -> String {
    let (folder, name) = reference.rsplit_once('/').unwrap_or(("", reference));
    let siblings = root
        .pointer(folder.trim_start_matches('#'))
        .and_then(Value::as_object);
    let close = siblings.and_then(|map| {
        map.keys()
            .map(|key| (distance(key, name), key))
            .min()
            .filter(|(distance, _)| *distance <= name.len() / 2)
    });
    match close {
        Some((_, key)) => format!("define it, or write `{folder}/{key}`"),
        None => "define it under `components`, or mend the name".to_owned(),
    }
}

fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, cb) in b.iter().enumerate() {
            let replaced = corner + usize::from(ca != *cb);
            corner = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(corner + 1);
        }
    }
    row[b.len()]
}

/// Turns the value into the model of `openapiv3`, narrowing a failure down to the part that fails.
fn understand(value: &Value, lines: &Lines) -> Result<OpenAPI, Vec<Finding>> {
    let error = match serde_json::from_value::<OpenAPI>(value.clone()) {
        Ok(openapi) => return Ok(openapi),
        Err(error) => error,
    };
    let mut findings = Vec::new();
    let mut narrow = |pointer: String, part: &Value, kind: Kind| {
        if let Err(error) = kind.understand(part) {
            findings.push(Finding::new(
                "openapi-structure",
                lines.place(&pointer),
                format!("not a valid {}: {error}", kind.name()),
                "compare it with the OpenAPI 3.0.3 specification",
            ));
        }
    };
    for (section, kind) in [("schemas", Kind::Schema), ("parameters", Kind::Parameter)] {
        let folder = format!("/components/{section}");
        if let Some(map) = value.pointer(&folder).and_then(Value::as_object) {
            for (name, part) in map {
                narrow(step(&folder, name), part, kind);
            }
        }
    }
    if let Some(paths) = value.get("paths").and_then(Value::as_object) {
        for (path, part) in paths {
            narrow(step("/paths", path), part, Kind::PathItem);
        }
    }
    if findings.is_empty() {
        findings.push(Finding::new(
            "openapi-structure",
            lines.place(""),
            format!("not a valid OpenAPI document: {error}"),
            "compare it with the OpenAPI 3.0.3 specification",
        ));
    }
    Err(findings)
}

#[derive(Clone, Copy)]
enum Kind {
    Schema,
    Parameter,
    PathItem,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Schema => "schema",
            Self::Parameter => "parameter",
            Self::PathItem => "path",
        }
    }

    fn understand(self, part: &Value) -> Result<(), serde_json::Error> {
        let part = part.clone();
        match self {
            Self::Schema => {
                serde_json::from_value::<openapiv3::ReferenceOr<openapiv3::Schema>>(part).map(drop)
            }
            Self::Parameter => {
                serde_json::from_value::<openapiv3::ReferenceOr<openapiv3::Parameter>>(part)
                    .map(drop)
            }
            Self::PathItem => {
                serde_json::from_value::<openapiv3::ReferenceOr<openapiv3::PathItem>>(part)
                    .map(drop)
            }
        }
    }
}
