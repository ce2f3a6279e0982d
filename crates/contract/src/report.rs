//! Findings as texts: for people with the line shown, for programs, for a change's page.

use std::collections::HashMap;
use std::fmt::Write as _;

use serde_json::json;

use crate::finding::Finding;

/// Findings as people read them: one line each, and under it the line of the text with the place marked.
///
/// `source` gives the text of a file named in a finding, when there is one. Without colour, the text holds no escape
/// sequence.
pub fn text(findings: &[Finding], source: &dyn Fn(&str) -> Option<String>, colour: bool) -> String {
    let mut texts: HashMap<&str, Option<String>> = HashMap::new();
    let mut report = String::new();
    for finding in findings {
        if !report.is_empty() {
            report.push('\n');
        }
        let paint = Paint(colour);
        let _ = write!(
            report,
            "{}: {} {}; {}",
            paint.bold(&finding.place.to_string()),
            finding.message,
            paint.red(&format!("[{}]", finding.rule)),
            finding.remedy
        );
        if finding.place.line == 0 {
            continue;
        }
        let file = finding.place.file.as_str();
        let text = texts.entry(file).or_insert_with(|| source(file));
        let line = text
            .as_deref()
            .map(|text| text.strip_prefix('\u{feff}').unwrap_or(text))
            .and_then(|text| text.lines().nth(finding.place.line - 1));
        if let Some(line) = line {
            excerpt(&mut report, finding, line, paint);
        }
    }
    report
}

/// Findings as a JSON list, with `file`, `line` (0 for a whole file), `pointer`, `rule`, `message` and `remedy`.
pub fn json(findings: &[Finding]) -> String {
    let list: Vec<_> = findings
        .iter()
        .map(|finding| {
            json!({
                "file": finding.place.file,
                "line": finding.place.line,
                "pointer": finding.place.pointer,
                "rule": finding.rule,
                "message": finding.message,
                "remedy": finding.remedy,
            })
        })
        .collect();
    serde_json::to_string_pretty(&list).unwrap_or_default()
}

/// Findings as commands that GitHub shows beside the lines of a change.
pub fn github(findings: &[Finding]) -> String {
    let lines: Vec<String> = findings
        .iter()
        .map(|finding| {
            let place = &finding.place;
            let mut line = format!("::error file={}", property(&place.file));
            if place.line > 0 {
                let _ = write!(line, ",line={}", place.line);
            }
            let _ = write!(line, ",title={}", property(finding.rule));
            let at = if place.pointer.is_empty() {
                String::new()
            } else {
                format!(" (#{})", place.pointer)
            };
            let told = format!("{}; {}{at}", finding.message, finding.remedy);
            let _ = write!(line, "::{}", data(&told));
            line
        })
        .collect();
    lines.join("\n")
}

/// What a line of the text may be long before it is cut: descriptions are, and examples of one line.
const WIDTH: usize = 110;

/// The line of the finding with its number, and marks under what is meant.
fn excerpt(report: &mut String, finding: &Finding, line: &str, paint: Paint) {
    let line: String = line
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let number = finding.place.line.to_string();
    let margin = " ".repeat(number.len());
    let bar = paint.blue("|");
    let start = marked(&line, &finding.place.pointer);
    let shown: String = line.trim_end().chars().take(WIDTH).collect();
    let cut = if line.trim_end().chars().count() > WIDTH {
        "…"
    } else {
        ""
    };
    let before = line[..start].chars().count().min(WIDTH);
    let marks = shown.chars().count().saturating_sub(before).max(1);
    let _ = write!(
        report,
        "\n  {} {bar} {shown}{cut}\n  {margin} {bar} {}{}",
        paint.blue(&number),
        " ".repeat(before),
        paint.red(&"^".repeat(marks))
    );
}

/// Where in its line the place begins: at the last name of the pointer, else after indentation and dashes.
fn marked(line: &str, pointer: &str) -> usize {
    let name = pointer.rsplit('/').next().unwrap_or_default();
    let name = name.replace("~1", "/").replace("~0", "~");
    let named = [
        format!("{name}:"),
        format!("'{name}':"),
        format!("\"{name}\":"),
    ]
    .iter()
    .filter(|_| !name.is_empty())
    .find_map(|key| {
        let at = line.find(key.as_str())?;
        let alone = line[..at]
            .chars()
            .next_back()
            .is_none_or(|c| matches!(c, ' ' | '{' | ',' | '\t'));
        alone.then_some(at)
    });
    named.unwrap_or_else(|| {
        let content = line.trim_start_matches([' ', '-', '\t']);
        if content.is_empty() {
            line.len() - line.trim_start().len()
        } else {
            line.len() - content.len()
        }
    })
}

/// The message of a command of GitHub's.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A property of a command of GitHub's.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// Colours, when they are wanted.
#[derive(Clone, Copy)]
struct Paint(bool);

impl Paint {
    fn bold(self, text: &str) -> String {
        self.with("1", text)
    }

    fn red(self, text: &str) -> String {
        self.with("1;31", text)
    }

    fn blue(self, text: &str) -> String {
        self.with("1;34", text)
    }

    fn with(self, code: &str, text: &str) -> String {
        if self.0 {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }
}
