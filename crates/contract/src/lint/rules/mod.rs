//! Every rule, with what must hold, why, and an example of bad and good.
//!
//! The one source for `cargo xtask check --rules`, for `--explain`, and for the test that runs every example.
//!
//! | Module | Rules about |
//! |---|---|
//! | `reading` | what keeps a contract from being understood |
//! | `document` | commands, webhooks, what stands around them, texts, sources |
//! | `schemas` | components, fields and values |
//! | `examples` | examples and the error catalogue |
//! | `derived` | what the generator and the checkout refuse |

mod derived;
mod document;
mod examples;
mod reading;
mod schemas;

use std::fmt::Write as _;

/// A rule.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Name, as findings carry it.
    pub name: &'static str,
    /// Who raises it.
    pub stage: Stage,
    /// What must hold, as a sentence.
    pub what: &'static str,
    /// Why that matters, as a sentence.
    pub why: &'static str,
    /// Where the examples stand: `FILE#POINTER`, a file they are appended to, or empty when a text cannot show it.
    pub at: &'static str,
    /// What it finds.
    pub bad: &'static str,
    /// What it lets pass.
    pub good: &'static str,
}

/// When a rule looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// While reading: what cannot be understood is refused.
    Reading,
    /// `check`, on a contract that was understood; can be set aside in place.
    Lint,
    /// `check`, but it cannot be set aside: everything derived depends on it, or there is no place for a reason.
    Structure,
    /// Before generating: what the code generated from the contract could not express.
    Generating,
    /// `check`, on the files of the checkout.
    Checkout,
}

impl Rule {
    /// Whether `x-lint-ignore` can set it aside.
    pub fn suppressible(&self) -> bool {
        self.stage == Stage::Lint
    }

    /// The rule with its examples, as text for a terminal.
    pub fn explained(&self) -> String {
        let mut text = format!("{}\n\n{}\n{}\n", self.name, self.what, self.why);
        let aside = match self.stage {
            Stage::Lint => "Can be set aside in place with `x-lint-ignore` and a reason.",
            Stage::Reading => "Cannot be set aside: the contract is not understood.",
            Stage::Structure => {
                "Cannot be set aside: what is derived depends on it, or the file has no place for a reason."
            }
            Stage::Generating => "Cannot be set aside: no code could be generated.",
            Stage::Checkout => "Cannot be set aside: it is about derived files.",
        };
        let _ = writeln!(text, "{aside}");
        let at = if self.at.is_empty() {
            String::new()
        } else {
            format!(", at {}", self.at)
        };
        for (word, example) in [("Bad", self.bad), ("Good", self.good)] {
            let _ = write!(text, "\n{word}{at}:\n\n");
            let example = if example.is_empty() {
                "(nothing there)"
            } else {
                example
            };
            for line in example.lines() {
                let _ = writeln!(text, "    {line}");
            }
        }
        text
    }
}

/// All rules, those of one stage of work after another.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    [
        reading::RULES,
        document::RULES,
        schemas::RULES,
        examples::RULES,
        derived::RULES,
    ]
    .into_iter()
    .flatten()
}

/// The rule of a name.
pub fn rule(name: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.name == name)
}

/// The names of all rules with what must hold, one per line.
pub fn list() -> String {
    let width = all().map(|rule| rule.name.len()).max().unwrap_or_default();
    let lines: Vec<String> = all()
        .map(|rule| {
            let mark = if rule.suppressible() { ' ' } else { '*' };
            format!("{:width$} {mark} {}", rule.name, rule.what)
        })
        .collect();
    format!("{}\n\n* cannot be set aside", lines.join("\n"))
}
