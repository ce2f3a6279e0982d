//! The examples of commands and webhooks.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::document::Document;
use crate::finding::{Finding, Place};
use crate::reading::{JSON, Parts};
use crate::sources::{EXAMPLES, Sources};
use crate::yaml;

/// What an example shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// The body of a request.
    Request,
    /// The body of a webhook.
    Event,
    /// The answer to either.
    Answer,
}

impl Role {
    /// The first word of the file name.
    pub fn word(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Event => "event",
            Self::Answer => "answer",
        }
    }
}

/// One example.
#[derive(Debug, Clone)]
pub struct Example {
    /// The `operationId` of the command or webhook.
    pub operation: String,
    /// What it shows.
    pub role: Role,
    /// What distinguishes it, such as `minimal`.
    pub label: String,
    /// The JSON value, in the order it was written.
    pub value: Value,
    /// File, or pointer in a bundle.
    pub place: Place,
    text: Option<String>,
}

impl Example {
    /// The place of a pointer inside the example.
    pub fn place_of(&self, pointer: &str) -> Place {
        let lines = self
            .text
            .as_ref()
            .and_then(|text| yaml::read(&self.place.file, text).ok());
        match lines {
            Some((_, lines)) => lines.place(pointer),
            None => Place {
                pointer: format!("{}{pointer}", self.place.pointer),
                ..self.place.clone()
            },
        }
    }
}

/// All examples of a contract.
#[derive(Debug, Clone, Default)]
pub struct Examples {
    by_operation: BTreeMap<String, Vec<Example>>,
}

impl Examples {
    /// All examples, sorted by operation, role and label.
    pub fn iter(&self) -> impl Iterator<Item = &Example> {
        self.by_operation.values().flatten()
    }

    /// The examples of one role of a command or webhook, sorted by label.
    pub fn of<'a>(&'a self, operation: &str, role: Role) -> impl Iterator<Item = &'a Example> {
        let all = self.by_operation.get(operation).into_iter().flatten();
        all.filter(move |example| example.role == role)
    }

    /// One example.
    pub fn get(&self, operation: &str, role: Role, label: &str) -> Option<&Example> {
        self.of(operation, role)
            .find(|example| example.label == label)
    }

    fn add(&mut self, example: Example) {
        self.by_operation
            .entry(example.operation.clone())
            .or_default()
            .push(example);
    }

    /// The examples that are files.
    pub(crate) fn files(sources: &Sources, findings: &mut Vec<Finding>) -> Self {
        let mut examples = Self::default();
        for (path, text) in sources.iter() {
            if let Some(relative) = path
                .strip_prefix(EXAMPLES)
                .and_then(|rest| rest.strip_prefix('/'))
            {
                examples.read_file(path, relative, text, findings);
            }
        }
        examples
    }

    /// Adds the examples that stand in the document.
    pub(crate) fn complete(
        mut self,
        document: &Document,
        parts: &Parts,
        findings: &mut Vec<Finding>,
    ) -> Self {
        for operation in &parts.operations {
            let pointer = &operation.pointer;
            self.read_bundled(
                document,
                &operation.id,
                Role::Request,
                &format!("{pointer}/requestBody"),
                findings,
            );
            self.read_bundled(
                document,
                &operation.id,
                Role::Answer,
                &format!("{pointer}/responses/200"),
                findings,
            );
        }
        for webhook in &parts.webhooks {
            let pointer = &webhook.pointer;
            self.read_bundled(
                document,
                &webhook.id,
                Role::Event,
                &format!("{pointer}/requestBody"),
                findings,
            );
            self.read_bundled(
                document,
                &webhook.id,
                Role::Answer,
                &format!("{pointer}/responses/200"),
                findings,
            );
        }
        for list in self.by_operation.values_mut() {
            list.sort_by(|a, b| (a.role, &a.label).cmp(&(b.role, &b.label)));
            for pair in list.windows(2) {
                if let [one, other] = pair
                    && (one.role, &one.label) == (other.role, &other.label)
                {
                    findings.push(Finding::new(
                        "example-file",
                        other.place.clone(),
                        format!("the example is also at {}", one.place),
                        "keep the file, or the example in the document",
                    ));
                }
            }
        }
        self
    }

    fn read_file(&mut self, path: &str, relative: &str, text: &str, findings: &mut Vec<Finding>) {
        let mut refuse = |line: usize, message: String, remedy: &str| {
            let place = Place {
                line,
                ..Place::file(path)
            };
            findings.push(Finding::new("example-file", place, message, remedy));
        };
        let name = relative.split_once('/').and_then(|(operation, file)| {
            let stem = file.strip_suffix(".json")?;
            let (role, label) = stem.split_once('-')?;
            let role = [Role::Request, Role::Event, Role::Answer]
                .into_iter()
                .find(|known| known.word() == role)?;
            Some((operation, role, label))
        });
        let Some((operation, role, label)) = name else {
            let remedy = "name it `<operationId>/request-<label>.json`, `…/answer-<label>.json` or `…/event-<label>.json`";
            refuse(0, "an example with an unknown name".to_owned(), remedy);
            return;
        };
        // Some editors begin a file with a mark of its byte order.
        match serde_json::from_str(text.trim_start_matches('\u{feff}')) {
            Ok(value) => self.add(Example {
                operation: operation.to_owned(),
                role,
                label: label.to_owned(),
                place: Place::file(path),
                text: Some(text.to_owned()),
                value,
            }),
            Err(error) => refuse(error.line(), format!("not JSON: {error}"), "mend the JSON"),
        }
    }

    fn read_bundled(
        &mut self,
        document: &Document,
        operation: &str,
        role: Role,
        pointer: &str,
        findings: &mut Vec<Finding>,
    ) {
        let folder = format!("{pointer}/content/{}/examples", JSON.replace('/', "~1"));
        for (label, example) in document
            .at(&folder)
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
        {
            let pointer = yaml::step(&folder, label);
            let Some(value) = example.get("value") else {
                findings.push(Finding::new(
                    "example-file",
                    document.place(&pointer),
                    "an example without `value`",
                    "write the body under `value`",
                ));
                continue;
            };
            let pointer = format!("{pointer}/value");
            self.add(Example {
                operation: operation.to_owned(),
                role,
                label: label.clone(),
                value: value.clone(),
                place: document.place(&pointer),
                text: None,
            });
        }
    }
}
