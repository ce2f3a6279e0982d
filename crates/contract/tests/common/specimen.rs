//! A small contract without findings, into which the examples of the rules are put.

#![allow(dead_code)]

use std::path::Path;

use call_engine_contract::{Sources, yaml};
use serde_json::{Map, Value};

/// The small contract.
pub fn specimen() -> Sources {
    // Tests of other packages use it too, and one of them is not in `crates`.
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = ["../contract", "../crates/contract"]
        .iter()
        .map(|package| here.join(package).join("tests/specimen"))
        .find(|folder| folder.is_dir())
        .expect("the specimen is there");
    Sources::read(&folder).expect("the specimen can be read")
}

/// The specimen with an example at the place a rule names: `FILE#POINTER`, a file to append to, or an example file.
///
/// An empty example stands for nothing there.
pub fn with(at: &str, example: &str) -> Sources {
    let mut sources = specimen();
    let Some((file, pointer)) = at.split_once('#') else {
        let before = sources.get(at).filter(|_| !at.starts_with("examples/"));
        let text = format!("{}{example}\n", before.unwrap_or_default());
        sources.add(at, text);
        return sources;
    };
    if example.is_empty() {
        return sources;
    }
    let read = |text: &str| yaml::read(file, text).expect("the example is YAML").0;
    let mut whole = read(sources.get(file).expect("the file is there"));
    put(&mut whole, pointer, read(example));
    sources.add(file, yaml::write(&whole));
    sources
}

fn put(whole: &mut Value, pointer: &str, value: Value) {
    let (parent, name) = pointer.rsplit_once('/').expect("a pointer");
    let name = name.replace("~1", "/").replace("~0", "~");
    if whole.pointer(parent).is_none() {
        put(whole, parent, Value::Object(Map::new()));
    }
    match whole.pointer_mut(parent) {
        Some(Value::Object(map)) => drop(map.insert(name, value)),
        Some(Value::Array(items)) => match name.parse::<usize>() {
            Ok(index) if index < items.len() => items[index] = value,
            _ => items.push(value),
        },
        _ => panic!("{pointer} has no parent"),
    }
}
