//! What a YAML text says, and on which line.

use std::collections::HashMap;

use saphyr::{LoadableYamlNode, MarkedYaml, Scalar, YamlData};
use serde_json::{Map, Number, Value};

use crate::finding::{Finding, Place};

/// Line of every value and key of a text, by JSON pointer.
#[derive(Debug, Clone, Default)]
pub struct Lines {
    file: String,
    by_pointer: HashMap<String, usize>,
}

impl Lines {
    /// The place of a pointer; of its nearest known parent when the pointer itself is not in the text.
    pub fn place(&self, pointer: &str) -> Place {
        let mut known = pointer;
        let line = loop {
            if let Some(line) = self.by_pointer.get(known) {
                break *line;
            }
            match known.rfind('/') {
                Some(end) => known = &known[..end],
                None => break 1,
            }
        };
        Place {
            file: self.file.clone(),
            line,
            pointer: pointer.to_owned(),
        }
    }
}

/// One step of a JSON pointer, escaped.
pub fn step(pointer: &str, name: &str) -> String {
    let mut longer = String::with_capacity(pointer.len() + name.len() + 1);
    longer.push_str(pointer);
    longer.push('/');
    for c in name.chars() {
        match c {
            '~' => longer.push_str("~0"),
            '/' => longer.push_str("~1"),
            c => longer.push(c),
        }
    }
    longer
}

/// Reads a text of one YAML document. JSON is read too: it is YAML.
///
/// # Errors
///
/// A finding with the line of the fault: wrong syntax, a key that is not a string, a key given twice.
pub fn read(file: &str, text: &str) -> Result<(Value, Lines), Finding> {
    let refused = |line: usize, message: String, remedy: &str| {
        let place = Place {
            file: file.to_owned(),
            line,
            pointer: String::new(),
        };
        Finding::new("yaml-syntax", place, message, remedy)
    };
    if let Some(line) = text.lines().position(|line| {
        let indent = &line[..line.len() - line.trim_start().len()];
        indent.contains('\t') && !file.ends_with(".json")
    }) {
        return Err(refused(
            line + 1,
            "a tab stands in the indentation".to_owned(),
            "indent with spaces: YAML forbids tabs there",
        ));
    }
    let mut documents = MarkedYaml::load_from_str(text).map_err(|error| {
        let remedy = "mend the YAML at this line";
        refused(
            error.marker().line(),
            format!("not YAML: {}", error.info()),
            remedy,
        )
    })?;
    if documents.len() != 1 {
        let message = format!("holds {} YAML documents", documents.len());
        return Err(refused(1, message, "keep exactly one document in the file"));
    }
    let mut lines = Lines {
        file: file.to_owned(),
        by_pointer: HashMap::new(),
    };
    let mut pointer = String::new();
    let root = documents.remove(0);
    let value = convert(root, &mut pointer, &mut lines, &refused)?;
    Ok((value, lines))
}

fn convert(
    node: MarkedYaml<'_>,
    pointer: &mut String,
    lines: &mut Lines,
    refused: &dyn Fn(usize, String, &str) -> Finding,
) -> Result<Value, Finding> {
    let line = node.span.start.line();
    lines.by_pointer.entry(pointer.clone()).or_insert(line);
    match node.data {
        YamlData::Value(scalar) => match scalar {
            Scalar::Null => Ok(Value::Null),
            Scalar::Boolean(value) => Ok(Value::Bool(value)),
            Scalar::Integer(value) => Ok(Value::from(value)),
            Scalar::FloatingPoint(value) => Number::from_f64(value.into_inner())
                .map(Value::Number)
                .ok_or_else(|| {
                    let message = "a number that JSON does not have".to_owned();
                    refused(line, message, "write a finite number")
                }),
            Scalar::String(text) => Ok(Value::String(text.into_owned())),
        },
        YamlData::Sequence(items) => {
            let mut values = Vec::with_capacity(items.len());
            for (index, item) in items.into_iter().enumerate() {
                let before = pointer.len();
                pointer.push('/');
                pointer.push_str(&index.to_string());
                values.push(convert(item, pointer, lines, refused)?);
                pointer.truncate(before);
            }
            Ok(Value::Array(values))
        }
        YamlData::Mapping(entries) => {
            let mut map = Map::with_capacity(entries.len());
            for (key, item) in entries {
                let key_line = key.span.start.line();
                let name = match key.data {
                    YamlData::Value(Scalar::String(name)) => name.into_owned(),
                    // `200:` under `responses` and the keys of `x-enum-names` are integers to YAML.
                    YamlData::Value(Scalar::Integer(number)) => number.to_string(),
                    _ => {
                        let message = "a key that is not text".to_owned();
                        return Err(refused(key_line, message, "put the key in quotes"));
                    }
                };
                let longer = step(pointer, &name);
                let before = std::mem::replace(pointer, longer);
                // People look for the key, not for the first line of its value.
                lines.by_pointer.insert(pointer.clone(), key_line);
                let value = convert(item, pointer, lines, refused)?;
                *pointer = before;
                if map.insert(name.clone(), value).is_some() {
                    let message = format!("the key `{name}` is given twice");
                    return Err(refused(key_line, message, "keep one of the two"));
                }
            }
            Ok(Value::Object(map))
        }
        YamlData::Tagged(..) => Err(refused(
            line,
            "a YAML tag".to_owned(),
            "write the value plainly, without a tag",
        )),
        YamlData::Representation(..) | YamlData::Alias(..) | YamlData::BadValue => Err(refused(
            line,
            "a value that cannot be read".to_owned(),
            "write it plainly or in quotes",
        )),
    }
}
