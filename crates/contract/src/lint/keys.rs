//! Every key is a word of OpenAPI at its place: a misspelt one would be passed over in silence.

use super::Findings;
use super::structure::{self, Kind};
use crate::near;
use crate::yaml::step;

pub(super) fn check(findings: &mut Findings<'_>) {
    let contract = findings.contract;
    structure::walk(contract.document.value(), &mut |kind, pointer, map| {
        if kind.names().is_some() {
            return;
        }
        let keys = kind.keys();
        for key in map.keys() {
            let known =
                key.starts_with("x-") || key == "$ref" || keys.iter().any(|(word, _)| word == key);
            if known {
                continue;
            }
            let remedy = match near::nearest(keys.iter().map(|(word, _)| *word), key) {
                Some(word) => format!("write `{word}`, or remove it"),
                None => "remove it, or put it where it belongs".to_owned(),
            };
            findings.add(
                "unknown-key",
                &step(pointer, key),
                format!("`{key}` is not a key of {}", kind.name()),
                remedy,
            );
        }
        // What stands on a media type is read like the files; the rest nobody would check.
        let kept = |key: &str| kind == Kind::MediaType && key == "examples";
        let examples = ["example", "examples"].into_iter();
        for key in examples.filter(|key| map.contains_key(*key) && !kept(key)) {
            if keys.iter().any(|(word, _)| *word == key) && kind != Kind::Components {
                findings.add(
                    "example-place",
                    &step(pointer, key),
                    format!("`{key}` on {} is checked by nobody", kind.name()),
                    "write an example of the whole body into its file under `examples/`",
                );
            }
        }
        if kind == Kind::Schema {
            super::values::check(pointer, map, findings);
        }
    });
}
