//! The differences as text, Markdown and JSON.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use indexmap::IndexMap;
use serde_json::{Value, json};

use super::difference::{Difference, Level, Side, Step, step};

/// Headings of what belongs to no one command.
const SEVERAL: &str = "several commands";
const WHOLE: &str = "the contract as a whole";
/// How many commands are named before the rest is counted.
const NAMED: usize = 3;

/// What stands around the differences of a report.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// What the base is called.
    pub base: &'a str,
    /// Folder of the contract, before the names of its files.
    pub folder: &'a str,
    /// Version of the crate at the base.
    pub version: Option<&'a str>,
}

/// The differences by command, those with breaking ones first.
fn grouped(differences: &[Difference]) -> Vec<(String, Vec<&Difference>)> {
    let mut groups: BTreeMap<String, Vec<&Difference>> = BTreeMap::new();
    for difference in differences {
        let mut commands: Vec<&Option<String>> =
            difference.uses.iter().map(|used| &used.command).collect();
        commands.dedup();
        let heading = match commands.as_slice() {
            [Some(command)] => command.clone(),
            [None] | [] => WHOLE.to_owned(),
            _ => SEVERAL.to_owned(),
        };
        groups.entry(heading).or_default().push(difference);
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by_key(|(heading, differences)| {
        let worst = differences.iter().map(|difference| difference.level());
        (std::cmp::Reverse(worst.max()), heading == WHOLE)
    });
    groups
}

/// Whom a difference breaks, in words.
pub fn verdict(difference: &Difference) -> &'static str {
    match (difference.callers, difference.servers) {
        (Level::Breaking, Level::Breaking) => "breaks callers and servers",
        (Level::Breaking, _) => "breaks callers",
        (Level::NotUnderstood, _) | (_, Level::NotUnderstood) => "not understood",
        (_, Level::Breaking) => "breaks servers",
        (Level::Compatible, _) | (_, Level::Compatible) => "compatible",
        (Level::Documentation, Level::Documentation) => "documentation",
    }
}

/// One line that says how many of which there are, and the step of the version.
pub fn summary(differences: &[Difference], frame: Frame<'_>) -> String {
    if differences.is_empty() {
        return format!("nothing differs from {}", frame.base);
    }
    let count = |wanted: &dyn Fn(&Difference) -> bool| {
        differences.iter().filter(|found| wanted(found)).count()
    };
    let callers = count(&|found| found.callers == Level::Breaking);
    let servers = count(&|found| found.servers == Level::Breaking);
    let unknown = count(&|found| found.level() == Level::NotUnderstood);
    let compatible = count(&|found| found.level() == Level::Compatible);
    let words = count(&|found| found.level() == Level::Documentation);
    let total = differences.len();
    let mut text = format!(
        "{total} difference{} from {}: {callers} break{} callers, {servers} break{} servers, {compatible} compatible, \
         {words} documentation",
        if total == 1 { "" } else { "s" },
        frame.base,
        if callers == 1 { "s" } else { "" },
        if servers == 1 { "s" } else { "" },
    );
    if unknown > 0 {
        let _ = write!(text, ", {unknown} not understood");
    }
    let _ = write!(text, "; {}", step_text(step(differences), frame.version));
    text
}

/// The step of the version, and what it makes of it.
pub fn step_text(step: Step, version: Option<&str>) -> String {
    let next = version.and_then(|version| Some((version, step.next(version)?)));
    match next {
        Some((version, next)) if step != Step::Same => {
            let before = if version.starts_with("0.") && step == Step::Major {
                ", before 1.0 the second number stands for breaking changes"
            } else {
                ""
            };
            format!("step of the version: {step} ({version} to {next}{before})")
        }
        _ => format!("step of the version: {step}"),
    }
}

fn place(difference: &Difference, folder: &str) -> String {
    let place = &difference.place;
    let mut text = format!("{folder}{}", place.file);
    if place.line > 0 {
        let _ = write!(text, ":{}", place.line);
    }
    if difference.in_base {
        text.push_str(" in the base");
    }
    text
}

/// Where a difference is felt, in the words of the API.
fn uses(difference: &Difference) -> String {
    // The same field of several commands is named once.
    let mut places: IndexMap<String, Vec<&str>> = IndexMap::new();
    for used in &difference.uses {
        let place = match used.side {
            Side::Command | Side::Webhook => String::new(),
            Side::Document if used.field.is_empty() => String::new(),
            Side::Document => format!("`{}`", used.field),
            _ => used.to_string(),
        };
        let commands = places.entry(place).or_default();
        let command = used.command.as_deref();
        if let Some(command) = command
            && !commands.contains(&command)
        {
            commands.push(command);
        }
    }
    let texts = places.iter().map(|(place, commands)| {
        let commands = several(commands);
        match (place.is_empty(), commands.is_empty()) {
            (true, _) => commands,
            (false, true) => place.clone(),
            (false, false) => format!("{place} of {commands}"),
        }
    });
    several(&texts.collect::<Vec<_>>())
}

/// The first of several names, and how many more there are.
fn several<T: AsRef<str>>(names: &[T]) -> String {
    let first: Vec<&str> = names.iter().take(NAMED).map(AsRef::as_ref).collect();
    let text = first.join(", ");
    match names.len().saturating_sub(NAMED) {
        0 => text,
        more => format!("{text} and {more} more"),
    }
}

/// The differences by command, breaking ones first.
pub fn text(differences: &[Difference], frame: Frame<'_>) -> String {
    let mut text = String::new();
    for (heading, differences) in grouped(differences) {
        let _ = writeln!(text, "{heading}");
        for difference in differences {
            let at = place(difference, frame.folder);
            let uses = uses(difference);
            let _ = write!(text, "  {}: {}: ", at, verdict(difference));
            // The heading says the command already.
            let inside = uses.strip_suffix(&heading).unwrap_or(&uses);
            let inside = inside.strip_suffix(" of ").unwrap_or(inside);
            if !inside.is_empty() {
                let _ = write!(text, "{inside}: ");
            }
            let _ = write!(text, "{} [{}]", difference.what, difference.rule);
            if let Some(note) = difference.note {
                let _ = write!(text, " ({note})");
            }
            text.push('\n');
        }
        text.push('\n');
    }
    let _ = writeln!(text, "{}", summary(differences, frame));
    text
}

/// A table for a pull request, after a line that sums it up.
pub fn markdown(differences: &[Difference], frame: Frame<'_>) -> String {
    let mut text = format!("**Contract:** {}.\n", summary(differences, frame));
    if differences.is_empty() {
        return text;
    }
    text.push_str("\n| Effect | Where | What | Rule | Place |\n|---|---|---|---|---|\n");
    for (heading, differences) in grouped(differences) {
        for difference in differences {
            let uses = uses(difference);
            let uses = if uses.is_empty() {
                heading.clone()
            } else {
                uses
            };
            let mut what = difference.what.clone();
            if let Some(note) = difference.note {
                let _ = write!(what, " ({note})");
            }
            let _ = writeln!(
                text,
                "| {} | {} | {} | `{}` | `{}` |",
                verdict(difference),
                cell(&uses),
                cell(&what),
                difference.rule,
                place(difference, frame.folder),
            );
        }
    }
    text
}

/// A text that does not end the cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

/// The differences for programs.
pub fn json(differences: &[Difference], frame: Frame<'_>) -> Value {
    let step = step(differences);
    json!({
        "base": frame.base,
        "step": step.word(),
        "version": frame.version,
        "next_version": frame.version.and_then(|version| step.next(version)),
        "differences": differences.iter().map(|found| difference(found, frame)).collect::<Vec<_>>(),
    })
}

fn difference(found: &Difference, frame: Frame<'_>) -> Value {
    let uses = found.uses.iter().map(|used| {
        json!({
            "command": used.command,
            "side": used.side.word(),
            "field": used.field,
        })
    });
    json!({
        "rule": found.rule,
        "what": found.what,
        "note": found.note,
        "callers": found.callers.word(),
        "servers": found.servers.word(),
        "step": found.step.word(),
        "uses": uses.collect::<Vec<_>>(),
        "file": format!("{}{}", frame.folder, found.place.file),
        "line": found.place.line,
        "pointer": found.place.pointer,
        "in_base": found.in_base,
    })
}
