//! The Rust side of a change: the snapshots of the public API, line by line.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use call_engine_contract::diff::{Difference, Step, step};
use serde_json::{Value, json};

use crate::repository::Repository;

/// Where the snapshots lie.
pub const FOLDER: &str = "tests/tests/snapshots";
/// How the names of the snapshots of the public API begin.
const PREFIX: &str = "public_api__";

/// Whether a file is a snapshot of the public API.
pub fn is_snapshot(name: &str) -> bool {
    let extension = Path::new(name).extension();
    name.starts_with(PREFIX) && extension.is_some_and(|extension| extension == "snap")
}

/// The snapshots of the checkout, by name.
pub fn snapshots(repository: &Repository) -> BTreeMap<String, String> {
    let entries = fs::read_dir(repository.root().join(FOLDER));
    let names = entries.into_iter().flatten().flatten().map(|entry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        (name, entry.path())
    });
    names
        .filter(|(name, _)| is_snapshot(name))
        .filter_map(|(name, path)| Some((name, fs::read_to_string(path).ok()?)))
        .collect()
}

/// What changed in the public API.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct PublicApi {
    added: Vec<String>,
    removed: Vec<String>,
    /// Before and after.
    changed: Vec<(String, String)>,
}

impl PublicApi {
    /// Compares the snapshots of both sides.
    pub fn compare(base: &BTreeMap<String, String>, head: &BTreeMap<String, String>) -> Self {
        let names: BTreeSet<&String> = base.keys().chain(head.keys()).collect();
        let mut api = Self::default();
        for name in names {
            let package = name.trim_start_matches(PREFIX).trim_end_matches(".snap");
            let lines =
                |side: &BTreeMap<String, String>| items(side.get(name).map_or("", |text| text));
            api.package(package, &lines(base), &lines(head));
        }
        api
    }

    fn package(&mut self, package: &str, base: &[String], head: &[String]) {
        let named = |line: &String| format!("{package}: {line}");
        let mut added = without(head, base);
        for line in without(base, head) {
            // The same item with another type is one change, not two.
            let counterpart = added.iter().position(|other| key(other) == key(&line));
            match counterpart {
                Some(index) => {
                    let other = added.remove(index);
                    self.changed.push((named(&line), other));
                }
                None => self.removed.push(named(&line)),
            }
        }
        self.added.extend(added.iter().map(named));
    }

    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }

    /// The step of the version that the lines ask for.
    pub fn step(&self) -> Step {
        if !self.removed.is_empty() || !self.changed.is_empty() {
            Step::Major
        } else if !self.added.is_empty() {
            Step::Minor
        } else {
            Step::Same
        }
    }

    /// Why the step of the Rust side does not go with that of the contract.
    ///
    /// The contract may ask for more: a narrower limit breaks callers and is in no signature.
    pub fn disagreement(&self, differences: &[Difference]) -> Option<String> {
        let (rust, contract) = (self.step(), step(differences));
        if rust > contract {
            return Some(format!(
                "the public API asks for a {rust} step and the contract for {contract}: take the greater one, and say \
                 in the notes what changed in the code by hand"
            ));
        }
        let items = differences.iter().find(|found| found.in_types);
        items.filter(|_| self.is_empty()).map(|found| {
            format!(
                "`{}` must show in the public API, and its snapshots are as before: run `cargo xtask generate` and `cargo \
                 xtask accept`, or change what is written by hand",
                found.rule
            )
        })
    }

    /// Lines for a terminal.
    pub fn text(&self, disagreement: Option<&str>) -> String {
        let mut text = String::new();
        for line in &self.removed {
            let _ = writeln!(text, "  - {line}");
        }
        for (from, to) in &self.changed {
            let _ = writeln!(text, "  ~ {from}\n    now {to}");
        }
        for line in &self.added {
            let _ = writeln!(text, "  + {line}");
        }
        format!("Rust: {}\n{text}", self.summary(disagreement))
    }

    /// A list for a pull request.
    pub fn markdown(&self, disagreement: Option<&str>) -> String {
        let mut text = format!("\n**Rust:** {}.\n", self.summary(disagreement));
        if !self.is_empty() {
            text.push_str("\n```diff\n");
            for line in &self.removed {
                let _ = writeln!(text, "- {line}");
            }
            for (from, to) in &self.changed {
                let package = from.split(": ").next().unwrap_or_default();
                let _ = writeln!(text, "- {from}\n+ {package}: {to}");
            }
            for line in &self.added {
                let _ = writeln!(text, "+ {line}");
            }
            text.push_str("```\n");
        }
        text
    }

    /// An object for programs.
    pub fn json(&self, disagreement: Option<&str>) -> Value {
        let changed = self.changed.iter();
        let changed = changed.map(|(from, to)| json!({"from": from, "to": to}));
        json!({
            "step": self.step().word(),
            "agrees": disagreement.is_none(),
            "finding": disagreement,
            "removed": self.removed,
            "changed": changed.collect::<Vec<_>>(),
            "added": self.added,
        })
    }

    fn summary(&self, disagreement: Option<&str>) -> String {
        let verdict = match disagreement {
            Some(disagreement) => format!("disagrees with the contract: {disagreement}"),
            None => "agrees with the contract".to_owned(),
        };
        format!(
            "{} removed, {} changed, {} added lines of the public API, step {}; {verdict}",
            self.removed.len(),
            self.changed.len(),
            self.added.len(),
            self.step(),
        )
    }
}

/// The items of a snapshot, one each; a `use` of several names is one item for each.
fn items(snapshot: &str) -> Vec<String> {
    // What stands between the first two lines of dashes is about the snapshot.
    let text = snapshot.strip_prefix("---\n").map_or(snapshot, |rest| {
        rest.split_once("\n---\n").map_or(rest, |(_, items)| items)
    });
    let lines = text.lines().map(str::trim_end);
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with("# "));
    lines.flat_map(names).collect()
}

fn names(line: &str) -> Vec<String> {
    let split = line
        .strip_prefix("use ")
        .and_then(|rest| rest.split_once('{'))
        .and_then(|(path, rest)| Some((path, rest.strip_suffix('}')?)))
        .filter(|(_, list)| !list.contains('{'));
    match split {
        Some((path, list)) => {
            let names = list
                .split(',')
                .map(str::trim)
                .filter(|name| !name.is_empty());
            names.map(|name| format!("use {path}{name}")).collect()
        }
        None => vec![line.trim_start().to_owned()],
    }
}

/// The items of one list that are not in the other, as often as they are missing.
fn without(list: &[String], other: &[String]) -> Vec<String> {
    let mut counts: BTreeMap<&String, usize> = BTreeMap::new();
    for item in other {
        *counts.entry(item).or_default() += 1;
    }
    let missing = list.iter().filter(|item| match counts.get_mut(item) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    });
    missing.cloned().collect()
}

/// What an item is called, without its types.
fn key(item: &str) -> &str {
    let end = item
        .find('(')
        .or_else(|| item.find(": "))
        .or_else(|| item.find(" = "));
    &item[..end.unwrap_or(item.len())]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use call_engine_contract::diff::Step;

    use super::PublicApi;

    fn compare(base: &str, head: &str) -> PublicApi {
        let side = |items: &str| {
            let text = format!("---\nsource: a.rs\n---\n# a.rs\n{items}\n");
            BTreeMap::from([("public_api__one.snap".to_owned(), text)])
        };
        PublicApi::compare(&side(base), &side(head))
    }

    #[test]
    fn a_new_item_is_an_addition() {
        let api = compare("struct A", "struct A\n  A::fn new() -> Self");
        assert_eq!(api.added, ["one: A::fn new() -> Self"]);
        assert_eq!(api.step(), Step::Minor);
    }

    #[test]
    fn an_item_that_goes_is_breaking() {
        let api = compare("struct A\nstruct B", "struct A");
        assert_eq!(api.removed, ["one: struct B"]);
        assert_eq!(api.step(), Step::Major);
    }

    #[test]
    fn another_signature_is_one_change() {
        let api = compare(
            "  A::fn new(a: u8) -> Self",
            "  A::fn new(a: u8, b: u8) -> Self",
        );
        let change = (
            "one: A::fn new(a: u8) -> Self",
            "A::fn new(a: u8, b: u8) -> Self",
        );
        assert_eq!(api.changed, [(change.0.to_owned(), change.1.to_owned())]);
        assert_eq!(api.step(), Step::Major);
        assert!(
            api.disagreement(&[])
                .is_some_and(|text| text.contains("major"))
        );
    }

    #[test]
    fn one_more_name_of_a_use_is_an_addition() {
        let api = compare("use a::{ A, B }", "use a::{ A, B, C }");
        assert_eq!(api.added, ["one: use a::C"]);
        assert_eq!(api.step(), Step::Minor);
    }

    #[test]
    fn an_item_that_moves_to_another_file_is_no_change() {
        assert!(
            compare(
                "struct A\n\n# b.rs\nstruct B",
                "\n# b.rs\nstruct A\nstruct B"
            )
            .is_empty()
        );
    }
}
