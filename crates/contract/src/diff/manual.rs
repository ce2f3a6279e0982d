//! The table of rules for people: as lines, and rule by rule.

use std::fmt::Write as _;

use super::difference::{Change, Flow, Level};
use super::rules::{RULES, Rule};

/// Every rule, one line per direction: who breaks by each change.
pub fn list() -> String {
    let width = RULES.iter().map(|rule| rule.subject.len()).max();
    let width = width.unwrap_or_default();
    let mut text = format!("{:width$}  written by", "");
    for change in Change::ALL {
        let _ = write!(text, "  {:13}", change.word());
    }
    for rule in RULES {
        for flow in Flow::ALL {
            let subject = match flow {
                Flow::Request => rule.subject,
                Flow::Answer => "",
            };
            let _ = write!(text, "\n{subject:width$}  {:10}", writer(*flow));
            for change in Change::ALL {
                let _ = write!(text, "  {:13}", rule.verdict(*flow, *change).word());
            }
        }
    }
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n")
}

/// Who writes what flows in a direction.
pub fn writer(flow: Flow) -> &'static str {
    match flow {
        Flow::Request => "callers",
        Flow::Answer => "servers",
    }
}

/// A rule by its name in a finding, such as `max-length-narrowed`, or all changes of a thing, such as `max-length`.
pub fn explained(name: &str) -> Option<String> {
    let (rule, changes) = find(name)?;
    let mut text = format!("{name}\n");
    for change in changes {
        let _ = writeln!(text, "\n{}: {}", change.word(), meaning(*change));
        for flow in Flow::ALL {
            let _ = writeln!(text, "  {}", sentence(rule, *flow, *change));
            if let Some(note) = rule.note(*flow, *change) {
                let _ = writeln!(text, "    {note}");
            }
        }
    }
    Some(text)
}

fn find(name: &str) -> Option<(&'static Rule, &'static [Change])> {
    let of = |subject: &str| RULES.iter().find(|rule| rule.subject == subject);
    if let Some(rule) = of(name) {
        return Some((rule, Change::ALL));
    }
    Change::ALL.iter().find_map(|change| {
        let subject = name.strip_suffix(change.word())?.strip_suffix('-')?;
        Some((of(subject)?, std::slice::from_ref(change)))
    })
}

/// What happened, as a sentence.
pub fn meaning(change: Change) -> &'static str {
    match change {
        Change::Added => "it was not there, and now is",
        Change::Removed => "it was there, and is not any more",
        Change::Widened => "more is allowed than before",
        Change::Narrowed => "less is allowed than before",
        Change::Changed => "it is something else, neither wider nor narrower",
    }
}

fn sentence(rule: &Rule, flow: Flow, change: Change) -> String {
    let (callers, servers) = rule.verdict(flow, change).levels();
    let breaks = match (callers, servers) {
        (Level::Breaking, Level::Breaking) => "breaks callers and servers",
        (Level::Breaking, _) => "breaks callers",
        (_, Level::Breaking) => "breaks servers",
        (Level::NotUnderstood, _) => "nobody can say whom it breaks",
        (Level::Documentation, _) => "breaks nobody: these are words",
        _ => "breaks nobody",
    };
    let step = rule.step(flow, change);
    format!(
        "written by {}: {breaks}; version step: {step}",
        writer(flow)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_has_a_line_for_each_direction() {
        assert_eq!(list().lines().count(), 1 + 2 * RULES.len());
    }

    #[test]
    fn every_name_that_a_finding_can_carry_is_explained() {
        for rule in RULES {
            assert!(explained(rule.subject).is_some());
            for change in Change::ALL {
                let name = format!("{}-{change}", rule.subject);
                let text = explained(&name).unwrap_or_default();
                assert!(text.contains(meaning(*change)), "{name}: {text}");
            }
        }
    }

    #[test]
    fn an_explanation_says_who_breaks_and_why_not() {
        let text = explained("enum-widened").unwrap_or_default();
        assert!(text.contains("written by callers: breaks servers; version step: minor"));
        assert!(text.contains("written by servers: breaks nobody; version step: minor"));
        assert!(text.contains("enumerations are open"));
    }

    #[test]
    fn what_is_no_rule_is_not_explained() {
        for name in ["", "widened", "-widened", "enum-", "enums-widened"] {
            assert_eq!(explained(name), None, "{name}");
        }
    }
}
