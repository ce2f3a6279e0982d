//! stdout is data, stderr is talk.

use std::io::{self, Write as _};

use anstyle::{AnsiColor, Style};
use clap::ValueEnum;
use serde_json::Value;

use crate::exit::Failure;
use crate::query::Query;
use crate::table::{anything, plain};

/// The colours that mean something.
pub const GOOD: Style = AnsiColor::Green.on_default();
pub const BAD: Style = AnsiColor::Red.on_default();
pub const WAITING: Style = AnsiColor::Yellow.on_default();
pub const ASIDE: Style = Style::new().dimmed();

/// The form of the data on stdout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Table,
    /// For programs: the payload of the answer.
    Json,
    /// For programs that read lines: a JSON value on each, of lists each item.
    Ndjson,
}

/// What goes to stdout.
#[derive(Debug)]
pub struct Output {
    format: Format,
    query: Option<Query>,
}

impl Output {
    pub fn new(format: Format, query: Option<Query>) -> Self {
        Self { format, query }
    }

    /// Writes one value: as JSON, or as the table that is made of it.
    pub fn value(&mut self, value: &Value, table: impl FnOnce() -> String) -> Result<(), Failure> {
        self.list(value, "", table)
    }

    /// Writes a value that is about the list at a JSON pointer: its items are the lines of NDJSON.
    pub fn list(
        &mut self,
        value: &Value,
        items: &str,
        table: impl FnOnce() -> String,
    ) -> Result<(), Failure> {
        if let Some(query) = &self.query {
            let found = query.search(value)?;
            tell_of_nothing(&found, value);
            return match self.format {
                Format::Table => self.text(&anything(&found)),
                Format::Json => self.text(&format!("{found:#}")),
                Format::Ndjson if found.is_null() => self.text("null"),
                Format::Ndjson => self.lines(&found),
            };
        }
        match self.format {
            Format::Table => self.text(&table()),
            Format::Json => self.text(&pretty(value)),
            Format::Ndjson => self.lines(value.pointer(items).unwrap_or(value)),
        }
    }

    /// Writes one of many things as it happens: a line of JSON, or the line that is made of it.
    pub fn item(&mut self, value: &Value, line: impl FnOnce() -> String) -> Result<(), Failure> {
        let found = self.query.as_ref().map(|query| query.search(value));
        let found = found.transpose()?;
        match (self.format, &found) {
            (Format::Table, None) => self.text(&line()),
            (Format::Table, Some(found)) => self.text(&anything(found)),
            (_, found) => self.text(&found.as_ref().unwrap_or(value).to_string()),
        }
    }

    /// Whether people read it, and nothing is picked out.
    pub fn is_for_people(&self) -> bool {
        self.format == Format::Table && self.query.is_none()
    }

    /// Whether it is lines of JSON.
    pub fn is_ndjson(&self) -> bool {
        self.format == Format::Ndjson
    }

    /// Whether it is one JSON value.
    pub fn is_json(&self) -> bool {
        self.format == Format::Json
    }

    /// Whether something is picked out.
    pub fn has_query(&self) -> bool {
        self.query.is_some()
    }

    fn lines(&self, value: &Value) -> Result<(), Failure> {
        match value {
            Value::Array(items) => {
                let lines = items.iter().map(|item| format!("{item}\n"));
                self.text(&lines.collect::<String>())
            }
            Value::Null => self.text("{}"),
            value => self.text(&value.to_string()),
        }
    }

    /// Writes text, with a line end if it has none. Nothing is written for an empty text.
    #[expect(clippy::unused_self, reason = "whoever writes has an output")]
    pub fn text(&self, text: &str) -> Result<(), Failure> {
        let mut stdout = anstream::stdout().lock();
        stdout.write_all(text.as_bytes())?;
        if !text.is_empty() && !text.ends_with('\n') {
            stdout.write_all(b"\n")?;
        }
        stdout.flush()?;
        Ok(())
    }
}

/// Says that `--query` found nothing, and what there was.
fn tell_of_nothing(found: &Value, value: &Value) {
    if !found.is_null() {
        return;
    }
    let there = match value {
        Value::Object(fields) if !fields.is_empty() => {
            let names: Vec<&str> = fields.keys().map(String::as_str).collect();
            format!("there is {}", plain(&names.join(", ")))
        }
        Value::Array(items) if !items.is_empty() => {
            format!("there is a list of {}: begin with [0] or []", items.len())
        }
        _ => "the answer is empty".to_owned(),
    };
    let text = format!("--query found nothing, or null; {there}");
    talk_as(WAITING, "hint", &text);
}

/// Says something on stderr; if nobody can read it, so be it.
pub fn talk(text: &str) {
    let _ = writeln!(anstream::stderr().lock(), "{text}");
}

/// Says something on stderr that goes on in the same line.
pub fn talk_on(text: &str) {
    let mut stderr = anstream::stderr().lock();
    let _ = write!(stderr, "{text}").and_then(|()| stderr.flush());
}

/// Says on stderr what is wrong, or what to do about it.
pub fn talk_as(style: Style, head: &str, text: &str) {
    talk(&format!("{style}{head}:{style:#} {text}"));
}

/// Whether somebody sits at a terminal and reads stderr there.
pub fn is_watched() -> bool {
    io::IsTerminal::is_terminal(&io::stderr())
}

/// JSON to be read; a command without payload gives an empty object.
pub fn pretty(value: &Value) -> String {
    match value {
        Value::Null => "{}".to_owned(),
        value => format!("{value:#}"),
    }
}
