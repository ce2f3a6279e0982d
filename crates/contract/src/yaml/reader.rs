//! The value of a YAML text.

use std::collections::HashSet;

use saphyr_parser::{Event, Parser, ScalarStyle, Span};
use serde_json::map::Entry;
use serde_json::{Map, Value};

use super::anchors::{Anchor, Anchors, Grown};
use super::lines::MERGE;
use super::scalar::plain;
use super::{Lines, push_step};
use crate::finding::{Finding, Place};

/// How deep values may be nested: more than any document needs, and little enough for code that recurses.
pub const DEPTH: usize = 150;

/// Reads a text of one YAML document. JSON is read too: it is YAML.
///
/// # Errors
///
/// A finding with the line of the fault: wrong syntax, a key that is not a string, a key given twice, a tag, values
/// nested deeper than [`DEPTH`], aliases that would make a short text a huge one.
pub fn read(file: &str, text: &str) -> Result<(Value, Lines), Finding> {
    let refused = |line: usize, message: &str, remedy: &str| {
        let place = Place {
            file: file.to_owned(),
            line,
            pointer: String::new(),
        };
        Finding::new("yaml-syntax", place, message, remedy)
    };
    // Some editors begin a file with a mark of its byte order.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    // JSON may be indented with anything.
    if let Some(line) = indented_with_tab(text)
        && !text.trim_start().starts_with(['{', '['])
    {
        return Err(refused(
            line,
            "a tab stands in the indentation",
            "indent with spaces: YAML forbids tabs there",
        ));
    }
    let mut reader = Reader {
        lines: Lines::of(file),
        open: Vec::new(),
        root: None,
        anchors: Anchors::default(),
    };
    // Events instead of a tree of nodes: no recursion, so no text can exhaust the stack.
    let mut parser = Parser::new_from_str(text);
    while let Some(event) = parser.next_event() {
        let (event, span) = event.map_err(|error| {
            let message = format!("not YAML: {}", error.info());
            refused(error.marker().line(), &message, yaml_remedy(error.info()))
        })?;
        reader.take(event, span)?;
    }
    match reader.root {
        Some(value) => Ok((value, reader.lines)),
        None => Err(refused(
            1,
            "the text is empty",
            "write one YAML document, or restore the file",
        )),
    }
}

/// What is behind the words of the parser as a rule.
fn yaml_remedy(said: &str) -> &'static str {
    if said.contains("mapping values are not allowed") {
        "mend the indentation here or in the line above; a text that holds `: ` must stand in quotes"
    } else if said.contains("did not find expected key") {
        "mend the indentation: this line begins in another column than its neighbours"
    } else if said.contains("simple key expect ':'") {
        "mend the YAML at this line, or in the line above, where a key lacks its `:`"
    } else {
        "mend the YAML at this line"
    }
}

fn indented_with_tab(text: &str) -> Option<usize> {
    let position = text.lines().position(|line| {
        let indent = &line[..line.len() - line.trim_start().len()];
        indent.contains('\t')
    });
    position.map(|index| index + 1)
}

struct Reader {
    lines: Lines,
    open: Vec<Open>,
    root: Option<Value>,
    anchors: Anchors,
}

/// A list or a map that has not ended yet.
struct Open {
    entry: usize,
    /// The anchor it is known by, or 0.
    anchor: usize,
    key: Option<Key>,
    content: Content,
    /// Keys that came by `<<`: those written out win over them.
    merged: HashSet<String>,
}

struct Key {
    name: String,
    line: usize,
    /// Whether it is `<<`, which merges other maps in.
    merges: bool,
}

enum Content {
    List(Vec<Value>),
    Map(Map<String, Value>),
}

impl Reader {
    fn take(&mut self, event: Event<'_>, span: Span) -> Result<(), Finding> {
        let line = span.start.line();
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                if tag.is_some() {
                    return Err(self.tag(line));
                }
                if self.wants_key() {
                    return self.key(&text, style, line);
                }
                let entry = self.begin(line)?;
                let value = match style {
                    ScalarStyle::Plain => plain(&text).ok_or_else(|| {
                        let message = "a number that JSON does not have";
                        self.refused(line, message, "write a finite number")
                    })?,
                    _ => Value::String(text.into_owned()),
                };
                self.anchors.set(anchor, entry, &value);
                self.put(value, line)
            }
            Event::SequenceStart(_, tag) | Event::MappingStart(_, tag) if tag.is_some() => {
                Err(self.tag(line))
            }
            Event::SequenceStart(..) | Event::MappingStart(..) | Event::Alias(_)
                if self.wants_key() =>
            {
                Err(self.not_text(line))
            }
            Event::SequenceStart(anchor, _) => self.open(line, anchor, Content::List(Vec::new())),
            Event::MappingStart(anchor, _) => self.open(line, anchor, Content::Map(Map::new())),
            Event::SequenceEnd | Event::MappingEnd => self.close(line),
            Event::Alias(anchor) => self.alias(anchor, line),
            Event::DocumentStart(_) if self.root.is_some() => Err(self.refused(
                line,
                "a second YAML document begins",
                "keep exactly one document in the file",
            )),
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd => Ok(()),
        }
    }

    fn wants_key(&self) -> bool {
        self.open
            .last()
            .is_some_and(|open| matches!(open.content, Content::Map(_)) && open.key.is_none())
    }

    fn key(&mut self, text: &str, style: ScalarStyle, line: usize) -> Result<(), Finding> {
        let merges = text == MERGE && matches!(style, ScalarStyle::Plain);
        let name = match style {
            ScalarStyle::Plain => match plain(text) {
                Some(Value::String(name)) => name,
                // `200:` under `responses` and the keys of `x-enum-names` are integers to YAML.
                Some(Value::Number(number)) if number.is_i64() || number.is_u64() => {
                    number.to_string()
                }
                _ => return Err(self.not_text(line)),
            },
            _ => text.to_owned(),
        };
        if let Some(open) = self.open.last_mut() {
            let twice = matches!(&open.content, Content::Map(map) if map.contains_key(&name))
                && !open.merged.contains(&name);
            let message = format!("the key `{name}` is given twice");
            open.key = Some(Key { name, line, merges });
            if twice {
                return Err(self.refused(line, &message, "keep one of the two"));
            }
        }
        Ok(())
    }

    /// Notes the line of the value that begins: of its key, because people look for that.
    fn begin(&mut self, line: usize) -> Result<usize, Finding> {
        if self.open.len() >= DEPTH {
            let message = format!("values are nested deeper than {DEPTH}");
            return Err(self.refused(line, &message, "nest less: no contract needs that"));
        }
        let key = self.open.last().and_then(|open| open.key.as_ref());
        let line = key.map_or(line, |key| key.line);
        Ok(self.lines.begin(line, key.map(|key| key.name.as_str())))
    }

    fn open(&mut self, line: usize, anchor: usize, content: Content) -> Result<(), Finding> {
        let entry = self.begin(line)?;
        self.open.push(Open {
            entry,
            anchor,
            key: None,
            content,
            merged: HashSet::new(),
        });
        Ok(())
    }

    fn close(&mut self, line: usize) -> Result<(), Finding> {
        let Some(open) = self.open.pop() else {
            return Ok(());
        };
        self.lines.end(open.entry);
        let value = match open.content {
            Content::List(items) => Value::Array(items),
            Content::Map(map) => Value::Object(map),
        };
        self.anchors.set(open.anchor, open.entry, &value);
        self.put(value, line)
    }

    /// The value of an anchor once more: on the line of its use, with what is in it on the lines of the anchor.
    fn alias(&mut self, anchor: usize, line: usize) -> Result<(), Finding> {
        let entry = self.begin(line)?;
        let Anchor {
            value,
            entry: anchored,
        } = match self
            .anchors
            .take(anchor, DEPTH.saturating_sub(self.open.len()))
        {
            Ok(anchor) => anchor,
            Err(Grown::Open) => {
                return Err(self.refused(
                    line,
                    "an alias of a value that contains the alias",
                    "write the value out, or make it a component and refer to it by `$ref`",
                ));
            }
            Err(Grown::Deep) => {
                let message = format!("values are nested deeper than {DEPTH}");
                return Err(self.refused(line, &message, "nest less: no contract needs that"));
            }
            Err(Grown::Large) => {
                return Err(self.refused(
                    line,
                    "the aliases of YAML make the text many times as large as it is",
                    "write the values out, or make them components and refer to them by `$ref`",
                ));
            }
        };
        self.lines.repeat(anchored);
        self.lines.end(entry);
        self.put(value, line)
    }

    fn put(&mut self, value: Value, line: usize) -> Result<(), Finding> {
        let merges = |open: &Open| open.key.as_ref().is_some_and(|key| key.merges);
        if self.open.last().is_some_and(merges) {
            return self.merge(value, line);
        }
        match self.open.last_mut() {
            None => self.root = Some(value),
            Some(Open {
                content: Content::List(items),
                ..
            }) => items.push(value),
            Some(Open {
                content: Content::Map(map),
                key,
                merged,
                ..
            }) => {
                if let Some(key) = key.take() {
                    merged.remove(&key.name);
                    map.insert(key.name, value);
                }
            }
        }
        Ok(())
    }

    /// Puts the keys of one map or of several into the open one, where they are not written out or came before.
    fn merge(&mut self, value: Value, line: usize) -> Result<(), Finding> {
        let maps = match value {
            Value::Array(items) => items,
            value => vec![value],
        };
        if !maps.iter().all(Value::is_object) {
            return Err(self.refused(
                line,
                "`<<` merges something that is not a map",
                "give it an alias of a map, or a list of such aliases",
            ));
        }
        let Some(open) = self.open.last_mut() else {
            return Ok(());
        };
        open.key = None;
        let Content::Map(map) = &mut open.content else {
            return Ok(());
        };
        for other in maps {
            let Value::Object(other) = other else {
                continue;
            };
            for (name, item) in other {
                if let Entry::Vacant(entry) = map.entry(name.clone()) {
                    entry.insert(item);
                    open.merged.insert(name);
                }
            }
        }
        Ok(())
    }

    fn tag(&self, line: usize) -> Finding {
        self.refused(line, "a YAML tag", "write the value plainly, without a tag")
    }

    fn not_text(&self, line: usize) -> Finding {
        self.refused(line, "a key that is not text", "put the key in quotes")
    }

    fn refused(&self, line: usize, message: &str, remedy: &str) -> Finding {
        let mut pointer = String::new();
        for open in &self.open {
            match (&open.content, &open.key) {
                (Content::List(items), _) => push_step(&mut pointer, &items.len().to_string()),
                (Content::Map(_), Some(key)) => push_step(&mut pointer, &key.name),
                (Content::Map(_), None) => {}
            }
        }
        let place = Place {
            file: self.lines.file.clone(),
            line,
            pointer,
        };
        Finding::new("yaml-syntax", place, message, remedy)
    }
}
