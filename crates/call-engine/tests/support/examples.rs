//! The examples of the contract: the very files that the documents and the emulator use.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

/// An example of the contract.
pub struct Example {
    /// Folder and file, such as `end_call/answer-success.json`.
    pub name: String,
    /// The file as it is.
    pub text: String,
}

impl Example {
    /// The file as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{}: {error}", self.name))
    }
}

/// The folder of the contract.
pub fn spec() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../spec"))
}

/// The examples of a folder whose file name starts with `kind`, sorted; at least one.
pub fn examples(folder: &str, kind: &str) -> Vec<Example> {
    let path = spec().join("examples").join(folder);
    let entries = fs::read_dir(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut found: Vec<Example> = entries
        .map(|entry| entry.expect("an entry of the folder").path())
        .filter_map(|path| {
            let file = path.file_name()?.to_str()?;
            file.starts_with(kind).then(|| Example {
                name: format!("{folder}/{file}"),
                text: fs::read_to_string(&path).expect("a readable example"),
            })
        })
        .collect();
    assert!(!found.is_empty(), "no {kind} in {}", path.display());
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

/// One example.
pub fn example(folder: &str, file: &str) -> Example {
    examples(folder, file).swap_remove(0)
}
